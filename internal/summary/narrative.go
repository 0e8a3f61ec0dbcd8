package summary

import (
	"fmt"
	"strings"

	"thidua/internal/vi"
)

// Passage is a section's place in a report: its number and title, and the
// draft it begins with while nobody has written it. Head passages only open
// those numbered below them.
type Passage struct {
	Code   string
	Number string // "I", "III.2"
	Title  string
	Head   bool
	Draft  string
}

// The codes of the sections other rooms know.
const (
	ResultSection     = "ket-qua-" // and the criteria group's code
	ProposalSection   = "de-xuat"
	DifficultySection = "kho-khan"
)

var romans = []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII"}

// Outline is a report's sections in the order reports of a phase are told:
// situation, direction, results by criteria group, commendation, assessment,
// what comes next, difficulties and proposals. Drafts hold live figures.
func Outline(f *Figures) []Passage {
	d := drafter{f}
	parts := []part{
		{"tinh-hinh", "Tình hình, đặc điểm", d.situation(), nil},
		{"chi-dao", "Công tác lãnh đạo, chỉ đạo, triển khai", d.direction(), nil},
		{"", "Kết quả thực hiện các nội dung thi đua", "", d.results()},
		{"khen-thuong", "Công tác khen thưởng", d.commendation(), nil},
		{"", "Đánh giá chung", "", []part{{"uu-diem", "Ưu điểm", d.strengths(), nil}, {"han-che", "Hạn chế", d.limits(), nil}, {"nguyen-nhan", "Nguyên nhân", "", nil},
			{"bai-hoc", "Bài học kinh nghiệm", d.lessons(), nil}}},
		{"phuong-huong", "Phương hướng, nhiệm vụ thời gian tới", d.ahead(), nil},
		{"", "Khó khăn, vướng mắc; đề xuất, kiến nghị", "", []part{{DifficultySection, "Khó khăn, vướng mắc", d.difficulties(), nil},
			{ProposalSection, "Đề xuất, kiến nghị", d.proposals(), nil}}},
	}
	var out []Passage
	for i, p := range parts {
		out = append(out, Passage{Code: p.code, Number: romans[i], Title: p.title, Head: len(p.below) > 0, Draft: p.draft})
		if p.code == "" {
			out[len(out)-1].Code = "muc-" + fmt.Sprint(i+1)
		}
		for k, x := range p.below {
			out = append(out, Passage{Code: x.code, Number: fmt.Sprintf("%s.%d", romans[i], k+1), Title: x.title, Draft: x.draft})
		}
	}
	return out
}

type part struct {
	code, title, draft string
	below              []part
}

// drafter writes the sentences a report begins with: only what the figures
// say, with live figures in them.
type drafter struct{ f *Figures }

func (d drafter) days() string {
	return "từ ngày " + d.f.Phase.Start.String() + " đến hết ngày " + d.f.Phase.End.String()
}

// who reports: the People's Committee or, for the province, its police.
func (d drafter) who() string {
	if len(d.f.Districts) > 0 {
		return "Công an " + d.f.Unit.Name
	}
	return "UBND " + d.f.Unit.Name
}

// communal tells whether the report is one commune's.
func (d drafter) communal() bool {
	return len(d.f.Communes) == 1 && d.f.Communes[0].ID == d.f.Unit.ID
}

func (d drafter) situation() string {
	who := vi.UpperFirst(d.f.Unit.Name)
	if d.communal() {
		return who + " có [[to]] Tổ bảo vệ an ninh, trật tự với [[thanh-vien]] thành viên (tính đến ngày " + d.f.Phase.End.String() + ")."
	}
	return who + " có [[xa]] xã, phường, thị trấn tham gia phong trào, với [[to]] Tổ bảo vệ an ninh, trật tự và [[thanh-vien]] thành viên (tính đến ngày " + d.f.Phase.End.String() + ")."
}

