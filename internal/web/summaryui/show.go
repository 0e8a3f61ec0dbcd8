package summaryui

import (
	"fmt"
	"net/http"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/summaryview"
	"thidua/templates/ui"
)

// Show is one report.
func (u *UI) Show(c *page.Context) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	return s.render(http.StatusOK, typed{})
}

// typed is what a refused form had: the texts of sections, the words of
// reasons, and what is wrong with them.
type typed struct {
	texts  map[string]string
	reason string
	errors []ui.Error
}

// render shows the report; t is of a refused form.
func (s *scene) render(status int, t typed) error {
	p := s.page(t)
	v := page.View{Title: "Báo cáo " + vi.LowerFirst(s.v.Phase.Name) + " – " + s.unit(), Status: status}
	if p.Edit {
		v.Scripts = []string{"js/summary.js"}
	}
	return s.c.Render(v, summaryview.ReportPage(p))
}

func (s *scene) page(t typed) summaryview.Page {
	v := s.v
	p := summaryview.Page{URL: s.url(), Errors: t.errors, Facts: s.facts(), Steps: s.steps(), Sents: s.sents(),
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Báo cáo đợt", URL: cockpitURL(v.Phase.Code)}, {Label: vi.UpperFirst(s.unit())}}, Kicker: vi.UpperFirst(s.unit()),
			Title: "Báo cáo kết quả " + v.Phase.Name, Aside: vi.Span(v.Phase.Start, v.Phase.End), Tag: stateTag(v.State)}}
	if !v.Open {
		p.Head.Tag = ui.Tag{Text: "Chưa mở"}
		p.Notices = append(p.Notices, summaryview.Notice{Kind: "info", Lines: []string{"Báo cáo mở từ ngày " + (v.Phase.End + 1).String() + ", sau ngày cuối của đợt. Đến ngày đó, số liệu đã duyệt được tổng hợp sẵn."}})
		return p
	}
	s.acts(&p, t)
	s.notices(&p)
	if v.Live {
		p.Gaps = s.gaps(v.Gaps)
	} else {
		p.Drift = s.drift()
	}
	p.Edit = v.Live && s.holds()
	p.Sections = s.sections(t, p.Edit)
	if p.Edit {
		for _, g := range summary.Live(&v.Sealed.Figures) {
			x := summaryview.FigureGroup{Title: g.Title}
			for _, f := range g.Figures {
				x.Figures = append(x.Figures, summaryview.Figure{Token: "[[" + f.Token + "]]", Label: f.Label, Value: f.Value})
			}
			p.Figures = append(p.Figures, x)
		}
	}
	p.Communes, p.Sums = s.communes(), s.sums()
	s.beside(&p)
	return p
}

// facts are who makes it, who holds it, when it is due and when it came.
func (s *scene) facts() []summaryview.Fact {
	v := s.v
	out := []summaryview.Fact{{Label: "Đơn vị lập", Text: office(s.w, org.UnitID(v.UnitID), false)}}
	if v.Level == string(org.Province) {
		return out
	}
	holder := org.UnitID(v.HolderID)
	switch {
	case v.State == summary.Submitted:
		holder = org.UnitID(*v.ReviewerID)
	case !v.State.Editable():
		holder = 0
	}
	if holder != 0 && v.Open {
		out = append(out, summaryview.Fact{Label: "Đang giữ", Text: office(s.w, holder, false)})
	}
	due := summaryview.Fact{Label: "Hạn gửi", Text: "trước ngày " + v.DueBefore.String()}
	onTime, sent := v.OnTime()
	if !sent {
		words, late := report.DueWords(v.LastOnTime(), s.c.Now.Today)
		due.Text, due.Late = due.Text+" (ngày cuối đúng hạn: "+words+")", late
	}
	out = append(out, due)
	if sent {
		first := summaryview.Fact{Label: "Gửi lần đầu", Text: v.FirstSubmittedOn.String() + ", đúng hạn"}
		if !onTime {
			first.Text, first.Late = fmt.Sprintf("%s, chậm %d ngày", v.FirstSubmittedOn, *v.FirstSubmittedOn-v.LastOnTime()), true
		}
		out = append(out, first, summaryview.Fact{Label: "Số lần gửi", Text: itoa(v.SubmissionNo)})
	}
	return out
}

// acts are what the reader may do next.
func (s *scene) acts(p *summaryview.Page, t typed) {
	v := s.v
	reason := ui.Field{Name: "ly-do", Label: "Lý do trả lại", Kind: "textarea", Required: true, Max: summary.MaxReason, Value: t.reason, Error: page.Of(t.errors, "ly-do"),
		Hint: "Nói rõ cần sửa gì, ở mục nào."}
	if v.Level == string(org.Province) {
		return
	}
	if s.holds() {
		switch v.State {
		case summary.Draft, summary.Returned:
			p.Acts = append(p.Acts, summaryview.Act{Link: ui.Link{Label: "Kiểm tra và gửi", URL: p.URL + "/gui"}, First: true})
		case summary.Submitted:
			p.Recall = p.URL + "/rut-lai"
		case summary.Accepted:
			if len(v.Drift) > 0 && v.Pending() == nil {
				p.Acts = append(p.Acts, summaryview.Act{Link: ui.Link{Label: "Gửi bổ sung", URL: p.URL + "/bo-sung"}, First: true})
			}
		}
	}
	pending := v.Pending()
	if pending != nil {
		p.Supply = &summaryview.Supply{Title: fmt.Sprintf("Báo cáo bổ sung số %d, gửi %s", pending.No, vi.DayTime(pending.MadeAt)), Said: pending.Reason, URL: p.URL + "/bo-sung/quyet-dinh",
			No: itoa(pending.No), Decides: s.reviews(), Reason: reason}
		p.Supply.Reason.Label, p.Supply.Reason.Hint = "Lý do không tiếp nhận", ""
	}
	if !s.reviews() {
		return
	}
	switch {
	case v.State == summary.Submitted:
		p.Decide = &summaryview.Decide{Accept: p.URL + "/tiep-nhan", Return: p.URL + "/tra-lai", No: itoa(v.SubmissionNo), Reason: reason}
	case v.State == summary.Accepted && pending == nil:
		p.Decide = &summaryview.Decide{Return: p.URL + "/tra-lai", No: itoa(v.SubmissionNo), Reason: reason}
		p.Decide.Reason.Hint = "Báo cáo đã tiếp nhận vẫn trả lại được cho đến khi tỉnh chốt."
	}
}

