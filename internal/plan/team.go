package plan

import "thidua/internal/clock"

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
	return judgeRows(f, rows, r.teamWindow(f, rows, today)), true
}

func judgeRows(f *formula, rows []TeamShare, w window) Result {
	var x extent
	for i := range rows {
		if s := &rows[i]; s.knows(f) && s.Period >= w.first {
			x.teamShare(f, s, s.Period < w.done)
		}
	}
	res := Result{Indicator: f.ind, Target: &f.ind.Target}
	res.Verdict, res.InProgress = x.judge(f, w.over)
	x.fill(&res)
	if f.ind.Span == SpanEachPeriod {
		res.TeamsMeeting, res.TeamsFailing, res.TeamsTotal = x.meeting, x.failing, x.teams
	}
	return res
}

func (r *Rules) teamWindow(f *formula, rows []TeamShare, today clock.Day) window {
	first, last := 0, -1
	for i := range rows {
		if rows[i].knows(f) {
			last = max(last, rows[i].Period)
		}
	}
	return r.window(f, first, last, today)
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
