package summary_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/summary"
)

func (x *province) submit(code, reason string) error {
	return x.s.Submit(x.t.Context(), x.district(code), x.now, x.w, x.report(code).ID, reason)
}

func said(err error) string {
	e, ok := fault.Of(err)
	switch {
	case err == nil:
		return ""
	case !ok:
		return err.Error()
	case len(e.Fields) > 0:
		return e.Fields[0].Name + ": " + e.Fields[0].Message
	}
	return e.Message
}

// write fills the sections a draft leaves empty.
func (x *province) write(code string) {
	x.t.Helper()
	v, err := x.s.View(x.t.Context(), x.pool, x.district(code), x.now, x.w, x.report(code).ID)
	x.ok(err)
	var edits []summary.Edit
	for _, s := range v.Sealed.Sections {
		if !s.Head && s.Text == "" {
			edits = append(edits, summary.Edit{Section: s.Code, Text: "Các đơn vị tập trung chỉ đạo."})
		}
	}
	saved, clashes, err := x.s.Save(x.t.Context(), x.district(code), x.now, x.w, v.ID, edits)
	x.ok(err)
	if saved != len(edits) || len(clashes) != 0 {
		x.t.Fatalf("saved %d of %d, clashes %v", saved, len(edits), clashes)
	}
}

// Draft, sent with gaps and a reason, returned, mended, sent and accepted.
func TestLife(t *testing.T) {
	x := build(t)
	r := x.report("584")
	if err := x.submit("584", ""); said(err) != "ly-do: Nhập lý do gửi khi chưa đủ số liệu." {
		t.Error(said(err))
	}
	if err := x.submit("584", "gọi 0912345678"); !strings.HasPrefix(said(err), "ly-do: Không ghi số định danh") {
		t.Error(said(err))
	}
	x.ok(x.submit("584", "Ba xã đang bổ sung, sẽ báo cáo sau"))
	if err := x.submit("584", "lần nữa"); fault.KindOf(err) != fault.Stale {
		t.Errorf("sent twice: %v", err)
	}
	if _, _, err := x.s.Save(t.Context(), x.district("584"), x.now, x.w, r.ID, []summary.Edit{{Section: "tinh-hinh", Text: "x"}}); fault.KindOf(err) != fault.Stale {
		t.Errorf("written while sent: %v", err)
	}
	px := x.px03()
	if err := x.s.Return(t.Context(), px, x.now, x.w, r.ID, 1, " "); said(err) != "ly-do: Nhập lý do trả lại, để đơn vị biết cần sửa gì." {
		t.Error(said(err))
	}
	x.ok(x.s.Return(t.Context(), px, x.now, x.w, r.ID, 1, "Làm rõ nguyên nhân chưa đạt"))
	x.write("584")
	x.ok(x.submit("584", "Vẫn còn xã chưa duyệt xong"))
	if err := x.s.Accept(t.Context(), px, x.now, x.w, r.ID, 1); fault.KindOf(err) != fault.Stale {
		t.Errorf("accepted a sending not seen: %v", err)
	}
	x.ok(x.s.Accept(t.Context(), px, x.now, x.w, r.ID, 2))
	v, err := x.s.View(t.Context(), x.pool, px, x.now, x.w, r.ID)
	x.ok(err)
	if v.State != summary.Accepted || v.SubmissionNo != 2 || v.Live || len(v.Sents) != 2 || len(v.Drift) != 0 || v.Snapshot.No != 2 || v.Sents[0].AcceptedAt == nil || v.Sents[1].AcceptedAt != nil {
		t.Errorf("accepted: %+v, sents %+v, drift %v", v.Report, v.Sents, v.Drift)
	}
	var acts []string
	for _, s := range v.Steps {
		acts = append(acts, s.Action)
	}
	if got := strings.Join(acts, " "); got != "accept submit return submit" {
		t.Error(got)
	}
	if want := sha256.Sum256(v.Snapshot.Canonical); !bytes.Equal(v.Snapshot.Digest, want[:]) || len(v.Snapshot.Code) != 16 {
		t.Errorf("digest %s of code %s", hex.EncodeToString(v.Snapshot.Digest), v.Snapshot.Code)
	}
	again, _, err := v.Sealed.Canonical()
	if err != nil || !bytes.Equal(again, v.Snapshot.Canonical) {
		t.Error("the snapshot read and written again differs")
	}
	if n := value[int](x, `SELECT count(*)::int FROM audit_entry WHERE object_kind = 'phase_report' AND object_id = $1`, int64(r.ID)); n != 5 {
		t.Errorf("%d rows in the audit, want 5", n)
	}
}

