package report

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Given is an assigned target judged for one unit, apart from the plan's own
// verdict (product §3).
type Given struct {
	plan.Given
	Periods []plan.LivePeriod // those it covers and was judged on
	Result  plan.Result
}

// covered are the wanted periods an assigned target binds the unit in. over:
// the time for it is past and nothing of it is left out; one period of a sum
// over the phase never says that.
func (w World) covered(g *plan.Given, want Want, r *plan.Rules) (periods []plan.LivePeriod, over bool) {
	var last plan.LivePeriod
	n := 0
	for i := range w.Plan.Periods {
		if p := &w.Plan.Periods[i]; g.Covers(p) {
			last = *p
			n++
		}
	}
	for i := range want.Periods {
		if g.Covers(&want.Periods[i]) {
			periods = append(periods, want.Periods[i])
		}
	}
	over = last.Ended(w.Day) && in(periods, last.Ordinal) && (len(periods) == n || !r.WholePhase(g.Assigned))
	return periods, over
}

func in(periods []plan.LivePeriod, ordinal int) bool {
	return slices.ContainsFunc(periods, func(p plan.LivePeriod) bool { return p.Ordinal == ordinal })
}

// givenOf judges what was assigned to a commune, from its shares and, for what
// is judged team by team, its teams' rows.
func (w World) givenOf(r *plan.Rules, commune org.UnitID, want Want, shares []plan.Share, teams [][]plan.TeamShare) []Given {
	var out []Given
	for _, g := range w.Plan.GivenTo(commune) {
		periods, over := w.covered(&g, want, r)
		if len(periods) == 0 {
			continue
		}
		var mine []plan.Share
		for i := range shares {
			if in(periods, shares[i].Period) {
				mine = append(mine, shares[i])
			}
		}
		var rows [][]plan.TeamShare
		if r.ByTeams(g.Assigned) {
			for _, t := range teams {
				if kept := keep(t, periods); len(kept) > 0 {
					rows = append(rows, kept)
				}
			}
		}
		if res, ok := r.JudgeGiven(g.Assigned, mine, rows, over, w.Day); ok {
			out = append(out, Given{g, periods, res})
		}
	}
	return out
}

func keep(rows []plan.TeamShare, periods []plan.LivePeriod) []plan.TeamShare {
	var out []plan.TeamShare
	for _, s := range rows {
		if in(periods, s.Period) {
			out = append(out, s)
		}
	}
	return out
}

// givenOfTeam judges what was assigned to a team, or to its commune team by
// team.
func (w World) givenOfTeam(r *plan.Rules, team, commune org.UnitID, want Want, rows []plan.TeamShare) []Given {
	var out []Given
	for _, g := range w.Plan.GivenToTeam(team, commune) {
		periods, over := w.covered(&g, want, r)
		if len(periods) == 0 {
			continue
		}
		if res, ok := r.JudgeGivenTeam(g.Assigned, keep(rows, periods), over, w.Day); ok {
			g.Unit = team
			out = append(out, Given{g, periods, res})
		}
	}
	return out
}

// giveTeams judges the assigned targets of a commune's (or team's) board from
// the rows in hand.
func (b *Board) giveTeams(w World, lines []teamLine, shares []plan.Share) {
	if len(w.Plan.Assigned) == 0 {
		return
	}
	var rows [][]plan.TeamShare
	for i := range lines {
		commune := b.Unit
		if n := len(lines[i].months); n > 0 && b.Level == org.Team {
			commune = lines[i].months[n-1].commune
		}
		b.Groups[i].Given = w.givenOfTeam(b.Rules, lines[i].team, commune, b.Want, lines[i].shares)
		rows = append(rows, lines[i].shares)
	}
	if b.Level == org.Commune {
		b.Given = w.givenOf(b.Rules, b.Unit, b.Want, shares, rows)
	}
}

// giveCommunes judges those of a district's communes: from the sums in hand,
// and by one statement more where some are judged team by team.
func (s *Service) giveCommunes(ctx context.Context, q pg.Querier, w World, b *Board, months []month) error {
	if b.Level != org.District || len(w.Plan.Assigned) == 0 {
		return nil
	}
	var rowsOf []org.UnitID
	for g := range b.Groups {
		for _, x := range w.Plan.GivenTo(b.Groups[g].Unit) {
			if periods, _ := w.covered(&x, b.Want, b.Rules); len(periods) > 0 && b.Rules.ByTeams(x.Assigned) {
				rowsOf = append(rowsOf, b.Groups[g].Unit)
				break
			}
		}
	}
	if len(rowsOf) > 0 && months == nil {
		var err error
		if months, err = s.months(ctx, q, w, rowsOf, b.Want); err != nil {
			return err
		}
	}
	for g := range b.Groups {
		unit := b.Groups[g].Unit
		var teams [][]plan.TeamShare
		if slices.Contains(rowsOf, unit) {
			teams = w.teamRows(unit, b.Want, months)
		}
		b.Groups[g].Given = w.givenOf(b.Rules, unit, b.Want, b.Groups[g].parts(), teams)
	}
	return nil
}

// teamRows are the rows of a commune's teams, by the reading wanted.
func (w World) teamRows(commune org.UnitID, want Want, months []month) [][]plan.TeamShare {
	at := map[org.UnitID]int{}
	var out [][]plan.TeamShare
	for i := range months {
		m := &months[i]
		for _, t := range m.teams {
			mine := m.commune == commune
			if want.Reading == Today {
				c, ok := w.Tree.CommuneNow(t, w.Day)
				mine = ok && c == commune
			}
			if !mine {
				continue
			}
			k, seen := at[t]
			if !seen {
				k = len(out)
				at[t] = k
				out = append(out, nil)
			}
			out[k] = append(out[k], m.share(t, want))
		}
	}
	return out
}

