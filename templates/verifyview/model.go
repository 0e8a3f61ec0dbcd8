// Package verifyview is the public verification page.
package verifyview

import "thidua/templates/ui"

// Ask is the box for a code.
type Ask struct {
	Code    ui.Field
	Request string // of an unknown code: the request's id
}

// Fact is a labelled line.
type Fact struct{ Label, Text string }

// Result is what a code's paper is and whether it stands. A certificate has no
// digest.
type Result struct {
	Title    string
	Kind     string // of the notice: good, info, bad
	Verdict  string
	Sentence string
	Notes    []string
	Facts    []Fact
	Code     string
	Digest   string
}
