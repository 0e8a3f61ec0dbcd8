package dossier

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/report"
)

// Bring lays dossiers before a meeting: those under appraisal are convened,
// own proposals not sent yet are looked at before they go. Field: ho-so.
func (s *Service) Bring(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id MeetingID, version int, dossiers []ID) error {
	if err := access.CheckRole(a, access.AwardJudge); err != nil {
		return err
	}
	slices.Sort(dossiers)
	dossiers = slices.Compact(dossiers)
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		rows := make([]*handling, 0, len(dossiers))
		for _, d := range dossiers { // dossiers before meetings, by id: the order of every lock
			h, err := s.handled(ctx, tx, a, now, w, d)
			if err != nil {
				return err
			}
			rows = append(rows, h)
		}
		x, err := s.meeting(ctx, tx, a, id, version)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			var f fault.Fields
			f.Add("ho-so", "Chọn hồ sơ đưa ra Hội đồng.")
			return f.Err()
		}
		for _, h := range rows {
			if err := h.bring(ctx, x); err != nil {
				return err
			}
		}
		return nil
	})
}

// bring lays one before the meeting.
func (h *handling) bring(ctx context.Context, x *Sitting) error {
	if h.row.Form != x.Form || h.row.PhaseID != x.PhaseID {
		var f fault.Fields
		f.Add("ho-so", "Cuộc họp này xét "+x.Form.Label()+" của đợt khác; chọn cuộc họp khác.")
		return f.Err()
	}
	own := h.row.UnitID == x.UnitID && h.row.AwardingID != x.UnitID
	switch {
	case own && h.row.State.Editable() && h.row.State != award.Supplement:
	case own:
		return fault.New(fault.Stale, "Hồ sơ đã gửi đi nên không đưa ra Hội đồng của đơn vị đề nghị nữa.")
	case h.row.AwardingID != x.UnitID:
		return fault.New(fault.Forbidden, "Hồ sơ này do Hội đồng đơn vị khác xét.")
	case h.row.State != award.InCouncil:
		if err := h.do(ctx, award.Move{Act: award.ActConvene, Version: h.row.Version}, "Đưa ra họp Hội đồng ngày "+x.HeldOn.String()); err != nil {
			return err
		}
	}
	if _, err := h.tx.Exec(ctx, sqlBringOne, x.ID, h.row.ID); err != nil {
		return err
	}
	return audit.Record(ctx, h.tx, h.a, h.now, audit.Entry{Action: "council.bring", ObjectKind: "council_meeting", ObjectID: int64(x.ID), Path: x.ScopePath,
		Summary: fmt.Sprintf("Đưa %s ra %s", h.named(), x.named()), After: map[string]any{"hồ sơ": h.row.ID}})
}

// TakeBack takes an own proposal out of a meeting again, with its votes; one
// under appraisal is reopened instead.
func (s *Service) TakeBack(ctx context.Context, a access.Actor, now clock.Moment, id MeetingID, version int, dossier ID) error {
	return s.sitting(ctx, a, id, version, func(tx pg.Tx, x *Sitting) error {
		d, err := pg.One[Row](ctx, tx, sqlDossier, dossier)
		if err != nil {
			return err
		}
		if d.AwardingID == x.UnitID && d.State == award.InCouncil {
			return fault.New(fault.Stale, "Mở hồ sơ, chọn “Xem xét lại” để đưa hồ sơ ra khỏi cuộc họp.")
		}
		if _, err := tx.Exec(ctx, sqlForgetVotes, id, dossier); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, sqlTakeBack, id, dossier)
		if err == nil && tag.RowsAffected() == 0 {
			return fault.Missing()
		}
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "council.take_back", ObjectKind: "council_meeting", ObjectID: int64(id), Path: x.ScopePath,
			Summary: fmt.Sprintf("Đưa hồ sơ số %d ra khỏi %s", d.No, x.named()), Before: map[string]any{"hồ sơ": dossier}})
	})
}

// leaveMeetings takes a reopened dossier out of its council's open meetings;
// minutes that are kept stay.
func (h *handling) leaveMeetings(ctx context.Context) error {
	open, err := pg.List[Meeting](ctx, h.tx, sqlOpenWith, h.row.ID, h.row.AwardingID)
	if err != nil {
		return err
	}
	for _, m := range open {
		for _, sql := range []string{sqlForgetVotes, sqlTakeBack} {
			if _, err := h.tx.Exec(ctx, sql, m.ID, h.row.ID); err != nil {
				return err
			}
		}
		if _, err := h.tx.Exec(ctx, sqlTouch, m.ID); err != nil {
			return err
		}
	}
	return nil
}

const sqlCouncilOf = `SELECT ` + meetingColumns + ` FROM council_meeting m JOIN council_dossier c ON c.meeting_id = m.id
 WHERE c.dossier_id = $1 AND m.unit_id = $2 ORDER BY m.id DESC LIMIT 1`

const sqlOwnMinutes = `SELECT EXISTS (SELECT FROM council_meeting m JOIN council_dossier c ON c.meeting_id = m.id WHERE c.dossier_id = $1 AND m.unit_id = $2 AND m.closed IS NOT NULL)`

// CouncilOf is the meeting of a unit's council that looked at a dossier last,
// nil where none did.
func CouncilOf(ctx context.Context, q pg.Querier, r *Row, unit int64) (*Sitting, error) {
	list, err := pg.List[Meeting](ctx, q, sqlCouncilOf, r.ID, unit)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	x := &Sitting{Meeting: list[0]}
	if err := x.fill(ctx, q); err != nil {
		return nil, err
	}
	return x, nil
}

func names(list []string) string { return strings.Join(list, "; ") }
