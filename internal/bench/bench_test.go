package bench

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

var jsonFile = flag.String("json", "", "also write the lines as JSON to this file: -args -json FILE")

// target is a page that is measured.
type target struct {
	name, login string
	goal        bool
	path        func(h *house) string
}

var targets = []target{
	{"grid", "xa", true, func(h *house) string { return fmt.Sprintf("/bao-cao/%d", h.report) }},
	{"scorecard", "px03", true, func(*house) string { return "/bang-ket-qua?khoang=dot-1" }},
	{"home", "px03", false, func(*house) string { return "/" }},
	{"reports", "px03", false, func(*house) string { return "/bao-cao" }},
}

// house is the demo province behind its handler.
type house struct {
	*app.App
	cookies map[string]string // by login, as a request header
	report  int64             // the open draft of phường Kinh Dinh
	period  int64
	guide   int64 // issued for the phase of the day
}

func open(t testing.TB) *house { return openAt(t, demo.Today) }

func openAt(t testing.TB, day clock.Day) *house {
	t.Helper()
	cfg := webtest.ConfigAt(t, day)
	cfg.Plain = true
	a, err := app.New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	// As any database that has run for a day: a fresh copy has no statistics.
	if _, err := a.Pool.Exec(t.Context(), `VACUUM ANALYZE`); err != nil {
		t.Fatal(err)
	}
	h := &house{App: a, cookies: map[string]string{}}
	site := &webtest.Site{App: a}
	h.report = site.ReportOf(t, "22759", 3)
	if h.period, err = pg.Value[int64](t.Context(), a.Pool, `SELECT period_id FROM report WHERE id = $1`, h.report); err != nil {
		t.Fatal(err)
	}
	if h.guide, err = pg.Value[int64](t.Context(), a.Pool, `SELECT max(id) FROM award_guide WHERE state = 'issued'`); err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"xa", "px03"} {
		form := strings.NewReader("ten-dang-nhap=" + login + "&mat-khau=" + demo.Password)
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/dang-nhap", form)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		a.Handler.ServeHTTP(w, r)
		c := w.Result().Cookies()
		if w.Code != http.StatusSeeOther || len(c) != 1 {
			t.Fatalf("login as %s: %d %s", login, w.Code, w.Body)
		}
		h.cookies[login] = c[0].Name + "=" + c[0].Value
	}
	return h
}

// get asks the handler once: status, body and how many statements it took.
func (h *house) get(t testing.TB, handler http.Handler, path, login string) (status int, body []byte, statements int64) {
	t.Helper()
	var n atomic.Int64
	r := httptest.NewRequestWithContext(pg.Counted(t.Context(), &n), http.MethodGet, path, nil)
	r.Header.Set("Cookie", h.cookies[login])
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes(), n.Load()
}

// floorOf is the floor with a body like a page's.
func (h *house) floorOf(t testing.TB, body []byte) *Floor {
	t.Helper()
	tree, err := h.Server.Org.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	day := clock.Today(webtest.Clocks().Business)
	f := &Floor{Pool: h.Pool.Pool, Cookie: h.Server.Identity.CookieName(), Period: h.period, Body: slices.Clone(body)}
	for _, c := range tree.Communes(tree.Root(day), day) {
		f.Communes = append(f.Communes, int64(c))
	}
	if len(f.Communes) != 62 {
		t.Fatalf("%d communes, not 62", len(f.Communes))
	}
	return f
}

// visit reads a page as it will be measured: caches warm, answers the same
// twice.
func (h *house) visit(t testing.TB, x target) (body []byte, statements int64) {
	t.Helper()
	_, first, _ := h.get(t, h.Handler, x.path(h), x.login)
	status, body, statements := h.get(t, h.Handler, x.path(h), x.login)
	if status != http.StatusOK || len(body) != len(first) {
		t.Fatalf("%s: %d with %d bytes, then %d", x.name, status, len(first), len(body))
	}
	return body, statements - 1
}

