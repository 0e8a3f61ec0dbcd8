package report

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// TeamMonth is what one of a commune's months holds of a team.
type TeamMonth struct {
	Period  plan.LivePeriod
	State   State
	Entered bool // figures somebody typed, not derived ones
}

const sqlTeamMonths = `SELECT r.period_id, r.plan_version_id, r.state, f.sent
 FROM report r JOIN period p ON p.id = r.period_id LEFT JOIN team_figure f ON f.report_id = r.id AND f.team_id = $2
 WHERE r.commune_id = $1 ORDER BY p.ordinal`

// TeamMonths are a commune's months, in order, with what they hold of a team
// (0: none): one statement. What opening or closing a team must respect.
func (s *Service) TeamMonths(ctx context.Context, q pg.Querier, w World, commune, team org.UnitID) ([]TeamMonth, error) {
	rows, err := q.Query(ctx, sqlTeamMonths, int64(commune), int64(team))
	if err != nil {
		return nil, pg.Map(err)
	}
	defer rows.Close()
	var out []TeamMonth
	for rows.Next() {
		raw := rows.RawValues()
		m := TeamMonth{State: State(raw[2])}
		m.Period, _ = w.Plan.Period(int8Of(raw[0]))
		rules := w.Plan.RulesOf(int8Of(raw[1]))
		if raw[3] != nil && rules != nil {
			cells, err := cellsOf(raw[3])
			if err != nil {
				return nil, err
			}
			for slot, c := range cells {
				if x := rules.Measure(slot); c != plan.Empty && x != nil && x.Derived == 0 {
					m.Entered = true
				}
			}
		}
		out = append(out, m)
	}
	return out, pg.Map(rows.Err())
}

// TeamLine is a team's results over one month or one phase.
type TeamLine struct {
	plan.Stretch
	Month    bool          // one period; otherwise a phase, over its ended months
	State    State         // of a month's report
	Accepted int           // months that count, of Judged
	Annexed  []int         // corrections of the team's figures after the freeze, by number
	Results  []plan.Result // by TeamResults.Indicators; no Indicator: not judged there
}

// TeamResults is a team's record: each month begun, each phase after its last.
type TeamResults struct {
	Indicators []*plan.Indicator // those judged for teams, by the newest version
	Lines      []TeamLine
}

// TeamResults judges one team by its own rows, month by month and phase by
// phase, as the scorecard does; only accepted months count. The figures are
// read in one statement.
func (s *Service) TeamResults(ctx context.Context, q pg.Querier, a access.Actor, w World, team org.UnitID) (*TeamResults, error) {
	want := Want{Reading: AtTheTime}
	for _, p := range w.Plan.Periods {
		if p.Start <= w.Day {
			want.Periods = append(want.Periods, p)
		}
	}
	b, months, err := s.gather(ctx, q, a, w, team, want)
	if err != nil {
		return nil, err
	}
	out := &TeamResults{}
	for _, ind := range b.Rules.Indicators() {
		if ind.JudgedFrom == plan.LevelTeam {
			out.Indicators = append(out.Indicators, ind)
		}
	}
	rows := b.teams(w, months)
	if len(rows) == 0 {
		return out, nil
	}
	for i, sh := range rows[0].shares {
		p := w.Plan.Periods[sh.Period]
		month, _ := w.Plan.Stretch(plan.PeriodCode(sh.Period), w.Day)
		out.add(w, TeamLine{Stretch: month, Month: true, State: rows[0].months[i].state, Annexed: rows[0].annexed(func(x plan.LivePeriod) bool { return x.Ordinal == sh.Period })}, rows[0].shares)
		if last := i+1 == len(rows[0].shares); last || w.Plan.Periods[rows[0].shares[i+1].Period].PhaseID != p.PhaseID {
			ph, _ := w.Plan.Phase(p.PhaseID)
			phase, _ := w.Plan.Stretch(ph.Code, w.Day)
			out.add(w, TeamLine{Stretch: phase, Annexed: rows[0].annexed(func(x plan.LivePeriod) bool { return x.PhaseID == p.PhaseID })}, rows[0].shares)
		}
	}
	return out, nil
}

// annexed are the corrections of the team's rows in some periods.
func (l *teamLine) annexed(in func(plan.LivePeriod) bool) []int {
	var out []int
	for _, m := range l.months {
		for _, x := range m.annexed {
			if x.Cell.Row == int64(l.team) && in(m.period) {
				out = append(out, x.No)
			}
		}
	}
	return out
}

// add judges the shares of a line's periods by the rules of the last of them.
func (t *TeamResults) add(w World, l TeamLine, all []plan.TeamShare) {
	var shares []plan.TeamShare
	for _, s := range all {
		if slices.ContainsFunc(l.Judged, func(p plan.LivePeriod) bool { return p.Ordinal == s.Period }) {
			shares = append(shares, s)
			if s.Counted {
				l.Accepted++
			}
		}
	}
	if len(shares) == 0 {
		return // a phase without an ended month of the team
	}
	rules := w.Plan.RulesAt(shares[len(shares)-1].Period)
	for _, ind := range t.Indicators {
		var res plan.Result
		if own := rules.IndicatorByCode(ind.Code); own != nil {
			res, _ = rules.JudgeTeam(own.Ordinal, shares, w.Day)
		}
		l.Results = append(l.Results, res)
	}
	t.Lines = append(t.Lines, l)
}
