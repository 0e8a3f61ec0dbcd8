package report_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
)

// settled is a walker on an accepted report of Kinh Dinh.
func settled(t *testing.T) *walker {
	k := newWalker(t)
	k.id = report.ID(k.s.ReportOf(t, "22759", 1))
	if g := k.grid(); g.Report.State != report.Accepted {
		t.Fatalf("the demo's first month is %s", g.Report.State)
	}
	return k
}

func (k *walker) slot(code string) int { return k.rules.MeasureByCode(code).Slot }

func (k *walker) propose(cell report.Cell, to int, reason string) error {
	base := k.grid().Value(cell)
	return pg.InTx(context.Background(), k.s.Pool, func(tx pg.Tx) error {
		return k.s.Server.Reports.Propose(context.Background(), tx, k.officer, k.now, k.w,
			report.Proposal{Report: k.id, Cell: cell, Base: base, New: report.Value{N: plan.Cell(to)}, Reason: reason})
	})
}

func (k *walker) newest() report.Correction {
	k.t.Helper()
	fixes := k.grid().Fixes
	if len(fixes) == 0 {
		k.t.Fatal("nothing was proposed")
	}
	c, err := k.s.Server.Reports.Correction(context.Background(), k.s.Pool, k.officer, fixes[0].ID)
	if err != nil {
		k.t.Fatal(err)
	}
	return c
}

func (k *walker) count(sql string, args ...any) int {
	k.t.Helper()
	n, err := pg.Value[int](context.Background(), k.s.Pool, sql, args...)
	if err != nil {
		k.t.Fatal(err)
	}
	return n
}

// refusal is the message of a fault, its fields appended.
func refusal(t *testing.T, err error, kind fault.Kind) string {
	t.Helper()
	e, ok := fault.Of(err)
	if !ok || e.Kind != kind {
		t.Fatalf("want a fault of kind %d, got %v", kind, err)
	}
	s := e.Message
	for _, f := range e.Fields {
		s += " | " + f.Name + ": " + f.Message
	}
	return s
}

func holds(t *testing.T, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%q lacks %q", got, w)
		}
	}
}

