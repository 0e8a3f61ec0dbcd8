package report

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Board is a unit's scorecard: the units below it, or a commune's teams, each
// judged by every indicator, and the unit itself.
type Board struct {
	Sight
	Want   Want
	Rules  *plan.Rules
	Groups []Group
	Whole  []plan.Result // the unit itself; nil for a team
	Progress
	Reports []Expected // the reports behind it
	Given   []Given    // what was assigned to a commune itself
}

// Group is a unit's line on a board. For a team, an indicator not judged for
// teams has a Result without Indicator.
type Group struct {
	Unit    org.UnitID
	Team    bool
	Results []plan.Result
	Tally   plan.Tally
	Rank    int
	Tied    bool // others share the rank
	Given   []Given
	Progress
	Reports []Expected

	shares []Expected
}

func (g *Group) parts() []plan.Share {
	out := make([]plan.Share, len(g.shares))
	for i := range g.shares {
		out[i] = g.shares[i].Share
	}
	return out
}

// Board reads a unit's scorecard: one statement, one more for a district that
// assigned targets judged team by team.
func (s *Service) Board(ctx context.Context, q pg.Querier, a access.Actor, w World, unit org.UnitID, want Want) (*Board, error) {
	b, months, err := s.gather(ctx, q, a, w, unit, want)
	if err != nil || len(want.Periods) == 0 {
		return b, err
	}
	if b.Level == org.Commune || b.Level == org.Team {
		b.judgeTeams(w, months)
	} else {
		shares := make([][]plan.Share, len(b.Groups))
		for g := range b.Groups {
			shares[g] = b.Groups[g].parts()
		}
		var parts [][]plan.Result
		parts, b.Whole = b.Rules.Scorecard(shares, w.Day)
		for g := range b.Groups {
			b.Groups[g].Results = parts[g]
		}
		if err := s.giveCommunes(ctx, q, w, b, months); err != nil {
			return nil, err
		}
	}
	b.stand()
	return b, nil
}

// Timeliness is a board without verdicts: how far the reports have come.
func (s *Service) Timeliness(ctx context.Context, q pg.Querier, a access.Actor, w World, unit org.UnitID, periods []plan.LivePeriod) (*Board, error) {
	b, _, err := s.gather(ctx, q, a, w, unit, Want{Periods: periods, Reading: AtTheTime})
	return b, err
}

// judgeTeams replaces the commune's one group by its teams.
func (b *Board) judgeTeams(w World, months []month) {
	var all []plan.Share
	if b.Level == org.Commune {
		for g := range b.Groups {
			all = append(all, b.Groups[g].parts()...)
		}
		b.Whole = b.Rules.JudgeAll(nil, all, w.Day)
	}
	b.Groups = nil
	lines := b.teams(w, months)
	for _, t := range lines {
		g := Group{Unit: t.team, Team: true}
		for _, ind := range b.Rules.Indicators() {
			res, _ := b.Rules.JudgeTeam(ind.Ordinal, t.shares, w.Day)
			g.Results = append(g.Results, res)
		}
		b.Groups = append(b.Groups, g)
	}
	b.giveTeams(w, lines, all)
}

// stand ranks the groups: fewest not met, then fewest unknown; equal is a tie.
func (b *Board) stand() {
	tallies := make([]plan.Tally, len(b.Groups))
	for g := range b.Groups {
		judged := b.Groups[g].Results
		if b.Groups[g].Team {
			judged = slices.DeleteFunc(slices.Clone(judged), func(r plan.Result) bool { return r.Indicator == nil })
		}
		tallies[g] = plan.TallyOf(judged)
		b.Groups[g].Tally = tallies[g]
	}
	ranks := plan.Standing(tallies)
	for g := range b.Groups {
		b.Groups[g].Rank = ranks[g]
		n := 0
		for _, r := range ranks {
			if r == ranks[g] {
				n++
			}
		}
		b.Groups[g].Tied = n > 1
	}
}
