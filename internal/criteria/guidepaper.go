package criteria

import (
	"fmt"
	"strings"
	"time"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/paper"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Document lays a guide out as Home Affairs' Hướng dẫn; a draft where it is
// not issued. Legal bases are those of its day. Made is the moment of the file.
func (g *Guide) Document(w report.World, law award.Law, made time.Time) (*paper.Document, error) {
	day := clock.DayOf(made)
	if g.Date != nil {
		day = *g.Date
	}
	bases, err := law.LegalBases(day)
	if err != nil {
		return nil, err
	}
	for i := range bases {
		bases[i] = "Căn cứ " + bases[i]
	}
	def := w.Plan.Rules.Def
	ph, _ := w.Plan.Phase(g.PhaseID)
	province := w.Tree.Name(w.Tree.Root(day), day)
	camp := &def.Campaign
	planned := "Kế hoạch " + vi.LowerFirst(camp.Plan.Reference()) + " ngày " + camp.Plan.Issued.String() + " của " + camp.IssuingBody + " về " + vi.LowerFirst(camp.Plan.Title)
	review := g.review(w)
	d := &paper.Document{Kind: paper.Guidance, Issuer: "Sở Nội vụ " + province.Full(), Draft: g.Issued == nil, Bases: append(bases, "Căn cứ "+planned), Made: made,
		Subject: "Tiêu chí xét khen thưởng khi " + review + "\nphong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ\nan ninh, trật tự ở cơ sở trên địa bàn " + province.Full(),
		Head:    paper.Head{Parent: "Ủy ban nhân dân\n" + province.Full(), Agency: "Sở Nội vụ", Symbol: "HD-SNV", Place: province.Name, Day: g.Date}}
	d.Head.Year, _, _ = day.Date()
	if no, symbol, ok := strings.Cut(g.Number, "/"); ok {
		d.Head.Number, d.Head.Symbol = no, symbol
	} else {
		d.Head.Number = g.Number
	}
	para := func(s string) { d.Body = append(d.Body, paper.Para{Runs: paper.Text(s)}) }
	para(fmt.Sprintf("Sở Nội vụ thống nhất với Công an tỉnh (Phòng PX03) hướng dẫn tiêu chí xét khen thưởng khi %s (từ ngày %s đến ngày %s) như sau:", review, ph.Start, ph.End))
	d.Body = append(d.Body, paper.Heading{Level: 1, Text: "Nguyên tắc chung"})
	for _, s := range []string{"Khen thưởng chính xác, công khai, minh bạch, công bằng, kịp thời; hình thức khen thưởng phù hợp với thành tích; một thành tích không khen thưởng nhiều lần, nhiều hình thức",
		"Kết quả chỉ tiêu lấy từ số liệu báo cáo đã được duyệt; chỉ tiêu không phát sinh thì coi là đạt, chưa đủ số liệu thì chưa xét",
		"Khi có nhiều tập thể, cá nhân đạt tiêu chuẩn như nhau thì chọn cá nhân nữ hoặc tập thể có từ 70 % là nữ trở lên"} {
		d.Body = append(d.Body, paper.Item{Runs: paper.Text(vi.Tight(s) + ".")})
	}
	for _, f := range award.Forms {
		g.form(d, w, f)
	}
	d.Body = append(d.Body, paper.Heading{Level: 1, Text: "Tổ chức thực hiện"})
	if g.Earlier != "" {
		para("Hướng dẫn này thay thế Hướng dẫn " + g.Earlier + " của Sở Nội vụ.")
	}
	para("Ủy ban nhân dân các cấp, Công an các đơn vị xét, đề nghị khen thưởng theo Hướng dẫn này. Quá trình thực hiện nếu có vướng mắc, phản ánh về Sở Nội vụ (qua Ban Thi đua – Khen thưởng) để xem xét, giải quyết./.")
	d.Sign = []paper.Signature{{Lines: []string{"Giám đốc"}}}
	d.Copies = []string{"Ủy ban nhân dân tỉnh (để báo cáo)", "Công an tỉnh (PX03) (để phối hợp)", "Ủy ban nhân dân, Công an các đơn vị tham gia phong trào"}
	d.Keep = "VT, TĐKT"
	return d, nil
}

// review is "sơ kết đợt 1".
func (g *Guide) review(w report.World) string {
	for i := range w.Plan.Rules.Def.Phases {
		if p := &w.Plan.Rules.Def.Phases[i]; p.Code == g.Phase {
			return vi.LowerFirst(p.Review) + " " + vi.LowerFirst(p.Name)
		}
	}
	return "đợt này"
}

// form is a form's part: its subjects, each with criteria, cap, point sheet.
func (g *Guide) form(d *paper.Document, w report.World, f award.Form) {
	headed := false
	for _, s := range award.Subjects {
		c, ok := g.For(f, s)
		if !ok {
			continue
		}
		if !headed {
			d.Body, headed = append(d.Body, paper.Heading{Level: 1, Text: "Tiêu chí xét tặng " + f.Label()}), true
		}
		d.Body = append(d.Body, paper.Heading{Level: 2, Text: "Đối với " + vi.LowerFirst(s.Label())})
		for _, l := range c.Lines(w.Plan.Rules, g.Phase) {
			d.Body = append(d.Body, paper.Item{Runs: paper.Text(vi.Tight(award.Formal(l.Text)) + ".")})
		}
		if k := c.Cap.Words(s); k != "" {
			d.Body = append(d.Body, paper.Item{Runs: paper.Text(vi.Tight(k) + ".")})
		}
		if c.Sheet != nil {
			d.Body = append(d.Body, sheetTable(c.Sheet, f.Label()+", "+vi.LowerFirst(s.Label())))
		}
	}
}

// sheetTable is a point sheet as it is filled.
func sheetTable(s *award.Sheet, whose string) paper.Table {
	t := paper.Table{Caption: "Bảng chấm điểm (" + whose + ")", Columns: []paper.Column{{Width: 16, Align: paper.Centre}, {}, {Width: 24, Align: paper.Centre}, {Width: 22}, {Width: 22}},
		Head: []paper.Row{paper.Cells("Ký hiệu", "Nội dung", "Điểm tối đa", "Tự chấm", "Xác nhận")}}
	for _, i := range s.Items {
		t.Rows = append(t.Rows, paper.Cells(i.Code, i.Text, vi.Int(int64(i.Max)), "", ""))
	}
	for _, x := range s.Deductions {
		most := ""
		if x.Most > 0 {
			most = fmt.Sprintf(", tối đa %d điểm", x.Most)
		}
		t.Rows = append(t.Rows, paper.Cells(x.Code, fmt.Sprintf("Điểm trừ: %s (mỗi lần %d điểm%s)", x.Text, x.Points, most), "", "", ""))
	}
	total := paper.Cells("", fmt.Sprintf("Tổng điểm (cần đạt từ %d)", s.Least), vi.Int(int64(s.Max())), "", "")
	total.Bold = true
	t.Rows = append(t.Rows, total)
	return t
}