// The life of a correction: proposed with a reason, one pending per cell, only
// the reviewer decides, and approving carries figure, history, sums and audit.
func TestCorrection(t *testing.T) {
	k := settled(t)
	ctx := context.Background()
	reports := k.s.Server.Reports
	cell := report.Cell{Row: int64(k.teams[0]), Slot: k.slot("patrol_shifts")}
	before := int(k.grid().Value(cell).N)
	sum := k.grid().Sum.Sums[cell.Slot]

	holds(t, refusal(t, k.propose(cell, before, ""), fault.Invalid), "so-moi: Số mới trùng", "ly-do: Nhập lý do đính chính")
	holds(t, refusal(t, k.propose(cell, before+1, "Gọi 0912345678"), fault.Invalid), "không ghi số điện thoại")
	derived := report.Cell{Row: cell.Row, Slot: k.slot("good_deeds")}
	holds(t, refusal(t, k.propose(derived, 99, "Đếm lại"), fault.Invalid), "tự lấy từ danh sách")
	refusal(t, k.propose(report.Cell{Row: cell.Row, Slot: k.slot("tips_total")}, 9, "Ô khóa"), fault.NotFound)
	part, whole := report.Cell{Row: cell.Row, Slot: k.slot("incidents_attended")}, report.Cell{Row: cell.Row, Slot: k.slot("incidents_total")}
	holds(t, refusal(t, k.propose(part, int(k.grid().Value(whole).N)+1, "Đếm lại"), fault.Invalid), "không được lớn hơn", "ô kia trước")

	if err := k.propose(cell, before+2, "Sổ trực ghi sót hai ca"); err != nil {
		t.Fatal(err)
	}
	holds(t, refusal(t, k.propose(cell, before+3, "Nữa"), fault.Stale), "đã có một đề nghị đính chính đang chờ duyệt", fmt.Sprintf("%d → %d", before, before+2))
	c := k.newest()
	if c.State != report.Proposed || c.From().N != plan.Cell(before) || c.To().N != plan.Cell(before+2) || c.Origin != report.FromHolder || !c.Stands() {
		t.Errorf("proposed %+v", c)
	}
	if int(k.grid().Value(cell).N) != before {
		t.Error("a proposal changed the figure")
	}
	if !c.MayDecide(k.reviewer, k.w, demo.Today) || c.MayDecide(k.officer, k.w, demo.Today) || !c.MayWithdraw(k.officer) || c.MayWithdraw(k.reviewer) {
		t.Error("who may decide or withdraw")
	}
	_, err := reports.Approve(ctx, k.officer, k.now, k.w, c.ID)
	refusal(t, err, fault.Forbidden)
	elsewhere := k.reviewer
	elsewhere.UnitID++
	_, err = reports.Approve(ctx, elsewhere, k.now, k.w, c.ID)
	refusal(t, err, fault.NotFound)
	holds(t, refusal(t, reports.Refuse(ctx, k.reviewer, k.now, k.w, c.ID, " "), fault.Invalid), "ly-do: Nhập lý do từ chối")

	if end, err := reports.Approve(ctx, k.reviewer, k.now, k.w, c.ID); err != nil || end != report.Approved {
		t.Fatal(end, err)
	}
	g := k.grid()
	if int(g.Value(cell).N) != before+2 || g.Sum.Sums[cell.Slot] != sum+2 {
		t.Errorf("after approving the cell holds %d and the commune %d", g.Value(cell).N, g.Sum.Sums[cell.Slot])
	}
	k.hold("a correction")
	if n := k.count(`SELECT count(*)::int FROM cell_change WHERE report_id = $1 AND team_id = $2 AND slot = $3 AND source = 'correction' AND user_id = $4`, int64(k.id), cell.Row, cell.Slot, k.officer.UserID); n != 1 {
		t.Errorf("%d changes by correction in the history", n)
	}
	if n := k.count(`SELECT count(*)::int FROM audit_entry WHERE object_kind = 'correction' AND object_id = $1 AND action IN ('correction.propose', 'correction.approve')`, int64(c.ID)); n != 2 {
		t.Errorf("%d audit rows", n)
	}
	_, err = reports.Approve(ctx, k.reviewer, k.now, k.w, c.ID)
	holds(t, refusal(t, err, fault.Stale), "không còn chờ duyệt: đã duyệt")

	if err := k.propose(cell, before+9, "Sổ trực ghi sót"); err != nil {
		t.Fatal(err)
	}
	c = k.newest()
	if err := reports.Refuse(ctx, k.reviewer, k.now, k.w, c.ID, "Chưa có sổ trực kèm theo"); err != nil {
		t.Fatal(err)
	}
	if c = k.newest(); c.State != report.Refusal || c.Answer != "Chưa có sổ trực kèm theo" || int(k.grid().Value(cell).N) != before+2 {
		t.Errorf("refused: %+v", c)
	}
	if err := k.propose(cell, before+4, "Lập lại"); err != nil {
		t.Fatal(err)
	}
	if err := reports.Withdraw(ctx, k.officer, k.now, k.w, k.newest().ID, "Ghi nhầm ô"); err != nil {
		t.Fatal(err)
	}
	if c = k.newest(); c.State != report.Withdrawn {
		t.Errorf("withdrawn: %+v", c)
	}
}

// Part and whole corrected together: the whole first, in either list; a part
// that would pass its whole is refused when approved, and waits.
func TestCorrectionKeepsPartBelowWhole(t *testing.T) {
	k := settled(t)
	ctx := context.Background()
	row := int64(k.teams[1])
	part, whole := report.Cell{Row: row, Slot: k.slot("incidents_attended")}, report.Cell{Row: row, Slot: k.slot("incidents_total")}
	n := int(k.grid().Value(whole).N)
	if err := k.propose(whole, n+2, "Thêm hai vụ"); err != nil {
		t.Fatal(err)
	}
	first := k.newest().ID
	if err := k.propose(part, n+1, "Có mặt đủ"); err != nil {
		t.Fatal("what is pending counts: ", err)
	}
	second := k.newest().ID
	_, err := k.s.Server.Reports.Approve(ctx, k.reviewer, k.now, k.w, second)
	holds(t, refusal(t, err, fault.Stale), "Chưa duyệt được", "không được lớn hơn", "ô kia trước")
	for _, id := range []report.CorrectionID{first, second} {
		if end, err := k.s.Server.Reports.Approve(ctx, k.reviewer, k.now, k.w, id); err != nil || end != report.Approved {
			t.Fatal(end, err)
		}
	}
	k.hold("both")
}

