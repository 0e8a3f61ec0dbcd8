// Package importview is what the screens of Excel import show: the form to
// hand a workbook in, what is wrong with it, what will be written, what was.
package importview

import "thidua/templates/ui"

// Form is where a workbook is handed in.
type Form struct {
	Head     ui.Head
	Tabs     []ui.Link
	Notice   string // before anything else
	Errors   []ui.Error
	URL      string
	Template string
	Key      string
	Steps    []string
	Recent   []Recent
}

// Recent is a workbook handed in before.
type Recent struct {
	Name, URL, At, Words string
	Tag                  ui.Tag
}

// Batch is a workbook handed in.
type Batch struct {
	Head    ui.Head
	URL     string
	Form    string // hand in another
	State   string
	Kind    string
	Unit    string // "thành viên"
	Digest  string
	Words   string
	Counts  []Count
	Issues  []Issue
	Pager   ui.Pager
	Rows    []Row
	Confirm string // the button's words; "" nothing to confirm
	Broken  bool
	Done    int
	Total   int // 0: not being written
	Next    ui.Link
}

// Count is one of the sums above.
type Count struct {
	Label, N string
	Bad      bool
}

// Issue is a problem by row and column.
type Issue struct {
	Where, Column, Value, Message string
	Tag                           ui.Tag
}

// Row is something that will be written.
type Row struct{ Where, Name, What string }
