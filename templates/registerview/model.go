// Package registerview shows the registers of good deeds and of community
// models: lists, forms, withdrawals.
package registerview

import "thidua/templates/ui"

// Filter is the row above a list.
type Filter struct {
	URL     string
	Choices []ui.Choice
	Fields  []ui.Field
	Reset   string
}

// Deeds is the list of good deeds.
type Deeds struct {
	Head      ui.Head
	New       string // address of the form, "" where the actor may not
	Filter    Filter
	Rows      []Deed
	Communes  bool // rows of several communes
	Writes    bool // some row can be edited
	Pager     ui.Pager
	EmptyText string
}

// Deed is one row.
type Deed struct {
	Anchor     string
	Day        string
	Team       string
	TeamURL    string
	Commune    string
	Who        string
	What       string
	Recognised string
	Decision   string
	Author     string
	Gone       string // why it was withdrawn
	Edit       string
	Withdraw   string
}

// Models is the list of community models.
type Models struct {
	Head      ui.Head
	New       string
	Filter    Filter
	Rows      []Model
	Communes  bool
	Writes    bool
	Pager     ui.Pager
	EmptyText string
}

// Model is one row.
type Model struct {
	Anchor     string
	Name       string
	Field      string
	Effect     string
	Commune    string
	CommuneURL string
	Teams      string // "8/13 Tổ"
	TeamNames  string
	Days       string
	State      ui.Tag
	Recognised string
	Document   string
	Author     string
	Gone       string
	Edit       string
	Withdraw   string
}

// Form is what both forms share.
type Form struct {
	Head    ui.Head
	URL     string // where it is sent
	Back    string
	Key     string // of a new row
	Version string // of an old one
	Stale   string // address of the newer version, after a clash
	Errors  []ui.Error
	More    bool // offers to go on with another
}

// DeedForm adds or edits a good deed.
type DeedForm struct {
	Form
	Team     ui.Choice
	Day      ui.Field
	Who      ui.Field
	What     ui.Field
	By       ui.Field
	Decision ui.Field
	On       ui.Field
}

// ModelForm adds or edits a community model.
type ModelForm struct {
	Form
	Name     ui.Field
	Field    ui.Choice
	Effect   ui.Field
	Started  ui.Field
	Ended    ui.Field
	Teams    ui.Choice
	Rank     ui.Choice
	By       ui.Field
	Document ui.Field
	On       ui.Field
}

// Withdraw asks why a row is taken out.
type Withdraw struct {
	Form
	Facts  []Fact
	Reason ui.Field
	Button string
}

// Fact is a line about the row.
type Fact struct{ Label, Text string }
