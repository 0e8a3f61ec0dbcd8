package identity

import (
	"crypto/rand"
	"math/big"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/vi"
)

// Lengths of a password in letters. "More than 8" is Circular 03/2017 Art. 3.
const (
	MinPassword = 9
	MaxPassword = 128
)

// PasswordRule tells people what Weak asks for.
const PasswordRule = "Hơn 8 ký tự, có chữ thường, chữ hoa, chữ số và ký tự đặc biệt (như @ # - !); không chứa tên đăng nhập hoặc họ tên."

// Weak says everything that is wrong with a new password, in Vietnamese;
// nothing where it is strong.
func Weak(password, login, fullName string) []string {
	p := norm.NFC.String(password)
	var list []string
	switch n := vi.Length(p); {
	case n < MinPassword:
		list = append(list, "Mật khẩu phải có hơn 8 ký tự.")
	case n > MaxPassword:
		list = append(list, "Mật khẩu dài nhất 128 ký tự.")
	}
	var lower, upper, digit, special bool
	for _, r := range p {
		switch {
		case unicode.IsLower(r):
			lower = true
		case unicode.IsUpper(r):
			upper = true
		case unicode.IsDigit(r):
			digit = true
		case !unicode.IsLetter(r) && !unicode.IsMark(r):
			special = true
		}
	}
	for _, c := range []struct {
		has  bool
		what string
	}{{lower, "chữ thường"}, {upper, "chữ hoa"}, {digit, "chữ số"}, {special, "ký tự đặc biệt (như @ # - !)"}} {
		if !c.has {
			list = append(list, "Mật khẩu cần có "+c.what+".")
		}
	}
	folded := strings.ReplaceAll(vi.Fold(p), " ", "")
	if len(login) >= 3 && strings.Contains(strings.ToLower(p), strings.ToLower(login)) {
		list = append(list, "Mật khẩu không được chứa tên đăng nhập.")
	}
	if containsName(folded, fullName) {
		list = append(list, "Mật khẩu không được chứa họ tên.")
	}
	if common(folded) {
		list = append(list, "Mật khẩu này quá phổ biến, dễ bị đoán.")
	}
	return list
}

// containsName looks for the whole name and for any word of it of four
// letters or more; shorter syllables are in every Vietnamese phrase.
func containsName(folded, fullName string) bool {
	words := strings.Fields(vi.Fold(fullName))
	if whole := strings.Join(words, ""); len(whole) >= 4 && strings.Contains(folded, whole) {
		return true
	}
	for _, w := range words {
		if len(w) >= 4 && strings.Contains(folded, w) {
			return true
		}
	}
	return false
}

// commonStems are what people put before "@123": compared after folding,
// undoing the usual replacements and taking digits and marks off both ends.
var commonStems = strings.Fields(`a aa ab abc abcd abcde abcdef abcxyz admin administrator quantri quantrivien
 anhyeuem yeuem emyeuanh iloveyou love password passwd pass matkhau matkhaumoi mk default changeme letmein welcome
 hello xinchao test demo user login guest root master qwe qwer qwert qwerty qwertyuiop asd asdf asdfgh zxc zxcvbn
 congan conganxa conganphuong conganhuyen conganninhthuan bocongan antt baovean ninh thuan ninhthuan khanhhoa
 phanrang phanrangthapcham vietnam vietnamvodich hochiminh hanoi saigon sao mot hai ba`)

var leet = strings.NewReplacer("@", "a", "4", "a", "0", "o", "$", "s", "5", "s", "3", "e", "1", "i", "!", "i", "7", "t")

func common(folded string) bool {
	notLetter := func(r rune) bool { return !unicode.IsLetter(r) }
	plain := strings.TrimFunc(folded, notLetter)
	// Undone only inside the outermost letters: "p@ssw0rd@123" is password.
	undone := strings.TrimFunc(leet.Replace(plain), notLetter)
	if plain == "" {
		return true
	}
	for _, stem := range commonStems {
		if plain == stem || undone == stem {
			return true
		}
	}
	return false
}

// initialSets avoid letters that look alike on paper or over the telephone.
var initialSets = []string{"abcdefghkmnpqrstuvwxyz", "ABCDEFGHKLMNPQRSTUVWXYZ", "23456789"}

// initialPassword is 15 random letters in groups, "kT7mX-w3tQz-…": about 85
// bits, always strong by Weak.
func initialPassword(login, fullName string) string {
	all := strings.Join(initialSets, "")
	for {
		var b strings.Builder
		for i := range 15 {
			if i > 0 && i%5 == 0 {
				b.WriteByte('-')
			}
			n, _ := rand.Int(rand.Reader, big.NewInt(int64(len(all))))
			b.WriteByte(all[n.Int64()])
		}
		if p := b.String(); len(Weak(p, login, fullName)) == 0 {
			return p
		}
	}
}
