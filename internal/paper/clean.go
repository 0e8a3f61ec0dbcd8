package paper

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean makes any text fit for XML and for paper: NFC, every line end "\n",
// tabs as spaces; invalid bytes, controls, non-characters and marks that
// reorder text are gone. Emoji and no-break spaces stay.
func Clean(s string) string { return clean(s, ' ') }

// clean writes tab for every tab.
func clean(s string, tab byte) string {
	fit, composed := look(s)
	if fit && composed {
		return s
	}
	if !fit {
		s = fitted(s, tab)
	}
	return norm.NFC.String(s)
}

// look tells at a glance whether s holds nothing that fitted would change, and
// only letters that cannot but be NFC: Latin and Vietnamese with their marks
// in one sign, common punctuation.
func look(s string) (fit, composed bool) {
	composed = true
	for i, r := range s {
		switch {
		case r >= ' ' && r < 0x7f, r == '\n', r >= 0x1ea0 && r <= 0x1eff, r >= 0xc0 && r < 0x300:
		case r == utf8.RuneError:
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return false, false
			}
		case illegal(r), r == '\u2028', r == '\u2029':
			return false, false
		case r >= 0x2010 && r <= 0x2026, r == 0xa0:
		default:
			composed = false
		}
	}
	return true, composed
}

func fitted(s string, tab byte) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == utf8.RuneError && n == 1: // an invalid byte; half a surrogate pair is three
		case r == '\r':
			if i == len(s) || s[i] != '\n' {
				b.WriteByte('\n')
			}
		case r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteByte(tab)
		case r != '\n' && illegal(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// CleanLine is Clean with line ends as spaces and the ends trimmed.
func CleanLine(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(Clean(s), "\n", " "))
}

func illegal(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r <= 0x9f: // C0, DEL, C1
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c: // direction
		return true
	case r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe: // non-characters
		return true
	case r == 0xfeff, r == 0x200b, r == 0x00ad: // byte order mark, zero-width space, soft hyphen
		return true
	}
	return false
}
