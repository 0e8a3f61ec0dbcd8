package reportui

import (
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// file is the list of corrections as a file, old and new as numbers.
func (l *correctionLister) file(u *UI, scope access.Scope, f report.CorrectionFilter) page.File {
	out := page.File{Name: "Đính chính", Filter: l.words()}
	out.Table.Columns = []workbook.Column{{Header: "Đơn vị", Width: 26}, {Header: "Kỳ", Width: 16}, {Header: "Dòng", Width: 24}, {Header: "Số liệu", Width: 24}, {Header: "Số cũ", Kind: workbook.Int}, {Header: "Số mới", Kind: workbook.Int},
		{Header: "Trạng thái", Kind: workbook.State, Width: 18}, {Header: "Lý do", Width: 50}, {Header: "Nguồn", Width: 18}, {Header: "Người đề nghị", Width: 24}, {Header: "Ngày đề nghị", Kind: workbook.Date},
		{Header: "Người quyết định", Width: 24}, {Header: "Ngày quyết định", Kind: workbook.Date}, {Header: "Trả lời", Width: 40}}
	out.Table.Rows = page.Walk(func(n int) ([]report.Correction, bool, error) {
		f.Page = n
		list, err := u.Reports.Corrections(l.c.Ctx(), u.Reports.Pool, scope, f)
		return list.Rows, n*report.CorrectionPage >= list.Total(f.State), err
	}, func(x *report.Correction) []workbook.Cell {
		p, _ := l.w.Plan.Period(x.PeriodID)
		row, measure, _ := strings.Cut(cellWords(l.w, l.w.Plan.RulesOf(x.PlanVersionID), p, x.CommuneID, x.Cell()), " – ")
		origin := originWords[x.Origin]
		if origin == "" {
			origin = "Công an xã"
		}
		decided := workbook.Cell{}
		if x.DecidedAt != nil {
			decided = workbook.D(clock.DayOf(*x.DecidedAt))
		}
		return []workbook.Cell{workbook.T(vi.UpperFirst(l.w.Tree.Name(orgID(x.CommuneID), p.End).Full())), workbook.T(p.Label), workbook.T(row), workbook.T(measure), valueCell(x.From()), valueCell(x.To()),
			workbook.T(x.State.Words()), workbook.T(x.Reason), workbook.T(origin), workbook.T(x.ProposedBy), workbook.D(clock.DayOf(x.ProposedAt)), workbook.T(x.DecidedBy), decided, workbook.T(x.Answer)}
	})
	return out
}

// words say how the list is narrowed.
func (l *correctionLister) words() string {
	var s []string
	if l.unit > 0 {
		s = append(s, l.w.Tree.Name(orgID(l.unit), l.c.Now.Today).Full())
	}
	if l.period > 0 && l.period <= len(l.w.Plan.Periods) {
		s = append(s, l.w.Plan.Periods[l.period-1].Label)
	}
	if l.state != "" {
		s = append(s, "trạng thái: "+vi.LowerFirst(l.state.Words()))
	}
	return strings.Join(s, "; ")
}

// valueCell is a figure in a file: "–" where nothing arose, empty where none
// was entered.
func valueCell(v report.Value) workbook.Cell {
	switch {
	case v.None:
		return workbook.T("–")
	case v.Known():
		return workbook.N(int64(v.N))
	}
	return workbook.Cell{}
}
