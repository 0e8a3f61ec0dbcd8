package report

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// reviewing is the rhythm of a reviewer's act on one report: lock, right, act,
// save, sums where the state decides whether figures count, audit.
func (s *Service) reviewing(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w World, id ID, action, verb string,
	act func(r *Report, p plan.LivePeriod) (after any, err error)) error {
	r, err := lock(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := access.Check(a, access.ReportReview, r.ReviewerPlace(w, now.Today)); err != nil {
		return err
	}
	p, err := w.period(&r)
	if err != nil {
		return err
	}
	before := r.State
	after, err := act(&r, p)
	if err != nil {
		return err
	}
	if err := save(ctx, tx, &r); err != nil {
		return err
	}
	if before.Final() != r.State.Final() {
		if _, err := recompute(ctx, tx, w, &r); err != nil {
			return err
		}
	}
	return audit.Record(ctx, tx, a, now, audit.Entry{Action: action, ObjectKind: "report", ObjectID: int64(id), Path: r.ScopePath,
		Summary: fmt.Sprintf("%s báo cáo %s, lần gửi %d", verb, w.titleOf(&r, p), r.SubmissionNo), Before: map[string]any{"trạng thái": before.Words()}, After: after})
}

// Take is "Nhận xem" on the submission the reviewer saw.
func (s *Service) Take(ctx context.Context, a access.Actor, now clock.Moment, w World, id ID, submission int) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		return s.reviewing(ctx, tx, a, now, w, id, "report.take", "Nhận xem", func(r *Report, _ plan.LivePeriod) (any, error) {
			return nil, r.Take(submission, now, a.UserID)
		})
	})
}

// Seen is a report and the submission the reviewer looked at.
type Seen struct {
	ID         ID
	Submission int
}

// Accept accepts one or many, all or none; locks are taken in id order, after
// those of the phases (a freeze holds its own while it waits for reports).
// Where a list changed while a report waited, the difference is proposed at
// once.
func (s *Service) Accept(ctx context.Context, a access.Actor, now clock.Moment, w World, list []Seen) error {
	list = slices.Clone(list)
	slices.SortFunc(list, func(x, y Seen) int { return int(x.ID - y.ID) })
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		ids := make([]int64, len(list))
		for i, one := range list {
			ids[i] = int64(one.ID)
		}
		if _, err := tx.Exec(ctx, sqlFreezeLocks, ids); err != nil {
			return err
		}
		for _, one := range list {
			err := s.reviewing(ctx, tx, a, now, w, one.ID, "report.accept", "Duyệt", func(r *Report, _ plan.LivePeriod) (any, error) {
				return nil, r.Accept(one.Submission, now, a.UserID)
			})
			if err != nil {
				return err
			}
			r, err := lock(ctx, tx, one.ID)
			if err != nil {
				return err
			}
			if _, err := s.proposeDrift(ctx, tx, a, 0, now, w, &r, drifted); err != nil {
				return err
			}
		}
		return nil
	})
}

const sqlReturn = `INSERT INTO report_return (report_id, submission_no, reason, user_id, at) VALUES ($1, $2, $3, $4, $5) RETURNING id`

const sqlReturnCell = `INSERT INTO return_cell (return_id, team_id, slot, old) VALUES ($1, nullif($2::bigint, 0), $3, $4)`

// MaxReason bounds a return's reason, in letters.
const MaxReason = 2000

// Return sends the report back with a reason; where cells are ticked, only
// they open. Refusals are named "ly-do" and "o".
func (s *Service) Return(ctx context.Context, a access.Actor, now clock.Moment, w World, id ID, submission int, reason string, cells []Cell) error {
	reason = vi.Clean(reason)
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		return s.reviewing(ctx, tx, a, now, w, id, "report.return", "Trả lại", func(r *Report, p plan.LivePeriod) (any, error) {
			// The state first: a form that no longer fits has no field to mend.
			if err := r.Return(submission, now, a.UserID); err != nil {
				return nil, err
			}
			if err := checkReason(reason); err != nil {
				return nil, err
			}
			return s.storeReturn(ctx, tx, a, now, w, r, p, reason, cells)
		})
	})
}

func checkReason(reason string) error {
	var bad fault.Fields
	switch {
	case reason == "":
		bad.Add("ly-do", "Nhập lý do trả lại, để Công an xã biết cần sửa gì.")
	case vi.Length(reason) > MaxReason:
		bad.Add("ly-do", fmt.Sprintf("Lý do tối đa %s chữ.", vi.Int(MaxReason)))
	case personal(reason) != "":
		bad.Add("ly-do", "Lý do: "+personal(reason))
	}
	return bad.Err()
}

func (s *Service) storeReturn(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, w World, r *Report, p plan.LivePeriod, reason string, cells []Cell) (any, error) {
	rules, err := w.rules(r)
	if err != nil {
		return nil, err
	}
	f, err := loadFigures(ctx, tx, r.ID)
	if err != nil {
		return nil, err
	}
	teams := w.teams(r, p)
	rid, err := pg.Value[int64](ctx, tx, sqlReturn, int64(r.ID), r.SubmissionNo, reason, a.UserID, now.Business)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, c := range cells {
		m := rules.Measure(c.Slot)
		if m == nil || m.Derived != 0 || !rules.Expects(c.Slot, c.Row == Whole) || (c.Row != Whole && !slices.Contains(teams, org.UnitID(c.Row))) {
			var bad fault.Fields
			bad.Add("o", "Có ô được chọn không thuộc báo cáo này. Tải lại trang.")
			return nil, bad.Err()
		}
		old := Blank
		if row := f[c.Row]; row != nil {
			old = row.Value(c.Slot)
		}
		if _, err := tx.Exec(ctx, sqlReturnCell, rid, c.Row, c.Slot, old.ptr()); err != nil {
			if pg.Violates(err, "return_cell_once") {
				continue
			}
			return nil, err
		}
		names = append(names, w.rowName(c.Row)+" / "+m.Short)
	}
	return map[string]any{"lý do": reason, "ô trả lại": names}, nil
}

// Extend opens a closed draft until a day, with a reason. Refusals are named
// "den-ngay" and "ly-do".
func (s *Service) Extend(ctx context.Context, a access.Actor, now clock.Moment, w World, id ID, until clock.Day, reason string) error {
	reason = vi.Clean(reason)
	if reason == "" || vi.Length(reason) > MaxReason {
		var bad fault.Fields
		bad.Add("ly-do", "Nhập lý do gia hạn.")
		return bad.Err()
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, err := lock(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(a, access.ReportExtend, r.Place()); err != nil {
			return err
		}
		p, err := w.period(&r)
		if err != nil {
			return err
		}
		if err := r.Extend(p, until, now.Today); err != nil {
			return err
		}
		if err := save(ctx, tx, &r); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "report.extend", ObjectKind: "report", ObjectID: int64(id), Path: r.ScopePath,
			Summary: fmt.Sprintf("Gia hạn báo cáo %s đến hết ngày %s", w.titleOf(&r, p), until), After: map[string]any{"lý do": reason}})
	})
}
