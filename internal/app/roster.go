package app

import (
	"context"
	"errors"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/summary"
	"thidua/internal/vi"
)

// rosters is the rosters' service; what changes in them or in the teams
// refreshes the derived figures of reports that are still open, and a first
// team opens its commune's reports and the phase reports it is part of.
func rosters(pool *pg.Pool, book *plan.Book, reports *report.Service, sums *summary.Service) *roster.Service {
	world := func(ctx context.Context, tree *org.Tree, now clock.Moment) (w report.World, ok bool, err error) {
		live, err := book.At(ctx, 0)
		if errors.Is(err, plan.ErrNoCampaign) {
			return w, false, nil // nothing is reported yet
		}
		return report.World{Tree: tree, Day: now.Today, Plan: live}, err == nil, err
	}
	return &roster.Service{DB: pool,
		Changed: func(ctx context.Context, tx pg.Tx, c roster.Change) error {
			w, ok, err := world(ctx, c.Tree, c.Now)
			if !ok {
				return err
			}
			if c.Units {
				if _, err := reports.ExpectOf(ctx, tx, w, c.Actor, c.Now, c.Commune); err != nil {
					return err
				}
				if _, err := sums.Expect(ctx, tx, w, c.Actor, c.Now); err != nil {
					return err
				}
			}
			return reports.Refresh(ctx, tx, w, c.Now, c.Commune, c.From, min(c.To, w.Plan.Rules.Def.End()))
		},
		Accepted: func(ctx context.Context, tx pg.Tx, c roster.Change) (int, error) {
			w, ok, err := world(ctx, c.Tree, c.Now)
			if !ok {
				return 0, err
			}
			return reports.ProposeDerived(ctx, tx, c.Actor, c.Now, w, c.Commune, c.From, min(c.To, w.Plan.Rules.Def.End()), c.Why)
		},
		Months: func(ctx context.Context, q pg.Querier, now clock.Moment, tree *org.Tree, commune, team org.UnitID) ([]roster.Month, error) {
			w, ok, err := world(ctx, tree, now)
			if !ok {
				return nil, err
			}
			list, err := reports.TeamMonths(ctx, q, w, commune, team)
			months := make([]roster.Month, len(list))
			for i, m := range list {
				months[i] = roster.Month{Label: vi.LowerFirst(m.Period.Label), Start: m.Period.Start, End: m.Period.End, Entered: m.Entered}
				if !m.State.Editable() {
					months[i].Settled = settled[m.State]
				}
			}
			return months, err
		}}
}

var settled = map[report.State]string{report.Submitted: "đã gửi", report.InReview: "đang được xem", report.Accepted: "đã duyệt", report.Frozen: "đã chốt"}
