package paper

import (
	"strconv"
	"strings"
)

// xmlWriter appends WordprocessingML. Order of elements is the schema's: Word
// refuses a file where it is not.
type xmlWriter struct{ b []byte }

func (x *xmlWriter) raw(s string) { x.b = append(x.b, s...) }

func (x *xmlWriter) num(n int) { x.b = strconv.AppendInt(x.b, int64(n), 10) }

// text appends escaped text; Clean took out what XML cannot hold.
func (x *xmlWriter) text(s string) {
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
			safe = "&quot;"
		default:
			continue
		}
		x.b = append(append(x.b, s[from:i]...), safe...)
		from = i + 1
	}
	x.b = append(x.b, s[from:]...)
}

// documentXML is word/document.xml.
func (l *Layout) documentXML() []byte {
	size := 16 << 10
	for _, s := range l.Sheets {
		for _, p := range s.Parts {
			size += 400
			if p.Grid != nil {
				size += (len(p.Grid.Body) + 2) * len(p.Grid.Widths) * 260
			} else if p.Line != nil {
				for _, r := range p.Line.Runs {
					size += len(r.Text)
				}
			}
		}
	}
	x := &xmlWriter{b: make([]byte, 0, size)}
	x.raw(prolog + `<w:document ` + namespaces + `><w:body>`)
	for i, s := range l.Sheets {
		x.sheet(s, i == 0, i == len(l.Sheets)-1, len(l.Foot) > 0)
	}
	x.raw(`</w:body></w:document>`)
	return x.b
}

// sheet writes one section. A low empty line follows each table: Word needs a
// paragraph there, and the text some distance.
func (x *xmlWriter) sheet(s Sheet, first, last, foot bool) {
	width := textWidth(s.Landscape)
	for i, p := range s.Parts {
		more := i+1 < len(s.Parts)
		switch {
		case p.Line != nil:
			x.paragraph(*p.Line, width)
		case p.Columns != nil:
			x.columns(p.Columns)
			if more && s.Parts[i+1].Line == nil || !more && last {
				x.gap()
			}
		case p.Grid != nil:
			x.grid(p.Grid)
			if more || last {
				x.gap()
			}
		}
	}
	if last {
		x.section(s, first, foot)
		return
	}
	x.raw(`<w:p><w:pPr><w:pStyle w:val="HetPhan"/>`)
	x.section(s, first, foot)
	x.raw(`</w:pPr></w:p>`)
}

func (x *xmlWriter) gap() { x.raw(`<w:p><w:pPr><w:pStyle w:val="SauBang"/></w:pPr></w:p>`) }

// section ends a sheet; those after the first take over its header and foot.
func (x *xmlWriter) section(s Sheet, first, foot bool) {
	x.raw(`<w:sectPr>`)
	if first {
		x.raw(`<w:headerReference w:type="default" r:id="rIdHeader"/><w:headerReference w:type="first" r:id="rIdFirstHeader"/>`)
	}
	if first && foot {
		x.raw(`<w:footerReference w:type="default" r:id="rIdFooter"/><w:footerReference w:type="first" r:id="rIdFirstFooter"/>`)
	}
	x.raw(`<w:type w:val="nextPage"/>`)
	if s.Landscape {
		x.raw(`<w:pgSz w:w="` + twips(pageHeight) + `" w:h="` + twips(pageWidth) + `" w:orient="landscape"/>`)
	} else {
		x.raw(`<w:pgSz w:w="` + twips(pageWidth) + `" w:h="` + twips(pageHeight) + `"/>`)
	}
	x.raw(`<w:pgMar w:top="` + twips(marginTop) + `" w:right="` + twips(marginRight) + `" w:bottom="` + twips(marginBottom) + `" w:left="` + twips(marginLeft) +
		`" w:header="` + twips(headerDistance) + `" w:footer="` + twips(footerDistance) + `" w:gutter="0"/><w:pgNumType w:start="1"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>`)
}

// paragraph writes a line in a column as wide as width, and its rule.
func (x *xmlWriter) paragraph(l Line, width float64) {
	st := styleOf[l.Role]
	x.raw(`<w:p><w:pPr><w:pStyle w:val="`)
	x.raw(st.id)
	x.raw(`"/>`)
	if (l.Keep || l.Rule != NoRule) && !st.keep {
		x.raw(`<w:keepNext/>`)
	}
	if l.Break {
		x.raw(`<w:pageBreakBefore/>`)
	}
	x.raw(`</w:pPr>`)
	for _, r := range l.Runs {
		x.run(r, l.Fit)
	}
	x.raw(`</w:p>`)
	if l.Rule != NoRule {
		x.rule(l, st, width)
	}
}

func (x *xmlWriter) run(r Run, fit Fit) {
	x.raw(`<w:r>`)
	if r.Bold || r.Italic || fit != AsIs {
		x.raw(`<w:rPr>`)
		if r.Bold {
			x.raw(`<w:b/><w:bCs/>`)
		}
		if r.Italic {
			x.raw(`<w:i/><w:iCs/>`)
		}
		switch fit {
		case Tight:
			x.raw(`<w:spacing w:val="-6"/>`)
		case Small:
			x.raw(`<w:sz w:val="` + smallHalves + `"/><w:szCs w:val="` + smallHalves + `"/>`)
		}
		x.raw(`</w:rPr>`)
	}
	for rest, more := r.Text, true; more; {
		var line string
		line, rest, more = strings.Cut(rest, "\n")
		x.raw(`<w:t xml:space="preserve">`)
		x.text(line)
		x.raw(`</w:t>`)
		if more {
			x.raw(`<w:br/>`)
		}
	}
	x.raw(`</w:r>`)
}

// rule is an empty paragraph with a border above, indented so that the border
// has the length the words ask for.
func (x *xmlWriter) rule(l Line, st *style, width float64) {
	size := st.size
	if l.Fit == Small {
		size = smallSize
	}
	length := min(l.longest(size), width)
	if l.Rule == PartRule {
		length *= 0.4
	}
	indent := twips((width - length) / 2)
	x.raw(`<w:p><w:pPr><w:pStyle w:val="DuongKe"/><w:ind w:left="` + indent + `" w:right="` + indent + `"/></w:pPr></w:p>`)
}

// columns writes lines side by side: a table without ruling.
func (x *xmlWriter) columns(c *Columns) {
	left, right := twips(c.Left), twips(c.Right)
	x.raw(`<w:tbl><w:tblPr><w:tblW w:w="` + strconv.Itoa(twip(c.Left)+twip(c.Right)) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
		`<w:tblGrid><w:gridCol w:w="` + left + `"/><w:gridCol w:w="` + right + `"/></w:tblGrid>`)
	for _, r := range c.Rows {
		x.raw(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		x.side(r.Left, c.Left, columnGap)
		x.side(r.Right, c.Right, 0)
		x.raw(`</w:tr>`)
	}
	x.raw(`</w:tbl>`)
}

func (x *xmlWriter) side(lines []Line, width, gap float64) {
	x.raw(`<w:tc><w:tcPr><w:tcW w:w="` + twips(width) + `" w:type="dxa"/>`)
	if gap > 0 {
		x.raw(`<w:tcMar><w:right w:w="` + twips(gap) + `" w:type="dxa"/></w:tcMar>`)
	}
	x.raw(`</w:tcPr>`)
	for _, l := range lines {
		x.paragraph(l, width-gap)
	}
	if len(lines) == 0 {
		x.raw(`<w:p/>`)
	}
	x.raw(`</w:tc>`)
}