func TestCorrectionOnlyOfAcceptedMonths(t *testing.T) {
	k := settled(t)
	cell := report.Cell{Row: int64(k.teams[0]), Slot: k.slot("patrol_shifts")}
	if err := k.propose(cell, 1, "Đếm lại"); err != nil {
		t.Fatal(err)
	}
	c := k.newest()
	if _, err := k.s.Pool.Exec(context.Background(), `UPDATE report SET state = 'frozen' WHERE id = $1`, int64(k.id)); err != nil {
		t.Fatal(err)
	}
	_, err := k.s.Server.Reports.Approve(context.Background(), k.reviewer, k.now, k.w, c.ID)
	holds(t, refusal(t, err, fault.Stale), "đã chốt", "PX03")
	if _, err := k.s.Pool.Exec(context.Background(), `UPDATE report SET state = 'left_out' WHERE id = $1`, int64(k.id)); err != nil {
		t.Fatal(err)
	}
	holds(t, refusal(t, k.propose(report.Cell{Row: cell.Row, Slot: k.slot("news_items")}, 7, "x"), fault.Stale), "không có trong số đã chốt")
	k.id = report.ID(k.s.ReportOf(t, "22759", 3))
	holds(t, refusal(t, k.propose(cell, 1, "Đếm lại"), fault.Stale), "chưa duyệt")
}

// The old value stood no more: nothing is written but the proposal's end.
func TestCorrectionLapses(t *testing.T) {
	k := settled(t)
	ctx := context.Background()
	cell := report.Cell{Row: int64(k.teams[0]), Slot: k.slot("patrol_shifts")}
	n := int(k.grid().Value(cell).N)
	if err := k.propose(cell, n+1, "Đếm lại"); err != nil {
		t.Fatal(err)
	}
	c := k.newest()
	if _, err := k.s.Pool.Exec(ctx, `UPDATE team_figure SET values[$3 + 1] = $4 WHERE report_id = $1 AND team_id = $2`, int64(k.id), cell.Row, cell.Slot, n+5); err != nil {
		t.Fatal(err)
	}
	end, err := k.s.Server.Reports.Approve(ctx, k.reviewer, k.now, k.w, c.ID)
	if err != nil || end != report.Lapsed {
		t.Fatal(end, err)
	}
	if c = k.newest(); c.State != report.Lapsed || int(k.grid().Value(cell).N) != n+5 {
		t.Errorf("lapsed: %+v", c)
	}
	holds(t, c.Answer, fmt.Sprintf("Số đang lưu là %d, không còn là %d", n+5, n))
	err = pg.InTx(ctx, k.s.Pool, func(tx pg.Tx) error {
		return k.s.Server.Reports.Propose(ctx, tx, k.officer, k.now, k.w, report.Proposal{Report: k.id, Cell: cell, Base: report.Value{N: plan.Cell(n)}, New: report.Value{N: 1}, Reason: "Theo trang cũ"})
	})
	holds(t, refusal(t, err, fault.Stale), fmt.Sprintf("vừa được đính chính thành %d", n+5))
}

