package criteria

import (
	"thidua/internal/award"
	"thidua/internal/plan"
)

// Start is a first draft for a phase's review: for each form the plan gives
// there, of teams and of members. Giấy khen rests on what the Tổ gave itself in
// the phase, Bằng khen on all targets over the campaign.
func Start(rules *plan.Rules, phase string) []award.Criteria {
	var out []award.Criteria
	for _, f := range award.Forms {
		if !award.GivenAt(rules.Def, f, phase) {
			continue
		}
		for _, s := range award.Subjects {
			out = append(out, startOf(rules, phase, f, s))
		}
	}
	return out
}

func startOf(rules *plan.Rules, phase string, f award.Form, s award.Subject) award.Criteria {
	c := award.Criteria{Form: f, Subject: s, Span: phase, Exclusions: []award.Exclusion{award.Dismissed}, Cap: &award.Cap{Percent: 20, AtLeastOne: true}}
	months := 3
	if f == award.BangKhen {
		c.Span, c.Cap.Percent, months = plan.WholeCampaign, 10, 6
	}
	for _, ind := range rules.Indicators() {
		if f == award.BangKhen || ind.JudgedFrom == plan.LevelTeam && ind.Span != plan.SpanCampaign {
			c.Verdicts = append(c.Verdicts, award.Required{Ordinal: ind.Ordinal, Span: c.Span})
		}
	}
	if s == award.Team {
		c.Discipline = &award.Discipline{Span: c.Span, Late: 1}
	} else {
		c.Service = &award.Tenure{Months: months}
		c.Exclusions = []award.Exclusion{award.Left, award.Dismissed}
	}
	return c
}
