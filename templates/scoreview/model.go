// Package scoreview shows the verdicts: the scorecard of a unit, the
// explanation of one verdict, how far the reports have come.
//
// Everything is formatted already; a figure comes with the address of what
// makes it.
package scoreview

import "thidua/templates/ui"

// Toolbar switches span, reading and what counts; every switch is a link.
type Toolbar struct {
	Spans    []ui.Link
	Action   string // the form that chooses one period
	Keep     []ui.Kept
	Periods  ui.Choice
	Readings []ui.Link
	Counting []ui.Link
}

// Empty is why there is nothing to show, and where to go.
type Empty struct {
	Title, Text string
	Links       []ui.Link
}

// Board is the scorecard of a unit.
type Board struct {
	Head    ui.Head
	Tools   Toolbar
	More    ui.Link
	Notices []string
	Cards   []Card
	RowHead string // "Huyện, thành phố"
	Label   string
	Columns []Column
	Rows    []Row
	Total   *Row
	Prov    string // "tạm tính" where everything entered counts
	Ranked  bool
	Hint    string
	Given   *Table // targets assigned beside the plan's, each judged apart
	Empty   *Empty
}

// Card is one figure that leads to what makes it.
type Card struct {
	Label, Value, Of, Text, URL string
	Late                        bool
	Num, Max                    string // a progress bar where Max is not ""
}

// Column is an indicator.
type Column struct{ Code, Short, Full string }

// Row is a unit's line.
type Row struct {
	Name, Note, URL string
	Rank, Tally     string // "1 =", "1 chưa đạt, 2 chưa đủ số liệu"
	Cells           []Cell
}

// Cell is a verdict; without one, None says why.
type Cell struct {
	Label   string // the column, for narrow screens
	Pill    ui.Pill
	Sub     string // "7/8 xã"
	None    string
	Given   []ui.Pill // assigned targets of the same indicator
	Fixed   string    // "đc 2": corrected beside the frozen report; FixedBy in words
	FixedBy string
}

// Why explains one verdict.
type Why struct {
	Head     ui.Head
	Single   bool // a commune or team: its tables are wide
	Pill     ui.Pill
	Prov     string
	Sentence string
	Quote    string
	Source   string
	Tools    Toolbar
	Prev     ui.Link
	Next     ui.Link
	Figure   string
	Pair     []ui.Link // numerator and denominator in words, each to its makers
	Bar      *ui.Bar
	Facts    []Fact
	Given    []Beside
	Missing  []Lacks
	Lacking  string // "Còn thiếu 3 báo cáo"
	Tables   []Table
	Empty    *Empty
}

// left and right share the page's width between the conclusion and what is
// missing; a commune's conclusion without anything missing takes all of it.
func (y Why) left() string {
	switch {
	case !y.Single:
		return "c5"
	case len(y.Missing) > 0:
		return "c7"
	}
	return "c12"
}

func (y Why) right() string {
	if y.Single {
		return "c5"
	}
	return "c7"
}

// Beside is an assigned target with its own verdict.
type Beside struct {
	Name   string // "Chỉ tiêu huyện giao ≥ 85 %"
	Source string // who set it, by which document, for when
	Pill   ui.Pill
	Gap    string
}

// Fact is a labelled line.
type Fact struct {
	Label, Text string
	Link        ui.Link
}

// Lacks are the missing items of one period.
type Lacks struct {
	Title ui.Link
	Open  bool
	Items []Lack
}

// Lack is one missing item and where to look.
type Lack struct {
	Link ui.Link
	Text string
}

// Table is figures with their addresses.
type Table struct {
	ID, Title string
	Head      []Col
	Rows      []TRow
	Foot      *TRow
	Note      string
}

// Col is a column's head.
type Col struct {
	Label string
	Num   bool
}

// TRow is a line of a table.
type TRow struct {
	ID    string
	Head  ui.Link
	Note  string
	Soft  bool // it does not count
	Cells []TCell
}

// TCell is a cell: figures joined by "/" (or one a line), each a link; a
// verdict; words.
type TCell struct {
	Label string
	Num   bool
	Soft  bool
	Late  bool
	Links []ui.Link
	Lines bool
	Pill  *ui.Pill
	Prov  string // the pill counts what is not accepted
	Text  string
}

// Progress is how far the reports have come.
type Progress struct {
	Head  ui.Head
	Tools Toolbar
	More  ui.Link
	Cards []Card
	Units Table
	Late  Table
	None  string // said instead of the late list
	Defs  []Fact
	Empty *Empty
}
