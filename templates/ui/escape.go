package ui

// Escaped appends text to HTML, as content or inside a quoted attribute: what
// the few parts written without templ put every value through.
func Escaped(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var safe string
		switch s[i] {
		case '&':
			safe = "&amp;"
		case '<':
			safe = "&lt;"
		case '>':
			safe = "&gt;"
		case '"':
			safe = "&#34;"
		case '\'':
			safe = "&#39;"
		default:
			continue
		}
		b = append(append(b, s[from:i]...), safe...)
		from = i + 1
	}
	return append(b, s[from:]...)
}
