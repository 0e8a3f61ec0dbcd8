package report

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

const sqlExpect = `INSERT INTO report (commune_id, period_id, holder_id, reviewer_id, plan_version_id, scope_path)
 VALUES ($1, $2, $1, $3, $4, $5) ON CONFLICT ON CONSTRAINT report_once DO NOTHING RETURNING id`

// Expect opens the reports of every participating commune for the periods
// that have none yet: communes in force with teams on the period's last day.
// It is carried out when a plan is loaded and when units change, so that
// reading never has to write. Returns how many were opened.
func (s *Service) Expect(ctx context.Context, tx pg.Tx, w World, a access.Actor, now clock.Moment) (int, error) {
	return s.expect(ctx, tx, w, a, now, func(p plan.LivePeriod, root org.UnitID) []org.UnitID { return w.Tree.Communes(root, p.End) })
}

// ExpectOf is Expect for one commune: its first team may just have been opened.
func (s *Service) ExpectOf(ctx context.Context, tx pg.Tx, w World, a access.Actor, now clock.Moment, commune org.UnitID) (int, error) {
	return s.expect(ctx, tx, w, a, now, func(p plan.LivePeriod, root org.UnitID) []org.UnitID {
		if slices.Contains(w.Tree.Communes(root, p.End), commune) {
			return []org.UnitID{commune}
		}
		return nil
	})
}

func (s *Service) expect(ctx context.Context, tx pg.Tx, w World, a access.Actor, now clock.Moment, communes func(p plan.LivePeriod, root org.UnitID) []org.UnitID) (int, error) {
	opened := 0
	for _, p := range w.Plan.Periods {
		level, ok := w.Plan.RulesOf(p.VersionID).Def.DutyLevel("review", p.End)
		if !ok {
			level = plan.LevelProvince
		}
		for _, root := range w.Plan.Participants {
			for _, commune := range communes(p, org.UnitID(root)) {
				if len(w.Tree.Teams(commune, p.End)) == 0 {
					continue
				}
				made, err := s.expectOne(ctx, tx, w, p, commune, level)
				if err != nil {
					return opened, err
				}
				opened += made
			}
		}
	}
	if opened == 0 {
		return 0, nil
	}
	return opened, audit.Record(ctx, tx, a, now, audit.Entry{Action: "report.expect", ObjectKind: "campaign", ObjectID: w.Plan.CampaignID,
		Summary: fmt.Sprintf("Mở %d báo cáo tháng", opened)})
}

func (s *Service) expectOne(ctx context.Context, tx pg.Tx, w World, p plan.LivePeriod, commune org.UnitID, reviewLevel plan.Level) (int, error) {
	reviewer := w.Tree.Ancestor(commune, org.Province, p.End)
	if reviewLevel == plan.LevelDistrict {
		if d := w.Tree.Ancestor(commune, org.District, p.End); d != 0 {
			reviewer = d
		}
	}
	ids, err := pg.Column[int64](ctx, tx, sqlExpect, int64(commune), p.ID, int64(reviewer), p.VersionID, w.Tree.Path(commune, p.End))
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	r, err := lock(ctx, tx, ID(ids[0]))
	if err != nil {
		return 0, err
	}
	f := figures{}
	if _, err := s.derive(ctx, tx, w, &r, f); err != nil {
		return 0, err
	}
	for _, row := range f {
		if err := putFigure(ctx, tx, r.ID, row); err != nil {
			return 0, err
		}
	}
	_, err = recompute(ctx, tx, w, &r)
	return 1, err
}
