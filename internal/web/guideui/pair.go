package guideui

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/award"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/guideview"
	"thidua/templates/ui"
)

// pairID is a form and subject in addresses: "giay_khen-team".
func pairID(f award.Form, s award.Subject) string { return string(f) + "-" + string(s) }

func pairOf(id string) (award.Form, award.Subject, bool) {
	f, s, ok := strings.Cut(id, "-")
	return award.Form(f), award.Subject(s), ok && slices.Contains(award.Forms, award.Form(f)) && slices.Contains(award.Subjects, award.Subject(s))
}

// typedOf are criteria as the form's values, each name after a prefix.
func typedOf(c award.Criteria, p string) url.Values {
	v := url.Values{}
	set := func(name, value string) { v.Set(p+name, value) }
	num := func(name string, n int) { set(name, strconv.Itoa(n)) }
	set("co", "1")
	set("thanh-tich", c.Span)
	for _, r := range c.Verdicts {
		v.Add(p+"chi-tieu", fmt.Sprintf("%d:%s", r.Ordinal, r.Span))
	}
	if d := c.Discipline; d != nil {
		set("bao-cao", d.Span)
		num("bao-cao-tre", d.Late)
		num("bao-cao-thieu", d.Missing)
	}
	if s := c.Service; s != nil {
		num("thang", s.Months)
		set("thang-khoang", s.Span)
	}
	if d := c.Deeds; d != nil {
		num("viec-tot", d.Count)
		set("viec-tot-khoang", d.Span)
		set("viec-tot-cap", string(d.Rank))
	}
	if c.Deeds == nil {
		set("viec-tot-khoang", c.Span) // chosen only once a number is typed
	}
	for _, e := range c.Exclusions {
		v.Add(p+"loai-tru", string(e))
	}
	if k := c.Cap; k != nil {
		if k.Count > 0 {
			num("gioi-han", k.Count)
		}
		if k.Percent > 0 {
			num("gioi-han-ty-le", k.Percent)
		}
		if k.AtLeastOne {
			set("gioi-han-mot", "1")
		}
	}
	if s := c.Sheet; s != nil {
		for _, i := range s.Items {
			v.Add(p+"bd-ma", i.Code)
			v.Add(p+"bd-noi-dung", i.Text)
			v.Add(p+"bd-diem", strconv.Itoa(i.Max))
		}
		for _, d := range s.Deductions {
			v.Add(p+"tru-ma", d.Code)
			v.Add(p+"tru-noi-dung", d.Text)
			v.Add(p+"tru-diem", strconv.Itoa(d.Points))
			most := ""
			if d.Most > 0 {
				most = strconv.Itoa(d.Most)
			}
			v.Add(p+"tru-toi-da", most)
		}
		num("bang-diem", s.Least)
	}
	return v
}

// reading is criteria on their way out of a form; what is no number is
// refused in bad.
type reading struct {
	v   url.Values
	p   string
	bad *fault.Fields
}

func (r reading) line(name string) string { return vi.CleanLine(r.v.Get(r.p + name)) }

// count is a whole number; "" is 0 and none.
func (r reading) count(name, what string) (n int, given bool) {
	return r.number(name, what, r.line(name))
}

func (r reading) number(name, what, typed string) (n int, given bool) {
	if typed == "" {
		return 0, false
	}
	x, err := vi.ParseCount(typed)
	if err != nil || x > 1_000_000 {
		if !r.bad.Has(r.p + name) {
			r.bad.Add(r.p+name, what+" phải là số nguyên, ví dụ 3.")
		}
		return 0, true
	}
	return int(x), true
}

func (r reading) criteria(f award.Form, s award.Subject) award.Criteria {
	c := award.Criteria{Form: f, Subject: s, Span: r.line("thanh-tich")}
	for _, x := range r.v[r.p+"chi-tieu"] {
		ord, span, _ := strings.Cut(x, ":")
		n, err := strconv.Atoi(ord)
		if err != nil {
			n = -1
		}
		c.Verdicts = append(c.Verdicts, award.Required{Ordinal: n, Span: span})
	}
	if span := r.line("bao-cao"); span != "" {
		c.Discipline = &award.Discipline{Span: span}
		c.Discipline.Late, _ = r.count("bao-cao-tre", "Số kỳ gửi quá hạn")
		c.Discipline.Missing, _ = r.count("bao-cao-thieu", "Số kỳ không gửi")
	}
	if n, ok := r.count("thang", "Số tháng tham gia"); ok {
		c.Service = &award.Tenure{Months: n, Span: r.line("thang-khoang")}
	}
	if n, ok := r.count("viec-tot", "Số việc tốt"); ok {
		c.Deeds = &award.Deeds{Count: n, Span: r.line("viec-tot-khoang"), Rank: register.Rank(r.line("viec-tot-cap"))}
	}
	for _, x := range r.v[r.p+"loai-tru"] {
		c.Exclusions = append(c.Exclusions, award.Exclusion(x))
	}
	count, some := r.count("gioi-han", "Số lượng tối đa")
	share, part := r.count("gioi-han-ty-le", "Tỷ lệ tối đa (%)")
	if some || part {
		c.Cap = &award.Cap{Count: count, Percent: share, AtLeastOne: r.line("gioi-han-mot") != ""}
	}
	return c
}

