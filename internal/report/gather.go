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

// gather reads what a board is made of and groups it by the unit below. The
// months are there for communes and teams, whose rows need single figures.
func (s *Service) gather(ctx context.Context, q pg.Querier, a access.Actor, w World, unit org.UnitID, want Want) (*Board, []month, error) {
	v, err := w.See(a, unit)
	if err != nil {
		return nil, nil, err
	}
	if v.Closed {
		want.Reading = AtTheTime // today nothing belongs to it
	}
	b := &Board{Sight: v, Want: want, Rules: w.Plan.Rules}
	if len(want.Periods) == 0 {
		return b, nil, nil
	}
	b.Rules = w.Plan.RulesAt(want.Periods[len(want.Periods)-1].Ordinal)
	single := v.Level == org.Commune || v.Level == org.Team
	if !single && want.Reading == AtTheTime {
		list, err := s.Shares(ctx, q, w, v.scope, want)
		b.group(w, list, list)
		return b, nil, err
	}
	communes := w.sources(v.scope, want)
	if single && want.Reading == AtTheTime {
		communes = w.communesOf(v, want)
	}
	months, err := s.months(ctx, q, w, communes, want)
	if err != nil {
		return nil, nil, err
	}
	if v.Level == org.Team {
		months = slices.DeleteFunc(months, func(m month) bool { return !slices.Contains(m.teams, v.Unit) })
	}
	shares, papers := make([]Expected, len(months)), make([]Expected, 0, len(months))
	for i := range months {
		shares[i] = months[i].expected(want)
	}
	for _, e := range shares {
		if c, ok := w.Tree.LeadSuccessor(org.UnitID(e.Unit), w.Day); want.Reading == Today && ok {
			e.Unit = int64(c)
		}
		papers = append(papers, e)
	}
	if want.Reading == Today && v.Level != org.Team {
		shares = sharesToday(w, v.scope, want, months)
	}
	b.group(w, shares, papers)
	return b, months, nil
}

// group sorts shares and the reports behind them by the unit below they
// belong to; those of communes that were elsewhere at the time fall away.
func (b *Board) group(w World, shares, reports []Expected) {
	f := finder{w: w, board: b, at: map[org.UnitID]int{}, under: map[placed]org.UnitID{}}
	ofShares, kept := f.sort(shares)
	ofReports := ofShares
	if len(shares) != len(reports) || len(shares) > 0 && &shares[0] != &reports[0] {
		ofReports, kept = f.sort(reports)
	}
	b.Reports = kept
	b.Progress = ProgressOf(b.Reports, w, w.Day)
	for g := range b.Groups {
		group := &b.Groups[g]
		if g < len(ofShares) {
			group.shares = ofShares[g]
		}
		if g < len(ofReports) {
			group.Reports = ofReports[g]
		}
		group.Progress = ProgressOf(group.Reports, w, w.Day)
	}
	order := f.order()
	slices.SortStableFunc(b.Groups, func(x, y Group) int { return order[x.Unit] - order[y.Unit] })
}

// finder places communes' months in the groups of a board. Where a commune
// belongs is looked up once for each stretch of time.
type finder struct {
	w     World
	board *Board
	at    map[org.UnitID]int // place of a unit in Groups
	under map[placed]org.UnitID
}

type placed struct {
	commune org.UnitID
	stretch int
}

func (f *finder) below(commune org.UnitID, day clock.Day) org.UnitID {
	k := placed{commune, f.w.Tree.Stretch(day)}
	u, ok := f.under[k]
	if !ok {
		u = f.w.below(f.board.Sight, commune, day)
		f.under[k] = u
	}
	return u
}

// group is the place of the group a month belongs to, made where there is
// none yet; -1 for none.
func (f *finder) group(e *Expected) int {
	b, unit := f.board, org.UnitID(e.Unit)
	if b.Level != org.Team {
		unit = f.below(unit, b.Want.day(f.w, e.Period))
	}
	if unit == 0 {
		return -1
	}
	g, ok := f.at[unit]
	if !ok {
		g = len(b.Groups)
		f.at[unit] = g
		b.Groups = append(b.Groups, Group{Unit: unit})
	}
	return g
}

// sort parts a list by group, each in the list's order; kept are the ones in
// any group.
func (f *finder) sort(list []Expected) (groups [][]Expected, kept []Expected) {
	where, sizes := make([]int, len(list)), []int{}
	for i := range list {
		g := f.group(&list[i])
		where[i] = g
		for len(sizes) <= g {
			sizes = append(sizes, 0)
		}
		if g >= 0 {
			sizes[g]++
		}
	}
	if kept = list; slices.Contains(where, -1) {
		kept = nil
		for i, g := range where {
			if g >= 0 {
				kept = append(kept, list[i])
			}
		}
	}
	block := make([]Expected, len(kept))
	groups = make([][]Expected, len(sizes))
	for g, n := range sizes {
		groups[g], block = block[:0:n], block[n:]
	}
	for i, g := range where {
		if g >= 0 {
			groups[g] = append(groups[g], list[i])
		}
	}
	return groups, kept
}

// order is the administrative one of the last period, then of those before.
func (f *finder) order() map[org.UnitID]int {
	order := make(map[org.UnitID]int, len(f.at))
	periods := f.board.Want.Periods
	for i := len(periods) - 1; i >= 0 && len(order) < len(f.at); i-- {
		day := f.board.Want.day(f.w, periods[i].Ordinal)
		for _, c := range f.w.Tree.Communes(f.w.Tree.Root(day), day) {
			u := f.below(c, day)
			if _, there := f.at[u]; !there {
				continue
			}
			if _, seen := order[u]; !seen {
				order[u] = len(order)
			}
		}
	}
	return order
}

// teamLine is a team's months, in order.
type teamLine struct {
	team   org.UnitID
	shares []plan.TeamShare
	months []*month
}

// teams are those whose figures the board counts, in administrative order,
// each with its months.
func (b *Board) teams(w World, months []month) []teamLine {
	lines := map[org.UnitID]*teamLine{}
	var out []org.UnitID
	for i := len(months) - 1; i >= 0; i-- { // the last period's order leads
		m := &months[i]
		for _, t := range m.teams {
			if !b.holds(w, m, t) {
				continue
			}
			if lines[t] == nil {
				lines[t] = &teamLine{team: t}
				out = append(out, t)
			}
		}
	}
	for i := range months {
		for _, t := range months[i].teams {
			if l := lines[t]; l != nil && b.holds(w, &months[i], t) {
				l.shares = append(l.shares, months[i].share(t, b.Want))
				l.months = append(l.months, &months[i])
			}
		}
	}
	list := make([]teamLine, len(out))
	for i, t := range out {
		list[i] = *lines[t]
	}
	return list
}

// holds tells whether a team's row of a month belongs to the board's unit.
func (b *Board) holds(w World, m *month, t org.UnitID) bool {
	if b.Level == org.Team {
		return t == b.Unit
	}
	if b.Want.Reading == Today {
		c, ok := w.Tree.CommuneNow(t, w.Day)
		return ok && c == b.Unit
	}
	return w.below(b.Sight, m.commune, m.period.End) != 0
}
