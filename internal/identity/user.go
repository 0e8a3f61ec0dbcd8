package identity

import (
	"context"
	"math"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// User is an account as administrators see it.
type User struct {
	ID         int64      `db:"id" json:"-"`
	Login      string     `db:"login" json:"login"`
	FullName   string     `db:"full_name" json:"full_name"`
	Title      string     `db:"title" json:"title"`
	Phone      string     `db:"phone" json:"phone"`
	MustChange bool       `db:"must_change" json:"-"`
	PasswordAt time.Time  `db:"password_at" json:"-"`
	DisabledAt *time.Time `db:"disabled_at" json:"-"`
	CreatedAt  time.Time  `db:"created_at" json:"-"`
	Version    int        `db:"version" json:"-"`
}

// Appointment is a role of a user at a unit during [From, Until).
type Appointment struct {
	ID       int64
	Role     access.Role
	UnitID   int64
	UnitName string
	Acting   bool
	From     clock.Day
	Until    *clock.Day // exclusive; nil: open
	Basis    string
	place    access.Place
}

// InForce tells whether the appointment holds on a day.
func (a Appointment) InForce(day clock.Day) bool {
	return a.From <= day && (a.Until == nil || day < *a.Until)
}

// Over tells whether it ended before or on a day.
func (a Appointment) Over(day clock.Day) bool { return a.Until != nil && *a.Until <= day }

const sqlUserColumns = `id, login, full_name, title, phone, must_change, password_at, disabled_at, created_at, version`

const (
	sqlAppointmentsOf = `SELECT id, user_id, role, unit_id, kind = 'acting' AS acting, lower(during) AS since, upper(during) AS until, basis
 FROM appointment WHERE user_id = ANY ($1) ORDER BY user_id, lower(during), id`
)

type appointmentRow struct {
	ID     int64      `db:"id"`
	UserID int64      `db:"user_id"`
	Role   string     `db:"role"`
	UnitID int64      `db:"unit_id"`
	Acting bool       `db:"acting"`
	Since  clock.Day  `db:"since"`
	Until  *clock.Day `db:"until"`
	Basis  string     `db:"basis"`
}

func appointmentsOf(ctx context.Context, q pg.Querier, units *org.Tree, today clock.Day, users ...int64) (map[int64][]Appointment, error) {
	rows, err := pg.List[appointmentRow](ctx, q, sqlAppointmentsOf, users)
	if err != nil {
		return nil, err
	}
	by := make(map[int64][]Appointment, len(users))
	for _, r := range rows {
		a := Appointment{ID: r.ID, Role: access.Role(r.Role), UnitID: r.UnitID, Acting: r.Acting, From: r.Since, Until: r.Until, Basis: r.Basis}
		day := a.nearest(today)
		a.UnitName, a.place = units.Name(org.UnitID(a.UnitID), day).Full(), units.Place(org.UnitID(a.UnitID), day)
		by[r.UserID] = append(by[r.UserID], a)
	}
	return by, nil
}

// nearest is the day of the appointment nearest to today: its unit may not be
// there yet, or no longer.
func (a Appointment) nearest(today clock.Day) clock.Day {
	switch {
	case today < a.From:
		return a.From
	case a.Over(today):
		return *a.Until - 1
	}
	return today
}

// reach tells whether an administrator manages a user: every appointment not
// over yet lies in reach, or, where all are over, any one of them. One whose
// only appointment was taken back before it began is any administrator's.
func reach(actor access.Actor, list []Appointment, today clock.Day) bool {
	current, within, any := 0, 0, false
	for _, a := range list {
		can := actor.Can(access.UserManage, a.place)
		any = any || can
		if !a.Over(today) {
			current++
			if can {
				within++
			}
		}
	}
	if current > 0 {
		return within == current
	}
	return any || len(list) == 0
}

// Details is a user with all appointments, sessions and the last login.
type Details struct {
	User
	Appointments []Appointment
	Sessions     []Session
	LastLogin    *time.Time
}

const sqlUserSeen = `SELECT ` + sqlUserColumns + `,
 (SELECT max(at) FROM audit_entry WHERE actor_id = app_user.id AND action = 'login.success') AS last_login FROM app_user WHERE id = $1`

type userSeen struct {
	User
	LastLogin *time.Time `db:"last_login"`
}

// User shows one account to an administrator.
func (s *Service) User(ctx context.Context, actor access.Actor, id int64) (Details, error) {
	if err := access.CheckRole(actor, access.UserManage); err != nil {
		return Details{}, err
	}
	units, err := s.org.At(ctx, 0)
	if err != nil {
		return Details{}, err
	}
	d, err := s.details(ctx, units, id)
	if err != nil {
		return Details{}, err
	}
	if !reach(actor, d.Appointments, clock.Today(s.clocks.Business)) {
		return Details{}, fault.Missing()
	}
	return d, nil
}

// Own is the actor's own account.
func (s *Service) Own(ctx context.Context, actor access.Actor) (Details, error) {
	if err := signedIn(actor); err != nil {
		return Details{}, err
	}
	units, err := s.org.At(ctx, 0)
	if err != nil {
		return Details{}, err
	}
	return s.details(ctx, units, actor.UserID)
}

func (s *Service) details(ctx context.Context, units *org.Tree, id int64) (Details, error) {
	u, err := pg.One[userSeen](ctx, s.pool, sqlUserSeen, id)
	if err != nil {
		return Details{}, err
	}
	by, err := appointmentsOf(ctx, s.pool, units, clock.Today(s.clocks.Business), id)
	if err != nil {
		return Details{}, err
	}
	d := Details{User: u.User, Appointments: by[id], LastLogin: u.LastLogin}
	d.Sessions, err = s.sessionsOf(ctx, id)
	return d, err
}

const sqlLockUsers = `SELECT ` + sqlUserColumns + ` FROM app_user WHERE id = ANY ($1) ORDER BY id FOR UPDATE`

// locked is a user an administrator is about to change, with both their rows
// locked in id order.
type locked struct {
	User
	list []Appointment
	now  clock.Moment
}

// anyVersion is for acts that no form prepared; a form without a version sends
// -1 and is outdated.
const anyVersion = math.MinInt32

// lock reads and locks the user and the administrator, who must still be
// one: two administrators cannot shut each other out at the same moment. The
// version is what the form saw.
func (s *Service) lock(ctx context.Context, tx pg.Tx, units *org.Tree, actor access.Actor, id int64, version int) (locked, error) {
	l := locked{now: s.clocks.Moment()}
	users, err := pg.List[User](ctx, tx, sqlLockUsers, []int64{actor.UserID, id})
	if err != nil {
		return l, err
	}
	by, err := appointmentsOf(ctx, tx, units, l.now.Today, actor.UserID, id)
	if err != nil {
		return l, err
	}
	found := false
	for _, u := range users {
		if u.ID == actor.UserID && (u.DisabledAt != nil || !administers(by[u.ID], l.now.Today)) {
			return l, access.CheckRole(access.Actor{UserID: u.ID}, access.UserManage)
		}
		if u.ID == id {
			l.User, found = u, true
		}
	}
	l.list = by[id]
	if !found || !reach(actor, l.list, l.now.Today) {
		return l, fault.Missing()
	}
	if version != anyVersion && version != l.Version {
		return l, fault.New(fault.Stale, "Tài khoản này vừa được thay đổi ở nơi khác. Tải lại trang để xem nội dung mới rồi làm lại.")
	}
	return l, nil
}

func administers(list []Appointment, today clock.Day) bool {
	for _, a := range list {
		if a.Role == access.Admin && a.InForce(today) {
			return true
		}
	}
	return false
}

// path places the user's acts in the audit: the first appointment not over,
// else the last.
func (l locked) path() string { return pathOf(l.list, l.now.Today) }

func pathOf(list []Appointment, today clock.Day) string {
	path := ""
	for _, a := range list {
		path = a.place.Path
		if !a.Over(today) {
			break
		}
	}
	return path
}

// display is how the audit and messages call an account.
func (u User) display() string {
	return strings.TrimSpace(u.Title+" "+u.FullName) + " (" + u.Login + ")"
}
