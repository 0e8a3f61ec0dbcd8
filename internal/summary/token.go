package summary

import (
	"fmt"
	"regexp"
	"strings"

	"thidua/internal/vi"
)

// LiveFigure is a figure a narrative may name: [[1.1]] is put in as the report
// is printed, so that text and tables never part.
type LiveFigure struct {
	Token string // without the brackets
	Label string
	Value string
}

// LiveGroup is live figures that belong together, for the picker.
type LiveGroup struct {
	Title   string
	Figures []LiveFigure
}

// Live are all figures a report's narrative may name, with their values now.
func Live(f *Figures) []LiveGroup {
	teams, members, expected, counted, sent, onTime := 0, 0, 0, 0, 0, 0
	for i := range f.Communes {
		c := &f.Communes[i]
		teams, members = teams+c.Teams, members+c.Members
		for _, m := range c.Months {
			expected++
			counted += one(m.Counted)
			sent += one(m.SentOn != nil)
			onTime += one(m.OnTime)
		}
	}
	met, not := 0, 0
	for _, j := range f.Whole {
		met += one(j.Verdict == "met")
		not += one(j.Verdict == "not_met")
	}
	out := []LiveGroup{{"Chung", []LiveFigure{
		{"xa", "Số xã, phường, thị trấn", vi.Int(int64(len(f.Communes)))},
		{"to", "Số Tổ bảo vệ ANTT", vi.Int(int64(teams))},
		{"thanh-vien", "Số thành viên cuối đợt", vi.Int(int64(members))},
		{"bao-cao-thang", "Báo cáo tháng đã duyệt", fmt.Sprintf("%d/%d báo cáo", counted, expected)},
		{"dung-han", "Báo cáo tháng gửi đúng hạn", fmt.Sprintf("%d/%d báo cáo đã gửi", onTime, sent)},
		{"chi-tieu-dat", "Số chỉ tiêu đạt", fmt.Sprintf("%d/%d", met, len(f.Whole))},
		{"chi-tieu-chua-dat", "Số chỉ tiêu chưa đạt", fmt.Sprint(not)},
	}}}
	for i, ind := range f.Indicators {
		j := Judged{Value: "–"}
		if i < len(f.Whole) {
			j = f.Whole[i]
		}
		g := LiveGroup{Title: "Chỉ tiêu " + ind.Code + " " + ind.Short}
		add := func(part, label, value string) {
			g.Figures = append(g.Figures, LiveFigure{ind.Code + part, label, value})
		}
		add("", "Kết quả", j.Value)
		if ind.Rate {
			add(".tu", "Tử số", vi.Int(j.Num))
			add(".mau", "Mẫu số", vi.Int(j.Den))
			rate := "–"
			if j.Den > 0 && j.Num <= j.Den {
				rate = vi.Percent(j.Num, j.Den)
			}
			add(".ty-le", "Tỷ lệ", rate)
		}
		add(".dat", "Số xã đạt", fmt.Sprintf("%d/%d xã", j.Met, j.Met+j.NotMet+j.None+j.Unknown))
		add(".ket-luan", "Kết luận", vi.LowerFirst(j.Words()))
		out = append(out, g)
	}
	sums := LiveGroup{Title: "Số liệu cộng cả đợt"}
	for i, m := range f.Measures {
		n := int64(0)
		if i < len(f.Totals) {
			n = f.Totals[i]
		}
		sums.Figures = append(sums.Figures, LiveFigure{"so." + slug(m.Short), m.Name, vi.Int(n)})
	}
	return append(out, sums)
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// slug is a word of a measure's short name: "Tin qua Tổ" → "tin-qua-to".
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range vi.Fold(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			gap = false
		} else {
			gap = true
		}
	}
	return b.String()
}

var token = regexp.MustCompile(`\[\[([^\[\]\n]{0,80})\]\]`)

// values are the live figures by token; a measure goes by its code too.
func values(f *Figures) map[string]string {
	out := map[string]string{}
	for _, g := range Live(f) {
		for _, x := range g.Figures {
			out[x.Token] = x.Value
		}
	}
	for _, m := range f.Measures {
		out["so."+m.Code] = out["so."+slug(m.Short)]
	}
	return out
}

// Resolve puts the live figures into a text; unknown are the tokens there is
// no figure for, left as they are.
func Resolve(text string, f *Figures) (resolved string, unknown []string) {
	return resolve(text, values(f))
}

func resolve(text string, known map[string]string) (resolved string, unknown []string) {
	return token.ReplaceAllStringFunc(text, func(s string) string {
		if v, ok := known[strings.ToLower(strings.TrimSpace(s[2:len(s)-2]))]; ok {
			return v
		}
		unknown = append(unknown, s)
		return s
	}), unknown
}
