package reportui_test

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

var onceKey = regexp.MustCompile(`name="khoa" value="([^"]+)"`)

func number(t *testing.T, s *webtest.Site, sql string, args ...any) int {
	t.Helper()
	n, err := pg.Value[int](context.Background(), s.Pool, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// proposal is the form of a cell's page as it comes.
func proposal(t *testing.T, c *webtest.Client, cell string, value, reason string) url.Values {
	t.Helper()
	page := c.Get(cell).Want(t, http.StatusOK, "Đề nghị đính chính").Body
	base := regexp.MustCompile(`name="dang-luu" value="([^"]*)"`).FindStringSubmatch(page)
	key := onceKey.FindStringSubmatch(page)
	if base == nil || key == nil {
		t.Fatal("the cell's page has no form")
	}
	return url.Values{"khoa": {key[1]}, "dang-luu": {base[1]}, "so-moi": {value}, "ly-do": {reason}}
}

const ofCell = `SELECT max(id)::int FROM correction WHERE report_id = $1 AND team_id = $2 AND slot = $3`

// Without script: a cell of an accepted month, asked for wrongly, then
// rightly; refused with a reason; asked for again and approved.
func TestCorrectionWithoutScript(t *testing.T) {
	s := webtest.Start(t)
	id, team := s.ReportOf(t, kinhDinh, 1), s.TeamOf(t, kinhDinh, 3)
	xa, huyen := s.As(t, "xa"), s.As(t, "huyen")
	cell := fmt.Sprintf("%s/o/%d/16", path(id), team)
	was := stored(t, s, id, team, 16)

	form := proposal(t, xa, cell, "1,5", "")
	xa.Post(cell+"/dinh-chinh", form).Want(t, http.StatusUnprocessableEntity, "không có phần lẻ", "Nhập lý do đính chính", `value="1,5"`, `href="#f-so-moi"`, form.Get("khoa"))
	form.Set("so-moi", was)
	form.Set("ly-do", "Đếm lại sổ trực")
	xa.Post(cell+"/dinh-chinh", form).Want(t, http.StatusUnprocessableEntity, "Số mới trùng", "Đếm lại sổ trực")
	form.Set("so-moi", "44")
	first := xa.Post(cell+"/dinh-chinh", form).Want(t, http.StatusSeeOther)
	if again := xa.Post(cell+"/dinh-chinh", form).Want(t, http.StatusSeeOther); again.Location != first.Location {
		t.Errorf("a second click leads to %q", again.Location)
	}
	if n := number(t, s, `SELECT count(*)::int FROM correction WHERE report_id = $1 AND slot = 16`, id); n != 1 {
		t.Errorf("%d proposals", n)
	}
	form.Set("khoa", "mot-khoa-khac")
	xa.Post(cell+"/dinh-chinh", form).Want(t, http.StatusConflict, "đã có một đề nghị đính chính đang chờ duyệt")
	xa.Get(cell).Want(t, http.StatusOK, "Chờ duyệt", "44", "Mỗi ô chỉ có một đề nghị").Lacks(t, `name="so-moi"`)
	xa.Get(path(id)).Want(t, http.StatusOK, "Đính chính của báo cáo này", "cx-proposed", "đính chính "+was+" → 44, chờ duyệt")
	xa.Get("/").Want(t, http.StatusOK, "đề nghị đính chính đang chờ duyệt")
	huyen.Get("/").Want(t, http.StatusOK, "Duyệt 3 đề nghị đính chính")

	item := fmt.Sprintf("/dinh-chinh/%d", number(t, s, ofCell, id, team, 16))
	huyen.Get("/dinh-chinh?trang-thai=proposed").Want(t, http.StatusOK, "Đếm lại sổ trực", item+"/duyet")
	xa.Get("/dinh-chinh").Want(t, http.StatusOK, "Đếm lại sổ trực").Lacks(t, "/duyet", "Phường Đô Vinh")
	xa.Get(item).Want(t, http.StatusOK, "Rút đề nghị").Lacks(t, "/duyet")
	huyen.Get(item).Want(t, http.StatusOK, "Duyệt đính chính này", "/tu-choi").Lacks(t, "Rút đề nghị")
	huyen.Post(item+"/tu-choi", url.Values{"ly-do": {"  "}}).Want(t, http.StatusUnprocessableEntity, "Nhập lý do từ chối", `href="#f-ly-do"`)
	huyen.Post(item+"/tu-choi", url.Values{"ly-do": {"Gọi 0912345678"}}).Want(t, http.StatusUnprocessableEntity, "không ghi số điện thoại", "Gọi 0912345678")
	huyen.Post(item+"/tu-choi", url.Values{"ly-do": {"Chưa có sổ trực"}}).Want(t, http.StatusSeeOther)
	huyen.Post(item+"/duyet", nil).Want(t, http.StatusConflict, "không còn chờ duyệt: đã từ chối")
	xa.Post(item+"/rut", url.Values{"ly-do": {"Thôi"}}).Want(t, http.StatusConflict, "không còn chờ duyệt", "Chưa có sổ trực")
	if got := stored(t, s, id, team, 16); got != was {
		t.Errorf("a refused correction left %s", got)
	}

	xa.Post(cell+"/dinh-chinh", proposal(t, xa, cell, "1.044", "Có sổ trực kèm theo")).Want(t, http.StatusSeeOther)
	item = fmt.Sprintf("/dinh-chinh/%d", number(t, s, ofCell, id, team, 16))
	huyen.Post(item+"/duyet", nil).Want(t, http.StatusSeeOther)
	if got := stored(t, s, id, team, 16); got != "1044" {
		t.Errorf("an approved correction left %s", got)
	}
	xa.Get(cell).Want(t, http.StatusOK, "1.044 ca", ", đính chính", "Có sổ trực kèm theo", "Đã duyệt")
	xa.Get(path(id)).Want(t, http.StatusOK, "cx-approved")
	if n := number(t, s, `SELECT count(*)::int FROM audit_entry WHERE object_kind = 'correction' AND request_id <> 'demo'`); n != 4 {
		t.Errorf("%d audit rows, want two proposals, a refusal, an approval", n)
	}

	xa.Post(cell+"/dinh-chinh", proposal(t, xa, cell, "7", "Nhầm")).Want(t, http.StatusSeeOther)
	item = fmt.Sprintf("/dinh-chinh/%d", number(t, s, ofCell, id, team, 16))
	xa.Post(item+"/rut", url.Values{"ly-do": {""}}).Want(t, http.StatusUnprocessableEntity, "Nhập lý do rút")
	xa.Post(item+"/rut", url.Values{"ly-do": {"Ghi nhầm ô"}}).Want(t, http.StatusSeeOther)

	// The page was made before another correction: what was typed stays.
	late := proposal(t, xa, cell, "8", "Theo trang cũ")
	late.Set("dang-luu", "999")
	xa.Post(cell+"/dinh-chinh", late).Want(t, http.StatusConflict, "vừa được đính chính thành 1044", "Theo trang cũ", `value="8"`)

	// The old value stood no more: said, and the figure left alone.
	xa.Post(cell+"/dinh-chinh", proposal(t, xa, cell, "9", "Lệch")).Want(t, http.StatusSeeOther)
	if _, err := s.Pool.Exec(context.Background(), `UPDATE team_figure SET values[17] = 3 WHERE report_id = $1 AND team_id = $2`, id, team); err != nil {
		t.Fatal(err)
	}
	item = fmt.Sprintf("/dinh-chinh/%d", number(t, s, ofCell, id, team, 16))
	huyen.Get(item).Want(t, http.StatusOK, "hiện lưu số khác lúc đề nghị")
	if a := huyen.Post(item+"/duyet", nil).Want(t, http.StatusSeeOther); a.Location != item {
		t.Errorf("lapsed leads to %q", a.Location)
	}
	huyen.Get(item).Want(t, http.StatusOK, "Hết hiệu lực", "không còn là 1044")
	if got := stored(t, s, id, team, 16); got != "3" {
		t.Errorf("a lapsed correction left %s", got)
	}
}

func TestCorrectionPlaces(t *testing.T) {
	s := webtest.Start(t)
	team := s.TeamOf(t, kinhDinh, 3)
	cell := fmt.Sprintf("%s/o/%d/16/dinh-chinh", path(s.ReportOf(t, kinhDinh, 1)), team)
	elsewhere := fmt.Sprintf("%s/o/%d/16/dinh-chinh", path(s.ReportOf(t, "22750", 1)), s.TeamOf(t, "22750", 1))
	other := number(t, s, `SELECT c.id::int FROM correction c JOIN report r ON r.id = c.report_id WHERE c.state = 'proposed' AND r.commune_id <> (SELECT unit_id FROM unit_name WHERE code = $1) LIMIT 1`, kinhDinh)
	item := fmt.Sprintf("/dinh-chinh/%d", other)
	typed := url.Values{"so-moi": {"5"}, "ly-do": {"x"}, "khoa": {"k"}, "dang-luu": {"1"}}
	nobody, xa, px03, admin := s.Nobody(t), s.As(t, "xa"), s.As(t, "px03"), s.As(t, "quantri")
	for _, p := range []string{"/dinh-chinh", item} {
		nobody.Get(p).Want(t, http.StatusSeeOther)
		admin.Get(p).Want(t, http.StatusForbidden)
	}
	for _, p := range []string{cell, item + "/duyet", item + "/tu-choi", item + "/rut"} {
		nobody.Post(p, typed).Want(t, http.StatusUnauthorized)
		s.As(t, "noivu").Post(p, typed).Want(t, http.StatusForbidden)
	}
	xa.Get(item).Want(t, http.StatusNotFound)
	xa.Post(item+"/rut", typed).Want(t, http.StatusNotFound)
	xa.Post(elsewhere, typed).Want(t, http.StatusNotFound)
	xa.Post(item+"/duyet", typed).Want(t, http.StatusForbidden)
	xa.Get("/dinh-chinh?don-vi=1").Want(t, http.StatusNotFound)
	px03.Get(item).Want(t, http.StatusOK).Lacks(t, "/duyet")
	px03.Post(item+"/duyet", typed).Want(t, http.StatusNotFound)
	px03.Post(item+"/tu-choi", typed).Want(t, http.StatusNotFound)
	px03.Get("/dinh-chinh/999999").Want(t, http.StatusNotFound)
	px03.Get("/dinh-chinh/abc").Want(t, http.StatusNotFound)
	draft := fmt.Sprintf("%s/o/%d/16", path(s.ReportOf(t, kinhDinh, 3)), team)
	xa.Get(draft).Want(t, http.StatusOK).Lacks(t, "so-moi")
	xa.Post(draft+"/dinh-chinh", typed).Want(t, http.StatusConflict, "chưa duyệt")
}

// The diary's sums beside the cells: one, a row, all; a sum that changed since
// the page was made is told, not taken; the check lists what differs.
func TestDiaryInTheMonth(t *testing.T) {
	s := webtest.Start(t)
	id, team := s.ReportOf(t, kinhDinh, 3), s.TeamOf(t, kinhDinh, 5)
	xa := s.As(t, "xa")
	grid := xa.Get(path(id)).Want(t, http.StatusOK, "Sổ phát sinh khác bảng này ở 4 ô", "Lấy tất cả số từ sổ", `data-so="2"`, fmt.Sprintf(`value="r.%d"`, team))
	hidden := func(name string) string {
		return regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(grid.Body)[1]
	}
	base, seen := hidden("base"), hidden("so")
	xa.Get(path(id)+"/kiem-tra").Want(t, http.StatusOK, "Sổ phát sinh và báo cáo khác nhau", "Sổ ghi 18, báo cáo ghi 17.", "Sổ ghi 2, báo cáo để trống.")

	name := fmt.Sprintf("c.%d.16", team)
	xa.Post(path(id), url.Values{"base": {base}, "so": {seen}, "tu-so": {name}, name: {"5"}}).Want(t, http.StatusSeeOther)
	if got := stored(t, s, id, team, 16); got != "2" {
		t.Errorf("one cell taken holds %q", got)
	}
	if got := stored(t, s, id, team, 3); got != "" {
		t.Errorf("a cell not asked for holds %q", got)
	}
	// The base is the page's: what another saved meanwhile is a conflict.
	second := s.TeamOf(t, kinhDinh, 2)
	me := number(t, s, `SELECT id::int FROM app_user WHERE login = 'xa'`)
	xa.JSON(path(id)+"/o", fmt.Sprintf(`{"actor":%d,"cells":[{"row":%d,"slot":16,"base":"17","value":"99"}]}`, me, second)).Want(t, http.StatusOK, `"state":"saved"`)
	xa.Post(path(id), url.Values{"base": {base}, "so": {seen}, "tu-so": {"tat-ca"}}).Want(t, http.StatusUnprocessableEntity, "vừa được sửa ở nơi khác thành 99")
	if got := stored(t, s, id, second, 16); got != "99" {
		t.Errorf("a conflict left %q", got)
	}
	if got := stored(t, s, id, team, 3); got != "2" {
		t.Errorf("the others are taken all the same: %q", got)
	}
	// The diary changed since the page was made.
	if _, err := s.Pool.Exec(context.Background(), `UPDATE diary_entry SET n = n + 3 WHERE id = (SELECT min(id) FROM diary_entry WHERE team_id = $1 AND slot = 16)`, team); err != nil {
		t.Fatal(err)
	}
	xa.Post(path(id), url.Values{"base": {base}, "so": {seen}, "tu-so": {fmt.Sprintf("r.%d", team)}}).Want(t, http.StatusUnprocessableEntity, "Sổ phát sinh vừa đổi từ 2 thành 5")
	if got := stored(t, s, id, team, 16); got != "2" {
		t.Errorf("a changed sum was taken: %q", got)
	}
	// A month without entries pays nothing and shows nothing.
	s.As(t, "huyen").Get(path(s.ReportOf(t, "22750", 3))).Lacks(t, "cx-so", "tu-so")

	// Dated in an accepted month: nothing moves, the cell offers a correction.
	done := s.ReportOf(t, kinhDinh, 1)
	was := stored(t, s, done, team, 17)
	key := onceKey.FindStringSubmatch(xa.Get("/so-phat-sinh").Want(t, http.StatusOK).Body)[1]
	xa.Post("/so-phat-sinh", url.Values{"khoa": {key}, "to": {fmt.Sprint(team)}, "ngay": {"20/11/2024"}, "so-luong": {"37"}, "so-lieu": {"t.17"}}).Want(t, http.StatusSeeOther)
	xa.Get("/so-phat-sinh").Want(t, http.StatusOK, "đã duyệt nên số liệu không đổi")
	if got := stored(t, s, done, team, 17); got != was {
		t.Errorf("an accepted figure moved to %q", got)
	}
	cell := fmt.Sprintf("%s/o/%d/17", path(done), team)
	xa.Get(path(done)).Want(t, http.StatusOK, `href="`+cell+`#dinh-chinh">sổ: 37`)
	xa.Get(cell).Want(t, http.StatusOK, "Sổ ghi 37, báo cáo ghi "+was, `value="37"`, "Sổ phát sinh của kỳ này ghi 37")
}
