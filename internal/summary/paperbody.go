package summary

import (
	"fmt"
	"strings"

	"thidua/internal/paper"
	"thidua/internal/vi"
)

// body is the report in its sections, the computed results under III.
func (p *Paper) body() []paper.Block {
	f := &p.Sealed.Figures
	who := "Ủy ban nhân dân " + f.Unit.Name
	if p.province() {
		who = "Công an " + f.Unit.Name
	}
	out := []paper.Block{paper.Para{Runs: paper.Text(fmt.Sprintf("Thực hiện %s, %s báo cáo kết quả thực hiện %s (từ ngày %s đến ngày %s), với khẩu hiệu “%s”, như sau:",
		p.planWords(), who, vi.LowerFirst(f.Phase.Name), f.Phase.Start, f.Phase.End, f.Phase.Slogan))}}
	for _, s := range p.Sealed.Sections {
		level := 1
		if strings.Contains(s.Number, ".") {
			level = 2
		}
		out = append(out, paper.Heading{Level: level, Text: s.Title})
		if s.Number == resultNumber {
			out = append(out, p.results()...)
		}
		text := paper.Paste(s.Text)
		if len(text) == 0 && !s.Head {
			text = []paper.Block{paper.Para{Runs: []paper.Run{{Text: p.unwritten(), Italic: true}}}}
		}
		out = append(out, text...)
	}
	return append(out, paper.Para{Runs: paper.Text("Trên đây là kết quả thực hiện " + vi.LowerFirst(f.Phase.Name) + " phong trào thi đua, " + who + " kính báo cáo./.")})
}

// unwritten is what stands where a section has no text.
func (p *Paper) unwritten() string {
	if p.Code == "" {
		return "(Chưa viết.)"
	}
	return "(Không có nội dung.)"
}

// resultNumber heads the results by criteria group.
const resultNumber = "III"

// results open section III: how many targets are met, and the tables the text
// below is about.
func (p *Paper) results() []paper.Block {
	f := &p.Sealed.Figures
	n := CountsOf(f.Whole)
	lead := fmt.Sprintf("Đạt %d/%d chỉ tiêu", n[0], len(f.Whole))
	if len(f.Whole) > 0 {
		lead += " (" + vi.Percent(int64(n[0]), int64(len(f.Whole))) + ")"
	}
	for i, words := range []string{"", "chưa đạt", "chưa đủ số liệu hoặc đang thực hiện", "không phát sinh"} {
		if i > 0 && n[i] > 0 {
			lead += fmt.Sprintf("; %d chỉ tiêu %s", n[i], words)
		}
	}
	out := []paper.Block{paper.Para{Runs: paper.Text(lead + ".")}, p.verdicts()}
	return append(out, p.standings()...)
}

// verdicts are the indicators and what they come to.
func (p *Paper) verdicts() paper.Block {
	f := &p.Sealed.Figures
	t := paper.Table{Caption: "Bảng 1. Kết quả các chỉ tiêu của kế hoạch", Columns: []paper.Column{{Width: 12, Align: paper.Centre}, {}, {Width: 22, Align: paper.Centre}, {Width: 42, Align: paper.Centre}, {Width: 33, Align: paper.Centre}},
		Head: []paper.Row{paper.Cells("Mã", "Chỉ tiêu", "Mức phải đạt", "Kết quả", "Kết luận")}}
	for i, ind := range f.Indicators {
		t.Rows = append(t.Rows, paper.Cells(ind.Code, ind.Short, ind.Target, f.value(i, &f.Whole[i]), f.Whole[i].Words()))
	}
	return t
}

// value is an indicator's figure as printed; of a target of each team in each
// period the team-periods that meet it.
func (f *Figures) value(i int, j *Judged) string {
	switch {
	case f.Indicators[i].Each && j.Teams > 0:
		return vi.OutOf(j.TeamsMet, j.Teams) + " lượt Tổ – kỳ"
	case f.Indicators[i].Every && j.Met+j.NotMet+j.None+j.Unknown > 1:
		return vi.OutOf(j.Met, j.Met+j.NotMet+j.None+j.Unknown) + " xã"
	}
	return j.Value
}

