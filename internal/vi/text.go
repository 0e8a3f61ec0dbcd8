// Package vi owns how Vietnamese is written, read and sorted: NFC, folding
// for search, name order, numbers, dates, rates.
//
// It holds no table and knows no capability. Input is brought to NFC at every
// boundary; comparison for search ignores marks, so old and new tone
// placement (hòa, hoà) search equal.
package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Clean brings typed or imported text to NFC, drops control and bidirectional
// format characters (tabs and line ends stay), and trims. Invalid UTF-8
// becomes U+FFFD.
func Clean(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u00A0' || r == '\u202F':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r) && r != '\u200D':
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// CleanLine is Clean for one-line fields: every run of white space is one
// space.
func CleanLine(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// Fold is the search form: lower case, no marks, đ as d, single spaces.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteByte('d')
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Length counts runes, as a person counts letters.
func Length(s string) int { return utf8.RuneCountInString(s) }

// GivenNameFirst turns "Nguyễn Văn An" into "An Nguyễn Văn": the order lists
// of people are sorted by.
func GivenNameFirst(fullName string) string {
	parts := strings.Fields(fullName)
	if len(parts) < 2 {
		return fullName
	}
	return parts[len(parts)-1] + " " + strings.Join(parts[:len(parts)-1], " ")
}

// Sorter compares text in Vietnamese order. Not safe for concurrent use.
type Sorter struct{ c *collate.Collator }

// NewSorter makes a Sorter; numbers inside names compare by value, so "Thôn 2"
// precedes "Thôn 10".
func NewSorter() Sorter {
	return Sorter{collate.New(language.Vietnamese, collate.Numeric)}
}

// Compare is negative, zero or positive as a sorts before, with or after b.
func (s Sorter) Compare(a, b string) int { return s.c.CompareString(a, b) }

// CompareNames compares full names by given name, then the rest.
func (s Sorter) CompareNames(a, b string) int {
	return s.c.CompareString(GivenNameFirst(a), GivenNameFirst(b))
}

// UpperFirst makes the first letter a capital: how a name opens a sentence.
func UpperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// LowerFirst makes the first letter small: how a name goes on inside one.
func LowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}
