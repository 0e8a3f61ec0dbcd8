package award

import (
	"fmt"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/vi"
)

// spanOf is a span's name and days; ok is false for one the plan lacks.
func spanOf(def *plan.Definition, code string) (name string, start, end clock.Day, ok bool) {
	if code == plan.WholeCampaign {
		return "toàn phong trào", def.Start(), def.End(), true
	}
	for i := range def.Phases {
		if def.Phases[i].Code == code {
			return def.Phases[i].Name, def.PhaseStart(i), def.Phases[i].End, true
		}
	}
	return "", 0, 0, false
}

// Check collects everything refused of criteria for a phase's review. Fields
// are named prefix + hinh-thuc, doi-tuong, thanh-tich, chi-tieu-N, bao-cao,
// thang, viec-tot, loai-tru, bang-diem, gioi-han.
func (c Criteria) Check(f *fault.Fields, prefix string, rules *plan.Rules, phase string) {
	x := checking{f, prefix, rules, phase, 0}
	if !slices.Contains(Forms, c.Form) {
		x.add("hinh-thuc", "Chọn hình thức khen thưởng.")
	} else if !GivenAt(rules.Def, c.Form, phase) {
		x.add("hinh-thuc", c.Form.Label()+" không xét khi "+x.review()+" theo kế hoạch.")
	}
	if !slices.Contains(Subjects, c.Subject) {
		x.add("doi-tuong", "Chọn đối tượng: tập thể hoặc cá nhân.")
	}
	_, _, x.end, _ = spanOf(rules.Def, phase)
	x.span("thanh-tich", c.Span)
	x.verdicts(c)
	if d := c.Discipline; d != nil {
		x.span("bao-cao", d.Span)
		x.between("bao-cao", "Số kỳ gửi quá hạn", d.Late, 0, len(rules.Periods))
		x.between("bao-cao", "Số kỳ không gửi", d.Missing, 0, len(rules.Periods))
	}
	if s := c.Service; s != nil {
		if s.Span != "" {
			x.span("thang", s.Span)
		}
		x.between("thang", "Số tháng tham gia", s.Months, 1, 60)
		x.reachable(s)
	}
	if d := c.Deeds; d != nil {
		x.span("viec-tot", d.Span)
		x.between("viec-tot", "Số việc tốt", d.Count, 1, 100)
		if !slices.Contains(register.Ranks, d.Rank) {
			x.add("viec-tot", "Chọn cấp ghi nhận việc tốt.")
		}
	}
	seen := map[Exclusion]bool{}
	for _, e := range c.Exclusions {
		switch {
		case !slices.Contains(Exclusions, e):
			x.add("loai-tru", "Chọn trường hợp không xét trong danh sách.")
		case seen[e]:
			x.add("loai-tru", "Một trường hợp không xét được chọn hai lần.")
		case e == Left && c.Subject == Team:
			x.add("loai-tru", "Trường hợp thôi tham gia chỉ áp dụng cho cá nhân.")
		}
		seen[e] = true
	}
	x.sheet(c.Sheet)
	if k := c.Cap; k != nil {
		x.between("gioi-han", "Số lượng tối đa", k.Count, 0, 10_000)
		x.between("gioi-han", "Tỷ lệ tối đa (%)", k.Percent, 0, 100)
		if k.Count == 0 && k.Percent == 0 {
			x.add("gioi-han", "Nhập số lượng hoặc tỷ lệ tối đa, hoặc bỏ giới hạn.")
		}
	}
	if len(c.Verdicts) == 0 && c.Deeds == nil && c.Sheet == nil {
		x.add("chi-tieu", "Chọn ít nhất một chỉ tiêu, số việc tốt hoặc bảng chấm điểm: khen thưởng phải dựa trên thành tích.")
	}
}

type checking struct {
	f      *fault.Fields
	prefix string
	rules  *plan.Rules
	phase  string
	end    clock.Day // of the occasion's phase
}

