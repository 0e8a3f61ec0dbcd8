package summary

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/vi"
)

const sqlNextAnnex = `SELECT coalesce(max(no), 0) + 1 FROM phase_correction WHERE report_id = $1`

const sqlPutAnnex = `INSERT INTO phase_correction (report_id, no, correction_id, at) VALUES ($1, $2, $3, $4)`

// Annex numbers a correction in the annex of the phase's frozen report. The
// report's row is locked, so numbers have no gaps; nothing of the snapshot
// changes.
func (s *Service) Annex(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, phase int64, id report.CorrectionID) (int, error) {
	r, err := pg.One[Report](ctx, tx, sqlLockProvince, phase)
	if err != nil {
		return 0, err
	}
	if r.State != Frozen && r.State != Signed {
		return 0, fault.New(fault.Internal, "Báo cáo của tỉnh chưa chốt, không lập đính chính sau chốt được.")
	}
	no, err := pg.Value[int](ctx, tx, sqlNextAnnex, int64(r.ID))
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(ctx, sqlPutAnnex, int64(r.ID), no, int64(id), now.Business); err != nil {
		return 0, err
	}
	if _, err := tx.Exec(ctx, sqlPutStep, int64(r.ID), "correct", r.SubmissionNo, fmt.Sprintf("Đính chính số %d", no), 0, a.UserID, now.Business); err != nil {
		return 0, err
	}
	return no, audit.Record(ctx, tx, a, now, audit.Entry{Action: "summary.correct", ObjectKind: "phase_report", ObjectID: int64(r.ID), Path: r.ScopePath,
		Summary: fmt.Sprintf("Lập đính chính số %d sau chốt", no), After: map[string]any{"đề nghị đính chính": int64(id)}})
}

type annexRow struct {
	No        int       `db:"no"`
	At        clock.Day `db:"on_day"`
	ReportID  int64     `db:"report_id"`
	CommuneID int64     `db:"commune_id"`
	PeriodID  int64     `db:"period_id"`
	Version   int64     `db:"plan_version_id"`
	Row       int64     `db:"row"`
	Slot      int       `db:"slot"`
	Old       *int32    `db:"old"`
	New       *int32    `db:"new"`
	NewNone   bool      `db:"new_none"`
	Reason    string    `db:"reason"`
	By        string    `db:"by"`
}

const sqlAnnexed = `SELECT x.no, (c.decided_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS on_day, c.report_id, r.commune_id, r.period_id, r.plan_version_id, coalesce(c.team_id, 0) AS row, c.slot,
 c.old, c.new, c.new_none, c.reason, coalesce(u.full_name, '') AS by
 FROM phase_correction x JOIN phase_report p ON p.id = x.report_id JOIN correction c ON c.id = x.correction_id JOIN report r ON r.id = c.report_id
 LEFT JOIN app_user u ON u.id = c.decided_by
 WHERE p.phase_id = $1 AND r.scope_path >= $2 AND r.scope_path < $3 ORDER BY x.no`

// Corrections are the annex's lines that touch a report's units, in order.
func (s *Service) Corrections(ctx context.Context, q pg.Querier, w report.World, r *Report) ([]Corrected, error) {
	scope := access.Under(r.ScopePath)
	rows, err := pg.List[annexRow](ctx, q, sqlAnnexed, r.PhaseID, scope.From(), scope.To())
	if err != nil {
		return nil, err
	}
	out := make([]Corrected, len(rows))
	for i, x := range rows {
		p, _ := w.Plan.Period(x.PeriodID)
		commune := w.Tree.Name(org.UnitID(x.CommuneID), p.End)
		c := Corrected{No: x.No, On: x.At, Unit: commune.Full(), Period: p.Label, Old: figureWords(x.Old, false), New: figureWords(x.New, x.NewNone), Reason: x.Reason, By: x.By,
			Row: "Toàn " + commune.Kind, Report: x.ReportID, Cell: report.Cell{Row: x.Row, Slot: x.Slot}}
		if x.Row != report.Whole {
			c.Row = vi.UpperFirst(w.Tree.Name(org.UnitID(x.Row), p.End).Short())
		}
		if rules := w.Plan.RulesOf(x.Version); rules != nil {
			if m := rules.Measure(x.Slot); m != nil {
				c.Measure = m.Short
			}
		}
		out[i] = c
	}
	return out, nil
}

func figureWords(n *int32, none bool) string {
	switch {
	case n == nil:
		return "ô trống"
	case none:
		return "không phát sinh"
	}
	return vi.Int(int64(*n))
}
