package orgui

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/roster"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

var (
	today  = clock.NewDay(2025, 2, 5)
	moment = clock.Moment{Wall: today.Start(), Business: today.Start(), Today: today}
	clerk  = access.System("nạp dữ liệu", access.UnitWrite, access.RosterWrite)
)

// site is the family's routes over a small province: huyện Bác Ái with xã
// Phước Đại (thôn Ma Hoa, thôn Tà Lú 2, thôn Tà Lú 10) and xã Phước Bình (thôn 1).
type site struct {
	tx      pgx.Tx
	tree    *org.Tree
	ids     map[string]org.UnitID
	person  roster.PersonID
	handler http.Handler
	actor   access.Actor
}

func build(t *testing.T) *site {
	t.Helper()
	s := &site{tx: pgtest.Tx(t), ids: map[string]org.UnitID{}}
	tx := pg.WrapTx(s.tx)
	for _, u := range []struct {
		name, kind, code, parent string
		level                    org.Level
	}{
		{"Ninh Thuận", "tỉnh", "58", "", org.Province},
		{"Bác Ái", "huyện", "584", "Ninh Thuận", org.District},
		{"Phước Đại", "xã", "22801", "Bác Ái", org.Commune},
		{"Phước Bình", "xã", "22783", "Bác Ái", org.Commune},
		{"thôn Tà Lú 10", "", "", "Phước Đại", org.Team},
		{"thôn Tà Lú 2", "", "", "Phước Đại", org.Team},
		{"thôn Ma Hoa", "", "", "Phước Đại", org.Team},
		{"thôn 1", "", "", "Phước Bình", org.Team},
	} {
		id, err := org.OpenUnit(t.Context(), tx, clerk, moment, org.NewUnit{Level: u.level, Parent: s.ids[u.parent], Code: u.code, Name: u.name, Kind: u.kind,
			From: clock.NewDay(2024, 11, 1), Basis: "QĐ 1"})
		if err != nil {
			t.Fatal(err)
		}
		s.ids[u.name] = id
	}
	var err error
	if s.tree, err = org.Load(t.Context(), tx); err != nil {
		t.Fatal(err)
	}
	born, joined := clock.NewDay(1950, 3, 2), clock.NewDay(2024, 7, 1)
	for _, m := range []roster.Enrolment{
		{FullName: "Chamaléa Thắng", Gender: roster.Male, CitizenID: "058050001234", Birth: &born, Position: roster.Head, Team: s.ids["thôn Ma Hoa"]},
		{FullName: "Katơr Thị Lan", Gender: roster.Female, Position: roster.Plain, Team: s.ids["thôn Ma Hoa"]},
		{FullName: "Pinăng <Hiền>", Gender: roster.Male, Position: roster.Plain, Team: s.ids["thôn 1"]},
	} {
		m.Joined = joined
		if _, err := roster.Enrol(t.Context(), tx, clerk, moment, s.tree, m); err != nil {
			t.Fatal(err)
		}
	}
	if s.person, err = pg.Value[roster.PersonID](t.Context(), s.tx, `SELECT id FROM person WHERE citizen_id <> ''`); err != nil {
		t.Fatal(err)
	}
	s.serve()
	return s
}

func (s *site) serve() {
	u := &UI{Rosters: &roster.Service{DB: s.tx}, Tree: func(*page.Context) (*org.Tree, error) { return s.tree, nil }}
	noon := clock.Fixed(today.Start().Add(12 * time.Hour))
	kit := &page.Kit{Clocks: clock.Clocks{Wall: noon, Business: noon},
		Sign: func(http.ResponseWriter, *http.Request, clock.Moment) (page.Signed, error) {
			return page.Signed{Actor: s.actor}, nil
		},
		Nav:     func(access.Actor, string) []ui.Entry { return nil },
		Unit:    func(a access.Actor) string { return a.UnitName },
		Address: func(*http.Request) string { return "127.0.0.1" }}
	r := chi.NewRouter()
	for _, x := range u.Routes() {
		r.Method(x.Method, x.Pattern, kit.Handle(x))
	}
	s.handler = r
}

// as signs somebody in at a unit.
func (s *site) as(role access.Role, unit string) *site {
	p := s.tree.Place(s.ids[unit], today)
	s.actor = access.Actor{UserID: 5, Name: "Người dùng", Appointment: access.Appointment{Role: role, UnitID: p.UnitID, Path: p.Path}}
	return s
}