func (x *checking) add(name, message string) {
	if name = x.prefix + name; !x.f.Has(name) {
		x.f.Add(name, message)
	}
}

func (x *checking) review() string {
	for i := range x.rules.Def.Phases {
		if p := &x.rules.Def.Phases[i]; p.Code == x.phase {
			return vi.LowerFirst(p.Review) + " " + p.Name
		}
	}
	return "đợt này"
}

// span refuses a span the plan lacks, or that goes on after the occasion.
func (x *checking) span(name, code string) bool {
	label, _, end, ok := spanOf(x.rules.Def, code)
	switch {
	case !ok:
		x.add(name, "Chọn khoảng thời gian: một đợt hoặc toàn phong trào.")
	case end > x.end:
		x.add(name, fmt.Sprintf("Khi %s chưa có kết quả %s (đến hết ngày %s).", x.review(), label, end))
		ok = false
	}
	return ok
}

func (x *checking) between(name, what string, n, least, most int) {
	if n < least || n > most {
		x.add(name, fmt.Sprintf("%s phải từ %d đến %s.", what, least, vi.Int(int64(most))))
	}
}

func (x *checking) verdicts(c Criteria) {
	seen := map[Required]bool{}
	for i, r := range c.Verdicts {
		name := fmt.Sprintf("chi-tieu-%d", i+1)
		ind := x.rules.Indicator(r.Ordinal)
		if ind == nil {
			x.add(name, "Chọn chỉ tiêu có trong kế hoạch.")
			continue
		}
		if !x.span(name, r.Span) {
			continue
		}
		_, _, end, _ := spanOf(x.rules.Def, r.Span)
		switch {
		case seen[r]:
			x.add(name, "Chỉ tiêu "+ind.Code+" được chọn hai lần cho cùng khoảng thời gian.")
		case ind.Span == plan.SpanCampaign && end < x.rules.Def.End():
			x.add(name, "Chỉ tiêu "+ind.Code+" chỉ xét khi phong trào kết thúc: chọn toàn phong trào.")
		}
		seen[r] = true
	}
}

// reachable refuses more months than the span has.
func (x *checking) reachable(s *Tenure) {
	if _, start, end, ok := spanOf(x.rules.Def, s.Span); ok {
		if most, _ := months(start, end+1); s.Months > most {
			x.add("thang", fmt.Sprintf("Khoảng thời gian này chỉ có %d tháng trọn.", most))
		}
	}
}

func (x *checking) sheet(s *Sheet) {
	if s == nil {
		return
	}
	if len(s.Items) == 0 {
		x.add("bang-diem", "Bảng chấm điểm cần ít nhất một nội dung.")
		return
	}
	codes := map[string]bool{}
	line := func(code, text string) {
		switch {
		case vi.CleanLine(code) == "" || vi.CleanLine(text) == "":
			x.add("bang-diem", "Mỗi dòng của bảng chấm điểm cần ký hiệu và nội dung.")
		case codes[code]:
			x.add("bang-diem", "Ký hiệu “"+code+"” có hai dòng trong bảng chấm điểm.")
		case vi.Length(text) > 500:
			x.add("bang-diem", "Rút gọn nội dung “"+code+"” còn tối đa 500 ký tự.")
		}
		codes[code] = true
	}
	for _, i := range s.Items {
		line(i.Code, i.Text)
		x.between("bang-diem", "Điểm tối đa của nội dung “"+i.Code+"”", i.Max, 1, 1000)
	}
	for _, d := range s.Deductions {
		line(d.Code, d.Text)
		x.between("bang-diem", "Điểm trừ mỗi lần của “"+d.Code+"”", d.Points, 1, 1000)
		if d.Most != 0 && d.Most < d.Points {
			x.add("bang-diem", "Mức trừ tối đa của “"+d.Code+"” không được nhỏ hơn điểm trừ mỗi lần.")
		}
	}
	x.between("bang-diem", "Điểm cần đạt", s.Least, 1, s.Max())
}