// standings are the province's tables in the text: its units by their place,
// and this phase beside the one before.
func (p *Paper) standings() []paper.Block {
	f := &p.Sealed.Figures
	if len(f.Districts) == 0 {
		return nil
	}
	t := paper.Table{Caption: "Bảng 2. Kết quả của các địa phương", Columns: []paper.Column{{Width: 14, Align: paper.Centre}, {}, {Width: 22, Align: paper.Centre}, {Width: 22, Align: paper.Centre}, {Width: 22, Align: paper.Centre}, {Width: 26, Align: paper.Centre}},
		Head: []paper.Row{paper.Cells("Hạng", "Đơn vị", "Đạt", "Chưa đạt", "Chưa đủ số liệu", "Không phát sinh")}}
	for _, i := range ByRank(f.Districts) {
		d := &f.Districts[i]
		c := CountsOf(d.Judged)
		name := vi.UpperFirst(d.Name)
		if d.Missing {
			name += " (chưa có báo cáo được tiếp nhận)"
		}
		t.Rows = append(t.Rows, paper.Cells(rankWords(d.Rank, d.Tied), name, vi.Int(int64(c[0])), vi.Int(int64(c[1])), vi.Int(int64(c[2])), vi.Int(int64(c[3]))))
	}
	out := []paper.Block{paper.Para{Runs: paper.Text("Thứ hạng xếp theo số chỉ tiêu chưa đạt ít nhất, rồi số chỉ tiêu chưa đủ số liệu ít nhất; bằng nhau thì đồng hạng (=).")}, t}
	if f.Previous != nil {
		out = append(out, p.compared())
	}
	return out
}

// compared is this phase beside the one before, measure by measure.
func (p *Paper) compared() paper.Block {
	f := &p.Sealed.Figures
	t := paper.Table{Caption: "Bảng 3. So sánh với " + vi.LowerFirst(f.Previous.Phase) + " (theo số liệu đã chốt)", Columns: []paper.Column{{}, {Width: 24, Align: paper.Right}, {Width: 24, Align: paper.Right}, {Width: 24, Align: paper.Right}, {Width: 24, Align: paper.Right}},
		Head: []paper.Row{paper.Cells("Nội dung", f.Previous.Phase, f.Phase.Name, "Tăng (+), giảm (−)", "Tỷ lệ")}}
	for i, m := range f.Measures {
		c := ChangeOf(f.Previous.Totals[i], f.Totals[i])
		t.Rows = append(t.Rows, paper.Cells(m.Name+" ("+m.Unit+")", c.Before, c.Now, c.By, c.Percent))
	}
	for i, ind := range f.Indicators {
		t.Rows = append(t.Rows, paper.Cells("Chỉ tiêu "+ind.Code+" "+ind.Short, orDash(f.Previous.Whole[i].Words()), f.Whole[i].Words(), "", ""))
	}
	return t
}

// CountsOf counts met, not met, unknown (in progress included), none arose.
func CountsOf(list []Judged) (n [4]int) {
	for _, j := range list {
		switch j.Verdict {
		case "met":
			n[0]++
		case "not_met":
			n[1]++
		case "none_arose":
			n[3]++
		default:
			n[2]++
		}
	}
	return n
}

// orDash is "–" for what was not there.
func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func rankWords(rank int, tied bool) string {
	if rank == 0 {
		return "–"
	}
	s := fmt.Sprint(rank)
	if tied {
		s += " ="
	}
	return s
}

// ByRank is the order of places, those that tie in official order; those
// without a place come last.
func ByRank(list []District) []int {
	order := make([]int, 0, len(list))
	for r := 1; r <= len(list)+1; r++ {
		for i := range list {
			if list[i].Rank == r || list[i].Rank == 0 && r > len(list) {
				order = append(order, i)
			}
		}
	}
	return order
}
