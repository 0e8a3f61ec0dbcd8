// Package rosterview shows people and their services in teams, and the forms
// by which a commune keeps its teams and their members.
package rosterview

import "thidua/templates/ui"

// Fact is a line about a person, a service or a team.
type Fact struct {
	Label string
	Text  string
	URL   string
}

// Item is one part of a form: a field, a choice or a heading.
type Item struct {
	Title  string
	Field  *ui.Field
	Choice *ui.Choice
}

// Form is any form of the family.
type Form struct {
	Head       ui.Head
	URL        string // where it is sent
	Back       string
	Key        string // of a new row
	Version    string // of an old one
	Stale      string // address of the newer version, after a clash
	Kept       []ui.Kept
	Errors     []ui.Error
	Notes      []Note
	FactsTitle string
	Facts      []Fact
	Alike      []Alike
	Sure       bool // offers to add all the same
	Items      []Item
	Button     string
	Harm       bool
}

// Note is a notice above a form; Kind as ui.Note.
type Note struct {
	Kind string
	Text string
	Link ui.Link
}

// Alike is somebody on record who may be the one being added.
type Alike struct {
	Person string
	Name   string
	URL    string // "" where the actor may not see them
	About  string
}

// Person is one person's page.
type Person struct {
	Head     ui.Head
	Notes    []Note
	Warnings []string
	Facts    []Fact
	IDText   string // masked unless Shown
	IDShown  bool
	Unmask   string // where the form is sent, "" where there is nothing to show
	Acts     []ui.Link
	Spells   []Spell
	Writes   bool
}

// Spell is one service in the history.
type Spell struct {
	Team      string
	TeamURL   string
	Position  string
	From      string
	Until     string // last day there, "nay"
	Decision  string
	Reason    string
	LeaveDoc  string
	Withdrawn string // why and by whom it was withdrawn
	Acts      []ui.Link
}
