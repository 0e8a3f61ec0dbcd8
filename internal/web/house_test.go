package web_test

import (
	"context"
	"fmt"
	"maps"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/identity"
	"thidua/internal/pg"
	"thidua/internal/web"
	"thidua/internal/web/page"
	"thidua/internal/web/webtest"
)

// house is the demo province with one person of every role, and a few more
// whom the demo lacks.
type house struct {
	*webtest.Site
	t       *testing.T
	clients map[string]*webtest.Client
}

// The accounts of the roles; ubnd, kiemnhiem, moi and chuacho are made here.
var logins = map[access.Role]string{access.CommunePolice: "xa", access.District: "huyen", access.PX03: "px03", access.HomeAffairs: "noivu",
	access.Leader: "lanhdao", access.Admin: "quantri", access.CommuneOffice: "ubnd"}

const (
	roleless = "chuaco"    // no appointment
	initial  = "moi"       // must change an initial password
	twofold  = "kiemnhiem" // two appointments
	stopped  = "dangung"   // disabled

	kinhDinh = "22759" // the commune of xa
	doVinh   = "22738" // another one of the same district
)

func start(t *testing.T) *house {
	t.Helper()
	return furnished(t, webtest.Start(t))
}

// bare is start without guides, dossiers and awards.
func bare(t *testing.T) *house {
	t.Helper()
	return furnished(t, webtest.StartBare(t))
}

func furnished(t *testing.T, site *webtest.Site) *house {
	t.Helper()
	h := &house{Site: leastRights(t, site), t: t, clients: map[string]*webtest.Client{}}
	hash, err := h.Server.Identity.Hash(t.Context(), demo.Password)
	if err != nil {
		t.Fatal(err)
	}
	moment := webtest.Clocks().Moment()
	commune := value[int64](h, `SELECT unit_id FROM unit_name WHERE code = $1`, kinhDinh)
	neighbour := value[int64](h, `SELECT unit_id FROM unit_name WHERE code = $1`, doVinh)
	since := clock.NewDay(2024, 11, 1)
	err = pg.InTx(t.Context(), h.Pool, func(tx pg.Tx) error {
		own := identity.NewAppointment{Role: access.CommunePolice, UnitID: commune, From: since}
		for login, roles := range map[string][]identity.NewAppointment{
			"ubnd":   {{Role: access.CommuneOffice, UnitID: commune, From: since}},
			twofold:  {own, {Role: access.CommunePolice, UnitID: neighbour, From: since, Acting: true}},
			initial:  {own},
			stopped:  {own},
			roleless: nil,
		} {
			if _, err := identity.Insert(t.Context(), tx, moment, identity.Account{Login: login, Profile: identity.Profile{Name: "Phạm Thị Thử"},
				Hash: hash, MustChange: login == initial, Appointments: roles}); err != nil {
				return err
			}
		}
		_, err := tx.Exec(t.Context(), `UPDATE app_user SET disabled_at = $2 WHERE login = $1`, stopped, moment.Wall)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

const sqlRole = `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'thidua_app') THEN CREATE ROLE thidua_app; END IF;
EXCEPTION WHEN unique_violation OR duplicate_object THEN NULL;
END $$`

// leastRights is the same house served with the rights production has: those
// of the role that may write no line of the audit anew.
func leastRights(t *testing.T, s *webtest.Site) *webtest.Site {
	t.Helper()
	if _, err := s.Pool.Exec(t.Context(), sqlRole); err != nil {
		t.Fatal(err)
	}
	if err := pg.Migrate(t.Context(), s.DSN, pg.Demo); err != nil {
		t.Fatal(err)
	}
	dsn := s.DSN + " role=" + pg.AppRole
	if strings.Contains(s.DSN, "://") {
		u, err := url.Parse(s.DSN)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		q.Set("role", pg.AppRole)
		u.RawQuery = q.Encode()
		dsn = u.String()
	}
	a, err := app.New(context.Background(), webtest.Config(dsn))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(a.Handler)
	t.Cleanup(func() { server.Close(); a.Close() })
	if who, err := pg.Value[string](t.Context(), a.Pool, `SELECT current_user::text`); err != nil || who != pg.AppRole {
		t.Fatalf("the house is served as %q, %v", who, err)
	}
	return &webtest.Site{App: a, URL: server.URL, DSN: s.DSN}
}

// as is the person's browser, signed in once; "" is nobody.
func (h *house) as(t *testing.T, login string) *webtest.Client {
	t.Helper()
	if h.clients[login] == nil {
		if login == "" {
			h.clients[login] = h.Nobody(t)
		} else {
			h.clients[login] = h.As(t, login)
		}
	}
	return h.clients[login].For(t)
}

// value is one scalar of the house's database.
func value[T any](h *house, sql string, args ...any) T {
	h.t.Helper()
	v, err := pg.Value[T](context.Background(), h.Pool, sql, args...)
	if err != nil {
		h.t.Fatalf("%s %v: %v", sql, args, err)
	}
	return v
}

// row is the first row of a query as text, by column.
func (h *house) row(sql string, args ...any) map[string]string {
	h.t.Helper()
	rows, err := h.Pool.Query(context.Background(), sql, args...)
	if err != nil {
		h.t.Fatal(err)
	}
	m, err := pgx.CollectOneRow(rows, pgx.RowToMap)
	if err != nil {
		h.t.Fatalf("%s %v: %v", sql, args, err)
	}
	out := map[string]string{}
	for k, v := range m {
		out[k] = fmt.Sprint(v)
	}
	return out
}

func (h *house) user(login string) map[string]string {
	h.t.Helper()
	return h.row(`SELECT id, version FROM app_user WHERE login = $1`, login)
}

// key is the key a creating form carries.
func (h *house) key(t *testing.T, login, at string) string {
	t.Helper()
	a := h.as(t, login).Get(at).Want(t, 200)
	_, rest, ok := strings.Cut(a.Body, `name="khoa" value="`)
	key, _, _ := strings.Cut(rest, `"`)
	if !ok || key == "" {
		t.Fatalf("%s: the form has no key", at)
	}
	return key
}

// path fills a pattern's parts.
func path(pattern string, parts map[string]string) string {
	for name, v := range parts {
		pattern = strings.ReplaceAll(pattern, "{"+name+"}", url.PathEscape(v))
	}
	return pattern
}

// params are the names of a pattern's parts.
func params(pattern string) []string {
	var names []string
	for part := range strings.SplitSeq(pattern, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			names = append(names, strings.TrimSuffix(name, "}"))
		}
	}
	return names
}

func key(r page.Route) string { return r.Method + " " + r.Pattern }

// with is parts with others put in their place.
func with(parts, others map[string]string) map[string]string {
	out := maps.Clone(parts)
	maps.Copy(out, others)
	return out
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// server is one without anything behind it: enough to list the routes.
var server web.Server

// people are the logins of the roles, in the order tables print them.
func people() []string {
	var list []string
	for _, r := range access.Roles {
		list = append(list, logins[r])
	}
	return list
}
