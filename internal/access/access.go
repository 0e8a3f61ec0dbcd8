// Package access owns who may do what, where: one table of role × action →
// none, own unit or subtree (policy.go).
//
// It owns no SQL table. Rights come from the one appointment a person is
// acting in; the zero Actor may nothing. A role that never may is Forbidden;
// a place out of reach is fault.Missing, so another unit's row never shows.
package access

import (
	"strings"

	"thidua/internal/fault"
)

// Appointment is a role at a unit, in force today.
type Appointment struct {
	ID       int64
	Role     Role
	UnitID   int64
	UnitName string // "phường Kinh Dinh"
	Path     string // the unit's path, "1.3.45."
	Acting   bool   // quyền, not own
}

// Actor is who acts: a signed-in person in one appointment, or a system job.
type Actor struct {
	UserID      int64
	Name        string
	Title       string
	Appointment // the one acted in
	Others      []Appointment
	job         string
	granted     []Action

	RequestID string // for the audit
	Address   string
}

// System is the actor of a job; it may do only the actions named.
func System(job string, actions ...Action) Actor {
	return Actor{Name: job, job: job, granted: actions}
}

// Job is the job's name, "" for people.
func (a Actor) Job() string { return a.job }

// Zero tells whether nobody is signed in.
func (a Actor) Zero() bool { return a.UserID == 0 && a.job == "" }

// Place is where an action would happen: a unit and its path.
type Place struct {
	UnitID int64
	Path   string
}

// May tells whether the actor's role has the action anywhere at all. The own
// account is everyone's who is signed in, also without an appointment.
func (a Actor) May(action Action) bool {
	if a.job != "" {
		return a.holds(action)
	}
	if action == Self {
		return a.UserID != 0
	}
	return a.UserID != 0 && ReachOf(a.Role, action) != None
}

func (a Actor) holds(action Action) bool {
	for _, g := range a.granted {
		if g == action {
			return true
		}
	}
	return false
}

// Can tells whether the actor may do the action at the place.
func (a Actor) Can(action Action, place Place) bool {
	if a.job != "" {
		return a.holds(action)
	}
	if a.UserID == 0 {
		return false
	}
	switch ReachOf(a.Role, action) {
	case Own:
		return place.UnitID == a.UnitID
	case Subtree:
		return a.Path != "" && strings.HasPrefix(place.Path, a.Path)
	}
	return false
}

// Check is nil where the actor may, Forbidden where the role never may, and
// fault.Missing where the place is out of reach.
func Check(a Actor, action Action, place Place) error {
	if err := CheckRole(a, action); err != nil {
		return err
	}
	if !a.Can(action, place) {
		return fault.Missing()
	}
	return nil
}

// CheckRole is nil where the role has the action anywhere.
func CheckRole(a Actor, action Action) error {
	if a.Zero() {
		return fault.New(fault.Unauthenticated, "Bạn cần đăng nhập để tiếp tục.")
	}
	if !a.May(action) {
		if a.job == "" && a.Role == "" {
			return fault.New(fault.Forbidden, "Tài khoản của bạn hiện không có vai trò nào còn hiệu lực. Liên hệ quản trị hệ thống để được giao vai trò.")
		}
		return fault.New(fault.Forbidden, "Vai trò của bạn không có quyền làm việc này.")
	}
	return nil
}

// Scope bounds a list to paths in [From, To): what a query takes, so that one
// without a scope does not compile.
type Scope struct{ from, to string }

// From is the inclusive lower bound of paths.
func (s Scope) From() string { return s.from }

// To is the exclusive upper bound of paths.
func (s Scope) To() string { return s.to }

// Holds tells whether a path lies in the scope.
func (s Scope) Holds(path string) bool { return path >= s.from && path < s.to }

// ScopeOf is the subtree the actor may do the action in; Forbidden where none.
// An Own reach covers paths of the unit itself and its teams.
func ScopeOf(a Actor, action Action) (Scope, error) {
	if err := CheckRole(a, action); err != nil {
		return Scope{}, err
	}
	if a.job != "" {
		return Scope{from: "", to: "~"}, nil
	}
	return Under(a.Path), nil
}

// Narrow is the part of the scope below a place; fault.Missing where the
// place lies outside.
func (s Scope) Narrow(p Place) (Scope, error) {
	if p.Path == "" || !s.Holds(p.Path) {
		return Scope{}, fault.Missing()
	}
	return Under(p.Path), nil
}

// Under bounds a path's subtree: digits and "." sort below "~".
func Under(path string) Scope {
	if path == "" {
		return Scope{from: "~", to: "~"}
	}
	return Scope{from: path, to: path + "~"}
}