// Two people at once, for real: of two proposals for one cell one is told of
// the other; of two decisions one is told what the other decided; a doubled
// form makes one proposal.
func TestCorrectionRaces(t *testing.T) {
	k := settled(t)
	ctx := context.Background()
	reports := k.s.Server.Reports
	for round := range 6 {
		cell := report.Cell{Row: int64(k.teams[round]), Slot: k.slot("patrol_shifts")}
		n := int(k.grid().Value(cell).N)
		sum := k.grid().Sum.Sums[cell.Slot]
		errs := both(func(i int) error { return k.propose(cell, n+1+i, "Đếm lại") })
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("two proposals at once: %v, %v", errs[0], errs[1])
		}
		holds(t, refusal(t, first(errs), fault.Stale), "đã có một đề nghị")
		c := k.newest()
		ends := [2]report.CorrectionState{}
		errs = both(func(i int) (err error) {
			if i == 0 || round%2 == 0 {
				ends[i], err = reports.Approve(ctx, k.reviewer, k.now, k.w, c.ID)
				return err
			}
			ends[i] = report.Refusal
			return reports.Refuse(ctx, k.reviewer, k.now, k.w, c.ID, "Không đủ căn cứ")
		})
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("two decisions at once: %v, %v", errs[0], errs[1])
		}
		holds(t, refusal(t, first(errs), fault.Stale), "không còn chờ duyệt")
		won := 0
		if errs[0] != nil {
			won = 1
		}
		want, total := plan.Cell(n), sum
		if ends[won] == report.Approved {
			want, total = c.To().N, sum+int64(c.To().N)-int64(n)
		}
		if g := k.grid(); g.Value(cell).N != want || g.Sum.Sums[cell.Slot] != total || k.newest().State != ends[won] {
			t.Fatalf("round %d: the cell holds %d, want %d; %s, want %s", round, g.Value(cell).N, want, k.newest().State, ends[won])
		}
		k.hold("a race")
	}
	cell := report.Cell{Row: int64(k.teams[7]), Slot: k.slot("patrol_shifts")}
	p := report.Proposal{Report: k.id, Cell: cell, Base: k.grid().Value(cell), New: report.Value{N: 77}, Reason: "Bấm hai lần"}
	url := func(id report.CorrectionID) string { return fmt.Sprint("/dinh-chinh/", id) }
	var at [2]string
	if errs := both(func(i int) (err error) {
		at[i], err = reports.ProposeOnce(ctx, k.officer, k.now, k.w, "khoa-1", p, url)
		return err
	}); errs[0] != nil || errs[1] != nil || at[0] != at[1] || at[0] == "/dinh-chinh/0" {
		t.Errorf("a doubled form: %v, %v", errs, at)
	}
	// Different cells of one report at once: both land, the sums with them.
	a, b := report.Cell{Row: int64(k.teams[8]), Slot: k.slot("patrol_shifts")}, report.Cell{Row: int64(k.teams[9]), Slot: k.slot("patrol_shifts")}
	for _, c := range []report.Cell{a, b} {
		if err := k.propose(c, 50, "Đếm lại"); err != nil {
			t.Fatal(err)
		}
	}
	fixes := k.grid().Fixes
	if errs := both(func(i int) error {
		_, err := reports.Approve(ctx, k.reviewer, k.now, k.w, fixes[i].ID)
		return err
	}); errs[0] != nil || errs[1] != nil {
		t.Errorf("two cells at once: %v", errs)
	}
	k.hold("two cells at once")
}

func both(fn func(i int) error) [2]error {
	var errs [2]error
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { errs[i] = fn(i) })
	}
	wg.Wait()
	return errs
}

func first(errs [2]error) error {
	if errs[0] != nil {
		return errs[0]
	}
	return errs[1]
}

