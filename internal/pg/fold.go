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

// Words are four LIKE patterns for a folded text: one for each of its first
// three words and one for the rest, "%" where there is none, so that a
// statement asks for all of them without knowing how many there are.
func Words(folded string) [4]string {
	out := [4]string{"%", "%", "%", "%"}
	parts := strings.Fields(folded)
	for i, w := range parts {
		if i == len(out)-1 {
			out[i] = Contains(strings.Join(parts[i:], " "))
			break
		}
		out[i] = Contains(w)
	}
	return out
}
