package criteria_test

import (
	"strconv"
	"strings"
	"testing"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
)

func day(y, m, d int) *clock.Day {
	x := clock.NewDay(y, m, d)
	return &x
}

func caseAt(id criteria.CaseID) string { return strconv.FormatInt(int64(id), 10) }

// A case is recorded once, seen in its reach, concluded once, and stays.
func TestCase(t *testing.T) {
	h := start(t)
	w, ctx := h.world(), t.Context()
	team, xa := h.team(kinhDinh, 1), h.as("xa")
	person := h.services(team)[0].Person
	in := criteria.CaseInput{Kind: award.Disciplining, Since: day(2025, 1, 20), Reason: "Vắng trực nhiều ca"}

	_, err := h.s.Record(ctx, xa, h.now, w, "k", criteria.Whom{}, criteria.CaseInput{Kind: "x", Since: day(2025, 2, 6), Reason: "Gọi 0912345678"}, caseAt)
	h.want("refused", err, fault.Invalid, "cua: Chọn Tổ hoặc thành viên. | loai: Chọn loại vụ việc. | ngay: Ngày bắt đầu xem xét không được sau hôm nay (05/02/2025). | ly-do: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại.")
	_, err = h.s.Record(ctx, h.as("lanhdao"), h.now, w, "k", criteria.Whom{Team: team}, in, caseAt)
	h.want("a leader", err, fault.Forbidden, "")
	_, err = h.s.Record(ctx, h.as("xa-22738"), h.now, w, "k", criteria.Whom{Person: person}, in, caseAt)
	h.want("another commune", err, fault.NotFound, "")
	_, err = h.s.Record(ctx, h.as("huyen-584"), h.now, w, "k", criteria.Whom{Team: team}, in, caseAt)
	h.want("another district", err, fault.NotFound, "")
	_, err = h.s.Record(ctx, xa, h.now, w, "k", criteria.Whom{Team: h.unit(kinhDinh)}, in, caseAt)
	h.want("of a commune", err, fault.NotFound, "")
	at, err := h.s.Record(ctx, xa, h.now, w, "k", criteria.Whom{Person: person}, in, caseAt)
	h.ok(err)
	if again, err := h.s.Record(ctx, xa, h.now, w, "k", criteria.Whom{Person: person}, in, caseAt); again != at || err != nil {
		t.Errorf("sent twice: %s and %s, %v", at, again, err)
	}
	n, _ := strconv.ParseInt(at, 10, 64)
	id := criteria.CaseID(n)

	// It stands in the way of the member, not of the team.
	x, err := h.candidate(award.GiayKhen, criteria.Whom{Person: person}, "huyen")
	h.ok(err)
	if len(x.Cases) != 1 || x.Cases[0].Blocks(h.now.Today) != "Đang xem xét kỷ luật từ ngày 20/01/2025: Vắng trực nhiều ca" {
		t.Errorf("%+v", x.Cases)
	}
	if x, err = h.candidate(award.GiayKhen, criteria.Whom{Team: team}, "huyen"); err != nil || len(x.Cases) != 0 {
		t.Errorf("%+v %v", x.Cases, err)
	}

	for login, want := range map[string]int{"xa": 1, "huyen": 1, "px03": 1, "noivu": 1, "xa-22738": 0, "huyen-584": 0} {
		p, err := h.s.Cases(ctx, h.Pool, h.as(login), w, criteria.CaseFilter{})
		h.ok(err)
		if p.Total != want || len(p.Rows) != want {
			t.Errorf("%s sees %d", login, p.Total)
		}
	}
	for i, f := range []criteria.CaseFilter{{State: criteria.CasePending}, {Kind: award.Disciplining}, {Text: "vang truc"}, {Under: h.unit(kinhDinh)}, {Page: 9}} {
		if p, err := h.s.Cases(ctx, h.Pool, h.as("px03"), w, f); err != nil || p.Total != 1 {
			t.Errorf("filter %d: %d %v", i, p.Total, err)
		}
	}
	for i, f := range []criteria.CaseFilter{{State: criteria.CaseReleased}, {State: criteria.CaseDisciplined}, {Kind: award.Press}, {Text: "%"}, {Under: h.unit("22738")}} {
		if p, err := h.s.Cases(ctx, h.Pool, h.as("px03"), w, f); err != nil || p.Total != 0 {
			t.Errorf("filter %d: %d %v", i, p.Total, err)
		}
	}
	_, err = h.s.Cases(ctx, h.Pool, h.as("huyen"), w, criteria.CaseFilter{Under: h.unit("584")})
	h.want("narrowed to another district", err, fault.NotFound, "")
	_, err = h.s.Cases(ctx, h.Pool, h.as("lanhdao"), w, criteria.CaseFilter{})
	h.want("a leader lists", err, fault.Forbidden, "")
	_, err = h.s.OneCase(ctx, h.Pool, h.as("xa-22738"), w, id)
	h.want("another commune reads", err, fault.NotFound, "")

	h.want("an old version", h.s.Conclude(ctx, xa, h.now, w, id, 2, criteria.Conclusion{On: day(2025, 2, 1), Words: "x"}), fault.Stale, "Vụ việc này vừa có thay đổi. Tải lại trang để xem bản mới, rồi làm lại.")
	h.want("refused", h.s.Conclude(ctx, xa, h.now, w, id, 1, criteria.Conclusion{On: day(2025, 1, 19), DisciplinedTo: day(2025, 1, 18)}), fault.Invalid,
		"ngay: Ngày kết luận không được trước ngày bắt đầu xem xét (20/01/2025). | ket-luan: Nhập nội dung kết luận, số văn bản. | ky-luat-den: Ngày hết thời hạn kỷ luật không được trước ngày kết luận.")
	h.want("another commune concludes", h.s.Conclude(ctx, h.as("xa-22738"), h.now, w, id, 1, criteria.Conclusion{}), fault.NotFound, "")
	h.ok(h.s.Conclude(ctx, h.as("huyen"), h.now, w, id, 1, criteria.Conclusion{On: day(2025, 2, 1), Words: "Khiển trách (Quyết định số 3/QĐ-UBND)", DisciplinedTo: day(2025, 5, 1)}))
	h.want("concluded twice", h.s.Conclude(ctx, xa, h.now, w, id, 2, criteria.Conclusion{On: day(2025, 2, 2), Words: "x"}), fault.Stale, "Vụ việc này đã có kết luận ngày 01/02/2025. Tải lại trang để xem.")
	l, err := h.s.OneCase(ctx, h.Pool, xa, w, id)
	h.ok(err)
	if criteria.CaseStateOn(l.Case, h.now.Today) != criteria.CaseDisciplined || criteria.CaseStateOn(l.Case, clock.NewDay(2025, 5, 2)) != criteria.CaseReleased || l.Settled.Name != h.as("huyen").Name || l.Recorded.Name != xa.Name || l.Writable(xa) {
		t.Errorf("%+v", l)
	}
	for action, want := range map[string]string{"case.record": "Ghi vụ việc chưa xét khen thưởng của " + l.Name + ": đang xem xét kỷ luật", "case.conclude": "Ghi kết luận vụ việc đang xem xét kỷ luật từ ngày 20/01/2025"} {
		if got := h.audits(action); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v", action, got)
		}
	}
}

