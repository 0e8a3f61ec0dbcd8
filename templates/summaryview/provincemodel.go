package summaryview

import "thidua/templates/ui"

// Province are the tables only the province's report has; nil ones are left
// out.
type Province struct {
	Districts *Table
	Peers     *Table
	Compared  *Table
	Late      *Table
}

// Annex is the list of corrections after the freeze.
type Annex struct {
	Title string
	Lead  string
	Rows  []AnnexRow
}

// AnnexRow is one correction.
type AnnexRow struct {
	No, On, Unit string
	Cell         ui.Link
	Old, New     string
	Reason, By   string
}

// Signed is the registered copy.
type Signed struct {
	Text string
	Link ui.Link
}

// Freeze asks before the freeze.
type Freeze struct {
	Head    ui.Head
	URL     string
	Back    string
	Shut    string // why it can't be frozen
	Errors  []ui.Error
	Facts   []Fact
	Sources []ui.Link
	Gaps    *Gaps
	Seen    string
	Reason  ui.Field
	Form    ui.Choice
	Title   ui.Field
	Name    ui.Field
}

// Sign asks for the signed copy.
type Sign struct {
	Head   ui.Head
	URL    string
	Back   string
	Shut   string
	Errors []ui.Error
	Number ui.Field
	Day    ui.Field
	Signer ui.Field
	File   ui.Field
}
