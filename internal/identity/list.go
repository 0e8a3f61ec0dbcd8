package identity

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// State filters accounts.
type State string

// The states of an account on the list.
const (
	Active    State = "active"   // enabled, with an appointment in force
	Initial   State = "initial"  // enabled, initial password not changed yet
	Unplaced  State = "unplaced" // enabled, no appointment in force
	Disabled  State = "disabled"
	AnyState  State = ""
	usersPage       = 50
)

// UserFilter narrows the list of accounts; zero values ask for nothing.
type UserFilter struct {
	Text  string // in name, login, telephone, without marks
	Role  access.Role
	Unit  int64 // and everything below it
	State State
	Page  int // from 1
}

// Listed is one account of the list.
type Listed struct {
	User
	Appointments []Appointment
}

// UserList is a page of accounts in order of given names.
type UserList struct {
	Users            []Listed
	Total            int
	From, To         int // "1–50"
	HasPrev, HasNext bool
}

const sqlAppointedUnits = `SELECT unit_id, max(lower(during)) AS since, max(upper(during)) AS until, bool_or(upper_inf(during)) AS open
 FROM appointment GROUP BY unit_id`

type appointedUnit struct {
	UnitID int64      `db:"unit_id"`
	Since  clock.Day  `db:"since"`
	Until  *clock.Day `db:"until"`
	Open   bool       `db:"open"`
}

var sqlUsers = `SELECT ` + sqlUserColumns + `, count(*) OVER () AS total FROM app_user u
 WHERE ($1 = '' OR ` + pg.Fold("u.full_name || ' ' || u.login || ' ' || u.phone") + ` LIKE $2)
 AND (EXISTS (SELECT FROM appointment a WHERE a.user_id = u.id AND a.unit_id = ANY ($3))
   OR $4 AND NOT EXISTS (SELECT FROM appointment a WHERE a.user_id = u.id))
 AND ($5 = '' OR EXISTS (SELECT FROM appointment a WHERE a.user_id = u.id AND a.role = $5 AND a.during @> $6::date))
 AND CASE $7 WHEN 'disabled' THEN u.disabled_at IS NOT NULL
   WHEN 'initial' THEN u.disabled_at IS NULL AND u.must_change
   WHEN 'active' THEN u.disabled_at IS NULL AND EXISTS (SELECT FROM appointment a WHERE a.user_id = u.id AND a.during @> $6::date)
   WHEN 'unplaced' THEN u.disabled_at IS NULL AND NOT EXISTS (SELECT FROM appointment a WHERE a.user_id = u.id AND a.during @> $6::date)
   ELSE true END
 ORDER BY regexp_replace(u.full_name, '^.* ', '') COLLATE "vi-x-icu", u.full_name COLLATE "vi-x-icu", u.login
 LIMIT $8 OFFSET $9`

type userCounted struct {
	User
	Total int `db:"total"`
}

// Users lists accounts with an appointment, past ones too, in the actor's
// reach.
func (s *Service) Users(ctx context.Context, actor access.Actor, f UserFilter) (UserList, error) {
	scope, err := access.ScopeOf(actor, access.UserManage)
	if err != nil {
		return UserList{}, err
	}
	units, err := s.org.At(ctx, 0)
	if err != nil {
		return UserList{}, err
	}
	today := clock.Today(s.clocks.Business)
	if f.Unit != 0 {
		if scope, err = scope.Narrow(units.Place(org.UnitID(f.Unit), today)); err != nil {
			return UserList{}, err
		}
	}
	ids, err := s.unitsWithin(ctx, units, scope, today)
	if err != nil {
		return UserList{}, err
	}
	text := vi.Fold(f.Text)
	page := max(f.Page, 1)
	rows, err := pg.List[userCounted](ctx, s.pool, sqlUsers, text, pg.Contains(text), ids, f.Unit == 0, string(f.Role), today,
		string(f.State), usersPage, (page-1)*usersPage)
	if err != nil || len(rows) == 0 {
		return UserList{HasPrev: page > 1}, err
	}
	people := make([]int64, len(rows))
	for i, r := range rows {
		people[i] = r.ID
	}
	by, err := appointmentsOf(ctx, s.pool, units, today, people...)
	if err != nil {
		return UserList{}, err
	}
	list := UserList{Total: rows[0].Total, From: (page-1)*usersPage + 1, To: (page-1)*usersPage + len(rows), HasPrev: page > 1}
	list.HasNext = list.To < list.Total
	for _, r := range rows {
		list.Users = append(list.Users, Listed{r.User, by[r.ID]})
	}
	return list, nil
}

// unitsWithin are the units in the scope that anyone was ever appointed to:
// paths are known to the organisation, not to the table.
func (s *Service) unitsWithin(ctx context.Context, units *org.Tree, scope access.Scope, today clock.Day) ([]int64, error) {
	rows, err := pg.List[appointedUnit](ctx, s.pool, sqlAppointedUnits)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, 0, len(rows))
	for _, r := range rows {
		a := Appointment{From: r.Since, Until: r.Until}
		if r.Open {
			a.Until = nil
		}
		if scope.Holds(units.Place(org.UnitID(r.UnitID), a.nearest(today)).Path) {
			ids = append(ids, r.UnitID)
		}
	}
	return ids, nil
}
