package dossier

import (
	"context"
	"encoding/json"

	"thidua/internal/award"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/roster"
)

// Nominee is a nominee as stored.
type Nominee struct {
	ID       NomineeID          `db:"id"`
	Dossier  ID                 `db:"dossier_id"`
	PhaseID  int64              `db:"phase_id"`
	Form     award.Form         `db:"form"`
	Order    int                `db:"place"`
	Subject  award.Subject      `db:"subject"`
	Team     org.UnitID         `db:"team_id"`
	Person   *roster.PersonID   `db:"person_id"`
	Name     string             `db:"name"`
	Detail   string             `db:"detail"`
	Span     string             `db:"span"`
	Deeds    []register.DeedID  `db:"deeds"`
	Models   []register.ModelID `db:"models"`
	Merit    string             `db:"merit"`
	State    award.NomineeState `db:"state"`
	Version  int                `db:"version"`
	Ground   award.Refusal      `db:"ground"`
	Why      string             `db:"why"`
	Changed  award.Signature    `db:"changed"`
	Decision *int64             `db:"decision_id"`
	// Place is the nominee's in the decision that lists it, from 1.
	Place  *int            `db:"decision_place"`
	Judged json.RawMessage `db:"judged"`
}

const (
	nomineeColumns = `n.id, n.dossier_id, n.phase_id, n.form, n.place, n.subject, n.team_id, n.person_id, n.name, n.detail, n.span, n.deeds, n.models, n.merit,
  n.state, n.version, n.ground, n.why, n.changed, n.decision_id, n.decision_place, n.judged`
	sqlNominees     = `SELECT ` + nomineeColumns + ` FROM nominee n WHERE n.dossier_id = $1 ORDER BY n.subject DESC, n.place, n.id`
	sqlLockNominees = sqlNominees + ` FOR UPDATE OF n`
	sqlNomineeMoved = `UPDATE nominee SET state = $2, version = $3, ground = $4, why = $5, changed = $6, decision_id = nullif($7::bigint, 0),
  decision_place = CASE WHEN $7::bigint <> 0 THEN coalesce(nullif($8::int, 0), decision_place) END,
  judged = coalesce($9::jsonb, judged) WHERE id = $1 AND version = $10`
)

// PersonID is the member's, 0 of a team.
func (n *Nominee) PersonID() roster.PersonID {
	if n.Person == nil {
		return 0
	}
	return *n.Person
}

// Machine is the row as award's rules move it.
func (n *Nominee) Machine() *award.Nominee {
	m := &award.Nominee{ID: int64(n.ID), Name: n.Name, State: n.State, Version: n.Version, Ground: n.Ground, Why: n.Why, Changed: n.Changed}
	if n.Decision != nil {
		m.Decision = *n.Decision
	}
	return m
}

// Achievement is what the award would be for.
func (n *Nominee) Achievement() award.Achievement {
	return award.Achievement{Span: n.Span, Deeds: n.Deeds, Models: n.Models}
}

// Active tells a nomination that stands in the way of another.
func (n *Nominee) Active() bool { return n.State != award.Withdrawn && n.State != award.Refused }

// SaveMoved writes what an act did to a nominee's machine: place is its place
// in the decision that lists it, 0 for the one it has; judged, where not nil, what its
// outcome rests on. The caller holds the dossier's lock.
func SaveMoved(ctx context.Context, tx pg.Tx, n *Nominee, m *award.Nominee, place int, judged []byte) error {
	var basis *string
	if judged != nil {
		s := string(judged)
		basis = &s
	}
	tag, err := tx.Exec(ctx, sqlNomineeMoved, n.ID, m.State, m.Version, m.Ground, m.Why, m.Changed, m.Decision, place, basis, n.Version)
	if err != nil {
		return err
	}
	if tag.RowsAffected() == 0 {
		return fault.New(fault.Stale, n.Name+" vừa được người khác xử lý. Tải lại trang để xem tình trạng mới.")
	}
	had := n.Place
	n.State, n.Version, n.Ground, n.Why, n.Changed, n.Decision, n.Place = m.State, m.Version, m.Ground, m.Why, m.Changed, nil, nil
	if m.Decision != 0 {
		if n.Decision, n.Place = &m.Decision, &place; place == 0 {
			n.Place = had
		}
	}
	return nil
}

func nominees(ctx context.Context, q pg.Querier, id ID) ([]Nominee, error) {
	return pg.List[Nominee](ctx, q, sqlNominees, id)
}

func lockNominees(ctx context.Context, tx pg.Tx, id ID) ([]Nominee, error) {
	return pg.List[Nominee](ctx, tx, sqlLockNominees, id)
}
