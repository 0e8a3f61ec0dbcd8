// Package accountview shows the login page and a person's own account:
// role, appointments to switch between, sessions, password.
package accountview

import "thidua/templates/ui"

// Login is the first page people see.
type Login struct {
	Note    string // why they are here again: session over, signed out
	Refused string // wrong login, too many failures
	Back    string // the local path to go on to, "" for the home
	Login   ui.Field
	Secret  ui.Field
	Help    string // who to ask for an account
	Demo    []DemoAccount
	Word    string // the demo's password
}

// DemoAccount is one account of a demo, to enter with one press.
type DemoAccount struct{ Login, Office string }

// Password is the form of a new password.
type Password struct {
	Forced bool // an initial password: nothing else before
	Rule   string
	Login  string // for password managers
	Errors []ui.Error
	Fields []ui.Field
}

// Account is a person's own account.
type Account struct {
	Head     ui.Head
	Roleless bool // no appointment in force
	Facts    []Fact
	Roles    []Role
	Sessions []Session
	Errors   []ui.Error
}

// Fact is one line about the person.
type Fact struct{ Label, Value string }

// Role is one appointment, past ones too.
type Role struct {
	ID      string
	Role    string
	Unit    string
	UnitURL string
	How     string // "chính thức", "phụ trách"
	Span    string
	State   ui.Tag
	Current bool // acted in now
	Choose  bool // in force, may be switched to
}

// Session is one device.
type Session struct {
	URL     string // to end it
	Device  string
	Address string
	Since   string
	Seen    string
	This    bool
}
