package paper

import (
	"fmt"
	"strings"
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
