package summary

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// Duty is the plan's name for the task of reporting on a phase.
const Duty = "phase_report"

const sqlExpectReport = `INSERT INTO phase_report (phase_id, unit_id, level, holder_id, reviewer_id, due_before, scope_path, created_at)
 VALUES ($1, $2, $3, $2, nullif($4::bigint, 0), $5, $6, $7)
 ON CONFLICT ON CONSTRAINT phase_report_once DO UPDATE SET due_before = excluded.due_before
  WHERE phase_report.submission_no = 0 AND phase_report.state = 'draft' AND phase_report.due_before <> excluded.due_before
 RETURNING id, xmax = 0 AS made`

// Expect makes the phase reports that are not there yet: the province's and
// one of every unit of the level that holds the duty on the phase's last day
// and has teams then. It is carried out where the months are expected (a plan
// loaded, units changed), so that reading never has to write; deadlines not
// sent for follow the plan. Returns how many were made.
func (s *Service) Expect(ctx context.Context, tx pg.Tx, w report.World, a access.Actor, now clock.Moment) (int, error) {
	made := 0
	for _, ph := range w.Plan.Phases {
		for _, unit := range expected(w, ph) {
			n, err := expect(ctx, tx, w, ph, unit, now)
			if err != nil {
				return made, err
			}
			made += n
		}
	}
	if made == 0 {
		return 0, nil
	}
	return made, audit.Record(ctx, tx, a, now, audit.Entry{Action: "summary.expect", ObjectKind: "campaign", ObjectID: w.Plan.CampaignID,
		Summary: fmt.Sprintf("Mở %d báo cáo kết quả đợt", made)})
}

// expected are the units that report on a phase, the province first.
func expected(w report.World, ph plan.LivePhase) []org.UnitID {
	level, ok := w.Plan.Rules.Def.DutyLevel(Duty, ph.End)
	if !ok {
		level = plan.LevelDistrict
	}
	var out []org.UnitID
	seen := map[org.UnitID]bool{0: true}
	take := func(u org.UnitID) {
		if !seen[u] {
			seen[u] = true
			out = append(out, u)
		}
	}
	for _, root := range w.Plan.Participants {
		for _, c := range w.Tree.Communes(org.UnitID(root), ph.End) {
			if len(w.Tree.Teams(c, ph.End)) == 0 {
				continue
			}
			take(w.Tree.Ancestor(c, org.Province, ph.End))
			unit := c
			if level == plan.LevelDistrict {
				if d := w.Tree.Ancestor(c, org.District, ph.End); d != 0 {
					unit = d
				}
			}
			take(unit)
		}
	}
	return out
}

func expect(ctx context.Context, tx pg.Tx, w report.World, ph plan.LivePhase, unit org.UnitID, now clock.Moment) (int, error) {
	u, _ := w.Tree.Unit(unit)
	reviewer := org.UnitID(0)
	if u.Level != org.Province {
		reviewer = w.Tree.Ancestor(unit, org.Province, ph.End)
	}
	type row struct {
		ID   int64 `db:"id"`
		Made bool  `db:"made"`
	}
	rows, err := pg.List[row](ctx, tx, sqlExpectReport, ph.ID, int64(unit), string(u.Level), int64(reviewer), ph.ReportBefore, w.Tree.Path(unit, ph.End), now.Business)
	if err != nil || len(rows) == 0 || !rows[0].Made {
		return 0, err
	}
	_, err = tx.Exec(ctx, sqlPutStep, rows[0].ID, "open", 0, "", 0, 0, now.Business)
	return 1, err
}
