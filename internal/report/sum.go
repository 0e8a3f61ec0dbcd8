package report

import (
	"context"

	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

const sqlPutSum = `WITH figures AS (
 INSERT INTO commune_sum (report_id, commune_id, period_id, scope_path, sums, missing, teams, meeting, failing, accepted)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (report_id) DO UPDATE SET scope_path = excluded.scope_path, sums = excluded.sums, missing = excluded.missing,
   teams = excluded.teams, meeting = excluded.meeting, failing = excluded.failing, accepted = excluded.accepted)
 UPDATE report SET summed = $11 WHERE id = $1`

// recompute keeps the commune's sums, in commune_sum and on the report. It must run after the report row is
// locked and the figures are written, as a statement of its own: in one
// statement with the write it would see the figures from before.
func recompute(ctx context.Context, tx pg.Tx, w World, r *Report) (plan.CommuneSum, error) {
	rules, err := w.rules(r)
	if err != nil {
		return plan.CommuneSum{}, err
	}
	p, err := w.period(r)
	if err != nil {
		return plan.CommuneSum{}, err
	}
	f, err := loadFigures(ctx, tx, r.ID)
	if err != nil {
		return plan.CommuneSum{}, err
	}
	sum := sumOf(rules, w.teams(r, p), f)
	_, err = tx.Exec(ctx, sqlPutSum, int64(r.ID), r.CommuneID, r.PeriodID, r.ScopePath, sum.Sums, sum.Missing, sum.Teams,
		sum.Meeting, sum.Failing, r.State.Final(), pack(&sum))
	return sum, err
}

func sumOf(rules *plan.Rules, teams []org.UnitID, f figures) plan.CommuneSum {
	n := rules.Slots()
	rows := make([][]plan.Cell, 0, len(teams))
	for _, t := range teams {
		rows = append(rows, padded(f[int64(t)], n))
	}
	return rules.SumCommune(rows, padded(f[Whole], n))
}

func padded(r *Row, slots int) []plan.Cell {
	if r == nil {
		r = &Row{}
	}
	for len(r.Cells) < slots {
		r.Cells = append(r.Cells, plan.Empty)
	}
	return r.Cells
}
