// Package adminview shows the administration: accounts and appointments, and
// the audit.
package adminview

import "thidua/templates/ui"

// Users is the list of accounts.
type Users struct {
	Head    ui.Head
	NewURL  string
	Text    ui.Field
	Role    ui.Choice
	Unit    ui.Choice
	State   ui.Choice
	Any     bool // some filter is set
	Rows    []UserRow
	Pager   ui.Pager
	ListURL string
}

// UserRow is one account.
type UserRow struct {
	URL   string
	Name  string
	Login string
	Roles []RoleLine
	Phone string
	State ui.Tag
}

// RoleLine is one appointment in a list.
type RoleLine struct{ Role, Unit string }

// Form is any form of the administration.
type Form struct {
	Head    ui.Head
	Errors  []ui.Error
	URL     string
	Version string
	Key     string // of a creating form
	Lead    string
	Person  []ui.Field
	Role    *Appointment
	Other   []ui.Field // further fields
	Warning []string   // what pressing the button does
	Button  string
	Harm    bool
	BackURL string
}

// Appointment is the part of a form that gives a role.
type Appointment struct {
	Role, Unit, Kind ui.Choice
	From, To, Basis  ui.Field
}

// User is one account.
type User struct {
	Head         ui.Head
	URL          string
	Version      string
	Once         *Once
	Facts        []Fact
	Self         bool
	Disabled     bool
	Appointments []AppointmentRow
	Sessions     []SessionRow
	AuditURL     string
	Errors       []ui.Error
}

// Once is an initial password, shown this one time.
type Once struct{ Name, Login, Password string }

// Fact is one line about an account.
type Fact struct{ Label, Value string }

// AppointmentRow is one appointment of an account.
type AppointmentRow struct {
	Role, Unit, UnitURL, About string
	State                      ui.Tag
	EndURL                     string // "" where it is over
}

// SessionRow is one device of an account.
type SessionRow struct{ Device, Address, Since, Seen string }

// Audit is the record, newest first.
type Audit struct {
	Head     ui.Head
	Errors   []ui.Error
	Who      ui.Field
	Family   ui.Choice
	Unit     ui.Choice
	From, To ui.Field
	Text     ui.Field
	Hidden   []ui.Kept // filters without a field of their own
	Narrowed string    // what they narrow to, in words
	ListURL  string
	Any      bool
	Rows     []AuditRow
	Newer    string
	Older    string
}

// AuditRow is one row of the record.
type AuditRow struct {
	URL     string
	Day     string
	Time    string
	Who     string
	WhoURL  string
	Role    string
	Action  string
	Summary string
	Object  ui.Link
	Unit    string
	Address string
	Changes []ChangeRow
	More    int // changes not shown here
}

// ChangeRow is one value, before and after.
type ChangeRow struct {
	Key, Before, After string
	Past               bool // only what it was
}

// Entry is one row of the record on its own page.
type Entry struct {
	Head    ui.Head
	Facts   []Fact
	Object  ui.Link
	Changes []ChangeRow
}
