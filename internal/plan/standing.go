package plan

import "slices"

// Tally is what a standing compares: the indicators a unit fails, and those
// that cannot be judged yet.
type Tally struct{ NotMet, Unknown int }

// TallyOf counts a unit's results. An indicator in progress is not failed and
// not met: it counts as unknown.
func TallyOf(results []Result) Tally {
	var t Tally
	for i := range results {
		switch results[i].Verdict {
		case NotMet:
			t.NotMet++
		case Unknown:
			t.Unknown++
		}
	}
	return t
}

// before tells whether t stands before o: fewer not met, then fewer unknown.
func (t Tally) before(o Tally) bool {
	return t.NotMet < o.NotMet || (t.NotMet == o.NotMet && t.Unknown < o.Unknown)
}

// Standing ranks tallies, from 1; equal tallies tie and share a rank: 1, 1, 3.
func Standing(tallies []Tally) []int {
	order := slices.Clone(tallies)
	slices.SortFunc(order, func(a, b Tally) int {
		switch {
		case a.before(b):
			return -1
		case b.before(a):
			return 1
		}
		return 0
	})
	ranks := make([]int, len(tallies))
	for i, t := range tallies {
		ranks[i] = 1 + slices.Index(order, t)
	}
	return ranks
}
