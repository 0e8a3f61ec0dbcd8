package plan

import "thidua/internal/clock"

// given is an assigned target as a formula of this version, nil where the
// version lacks its indicator or measure.
func (r *Rules) given(a *Assigned) *formula {
	if a.Basis == OfIndicator {
		if r.Indicator(a.Ordinal) == nil {
			return nil
		}
		f := *r.byOrdinal[a.Ordinal]
		ind := *f.ind
		ind.Target = a.Target
		f.ind = &ind
		return &f
	}
	m := r.Measure(a.Slot)
	if m == nil {
		return nil
	}
	ind := &Indicator{Ordinal: -1, PlanRef: m.Group, Name: m.Name, Short: m.Short, Numerator: m.Code, Target: a.Target,
		JudgedFrom: LevelTeam, Span: SpanCampaign, Above: AboveSum, CatchUp: CatchUpNewCases, GapNoun: m.Unit}
	switch a.Basis {
	case TeamPeriod:
		ind.Span = SpanEachPeriod
	case CommunePhase:
		ind.JudgedFrom = LevelCommune
	}
	return &formula{ind: ind, num: m.Slot, den: -1, stock: m.Over == OverLast && a.Basis != TeamPeriod}
}

// ByTeams tells whether a commune's verdict is that of each of its teams, so
// that it needs their rows: each period's targets and counts per team.
func (r *Rules) ByTeams(a *Assigned) bool {
	f := r.given(a)
	return f != nil && f.byTeams(a)
}

func (f *formula) byTeams(a *Assigned) bool {
	return a.Basis == TeamPhase || f.ind.Span == SpanEachPeriod
}

// WholePhase tells whether a target is reached over all its periods together,
// so that one of them alone says nothing: a sum over the phase.
func (r *Rules) WholePhase(a *Assigned) bool {
	f := r.given(a)
	return f != nil && f.ind.Span == SpanCampaign && !f.stock
}

// JudgeGiven judges an assigned target for a commune, apart from the plan's
// own verdict. The shares are the commune's of the periods it covers; teams
// are the rows of each of its teams there, needed where ByTeams says so. over:
// its last period has ended. ok is false where the version does not know it.
func (r *Rules) JudgeGiven(a *Assigned, shares []Share, teams [][]TeamShare, over bool, today clock.Day) (res Result, ok bool) {
	f := r.given(a)
	if f == nil {
		return res, false
	}
	shares = grouped(shares)
	first, last := bounds(f, shares)
	w := r.window(f, first, last, today)
	w.over = over
	res = Result{Indicator: f.ind, Target: &f.ind.Target}
	var x extent
	for i := range shares {
		s := &shares[i]
		if !s.knows(f) || s.Period < w.first {
			continue
		}
		if f.byTeams(a) {
			x.expect(f, s.counts(), s.Period < w.done)
		} else {
			x.figures(f, s, s.Period < w.done)
		}
	}
	if !f.byTeams(a) {
		res.Verdict, res.InProgress = x.judge(f, over)
		x.fill(&res)
		return res, true
	}
	var each unitCounts
	for _, rows := range teams {
		var one extent
		for i := range rows {
			s := &rows[i]
			if !s.knows(f) || s.Period < w.first {
				continue
			}
			one.teamShare(f, s, s.Period < w.done)
			if s.Counted {
				x.row(f, s.Row)
			}
		}
		x.teams, x.meeting, x.failing, x.pending = x.teams+one.teams, x.meeting+one.meeting, x.failing+one.failing, x.pending+one.pending
		each.see(one.judge(f, over))
	}
	x.fill(&res)
	if a.Basis == TeamPhase {
		res.Verdict, res.InProgress = each.every()
		res.TeamsMeeting, res.TeamsFailing, res.TeamsTotal = each.met, each.notMet, int32(len(teams))
		return res, true
	}
	res.Verdict, res.InProgress = x.judge(f, over)
	res.TeamsMeeting, res.TeamsFailing, res.TeamsTotal = x.meeting, x.failing, x.teams
	if !f.growing() {
		res.TeamsFailing += x.pending
	}
	return res, true
}

// JudgeGivenTeam judges an assigned target for one team by its rows of the
// periods it covers; ok is false for one that is not judged for teams.
func (r *Rules) JudgeGivenTeam(a *Assigned, rows []TeamShare, over bool, today clock.Day) (res Result, ok bool) {
	f := r.given(a)
	if f == nil || f.ind.JudgedFrom != LevelTeam {
		return res, false
	}
	w := r.teamWindow(f, rows, today)
	w.over = over
	return judgeRows(f, rows, w), true
}
