package summary_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/summary"
)

// send sends districts' reports and has them accepted. One sent before is sent
// again: of the demo's a figure was corrected since.
func (x *province) send(codes ...string) {
	x.t.Helper()
	for _, code := range codes {
		r := x.report(code)
		if r.State == summary.Submitted {
			x.ok(x.s.Return(x.t.Context(), x.px03(), x.now, x.w, r.ID, r.SubmissionNo, "Cập nhật số liệu"))
			r = x.report(code)
		}
		if r.State == summary.Draft || r.State == summary.Returned {
			x.ok(x.submit(code, "Một số tháng chưa duyệt, mục nguyên nhân viết sau"))
			r = x.report(code)
		}
		if r.State == summary.Submitted {
			x.ok(x.s.Accept(x.t.Context(), x.px03(), x.now, x.w, r.ID, r.SubmissionNo))
		}
	}
}

func (x *province) plan() *summary.FreezePlan {
	x.t.Helper()
	p, err := x.s.ToFreeze(x.t.Context(), x.pool, x.px03(), x.w, x.report("58"), x.now)
	x.ok(err)
	return p
}

func (x *province) freeze() {
	x.t.Helper()
	x.ok(x.s.Freeze(x.t.Context(), x.px03(), x.now, x.w, x.report("58").ID, summary.FreezeForm{Seen: x.plan().Seen, Reason: "Chốt để báo cáo đúng hạn", Form: "KT.", Title: "Phó Giám đốc", Name: "Đại tá Nguyễn Văn Bình"}))
}

// With all districts accepted the province's report says what the province's
// scorecard says: the same verdicts, figures and standings, from the sums of
// months and never from percentages.
func TestProvinceEqualsBoard(t *testing.T) {
	x := build(t)
	x.send(districts...)
	a, err := x.s.Assemble(t.Context(), x.pool, x.w, x.report("58"), x.now)
	x.ok(err)
	f := a.Figures
	want := report.Want{Periods: plan.Ended(x.w.Plan.InPhase(x.w.Plan.Phases[0].ID), x.now.Today), Reading: report.AtTheTime}
	b, err := x.s.Reports.Board(t.Context(), x.pool, access.System("đọc", access.ScoreRead), x.w, x.unit("58"), want)
	x.ok(err)
	same(t, "58", f.Whole, b.Whole)
	if len(f.Districts) != len(b.Groups) || len(f.Communes) != 62 || len(f.Sources) != 7 {
		t.Fatalf("%d districts, %d communes, %d sources", len(f.Districts), len(f.Communes), len(f.Sources))
	}
	for i, g := range b.Groups {
		d := f.Districts[i]
		if d.ID != int64(g.Unit) || d.Rank != g.Rank || d.Tied != g.Tied || d.Missing {
			t.Errorf("%s ranks %d %v, on the board %d %v", d.Name, d.Rank, d.Tied, g.Rank, g.Tied)
		}
		same(t, d.Name, d.Judged, g.Results)
	}
	var tallies []plan.Tally
	for i := range f.Communes {
		c, err := x.s.Reports.Board(t.Context(), x.pool, access.System("đọc", access.ScoreRead), x.w, org.UnitID(f.Communes[i].ID), want)
		x.ok(err)
		same(t, f.Communes[i].Name, f.Communes[i].Judged, c.Whole)
		tallies = append(tallies, plan.TallyOf(c.Whole))
	}
	for i, rank := range plan.Standing(tallies) {
		if f.Communes[i].Rank != rank {
			t.Errorf("%s ranks %d, by its own board %d", f.Communes[i].Name, f.Communes[i].Rank, rank)
		}
	}
	for i, m := range f.Measures {
		n := int64(0)
		for _, d := range f.Districts {
			n += d.Totals[i]
		}
		rule := x.w.Plan.Rules.Measure(m.Slot)
		cells := value[int64](x, sqlTotal, f.Phase.ID, m.Slot, "", m.Last, rule.Entry.Commune(), rule.CommuneTotal == plan.TotalOwnRow || !rule.Entry.Teams())
		if n != f.Totals[i] || cells != n {
			t.Errorf("%s: %d, by districts %d, by cells %d", m.Code, f.Totals[i], n, cells)
		}
	}
}

