package summary

import (
	"fmt"

	"thidua/internal/paper"
	"thidua/internal/vi"
)

// columnsAt is how many measures stand beside each other on a landscape page.
const columnsAt = 12

// annexes are the tables behind the signature, in the order the text names
// what they hold; those with nothing to say are left out.
func (p *Paper) annexes() []paper.Annex {
	f := &p.Sealed.Figures
	out := []paper.Annex{{Title: "Kết quả các chỉ tiêu " + vi.LowerFirst(f.Phase.Name) + " so với kế hoạch", Body: []paper.Block{p.indicators()}}}
	if len(f.Communes) > 1 || p.province() {
		out = append(out, paper.Annex{Title: "Kết quả từng chỉ tiêu theo đơn vị cấp xã", Landscape: true, Body: []paper.Block{p.communes()}})
	}
	out = append(out, paper.Annex{Title: "Số liệu " + vi.LowerFirst(f.Phase.Name) + " theo đơn vị", Landscape: true, Body: p.measures()})
	add := func(title string, body ...paper.Block) {
		if len(body) > 0 && body[0] != nil {
			out = append(out, paper.Annex{Title: title, Body: body})
		}
	}
	add("Báo cáo gửi chậm hoặc chưa gửi", p.late())
	add("Gương người tốt, việc tốt và mô hình tiêu biểu", p.exemplars())
	if p.province() {
		add("Khó khăn, vướng mắc và đề xuất của các địa phương", p.told()...)
	}
	for _, s := range p.Supplements {
		add(fmt.Sprintf("Bổ sung số %d", s.No), addition(s)...)
	}
	add("Đính chính số liệu sau khi chốt", p.corrections())
	return out
}

// indicators is each indicator with numerator, denominator and verdict.
func (p *Paper) indicators() paper.Block {
	f := &p.Sealed.Figures
	right := paper.Column{Width: 16, Align: paper.Right}
	t := paper.Table{Dense: true, Columns: []paper.Column{{Width: 10, Align: paper.Centre}, {}, {Width: 16, Align: paper.Centre}, right, right, right, {Width: 20, Align: paper.Centre}, {Width: 15, Align: paper.Centre}},
		Head: []paper.Row{paper.Cells("Mã", "Chỉ tiêu", "Mức phải đạt", "Tử số", "Mẫu số", "Tỷ lệ", "Kết luận", "Số xã đạt"), paper.Cells("A", "B", "1", "2", "3", "4 = 2 : 3", "5", "6")}}
	for i, ind := range f.Indicators {
		j := &f.Whole[i]
		den, rate, units := "–", "–", "–"
		if ind.Rate {
			den = vi.Int(j.Den)
			if j.Den > 0 && j.Num <= j.Den {
				rate = rateOf(j)
			}
		}
		if n := j.Met + j.NotMet + j.None + j.Unknown; n > 1 {
			units = vi.OutOf(j.Met, n)
		}
		t.Rows = append(t.Rows, paper.Cells(ind.Code, ind.Name, ind.Target, vi.Int(j.Num), den, rate, j.Words(), units))
	}
	return t
}

// rateOf is the rate as the figure prints it, so that 79,96 % is not 80 %.
func rateOf(j *Judged) string {
	for i := range j.Value {
		if j.Value[i] == '(' {
			return j.Value[i+1 : len(j.Value)-1]
		}
	}
	return vi.Percent(j.Num, j.Den)
}

// marks are the verdicts in a narrow column.
var marks = map[string]string{"met": "Đ", "not_met": "CĐ", "none_arose": "KPS", "unknown": "TSL", "in_progress": "ĐTH"}

// communes is each commune by each indicator, with its place among all and
// among those of like size.
func (p *Paper) communes() paper.Block {
	f := &p.Sealed.Figures
	t := paper.Table{Caption: "Đ: đạt; CĐ: chưa đạt; KPS: không phát sinh; TSL: chưa đủ số liệu; ĐTH: đang thực hiện; (=): đồng hạng",
		Dense: true, Columns: []paper.Column{{Width: 8, Align: paper.Centre}, {}, {Width: 14, Align: paper.Centre}, {Width: 27, Align: paper.Centre}}}
	head := paper.Row{Cells: []paper.Cell{{Text: "TT"}, {Text: "Đơn vị"}, {Text: "Hạng"}, {Text: "Trong nhóm quy mô (số " + unitOfPeers(f) + ")"}}}
	for _, ind := range f.Indicators {
		width := 13.0
		if ind.Rate || ind.Each {
			width = 19
		}
		t.Columns = append(t.Columns, paper.Column{Width: width, Align: paper.Centre})
		head.Cells = append(head.Cells, paper.Cell{Text: ind.Code + "\n(" + ind.Target + ")"})
	}
	t.Head = []paper.Row{head}
	peers := PeersOf(f.Communes)
	row := func(i int) {
		c := &f.Communes[i]
		cells := []paper.Cell{{Text: fmt.Sprint(len(t.Rows) + 1)}, {Text: vi.UpperFirst(c.Name)}, {Text: rankWords(c.Rank, c.Tied)}, {Text: peers[i].Words()}}
		for k := range c.Judged {
			cells = append(cells, paper.Cell{Text: f.cell(k, &c.Judged[k])})
		}
		t.Rows = append(t.Rows, paper.Row{Cells: cells})
	}
	n := 0
	for _, d := range f.Districts {
		t.Rows = append(t.Rows, p.districtRow(&d, len(t.Columns)))
		for i := range f.Communes {
			if f.Communes[i].Parent == d.ID {
				row(i)
				n++
				t.Rows[len(t.Rows)-1].Cells[0].Text = fmt.Sprint(n)
			}
		}
	}
	if len(f.Districts) == 0 || n == 0 { // a district's own, or communes directly under the province
		t.Rows = nil
		for i := range f.Communes {
			row(i)
		}
	}
	total := paper.Row{Bold: true, Cells: []paper.Cell{{Text: "Cộng " + f.Unit.Name, Span: 4, Align: paper.Centre, Aligned: true}}}
	for k := range f.Whole {
		total.Cells = append(total.Cells, paper.Cell{Text: f.cell(k, &f.Whole[k])})
	}
	t.Rows = append(t.Rows, total)
	return t
}

