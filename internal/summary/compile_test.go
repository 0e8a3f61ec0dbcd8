package summary_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/summary"
)

var districts = []string{"582", "584", "585", "586", "587", "588", "589"}

// A district's report says what the scorecard says: the very same verdicts,
// numerators, denominators, ranks, of each commune and of the whole.
func TestCompileEqualsBoard(t *testing.T) {
	x := build(t)
	reader := access.System("đọc", access.ScoreRead)
	want := report.Want{Periods: plan.Ended(x.w.Plan.InPhase(x.w.Plan.Phases[0].ID), x.now.Today), Reading: report.AtTheTime}
	for _, code := range append(districts, "58") {
		r := x.report(code)
		f, _, err := x.s.Compile(t.Context(), x.pool, x.w, &r, x.now)
		x.ok(err)
		b, err := x.s.Reports.Board(t.Context(), x.pool, reader, x.w, org.UnitID(r.UnitID), want)
		x.ok(err)
		same(t, code, f.Whole, b.Whole)
		if code == "58" {
			if len(f.Communes) != 62 {
				t.Errorf("the province has %d communes", len(f.Communes))
			}
			continue
		}
		if len(f.Communes) != len(b.Groups) {
			t.Fatalf("%s: %d communes, the board has %d", code, len(f.Communes), len(b.Groups))
		}
		for i, g := range b.Groups {
			c := f.Communes[i]
			if c.ID != int64(g.Unit) || c.Rank != g.Rank || c.Tied != g.Tied || len(c.Months) != len(g.Reports) {
				t.Errorf("%s: %s ranks %d %v with %d months, on the board %d %v with %d", code, c.Name, c.Rank, c.Tied, len(c.Months), g.Rank, g.Tied, len(g.Reports))
			}
			same(t, c.Name, c.Judged, g.Results)
		}
	}
}

func same(t *testing.T, name string, got []summary.Judged, want []plan.Result) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d indicators, want %d", name, len(got), len(want))
	}
	for i, r := range want {
		w := summary.Judged{Verdict: r.Code(), Num: r.Num, Den: r.Den, Value: r.Value(), Met: r.UnitsMet, NotMet: r.UnitsNotMet, None: r.UnitsNone, Unknown: r.UnitsUnknown,
			Counted: r.Counted, Expected: r.Expected, Teams: r.TeamsTotal, TeamsMet: r.TeamsMeeting}
		if r.Indicator.Code == "7.1" && r.TeamsTotal > 0 {
			w.Value = fmt.Sprintf("%d/%d lượt Tổ", r.TeamsMeeting, r.TeamsTotal)
		}
		if got[i] != w {
			t.Errorf("%s, %s: %+v, want %+v", name, r.Indicator.Code, got[i], w)
		}
	}
}

// The totals are what the accepted reports' cells add up to, summed by the
// database without any of the house's sums.
const sqlTotal = `SELECT coalesce(sum(f.values[$2 + 1]), 0)::bigint FROM report r JOIN team_figure f ON f.report_id = r.id JOIN period p ON p.id = r.period_id
 WHERE p.phase_id = $1 AND r.state = 'accepted' AND starts_with(r.scope_path, $3) AND (NOT $4 OR p.ordinal = 2) AND (f.team_id IS NOT NULL OR $5) AND (f.team_id IS NULL OR NOT $6)`

