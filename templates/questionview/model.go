// Package questionview shows difficulties asked upwards and their answers.
package questionview

import "thidua/templates/ui"

// List is the questions of a scope.
type List struct {
	Head   ui.Head
	New    string // address of the form, "" for who does not ask
	Tabs   []ui.Link
	URL    string
	Keep   []ui.Kept
	Phase  ui.Choice
	Search ui.Field
	Rows   []Row
	Pager  ui.Pager
	Empty  string
}

// Row is one question.
type Row struct {
	Subject ui.Link
	Said    string // its beginning
	Unit    string
	Phase   string
	On      string
	State   ui.Tag
	Answer  string
}

// Form asks.
type Form struct {
	Head     ui.Head
	URL      string
	Key      string
	Errors   []ui.Error
	Phase    ui.Choice
	Subject  ui.Field
	Body     ui.Field
	Proposal ui.Field
}

// Page is one question.
type Page struct {
	Head     ui.Head
	Errors   []ui.Error
	Facts    []Fact
	Body     string
	Proposal string
	Answer   string
	Answered string // by whom, when
	Reply    *Reply
	Withdraw string // its form's address
	Version  string
}

// Fact is a line of what it is.
type Fact struct{ Label, Text string }

// Reply is the form of an answer.
type Reply struct {
	Title  string
	URL    string
	Field  ui.Field
	Button string
	Folded bool
}
