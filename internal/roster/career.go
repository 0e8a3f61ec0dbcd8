package roster

import (
	"context"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Career is a person with every service that counts, oldest first, in whatever
// team.
type Career struct {
	Person PersonID
	Name   string
	Birth  *clock.Day
	Gender Gender
	Spells []Spell
}

// Last is the latest service.
func (c *Career) Last() Spell { return c.Spells[len(c.Spells)-1] }

const (
	sqlCareers = `SELECT p.birth_date, p.gender, ` + spellColumns + ` FROM service s JOIN person p ON p.id = s.person_id
 WHERE s.withdrawn_at IS NULL AND s.person_id IN (SELECT o.person_id FROM service o WHERE o.withdrawn_at IS NULL AND (o.team_id = ANY($1::bigint[]) OR o.person_id = ANY($2::bigint[])))
 ORDER BY s.person_id, lower(s.during), s.id`
)

// Careers are those of everyone who ever served in the teams, and of the
// persons: one statement. The caller has checked the right.
func Careers(ctx context.Context, q pg.Querier, teams []org.UnitID, persons []PersonID) ([]Career, error) {
	type row struct {
		Spell
		Birth  *clock.Day `db:"birth_date"`
		Gender Gender     `db:"gender"`
	}
	if teams == nil {
		teams = []org.UnitID{}
	}
	if persons == nil {
		persons = []PersonID{}
	}
	rows, err := pg.List[row](ctx, q, sqlCareers, teams, persons)
	var out []Career
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Person != r.Person {
			out = append(out, Career{Person: r.Person, Name: r.FullName, Birth: r.Birth, Gender: r.Gender})
		}
		c := &out[len(out)-1]
		c.Spells = append(c.Spells, r.Spell)
	}
	return out, err
}
