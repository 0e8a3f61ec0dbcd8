package dossier

import (
	"thidua/internal/award"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// teamName is a team as papers call it: "Tổ bảo vệ ANTT khu phố 5".
func (l *looking) teamName(t org.UnitID) string { return vi.UpperFirst(l.name(t)) }

// above is what a team's name is followed by: "phường Kinh Dinh, thành phố Phan
// Rang – Tháp Chàm".
func (l *looking) above(t org.UnitID) string {
	c := l.commune(t)
	if c == 0 {
		return ""
	}
	text := l.name(c)
	if d := l.w.Tree.Ancestor(c, org.District, l.w.Day); d != 0 {
		text += ", " + l.name(d)
	}
	return vi.UpperFirst(text)
}

// merit is the sentence of merit decisions and certificates print, until the
// proposer writes another.
func merit(w report.World, f award.Form, span string, ph plan.LivePhase) string {
	c := &w.Plan.Rules.Def.Campaign
	what := vi.LowerFirst(c.Name)
	if span != plan.WholeCampaign {
		if p, ok := w.Plan.PhaseByCode(span); ok {
			ph = p
		}
		what = vi.LowerFirst(ph.Name) + " " + what
	}
	if f == award.BangKhen {
		return "Đã có thành tích xuất sắc trong thực hiện " + what
	}
	return "Đã có thành tích trong thực hiện " + what
}
