// Package summaryview shows phase reports: the report as it is written, sent
// and decided on, and the cockpit of the days after a phase.
package summaryview

import "thidua/templates/ui"

// Page is a report.
type Page struct {
	Head     ui.Head
	URL      string
	Acts     []Act
	Recall   string // its form's address, "" where there is nothing to recall
	Errors   []ui.Error
	Facts    []Fact
	Notices  []Notice
	Decide   *Decide
	Supply   *Supply
	Gaps     *Gaps
	Drift    *Drift
	Edit     bool
	Sections []Section
	Figures  []FigureGroup
	Communes *Table
	Sums     *Sums
	Sents    []Sent
	Steps    []Step
	Docs     []ui.Link
	Signed   *Signed
	Annex    *Annex
	Province *Province
}

// Act is a button that leads on.
type Act struct {
	ui.Link
	First bool
}

// Fact is a line of what the report is.
type Fact struct {
	Label, Text string
	Late        bool
}

// Notice is something to know first.
type Notice struct {
	Kind  string // "", good, bad, info
	Title string
	Lines []string
}

// Decide is the reviewer's two ways; Accept "" where it was accepted before.
type Decide struct {
	Accept, Return string
	No             string // the sending seen
	Reason         ui.Field
}

// Supply is a supplement that waits; the addresses are "" for who only reads.
type Supply struct {
	Title, Said string
	URL, No     string
	Reason      ui.Field
	Decides     bool
}

// Gaps is what the report lacks.
type Gaps struct {
	Title string
	Lines []ui.Link // URL "" for no link
	Rest  []ui.Link // shown on demand
}

// Drift is what differs since the sending.
type Drift struct {
	Title   string
	Lead    string
	Rows    []DriftRow
	Effects []DriftRow
}

// DriftRow is one difference.
type DriftRow struct {
	Unit ui.Link
	What string
	Old  string
	New  string
}

// Section is a part of the narrative with the table that belongs to it.
type Section struct {
	Code    string
	Number  string
	Title   string
	Top     bool // numbered I, II …
	Head    bool
	Table   *Table
	Raw     string
	Rows    string // of the text area
	Lines   []Paragraph
	Live    bool // holds live figures
	Base    string
	Mark    string
	State   string // "Bản nháp, chưa lưu", "Lưu 15:20 05/02/2025, Nguyễn Văn A"
	History string // where older versions are
	Error   string
}

// Paragraph is a paragraph or a dashed item of a text.
type Paragraph struct {
	Text string
	Item bool
}

// Table is indicators by line or communes by indicator.
type Table struct {
	Label   string
	RowHead string
	Columns []Column
	Rows    []Row
	Total   *Row
}

// Column is a head with its long name.
type Column struct{ Text, Under, Full string }

// Row is a line of cells.
type Row struct {
	Name  ui.Link
	Note  string
	Cells []Cell
}

// Cell is text or a verdict.
type Cell struct {
	Label string
	Text  string
	Pill  ui.Pill
	Num   bool
}

// Sums is the measures by commune.
type Sums struct {
	Label   string
	Columns []Column
	Rows    []SumRow
	Total   SumRow
}

// SumRow is a commune's sums.
type SumRow struct {
	Name  string
	Cells []string
}

// FigureGroup is live figures for the picker.
type FigureGroup struct {
	Title   string
	Figures []Figure
}

// Figure is one of them; Token with its brackets.
type Figure struct{ Token, Label, Value string }

// Sent is a sending or a supplement.
type Sent struct {
	Title string
	Text  string
	Tag   ui.Tag
	Code  string
	Gaps  []string
}

// Step is one act of its life.
type Step struct{ When, What, By, Reason string }

// SendPage asks before sending.
type SendPage struct {
	Head   ui.Head
	URL    string
	Back   string
	Errors []ui.Error
	Gaps   *Gaps
	Due    string
	Late   bool
	Reason ui.Field
	Drift  *Drift
	Button string
	Shut   string // why it can't be sent
}

// ClashPage shows both texts of sections that somebody else saved meanwhile.
type ClashPage struct {
	Head    ui.Head
	URL     string
	Back    string
	Saved   string
	Clashes []Clash
}

// Clash is one of them.
type Clash struct {
	Code   string
	Title  string
	Mine   ui.Field
	Theirs ui.Field
	Base   string
	By     string
}

// HistoryPage is a section's versions.
type HistoryPage struct {
	Head     ui.Head
	Versions []Version
}

// Version is one of them.
type Version struct {
	Title string
	Text  ui.Field
}
