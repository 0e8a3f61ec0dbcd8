package questionui

import (
	"strings"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/question"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// file is the list of questions as a file, texts whole.
func (u *UI) file(c *page.Context, w report.World, f question.Filter) page.File {
	out := page.File{Name: "Khó khăn, vướng mắc", Filter: words(c, w, f)}
	out.Table.Columns = []workbook.Column{{Header: "Ngày nêu", Kind: workbook.Date}, {Header: "Đơn vị", Width: 28}, {Header: "Đợt"}, {Header: "Vấn đề", Width: 34}, {Header: "Khó khăn, vướng mắc", Width: 50},
		{Header: "Kiến nghị", Width: 40}, {Header: "Trạng thái", Kind: workbook.State}, {Header: "Trả lời", Width: 50}, {Header: "Người trả lời", Width: 24}, {Header: "Ngày trả lời", Kind: workbook.Date}}
	out.Table.Rows = page.Walk(func(n int) ([]question.Question, bool, error) {
		f.Page = n
		p, err := u.Questions.List(c.Ctx(), c.Actor, w.Tree, c.Now.Today, f)
		if err != nil || p.Page != n { // past the end
			return nil, true, err
		}
		return p.Rows, n*question.PageSize >= p.Total, nil
	}, func(q *question.Question) []workbook.Cell {
		answered := workbook.T("")
		if q.AnsweredAt != nil {
			answered = workbook.D(clock.DayOf(*q.AnsweredAt))
		}
		return []workbook.Cell{workbook.D(q.AskedOn), workbook.T(unitName(w, q)), workbook.T(phaseName(w, q.PhaseID)), workbook.T(q.Subject), workbook.T(q.Body), workbook.T(q.Proposal),
			workbook.T(q.State.Words()), workbook.T(q.Answer), workbook.T(q.AnsweredBy), answered}
	})
	return out
}

// words say how the list is narrowed.
func words(c *page.Context, w report.World, f question.Filter) string {
	var s []string
	if f.Phase != 0 {
		s = append(s, phaseName(w, f.Phase))
	}
	if f.State != "" {
		s = append(s, vi.LowerFirst(f.State.Words()))
	}
	if f.Under != 0 {
		s = append(s, w.Tree.Name(org.UnitID(f.Under), c.Now.Today).Full())
	}
	if f.Text != "" {
		s = append(s, "có “"+f.Text+"”")
	}
	return strings.Join(s, "; ")
}