func TestTotalsAgainstCells(t *testing.T) {
	x := build(t)
	phase := x.w.Plan.Phases[0].ID
	for _, code := range districts {
		r := x.report(code)
		f, _, err := x.s.Compile(t.Context(), x.pool, x.w, &r, x.now)
		x.ok(err)
		for i, m := range f.Measures {
			rule := x.w.Plan.Rules.Measure(m.Slot)
			want := value[int64](x, sqlTotal, phase, m.Slot, r.ScopePath, m.Last, rule.Entry.Commune(), rule.CommuneTotal == plan.TotalOwnRow || !rule.Entry.Teams())
			if f.Totals[i] != want {
				t.Errorf("%s, %s: %d, the cells add up to %d", code, m.Code, f.Totals[i], want)
			}
		}
		members := 0
		for _, c := range f.Communes {
			members += c.Members
		}
		if n := value[int](x, `SELECT count(*)::int FROM service s JOIN unit_link l ON l.child_id = s.team_id JOIN unit_link u ON u.child_id = l.parent_id
		  WHERE u.parent_id = $1 AND s.during @> '2025-02-03'::date AND s.withdrawn_at IS NULL`, r.UnitID); n != members {
			t.Errorf("%s: %d members, the roster has %d", code, members, n)
		}
	}
}

// What is missing is every month not accepted, once, in the order of communes.
func TestGapsAreTheMonthsNotAccepted(t *testing.T) {
	x := build(t)
	for _, code := range districts {
		r := x.report(code)
		_, gaps, err := x.s.Compile(t.Context(), x.pool, x.w, &r, x.now)
		x.ok(err)
		months := map[report.ID]bool{}
		for _, g := range gaps {
			if g.Kind == summary.GapMonth {
				months[g.Report] = true
			}
		}
		n := value[int](x, `SELECT count(*)::int FROM report r JOIN period p ON p.id = r.period_id WHERE p.phase_id = $1 AND starts_with(r.scope_path, $2) AND r.state <> 'accepted'`, r.PhaseID, r.ScopePath)
		if len(months) != n {
			t.Errorf("%s: %d months missing, the table has %d", code, len(months), n)
		}
	}
	r := x.report("588") // the district whose months are all accepted
	if _, gaps, err := x.s.Compile(t.Context(), x.pool, x.w, &r, x.now); err != nil || len(gaps) != 0 {
		t.Errorf("588 lacks %v, %v", gaps, err)
	}
	r = x.report("582")
	_, gaps, err := x.s.Compile(t.Context(), x.pool, x.w, &r, x.now)
	x.ok(err)
	var list []string
	for _, g := range gaps {
		list = append(list, g.Text)
	}
	if all := strings.Join(list, "; "); !strings.Contains(all, "phường Kinh Dinh, kỳ 01/01 – 03/02/2025: chưa gửi") {
		t.Errorf("Kinh Dinh's draft is not named: %s", all)
	}
}

// A report is compiled in as many statements for a province as for a district.
func TestCompileStatements(t *testing.T) {
	x := build(t)
	for _, code := range []string{"588", "58"} {
		r := x.report(code)
		var n atomic.Int64
		_, _, err := x.s.Compile(pg.Counted(t.Context(), &n), x.pool, x.w, &r, x.now)
		x.ok(err)
		if n.Load() > 10 {
			t.Errorf("%s takes %d statements", code, n.Load())
		}
	}
}

// Each phase has a report of every unit that holds the duty on its last day,
// and the province's; made once.
func TestExpect(t *testing.T) {
	x := build(t)
	got := value[string](x, `SELECT string_agg(p.code || ' ' || r.level || ' ' || n, ', ' ORDER BY p.code, r.level) FROM
	 (SELECT phase_id, level, count(*)::text AS n FROM phase_report GROUP BY 1, 2) r JOIN phase p ON p.id = r.phase_id`)
	if want := "dot-1 district 7, dot-1 province 1, dot-2 commune 62, dot-2 province 1"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	r := x.report("584")
	if got := fmt.Sprintln(r.DueBefore, r.LastOnTime(), r.State, *r.ReviewerID == int64(x.unit("58")), r.HolderID == r.UnitID); got != "07/02/2025 06/02/2025 draft true true\n" {
		t.Error(got)
	}
	x.ok(pg.InTx(t.Context(), x.pool, func(tx pg.Tx) error {
		n, err := x.s.Expect(t.Context(), tx, x.w, access.System("thử"), x.now)
		if n != 0 {
			t.Errorf("%d made again", n)
		}
		return err
	}))
}
