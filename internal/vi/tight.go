package vi

import "strings"

const noBreak = '\u00A0'

// Tight keeps on one line what belongs together in a sentence of figures: a
// number and its "%", a sign of comparison and its number ("≥ 80 %"), "Đợt"
// and which.
func Tight(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	r := []rune(s)
	for i := 1; i+1 < len(r); i++ {
		if r[i] != ' ' {
			continue
		}
		before, after := r[i-1], r[i+1]
		switch {
		case digit(before) && after == '%', strings.ContainsRune("≥≤<>=", before) && digit(after),
			digit(after) && before == 't' && i > 2 && r[i-2] == 'ợ' && (r[i-3] == 'đ' || r[i-3] == 'Đ'):
			r[i] = noBreak
		}
	}
	return string(r)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
