package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Verdict shows a verdict by shape, words and colour. Scorecards hold hundreds
// of them, so it is written without templ; every value goes through Escaped.
func Verdict(p Pill) templ.Component { return verdict(p) }

type verdict Pill

func (p verdict) Render(_ context.Context, w io.Writer) error {
	_, err := w.Write(AppendVerdict(make([]byte, 0, 512), Pill(p)))
	return err
}

// AppendVerdict is Verdict for what is written without templ: a link where the
// pill has an address, otherwise a span.
func AppendVerdict(b []byte, p Pill) []byte {
	tag := "span"
	if p.URL != "" {
		tag = "a"
	}
	b = append(append(b, '<'), tag...)
	b = Escaped(append(b, ` class="pill `...), p.Kind)
	if p.URL != "" {
		b = Escaped(append(b, `" href="`...), p.URL)
	}
	b = append(append(b, `">`...), icon(p.Kind)...)
	b = append(Escaped(b, p.Text), ' ')
	if p.Words != "" && p.Words != p.Text {
		b = Escaped(append(b, `<span class="hide">`...), p.Words)
		b = append(b, `</span>`...)
	}
	return append(append(append(b, `</`...), tag...), '>')
}

// TagOf shows a state; lists hold one in every line.
func TagOf(t Tag) templ.Component { return tag(t) }

type tag Tag

func (t tag) Render(_ context.Context, w io.Writer) error {
	b := Escaped(append(make([]byte, 0, 128), `<span class="tag `...), t.Kind)
	b = append(Escaped(append(b, `">`...), t.Text), `</span>`...)
	_, err := w.Write(b)
	return err
}

// icon is the shape of a verdict: tick, cross, dash, half ring, open ring.
func icon(kind string) string {
	const open, shut = `<svg class="i" viewBox="0 0 16 16" aria-hidden="true">`, `</svg>`
	switch kind {
	case "met":
		return open + `<path d="M3 8.5l3.5 3.5L13 4.5"></path>` + shut
	case "not_met":
		return open + `<path d="M4 4l8 8M12 4l-8 8"></path>` + shut
	case "none_arose":
		return open + `<path d="M3 8h10"></path>` + shut
	case "progressing":
		return open + `<path d="M8 2.5a5.5 5.5 0 1 1-5.5 5.5M8 5v3l2 1.5"></path>` + shut
	}
	return open + `<circle cx="8" cy="8" r="5.5" stroke-dasharray="3 2.6"></circle>` + shut
}
