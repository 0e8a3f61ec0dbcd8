package report_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/plan"
	"thidua/internal/report"
)

var scoreClerk = access.System("nạp dữ liệu", access.UnitWrite, access.ReportEnter)

// scoreDay is the day the boards are read on: phase 1 is over.
var scoreDay = clock.NewDay(2025, 2, 5)

func at(day clock.Day, hour int) clock.Moment {
	t := day.Start().Add(time.Duration(hour) * time.Hour)
	return clock.Moment{Wall: t, Business: t, Today: day}
}

// scored is a province of two districts: huyện A with xã A1 (two teams) and A2
// (one), huyện B with xã B1 (one team). Every team has two members and one
// good deed a period.
type scored struct {
	t     testing.TB
	s     *report.Service
	w     report.World
	unit  map[string]org.UnitID
	users map[string]int64
}

func newScored(t testing.TB) *scored {
	t.Helper()
	pool := pgtest.DB(t)
	x := &scored{t: t, unit: map[string]org.UnitID{}, users: map[string]int64{}}
	count := func(n, whole int) report.Source {
		return func(_ context.Context, _ pg.Querier, a report.Ask) (report.Counts, error) {
			c := report.Counts{Teams: map[org.UnitID]int{}, Whole: whole}
			for _, team := range a.Teams {
				c.Teams[team] = n
			}
			return c, nil
		}
	}
	x.s = &report.Service{Pool: pool, Clocks: clock.Real(), Sources: report.Sources{plan.DerivedRoster: count(2, 0), plan.DerivedDeeds: count(1, 0), plan.DerivedModels: count(0, 1)}}
	d, err := plan.NinhThuan()
	x.ok(err)
	now := at(clock.NewDay(2024, 11, 6), 8)
	x.ok(pg.InTx(t.Context(), pool, func(tx pg.Tx) error {
		open := func(key, parent string, u org.NewUnit) {
			u.Parent, u.From, u.Ordinal = x.unit[parent], clock.NewDay(2024, 11, 1), len(x.unit)
			id, err := org.OpenUnit(t.Context(), tx, scoreClerk, now, u)
			x.ok(err)
			x.unit[key] = id
		}
		open("tỉnh", "", org.NewUnit{Level: org.Province, Code: "58", Name: "Ninh Thuận", Kind: "tỉnh"})
		for i, name := range []string{"A", "B"} {
			open(name, "tỉnh", org.NewUnit{Level: org.District, Code: fmt.Sprint(580 + i), Name: name, Kind: "huyện"})
		}
		for i, name := range []string{"A1", "A2", "B1"} {
			open(name, name[:1], org.NewUnit{Level: org.Commune, Code: fmt.Sprint(22700 + i), Name: name, Kind: "xã"})
		}
		for _, name := range []string{"A1-1", "A1-2", "A2-1", "B1-1"} {
			open(name, name[:2], org.NewUnit{Level: org.Team, Name: "thôn " + name[3:]})
		}
		for _, login := range []string{"a1", "a2", "b1", "a", "b"} {
			id, err := pg.Value[int64](t.Context(), tx, `INSERT INTO app_user (login, full_name, password_hash, must_change, password_at, created_at)
			  VALUES ('u-' || $1, 'Cán bộ ' || $1, '', false, $2, $2) RETURNING id`, login, now.Wall)
			x.ok(err)
			x.users[login] = id
		}
		_, err := plan.Load(t.Context(), tx, scoreClerk, now, d, []int64{int64(x.unit["tỉnh"])}, "")
		x.ok(err)
		x.readWorld(tx)
		_, err = x.s.Expect(t.Context(), tx, x.w, scoreClerk, now)
		return err
	}))
	return x
}

func (x *scored) ok(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *scored) readWorld(q pg.Querier) {
	x.t.Helper()
	tree, err := org.Load(x.t.Context(), q)
	x.ok(err)
	live, err := plan.ReadLive(x.t.Context(), q, map[int64]*plan.Rules{})
	x.ok(err)
	x.w = report.World{Tree: tree, Day: scoreDay, Plan: live}
}

func (x *scored) actor(role access.Role, unit string) access.Actor {
	p := x.w.Tree.Place(x.unit[unit], scoreDay)
	user := x.users[strings.ToLower(unit)]
	if user == 0 {
		user = 999
	}
	return access.Actor{UserID: user, Name: unit, Appointment: access.Appointment{Role: role, UnitID: p.UnitID, Path: p.Path}}
}

func (x *scored) px03() access.Actor { return x.actor(access.PX03, "tỉnh") }

func (x *scored) id(commune string, period int) report.ID {
	x.t.Helper()
	id, err := pg.Value[int64](x.t.Context(), x.s.Pool, `SELECT id FROM report WHERE commune_id = $1 AND period_id = $2`, x.unit[commune], x.w.Plan.Periods[period].ID)
	x.ok(err)
	return report.ID(id)
}

