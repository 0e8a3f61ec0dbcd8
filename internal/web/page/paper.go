package page

import (
	"strconv"
	"strings"

	"thidua/internal/paper"
	"thidua/templates/paperview"
)

// Paper is a document as the print view shows it: the layout of its DOCX, so
// the same words in the same order. Errors are those of paper.Document.Layout.
func Paper(d *paper.Document) (paperview.Sheet, error) {
	l, err := d.Layout()
	if err != nil {
		return paperview.Sheet{}, err
	}
	s := paperview.Sheet{Title: l.Title, Foot: paperLines(l.Foot)}
	for _, sheet := range l.Sheets {
		p := paperview.Pages{Wide: sheet.Landscape, Parts: make([]paperview.Part, 0, len(sheet.Parts))}
		label := l.Title
		for i, part := range sheet.Parts {
			switch {
			case part.Line != nil:
				line := paperLine(*part.Line)
				p.Parts = append(p.Parts, paperview.Part{Line: &line})
				if r := part.Line.Role; r == paper.Caption || r == paper.AnnexTitle || r == paper.Heading1 || r == paper.Heading2 {
					label = plainText(part.Line.Runs)
				}
			case part.Columns != nil:
				class := "ky"
				if i == 0 && len(s.Pages) == 0 {
					class = "dau"
				}
				p.Parts = append(p.Parts, paperview.Part{Columns: paperColumns(part.Columns, class)})
			case part.Grid != nil:
				p.Parts = append(p.Parts, paperview.Part{Table: paperTable(part.Grid, label)})
			}
		}
		s.Pages = append(s.Pages, p)
	}
	return s, nil
}

// levels are the roles that head what follows; the page itself has level 1.
var levels = map[paper.Role]int{paper.KindTitle: 2, paper.AnnexLabel: 2, paper.Heading1: 3, paper.Heading2: 4, paper.Heading3: 5}

func paperLine(l paper.Line) paperview.Line {
	v := paperview.Line{Class: string(l.Role), Ruled: l.Rule != paper.NoRule, Level: levels[l.Role]}
	switch l.Rule {
	case paper.FullRule:
		v.Class += " ke"
	case paper.PartRule:
		v.Class += " ke ngan"
	}
	switch l.Fit {
	case paper.Small:
		v.Class += " nho"
	case paper.Tight:
		v.Class += " khit"
	}
	if l.Break {
		v.Class += " sang-trang"
	}
	for _, r := range l.Runs {
		for i, text := range strings.Split(r.Text, "\n") {
			v.Runs = append(v.Runs, paperview.Run{Text: text, Bold: r.Bold, Italic: r.Italic, Break: i > 0})
		}
	}
	return v
}

func paperLines(all []paper.Line) []paperview.Line {
	v := make([]paperview.Line, len(all))
	for i, l := range all {
		v[i] = paperLine(l)
	}
	return v
}

func plainText(runs []paper.Run) string {
	var s strings.Builder
	for _, r := range runs {
		s.WriteString(strings.ReplaceAll(r.Text, "\n", " "))
	}
	return s.String()
}

func paperColumns(c *paper.Columns, class string) *paperview.Columns {
	v := &paperview.Columns{Class: class}
	for _, r := range c.Rows {
		v.Rows = append(v.Rows, paperview.Beside{Left: paperLines(r.Left), Right: paperLines(r.Right)})
	}
	return v
}

func paperTable(g *paper.Grid, label string) *paperview.Table {
	t := &paperview.Table{Label: label, Dense: g.Dense, Head: paperRows(g.Head), Body: paperRows(g.Body)}
	sum := 0.0
	for _, w := range g.Widths {
		sum += w
	}
	for _, w := range g.Widths {
		t.Widths = append(t.Widths, strconv.FormatFloat(w/sum*100, 'f', 1, 64)+"%")
	}
	return t
}

func paperRows(all []paper.GridRow) []paperview.Row {
	rows := make([]paperview.Row, len(all))
	for i, r := range all {
		row := make(paperview.Row, 0, len(r))
		for _, c := range r {
			if c.Covered {
				continue
			}
			v := paperview.Cell{Lines: strings.Split(c.Text, "\n"), Bold: c.Bold, Italic: c.Italic}
			if c.Span > 1 {
				v.Span = strconv.Itoa(c.Span)
			}
			if c.Down > 1 {
				v.Down = strconv.Itoa(c.Down)
			}
			switch c.Align {
			case paper.Centre:
				v.Class = "mid"
			case paper.Right:
				v.Class = "num"
			}
			row = append(row, v)
		}
		rows[i] = row
	}
	return rows
}
