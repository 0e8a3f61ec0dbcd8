// Package dossierview shows proposals for awards: the list, one dossier, one
// nominee, the forms of each.
package dossierview

import "thidua/templates/ui"

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
	Handling NomineeHandling
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
	Looked  []string // who looked at it
}
