package decisionui

import (
	"fmt"
	"strings"

	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/vi"
	"thidua/templates/decisionview"
	"thidua/templates/ui"
)

// at is values from a map.
func fixed(m map[string]string) values { return func(name string) string { return m[name] } }

func key(name string, n int) string { return fmt.Sprintf("%s.%d", name, n) }

func haveRegimes(s *criteria.Settings) values {
	m := map[string]string{}
	for i, r := range s.Law.Regimes {
		n := i + 1
		m[key("nghi-dinh", n)], m[key("tu", n)], m[key("den", n)] = r.Decree, dayOr(r.From), until(r.Before)
		m[key("mau-to-trinh", n)], m[key("mau-bao-cao", n)] = r.SubmissionForm, r.ReportForm
		for k, want := range criteria.Rates {
			for _, x := range r.Rates {
				if x.Form == want.Form && x.Level == want.Level && x.Subject == want.Subject {
					m[key(key("he-so", n), k+1)] = x.Coefficient()
					if x.Checked {
						m[key(key("doi-chieu", n), k+1)] = "1"
					}
				}
			}
		}
	}
	return fixed(m)
}

func askRegimes(v values, rows func(string, int) int, s *criteria.Settings) []decisionview.Group {
	var out []decisionview.Group
	for n := 1; n <= rows("nghi-dinh", len(s.Law.Regimes)-1); n++ { // one empty row to add
		g := decisionview.Group{Title: fmt.Sprintf("Nghị định %d", n), Wide: true, Items: []decisionview.Item{
			input(ui.Field{Name: key("nghi-dinh", n), Label: "Nghị định", Value: v(key("nghi-dinh", n)), Max: 300, Auto: "off"}),
			input(ui.Field{Name: key("tu", n), Label: "Áp dụng từ ngày", Kind: "date", Value: v(key("tu", n))}),
			input(ui.Field{Name: key("den", n), Label: "Đến hết ngày", Kind: "date", Value: v(key("den", n))}),
			input(ui.Field{Name: key("mau-to-trinh", n), Label: "Mẫu tờ trình", Value: v(key("mau-to-trinh", n)), Max: 60}),
			input(ui.Field{Name: key("mau-bao-cao", n), Label: "Mẫu báo cáo thành tích", Value: v(key("mau-bao-cao", n)), Max: 60}),
		}}
		for k, r := range criteria.Rates {
			name := key(key("he-so", n), k+1)
			checked := key(key("doi-chieu", n), k+1)
			x := input(ui.Field{Name: name, Label: "Hệ số " + rateWords(r), Value: v(name), Short: true, Mode: "decimal", Max: 8})
			x.Check = &decisionview.Check{ID: "f-" + checked, Name: checked, Value: "1", Label: "Đã đối chiếu văn bản gốc", Checked: v(checked) != ""}
			g.Items = append(g.Items, x)
		}
		out = append(out, g)
	}
	return out
}

func haveBases(s *criteria.Settings) values {
	m := map[string]string{}
	for i, b := range s.Law.Bases {
		m[key("can-cu", i+1)], m[key("tu", i+1)], m[key("den", i+1)] = b.Text, dayOr(b.From), until(b.Before)
	}
	return fixed(m)
}

func askBases(v values, rows func(string, int) int, s *criteria.Settings) []decisionview.Group {
	var out []decisionview.Group
	for n := 1; n <= rows("can-cu", len(s.Law.Bases)); n++ {
		out = append(out, decisionview.Group{Title: fmt.Sprintf("Căn cứ %d", n), Wide: true, Items: []decisionview.Item{
			input(ui.Field{Name: key("can-cu", n), Label: "Văn bản", Value: v(key("can-cu", n)), Max: 300, Auto: "off"}),
			input(ui.Field{Name: key("tu", n), Label: "Áp dụng từ ngày", Kind: "date", Value: v(key("tu", n))}),
			input(ui.Field{Name: key("den", n), Label: "Đến hết ngày", Kind: "date", Value: v(key("den", n))}),
		}})
	}
	return out
}

func haveSalaries(s *criteria.Settings) values {
	m := map[string]string{}
	for i, x := range s.Law.Salaries {
		m[key("muc", i+1)], m[key("tu", i+1)], m[key("can-cu", i+1)] = vi.Int(x.Amount), x.From.String(), x.Basis
	}
	return fixed(m)
}

func askSalaries(v values, rows func(string, int) int, s *criteria.Settings) []decisionview.Group {
	var out []decisionview.Group
	for n := 1; n <= rows("can-cu", len(s.Law.Salaries)); n++ {
		out = append(out, decisionview.Group{Title: fmt.Sprintf("Mức %d", n), Wide: true, Items: []decisionview.Item{
			input(ui.Field{Name: key("can-cu", n), Label: "Văn bản quy định", Value: v(key("can-cu", n)), Max: 300, Auto: "off"}),
			input(ui.Field{Name: key("tu", n), Label: "Từ ngày", Kind: "date", Value: v(key("tu", n))}),
			input(ui.Field{Name: key("muc", n), Label: "Lương cơ sở (đồng)", Value: v(key("muc", n)), Mode: "numeric", Max: 14}),
		}})
	}
	return out
}