func (d drafter) direction() string {
	lines := []string{"Thực hiện " + d.f.Plan.Document + " của Ủy ban nhân dân tỉnh, " + d.who() + " đã tổ chức thực hiện " + d.f.Phase.Name + " " + d.days() + "."}
	if l := d.f.Launch; l != nil {
		text := "Ngày " + l.On.String() + ", " + d.who() + " phát động " + d.f.Phase.Name
		if l.Document != "" {
			text += " (văn bản " + l.Document + ")"
		}
		if !d.communal() {
			text += fmt.Sprintf("; %d/%d xã, phường, thị trấn đã nhận và triển khai đến các Tổ", l.Received, len(d.f.Communes))
		}
		lines = append(lines, text+".")
	}
	if n := len(d.f.Given); n > 0 {
		lines = append(lines, fmt.Sprintf("Đã giao thêm %d chỉ tiêu cho các đơn vị, ngoài chỉ tiêu của kế hoạch.", n))
	}
	if n := len(d.f.Districts); n > 0 {
		sent, onTime := 0, 0
		for _, x := range d.f.Districts {
			sent, onTime = sent+one(x.SentOn != nil), onTime+one(x.OnTime)
		}
		lines = append(lines, fmt.Sprintf("%d/%d địa phương đã gửi báo cáo kết quả %s, %d địa phương gửi đúng hạn; %d báo cáo được tiếp nhận, tổng hợp trong báo cáo này.", sent, n, vi.LowerFirst(d.f.Phase.Name), onTime, len(d.f.Sources)))
	}
	lines = append(lines, "Báo cáo tháng đã duyệt: [[bao-cao-thang]]; gửi đúng hạn: [[dung-han]].")
	return strings.Join(lines, "\n")
}

// results are the criteria groups, what was assigned beside them, examples.
func (d drafter) results() []part {
	var out []part
	for _, g := range d.f.Groups {
		out = append(out, part{ResultSection + g.Code, strings.TrimPrefix(g.Title, "Thi đua "), d.group(g.Code), nil})
		out[len(out)-1].title = vi.UpperFirst(out[len(out)-1].title)
	}
	if len(d.f.Given) > 0 {
		var lines []string
		for _, g := range d.f.Given {
			text := fmt.Sprintf("- %s, %s (%s): %d/%d đơn vị đạt", g.Subject, g.Setter, g.Document, g.Met, g.Units)
			if g.Unknown > 0 {
				text += fmt.Sprintf(", %d chưa đủ số liệu", g.Unknown)
			}
			lines = append(lines, text+".")
		}
		out = append(out, part{"chi-tieu-giao", "Chỉ tiêu giao thêm", strings.Join(lines, "\n"), nil})
	}
	return append(out, part{"guong", "Gương điển hình, mô hình tiêu biểu", d.exemplars(), nil})
}

func (d drafter) group(code string) string {
	var lines []string
	used := map[int]bool{}
	for i, ind := range d.f.Indicators {
		if ind.Group != code {
			continue
		}
		used[ind.Num], used[ind.Den] = true, true
		text := "- " + ind.Name + ": [[" + ind.Code + "]], chỉ tiêu " + ind.Target + ": [[" + ind.Code + ".ket-luan]]"
		if i < len(d.f.Whole) && !d.communal() && (ind.Rate || ind.Every) {
			text += " ([[" + ind.Code + ".dat]] đạt)"
		}
		lines = append(lines, text+".")
	}
	var more []string
	for _, m := range d.f.Measures {
		if m.Group == code && !used[m.Slot] {
			more = append(more, vi.LowerFirst(m.Name)+" [[so."+slug(m.Short)+"]] "+m.Unit)
		}
	}
	if len(more) > 0 {
		lines = append(lines, "- Kết quả hoạt động: "+strings.Join(more, "; ")+".")
	}
	return strings.Join(lines, "\n")
}

func (d drafter) exemplars() string {
	var lines []string
	for i, e := range d.f.Exemplars {
		if i == 10 {
			break
		}
		text := "- " + e.Title + " (" + e.Unit + "): " + strings.TrimRight(e.Words, ". ")
		if e.Kind == "model" {
			text = "- Mô hình “" + e.Title + "” (" + e.Unit + "): " + strings.TrimRight(e.Words, ". ")
		}
		if e.By != "" {
			text += "; được " + e.By + " ghi nhận"
		}
		lines = append(lines, text+".")
	}
	return strings.Join(lines, "\n")
}
