package paper

import "fmt"

// table composes a table: its caption, unit, then the grid.
func (c *composer) table(t Table) {
	if s := CleanLine(t.Caption); s != "" {
		c.add(Caption, s).Keep = true
	}
	if s := CleanLine(t.Unit); s != "" {
		c.add(UnitLine, "Đơn vị tính: "+s).Keep = true
	}
	g := &Grid{Widths: t.widths(c.width), Dense: t.Dense}
	var err error
	if g.Head, err = t.rows(t.Head, g.Widths, true); err == nil {
		g.Body, err = t.rows(t.Rows, g.Widths, false)
	}
	if err == nil && (len(t.Columns) == 0 || len(g.Head)+len(g.Body) == 0) {
		err = fmt.Errorf("nothing in it")
	}
	if err != nil && c.err == nil {
		c.err = fmt.Errorf("table %q: %w", t.Caption, err)
	}
	c.parts = append(c.parts, Part{Grid: g})
}

// widths gives every column its millimetres.
func (t Table) widths(page float64) []float64 {
	given, open := 0.0, 0
	for _, col := range t.Columns {
		given += col.Width
		if col.Width == 0 {
			open++
		}
	}
	const least = 8 // a column without a width
	share, scale := 0.0, 1.0
	if open > 0 {
		share = max((page-given)/float64(open), least)
	}
	if sum := given + share*float64(open); sum > page {
		scale = page / sum
	}
	w := make([]float64, len(t.Columns))
	for i, col := range t.Columns {
		if w[i] = col.Width * scale; col.Width == 0 {
			w[i] = share * scale
		}
	}
	return w
}

// rows works out the merges of a table's head or body.
func (t Table) rows(all []Row, widths []float64, head bool) ([]GridRow, error) {
	under := make([]GridCell, len(widths)) // the cell that reaches down into each column; Down counts what is left
	rows := make([]GridRow, 0, len(all))
	for i, r := range all {
		row := make(GridRow, 0, len(widths))
		next := 0
		for col := 0; col < len(widths); {
			if u := under[col]; u.Down > 0 {
				under[col].Down--
				u.Covered, u.Text, u.Down = true, "", 1
				row = append(row, u)
				col += u.Span
				continue
			}
			if next == len(r.Cells) {
				return nil, fmt.Errorf("row %d: no cell for column %d", i+1, col+1)
			}
			cell, err := t.cell(r, r.Cells[next], col, widths, head)
			if err != nil || cell.Down > len(all)-i {
				return nil, fmt.Errorf("row %d: the cell at column %d reaches too far", i+1, col+1)
			}
			for k := col; k < col+cell.Span; k++ {
				if under[k].Down > 0 {
					return nil, fmt.Errorf("row %d: the cell at column %d lies over another", i+1, col+1)
				}
			}
			if cell.Down > 1 {
				under[col] = cell
				under[col].Down--
			}
			next++
			row = append(row, cell)
			col += cell.Span
		}
		if next < len(r.Cells) {
			return nil, fmt.Errorf("row %d: %d cells too many", i+1, len(r.Cells)-next)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (t Table) cell(r Row, c Cell, col int, widths []float64, head bool) (GridCell, error) {
	g := GridCell{Text: trimmed(c.Text), Span: max(c.Span, 1), Down: max(c.Down, 1), Column: col, Align: t.Columns[col].Align, Bold: r.Bold || head, Italic: c.Italic}
	if col+g.Span > len(widths) {
		return g, fmt.Errorf("too wide")
	}
	for _, w := range widths[col : col+g.Span] {
		g.Width += w
	}
	if head {
		g.Align = Centre
	}
	if c.Aligned {
		g.Align = c.Align
	}
	return g, nil
}
