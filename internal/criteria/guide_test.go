package criteria_test

import (
	"slices"
	"strings"
	"testing"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/paper"
)

// A guide's life: drafted by PX03, seen by the two who make it alone, agreed as
// seen, sent back, issued, replaced by the next one.
func TestGuideLife(t *testing.T) {
	h := start(t)
	w, ctx := h.world(), t.Context()
	px, ha, xa, huyen := h.as("px03"), h.as("noivu"), h.as("xa"), h.as("huyen")

	_, err := h.s.Draft(ctx, huyen, h.now, w, "k", "dot-1", url)
	h.want("a district drafts", err, fault.Forbidden, "")
	_, err = h.s.Draft(ctx, ha, h.now, w, "k", "dot-1", url)
	h.want("Home Affairs drafts", err, fault.Forbidden, "Công an tỉnh (Phòng PX03) dự thảo tiêu chí khen thưởng.")
	_, err = h.s.Draft(ctx, px, h.now, w, "k", "dot-9", url)
	h.want("a phase that is not there", err, fault.Invalid, "dot: Chọn đợt thi đua.")
	at, err := h.s.Draft(ctx, px, h.now, w, "k", "dot-1", url)
	h.ok(err)
	if again, err := h.s.Draft(ctx, px, h.now, w, "k", "dot-1", url); err != nil || again != at {
		t.Errorf("sent twice: %s and %s, %v", at, again, err)
	}
	_, err = h.s.Draft(ctx, px, h.now, w, "k2", "dot-1", url)
	h.want("a second draft", err, fault.Stale, "Đợt 1 đã có dự thảo phiên bản 1 chưa ban hành. Sửa dự thảo đó.")
	list, err := h.s.Guides(ctx, h.Pool, px, w)
	h.ok(err)
	if len(list) != 1 || list[0].Version != 1 || list[0].State != award.GuideDraft || list[0].Edits != 1 || len(list[0].Criteria) != 2 {
		t.Fatalf("%+v", list)
	}
	id := list[0].ID
	if none, err := h.s.Guides(ctx, h.Pool, xa, w); err != nil || len(none) != 0 {
		t.Errorf("a commune sees the draft: %v %v", none, err)
	}
	_, err = h.s.Guide(ctx, h.Pool, xa, w, id)
	h.want("a commune reads the draft", err, fault.NotFound, "")

	crit := slices.Clone(list[0].Criteria)
	bad := slices.Clone(crit)
	bad[1].Service = &award.Tenure{Months: 99}
	bad[1].Cap = &award.Cap{}
	h.want("refused", h.s.Edit(ctx, px, h.now, w, id, 1, bad), fault.Invalid, "2-thang: Số tháng tham gia phải từ 1 đến 60. | 2-gioi-han: Nhập số lượng hoặc tỷ lệ tối đa, hoặc bỏ giới hạn.")
	h.want("Home Affairs edits", h.s.Edit(ctx, ha, h.now, w, id, 1, crit), fault.Forbidden, "")
	crit[0].Sheet = &award.Sheet{Items: []award.Item{{Code: "A", Text: "Tuần tra", Max: 60}}, Least: 40}
	h.ok(h.s.Edit(ctx, px, h.now, w, id, 1, crit))
	h.want("an edit seen no more", h.s.Edit(ctx, px, h.now, w, id, 1, crit), fault.Stale, "Dự thảo vừa được người khác sửa. Tải lại trang để xem bản mới, rồi làm lại.")
	one := crit[1]
	one.Cap = &award.Cap{Count: 3}
	h.ok(h.s.Put(ctx, px, h.now, w, id, 2, one))
	one.Cap = &award.Cap{}
	h.want("a refused threshold", h.s.Put(ctx, px, h.now, w, id, 3, one), fault.Invalid, "gioi-han: Nhập số lượng hoặc tỷ lệ tối đa, hoặc bỏ giới hạn.")

	h.want("PX03 agrees", h.s.Agree(ctx, px, h.now, w, id, 3), fault.Forbidden, "")
	h.want("agreeing to what was not seen", h.s.Agree(ctx, ha, h.now, w, id, 2), fault.Stale, "Dự thảo vừa được sửa. Tải lại trang để xem bản mới rồi thống nhất.")
	h.ok(h.s.Agree(ctx, ha, h.now, w, id, 3))
	h.want("an agreed one is edited", h.s.Edit(ctx, px, h.now, w, id, 3, crit), fault.Stale, "")
	h.want("back without a reason", h.s.SendBack(ctx, px, h.now, w, id, " "), fault.Invalid, "ly-do: Ghi rõ lý do.")
	h.ok(h.s.SendBack(ctx, px, h.now, w, id, "Bổ sung số tháng"))
	h.ok(h.s.Agree(ctx, ha, h.now, w, id, 3))
	early := h.now.Today - 1
	h.want("issued before it was agreed", h.s.Issue(ctx, ha, h.now, w, id, "", &early), fault.Invalid, "so: Nhập số, ký hiệu của Hướng dẫn, ví dụ 12/HD-SNV. | ngay: Ngày ban hành không được trước ngày thống nhất (05/02/2025).")
	h.want("PX03 issues", h.s.Issue(ctx, px, h.now, w, id, "12/HD-SNV", &h.now.Today), fault.Forbidden, "")
	if _, ok, err := criteria.IssuedGuide(ctx, h.Pool, w.Plan, w.Plan.Phases[0].ID); ok || err != nil {
		t.Errorf("in force before it is issued: %v %v", ok, err)
	}
	h.ok(h.s.Issue(ctx, ha, h.now, w, id, "12/HD-SNV", &h.now.Today))
	g, err := h.s.Guide(ctx, h.Pool, xa, w, id)
	h.ok(err)
	if g.State != award.GuideIssued || g.Number != "12/HD-SNV" || *g.Date != clock.NewDay(2025, 2, 5) || g.Drafted.Name != px.Name || g.Agreed.Name != ha.Name || g.Criteria[1].Cap.Count != 3 || g.Criteria[0].Sheet.Least != 40 {
		t.Errorf("%+v", g)
	}
	h.want("issued twice", h.s.Issue(ctx, ha, h.now, w, id, "13/HD-SNV", &h.now.Today), fault.Stale, "")

	// The next version begins with these criteria and replaces it.
	_, err = h.s.Draft(ctx, px, h.now, w, "k3", "dot-1", url)
	h.ok(err)
	list, err = h.s.Guides(ctx, h.Pool, px, w)
	h.ok(err)
	next := list[0]
	if next.Version != 2 || next.Criteria[0].Sheet == nil || next.Criteria[1].Cap.Count != 3 {
		t.Fatalf("%+v", next)
	}
	h.ok(h.s.Agree(ctx, ha, h.now, w, next.ID, next.Edits))
	h.want("the same with a nought before it", h.s.Issue(ctx, ha, h.now, w, next.ID, "012/HD-SNV", &h.now.Today), fault.Invalid, "so: Số này đã cấp cho Hướng dẫn tiêu chí khen thưởng đợt 1, phiên bản 1 (số 12/HD-SNV ngày 05/02/2025). Kiểm tra lại sổ công văn.")
	h.want("a number of this year", h.s.Issue(ctx, ha, h.now, w, next.ID, "12/HD-SNV", &h.now.Today), fault.Invalid, "so: Số này đã cấp cho Hướng dẫn tiêu chí khen thưởng đợt 1, phiên bản 1 (số 12/HD-SNV ngày 05/02/2025). Kiểm tra lại sổ công văn.")
	h.ok(h.s.Issue(ctx, ha, h.now, w, next.ID, "20/HD-SNV", &h.now.Today))
	list, err = h.s.Guides(ctx, h.Pool, xa, w)
	h.ok(err)
	if len(list) != 2 || list[0].State != award.GuideIssued || list[1].State != award.GuideReplaced {
		t.Errorf("%+v", list)
	}
	for action, n := range map[string]int{"guide.draft": 2, "guide.edit": 2, "guide.agree": 3, "guide.send_back": 1, "guide.issue": 2} {
		if got := h.audits(action); len(got) != n {
			t.Errorf("%s: %d on record, want %d: %v", action, len(got), n, got)
		}
	}
	if got := h.audits("guide.issue")[1]; got != "Ban hành Hướng dẫn tiêu chí khen thưởng đợt 1, phiên bản 2" {
		t.Error(got)
	}
}

