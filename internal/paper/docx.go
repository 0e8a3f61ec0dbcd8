package paper

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"sync"
)

// ContentType is the media type of a DOCX.
const ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// DOCX writes the document as a Word file. Errors are those of Layout.
func (d *Document) DOCX() ([]byte, error) {
	l, err := d.Layout()
	if err != nil {
		return nil, err
	}
	return l.DOCX()
}

// DOCX writes the layout as a Word file: the same layout, the same bytes.
func (l *Layout) DOCX() ([]byte, error) {
	var out bytes.Buffer
	out.Grow(32 << 10)
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, deflate)
	for _, p := range l.files() {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: l.Made})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(p.body); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// flaters are kept: a new one costs more than writing a document. Speed
// matters more here than the last kilobyte.
var flaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // only for a level that does not exist
	}
	return w
}}

func deflate(w io.Writer) (io.WriteCloser, error) {
	f := flaters.Get().(*flate.Writer)
	f.Reset(w)
	return &pooled{f}, nil
}

type pooled struct{ *flate.Writer }

func (p *pooled) Close() error {
	err := p.Writer.Close()
	flaters.Put(p.Writer)
	p.Writer = nil
	return err
}