// What no accepted report covers is said and counts as missing.
func TestProvinceWithoutADistrict(t *testing.T) {
	x := build(t)
	x.send("584", "585", "586", "587", "588", "589")
	a, err := x.s.Assemble(t.Context(), x.pool, x.w, x.report("58"), x.now)
	x.ok(err)
	var gone []string
	for _, g := range a.Gaps {
		if g.Kind == summary.GapUnit {
			gone = append(gone, g.Text)
		}
	}
	if len(gone) != 1 || !strings.HasPrefix(gone[0], "Thành phố Phan Rang – Tháp Chàm: báo cáo đợt ") {
		t.Errorf("missing: %q", gone)
	}
	for _, d := range a.Figures.Districts {
		if d.Missing != (d.Code == "582") {
			t.Errorf("%s: missing %v", d.Name, d.Missing)
		}
		if d.Missing {
			for i, n := range d.Totals {
				if n != 0 {
					t.Errorf("%s counts %d of %s", d.Name, n, a.Figures.Measures[i].Code)
				}
			}
		}
	}
	if whole := a.Figures.Whole[0]; whole.Counted >= whole.Expected || whole.Expected != 62*3 {
		t.Errorf("1.1 rests on %d of %d", whole.Counted, whole.Expected)
	}
}

// A freeze needs its reason, the page's own content, the phase's end and the
// right; it happens once, and everything below closes with it.
func TestFreeze(t *testing.T) {
	x := build(t)
	ctx := t.Context()
	x.send("582", "584", "585", "586", "587", "588")
	id, p := x.report("58").ID, x.plan()
	form := summary.FreezeForm{Seen: p.Seen, Reason: "Huyện Bác Ái chưa gửi, chốt để kịp hạn", Form: "KT.", Title: "Phó Giám đốc"}
	change := func(fn func(f *summary.FreezeForm)) summary.FreezeForm {
		f := form
		fn(&f)
		return f
	}
	for want, f := range map[string]summary.FreezeForm{
		"ly-do: Nhập lý do chốt khi còn thiếu.":                                              change(func(f *summary.FreezeForm) { f.Reason = " " }),
		"ky-chuc-vu: Nhập chức vụ của người ký khi ký KT.":                                   change(func(f *summary.FreezeForm) { f.Title = "" }),
		"ky-quyen-han: Chọn quyền hạn ký trong danh sách.":                                   change(func(f *summary.FreezeForm) { f.Form = "TM" }),
		"Số liệu hoặc nội dung vừa thay đổi so với trang bạn xem. Xem lại bản mới rồi chốt.": change(func(f *summary.FreezeForm) { f.Seen = "x" }),
	} {
		if err := x.s.Freeze(ctx, x.px03(), x.now, x.w, id, f); said(err) != want {
			t.Errorf("%q, want %q", said(err), want)
		}
	}
	if err := x.s.Freeze(ctx, x.px03(), moment(clock.NewDay(2025, 2, 3), 9), x.w, id, form); !strings.Contains(said(err), "còn đang diễn ra đến hết ngày 03/02/2025") {
		t.Error(said(err))
	}
	for who, a := range map[string]access.Actor{"district": x.district("582"), "leader": x.actor("lanhdao", access.Leader, "58"), "home affairs": x.actor("noivu", access.HomeAffairs, "58")} {
		if err := x.s.Freeze(ctx, a, x.now, x.w, id, form); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s freezes: %v", who, err)
		}
	}
	if err := x.s.Freeze(ctx, x.px03(), x.now, x.w, x.report("582").ID, form); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a district's report alone is frozen: %v", err)
	}
	accepted := value[int](x, `SELECT count(*)::int FROM report r JOIN period p ON p.id = r.period_id WHERE p.phase_id = $1 AND r.state = 'accepted'`, p.Figures.Phase.ID)
	x.ok(x.s.Freeze(ctx, x.px03(), x.now, x.w, id, form))
	if err := x.s.Freeze(ctx, x.px03(), x.now, x.w, id, form); said(err) != "Báo cáo này đã được chốt." {
		t.Error(said(err))
	}
	for code, want := range map[string]summary.State{"58": summary.Frozen, "582": summary.Frozen, "588": summary.Frozen, "589": summary.LeftOut} {
		if got := x.report(code).State; got != want {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
	}
	if n := value[int](x, `SELECT count(*)::int FROM report r JOIN period p ON p.id = r.period_id WHERE p.phase_id = $1 AND r.state = 'frozen'`, p.Figures.Phase.ID); n != accepted {
		t.Errorf("%d months frozen, %d were accepted", n, accepted)
	}
	if n := value[int](x, `SELECT count(*)::int FROM report r JOIN period p ON p.id = r.period_id WHERE p.phase_id = $1 AND r.state NOT IN ('frozen', 'left_out')`, p.Figures.Phase.ID); n != 0 {
		t.Errorf("%d months are still open", n)
	}
	// The bytes are what the page named, and nothing can be changed or added.
	b := value[[]byte](x, `SELECT canonical FROM phase_snapshot WHERE report_id = $1`, int64(id))
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != p.Seen {
		t.Error("what was frozen is not what the page showed")
	}
	if _, err := x.pool.Exec(ctx, `UPDATE phase_snapshot SET canonical = 'x', digest = sha256('x') WHERE report_id = $1`, int64(id)); err == nil {
		t.Error("a snapshot was changed")
	}
	if _, err := x.pool.Exec(ctx, `DELETE FROM phase_snapshot WHERE report_id = $1`, int64(id)); err == nil {
		t.Error("a snapshot was removed")
	}
	for what, err := range map[string]error{"text": second(x.s.Save(ctx, x.px03(), x.now, x.w, id, []summary.Edit{{Section: "tinh-hinh", Text: "khác"}})),
		"submit": x.submit("589", "gửi muộn"), "return": x.s.Return(ctx, x.px03(), x.now, x.w, x.report("582").ID, 1, "sửa"),
		"supplement": first(x.s.Supply(ctx, x.district("582"), x.now, x.w, x.report("582").ID, "bổ sung"))} {
		if fault.KindOf(err) != fault.Stale {
			t.Errorf("%s after the freeze: %v", what, err)
		}
	}
}

