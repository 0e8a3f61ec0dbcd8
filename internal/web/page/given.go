package page

import (
	"fmt"

	"thidua/internal/plan"
	"thidua/internal/vi"
	"thidua/templates/ui"
)

// AssignedURL is an assigned target's page.
func AssignedURL(a *plan.Assigned) string { return plan.AssignedURL(a.ID) }

// GivenName says whose target it is and by which document: "Chỉ tiêu huyện
// giao ≥ 85 %, số 12/KH-UBND".
func GivenName(a *plan.Assigned) string {
	return a.Label() + " " + a.Short() + ", số " + a.DocNumber
}

// GivenPill shows an assigned target's own verdict for a unit; it leads to
// who set it. periods is how many it was judged on.
func GivenPill(a *plan.Assigned, res *plan.Result, team bool, periods int) ui.Pill {
	p := ui.Pill{Kind: PillKind(res), URL: AssignedURL(a), Words: GivenName(a) + ": " + res.Words()}
	n, of := res.TeamsMeeting, res.TeamsTotal
	switch {
	case res.Verdict == plan.NoneArose:
		p.Text = "–"
	case res.Counted == 0:
		p.Text = "chưa có"
	case of > 0 && team:
		p.Text = fmt.Sprintf("%d/%d kỳ", n, of)
	case of > 0 && periods > 1 && a.Basis != plan.TeamPhase:
		p.Text = fmt.Sprintf("%d/%d lượt", n, of)
	case of > 0:
		p.Text = fmt.Sprintf("%d/%d Tổ", n, of)
	case res.Indicator.IsRate() && res.Den > 0:
		p.Text = vi.Rate(res.Num, res.Den, res.Target.Percent())
	case res.Indicator.IsRate():
		p.Text = "chưa có"
	default:
		p.Text = vi.Int(res.Num)
	}
	return p
}

// GivenGap is what an assigned target still lacks, "" for nothing to say.
func GivenGap(a *plan.Assigned, res *plan.Result, in plan.GapInput) string {
	if a.Basis == plan.TeamPhase && res.TeamsTotal > 0 {
		n := res.TeamsTotal - res.TeamsMeeting
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("%d/%d Tổ chưa đủ %s %s", n, res.TeamsTotal, vi.Int(a.Target.P), res.Indicator.GapNoun)
	}
	return plan.GapOf(*res, in).Text
}
