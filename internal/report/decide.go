package report

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

const correctionColumns = `c.id, c.report_id, r.commune_id, r.period_id, r.plan_version_id, r.holder_id, r.reviewer_id, r.scope_path, r.state AS report_state,
 coalesce(c.team_id, 0) AS row, c.slot, c.old, c.new, c.new_none, f.values[c.slot + 1] AS stored, c.reason, c.origin, c.state, coalesce(c.annex_no, 0) AS annex_no,
 coalesce(u.full_name, '') AS proposed_by, coalesce(c.proposed_by, 0) AS proposer_id, c.proposed_at, coalesce(d.full_name, '') AS decided_by, c.decided_at, c.answer`

const correctionTables = ` FROM correction c JOIN report r ON r.id = c.report_id
 LEFT JOIN team_figure f ON f.report_id = c.report_id AND f.team_id IS NOT DISTINCT FROM c.team_id
 LEFT JOIN app_user u ON u.id = c.proposed_by LEFT JOIN app_user d ON d.id = c.decided_by`

const sqlCorrection = `SELECT ` + correctionColumns + correctionTables + ` WHERE c.id = $1`

const sqlPending = `SELECT ` + correctionColumns + correctionTables + ` WHERE c.report_id = $1 AND c.state = 'proposed' ORDER BY c.id`

const sqlSettle = `UPDATE correction SET state = $2, decided_by = nullif($3::bigint, 0), decided_at = $4, answer = $5,
 nth = CASE WHEN $2 = 'approved' THEN (SELECT fixed FROM report WHERE report.id = correction.report_id) END WHERE id = $1 AND state = 'proposed'`

// pendingOf are a report's proposals nobody has decided on.
func pendingOf(ctx context.Context, q pg.Querier, id ID) ([]Correction, error) {
	return pg.List[Correction](ctx, q, sqlPending, int64(id))
}

// settle ends a pending proposal; its report is locked.
func settle(ctx context.Context, tx pg.Tx, id CorrectionID, state CorrectionState, user int64, now clock.Moment, answer string) error {
	tag, err := tx.Exec(ctx, sqlSettle, int64(id), state, user, now.Business, answer)
	if err == nil && tag.RowsAffected() != 1 {
		return fault.New(fault.Stale, "Đề nghị này vừa được người khác xử lý. Tải lại trang để xem kết quả.")
	}
	return err
}

// hearing is a proposal under decision with all it is decided by.
type hearing struct {
	tx     pg.Tx
	r      Report
	c      Correction
	period plan.LivePeriod
	rules  *plan.Rules
}

func (k *hearing) name(w World) string {
	return fmt.Sprintf("%s / %s: %s → %s, báo cáo %s", w.rowName(k.c.Row), k.rules.Measure(k.c.Slot).Short, k.c.From().Words(), k.c.To().Words(), w.titleOf(&k.r, k.period))
}

func (k *hearing) record(ctx context.Context, a access.Actor, now clock.Moment, action, summary string, after any) error {
	return audit.Record(ctx, k.tx, a, now, audit.Entry{Action: action, ObjectKind: "correction", ObjectID: int64(k.c.ID), Path: k.r.ScopePath,
		Summary: summary, Before: map[string]any{"lý do đề nghị": k.c.Reason}, After: after})
}

// deciding is the rhythm of every decision: the freeze's shared lock first
// (a freeze holds its own while it waits for reports), then the report's row,
// the right, and only then the proposal as it stands now.
func (s *Service) deciding(ctx context.Context, a access.Actor, now clock.Moment, w World, id CorrectionID, action access.Action, fn func(k *hearing) error) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		k := &hearing{tx: tx}
		seen, err := pg.One[Correction](ctx, tx, sqlCorrection, int64(id))
		if err != nil {
			return err
		}
		p, ok := w.Plan.Period(seen.PeriodID)
		if !ok {
			return fault.New(fault.Internal, "Không tìm thấy kỳ của báo cáo.")
		}
		k.period = p
		if _, err := tx.Exec(ctx, sqlFreezeLock, p.PhaseID); err != nil {
			return err
		}
		if k.r, err = lock(ctx, tx, seen.Report); err != nil {
			return err
		}
		if action == access.ReportReview {
			err = k.r.decider(a, w, now.Today)
		} else {
			err = access.Check(a, action, k.r.HolderPlace())
		}
		if err != nil {
			return err
		}
		if k.rules, err = w.rules(&k.r); err != nil {
			return err
		}
		if k.c, err = pg.One[Correction](ctx, tx, sqlCorrection, int64(id)); err != nil {
			return err
		}
		if k.c.State != Proposed {
			return k.c.decided()
		}
		if err := k.r.Correctable(); err != nil {
			return err
		}
		return fn(k)
	})
}

