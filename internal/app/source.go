package app

import (
	"context"
	"errors"

	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
)

// Sources are the lists derived measures are counted from.
func Sources() report.Sources {
	return report.Sources{
		plan.DerivedRoster: func(ctx context.Context, q pg.Querier, a report.Ask) (report.Counts, error) {
			n, err := roster.Headcounts(ctx, q, a.Teams, a.To)
			return report.Counts{Teams: n}, err
		},
		plan.DerivedDeeds: func(ctx context.Context, q pg.Querier, a report.Ask) (report.Counts, error) {
			n, err := register.DeedCounts(ctx, q, a.Teams, a.From, a.To)
			return report.Counts{Teams: n}, err
		},
		plan.DerivedModels: func(ctx context.Context, q pg.Querier, a report.Ask) (report.Counts, error) {
			c := register.CountingOf(a.Live.Rules.Def, a.To)
			teams, err := register.TeamModels(ctx, q, a.Teams, c)
			if err != nil {
				return report.Counts{}, err
			}
			whole, err := register.CommuneModels(ctx, q, []org.UnitID{a.Commune}, c)
			return report.Counts{Teams: teams, Whole: whole[a.Commune]}, err
		},
	}
}

// registers is the registers' service; what changes in them refreshes the
// derived figures of reports that are still open and proposes corrections of
// those accepted.
func registers(pool *pg.Pool, book *plan.Book, reports *report.Service) *register.Service {
	return &register.Service{DB: pool, Changed: func(ctx context.Context, tx pg.Tx, c register.Change) error {
		live, err := book.At(ctx, 0)
		if errors.Is(err, plan.ErrNoCampaign) {
			return nil // nothing is reported yet
		}
		if err != nil {
			return err
		}
		from, to := c.Day, c.Day
		if c.Kind == register.Models {
			to = live.Rules.Def.End()
		}
		w := report.World{Tree: c.Tree, Day: c.Now.Today, Plan: live}
		if err := reports.Refresh(ctx, tx, w, c.Now, c.Commune, from, to); err != nil {
			return err
		}
		_, err = reports.ProposeDerived(ctx, tx, c.Actor, c.Now, w, c.Commune, from, to, changedWords[c.Kind]+" ghi ngày "+c.Day.String())
		return err
	}}
}

var changedWords = map[register.Kind]string{register.Deeds: "Sổ gương người tốt, việc tốt có thay đổi", register.Models: "Sổ mô hình có thay đổi"}