// given judges what binds a commune in a report's own period, from the figures
// in hand; of a sum over the phase a month is only a part.
func (g *Grid) given(w World) {
	if len(w.Plan.Assigned) == 0 {
		return
	}
	want := Want{Periods: []plan.LivePeriod{g.Period}, Provisional: true}
	share := plan.Share{Unit: g.Report.CommuneID, Period: g.Period.Ordinal, Sum: &g.Sum, Counted: true}
	commune := org.UnitID(g.Report.CommuneID)
	var teams [][]plan.TeamShare
	for _, t := range g.Teams {
		rows := []plan.TeamShare{{Period: g.Period.Ordinal, Row: padded(g.Rows[int64(t)], g.Rules.Slots()), Counted: true}}
		teams = append(teams, rows)
		g.Given = append(g.Given, w.givenOfTeam(g.Rules, t, 0, want, rows)...)
	}
	g.Given = append(w.givenOf(g.Rules, commune, want, []plan.Share{share}, teams), g.Given...)
}

// give keeps of what was assigned to the explained unit what concerns the
// indicator.
func (y *Why) give(w World, unit org.UnitID, all []Expected, lines []teamLine) {
	if len(w.Plan.Assigned) == 0 {
		return
	}
	var found []Given
	if y.Level == org.Team {
		commune := org.UnitID(0)
		if n := len(lines[0].months); n > 0 {
			commune = lines[0].months[n-1].commune
		}
		found = w.givenOfTeam(y.Rules, unit, commune, y.Want, lines[0].shares)
	} else {
		shares, rows := make([]plan.Share, len(all)), make([][]plan.TeamShare, len(lines))
		for i := range all {
			shares[i] = all[i].Share
		}
		for i := range lines {
			rows[i] = lines[i].shares
		}
		found = w.givenOf(y.Rules, unit, y.Want, shares, rows)
	}
	for _, g := range found {
		if g.Ordinal == y.Indicator.Ordinal {
			y.Given = append(y.Given, g)
		}
	}
}

// Held is an assigned target's standing for one of its units.
type Held struct {
	Unit   org.UnitID
	Judged bool // false: no period it covers has ended
	Given
}

// Holding judges one assigned target for every unit it binds that the actor may
// see, over the periods ended: two statements.
func (s *Service) Holding(ctx context.Context, q pg.Querier, a access.Actor, w World, target *plan.Assigned) ([]Held, error) {
	scope, err := access.ScopeOf(a, access.TargetRead)
	if err != nil {
		return nil, err
	}
	out, err := s.Held(ctx, q, w, target.PhaseID, []Binding{{target, target.Seen(scope, w.Tree, w.Day)}})
	if err != nil {
		return nil, err
	}
	return out[0], nil
}

// Binding is an assigned target and the units it is judged for.
type Binding struct {
	Target *plan.Assigned
	Units  []plan.AssignedUnit
}

// Held judges assigned targets of one phase over its periods ended: one
// statement however many. The caller has checked the right to read the units.
func (s *Service) Held(ctx context.Context, q pg.Querier, w World, phase int64, list []Binding) ([][]Held, error) {
	want := Want{Periods: plan.Ended(w.Plan.InPhase(phase), w.Day), Reading: AtTheTime}
	out := make([][]Held, len(list))
	var communes []org.UnitID
	for i, b := range list {
		out[i] = make([]Held, len(b.Units))
		for k, u := range b.Units {
			out[i][k].Unit = u.Unit
			if unit, _ := w.Tree.Unit(u.Unit); unit.Level != org.Team {
				communes = append(communes, u.Unit)
				continue
			}
			for _, p := range want.Periods {
				communes = append(communes, w.Tree.Ancestor(u.Unit, org.Commune, p.End))
			}
		}
	}
	if len(want.Periods) == 0 || len(communes) == 0 {
		return out, nil
	}
	slices.Sort(communes)
	months, err := s.months(ctx, q, w, slices.Compact(communes), want)
	if err != nil {
		return nil, err
	}
	rules := w.Plan.RulesAt(want.Periods[len(want.Periods)-1].Ordinal)
	for i, b := range list {
		for k, u := range b.Units {
			out[i][k].judge(w, rules, b.Target, want, u, months)
		}
	}
	return out, nil
}

func (h *Held) judge(w World, r *plan.Rules, target *plan.Assigned, want Want, u plan.AssignedUnit, months []month) {
	h.Given.Given = plan.Given{Assigned: target, Unit: u.Unit, Start: u.Start, Before: u.Before}
	var over bool
	h.Periods, over = w.covered(&h.Given.Given, want, r)
	if len(h.Periods) == 0 {
		return
	}
	if unit, _ := w.Tree.Unit(u.Unit); unit.Level == org.Team {
		var rows []plan.TeamShare
		for k := range months {
			if slices.Contains(months[k].teams, u.Unit) {
				rows = append(rows, months[k].share(u.Unit, want))
			}
		}
		h.Result, h.Judged = r.JudgeGivenTeam(target, keep(rows, h.Periods), over, w.Day)
		return
	}
	var shares []plan.Share
	var mine []month
	for k := range months {
		if m := &months[k]; m.commune == u.Unit && in(h.Periods, m.period.Ordinal) {
			shares = append(shares, m.expected(want).Share)
			mine = append(mine, *m)
		}
	}
	h.Result, h.Judged = r.JudgeGiven(target, shares, w.teamRows(u.Unit, want, mine), over, w.Day)
}