func haveRounding(s *criteria.Settings) values {
	return fixed(map[string]string{"lam-tron": string(s.Rounding)})
}

func askRounding(v values, _ func(string, int) int, _ *criteria.Settings) []decisionview.Group {
	x := &ui.Choice{Name: "lam-tron", Label: "Cách làm tròn", Required: true, Options: []ui.Option{{Label: "Chọn cách làm tròn"}}}
	for _, r := range award.Roundings {
		x.Options = append(x.Options, ui.Option{Value: string(r), Label: r.Words(), Selected: v("lam-tron") == string(r)})
	}
	return []decisionview.Group{{Items: []decisionview.Item{{Choice: x}}}}
}

func haveLimits(s *criteria.Settings) values {
	m := map[string]string{}
	for _, x := range award.Stages {
		m[string(x)] = itoa(s.Limits[x])
	}
	return fixed(m)
}

func askLimits(v values, _ func(string, int) int, _ *criteria.Settings) []decisionview.Group {
	var g decisionview.Group
	for _, x := range award.Stages {
		g.Items = append(g.Items, input(ui.Field{Name: string(x), Label: x.Words() + " (ngày làm việc)", Value: v(string(x)), Required: true, Short: true, Mode: "numeric", Max: 3}))
	}
	return []decisionview.Group{g}
}

func haveCalendar(s *criteria.Settings) values {
	return fixed(map[string]string{"ngay-nghi": days(s.Calendar.Holidays, "\n"), "lam-bu": days(s.Calendar.Worked, "\n")})
}

func askCalendar(v values, _ func(string, int) int, _ *criteria.Settings) []decisionview.Group {
	return []decisionview.Group{{Items: []decisionview.Item{
		input(ui.Field{Name: "ngay-nghi", Label: "Ngày nghỉ lễ, Tết, nghỉ bù", Kind: "textarea", Value: v("ngay-nghi"), Rows: 10, Hint: "Mỗi dòng một ngày, dạng ngày/tháng/năm."}),
		input(ui.Field{Name: "lam-bu", Label: "Thứ Bảy, Chủ nhật làm bù", Kind: "textarea", Value: v("lam-bu"), Rows: 4, Hint: "Mỗi dòng một ngày, dạng ngày/tháng/năm."}),
	}}}
}

func haveCouncil(s *criteria.Settings) values {
	m := map[string]string{}
	for name, x := range map[string]award.Share{"nguong": s.Council.Threshold, "so-du-hop": s.Council.Quorum} {
		m[name], m[name+"-mau"], m[name+"-qua"] = itoa(x.Num), itoa(x.Den), ""
		if x.Strict {
			m[name+"-qua"] = "1"
		}
	}
	return fixed(m)
}

func askCouncil(v values, _ func(string, int) int, _ *criteria.Settings) []decisionview.Group {
	share := func(name, title string) decisionview.Group {
		return decisionview.Group{Title: title, Wide: true, Items: []decisionview.Item{
			{Choice: &ui.Choice{Name: name + "-qua", Label: "Cách tính", Options: []ui.Option{{Value: "", Label: "Từ tỷ lệ này trở lên", Selected: v(name+"-qua") == ""}, {Value: "1", Label: "Quá tỷ lệ này", Selected: v(name+"-qua") != ""}}}},
			input(ui.Field{Name: name, Label: "Tử số", Value: v(name), Required: true, Short: true, Mode: "numeric", Max: 3}),
			input(ui.Field{Name: name + "-mau", Label: "Mẫu số", Value: v(name + "-mau"), Required: true, Short: true, Mode: "numeric", Max: 3, Hint: "100 là phần trăm."}),
		}}
	}
	return []decisionview.Group{share("nguong", "Phiếu đồng ý cần đạt, trên tổng số thành viên"), share("so-du-hop", "Thành viên dự họp, trên tổng số thành viên")}
}

func haveCopy(s *criteria.Settings) values {
	return fixed(map[string]string{"so-tieng": itoa(s.Copy.Syllables), "ty-le": itoa(s.Copy.Percent), "it-nhat": itoa(s.Copy.Least)})
}

func askCopy(v values, _ func(string, int) int, _ *criteria.Settings) []decisionview.Group {
	number := func(name, label string) decisionview.Item {
		return input(ui.Field{Name: name, Label: label, Value: v(name), Required: true, Short: true, Mode: "numeric", Max: 3})
	}
	return []decisionview.Group{{Items: []decisionview.Item{number("so-tieng", "Số tiếng của một cụm"), number("ty-le", "Tỷ lệ cụm giống nhau (%)"), number("it-nhat", "Số cụm ít nhất để so sánh")}}}
}

// hundredths reads "0,3" as 30; ok is false for what is none.
func hundredths(s string) (n int64, ok bool) {
	s = strings.ReplaceAll(vi.CleanLine(s), ".", ",")
	whole, part, _ := strings.Cut(s, ",")
	if whole == "" || len(whole) > 3 || len(part) > 2 || strings.HasSuffix(s, ",") {
		return 0, false
	}
	for len(part) < 2 {
		part += "0"
	}
	for _, r := range whole + part {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	return n, true
}
