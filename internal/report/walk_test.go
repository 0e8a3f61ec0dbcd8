package report_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/web/webtest"
)

// walker is one report, its officer and its reviewer.
type walker struct {
	t        *testing.T
	s        *webtest.Site
	w        report.World
	id       report.ID
	now      clock.Moment
	officer  access.Actor
	reviewer access.Actor
	teams    []org.UnitID
	rules    *plan.Rules
}

func newWalker(t *testing.T) *walker {
	s := webtest.Start(t)
	ctx := context.Background()
	tree, err := s.Server.Org.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	live, err := s.Server.Book.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	k := &walker{t: t, s: s, w: report.World{Tree: tree, Day: demo.Today, Plan: live}, id: report.ID(s.ReportOf(t, "22759", 3)), now: webtest.Clocks().Moment()}
	commune := tree.Parent(org.UnitID(s.TeamOf(t, "22759", 1)), demo.Today)
	k.teams = tree.Teams(commune, demo.Today)
	k.rules = live.RulesAt(2)
	actor := func(login string, role access.Role, unit org.UnitID) access.Actor {
		id, err := pg.Value[int64](ctx, s.Pool, `SELECT id FROM app_user WHERE login = $1`, login)
		if err != nil {
			t.Fatal(err)
		}
		return access.Actor{UserID: id, Name: login, Appointment: access.Appointment{Role: role, UnitID: int64(unit), Path: tree.Path(unit, demo.Today)}}
	}
	k.officer = actor("xa", access.CommunePolice, commune)
	k.reviewer = actor("huyen", access.District, tree.Parent(commune, demo.Today))
	return k
}

func (k *walker) grid() *report.Grid {
	k.t.Helper()
	g, err := k.s.Server.Reports.Grid(context.Background(), k.s.Pool, k.reviewer, k.w, k.id, demo.Today)
	if err != nil {
		k.t.Fatal(err)
	}
	return g
}

// hold checks what must be true of the rows after every act.
func (k *walker) hold(step string) {
	k.t.Helper()
	ctx := context.Background()
	for name, sql := range map[string]string{
		"accepted in the sums says the state": `SELECT count(*) FROM commune_sum s JOIN report r ON r.id = s.report_id WHERE r.id = $1 AND s.accepted <> (r.state IN ('accepted', 'frozen'))`,
		"submission rows count the number":    `SELECT abs(r.submission_no - (SELECT count(*) FROM submission s WHERE s.report_id = r.id)) FROM report r WHERE r.id = $1`,
		"a returned report has its return":    `SELECT count(*) FROM report r WHERE r.id = $1 AND r.state = 'returned' AND NOT EXISTS (SELECT FROM report_return t WHERE t.report_id = r.id)`,
		"history ends at the stored value": `SELECT count(*) FROM (SELECT DISTINCT ON (c.team_id, c.slot) c.team_id, c.slot, c.new FROM cell_change c WHERE c.report_id = $1 ORDER BY c.team_id, c.slot, c.id DESC) l
			JOIN team_figure f ON f.report_id = $1 AND f.team_id IS NOT DISTINCT FROM l.team_id WHERE f.values[l.slot + 1] IS DISTINCT FROM l.new`,
		"history has no gap": `SELECT count(*) FROM (SELECT old, lag(new) OVER w AS before, row_number() OVER w AS n FROM cell_change WHERE report_id = $1 WINDOW w AS (PARTITION BY team_id, slot ORDER BY id)) x WHERE n > 1 AND old IS DISTINCT FROM before`,
	} {
		n, err := pg.Value[int64](ctx, k.s.Pool, sql, int64(k.id))
		if err != nil {
			k.t.Fatal(err)
		}
		if n != 0 {
			k.t.Fatalf("after %s: %s fails (%d)", step, name, n)
		}
	}
	g := k.grid()
	stored, err := pg.Value[[]int64](ctx, k.s.Pool, `SELECT sums FROM commune_sum WHERE report_id = $1`, int64(k.id))
	if err != nil {
		k.t.Fatal(err)
	}
	for slot, n := range g.Sum.Sums {
		if stored[slot] != n {
			k.t.Fatalf("after %s: stored sum of slot %d is %d, the rows make %d", step, slot, stored[slot], n)
		}
	}
}

