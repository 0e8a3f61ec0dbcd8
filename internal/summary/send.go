package summary

import (
	"context"
	"fmt"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// MaxReason bounds a reason, in letters.
const MaxReason = 2000

// sqlShareLock is shared with accepting and correcting months; a freeze takes
// it exclusively, so that each act lands wholly before or after it.
const sqlShareLock = `SELECT pg_advisory_xact_lock_shared(7001, $1::int)`

const (
	sqlPhaseOf       = `SELECT phase_id FROM phase_report WHERE id = $1`
	sqlAcceptSending = `UPDATE phase_snapshot SET accepted_at = $3 WHERE report_id = $1 AND kind = 'submission' AND no = $2 RETURNING id`
	sqlDropPending   = `UPDATE phase_snapshot SET refused_at = $2 WHERE report_id = $1 AND kind = 'supplement' AND accepted_at IS NULL AND refused_at IS NULL`
	sqlWasReturned   = `SELECT EXISTS (SELECT FROM phase_step WHERE report_id = $1 AND action = 'return')`
)

// act is one act on a report: its row locked behind the phase's freeze lock.
type act struct {
	tx  pg.Tx
	a   access.Actor
	now clock.Moment
	w   report.World
	r   Report
	ph  plan.LivePhase
}

// acting is the rhythm of every act: the freeze's shared lock first, then the
// row, the right, the act, the audit.
func (s *Service) acting(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, action access.Action, fn func(x *act) error) error {
	if err := access.CheckRole(a, action); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		x := &act{tx: tx, a: a, now: now, w: w}
		phase, err := pg.Value[int64](ctx, tx, sqlPhaseOf, int64(id))
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlShareLock, phase); err != nil {
			return err
		}
		if x.r, err = lock(ctx, tx, id); err != nil {
			return err
		}
		if err := x.r.check(a, action, w); err != nil {
			return err
		}
		if x.ph, err = phaseOf(w, &x.r); err != nil {
			return err
		}
		return fn(x)
	})
}

func (x *act) step(ctx context.Context, action, reason string, snapshot int64) error {
	_, err := x.tx.Exec(ctx, sqlPutStep, int64(x.r.ID), action, x.r.SubmissionNo, reason, snapshot, x.a.UserID, x.now.Business)
	return err
}

func (x *act) record(ctx context.Context, action, summary string, after any) error {
	return audit.Record(ctx, x.tx, x.a, x.now, audit.Entry{Action: action, ObjectKind: "phase_report", ObjectID: int64(x.r.ID), Path: x.r.ScopePath,
		Summary: fmt.Sprintf("%s báo cáo %s", summary, x.r.name(x.w, x.ph)), After: after})
}

// keep stores a snapshot of what is sent.
func (x *act) keep(ctx context.Context, kind Kind, no int, sealed *Sealed, gaps []Gap, reason string) (int64, error) {
	canonical, digest, err := sealed.Canonical()
	if err != nil {
		return 0, err
	}
	lines := make([]string, len(gaps))
	for i, g := range gaps {
		lines[i] = g.Text
	}
	return pg.Value[int64](ctx, x.tx, sqlPutSnapshot, int64(x.r.ID), kind, no, canonical, digest[:], NewCode(), strings.Join(lines, "\n"), reason, x.a.UserID, x.now.Business)
}

// Seal is the report as it would be sent now: figures, narrative, and
// everything it lacks.
func (s *Service) Seal(ctx context.Context, q pg.Querier, w report.World, r *Report, now clock.Moment) (*Sealed, []Gap, error) {
	f, gaps, err := s.Compile(ctx, q, w, r, now)
	if err != nil {
		return nil, nil, err
	}
	texts, err := s.Texts(ctx, q, r.ID)
	if err != nil {
		return nil, nil, err
	}
	sealed := &Sealed{Figures: *f, Sections: Sections(Outline(f), texts, f)}
	return sealed, append(gaps, unwritten(sealed.Sections)...), nil
}

