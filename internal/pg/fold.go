package pg

import "strings"

// foldFrom and foldTo bring Vietnamese letters in NFC to the search form of
// vi.Fold: lower case without marks.
var foldFrom, foldTo = foldTables()

func foldTables() (string, string) {
	var from, to strings.Builder
	for _, marked := range []string{"aàảãáạăằẳẵắặâầẩẫấậ", "dđ", "eèẻẽéẹêềểễếệ", "iìỉĩíị", "oòỏõóọôồổỗốộơờởỡớợ", "uùủũúụưừửữứự", "yỳỷỹýỵ"} {
		base, rest := marked[:1], marked[1:]
		for _, r := range rest + strings.ToUpper(rest) {
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
