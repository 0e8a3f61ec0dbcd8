// Package registerview shows the registers of good deeds and of community
// models: lists, forms, withdrawals.
package registerview

import "thidua/templates/ui"

// Filter is the row above a list.
type Filter struct {
	URL     string
	Choices []ui.Choice
	Fields  []ui.Field
	Reset   string
}

// Deeds is the list of good deeds.
type Deeds struct {
	Head      ui.Head
	New       string // address of the form, "" where the actor may not
	Filter    Filter
	Rows      []Deed
	Communes  bool // rows of several communes
	Writes    bool // some row can be edited
	Pager     ui.Pager
	EmptyText string
}

// Deed is one row.
type Deed struct {
	Anchor     string
	Day        string
	Team       string
	TeamURL    string
	Commune    string
	URL        string
	Files      string // "2 tệp"
	Who        string
	What       string
	Recognised string
	Decision   string
	Author     string
	Gone       string // why it was withdrawn
	Edit       string
	Withdraw   string
}

// Models is the list of community models.
type Models struct {
	Head      ui.Head
	New       string
	Filter    Filter
	Rows      []Model
	Communes  bool
	Writes    bool
	Pager     ui.Pager
	EmptyText string
}

// Model is one row.
type Model struct {
	Anchor     string
	URL        string
	Files      string
	Name       string
	Field      string
	Effect     string
	Commune    string
	CommuneURL string
	Teams      string // "8/13 Tổ"
	TeamNames  string
	Days       string
	State      ui.Tag
	Recognised string
	Document   string
	Author     string
	Gone       string
	Edit       string
	Withdraw   string
}

// Form is what both forms share.
type Form struct {
	Head    ui.Head
	URL     string // where it is sent
	Back    string
	Key     string // of a new row
	Version string // of an old one
	Stale   string // address of the newer version, after a clash
	Errors  []ui.Error
	More    bool   // offers to go on with another
	Settled string // what becomes of a month accepted already
	Like    []Like // rows this one may be already: asks to confirm
	Then    bool   // going on with another was chosen
}

// Like is a row the one being added may be already.
type Like struct{ URL, Title, Text, Why string }

// DeedForm adds or edits a good deed.
type DeedForm struct {
	Form
	Team        ui.Choice
	Day         ui.Field
	Members     ui.Choice
	Who         ui.Field
	What        ui.Field
	Recognition *RecognitionFields // of a new deed
}

// RecognitionFields are the fields of one recognition.
type RecognitionFields struct {
	Rank     ui.Choice
	By       ui.Field
	Document ui.Field
	On       ui.Field
}

// RecognitionForm adds a recognition to a row.
type RecognitionForm struct {
	Form
	Facts  []Fact
	Fields RecognitionFields
}

// ModelForm adds or edits a community model.
type ModelForm struct {
	Form
	Name        ui.Field
	Field       ui.Choice
	Effect      ui.Field
	Started     ui.Field
	Ended       ui.Field
	EndedWhy    ui.Field
	Teams       ui.Choice
	Members     ui.Choice
	Recognition *RecognitionFields // of a new model
}

// Withdraw asks why a row is taken out.
type Withdraw struct {
	Form
	Facts  []Fact
	Reason ui.Field
	Button string
}

// Fact is a line about the row.
type Fact struct{ Label, Text, URL string }

// Detail is the page of a deed or a model.
type Detail struct {
	Head         ui.Head
	Gone         string // why it was withdrawn
	Facts        []Fact
	Edit         string
	Withdraw     string
	Credits      []string // members
	NoCredits    string
	Recognise    string // address of the form, "" where the actor may not
	Recognitions []Recognition
	Files        []File
	NoFiles      string
	Upload       *Upload // nil where the actor may not
}

// Recognition is one line of the recognitions.
type Recognition struct {
	Day      string
	By       string
	Level    string
	Document string
	Author   string
	Counts   string // "Được tính cho chỉ tiêu 2.1"
	Gone     string
	Withdraw string
}

// File is one file of the evidence.
type File struct {
	Name     string
	URL      string
	Kind     string // "Ảnh JPEG, 1,2 MB"
	By       string // who, when
	Image    bool
	Gone     string
	Withdraw string
}

// Upload is the form that takes files.
type Upload struct {
	URL      string
	Kinds    string
	Errors   []ui.Error
	Declared bool
	Declare  string // what was refused
	Files    string
}
