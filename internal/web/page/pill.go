package page

import (
	"thidua/internal/plan"
	"thidua/internal/vi"
	"thidua/templates/ui"
)

// PillKind is the pill's class for a result.
func PillKind(r *plan.Result) string {
	if r.InProgress {
		return "progressing"
	}
	return r.Verdict.Code()
}

// Pill shows a result at its most telling: the rate, the count, or how many
// units or teams meet.
func Pill(r *plan.Result) ui.Pill {
	p := ui.Pill{Kind: PillKind(r), Words: r.Words()}
	switch {
	case r.Verdict == plan.NoneArose:
		p.Text = "–"
	case r.Expected == 0:
		p.Text = "chưa có kỳ"
	case r.Counted == 0:
		p.Text = "chưa có"
	case r.Indicator.Above == plan.AboveEveryCommune && r.Units() > 1:
		p.Text = vi.OutOf(r.UnitsMet, r.Units()) + " xã"
	case r.Indicator.Span == plan.SpanEachPeriod && r.TeamsTotal > 0:
		if r.Units() > 1 {
			p.Text = vi.Rate(int64(r.TeamsMeeting), int64(r.TeamsTotal), 100)
		} else {
			p.Text = vi.OutOf(r.TeamsMeeting, r.TeamsTotal) + " Tổ"
		}
	case r.HasShare():
		p.Text = vi.Rate(r.Num, r.Den, r.Target.Percent())
	case r.Indicator.IsRate():
		p.Text = "chưa có"
	default:
		p.Text = vi.Int(r.Num)
	}
	if r.Provisional && r.Expected > 1 && r.Counted < r.Expected && r.Verdict == plan.Unknown && !r.InProgress {
		p.Words += ", tính trên " + vi.OutOf(r.Counted, r.Expected) + " báo cáo"
	}
	return p
}

// Value is a result's figure in words: "18/25 (72 %)", "10/13 Tổ", and "…"
// for what is not known yet.
func Value(r *plan.Result) string {
	switch {
	case r.Indicator.Span == plan.SpanEachPeriod && r.TeamsTotal > 0:
		return vi.OutOf(r.TeamsMeeting, r.TeamsTotal) + " Tổ"
	case r.Indicator.IsRate() && r.Den == 0 && r.Provisional:
		return vi.Int(r.Num) + "/…"
	}
	return r.Value()
}
