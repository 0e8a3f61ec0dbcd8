package decision

import (
	"context"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

const (
	sqlGrantsLocked  = `SELECT id FROM award_decision WHERE id = $1 AND state = 'applied' FOR UPDATE`
	sqlGrantTakeBack = `UPDATE award_grant SET revoked_on = $2 WHERE id = $1 AND revoked_on IS NULL`
)

// Hold locks an applied decision: what is made of its awards is made by one at
// a time. One that was not applied is fault.Missing, as if it were not there.
func Hold(ctx context.Context, tx pg.Tx, id ID) error {
	_, err := pg.Value[ID](ctx, tx, sqlGrantsLocked, id)
	return err
}

// TakeBack ends an award on the day of the revoking decision; the row stays.
// One that was taken back before is Stale.
func TakeBack(ctx context.Context, tx pg.Tx, id GrantID, on clock.Day) error {
	tag, err := tx.Exec(ctx, sqlGrantTakeBack, id, on)
	if err != nil {
		return err
	}
	if tag.RowsAffected() == 0 {
		return fault.New(fault.Stale, "Khen thưởng này đã bị thu hồi trước đó. Tải lại trang để xem.")
	}
	return nil
}
