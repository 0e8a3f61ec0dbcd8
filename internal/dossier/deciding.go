package dossier

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

// Pending is a nominee with what a decision's list needs of its dossier.
type Pending struct {
	Nominee
	Unit         org.UnitID  `db:"unit_id"` // that proposes
	No           int         `db:"no"`
	DossierState award.State `db:"dossier_state"`
}

const (
	pendingColumns = nomineeColumns + `, d.unit_id, d.no, d.state AS dossier_state`
	sqlOutcomes    = `SELECT ` + pendingColumns + ` FROM nominee n JOIN dossier d ON d.id = n.dossier_id
 WHERE d.awarding_id = $1 AND ($2::text = '' OR n.form = $2) AND ($3::bigint = 0 OR n.phase_id = $3) AND n.state IN ('recommended', 'declined')
  AND d.state IN ('concluded', 'presented', 'decided') ORDER BY n.subject DESC, d.unit_id, d.no, n.place, n.id`
	sqlListed       = `SELECT ` + pendingColumns + ` FROM nominee n JOIN dossier d ON d.id = n.dossier_id WHERE n.decision_id = $1 ORDER BY n.decision_place, n.id`
	sqlOfDossiers   = `SELECT ` + pendingColumns + ` FROM nominee n JOIN dossier d ON d.id = n.dossier_id WHERE n.dossier_id = ANY ($1::bigint[]) ORDER BY n.subject DESC, d.unit_id, d.no, n.place, n.id`
	sqlDossiersOf   = `SELECT DISTINCT dossier_id FROM nominee WHERE id = ANY ($1::bigint[])`
	sqlLockThese    = `SELECT ` + dossierColumns + ` FROM dossier d WHERE d.id = ANY ($1::bigint[]) ORDER BY d.id FOR UPDATE OF d`
	sqlLockTheirs   = `SELECT ` + nomineeColumns + ` FROM nominee n WHERE n.dossier_id = ANY ($1::bigint[]) ORDER BY n.id FOR UPDATE OF n`
	sqlStepsOf      = `SELECT dossier_id, act, from_state, state, holder, by, on_day, why FROM dossier_step WHERE dossier_id = ANY ($1::bigint[]) ORDER BY id`
	sqlPlaceListed  = `UPDATE nominee n SET decision_place = x.place FROM unnest($2::bigint[]) WITH ORDINALITY AS x (id, place) WHERE n.id = x.id AND n.decision_id = $1`
	sqlDossierRows  = `SELECT ` + dossierColumns + ` FROM dossier d WHERE d.id = ANY ($1::bigint[]) ORDER BY d.id`
	sqlDossierOf    = `SELECT ` + dossierColumns + ` FROM dossier d JOIN nominee n ON n.dossier_id = d.id WHERE n.id = $1`
	sqlSigned       = `SELECT EXISTS (SELECT FROM nominee n JOIN award_decision x ON x.id = n.decision_id WHERE n.dossier_id = $1 AND x.state IN ('recorded', 'applied'))`
	sqlConcludedDay = `SELECT max(on_day) FROM dossier_step WHERE act = 'conclude' AND dossier_id = ANY ($1::bigint[])`
)

// Outcomes are nominees recommended or declined in concluded dossiers that a
// unit decides on, in no decision yet; form "" and phase 0 are any. The caller
// has checked the right to judge for the unit.
func Outcomes(ctx context.Context, q pg.Querier, awarding org.UnitID, form award.Form, phase int64) ([]Pending, error) {
	return pg.List[Pending](ctx, q, sqlOutcomes, awarding, form, phase)
}

// Listed are a decision's nominees in its order, those withdrawn since too.
func Listed(ctx context.Context, q pg.Querier, decision int64) ([]Pending, error) {
	return pg.List[Pending](ctx, q, sqlListed, decision)
}

// NomineesOf are all nominees of dossiers; the caller has checked the right.
func NomineesOf(ctx context.Context, q pg.Querier, ids []ID) ([]Pending, error) {
	return pg.List[Pending](ctx, q, sqlOfDossiers, ids)
}

// RowsOf are dossiers by id; the caller has checked the right.
func RowsOf(ctx context.Context, q pg.Querier, ids []ID) ([]Row, error) {
	return pg.List[Row](ctx, q, sqlDossierRows, ids)
}

// DossiersOf are the dossiers of nominees.
func DossiersOf(ctx context.Context, q pg.Querier, ids []NomineeID) ([]ID, error) {
	return pg.Column[ID](ctx, q, sqlDossiersOf, ids)
}

// DossierOf is a nominee's dossier; LockDeciding asks for the right.
func DossierOf(ctx context.Context, q pg.Querier, id NomineeID) (Row, error) {
	return pg.One[Row](ctx, q, sqlDossierOf, id)
}

// ReadOne is a dossier the actor may read; fault.Missing otherwise.
func ReadOne(ctx context.Context, q pg.Querier, a access.Actor, id ID) (Row, error) {
	if err := access.CheckRole(a, access.AwardRead); err != nil {
		return Row{}, err
	}
	r, err := pg.One[Row](ctx, q, sqlDossier, id)
	if err != nil {
		return r, err
	}
	return r, r.reads(a)
}

// PlaceListed writes the order of a decision's list: places from 1.
func PlaceListed(ctx context.Context, tx pg.Tx, decision int64, order []NomineeID) error {
	_, err := tx.Exec(ctx, sqlPlaceListed, decision, order)
	return err
}

// Held is a dossier locked for deciding, with its machine and nominees.
type Held struct {
	Row
	Machine  *award.Dossier
	Nominees []*Nominee
}

