package rosterui_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"thidua/internal/pg"
	"thidua/internal/roster"
	"thidua/internal/web/webtest"
)

const kinhDinh = "22759"

var keyField = regexp.MustCompile(`name="khoa" value="([^"]+)"`)

func value[T any](t *testing.T, s *webtest.Site, sql string, args ...any) T {
	t.Helper()
	v, err := pg.Value[T](context.Background(), s.Pool, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// members is what a month says a team has; -1 where it has no row or no figure.
func members(t *testing.T, s *webtest.Site, period int, team int64) int32 {
	t.Helper()
	return value[int32](t, s, `SELECT coalesce((SELECT f.values[m.slot + 1] FROM team_figure f WHERE f.report_id = $1 AND f.team_id = $2), -1) FROM measure m WHERE m.code = 'members'`,
		s.ReportOf(t, kinhDinh, period), team)
}

// sums is the commune's members and teams in a month.
func sums(t *testing.T, s *webtest.Site, period int) [2]int64 {
	t.Helper()
	report := s.ReportOf(t, kinhDinh, period)
	return [2]int64{value[int64](t, s, `SELECT s.sums[m.slot + 1] FROM commune_sum s, measure m WHERE s.report_id = $1 AND m.code = 'members'`, report),
		value[int64](t, s, `SELECT teams::bigint FROM commune_sum WHERE report_id = $1`, report)}
}

func key(t *testing.T, c *webtest.Client, at string) string {
	t.Helper()
	m := keyField.FindStringSubmatch(c.Get(at).Want(t, http.StatusOK).Body)
	if m == nil {
		t.Fatal(at + ": the form has no key")
	}
	return m[1]
}

// A roster's changes reach the months still open, and no month handed in; the
// higher floor that proposes corrections is told.
func TestRosterReachesTheMonth(t *testing.T) {
	s := webtest.Start(t)
	var told []roster.Change
	s.Server.Rosters.Accepted = func(_ context.Context, _ pg.Tx, c roster.Change) (int, error) {
		told = append(told, c)
		return 2, nil
	}
	team, other := s.TeamOf(t, kinhDinh, 4), s.TeamOf(t, kinhDinh, 6)
	xa := s.As(t, "xa")
	var was [5]int32
	for p := 1; p <= 4; p++ {
		was[p] = members(t, s, p, team)
	}
	before := sums(t, s, 3)
	at := fmt.Sprintf("/to/%d/thanh-vien/moi", team)
	form := url.Values{"khoa": {key(t, xa, at)}, "ho-ten": {"Nguyễn Thị Hòa"}, "gioi-tinh": {"female"}, "ngay-sinh": {"02/03/1950"}, "chuc-danh": {"member"}, "ngay-tham-gia": {"15/12/2024"}}
	made := xa.Post(at, form).Want(t, http.StatusSeeOther)
	xa.Get(made.Location).Want(t, http.StatusOK, "Đã thêm vào Tổ bảo vệ ANTT khu phố 4.", "Đã đề nghị đính chính 2 ô số liệu của tháng đã duyệt.", "Lưu ý: Trên 70 tuổi")
	for p, want := range map[int]int32{1: was[1], 2: was[2], 3: was[3] + 1, 4: was[4] + 1} {
		if got := members(t, s, p, team); got != want {
			t.Errorf("period %d counts %d members, want %d", p, got, want)
		}
	}
	if got := sums(t, s, 3); got != [2]int64{before[0] + 1, before[1]} {
		t.Errorf("the commune's sums %v after %v", got, before)
	}
	if len(told) != 1 || told[0].From.String() != "15/12/2024" || told[0].Why != "Nguyễn Thị Hòa tham gia Tổ bảo vệ ANTT khu phố 4 từ ngày 15/12/2024" {
		t.Errorf("told %+v", told)
	}

	service := value[int64](t, s, `SELECT max(id) FROM service`)
	move := fmt.Sprintf("/tham-gia/%d/chuyen", service)
	is := members(t, s, 3, other)
	xa.Post(move, url.Values{"phien-ban": {"1"}, "to": {fmt.Sprint(other)}, "ngay": {"10/01/2025"}, "chuc-danh": {"member"}}).Want(t, http.StatusSeeOther)
	if got := [2]int32{members(t, s, 3, team), members(t, s, 3, other)}; got != [2]int32{was[3], is + 1} {
		t.Errorf("after the transfer %v", got)
	}
	xa.Post(move, url.Values{"phien-ban": {"1"}, "to": {fmt.Sprint(other)}, "ngay": {"10/01/2025"}, "chuc-danh": {"member"}}).
		Want(t, http.StatusConflict, "vừa được người khác sửa", `value="10/01/2025"`, `name="phien-ban" value="2"`)
	next := value[int64](t, s, `SELECT max(id) FROM service`)
	leave := fmt.Sprintf("/tham-gia/%d/thoi", next)
	xa.Post(leave, url.Values{"phien-ban": {"1"}, "ngay-thoi": {"09/01/2025"}, "ly-do": {"health"}, "quyet-dinh": {"CV 12"}}).
		Want(t, http.StatusUnprocessableEntity, "Ngày thôi tham gia phải sau ngày tham gia (10/01/2025).", `href="#f-ngay-thoi"`, `value="09/01/2025"`, `value="health" selected`, `value="CV 12"`)
	xa.Post(leave, url.Values{"phien-ban": {"1"}, "ngay-thoi": {"31/02/2025"}, "ly-do": {""}}).
		Want(t, http.StatusUnprocessableEntity, "Có 2 nội dung cần sửa", "Ngày thôi tham gia: nhập ngày theo dạng", "Chọn lý do thôi tham gia.", `value="31/02/2025"`)
	xa.Post(leave, url.Values{"phien-ban": {"1"}, "ngay-thoi": {"20/01/2025"}, "ly-do": {"health"}}).Want(t, http.StatusSeeOther)
	if got := members(t, s, 3, other); got != is {
		t.Errorf("after leaving %d, want %d", got, is)
	}
	xa.Get(made.Location).Want(t, http.StatusOK, "Hiện không tham gia Tổ nào", "Chuyển Tổ", "Không bảo đảm sức khỏe", "Ghi tham gia lại", "Đính chính")
	s.As(t, "huyen").Get(made.Location).Want(t, http.StatusOK, "Nguyễn Thị Hòa").Lacks(t, "Đính chính", "Sửa thông tin", "Ghi tham gia lại")
	xa.Get(fmt.Sprintf("/to/%d", other)).Want(t, http.StatusOK, "Thành viên đã thôi tham gia", "Nguyễn Thị Hòa", "10/01/2025–19/01/2025: Không bảo đảm sức khỏe")
}

// A team opened has its row in the open months at once; one that is closed
// keeps the figures entered, and releases its members.
func TestTeamsReachTheMonth(t *testing.T) {
	s := webtest.Start(t)
	xa := s.As(t, "xa")
	commune := value[int64](t, s, `SELECT unit_id FROM unit_name WHERE code = $1`, kinhDinh)
	at := fmt.Sprintf("/don-vi/%d/to-moi", commune)
	before := sums(t, s, 3)
	form := url.Values{"khoa": {key(t, xa, at)}, "ten": {"khu phố Hòa Bình"}, "ngay": {"31/12/2024"}, "quyet-dinh": {"5/QĐ-UBND"}}
	xa.Post(at, form).Want(t, http.StatusUnprocessableEntity, "Báo cáo tháng 12/2024 đã duyệt: số Tổ của kỳ đó không thay đổi nữa. Chọn ngày từ 01/01/2025 trở đi.", `value="khu phố Hòa Bình"`)
	form.Set("ngay", "01/01/2025")
	made := xa.Post(at, form).Want(t, http.StatusSeeOther)
	xa.Get(made.Location).Want(t, http.StatusOK, "Tổ bảo vệ ANTT khu phố Hòa Bình", "Thêm thành viên", "Chưa có thành viên")
	var team int64
	if _, err := fmt.Sscanf(made.Location, "/to/%d", &team); err != nil {
		t.Fatal(err)
	}
	if got := sums(t, s, 3); got != [2]int64{before[0], before[1] + 1} {
		t.Errorf("the commune's sums %v after %v", got, before)
	}
	if a, b, c := members(t, s, 2, team), members(t, s, 3, team), members(t, s, 10, team); a != -1 || b != 0 || c != 0 {
		t.Errorf("members of the new team: %d, %d, %d", a, b, c)
	}
	xa.Get(fmt.Sprintf("/bao-cao/%d", s.ReportOf(t, kinhDinh, 3))).Want(t, http.StatusOK, "khu phố Hòa Bình")
	xa.Get(fmt.Sprintf("/bao-cao/%d", s.ReportOf(t, kinhDinh, 2))).Want(t, http.StatusOK).Lacks(t, "khu phố Hòa Bình")

	// Nothing entered yet: it may go on any day; the row and the sum go too.
	shut := func(team int64, day string) webtest.Answer {
		v := value[int](t, s, `SELECT version FROM unit WHERE id = $1`, team)
		return xa.Post(fmt.Sprintf("/to/%d/dong", team), url.Values{"phien-ban": {fmt.Sprint(v)}, "ngay": {day}, "quyet-dinh": {"6/QĐ-UBND"}})
	}
	shut(team, "02/02/2025").Want(t, http.StatusSeeOther)
	if got := sums(t, s, 3); got != before {
		t.Errorf("closed again, the commune's sums %v, want %v", got, before)
	}

	// Kinh Dinh's first team has figures in the third month, which is a draft.
	old := s.TeamOf(t, kinhDinh, 1)
	n := members(t, s, 3, old)
	figures := value[string](t, s, `SELECT values::text FROM team_figure WHERE report_id = $1 AND team_id = $2`, s.ReportOf(t, kinhDinh, 3), old)
	shut(old, "03/02/2025").Want(t, http.StatusUnprocessableEntity, "Tổ đã có số liệu nhập trong kỳ 01/01 – 03/02/2025. Chọn ngày từ 04/02/2025 trở đi", "thành viên, lý do “Tổ giải thể hoặc sáp nhập”")
	done := shut(old, "04/02/2025").Want(t, http.StatusSeeOther)
	xa.Get(done.Location).Want(t, http.StatusOK, "Đơn vị này đã kết thúc hoạt động từ ngày 04/02/2025.", "Thành viên đã thôi tham gia", "Tổ giải thể hoặc sáp nhập").Lacks(t, "/thanh-vien/moi", "/dong")
	if got := value[string](t, s, `SELECT values::text FROM team_figure WHERE report_id = $1 AND team_id = $2`, s.ReportOf(t, kinhDinh, 3), old); got != figures {
		t.Errorf("figures %s after %s", got, figures)
	}
	if got := sums(t, s, 3); got != before {
		t.Errorf("the third month's sums %v, want %v", got, before)
	}
	if left := value[int](t, s, `SELECT count(*)::int FROM service WHERE team_id = $1 AND leave_reason = 'team_ended' AND upper(during) = '2025-02-04'`, old); left != int(n) {
		t.Errorf("%d members released, want %d", left, n)
	}
	if got := sums(t, s, 4)[1]; got != before[1]-1 {
		t.Errorf("%d teams in the fourth month, want %d", got, before[1]-1)
	}
}

// A commune's first team brings its reports into being.
func TestFirstTeamOpensReports(t *testing.T) {
	s := webtest.Start(t)
	commune := value[int64](t, s, `SELECT unit_id FROM unit_name WHERE code = $1`, kinhDinh)
	for _, sql := range []string{`DELETE FROM correction WHERE report_id IN (SELECT id FROM report WHERE commune_id = $1)`, `DELETE FROM commune_sum WHERE commune_id = $1`, `DELETE FROM team_figure WHERE report_id IN (SELECT id FROM report WHERE commune_id = $1)`,
		`DELETE FROM cell_note WHERE report_id IN (SELECT id FROM report WHERE commune_id = $1)`, `DELETE FROM report_text WHERE report_id IN (SELECT id FROM report WHERE commune_id = $1)`,
		`DELETE FROM submission WHERE report_id IN (SELECT id FROM report WHERE commune_id = $1)`, `DELETE FROM cell_change WHERE report_id IN (SELECT id FROM report WHERE commune_id = $1)`,
		`DELETE FROM report WHERE commune_id = $1`} {
		if _, err := s.Pool.Exec(t.Context(), sql, commune); err != nil {
			t.Fatal(err)
		}
	}
	xa := s.As(t, "xa")
	at := fmt.Sprintf("/don-vi/%d/to-moi", commune)
	xa.Post(at, url.Values{"khoa": {key(t, xa, at)}, "ten": {"khu phố Hòa Bình"}, "ngay": {"01/01/2025"}, "quyet-dinh": {"5/QĐ-UBND"}}).Want(t, http.StatusSeeOther)
	if n := value[int](t, s, `SELECT count(*)::int FROM report WHERE commune_id = $1`, commune); n != 10 {
		t.Errorf("%d reports, want 10", n)
	}
}
