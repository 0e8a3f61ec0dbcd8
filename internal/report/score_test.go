package report_test

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
)

func (x *scored) board(a access.Actor, unit string, want report.Want) *report.Board {
	x.t.Helper()
	b, err := x.s.Board(x.t.Context(), x.s.Pool, a, x.w, x.unit[unit], want)
	x.ok(err)
	return b
}

// brief is a result in one line: "1.1 18/20 unknown 3 of 6".
func brief(r *plan.Result) string {
	if r.Indicator == nil {
		return "–"
	}
	num := fmt.Sprint(r.Num)
	if r.Indicator.IsRate() {
		num += fmt.Sprintf("/%d", r.Den)
	}
	return fmt.Sprintf("%s %s %s %d of %d", r.Indicator.Code, num, r.Code(), r.Counted, r.Expected)
}

func find(results []plan.Result, code string) *plan.Result {
	for i := range results {
		if results[i].Indicator != nil && results[i].Indicator.Code == code {
			return &results[i]
		}
	}
	return &plan.Result{}
}

// Numbers of phase 1, by hand.
func TestBoard(t *testing.T) {
	x := newScored(t)
	x.phase1()
	name := func(id org.UnitID) string { return x.w.Tree.Name(id, scoreDay).Name }
	type line struct {
		unit string
		got  map[string]string
		rank int
	}
	for _, c := range []struct {
		name, unit  string
		provisional bool
		whole       map[string]string
		lines       []line
		progress    report.Progress
	}{
		{"the province, accepted months only", "tỉnh", false,
			map[string]string{"1.1": "1.1 42/50 unknown 6 of 9", "1.2": "1.2 0/0 unknown 6 of 9", "2.1": "2.1 1 in_progress 1 of 3",
				"5.1": "5.1 1 not_met 6 of 9", "6.1": "6.1 15/16 not_met 6 of 9", "7.1": "7.1 8 unknown 6 of 9"},
			[]line{
				{"A", map[string]string{"1.1": "1.1 18/20 unknown 3 of 6", "5.1": "5.1 0 unknown 3 of 6", "6.1": "6.1 9/10 not_met 3 of 6"}, 2}, // one not met as B, but more unknown
				{"B", map[string]string{"1.1": "1.1 24/30 met 3 of 3", "5.1": "5.1 1 not_met 3 of 3", "6.1": "6.1 6/6 met 3 of 3", "2.1": "2.1 1 met 1 of 1"}, 1},
			}, report.Progress{Expected: 9, Submitted: 8, OnTime: 7, Waiting: 1, Returned: 1, Accepted: 6}},
		{"the province, everything entered", "tỉnh", true,
			map[string]string{"1.1": "1.1 45/64 unknown 9 of 9", "1.2": "1.2 3/4 not_met 9 of 9"},
			[]line{
				{"A", map[string]string{"1.1": "1.1 21/34 unknown 6 of 6", "1.2": "1.2 3/4 not_met 6 of 6"}, 2},
				{"B", map[string]string{"1.1": "1.1 24/30 met 3 of 3"}, 1},
			}, report.Progress{Expected: 9, Submitted: 8, OnTime: 7, Waiting: 1, Returned: 1, Accepted: 6}},
		{"huyện A", "A", false,
			map[string]string{"1.1": "1.1 18/20 unknown 3 of 6", "6.1": "6.1 9/10 not_met 3 of 6"},
			[]line{
				{"A1", map[string]string{"1.1": "1.1 13/15 unknown 2 of 3", "6.1": "6.1 7/8 not_met 2 of 3"}, 2},
				{"A2", map[string]string{"1.1": "1.1 5/5 unknown 1 of 3", "6.1": "6.1 2/2 unknown 1 of 3"}, 1},
			}, report.Progress{Expected: 6, Submitted: 5, OnTime: 5, Waiting: 1, Returned: 1, Accepted: 3}},
		{"xã A1 and its teams", "A1", false,
			map[string]string{"1.1": "1.1 13/15 unknown 2 of 3", "6.1": "6.1 7/8 not_met 2 of 3", "7.1": "7.1 4 unknown 2 of 3"},
			[]line{
				{"thôn 1", map[string]string{"1.1": "", "1.2": "1.2 0/0 unknown 2 of 3", "6.1": "6.1 3/4 not_met 2 of 3", "7.1": "7.1 2 unknown 2 of 3"}, 2},
				{"thôn 2", map[string]string{"4.2": "", "1.2": "1.2 0/0 unknown 2 of 3", "6.1": "6.1 4/4 unknown 2 of 3"}, 1},
			}, report.Progress{Expected: 3, Submitted: 3, OnTime: 3, Waiting: 1, Accepted: 2}},
	} {
		b := x.board(x.px03(), c.unit, x.want("dot-1", c.provisional))
		for code, want := range c.whole {
			if got := brief(find(b.Whole, code)); got != want {
				t.Errorf("%s: %s; want %s", c.name, got, want)
			}
		}
		if len(b.Groups) != len(c.lines) {
			t.Fatalf("%s: %d lines", c.name, len(b.Groups))
		}
		for i, l := range c.lines {
			g := b.Groups[i]
			if name(g.Unit) != l.unit || g.Rank != l.rank {
				t.Errorf("%s: line %d is %s, rank %d (%+v)", c.name, i, name(g.Unit), g.Rank, g.Tally)
			}
			for code, want := range l.got {
				if r := find(g.Results, code); want == "" && r.Indicator != nil || want != "" && brief(r) != want {
					t.Errorf("%s, %s: %s; want %s", c.name, l.unit, brief(r), want)
				}
			}
		}
		if b.Progress != c.progress {
			t.Errorf("%s: %+v", c.name, b.Progress)
		}
	}
	b := x.board(x.px03(), "tỉnh", x.want("ky-1", false))
	if got := []int{b.Groups[0].Rank, b.Groups[1].Rank}; !slices.Equal(got, []int{2, 1}) || b.Groups[0].Tied {
		t.Errorf("first month: ranks %v", got) // A fails 6.1
	}
	b = x.board(x.px03(), "A1", x.want("ky-2", false))
	if g := b.Groups; g[0].Rank != 1 || g[1].Rank != 2 || g[0].Tally != (plan.Tally{Unknown: 1}) || g[1].Tally != (plan.Tally{Unknown: 2}) {
		t.Errorf("second month of A1: %+v %+v", g[0].Tally, g[1].Tally)
	}
	b = x.board(x.px03(), "A1", x.want("ky-3", false))
	if g := b.Groups; g[0].Rank != 1 || g[1].Rank != 1 || !g[0].Tied || !g[1].Tied {
		t.Errorf("two teams of which nothing is known are not tied: %+v", g)
	}
	if b := x.board(x.px03(), "tỉnh", x.want("dot-2", false)); len(b.Groups) != 0 || b.Whole != nil || b.Expected != 0 {
		t.Errorf("no period of phase 2 is over: %+v", b)
	}
}

