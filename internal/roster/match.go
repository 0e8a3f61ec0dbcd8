package roster

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// OnRecord is a person on record as an import compares with: found by citizen
// id, or serving in one of the commune's teams.
type OnRecord struct {
	Person    PersonID   `db:"person_id"`
	FullName  string     `db:"full_name"`
	Birth     *clock.Day `db:"birth_date"`
	Gender    Gender     `db:"gender"`
	CitizenID string     `db:"citizen_id"`
	Phone     string     `db:"phone"`
	Team      org.UnitID `db:"team_id"` // serving there on the day, 0 nowhere
	Position  Position   `db:"position"`
	Until     *clock.Day `db:"until"` // last day of earlier services, exclusive; nil none
}

// The first arm finds by id, the second the commune's present members.
const sqlOnRecord = `
SELECT p.id AS person_id, p.full_name, p.birth_date, p.gender, p.citizen_id, p.phone, coalesce(s.team_id, 0) AS team_id, coalesce(s.position, '') AS position,
  (SELECT max(upper(o.during)) FROM service o WHERE o.person_id = p.id AND o.withdrawn_at IS NULL) AS until
FROM person p LEFT JOIN service s ON s.person_id = p.id AND s.during @> $3::date AND s.withdrawn_at IS NULL
WHERE p.citizen_id <> '' AND p.citizen_id = ANY ($1::text[]) OR s.team_id = ANY ($2::bigint[])`

const sqlHeads = `
SELECT team_id, bool_or(upper_inf(during)) AS open, max(upper(during)) AS until
FROM service WHERE position = 'head' AND withdrawn_at IS NULL AND team_id = ANY ($1::bigint[]) GROUP BY team_id`

// HeadUntil says how long a team's heads on record last.
type HeadUntil struct {
	Team  org.UnitID `db:"team_id"`
	Open  bool       `db:"open"`  // one serves without an end
	Until *clock.Day `db:"until"` // the day the last one's service ended
}

// Match reads who of a commune's import is on record, and its teams' heads.
func (s *Service) Match(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, commune org.UnitID, ids []string) ([]OnRecord, []HeadUntil, error) {
	if err := access.Check(a, access.RosterWrite, tree.Place(commune, now.Today)); err != nil {
		return nil, nil, err
	}
	teams := tree.Teams(commune, now.Today)
	known, err := pg.List[OnRecord](ctx, s.DB, sqlOnRecord, ids, teams, now.Today)
	if err != nil {
		return nil, nil, err
	}
	heads, err := pg.List[HeadUntil](ctx, s.DB, sqlHeads, teams)
	return known, heads, err
}

// Refusals are what Enrol would refuse of the enrolment by itself, before the
// database is asked; the texts come back cleaned.
func (in *Enrolment) Refusals(now clock.Moment, tree *org.Tree) []fault.Field {
	in.clean()
	var f fault.Fields
	in.check(&f, now, tree)
	if e, ok := fault.Of(f.Err()); ok {
		return e.Fields
	}
	return nil
}
