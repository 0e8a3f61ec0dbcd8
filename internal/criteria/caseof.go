package criteria

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

// Whose is a team or a member: a unit's or a person's id.
type Whose struct {
	Subject award.Subject
	ID      int64
}

// CasesOf are the cases of teams and persons, concluded ones too; the caller
// decides for them all, whoever recorded the case.
func CasesOf(ctx context.Context, q pg.Querier, teams []org.UnitID, persons []roster.PersonID) (map[Whose][]award.Case, error) {
	list, err := casesOf(ctx, q, teams, persons)
	out := make(map[Whose][]award.Case, len(list))
	for _, c := range list {
		k := Whose{c.Subject, c.subject()}
		out[k] = append(out[k], c.Case())
	}
	return out, err
}