// cell is a figure and its mark below each other.
func (f *Figures) cell(i int, j *Judged) string {
	value := j.Value
	if f.Indicators[i].Rate && j.Den > 0 && j.Num <= j.Den {
		value = vi.Int(j.Num) + "/" + vi.Int(j.Den)
	}
	if f.Indicators[i].Each && j.Teams > 0 {
		value = vi.OutOf(j.TeamsMet, j.Teams)
	}
	return value + "\n" + marks[j.Verdict]
}

func (p *Paper) districtRow(d *District, columns int) paper.Row {
	text := fmt.Sprintf("%s (hạng %s; %d xã, %d Tổ, %s thành viên)", vi.UpperFirst(d.Name), rankWords(d.Rank, d.Tied), d.Communes, d.Teams, vi.Int(int64(d.Members)))
	return paper.Row{Bold: true, Cells: []paper.Cell{{Text: text, Span: columns, Align: paper.Left, Aligned: true}}}
}

// Words is "2 =/14 (16–24)": the place among communes of so many members.
func (p *Peers) Words() string {
	return fmt.Sprintf("%s/%d (%d–%d)", rankWords(p.Rank, p.Tied), p.Of, p.Low, p.High)
}

func unitOfPeers(f *Figures) string {
	for i := range f.Communes {
		if f.Communes[i].Members == 0 {
			return "Tổ"
		}
	}
	return "thành viên"
}

// measures are the sums of every measure, a few columns a table.
func (p *Paper) measures() []paper.Block {
	f := &p.Sealed.Figures
	var out []paper.Block
	for from := 0; from < len(f.Measures); from += columnsAt {
		to := min(from+columnsAt, len(f.Measures))
		t := paper.Table{Dense: true, Columns: []paper.Column{{Width: 9, Align: paper.Centre}, {Width: 46}}}
		head := paper.Row{Cells: []paper.Cell{{Text: "TT"}, {Text: "Đơn vị"}}}
		for _, m := range f.Measures[from:to] {
			t.Columns = append(t.Columns, paper.Column{Align: paper.Right})
			head.Cells = append(head.Cells, paper.Cell{Text: m.Short + "\n(" + m.Unit + ")"})
		}
		t.Head = []paper.Row{head}
		counted := 0
		line := func(no, name string, totals []int64, months int, bold bool) {
			r := paper.Cells(no, name)
			for _, n := range totals[from:to] {
				text := "–" // no month of it counts, which is not zero
				if months > 0 {
					text = vi.Int(n)
				}
				r.Cells = append(r.Cells, paper.Cell{Text: text})
			}
			r.Bold = bold
			t.Rows = append(t.Rows, r)
		}
		n := 0
		for _, d := range f.Districts {
			line("", vi.UpperFirst(d.Name), d.Totals, f.CountedIn(d.ID), true)
			for i := range f.Communes {
				if f.Communes[i].Parent == d.ID && f.Communes[i].ID != d.ID {
					n++
					line(fmt.Sprint(n), vi.UpperFirst(f.Communes[i].Name), f.Communes[i].Totals, f.Communes[i].Counted(), false)
				}
			}
		}
		if len(f.Districts) == 0 {
			for i := range f.Communes {
				line(fmt.Sprint(i+1), vi.UpperFirst(f.Communes[i].Name), f.Communes[i].Totals, f.Communes[i].Counted(), false)
			}
		}
		for i := range f.Communes {
			counted += f.Communes[i].Counted()
		}
		line("", "Cộng", f.Totals, counted, true)
		if from > 0 {
			out = append(out, paper.PageBreak{})
		}
		out = append(out, t)
	}
	return out
}
