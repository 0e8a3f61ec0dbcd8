package plan

import "fmt"

// measure finds a measure by code.
func (d *Definition) measure(code string) *Measure {
	for i := range d.Measures {
		if d.Measures[i].Code == code {
			return &d.Measures[i]
		}
	}
	return nil
}

func (p *problems) measures(d *Definition) {
	var slots unique[int]
	var codes unique[string]
	for i, m := range d.Measures {
		path := fmt.Sprintf("measures[%d]", i)
		p.code(m.Code, path+".code")
		codes.see(p, m.Code, path+".code")
		slots.see(p, m.Slot, path+".slot")
		if m.Slot > maxSlot {
			p.add(path+".slot", "chỗ lớn nhất là %d", maxSlot)
		}
		if !d.hasGroup(m.Group) {
			p.add(path+".group", "không có nội dung thi đua “%s”", m.Group)
		}
		if m.CommuneTotal == TotalOwnRow && !m.Entry.Commune() {
			p.add(path+".commune_total", "tổng lấy ở dòng Toàn xã thì số liệu phải được nhập ở dòng đó")
		}
		if m.Derived == DerivedRoster && m.Entry != EntryTeams {
			p.add(path+".derived", "số lấy từ danh sách thành viên chỉ có ở dòng của Tổ")
		}
	}
}

func (p *problems) parts(d *Definition) {
	var pairs unique[string]
	for i, part := range d.Parts {
		path := fmt.Sprintf("parts[%d]", i)
		a, b := d.measure(part.Part), d.measure(part.Whole)
		if a == nil {
			p.add(path+".part", "không có số liệu “%s”", part.Part)
		}
		if b == nil {
			p.add(path+".whole", "không có số liệu “%s”", part.Whole)
		}
		if a == nil || b == nil {
			continue
		}
		pairs.see(p, part.Part+" ≤ "+part.Whole, path)
		switch {
		case a == b:
			p.add(path, "phần và tổng là cùng một số liệu")
		case a.Over != b.Over:
			p.add(path, "phần và tổng phải cùng cách cộng qua các kỳ (over)")
		case part.Per == PerRow && a.Entry != b.Entry:
			p.add(path, "xét từng dòng thì phần và tổng phải nhập ở cùng những dòng (entry)")
		}
	}
}

// part finds the rule numerator ≤ denominator.
func (d *Definition) part(numerator, denominator string) *Part {
	for i := range d.Parts {
		if d.Parts[i].Part == numerator && d.Parts[i].Whole == denominator {
			return &d.Parts[i]
		}
	}
	return nil
}

func (p *problems) indicators(d *Definition) {
	var ordinals unique[int]
	var codes unique[string]
	for i := range d.Indicators {
		ind := &d.Indicators[i]
		path := fmt.Sprintf("indicators[%d]", i)
		codes.see(p, ind.Code, path+".code")
		ordinals.see(p, ind.Ordinal, path+".ordinal")
		if ind.Ordinal > maxSlot {
			p.add(path+".ordinal", "chỗ lớn nhất là %d", maxSlot)
		}
		if !d.hasGroup(ind.PlanRef) {
			p.add(path+".plan_ref", "không có nội dung thi đua “%s”", ind.PlanRef)
		}
		if ind.JudgedFrom != LevelTeam && ind.JudgedFrom != LevelCommune {
			p.add(path+".judged_from", "chỉ tiêu được xét từ Tổ (team) hoặc từ xã (commune)")
		}
		p.formula(d, ind, path)
	}
}

func (p *problems) formula(d *Definition, ind *Indicator, path string) {
	num := d.measure(ind.Numerator)
	if num == nil {
		p.add(path+".numerator", "không có số liệu “%s”", ind.Numerator)
	} else if ind.JudgedFrom == LevelTeam && !num.Entry.Teams() {
		p.add(path+".judged_from", "“%s” không nhập ở dòng của Tổ nên không xét cho Tổ được", ind.Numerator)
	}
	if ind.IsRate() != ind.Target.Rate {
		p.add(path+".target", "tỷ lệ cần mẫu số và mốc tính bằng %%; số đếm thì không có cả hai")
	}
	if ind.IsRate() {
		den := d.measure(ind.Denominator)
		if den == nil {
			p.add(path+".denominator", "không có số liệu “%s”", ind.Denominator)
		}
		rule := d.part(ind.Numerator, ind.Denominator)
		switch {
		case num == nil || den == nil:
		case rule == nil:
			p.add(path, "tỷ lệ cần một quy tắc trong parts: “%s” không lớn hơn “%s”", ind.Numerator, ind.Denominator)
		case ind.JudgedFrom == LevelTeam && rule.Per != PerRow:
			p.add(path+".judged_from", "xét cho Tổ thì quy tắc phần không lớn hơn tổng phải giữ ở từng dòng (per: row)")
		}
	}
	if top := ind.Target.Rate && ind.Target.P == ind.Target.Q; ind.IsRate() {
		switch {
		case ind.CatchUp == CatchUpNewCases && top:
			p.add(path+".catch_up", "mốc 100 %% đã hụt thì vụ mới không bù được (dùng none hoặc numerator)")
		case ind.CatchUp == CatchUpNone && !top:
			p.add(path+".catch_up", "mốc dưới 100 %% thì vụ mới còn bù được (dùng new_cases hoặc numerator)")
		}
	}
	growing := ind.Target.Comparator == AtLeast || ind.Target.Comparator == Greater
	switch ind.Span {
	case SpanCampaign:
		if ind.IsRate() || !growing {
			p.add(path+".span", "campaign chỉ dùng cho số đếm “ít nhất”")
		}
	case SpanEachPeriod:
		if ind.IsRate() || !growing || ind.JudgedFrom != LevelTeam || (num != nil && num.Entry != EntryTeams) {
			p.add(path+".span", "each_period chỉ dùng cho số đếm “ít nhất”, nhập và xét ở Tổ")
		}
		if ind.Above != AboveSum {
			p.add(path+".above", "each_period đã xét từng Tổ, từng kỳ nên chỉ dùng sum")
		}
	}
}
