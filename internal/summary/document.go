package summary

import (
	"context"
	"encoding/hex"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// Paper is a report as its documents are made: as sent or frozen, with what
// was added and corrected since; while it is being written a draft. The actor
// may read the report.
func (s *Service) Paper(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, w report.World, id ID) (*Paper, error) {
	v, err := s.View(ctx, q, a, now, w, id)
	if err != nil {
		return nil, err
	}
	if v.Sealed == nil {
		if !v.Open {
			return nil, fault.New(fault.Stale, v.Phase.Name+" chưa kết thúc, chưa có báo cáo để in. Báo cáo lập được từ ngày "+(v.Phase.End+1).String()+".")
		}
		return nil, fault.New(fault.Stale, "Đơn vị chưa gửi báo cáo trước khi chốt, không có bản nào để in.")
	}
	p := &Paper{Report: &v.Report, Sealed: v.Sealed, Day: now.Today, MadeAt: now.Business, Tree: w.Tree, Lookup: s.Lookup}
	if v.Snapshot != nil {
		p.Code, p.Digest, p.MadeAt, p.Day = v.Snapshot.Code, hex.EncodeToString(v.Snapshot.Digest), v.Snapshot.MadeAt, clock.DayOf(v.Snapshot.MadeAt)
	}
	if v.DocDate != nil {
		p.Day = *v.DocDate
	}
	rules := w.Plan.RulesOf(v.Sealed.Figures.Plan.VersionID)
	if rules == nil {
		return nil, fault.New(fault.Internal, "Không tìm thấy phiên bản kế hoạch của báo cáo.")
	}
	p.Def = rules.Def
	if v.Snapshot != nil && v.Snapshot.Kind == Supplement {
		if p.Supplements, err = additions(ctx, q, v.ID, v.SubmissionNo); err != nil {
			return nil, err
		}
	}
	if v.State.Closed() {
		p.Corrections, err = s.Corrections(ctx, q, w, &v.Report)
	}
	return p, err
}

const sqlAdditions = `SELECT ` + sqlSnapshotColumns + `
 WHERE s.report_id = $1 AND (s.kind = 'submission' AND s.no = $2 OR s.kind = 'supplement' AND s.accepted_at IS NOT NULL
  AND s.id > (SELECT id FROM phase_snapshot WHERE report_id = $1 AND kind = 'submission' AND no = $2)) ORDER BY s.id`

// additions are the supplements taken over since the sending, each with the
// totals it changed.
func additions(ctx context.Context, q pg.Querier, id ID, submission int) ([]Addition, error) {
	list, err := pg.List[Snapshot](ctx, q, sqlAdditions, int64(id), submission)
	if err != nil {
		return nil, err
	}
	var out []Addition
	var before *Sealed
	for _, x := range list {
		sealed, err := Unseal(x.Canonical)
		if err != nil {
			return nil, err
		}
		if before != nil {
			out = append(out, Addition{No: x.No, On: clock.DayOf(x.MadeAt), Reason: x.Reason, Lines: additionLines(&before.Figures, &sealed.Figures)})
		}
		before = sealed
	}
	return out, nil
}

func additionLines(old, fresh *Figures) []AdditionLine {
	var out []AdditionLine
	for i, m := range fresh.Measures {
		if i < len(old.Totals) && i < len(old.Measures) && old.Measures[i].Slot == m.Slot && old.Totals[i] != fresh.Totals[i] {
			out = append(out, AdditionLine{m.Name + " (" + m.Unit + ")", vi.Int(old.Totals[i]), vi.Int(fresh.Totals[i])})
		}
	}
	for _, e := range effects(old, fresh) {
		if e.Old.Verdict != e.New.Verdict || e.Old.Value != e.New.Value {
			out = append(out, AdditionLine{"Chỉ tiêu " + e.Code + " " + e.Short, e.Old.Value + ", " + vi.LowerFirst(e.Old.Words()), e.New.Value + ", " + vi.LowerFirst(e.New.Words())})
		}
	}
	return out
}
