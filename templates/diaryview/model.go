// Package diaryview shows the diary (sổ phát sinh): one tap to write, the
// entries with their sums, a withdrawal.
package diaryview

import "thidua/templates/ui"

// Page is the diary of a commune, or of those below an office.
type Page struct {
	Head     ui.Head
	Form     *Form // nil where the actor only reads
	Choices  []ui.Choice
	State    string
	Reset    string
	Totals   []Total
	Rows     []Row
	Communes bool // rows of several communes
	Writes   bool // some row can be withdrawn
	Pager    ui.Pager
	Empty    string
}

// Form writes an entry: every measure is a button that sends it.
type Form struct {
	Errors []ui.Error
	Key    string
	Team   ui.Choice
	Day    ui.Field
	Count  ui.Field
	Words  ui.Field
	Error  string // no measure was chosen, or one that does not fit
	Taps   []Tap  // of the chosen team
	Whole  []Tap  // of no team
	Title  string // "Ghi chung toàn phường"
	Open   bool   // the whole commune's buttons are in sight
}

// Tap is one measure's button.
type Tap struct{ Value, Label, Group, Full string }

// Total is a measure's sum over the filter.
type Total struct{ Label, Value, URL string }

// Row is one entry.
type Row struct {
	Anchor  string
	Day     string
	Team    string
	TeamURL string
	Commune string
	Measure string
	Count   string
	Words   string
	Author  string
	Gone    string // why it was withdrawn
	URL     string // of its withdrawal, "" where the actor may not
	Undo    bool   // at once, without asking why
	Version string
}

// Withdraw asks why an entry is taken out.
type Withdraw struct {
	Head    ui.Head
	Errors  []ui.Error
	URL     string
	Version string
	Facts   []Fact
	Reason  ui.Field
}

// Fact is a line about the entry.
type Fact struct{ Label, Text string }

// UndoReason is what an undone entry's withdrawal says.
const UndoReason = "Hoàn tác ngay sau khi ghi"
