package dossier

import (
	"strings"

	"thidua/internal/award"
	"thidua/internal/vi"
)

// formal is how papers write what screens shorten.
func formal(s string) string { return vi.Tight(award.Formal(s)) }

// titled breaks a paper's title where the sense does.
func titled(s string) string {
	return strings.Replace(s, " tham gia bảo vệ an ninh", "\ntham gia bảo vệ an ninh", 1)
}

// signerTitle is a signer's title as papers print it, a line each: who signs
// for the head (KT.) names the own title below.
func signerTitle(s string) string {
	s = lines(s)
	if !strings.Contains(s, "\n") && strings.HasPrefix(vi.Fold(s), "kt.") {
		for _, own := range []string{" PHÓ ", " Phó ", " phó "} {
			if at := strings.Index(s, own); at > 0 {
				return strings.TrimRight(s[:at], " ,") + "\n" + s[at+1:]
			}
		}
	}
	return s
}
