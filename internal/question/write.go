package question

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

const (
	sqlAsk = `INSERT INTO question (phase_id, unit_id, subject, body, proposal, asked_by, asked_at, asked_on, scope_path)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`
	sqlLockQuestion = sqlQuestion + ` FOR UPDATE OF q`
	sqlSettle       = `UPDATE question SET state = $2, answer = $3, answered_by = nullif($4::bigint, 0), answered_role = $5, answered_unit = nullif($6::bigint, 0), answered_at = $7,
 version = version + 1 WHERE id = $1`
)

// Phases are those a question may be asked in on a day: begun, their reports
// not yet due; where there is none, the current one.
func Phases(live *plan.Live, today clock.Day) []plan.LivePhase {
	var out []plan.LivePhase
	for _, p := range live.Phases {
		if p.Start <= today && today < p.ReportBefore {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		out = append(out, live.CurrentPhase(today))
	}
	return out
}

// Ask puts a question for the actor's own unit; the same form sent twice puts
// one. The answer is the address of the first.
func (s *Service) Ask(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, live *plan.Live, key string, in Input, url func(ID) string) (string, error) {
	place := tree.Place(org.UnitID(a.UnitID), now.Today)
	if err := access.Check(a, access.QuestionAsk, place); err != nil {
		return "", err
	}
	in.Clean()
	var f fault.Fields
	phase := plan.LivePhase{}
	for _, p := range Phases(live, now.Today) {
		if p.ID == in.Phase {
			phase = p
		}
	}
	if phase.ID == 0 {
		f.Add("dot", "Chọn đợt thi đua.")
	}
	in.check(&f)
	if err := f.Err(); err != nil {
		return "", err
	}
	at := ""
	err := pg.InTx(ctx, s.DB, func(tx pg.Tx) (err error) {
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			id, err := pg.Value[int64](ctx, tx, sqlAsk, phase.ID, a.UnitID, in.Subject, in.Body, in.Proposal, a.UserID, now.Business, now.Today, place.Path)
			if err != nil {
				return "", err
			}
			return url(ID(id)), audit.Record(ctx, tx, a, now, audit.Entry{Action: "question.ask", ObjectKind: "question", ObjectID: id, Path: place.Path,
				Summary: fmt.Sprintf("Nêu vướng mắc “%s” (%s)", in.Subject, phase.Name), After: in})
		})
		return err
	})
	return at, err
}

// change is the rhythm of an act on a question: lock, right, version, act.
func (s *Service) change(ctx context.Context, a access.Actor, action access.Action, id ID, version int, act func(tx pg.Tx, q *Question) error) error {
	if err := access.CheckRole(a, action); err != nil {
		return err
	}
	return pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		q, err := pg.One[Question](ctx, tx, sqlLockQuestion, int64(id))
		if err != nil {
			return err
		}
		if err := access.Check(a, action, q.Place()); err != nil {
			return err
		}
		if q.Version != version {
			return fault.New(fault.Stale, "Vướng mắc này vừa có thay đổi. Tải lại trang để xem bản mới, rồi làm lại.")
		}
		return act(tx, &q)
	})
}

// Answer answers an open question or mends an answer; the field is "tra-loi".
func (s *Service) Answer(ctx context.Context, a access.Actor, now clock.Moment, id ID, version int, answer string) error {
	answer = vi.Clean(answer)
	return s.change(ctx, a, access.QuestionAnswer, id, version, func(tx pg.Tx, q *Question) error {
		if q.State == Withdrawn {
			return fault.New(fault.Stale, "Đơn vị đã rút vướng mắc này nên không trả lời được nữa.")
		}
		var f fault.Fields
		check(&f, "tra-loi", "nội dung trả lời", answer, true, MaxAnswer)
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlSettle, int64(id), Answered, answer, a.UserID, string(a.Role), a.UnitID, now.Business); err != nil {
			return err
		}
		var before any
		if q.Answer != "" {
			before = map[string]string{"trả lời": q.Answer}
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "question.answer", ObjectKind: "question", ObjectID: int64(id), Path: q.ScopePath,
			Summary: fmt.Sprintf("Trả lời vướng mắc “%s”", q.Subject), Before: before, After: map[string]string{"trả lời": answer}})
	})
}

// Withdraw takes back an open question of the actor's own unit.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, now clock.Moment, id ID, version int) error {
	return s.change(ctx, a, access.QuestionAsk, id, version, func(tx pg.Tx, q *Question) error {
		if q.State != Open {
			return fault.New(fault.Stale, "Vướng mắc này "+vi.LowerFirst(q.State.Words())+" nên không rút được.")
		}
		if _, err := tx.Exec(ctx, sqlSettle, int64(id), Withdrawn, "", 0, "", 0, nil); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "question.withdraw", ObjectKind: "question", ObjectID: int64(id), Path: q.ScopePath,
			Summary: fmt.Sprintf("Rút vướng mắc “%s”", q.Subject)})
	})
}