// enter fills a report: every cell 0 and everybody patrolling but where
// figures say otherwise: "<team>:<code>" or "xã:<code>"; plan.Empty leaves a
// cell empty.
func (x *scored) enter(commune string, period int, figures map[string]plan.Cell) report.ID {
	x.t.Helper()
	id := x.id(commune, period)
	rules := x.w.Plan.RulesAt(period)
	var edits []report.Edit
	row := func(key string, row int64) {
		for _, m := range rules.Measures {
			if m.Derived != 0 || !rules.Expects(m.Slot, row == report.Whole) {
				continue
			}
			n, ok := figures[key+":"+m.Code]
			if !ok && m.Code == "patrolled" {
				n = 2
			}
			if n != plan.Empty {
				edits = append(edits, report.Edit{Cell: report.Cell{Row: row, Slot: m.Slot}, Base: report.Blank, New: report.Value{N: n}})
			}
		}
	}
	for _, team := range x.w.Tree.Teams(x.unit[commune], x.w.Plan.Periods[period].End) {
		for key, id := range x.unit {
			if id == team {
				row(key, int64(team))
			}
		}
	}
	row("xã", report.Whole)
	now := at(x.w.Plan.Periods[period].End, 9)
	out, err := x.s.SaveCells(x.t.Context(), x.actor(access.CommunePolice, commune), now, x.w, id, edits)
	x.ok(err)
	for _, r := range out {
		if r.Outcome != report.Saved {
			x.t.Fatalf("%s, period %d: %+v", commune, period, r)
		}
	}
	return id
}

// submit hands a report in some days after its period's end.
func (x *scored) submit(commune string, period, after int) {
	x.t.Helper()
	day := x.w.Plan.Periods[period].End + clock.Day(after)
	x.ok(x.s.Submit(x.t.Context(), x.actor(access.CommunePolice, commune), at(day, 16), x.w, x.id(commune, period)))
}

func (x *scored) accept(commune string, period int) {
	x.t.Helper()
	day := x.w.Plan.Periods[period].End + 2
	x.ok(x.s.Accept(x.t.Context(), x.actor(access.District, commune[:1]), at(day, 17), x.w, []report.Seen{{ID: x.id(commune, period), Submission: 1}}))
}

func (x *scored) giveBack(commune string, period int) {
	x.t.Helper()
	a, now := x.actor(access.District, commune[:1]), at(x.w.Plan.Periods[period].End+2, 17)
	x.ok(x.s.Take(x.t.Context(), a, now, x.w, x.id(commune, period), 1))
	x.ok(x.s.Return(x.t.Context(), a, now, x.w, x.id(commune, period), 1, "Kiểm tra lại", nil))
}

// note gives the reason for an empty cell.
func (x *scored) note(commune string, period int, row int64, code, why string) {
	x.t.Helper()
	slot := x.w.Plan.Rules.MeasureByCode(code).Slot
	x.ok(x.s.Say(x.t.Context(), x.actor(access.CommunePolice, commune), at(x.w.Plan.Periods[period].End, 10), x.w, x.id(commune, period),
		map[report.Cell]string{{Row: row, Slot: slot}: why}))
}

// phase1 fills phase 1: A1 accepted, accepted, submitted; A2 accepted,
// returned, draft; B1 accepted throughout, the second month handed in late.
func (x *scored) phase1() {
	x.t.Helper()
	none := plan.Empty
	x.enter("A1", 0, map[string]plan.Cell{"A1-1:tips_via_force": 3, "A1-2:tips_via_force": 2, "xã:tips_total": 7, "A1-1:patrolled": 1})
	x.submit("A1", 0, 1)
	x.accept("A1", 0)
	x.enter("A1", 1, map[string]plan.Cell{"A1-1:tips_via_force": 4, "A1-2:tips_via_force": 4, "xã:tips_total": 8, "A1-2:incidents_total": none, "A1-2:incidents_attended": 0})
	x.note("A1", 1, int64(x.unit["A1-2"]), "incidents_total", "Chưa đối chiếu sổ trực ban")
	x.submit("A1", 1, 1)
	x.accept("A1", 1)
	x.enter("A1", 2, map[string]plan.Cell{"A1-1:tips_via_force": 1, "xã:tips_total": 10, "A1-1:incidents_total": 4, "A1-1:incidents_attended": 3})
	x.submit("A1", 2, 1)
	x.enter("A2", 0, map[string]plan.Cell{"A2-1:tips_via_force": 5, "xã:tips_total": 5})
	x.submit("A2", 0, 1)
	x.accept("A2", 0)
	x.enter("A2", 1, map[string]plan.Cell{"A2-1:tips_via_force": 2, "xã:tips_total": 4})
	x.submit("A2", 1, 1)
	x.giveBack("A2", 1)
	for period := range 3 {
		x.enter("B1", period, map[string]plan.Cell{"B1-1:tips_via_force": 8, "xã:tips_total": 10, "xã:reoffences": plan.Cell(period / 2)})
		x.submit("B1", period, 1+6*(period%2))
		x.accept("B1", period)
	}
}

func (x *scored) want(span string, provisional bool) report.Want {
	x.t.Helper()
	s, ok := x.w.Plan.Stretch(span, x.w.Day)
	if !ok {
		x.t.Fatal(span)
	}
	return report.Want{Periods: s.Judged, Reading: report.AtTheTime, Provisional: provisional}
}
