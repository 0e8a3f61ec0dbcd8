package registerui

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
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
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

var (
	today  = clock.NewDay(2025, 2, 5)
	moment = clock.Moment{Wall: today.Start(), Business: today.Start(), Today: today}
	clerk  = access.System("nạp dữ liệu", access.UnitWrite)
)

// site is the family's routes over a province with two communes: Kinh Dinh
// (khu phố 1, khu phố 2) and Đô Vinh (khu phố 9).
type site struct {
	tx      pgx.Tx
	world   report.World
	ids     map[string]org.UnitID
	user    int64
	actor   access.Actor
	handler http.Handler
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
		{"Kinh Dinh", "phường", "22759", "Ninh Thuận", org.Commune},
		{"Đô Vinh", "phường", "22738", "Ninh Thuận", org.Commune},
		{"khu phố 1", "", "", "Kinh Dinh", org.Team},
		{"khu phố 2", "", "", "Kinh Dinh", org.Team},
		{"khu phố 9", "", "", "Đô Vinh", org.Team},
	} {
		id, err := org.OpenUnit(t.Context(), tx, clerk, moment, org.NewUnit{Level: u.level, Parent: s.ids[u.parent], Code: u.code, Name: u.name, Kind: u.kind, From: clock.NewDay(2024, 11, 1)})
		if err != nil {
			t.Fatal(err)
		}
		s.ids[u.name] = id
	}
	var err error
	if s.world.Tree, err = org.Load(t.Context(), tx); err != nil {
		t.Fatal(err)
	}
	s.user, err = pg.Value[int64](t.Context(), tx, `INSERT INTO app_user (login, full_name, password_hash, must_change, password_at, created_at)
	  VALUES ('xa', 'Nguyễn Văn Minh', '', false, $1, $1) RETURNING id`, moment.Wall)
	if err != nil {
		t.Fatal(err)
	}
	s.world.Plan = plan.NewLive(plan.Live{Periods: []plan.LivePeriod{
		{Period: plan.Period{Ordinal: 0, Start: clock.NewDay(2024, 11, 6), End: clock.NewDay(2024, 11, 30), Label: "Tháng 11/2024"}},
		{Period: plan.Period{Ordinal: 1, Start: clock.NewDay(2024, 12, 1), End: clock.NewDay(2024, 12, 31), Label: "Tháng 12/2024"}},
		{Period: plan.Period{Ordinal: 2, Start: clock.NewDay(2025, 3, 1), End: clock.NewDay(2025, 3, 31), Label: "Tháng 3/2025"}},
	}}, nil)
	s.serve()
	return s.as(access.CommunePolice, "Kinh Dinh")
}

func (s *site) serve() {
	u := &UI{Registers: &register.Service{DB: s.tx}, World: func(*page.Context) (report.World, error) { return s.world, nil }, Reports: &report.Service{}, Pool: s.tx}
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

func (s *site) as(role access.Role, unit string) *site {
	p := s.world.Tree.Place(s.ids[unit], today)
	s.actor = access.Actor{UserID: s.user, Name: "Nguyễn Văn Minh", Appointment: access.Appointment{Role: role, UnitID: p.UnitID, Path: p.Path}}
	return s
}

func (s *site) id(unit string) string { return strconv.FormatInt(int64(s.ids[unit]), 10) }

type answer struct {
	code     int
	body     string
	location string
	header   http.Header
}

func (s *site) do(t *testing.T, method, target string, form url.Values) answer {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, target, strings.NewReader(form.Encode()))
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return s.send(req)
}

func (s *site) send(req *http.Request) answer {
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, req)
	body, _ := io.ReadAll(w.Result().Body)
	return answer{w.Code, string(body), w.Header().Get("Location"), w.Header()}
}

// page is a 200 page that holds every text wanted, in order.
func (s *site) page(t *testing.T, target string, want ...string) string {
	t.Helper()
	a := s.do(t, "GET", target, nil)
	if a.code != http.StatusOK {
		t.Fatalf("%s: %d\n%s", target, a.code, a.body)
	}
	holds(t, target, a.body, want...)
	return a.body
}

func holds(t *testing.T, what, body string, want ...string) {
	t.Helper()
	at := 0
	for _, w := range want {
		i := strings.Index(body[at:], w)
		if i < 0 {
			t.Errorf("%s: no %q after what precedes it", what, w)
			continue
		}
		at += i + len(w)
	}
}

// enrol puts a person into a team's roster.
func (s *site) enrol(t *testing.T, name, team, from string) {
	t.Helper()
	joined, err := clock.ParseISO(from)
	if err != nil {
		t.Fatal(err)
	}
	clerk := access.System("nạp dữ liệu", access.RosterWrite)
	if _, err := roster.Enrol(t.Context(), pg.WrapTx(s.tx), clerk, moment, s.world.Tree, roster.Enrolment{FullName: name, Gender: roster.Male, Team: s.ids[team], Position: roster.Plain, Joined: joined}); err != nil {
		t.Fatal(err)
	}
}

func (s *site) count(t *testing.T, sql string, args ...any) int {
	t.Helper()
	n, err := pg.Value[int](t.Context(), s.tx, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var keyField = regexp.MustCompile(`name="khoa" value="([^"]+)"`)

// key is the one the empty form carries.
func (s *site) key(t *testing.T, target string) string {
	t.Helper()
	m := keyField.FindStringSubmatch(s.page(t, target))
	if m == nil {
		t.Fatal("the form has no key")
	}
	return m[1]
}
