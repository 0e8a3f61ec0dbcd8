// Package certificateview shows certificates: the list, one with its history,
// a decision's issue and batches, templates, the memory of awards, statistics.
package certificateview

import "thidua/templates/ui"

// Fact is a labelled line.
type Fact struct {
	Label, Text, URL string
	Code             bool
}

// Notice stands above a page's content.
type Notice struct {
	Kind, Text string
	Link       ui.Link
}

// Item is one input of a form: a field or a choice.
type Item struct {
	Field  *ui.Field
	Choice *ui.Choice
}

// List is awards, or those who have them.
type List struct {
	Head    ui.Head
	URL     string
	Notices []Notice
	Batches []ui.Link // decisions the reader issues and prints for
	Tabs    []ui.Link
	Keep    []ui.Kept
	Choices []ui.Choice
	Search  ui.Field
	Narrow  string  // further conditions, in words
	Clear   ui.Link // takes them off
	Rows    []Row
	Known   []Known
	Pager   ui.Pager
	Empty   string
}

// Row is one award.
type Row struct {
	Golden   string
	Name     ui.Link
	Detail   string
	Mark     string // of an award given under another name
	Form     string
	Decision string
	On       string
	Unit     string
	State    ui.Tag
}

// Known is a person or team with how often it was awarded.
type Known struct {
	Name                                       ui.Link
	Under                                      string
	Subject, GiayKhen, BangKhen, Past, Revoked string
	Last                                       string
}

// Page is one certificate.
type Page struct {
	Head    ui.Head
	Errors  []ui.Error
	Notices []Notice
	Acts    []ui.Link
	Harm    ui.Link
	Facts   []Fact
	Merit   string
	Issues  []Issue
	Print   *PrintForm
}

// Issue is a step of its history.
type Issue struct {
	What  ui.Link
	State ui.Tag
	Lines []string
}

// PrintForm asks how to print. Items are template, paper, nudge.
type PrintForm struct {
	URL, Key     string
	Items        []Item
	Button, Hint string
	Templates    string
}

// Decided is a decision's certificates: issue and batches.
type Decided struct {
	Head    ui.Head
	Notices []Notice
	Errors  []ui.Error
	Facts   []Fact
	Issue   string // address of issue-all, "" where nothing is missing
	Missing string
	List    ui.Link
	Print   *PrintForm
	Jobs    []Job
}

// Job is a batch in a decision's list.
type Job struct {
	Link               ui.Link
	By, Template, Done string
	Gone               string // that its files were dropped
	State              ui.Tag
}

// JobPage is one batch.
type JobPage struct {
	Head    ui.Head
	Notices []Notice
	None    string // why there are no files
	Running bool
	Value   string
	Max     string
	Text    string
	Cancel  string
	Again   string
	Facts   []Fact
	All     []ui.Link
	Parts   []ui.Link
}

// Ask is a form with its facts.
type Ask struct {
	Head    ui.Head
	Errors  []ui.Error
	Notices []Notice
	Facts   []Fact
	URL     string
	Key     string
	Items   []Item
	Button  string
	Harm    bool
	Back    ui.Link
}

// Templates are a unit's.
type Templates struct {
	Head    ui.Head
	New     string
	Shipped []TemplateRow
	Own     []TemplateRow
}

// TemplateRow is one template.
type TemplateRow struct {
	Name          ui.Link
	Form, Size    string
	Changed       string
	Preview, Test string
}

// Template is one of the unit's own with its fields.
type Template struct {
	Head         ui.Head
	Errors       []ui.Error
	URL, Version string
	Items        []Item // name, paper, border, nudge
	Fields       []Place
	Preview      string
	Test         string
	Emblem       string // address of the form
	HasEmblem    bool
	EmblemError  string
	Retire       string
}

// Place is one field of a template: where it stands and how it is set.
type Place struct {
	Key, Name  string
	Error      string
	Cells      []Cell
	Align      []ui.Option
	AlignName  string
	Checks     []Check
	PlaceError bool
}

// Cell is one number of a field.
type Cell struct {
	Name, Label, Value string
	Bad                bool
}

// Check is a yes or no of a field.
type Check struct {
	Name, Label string
	On          bool
}

// History is a subject's awards.
type History struct {
	Head    ui.Head
	Errors  []ui.Error
	Notices []Notice
	Facts   []Fact
	Awards  []Row
	Past    []PastRow
	Empty   string
	Add     *Ask
}

// PastRow is an award of another campaign.
type PastRow struct {
	Title, Authority, Number, On, Merit, By string
	Mark                                    string // of one a merged team was given
	Withdrawn                               string
	Drop                                    string
}

// Statistics are tables of counts.
type Statistics struct {
	Head   ui.Head
	URL    string
	Phase  ui.Choice
	Stats  []Stat
	Tables []Table
	Empty  string
	Note   string
}

// Stat is a figure at the top.
type Stat struct{ Label, Value, Text, URL string }

// Table is one way to group.
type Table struct {
	ID, Title string
	First     string
	Columns   []string
	Lines     []Line
}

// Line is a group.
type Line struct {
	Label string
	Cells []ui.Link // Label is the figure; URL "" is none
}
