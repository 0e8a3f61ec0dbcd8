package paper

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                                     "",
		"Phường Đô Vinh":                       "Phường Đô Vinh",
		"Phu\u031bo\u031b\u0300ng":             "Phường",
		"a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h": "a\nb\nc\nd\ne\nf\ng\nh",
		"a\tb":                                 "a b",
		"a\x00\x08\x1f\x7f\u009fb":             "ab",
		"a\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061cb": "ab",
		"a\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffffb":                             "ab",
		"a\xed\xa0\x80\xed\xbf\xbf\xffb":                                             "ab",
		"\ufeffa\u200bb\u00adc":                                                      "abc",
		"5\u00a0vụ":                                                                  "5\u00a0vụ",
		"🔥👨‍👩‍👧❤️":                                                                   "🔥👨‍👩‍👧❤️",
		"\ufffd":                                                                     "\ufffd",
		"\u2126":                                                                     "Ω", // the ohm sign is the letter
		"e\x00\u0301":                                                                "é",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzClean: what comes out is NFC, legal in XML, and clean already.
func FuzzClean(f *testing.F) {
	f.Add("a\x00\u0301\xed\xa0\x80")
	f.Add("ờ \u2000\u1ea0\u0323")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || Clean(got) != got {
			t.Errorf("Clean(%q) = %q", s, got)
		}
		for _, r := range got {
			if r != '\n' && illegal(r) {
				t.Errorf("Clean(%q) leaves U+%04X", s, r)
			}
		}
	})
}

func TestNumerals(t *testing.T) {
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 10: "X", 14: "XIV", 39: "XXXIX", 40: "40"} {
		if got := roman(n); got != want {
			t.Errorf("roman(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{1: "a", 4: "d", 5: "đ", 6: "e", 7: "g", 22: "x", 23: "y", 24: "aa", 46: "ay", 47: "ba"} {
		if got := letter(n); got != want {
			t.Errorf("letter(%d) = %q, want %q", n, got, want)
		}
	}
}
