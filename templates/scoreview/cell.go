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

// Render writes the cells.
func (x cellsOf) Render(_ context.Context, w io.Writer) error {
	b := make([]byte, 0, 8<<10)
	for i := range x.cells {
		c := &x.cells[i]
		b = ui.Escaped(append(b, `<td class="mid" data-l="`...), c.Label)
		b = append(b, `">`...)
		if c.None != "" {
			b = ui.Escaped(append(b, `<span class="soft small">`...), c.None)
			b = append(b, `</span></td>`...)
			continue
		}
		b = ui.AppendVerdict(append(b, `<span>`...), c.Pill)
		if x.prov != "" {
			b = ui.Escaped(append(b, `<abbr class="tt" title="`...), x.prov)
			b = append(b, `">tt</abbr>`...)
		}
		if c.Sub != "" {
			b = ui.Escaped(append(b, `<small>`...), c.Sub)
			b = append(b, `</small>`...)
		}
		b = append(b, `</span></td>`...)
	}
	_, err := w.Write(b)
	return err
}
