package scoreui

import (
	"strconv"

	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// boardFile is the scorecard with numerator and denominator of every verdict.
func (a *ask) boardFile(b *report.Board) page.File {
	f := page.File{Name: "Bảng kết quả " + a.span.Name + " – " + a.name(a.unit), Path: a.w.Tree.PlaceNow(a.unit, a.w.Day).Path, Filter: a.span.Name + "; " + a.want.Reading.Words() + "; " + a.counts()}
	t := &f.Table
	t.Sheet = "Bảng kết quả"
	t.Notes = []string{"Đơn vị: " + a.name(a.unit) + ". Khoảng: " + a.span.Name + " (" + a.days() + ").", "Tỷ lệ chung = tổng tử số chia tổng mẫu số. Ô trống là chưa có số liệu hoặc không xét ở cấp này."}
	t.Groups = []workbook.Group{{Span: 4}}
	t.Columns = []workbook.Column{{Header: "Đơn vị", Width: 30}, {Header: "Hạng", Width: 8}, {Header: "Số chỉ tiêu chưa đạt", Kind: workbook.Int}, {Header: "Số chỉ tiêu chưa đủ số liệu", Kind: workbook.Int}}
	for _, ind := range b.Rules.Indicators() {
		span := 2
		t.Columns = append(t.Columns, workbook.Column{Header: ind.Code + " Kết luận", Kind: workbook.State}, workbook.Column{Header: ind.Code + " Số đạt (tử số)", Kind: workbook.Int})
		if ind.IsRate() {
			span = 4
			t.Columns = append(t.Columns, workbook.Column{Header: ind.Code + " Tổng số (mẫu số)", Kind: workbook.Int}, workbook.Column{Header: ind.Code + " Tỷ lệ", Kind: workbook.Percent})
		}
		t.Groups = append(t.Groups, workbook.Group{Label: ind.Code + " " + ind.Short + " (" + ind.Target.String() + ")", Span: span})
	}
	var rows [][]workbook.Cell
	for i := range b.Groups {
		g := &b.Groups[i]
		row := []workbook.Cell{workbook.T(a.short(g.Unit)), {}, workbook.N(int64(g.Tally.NotMet)), workbook.N(int64(g.Tally.Unknown))}
		if len(b.Groups) > 1 {
			row[1] = workbook.T(strconv.Itoa(g.Rank))
		}
		rows = append(rows, results(row, g.Results, b.Rules.Indicators()))
	}
	if b.Whole != nil {
		name := wholeNames[b.Level]
		if b.Level != org.Province {
			name = "Toàn " + a.w.Tree.Name(a.unit, a.w.Day).Kind
		}
		rows = append(rows, results([]workbook.Cell{workbook.T(name), {}, {}, {}}, b.Whole, b.Rules.Indicators()))
	}
	t.Rows = workbook.Lines(rows)
	return f
}

func results(row []workbook.Cell, list []plan.Result, indicators []*plan.Indicator) []workbook.Cell {
	for i, ind := range indicators {
		r := list[i]
		judged := r.Indicator != nil
		words, num := workbook.Cell{}, workbook.Cell{}
		if judged {
			words, num = workbook.T(r.Words()), workbook.N(r.Num)
		}
		row = append(row, words, num)
		if ind.IsRate() {
			den, rate := workbook.Cell{}, workbook.Cell{}
			if judged {
				den = workbook.N(r.Den)
				if r.HasShare() {
					rate = workbook.Rate(r.Num, r.Den)
				}
			}
			row = append(row, den, rate)
		}
	}
	return row
}

// progressFile is completeness and timeliness unit by unit.
func (a *ask) progressFile(b *report.Board) page.File {
	f := page.File{Name: "Tiến độ báo cáo " + a.span.Name + " – " + a.name(a.unit), Path: a.w.Tree.PlaceNow(a.unit, a.w.Day).Path, Filter: a.span.Name}
	t := &f.Table
	t.Sheet = "Tiến độ"
	t.Notes = []string{"Đơn vị: " + a.name(a.unit) + ". Tính đến ngày " + a.c.Now.Today.String() + "."}
	t.Columns = []workbook.Column{{Header: "Đơn vị", Width: 30}}
	for i, h := range progressHeads {
		kind := workbook.Int
		if i == 2 || i == 4 {
			kind = workbook.Percent
		}
		t.Columns = append(t.Columns, workbook.Column{Header: h.Label, Kind: kind})
	}
	var rows [][]workbook.Cell
	line := func(name string, p *report.Progress) {
		n := func(i int) workbook.Cell { return workbook.N(int64(i)) }
		rows = append(rows, []workbook.Cell{workbook.T(name), n(p.Expected), n(p.Submitted), workbook.Rate(int64(p.Submitted), int64(p.Expected)), n(p.OnTime), workbook.Rate(int64(p.OnTime), int64(p.Submitted)),
			n(p.Submitted - p.OnTime), n(p.Late), n(p.Waiting), n(p.Returned), n(p.Accepted)})
	}
	for i := range b.Groups {
		line(a.short(b.Groups[i].Unit), &b.Groups[i].Progress)
	}
	if len(b.Groups) > 1 {
		line("Cộng", &b.Progress)
	}
	t.Rows = workbook.Lines(rows)
	return f
}