func first[T any](_ T, err error) error          { return err }
func second[A, B any](_ A, _ B, err error) error { return err }

// month is an accepted or frozen month of a commune with a figure that may be
// corrected.
type month struct {
	id      report.ID
	cell    report.Cell
	value   int
	officer access.Actor
	review  access.Actor
}

func (x *province) month(code string, nth int) month {
	x.t.Helper()
	commune := x.unit(code)
	team := x.w.Tree.Teams(commune, x.now.Today)[nth]
	slot := x.w.Plan.Rules.MeasureByCode("patrol_shifts").Slot
	id := value[int64](x, `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id WHERE r.commune_id = $1 AND p.ordinal = 0`, int64(commune))
	district := x.w.Tree.Parent(commune, x.now.Today)
	return month{id: report.ID(id), cell: report.Cell{Row: int64(team), Slot: slot}, value: value[int](x, `SELECT values[$3 + 1] FROM team_figure WHERE report_id = $1 AND team_id = $2`, id, int64(team), slot),
		officer: x.actor("xa", access.CommunePolice, code), review: x.district(x.w.Tree.Name(district, x.now.Today).Code)}
}

// propose asks to raise the month's figure by more.
func (x *province) propose(m month, more int, reason string) report.CorrectionID {
	x.t.Helper()
	now := value[int](x, `SELECT values[$3 + 1] FROM team_figure WHERE report_id = $1 AND team_id = $2`, int64(m.id), m.cell.Row, m.cell.Slot)
	x.ok(pg.InTx(x.t.Context(), x.pool, func(tx pg.Tx) error {
		return x.s.Reports.Propose(x.t.Context(), tx, m.officer, x.now, x.w, report.Proposal{Report: m.id, Cell: m.cell, Base: report.Value{N: plan.Cell(now)}, New: report.Value{N: plan.Cell(now + more)}, Reason: reason})
	}))
	return report.CorrectionID(value[int64](x, `SELECT max(id) FROM correction WHERE report_id = $1`, int64(m.id)))
}

