package intake

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// What a cell says is taken as it stands or with one zero before it.
func FuzzCells(f *testing.F) {
	for _, s := range []string{"58190001234", "+84 912 345 678", "Tổ khu phố 5", "", "058.190.001.234", "\u0300", "Tổ bảo vệ ANTT"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if id, note := citizenID(s); note != "" && ("0"+onlyDigits(s) != id || len(id) != 12 && len(id) != 9) {
			t.Errorf("citizenID(%q) = %q", s, id)
		}
		if n, note := phone(s); note != "" && n != "0"+onlyDigits(s) {
			t.Errorf("phone(%q) = %q", s, n)
		}
		if k := key(s); strings.Trim(k, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			t.Errorf("key(%q) = %q", s, k)
		}
		if utf8.ValidString(s) && !utf8.ValidString(teamName(s)) {
			t.Errorf("teamName(%q) = %q", s, teamName(s))
		}
		if v := shown("so-dinh-danh", s); len([]rune(s)) > 8 && len([]rune(s)) <= 40 && v == s && strings.Trim(s, "•") != "" {
			t.Errorf("%q is shown in full", v)
		}
		if d := distance(bare(s), "khupho5", 4); d < 0 || d > 4 {
			t.Errorf("distance %d", d)
		}
	})
}
