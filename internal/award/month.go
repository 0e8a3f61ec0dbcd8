package award

import (
	"cmp"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
)

// Whole months are counted by the calendar: a month that begins on a day is
// complete on the eve of the same day of the next month; where that month
// lacks the day, on its last day (as Bộ luật Dân sự 2015, Điều 148, ends
// periods of months). 15/01 – 14/02 is one month, 31/01 – 28/02 too.

// monthsLater is the first day after n whole months that begin on a day.
func monthsLater(from clock.Day, n int) clock.Day {
	y, m, d := from.Date()
	m += n
	first := clock.NewDay(y, m, 1)
	next := clock.NewDay(y, m+1, 1)
	return min(first+clock.Day(d-1), next)
}

// months are the whole months in [from, until) and the days left over.
func months(from, until clock.Day) (whole, days int) {
	if until <= from {
		return 0, 0
	}
	fy, fm, _ := from.Date()
	uy, um, _ := until.Date()
	whole = (uy-fy)*12 + um - fm
	for whole > 0 && monthsLater(from, whole) > until {
		whole--
	}
	return whole, int(until - monthsLater(from, whole))
}

// leftoverMonth is how many days left over of several services make a month.
const leftoverMonth = 30

// Months counts the whole months served in [from, until). Services that follow
// each other without a gap are one; of those apart whole months are added, and
// every 30 days left over are one more. Maternity leave interrupts nothing
// (Nghị định 152/2025, Điều 4): a leave is no end of service.
func Months(services []org.Span, from, until clock.Day) int {
	whole, days := 0, 0
	for _, s := range joined(services, from, until) {
		m, d := months(s.From, s.Until)
		whole, days = whole+m, days+d
	}
	return whole + days/leftoverMonth
}

// joined clips the spans to [from, until), and makes one of those that touch.
func joined(list []org.Span, from, until clock.Day) []org.Span {
	var out []org.Span
	for _, s := range list {
		s.From, s.Until = max(s.From, from), min(s.Until, until)
		if s.From < s.Until {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b org.Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Until, b.Until)) })
	n := 0
	for _, s := range out {
		if n > 0 && s.From <= out[n-1].Until {
			out[n-1].Until = max(out[n-1].Until, s.Until)
			continue
		}
		out[n] = s
		n++
	}
	return out[:n]
}
