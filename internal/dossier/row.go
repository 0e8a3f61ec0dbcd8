package dossier

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// ID and NomineeID key the two tables.
type (
	ID        int64
	NomineeID int64
)

// Row is a dossier as stored.
type Row struct {
	ID          ID                          `db:"id"`
	Form        award.Form                  `db:"form"`
	PhaseID     int64                       `db:"phase_id"`
	UnitID      org.UnitID                  `db:"unit_id"`
	AwardingID  org.UnitID                  `db:"awarding_id"`
	No          int                         `db:"no"`
	Roles       map[award.Party]access.Role `db:"roles"`
	State       award.State                 `db:"state"`
	Version     int                         `db:"version"`
	Submission  int                         `db:"submission_no"`
	Specialist  *int64                      `db:"specialist_id"`
	DocNumber   string                      `db:"doc_number"`
	DocDate     *clock.Day                  `db:"doc_date"`
	SignerTitle string                      `db:"signer_title"`
	SignerName  string                      `db:"signer_name"`
	Note        string                      `db:"note"`
	ScopePath   string                      `db:"scope_path"`
	Created     award.Signature             `db:"created"`
}

// Place is the proposing unit's.
func (r *Row) Place() access.Place { return access.Place{UnitID: int64(r.UnitID), Path: r.ScopePath} }

const (
	dossierColumns = `d.id, d.form, d.phase_id, d.unit_id, d.awarding_id, d.no, d.roles, d.state, d.version, d.submission_no, d.specialist_id, d.doc_number, d.doc_date,
  d.signer_title, d.signer_name, d.note, d.scope_path, d.created`
	sqlDossier     = `SELECT ` + dossierColumns + ` FROM dossier d WHERE d.id = $1`
	sqlLockDossier = sqlDossier + ` FOR UPDATE OF d`
	sqlSteps       = `SELECT act, from_state, state, holder, by, on_day, why FROM dossier_step WHERE dossier_id = $1 ORDER BY id`
	sqlPutStep     = `INSERT INTO dossier_step (dossier_id, act, from_state, state, holder, by, on_day, why) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	sqlMoved       = `UPDATE dossier SET state = $2, version = $3, submission_no = $4, specialist_id = nullif($5::bigint, 0) WHERE id = $1 AND version = $6`
)

type stepRow struct {
	Act    award.Act       `db:"act"`
	From   award.State     `db:"from_state"`
	State  award.State     `db:"state"`
	Holder award.Party     `db:"holder"`
	By     award.Signature `db:"by"`
	On     clock.Day       `db:"on_day"`
	Why    string          `db:"why"`
}

func steps(ctx context.Context, q pg.Querier, id ID) ([]award.Handover, error) {
	rows, err := pg.List[stepRow](ctx, q, sqlSteps, id)
	out := make([]award.Handover, len(rows))
	for i, r := range rows {
		out[i] = award.Handover(r)
	}
	return out, err
}

// Machine is the row as award's rules move it.
func (r *Row) Machine(log []award.Handover) *award.Dossier {
	d := &award.Dossier{Route: award.Route{Form: r.Form, Roles: r.Roles}, State: r.State, Version: r.Version, Submission: r.Submission, Log: log}
	if r.Specialist != nil {
		d.Specialist = *r.Specialist
	}
	return d
}

// reads tells whether the actor is a party of the dossier or stands above it:
// the proposer's subtree of readers, and who decides in it.
func (r *Row) reads(a access.Actor) error { return access.Check(a, access.AwardRead, r.Place()) }

// lock takes a dossier for writing, with its machine; fault.Missing where the
// actor may not read it.
func lock(ctx context.Context, tx pg.Tx, a access.Actor, id ID) (Row, *award.Dossier, error) {
	if err := access.CheckRole(a, access.AwardRead); err != nil {
		return Row{}, nil, err
	}
	r, err := pg.One[Row](ctx, tx, sqlLockDossier, id)
	if err != nil {
		return r, nil, err
	}
	if err := r.reads(a); err != nil {
		return r, nil, err
	}
	log, err := steps(ctx, tx, id)
	return r, r.Machine(log), err
}

// saveMoved writes what an act did to the machine, with its step.
func saveMoved(ctx context.Context, tx pg.Tx, r *Row, d *award.Dossier) error {
	tag, err := tx.Exec(ctx, sqlMoved, r.ID, d.State, d.Version, d.Submission, d.Specialist, r.Version)
	if err != nil {
		return err
	}
	if tag.RowsAffected() == 0 {
		return fault.New(fault.Stale, "Hồ sơ vừa được người khác sửa hoặc chuyển. Tải lại trang để xem bản mới.")
	}
	s := d.Log[len(d.Log)-1]
	if _, err := tx.Exec(ctx, sqlPutStep, r.ID, s.Act, s.From, s.State, s.Holder, s.By, s.On, s.Why); err != nil {
		return err
	}
	r.State, r.Version, r.Submission = d.State, d.Version, d.Submission
	if r.Specialist = nil; d.Specialist != 0 {
		r.Specialist = &d.Specialist
	}
	return nil
}
