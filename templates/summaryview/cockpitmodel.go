package summaryview

import "thidua/templates/ui"

// Cockpit is the days after a phase.
type Cockpit struct {
	Head     ui.Head
	Phases   []ui.Link
	Notices  []Notice
	Stats    []Stat
	Ready    *Ready
	Units    *Lines
	Communes *Lines
	District *ui.Choice // filter of the communes
	Keep     []ui.Kept  // what the filter keeps
	URL      string
}

// Ready says how far the province's report is from its freeze.
type Ready struct {
	Text string
	Good bool
	Act  ui.Link
}

// Stat is a figure that filters.
type Stat struct {
	Label, Value, Of, Text, URL string
	Late                        bool
}

// Lines is a table of units.
type Lines struct {
	ID     string
	Title  string
	Tabs   []ui.Link
	Rows   []Line
	Empty  string
	Urge   string   // the nudge form's address, "" where the reader may not
	Filter string   // the page's filters, for the way back
	All    []string // units the button for all would nudge
	AllFor string   // its words
}

// Line is a unit: state, what comes next, who holds it, by when.
type Line struct {
	Name     ui.Link
	Under    string
	Tag      ui.Tag
	Flags    []ui.Tag
	Months   []Month
	Progress string
	Next     string
	Holder   string
	Since    string
	Due      string
	Late     string
	Contact  string
	Phone    string
	Nudged   string
	Unit     string // to nudge; "" where there is nothing to urge
	Words    string // of the nudge, read out
}

// Month is one month's state.
type Month struct {
	Label string
	Tag   ui.Tag
	URL   string
}
