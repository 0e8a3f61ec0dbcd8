package ui

import (
	"bytes"
	"context"
	"io"

	"github.com/a-h/templ"
)

// Fixed renders a component once and gives the same bytes from then on: for
// parts that never change, as the columns a version of the plan defines.
func Fixed(c templ.Component) templ.Component {
	var f fixed
	var b bytes.Buffer
	f.err = c.Render(context.Background(), &b)
	f.html = b.Bytes()
	return &f
}

type fixed struct {
	html []byte
	err  error
}

func (f *fixed) Render(_ context.Context, w io.Writer) error {
	if f.err != nil {
		return f.err
	}
	_, err := w.Write(f.html)
	return err
}

var theLegend = Fixed(legend())

// Legend names the verdicts.
func Legend() templ.Component { return theLegend }
