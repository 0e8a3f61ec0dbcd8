package summary

import (
	"crypto/rand"
	"strings"
)

// codeLetters are Crockford's base 32: no I, L, O, U, so that nothing printed
// is misread.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeLength letters of five bits are 80 bits.
const codeLength = 16

// NewCode is a public verification code: 80 bits from the system's source.
func NewCode() string {
	var b [codeLength]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand
	for i := range b {
		b[i] = codeLetters[b[i]%32] // 256 is a multiple of 32: every letter as likely
	}
	return string(b[:])
}

// ShowCode groups a code's letters as documents print it: "AB12-CD34-EF56-GH78".
func ShowCode(code string) string {
	var b strings.Builder
	for i, r := range code {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ReadCode is a code as people type it: small letters, spaces and dashes pass,
// O stands for 0, I and L for 1. ok is false for what can be none.
func ReadCode(typed string) (code string, ok bool) {
	if len(typed) > 200 {
		return "", false
	}
	b := make([]byte, 0, codeLength)
	for _, r := range strings.ToUpper(typed) {
		switch r {
		case ' ', '-', '\t', '\n', '\r', '\u00A0', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if r > 'Z' || !strings.ContainsRune(codeLetters, r) || len(b) == codeLength {
			return "", false
		}
		b = append(b, byte(r))
	}
	return string(b), len(b) == codeLength
}
