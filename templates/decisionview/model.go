// Package decisionview shows award decisions: signers, lists with their money,
// recording, making results known, and the settings of the law.
package decisionview

import "thidua/templates/ui"

// Terms is the list of signers.
type Terms struct {
	Head  ui.Head
	New   string
	Rows  []TermRow
	Empty string
}

// TermRow is one signer.
type TermRow struct {
	Name  string
	Title string
	From  string
	Until string
	State ui.Tag
	Edit  string
}

// Form is a plain form of labelled inputs.
type Form struct {
	Head    ui.Head
	Errors  []ui.Error
	URL     string
	Back    ui.Link
	Key     string // of a creating form
	Version string
	Shut    string // why nothing can be sent
	Notes   []string
	Groups  []Group
	Button  string
	Upload  bool // sends a file
}

// Group is a part of a form with a title of its own, "" for none.
type Group struct {
	Title string
	Wide  bool // fields side by side
	Items []Item
}

// Item is one input; a check box may stand below a field.
type Item struct {
	Field  *ui.Field
	Choice *ui.Choice
	Check  *Check
}

// Check is a single check box.
type Check struct {
	ID      string
	Name    string
	Value   string
	Label   string
	Checked bool
}

// List is the decisions.
type List struct {
	Head   ui.Head
	URL    string
	Acts   []ui.Link
	Tabs   []ui.Link
	Keep   []ui.Kept
	Phase  ui.Choice
	Form   ui.Choice
	Rows   []Row
	Pager  ui.Pager
	Empty  string
	Notice *Notice
}

// Row is one decision.
type Row struct {
	Name  ui.Link
	Unit  string
	Form  string
	Phase string
	Count string
	Money string
	On    string
	State ui.Tag
}

// Notice is a remark with a link.
type Notice struct {
	Kind string
	Text string
	Link ui.Link
}

// Pick is the page that chooses nominees for a draft.
type Pick struct {
	Head    ui.Head
	Errors  []ui.Error
	URL     string
	Back    ui.Link
	Key     string
	Version string
	Tabs    []ui.Link
	Groups  []PickGroup
	Refused int
	Button  string
	Empty   string
}

// PickGroup is the nominees of one proposing unit.
type PickGroup struct {
	Title string
	Rows  []PickRow
}

// PickRow is a nominee to tick.
type PickRow struct {
	ID      string
	Subject string
	Name    string
	Detail  string
	State   string // of the dossier
	Checked bool
}

// Page is one decision.
type Page struct {
	Head     ui.Head
	Errors   []ui.Error
	Docs     []ui.Link
	First    ui.Link
	Facts    []Fact
	Notices  []Notice
	Money    []MoneyRow
	Total    MoneyRow
	Basis    string
	Warn     string // the rates were not compared with the decree
	Lists    []ListPart
	URL      string
	Version  string
	Arrange  string // where the list's form goes, "" for who only reads
	Add      string
	Long     bool // the list's form needs its button at hand
	Attach   *ui.Field
	AttachTo string
	Reopen   *Reason
	Cancel   *Reason
}

// Fact is a line of what it is.
type Fact struct {
	Label string
	Text  string
	URL   string
}

// MoneyRow is the money of one kind of recipients.
type MoneyRow struct{ Who, Count, Rule, Exact, Rounded, Sum, SumExact string }

// ListPart is the teams or the members.
type ListPart struct {
	Title string
	Head  string
	Rows  []Listed
}

// Listed is one of the list.
type Listed struct {
	ID     string
	Golden string
	Name   string
	Detail string
	Unit   string
	Money  string
	State  ui.Tag // where it is not simply listed
	Field  string // of the place typed
	Place  string
	Error  string
	Off    bool // ticked to be taken off
}

// Reason is a form that asks for a reason.
type Reason struct {
	Title  string
	Text   string
	URL    string
	Field  ui.Field
	Button string
	Open   bool
}

// Apply is the page before results are made known.
type Apply struct {
	Head      ui.Head
	Errors    []ui.Error
	URL       string
	Decisions []ApplyRow
	Dossiers  []ApplyRow
	Empty     string
}

// ApplyRow is a decision or a dossier to tick.
type ApplyRow struct {
	Name    string // of the check box
	Value   string
	Title   ui.Link
	Lines   []string
	Warn    string
	Checked bool
}

// Results is what was made known.
type Results struct {
	Head    ui.Head
	URL     string
	Tabs    []ui.Link
	Keep    []ui.Kept
	Phase   ui.Choice
	Form    ui.Choice
	Subject ui.Choice
	Search  ui.Field
	Rows    []ResultRow
	Pager   ui.Pager
	Empty   string
}

// ResultRow is one result.
type ResultRow struct {
	Name   string
	Detail string
	Unit   string
	Form   string
	State  ui.Tag
	By     ui.Link // the decision
	Why    string
	Money  string
	Notice string
}

// Settings is all parts, to read.
type Settings struct {
	Head  ui.Head
	Parts []Part
}

// Part is one part of the settings.
type Part struct {
	Title string
	Edit  string
	By    string
	Lines []Fact
	Table *Table
}

// Table is a plain table.
type Table struct {
	Label string
	Head  []string
	Rows  [][]string
}