// The bench's parts work: floor and pages answer 200 with as many bytes, over
// the wire too, within their statements.
func TestParts(t *testing.T) {
	h := open(t)
	for _, x := range targets {
		body, statements := h.visit(t, x)
		if statements < 1 || statements > MaxStatements {
			t.Errorf("%s: %d statements beside the session's, at most %d", x.name, statements, MaxStatements)
		}
		floor := h.floorOf(t, body)
		status, same, n := h.get(t, floor, "/", x.login)
		if status != http.StatusOK || len(same) != len(body) || n != 2 {
			t.Errorf("floor of %s: %d with %d bytes in %d statements; want 200 with %d in 2", x.name, status, len(same), n, len(body))
		}
		for path, handler := range map[string]http.Handler{"/": floor, x.path(h): h.Handler} {
			e, err := serve(handler, 1, path, h.cookies[x.login])
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if _, n, err := e.clients[0].ask(); err != nil || n != len(body) {
					t.Errorf("%s over the wire: %d bytes, %v; want %d", path, n, err, len(body))
				}
			}
			e.stop()
		}
	}
	floor := h.floorOf(t, nil)
	sums, err := floor.sums(t.Context())
	if err != nil || len(sums) != 62 {
		t.Fatalf("floor: %d sums, %v", len(sums), err)
	}
	want, err := pg.One[struct {
		Sums  []int64 `db:"sums"`
		Teams int64   `db:"teams"`
	}](t.Context(), h.Pool, `SELECT sums, teams FROM commune_sum WHERE commune_id = $1 AND period_id = $2`, sums[0].Commune, h.period)
	if err != nil || !slices.Equal(sums[0].Sums, want.Sums) || sums[0].Teams != want.Teams {
		t.Errorf("floor decodes %v, %d teams; the row is %v, %v", sums[0].Sums, sums[0].Teams, want, err)
	}
	if status, _, _ := h.get(t, floor, "/", "nobody"); status != http.StatusForbidden {
		t.Errorf("floor without a session: %d", status)
	}
}

// The measurement's own arithmetic: medians, and an answer of another length
// is an error rather than a fast page.
func TestMeasure(t *testing.T) {
	if got := middle([]float64{9, 1, 5}); got != 5 {
		t.Errorf("median %v", got)
	}
	short := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 5000)) })
	e, err := serve(short, 2, "/", "")
	if err != nil {
		t.Fatal(err)
	}
	defer e.stop()
	if _, n, err := e.clients[0].ask(); n != 5000 || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	e.clients[1].bytes = 5001
	if _, _, err := e.clients[1].ask(); err == nil {
		t.Error("a shorter answer passed")
	}
}

// BenchmarkPages is `make bench`: each page once, whatever b.N. One page alone:
// go test -run '^$' -bench Pages/grid ./internal/bench
func BenchmarkPages(b *testing.B) {
	app.Memory()
	h := open(b)
	var lines []Line
	for _, x := range targets {
		b.Run(x.name, func(b *testing.B) {
			l, err := h.measure(b, Standard, x)
			if err != nil {
				b.Fatal(err)
			}
			lines = append(lines, l)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(l.Ratio*100, "%floor")
			b.ReportMetric(l.Side.PerSecond, "pages/s")
			if x.goal && l.Ratio < Goal {
				b.Errorf("%s reaches %.0f %% of the floor, not %.0f %%", x.name, l.Ratio*100, Goal*100)
			}
			if l.Statements > MaxStatements {
				b.Errorf("%s takes %d statements beside the session's", x.name, l.Statements)
			}
		})
	}
	fmt.Println()
	if err := Table(os.Stdout, Standard, lines); err != nil {
		b.Fatal(err)
	}
	if *jsonFile != "" {
		out, err := json.MarshalIndent(lines, "", "  ")
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(*jsonFile, append(out, '\n'), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

func (h *house) measure(t testing.TB, p Plan, x target) (Line, error) {
	body, statements := h.visit(t, x)
	r, err := Compare(p, h.floorOf(t, body), h.Handler, x.path(h), h.cookies[x.login])
	return Line{Page: x.name, Goal: x.goal, Bytes: len(body), Gzipped: gzipped(t, body), Statements: statements, Floor: r.Floor, Side: r.Page, Ratio: r.Ratio}, err
}

// gzipped is the body's length as compressed for the wire.
func gzipped(t testing.TB, body []byte) int {
	t.Helper()
	var n counting
	z, err := gzip.NewWriterLevel(&n, 5)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return int(n)
}

type counting int

func (c *counting) Write(b []byte) (int, error) {
	*c += counting(len(b))
	return len(b), nil
}
