// Package paperview shows an official paper as it is printed: the words and
// the order of the DOCX, on a sheet that looks like A4.
//
// Props are composed already; a class of a line is its role on the paper
// (css/60-paper.css gives each its place). Nothing here knows a capability.
package paperview

// Sheet is a whole paper: its pages as they are numbered, and the small print
// of every page's foot, shown once at the end.
type Sheet struct {
	Title string
	Pages []Pages
	Foot  []Line
}

// Pages are the document itself or one annex.
type Pages struct {
	Wide  bool
	Parts []Part
}

// Part is one of the three, the others nil.
type Part struct {
	Line    *Line
	Columns *Columns
	Table   *Table
}

// Line is a paragraph, or a heading where Level is 2 to 5.
type Line struct {
	Class string // its role, then "ke" or "ke ngan" for a rule below, "sang-trang" on a new page
	Ruled bool
	Level int
	Runs  []Run
}

// Run is a stretch of text; Break begins a new line before it.
type Run struct {
	Text         string
	Bold, Italic bool
	Break        bool
}

// Columns are lines side by side; Class is "dau" for the head, "ky" for the
// signatures.
type Columns struct {
	Class string
	Rows  []Beside
}

// Beside is one row of Columns.
type Beside struct{ Left, Right []Line }

// Table is a ruled table: the widths of its columns ("7.3%"), its rows.
type Table struct {
	Label  string // read out: its caption, or that of what stands above
	Dense  bool
	Widths []string
	Head   []Row
	Body   []Row
}

// Row is a row's cells, without those under a merge.
type Row []Cell

// Cell is a table cell; Span and Down are "" for one. Class is "num" or "mid".
type Cell struct {
	Lines        []string
	Span, Down   string
	Class        string
	Bold, Italic bool
}
