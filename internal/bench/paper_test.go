package bench

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/web/webtest"
)

// desk is a house whose districts have all sent their reports of đợt 1, and
// who makes the province's.
type desk struct {
	*house
	w    report.World
	now  clock.Moment
	px03 access.Actor
	id   summary.ID
}

func openDesk(t testing.TB, country bool) *desk {
	t.Helper()
	d := &desk{house: open(t), now: webtest.Clocks().Moment()}
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	d.world(t)
	root := d.w.Tree.Root(d.now.Today)
	d.px03 = d.actor(t, "px03", access.PX03, root)
	phase := d.w.Plan.Phases[0].ID
	sums := d.Server.Summaries
	for _, u := range d.w.Tree.Children(root, d.now.Today) {
		r, err := sums.Of(t.Context(), d.Pool, phase, int64(u))
		ok(err)
		if r.State == summary.Submitted { // of the demo's a figure was corrected since
			ok(sums.Return(t.Context(), d.px03, d.now, d.w, r.ID, r.SubmissionNo, "Cập nhật số liệu"))
			r.State = summary.Returned
		}
		if r.State.Editable() {
			ok(sums.Submit(t.Context(), d.actor(t, "huyen", access.District, u), d.now, d.w, r.ID, "Một số tháng còn chờ duyệt"))
			r, err = sums.Of(t.Context(), d.Pool, phase, int64(u))
			ok(err)
		}
		if r.State == summary.Submitted {
			ok(sums.Accept(t.Context(), d.px03, d.now, d.w, r.ID, r.SubmissionNo))
		}
	}
	own, err := sums.Of(t.Context(), d.Pool, phase, int64(root))
	ok(err)
	d.id = own.ID
	if country {
		ok(Country(t.Context(), d.Pool))
		d.world(t)
	}
	_, err = d.Pool.Exec(t.Context(), `VACUUM ANALYZE`)
	ok(err)
	return d
}

// world reads the tree and the plan as they stand.
func (d *desk) world(t testing.TB) {
	t.Helper()
	tree, err := d.Server.Org.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	live, err := d.Server.Book.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.w = report.World{Tree: tree, Day: d.now.Today, Plan: live}
}

func (d *desk) actor(t testing.TB, login string, role access.Role, unit org.UnitID) access.Actor {
	t.Helper()
	id, err := pg.Value[int64](t.Context(), d.Pool, `SELECT id FROM app_user WHERE login = $1`, login)
	if err != nil {
		t.Fatal(err)
	}
	return access.Actor{UserID: id, Name: login, Appointment: access.Appointment{Role: role, UnitID: int64(unit), Path: d.w.Tree.Path(unit, d.now.Today)}}
}

// make compiles the province's report and writes it, as a click on "Tải DOCX"
// does.
func (d *desk) make(ctx context.Context) (*summary.Paper, []byte, error) {
	p, err := d.Server.Summaries.Paper(ctx, d.Pool, d.px03, d.now, d.w, d.id)
	if err != nil {
		return nil, nil, err
	}
	p.MadeAt = d.now.Business
	b, err := p.Document().DOCX()
	return p, b, err
}

func (d *desk) floor(t testing.TB) *PaperFloor {
	t.Helper()
	_, b, err := d.make(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	parts, err := Parts(b)
	if err != nil {
		t.Fatal(err)
	}
	return &PaperFloor{Pool: d.Pool, Phase: d.w.Plan.Phases[0].ID, Path: d.w.Tree.Path(d.w.Tree.Root(d.now.Today), d.now.Today), Parts: parts}
}

// The paper bench's parts work: the floor's sums are those of the report for
// what teams alone enter, its file has the same parts; the country beside
// changes neither figure nor byte.
func TestPaperParts(t *testing.T) {
	d, c := openDesk(t, false), openDesk(t, true)
	p, b, err := d.make(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other, same, err := c.make(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n, err := pg.Value[int](t.Context(), c.Pool, `SELECT count(*)::int FROM unit WHERE level = 'province'`); err != nil || n != 63 {
		t.Errorf("%d provinces, %v", n, err)
	}
	if !slices.Equal(p.Sealed.Figures.Totals, other.Sealed.Figures.Totals) || len(b)-len(same) > 64 || len(same)-len(b) > 64 {
		t.Errorf("beside the country: totals %v, %d bytes; alone %v, %d bytes", other.Sealed.Figures.Totals, len(same), p.Sealed.Figures.Totals, len(b))
	}
	f := d.floor(t)
	sums, file, err := f.Make(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	parts, err := Parts(file)
	if err != nil || len(parts) != len(f.Parts) {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	for i := range parts {
		if parts[i].Name != f.Parts[i].Name || !bytes.Equal(parts[i].Body, f.Parts[i].Body) {
			t.Errorf("part %s differs from %s", parts[i].Name, f.Parts[i].Name)
		}
	}
	checked := 0
	for i, m := range p.Sealed.Figures.Measures {
		rule := d.w.Plan.Rules.Measure(m.Slot)
		if m.Last || rule.Entry.Commune() {
			continue
		}
		checked++
		if sums[m.Slot] != p.Sealed.Figures.Totals[i] {
			t.Errorf("%s: the floor sums %d, the report says %d", m.Code, sums[m.Slot], p.Sealed.Figures.Totals[i])
		}
	}
	if checked < 5 {
		t.Errorf("only %d measures compared", checked)
	}
}

// BenchmarkPapers is the second part of `make bench`: the province's report
// against its floor, and inside the country's data against alone, in turns of
// one run.
func BenchmarkPapers(b *testing.B) {
	app.Memory()
	d, c := openDesk(b, false), openDesk(b, true)
	floor := d.floor(b)
	sides := []func() error{
		func() error { _, _, err := floor.Make(b.Context()); return err },
		func() error { _, _, err := d.make(b.Context()); return err },
		func() error { _, _, err := c.make(b.Context()); return err },
	}
	lines, err := MeasurePapers(PaperPlan, sides[0], sides[1], sides[2])
	if err != nil {
		b.Fatal(err)
	}
	for _, l := range lines {
		if l.Ratio > l.Most {
			b.Errorf("%s takes %.2f times its floor, at most %.2f", l.What, l.Ratio, l.Most)
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(lines[0].Ratio, "xfloor")
	b.ReportMetric(lines[1].Ratio, "xalone")
	fmt.Println()
	if err := PaperTable(os.Stdout, PaperPlan, lines); err != nil {
		b.Fatal(err)
	}
}

// The papers' arithmetic: medians, ratios round by round, an error ends it.
func TestMeasurePapers(t *testing.T) {
	took := func(d time.Duration) func() error {
		return func() error { time.Sleep(d); return nil }
	}
	lines, err := MeasurePapers(PapersPlan{Rounds: 3, Each: 2}, took(4*time.Millisecond), took(8*time.Millisecond), took(9*time.Millisecond))
	if err != nil || len(lines) != 2 || lines[0].Ratio < 1.2 || lines[0].Ratio > 3.5 || lines[1].Base != lines[0].Took {
		t.Errorf("%+v, %v", lines, err)
	}
	if _, err := MeasurePapers(PapersPlan{Rounds: 1, Each: 1}, took(0), func() error { return context.Canceled }, took(0)); err == nil {
		t.Error("an error passed")
	}
}
