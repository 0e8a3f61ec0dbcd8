package dossierview

import "thidua/templates/ui"

// CouncilList is the meetings of a council.
type CouncilList struct {
	Head    ui.Head
	New     string
	URL     string
	Choices []ui.Choice
	Reset   string
	Rows    []CouncilRow
	Count   string
	Empty   string
}

// CouncilRow is one meeting.
type CouncilRow struct {
	Name     ui.Link
	Unit     string
	Form     string
	Phase    string
	Nominees string
	Present  string
	State    ui.Tag
}

// CouncilForm begins a meeting.
type CouncilForm struct {
	Head    ui.Head
	URL     string
	Back    string
	Key     string
	Errors  []ui.Error
	Choices []ui.Choice
	Fields  []ui.Field
}

// Council is one meeting.
type Council struct {
	Head     ui.Head
	URL      string
	Version  string
	Errors   []ui.Error
	Facts    []Fact
	Word     string
	Edit     bool
	Writing  bool // the form of members stands open
	Fields   []ui.Field
	Members  []CouncilMember
	Remarks  string
	Dossiers []CouncilDossier
	Ready    ui.Choice // dossiers that could be brought
	Grid     *Grid
	Close    []ui.Field
	Sum      string    // what closing would keep
	Lacks    []string  // what would be missing of it
	Sure     ui.Choice // the box that says so
}

// CouncilMember is a line of the council, with its fields where it is edited.
type CouncilMember struct {
	No                       string
	Name, Title, Seat, There string
	ID                       ui.Kept
	NameField, TitleField    ui.Field
	SeatChoice, ThereChoice  ui.Choice
	Excuse                   ui.Field
}

// CouncilDossier is one before the meeting.
type CouncilDossier struct {
	Name  ui.Link
	Unit  string
	State ui.Tag
	Back  string // the id of one that can be taken out again
}

// Grid is nominees by members.
type Grid struct {
	Columns []GridColumn
	Rows    []GridRow
	Edit    bool
	Lead    string
}

// GridColumn is a member.
type GridColumn struct{ Name, Under string }

// GridRow is a nominee with its votes and tally.
type GridRow struct {
	ID     string
	Name   ui.Link
	Under  string
	Cells  []GridCell
	Tally  string
	Result ui.Tag
}

// GridCell is one vote.
type GridCell struct {
	Member   string
	Label    string // "Lê Văn An, về Tổ …" for who hears the page
	Select   string
	Options  []ui.Option
	Reason   string // the reason's name
	Why      string
	Error    string
	Text     string
	Kind     string
	ReasonAs string
}
