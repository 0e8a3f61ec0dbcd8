package award

import (
	"slices"

	"thidua/internal/clock"
)

// Calendar tells working days: Monday to Friday, but for holidays, and with
// the Saturdays and Sundays worked in exchange. Both lists are settings,
// announced year by year.
type Calendar struct {
	Holidays []clock.Day // of the lunar new year every day off
	Worked   []clock.Day
}

// Vietnam2025 is the calendar of the campaign's year as announced.
func Vietnam2025() Calendar {
	day := func(m, d int) clock.Day { return clock.NewDay(2025, m, d) }
	return Calendar{
		Holidays: []clock.Day{day(1, 1), day(1, 27), day(1, 28), day(1, 29), day(1, 30), day(1, 31), day(4, 7), day(4, 30), day(5, 1), day(5, 2), day(9, 1), day(9, 2)},
		Worked:   []clock.Day{day(4, 26)},
	}
}

// Working tells a working day.
func (c Calendar) Working(d clock.Day) bool {
	switch weekday := ((int(d)+4)%7 + 7) % 7; { // 1970-01-01 was a Thursday
	case slices.Contains(c.Worked, d):
		return true
	case weekday == 0 || weekday == 6:
		return false
	}
	return !slices.Contains(c.Holidays, d)
}

// Days are the working days after one day, up to and with another: the day a
// paper comes in is not counted (Bộ luật Dân sự 2015, Điều 147).
func (c Calendar) Days(after, through clock.Day) int {
	n := 0
	for d := after + 1; d <= through; d++ {
		if c.Working(d) {
			n++
		}
	}
	return n
}

// Add is the n-th working day after a day; the day itself for n ≤ 0.
func (c Calendar) Add(day clock.Day, n int) clock.Day {
	for n > 0 {
		day++
		if c.Working(day) {
			n--
		}
	}
	return day
}
