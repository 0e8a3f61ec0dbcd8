package paper

import (
	"fmt"
	"strings"

	"thidua/internal/vi"
)

// Layout composes the document. Its error names a table whose cells do not
// fill their columns: a fault of the code that built it, not of what people
// typed.
func (d *Document) Layout() (*Layout, error) {
	c := composer{doc: d, width: textWidth(false)}
	c.head()
	c.opening()
	c.blocks(d.Body)
	c.closing()
	l := &Layout{Title: d.title(), Author: CleanLine(d.Issuer), Made: d.Made.UTC(), Foot: d.Check.lines()}
	l.Sheets = append(l.Sheets, Sheet{Parts: c.parts})
	labelled := 0
	for _, a := range d.Annexes {
		if !a.Unlabelled {
			labelled++
		}
	}
	nth := 0
	for _, a := range d.Annexes {
		label := ""
		if !a.Unlabelled {
			nth++
			label = "Phụ lục"
			if labelled > 1 {
				label += " " + roman(nth)
			}
		}
		c.parts, c.width, c.counters = nil, textWidth(a.Landscape), counters{article: c.article}
		c.annex(a, label)
		l.Sheets = append(l.Sheets, Sheet{Landscape: a.Landscape, Parts: c.parts})
	}
	if c.err != nil {
		return nil, fmt.Errorf("paper: %w", c.err)
	}
	return l, nil
}

type composer struct {
	doc   *Document
	width float64 // between the margins, millimetres
	parts []Part
	counters
	err error
}

type counters struct{ section, clause, point, letter, number, article int }

func (c *composer) add(role Role, text string) *Line {
	return c.line(Line{Role: role, Runs: Text(text)})
}

func (c *composer) line(l Line) *Line {
	c.parts = append(c.parts, Part{Line: &l})
	return &l
}

func (d *Document) title() string {
	kind, subject := CleanLine(string(d.Kind)), CleanLine(d.Subject)
	if kind == "" || subject == "" {
		return kind + subject
	}
	return kind + ": " + subject
}

