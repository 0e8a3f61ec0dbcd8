package guideui

import (
	"net/http"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/guideview"
	"thidua/templates/paperview"
	"thidua/templates/ui"
)

// Guides is the list of versions.
func (u *UI) Guides(c *page.Context) error { return u.list(c, http.StatusOK) }

func (u *UI) list(c *page.Context, status int) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	list, err := u.Criteria.Guides(c.Ctx(), u.Pool, c.Actor, w)
	if err != nil {
		return err
	}
	m := guideview.Guides{Head: ui.Head{Kicker: "Khen thưởng", Title: "Hướng dẫn tiêu chí khen thưởng", Lead: "Công an tỉnh (Phòng PX03) dự thảo, Sở Nội vụ thống nhất và ban hành. Các đơn vị xét theo bản đang áp dụng."},
		Key: page.NewID(), New: guides + "/moi"}
	for i := len(w.Plan.Phases) - 1; i >= 0; i-- {
		ph := w.Plan.Phases[i]
		p := guideview.PhaseGuides{Name: ph.Name, Review: reviewName(w, ph.Code), Code: ph.Code, New: c.Actor.Role == access.PX03, Button: "Lập dự thảo"}
		for j := range list {
			g := &list[j]
			if g.PhaseID != ph.ID {
				continue
			}
			p.New, p.Button = p.New && !g.Drafting(), "Lập phiên bản mới"
			r := guideview.GuideRow{Version: ui.Link{Label: "Phiên bản " + itoa(g.Version), URL: guideURL(g.ID)}, State: guideTag(g.State), Number: g.Number, Drafted: signed(g.Drafted), Agreed: signed(g.Agreed)}
			if g.Date != nil {
				r.Date = g.Date.String()
			}
			var names []string
			for _, x := range g.Criteria {
				names = append(names, pairName(x.Form, x.Subject))
			}
			r.Forms = strings.Join(names, "; ")
			p.Rows = append(p.Rows, r)
		}
		m.Phases = append(m.Phases, p)
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, guideview.GuidesPage(m))
}

// Draft begins a version.
func (u *UI) Draft(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	at, err := u.Criteria.Draft(c.Ctx(), c.Actor, c.Now, w, f.Line("khoa"), f.Line("dot"), func(id criteria.GuideID) string { return guideURL(id) })
	if err != nil {
		return err
	}
	return c.See(at, "Đã lập dự thảo. Xem lại các tiêu chí rồi thử xem ai đủ điều kiện.")
}

// guide is the version of the path.
func (u *UI) guide(c *page.Context) (report.World, criteria.Guide, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, criteria.Guide{}, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, criteria.Guide{}, err
	}
	g, err := u.Criteria.Guide(c.Ctx(), u.Pool, c.Actor, w, criteria.GuideID(id))
	return w, g, err
}

// Guide is one version.
func (u *UI) Guide(c *page.Context) error { return u.show(c, http.StatusOK, nil, nil) }

func guideHead(w report.World, g *criteria.Guide, last string) ui.Head {
	name := reviewName(w, g.Phase) + ", phiên bản " + itoa(g.Version)
	h := ui.Head{Crumbs: []ui.Link{{Label: "Hướng dẫn tiêu chí", URL: guides}, {Label: name}}, Kicker: "Hướng dẫn tiêu chí khen thưởng", Title: name, Tag: guideTag(g.State)}
	if last != "" {
		h.Crumbs[1].URL = guideURL(g.ID)
		h.Crumbs, h.Kicker, h.Title = append(h.Crumbs, ui.Link{Label: last}), name, last
	}
	return h
}

func (u *UI) show(c *page.Context, status int, f *page.Form, errs []ui.Error) error {
	w, g, err := u.guide(c)
	if err != nil {
		return err
	}
	at := guideURL(g.ID)
	m := guideview.Guide{Head: guideHead(w, &g, ""), Errors: errs, Edits: itoa(g.Edits), Word: at + "/huong-dan.docx", Print: at + "/in", Phase: g.Phase, Key: page.NewID()}
	fact := func(label, text string) {
		if text != "" {
			m.Facts = append(m.Facts, guideview.Fact{Label: label, Text: text})
		}
	}
	if g.Number != "" {
		fact("Số, ngày", g.Number+", "+g.Date.String())
	}
	fact("Công an tỉnh (PX03) dự thảo", signed(g.Drafted))
	fact("Sở Nội vụ thống nhất", signed(g.Agreed))
	fact("Sở Nội vụ ban hành", signed(g.Issued))
	if g.State == award.GuideDraft {
		m.SentBack = g.SentBack
	}
	typed := func(x ui.Field) ui.Field {
		if f != nil {
			x.Value = f.Raw(x.Name)
		}
		x.Error = page.Of(errs, x.Name)
		return x
	}
	px, ha := c.Actor.Role == access.PX03, c.Actor.Role == access.HomeAffairs
	switch {
	case g.State == award.GuideDraft && px:
		m.Edit = at + "/sua"
	case g.State == award.GuideDraft && ha:
		m.Agree = at + "/thong-nhat"
	case g.State == award.GuideAgreed && (px || ha):
		m.Back = at + "/tra-lai"
		m.Reason = typed(ui.Field{Name: "ly-do", Label: "Lý do", Kind: "textarea", Required: true, Max: 1000})
		if ha {
			m.Issue = at + "/ban-hanh"
			m.Number = typed(ui.Field{Name: "so", Label: "Số, ký hiệu", Required: true, Max: 60, Hint: "Ví dụ: 12/HD-SNV."})
			m.Day = typed(ui.Field{Name: "ngay", Label: "Ngày ban hành", Kind: "date", Required: true})
		}
	case g.State == award.GuideIssued && px:
		m.New = guides + "/moi"
	}
	if g.Drafting() {
		m.Notices = append(m.Notices, "Dự thảo: chỉ Phòng PX03 và Sở Nội vụ xem được.")
	}
	if c.Actor.May(access.GuideDraft) {
		m.Try = at + "/thu"
	}
	for _, x := range g.Criteria {
		m.Parts = append(m.Parts, part(w, &g, x, m.Try))
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, guideview.GuidePage(m))
}

