package reportui

import (
	"fmt"

	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// givenGaps says what the targets assigned to the commune and its teams still
// need, each with its own verdict and who set it.
func (b *builder) givenGaps() []reportview.Gap {
	var out []reportview.Gap
	for i := range b.g.Given {
		g := &b.g.Given[i]
		res := &g.Result
		if res.Verdict == plan.Met || res.Verdict == plan.NoneArose {
			continue
		}
		team := int64(g.Unit) != b.g.Report.CommuneID
		name := g.Name(b.g.Rules)
		if team {
			name = b.rowName(int64(g.Unit)) + ": " + name
		}
		x := reportview.Gap{Pill: ui.Pill{Kind: page.PillKind(res), Text: g.Label(), Words: res.Words()}, Text: fmt.Sprintf("%s %s, số %s", name, g.Short(), g.DocNumber),
			Link: ui.Link{Label: "Văn bản giao", URL: page.AssignedURL(g.Assigned)}}
		if b.g.Rules.WholePhase(g.Assigned) && g.Before-1 > b.g.Period.End || g.Start < b.g.Period.Start && b.g.Rules.WholePhase(g.Assigned) {
			x.Pill.Kind, x.Pill.Words = "progressing", "Đang thực hiện"
			x.Text += fmt.Sprintf(": tính chung các kỳ %s; kỳ này có %s.", g.Days(), vi.Int(res.Num))
		} else if gap := page.GivenGap(g.Assigned, res, plan.GapInput{Within: plan.InPeriod, End: b.g.Period.End, Today: b.c.Now.Today, Teams: b.below(g, team)}); gap != "" {
			x.Text += ": " + gap + "."
		} else {
			x.Text += ": chờ nhập đủ số liệu."
		}
		out = append(out, x)
	}
	return out
}

// below are the teams whose figure does not reach a target of each period.
func (b *builder) below(g *report.Given, team bool) []string {
	if team || !b.g.Rules.ByTeams(g.Assigned) {
		return nil
	}
	m := b.g.Rules.MeasureByCode(g.Result.Indicator.Numerator)
	var out []string
	for _, t := range b.g.Teams {
		if v := b.g.Value(report.Cell{Row: int64(t), Slot: m.Slot}); v.Known() && int64(v.N) < g.Target.P {
			out = append(out, b.rowName(int64(t)))
		}
	}
	if len(out) > 4 {
		out = append(out[:4:4], fmt.Sprintf("và %d Tổ khác", len(out)-4))
	}
	return out
}
