package planui

import (
	"strings"

	"thidua/internal/access"
	"thidua/internal/plan"
	"thidua/internal/web/page"
	"thidua/templates/planview"
)

// group is a criteria group: the plan's words, its indicators, its measures.
func (r *reader) group(g *plan.Group) planview.Group {
	out := planview.Group{ID: "muc-" + strings.ReplaceAll(g.Code, ".", "-"), Code: g.Code, Title: g.Title, Text: g.Paragraph}
	rules := r.w.Plan.Rules
	used := map[int]string{}
	for _, ind := range rules.Indicators() {
		num, den := rules.Inputs(ind.Ordinal)
		for _, m := range []*plan.Measure{num, den} {
			if m != nil {
				used[m.Slot] = ind.Code
			}
		}
		if ind.PlanRef != g.Code {
			continue
		}
		x := planview.Indicator{Code: ind.Code, Name: ind.Name, Target: ind.Target.String(), Quote: ind.Quote, From: "xã trở lên", How: how(ind, num, den)}
		if ind.JudgedFrom == plan.LevelTeam {
			x.From = "Tổ trở lên"
		}
		if r.c.Actor.May(access.ScoreRead) {
			x.URL = page.WhyURL(page.Asked{Unit: r.c.Actor.UnitID, Span: r.w.Plan.NowStretch(r.today).Code}, ind.Code)
		}
		out.Indicators = append(out.Indicators, x)
	}
	for _, m := range rules.Measures {
		if m.Group == g.Code {
			out.Measures = append(out.Measures, measure(m, used[m.Slot]))
		}
	}
	return out
}

// how says an indicator's formula and time in one sentence.
func how(ind *plan.Indicator, num, den *plan.Measure) string {
	switch {
	case den != nil:
		return num.Name + " ÷ " + den.Name + "."
	case ind.Span == plan.SpanEachPeriod:
		return "Đếm cho mỗi Tổ trong mỗi kỳ: " + num.Name + "."
	case ind.Span == plan.SpanCampaign:
		return num.Name + ", vào cuối kỳ; mọi xã đều phải có, chỉ kết luận chưa đạt khi phong trào kết thúc."
	}
	return "Tổng số, mọi đơn vị và mọi kỳ: " + num.Name + "."
}

var (
	entryWords   = map[plan.Entry]string{plan.EntryTeams: "Nhập cho từng Tổ", plan.EntryCommune: "Nhập một số cho toàn xã", plan.EntryBoth: "Nhập cho từng Tổ và dòng Toàn xã"}
	derivedWords = map[plan.Derived]string{plan.DerivedRoster: "Tự lấy từ danh sách thành viên", plan.DerivedDeeds: "Tự lấy từ Sổ gương người tốt, việc tốt", plan.DerivedModels: "Tự lấy từ Sổ mô hình"}
)

func measure(m *plan.Measure, indicator string) planview.Measure {
	out := planview.Measure{Name: m.Name, Unit: m.Unit, Definition: m.Definition, Where: entryWords[m.Entry], Over: "Cộng dồn các kỳ", Use: "Số liệu hoạt động, không có chỉ tiêu."}
	if m.Derived != 0 {
		out.Where = derivedWords[m.Derived]
	}
	if m.Over == plan.OverLast {
		out.Over = "Số vào ngày cuối kỳ"
	}
	if indicator != "" {
		out.Use = "Dùng cho chỉ tiêu " + indicator + "."
	}
	return out
}
