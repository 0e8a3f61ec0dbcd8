package identity

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Contact is whom to call at a unit.
type Contact struct {
	UnitID   org.UnitID `db:"unit_id"`
	FullName string     `db:"full_name"`
	Title    string     `db:"title"`
	Phone    string     `db:"phone"`
}

const sqlContacts = `SELECT DISTINCT ON (a.unit_id) a.unit_id, u.full_name, u.title, u.phone FROM appointment a JOIN app_user u ON u.id = a.user_id
 WHERE a.unit_id = ANY ($1) AND a.role = ANY ($2) AND a.during @> $3::date AND u.disabled_at IS NULL
 ORDER BY a.unit_id, (u.phone = ''), (a.kind = 'acting'), a.id`

// Contacts are the people in one of the roles at units on a day, one a unit:
// those with a telephone first, then who holds the post in their own right.
// The caller has checked that the reader may see the units.
func Contacts(ctx context.Context, q pg.Querier, units []org.UnitID, day clock.Day, roles ...access.Role) (map[org.UnitID]Contact, error) {
	rows, err := pg.List[Contact](ctx, q, sqlContacts, units, roles, day)
	if err != nil {
		return nil, err
	}
	out := make(map[org.UnitID]Contact, len(rows))
	for _, r := range rows {
		out[r.UnitID] = r
	}
	return out, nil
}

// Holder is who holds a role at a unit.
type Holder struct {
	UserID int64  `db:"user_id"`
	Name   string `db:"full_name"`
	Title  string `db:"title"`
}

const sqlHolders = `SELECT DISTINCT ON (u.full_name, u.id) u.id AS user_id, u.full_name, u.title FROM appointment a JOIN app_user u ON u.id = a.user_id
 WHERE a.unit_id = $1 AND a.role = $2 AND a.during @> $3::date AND u.disabled_at IS NULL ORDER BY u.full_name, u.id`

// Holders are the people in a role at a unit on a day, by name. The caller has
// checked that the reader may see the unit.
func Holders(ctx context.Context, q pg.Querier, unit org.UnitID, role access.Role, day clock.Day) ([]Holder, error) {
	return pg.List[Holder](ctx, q, sqlHolders, unit, role, day)
}
