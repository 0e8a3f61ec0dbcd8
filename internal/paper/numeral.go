package paper

import (
	"strconv"
	"strings"
)

// roman writes 1 to 39, more than any paper has sections.
func roman(n int) string {
	if n < 1 || n > 39 {
		return strconv.Itoa(n)
	}
	return strings.Repeat("X", n/10) + [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}[n%10]
}

var alphabet = strings.Fields("a b c d đ e g h i k l m n o p q r s t u v x y")

// letter is a point's letter in the order of the Vietnamese alphabet as
// documents use it; after y come aa, ab …
func letter(n int) string {
	n--
	if n < len(alphabet) {
		return alphabet[n]
	}
	return letter(n/len(alphabet)) + alphabet[n%len(alphabet)]
}
