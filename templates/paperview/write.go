package paperview

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"thidua/templates/ui"
)

// Lines and rows are written without templ: no white space may come between
// runs, and an annex has hundreds of cells. Every value goes through
// ui.Escaped.

func written(b []byte) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

var lineTags = [...]string{"p", "p", "h2", "h3", "h4", "h5"}

func line(l *Line) templ.Component {
	tag := lineTags[l.Level]
	b := append(append(append([]byte(nil), '<'), tag...), ` class="`...)
	b = append(ui.Escaped(b, l.Class), `">`...)
	if l.Ruled {
		b = append(b, `<span>`...)
	}
	for _, r := range l.Runs {
		b = r.html(b)
	}
	if l.Ruled {
		b = append(b, `</span>`...)
	}
	return written(append(append(append(b, `</`...), tag...), '>'))
}

func (r Run) html(b []byte) []byte {
	if r.Break {
		b = append(b, `<br>`...)
	}
	if r.Bold {
		b = append(b, `<strong>`...)
	}
	if r.Italic {
		b = append(b, `<em>`...)
	}
	b = ui.Escaped(b, r.Text)
	if r.Italic {
		b = append(b, `</em>`...)
	}
	if r.Bold {
		b = append(b, `</strong>`...)
	}
	return b
}

func rows(all []Row, head bool) templ.Component {
	var b []byte
	for _, r := range all {
		b = append(b, `<tr>`...)
		for _, c := range r {
			b = c.html(b, head)
		}
		b = append(b, "</tr>\n"...)
	}
	return written(b)
}

func (c Cell) html(b []byte, head bool) []byte {
	tag := "td"
	if head {
		tag = "th"
	}
	b = append(append(b, '<'), tag...)
	for _, a := range [...][2]string{{"class", c.Class}, {"colspan", c.Span}, {"rowspan", c.Down}} {
		if a[1] != "" {
			b = append(append(append(b, ' '), a[0]...), `="`...)
			b = append(ui.Escaped(b, a[1]), '"')
		}
	}
	b = append(b, '>')
	for i, text := range c.Lines {
		b = Run{Text: text, Break: i > 0, Bold: c.Bold && !head, Italic: c.Italic}.html(b)
	}
	return append(append(append(b, `</`...), tag...), '>')
}
