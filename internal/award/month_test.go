package award

import (
	"math/rand/v2"
	"testing"

	"thidua/internal/clock"
	"thidua/internal/org"
)

func TestMonthsByTheCalendar(t *testing.T) {
	for _, c := range []struct {
		from, until string // until is exclusive
		whole, days int
	}{
		{"2025-01-15", "2025-02-14", 0, 30},
		{"2025-01-15", "2025-02-15", 1, 0}, // 15/01 – 14/02
		{"2025-01-15", "2025-02-16", 1, 1},
		{"2025-01-31", "2025-02-28", 0, 28},
		{"2025-01-31", "2025-03-01", 1, 0}, // no 31/02: to its last day
		{"2024-01-30", "2024-03-01", 1, 0}, // likewise in a leap year
		{"2024-01-29", "2024-02-29", 1, 0},
		{"2025-01-31", "2025-03-31", 2, 0}, // counted from the first day, not month by month
		{"2025-01-31", "2025-04-30", 2, 30},
		{"2025-01-31", "2025-05-01", 3, 0},
		{"2024-12-31", "2025-03-01", 2, 0},
		{"2024-11-06", "2025-08-20", 9, 14},
		{"2025-02-01", "2025-02-01", 0, 0},
		{"2025-02-02", "2025-02-01", 0, 0},
		{"2024-02-29", "2025-02-28", 11, 30},
		{"2024-02-29", "2025-03-01", 12, 0},
	} {
		if whole, days := months(day(c.from), day(c.until)); whole != c.whole || days != c.days {
			t.Errorf("[%s, %s): %d months %d days, want %d and %d", c.from, c.until, whole, days, c.whole, c.days)
		}
	}
}

func span(from, until string) org.Span {
	s := org.Span{From: day(from), Until: org.Forever}
	if until != "" {
		s.Until = day(until)
	}
	return s
}

func TestMonthsOfServices(t *testing.T) {
	from, until := day("2024-07-01"), day("2025-08-20")
	for _, c := range []struct {
		name string
		list []org.Span
		want int
	}{
		{"none", nil, 0},
		{"open", []org.Span{span("2025-02-20", "")}, 6},
		{"a day less", []org.Span{span("2025-02-21", "")}, 5},
		{"moved the same day: one service", []org.Span{span("2025-03-10", ""), span("2025-02-20", "2025-03-10")}, 6},
		{"a gap of one day", []org.Span{span("2025-02-20", "2025-03-10"), span("2025-03-11", "")}, 5},
		{"a gap made good by a day before", []org.Span{span("2025-02-19", "2025-03-10"), span("2025-03-11", "")}, 6},
		{"30 days in a row from 01/01", []org.Span{span("2025-01-01", "2025-01-16"), span("2025-02-01", "2025-02-16")}, 0},
		{"31 days in a row from 01/01", []org.Span{span("2025-01-01", "2025-01-16"), span("2025-02-01", "2025-02-17")}, 1},
		{"two whole months apart, 58 days", []org.Span{span("2025-02-01", "2025-03-01"), span("2025-04-01", "2025-05-01")}, 2},
		{"before the window", []org.Span{span("2024-01-01", "2024-07-01")}, 0},
		{"the whole window", []org.Span{span("2020-01-01", "")}, 13},
		{"overlapping ones count once", []org.Span{span("2025-01-01", "2025-03-01"), span("2025-02-01", "2025-04-01")}, 3},
	} {
		if got := Months(c.list, from, until); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// A gap never gives more than service without it.
func TestGapsGiveNoMonths(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	start := day("2024-07-01")
	for range 20_000 {
		a := start + clock.Day(rnd.IntN(100))
		b := a + clock.Day(1+rnd.IntN(120))
		c := b + clock.Day(1+rnd.IntN(60))
		d := c + clock.Day(1+rnd.IntN(120))
		gap := Months([]org.Span{{From: a, Until: b}, {From: c, Until: d}}, start, d)
		if full := Months([]org.Span{{From: a, Until: d}}, start, d); gap > full {
			t.Fatalf("[%s, %s) and [%s, %s): %d months, without the gap %d", a, b, c, d, gap, full)
		}
	}
}

// Every later end gives as much or more, and n months after any day are n.
func TestMonthsGrow(t *testing.T) {
	for d := day("2024-01-01"); d < day("2025-03-01"); d++ {
		last := 0
		for u := d; u < d+430; u++ {
			whole, left := months(d, u)
			if whole < last || left < 0 || left > 30 || monthsLater(d, whole) > u {
				t.Fatalf("[%s, %s): %d months %d days after %d", d, u, whole, left, last)
			}
			last = whole
		}
		for n := range 14 {
			if whole, left := months(d, monthsLater(d, n)); whole != n || left != 0 {
				t.Fatalf("%d months from %s end on %s: %d, %d", n, d, monthsLater(d, n), whole, left)
			}
		}
	}
}
