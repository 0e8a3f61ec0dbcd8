package summary

import (
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// judged is a result as figures keep it. What is judged for each team in each
// period is printed as how many of these meet.
func judged(r plan.Result) Judged {
	value := r.Value()
	if r.Indicator.Span == plan.SpanEachPeriod && r.TeamsTotal > 0 {
		value = vi.OutOf(r.TeamsMeeting, r.TeamsTotal) + " lượt Tổ"
	}
	return Judged{Verdict: r.Code(), Num: r.Num, Den: r.Den, Value: value, Met: r.UnitsMet, NotMet: r.UnitsNotMet, None: r.UnitsNone, Unknown: r.UnitsUnknown,
		Counted: r.Counted, Expected: r.Expected, Teams: r.TeamsTotal, TeamsMet: r.TeamsMeeting}
}

func judgedAll(list []plan.Result) []Judged {
	out := make([]Judged, len(list))
	for i := range list {
		out[i] = judged(list[i])
	}
	return out
}

// verdictWords are the verdicts as shown.
var verdictWords = map[string]string{plan.Met.Code(): plan.Met.String(), plan.NotMet.Code(): plan.NotMet.String(), plan.NoneArose.Code(): plan.NoneArose.String(),
	plan.Unknown.Code(): plan.Unknown.String(), "in_progress": "Đang thực hiện"}

// Words is the verdict as shown.
func (j Judged) Words() string { return verdictWords[j.Verdict] }

// Shares are a commune's months as the rules judge them.
func (c *Commune) Shares() []plan.Share {
	out := make([]plan.Share, len(c.Months))
	for i, m := range c.Months {
		unit := c.ID
		if m.Unit != 0 {
			unit = m.Unit
		}
		out[i] = plan.Share{Unit: unit, Period: m.Period, Sum: m.Sum, Counted: m.Counted, State: m.State}
	}
	return out
}

// totalsOf are the sums by measure over the shares that count. Of a stock only
// the shares' last period counts, as in its verdict.
func totalsOf(rules *plan.Rules, measures []MeasureRef, shares []plan.Share) []int64 {
	last := -1
	for i := range shares {
		last = max(last, shares[i].Period)
	}
	out := make([]int64, len(measures))
	for i, m := range measures {
		stock := rules.Measure(m.Slot).Over == plan.OverLast
		for k := range shares {
			s := &shares[k]
			if s.Counted && s.Sum != nil && m.Slot < len(s.Sum.Sums) && (!stock || s.Period == last) {
				out[i] += s.Sum.Sums[m.Slot]
			}
		}
	}
	return out
}