// part is one form and subject in words.
func part(w report.World, g *criteria.Guide, x award.Criteria, try string) guideview.Part {
	p := guideview.Part{ID: pairID(x.Form, x.Subject), Title: pairName(x.Form, x.Subject), Cap: x.Cap.Words(x.Subject)}
	for _, l := range x.Lines(w.Plan.Rules, g.Phase) {
		p.Lines = append(p.Lines, l.Text)
	}
	if try != "" {
		p.Try = try + "?doi-tuong=" + pairID(x.Form, x.Subject)
	}
	if s := x.Sheet; s != nil {
		p.Sheet = &guideview.Sheet{Total: "Tối đa " + itoa(s.Max()) + " điểm, cần đạt từ " + itoa(s.Least) + " điểm."}
		for _, i := range s.Items {
			p.Sheet.Rows = append(p.Sheet.Rows, []string{i.Code, i.Text, itoa(i.Max)})
		}
		for _, d := range s.Deductions {
			p.Sheet.Rows = append(p.Sheet.Rows, []string{d.Code, "Trừ: " + d.Text, "−" + itoa(d.Points) + "/lần"})
		}
	}
	return p
}

// act carries out an act on the guide of the path and shows it; refused
// fields come back with the page.
func (u *UI) act(c *page.Context, flash string, do func(w report.World, id criteria.GuideID, f *page.Form) error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	err = do(w, criteria.GuideID(id), f)
	if errs, ok := page.Problems(err); ok {
		return u.show(c, http.StatusUnprocessableEntity, f, errs)
	}
	if err != nil {
		return err
	}
	return c.See(guideURL(criteria.GuideID(id)), flash)
}

// Agree is Home Affairs' consent.
func (u *UI) Agree(c *page.Context) error {
	return u.act(c, "Đã thống nhất dự thảo.", func(w report.World, id criteria.GuideID, f *page.Form) error {
		return u.Criteria.Agree(c.Ctx(), c.Actor, c.Now, w, id, f.Int("lan-sua"))
	})
}

// SendBack makes an agreed guide a draft again.
func (u *UI) SendBack(c *page.Context) error {
	return u.act(c, "Đã trả lại để sửa.", func(w report.World, id criteria.GuideID, f *page.Form) error {
		return u.Criteria.SendBack(c.Ctx(), c.Actor, c.Now, w, id, f.Text("ly-do"))
	})
}

// Issue gives the guide its number and date.
func (u *UI) Issue(c *page.Context) error {
	return u.act(c, "Đã ban hành hướng dẫn; các đơn vị xét theo bản này.", func(w report.World, id criteria.GuideID, f *page.Form) error {
		date := f.DayOrNone("ngay", "ngày ban hành")
		unread, _ := page.Problems(f.Fields.Err())
		if len(unread) > 0 {
			date = nil
		}
		err := u.Criteria.Issue(c.Ctx(), c.Actor, c.Now, w, id, f.Line("so"), date)
		if e, ok := fault.Of(err); ok && len(unread) > 0 {
			for i := range e.Fields {
				if e.Fields[i].Name == "ngay" {
					e.Fields[i].Message = unread[0].Message
				}
			}
		}
		return err
	})
}

// document is the guide of the path as a paper.
func (u *UI) document(c *page.Context) (report.World, criteria.Guide, *paper.Document, error) {
	w, g, err := u.guide(c)
	if err != nil {
		return w, g, nil, err
	}
	s, err := criteria.LoadSettings(c.Ctx(), u.Pool)
	if err != nil {
		return w, g, nil, err
	}
	d, err := g.Document(w, s.Law, c.Now.Business)
	return w, g, d, err
}

// Print is the guide as it is printed.
func (u *UI) Print(c *page.Context) error {
	w, g, d, err := u.document(c)
	if err != nil {
		return err
	}
	sheet, err := page.Paper(d)
	if err != nil {
		return err
	}
	h := guideHead(w, &g, "Bản in")
	return c.Render(page.View{Title: "Bản in " + vi.LowerFirst(g.Name(w))}, guideview.PrintPage(h, guideURL(g.ID)+"/huong-dan.docx", paperview.Paper(sheet)))
}

// Word is the guide as a Word file.
func (u *UI) Word(c *page.Context) error {
	w, g, d, err := u.document(c)
	if err != nil {
		return err
	}
	b, err := d.DOCX()
	if err != nil {
		return err
	}
	name := g.Name(w)
	if g.Issued == nil {
		name += " (dự thảo)"
	}
	return c.Download(paper.ContentType, name+".docx", b)
}
