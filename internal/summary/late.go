package summary

import (
	"thidua/internal/clock"
	"thidua/internal/vi"
)

// Late is a report that came after its due day or not at all.
type Late struct {
	Unit  UnitRef
	What  string    // "Tháng 12/2024", "Báo cáo kết quả đợt 1"
	Due   clock.Day // the last day on time
	Sent  *clock.Day
	Phase bool // the phase report itself
}

// Days is how late it came; where it never did, until the day the figures are
// of.
func (l *Late) Days(asOf clock.Day) int {
	if l.Sent != nil {
		return int(*l.Sent - l.Due)
	}
	return int(asOf - l.Due)
}

// LateOf lists the months and phase reports of a report's figures that were
// not on time, units in official order.
func LateOf(f *Figures) []Late {
	due, label := map[int]clock.Day{}, map[int]string{}
	for _, p := range f.Periods {
		due[p.Ordinal], label[p.Ordinal] = p.Due, p.Label
	}
	var out []Late
	for _, d := range f.Districts {
		if !d.OnTime && (d.SentOn != nil || f.AsOf > f.Phase.LastOnTime()) {
			out = append(out, Late{Unit: d.UnitRef, What: "Báo cáo kết quả " + vi.LowerFirst(f.Phase.Name), Due: f.Phase.LastOnTime(), Sent: d.SentOn, Phase: true})
		}
	}
	for i := range f.Communes {
		c := &f.Communes[i]
		for _, m := range c.Months {
			if !m.OnTime && (m.SentOn != nil || f.AsOf > due[m.Period]) {
				out = append(out, Late{Unit: c.UnitRef, What: label[m.Period], Due: due[m.Period], Sent: m.SentOn})
			}
		}
	}
	return out
}

// LastOnTime is the last day a phase report is on time: "trước ngày" is
// exclusive.
func (p PhaseRef) LastOnTime() clock.Day { return p.ReportBefore - 1 }
