package summary

import (
	"strings"
	"testing"
)

func TestReadCode(t *testing.T) {
	const code = "AB12CD34EF56GH78"
	for _, typed := range []string{code, "AB12-CD34-EF56-GH78", " ab12 cd34 ef56 gh78\n", "AB12–CD34–EF56–GH78", "ABI2-CD34-EF56-GH78", "ab l2 cd34ef56gh78"} {
		if got, ok := ReadCode(typed); !ok || got != code {
			t.Errorf("ReadCode(%q) = %q, %v", typed, got, ok)
		}
	}
	if got, ok := ReadCode("OOOO-0000-oooo-0O0o"); !ok || got != strings.Repeat("0", 16) {
		t.Errorf("O is not read as 0: %q, %v", got, ok)
	}
	for _, typed := range []string{"", "AB12", code + "9", "AB12-CD34-EF56-GH7U", "AB12-CD34-EF56-GH7Đ", "AB12-CD34-EF56-GH7?", strings.Repeat("-", 300)} {
		if got, ok := ReadCode(typed); ok {
			t.Errorf("ReadCode(%q) = %q", typed, got)
		}
	}
	if got := ShowCode(code); got != "AB12-CD34-EF56-GH78" {
		t.Errorf("ShowCode = %q", got)
	}
}

func TestNewCode(t *testing.T) {
	seen, letters := map[string]bool{}, map[rune]int{}
	for range 2000 {
		c := NewCode()
		if back, ok := ReadCode(ShowCode(c)); !ok || back != c || seen[c] {
			t.Fatalf("code %q reads back as %q, %v; seen %v", c, back, ok, seen[c])
		}
		seen[c] = true
		for _, r := range c {
			letters[r]++
		}
	}
	if len(letters) != 32 {
		t.Errorf("%d letters in use, not 32", len(letters))
	}
}

func FuzzReadCode(f *testing.F) {
	f.Add("AB12-CD34-EF56-GH78")
	f.Fuzz(func(t *testing.T, s string) {
		if c, ok := ReadCode(s); ok {
			if again, ok := ReadCode(ShowCode(c)); !ok || again != c {
				t.Errorf("%q reads as %q, which reads as %q", s, c, again)
			}
		}
	})
}
