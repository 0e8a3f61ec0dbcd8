package summaryui

import (
	"fmt"
	"net/http"

	"thidua/internal/fault"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/summaryview"
	"thidua/templates/ui"
)

// SendForm says what is missing before the report is sent.
func (u *UI) SendForm(c *page.Context) error {
	s, err := u.write(c)
	if err != nil {
		return err
	}
	return s.sending(http.StatusOK, typed{})
}

func (s *scene) sending(status int, t typed) error {
	v := s.v
	words, late := report.DueWords(v.LastOnTime(), s.c.Now.Today)
	p := summaryview.SendPage{URL: s.url() + "/gui", Back: s.url(), Errors: t.errors, Gaps: s.gaps(v.Gaps), Due: "Hạn: " + words, Late: late, Button: "Gửi báo cáo",
		Head: s.head("Gửi báo cáo", "Số liệu và nội dung được ghi lại như lúc gửi; số liệu duyệt hoặc đính chính sau đó không tự vào báo cáo."),
		Reason: ui.Field{Name: "ly-do", Label: "Lý do gửi khi còn thiếu", Kind: "textarea", Required: len(v.Gaps) > 0, Max: summary.MaxReason, Value: t.reason, Error: page.Of(t.errors, "ly-do"),
			Hint: "Nêu phần còn thiếu sẽ bổ sung thế nào, khi nào."}}
	if len(v.Gaps) == 0 {
		p.Reason.Label, p.Reason.Hint = "Lời nhắn kèm báo cáo (không bắt buộc)", ""
	}
	if v.FirstSubmittedOn != nil {
		p.Due, p.Late = "Gửi lần đầu ngày "+v.FirstSubmittedOn.String(), false
	}
	if err := v.Writable(v.Phase, s.c.Now.Today); err != nil {
		e, _ := fault.Of(err)
		p.Shut = e.Message
	}
	return s.c.Render(page.View{Title: p.Head.Title, Status: status}, summaryview.Sending(p))
}

// Send sends it.
func (u *UI) Send(c *page.Context) error {
	w, id, f, err := u.act(c)
	if err != nil {
		return err
	}
	err = u.Summaries.Submit(c.Ctx(), c.Actor, c.Now, w, id, f.Raw("ly-do"))
	if errs, ok := page.Problems(err); ok {
		s, err := u.write(c)
		if err != nil {
			return err
		}
		return s.sending(http.StatusUnprocessableEntity, typed{reason: f.Raw("ly-do"), errors: errs})
	}
	if err != nil {
		return err
	}
	return c.See(page.SummaryURL(int64(id)), "Đã gửi báo cáo đến Công an tỉnh.")
}

// Recall takes the sending back.
func (u *UI) Recall(c *page.Context) error {
	w, id, _, err := u.act(c)
	if err != nil {
		return err
	}
	if err := u.Summaries.Recall(c.Ctx(), c.Actor, c.Now, w, id); err != nil {
		return err
	}
	return c.See(page.SummaryURL(int64(id)), "Đã rút lại báo cáo. Sửa xong thì gửi lại.")
}

// Accept takes the report over.
func (u *UI) Accept(c *page.Context) error {
	w, id, f, err := u.act(c)
	if err != nil {
		return err
	}
	if err := u.Summaries.Accept(c.Ctx(), c.Actor, c.Now, w, id, f.Int("lan")); err != nil {
		return err
	}
	return c.See(page.SummaryURL(int64(id)), "Đã tiếp nhận báo cáo.")
}

// Return sends it back with a reason.
func (u *UI) Return(c *page.Context) error {
	w, id, f, err := u.act(c)
	if err != nil {
		return err
	}
	err = u.Summaries.Return(c.Ctx(), c.Actor, c.Now, w, id, f.Int("lan"), f.Raw("ly-do"))
	return u.decided(c, f, err, "Đã trả lại báo cáo kèm lý do.")
}

// decided shows the report again with a refused reason, or leads to it.
func (u *UI) decided(c *page.Context, f *page.Form, err error, flash string) error {
	if errs, ok := page.Problems(err); ok {
		s, err := u.read(c)
		if err != nil {
			return err
		}
		return s.render(http.StatusUnprocessableEntity, typed{reason: f.Raw("ly-do"), errors: errs})
	}
	if err != nil {
		return err
	}
	id, _ := c.ID("id")
	return c.See(page.SummaryURL(id), flash)
}

// SupplyForm shows what a supplement would hold.
func (u *UI) SupplyForm(c *page.Context) error {
	s, err := u.write(c)
	if err != nil {
		return err
	}
	return s.supplying(http.StatusOK, typed{})
}

func (s *scene) supplying(status int, t typed) error {
	p := summaryview.SendPage{URL: s.url() + "/bo-sung", Back: s.url(), Errors: t.errors, Drift: s.drift(), Button: "Gửi bổ sung",
		Head:   s.head("Gửi báo cáo bổ sung", "Bổ sung được đánh số, kèm lý do; Công an tỉnh tiếp nhận riêng. Lời văn giữ nguyên, số liệu trong đó tự cập nhật."),
		Reason: ui.Field{Name: "ly-do", Label: "Lý do bổ sung", Kind: "textarea", Required: true, Max: summary.MaxReason, Value: t.reason, Error: page.Of(t.errors, "ly-do")}}
	switch {
	case s.v.State != summary.Accepted:
		p.Shut = "Báo cáo ở trạng thái “" + s.v.State.Words() + "” nên không gửi bổ sung được: bổ sung chỉ dành cho báo cáo đã được tiếp nhận."
	case s.v.Pending() != nil:
		p.Shut = "Đã có báo cáo bổ sung đang chờ tiếp nhận."
	case p.Drift == nil:
		p.Shut = "Số liệu đã duyệt không khác báo cáo đã gửi, không có gì để bổ sung."
	}
	return s.c.Render(page.View{Title: p.Head.Title, Status: status}, summaryview.Sending(p))
}

// Supply sends it.
func (u *UI) Supply(c *page.Context) error {
	w, id, f, err := u.act(c)
	if err != nil {
		return err
	}
	no, err := u.Summaries.Supply(c.Ctx(), c.Actor, c.Now, w, id, f.Raw("ly-do"))
	if errs, ok := page.Problems(err); ok {
		s, err := u.write(c)
		if err != nil {
			return err
		}
		return s.supplying(http.StatusUnprocessableEntity, typed{reason: f.Raw("ly-do"), errors: errs})
	}
	if err != nil {
		return err
	}
	return c.See(page.SummaryURL(int64(id)), fmt.Sprintf("Đã gửi bổ sung số %d.", no))
}

// DecideSupplement takes a supplement over or refuses it.
func (u *UI) DecideSupplement(c *page.Context) error {
	w, id, f, err := u.act(c)
	if err != nil {
		return err
	}
	take := f.Line("quyet-dinh") == "nhan"
	flash := "Đã tiếp nhận bổ sung."
	if !take {
		flash = "Đã trả lời không tiếp nhận bổ sung."
	}
	err = u.Summaries.DecideSupplement(c.Ctx(), c.Actor, c.Now, w, id, f.Int("so"), take, vi.Clean(f.Raw("ly-do")))
	return u.decided(c, f, err, flash)
}