// "Trước ngày 07/02/2025": the 5th and the 6th are on time, the 7th is not;
// what counts is the first sending.
func TestOnTime(t *testing.T) {
	for day, want := range map[clock.Day]bool{clock.NewDay(2025, 2, 5): true, clock.NewDay(2025, 2, 6): true, clock.NewDay(2025, 2, 7): false} {
		x := build(t)
		x.on(day)
		x.ok(x.submit("585", "Chưa viết hết các mục"))
		r := x.report("585")
		if onTime, sent := r.OnTime(); onTime != want || !sent {
			t.Errorf("sent on %s: on time %v", day, onTime)
		}
		x.on(clock.NewDay(2025, 2, 8))
		x.ok(x.s.Return(t.Context(), x.px03(), x.now, x.w, r.ID, 1, "Bổ sung mục III"))
		x.ok(x.submit("585", "Chưa viết hết các mục"))
		r = x.report("585")
		if onTime, _ := r.OnTime(); onTime != want || *r.FirstSubmittedOn != day {
			t.Errorf("sent on %s and again: on time %v", day, onTime)
		}
	}
}

// It opens the day after the phase's last.
func TestOpens(t *testing.T) {
	x := build(t)
	x.on(clock.NewDay(2025, 2, 3))
	if err := x.submit("585", "x"); said(err) != "Báo cáo Đợt 1 chưa mở: lập được từ ngày 04/02/2025." {
		t.Error(said(err))
	}
	v, err := x.s.View(t.Context(), x.pool, x.district("585"), x.now, x.w, x.report("585").ID)
	if err != nil || v.Open || v.Sealed != nil {
		t.Errorf("%+v %v", v, err)
	}
	x.on(clock.NewDay(2025, 2, 4))
	x.ok(x.submit("585", "Đủ số liệu, mục nguyên nhân viết sau"))
}

func TestRights(t *testing.T) {
	x := build(t)
	own, other := x.report("584").ID, x.report("585").ID
	d := x.district("584")
	if _, err := x.s.View(t.Context(), x.pool, d, x.now, x.w, other); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another district's: %v", err)
	}
	if err := x.s.Submit(t.Context(), d, x.now, x.w, other, "x"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another's sent: %v", err)
	}
	if err := x.s.Accept(t.Context(), d, x.now, x.w, own, 1); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("accepts its own: %v", err)
	}
	if err := x.s.Submit(t.Context(), x.px03(), x.now, x.w, own, "x"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the province sends a district's: %v", err)
	}
	if _, err := x.s.View(t.Context(), x.pool, x.actor("xa", access.CommunePolice, "22759"), x.now, x.w, own); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("police reads: %v", err)
	}
	if err := x.s.Submit(t.Context(), x.px03(), x.now, x.w, x.report("58").ID, "x"); fault.KindOf(err) != fault.Stale {
		t.Errorf("the province's report is sent: %v", err)
	}
}

func TestRecall(t *testing.T) {
	x := build(t)
	r := x.report("584")
	x.ok(x.submit("584", "Thiếu"))
	x.ok(x.s.Recall(t.Context(), x.district("584"), x.now, x.w, r.ID))
	if s := x.report("584").State; s != summary.Draft {
		t.Error(s)
	}
	x.ok(x.submit("584", "Thiếu"))
	x.ok(x.s.Return(t.Context(), x.px03(), x.now, x.w, r.ID, 2, "Xem lại"))
	x.ok(x.submit("584", "Thiếu"))
	x.ok(x.s.Recall(t.Context(), x.district("584"), x.now, x.w, r.ID))
	if s := x.report("584").State; s != summary.Returned {
		t.Error(s)
	}
}

// Two people compile at once: the second save of a section gives back both
// texts, and both are kept once it is settled.
func TestClash(t *testing.T) {
	x := build(t)
	r, d := x.report("584"), x.district("584")
	save := func(base int, text string) (int, []summary.Clash) {
		n, clashes, err := x.s.Save(t.Context(), d, x.now, x.w, r.ID, []summary.Edit{{Section: "tinh-hinh", Base: base, Text: text}, {Section: "bai-hoc", Base: 0, Text: "Bài học chung."}})
		x.ok(err)
		return n, clashes
	}
	if n, c := save(0, "Bản của người thứ nhất có [[xa]] xã."); n != 2 || len(c) != 0 {
		t.Fatal(n, c)
	}
	n, c := save(0, "Bản của người thứ hai.")
	if n != 0 || len(c) != 1 || c[0].Mine != "Bản của người thứ hai." || c[0].Theirs.Body != "Bản của người thứ nhất có [[xa]] xã." || c[0].Theirs.Version != 1 {
		t.Fatal(n, c)
	}
	if n, c = save(c[0].Theirs.Version, "Bản của cả hai người."); n != 1 || len(c) != 0 {
		t.Fatal(n, c)
	}
	list, err := x.s.TextHistory(t.Context(), x.pool, r.ID, "tinh-hinh")
	if err != nil || len(list) != 2 || list[1].Body != "Bản của người thứ nhất có [[xa]] xã." {
		t.Error(list, err)
	}
	var wg sync.WaitGroup
	won := make([]int, 6)
	for i := range won {
		wg.Go(func() {
			won[i], _, _ = x.s.Save(t.Context(), d, x.now, x.w, r.ID, []summary.Edit{{Section: "uu-diem", Base: 0, Text: strings.Repeat("a", i+1)}})
		})
	}
	wg.Wait()
	total := 0
	for _, n := range won {
		total += n
	}
	if total != 1 {
		t.Errorf("%d of six saves won", total)
	}
}

