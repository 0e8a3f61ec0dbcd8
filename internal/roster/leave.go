package roster

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Leaving ends a service: Left is the first day no longer in the team.
type Leaving struct {
	Service  ServiceID
	Version  int // as the page saw it
	Left     clock.Day
	Reason   LeaveReason
	Decision string
}

const (
	sqlLockService = `
SELECT s.id, s.team_id, s.version, lower(s.during) AS since, upper(s.during) AS left_on, p.full_name
FROM service s JOIN person p ON p.id = s.person_id WHERE s.id = $1 FOR UPDATE OF s`
	sqlLeave = `UPDATE service SET during = daterange(lower(during), $2), leave_reason = $3, leave_decision = $4, version = version + 1 WHERE id = $1`
)

type lockedService struct {
	ID       ServiceID  `db:"id"`
	TeamID   org.UnitID `db:"team_id"`
	Version  int        `db:"version"`
	Since    clock.Day  `db:"since"`
	LeftOn   *clock.Day `db:"left_on"`
	FullName string     `db:"full_name"`
}

// Leave ends a service.
func Leave(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, in Leaving) error {
	row, err := pg.One[lockedService](ctx, tx, sqlLockService, in.Service)
	if err != nil {
		return err
	}
	place, err := mayWrite(a, now, tree, row.TeamID)
	if err != nil {
		return err
	}
	if row.Version != in.Version {
		return fault.New(fault.Stale, "Thông tin tham gia Tổ của người này vừa được người khác sửa. Tải lại trang rồi làm lại.")
	}
	in.Decision = vi.CleanLine(in.Decision)
	var f fault.Fields
	if in.Reason.Label() == "" {
		f.Add("ly-do", "Chọn lý do thôi tham gia.")
	}
	switch {
	case row.LeftOn != nil:
		f.Add("ngay-thoi", fmt.Sprintf("Người này đã thôi tham gia từ ngày %s.", *row.LeftOn))
	case in.Left <= row.Since:
		f.Add("ngay-thoi", fmt.Sprintf("Ngày thôi tham gia phải sau ngày tham gia (%s).", row.Since))
	}
	if vi.Length(in.Decision) > 120 {
		f.Add("quyet-dinh", "Số, ngày quyết định tối đa 120 ký tự.")
	}
	if err := f.Err(); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlLeave, in.Service, in.Left, in.Reason, in.Decision); err != nil {
		return explain(err)
	}
	return audit.Record(ctx, tx, a, now, audit.Entry{Action: "roster.leave", ObjectKind: "service", ObjectID: int64(in.Service), Path: place.Path,
		Summary: fmt.Sprintf("%s thôi tham gia %s từ ngày %s (%s)", row.FullName, tree.Name(row.TeamID, now.Today).Full(), in.Left, in.Reason.Label()),
		After:   map[string]any{"left": in.Left, "reason": in.Reason, "decision": in.Decision}})
}