// A deed dated in an accepted month alters no figure: it proposes; another
// replaces the proposal, withdrawing both takes it back; what the reviewer
// refused is not proposed again.
func TestRegisterProposes(t *testing.T) {
	k := settled(t)
	ctx := context.Background()
	team := k.teams[2]
	cell := report.Cell{Row: int64(team), Slot: k.slot("good_deeds")}
	n := k.grid().Value(cell).N
	deed := func() register.DeedID {
		t.Helper()
		day := clock.NewDay(2024, 11, 20)
		key := fmt.Sprint("viec-", k.count(`SELECT count(*)::int FROM good_deed`))
		made, err := k.s.Server.Registers.AddDeed(ctx, k.officer, k.now, k.w.Tree, register.Once{Key: key, URL: func(int64) string { return "/guong" }},
			register.DeedInput{Team: team, DoneOn: &day, Who: "Cả Tổ", What: "Việc tốt ghi muộn"})
		if err != nil {
			t.Fatal(err)
		}
		return register.DeedID(made.ID)
	}
	drop := func(id register.DeedID) {
		t.Helper()
		if err := k.s.Server.Registers.WithdrawDeed(ctx, k.officer, k.now, k.w.Tree, id, 1, "Ghi trùng"); err != nil {
			t.Fatal(err)
		}
	}
	want := func(step string, states ...string) {
		t.Helper()
		if k.grid().Value(cell).N != n {
			t.Fatalf("%s: the accepted figure moved", step)
		}
		var got []string
		for _, f := range k.grid().Fixes {
			if f.Cell != cell { // the demo's own
				continue
			}
			got = append(got, fmt.Sprintf("%s %d→%d", f.State, f.Old.N-n, f.New.N-n))
		}
		if strings.Join(got, ", ") != strings.Join(states, ", ") {
			t.Fatalf("%s: %q, want %q", step, got, states)
		}
	}
	a := deed()
	want("a late deed", "proposed 0→1")
	if c := k.newest(); c.Origin != report.FromRegister || c.ProposerID != k.officer.UserID || !strings.Contains(c.Reason, "20/11/2024") || c.MayWithdraw(k.officer) {
		t.Errorf("proposed %+v", c)
	}
	b := deed()
	want("another", "proposed 0→2", "withdrawn 0→1")
	drop(b)
	want("one withdrawn", "proposed 0→1", "withdrawn 0→2", "withdrawn 0→1")
	drop(a)
	want("both withdrawn", "withdrawn 0→1", "withdrawn 0→2", "withdrawn 0→1")
	deed()
	if err := k.s.Server.Reports.Refuse(ctx, k.reviewer, k.now, k.w, k.newest().ID, "Việc thường xuyên"); err != nil {
		t.Fatal(err)
	}
	day := clock.NewDay(2024, 11, 21)
	if _, err := k.s.Server.Registers.AddDeed(ctx, k.officer, k.now, k.w.Tree, register.Once{Key: "to-khac", URL: func(int64) string { return "/guong" }},
		register.DeedInput{Team: k.teams[3], DoneOn: &day, Who: "Cả Tổ", What: "Việc của Tổ khác"}); err != nil {
		t.Fatal(err)
	}
	fixes := k.grid().Fixes
	if fixes[0].Cell.Row != int64(k.teams[3]) || fixes[1].State != report.Refusal {
		t.Errorf("after a refusal another team's deed proposes %+v", fixes[:2])
	}
	if end, err := k.s.Server.Reports.Approve(ctx, k.reviewer, k.now, k.w, fixes[0].ID); err != nil || end != report.Approved {
		t.Fatal(end, err)
	}
	k.hold("a derived cell corrected")
}

// What changes while a report waits for its reviewer is proposed on acceptance.
func TestAcceptanceProposesDrift(t *testing.T) {
	k := newWalker(t)
	ctx := context.Background()
	reports := k.s.Server.Reports
	id, err := pg.Value[int64](ctx, k.s.Pool, `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id WHERE r.reviewer_id = $1 AND r.state = 'submitted' AND p.ordinal = 2 ORDER BY r.id LIMIT 1`, k.reviewer.UnitID)
	if err != nil {
		t.Fatal(err)
	}
	k.id = report.ID(id)
	g := k.grid()
	team := g.Teams[0]
	if _, err := k.s.Pool.Exec(ctx, `INSERT INTO good_deed (team_id, done_on, who, what, created_by, created_at) VALUES ($1, '2025-01-20', 'Cả Tổ', 'Ghi muộn', $2, $3)`, int64(team), k.officer.UserID, k.now.Wall); err != nil {
		t.Fatal(err)
	}
	if err := reports.Accept(ctx, k.reviewer, k.now, k.w, []report.Seen{{ID: k.id, Submission: g.Report.SubmissionNo}}); err != nil {
		t.Fatal(err)
	}
	after := k.grid()
	if len(after.Fixes) != 1 || after.Fixes[0].Cell != (report.Cell{Row: int64(team), Slot: k.slot("good_deeds")}) || after.Fixes[0].By != "" || after.Fixes[0].State != report.Proposed {
		t.Errorf("proposed on acceptance: %+v", after.Fixes)
	}
}
