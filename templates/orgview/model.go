// Package orgview shows units and teams: the tree of a scope, one unit, one
// team with its members.
package orgview

import "thidua/templates/ui"

// Row is a unit in a table. Level is province, district, commune or team.
type Row struct {
	Level    string
	Name     string
	URL      string
	Code     string
	In       string // what it belongs to, in a list of search results
	Communes string
	Teams    string
	Members  string
}

// Table is units with their counts and the sum below.
type Table struct {
	Label    string // read out
	Head     string // of the first column
	Codes    bool   // has the column
	Communes bool
	Teams    bool
	Rows     []Row
	Total    Row
}

// List is the units of a scope.
type List struct {
	Head       ui.Head
	Filters    []ui.Choice
	Search     ui.Field
	Day        ui.Field
	Reset      string
	Table      Table
	EmptyTitle string
	EmptyText  string
}

// Fact is a line about a unit.
type Fact struct {
	Label string
	Text  string
	URL   string
}

// Unit is one unit's page.
type Unit struct {
	Head    ui.Head
	URL     string
	Day     ui.Field
	Notice  string // it is not in force on the day
	Facts   []Fact
	Names   []Fact // what it was called when, where that changed
	Parents []Fact
	Links   []ui.Link
	Title   string // of the table
	Table   Table
	Empty   string
}

// Team is one team's page.
type Team struct {
	Head    ui.Head
	URL     string
	Day     ui.Field
	DayText string // "05/02/2025"
	Notice  string
	Facts   []Fact
	Names   []Fact
	Parents []Fact
	Links   []ui.Link
	Areas   []Fact // thôn, khu phố when, where that changed
	Hidden  string // why members are not shown
	Members []Member
	Empty   string
	Former  []Line
	Score   *Score // nil where there is none, or the actor may not
	Record  bool   // the actor may read deeds and models
	Deeds   []Line
	More    string // address of all deeds, where not all are shown
	Models  []Line
}

// Line is one entry of a short list.
type Line struct {
	Text string
	Sub  string
	URL  string
}

// Score is a team's results: indicators across, months and phases down.
type Score struct {
	Note  string // which months count
	Heads []ScoreHead
	Rows  []ScoreRow
	Empty string
}

// ScoreHead is an indicator.
type ScoreHead struct{ Code, Name string }

// ScoreRow is a month or a phase.
type ScoreRow struct {
	Label string
	URL   string // the scorecard over it
	Sub   string // state of the month's report
	Phase bool
	Pills []ui.Pill // by Heads; no Kind: not judged there
}

// Member is one line of the roster.
type Member struct {
	Name     string
	URL      string
	Position string
	Birth    string
	Age      string // "54 tuổi"
	Gender   string
	ID       string // masked unless Shown
	Shown    bool
	Person   string
	Phone    string
	Joined   string
	Since    string // in this position, "" where the same as Joined
	Decision string
	Warnings []string
}