func checkReason(what, reason string, need bool) error {
	var bad fault.Fields
	switch {
	case need && reason == "":
		bad.Add("ly-do", "Nhập "+what+".")
	case vi.Length(reason) > MaxReason:
		bad.Add("ly-do", fmt.Sprintf("Rút gọn %s còn tối đa %s ký tự.", what, vi.Int(MaxReason)))
	case vi.FindPersonal(reason) != "":
		bad.Add("ly-do", "Không ghi số định danh, số điện thoại vào đây. Bỏ "+string(vi.FindPersonal(reason))+" rồi gửi lại.")
	}
	return bad.Err()
}

// Submit sends the report to its reviewer: a snapshot of figures and narrative
// as they are at this moment. With anything missing it wants a reason, the
// field "ly-do".
func (s *Service) Submit(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, reason string) error {
	reason = vi.Clean(reason)
	return s.acting(ctx, a, now, w, id, access.SummaryWrite, func(x *act) error {
		if err := x.r.Writable(x.ph, now.Today); err != nil {
			return err
		}
		sealed, gaps, err := s.Seal(ctx, x.tx, w, &x.r, now)
		if err != nil {
			return err
		}
		if err := checkReason("lý do gửi khi chưa đủ số liệu", reason, len(gaps) > 0); err != nil {
			return err
		}
		if err := x.r.Submit(now, a.UserID); err != nil {
			return err
		}
		if err := save(ctx, x.tx, &x.r); err != nil {
			return err
		}
		snapshot, err := x.keep(ctx, Submission, x.r.SubmissionNo, sealed, gaps, reason)
		if err != nil {
			return err
		}
		if err := x.step(ctx, "submit", reason, snapshot); err != nil {
			return err
		}
		onTime, _ := x.r.OnTime()
		return x.record(ctx, "summary.submit", fmt.Sprintf("Gửi lần %d", x.r.SubmissionNo), map[string]any{"lần đầu đúng hạn": onTime, "còn thiếu": len(gaps), "lý do": reason})
	})
}

// Recall takes a sending back before it is decided on.
func (s *Service) Recall(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID) error {
	return s.acting(ctx, a, now, w, id, access.SummaryWrite, func(x *act) error {
		returned, err := pg.Value[bool](ctx, x.tx, sqlWasReturned, int64(id))
		if err != nil {
			return err
		}
		if err := x.r.Recall(returned); err != nil {
			return err
		}
		if err := save(ctx, x.tx, &x.r); err != nil {
			return err
		}
		if err := x.step(ctx, "recall", "", 0); err != nil {
			return err
		}
		return x.record(ctx, "summary.recall", "Rút lại", nil)
	})
}

// Accept takes over the sending the reviewer saw.
func (s *Service) Accept(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, submission int) error {
	return s.acting(ctx, a, now, w, id, access.SummaryReview, func(x *act) error {
		if err := x.r.Accept(submission, now, a.UserID); err != nil {
			return err
		}
		if err := save(ctx, x.tx, &x.r); err != nil {
			return err
		}
		snapshot, err := pg.Value[int64](ctx, x.tx, sqlAcceptSending, int64(id), submission, now.Business)
		if err != nil {
			return err
		}
		if err := x.step(ctx, "accept", "", snapshot); err != nil {
			return err
		}
		return x.record(ctx, "summary.accept", fmt.Sprintf("Tiếp nhận lần gửi %d,", submission), nil)
	})
}

// Return sends the report back with a reason, the field "ly-do"; an accepted
// one too, until the freeze. A supplement waiting then waits no more: the next
// sending holds it.
func (s *Service) Return(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, submission int, reason string) error {
	reason = vi.Clean(reason)
	return s.acting(ctx, a, now, w, id, access.SummaryReview, func(x *act) error {
		if err := x.r.Return(submission, now, a.UserID); err != nil {
			return err
		}
		if err := checkReason("lý do trả lại, để đơn vị biết cần sửa gì", reason, true); err != nil {
			return err
		}
		if err := save(ctx, x.tx, &x.r); err != nil {
			return err
		}
		if _, err := x.tx.Exec(ctx, sqlDropPending, int64(id), now.Business); err != nil {
			return err
		}
		if err := x.step(ctx, "return", reason, 0); err != nil {
			return err
		}
		return x.record(ctx, "summary.return", fmt.Sprintf("Trả lại lần gửi %d,", submission), map[string]any{"lý do": reason})
	})
}
