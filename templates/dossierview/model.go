// Package dossierview shows proposals for awards: the list, one dossier, one
// nominee, the forms of each.
package dossierview

import (
	"strconv"

	"thidua/templates/ui"
)

// Fact is a line of what a thing is.
type Fact struct {
	Label, Text string
	Late        bool
}

// Page is one dossier.
type Page struct {
	Head     ui.Head
	URL      string
	Version  string
	Errors   []ui.Error
	Facts    []Fact
	Notices  []Notice
	Nominees []Nominee
	Nobody   string // where there is none
	Papers   []Paper
	Letter   *Letter
	Upload   *Upload
	DraftAll string     // the form that drafts reports nobody wrote yet, "" for none
	Mine     *Proposing // nil for others
	Log      []Step
	Handling Handling
}

// Notice is a notice with its lines.
type Notice struct {
	Kind, Title string
	Lines       []string
}

// Nominee is a line of the dossier's list.
type Nominee struct {
	No       string
	Name     ui.Link
	Detail   string
	Subject  string
	Eligible ui.Pill
	Open     string // what of its criteria is in the way
	Findings []Finding
	Text     ui.Tag
	State    ui.Tag
	Why      string
}

// Finding is what a guard found; Kind is "bad", "warn" or "".
type Finding struct {
	Kind, Text string
}

// Step is a hand-over.
type Step struct{ On, Act, By, Holder, Why string }

// Case is one nominee of a dossier.
type Case struct {
	Head     ui.Head
	URL      string
	Version  string
	Errors   []ui.Error
	Facts    []Fact
	Criteria []Criterion
	NoGuide  string // why there are none
	Findings []Found
	Confirm  string // the form's address, "" for who may not
	Texts    Texts
	Content  *Content
	Pull     *Pull
	Handling NomineeHandling
	Score    *ui.Score // nil where the criteria ask for none
}

// Criterion is one outcome with what stands behind it.
type Criterion struct {
	Text    string // as the guide words it
	Pill    ui.Pill
	Reason  string
	Missing []string
	Figures []ui.Link
	Past    []string // overrides ever written
}

// Found is a finding on the nominee's page.
type Found struct {
	Finding
	Release string
	Links   []ui.Link
	Looked  []string // who looked at it
	Key     string   // of the form that confirms it, "" for none
	Reason  ui.Field
}

// List is the dossiers of a scope.
type List struct {
	Head    ui.Head
	New     string // address of the form, "" for who proposes nobody
	URL     string
	Tabs    []ui.Link
	Keep    []ui.Kept
	Choices []ui.Choice
	Reset   string
	Rows    []Row
	Pager   ui.Pager
	Empty   string
}

// Row is one dossier.
type Row struct {
	Name                 ui.Link
	Form, Unit, Phase    string
	Nominees             string
	State                ui.Tag
	Holder, Since, Clock string
	Late                 bool
}

// New puts people forward.
type New struct {
	Head     ui.Head
	URL      string
	Key      string
	Errors   []ui.Error
	Refused  string // why the form and phase are none
	Form     ui.Choice
	Phase    ui.Choice
	Communes ui.Choice // none where the unit is one
	Kept     []ui.Kept
	Groups   []Group
	Skip     bool // offer to leave out the refused
}

// Group are the choices of one kind.
type Group struct {
	Title    string
	Name     string // of the field
	Rows     []Pick
	Rest     []Pick // those that do not qualify
	OpenRest bool
	Hidden   int // not shown: too many
}

// Pick is a choice.
type Pick struct {
	Value    string
	Name     string
	URL      string
	Under    string
	Rank     string
	Eligible ui.Pill
	Notes    []string
	Chosen   bool
	Shut     bool
}

func hidden(n int) string {
	return "Còn " + strconv.Itoa(n) + " trường hợp xếp sau chưa hiện. Chọn xã, phường, thị trấn để xem."
}

func count(list []Pick) string { return strconv.Itoa(len(list)) }

// Proposing is what the proposing side does.
type Proposing struct {
	URL          string
	Version      string
	More         string // address of the form that adds nominees
	Send         *Sending
	Recall       bool
	Withdraw     bool
	OpenWithdraw bool
	Reason       ui.Field // of withdrawing
}

// Sending sends the dossier; Lacks say what is missing before it.
type Sending struct {
	Act    string
	Button string
	Ready  bool
	Lacks  []string
	Reason ui.Field
}

// Paper is a line of the checklist.
type Paper struct {
	Name     string
	Required bool
	State    ui.Tag
	Lacks    string
	Files    []File
	Links    []ui.Link // made by the program
}

// File is a paper as a file.
type File struct {
	Link ui.Link
	By   string
	Drop string // the form that withdraws it, "" for who may not
	Gone string // withdrawn by whom, why
}

// Letter is the form of the signed tờ trình's number, day and signer.
type Letter struct {
	URL     string
	Version string
	Fields  []ui.Field
	Open    bool
}

// Upload is the form that adds a paper.
type Upload struct {
	URL   string
	Kind  ui.Choice
	Error string
}

// Drop asks before a file is withdrawn.
type Drop struct {
	Head   ui.Head
	URL    string
	Back   string
	Errors []ui.Error
	File   string
	Reason ui.Field
}

// Texts is a nominee's achievement report.
type Texts struct {
	URL      string // of the form, "" for who only reads
	Sections []Section
	Drifts   []DriftLine
	Redraft  string // the form's address
	Edited   bool   // somebody changed what was drafted
	Ask      bool   // the redrafting was refused: it has to be confirmed
	Word     string
}

// Section is one of its two parts.
type Section struct {
	Field   ui.Field
	Version string
	Title   string
	By      string
	History string // address of older versions, "" for none
	Lines   []string
	Sources []Source
}

// Source is a figure of the draft with where it comes from.
type Source struct {
	Figure ui.Link
	Value  string
}

// DriftLine is a figure that is another now.
type DriftLine struct {
	What     ui.Link
	Old, New string
}

// Content is the form of what a nominee is put forward for.
type Content struct {
	URL     string
	Version string
	For     ui.Choice // radio: a stretch or certain deeds
	Deeds   ui.Choice // check boxes
	Models  ui.Choice // check boxes
	Merit   ui.Field
	Up      string // the form that orders
}

// Pull is the form that takes a nominee out.
type Pull struct {
	URL     string
	Version string
	Title   string
	Hint    string
	Button  string
	Reason  *ui.Field // nil where none is asked
	Open    bool
}

// History is every version of a section.
type History struct {
	Head     ui.Head
	Versions []Version
}

// Version is one of them.
type Version struct {
	Title, By string
	Lines     []string
}
