package report

import (
	"context"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// TeamPart is what one team gave in one period at whose end it was in force,
// and the commune-month it is part of: what awards are judged by.
type TeamPart struct {
	Team, Commune org.UnitID
	Own           plan.TeamShare
	Whole         plan.Share // of the commune
	Report        ID
	SubmittedOn   *clock.Day // first submission of the commune's report
}

// TeamParts are the teams' parts of every period of the campaign, those to
// come included, by period: one statement. Only accepted months count. The
// caller has checked the right to the figures.
func (s *Service) TeamParts(ctx context.Context, q pg.Querier, w World, teams []org.UnitID) ([]TeamPart, error) {
	want := Want{Periods: w.Plan.Periods, Reading: AtTheTime}
	wanted := make(map[org.UnitID]bool, len(teams))
	var communes []org.UnitID
	for _, t := range teams {
		wanted[t] = true
		for _, p := range want.Periods {
			if c := w.Tree.Ancestor(t, org.Commune, p.End); c != 0 {
				communes = append(communes, c)
			}
		}
	}
	slices.Sort(communes)
	months, err := s.months(ctx, q, w, slices.Compact(communes), want)
	if err != nil {
		return nil, err
	}
	var out []TeamPart
	for i := range months {
		m := &months[i]
		var whole *Expected
		for _, t := range m.teams {
			if !wanted[t] {
				continue
			}
			if whole == nil {
				e := m.expected(want)
				e.Share.State = string(m.state)
				whole = &e
			}
			own := m.share(t, want)
			own.State = string(m.state) // the code: awards put it in their own words
			out = append(out, TeamPart{Team: t, Commune: m.commune, Own: own, Whole: whole.Share, Report: m.id, SubmittedOn: m.first})
		}
	}
	slices.SortStableFunc(out, func(a, b TeamPart) int { return a.Own.Period - b.Own.Period })
	return out, nil
}
