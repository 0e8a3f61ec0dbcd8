package dossier_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/app"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/decision"
	"thidua/internal/demo"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
)

// world is the demo's province on a day, with dossiers.
type world struct {
	t    testing.TB
	pool *pg.Pool
	s    *dossier.Service
	w    report.World
	now  clock.Moment
}

func moment(day clock.Day, hour int) clock.Moment {
	at := day.Start().Add(time.Duration(hour) * time.Hour)
	return clock.Moment{Wall: at, Business: at, Today: day}
}

func build(t testing.TB) *world {
	t.Helper()
	dsn := pgtest.Filled(t, pg.Demo, "dossier", func(ctx context.Context, dsn string) error {
		a, err := app.New(ctx, app.Config{DSN: dsn, Clocks: clock.Clocks{Wall: clock.Wall{}, Business: clock.FixedDay{Day: demo.Today, Wall: clock.Wall{}}}, Demo: "minh họa", Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
		if err != nil {
			return err
		}
		defer a.Close()
		return demo.LoadBare(ctx, a.Server.Reports, func(context.Context, string) (string, error) { return "", nil })
	})
	pool, err := pg.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	x := &world{t: t, pool: pool, now: moment(demo.Today, 9)}
	reports := &report.Service{Pool: pool, Clocks: clock.Real(), Sources: app.Sources()}
	x.s = &dossier.Service{Pool: pool, Clocks: clock.Real(), Criteria: &criteria.Service{Pool: pool, Clocks: clock.Real(), Reports: reports, Held: decision.Held}}
	tree, err := org.Load(t.Context(), pool)
	x.ok(err)
	live, err := plan.ReadLive(t.Context(), pool, map[int64]*plan.Rules{})
	x.ok(err)
	x.w = report.World{Tree: tree, Day: x.now.Today, Plan: live}
	return x
}

func (x *world) ok(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *world) exec(sql string, args ...any) {
	x.t.Helper()
	_, err := x.pool.Exec(x.t.Context(), sql, args...)
	x.ok(err)
}

func (x *world) unit(code string) org.UnitID {
	x.t.Helper()
	u, err := pg.Value[org.UnitID](x.t.Context(), x.pool, `SELECT unit_id FROM unit_name WHERE code = $1`, code)
	x.ok(err)
	return u
}

// actor is somebody in a role at a unit, by a login of the demo.
func (x *world) actor(login string, role access.Role, code string) access.Actor {
	x.t.Helper()
	u := x.unit(code)
	id, err := pg.Value[int64](x.t.Context(), x.pool, `SELECT id FROM app_user WHERE login = $1`, login)
	x.ok(err)
	return access.Actor{UserID: id, Name: login, Title: "Cán bộ", Appointment: access.Appointment{Role: role, UnitID: int64(u), UnitName: x.w.Tree.Name(u, demo.Today).Full(), Path: x.w.Tree.Path(u, demo.Today)}}
}

const kinhDinh, doVinh = "22759", "22738"

func (x *world) police() access.Actor   { return x.actor("xa", access.CommunePolice, kinhDinh) }
func (x *world) district() access.Actor { return x.actor("huyen", access.District, "582") }

func (x *world) teams(code string) []org.UnitID { return x.w.Tree.Teams(x.unit(code), x.w.Day) }

// members are those who serve in a team.
func (x *world) members(team org.UnitID) []roster.PersonID {
	x.t.Helper()
	careers, err := roster.Careers(x.t.Context(), x.pool, []org.UnitID{team}, nil)
	x.ok(err)
	var out []roster.PersonID
	for i := range careers {
		if c := &careers[i]; c.Last().Serves(x.w.Day) && c.Last().Team == team {
			out = append(out, c.Person)
		}
	}
	return out
}

// guide issues criteria for the first phase.
func (x *world) guide(list ...award.Criteria) {
	x.t.Helper()
	x.exec(`DELETE FROM award_guide`)
	by := award.Signature{Name: "Trần Thị Hoa", At: x.now.Business}
	x.exec(`INSERT INTO award_guide (phase_id, version, state, criteria, drafted, agreed, issued, number, issued_on, created_at) VALUES ($1, 1, 'issued', $2, $3, $3, $3, '12/HD-SNV', $4, $5)`,
		x.w.Plan.Phases[0].ID, list, by, x.now.Today, x.now.Business)
}

func at(id dossier.ID) string { return "/" + itoa(int64(id)) }

func itoa(n int64) string {
	var b []byte
	for ; n > 0; n /= 10 {
		b = append([]byte{byte('0' + n%10)}, b...)
	}
	return string(b)
}

// build puts teams and members forward and gives the dossier.
func (x *world) build(a access.Actor, key string, in dossier.Pick) (dossier.ID, error) {
	x.t.Helper()
	if in.Phase == "" {
		in.Phase = x.w.Plan.Phases[0].Code
	}
	if in.Form == "" {
		in.Form = award.GiayKhen
	}
	to, err := x.s.Build(x.t.Context(), a, x.now, x.w, key, in, at)
	if err != nil {
		return 0, err
	}
	var id int64
	for _, c := range strings.TrimPrefix(to, "/") {
		id = id*10 + int64(c-'0')
	}
	return dossier.ID(id), nil
}

func (x *world) view(a access.Actor, id dossier.ID) *dossier.View {
	x.t.Helper()
	v, err := x.s.View(x.t.Context(), x.pool, a, x.w, id)
	x.ok(err)
	return v
}

// said is a refusal in words.
func said(err error) string {
	if err == nil {
		return "done"
	}
	e, ok := fault.Of(err)
	if !ok {
		return err.Error()
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Name+": "+f.Message)
	}
	if len(out) == 0 {
		return e.Message
	}
	return strings.Join(out, "\n")
}

func (x *world) same(what, got, want string) {
	x.t.Helper()
	if got != want {
		x.t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func (x *world) audited(action string, id dossier.ID) int {
	x.t.Helper()
	n, err := pg.Value[int](x.t.Context(), x.pool, `SELECT count(*)::int FROM audit_entry WHERE action = $1 AND object_id = $2`, action, int64(id))
	x.ok(err)
	return n
}

func names(list []dossier.Nominee) string {
	var out []string
	for _, n := range list {
		out = append(out, n.Name)
	}
	return strings.Join(out, ", ")
}