// sheet reads a point sheet: rows without anything in them do not count.
func (r reading) sheet() *award.Sheet {
	s := &award.Sheet{}
	at := func(name string, i int) string {
		if list := r.v[r.p+name]; i < len(list) {
			return vi.CleanLine(list[i])
		}
		return ""
	}
	for i := range r.v[r.p+"bd-ma"] {
		code, text, most := at("bd-ma", i), at("bd-noi-dung", i), at("bd-diem", i)
		if code+text+most == "" {
			continue
		}
		n, _ := r.number("bang-diem", "Điểm tối đa", most)
		s.Items = append(s.Items, award.Item{Code: code, Text: text, Max: n})
	}
	for i := range r.v[r.p+"tru-ma"] {
		code, text, each, most := at("tru-ma", i), at("tru-noi-dung", i), at("tru-diem", i), at("tru-toi-da", i)
		if code+text+each+most == "" {
			continue
		}
		d := award.Deduction{Code: code, Text: text}
		d.Points, _ = r.number("bang-diem", "Điểm trừ", each)
		d.Most, _ = r.number("bang-diem", "Mức trừ tối đa", most)
		s.Deductions = append(s.Deductions, d)
	}
	least, given := r.count("bang-diem", "Điểm cần đạt")
	if len(s.Items)+len(s.Deductions) == 0 && !given {
		return nil
	}
	s.Least = least
	return s
}

// spans are the stretches a phase's review can ask for.
func spans(w report.World, phase string) []ui.Option {
	def := w.Plan.Rules.Def
	ph, _ := w.Plan.PhaseByCode(phase)
	var out []ui.Option
	for _, p := range def.Phases {
		if p.End <= ph.End {
			out = append(out, ui.Option{Value: p.Code, Label: p.Name})
		}
	}
	if def.End() <= ph.End {
		out = append(out, ui.Option{Value: plan.WholeCampaign, Label: "Toàn phong trào"})
	}
	return out
}

// pairForm shows values as one form's and subject's fields.
type pairForm struct {
	w     report.World
	phase string
	v     url.Values
	p     string
	errs  []ui.Error
}

func (x pairForm) choice(name, label string, options []ui.Option) ui.Choice {
	c := ui.Choice{Name: x.p + name, Label: label, Error: page.Of(x.errs, x.p+name), Options: slices.Clone(options)}
	for i := range c.Options {
		c.Options[i].Selected = slices.Contains(x.v[x.p+name], c.Options[i].Value)
	}
	return c
}

func (x pairForm) field(name, label, hint string) ui.Field {
	return ui.Field{Name: x.p + name, Label: label, Hint: hint, Value: x.v.Get(x.p + name), Error: page.Of(x.errs, x.p+name), Short: true, Mode: "numeric", Max: 8}
}

var rankNames = map[register.Rank]string{register.Unranked: "Ghi nhận ở bất kỳ cấp nào, hoặc chưa", register.ByCommune: "Được ghi nhận, biểu dương", register.ByDistrict: "Cấp huyện trở lên",
	register.ByProvince: "Cấp tỉnh trở lên", register.ByMinistry: "Bộ, ngành Trung ương"}

var exclusionNames = map[award.Exclusion]string{award.Left: "Người đã thôi tham gia trước khi kết thúc thời gian xét (trừ người từ trần, hy sinh)",
	award.Dismissed: "Bị cho thôi theo điểm c, điểm d khoản 3 Điều 17 Luật (của Tổ: có thành viên bị cho thôi)", award.Rewarded: "Đã được tặng cùng hình thức trong phong trào"}