// head is the two-columned block: whose paper it is, number and day.
func (c *composer) head() {
	h := c.doc.Head
	var names, numbers []Line
	if p := trimmed(h.Parent); p != "" {
		names = append(names, Line{Role: Parent, Runs: Text(strings.ToUpper(p))})
	}
	names = append(names, Line{Role: Agency, Runs: Text(strings.ToUpper(trimmed(h.Agency))), Rule: PartRule})
	fit(names, headLeft-columnGap)
	if n := h.number(); n != "" {
		numbers = append(numbers, Line{Role: NumberLine, Runs: Text("Số: " + n)})
	}
	if c.doc.Kind == Letter {
		numbers = append(numbers, Line{Role: Brief, Runs: Text("V/v " + strings.TrimPrefix(trimmed(c.doc.Subject), "V/v "))})
	}
	rows := []Beside{{names, []Line{
		{Role: Nation, Runs: Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")},
		{Role: Motto, Runs: Text("Độc lập - Tự do - Hạnh phúc"), Rule: FullRule},
	}}}
	second := Beside{Left: numbers}
	if place := CleanLine(h.Place); place != "" {
		second.Right = []Line{tight(Line{Role: PlaceDate, Runs: Text(place + ", " + h.day())}, headRight)}
	}
	if second.Left != nil || second.Right != nil {
		rows = append(rows, second)
	}
	c.parts = append(c.parts, Part{Columns: &Columns{Left: headLeft, Right: headRight, Rows: rows}})
}

// number is "05/BC-CAT"; the number's place stays blank while there is none.
func (h Head) number() string {
	n, symbol := CleanLine(h.Number), CleanLine(h.Symbol)
	switch {
	case n == "" && symbol == "":
		return ""
	case n == "":
		n = "      "
	case len(n) == 1 && n[0] >= '1' && n[0] <= '9':
		n = "0" + n
	}
	if symbol == "" {
		return n
	}
	return n + "/" + symbol
}

// day is the day as documents write it, with blanks while it is not signed.
func (h Head) day() string {
	switch {
	case h.Day != nil:
		return vi.DocumentDay(*h.Day)
	case h.Year > 0:
		return fmt.Sprintf("ngày      tháng      năm %d", h.Year)
	}
	return "ngày      tháng      năm         "
}

// opening is what stands between the head and the body.
func (c *composer) opening() {
	d := c.doc
	if d.Kind != Letter {
		if k := CleanLine(string(d.Kind)); k != "" {
			c.add(KindTitle, strings.ToUpper(k))
		}
		if s := trimmed(d.Subject); s != "" {
			c.line(Line{Role: Subject, Runs: Text(s), Rule: PartRule})
		}
	}
	if a := trimmed(d.Authority); a != "" {
		c.add(Authority, strings.ToUpper(a))
	}
	switch to := listed(d.To); len(to) {
	case 0:
	case 1:
		c.add(To, "Kính gửi: "+to[0])
	default:
		c.add(ToMany, "Kính gửi:")
		for i, t := range to {
			c.add(ToItem, "- "+t+end(i, len(to))).Keep = true
		}
	}
	bases := listed(d.Bases)
	for i, b := range bases {
		c.add(Basis, b+end(i, len(bases)))
	}
}

// closing is the signature with the copies.
func (c *composer) closing() {
	d := c.doc
	var copies []Line
	list := listed(d.Copies)
	if keep := bare(d.Keep); keep != "" {
		list = append(list, "Lưu: "+keep)
	}
	for i, s := range list {
		if i == 0 {
			copies = append(copies, Line{Role: CopyHead, Runs: Text("Nơi nhận:")})
		}
		copies = append(copies, Line{Role: CopyItem, Runs: Text("- " + s + end(i, len(list)))})
	}
	c.keepLast()
	if len(d.Sign) == 1 {
		c.beside(Beside{copies, d.Sign[0].lines()})
		return
	}
	for i := 0; i < len(d.Sign); i += 2 {
		if i+1 == len(d.Sign) {
			c.beside(Beside{nil, d.Sign[i].lines()})
		} else {
			c.beside(Beside{d.Sign[i].lines(), d.Sign[i+1].lines()})
		}
	}
	if copies != nil {
		c.beside(Beside{copies, nil})
	}
}

func (c *composer) beside(row Beside) {
	c.parts = append(c.parts, Part{Columns: &Columns{Left: signLeft, Right: signRight, Rows: []Beside{row}}})
}

// keepLast ties the last paragraph to the signature: nobody signs an empty
// page.
func (c *composer) keepLast() {
	if last := len(c.parts) - 1; last >= 0 && c.parts[last].Line != nil && len(c.doc.Sign) > 0 {
		c.parts[last].Line.Keep = true
	}
}

func (s Signature) lines() []Line {
	var all []Line
	for _, l := range s.Lines {
		if l = trimmed(l); l != "" {
			all = append(all, Line{Role: SignLine, Runs: Text(strings.ToUpper(l)), Keep: true})
		}
	}
	if n := CleanLine(s.Note); n != "" {
		all = append(all, Line{Role: SignNote, Runs: Text(n), Keep: true})
	}
	return append(all, Line{Role: SignName, Runs: Text(CleanLine(s.Name))})
}

func (c *composer) annex(a Annex, label string) {
	if label != "" {
		c.add(AnnexLabel, label)
	}
	if t := trimmed(a.Title); t != "" {
		c.add(AnnexTitle, strings.ToUpper(t))
	}
	d := c.doc
	note := "Kèm theo " + CleanLine(string(d.Kind))
	if n := d.Head.number(); n != "" {
		note += " số " + n
	}
	if d.Head.Place != "" {
		note += " " + strings.TrimRight(d.Head.day(), " ")
	}
	if issuer := CleanLine(d.Issuer); issuer != "" {
		note += " của " + issuer
	}
	c.add(AnnexNote, "("+note+")")
	c.blocks(a.Body)
}

func (k Check) lines() []Line {
	var parts []string
	if code := CleanLine(k.Code); code != "" {
		parts = append(parts, "Mã xác minh: "+code)
	}
	if digest := CleanLine(k.Digest); digest != "" {
		parts = append(parts, "Mã băm SHA-256: "+digest)
	}
	var all []Line
	for _, s := range []string{strings.Join(parts, " · "), CleanLine(k.Text)} {
		if s != "" {
			all = append(all, Line{Role: FootLine, Runs: Text(s)})
		}
	}
	return all
}

func trimmed(s string) string { return strings.TrimSpace(Clean(s)) }

// bare is a list's entry without the punctuation that ends it.
func bare(s string) string { return strings.TrimRight(CleanLine(s), ";., ") }

func listed(all []string) []string {
	var kept []string
	for _, s := range all {
		if s = bare(s); s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// end closes entry i of n: ";" and "." after the last.
func end(i, n int) string {
	if i == n-1 {
		return "."
	}
	return ";"
}