// notices are what the reader should know first.
func (s *scene) notices(p *summaryview.Page) {
	v := s.v
	if v.State == summary.Returned {
		for _, x := range v.Steps {
			if x.Action == "return" {
				p.Notices = append(p.Notices, summaryview.Notice{Kind: "bad", Title: "Bị trả lại " + vi.DayTime(x.At), Lines: []string{x.Reason}})
				break
			}
		}
	}
	if v.Live && !s.holds() {
		p.Notices = append(p.Notices, summaryview.Notice{Kind: "info", Lines: []string{"Báo cáo đang soạn: nội dung và số liệu còn thay đổi đến khi gửi."}})
	}
	if x := v.Snapshot; x != nil && x.Gaps != "" {
		title, lead := "Gửi khi còn thiếu ", "Lý do của đơn vị: "
		if x.Kind == summary.Freezing {
			title, lead = "Chốt khi còn thiếu ", "Lý do: "
		}
		p.Notices = append(p.Notices, summaryview.Notice{Title: title + itoa(len(lines(x.Gaps))) + " nội dung", Lines: []string{lead + x.Reason}})
	}
}

// MonthURL is where a gap is mended: the month's report for who reads it.
func (s *scene) monthURL(id report.ID) string {
	if !s.c.Actor.May(access.ReportRead) {
		return ""
	}
	return page.ReportURL(int64(id))
}

// shown is how many gaps stand open at once.
const shown = 6

func (s *scene) gaps(list []summary.Gap) *summaryview.Gaps {
	if len(list) == 0 {
		return nil
	}
	g := &summaryview.Gaps{Title: fmt.Sprintf("Còn thiếu %d nội dung", len(list))}
	for i, x := range list {
		l := ui.Link{Label: vi.UpperFirst(x.Text)}
		if x.Kind == summary.GapSection {
			l.URL = s.url() + "#muc-" + x.Section
			if s.v.Live && s.holds() {
				l.URL = s.url() + "#f-" + x.Section
			}
		} else {
			l.URL = s.monthURL(x.Report)
			if x.Below != 0 {
				l.URL = page.SummaryURL(int64(x.Below))
			}
		}
		if i < shown {
			g.Lines = append(g.Lines, l)
		} else {
			g.Rest = append(g.Rest, l)
		}
	}
	return g
}

var acts = map[string]string{"submit": "Gửi lần %d", "recall": "Rút lại lần gửi %d", "return": "Trả lại lần gửi %d", "accept": "Tiếp nhận lần gửi %d", "supplement": "Gửi bổ sung",
	"supplement.accept": "Tiếp nhận bổ sung", "supplement.refuse": "Không tiếp nhận bổ sung", "freeze": "Chốt", "leave_out": "Nằm ngoài số chốt: chưa được tiếp nhận khi tỉnh chốt", "correct": "Đính chính sau chốt", "sign": "Đăng ký bản ký", "nudge": "Đôn đốc"}

func (s *scene) steps() []summaryview.Step {
	var out []summaryview.Step
	for _, x := range s.v.Steps {
		what := acts[x.Action]
		if x.Action == "submit" || x.Action == "recall" || x.Action == "return" || x.Action == "accept" {
			what = fmt.Sprintf(what, x.SubmissionNo)
		}
		out = append(out, summaryview.Step{When: vi.DayTime(x.At), What: what, By: x.By, Reason: x.Reason})
	}
	return out
}

func (s *scene) sents() []summaryview.Sent {
	var out []summaryview.Sent
	for _, x := range s.v.Sents {
		if x.Kind == summary.Freezing {
			continue
		}
		m := summaryview.Sent{Title: fmt.Sprintf("Lần gửi %d", x.No), Text: vi.DayTime(x.MadeAt) + ", " + x.MadeBy, Code: summary.ShowCode(x.Code), Gaps: lines(x.Gaps)}
		if x.Kind == summary.Supplement {
			m.Title = fmt.Sprintf("Bổ sung số %d", x.No)
		}
		switch {
		case x.AcceptedAt != nil:
			m.Tag = ui.Tag{Kind: "accepted", Text: "Tiếp nhận " + clock.DayOf(*x.AcceptedAt).String()}
		case x.RefusedAt != nil:
			m.Tag = ui.Tag{Kind: "returned", Text: "Không tiếp nhận"}
		}
		out = append(out, m)
	}
	return out
}
