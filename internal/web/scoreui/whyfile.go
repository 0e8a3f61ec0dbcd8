package scoreui

import (
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
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
	figures := []workbook.Column{{Header: e.y.Num.Short, Kind: workbook.Int}}
	if e.y.Den != nil {
		figures = append(figures, workbook.Column{Header: e.y.Den.Short, Kind: workbook.Int})
	}
	if e.single() {
		f.Table.Columns = append([]workbook.Column{{Header: "Dòng", Width: 30}, {Header: "Kỳ", Width: 16}}, figures...)
		f.Table.Columns = append(f.Table.Columns, workbook.Column{Header: "Trạng thái", Kind: workbook.State, Width: 18})
		f.Table.Rows = workbook.Lines(e.cellLines())
		return f
	}
	if e.y.Den != nil {
		figures = append(figures, workbook.Column{Header: "Tỷ lệ", Kind: workbook.Percent})
	}
	f.Table.Columns = append([]workbook.Column{{Header: "Đơn vị", Width: 30}, {Header: "Kết quả", Kind: workbook.State, Width: 16}}, figures...)
	f.Table.Columns = append(f.Table.Columns, workbook.Column{Header: "Báo cáo được tính", Kind: workbook.Int}, workbook.Column{Header: "Báo cáo phải có", Kind: workbook.Int})
	var rows [][]workbook.Cell
	for i := range e.y.Below {
		b := &e.y.Below[i]
		res := &b.Result
		row := []workbook.Cell{workbook.T(vi.UpperFirst(e.short(b.Unit))), workbook.T(res.Words())}
		blank := res.Counted == 0
		num, den, rate := workbook.N(res.Num), workbook.N(res.Den), workbook.Cell{}
		if res.HasShare() {
			rate = workbook.Rate(res.Num, res.Den)
		}
		if blank {
			num, den = workbook.Cell{}, workbook.Cell{}
		}
		if row = append(row, num); e.y.Den != nil {
			row = append(row, den, rate)
		}
		rows = append(rows, append(row, workbook.N(int64(res.Counted)), workbook.N(int64(res.Expected))))
	}
	f.Table.Rows = workbook.Lines(rows)
	return f
}

// cellLines are the single cells, one row and period a line; a measure that is
// not entered on a row leaves its cell empty.
func (e *explainer) cellLines() (list [][]workbook.Cell) {
	figure := func(has bool, c plan.Cell) workbook.Cell {
		if !has || c == plan.Empty {
			return workbook.Cell{}
		}
		return workbook.N(int64(c))
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
			line := []workbook.Cell{workbook.T(name), workbook.T(e.want.Periods[k].Label), figure(c.HasNum, c.Num)}
			if e.y.Den != nil {
				line = append(line, figure(c.HasDen, c.Den))
			}
			list = append(list, append(line, workbook.T(state)))
		}
	}
	return list
}
