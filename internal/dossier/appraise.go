package dossier

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// judge is the rhythm of every act on a dossier's nominees: dossier and
// nominees locked, the side, the machine's permission, the act.
func (s *Service) judge(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, action access.Action, act award.NomineeAct, fn func(h *handling) error) error {
	if err := access.CheckRole(a, action); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		h, err := s.handled(ctx, tx, a, now, w, id)
		if err != nil {
			return err
		}
		if err := h.side(action); err != nil {
			return err
		}
		if err := h.d.Permits(a.Role, act); err != nil {
			return err
		}
		return fn(h)
	})
}

// nominee is one of the dossier's, fault.Missing where it is another's.
func (h *handling) nominee(id NomineeID) (*Nominee, error) {
	if i := slices.IndexFunc(h.list, func(n Nominee) bool { return n.ID == id }); i >= 0 {
		return &h.list[i], nil
	}
	return nil, fault.Missing()
}

// problem is a refusal in one line, "" where there is none.
func problem(err error) string {
	if err == nil {
		return ""
	}
	e, ok := fault.Of(err)
	if !ok || len(e.Fields) == 0 {
		return err.Error()
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, strings.TrimSuffix(f.Message, "."))
	}
	return names(out)
}

// Outcome is what an appraisal says of a nominee.
type Outcome struct {
	Nominee NomineeID
	Version int // of the nominee, as seen
	State   award.NomineeState
	Ground  award.Refusal
	Why     string
}

// Appraise sets a nominee's outcome: Recommended, Declined with ground and
// reason, or Nominated again (reconsidered) with a reason. Fields: dieu-kien,
// canh-bao, bieu-quyet, tham-dinh, can-cu, ly-do.
func (s *Service) Appraise(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, in Outcome) error {
	return s.judge(ctx, a, now, w, id, access.AwardJudge, award.Appraise, func(h *handling) error {
		n, err := h.nominee(in.Nominee)
		if err != nil {
			return err
		}
		var f fault.Fields
		checkWords(&f, "ly-do", "lý do", vi.Clean(in.Why), MaxWords)
		if err := f.Err(); err != nil {
			return err
		}
		switch in.State {
		case award.Recommended:
			council, err := h.council(ctx)
			if err != nil {
				return err
			}
			grounds, err := h.grounds(ctx, council)
			if err != nil {
				return err
			}
			return h.recommend(ctx, n, in.Version, grounds[n.ID])
		case award.Declined:
			return h.decline(ctx, n, in.Version, in.Ground, in.Why)
		case award.Nominated:
			return h.reconsider(ctx, n, in.Version, in.Why)
		}
		f.Add("viec", "Chọn kết quả thẩm định.")
		return f.Err()
	})
}

func (h *handling) recommend(ctx context.Context, n *Nominee, version int, g award.Grounds) error {
	m := n.Machine()
	if err := m.Recommend(h.a, h.now, version, g); err != nil {
		return err
	}
	against, err := pg.Column[award.Key](ctx, h.tx, sqlAgainst, n.ID, h.row.Submission)
	if err != nil {
		return err
	}
	if len(against) > 0 {
		var f fault.Fields
		f.Add("tham-dinh", n.Name+": thẩm định chưa thống nhất "+vi.Int(int64(len(against)))+" điều kiện. Sửa ý kiến thẩm định, hoặc đề nghị không khen thưởng.")
		return f.Err()
	}
	kept := *g.Eligibility
	kept.Results = nil // outcomes name their figures; results hold half the plan
	basis, err := json.Marshal(&kept)
	if err != nil {
		return err
	}
	was := n.State
	if err := SaveMoved(ctx, h.tx, n, m, 0, basis); err != nil {
		return err
	}
	return h.noted(ctx, "nominee.recommend", "Đề nghị khen thưởng", n, was, nil)
}

func (h *handling) decline(ctx context.Context, n *Nominee, version int, ground award.Refusal, why string) error {
	m, was := n.Machine(), n.State
	if err := m.Decline(h.a, h.now, version, ground, why); err != nil {
		return err
	}
	if err := SaveMoved(ctx, h.tx, n, m, 0, nil); err != nil {
		return err
	}
	return h.noted(ctx, "nominee.decline", "Đề nghị không khen thưởng", n, was, map[string]any{"căn cứ": ground.Words(), "lý do": m.Why})
}

