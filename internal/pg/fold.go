package pg

import "strings"

// foldFrom and foldTo bring Vietnamese letters in NFC to the search form of
// vi.Fold: lower case without marks.
var foldFrom, foldTo = foldTables()

func foldTables() (string, string) {
	var from, to strings.Builder
	for base, marked := range map[string]string{
		"a": "àảãáạăằẳẵắặâầẩẫấậ", "d": "đ", "e": "èẻẽéẹêềểễếệ", "i": "ìỉĩíị",
		"o": "òỏõóọôồổỗốộơờởỡớợ", "u": "ùủũúụưừửữứự", "y": "ỳỷỹýỵ",
	} {
		for _, r := range marked + strings.ToUpper(marked) {
			from.WriteRune(r)
			to.WriteString(base)
		}
	}
	return from.String(), to.String()
}

// Fold is the SQL of a text expression in its search form, to be compared
// with vi.Fold of what was typed.
func Fold(expression string) string {
	return "lower(translate(" + expression + ", '" + foldFrom + "', '" + foldTo + "'))"
}

// Contains is a LIKE pattern that finds text anywhere, literally.
func Contains(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}