// A point sheet: the commune scores itself, the district verifies; each by its
// own side, as seen, on record.
func TestScore(t *testing.T) {
	h := start(t)
	w, ctx := h.world(), t.Context()
	g := h.issued("dot-1", func(list []award.Criteria) {
		list[0].Sheet = &award.Sheet{Items: []award.Item{{Code: "A", Text: "Tuần tra", Max: 60}, {Code: "B", Text: "Sổ sách", Max: 40}}, Deductions: []award.Deduction{{Code: "T", Text: "Chậm", Points: 5, Most: 8}}, Least: 70}
	})
	at := criteria.ScoreAt{Form: award.GiayKhen, Phase: w.Plan.Phases[0], Whom: criteria.Whom{Team: h.team(kinhDinh, 1)}}
	xa, huyen := h.as("xa"), h.as("huyen")
	self := criteria.Scoring{Points: []string{"55", "35"}, Words: []string{"Sổ tuần tra", ""}}

	h.want("verified by the commune", h.s.Verify(ctx, xa, h.now, w, g, at, self), fault.Forbidden, "")
	h.want("the district scores for the commune", h.s.SelfScore(ctx, huyen, h.now, w, g, at, self), fault.Forbidden, "Việc chấm điểm này do cấp khác thực hiện.")
	h.want("another commune", h.s.SelfScore(ctx, h.as("xa-22738"), h.now, w, g, at, self), fault.NotFound, "")
	h.want("another district", h.s.Verify(ctx, h.as("huyen-584"), h.now, w, g, at, self), fault.NotFound, "")
	h.want("refused", h.s.SelfScore(ctx, xa, h.now, w, g, at, criteria.Scoring{Points: []string{"61", ""}, Words: []string{"Gọi 0912345678"}}), fault.Invalid,
		"diem-1: Điểm tự chấm phải là số nguyên từ 0 đến 60. | chung-cu-1: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại. | diem-2: Nhập điểm tự chấm.")
	h.want("no sheet for members", h.s.SelfScore(ctx, xa, h.now, w, g, criteria.ScoreAt{Form: award.GiayKhen, Phase: at.Phase, Whom: criteria.Whom{Person: h.services(at.Whom.Team)[0].Person}}, self), fault.Stale, "")
	h.ok(h.s.SelfScore(ctx, xa, h.now, w, g, at, self))
	h.want("seen no more", h.s.SelfScore(ctx, xa, h.now, w, g, at, self), fault.Stale, "Bảng chấm điểm vừa được người khác sửa. Điểm bạn nhập vẫn còn ở dưới; lưu lại để thay bản mới, hoặc mở lại trang để xem bản đó.")
	h.want("nobody proposed it", h.s.Verify(ctx, huyen, h.now, w, g, at, criteria.Scoring{Version: 1, Points: []string{"50", "30"}}), fault.Stale, "Chưa có hồ sơ đề nghị đang thẩm định nên chưa xác nhận điểm được.")
	h.s.Nominated = nil // dossier's tests have the proposals
	h.want("nothing verified", h.s.Verify(ctx, huyen, h.now, w, g, at, criteria.Scoring{Version: 1, Deductions: []string{"x"}}), fault.Invalid, "diem-1: Nhập điểm xác nhận cho ít nhất một nội dung. | lan-1: Số lần phải là số nguyên từ 0 đến 1000.")
	h.ok(h.s.Verify(ctx, huyen, h.now, w, g, at, criteria.Scoring{Version: 1, Points: []string{"50", "30"}, Deductions: []string{"2"}}))
	sc, err := h.s.ScoreOf(ctx, h.Pool, at)
	h.ok(err)
	if sc.Version != 2 || *sc.Points["A"].Self != 55 || *sc.Points["A"].Verified != 50 || sc.Points["A"].Words != "Sổ tuần tra" || sc.Deductions["T"] != 2 || sc.Scored.Name != xa.Name || sc.Verified.Name != huyen.Name {
		t.Errorf("%+v", sc)
	}
	h.want("scored after it was verified", h.s.SelfScore(ctx, xa, h.now, w, g, at, criteria.Scoring{Version: 2, Points: []string{"60", "40"}}), fault.Stale, "Bảng chấm điểm đã được xác nhận nên không tự chấm lại được.")
	c, err := h.candidate(award.GiayKhen, at.Whom, "xa")
	h.ok(err)
	e, ok := h.s.Eligible(ctx, h.Pool, w, g, award.GiayKhen, c)
	if !ok {
		t.Fatal("no criteria")
	}
	for _, o := range e.Outcomes {
		if o.Key == award.KeyPoints && o.Reason != "72/100 điểm, yêu cầu từ 70" { // 80 less 8, the most taken off
			t.Errorf("%+v", o)
		}
	}
	if _, ok := h.s.Eligible(ctx, h.Pool, w, g, award.BangKhen, c); ok {
		t.Error("Bằng khen is judged by a guide without it")
	}
	if got := h.audits("score.self"); len(got) != 1 || !strings.HasPrefix(got[0], "Tự chấm điểm Tổ bảo vệ ANTT khu phố 1 (Giấy khen, đợt 1)") {
		t.Error(got)
	}
	if got := h.audits("score.verify"); len(got) != 1 {
		t.Error(got)
	}
}