// Σ of the parts is the whole, on every board and for every indicator.
func TestBoardsAddUp(t *testing.T) {
	x := newScored(t)
	x.phase1()
	for _, provisional := range []bool{false, true} {
		for _, span := range []string{"dot-1", "ky-1", "ky-3", "toan"} {
			want := x.want(span, provisional)
			top := x.board(x.px03(), "tỉnh", want)
			for i := range top.Whole {
				var num, den int64
				for g, key := range []string{"A", "B"} {
					own := x.board(x.px03(), key, want)
					if own.Whole[i] != top.Groups[g].Results[i] {
						t.Errorf("%s: huyện %s says %s, the province's line %s", span, key, brief(&own.Whole[i]), brief(&top.Groups[g].Results[i]))
					}
					num, den = num+own.Whole[i].Num, den+own.Whole[i].Den
					for _, line := range own.Groups {
						for key, id := range x.unit {
							if id == line.Unit {
								if commune := x.board(x.px03(), key, want); commune.Whole[i] != line.Results[i] {
									t.Errorf("%s: xã %s says %s, its district %s", span, key, brief(&commune.Whole[i]), brief(&line.Results[i]))
								}
							}
						}
					}
				}
				if num != top.Whole[i].Num || den != top.Whole[i].Den {
					t.Errorf("%s: %s, the districts %d/%d", span, brief(&top.Whole[i]), num, den)
				}
			}
		}
	}
}

// A scorecard is one statement, an explanation at most three.
func TestStatements(t *testing.T) {
	x := newScored(t)
	x.phase1()
	for _, unit := range []string{"tỉnh", "A", "A1", "A1-1"} {
		for _, reading := range []report.Reading{report.AtTheTime, report.Today} {
			want := x.want("dot-1", false)
			want.Reading = reading
			var n atomic.Int64
			if _, err := x.s.Board(pg.Counted(t.Context(), &n), x.s.Pool, x.px03(), x.w, x.unit[unit], want); err != nil || n.Load() != 1 {
				t.Errorf("board of %s, %s: %d statements, %v", unit, reading, n.Load(), err)
			}
			n.Store(0)
			most := int64(1)
			if strings.HasPrefix(unit, "A1") {
				most = 3
			}
			if _, err := x.s.Why(pg.Counted(t.Context(), &n), x.s.Pool, x.px03(), x.w, x.unit[unit], want, "1.2"); err != nil || n.Load() > most {
				t.Errorf("why of %s, %s: %d statements, %v", unit, reading, n.Load(), err)
			}
		}
	}
}

// Each role sees its own subtree and nothing else.
func TestWhoSeesWhichBoard(t *testing.T) {
	x := newScored(t)
	for _, c := range []struct {
		role access.Role
		home string
		unit string
		want fault.Kind
		ok   bool
	}{
		{access.CommunePolice, "A1", "A1", 0, true},
		{access.CommunePolice, "A1", "A1-2", 0, true},
		{access.CommunePolice, "A1", "A2", fault.NotFound, false},
		{access.CommunePolice, "A1", "A", fault.NotFound, false},
		{access.CommunePolice, "A1", "B1-1", fault.NotFound, false},
		{access.District, "A", "A2", 0, true},
		{access.District, "A", "B", fault.NotFound, false},
		{access.District, "A", "tỉnh", fault.NotFound, false},
		{access.HomeAffairs, "tỉnh", "B1", 0, true},
		{access.Leader, "tỉnh", "tỉnh", 0, true},
		{access.PX03, "tỉnh", "không có", fault.NotFound, false},
		{access.Admin, "tỉnh", "tỉnh", fault.Forbidden, false},
	} {
		a, want := x.actor(c.role, c.home), x.want("dot-1", false)
		_, err := x.s.Board(t.Context(), x.s.Pool, a, x.w, x.unit[c.unit], want)
		_, why := x.s.Why(t.Context(), x.s.Pool, a, x.w, x.unit[c.unit], want, "1.1")
		_, time := x.s.Timeliness(t.Context(), x.s.Pool, a, x.w, x.unit[c.unit], want.Periods)
		for _, err := range []error{err, why, time} {
			if (err == nil) != c.ok || (err != nil && fault.KindOf(err) != c.want) {
				t.Errorf("%s of %s on %s: %v", c.role, c.home, c.unit, err)
			}
		}
	}
	if _, err := x.s.Board(t.Context(), x.s.Pool, access.Actor{}, x.w, x.unit["A"], report.Want{}); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("nobody: %v", err)
	}
}