func (s *site) do(t *testing.T, method, target string, form url.Values) (int, string, http.Header) {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(form.Encode()))
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, req)
	body, _ := io.ReadAll(w.Result().Body)
	return w.Code, string(body), w.Header()
}

func (s *site) url(unit string) string {
	if u, _ := s.tree.Unit(s.ids[unit]); u.Level == org.Team {
		return page.TeamURL(int64(u.ID))
	}
	return page.UnitURL(int64(s.ids[unit]))
}

// page is a 200 page that holds every text wanted, in order.
func (s *site) page(t *testing.T, target string, want ...string) string {
	t.Helper()
	code, body, _ := s.do(t, "GET", target, nil)
	if code != http.StatusOK {
		t.Fatalf("%s: %d\n%s", target, code, body)
	}
	at := 0
	for _, w := range want {
		i := strings.Index(body[at:], w)
		if i < 0 {
			t.Errorf("%s: no %q after what precedes it", target, w)
			continue
		}
		at += i + len(w)
	}
	return body
}

func TestList(t *testing.T) {
	s := build(t)
	s.as(access.PX03, "Ninh Thuận").page(t, "/don-vi", "Huyện Bác Ái", "584", `data-l="Xã, phường, thị trấn">2<`, `data-l="Tổ bảo vệ ANTT">4<`, `data-l="Thành viên">3<`,
		"Xã Phước Bình", "22783", "Xã Phước Đại", "Cộng")
	body := s.as(access.CommunePolice, "Phước Đại").page(t, "/don-vi", "thôn Ma Hoa", "thôn Tà Lú 2", "thôn Tà Lú 10", "Cộng")
	if strings.Contains(body, "Phước Bình") || strings.Contains(body, "thôn 1<") {
		t.Error("a commune sees another's units")
	}
	body = s.as(access.PX03, "Ninh Thuận").page(t, "/don-vi?q=TA+lu", "Tổ bảo vệ ANTT thôn Tà Lú 2", "xã Phước Đại", "Tổ bảo vệ ANTT thôn Tà Lú 10")
	if strings.Contains(body, "Ma Hoa") {
		t.Error("the filter let another team through")
	}
	s.page(t, "/don-vi?q=22783", "Xã Phước Bình")
	s.page(t, "/don-vi?q=kh%C3%B4ng+c%C3%B3", "Không tìm thấy", "Xem tất cả")
	s.page(t, "/don-vi?ngay=31/10/2024", "Chưa có danh mục")
	s.page(t, "/don-vi?ngay=40/10/2024", "Nhập ngày theo dạng ngày/tháng/năm", "Huyện Bác Ái")
	s.page(t, "/don-vi?don-vi="+strconv.Itoa(int(s.ids["Bác Ái"])), "Bỏ lọc", "Xã Phước Bình")
}

func TestUnit(t *testing.T) {
	s := build(t)
	s.as(access.District, "Bác Ái").page(t, s.url("Phước Đại"), "Xã Phước Đại", "/bao-cao?don-vi=", "Cấp xã", "22801", "Huyện Bác Ái", "từ 01/11/2024", "QĐ 1",
		"thôn Ma Hoa", `data-l="Thành viên">2<`, "thôn Tà Lú 2", "thôn Tà Lú 10")
	s.page(t, s.url("Phước Đại")+"?ngay=2024-10-31", "chưa có trong danh mục", "Chưa có Tổ bảo vệ ANTT nào")
	body := s.as(access.CommunePolice, "Phước Đại").page(t, s.url("Phước Đại"), "Xã Phước Đại")
	if strings.Contains(body, s.url("Bác Ái")+`"`) {
		t.Error("a link to a unit out of reach")
	}
	for _, x := range []struct {
		role         access.Role
		unit, target string
		want         int
	}{
		{access.CommunePolice, "Phước Đại", s.url("Phước Bình"), http.StatusNotFound},
		{access.CommunePolice, "Phước Đại", s.url("Bác Ái"), http.StatusNotFound},
		{access.CommunePolice, "Phước Đại", s.url("thôn 1"), http.StatusNotFound},
		{access.CommunePolice, "Phước Đại", "/don-vi/999999999", http.StatusNotFound},
		{access.CommunePolice, "Phước Đại", "/don-vi/x", http.StatusNotFound},
		{access.CommunePolice, "Phước Đại", "/to/" + strconv.Itoa(int(s.ids["Phước Đại"])), http.StatusNotFound},
		{access.Admin, "Ninh Thuận", s.url("Phước Bình"), http.StatusOK},
		{"", "Ninh Thuận", s.url("Phước Bình"), http.StatusForbidden},
	} {
		if code, body, _ := s.as(x.role, x.unit).do(t, "GET", x.target, nil); code != x.want {
			t.Errorf("%s at %s: %s answers %d, want %d\n%s", x.role, x.unit, x.target, code, x.want, body)
		}
	}
	s.actor = access.Actor{}
	if code, _, h := s.do(t, "GET", s.url("Phước Đại"), nil); code != http.StatusSeeOther || !strings.HasPrefix(h.Get("Location"), "/dang-nhap") {
		t.Errorf("nobody: %d %s", code, h.Get("Location"))
	}
	team := "/don-vi/" + strconv.Itoa(int(s.ids["thôn 1"]))
	if code, _, h := s.as(access.PX03, "Ninh Thuận").do(t, "GET", team+"?ngay=01/12/2024", nil); code != http.StatusSeeOther || h.Get("Location") != s.url("thôn 1")+"?ngay=01%2F12%2F2024" {
		t.Errorf("a team by its unit address: %d %s", code, h.Get("Location"))
	}
}

