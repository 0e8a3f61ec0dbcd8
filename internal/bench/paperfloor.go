package bench

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"io"

	"thidua/internal/pg"
)

// FROZEN, as floor.go is: the least a province's report can be made of.

// PaperFloor sums the raw figures of a phase's accepted months, all teams and
// whole communes by measure, and writes a DOCX of the same parts from memory.
// Nothing is judged, ranked, told or laid out.
type PaperFloor struct {
	Pool  *pg.Pool
	Phase int64
	Path  string // of the province
	Parts []Part // of the DOCX compared with
}

// Part is a file of a DOCX.
type Part struct {
	Name string
	Body []byte
}

// Parts reads a DOCX apart.
func Parts(docx []byte) ([]Part, error) {
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return nil, err
	}
	var out []Part
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		out = append(out, Part{f.Name, b})
	}
	return out, nil
}

const sqlPaperFloor = `SELECT f.values FROM report r JOIN period p ON p.id = r.period_id JOIN team_figure f ON f.report_id = r.id
 WHERE p.phase_id = $1 AND r.state = 'accepted' AND r.scope_path >= $2 AND r.scope_path < $2 || '~'`

// Make is one report: the sums by slot and the file.
func (f *PaperFloor) Make(ctx context.Context) ([]int64, []byte, error) {
	sums, err := f.sum(ctx)
	if err != nil {
		return nil, nil, err
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range f.Parts {
		w, err := z.Create(p.Name)
		if err != nil {
			return nil, nil, err
		}
		if _, err := w.Write(p.Body); err != nil {
			return nil, nil, err
		}
	}
	err = z.Close()
	return sums, b.Bytes(), err
}

// sum reads the arrays in PostgreSQL's binary form, as floorArray does, where
// NULLs count nothing.
func (f *PaperFloor) sum(ctx context.Context) ([]int64, error) {
	rows, err := f.Pool.Query(ctx, sqlPaperFloor, f.Phase, f.Path)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var sums []int64
	for rows.Next() {
		b := rows.RawValues()[0]
		if len(b) < 20 {
			continue
		}
		n := int(binary.BigEndian.Uint32(b[12:]))
		for len(sums) < n {
			sums = append(sums, 0)
		}
		b = b[20:]
		for i := range n {
			size := int32(binary.BigEndian.Uint32(b))
			if b = b[4:]; size == 4 {
				sums[i] += int64(int32(binary.BigEndian.Uint32(b)))
				b = b[4:]
			}
		}
	}
	return sums, rows.Err()
}
