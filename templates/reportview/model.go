// Package reportview shows the monthly report: the grid to fill, the grid to
// review, the check before handing in, the queue, one cell and its history.
package reportview

import (
	"github.com/a-h/templ"

	"thidua/templates/ui"
)

// Grid is the page of one report.
type Grid struct {
	Head     ui.Head
	ID       string
	URL      string // of the report
	Actor    string // the signed-in user's id: what a browser keeps is sent as no one else
	Due      string // "hôm nay, 24 giờ"
	DueLabel string // "Hạn gửi"
	Late     bool
	Edit     bool // cells are inputs
	Base     string
	Keep     string // slots a row's "không phát sinh" leaves alone, "11,12"
	Errors   []ui.Error
	Notices  []Notice
	Banner   Banner
	Return   *Return
	Sheets   []Sheet
	Texts    []Text
	Gaps     []Gap
	Saved    string // "Đã lưu 14:02"
	Can      Can
	Review   *Review
	Stamps   []string        // who sent, took, accepted
	Defs     templ.Component // Definitions, made once per version of the plan
	Fixes    []CorrectionRow
	Diary    *DiaryNote // nil where diary and month agree
	Seen     string     // the diary's sums the page shows
	PrintURL string
	BlankURL string
	HistURL  string
	Next     ui.Link
}

// Can says which actions the page offers.
type Can struct{ Submit, Recall, Take, Decide, Extend bool }

// Notice is a line above the sheet: kind "", good, bad or info.
type Notice struct{ Kind, Strong, Text string }

// Banner is what is still missing, kept up to date while typing.
type Banner struct {
	Kind   string
	Strong string
	Text   string
}

// Return is the reviewer's reason and the cells to mend.
type Return struct {
	Reason string
	By     string
	Cells  []ui.Link // to each cell, "Tổ khu phố 3 – Có mặt: 1"
}

// Sheet is one table: indicators' measures, or activity measures.
type Sheet struct {
	ID      string
	Title   string
	Head    templ.Component // SheetHead, made once per version of the plan
	Groups  []GroupHead
	Columns []Column
	Rows    []Row
	Foot    Foot
}

// GroupHead spans the columns of a criteria group.
type GroupHead struct {
	Label string
	Span  string
}

// Column is one measure.
type Column struct {
	ID    string // "h3"
	Label string
	Short string // on phones, beside each of its cells
	Full  string // name, unit and definition, shown for the selected cell
	Slot  string
	Group string
	First bool // begins a group
}

// Row is a team or the whole commune.
type Row struct {
	ID    string // the team's id, "0" for the whole commune
	Head  string // id of its heading, one in each sheet
	Name  string
	URL   string
	Cells []Cell
	None  bool // offers "không phát sinh" for its empty cells
	Diary bool // offers the diary's sums for its cells
}

// Cell is one figure, at its row and column. Kind: "" input, shut (not entered
// here), derived, closed.
type Cell struct {
	Value string
	Kind  string
	URL   string // what makes it: its history, or the register behind it
	Prev  string // earlier values "3|5"
	State string // warn, bad, mend
	Words string // beside the cell, why
	Note  string // a note on it
	Was   string // value at the last return, "" where unchanged
	Tick  bool   // may be ticked for return
	On    bool   // ticked
	More  *More  // what few cells have
}

// More is what the diary and corrections say about a cell.
type More struct {
	Diary  string // what the diary counts, "" for nothing
	Differ bool   // from the value
	Fix    string // its newest correction in words
	Mark   string // "đc", or with its number after the freeze "đc 2"
	FixTag string // that one's state, a class
}

// plain tells a cell that is only its value.
func (c *Cell) plain() bool {
	return c.State == "" && c.Note == "" && c.Was == "" && !c.Tick && c.More == nil
}

// counted tells a cell to fill that has no more than the diary's count.
func (c *Cell) counted() bool {
	return c.Kind == "" && c.State == "" && c.Note == "" && c.Words == "" && c.More != nil
}

