package summary

import (
	"fmt"
	"slices"
	"strings"

	"thidua/internal/vi"
)

func (d drafter) commendation() string {
	models := 0
	for _, e := range d.f.Exemplars {
		if e.Kind == "model" {
			models++
		}
	}
	text := "Trong đợt, các Tổ có [[so." + d.measure("good_deeds") + "]] việc tốt, lượt cá nhân được biểu dương, khen thưởng"
	if models > 0 {
		text += fmt.Sprintf("; %d mô hình được Công an cấp huyện trở lên biểu dương, ghi nhận", models)
	}
	return text + "."
}

// measure is the word a measure's live figure goes by, its code where the plan
// has none such.
func (d drafter) measure(code string) string {
	for _, m := range d.f.Measures {
		if m.Code == code {
			return slug(m.Short)
		}
	}
	return code
}

// of lists the indicators with a verdict, each as one line.
func (d drafter) of(verdicts ...string) (lines []string) {
	for i, ind := range d.f.Indicators {
		if i < len(d.f.Whole) && slices.Contains(verdicts, d.f.Whole[i].Verdict) {
			lines = append(lines, "- "+ind.Code+" "+ind.Name+": [["+ind.Code+"]] (chỉ tiêu "+ind.Target+").")
		}
	}
	return lines
}

func (d drafter) strengths() string {
	met := d.of("met")
	if len(met) == 0 {
		return ""
	}
	return strings.Join(append([]string{fmt.Sprintf("Đạt %d/%d chỉ tiêu của kế hoạch:", len(met), len(d.f.Whole))}, met...), "\n")
}

func (d drafter) limits() string {
	var lines []string
	if list := d.of("not_met"); len(list) > 0 {
		lines = append(append(lines, fmt.Sprintf("Còn %d chỉ tiêu chưa đạt:", len(list))), list...)
	}
	if list := d.of("unknown"); len(list) > 0 {
		lines = append(append(lines, fmt.Sprintf("%d chỉ tiêu chưa đủ số liệu để kết luận:", len(list))), list...)
	}
	late, missing := 0, 0
	for i := range d.f.Communes {
		for _, m := range d.f.Communes[i].Months {
			switch {
			case !m.Counted:
				missing++
			case !m.OnTime:
				late++
			}
		}
	}
	if late > 0 {
		lines = append(lines, fmt.Sprintf("%d lượt báo cáo tháng gửi chậm hạn.", late))
	}
	if missing > 0 {
		lines = append(lines, fmt.Sprintf("%d báo cáo tháng chưa được duyệt khi lập báo cáo này.", missing))
	}
	if len(lines) == 0 {
		return "Các chỉ tiêu đều đạt; báo cáo tháng gửi đúng hạn."
	}
	return strings.Join(lines, "\n")
}

func (d drafter) lessons() string { return strings.Join(together(d.f.Practices), "\n") }

func (d drafter) difficulties() string {
	if lines := together(d.f.Difficulty); len(lines) > 0 {
		return strings.Join(lines, "\n")
	}
	return "Không có khó khăn, vướng mắc lớn."
}

// together tells each text once, with the units that told it.
func together(list []Difficulty) []string {
	var texts []string
	units := map[string][]string{}
	for _, x := range list {
		text := strings.TrimRight(strings.Join(strings.Fields(x.Text), " "), ". ")
		if units[text] == nil {
			texts = append(texts, text)
		}
		if !slices.Contains(units[text], x.Unit) {
			units[text] = append(units[text], x.Unit)
		}
	}
	lines := make([]string, len(texts))
	for i, t := range texts {
		lines[i] = "- " + t + " (" + strings.Join(units[t], ", ") + ")."
	}
	return lines
}

func (d drafter) ahead() string {
	lines := []string{"Tiếp tục quán triệt, thực hiện " + d.f.Plan.Document + " của Ủy ban nhân dân tỉnh."}
	if n := d.f.Next; n != nil {
		lines = []string{"Tổ chức thực hiện " + n.Name + " (từ ngày " + n.Start.String() + " đến hết ngày " + n.End.String() + ") theo " + d.f.Plan.Document + " của Ủy ban nhân dân tỉnh."}
	}
	var weak []string
	for i, ind := range d.f.Indicators {
		if i < len(d.f.Whole) && d.f.Whole[i].Verdict == "not_met" {
			weak = append(weak, ind.Code+" "+ind.Short)
		}
	}
	if len(weak) > 0 {
		lines = append(lines, "Tập trung khắc phục các chỉ tiêu chưa đạt: "+strings.Join(weak, "; ")+".")
	}
	return strings.Join(append(lines, "Duy trì chế độ báo cáo, duyệt báo cáo tháng đúng hạn."), "\n")
}

// noProposals is what a report says that has none.
const noProposals = "Không có đề xuất, kiến nghị."

func (d drafter) proposals() string {
	var lines []string
	for _, x := range d.f.Difficulty {
		if x.Proposal != "" {
			lines = append(lines, "- "+strings.TrimRight(strings.Join(strings.Fields(x.Proposal), " "), ". ")+" ("+x.Unit+").")
		}
	}
	for _, x := range d.f.Proposals {
		lines = append(lines, "- "+vi.UpperFirst(x.Unit)+": "+strings.TrimRight(strings.TrimPrefix(strings.Join(strings.Fields(x.Text), " "), "- "), ". ")+".")
	}
	if len(lines) == 0 {
		return noProposals
	}
	return strings.Join(lines, "\n")
}