func (x *province) approve(a access.Actor, id report.CorrectionID) error {
	end, err := x.s.Reports.Approve(x.t.Context(), a, x.now, x.w, id)
	if err == nil && end != report.Approved {
		err = errors.New(string(end))
	}
	return err
}

// After the freeze the holder proposes, PX03 alone decides, the figure changes
// and is numbered in the annex; the frozen bytes stay, and the paper's code
// tells of it. One corrected between sending and freeze is in the annex from
// the first day.
func TestCorrectionAfterTheFreeze(t *testing.T) {
	x := build(t)
	ctx := t.Context()
	x.send(districts...)
	early, late := x.month("22759", 0), x.month("22759", 1)
	x.ok(x.approve(early.review, x.propose(early, 2, "Sót hai ca tuần tra đêm")))
	if p := x.plan(); len(p.Later) != 1 {
		t.Fatalf("%d corrections since the district sent", len(p.Later))
	}
	waiting := x.propose(late, 5, "Sổ của Tổ ghi thêm năm ca")
	x.freeze()
	code := value[string](x, `SELECT code FROM phase_snapshot WHERE report_id = $1`, int64(x.report("58").ID))
	before := value[[]byte](x, `SELECT canonical FROM phase_snapshot WHERE code = $1`, code)
	check := func(want ...int) {
		t.Helper()
		v, err := x.s.Verify(ctx, x.pool, code)
		x.ok(err)
		var got []int
		for _, n := range v.Corrections {
			got = append(got, n.No)
			if n.On != x.now.Today {
				t.Errorf("correction %d is of %s", n.No, n.On)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || v.Unexplained != 0 || !v.Intact || v.FrozenAt == nil || v.Unit != "tỉnh Ninh Thuận" || v.Phase != "Đợt 1" || v.Equal() != (len(want) == 0) {
			t.Errorf("verified: %+v, want corrections %v", v, want)
		}
	}
	check(1)
	if err := x.approve(late.review, waiting); fault.KindOf(err) != fault.Stale || !strings.Contains(said(err), "PX03") {
		t.Errorf("the district decides after the freeze: %v", err)
	}
	x.ok(x.approve(x.px03(), waiting))
	check(1, 2)
	if !bytes.Equal(before, value[[]byte](x, `SELECT canonical FROM phase_snapshot WHERE code = $1`, code)) {
		t.Error("the frozen bytes changed")
	}
	r := x.report("58")
	list, err := x.s.Corrections(ctx, x.pool, x.w, &r)
	x.ok(err)
	if len(list) != 2 || list[1].No != 2 || list[1].Old != fmt.Sprint(late.value) || list[1].New != fmt.Sprint(late.value+5) || list[1].Reason != "Sổ của Tổ ghi thêm năm ca" ||
		list[1].Unit != "phường Kinh Dinh" || list[1].By == "" || list[1].Cell != late.cell {
		t.Errorf("annex: %+v", list)
	}
	other := x.report("584")
	if list, err := x.s.Corrections(ctx, x.pool, x.w, &other); err != nil || len(list) != 0 {
		t.Errorf("another district's annex: %v, %v", list, err)
	}
	if got := value[string](x, `SELECT annexed FROM report WHERE id = $1`, int64(late.id)); got != fmt.Sprintf("1:%d:%d 2:%d:%d", early.cell.Row, early.cell.Slot, late.cell.Row, late.cell.Slot) {
		t.Errorf("the month is marked %q", got)
	}
	// The district's own paper tells of both as well.
	own := value[string](x, `SELECT code FROM phase_snapshot WHERE report_id = $1`, int64(x.report("582").ID))
	if v, err := x.s.Verify(ctx, x.pool, own); err != nil || len(v.Corrections) != 2 || v.Unit != "thành phố Phan Rang – Tháp Chàm" {
		t.Errorf("the district's paper: %+v, %v", v, err)
	}
	if v, err := x.s.Verify(ctx, x.pool, value[string](x, `SELECT code FROM phase_snapshot WHERE report_id = $1`, int64(other.ID))); err != nil || !v.Equal() {
		t.Errorf("another district's paper: %+v, %v", v, err)
	}
	// A change nobody recorded is told apart.
	if _, err := x.pool.Exec(ctx, `UPDATE report SET summed = regexp_replace(summed, '^([0-9]+);[0-9]+', '\1;9999') WHERE id = $1`, value[int64](x, `SELECT id FROM report WHERE state = 'frozen' AND annexed = '' LIMIT 1`)); err != nil {
		t.Fatal(err)
	}
	if v, err := x.s.Verify(ctx, x.pool, code); err != nil || v.Unexplained != 1 {
		t.Errorf("an unrecorded change: %+v, %v", v, err)
	}
	if _, err := x.s.Verify(ctx, x.pool, "AB12CD34EF56GH78"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown code: %v", err)
	}
}

// Corrections and acceptances at the moment of the freeze land wholly before
// or after it: their figures are in the canonical bytes or in the annex.
func TestFreezeRaces(t *testing.T) {
	for round := range 8 {
		x := build(t)
		ctx := t.Context()
		x.send("584", "585", "586", "587", "588", "589")
		x.ok(x.submit("582", "Còn tháng chưa duyệt"))
		var months []month
		var ids []report.CorrectionID
		for n := range 4 {
			m := x.month("22759", n)
			months = append(months, m)
			ids = append(ids, x.propose(m, 3, "Đếm lại sổ của Tổ"))
		}
		seen := x.plan().Seen
		form := summary.FreezeForm{Seen: seen, Reason: "Chốt đúng hạn"}
		acts := []func() error{
			func() error { return x.s.Freeze(ctx, x.px03(), x.now, x.w, x.report("58").ID, form) },
			func() error { return x.s.Accept(ctx, x.px03(), x.now, x.w, x.report("582").ID, 1) },
		}
		for i := range ids {
			acts = append(acts, func() error {
				a := months[i].review
				if (i+round)%2 == 0 {
					a = x.px03()
				}
				return x.approve(a, ids[i])
			})
		}
		rand.New(rand.NewPCG(uint64(round), 7)).Shuffle(len(acts), func(i, k int) { acts[i], acts[k] = acts[k], acts[i] })
		var wg sync.WaitGroup
		errs := make([]error, len(acts))
		for i, act := range acts {
			wg.Go(func() { errs[i] = act() })
		}
		wg.Wait()
		for _, err := range errs {
			if k := fault.KindOf(err); err != nil && k != fault.Stale && k != fault.NotFound && k != fault.Forbidden {
				t.Errorf("round %d: %v", round, err)
			}
		}
		if x.report("58").State != summary.Frozen { // the acceptance came first: the page's content is no more
			x.freeze()
		}
		code := value[string](x, `SELECT code FROM phase_snapshot WHERE report_id = $1`, int64(x.report("58").ID))
		v, err := x.s.Verify(ctx, x.pool, code)
		x.ok(err)
		if v.Unexplained != 0 {
			t.Errorf("round %d: %d months differ from the frozen bytes without a number", round, v.Unexplained)
		}
		if n := value[int](x, `SELECT count(*)::int FROM correction c JOIN report r ON r.id = c.report_id WHERE c.state = 'approved' AND c.annex_no IS NULL AND r.id = $1`, int64(months[0].id)); n != 0 {
			b := value[[]byte](x, `SELECT canonical FROM phase_snapshot WHERE code = $1`, code)
			sealed, err := summary.Unseal(b)
			x.ok(err)
			held, counted := 0, false
			for _, c := range sealed.Figures.Communes {
				for _, m := range c.Months {
					if m.Report == int64(months[0].id) {
						held, counted = m.Fixed, m.Counted
					}
				}
			}
			if counted && held != n { // of a district left out nothing is in the bytes
				t.Errorf("round %d: %d corrections without a number, the bytes hold %d", round, n, held)
			}
		}
	}
}

// A signed copy is registered once, after the freeze, as a PDF, under a number
// of its own; it is handed out as it was sent.
func TestSignedCopy(t *testing.T) {
	x := build(t)
	ctx := t.Context()
	x.send(districts...)
	pdf := []byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n")
	file := func(b []byte) *register.Ready {
		r, err := register.Prepare("bản ký.pdf", bytes.NewReader(b), int64(len(b)))
		x.ok(err)
		return r
	}
	form := summary.SignForm{Number: "125", Day: x.now.Today, Signer: "Đại tá Nguyễn Văn Bình", File: file(pdf)}
	id := x.report("58").ID
	if err := x.s.Sign(ctx, x.px03(), x.now, x.w, id, form); fault.KindOf(err) != fault.Stale {
		t.Errorf("signed before the freeze: %v", err)
	}
	x.freeze()
	bad := form
	bad.Number, bad.Day, bad.Signer, bad.File = "", x.now.Today+1, "", nil
	e, _ := fault.Of(x.s.Sign(ctx, x.px03(), x.now, x.w, id, bad))
	if e == nil || len(e.Fields) != 4 {
		t.Fatalf("refused: %+v", e)
	}
	if err := x.s.Sign(ctx, x.district("582"), x.now, x.w, id, form); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a district signs the province's: %v", err)
	}
	x.ok(x.s.Sign(ctx, x.px03(), x.now, x.w, id, form))
	if err := x.s.Sign(ctx, x.px03(), x.now, x.w, id, form); fault.KindOf(err) != fault.Stale {
		t.Errorf("signed twice: %v", err)
	}
	c, err := x.s.Signed(ctx, x.pool, id)
	x.ok(err)
	body, err := x.s.Scan(ctx, x.pool, &c)
	x.ok(err)
	var got bytes.Buffer
	if _, err := got.ReadFrom(body); err != nil || !bytes.Equal(got.Bytes(), pdf) {
		t.Errorf("the scan is %q, %v", got.Bytes(), err)
	}
	r := x.report("58")
	if r.State != summary.Signed || r.DocNumber != "125" || r.DocDate == nil || *r.DocDate != x.now.Today || c.FileName != "bản ký.pdf" {
		t.Errorf("signed: %+v, %+v", r, c)
	}
	// A correction still enters the annex of a signed report.
	m := x.month("22759", 0)
	x.ok(x.approve(x.px03(), x.propose(m, 1, "Đối chiếu sổ trực")))
	if list, err := x.s.Corrections(ctx, x.pool, x.w, &r); err != nil || len(list) != 1 {
		t.Errorf("annex of a signed report: %v, %v", list, err)
	}
	// Districts register theirs; their numbers are their own.
	x.ok(x.s.Sign(ctx, x.district("582"), x.now, x.w, x.report("582").ID, form))
	if _, err := x.pool.Exec(ctx, `UPDATE phase_report SET state = 'frozen' WHERE phase_id = $1 AND unit_id = $2`, x.w.Plan.Phases[1].ID, int64(x.unit("582"))); err != nil {
		t.Fatal(err)
	}
	next := value[int64](x, `SELECT id FROM phase_report WHERE phase_id = $1 AND unit_id = $2`, x.w.Plan.Phases[0].ID, int64(x.unit("584")))
	x.ok(x.s.Sign(ctx, x.district("584"), x.now, x.w, summary.ID(next), form))
}