func TestTextRefused(t *testing.T) {
	x := build(t)
	r, d := x.report("584"), x.district("584")
	for text, want := range map[string]string{
		"Đạt [[1.9]] và [[xa]]":      "tinh-hinh: Tình hình, đặc điểm: không có số liệu [[1.9]]. Chọn mã trong danh sách số liệu, hoặc bỏ hai dấu ngoặc vuông.",
		"Liên hệ 0912 345 678":       "tinh-hinh: Tình hình, đặc điểm: không ghi số định danh, số điện thoại vào báo cáo. Bỏ số điện thoại rồi lưu lại.",
		strings.Repeat("ạ", 250_001): "tinh-hinh: Tình hình, đặc điểm: rút gọn còn tối đa 250.000 ký tự.",
	} {
		_, _, err := x.s.Save(t.Context(), d, x.now, x.w, r.ID, []summary.Edit{{Section: "tinh-hinh", Text: text}})
		if said(err) != want {
			t.Errorf("%.40q: %s", text, said(err))
		}
	}
	if _, _, err := x.s.Save(t.Context(), d, x.now, x.w, r.ID, []summary.Edit{{Section: "muc-3", Text: "x"}}); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	hostile := "\u202eĐảo\u202c 😀 <o:p>Tổ</o:p>\r\n" + strings.Repeat("Đoạn dài. ", 20_000)
	_, _, err := x.s.Save(t.Context(), d, x.now, x.w, r.ID, []summary.Edit{{Section: "tinh-hinh", Text: hostile}})
	x.ok(err)
	texts, err := x.s.Texts(t.Context(), x.pool, r.ID)
	if body := texts["tinh-hinh"].Body; err != nil || !strings.HasPrefix(body, "Đảo 😀 <o:p>Tổ</o:p>\nĐoạn dài. ") || len(body) < 200_000 {
		t.Errorf("%.60q %v", texts["tinh-hinh"].Body, err)
	}
}