// Foot holds the totals and verdicts, redrawn after each save.
type Foot struct {
	Label    string // "Cộng toàn phường"
	Totals   []Total
	Verdicts []Verdict
}

// Total is a column's sum; Partial where a cell is still empty.
type Total struct {
	Value   string
	Partial bool
	Label   string
}

// Verdict spans the columns its indicator is computed from.
type Verdict struct {
	Span string
	Pill ui.Pill
	Code string
}

// Gap is what an indicator still needs.
type Gap struct {
	Pill ui.Pill
	Text string
	Link ui.Link
}

// Text is one of the month's texts.
type Text struct {
	Field ui.Field
	Base  string
	Code  string
}

// Def is a column's definition.
type Def struct{ Group, Name, Unit, Text string }

// Review is the reviewer's part of the page.
type Review struct {
	Submission string
	Taken      bool
	Reason     ui.Field
	Changed    string // "3 ô thay đổi so với lần gửi trước"
	Quality    []string
}

// Print is the report on paper, filled or blank.
type Print struct {
	Unit, Parent   string
	Title, Period  string
	State          string
	Blank          bool
	Sheets         []Sheet
	Texts          []Def
	Printed, Stamp string
}

// Check is the last look before handing in.
type Check struct {
	Head     ui.Head
	URL      string
	Errors   []ui.Error
	Rows     []CheckRow // rows with empty cells that have no reason
	Results  []CheckResult
	Diary    []CheckDiary
	Note     string // why it can't be handed in today, "" where it can
	OnTime   string
	Late     bool
	Declared string
}

// CheckRow asks one row's reason.
type CheckRow struct {
	Name  string
	Cells string // "Tổng tin, Phải khai báo"
	Field ui.Field
}

// CheckResult is an indicator by the figures entered.
type CheckResult struct {
	Code, Name, Value, Target string
	Pill                      ui.Pill
}

// List is the reports of a scope: the queue of a reviewer, the months of a
// commune, the overview of those above.
type List struct {
	Head    ui.Head
	Tabs    []ui.Link // counters as filters
	Filters []ui.Choice
	Search  ui.Field
	Rows    []ListRow
	Commune bool // the actor's own months: no unit column
	Bulk    bool // offers accepting many
	Errors  []ui.Error
	Empty   string
	Total   string
	Reset   string
}

// ListRow is one report.
type ListRow struct {
	URL      string
	Unit     string
	District string
	Period   string
	Tag      ui.Tag
	Due      string
	DueLate  bool
	First    string // first submission and whether on time
	Late     bool
	Holder   string // who has it and since when
	Empty    string
	Reason   string
	Pick     string // "12.1": id and submission, "" where it can't be accepted
	Act      ui.Link
}

// CellPage is one figure: its value, meaning, history.
type CellPage struct {
	Head      ui.Head
	Value     string
	Kind      string
	Full      string
	Where     string
	Status    string
	Earlier   []Earlier
	Changes   []ChangeRow
	Note      string
	NoteBy    string
	CanNote   bool
	NoteField ui.Field
	NoteURL   string
	Fix       *Fix
	Diary     string // "Sổ phát sinh ghi 3 …"
	Entries   string // its lines
	Source    ui.Link
	Errors    []ui.Error
}

// Earlier is the same cell in another period.
type Earlier struct{ Period, Value, URL string }

// ChangeRow is one step of a cell's history.
type ChangeRow struct{ At, By, Cell, CellURL, Old, New, Source, Round string }

// History is a report's life and all its cells' changes.
type History struct {
	Head    ui.Head
	Events  []EventRow
	Changes []ChangeRow
	Cut     bool
}

// EventRow is a step of a report's life.
type EventRow struct{ At, By, What, Reason string }

// ExtendPage grants a closed month more days.
type ExtendPage struct {
	Head   ui.Head
	URL    string
	Errors []ui.Error
	Until  ui.Field
	Reason ui.Field
	Lead   string
}