// Deciding is dossiers locked in one order: dossiers ascending, then their
// nominees ascending, as every act on them does.
type Deciding struct {
	Dossiers []*Held
	byID     map[NomineeID]*Nominee
}

// LockDeciding locks the dossiers and their nominees. It refuses a dossier
// another unit decides on, and where the act is not open to the actor.
func LockDeciding(ctx context.Context, tx pg.Tx, a access.Actor, ids []ID, act award.NomineeAct) (*Deciding, error) {
	rows, err := pg.List[Row](ctx, tx, sqlLockThese, ids)
	if err != nil {
		return nil, err
	}
	theirs, err := pg.List[Nominee](ctx, tx, sqlLockTheirs, ids)
	if err != nil {
		return nil, err
	}
	log, err := pg.List[struct {
		ID ID `db:"dossier_id"`
		stepRow
	}](ctx, tx, sqlStepsOf, ids)
	if err != nil {
		return nil, err
	}
	d := &Deciding{byID: map[NomineeID]*Nominee{}}
	for i := range rows {
		h := &Held{Row: rows[i]}
		var steps []award.Handover
		for _, s := range log {
			if s.ID == h.ID {
				steps = append(steps, award.Handover(s.stepRow))
			}
		}
		h.Machine = h.Row.Machine(steps)
		if int64(h.AwardingID) != a.UnitID {
			return nil, fault.Missing()
		}
		if err := h.Machine.Permits(a.Role, act); err != nil {
			return nil, err
		}
		for k := range theirs {
			if n := &theirs[k]; n.Dossier == h.ID {
				h.Nominees = append(h.Nominees, n)
				d.byID[n.ID] = n
			}
		}
		d.Dossiers = append(d.Dossiers, h)
	}
	return d, nil
}

// Nominee is one of those locked; nil for any other.
func (d *Deciding) Nominee(id NomineeID) *Nominee { return d.byID[id] }

// Of are the dossiers some of the nominees belong to.
func (d *Deciding) Of(list []NomineeID) []*Held {
	var out []*Held
	for _, h := range d.Dossiers {
		if slices.ContainsFunc(h.Nominees, func(n *Nominee) bool { return slices.Contains(list, n.ID) }) {
			out = append(out, h)
		}
	}
	return out
}

// Ready is what the dossier's acts ask of its nominees.
func (h *Held) Ready() award.Readiness {
	var r award.Readiness
	for _, n := range h.Nominees {
		if n.State == award.Withdrawn {
			continue
		}
		r.Nominees++
		if n.State == award.Nominated {
			r.Open++
		}
		if n.State == award.Recommended || n.State == award.Listed {
			r.Approved++
		}
		if n.State.Pending() {
			r.Pending++
		}
	}
	return r
}

// Move carries an act out on a locked dossier and writes it.
func (h *Held) Move(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, act award.Act, why string, ready award.Readiness) error {
	if err := h.Machine.Do(a, now, award.Move{Act: act, Version: h.Machine.Version, Why: why, Ready: ready}); err != nil {
		return err
	}
	return saveMoved(ctx, tx, &h.Row, h.Machine)
}

// Undecided takes a dossier back to where it stood before a decision was
// recorded, where no signed one lists any of its nominees any more. The
// decision let go is saved already.
func (h *Held) Undecided(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, why string) error {
	if h.Machine.State != award.Decided {
		return nil
	}
	if signed, err := pg.Value[bool](ctx, tx, sqlSigned, h.ID); err != nil || signed {
		return err
	}
	ready := h.Ready()
	ready.Cancelled = true
	ready.Listed = slices.ContainsFunc(h.Nominees, func(n *Nominee) bool { return n.State == award.Listed })
	return h.Move(ctx, tx, a, now, award.ActUndecide, why, ready)
}

// Finished closes a dossier of which every outcome is known.
func (h *Held) Finished(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment) error {
	ready := h.Ready()
	if ready.Open+ready.Approved+ready.Pending > 0 {
		return nil
	}
	switch h.Machine.State {
	case award.Decided:
		return h.Move(ctx, tx, a, now, award.ActApply, "", ready)
	case award.Concluded:
		return h.Move(ctx, tx, a, now, award.ActClose, "", ready)
	}
	return nil
}

// ConcludedOn is the last day of a conclusion among the dossiers, 0 for none.
func ConcludedOn(ctx context.Context, q pg.Querier, ids []ID) (clock.Day, error) {
	day, err := pg.Value[*clock.Day](ctx, q, sqlConcludedDay, ids)
	if err != nil || day == nil {
		return 0, err
	}
	return *day, nil
}

// Barred names those of a list who must not be awarded on a day, each with why:
// a matter that is not concluded, a disciplinary period.
func Barred(ctx context.Context, q pg.Querier, list []*Nominee, day clock.Day) ([]string, error) {
	teams, persons := []org.UnitID{}, []roster.PersonID{}
	for _, n := range list {
		if n.Subject == award.Member {
			persons = append(persons, n.PersonID())
		} else {
			teams = append(teams, n.Team)
		}
	}
	cases, err := criteria.CasesOf(ctx, q, teams, persons)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, n := range list {
		id := int64(n.Team)
		if n.Subject == award.Member {
			id = int64(n.PersonID())
		}
		for _, c := range cases[criteria.Whose{Subject: n.Subject, ID: id}] {
			if why := c.Blocks(day); why != "" {
				out = append(out, fmt.Sprintf("%s (%s)", n.Name, strings.TrimSuffix(why, ".")))
				break
			}
		}
	}
	return out, nil
}
