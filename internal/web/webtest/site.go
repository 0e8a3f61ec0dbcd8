// Package webtest is the whole house on a real database for tests: the demo
// province behind an HTTP server, and clients that sign in as people do.
package webtest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/report"
)

// Site is a running house with the demo's province in it.
type Site struct {
	*app.App
	URL string
	DSN string
}

// Clocks is the demo's pair: its day stands, its time of day runs.
func Clocks() clock.Clocks { return clocksAt(demo.Today) }

func clocksAt(day clock.Day) clock.Clocks {
	return clock.Clocks{Wall: clock.Wall{}, Business: clock.FixedDay{Day: day, Wall: clock.Wall{}}}
}

// Config is how tests build the house.
func Config(dsn string) app.Config { return configAt(dsn, demo.Today) }

func configAt(dsn string, day clock.Day) app.Config {
	return app.Config{DSN: dsn, Clocks: clocksAt(day), Demo: "Dữ liệu minh họa · ngày nghiệp vụ " + day.String(),
		Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
}

// Fill loads the demo into an empty demo database.
func Fill(ctx context.Context, dsn string) error { return fillAt(demo.Today)(ctx, dsn) }

func fillAt(day clock.Day) func(ctx context.Context, dsn string) error {
	return fill(day, func(ctx context.Context, reports *report.Service, hash func(context.Context, string) (string, error)) error {
		return demo.LoadAt(ctx, day, reports, hash)
	})
}

func fill(day clock.Day, load func(ctx context.Context, reports *report.Service, hash func(context.Context, string) (string, error)) error) func(ctx context.Context, dsn string) error {
	return func(ctx context.Context, dsn string) error {
		a, err := app.New(ctx, configAt(dsn, day))
		if err != nil {
			return err
		}
		defer a.Close()
		return load(ctx, a.Server.Reports, a.Server.Identity.Hash)
	}
}

// Start is a house of its own for a test, stopped when the test ends.
func Start(t testing.TB) *Site {
	t.Helper()
	return serve(t, pgtest.Filled(t, pg.Demo, "demo", Fill), demo.Today)
}

// StartAt is Start on another of the demo's days. It takes long the first time
// in a test binary.
func StartAt(t testing.TB, day clock.Day) *Site {
	t.Helper()
	return serve(t, pgtest.Filled(t, pg.Demo, "demo"+day.ISO(), fillAt(day)), day)
}

// StartBare is Start without guides, dossiers and awards.
func StartBare(t testing.TB) *Site {
	t.Helper()
	return serve(t, pgtest.Filled(t, pg.Demo, "demobare", fill(demo.Today, demo.LoadBare)), demo.Today)
}

func serve(t testing.TB, dsn string, day clock.Day) *Site {
	t.Helper()
	a, err := app.New(context.Background(), configAt(dsn, day))
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(a.Handler)
	t.Cleanup(func() { s.Close(); a.Close() })
	return &Site{App: a, URL: s.URL, DSN: dsn}
}

// Client is a browser without script: cookies, no redirects followed.
type Client struct {
	t    testing.TB
	site *Site
	http *http.Client
}

// Answer is what came back.
type Answer struct {
	Status   int
	Body     string
	Location string
	Header   http.Header
}

// Nobody is a client that has not signed in.
func (s *Site) Nobody(t testing.TB) *Client {
	jar, _ := cookiejar.New(nil)
	return &Client{t: t, site: s, http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// As signs in through the login form.
func (s *Site) As(t testing.TB, login string) *Client {
	t.Helper()
	c := s.Nobody(t)
	a := c.Post("/dang-nhap", url.Values{"ten-dang-nhap": {login}, "mat-khau": {demo.Password}})
	if a.Status != http.StatusSeeOther {
		t.Fatalf("login as %s: %d %s", login, a.Status, a.Body)
	}
	return c
}

// For is the same browser in another test: a subtest's.
func (c *Client) For(t testing.TB) *Client {
	other := *c
	other.t = t
	return &other
}

// Get reads a page.
func (c *Client) Get(path string) Answer {
	c.t.Helper()
	r, err := http.NewRequest(http.MethodGet, c.site.URL+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.Do(r)
}

// Post sends a form.
func (c *Client) Post(path string, form url.Values) Answer {
	c.t.Helper()
	a, err := c.Try(path, form)
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}

// Try is Post for goroutines of a test: it gives the error back.
func (c *Client) Try(path string, form url.Values) (Answer, error) {
	r, err := http.NewRequest(http.MethodPost, c.site.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		return Answer{}, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.send(r)
}

// Upload sends a form with a file in it.
func (c *Client) Upload(path string, form url.Values, field, name string, file []byte) Answer {
	c.t.Helper()
	a, err := c.TryUpload(path, form, field, name, file)
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}

// TryUpload is Upload for goroutines of a test: it gives the error back.
func (c *Client) TryUpload(path string, form url.Values, field, name string, file []byte) (Answer, error) {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, list := range form {
		for _, v := range list {
			_ = m.WriteField(k, v)
		}
	}
	p, err := m.CreateFormFile(field, name)
	if err != nil {
		return Answer{}, err
	}
	_, _ = p.Write(file)
	_ = m.Close()
	r, err := http.NewRequest(http.MethodPost, c.site.URL+path, &b)
	if err != nil {
		return Answer{}, err
	}
	r.Header.Set("Content-Type", m.FormDataContentType())
	return c.send(r)
}

// JSON sends a body as the grid's script does.
func (c *Client) JSON(path, body string) Answer {
	c.t.Helper()
	r, err := http.NewRequest(http.MethodPost, c.site.URL+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	return c.Do(r)
}

// Do sends any request.
func (c *Client) Do(r *http.Request) Answer {
	c.t.Helper()
	a, err := c.send(r)
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}

func (c *Client) send(r *http.Request) (Answer, error) {
	res, err := c.http.Do(r)
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return Answer{Status: res.StatusCode, Body: string(b), Location: res.Header.Get("Location"), Header: res.Header}, err
}

// Want fails the test unless the answer has the status and every text.
func (a Answer) Want(t testing.TB, status int, texts ...string) Answer {
	t.Helper()
	if a.Status != status {
		t.Fatalf("status %d, want %d: %s", a.Status, status, short(a.Body))
	}
	for _, x := range texts {
		if !strings.Contains(a.Body, x) {
			t.Errorf("answer lacks %q: %s", x, short(a.Body))
		}
	}
	return a
}

// Lacks fails the test where the answer has any of the texts.
func (a Answer) Lacks(t testing.TB, texts ...string) Answer {
	t.Helper()
	for _, x := range texts {
		if strings.Contains(a.Body, x) {
			t.Errorf("answer has %q: %s", x, short(a.Body))
		}
	}
	return a
}

func short(s string) string {
	if i := strings.Index(s, "<main"); i > 0 {
		s = s[i:]
	}
	if len(s) > 3000 {
		s = s[:3000] + "…"
	}
	return s
}

// ReportOf is the report of a commune (official code) in a period (from 1).
func (s *Site) ReportOf(t testing.TB, code string, period int) int64 {
	t.Helper()
	id, err := pg.Value[int64](context.Background(), s.Pool, `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id
		JOIN unit_name n ON n.unit_id = r.commune_id WHERE n.code = $1 AND p.ordinal = $2`, code, period-1)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TeamOf is the nth team (from 1) of a commune.
func (s *Site) TeamOf(t testing.TB, code string, nth int) int64 {
	t.Helper()
	tree, err := s.Server.Org.Now(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range tree.Communes(tree.Root(demo.Today), demo.Today) {
		if tree.Name(c, demo.Today).Code == code {
			return int64(tree.Teams(c, demo.Today)[nth-1])
		}
	}
	t.Fatalf("no commune %s", code)
	return 0
}
