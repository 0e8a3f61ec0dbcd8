package reportview

import "thidua/templates/ui"

// Corrections is the list of proposed corrections of a scope.
type Corrections struct {
	Head    ui.Head
	Tabs    []ui.Link // states with their counters
	Filters []ui.Choice
	State   string // kept by the filters' form
	Reset   string
	Units   bool // rows of several communes
	Rows    []CorrectionRow
	Empty   string
	Pager   ui.Pager
}

// CorrectionRow is one proposal.
type CorrectionRow struct {
	URL       string
	Unit      string
	Period    string
	ReportURL string
	Cell      string // "Tổ khu phố 3 – Ca tuần tra"
	CellURL   string
	Old, New  string
	Reason    string
	By, At    string
	Tag       ui.Tag
	Decided   string // who and when
	Answer    string
	Decide    bool
}

// CorrectionPage is one proposal with what may be done about it.
type CorrectionPage struct {
	Head     ui.Head
	Errors   []ui.Error
	Row      CorrectionRow
	Now      string // "Ô đang lưu 5": where the old value stands no more
	Withdraw bool
	Refusal  ui.Field
	Back     string
}

// Fix is the part of a cell's page about its corrections.
type Fix struct {
	Rows   []CorrectionRow
	Text   string // why there is no form, or what it leads to
	URL    string // where the form is sent, "" for none
	Key    string
	Base   string
	New    ui.Field
	Reason ui.Field
}

// DiaryNote is what the month says about the diary.
type DiaryNote struct {
	Text string
	URL  string
	Seen string // "12=,4;0=3": the sums the page shows, by row and slot
}

// CheckDiary is a difference between diary and month.
type CheckDiary struct {
	Name, Text string
	URL        string // the cell
	Entries    string // the diary's lines behind it
}
