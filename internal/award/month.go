package award

import (
	"cmp"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
)

// Whole months are counted by the calendar: a month that begins on a day is
// complete on the eve of the same day of the next month; where that month
// lacks the day, on its last day (which stands for the missing one in Bộ luật
// Dân sự 2015, Điều 148, too). 15/01 – 14/02 is one month, 31/01 – 28/02 also.

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

// Months counts the whole months served in [from, until). Services that follow
// each other without a gap are one. Of those apart it is the months whole in
// each, or the months that as many days in a row make from the first day on,
// whichever is more: a gap never gives more than service without it. Maternity
// leave interrupts nothing (Nghị định 152/2025, Điều 4): it ends no service.
func Months(services []org.Span, from, until clock.Day) int {
	list := joined(services, from, until)
	if len(list) == 0 {
		return 0
	}
	apart, first, row := 0, list[0].From, list[0].From
	for _, s := range list {
		m, _ := months(s.From, s.Until)
		apart += m
		row += s.Until - s.From
	}
	inRow, _ := months(first, row)
	return max(apart, inRow)
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
