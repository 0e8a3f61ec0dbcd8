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
	"thidua/internal/plan"
	"thidua/internal/report"
)

const sqlNudge = `INSERT INTO nudge (phase_id, unit_id, words, sent_by, sent_unit, sent_at, sent_on) VALUES ($1, $2, $3, $4, $5, $6, $7)
 ON CONFLICT ON CONSTRAINT nudge_daily DO NOTHING RETURNING id`

// Nudge tells units below what they have still to do in a phase, in words made
// of where they stand now. One a day from one unit to another: who was told
// today already is passed over, and so is who has nothing to do. Returns how
// many were told.
func (s *Service) Nudge(ctx context.Context, a access.Actor, now clock.Moment, w report.World, ph plan.LivePhase, units []org.UnitID) (sent int, err error) {
	if err := access.CheckRole(a, access.SummaryUrge); err != nil {
		return 0, err
	}
	for _, u := range units {
		if err := access.Check(a, access.SummaryUrge, w.Tree.PlaceNow(u, now.Today)); err != nil {
			return 0, err
		}
		if int64(u) == a.UnitID {
			return 0, fault.New(fault.Forbidden, "Không đôn đốc chính đơn vị mình.")
		}
	}
	err = pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		sent = 0
		k, err := s.Cockpit(ctx, tx, a, now, w, ph)
		if err != nil {
			return err
		}
		for _, u := range units {
			l := k.Line(u)
			if l == nil || l.Urge == "" {
				continue
			}
			ids, err := pg.Column[int64](ctx, tx, sqlNudge, ph.ID, int64(u), l.Urge, a.UserID, a.UnitID, now.Business, now.Today)
			if err != nil {
				return err
			}
			if len(ids) == 0 {
				continue
			}
			sent++
			if l.Report != nil {
				if _, err := tx.Exec(ctx, sqlPutStep, int64(l.Report.ID), "nudge", l.Report.SubmissionNo, l.Urge, 0, a.UserID, now.Business); err != nil {
					return err
				}
			}
			err = audit.Record(ctx, tx, a, now, audit.Entry{Action: "summary.urge", ObjectKind: "unit", ObjectID: int64(u), Path: w.Tree.PlaceNow(u, now.Today).Path,
				Summary: fmt.Sprintf("Đôn đốc %s: %s", l.Unit.Name, l.Urge)})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return sent, err
}

// Line is a unit's line, nil for none.
func (k *Cockpit) Line(u org.UnitID) *Line {
	for _, list := range [][]Line{k.Units, k.Communes} {
		for i := range list {
			if list[i].Unit.ID == int64(u) {
				return &list[i]
			}
		}
	}
	return nil
}
