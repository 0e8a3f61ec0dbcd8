package paper

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Paste turns what people type or paste from Word into paragraphs and dashed
// items: Word's HTML and entities are read, its bullets become dashes, soft
// breaks and line ends begin paragraphs. No paragraph with anything to see is
// lost; quotes and no-break spaces stay as they are.
func Paste(s string) []Block {
	text := s
	if strings.ContainsAny(s, "<&") {
		// NFC comes last: a mark after ">" would change the tag.
		text = entity.ReplaceAllStringFunc(untag(fitted(s, '\t')), html.UnescapeString)
	}
	text = clean(text, '\t')
	var all []Block
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if b, ok := bulleted(line); ok {
			all = append(all, b)
		} else {
			all = append(all, Para{Runs: Text(flat(line))})
		}
	}
	return all
}

// entity is a character reference with its semicolon; "R&D" is none.
var entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});`)

var spaces = regexp.MustCompile(`[ \t]*\t[ \t]*`)

// flat makes one space of tabs and what is around them.
func flat(line string) string { return spaces.ReplaceAllString(line, " ") }

// The signs that open Word's list entries. Sure ones are nothing else; the
// rest are letters of its symbol fonts or signs that sentences use too, and
// count before a wide space only; dashes before any space.
const (
	sureBullets   = "•●○◦▪■□➢➤✓✔\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf071\uf02d"
	letterBullets = "o·§Øüvqà*"
	dashBullets   = "-–—−+*"
	lowerBullets  = "o+○◦§▪\uf0a7" // of the levels below the first
)

// bulleted reads a line that begins with a bullet and goes on after it.
func bulleted(line string) (Block, bool) {
	sign, n := utf8.DecodeRuneInString(line)
	rest := strings.TrimLeftFunc(line[n:], unicode.IsSpace)
	gap := line[n : len(line)-len(rest)]
	wide := strings.Contains(gap, "\t") || utf8.RuneCountInString(gap) > 1
	switch {
	case rest == "":
		return nil, false
	case strings.ContainsRune(sureBullets, sign):
	case strings.ContainsRune(letterBullets, sign) && wide:
	case strings.ContainsRune(dashBullets, sign) && gap != "":
	default:
		return nil, false
	}
	return Item{Sub: strings.ContainsRune(lowerBullets, sign), Runs: Text(flat(rest))}, true
}
