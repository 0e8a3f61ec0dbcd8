package summaryui

import (
	"fmt"
	"net/http"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/summaryview"
	"thidua/templates/ui"
)

// FreezeForm says what a freeze closes and what is missing.
func (u *UI) FreezeForm(c *page.Context) error {
	return u.freezing(c, http.StatusOK, summary.FreezeForm{}, nil)
}

// freezing is the page before the freeze; in is what was typed.
func (u *UI) freezing(c *page.Context, status int, in summary.FreezeForm, errs []ui.Error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	r, err := u.Summaries.Get(c.Ctx(), u.Pool, c.Actor, w, access.SummaryFreeze, summary.ID(id))
	if err != nil {
		return err
	}
	s := &scene{c: c, w: w, v: &summary.View{Report: r}}
	s.v.Phase, _ = w.Plan.Phase(r.PhaseID)
	m := summaryview.Freeze{URL: s.url() + "/chot", Back: s.url(), Errors: errs,
		Head: s.head("Chốt báo cáo "+vi.LowerFirst(s.v.Phase.Name), "Chốt là giữ nguyên vĩnh viễn số liệu và nội dung của báo cáo tỉnh, các báo cáo đã tiếp nhận và các báo cáo tháng đã duyệt. Sau đó chỉ còn đính chính có đánh số, ghi vào phụ lục.")}
	plan, err := u.Summaries.ToFreeze(c.Ctx(), u.Pool, c.Actor, w, r, c.Now)
	if e, ok := fault.Of(err); ok && e.Kind == fault.Stale {
		m.Shut = e.Message
		return c.Render(page.View{Title: m.Head.Title, Status: status}, summaryview.FreezePage(m))
	}
	if err != nil {
		return err
	}
	s.frozenBy(&m, plan)
	m.Gaps, m.Seen = s.gaps(plan.Gaps), plan.Seen
	m.Reason = ui.Field{Name: "ly-do", Label: "Lý do chốt khi còn thiếu", Kind: "textarea", Required: true, Max: summary.MaxReason, Value: in.Reason, Error: page.Of(errs, "ly-do"),
		Hint: "Ghi vào báo cáo chốt: vì sao chốt khi còn thiếu, phần thiếu xử lý thế nào."}
	m.Form = ui.Choice{Name: "ky-quyen-han", Label: "Quyền hạn ký", Error: page.Of(errs, "ky-quyen-han")}
	for _, f := range summary.SignerForms {
		label := f
		if f == "" {
			label = "Giám đốc ký"
		}
		m.Form.Options = append(m.Form.Options, ui.Option{Value: f, Label: label, Selected: f == in.Form})
	}
	m.Title = ui.Field{Name: "ky-chuc-vu", Label: "Chức vụ người ký", Value: in.Title, Max: 100, Error: page.Of(errs, "ky-chuc-vu"), Hint: "Ví dụ: Phó Giám đốc. Để trống khi Giám đốc ký."}
	m.Name = ui.Field{Name: "ky-ten", Label: "Họ tên người ký", Value: in.Name, Max: 100, Error: page.Of(errs, "ky-ten"), Hint: "Kèm cấp bậc hàm. Có thể bổ sung khi đăng ký bản ký."}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, summaryview.FreezePage(m))
}

// frozenBy lists what the freeze closes.
func (s *scene) frozenBy(m *summaryview.Freeze, p *summary.FreezePlan) {
	add := func(label, text string) { m.Facts = append(m.Facts, summaryview.Fact{Label: label, Text: text}) }
	f := p.Figures
	add("Báo cáo cấp dưới", fmt.Sprintf("%d/%d báo cáo đã tiếp nhận được chốt; %d báo cáo chưa tiếp nhận nằm ngoài số chốt", len(p.Parts), len(f.Districts), len(f.Districts)-len(p.Parts)))
	add("Báo cáo tháng", fmt.Sprintf("%s báo cáo đã duyệt được chốt; %s báo cáo chưa duyệt nằm ngoài số chốt", vi.Int(int64(p.Accepted)), vi.Int(int64(p.Others))))
	n := summary.CountsOf(f.Whole)
	add("Kết quả toàn tỉnh", fmt.Sprintf("%d/%d chỉ tiêu đạt, %d chưa đạt, %d chưa đủ số liệu, %d không phát sinh", n[0], len(f.Whole), n[1], n[2], n[3]))
	if k := len(p.Later); k > 0 {
		add("Đính chính kèm theo", fmt.Sprintf("%d số liệu đã đính chính sau khi đơn vị gửi báo cáo: ghi ngay vào phụ lục, từ số 1 đến số %d", k, k))
	}
	add("Mã băm nội dung", p.Seen)
	for _, x := range p.Parts {
		words := fmt.Sprintf("lần gửi %d", x.No)
		if x.Kind == string(summary.Supplement) {
			words = fmt.Sprintf("bổ sung số %d", x.No)
		}
		m.Sources = append(m.Sources, ui.Link{Label: vi.UpperFirst(x.Unit.Name) + ": " + words, URL: page.SummaryURL(x.Report)})
	}
}

// Freeze is chốt.
func (u *UI) Freeze(c *page.Context) error {
	w, id, f, err := u.act(c)
	if err != nil {
		return err
	}
	in := summary.FreezeForm{Seen: f.Line("da-xem"), Reason: f.Raw("ly-do"), Form: f.Line("ky-quyen-han"), Title: f.Line("ky-chuc-vu"), Name: f.Line("ky-ten")}
	err = u.Summaries.Freeze(c.Ctx(), c.Actor, c.Now, w, id, in)
	if errs, ok := page.Problems(err); ok {
		return u.freezing(c, http.StatusUnprocessableEntity, in, errs)
	}
	if e, ok := fault.Of(err); ok && e.Kind == fault.Stale {
		return u.freezing(c, http.StatusConflict, in, []ui.Error{{Message: e.Message}})
	}
	if err != nil {
		return err
	}
	return c.See(page.SummaryURL(int64(id)), "Đã chốt số liệu và nội dung báo cáo.")
}
