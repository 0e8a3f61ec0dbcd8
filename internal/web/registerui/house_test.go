package registerui_test

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

var keyField = regexp.MustCompile(`name="khoa" value="([^"]+)"`)

func figure(t *testing.T, s *webtest.Site, report, team int64, measure string) int32 {
	t.Helper()
	v, err := pg.Value[int32](context.Background(), s.Pool, `SELECT coalesce(f.values[m.slot + 1], -1) FROM team_figure f, measure m
		WHERE f.report_id = $1 AND f.team_id = $2 AND m.code = $3`, report, team, measure)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// A deed written down in the browser is counted in the month still open, and
// not any more once it is withdrawn.
func TestDeedReachesTheMonth(t *testing.T) {
	s := webtest.Start(t)
	report, team := s.ReportOf(t, "22759", 3), s.TeamOf(t, "22759", 7)
	xa := s.As(t, "xa")
	before := figure(t, s, report, team, "good_deeds")
	m := keyField.FindStringSubmatch(xa.Get("/guong/moi").Want(t, http.StatusOK, "Không ghi").Body)
	if m == nil {
		t.Fatal("the form has no key")
	}
	form := url.Values{"khoa": {m[1]}, "to": {fmt.Sprint(team)}, "ngay": {"03/02/2025"}, "nguoi": {"Cả Tổ"}, "viec": {"Dập tắt đám cháy bãi rác sau chợ"}}
	first := xa.Post("/guong/moi", form).Want(t, http.StatusSeeOther)
	if again := xa.Post("/guong/moi", form).Want(t, http.StatusSeeOther); again.Location != first.Location {
		t.Errorf("the second click leads to %q, the first to %q", again.Location, first.Location)
	}
	if after := figure(t, s, report, team, "good_deeds"); after != before+1 {
		t.Errorf("the month counts %d deeds after %d", after, before)
	}
	list := xa.Get("/guong?q=bai+rac").Want(t, http.StatusOK, "Dập tắt đám cháy bãi rác sau chợ", "1 dòng")
	ask := regexp.MustCompile(`/guong/[0-9]+/rut`).FindString(list.Body)
	xa.Post(ask, url.Values{"phien-ban": {"1"}, "ly-do": {"Ghi thử"}}).Want(t, http.StatusSeeOther)
	if after := figure(t, s, report, team, "good_deeds"); after != before {
		t.Errorf("withdrawn, the month counts %d deeds; before %d", after, before)
	}
	s.As(t, "huyen").Get("/guong").Want(t, http.StatusOK, "phường Kinh Dinh").Lacks(t, "/guong/moi", "/sua")
	s.As(t, "huyen").Get(ask).Want(t, http.StatusForbidden)
}

func TestModelReachesTheMonth(t *testing.T) {
	s := webtest.Start(t)
	report, team := s.ReportOf(t, "22759", 3), s.TeamOf(t, "22759", 13)
	xa := s.As(t, "xa")
	before := figure(t, s, report, team, "models_working")
	m := keyField.FindStringSubmatch(xa.Get("/mo-hinh/moi").Want(t, http.StatusOK).Body)
	form := url.Values{"khoa": {m[1]}, "ten": {"Tiếng loa an ninh"}, "linh-vuc": {"Phòng, chống tội phạm"}, "bat-dau": {"01/10/2024"}, "to": {fmt.Sprint(team)},
		"cap": {"district"}, "noi-ghi-nhan": {"Công an thành phố Phan Rang – Tháp Chàm"}, "van-ban": {"9/CV-CATP"}, "ngay-ghi-nhan": {"02/02/2025"}}
	xa.Post("/mo-hinh/moi", form).Want(t, http.StatusSeeOther)
	if after := figure(t, s, report, team, "models_working"); after != before+1 {
		t.Errorf("the month counts %d models after %d", after, before)
	}
	s.As(t, "px03").Get("/mo-hinh?q=tieng+loa").Want(t, http.StatusOK, "Tiếng loa an ninh", "1/13 Tổ", "khu phố 13", "1 dòng")
}

// Every automatic figure of a month leads to a list of exactly as many rows.
func TestDerivedCellsLeadToTheirRows(t *testing.T) {
	s := webtest.Start(t)
	cell := regexp.MustCompile(`<a href="(/(?:guong|mo-hinh)\?don-vi=[^"]+)"[^>]*>\s*([0-9.]+)`)
	seen := map[string]int{}
	for login, code := range map[string]string{"xa": "22759", "xa-22738": "22738"} {
		c := s.As(t, login)
		for period := 1; period <= 3; period++ {
			page := c.Get(fmt.Sprintf("/bao-cao/%d", s.ReportOf(t, code, period))).Want(t, http.StatusOK)
			for _, m := range cell.FindAllStringSubmatch(page.Body, -1) {
				at := html.UnescapeString(m[1])
				list := c.Get(at).Want(t, http.StatusOK)
				if m[2] == "0" {
					list.Want(t, http.StatusOK, "Không có dòng nào khớp")
				} else {
					list.Want(t, http.StatusOK, ">"+m[2]+" dòng<")
				}
				kind, _, _ := strings.Cut(at, "?")
				seen[kind]++
				if m[2] != "0" {
					seen[kind+" some"]++
				}
			}
		}
	}
	if seen["/guong"] < 60 || seen["/guong some"] < 50 || seen["/mo-hinh"] < 60 || seen["/mo-hinh some"] < 15 {
		t.Errorf("followed %v", seen)
	}
}

// A deed dated in an accepted month says that the month is not altered.
func TestAcceptedMonthIsToldOf(t *testing.T) {
	s := webtest.Start(t)
	xa, team := s.As(t, "xa"), s.TeamOf(t, "22759", 7)
	report := s.ReportOf(t, "22759", 1)
	before := figure(t, s, report, team, "good_deeds")
	key := func(at string) string { return keyField.FindStringSubmatch(xa.Get(at).Want(t, http.StatusOK).Body)[1] }
	form := url.Values{"khoa": {key("/guong/moi")}, "to": {fmt.Sprint(team)}, "ngay": {"20/11/2024"}, "nguoi": {"Cả Tổ"}, "viec": {"Dập tắt đám cháy bãi rác sau chợ"}, "van-them": {"1"}}
	made := xa.Post("/guong/moi", form).Want(t, http.StatusSeeOther)
	settled := "Kỳ 06 – 30/11/2024 đã duyệt: hệ thống lập đề nghị đính chính."
	xa.Get(made.Location).Want(t, http.StatusOK, settled, "Tính cho chỉ tiêu 7.1", "Kỳ 06 – 30/11/2024 – Đã duyệt")
	xa.Get(made.Location+"/sua").Want(t, http.StatusOK, settled)
	xa.Get(made.Location+"/rut").Want(t, http.StatusOK, settled)
	if after := figure(t, s, report, team, "good_deeds"); after != before {
		t.Errorf("the accepted month counts %d deeds, before %d", after, before)
	}
	form["khoa"], form["ngay"] = []string{key("/guong/moi")}, []string{"03/02/2025"}
	open := xa.Post("/guong/moi", form).Want(t, http.StatusSeeOther)
	xa.Get(open.Location).Want(t, http.StatusOK).Lacks(t, "đề nghị đính chính")
	model := regexp.MustCompile(`/mo-hinh/[0-9]+`).FindString(xa.Get("/mo-hinh?trang-thai=unrecognised").Want(t, http.StatusOK).Body)
	rec := url.Values{"khoa": {key(model + "/ghi-nhan")}, "cap": {"district"}, "noi-ghi-nhan": {"Công an thành phố"}, "van-ban": {"1/CV"}, "ngay-ghi-nhan": {"20/12/2024"}}
	xa.Post(model+"/ghi-nhan", rec).Want(t, http.StatusSeeOther)
	xa.Get(model).Want(t, http.StatusOK, "Tháng 12/2024 đã duyệt: hệ thống lập đề nghị đính chính.", "Được tính cho chỉ tiêu 2.1")
}
