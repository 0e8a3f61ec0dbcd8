// Package targetview shows the targets assigned beside the plan's: the list,
// one of them with the standing of each unit, the forms, the annex in print.
package targetview

import "thidua/templates/ui"

// List is the assigned targets of a phase.
type List struct {
	Head    ui.Head
	New     string // "" where the reader may not
	Print   string
	Tabs    []ui.Link
	Filter  Filter
	Rows    []Row
	Setters bool // of several issuers
	Count   string
	Empty   string
}

// Filter is the row above the list.
type Filter struct {
	URL     string
	Keep    []ui.Kept
	Choices []ui.Choice
	Text    ui.Field
	Reset   string
}

// Row is one target.
type Row struct {
	Name, URL string
	Value     string // "≥ 85 %"
	Plan      string // "kế hoạch ≥ 80 %"
	Units     string
	Names     string
	Days      string
	Document  string
	Issuer    string
	State     ui.Tag
}

// Item is one target.
type Item struct {
	Head    ui.Head
	Notices []string
	Edit    string
	End     string
	Print   string
	Facts   []Fact
	Rows    []Unit
	Summary string
}

// Fact is a labelled line.
type Fact struct{ Label, Text string }

// Unit is a bound unit with its own verdict.
type Unit struct {
	Name, URL string
	Above     string // a team's commune
	Days      string
	Pill      ui.Pill // Kind "" for none
	None      string  // why there is none
	Why       string
	Ended     string
	EndedURL  string
}

// Form assigns a target or edits one.
type Form struct {
	Head      ui.Head
	URL, Back string
	Key       string
	Version   string
	Stale     string
	Errors    []ui.Error
	Phase     ui.Choice
	Basis     ui.Choice
	Indicator ui.Choice
	Measure   ui.Choice
	Value     ui.Field
	All       ui.Choice
	Groups    []Group
	UnitError string
	Number    ui.Field
	Day       ui.Field
	Note      ui.Field
	Replace   Check
	Past      Check
	Button    string
}

// Group is a commune with its teams.
type Group struct {
	ID      string
	Commune *Check // nil where the commune itself cannot be chosen
	Label   string
	Teams   []Check
	Open    bool
	Chosen  string // "3 Tổ"
}

// Check is a box of a form.
type Check struct {
	Name, Value, Label, ID string
	On                     bool
	Error                  string
	Shown                  bool
}

// End is the form that ends a target.
type End struct {
	Head      ui.Head
	URL, Back string
	Version   string
	Stale     string
	Errors    []ui.Error
	Facts     []Fact
	Number    ui.Field
	Day       ui.Field
	Note      ui.Field
}

// Annex is the list in print.
type Annex struct {
	Head   ui.Head
	Issuer string
	Lines  []string
	Rows   []AnnexRow
	Back   string
}

// AnnexRow is a line of the annex.
type AnnexRow struct{ No, Name, Plan, Value, Each, Units, Days string }
