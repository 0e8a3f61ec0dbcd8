package plan

import "thidua/internal/clock"

// Scorecard judges every indicator for groups of communes (the districts) and
// for all of them together, each share read once. Results are in the plan's
// order: parts[g] for group g, whole for the sum.
func (r *Rules) Scorecard(groups [][]Share, today clock.Day) (parts [][]Result, whole []Result) {
	sorted := make([][]Share, len(groups))
	n := len(r.formulas)
	all := make([]Result, n*(len(groups)+1))
	parts = make([][]Result, len(groups))
	for g := range groups {
		sorted[g] = grouped(groups[g])
		parts[g] = all[g*n : (g+1)*n : (g+1)*n]
	}
	whole = all[len(groups)*n:]
	for i, f := range r.formulas {
		whole[i] = r.scoreGroups(f, sorted, today, func(g int, res Result) { parts[g][i] = res })
	}
	return parts, whole
}

// scoreGroups judges one indicator. The groups' sums serve the whole as well,
// unless a group ends with an earlier period than the others (its communes
// were dissolved): then the whole is summed over its own window.
func (r *Rules) scoreGroups(f *formula, groups [][]Share, today clock.Day, put func(int, Result)) Result {
	first, last := 0, -1
	for _, shares := range groups {
		if a, b := bounds(f, shares); b >= 0 {
			if last < 0 || a < first {
				first = a
			}
			last = max(last, b)
		}
	}
	w := r.window(f, first, last, today)
	var total extent
	var units unitCounts
	for g, shares := range groups {
		a, b := bounds(f, shares)
		own := r.window(f, a, b, today)
		x, u := gather(f, shares, own)
		put(g, result(f, own, &x, u))
		if own.last != w.last && b >= 0 {
			x, u = gather(f, shares, w)
		}
		total.merge(&x)
		units.add(u)
	}
	return result(f, w, &total, units)
}

func (c *unitCounts) add(o unitCounts) {
	c.met += o.met
	c.notMet += o.notMet
	c.none += o.none
	c.unknown += o.unknown
	c.inProgress += o.inProgress
}
