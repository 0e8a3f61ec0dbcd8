package plan

// extent gathers what is known of one indicator and how far what is missing
// could carry it. For a rate, low and high bound q·num − p·den (target p/q);
// for a count they bound the count. lowOpen and highOpen: no such bound.
//
// Everything is a sum over commune-periods, because part ≤ whole binds each
// of them on its own and each may take its extreme independently. Where the
// rule binds each row, the bounds are exact for = 100 % (by the failing rows)
// and on the safe side for other targets.
type extent struct {
	num, den          int64
	low, high         int64
	lowOpen, highOpen bool
	denOpen           bool  // some denominator is missing
	denLeast          int64 // what the denominators come to at least
	missing           bool
	running           bool // some input's period is not over
	counted, expected int32
	meeting, failing  int32 // teams; failing only in ended periods
	pending           int32 // teams short of a target whose period still runs
	teams             int32
}

// rate adds known sums of numerator and denominator, each complete or not.
func (x *extent) rate(t *Target, num, den int64, numMissing, denMissing bool) {
	x.num += num
	x.den += den
	least := den
	switch {
	case !denMissing && !numMissing:
		v := t.Q*num - t.P*den
		x.low += v
		x.high += v
	case !denMissing: // the numerator may grow to the denominator
		x.low += t.Q*num - t.P*den
		x.high += t.Q*max(num, den) - t.P*den
	default: // the denominator may grow without end, and is at least the numerator
		x.lowOpen, x.denOpen = true, true
		least = max(num, den)
		if !numMissing {
			x.high += t.Q*num - t.P*least
		} else if t.P < t.Q {
			x.highOpen = true
		}
	}
	x.denLeast += least
	x.missing = x.missing || numMissing || denMissing
}

// count adds a known sum, complete or not.
func (x *extent) count(num int64, missing bool) {
	x.num += num
	x.low += num
	x.high += num
	x.highOpen = x.highOpen || missing
	x.missing = x.missing || missing
}

// absent adds a report that does not count.
func (x *extent) absent(f *formula) {
	if f.den >= 0 {
		x.rate(&f.ind.Target, 0, 0, true, true)
	} else {
		x.count(0, true)
	}
}

// merge adds another extent.
func (x *extent) merge(o *extent) {
	x.num += o.num
	x.den += o.den
	x.low += o.low
	x.high += o.high
	x.lowOpen = x.lowOpen || o.lowOpen
	x.highOpen = x.highOpen || o.highOpen
	x.denOpen = x.denOpen || o.denOpen
	x.denLeast += o.denLeast
	x.missing = x.missing || o.missing
	x.running = x.running || o.running
	x.counted += o.counted
	x.expected += o.expected
	x.meeting += o.meeting
	x.failing += o.failing
	x.pending += o.pending
	x.teams += o.teams
}

// certain is Met or NotMet where no filling of what is missing could change
// it, otherwise Unknown. Low and high are compared with the pivot.
func (x *extent) certain(c Comparator, pivot int64) Verdict {
	low, high := x.low-pivot, x.high-pivot
	var met, not bool
	switch c {
	case AtLeast, Greater:
		met = !x.lowOpen && c.holds(sign(low))
		not = !x.highOpen && !c.holds(sign(high))
	case AtMost, Less:
		met = !x.highOpen && c.holds(sign(high))
		not = !x.lowOpen && !c.holds(sign(low))
	case Equal:
		met = !x.lowOpen && !x.highOpen && low == 0 && high == 0
		not = (!x.highOpen && high < 0) || (!x.lowOpen && low > 0)
	}
	switch {
	case met:
		return Met
	case not:
		return NotMet
	}
	return Unknown
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// figure is the verdict of the sums alone, whatever the time.
func (x *extent) figure(f *formula) Verdict {
	t := &f.ind.Target
	switch {
	case x.expected == 0:
		return Unknown
	case f.den < 0:
		return x.certain(t.Comparator, t.P)
	case !x.denOpen && x.den == 0:
		return NoneArose
	case f.byRow && t.Comparator == Equal && x.failing+x.pending > 0:
		return NotMet // a shortfall in one complete row cannot be made good by another
	case x.denLeast == 0:
		return Unknown // it may still turn out that nothing arose
	}
	return x.certain(t.Comparator, 0)
}

// eachPeriod is the verdict where every team has to meet in every period.
func (x *extent) eachPeriod() Verdict {
	switch {
	case x.failing > 0:
		return NotMet
	case x.expected == 0 || x.missing || x.pending > 0:
		return Unknown
	case x.teams == 0:
		return NoneArose
	}
	return Met
}

// judge is the verdict with its time; over tells whether the campaign has run
// its course for these inputs.
func (x *extent) judge(f *formula, over bool) (v Verdict, inProgress bool) {
	if f.ind.Span == SpanEachPeriod {
		v = x.eachPeriod()
		return v, v == Unknown && x.running
	}
	v = x.figure(f)
	switch {
	case f.ind.Span == SpanCampaign && !over && (v == NotMet || v == Unknown):
		return Unknown, true
	case f.growing() && x.running && v == NotMet:
		return Unknown, true
	}
	return v, false
}

// growing tells a count that time can still raise to its target.
func (f *formula) growing() bool {
	c := f.ind.Target.Comparator
	return f.den < 0 && (c == AtLeast || c == Greater)
}

// verdict judges one team's row of one period, whatever the time.
func (f *formula) verdict(row []Cell) Verdict {
	var x extent
	x.row(f, row)
	x.expected = 1
	return x.figure(f)
}

// row adds a team's row.
func (x *extent) row(f *formula, row []Cell) {
	num := at(row, f.num)
	if f.den < 0 {
		x.count(known(num), num == Empty)
		return
	}
	den := at(row, f.den)
	x.rate(&f.ind.Target, known(num), known(den), num == Empty, den == Empty)
}

func known(c Cell) int64 {
	if c == Empty {
		return 0
	}
	return int64(c)
}

// unitCounts counts communes by verdict.
type unitCounts struct{ met, notMet, none, unknown, inProgress int32 }

func (c *unitCounts) see(v Verdict, inProgress bool) {
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
func (c *unitCounts) every() (Verdict, bool) {
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
