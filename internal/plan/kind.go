package plan

import (
	"bytes"
	"fmt"
	"strings"
)

// Entry says on which rows of the monthly report a measure is entered.
type Entry uint8

// Where a measure is entered.
const (
	EntryTeams   Entry = iota + 1 // each team's row
	EntryCommune                  // the whole-commune row
	EntryBoth
)

// Over says how a measure adds up over periods.
type Over uint8

// A flow is summed, a stock is the last period's; a rate adds its numerators
// and its denominators up in either case.
const (
	OverSum Over = iota + 1
	OverLast
)

// Derived names the list a measure is filled from; zero: entered by hand.
type Derived uint8

// The lists behind derived measures.
const (
	DerivedRoster Derived = iota + 1
	DerivedDeeds
	DerivedModels
)

// TotalFrom says what a commune's total is; zero: the sum of all rows.
type TotalFrom uint8

// TotalOwnRow: the whole-commune row holds the total; teams' rows only credit.
const TotalOwnRow TotalFrom = 1

// Per says where a part ≤ whole rule holds.
type Per uint8

// In each row, or only on the commune's sums.
const (
	PerRow Per = iota + 1
	PerCommune
)

// Level is a level of units.
type Level uint8

// The levels, lowest first.
const (
	LevelTeam Level = iota + 1
	LevelCommune
	LevelDistrict
	LevelProvince
	LevelMinistry
)

// Span says over what an indicator is judged.
type Span uint8

// SpanAny: period, phase or campaign alike. SpanCampaign: not failed before
// the campaign ends. SpanEachPeriod: each team in each period.
const (
	SpanAny Span = iota + 1
	SpanCampaign
	SpanEachPeriod
)

// Above says how an indicator is judged above the commune.
type Above uint8

// AboveSum adds numerators and denominators; AboveEveryCommune wants every
// commune to meet.
const (
	AboveSum Above = iota + 1
	AboveEveryCommune
)

// CatchUp says how a shortfall may still be made good.
type CatchUp uint8

// New cases raise numerator and denominator; the numerator alone may grow; or
// what is missed is missed.
const (
	CatchUpNewCases CatchUp = iota + 1
	CatchUpNumerator
	CatchUpNone
)

// The words of the definition file, in the order of the constants.
var (
	entryWords   = []string{"teams", "commune", "both"}
	overWords    = []string{"sum", "last"}
	derivedWords = []string{"roster", "deeds", "models"}
	totalWords   = []string{"own_row"}
	perWords     = []string{"row", "commune"}
	levelWords   = []string{"team", "commune", "district", "province", "ministry"}
	spanWords    = []string{"any", "campaign", "each_period"}
	aboveWords   = []string{"sum", "every_commune"}
	catchUpWords = []string{"new_cases", "numerator", "none"}
)

func pick[T ~uint8](out *T, b []byte, words []string) error {
	for i, w := range words {
		if string(b) == w {
			*out = T(i + 1)
			return nil
		}
	}
	return fmt.Errorf("“%s” không hợp lệ; chọn một trong: %s", b, strings.Join(words, ", "))
}

func word[T ~uint8](v T, words []string) string {
	if v == 0 || int(v) > len(words) {
		return ""
	}
	return words[v-1]
}

// UnmarshalText reads the file's word; so do those below.
func (v *Entry) UnmarshalText(b []byte) error     { return pick(v, b, entryWords) }
func (v *Over) UnmarshalText(b []byte) error      { return pick(v, b, overWords) }
func (v *Derived) UnmarshalText(b []byte) error   { return pick(v, b, derivedWords) }
func (v *TotalFrom) UnmarshalText(b []byte) error { return pick(v, b, totalWords) }
func (v *Per) UnmarshalText(b []byte) error       { return pick(v, b, perWords) }
func (v *Level) UnmarshalText(b []byte) error     { return pick(v, b, levelWords) }
func (v *Span) UnmarshalText(b []byte) error      { return pick(v, b, spanWords) }
func (v *Above) UnmarshalText(b []byte) error     { return pick(v, b, aboveWords) }
func (v *CatchUp) UnmarshalText(b []byte) error   { return pick(v, b, catchUpWords) }

// String is the file's word; so are those below.
func (v Entry) String() string     { return word(v, entryWords) }
func (v Over) String() string      { return word(v, overWords) }
func (v Derived) String() string   { return word(v, derivedWords) }
func (v TotalFrom) String() string { return word(v, totalWords) }
func (v Per) String() string       { return word(v, perWords) }
func (v Level) String() string     { return word(v, levelWords) }
func (v Span) String() string      { return word(v, spanWords) }
func (v Above) String() string     { return word(v, aboveWords) }
func (v CatchUp) String() string   { return word(v, catchUpWords) }

// MarshalJSON and UnmarshalJSON keep a level by its word, none as "".
func (v Level) MarshalJSON() ([]byte, error) { return []byte(`"` + v.String() + `"`), nil }

// UnmarshalJSON reads what MarshalJSON wrote.
func (v *Level) UnmarshalJSON(b []byte) error {
	if string(b) == `""` {
		*v = 0
		return nil
	}
	return v.UnmarshalText(bytes.Trim(b, `"`))
}

// Teams tells whether the measure is entered on teams' rows.
func (v Entry) Teams() bool { return v == EntryTeams || v == EntryBoth }

// Commune tells whether the measure is entered on the whole-commune row.
func (v Entry) Commune() bool { return v == EntryCommune || v == EntryBoth }