// A random walk of everything both sides can do: every refusal is a clear
// fault, and after every act the rows agree with each other.
func TestRandomWalk(t *testing.T) {
	k := newWalker(t)
	ctx := context.Background()
	reports := k.s.Server.Reports
	r := rand.New(rand.NewPCG(7, 2025))
	states := map[report.State]int{}
	entered := []int{}
	for _, m := range k.rules.Measures {
		if m.Derived == 0 {
			entered = append(entered, m.Slot)
		}
	}
	rows := []int64{report.Whole}
	for _, team := range k.teams {
		rows = append(rows, int64(team))
	}
	acts := []struct {
		name string
		do   func(g *report.Grid) error
	}{
		{"save", func(g *report.Grid) error {
			var edits []report.Edit
			for range 1 + r.IntN(12) {
				c := report.Cell{Row: rows[r.IntN(len(rows))], Slot: entered[r.IntN(len(entered))]}
				base := g.Value(c)
				if r.IntN(8) == 0 {
					base = report.Value{N: 77}
				}
				edits = append(edits, report.Edit{Cell: c, Base: base, New: []report.Value{{N: plan.Cell(r.IntN(9))}, {N: 0, None: true}, report.Blank}[r.IntN(3)]})
			}
			_, err := reports.SaveCells(ctx, k.officer, k.now, k.w, k.id, edits)
			return err
		}},
		{"explain", func(g *report.Grid) error {
			notes := map[report.Cell]string{}
			for _, x := range g.Gaps(k.w) {
				for _, slot := range x.Slots {
					notes[report.Cell{Row: x.Row, Slot: slot}] = "chưa có số"
				}
			}
			return reports.Say(ctx, k.officer, k.now, k.w, k.id, notes)
		}},
		{"submit", func(*report.Grid) error { return reports.Submit(ctx, k.officer, k.now, k.w, k.id) }},
		{"recall", func(*report.Grid) error { return reports.Recall(ctx, k.officer, k.now, k.w, k.id) }},
		{"take", func(g *report.Grid) error {
			return reports.Take(ctx, k.reviewer, k.now, k.w, k.id, g.Report.SubmissionNo-r.IntN(2))
		}},
		{"return", func(g *report.Grid) error {
			var cells []report.Cell
			for range r.IntN(3) {
				cells = append(cells, report.Cell{Row: rows[1+r.IntN(len(rows)-1)], Slot: 0})
			}
			return reports.Return(ctx, k.reviewer, k.now, k.w, k.id, g.Report.SubmissionNo, "xem lại", cells)
		}},
		{"the wrong side submits", func(*report.Grid) error {
			err := reports.Submit(ctx, k.reviewer, k.now, k.w, k.id)
			if fault.KindOf(err) != fault.Forbidden {
				t.Fatalf("a reviewer submitting: %v", err)
			}
			return nil
		}},
	}
	for i := range 160 {
		g := k.grid()
		act := acts[r.IntN(len(acts))]
		before := g.Report
		err := act.do(g)
		if err != nil && fault.KindOf(err) == fault.Internal {
			t.Fatalf("%s in %s: %v", act.name, before.State, err)
		}
		if err != nil {
			if after := k.grid().Report; after.Version != before.Version || after.State != before.State {
				t.Fatalf("%s was refused (%v) and yet changed %+v into %+v", act.name, err, before, after)
			}
		}
		if i%8 == 0 || act.name != "save" {
			k.hold(fmt.Sprintf("step %d, %s", i, act.name))
		}
		states[k.grid().Report.State]++
	}
	for _, s := range []report.State{report.Draft, report.Submitted, report.InReview, report.Returned} {
		if states[s] == 0 {
			t.Errorf("the walk never stood in %s: %v", s, states)
		}
	}
	// And the end of it.
	g := k.grid()
	switch g.Report.State {
	case report.Draft, report.Returned:
		_ = acts[1].do(g)
		if err := reports.Submit(ctx, k.officer, k.now, k.w, k.id); err != nil {
			t.Fatal(err)
		}
	}
	seen := []report.Seen{{ID: k.id, Submission: k.grid().Report.SubmissionNo}}
	if err := reports.Accept(ctx, k.reviewer, k.now, k.w, seen); err != nil {
		t.Fatal(err)
	}
	k.hold("accept")
	for _, act := range acts[:4] {
		if err := act.do(k.grid()); fault.KindOf(err) != fault.Stale && act.name != "explain" {
			t.Errorf("%s after acceptance: %v", act.name, err)
		}
	}
}

// Many officers typing at once into one report: nothing is lost and the sums
// are the rows'.
func TestSavesRace(t *testing.T) {
	k := newWalker(t)
	slot := k.rules.MeasureByCode("patrol_shifts").Slot
	var wait sync.WaitGroup
	for _, team := range k.teams {
		wait.Go(func() {
			c := report.Cell{Row: int64(team), Slot: slot}
			base := k.grid().Value(c)
			for n := range 6 {
				next := report.Value{N: plan.Cell(100 + n)}
				out, err := k.s.Server.Reports.SaveCells(context.Background(), k.officer, k.now, k.w, k.id, []report.Edit{{Cell: c, Base: base, New: next}})
				if err != nil || out[0].Outcome != report.Saved {
					t.Errorf("team %d: %v %v", team, out, err)
					return
				}
				base = next
			}
		})
	}
	wait.Wait()
	k.hold("the race")
	if got, want := k.grid().Sum.Sums[slot], int64(105*len(k.teams)); got != want {
		t.Errorf("sum %d, want %d", got, want)
	}
}

// Two people on one cell: the second is told what the first stored.
func TestConflictOnOneCell(t *testing.T) {
	k := newWalker(t)
	c := report.Cell{Row: int64(k.teams[0]), Slot: k.rules.MeasureByCode("patrol_shifts").Slot}
	base := k.grid().Value(c)
	var wait sync.WaitGroup
	results := make([]report.EditResult, 8)
	for i := range results {
		wait.Go(func() {
			out, err := k.s.Server.Reports.SaveCells(context.Background(), k.officer, k.now, k.w, k.id, []report.Edit{{Cell: c, Base: base, New: report.Value{N: plan.Cell(200 + i)}}})
			if err != nil {
				t.Error(err)
				return
			}
			results[i] = out[0]
		})
	}
	wait.Wait()
	saved, now := 0, k.grid().Value(c)
	for _, r := range results {
		switch r.Outcome {
		case report.Saved:
			saved++
			if r.Stored != now {
				t.Errorf("told saved as %v, stored %v", r.Stored, now)
			}
		case report.Conflict:
			if r.Stored != now {
				t.Errorf("told that %v is stored, it is %v", r.Stored, now)
			}
		default:
			t.Errorf("%+v", r)
		}
	}
	if saved != 1 {
		t.Errorf("%d of %d saves won, want one", saved, len(results))
	}
}
