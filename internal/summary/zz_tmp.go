package summary

import "thidua/internal/plan"

const proposalSection = "de-xuat"

func judged(r plan.Result) Judged {
	return Judged{Verdict: r.Code(), Num: r.Num, Den: r.Den, Value: r.Value(), Met: r.UnitsMet, NotMet: r.UnitsNotMet, None: r.UnitsNone, Unknown: r.UnitsUnknown,
		Counted: r.Counted, Expected: r.Expected, Teams: r.TeamsTotal, TeamsMet: r.TeamsMeeting}
}

func judgedAll(list []plan.Result) []Judged {
	out := make([]Judged, len(list))
	for i := range list {
		out[i] = judged(list[i])
	}
	return out
}

func totalsOf(rules *plan.Rules, measures []MeasureRef, shares []plan.Share) []int64 {
	out := make([]int64, len(measures))
	for i, m := range measures {
		last := rules.Measure(m.Slot).Over == plan.OverLast
		for k := range shares {
			s := &shares[k]
			if s.Counted && s.Sum != nil && m.Slot < len(s.Sum.Sums) {
				if last {
					out[i] = 0
				}
				out[i] += s.Sum.Sums[m.Slot]
			}
		}
	}
	return out
}
