package reportview

import (
	"context"
	"io"

	"thidua/templates/ui"
)

// rowsOf is the body of a sheet, written without templ: a sheet has hundreds
// of cells, and what templ spends on each expression made up most of the page.
// Every value goes through ui.Escaped; cells with more to them than a value
// are cellOf's.
type rowsOf struct {
	columns []Column
	rows    []Row
}

// Render writes a row at a time.
func (x rowsOf) Render(ctx context.Context, w io.Writer) error {
	b := make([]byte, 0, 6<<10)
	at := spots(x.columns)
	for i := range x.rows {
		r := &x.rows[i]
		b = r.head(b[:0])
		field, head := ui.Escaped(append(make([]byte, 0, 16), `c.`...), r.ID), ui.Escaped(make([]byte, 0, 16), r.Head)
		for k := range at {
			at[k].field, at[k].head = field, head
		}
		for k := range r.Cells {
			col, c := &x.columns[k], &r.Cells[k]
			switch {
			case c.Kind == "shut":
				b = append(b, `<td class="shut"></td>`...)
			case c.counted():
				b = c.more(b, &at[k])
			case !c.plain():
				if _, err := w.Write(b); err != nil {
					return err
				}
				b = b[:0]
				if err := cellOf(r, col, c).Render(ctx, w); err != nil {
					return err
				}
			case c.Kind == "":
				b = c.input(b, &at[k])
			default:
				b = c.figure(b, &at[k])
			}
		}
		b = append(b, `</tr>`...)
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

func (r *Row) head(b []byte) []byte {
	b = ui.Escaped(append(b, `<tr data-row="`...), r.ID)
	b = ui.Escaped(append(b, `"><th scope="row" id="`...), r.Head)
	b = append(b, `">`...)
	if r.URL != "" {
		b = ui.Escaped(append(b, `<a href="`...), r.URL)
		b = ui.Escaped(append(b, `">`...), r.Name)
		b = append(b, `</a> `...)
	} else {
		b = append(ui.Escaped(b, r.Name), ' ')
	}
	if r.None {
		b = ui.Escaped(append(b, `<button class="kps" name="kps" value="`...), r.ID)
		b = append(b, `" title="Điền “không phát sinh” vào các ô còn trống của dòng này">–</button>`...)
	}
	if r.Diary {
		b = ui.Escaped(append(b, `<button class="cx-row" name="tu-so" value="r.`...), r.ID)
		b = append(b, `">Lấy số từ sổ</button>`...)
	}
	return append(b, `</th>`...)
}

// spot is where a cell stands, in pieces already escaped: they are the same
// for a whole column or row.
type spot struct {
	label, slot, id []byte // the column's
	field, head     []byte // the row's
}

func spots(columns []Column) []spot {
	at := make([]spot, len(columns))
	buf := make([]byte, 0, 64*len(columns))
	put := func(s string) []byte {
		from := len(buf)
		buf = ui.Escaped(buf, s)
		return buf[from:len(buf):len(buf)]
	}
	for i := range columns {
		at[i] = spot{label: put(columns[i].Short), slot: put(columns[i].Slot), id: put(columns[i].ID)}
	}
	return at
}

// name is the field's name: "c.12.3".
func (at *spot) name(b []byte) []byte {
	return append(append(append(b, at.field...), '.'), at.slot...)
}

// input is a cell to fill.
func (c *Cell) input(b []byte, at *spot) []byte {
	b = append(append(b, `<td data-l="`...), at.label...)
	b = ui.Escaped(append(b, `" data-p="`...), c.Prev)
	return append(c.box(append(b, `">`...), at), `</td>`...)
}

// more is a cell to fill with what the diary counts beside it.
func (c *Cell) more(b []byte, at *spot) []byte {
	b = append(append(b, `<td class="cx-cell" data-l="`...), at.label...)
	b = ui.Escaped(append(b, `" data-p="`...), c.Prev)
	b = ui.Escaped(append(b, `" data-so="`...), c.More.Diary)
	b = c.box(append(b, `">`...), at)
	b = append(b, ` <button class="cx-so`...)
	if c.More.Differ {
		b = append(b, ` differs`...)
	}
	b = at.name(append(b, `" name="tu-so" value="`...))
	b = ui.Escaped(append(b, `" tabindex="-1" title="Lấy số này từ sổ phát sinh">sổ: `...), c.More.Diary)
	b = append(append(b, `<span class="hide">, lấy số này cho `...), at.label...)
	return append(b, `</span></button></td>`...)
}

// box is a cell's field.
func (c *Cell) box(b []byte, at *spot) []byte {
	b = at.name(append(b, `<input name="`...))
	b = at.name(append(b, `" id="f-`...))
	b = ui.Escaped(append(b, `" value="`...), c.Value)
	b = append(append(b, `" inputmode="numeric" autocomplete="off" aria-labelledby="`...), at.head...)
	b = append(append(b, ' '), at.id...)
	return append(b, `">`...)
}

// figure is a cell to read, with the way to what makes it.
func (c *Cell) figure(b []byte, at *spot) []byte {
	b = ui.Escaped(append(b, `<td class="num `...), c.Kind)
	b = append(append(b, `" data-l="`...), at.label...)
	b = append(b, `">`...)
	if c.URL == "" {
		return append(ui.Escaped(b, c.Value), `</td>`...)
	}
	b = ui.Escaped(append(b, `<a href="`...), c.URL)
	b = append(b, `">`...)
	if c.Value == "" {
		b = append(b, `<span class="soft" title="Ô trống: chưa có số liệu">·<span class="hide">trống</span></span>`...)
	} else {
		b = ui.Escaped(b, c.Value)
	}
	return append(b, `</a></td>`...)
}
