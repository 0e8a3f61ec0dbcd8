package roster

import (
	"cmp"
	"context"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Serving is a person in a team, as lists that credit people name them.
type Serving struct {
	Person   PersonID   `db:"person_id"`
	Team     org.UnitID `db:"team_id"`
	FullName string     `db:"full_name"`
	Position Position   `db:"position"`
}

const (
	sqlServingWithin = `
SELECT DISTINCT ON (s.team_id, s.person_id) s.person_id, s.team_id, p.full_name, s.position FROM service s JOIN person p ON p.id = s.person_id
WHERE s.team_id = ANY ($1::bigint[]) AND s.withdrawn_at IS NULL AND s.during && daterange($2::date, $3::date, '[]') ORDER BY s.team_id, s.person_id, lower(s.during) DESC`
	sqlNames = `SELECT id AS person_id, 0::bigint AS team_id, full_name, '' AS position FROM person WHERE id = ANY ($1::bigint[])`
)

// ServingIn are those who served in the teams on any day of [from, to], each
// with their last position in it: by team in the order given, head first, then
// by given name. The caller asks for the right.
func ServingIn(ctx context.Context, q pg.Querier, teams []org.UnitID, from, to clock.Day) ([]Serving, error) {
	list, err := pg.List[Serving](ctx, q, sqlServingWithin, teams, from, to)
	order := vi.NewSorter()
	slices.SortStableFunc(list, func(x, y Serving) int {
		return cmp.Or(slices.Index(teams, x.Team)-slices.Index(teams, y.Team), x.Position.rank()-y.Position.rank(), order.CompareNames(x.FullName, y.FullName))
	})
	return list, err
}

// Names are the full names of persons. The caller asks for the right.
func Names(ctx context.Context, q pg.Querier, ids []PersonID) (map[PersonID]string, error) {
	list, err := pg.List[Serving](ctx, q, sqlNames, ids)
	m := make(map[PersonID]string, len(list))
	for _, x := range list {
		m[x.Person] = x.FullName
	}
	return m, err
}
