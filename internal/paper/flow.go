package paper

import (
	"strconv"
	"strings"
)

// blocks composes a body.
func (c *composer) blocks(all []Block) {
	broken := false
	for _, b := range all {
		if blank(b) {
			continue
		}
		before := len(c.parts)
		if _, ok := b.(Item); !ok {
			c.letter, c.number = 0, 0
		}
		switch b := b.(type) {
		case Heading:
			c.heading(b)
		case Para:
			c.paragraphs(BodyText, Run{}, b.Runs)
			for i := before; b.Keep && i < len(c.parts); i++ {
				c.parts[i].Line.Keep = true
			}
		case Item:
			c.item(b)
		case Article:
			c.article++
			c.paragraphs(BodyText, Run{Text: "Điều " + strconv.Itoa(c.article) + ". ", Bold: true}, b.Runs)
		case Middle:
			c.add(MiddleLine, trimmed(b.Text)).Keep = true
		case PageBreak:
			broken = true
			continue
		case Table:
			c.table(b)
		}
		if broken && len(c.parts) > before {
			broken = false
			c.breakAt(before)
		}
	}
}

// blank tells a block with nothing to see: it takes no number.
func blank(b Block) bool {
	var runs []Run
	switch b := b.(type) {
	case Heading:
		runs = Text(b.Text)
	case Para:
		runs = b.Runs
	case Item:
		runs = b.Runs
	case Article:
		runs = b.Runs
	case Middle:
		runs = Text(b.Text)
	default:
		return false
	}
	for _, r := range runs {
		if trimmed(r.Text) != "" {
			return false
		}
	}
	return true
}

// breakAt begins a new page with the part at i; a table is led by an empty
// line that does.
func (c *composer) breakAt(i int) {
	if l := c.parts[i].Line; l != nil {
		l.Break = true
		return
	}
	c.parts = append(c.parts[:i], append([]Part{{Line: &Line{Role: Caption, Break: true, Keep: true}}}, c.parts[i:]...)...)
}

func (c *composer) heading(h Heading) {
	text := CleanLine(h.Text)
	switch h.Level {
	case 1:
		c.section, c.clause, c.point = c.section+1, 0, 0
		c.add(Heading1, roman(c.section)+". "+strings.ToUpper(text))
	case 2:
		c.clause, c.point = c.clause+1, 0
		c.add(Heading2, strconv.Itoa(c.clause)+". "+text)
	default:
		c.point++
		c.add(Heading3, letter(c.point)+") "+text)
	}
}

func (c *composer) item(i Item) {
	mark := "- "
	switch {
	case i.Mark == Lettered:
		c.letter++
		mark = letter(c.letter) + ") "
	case i.Mark == Numbered:
		c.number++
		c.letter = 0
		mark = strconv.Itoa(c.number) + ". "
	case i.Sub:
		mark = "+ "
	}
	c.paragraphs(BodyText, Run{Text: mark}, i.Runs)
}

// paragraphs writes runs as paragraphs, one for each line that holds anything
// to see; lead opens the first.
func (c *composer) paragraphs(role Role, lead Run, runs []Run) {
	var line []Run
	flush := func() {
		if line = trimRuns(line); len(line) == 0 {
			return
		}
		if lead.Text != "" {
			if first := &line[0]; first.Bold == lead.Bold && first.Italic == lead.Italic {
				first.Text = lead.Text + first.Text
			} else {
				line = append([]Run{lead}, line...)
			}
			lead = Run{}
		}
		c.line(Line{Role: role, Runs: line})
		line = nil
	}
	for _, r := range runs {
		text := Clean(r.Text)
		for {
			head, rest, more := strings.Cut(text, "\n")
			if head != "" {
				line = append(line, Run{head, r.Bold, r.Italic})
			}
			if !more {
				break
			}
			flush()
			text = rest
		}
	}
	flush()
}

// trimRuns takes plain spaces off both ends of a line; no-break spaces stay
// unless there is nothing else.
func trimRuns(line []Run) []Run {
	for len(line) > 0 {
		if line[0].Text = strings.TrimLeft(line[0].Text, " "); line[0].Text != "" {
			break
		}
		line = line[1:]
	}
	for len(line) > 0 {
		last := &line[len(line)-1]
		if last.Text = strings.TrimRight(last.Text, " "); last.Text != "" {
			break
		}
		line = line[:len(line)-1]
	}
	for _, r := range line {
		if strings.TrimSpace(r.Text) != "" {
			return line
		}
	}
	return nil
}
