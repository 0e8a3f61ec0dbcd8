// Package guideview is what the screens of award criteria look like: guides,
// the simulator, ranked lists, one subject's eligibility, pending cases.
//
// Props are plain strings, already formatted; nothing here decides.
package guideview

import "thidua/templates/ui"

// Guides is the list of versions.
type Guides struct {
	Head   ui.Head
	Phases []PhaseGuides
	Key    string
	New    string // where a draft is begun, "" for those who may not
}

// PhaseGuides are the versions for one phase's review.
type PhaseGuides struct {
	Name, Review, Code string
	Rows               []GuideRow
	New                bool
	Button             string
}

// GuideRow is one version.
type GuideRow struct {
	Version ui.Link
	State   ui.Tag
	Number  string
	Date    string
	Drafted string
	Agreed  string
	Forms   string
}

// Guide is one version as people read it.
type Guide struct {
	Head     ui.Head
	Errors   []ui.Error
	Facts    []Fact
	Notices  []string
	SentBack string
	Parts    []Part
	Edits    string
	Try      string
	Edit     string
	Word     string
	Print    string
	Agree    string
	Back     string
	Issue    string
	New      string // POST
	Phase    string
	Key      string
	Reason   ui.Field
	Number   ui.Field
	Day      ui.Field
}

// Fact is a label and a text.
type Fact struct {
	Label, Text string
	URL         string
}

// Part is the criteria of one form and subject in words.
type Part struct {
	ID, Title string
	Lines     []string
	Cap       string
	Sheet     *Sheet
	Try       string
}

// Sheet is a point sheet in words.
type Sheet struct {
	Rows  [][]string // code, text, points
	Total string
}

// Edit is the form of a draft.
type Edit struct {
	Head   ui.Head
	URL    string
	Back   string
	Edits  string
	Stale  string
	Errors []ui.Error
	Pairs  []Pair
}

// Check is one box.
type Check struct {
	ID, Name, Value, Label string
	On                     bool
}

// Pair is the form of one form × subject.
type Pair struct {
	ID, Title string
	On        *Check // nil: always asked
	Whole     string // the error of the pair itself
	Span      ui.Choice
	Matrix    Matrix
	Report    ui.Choice
	Late      ui.Field
	Missing   ui.Field
	Months    ui.Field
	MonthsIn  ui.Choice
	Deeds     ui.Field
	DeedsIn   ui.Choice
	DeedsRank ui.Choice
	Out       ui.Choice
	Cap       ui.Field
	Share     ui.Field
	One       Check
	Least     ui.Field
	Sheet     *SheetForm
	NoSheet   bool // the simulator of criteria without one
}

// Matrix is indicators by span.
type Matrix struct {
	ID, Error string
	Columns   []string
	Rows      []MatrixRow
}

// MatrixRow is an indicator; a nil cell can't be asked.
type MatrixRow struct {
	Code, Name, Target string
	Cells              []*Check
}

// SheetForm is a point sheet being written: rows of inputs.
type SheetForm struct {
	ID         string
	Open       bool
	Items      []SheetRow
	Deductions []SheetRow
	More       string // the button's value
}

// SheetRow is one line of inputs.
type SheetRow struct {
	No     string
	Inputs []SheetInput
}

// SheetInput is one input of a row.
type SheetInput struct{ Name, Label, Value, Class string }

// Try is the simulator.
type Try struct {
	Head    ui.Head
	URL     string
	Back    string
	Pairs   []ui.Link
	Keep    []ui.Kept
	Errors  []ui.Error
	Form    Pair
	Notice  string
	Stats   []Stat
	Groups  []Groups
	Caps    [][]string // proposing unit, subjects, most, qualified, over
	Blames  []Blame
	Gained  []ui.Link
	Lost    []ui.Link
	Changed bool
	Lines   []Line
	Pager   ui.Pager
	Put     string
	Typed   []ui.Kept
	Edits   string
}

// Stat is a number with its words.
type Stat struct{ Label, Value, Of, Text string }

// Groups is a count by groups.
type Groups struct {
	Title, Head string
	Capped      bool
	Rows        []GroupRow
}

// GroupRow is a group's numbers.
type GroupRow struct {
	Label string
	Cells []string // total, qualified, failed, unknown, chosen
}

// Blame is what a criterion costs.
type Blame struct{ Text, Fail, Only, Wants string }

// Line is a candidate in a ranked list.
type Line struct {
	Check   *Check
	Rank    string
	Tied    bool
	Name    ui.Link
	Under   string
	Verdict ui.Pill
	Place   ui.Tag
	Marks   []ui.Pill
	Missing []string
	Held    []string
	Points  string
}

// Standing is the ranked list.
type Standing struct {
	Head    ui.Head
	Forms   []ui.Link
	URL     string
	Keep    []ui.Kept
	Choices []ui.Choice
	Search  ui.Field
	Reset   string
	Nothing string // why there is no list
	NextAct string
	Stats   []Stat
	Caps    []string
	Legend  []Fact
	Lines   []Line
	Empty   string
	Pager   ui.Pager
	Propose string
	Hidden  []ui.Kept
	Choose  ui.Link
	Points  bool
}

// Subject is one team's or member's eligibility.
type Subject struct {
	Head     ui.Head
	Tabs     []ui.Link
	Facts    []Fact
	Nothing  string
	By       string
	Verdict  ui.Pill
	Outcomes []Outcome
	Cases    []CaseWords
	ShowCase bool
	NewCase  string
	Held     []string
	Score    *ui.Score
	// Overridden are the criteria ever set aside in dossiers.
	Overridden []Overridden
}

// Overridden is a criterion set aside, and where.
type Overridden struct {
	Criterion, Text string
	Dossier         ui.Link
}

// Outcome is a criterion judged.
type Outcome struct {
	ID      string
	Text    string
	Pill    ui.Pill
	Reason  string
	Missing []string
	Passed  string // who set it aside and why
	Figures []Fact
	Rest    []Fact // on demand
}

// CaseWords is a case in one line.
type CaseWords struct {
	Link ui.Link
	Text string
	Tag  ui.Tag
}

// Cases is the list of cases.
type Cases struct {
	Head    ui.Head
	URL     string
	New     string
	Tabs    []ui.Link
	Keep    []ui.Kept
	Choices []ui.Choice
	Search  ui.Field
	Rows    []CaseRow
	Empty   string
	Pager   ui.Pager
}

// CaseRow is one of them.
type CaseRow struct {
	Whose  ui.Link
	Under  string
	Kind   string
	Since  string
	Reason string
	Tag    ui.Tag
	End    string
}

// NewCase is the form of a case.
type NewCase struct {
	Head   ui.Head
	URL    string
	Errors []ui.Error
	Find   ui.Field
	Hits   []Hit
	None   string
	Whose  string
	Under  string
	Team   string
	Person string
	Key    string
	Kind   ui.Choice
	Since  ui.Field
	Reason ui.Field
}

// Hit is a team or member found.
type Hit struct {
	Link  ui.Link
	Under string
}

// Case is one case.
type Case struct {
	Head     ui.Head
	Facts    []Fact
	Errors   []ui.Error
	Conclude string
	Version  string
	On       ui.Field
	Words    ui.Field
	To       ui.Field
}

// groupHeads name the cells of a simulator's group.
var groupHeads = []string{"Số xét", "Đủ", "Không đủ", "Thiếu số liệu", "Trong giới hạn"}
