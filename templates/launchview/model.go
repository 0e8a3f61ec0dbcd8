// Package launchview shows phát động: the phases, one phase from the province
// down to each commune, the forms that launch it and acknowledge it.
package launchview

import "thidua/templates/ui"

// Index is the phases.
type Index struct {
	Head   ui.Head
	Phases []Phase
}

// Phase is one of them as the reader's office sees it.
type Phase struct {
	Name, Days, Slogan string
	Tag                ui.Tag
	Lines              []string
	Act                ui.Link
	First              bool
}

// Page is one phase.
type Page struct {
	Head     ui.Head
	Errors   []ui.Error
	Notices  []string
	Slogan   string
	Own      string // the plan's words where the slogan launched differs
	PlanURL  string
	PlanText string // "Toàn văn kế hoạch"
	Steps    []Step
	Launch   *Launch
	Answer   *Answer
	Units    []Unit // districts
	Tabs     []ui.Link
	Filter   *Filter
	Rows     []Row
	Wide     bool // of several districts
	Empty    string
}

// Step is a launch or receipt that took place.
type Step struct {
	Title string
	Facts []Fact
	Said  string
}

// Fact is a labelled line.
type Fact struct{ Label, Text string }

// Launch is the form that launches.
type Launch struct {
	URL, Title, Lead, Button string
	Slogan                   *ui.Field
	PlanSlogan               string
	Number, Day, Signer      ui.Field
	Message                  ui.Field
}

// Answer is the form that acknowledges.
type Answer struct {
	URL   string
	Lead  string
	Day   ui.Field
	Teams ui.Field
	Note  ui.Field
}

// Unit is a district's line.
type Unit struct {
	Name, URL string
	State     ui.Tag
	Launched  string
	Document  string
	Received  string
	Phone     string
	Contact   string
}

// Filter narrows the communes to a district.
type Filter struct {
	URL    string
	Keep   []ui.Kept
	Choice ui.Choice
}

// Row is a commune's line.
type Row struct {
	Name, URL string
	District  string
	State     ui.Tag
	On        string
	Teams     string
	Note      string
	Contact   string
	Phone     string
}