func (h *handling) reconsider(ctx context.Context, n *Nominee, version int, why string) error {
	m, was := n.Machine(), n.State
	if err := m.Reconsider(h.a, h.now, version, why); err != nil {
		return err
	}
	if err := SaveMoved(ctx, h.tx, n, m, 0, nil); err != nil {
		return err
	}
	return h.noted(ctx, "nominee.reconsider", "Xem xét lại", n, was, map[string]any{"lý do": m.Why})
}

// noted puts an act on a nominee on record.
func (h *handling) noted(ctx context.Context, action, said string, n *Nominee, was award.NomineeState, more map[string]any) error {
	after := map[string]any{"kết quả": n.State.Words()}
	for k, v := range more {
		after[k] = v
	}
	return audit.Record(ctx, h.tx, h.a, h.now, audit.Entry{Action: action, ObjectKind: "nominee", ObjectID: int64(n.ID), Path: h.row.ScopePath,
		Summary: said + ": " + n.Name + ", " + h.named(), Before: map[string]any{"kết quả": was.Words()}, After: after})
}

// Left is a nominee a bulk act left as it was, and why.
type Left struct{ Name, Why string }

// RecommendAll recommends every nominee without an outcome that qualifies; the
// others are named with what is in the way. version is the dossier's as seen.
func (s *Service) RecommendAll(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, version int) (done []string, left []Left, err error) {
	err = s.judge(ctx, a, now, w, id, access.AwardJudge, award.Appraise, func(h *handling) error {
		done, left = nil, nil
		council, err := h.seen(ctx, version)
		if err != nil {
			return err
		}
		grounds, err := h.grounds(ctx, council)
		if err != nil {
			return err
		}
		for i := range h.list {
			if n := &h.list[i]; n.State == award.Nominated {
				if err := h.tried(ctx, n, grounds[n.ID], &done, &left); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return done, left, err
}

// seen is the council's meeting where the dossier is the version somebody saw.
func (h *handling) seen(ctx context.Context, version int) (*Sitting, error) {
	if version != h.row.Version {
		return nil, fault.New(fault.Stale, "Hồ sơ vừa được người khác sửa hoặc chuyển. Tải lại trang để xem bản mới.")
	}
	return h.council(ctx)
}

// tried recommends one, or says why it is left.
func (h *handling) tried(ctx context.Context, n *Nominee, g award.Grounds, done *[]string, left *[]Left) error {
	err := h.recommend(ctx, n, n.Version, g)
	switch {
	case err == nil:
		*done = append(*done, n.Name)
	case fault.KindOf(err) == fault.Invalid:
		*left = append(*left, Left{n.Name, problem(err)})
	default:
		return err
	}
	return nil
}

// ByVotes records what the council's minutes say: who passed is recommended,
// who did not is declined on that ground. Who passed but no longer qualifies is
// named.
func (s *Service) ByVotes(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id ID, version int) (done []string, left []Left, err error) {
	err = s.judge(ctx, a, now, w, id, access.AwardJudge, award.Appraise, func(h *handling) error {
		done, left = nil, nil
		council, err := h.seen(ctx, version)
		if err != nil {
			return err
		}
		if council == nil || !council.Kept() {
			return fault.New(fault.Stale, "Chốt biên bản họp Hội đồng trước khi ghi kết quả theo phiếu.")
		}
		grounds, err := h.grounds(ctx, council)
		if err != nil {
			return err
		}
		for i := range h.list {
			n := &h.list[i]
			if n.State != award.Nominated && n.State != award.Recommended {
				continue
			}
			t := council.Tally(n.ID)
			switch {
			case t.Outcome == award.Passed && n.State == award.Nominated:
				err = h.tried(ctx, n, grounds[n.ID], &done, &left)
			case t.Outcome != award.Passed:
				if n.State == award.Recommended {
					err = h.reconsider(ctx, n, n.Version, "Kết quả biểu quyết của Hội đồng: "+t.Words())
				}
				if err == nil {
					err = h.decline(ctx, n, n.Version, award.NotVoted, t.Words()+".")
				}
				done = append(done, n.Name)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return done, left, err
}
