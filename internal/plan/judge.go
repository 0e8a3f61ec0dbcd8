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

// bounds are the first and last period among the inputs an indicator uses: a
// stock uses the span's last period alone.
func bounds(f *formula, shares []Share) (first, last int) {
	last = -1
	for i := range shares {
		if !shares[i].knows(f) {
			continue
		}
		p := shares[i].Period
		if last < 0 || p < first {
			first = p
		}
		last = max(last, p)
	}
	if f.stock {
		first = last
	}
	return first, last
}

func (r *Rules) judge(f *formula, shares []Share, today clock.Day) Result {
	res := Result{Indicator: f.ind, Target: &f.ind.Target}
	first, last := bounds(f, shares)
	over := r.over(last, today)
	var total extent
	var units extentCounts
	for rest := shares; len(rest) > 0; {
		n := run(rest)
		var unit extent
		for i := range rest[:n] {
			if s := &rest[i]; s.knows(f) && s.Period >= first {
				unit.share(f, s, r.ended(s.Period, today))
			}
		}
		rest = rest[n:]
		if unit.expected > 0 {
			v, inProgress := unit.judge(f, over)
			units.see(v, inProgress)
			total.merge(&unit)
		}
	}
	if f.ind.Above == AboveEveryCommune {
		res.Verdict, res.InProgress = units.every()
		if total.expected == 0 {
			res.InProgress = f.ind.Span == SpanCampaign && !over
		}
	} else {
		res.Verdict, res.InProgress = total.judge(f, over)
	}
	res.UnitsMet, res.UnitsNotMet, res.UnitsNone, res.UnitsUnknown = units.met, units.notMet, units.none, units.unknown
	total.fill(&res)
	if f.ind.Span == SpanEachPeriod || (f.ind.JudgedFrom == LevelTeam && first == last) {
		res.TeamsMeeting, res.TeamsTotal = total.meeting, total.teams
		if over || f.ind.Span != SpanCampaign {
			res.TeamsFailing = total.failing
		}
		if !f.growing() {
			res.TeamsFailing += total.pending
		}
	}
	return res
}

// over tells whether the campaign has run its course for inputs that end with
// a period (-1: no inputs). It looks at the inputs' own end, so that a phase
// judged later still reads as it did then.
func (r *Rules) over(last int, today clock.Day) bool {
	if last < 0 {
		return today > r.Def.End()
	}
	return last == len(r.Periods)-1 && r.ended(last, today)
}

func (x *extent) fill(res *Result) {
	res.Provisional = x.missing
	res.Num, res.Den = x.num, x.den
	res.Counted, res.Expected = x.counted, x.expected
}

// share adds a commune-period.
func (x *extent) share(f *formula, s *Share, ended bool) {
	x.expected++
	x.running = x.running || !ended
	if !s.counts() {
		x.absent(f)
		return
	}
	x.counted++
	sum := s.Sum
	if f.den < 0 {
		x.count(sum.Sums[f.num], sum.Missing[f.num] > 0)
	} else {
		x.rate(&f.ind.Target, sum.Sums[f.num], sum.Sums[f.den], sum.Missing[f.num] > 0, sum.Missing[f.den] > 0)
	}
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

// extentCounts counts communes by verdict.
type extentCounts struct{ met, notMet, none, unknown, inProgress int32 }

func (c *extentCounts) see(v Verdict, inProgress bool) {
	switch v {
	case Met:
		c.met++
	case NotMet:
		c.notMet++
	case NoneArose:
		c.none++
	case Unknown:
		c.unknown++
		if inProgress {
			c.inProgress++
		}
	}
}

// every is the verdict where every commune has to meet.
func (c *extentCounts) every() (Verdict, bool) {
	switch {
	case c.notMet > 0:
		return NotMet, false
	case c.unknown > 0 || c.met+c.none == 0:
		return Unknown, c.inProgress > 0
	case c.met == 0:
		return NoneArose, false
	}
	return Met, false
}

// TeamShare is what one team gives in one period it was in force; the row is
// as long as that period's version has slots (see Row).
type TeamShare struct {
	Period  int
	Row     []Cell
	Counted bool
	State   string
}

// Row brings a stored row to this version's length.
func (r *Rules) Row(values []Cell) []Cell {
	if len(values) >= r.Slots() {
		return values
	}
	out := make([]Cell, r.Slots())
	for i := copy(out, values); i < len(out); i++ {
		out[i] = Empty
	}
	return out
}

// JudgeTeam judges one team over a span by its own rows; ok is false for an
// indicator that is not judged for teams.
func (r *Rules) JudgeTeam(ordinal int, rows []TeamShare, today clock.Day) (res Result, ok bool) {
	f := r.byOrdinal[ordinal]
	if f.ind.JudgedFrom != LevelTeam {
		return Result{}, false
	}
	last := -1
	for i := range rows {
		if rows[i].knows(f) {
			last = max(last, rows[i].Period)
		}
	}
	over := r.over(last, today)
	var x extent
	for i := range rows {
		if s := &rows[i]; s.knows(f) && (!f.stock || s.Period == last) {
			x.teamShare(f, s, r.ended(s.Period, today))
		}
	}
	res = Result{Indicator: f.ind, Target: &f.ind.Target}
	res.Verdict, res.InProgress = x.judge(f, over)
	x.fill(&res)
	if f.ind.Span == SpanEachPeriod {
		res.TeamsMeeting, res.TeamsFailing, res.TeamsTotal = x.meeting, x.failing, x.teams
	}
	return res, true
}

func (s *TeamShare) knows(f *formula) bool {
	return len(s.Row) == 0 || (f.num < len(s.Row) && f.den < len(s.Row))
}

func (x *extent) teamShare(f *formula, s *TeamShare, ended bool) {
	x.expected++
	x.running = x.running || !ended
	if !s.Counted || len(s.Row) == 0 {
		x.absent(f)
		return
	}
	x.counted++
	x.teams++
	x.row(f, s.Row)
	switch v := f.verdict(s.Row); {
	case v == Met:
		x.meeting++
	case v == NotMet && ended:
		x.failing++
	case v == NotMet:
		x.pending++
	}
}