// Start is accepted as it is, for each phase, with what the plan gives there.
func TestStart(t *testing.T) {
	h := start(t)
	w := h.world()
	for phase, want := range map[string]string{"dot-1": "giay_khen team, giay_khen member", "dot-2": "giay_khen team, giay_khen member, bang_khen team, bang_khen member"} {
		list := criteria.Start(w.Plan.Rules, phase)
		var got []string
		for _, c := range list {
			got = append(got, string(c.Form)+" "+string(c.Subject))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %v", phase, got)
		}
		h.ok(award.CheckAll(w.Plan.Rules, phase, list))
	}
	if got := len(criteria.Start(w.Plan.Rules, "dot-2")[2].Verdicts); got != 11 {
		t.Errorf("Bằng khen rests on %d targets", got)
	}
	if got := len(criteria.Start(w.Plan.Rules, "dot-1")[0].Verdicts); got != 8 {
		t.Errorf("Giấy khen rests on %d targets", got)
	}
}

// The guide as a paper: a draft says so, an issued one bears number and day;
// the legal bases are those of its day.
func TestDocument(t *testing.T) {
	h := start(t)
	w, ctx := h.world(), t.Context()
	px, ha := h.as("px03"), h.as("noivu")
	_, err := h.s.Draft(ctx, px, h.now, w, "k", "dot-1", url)
	h.ok(err)
	list, err := h.s.Guides(ctx, h.Pool, px, w)
	h.ok(err)
	crit := list[0].Criteria
	crit[0].Sheet = &award.Sheet{Items: []award.Item{{Code: "A", Text: "Tuần tra đều", Max: 60}, {Code: "B", Text: "Sổ sách", Max: 40}}, Deductions: []award.Deduction{{Code: "T", Text: "Báo cáo chậm", Points: 5, Most: 20}}, Least: 70}
	h.ok(h.s.Edit(ctx, px, h.now, w, list[0].ID, 1, crit))
	text := func() string {
		t.Helper()
		g, err := h.s.Guide(ctx, h.Pool, px, w, list[0].ID)
		h.ok(err)
		d, err := g.Document(w, criteria.DefaultSettings().Law, h.now.Business)
		h.ok(err)
		if b, err := d.DOCX(); err != nil || len(b) < 5000 {
			t.Errorf("%d bytes, %v", len(b), err)
		}
		l, err := d.Layout()
		h.ok(err)
		return words(l)
	}
	draft := text()
	for _, s := range []string{"DỰ THẢO", "SỞ NỘI VỤ", "HƯỚNG DẪN", "Tiêu chí xét khen thưởng khi sơ kết đợt 1", "Nghị định số 98/2023/NĐ-CP", "Bảng chấm điểm (Giấy khen, tập thể)", "Tổng điểm (cần đạt từ 70)",
		"Điểm trừ: Báo cáo chậm (mỗi lần 5 điểm, tối đa 20 điểm)", "Mỗi đơn vị đề nghị không quá 20\u00a0% số Tổ; đơn vị nhỏ được đề nghị 01 trường hợp."} {
		if !strings.Contains(draft, s) {
			t.Errorf("the draft lacks %q", s)
		}
	}
	if strings.Contains(draft, "152/2025") {
		t.Error("a decree that is not in force yet is cited")
	}
	h.ok(h.s.Agree(ctx, ha, h.now, w, list[0].ID, 2))
	h.ok(h.s.Issue(ctx, ha, h.now, w, list[0].ID, "12/HD-SNV", &h.now.Today))
	issued := text()
	if strings.Contains(issued, "thay thế") {
		t.Error("the first version replaces nothing")
	}
	if strings.Contains(issued, "DỰ THẢO") || !strings.Contains(issued, "Số: 12/HD-SNV") || !strings.Contains(issued, "Ninh Thuận, ngày 05 tháng 02 năm 2025") {
		t.Errorf("%.600s", issued)
	}
	for day, want := range map[clock.Day]string{h.now.Today - 1: "", h.now.Today: "Căn cứ Hướng dẫn số 12/HD-SNV ngày 05/02/2025 của Sở Nội vụ về tiêu chí xét khen thưởng"} {
		if got, err := criteria.CitedGuide(ctx, h.Pool, list[0].PhaseID, day); err != nil || strings.Join(got, "; ") != want {
			t.Errorf("papers of %s cite %q (%v)", day, got, err)
		}
	}
	_, err = h.s.Draft(ctx, px, h.now, w, "k2", "dot-1", url)
	h.ok(err)
	if list, err = h.s.Guides(ctx, h.Pool, px, w); err != nil || list[0].Version != 2 {
		t.Fatalf("%d guides, %v", len(list), err)
	}
	if second := text(); !strings.Contains(second, "Hướng dẫn này thay thế Hướng dẫn số 12/HD-SNV ngày 05/02/2025 của Sở Nội vụ.") {
		t.Errorf("%s", second)
	}
}

// words are all of a layout's, a line each.
func words(l *paper.Layout) string {
	var out []string
	line := func(x paper.Line) {
		s := ""
		for _, r := range x.Runs {
			s += strings.ReplaceAll(r.Text, "\n", " ")
		}
		out = append(out, s)
	}
	for _, sheet := range l.Sheets {
		for _, p := range sheet.Parts {
			if p.Line != nil {
				line(*p.Line)
			}
			if p.Columns != nil {
				for _, r := range p.Columns.Rows {
					for _, x := range append(slices.Clone(r.Left), r.Right...) {
						line(x)
					}
				}
			}
			if p.Grid != nil {
				for _, r := range append(slices.Clone(p.Grid.Head), p.Grid.Body...) {
					for _, c := range r {
						out = append(out, c.Text)
					}
				}
			}
		}
	}
	return strings.Join(out, "\n")
}