// Months accepted and corrected after the sending are told one by one, and
// enter only as a supplement the reviewer takes over, or by a new sending.
func TestDriftAndSupplement(t *testing.T) {
	x := build(t)
	code, px := "584", x.px03()
	r := x.report(code)
	x.ok(x.submit(code, "Còn xã chưa duyệt"))
	x.ok(x.s.Accept(t.Context(), px, x.now, x.w, r.ID, 1))
	d := x.district(code)
	if _, err := x.s.Supply(t.Context(), d, x.now, x.w, r.ID, "x"); said(err) != "Số liệu đã duyệt không khác báo cáo đã gửi, không có gì để bổ sung." {
		t.Error(said(err))
	}
	// A month handed in before is accepted now.
	month := value[int64](x, `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id WHERE starts_with(r.scope_path, $1) AND r.state = 'submitted' AND p.phase_id = $2 ORDER BY r.id LIMIT 1`, r.ScopePath, r.PhaseID)
	no := value[int](x, `SELECT submission_no FROM report WHERE id = $1`, month)
	x.ok(x.s.Reports.Accept(t.Context(), d, x.now, x.w, []report.Seen{{ID: report.ID(month), Submission: no}}))
	// And a figure of another is corrected.
	fixed, slot, old, fresh := x.correct(code)
	v, err := x.s.View(t.Context(), x.pool, d, x.now, x.w, r.ID)
	x.ok(err)
	var got []string
	for _, dr := range v.Drift {
		switch dr.Kind {
		case summary.DriftAccepted:
			if int64(dr.Report) != month {
				t.Errorf("month %d, want %d", dr.Report, month)
			}
		case summary.DriftChanged:
			if int64(dr.Report) != fixed || dr.Measure.Slot != slot || dr.New-dr.Old != int64(fresh-old) {
				t.Errorf("%+v, want report %d slot %d %d → %d", dr, fixed, slot, old, fresh)
			}
		}
		got = append(got, string(dr.Kind))
	}
	if n := strings.Count(strings.Join(got, " "), "accepted"); n != 1 || len(got) != 2 {
		t.Errorf("drift %v", got)
	}
	if len(v.Effects) == 0 {
		t.Error("no indicator reads differently")
	}
	before := v.Sealed.Figures.Totals
	no, err = x.s.Supply(t.Context(), d, x.now, x.w, r.ID, "Xã vừa được duyệt xong")
	if err != nil || no != 1 {
		t.Fatal(no, err)
	}
	if _, err := x.s.Supply(t.Context(), d, x.now, x.w, r.ID, "Lần nữa"); fault.KindOf(err) != fault.Stale {
		t.Errorf("a second while one waits: %v", err)
	}
	v, err = x.s.View(t.Context(), x.pool, px, x.now, x.w, r.ID)
	if err != nil || v.Pending() == nil || v.Snapshot.Kind != summary.Submission {
		t.Errorf("pending %+v, %v", v.Pending(), err)
	}
	if err := x.s.DecideSupplement(t.Context(), px, x.now, x.w, r.ID, 1, false, ""); !strings.HasPrefix(said(err), "ly-do: Nhập lý do không tiếp nhận") {
		t.Error(said(err))
	}
	x.ok(x.s.DecideSupplement(t.Context(), px, x.now, x.w, r.ID, 1, true, ""))
	if err := x.s.DecideSupplement(t.Context(), px, x.now, x.w, r.ID, 1, true, ""); fault.KindOf(err) != fault.Stale {
		t.Errorf("decided twice: %v", err)
	}
	v, err = x.s.View(t.Context(), x.pool, px, x.now, x.w, r.ID)
	x.ok(err)
	f, _, err := x.s.Compile(t.Context(), x.pool, x.w, &r, x.now)
	x.ok(err)
	if v.Snapshot.Kind != summary.Supplement || len(v.Drift) != 0 || len(v.Effects) != 0 || v.Sealed.Figures.Totals[0] != f.Totals[0] || before[0] == f.Totals[0] {
		t.Errorf("after the supplement: %s, drift %v, effects %v, totals %v now %v before %v", v.Snapshot.Kind, v.Drift, v.Effects, v.Sealed.Figures.Totals, f.Totals, before)
	}
}

// correct carries out a correction of a figure in an accepted month of a
// district: which report and slot, from and to.
func (x *province) correct(code string) (id int64, slot int, old, fresh plan.Cell) {
	x.t.Helper()
	r := x.report(code)
	slot = x.w.Plan.Rules.MeasureByCode("patrol_shifts").Slot
	type cell struct {
		id, team, commune int64
		old               int
	}
	var c cell
	x.ok(x.pool.QueryRow(x.t.Context(), `SELECT r.id, f.team_id, r.commune_id, f.values[$3 + 1] FROM report r JOIN team_figure f ON f.report_id = r.id JOIN period p ON p.id = r.period_id
	 WHERE starts_with(r.scope_path, $1) AND r.state = 'accepted' AND p.phase_id = $2 AND f.team_id IS NOT NULL ORDER BY r.id, f.team_id LIMIT 1`, r.ScopePath, r.PhaseID, slot).Scan(&c.id, &c.team, &c.commune, &c.old))
	login := value[string](x, `SELECT u.login FROM app_user u JOIN appointment a ON a.user_id = u.id WHERE a.unit_id = $1 AND a.role = 'commune_police' LIMIT 1`, c.commune)
	officer := x.actor(login, access.CommunePolice, value[string](x, `SELECT code FROM unit_name WHERE unit_id = $1`, c.commune))
	old, fresh = plan.Cell(c.old), plan.Cell(c.old+3)
	x.ok(pg.InTx(x.t.Context(), x.pool, func(tx pg.Tx) error {
		return x.s.Reports.Propose(x.t.Context(), tx, officer, x.now, x.w, report.Proposal{Report: report.ID(c.id), Cell: report.Cell{Row: c.team, Slot: slot},
			Base: report.Value{N: old}, New: report.Value{N: fresh}, Reason: "Ghi sót ba ca tuần tra"})
	}))
	correction := value[int64](x, `SELECT max(id) FROM correction`)
	state, err := x.s.Reports.Approve(x.t.Context(), x.district(code), x.now, x.w, report.CorrectionID(correction))
	x.ok(err)
	if state != report.Approved {
		x.t.Fatal(state)
	}
	return c.id, slot, old, fresh
}
