package dossier

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Checked is the appraiser's finding on a criterion, of one sending.
type Checked struct {
	Nominee    NomineeID       `db:"nominee_id"`
	Submission int             `db:"submission_no"`
	Key        award.Key       `db:"key"`
	Agreed     bool            `db:"agreed"`
	Words      string          `db:"words"`
	By         award.Signature `db:"by"`
}

const (
	sqlPutCheck = `INSERT INTO nominee_check (nominee_id, submission_no, key, agreed, words, by) VALUES ($1, $2, $3, $4, $5, $6)
 ON CONFLICT (nominee_id, submission_no, key) DO UPDATE SET agreed = excluded.agreed, words = excluded.words, by = excluded.by`
	sqlAgainst     = `SELECT key FROM nominee_check WHERE nominee_id = $1 AND submission_no = $2 AND NOT agreed ORDER BY key`
	sqlPutOverride = `INSERT INTO nominee_override (nominee_id, key, was, said, reason, by) VALUES ($1, $2, $3, $4, $5, $6)`
	sqlLift        = `UPDATE nominee_override SET lifted_by = $2, lifted_why = $3 WHERE id = $1`
	sqlOneOverride = `SELECT id, nominee_id, key, was, said, reason, by, lifted_by, lifted_why FROM nominee_override WHERE id = $1 FOR UPDATE`
)

// CheckInput is the finding on one criterion; Agreed nil leaves it. Field:
// loi-N, N its place in the list from 1.
type CheckInput struct {
	Key    award.Key
	Agreed *bool
	Words  string
}

// Check saves the appraiser's findings on a nominee's criteria.
func (s *Service) Check(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, nominee NomineeID, list []CheckInput) error {
	return s.judge(ctx, a, now, w, id, access.AwardJudge, award.Appraise, func(h *handling) error {
		n, err := h.nominee(nominee)
		if err != nil {
			return err
		}
		e, err := h.eligibility(ctx, n)
		if err != nil {
			return err
		}
		var f fault.Fields
		given := map[string]any{}
		for i := range list {
			in := &list[i]
			name := fmt.Sprintf("loi-%d", i+1)
			in.Words = vi.Clean(in.Words)
			checkWords(&f, name, "ý kiến", in.Words, MaxWords)
			switch {
			case !slices.ContainsFunc(e.Outcomes, func(o award.Outcome) bool { return o.Key == in.Key }):
				return fault.Missing()
			case in.Agreed == nil && in.Words != "":
				f.Add(fmt.Sprintf("y-kien-%d", i+1), "Chọn thống nhất hoặc không thống nhất cho điều kiện này.")
			case in.Agreed == nil:
			case !*in.Agreed && in.Words == "":
				f.Add(name, "Ghi lý do không thống nhất điều kiện này.")
			default:
				given[string(in.Key)] = map[string]any{"thống nhất": *in.Agreed, "ý kiến": in.Words}
			}
		}
		if len(given) == 0 && f.Empty() {
			f.Add("tham-dinh", "Chọn thống nhất hoặc không thống nhất cho ít nhất một điều kiện.")
		}
		if err := f.Err(); err != nil {
			return err
		}
		for _, in := range list {
			if in.Agreed == nil {
				continue
			}
			if _, err := h.tx.Exec(ctx, sqlPutCheck, n.ID, h.row.Submission, in.Key, *in.Agreed, in.Words, signatureOf(a, now)); err != nil {
				return err
			}
		}
		return h.noted(ctx, "nominee.check", "Ý kiến thẩm định", n, n.State, map[string]any{"điều kiện": given})
	})
}

// eligibility is a nominee's by the guide in force; refused where there is none.
func (h *handling) eligibility(ctx context.Context, n *Nominee) (*award.Eligibility, error) {
	known, err := h.s.Grounds(ctx, h.tx, h.w, &h.row, h.list)
	if err != nil {
		return nil, err
	}
	g := known[n.ID]
	if g == nil || g.Eligibility == nil {
		return nil, fault.New(fault.Stale, "Chưa có Hướng dẫn tiêu chí khen thưởng của đợt này nên chưa xét được điều kiện.")
	}
	return g.Eligibility, nil
}

// Override sets a criterion aside for a nominee, with a reason. Field: ly-do.
func (s *Service) Override(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, nominee NomineeID, key award.Key, why string) error {
	return s.judge(ctx, a, now, w, id, access.AwardJudge, award.OverrideIt, func(h *handling) error {
		n, err := h.nominee(nominee)
		if err != nil {
			return err
		}
		e, err := h.eligibility(ctx, n)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(e.Outcomes, func(o award.Outcome) bool { return o.Key == key })
		if at < 0 {
			return fault.Missing()
		}
		var f fault.Fields
		if checkWords(&f, "ly-do", "lý do", vi.Clean(why), MaxWords); !f.Empty() {
			return f.Err()
		}
		o, err := award.NewOverride(a, now, e.Outcomes[at], why)
		if err != nil {
			return err
		}
		if _, err := h.tx.Exec(ctx, sqlPutOverride, n.ID, o.Key, o.Was.Code(), o.Said, o.Reason, o.By); err != nil {
			return err
		}
		return h.noted(ctx, "nominee.override", "Cho qua điều kiện", n, n.State, map[string]any{"điều kiện": o.Key, "khi đó": o.Said, "lý do": o.Reason})
	})
}

// Lift ends an override, with a reason; the entry stays. Field: ly-do.
func (s *Service) Lift(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, nominee NomineeID, override int64, why string) error {
	return s.judge(ctx, a, now, w, id, access.AwardJudge, award.OverrideIt, func(h *handling) error {
		n, err := h.nominee(nominee)
		if err != nil {
			return err
		}
		row, err := pg.One[overrideRow](ctx, h.tx, sqlOneOverride, override)
		if err != nil {
			return err
		}
		if row.Nominee != n.ID {
			return fault.Missing()
		}
		var f fault.Fields
		if checkWords(&f, "ly-do", "lý do", vi.Clean(why), MaxWords); !f.Empty() {
			return f.Err()
		}
		o := row.override()
		if err := o.Lift(a, now, why); err != nil {
			return err
		}
		if _, err := h.tx.Exec(ctx, sqlLift, override, *o.LiftedBy, o.Lifted); err != nil {
			return err
		}
		return h.noted(ctx, "nominee.lift", "Hủy việc cho qua điều kiện", n, n.State, map[string]any{"điều kiện": o.Key, "lý do": o.Lifted})
	})
}
