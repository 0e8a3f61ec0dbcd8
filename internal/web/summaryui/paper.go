package summaryui

import (
	"bytes"

	"thidua/internal/paper"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/paperview"
	"thidua/templates/summaryview"
	"thidua/templates/ui"
)

// paper is the report of the path as its documents are made.
func (u *UI) paper(c *page.Context) (*summary.Paper, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return nil, err
	}
	return u.Summaries.Paper(c.Ctx(), u.Pool, c.Actor, c.Now, w, summary.ID(id))
}

// fileName is "Báo cáo đợt 1 - huyện Ninh Phước.docx", a draft named one.
func fileName(p *summary.Paper, kind, ext string) string {
	f := &p.Sealed.Figures
	s := kind + " " + vi.LowerFirst(f.Phase.Name) + " - " + f.Unit.Name
	if p.Code == "" {
		s += " (dự thảo)"
	}
	return s + ext
}

// Print is the report as it is printed.
func (u *UI) Print(c *page.Context) error {
	p, err := u.paper(c)
	if err != nil {
		return err
	}
	sheet, err := page.Paper(p.Document())
	if err != nil {
		return err
	}
	url := page.SummaryURL(int64(p.Report.ID))
	f := &p.Sealed.Figures
	head := ui.Head{Crumbs: []ui.Link{{Label: "Báo cáo đợt", URL: cockpitURL(f.Phase.Code)}, {Label: vi.UpperFirst(f.Unit.Name), URL: url}, {Label: "Bản in"}}, Title: "Bản in"}
	return c.Render(page.View{Title: "Bản in báo cáo " + vi.LowerFirst(f.Phase.Name) + " – " + f.Unit.Name}, summaryview.PrintPage(head, url+"/van-ban.docx", paperview.Paper(sheet)))
}

// Word is the report as a Word file.
func (u *UI) Word(c *page.Context) error {
	p, err := u.paper(c)
	if err != nil {
		return err
	}
	b, err := p.Document().DOCX()
	if err != nil {
		return err
	}
	return c.Download(paper.ContentType, fileName(p, "Báo cáo", ".docx"), b)
}

// Annex is every figure as a workbook.
func (u *UI) Annex(c *page.Context) error {
	p, err := u.paper(c)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := p.Annex(&b); err != nil {
		return err
	}
	return c.Download(summary.AnnexType, fileName(p, "Phụ lục số liệu", ".xlsx"), b.Bytes())
}
