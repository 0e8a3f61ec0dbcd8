package targetui

import (
	"strings"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// listFile is the targets of the filter, one a row.
func listFile(c *page.Context, w report.World, f filter, list []found) page.File {
	out := page.File{Name: "Chỉ tiêu giao", Filter: f.words(c, w)}
	out.Table.Columns = []paper.Column{{Header: "Nội dung", Width: 36}, {Header: "Mức giao", Width: 12}, {Header: "Mức của kế hoạch", Width: 12}, {Header: "Đợt", Width: 12}, {Header: "Áp dụng từ", Kind: paper.Date},
		{Header: "Đến hết", Kind: paper.Date}, {Header: "Số đơn vị", Kind: paper.Int}, {Header: "Các đơn vị", Width: 50}, {Header: "Cơ quan giao", Width: 34}, {Header: "Văn bản", Width: 14}, {Header: "Ngày văn bản", Kind: paper.Date},
		{Header: "Trạng thái", Kind: paper.State, Width: 18}, {Header: "Ghi chú", Width: 50}, {Header: "Người ghi", Width: 24}}
	out.Table.Rows = func(yield func([]paper.Cell, error) bool) {
		for _, t := range list {
			ph, _ := w.Plan.Phase(t.PhaseID)
			from, to := span(t.Starts(), t.Before())
			if !yield([]paper.Cell{paper.T(t.Name(w.Plan.Rules)), paper.T(t.Short()), paper.T(planValue(w.Plan.Rules, t.Assigned)), paper.T(ph.Name), from, to, paper.N(int64(len(t.units))), paper.T(names(w, t.units)),
				paper.T(t.Issuer), paper.T(t.DocNumber), paper.D(t.DocDay), paper.T(t.State(c.Now.Today).String()), paper.T(t.Note), paper.T(t.SetBy)}, nil) {
				return
			}
		}
	}
	return out
}

// span is the days a target binds, both empty where it was ended before it
// began.
func span(from, before clock.Day) (first, last paper.Cell) {
	if from >= before {
		return paper.Cell{}, paper.Cell{}
	}
	return paper.D(from), paper.D(before - 1)
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
	out.Table.Columns = []paper.Column{{Header: "Đơn vị", Width: 28}, {Header: "Thuộc", Width: 28}, {Header: "Áp dụng từ", Kind: paper.Date}, {Header: "Đến hết", Kind: paper.Date}, {Header: "Kết quả", Kind: paper.State, Width: 16},
		{Header: "Số liệu", Width: 60}, {Header: "Kết thúc theo văn bản", Width: 20}, {Header: "Ngày kết thúc", Kind: paper.Date}, {Header: "Ghi chú", Width: 40}}
	var rows [][]paper.Cell
	for i, u := range units {
		from, to := span(u.Start, u.Before)
		row := []paper.Cell{paper.T(vi.UpperFirst(w.Tree.Name(u.Unit, c.Now.Today).Short())), {}, from, to, paper.T("Chưa có kỳ nào kết thúc"), {}, paper.T(u.EndedNumber), paper.DayOr(u.EndedOn), paper.T(u.EndedNote)}
		x, _ := w.Tree.Unit(u.Unit)
		if up := w.Tree.Parent(u.Unit, u.Start); up != 0 {
			row[1] = paper.T(vi.UpperFirst(w.Tree.Name(up, u.Start).Full()))
		}
		if h := &held[i]; h.Judged {
			row[4], row[5] = paper.T(h.Result.Words()), paper.T(why(t, h, x.Level == org.Team, c.Now.Today))
		}
		rows = append(rows, row)
	}
	out.Table.Rows = paper.Lines(rows)
	return out
}
