package org

import (
	"math"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// UnitID identifies a unit or team for good.
type UnitID int64

// Level is the rung of a unit.
type Level string

// The levels, from the top.
const (
	Province Level = "province"
	District Level = "district"
	Commune  Level = "commune"
	Team     Level = "team"
)

var rungs = map[Level]int{Province: 1, District: 2, Commune: 3, Team: 4}

// mayHold tells whether a unit of level l may have children of level child:
// a team belongs to a commune, a commune to a district or, where there is no
// district level, to a province.
func (l Level) mayHold(child Level) bool {
	switch child {
	case Team:
		return l == Commune
	case Commune:
		return l == District || l == Province
	case District:
		return l == Province
	}
	return false
}

// Label is the level as people call it.
func (l Level) Label() string {
	switch l {
	case Province:
		return "cấp tỉnh"
	case District:
		return "cấp huyện"
	case Commune:
		return "cấp xã"
	case Team:
		return "Tổ bảo vệ ANTT"
	}
	return string(l)
}

// Forever is the Until of what has no end.
const Forever clock.Day = math.MaxInt32

// Span is the days [From, Until).
type Span struct{ From, Until clock.Day }

// Holds tells whether the day lies in the span.
func (s Span) Holds(day clock.Day) bool { return day >= s.From && day < s.Until }

// Open tells whether the span has no end.
func (s Span) Open() bool { return s.Until == Forever }

// LastDay is the last day in the span; only for spans that end.
func (s Span) LastDay() clock.Day { return s.Until - 1 }

// Unit is what never changes with the day: names and parents are asked of the
// Tree.
type Unit struct {
	ID        UnitID
	Level     Level
	During    Span
	Ordinal   int
	Successor UnitID // lead successor of a closed unit, 0 none
	Basis     string // legal basis of opening or closing
}

// Name is what a unit is called on a day.
type Name struct {
	Code string // official code; "" for teams
	Name string // bare: "Kinh Dinh", "khu phố 5"
	Kind string // "phường"; "tổ" for teams

	full, short string
}

// headLetters is how many letters of a unit's name one line of a paper's head
// takes.
const headLetters = 22

// Broken is the name on one line of a paper's head or, where it is long, two.
func (n Name) Broken() string {
	if vi.Length(n.full) > headLetters {
		return n.Kind + "\n" + n.Name
	}
	return n.full
}

// TeamKind is the kind of teams.
const TeamKind = "tổ"

// MakeName composes the written forms once.
func MakeName(code, name, kind string) Name {
	n := Name{Code: code, Name: name, Kind: kind}
	if kind == TeamKind {
		n.full, n.short = "Tổ bảo vệ ANTT "+name, "Tổ "+name
	} else {
		n.full = kind + " " + name
		n.short = n.full
	}
	return n
}

// Full is "phường Kinh Dinh", "Tổ bảo vệ ANTT khu phố 5"; "" for no name.
func (n Name) Full() string { return n.full }

// Short is "Tổ khu phố 5" for teams, otherwise Full.
func (n Name) Short() string { return n.short }

// NameSpan is a name and the days it is used.
type NameSpan struct {
	Name   Name
	During Span
	Basis  string // decision it was given by; "" unknown
}

// LinkSpan is a parent and the days it is one.
type LinkSpan struct {
	Parent UnitID
	During Span
}

// AreaSpan is a thôn or khu phố and the days a team works in it.
type AreaSpan struct {
	Name   string
	During Span
}
