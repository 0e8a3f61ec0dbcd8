// Package planview shows the campaign as people read it: theme, phases,
// groups and targets, deadlines, and the plan's full text.
package planview

import "thidua/templates/ui"

// Plan is the campaign on one page.
type Plan struct {
	Head     ui.Head
	Theme    string
	Next     string // the next deadline in a sentence, "" once all are past
	Contents []ui.Link
	Phases   []Phase
	Facts    []Fact
	Bases    []string
	Groups   []Group
	Periods  []Period
	Awards   []Award
	Duties   []Duty
	Levels   []Duty // whose recognition of a model counts
	Texts    []Measure
	Versions []Version
	Links    []ui.Link // launches, assigned targets: what follows from the plan
	FullText string
}

// Fact is a labelled line.
type Fact struct{ Label, Text string }

// Phase is one đợt.
type Phase struct {
	Name, Days, Slogan string
	Status, StatusKind string // "Đang diễn ra", its tag's class
	Left               string // "còn 12 ngày"
	Report             string // "trước ngày 07/02/2025; …"
	Review             string
	Awards             string
	Score              ui.Link
}

// Group is a criteria group with the plan's own words.
type Group struct {
	ID, Code, Title, Text string
	Indicators            []Indicator
	Measures              []Measure
}

// Indicator is a chỉ tiêu and what it takes to meet it.
type Indicator struct {
	Code, Name, Target, From, How, Quote string
	URL                                  string // its explanation for the reader's own unit
}

// Measure is a số liệu of the monthly report.
type Measure struct{ Name, Unit, Where, Over, Use, Definition string }

// Period is one kỳ báo cáo with its days.
type Period struct {
	Name, Phase, Days, Opens, From, Due, Closes, Status string
	Current, Past                                       bool
}

// Award is a form of commendation.
type Award struct{ Name, Phases, Quote string }

// Duty is a task and who holds it when.
type Duty struct {
	Name string
	Held []string
}

// Version is a stored version of the definition.
type Version struct{ Number, Loaded, By, Note, Periods string }

// Text is the plan's full text.
type Text struct {
	Head  ui.Head
	Paras []Para
}

// Para is a paragraph: Kind is "", "head" (above the text), "caps", "part"
// (I.), "point" (1. …:) or "item" (-).
type Para struct{ Kind, Text string }
