package scoreview

import (
	"context"
	"io"

	"thidua/templates/ui"
)

// cellsOf are the verdicts of a line, written without templ as ui.Verdict is:
// a scorecard holds hundreds. Every value goes through ui.Escaped.
type cellsOf struct {
	cells []Cell
	prov  string
}

// Render writes a cell at a time.
func (x cellsOf) Render(_ context.Context, w io.Writer) error {
	b := make([]byte, 0, 1<<10)
	for i := range x.cells {
		b = x.cells[i].html(b[:0], x.prov)
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

func (c *Cell) html(b []byte, prov string) []byte {
	b = ui.Escaped(append(b, `<td class="mid" data-l="`...), c.Label)
	b = append(b, `">`...)
	if c.None != "" {
		b = ui.Escaped(append(b, `<span class="soft small">`...), c.None)
		return append(b, `</span></td>`...)
	}
	b = marked(append(b, `<span>`...), c.Pill, prov)
	if c.Sub != "" {
		b = ui.Escaped(append(b, `<small>`...), c.Sub)
		b = append(b, `</small>`...)
	}
	if c.Fixed != "" {
		b = ui.Escaped(append(b, `<small class="fixed" title="`...), c.FixedBy)
		b = append(ui.Escaped(append(b, `">`...), c.Fixed), `</small>`...)
	}
	for _, g := range c.Given {
		b = append(marked(append(b, `<span class="given-by">`...), g, prov), `</span>`...)
	}
	return append(b, `</span></td>`...)
}

// marked is a verdict, labelled where its figure is provisional.
func marked(b []byte, p ui.Pill, prov string) []byte {
	b = ui.AppendVerdict(b, p)
	if prov == "" {
		return b
	}
	b = ui.Escaped(append(b, `<abbr class="tt" title="`...), prov)
	return append(b, `">tt</abbr>`...)
}
