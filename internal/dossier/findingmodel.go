package dossier

import (
	"context"
	"slices"

	"thidua/internal/award"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/roster"
)

// credited reads the recognised models of the teams, of the persons, and of
// the teams these served in.
func (l *looking) credited(ctx context.Context, q pg.Querier, teams []org.UnitID, persons []roster.PersonID) error {
	all := slices.Clone(teams)
	for _, c := range l.facts {
		all = append(all, served(c)...)
	}
	slices.Sort(all)
	var err error
	l.model, err = register.CreditedModels(ctx, q, slices.Compact(all), persons)
	return err
}

// served are the teams of a candidate's months: of a member those it served in.
func served(c *award.Candidate) []org.UnitID {
	out := []org.UnitID{c.Team}
	for _, m := range c.Months {
		if !slices.Contains(out, m.Team) {
			out = append(out, m.Team)
		}
	}
	return out
}

// modelsOf are those crediting a nominee or a team it served in.
func (l *looking) modelsOf(n *Nominee) []register.Model {
	c := l.facts[n.key()]
	if c == nil {
		return nil
	}
	var out []register.Model
	for _, m := range l.model {
		if n.credits(m) || slices.ContainsFunc(served(c), func(t org.UnitID) bool { return slices.Contains(m.Teams, t) }) {
			out = append(out, m)
		}
	}
	return out
}

// credits tells whether a model is the nominee's own achievement.
func (n *Nominee) credits(m register.Model) bool {
	if n.Subject == award.Member {
		return slices.Contains(m.Members, n.PersonID())
	}
	return slices.Contains(m.Teams, n.Team)
}

// OwnModels are the recognised models that are the nominee's own achievement.
func (g *Ground) OwnModels(n *Nominee) []register.Model {
	var out []register.Model
	for _, m := range g.Models {
		if n.credits(m) {
			out = append(out, m)
		}
	}
	return out
}