// view is the fields of a pair; s is whose criteria they are.
func (x pairForm) view(f award.Form, s award.Subject) guideview.Pair {
	all := spans(x.w, x.phase)
	none := func(label string, list []ui.Option) []ui.Option { return append([]ui.Option{{Label: label}}, list...) }
	m := guideview.Pair{ID: "tc-" + pairID(f, s), Title: pairName(f, s), Matrix: x.matrix(all),
		Span:   x.choice("thanh-tich", "Khen thành tích trong", all),
		Report: x.choice("bao-cao", "Báo cáo tháng của xã", none("Không xét", all)), Late: x.field("bao-cao-tre", "Quá hạn không quá (kỳ)", ""), Missing: x.field("bao-cao-thieu", "Không gửi không quá (kỳ)", ""),
		Months: x.field("thang", "Số tháng tham gia, ít nhất", "Để trống: không xét."), MonthsIn: x.choice("thang-khoang", "Tính tháng", none("Từ khi tham gia đến hết thời gian xét", all)),
		Deeds: x.field("viec-tot", "Số việc tốt, ít nhất", "Để trống: không xét."), DeedsIn: x.choice("viec-tot-khoang", "Việc tốt trong", all),
		Cap: x.field("gioi-han", "Mỗi đơn vị đề nghị không quá", "Để trống: không giới hạn số lượng."), Share: x.field("gioi-han-ty-le", "hoặc không quá (%)", "Tỷ lệ trên số đối tượng của đơn vị."),
		One:   guideview.Check{ID: "f-" + x.p + "gioi-han-mot", Name: x.p + "gioi-han-mot", Value: "1", Label: "Đơn vị nhỏ vẫn được 01 trường hợp", On: x.v.Get(x.p+"gioi-han-mot") != ""},
		Least: x.field("bang-diem", "Điểm cần đạt", "")}
	var ranks, outs []ui.Option
	for _, r := range register.Ranks {
		ranks = append(ranks, ui.Option{Value: string(r), Label: rankNames[r]})
	}
	for _, e := range award.Exclusions {
		if e != award.Left || s == award.Member {
			outs = append(outs, ui.Option{Value: string(e), Label: exclusionNames[e]})
		}
	}
	m.DeedsRank, m.Out = x.choice("viec-tot-cap", "Cấp ghi nhận", ranks), x.choice("loai-tru", "Không xét", outs)
	return m
}

func (x pairForm) matrix(all []ui.Option) guideview.Matrix {
	rules := x.w.Plan.Rules
	m := guideview.Matrix{ID: "f-" + x.p + "chi-tieu", Error: page.Of(x.errs, x.p+"chi-tieu")}
	for _, o := range all {
		m.Columns = append(m.Columns, o.Label)
	}
	for _, ind := range rules.Indicators() {
		r := guideview.MatrixRow{Code: ind.Code, Name: ind.Short, Target: ind.Target.String()}
		for i, o := range all {
			if ind.Span == plan.SpanCampaign && o.Value != plan.WholeCampaign {
				r.Cells = append(r.Cells, nil)
				continue
			}
			value := fmt.Sprintf("%d:%s", ind.Ordinal, o.Value)
			r.Cells = append(r.Cells, &guideview.Check{ID: fmt.Sprintf("f-%schi-tieu-%d-%d", x.p, ind.Ordinal, i), Name: x.p + "chi-tieu", Value: value, Label: ind.Code + " " + ind.Short + ", " + vi.LowerFirst(o.Label),
				On: slices.Contains(x.v[x.p+"chi-tieu"], value)})
		}
		m.Rows = append(m.Rows, r)
	}
	return m
}

// sheet shows a point sheet with spare rows, more of them where asked.
func (x pairForm) sheet(id string, more bool) *guideview.SheetForm {
	spare := 2
	if more {
		spare = 8
	}
	s := &guideview.SheetForm{ID: "bd-" + id, More: id, Open: more || len(x.v[x.p+"bd-ma"]) > 0 && strings.Join(x.v[x.p+"bd-ma"], "") != "" || page.Of(x.errs, x.p+"bang-diem") != ""}
	rows := func(names, labels []string) []guideview.SheetRow {
		var out []guideview.SheetRow
		line := func(values []string) {
			r := guideview.SheetRow{No: strconv.Itoa(len(out) + 1)}
			for i, n := range names {
				r.Inputs = append(r.Inputs, guideview.SheetInput{Name: x.p + n, Label: labels[i], Value: values[i]})
			}
			out = append(out, r)
		}
		for i := range x.v[x.p+names[0]] {
			values := make([]string, len(names))
			for j, n := range names {
				if list := x.v[x.p+n]; i < len(list) {
					values[j] = list[i]
				}
			}
			if strings.Join(values, "") != "" {
				line(values)
			}
		}
		for range spare {
			line(make([]string, len(names)))
		}
		return out
	}
	s.Items = rows([]string{"bd-ma", "bd-noi-dung", "bd-diem"}, []string{"Ký hiệu", "Nội dung", "Điểm tối đa"})
	s.Deductions = rows([]string{"tru-ma", "tru-noi-dung", "tru-diem", "tru-toi-da"}, []string{"Ký hiệu điểm trừ", "Trường hợp bị trừ", "Điểm trừ mỗi lần", "Trừ tối đa"})
	return s
}
