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
	open := merges(g.Head)
	for i, r := range g.Head {
		x.row(r, g.Widths, open[i], style, true)
	}
	open = merges(g.Body)
	for i, r := range g.Body {
		x.row(r, g.Widths, open[i], style, false)
	}
	x.raw(`</w:tbl>`)
}

// merges tells of each row which of its cells open a merge downwards.
func merges(rows []GridRow) [][]bool {
	all := make([][]bool, len(rows))
	for i, r := range rows {
		for k, c := range r {
			if c.Down > 1 {
				if all[i] == nil {
					all[i] = make([]bool, len(r))
				}
				all[i][k] = true
			}
		}
	}
	return all
}

func (x *xmlWriter) row(r GridRow, widths []float64, opens []bool, style string, head bool) {
	x.raw(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		x.raw(`<w:tblHeader/>`)
	}
	x.raw(`</w:trPr>`)
	for k, c := range r {
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
		case opens != nil && opens[k]:
			x.raw(`<w:vMerge w:val="restart"/>`)
		case c.Covered:
			x.raw(`<w:vMerge/>`)
		}
		x.raw(`<w:vAlign w:val="center"/></w:tcPr>`)
		for rest, more := c.Text, true; more; {
			var line string
			line, rest, more = strings.Cut(rest, "\n")
			x.cellLine(line, c, style, head)
		}
		x.raw(`</w:tc>`)
	}
	x.raw(`</w:tr>`)
}

func (x *xmlWriter) cellLine(line string, c GridCell, style string, head bool) {
	x.raw(`<w:p><w:pPr><w:pStyle w:val="`)
	x.raw(style)
	x.raw(`"/>`)
	if head {
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
		x.run(Run{line, c.Bold, c.Italic})
	}
	x.raw(`</w:p>`)
}
