package scoreui

import (
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// file is what an explanation rests on: every row's figures period by period
// for a commune or team, the units below for those above.
func (e *explainer) file() page.File {
	ind := e.y.Indicator
	f := page.File{Name: "Giải thích chỉ tiêu " + ind.Code + " – " + e.name(e.unit), Path: e.w.Tree.PlaceNow(e.unit, e.w.Day).Path, Filter: e.span.Name + "; " + e.want.Reading.Words() + "; " + e.counts()}
	f.Table.Sheet = "Chỉ tiêu " + ind.Code
	f.Table.Notes = []string{ind.Code + " " + ind.Name, "Mức phải đạt: " + e.y.Result.Target.String() + "."}
	if e.y.Judged && e.y.Result.Expected > 0 {
		f.Table.Notes = append(f.Table.Notes, e.sentence())
	}
	figures := []paper.Column{{Header: e.y.Num.Short, Kind: paper.Int}}
	if e.y.Den != nil {
		figures = append(figures, paper.Column{Header: e.y.Den.Short, Kind: paper.Int})
	}
	if e.single() {
		f.Table.Columns = append([]paper.Column{{Header: "Dòng", Width: 30}, {Header: "Kỳ", Width: 16}}, figures...)
		f.Table.Columns = append(f.Table.Columns, paper.Column{Header: "Trạng thái", Kind: paper.State, Width: 18})
		f.Table.Rows = paper.Lines(e.cellLines())
		return f
	}
	if e.y.Den != nil {
		figures = append(figures, paper.Column{Header: "Tỷ lệ", Kind: paper.Percent})
	}
	f.Table.Columns = append([]paper.Column{{Header: "Đơn vị", Width: 30}, {Header: "Kết quả", Kind: paper.State, Width: 16}}, figures...)
	f.Table.Columns = append(f.Table.Columns, paper.Column{Header: "Báo cáo được tính", Kind: paper.Int}, paper.Column{Header: "Báo cáo phải có", Kind: paper.Int})
	var rows [][]paper.Cell
	for i := range e.y.Below {
		b := &e.y.Below[i]
		res := &b.Result
		row := []paper.Cell{paper.T(vi.UpperFirst(e.short(b.Unit))), paper.T(res.Words())}
		blank := res.Counted == 0
		num, den, rate := paper.N(res.Num), paper.N(res.Den), paper.Cell{}
		if res.HasShare() {
			rate = paper.Rate(res.Num, res.Den)
		}
		if blank {
			num, den = paper.Cell{}, paper.Cell{}
		}
		if row = append(row, num); e.y.Den != nil {
			row = append(row, den, rate)
		}
		rows = append(rows, append(row, paper.N(int64(res.Counted)), paper.N(int64(res.Expected))))
	}
	f.Table.Rows = paper.Lines(rows)
	return f
}

// cellLines are the single cells, one row and period a line; a measure that is
// not entered on a row leaves its cell empty.
func (e *explainer) cellLines() (list [][]paper.Cell) {
	figure := func(has bool, c plan.Cell) paper.Cell {
		if !has || c == plan.Empty {
			return paper.Cell{}
		}
		return paper.N(int64(c))
	}
	for i := range e.y.Rows {
		row := &e.y.Rows[i]
		name := "Toàn xã (không thuộc Tổ nào)"
		if row.Row != report.Whole {
			name = vi.UpperFirst(e.short(org.UnitID(row.Row)))
		}
		for k := range row.Cells {
			c := &row.Cells[k]
			if c.Report == 0 || !c.HasNum && !c.HasDen {
				continue
			}
			state := "Chưa được tính"
			if c.Counted {
				state = "Được tính"
			}
			line := []paper.Cell{paper.T(name), paper.T(e.want.Periods[k].Label), figure(c.HasNum, c.Num)}
			if e.y.Den != nil {
				line = append(line, figure(c.HasDen, c.Den))
			}
			list = append(list, append(line, paper.T(state)))
		}
	}
	return list
}
