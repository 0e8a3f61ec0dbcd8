package report

import (
	"cmp"
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

const sqlSheet = `SELECT r.id, r.commune_id, r.period_id, r.state, r.submission_no, r.first_submitted_on, r.submitted_at, r.taken_at,
  coalesce(u.full_name, '') AS taken_by_name, r.decided_at, r.holder_id, r.reviewer_id, r.extended_until, coalesce(r.summed, '') AS summed,
  CASE WHEN r.state = 'returned' THEN coalesce((SELECT t.reason FROM report_return t WHERE t.report_id = r.id ORDER BY t.id DESC LIMIT 1), '') ELSE '' END AS reason,
  (SELECT count(*) FROM correction c WHERE c.report_id = r.id AND c.state = 'proposed')::int AS fixes,
  r.scope_path, r.scope_path >= $1 AND r.scope_path < $2 AS own
 FROM report r LEFT JOIN app_user u ON u.id = r.taken_by
 WHERE r.period_id = ANY($3) AND (r.scope_path >= $1 AND r.scope_path < $2 OR r.commune_id = ANY($4))
 ORDER BY r.commune_id, r.period_id`

type sheetRow struct {
	Line
	ScopePath string `db:"scope_path"`
	Own       bool   `db:"own"`
}

// Sheet is Lines over some periods and Shares over the wanted ones among them,
// at the time, in one statement: for screens that need both.
func (s *Service) Sheet(ctx context.Context, q pg.Querier, w World, scope access.Scope, periods []plan.LivePeriod, want Want) ([]Line, []Expected, error) {
	rows, err := pg.List[sheetRow](ctx, q, sqlSheet, scope.From(), scope.To(), periodIDs(periods), unitIDs(w.Tree.CommunesWithin(scope, w.Day)))
	if err != nil {
		return nil, nil, err
	}
	var sums unpacker
	var expected []Expected
	for i := range rows {
		x := &rows[i]
		var sum *plan.CommuneSum
		if len(x.Summed) > 0 {
			if sum, err = sums.sum(x.Summed); err != nil {
				return nil, nil, err
			}
			for _, n := range sum.Missing {
				x.Empty += int(n)
			}
			x.Summed = nil
		}
		p, _ := w.Plan.Period(x.PeriodID)
		if !in(want.Periods, p.Ordinal) {
			continue
		}
		e := Expected{Report: x.ID, State: x.State, FirstSubmittedOn: x.FirstSubmittedOn, Share: plan.Share{Unit: x.CommuneID, Period: p.Ordinal, Sum: sum}}
		e.count(want)
		expected = append(expected, e)
	}
	slices.SortStableFunc(rows, func(a, b sheetRow) int {
		return cmp.Or(cmp.Compare(a.PeriodID, b.PeriodID), cmp.Compare(a.ScopePath, b.ScopePath))
	})
	var lines []Line
	for i := range rows {
		if rows[i].Own {
			lines = append(lines, rows[i].Line)
		}
	}
	return lines, expected, nil
}
