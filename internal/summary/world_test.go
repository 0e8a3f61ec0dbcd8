package summary_test

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/summary"
)

// province is the demo's province on a day, with phase reports.
type province struct {
	t    testing.TB
	pool *pg.Pool
	s    *summary.Service
	w    report.World
	now  clock.Moment
}

func moment(day clock.Day, hour int) clock.Moment {
	at := day.Start().Add(time.Duration(hour) * time.Hour)
	return clock.Moment{Wall: at, Business: at, Today: day}
}

func config(dsn string) app.Config {
	return app.Config{DSN: dsn, Clocks: clock.Clocks{Wall: clock.Wall{}, Business: clock.FixedDay{Day: demo.Today, Wall: clock.Wall{}}}, Demo: "minh họa",
		Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
}

func build(t testing.TB) *province {
	t.Helper()
	dsn := pgtest.Filled(t, pg.Demo, "summary", func(ctx context.Context, dsn string) error {
		a, err := app.New(ctx, config(dsn))
		if err != nil {
			return err
		}
		defer a.Close()
		return demo.Load(ctx, a.Server.Reports, func(context.Context, string) (string, error) { return "", nil })
	})
	pool, err := pg.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	x := &province{t: t, pool: pool, now: moment(demo.Today, 9)}
	reports := &report.Service{Pool: pool, Clocks: clock.Real(), Sources: app.Sources()}
	x.s = &summary.Service{Pool: pool, Clocks: clock.Real(), Reports: reports}
	reports.Annex = x.s.Annex
	x.read()
	return x
}

func (x *province) ok(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *province) read() {
	x.t.Helper()
	tree, err := org.Load(x.t.Context(), x.pool)
	x.ok(err)
	live, err := plan.ReadLive(x.t.Context(), x.pool, map[int64]*plan.Rules{})
	x.ok(err)
	x.w = report.World{Tree: tree, Day: x.now.Today, Plan: live}
}

// on moves the world to a day.
func (x *province) on(day clock.Day) {
	x.now = moment(day, 9)
	x.w.Day = day
}

func (x *province) unit(code string) org.UnitID {
	x.t.Helper()
	for _, u := range append(x.w.Tree.Communes(x.w.Tree.Root(demo.Today), demo.Today), append(x.w.Tree.Children(x.w.Tree.Root(demo.Today), demo.Today), x.w.Tree.Root(demo.Today))...) {
		if x.w.Tree.Name(u, demo.Today).Code == code {
			return u
		}
	}
	x.t.Fatalf("no unit %s", code)
	return 0
}

// actor is somebody in a role at a unit, by a login of the demo.
func (x *province) actor(login string, role access.Role, code string) access.Actor {
	x.t.Helper()
	u := x.unit(code)
	id, err := pg.Value[int64](x.t.Context(), x.pool, `SELECT id FROM app_user WHERE login = $1`, login)
	x.ok(err)
	return access.Actor{UserID: id, Name: login, Appointment: access.Appointment{Role: role, UnitID: int64(u), UnitName: x.w.Tree.Name(u, demo.Today).Full(),
		Path: x.w.Tree.Path(u, demo.Today)}}
}

func (x *province) district(code string) access.Actor {
	if code == "582" {
		return x.actor("huyen", access.District, code)
	}
	return x.actor("huyen-"+code, access.District, code)
}

func (x *province) px03() access.Actor { return x.actor("px03", access.PX03, "58") }

// report is a unit's report of đợt 1.
func (x *province) report(code string) summary.Report {
	x.t.Helper()
	r, err := x.s.Of(x.t.Context(), x.pool, x.w.Plan.Phases[0].ID, int64(x.unit(code)))
	x.ok(err)
	return r
}

func value[T any](x *province, sql string, args ...any) T {
	x.t.Helper()
	v, err := pg.Value[T](x.t.Context(), x.pool, sql, args...)
	x.ok(err)
	return v
}
