package report

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// month is one report with the figures of its rows: what a sum is made of
// where the stored ones do not serve (single teams, today's links).
type month struct {
	id      ID
	commune org.UnitID
	period  plan.LivePeriod
	rules   *plan.Rules
	state   State
	first   *clock.Day
	fixed   int
	annexed []Annexed
	teams   []org.UnitID          // in force at the period's end
	rows    map[int64][]plan.Cell // by team, or Whole; nil where nothing is stored
}

const sqlMonths = `SELECT r.id, r.commune_id, r.period_id, r.plan_version_id, r.state, r.first_submitted_on, coalesce(f.team_id, 0), f.sent, ` + fixesColumn + `
 FROM report r LEFT JOIN team_figure f ON f.report_id = r.id
 WHERE r.commune_id = ANY($1) AND r.period_id = ANY($2) ORDER BY r.period_id, r.commune_id, r.id`

// months reads the reports of communes over the wanted periods with their
// figures: one statement.
func (s *Service) months(ctx context.Context, q pg.Querier, w World, communes []org.UnitID, want Want) ([]month, error) {
	rows, err := q.Query(ctx, sqlMonths, communes, periodIDs(want.Periods))
	if err != nil {
		return nil, pg.Map(err)
	}
	defer rows.Close()
	var out []month
	for rows.Next() {
		raw := rows.RawValues()
		id := ID(int8Of(raw[0]))
		if n := len(out); n == 0 || out[n-1].id != id {
			m := month{id: id, commune: org.UnitID(int8Of(raw[1])), rules: w.Plan.RulesOf(int8Of(raw[3])), state: State(raw[4]), first: dayOf(raw[5]), rows: map[int64][]plan.Cell{}}
			m.period, _ = w.Plan.Period(int8Of(raw[2]))
			m.teams = w.Tree.Teams(m.commune, m.period.End)
			if raw[8] != nil {
				m.fixed, m.annexed = fixesOf(raw[8])
			}
			out = append(out, m)
		}
		if raw[7] == nil {
			continue
		}
		m := &out[len(out)-1]
		if m.rows[int8Of(raw[6])], err = cellsOf(raw[7]); err != nil {
			return nil, err
		}
	}
	return out, pg.Map(rows.Err())
}

// expected is the month as a share, summed from its own rows.
func (m *month) expected(want Want) Expected {
	rows := make([][]plan.Cell, len(m.teams))
	for i, t := range m.teams {
		rows[i] = m.rows[int64(t)]
	}
	sum := m.rules.SumCommune(rows, m.rows[Whole])
	e := Expected{Report: m.id, State: m.state, FirstSubmittedOn: m.first, Fixed: m.fixed, Annexed: m.annexed, Share: plan.Share{Unit: int64(m.commune), Period: m.period.Ordinal, Sum: &sum}}
	e.count(want)
	return e
}

// share is one team's part of the month.
func (m *month) share(team org.UnitID, want Want) plan.TeamShare {
	return plan.TeamShare{Period: m.period.Ordinal, Row: m.rules.Row(m.rows[int64(team)]), Counted: m.state.Final() || want.Provisional, State: m.state.Words()}
}

// sources are the communes whose reports hold figures that today's links put
// inside the scope.
func (w World) sources(scope access.Scope, want Want) []org.UnitID {
	seen := map[org.UnitID]bool{}
	for _, c := range w.Tree.CommunesWithin(scope, w.Day) {
		seen[c] = true
	}
	for _, t := range w.Tree.TeamsWithin(scope, w.Day) {
		for _, p := range want.Periods {
			if c := w.Tree.Ancestor(t, org.Commune, p.End); c != 0 {
				seen[c] = true
			}
		}
	}
	out := make([]org.UnitID, 0, len(seen))
	for c := range seen {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// pile is what today's links bring together for one commune and period.
type pile struct {
	Expected
	rules  *plan.Rules
	teams  [][]plan.Cell
	wholes [][]plan.Cell
}

// sharesToday sums each team's figures by today's links; a whole-commune row
// goes to the commune's lead successor. A share counts where every report it
// draws on does.
func sharesToday(w World, scope access.Scope, want Want, months []month) []Expected {
	type key struct {
		unit   org.UnitID
		period int
	}
	piles := map[key]*pile{}
	at := func(m *month, unit org.UnitID, ok bool) *pile {
		if !ok || !scope.Holds(w.Tree.Path(unit, w.Day)) {
			return nil
		}
		k := key{unit, m.period.Ordinal}
		x := piles[k]
		if x == nil {
			x = &pile{rules: m.rules, Expected: Expected{Report: m.id, State: m.state, FirstSubmittedOn: m.first}}
			x.Unit, x.Period = int64(unit), m.period.Ordinal
			piles[k] = x
		}
		for _, one := range m.annexed {
			if !slices.Contains(x.Annexed, one) {
				x.Annexed = append(x.Annexed, one)
			}
		}
		if x.State.Final() && !m.state.Final() {
			x.State, x.Report, x.FirstSubmittedOn = m.state, m.id, m.first
		}
		return x
	}
	for i := range months {
		m := &months[i]
		unit, ok := w.Tree.LeadSuccessor(m.commune, w.Day)
		if x := at(m, unit, ok); x != nil {
			x.wholes = append(x.wholes, m.rows[Whole])
		}
		for _, t := range m.teams {
			unit, ok := w.Tree.CommuneNow(t, w.Day)
			if x := at(m, unit, ok); x != nil {
				x.teams = append(x.teams, m.rows[int64(t)])
			}
		}
	}
	out := make([]Expected, 0, len(piles))
	for _, x := range piles {
		x.Sum = x.sum()
		x.count(want)
		out = append(out, x.Expected)
	}
	slices.SortFunc(out, func(a, b Expected) int {
		if a.Unit != b.Unit {
			return int(a.Unit - b.Unit)
		}
		return a.Period - b.Period
	})
	return out
}

// sum adds the whole-commune rows of merged communes to the teams'. A commune
// that took only teams has no such row: what only it could say is missing.
func (x *pile) sum() *plan.CommuneSum {
	var first []plan.Cell
	if len(x.wholes) > 0 {
		first = x.wholes[0]
	}
	sum := x.rules.SumCommune(x.teams, first)
	for i := 1; i < len(x.wholes); i++ {
		more := x.rules.SumCommune(nil, x.wholes[i])
		for slot := range more.Sums {
			sum.Sums[slot] += more.Sums[slot]
			sum.Missing[slot] += more.Missing[slot]
		}
	}
	return &sum
}
