// Package ui holds the pieces every screen is made of: the frame, page head,
// form fields, notices, tables' helpers, verdict pills, errors.
//
// Props are plain strings, ints and bools, already formatted; nothing here
// knows a capability. Pure functions: the same props give the same HTML.
package ui

import "strconv"

// Link is a named address.
type Link struct {
	Label   string
	URL     string
	Current bool
	Count   string // shown after the label, "" for none
}

// Shell is the frame of a signed-in page.
type Shell struct {
	Title    string
	Home     string
	Nav      []Entry
	UserName string // "Đại úy Nguyễn Văn Minh"
	UserUnit string // "Công an phường Kinh Dinh"
	Demo     string // the banner of a demo, "" in production
	Flash    string
	Narrow   bool
	Search   bool     // show the search box
	Scripts  []string // names below static/, loaded as modules
}

// Head opens a page: where am I, title, state; the actions are its children.
type Head struct {
	Crumbs []Link
	Kicker string // unit, phase, reading, accepted or tạm tính
	Title  string
	Aside  string // beside the title, in soft ink
	Tag    Tag
	Lead   string
	Export Export
}

// Export is a page's addresses as files, "" for none; In leads to the screen
// that takes a filled workbook back.
type Export struct{ XLSX, CSV, In string }

// Entry is an item of the menu: a link, or a word with the links under it.
type Entry struct {
	Link
	Sub []Link
}

// Tag is a state in words; Kind is its CSS class (draft, submitted, accepted …).
type Tag struct{ Kind, Text string }

// Pill is a verdict: Kind is met, not_met, none_arose, unknown or progressing.
type Pill struct {
	Kind  string
	Text  string // "72 %", "5/8 xã", "Chưa đạt"
	Words string // read out and shown on hover: "Chưa đạt"
	URL   string // "" for no link
}

// Error is one refused field: Name is the field's name (its id is f-Name).
type Error struct{ Name, Message string }

// Field is one input with its label, hint and error.
type Field struct {
	Name     string
	Label    string
	Hint     string
	Value    string
	Error    string
	Kind     string // text (default), date, password, tel, search, number, textarea
	Required bool
	Short    bool
	Auto     string // autocomplete
	Mode     string // inputmode
	Max      int    // maxlength, 0 for none
	Rows     int
	ReadOnly bool
	Grow     bool // in a filter row
}

// ID is the input's element id.
func (f Field) ID() string { return "f-" + f.Name }

func (f Field) describedBy() string {
	s := ""
	if f.Hint != "" {
		s = f.ID() + "-hint"
	}
	if f.Error != "" {
		if s != "" {
			s += " "
		}
		s += f.ID() + "-err"
	}
	return s
}

func (f Field) kind() string {
	switch f.Kind {
	case "":
		return "text"
	case "date": // typed as dd/mm/yyyy: the browser's own picker follows its own language
		return "text"
	}
	return f.Kind
}

func (f Field) placeholder() string {
	if f.Kind == "date" {
		return "nn/tt/nnnn"
	}
	return ""
}

func (f Field) rows() string {
	if f.Rows == 0 {
		return "3"
	}
	return strconv.Itoa(f.Rows)
}

// Option is one choice of a select, radio or checkbox group.
type Option struct {
	Value    string
	Label    string
	Selected bool
}

// Choice is a select (or radio group) with its label, hint and error.
type Choice struct {
	Name     string
	Label    string
	Hint     string
	Error    string
	Required bool
	Options  []Option
	Grow     bool
}

// ID is the element id.
func (c Choice) ID() string { return "f-" + c.Name }

// Pager walks a long list: "1–50 trong 397".
type Pager struct {
	Text string
	Prev string
	Next string
}

// Trouble is the page of an error: what happened, what to do, the request id.
type Trouble struct {
	Status    int
	Title     string
	Message   string
	Todo      []string
	RequestID string
	Back      Link
	Resend    *Resend
	Typed     []string // texts to copy, where sending again would not help
}

// Resend offers to send again what was typed when the server could not take it.
type Resend struct {
	URL    string
	Fields []Kept
}

// Kept is one posted field.
type Kept struct{ Name, Value string }
