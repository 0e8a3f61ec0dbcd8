package targetui

import (
	"strings"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// listFile is the targets of the filter, one a row.
func listFile(c *page.Context, w report.World, f filter, list []found) page.File {
	out := page.File{Name: "Chỉ tiêu giao", Filter: f.words(c, w)}
	out.Table.Columns = []workbook.Column{{Header: "Nội dung", Width: 36}, {Header: "Mức giao", Width: 12}, {Header: "Mức của kế hoạch", Width: 12}, {Header: "Đợt", Width: 12}, {Header: "Áp dụng từ", Kind: workbook.Date},
		{Header: "Đến hết", Kind: workbook.Date}, {Header: "Số đơn vị", Kind: workbook.Int}, {Header: "Các đơn vị", Width: 50}, {Header: "Cơ quan giao", Width: 34}, {Header: "Văn bản", Width: 14}, {Header: "Ngày văn bản", Kind: workbook.Date},
		{Header: "Trạng thái", Kind: workbook.State, Width: 18}, {Header: "Ghi chú", Width: 50}, {Header: "Người ghi", Width: 24}}
	out.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
		for _, t := range list {
			ph, _ := w.Plan.Phase(t.PhaseID)
			from, to := span(t.Starts(), t.Before())
			if !yield([]workbook.Cell{workbook.T(t.Name(w.Plan.Rules)), workbook.T(t.Short()), workbook.T(planValue(w.Plan.Rules, t.Assigned)), workbook.T(ph.Name), from, to, workbook.N(int64(len(t.units))), workbook.T(names(w, t.units)),
				workbook.T(t.Issuer), workbook.T(t.DocNumber), workbook.D(t.DocDay), workbook.T(t.State(c.Now.Today).String()), workbook.T(t.Note), workbook.T(t.SetBy)}, nil) {
				return
			}
		}
	}
	return out
}

// span is the days a target binds, both empty where it was ended before it
// began.
func span(from, before clock.Day) (first, last workbook.Cell) {
	if from >= before {
		return workbook.Cell{}, workbook.Cell{}
	}
	return workbook.D(from), workbook.D(before - 1)
}

// words say how the list is narrowed.
func (f filter) words(c *page.Context, w report.World) string {
	var s []string
	if ph, ok := w.Plan.PhaseByCode(f.phase); ok {
		s = append(s, ph.Name)
	}
	if f.unit != 0 {
		s = append(s, w.Tree.Name(f.unit, c.Now.Today).Full())
	}
	if f.state != "" {
		s = append(s, "trạng thái: "+vi.LowerFirst(f.state.String()))
	}
	if f.text != "" {
		s = append(s, "nội dung có “"+f.text+"”")
	}
	return strings.Join(s, "; ")
}

// unitsFile is one target with each unit's own verdict.
func unitsFile(c *page.Context, w report.World, t *plan.Assigned, units []plan.AssignedUnit, held []report.Held) page.File {
	out := page.File{Name: "Chỉ tiêu giao " + t.Name(w.Plan.Rules) + " " + t.Short(), Path: w.Tree.PlaceNow(t.Setter, c.Now.Today).Path}
	out.Table.Sheet = "Chỉ tiêu giao"
	out.Table.Notes = []string{t.Issuer + ", số " + t.DocNumber + " ngày " + t.DocDay.String() + "."}
	out.Table.Columns = []workbook.Column{{Header: "Đơn vị", Width: 28}, {Header: "Thuộc", Width: 28}, {Header: "Áp dụng từ", Kind: workbook.Date}, {Header: "Đến hết", Kind: workbook.Date}, {Header: "Kết quả", Kind: workbook.State, Width: 16},
		{Header: "Số liệu", Width: 60}, {Header: "Kết thúc theo văn bản", Width: 20}, {Header: "Ngày kết thúc", Kind: workbook.Date}, {Header: "Ghi chú", Width: 40}}
	var rows [][]workbook.Cell
	for i, u := range units {
		from, to := span(u.Start, u.Before)
		row := []workbook.Cell{workbook.T(vi.UpperFirst(w.Tree.Name(u.Unit, c.Now.Today).Short())), {}, from, to, workbook.T("Chưa có kỳ nào kết thúc"), {}, workbook.T(u.EndedNumber), workbook.DayOr(u.EndedOn), workbook.T(u.EndedNote)}
		x, _ := w.Tree.Unit(u.Unit)
		if up := w.Tree.Parent(u.Unit, u.Start); up != 0 {
			row[1] = workbook.T(vi.UpperFirst(w.Tree.Name(up, u.Start).Full()))
		}
		if h := &held[i]; h.Judged {
			row[4], row[5] = workbook.T(h.Result.Words()), workbook.T(why(t, h, x.Level == org.Team, c.Now.Today))
		}
		rows = append(rows, row)
	}
	out.Table.Rows = workbook.Lines(rows)
	return out
}