func TestTeam(t *testing.T) {
	s := build(t)
	body := s.as(access.CommunePolice, "Phước Đại").page(t, s.url("thôn Ma Hoa"), "Tổ bảo vệ ANTT thôn Ma Hoa", "2 thành viên",
		"Chamaléa Thắng", "Trên 70 tuổi", "Tổ trưởng", "02/03/1950", "74 tuổi", "Nam", "••••••••1234", "01/07/2024", "Katơr Thị Lan", "Chưa có ngày sinh", "Tổ viên", "Thôn Ma Hoa")
	if strings.Contains(body, "058050001234") {
		t.Error("the full id is on the page")
	}
	s.page(t, s.url("thôn Ma Hoa")+"?ngay=30/06/2024", "Chưa có thành viên", "30/06/2024")
	s.page(t, s.url("thôn Tà Lú 2"), "Chưa có thành viên")
	body = s.as(access.Admin, "Ninh Thuận").page(t, s.url("thôn Ma Hoa"), "không xem danh sách thành viên")
	if strings.Contains(body, "Chamaléa") {
		t.Error("an administrator sees members")
	}
	if body = s.as(access.PX03, "Ninh Thuận").page(t, s.url("thôn 1"), "Pinăng &lt;Hiền&gt;"); strings.Contains(body, "<Hiền>") {
		t.Error("a name is not escaped")
	}
}

func TestUnmask(t *testing.T) {
	s := build(t)
	form := url.Values{"nguoi": {strconv.Itoa(int(s.person))}, "ngay": {"05/02/2025"}}
	code, body, h := s.as(access.CommunePolice, "Phước Đại").do(t, "POST", s.url("thôn Ma Hoa")+"/so-dinh-danh", form)
	if code != http.StatusOK || !strings.Contains(body, "058050001234") || h.Get("Cache-Control") != "no-store" {
		t.Errorf("%d, cache %q, shown %v", code, h.Get("Cache-Control"), strings.Contains(body, "058050001234"))
	}
	n, err := pg.Value[int](t.Context(), s.tx, `SELECT count(*) FROM audit_entry WHERE action = 'roster.unmask' AND actor_id = 5 AND object_id = $1 AND address = '127.0.0.1'`, s.person)
	if n != 1 || err != nil {
		t.Errorf("%d audit rows, %v", n, err)
	}
	for name, x := range map[string]struct {
		role access.Role
		unit string
		form url.Values
		want int
	}{
		"another commune":         {access.CommunePolice, "Phước Bình", form, http.StatusNotFound},
		"a leader sees no roster": {access.Leader, "Ninh Thuận", form, http.StatusForbidden},
		"nobody of the team":      {access.CommunePolice, "Phước Đại", url.Values{"nguoi": {"999999"}}, http.StatusNotFound},
		"no number":               {access.CommunePolice, "Phước Đại", url.Values{"nguoi": {"x"}}, http.StatusNotFound},
	} {
		if code, body, _ := s.as(x.role, x.unit).do(t, "POST", s.url("thôn Ma Hoa")+"/so-dinh-danh", x.form); code != x.want || strings.Contains(body, "058050001234") {
			t.Errorf("%s: %d, want %d", name, code, x.want)
		}
	}
}
