package plan

import (
	"cmp"
	"slices"

	"thidua/internal/clock"
)

// Share is what one commune gives to a verdict in one period it is expected
// in. Counted: accepted, or everything entered when "tạm tính" is on; a share
// that does not count is a missing item naming State.
type Share struct {
	Unit    int64
	Period  int // ordinal of the period
	Sum     *CommuneSum
	Counted bool
	State   string
}

func (s *Share) counts() bool { return s.Counted && s.Sum != nil }

// knows is false for sums of an older version that had no such measure: it
// was not asked for then, so it is not missing.
func (s *Share) knows(f *formula) bool {
	return s.Sum == nil || (f.num < len(s.Sum.Sums) && f.den < len(s.Sum.Sums))
}

// Judge judges an indicator over a span: the shares are every commune-period
// expected in it, of one commune, a district or the province, in any order
// (ordered by unit saves a copy). Periods not over yet may be given too (the
// grid's live verdicts); "to date" means not to give them.
func (r *Rules) Judge(ordinal int, shares []Share, today clock.Day) Result {
	return r.judge(r.byOrdinal[ordinal], grouped(shares), today)
}

// JudgeAll judges every indicator and appends the results in the plan's order.
func (r *Rules) JudgeAll(out []Result, shares []Share, today clock.Day) []Result {
	shares = grouped(shares)
	for _, f := range r.formulas {
		out = append(out, r.judge(f, shares, today))
	}
	return out
}

// UnitResult is the result of one commune.
type UnitResult struct {
	Unit int64
	Result
}

// JudgeUnits judges an indicator for each commune of the shares on its own,
// ordered by unit as first met.
func (r *Rules) JudgeUnits(ordinal int, shares []Share, today clock.Day) []UnitResult {
	var out []UnitResult
	shares = grouped(shares)
	for len(shares) > 0 {
		n := run(shares)
		out = append(out, UnitResult{shares[0].Unit, r.judge(r.byOrdinal[ordinal], shares[:n], today)})
		shares = shares[n:]
	}
	return out
}

// run is the length of the first unit's shares.
func run(shares []Share) int {
	n := 1
	for n < len(shares) && shares[n].Unit == shares[0].Unit {
		n++
	}
	return n
}

func byUnit(a, b Share) int {
	return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Period, b.Period))
}

func grouped(shares []Share) []Share {
	if slices.IsSortedFunc(shares, byUnit) {
		return shares
	}
	shares = slices.Clone(shares)
	slices.SortFunc(shares, byUnit)
	return shares
}

// window is what of a span an indicator uses: the periods first to last (a
// stock uses the last alone; last is -1 without inputs). Periods before done
// have ended; over: the campaign has run its course for these inputs.
type window struct {
	first, last, done int
	over              bool
}

// bounds are the first and last period among the inputs.
func bounds(f *formula, shares []Share) (first, last int) {
	last = -1
	for i := range shares {
		if s := &shares[i]; s.knows(f) {
			if last < 0 || s.Period < first {
				first = s.Period
			}
			last = max(last, s.Period)
		}
	}
	return first, last
}

// window closes bounds. Whether the campaign is over it asks of the inputs'
// own end, so that a phase judged later still reads as it did then.
func (r *Rules) window(f *formula, first, last int, today clock.Day) window {
	w := window{first: first, last: last, done: len(r.ToDate(today))}
	if f.stock {
		w.first = last
	}
	if last < 0 {
		w.over = today > r.Def.End()
	} else {
		w.over = last == len(r.Periods)-1 && w.done > last
	}
	return w
}

func (r *Rules) judge(f *formula, shares []Share, today clock.Day) Result {
	first, last := bounds(f, shares)
	w := r.window(f, first, last, today)
	total, units := gather(f, shares, w)
	return result(f, w, &total, units)
}

// gather adds the shares up, commune by commune.
func gather(f *formula, shares []Share, w window) (total extent, units unitCounts) {
	for len(shares) > 0 {
		n := run(shares)
		var unit extent
		for i := range shares[:n] {
			if s := &shares[i]; s.knows(f) && s.Period >= w.first {
				unit.share(f, s, s.Period < w.done)
			}
		}
		shares = shares[n:]
		if unit.expected > 0 {
			units.see(unit.judge(f, w.over))
			total.merge(&unit)
		}
	}
	return total, units
}

func result(f *formula, w window, total *extent, units unitCounts) Result {
	res := Result{Indicator: f.ind, Target: &f.ind.Target}
	switch {
	case f.ind.Above == AboveSum:
		res.Verdict, res.InProgress = total.judge(f, w.over)
	case total.expected == 0:
		res.InProgress = f.ind.Span == SpanCampaign && !w.over
	default:
		res.Verdict, res.InProgress = units.every()
	}
	res.UnitsMet, res.UnitsNotMet, res.UnitsNone, res.UnitsUnknown = units.met, units.notMet, units.none, units.unknown
	total.fill(&res)
	if f.ind.Span == SpanEachPeriod || (f.ind.JudgedFrom == LevelTeam && w.first == w.last) {
		res.TeamsMeeting, res.TeamsTotal = total.meeting, total.teams
		if w.over || f.ind.Span != SpanCampaign {
			res.TeamsFailing = total.failing
		}
		if !f.growing() {
			res.TeamsFailing += total.pending
		}
	}
	return res
}

func (x *extent) fill(res *Result) {
	res.Provisional = x.missing
	res.Num, res.Den = x.num, x.den
	res.Counted, res.Expected = x.counted, x.expected
}

// share adds a commune-period with the teams it counted by the plan's target.
func (x *extent) share(f *formula, s *Share, ended bool) {
	x.figures(f, s, ended)
	if !s.counts() {
		return
	}
	sum := s.Sum
	if o := f.ind.Ordinal; o < len(sum.Failing) {
		x.teams += sum.Teams
		x.meeting += sum.Meeting[o]
		if ended {
			x.failing += sum.Failing[o]
		} else {
			x.pending += sum.Failing[o]
		}
	}
}

// figures adds a commune-period's sums, whatever the target.
func (x *extent) figures(f *formula, s *Share, ended bool) {
	x.expect(f, s.counts(), ended)
	if !s.counts() {
		return
	}
	sum := s.Sum
	if f.den < 0 {
		x.count(sum.Sums[f.num], sum.Missing[f.num] > 0)
	} else {
		x.rate(&f.ind.Target, sum.Sums[f.num], sum.Sums[f.den], sum.Missing[f.num] > 0, sum.Missing[f.den] > 0)
	}
}

// expect counts a commune-period that gives figures or is missing.
func (x *extent) expect(f *formula, counts, ended bool) {
	x.expected++
	x.running = x.running || !ended
	if counts {
		x.counted++
	} else {
		x.absent(f)
	}
}
