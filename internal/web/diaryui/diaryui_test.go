package diaryui_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

const kinhDinh = "22759"

var onceKey = regexp.MustCompile(`name="khoa" value="([^"]+)"`)

func number(t *testing.T, s *webtest.Site, sql string, args ...any) int {
	t.Helper()
	n, err := pg.Value[int](context.Background(), s.Pool, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func key(t *testing.T, c *webtest.Client) string {
	t.Helper()
	return onceKey.FindStringSubmatch(c.Get("/so-phat-sinh").Want(t, http.StatusOK).Body)[1]
}

// One tap, undone; the day and the team stay for the next.
func TestOneTap(t *testing.T) {
	s := webtest.Start(t)
	team := s.TeamOf(t, kinhDinh, 9)
	xa := s.As(t, "xa")
	xa.Get("/so-phat-sinh").Want(t, http.StatusOK, "Ghi một việc", `value="05/02/2025"`, `value="t.16"`, `value="x.1"`, "Ghi chung toàn phường", "danh tính người cung cấp nguồn tin").
		Lacks(t, `value="t.12"`, `value="t.14"`, `value="t.11"`, `value="t.1"`)
	form := url.Values{"khoa": {key(t, xa)}, "to": {fmt.Sprint(team)}, "ngay": {"3/2/2025"}, "so-luong": {"2"}, "noi-dung": {"Tuần tra  <b>đêm</b>"}, "so-lieu": {"t.16"}}
	first := xa.Post("/so-phat-sinh", form).Want(t, http.StatusSeeOther)
	if again := xa.Post("/so-phat-sinh", form).Want(t, http.StatusSeeOther); again.Location != first.Location {
		t.Errorf("a second tap of the same form leads to %q, the first to %q", again.Location, first.Location)
	}
	if n := number(t, s, `SELECT count(*)::int FROM diary_entry WHERE team_id = $1`, team); n != 1 {
		t.Fatalf("%d entries", n)
	}
	page := xa.Get("/so-phat-sinh?ngay=03%2F02%2F2025").Want(t, http.StatusOK, "Đã ghi 2 Ca tuần tra, Tổ khu phố 9, ngày 03/02/2025.", `value="03/02/2025"`,
		fmt.Sprintf(`value="%d" selected`, team), "Tuần tra &lt;b&gt;đêm&lt;/b&gt;", "Hoàn tác")
	id := number(t, s, `SELECT id::int FROM diary_entry WHERE team_id = $1`, team)
	undo := fmt.Sprintf("/so-phat-sinh/%d/rut", id)
	if !regexp.MustCompile(`action="` + undo + `"`).MatchString(page.Body) {
		t.Error("no undo for what was just written")
	}
	xa.Get(fmt.Sprintf("/so-phat-sinh?loc-to=%d&loc-so-lieu=16&ky=3", team)).Want(t, http.StatusOK, "1 mục", "Ca tuần tra <b>2</b>")
	xa.Post(undo, url.Values{"phien-ban": {"1"}, "ly-do": {"Hoàn tác ngay sau khi ghi"}}).Want(t, http.StatusSeeOther)
	xa.Get(fmt.Sprintf("/so-phat-sinh?loc-to=%d", team)).Want(t, http.StatusOK, "Chưa có mục nào", "Không có mục nào khớp")
	xa.Get(fmt.Sprintf("/so-phat-sinh?loc-to=%d&trang-thai=withdrawn", team)).Want(t, http.StatusOK, "Đã rút", "Hoàn tác ngay sau khi ghi")
	xa.Post(undo, url.Values{"phien-ban": {"2"}, "ly-do": {"Lần nữa"}}).Want(t, http.StatusConflict, "đã được rút trước đó")
	xa.Get(undo).Want(t, http.StatusSeeOther)
	if n := number(t, s, `SELECT count(*)::int FROM audit_entry WHERE object_kind = 'diary_entry' AND object_id = $1`, id); n != 2 {
		t.Errorf("%d audit rows", n)
	}
	// The whole commune's row, whatever team is chosen.
	xa.Post("/so-phat-sinh", url.Values{"khoa": {key(t, xa)}, "to": {fmt.Sprint(team)}, "ngay": {"05/02/2025"}, "so-luong": {"1"}, "so-lieu": {"x.1"}}).Want(t, http.StatusSeeOther)
	xa.Get("/so-phat-sinh?loc-to=xa").Want(t, http.StatusOK, "Toàn phường", "1 mục")
	s.As(t, "huyen").Get("/so-phat-sinh").Want(t, http.StatusOK, "phường Kinh Dinh", "Đơn vị").Lacks(t, "Ghi một việc", "Hoàn tác", "/rut")
}

func TestRefusedTapKeepsWhatWasTyped(t *testing.T) {
	s := webtest.Start(t)
	team := s.TeamOf(t, kinhDinh, 9)
	xa := s.As(t, "xa")
	before := number(t, s, `SELECT count(*)::int FROM diary_entry`)
	form := url.Values{"khoa": {key(t, xa)}, "to": {fmt.Sprint(team)}, "ngay": {"31/02/2025"}, "so-luong": {"không"}, "noi-dung": {"Gọi 0912 345 678"}, "so-lieu": {""}}
	xa.Post("/so-phat-sinh", form).Want(t, http.StatusUnprocessableEntity, "Có 4 nội dung cần sửa", `href="#f-ngay"`, `href="#f-so-luong"`, `href="#f-so-lieu"`, "Bấm một số liệu", "Bỏ số điện thoại",
		`value="31/02/2025"`, `value="không"`, `value="Gọi 0912 345 678"`, fmt.Sprintf(`value="%d" selected`, team), form.Get("khoa"))
	form.Set("ngay", "06/02/2025")
	form.Set("so-luong", "1")
	form.Set("noi-dung", "")
	form.Set("so-lieu", "t.16")
	xa.Post("/so-phat-sinh", form).Want(t, http.StatusUnprocessableEntity, "Ngày không được sau hôm nay")
	form.Set("ngay", "05/02/2025")
	form.Set("so-lieu", "t.14")
	xa.Post("/so-phat-sinh", form).Want(t, http.StatusUnprocessableEntity, "tự lấy từ danh sách")
	form.Set("so-lieu", "t.16")
	form.Set("to", "")
	xa.Post("/so-phat-sinh", form).Want(t, http.StatusUnprocessableEntity, "Chọn Tổ.")
	if n := number(t, s, `SELECT count(*)::int FROM diary_entry`); n != before {
		t.Errorf("%d entries stored", n-before)
	}
	form.Set("to", fmt.Sprint(team))
	xa.Post("/so-phat-sinh", form).Want(t, http.StatusSeeOther)
}

func TestPlaces(t *testing.T) {
	s := webtest.Start(t)
	xa, admin, nobody := s.As(t, "xa"), s.As(t, "quantri"), s.Nobody(t)
	old := number(t, s, `SELECT min(id)::int FROM diary_entry`)
	ask := fmt.Sprintf("/so-phat-sinh/%d/rut", old)
	other := url.Values{"khoa": {key(t, xa)}, "to": {fmt.Sprint(s.TeamOf(t, "22750", 1))}, "ngay": {"05/02/2025"}, "so-luong": {"1"}, "so-lieu": {"t.16"}}
	for _, p := range []string{"/so-phat-sinh", ask} {
		nobody.Get(p).Want(t, http.StatusSeeOther)
		nobody.Post(p, other).Want(t, http.StatusUnauthorized)
		admin.Get(p).Want(t, http.StatusForbidden)
		admin.Post(p, other).Want(t, http.StatusForbidden)
	}
	s.As(t, "huyen").Post("/so-phat-sinh", other).Want(t, http.StatusForbidden)
	s.As(t, "huyen").Get(ask).Want(t, http.StatusForbidden)
	s.As(t, "lanhdao").Get("/so-phat-sinh").Want(t, http.StatusForbidden)
	xa.Post("/so-phat-sinh", other).Want(t, http.StatusNotFound)
	xa.Get("/so-phat-sinh?loc-to="+other.Get("to")).Want(t, http.StatusNotFound)
	xa.Get("/so-phat-sinh/999999/rut").Want(t, http.StatusNotFound)
	// Another commune's entry is not there.
	foreign := number(t, s, `INSERT INTO diary_entry (campaign_id, commune_id, team_id, day, slot, n, created_by, created_at)
		SELECT e.campaign_id, u.unit_id, $1, e.day, e.slot, 1, e.created_by, e.created_at FROM diary_entry e, unit_name u WHERE e.id = $2 AND u.code = '22750' LIMIT 1 RETURNING id::int`,
		s.TeamOf(t, "22750", 1), old)
	theirs := fmt.Sprintf("/so-phat-sinh/%d/rut", foreign)
	xa.Get(theirs).Want(t, http.StatusNotFound)
	xa.Post(theirs, url.Values{"phien-ban": {"1"}, "ly-do": {"x"}}).Want(t, http.StatusNotFound)

	xa.Get(ask).Want(t, http.StatusOK, "Rút một mục", "Lý do rút")
	xa.Post(ask, url.Values{"phien-ban": {"1"}, "ly-do": {" "}}).Want(t, http.StatusUnprocessableEntity, "Nhập lý do rút")
	xa.Post(ask, url.Values{"phien-ban": {"7"}, "ly-do": {"Ghi trùng"}}).Want(t, http.StatusConflict, "Ghi trùng")
	xa.Post(ask, url.Values{"phien-ban": {"1"}, "ly-do": {"Ghi trùng"}}).Want(t, http.StatusSeeOther)
}
