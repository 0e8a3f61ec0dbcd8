package dossierview

import "thidua/templates/ui"

// Handling is the deciding side's part of a dossier's page; the zero value
// shows nothing.
type Handling struct {
	Title    string
	Lines    []Fact // specialist, council, where things stand
	Acts     []HandlingAct
	Form     *HandlingForm
	Opinions *OpinionTable
	Consults []ConsultRow
	Version  string
}

// HandlingAct is a button: a form of its own (Post), or a link that opens one.
type HandlingAct struct {
	Label string
	URL   string
	Post  bool
	What  string // the hidden viec
	First bool
	Harm  bool
}

// HandlingForm is an act that asks for words or a choice.
type HandlingForm struct {
	Title   string
	Lead    string
	URL     string
	Back    string
	What    string
	Button  string
	Harm    bool
	Choices []ui.Choice
	Fields  []ui.Field
	Links   []ui.Link
	Hidden  []ui.Kept
}

// OpinionTable is PX03's opinions; URL "" where they are only read.
type OpinionTable struct {
	URL     string
	Title   string
	Lead    string
	Forward string // address of the form that passes the dossier on
	Rows    []OpinionRow
}

// OpinionRow is one nominee's.
type OpinionRow struct {
	Name     ui.Link
	Detail   string
	Eligible ui.Pill
	No       string // of the form, likewise the next
	Findings []Finding
	Seen     ui.Kept
	Choice   ui.Choice
	Words    ui.Field
	Said     ui.Tag // of the list
	Text     string
	By       string
}

// ConsultRow is an agency asked.
type ConsultRow struct{ Agency, Question, Asked, Answer, Answered string }

// NomineeHandling is the deciding side's part of a nominee's page.
type NomineeHandling struct {
	Title     string
	Version   string
	URL       string
	Facts     []Fact
	Opinions  []OpinionRow
	Checks    []CheckRow
	CheckForm bool
	Said      []CheckedRow // what was found at every sending
	Overrides []OverrideRow
	Acts      []HandlingAct
	Form      *HandlingForm
}

// CheckRow is a criterion to agree with or not.
type CheckRow struct {
	Text   string
	Pill   ui.Pill
	Reason string
	No     string
	Key    ui.Kept
	Choice ui.Choice
	Words  ui.Field
	Pass   string // address of the form that sets it aside, "" where there is none
}

// CheckedRow is a finding of the appraiser's.
type CheckedRow struct {
	Text string
	Said ui.Tag
	Why  string
	By   string
}

// OverrideRow is a criterion set aside, and the form that ends that.
type OverrideRow struct {
	Text, Words string
	Lift        string
}
