package plan

import (
	"context"
	"fmt"
	"time"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// One row a bound unit, the target's own columns repeated: a few thousand at
// most, read once a revision.
const sqlAssigned = `SELECT t.id, t.phase_id, t.setter_id, t.level, t.issuer, t.basis, coalesce(t.ordinal, -1) AS ordinal, coalesce(t.slot, -1) AS slot, t.target,
  t.doc_number, t.doc_date, t.note, t.set_by_name, t.set_at, t.version, u.unit_id, u.starts_on, u.ends_before, u.ended_number, u.ended_on, u.ended_note, u.ended_by,
  coalesce(u.replaced_by, 0) AS replaced_by
 FROM assigned_target t JOIN assigned_unit u ON u.target_id = t.id WHERE t.campaign_id = $1 ORDER BY t.doc_date, t.id, u.unit_id`

type assignedRow struct {
	ID          int64      `db:"id"`
	PhaseID     int64      `db:"phase_id"`
	SetterID    org.UnitID `db:"setter_id"`
	Level       string     `db:"level"`
	Issuer      string     `db:"issuer"`
	Basis       string     `db:"basis"`
	Ordinal     int        `db:"ordinal"`
	Slot        int        `db:"slot"`
	Target      string     `db:"target"`
	DocNumber   string     `db:"doc_number"`
	DocDate     clock.Day  `db:"doc_date"`
	Note        string     `db:"note"`
	SetByName   string     `db:"set_by_name"`
	SetAt       time.Time  `db:"set_at"`
	Version     int        `db:"version"`
	UnitID      org.UnitID `db:"unit_id"`
	StartsOn    clock.Day  `db:"starts_on"`
	EndsBefore  clock.Day  `db:"ends_before"`
	EndedNumber string     `db:"ended_number"`
	EndedOn     *clock.Day `db:"ended_on"`
	EndedNote   string     `db:"ended_note"`
	EndedBy     string     `db:"ended_by"`
	ReplacedBy  int64      `db:"replaced_by"`
}

func readAssigned(ctx context.Context, q pg.Querier, campaign int64) ([]Assigned, error) {
	rows, err := pg.List[assignedRow](ctx, q, sqlAssigned, campaign)
	if err != nil {
		return nil, err
	}
	var out []Assigned
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].ID != AssignedID(r.ID) {
			a, err := r.assigned()
			if err != nil {
				return nil, err
			}
			out = append(out, a)
		}
		a := &out[len(out)-1]
		a.Units = append(a.Units, AssignedUnit{Unit: r.UnitID, Start: r.StartsOn, Before: r.EndsBefore, EndedNumber: r.EndedNumber, EndedOn: r.EndedOn,
			EndedNote: r.EndedNote, EndedBy: r.EndedBy, ReplacedBy: AssignedID(r.ReplacedBy)})
	}
	return out, nil
}

func (r *assignedRow) assigned() (Assigned, error) {
	a := Assigned{ID: AssignedID(r.ID), PhaseID: r.PhaseID, Setter: r.SetterID, Issuer: r.Issuer, Basis: ParseBasis(r.Basis), Ordinal: r.Ordinal, Slot: r.Slot,
		DocNumber: r.DocNumber, DocDay: r.DocDate, Note: r.Note, SetBy: r.SetByName, SetAt: r.SetAt, Version: r.Version}
	if err := a.Level.UnmarshalText([]byte(r.Level)); err != nil {
		return a, fmt.Errorf("assigned target %d: %w", r.ID, err)
	}
	if err := a.Target.UnmarshalText([]byte(r.Target)); err != nil {
		return a, fmt.Errorf("assigned target %d: %w", r.ID, err)
	}
	a.Target.SetBy = a.Source()
	return a, nil
}

const (
	sqlPutAssigned = `INSERT INTO assigned_target (campaign_id, phase_id, setter_id, level, issuer, basis, ordinal, slot, subject, target, doc_number, doc_date, note, set_by, set_by_name, set_at)
 VALUES ($1, $2, $3, $4, $5, $6, nullif($7::int, -1), nullif($8::int, -1), $9, $10, $11, $12, $13, nullif($14::bigint, 0), $15, $16) RETURNING id`

	sqlPutAssignedUnits = `INSERT INTO assigned_unit (target_id, unit_id, subject, starts_on, ends_before) SELECT $1, u, $3, $4, $5 FROM unnest($2::bigint[]) u`

	sqlEditAssigned = `UPDATE assigned_target SET basis = $2, ordinal = nullif($3::int, -1), slot = nullif($4::int, -1), subject = $5, target = $6, doc_number = $7,
  doc_date = $8, note = $9, phase_id = $10, version = version + 1 WHERE id = $1`

	sqlDropAssignedUnits = `DELETE FROM assigned_unit WHERE target_id = $1`

	sqlCutAssigned = `UPDATE assigned_unit SET ends_before = greatest(starts_on, $3), ended_number = $4, ended_on = $5, ended_note = $6, ended_by = $7, replaced_by = nullif($8::bigint, 0)
 WHERE target_id = $1 AND unit_id = ANY ($2) AND ends_before > $3`

	sqlTouchAssigned = `UPDATE assigned_target SET version = version + 1 WHERE id = ANY ($1)`
)
