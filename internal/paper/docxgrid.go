package paper

import "strings"

// grid writes a ruled table; its head is repeated on every page and no row is
// split between two.
func (x *xmlWriter) grid(g *Grid) {
	total := 0
	for _, w := range g.Widths {
		total += twip(w)
	}
	x.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="`)
	x.num(total)
	x.raw(`" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`)
	for _, w := range g.Widths {
		x.raw(`<w:gridCol w:w="`)
		x.num(twip(w))
		x.raw(`"/>`)
	}
	x.raw(`</w:tblGrid>`)
	style := styleOf[cellRole].id
	if g.Dense {
		style = styleOf[denseRole].id
	}
	for _, r := range g.Head {
		x.row(r, g.Widths, style, true, true)
	}
	tied := 0 // rows to come that belong to a merge with this one
	for i, r := range g.Body {
		for _, c := range r {
			tied = max(tied, c.Down-1)
		}
		title := len(r) == 1 && i+1 < len(g.Body) // a line across the table heads the rows below
		x.row(r, g.Widths, style, false, title || tied > 0)
		tied = max(tied-1, 0)
	}
	x.raw(`</w:tbl>`)
}

// row writes a row; keep ties it to the next one.
func (x *xmlWriter) row(r GridRow, widths []float64, style string, head, keep bool) {
	x.raw(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		x.raw(`<w:tblHeader/>`)
	}
	x.raw(`</w:trPr>`)
	for _, c := range r {
		width := 0
		for _, w := range widths[c.Column : c.Column+c.Span] {
			width += twip(w)
		}
		x.raw(`<w:tc><w:tcPr><w:tcW w:w="`)
		x.num(width)
		x.raw(`" w:type="dxa"/>`)
		if c.Span > 1 {
			x.raw(`<w:gridSpan w:val="`)
			x.num(c.Span)
			x.raw(`"/>`)
		}
		switch {
		case c.Down > 1:
			x.raw(`<w:vMerge w:val="restart"/>`)
		case c.Covered:
			x.raw(`<w:vMerge/>`)
		}
		x.raw(`<w:vAlign w:val="center"/></w:tcPr>`)
		for rest, more := c.Text, true; more; {
			var line string
			line, rest, more = strings.Cut(rest, "\n")
			x.cellLine(line, c, style, keep)
		}
		x.raw(`</w:tc>`)
	}
	x.raw(`</w:tr>`)
}

func (x *xmlWriter) cellLine(line string, c GridCell, style string, keep bool) {
	x.raw(`<w:p><w:pPr><w:pStyle w:val="`)
	x.raw(style)
	x.raw(`"/>`)
	if keep {
		x.raw(`<w:keepNext/>`)
	}
	switch c.Align {
	case Centre:
		x.raw(`<w:jc w:val="center"/>`)
	case Right:
		x.raw(`<w:jc w:val="right"/>`)
	}
	x.raw(`</w:pPr>`)
	if line != "" {
		x.run(Run{line, c.Bold, c.Italic}, AsIs)
	}
	x.raw(`</w:p>`)
}
