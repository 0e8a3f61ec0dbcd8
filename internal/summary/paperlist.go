package summary

import (
	"fmt"
	"strings"

	"thidua/internal/paper"
	"thidua/internal/vi"
)

var exemplarWords = map[string]string{"deed": "Việc tốt", "model": "Mô hình"}

// late is the list of what came late or not at all; nil where all was on time.
func (p *Paper) late() paper.Block {
	f := &p.Sealed.Figures
	list := LateOf(f)
	if len(list) == 0 {
		return nil
	}
	t := paper.Table{Columns: []paper.Column{{Width: 12, Align: paper.Centre}, {}, {Width: 46}, {Width: 26, Align: paper.Centre}, {Width: 38, Align: paper.Centre}},
		Head: []paper.Row{paper.Cells("TT", "Đơn vị", "Báo cáo", "Hạn cuối", "Gửi lần đầu")}}
	for i := range list {
		l := &list[i]
		sent := "chưa gửi"
		if l.Sent != nil {
			sent = fmt.Sprintf("%s (chậm %d ngày)", l.Sent, l.Days(f.AsOf))
		}
		t.Rows = append(t.Rows, paper.Cells(fmt.Sprint(i+1), vi.UpperFirst(l.Unit.Name), l.What, l.Due.String(), sent))
	}
	return t
}

func (p *Paper) exemplars() paper.Block {
	list := p.Sealed.Figures.Exemplars
	if len(list) == 0 {
		return nil
	}
	t := paper.Table{Dense: true, Columns: []paper.Column{{Width: 9, Align: paper.Centre}, {Width: 15}, {Width: 34}, {Width: 20, Align: paper.Centre}, {}, {Width: 36}},
		Head: []paper.Row{paper.Cells("TT", "Loại", "Đơn vị", "Ngày", "Nội dung", "Ghi nhận")}}
	for i, e := range list {
		words := e.Title
		if e.Words != "" && e.Words != e.Title {
			words += "\n" + e.Words
		}
		t.Rows = append(t.Rows, paper.Cells(fmt.Sprint(i+1), exemplarWords[e.Kind], vi.UpperFirst(e.Unit), e.Day.String(), words, e.By))
	}
	return t
}

// told are the difficulties and proposals the units told, by unit.
func (p *Paper) told() []paper.Block {
	f := &p.Sealed.Figures
	var out []paper.Block
	part := func(title string, list []Difficulty) {
		if len(list) == 0 {
			return
		}
		out = append(out, paper.Heading{Level: 2, Text: title})
		for _, line := range together(list) {
			out = append(out, paper.Item{Runs: paper.Text(strings.TrimPrefix(line, "- "))})
		}
	}
	part("Khó khăn, vướng mắc", f.Difficulty)
	part("Đề xuất, kiến nghị", f.Proposals)
	return out
}

// addition is what a numbered supplement changed and why.
func addition(s Addition) []paper.Block {
	out := []paper.Block{paper.Para{Runs: paper.Text(fmt.Sprintf("Bổ sung số %d, ngày %s. Lý do: %s", s.No, s.On, s.Reason))}}
	if len(s.Lines) == 0 {
		return out
	}
	t := paper.Table{Columns: []paper.Column{{}, {Width: 30, Align: paper.Right}, {Width: 30, Align: paper.Right}}, Head: []paper.Row{paper.Cells("Nội dung", "Đã báo cáo", "Bổ sung thành")}}
	for _, l := range s.Lines {
		t.Rows = append(t.Rows, paper.Cells(l.What, l.Old, l.New))
	}
	return append(out, t)
}

// corrections are the numbered ones after the freeze; nil where there are none.
func (p *Paper) corrections() paper.Block {
	if len(p.Corrections) == 0 {
		return nil
	}
	t := paper.Table{Caption: "Số liệu trong báo cáo giữ nguyên như khi chốt; các số dưới đây được đính chính sau đó", Columns: []paper.Column{{Width: 12, Align: paper.Centre}, {Width: 24, Align: paper.Centre}, {}, {Width: 18, Align: paper.Right}, {Width: 18, Align: paper.Right}, {Width: 46}},
		Head: []paper.Row{paper.Cells("Số", "Ngày", "Đơn vị, ô số liệu", "Số cũ", "Số mới", "Lý do")}}
	for _, c := range p.Corrections {
		t.Rows = append(t.Rows, paper.Cells(fmt.Sprint(c.No), c.On.String(), vi.UpperFirst(c.Unit)+", "+vi.LowerFirst(c.Period)+"\n"+c.Row+" – "+c.Measure, c.Old, c.New, c.Reason))
	}
	return t
}
