package report

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/pg"
)

// change is one cell's old and new value and where it came from.
type change struct {
	Cell   Cell
	Old    Value
	New    Value
	Source string // entry, register, roster, correction
}

const sqlCellChange = `INSERT INTO cell_change (report_id, team_id, slot, old, new, new_none, user_id, at, submission_no, source)
 VALUES ($1, nullif($2::bigint, 0), $3, $4, $5, $6, nullif($7::bigint, 0), $8, $9, $10)`

// writeChanges stores the changed rows and each cell's history, in one round
// trip. The report row must be locked.
func writeChanges(ctx context.Context, tx pg.Tx, r *Report, f figures, changes []change, at time.Time, user int64) error {
	b := &pgx.Batch{}
	seen := map[int64]bool{}
	for _, c := range changes {
		if !seen[c.Cell.Row] {
			seen[c.Cell.Row] = true
			row := f[c.Cell.Row]
			none := row.None
			if none == nil {
				none = []int32{}
			}
			b.Queue(sqlPutFigure, int64(r.ID), row.Team, nullable(row.Cells), none)
		}
		b.Queue(sqlCellChange, int64(r.ID), c.Cell.Row, c.Cell.Slot, c.Old.ptr(), c.New.ptr(), c.New.None, user, at, r.Preparing(), c.Source)
	}
	return tx.SendBatch(ctx, b).Close()
}
