package paper

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Paste turns what people type or paste from Word into paragraphs and dashed
// items: Word's HTML and entities are read, its bullets become dashes, soft
// breaks and line ends begin paragraphs. No paragraph with anything to see is
// lost; quotes and no-break spaces stay as they are.
func Paste(s string) []Block {
	text := clean(s, '\t')
	if strings.Contains(text, "<") {
		text = untag(text)
	}
	if strings.Contains(text, "&") {
		text = clean(entity.ReplaceAllStringFunc(text, html.UnescapeString), '\t')
	}
	var all []Block
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if b, ok := bulleted(line); ok {
			all = append(all, b)
		} else {
			all = append(all, Para{Text(flat(line))})
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

// What a tag means: its ends are line ends, it is a cell of a table, line ends
// within it are only spaces, what it holds is not shown.
const (
	known = 1 << iota
	breaks
	cell
	paragraph
	silent
)

// tags are the tags that HTML and Word know.
var tags = func() map[string]int {
	all := map[string]int{}
	for kind, names := range map[int]string{
		known: "a abbr b big code col colgroup del em font i img ins link mark meta s small span strike strong sub sup td th tt u var center nobr base " +
			"p div li ul ol dl dt dd tr table thead tbody tfoot caption br hr h1 h2 h3 h4 h5 h6 blockquote pre section article header footer body html style script xml head title",
		breaks:    "p div li ul ol dl dt dd tr table thead tbody tfoot caption br hr h1 h2 h3 h4 h5 h6 blockquote pre section article header footer body html",
		cell:      "td th",
		paragraph: "p li td th h1 h2 h3 h4 h5 h6 dt dd",
		silent:    "style script xml head title",
	} {
		for _, name := range strings.Fields(names) {
			all[name] |= kind
		}
	}
	return all
}()

// wordSpaces are the namespaces of Word's own tags: <o:p>.
var wordSpaces = strings.Fields("o w v m st1 u1 x wp a14")

// untag reads HTML as a browser shows it. Only tags that HTML or Word know
// are taken for tags: "<Tổ 1>", "x < 5" stay text.
func untag(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	lastComment := strings.LastIndex(s, "-->")
	ends := map[string]int{}
	within := false // a paragraph whose line ends are only spaces
	last := byte('\n')
	write := func(c byte) {
		if within && (c == '\n' || c == '\t' || c == ' ') {
			if c = ' '; last == ' ' {
				return
			}
		}
		b.WriteByte(c)
		last = c
	}
	for i := 0; i < len(s); {
		if s[i] != '<' {
			write(s[i])
			i++
			continue
		}
		t, ok := readTag(s[i:])
		if t.comment {
			if i+4 > lastComment {
				ok = false // never closed
			} else {
				t.size = 4 + strings.Index(s[i+4:], "-->") + 3
			}
		}
		if !ok {
			write(s[i])
			i++
			continue
		}
		i += t.size
		kind := tags[t.name]
		switch {
		case kind&silent != 0 && !t.closing:
			if i <= lastClosing(s, t.name, ends) {
				i += closing(s[i:], t.name)
			}
		case kind&breaks != 0:
			within = false
			write('\n')
			if t.name == "li" && !t.closing {
				b.WriteString("• ")
			}
		case kind&cell != 0 && t.closing:
			within = false
			write('\t')
		}
		if !t.closing && kind&paragraph != 0 {
			within = closes(s[i:], t.name)
		}
	}
	return b.String()
}

type tag struct {
	name    string // lower case; "" for comments and declarations
	comment bool   // its size is not known
	closing bool
	size    int
}

// readTag reads the tag s begins with.
func readTag(s string) (t tag, ok bool) {
	if strings.HasPrefix(s, "<!--") {
		return tag{comment: true}, true
	}
	if strings.HasPrefix(s, "<![") || strings.HasPrefix(s, "<?xml") || len(s) > 9 && strings.EqualFold(s[:9], "<!doctype") {
		end := 1 + strings.IndexAny(s[1:], "<>")
		return tag{size: end + 1}, end > 0 && s[end] == '>'
	}
	i := 1
	if i < len(s) && s[i] == '/' {
		t.closing = true
		i++
	}
	from := i
	for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= '0' && s[i] <= '9' || s[i] == ':') {
		i++
	}
	t.name = strings.ToLower(s[from:i])
	space, _, spaced := strings.Cut(t.name, ":")
	if tags[t.name] == 0 && !(spaced && slices.Contains(wordSpaces, space)) || i == len(s) || !strings.ContainsRune(" \t\n/>", rune(s[i])) {
		return tag{}, false
	}
	quote := byte(0)
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == '<':
			return tag{}, false
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			t.size = i + 1
			return t, true
		}
	}
	return tag{}, false
}

// lastClosing is where the last closing tag of a name begins, -1 for none:
// asked once of each name, so that unclosed tags cost one look each.
func lastClosing(s, name string, asked map[string]int) int {
	last, ok := asked[name]
	for end := len(s); !ok; {
		last = strings.LastIndex(s[:end], "</")
		if last < 0 {
			break
		}
		t, read := readTag(s[last:])
		ok, end = read && t.name == name, last
	}
	asked[name] = last
	return last
}

// closing is where the content of an element ends, -1 where nothing closes it.
func closing(s, name string) int {
	for i := 0; ; i++ {
		next := strings.Index(s[i:], "</")
		if next < 0 {
			return -1
		}
		i += next
		if t, ok := readTag(s[i:]); ok && t.name == name {
			return i
		}
	}
}

// closes tells whether an element is closed before another of its name opens.
func closes(s, name string) bool {
	for i := 0; ; i++ {
		next := strings.IndexByte(s[i:], '<')
		if next < 0 {
			return false
		}
		i += next
		if t, ok := readTag(s[i:]); ok && t.name == name {
			return t.closing
		}
	}
}