// Approve carries a proposal out: figure, its history, the commune's sums and
// the audit in one transaction. Where the stored value is no longer the old
// one it writes nothing but the proposal's end: Lapsed. A result that puts a
// part above its whole is refused and the proposal stays.
func (s *Service) Approve(ctx context.Context, a access.Actor, now clock.Moment, w World, id CorrectionID) (CorrectionState, error) {
	end := Approved
	err := s.deciding(ctx, a, now, w, id, access.ReportReview, func(k *hearing) error {
		f, err := loadFigures(ctx, k.tx, k.r.ID)
		if err != nil {
			return err
		}
		at := k.c.Cell()
		stored := f.at(at)
		if stored.N != k.c.From().N {
			end = Lapsed
			answer := "Số đang lưu là " + stored.Words() + ", không còn là " + k.c.From().Words() + " như lúc đề nghị"
			if err := settle(ctx, k.tx, id, Lapsed, a.UserID, now, answer); err != nil {
				return err
			}
			return k.record(ctx, a, now, "correction.lapse", "Đề nghị đính chính hết hiệu lực: "+k.name(w), map[string]any{"lý do": answer})
		}
		f.put(at, k.c.To(), k.rules.Slots())
		if why := breach(k.rules, w.teams(&k.r, k.period), f, at); why != "" {
			return fault.New(fault.Stale, "Chưa duyệt được: "+why+" Duyệt đề nghị ở ô kia trước, hoặc từ chối đề nghị này.")
		}
		if err := writeChanges(ctx, k.tx, &k.r, f, []change{{at, stored, k.c.To(), "correction"}}, now.Business, k.c.ProposerID); err != nil {
			return err
		}
		k.r.Fixed++
		if err := save(ctx, k.tx, &k.r); err != nil {
			return err
		}
		if _, err := recompute(ctx, k.tx, w, &k.r); err != nil {
			return err
		}
		if err := settle(ctx, k.tx, id, Approved, a.UserID, now, ""); err != nil {
			return err
		}
		if k.r.State == Frozen {
			return s.annex(ctx, a, now, w, k)
		}
		return k.record(ctx, a, now, "correction.approve", "Duyệt đính chính "+k.name(w), nil)
	})
	return end, err
}

// Refuse turns a proposal down with a reason; the field is "ly-do".
func (s *Service) Refuse(ctx context.Context, a access.Actor, now clock.Moment, w World, id CorrectionID, reason string) error {
	return s.close(ctx, a, now, w, id, access.ReportReview, Refusal, "lý do từ chối", reason, func(k *hearing, reason string) error {
		return k.record(ctx, a, now, "correction.refuse", "Từ chối đính chính "+k.name(w), map[string]any{"lý do": reason})
	})
}

// Withdraw takes the holder's own proposal back; the field is "ly-do". What a
// list proposed goes when the list is mended.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, now clock.Moment, w World, id CorrectionID, reason string) error {
	return s.close(ctx, a, now, w, id, access.ReportEnter, Withdrawn, "lý do rút", reason, func(k *hearing, reason string) error {
		if k.c.Origin != FromHolder {
			return fault.New(fault.Stale, "Đề nghị này do danh sách, sổ theo dõi tự lập. Sửa lại danh sách thì đề nghị tự rút.")
		}
		return k.record(ctx, a, now, "correction.withdraw", "Rút đề nghị đính chính "+k.name(w), map[string]any{"lý do": reason})
	})
}

// close ends a proposal without touching a figure.
func (s *Service) close(ctx context.Context, a access.Actor, now clock.Moment, w World, id CorrectionID, action access.Action, to CorrectionState, what, reason string,
	said func(k *hearing, reason string) error) error {
	reason = vi.Clean(reason)
	return s.deciding(ctx, a, now, w, id, action, func(k *hearing) error {
		var bad fault.Fields
		checkWhy(&bad, what, reason)
		if err := bad.Err(); err != nil {
			return err
		}
		if err := said(k, reason); err != nil {
			return err
		}
		return settle(ctx, k.tx, id, to, a.UserID, now, reason)
	})
}
