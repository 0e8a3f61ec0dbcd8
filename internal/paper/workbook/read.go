package workbook

import (
	"encoding/xml"
	"fmt"
	"iter"
	"math"
	"regexp"
	"strconv"
	"strings"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// Value is one cell as read. Formula tells that the cell calculates; Text is
// then what it last came to.
type Value struct {
	Col     int // from 1
	Text    string
	Number  bool
	Fail    bool // Excel shows an error in it
	Formula bool
}

// Row is a row with at least one value; N counts as Excel does, from 1.
type Row struct {
	N     int
	Cells []Value
}

// Cell is the value of a column, the zero Value where it is empty.
func (r Row) Cell(col int) Value {
	for _, c := range r.Cells {
		if c.Col == col {
			return c
		}
	}
	return Value{Col: col}
}

var escaped = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.ParseUint(m[2:6], 16, 16)
		return string(rune(n))
	})
}

// Rows walks a sheet's rows from the top, one in memory at a time; rows with
// nothing in them are passed over. More than the limits allow ends the walk
// with words.
func (b *Book) Rows(s Sheet) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r := reader{book: b, yield: yield}
		if err := b.tokens(s.part, r.token); err != nil {
			yield(Row{}, err)
		}
	}
}

type reader struct {
	book  *Book
	yield func(Row, error) bool
	row   Row
	rows  int
	cell  Value
	kind  string
	text  strings.Builder
	in    bool // inside <v> or <t>
	aside int
	open  bool // inside <c>
}

func (r *reader) token(_ *xml.Decoder, t xml.Token) error {
	switch x := t.(type) {
	case xml.StartElement:
		return r.start(x)
	case xml.EndElement:
		return r.end(x.Name.Local)
	case xml.CharData:
		if r.in {
			r.text.Write(x)
		}
	}
	return nil
}

func (r *reader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		n, err := strconv.Atoi(attr(e, "r"))
		if err != nil || n <= r.row.N {
			n = r.row.N + 1
		}
		r.row = Row{N: n}
	case "c":
		col := column(attr(e, "r"))
		if col == 0 {
			col = 1
			if k := len(r.row.Cells); k > 0 {
				col = r.row.Cells[k-1].Col + 1
			}
		}
		if col > r.book.limits.Columns {
			col = -1
		}
		r.cell, r.kind, r.open = Value{Col: col}, attr(e, "t"), true
		r.text.Reset()
	case "f":
		r.cell.Formula = true
	case "v", "t":
		r.in = r.open && r.aside == 0
	case "rPh":
		r.aside++
	}
	return nil
}

func (r *reader) end(name string) error {
	switch name {
	case "v", "t":
		r.in = false
	case "rPh":
		r.aside--
	case "c":
		r.open = false
		r.take()
	case "row":
		if len(r.row.Cells) == 0 {
			return nil
		}
		if r.rows++; r.rows > r.book.limits.Rows {
			return refuse(fmt.Sprintf("Tệp có hơn %s dòng. Chia thành nhiều tệp, mỗi tệp không quá %s dòng.", vi.Int(int64(r.book.limits.Rows)), vi.Int(int64(r.book.limits.Rows))))
		}
		if !r.yield(r.row, nil) {
			return errStop
		}
	case "sheetData":
		return errStop
	}
	return nil
}

// take ends a cell: what it shows by its kind.
func (r *reader) take() {
	c, s := r.cell, r.text.String()
	switch r.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || i < 0 || i >= len(r.book.shared) {
			return
		}
		s = r.book.shared[i]
	case "str", "inlineStr":
		s = unescape(s)
	case "b":
		s = map[string]string{"1": "TRUE", "0": "FALSE"}[strings.TrimSpace(s)]
	case "e":
		c.Fail = true
	case "d":
		s, _, _ = strings.Cut(s, "T")
	default:
		_, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		c.Number = err == nil
	}
	c.Text = vi.Clean(s)
	if c.Col > 0 && (c.Text != "" || c.Formula) {
		r.row.Cells = append(r.row.Cells, c)
	}
}

// column is the number of "AB12"'s column, 0 where there is none.
func column(ref string) int {
	n := 0
	for _, ch := range ref {
		switch {
		case ch >= 'A' && ch <= 'Z':
			n = n*26 + int(ch-'A') + 1
		case ch >= 'a' && ch <= 'z':
			n = n*26 + int(ch-'a') + 1
		default:
			return n
		}
		if n > 20_000 {
			return n
		}
	}
	return n
}

// Letters names a column as Excel does: 28 is AB.
func Letters(col int) string {
	s := ""
	for ; col > 0; col = (col - 1) / 26 {
		s = string(rune('A'+(col-1)%26)) + s
	}
	return s
}

// Plain is the value as text: a whole number without exponent or decimals.
func (v Value) Plain() string {
	if !v.Number {
		return vi.CleanLine(v.Text)
	}
	f, err := strconv.ParseFloat(v.Text, 64)
	if err != nil || math.Abs(f) > 1e15 {
		return v.Text
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// Day reads a cell that holds a day: Excel's serial number in the workbook's
// calendar, or text as people type it.
func (b *Book) Day(v Value) (clock.Day, error) {
	if !v.Number {
		s, _, _ := strings.Cut(v.Text, " 00:00")
		return vi.ParseDay(s)
	}
	f, err := strconv.ParseFloat(v.Text, 64)
	if err != nil || f < 1 || f > 2_958_465 {
		return 0, vi.ErrDate
	}
	n := clock.Day(f)
	switch {
	case b.Date1904:
		n += clock.NewDay(1904, 1, 1)
	case n < 60: // before Excel's 29/02/1900, which never was
		n += epoch + 1
	default:
		n += epoch
	}
	if y, _, _ := n.Date(); y < 1900 || y > 2200 {
		return 0, vi.ErrDate
	}
	return n, nil
}

// Merged are the merged cells of a sheet, "A3:B4", at most a few.
func (b *Book) Merged(s Sheet) ([]string, error) {
	var list []string
	err := b.tokens(s.part, func(_ *xml.Decoder, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "mergeCell" {
			if list = append(list, attr(e, "ref")); len(list) == 50 {
				return errStop
			}
		}
		return nil
	})
	return list, err
}

// FirstRow is the row a reference such as "B12:C13" begins in.
func FirstRow(ref string) int {
	from, _, _ := strings.Cut(ref, ":")
	n, _ := strconv.Atoi(strings.TrimLeft(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"))
	return n
}

// LastRow is the row a reference ends in.
func LastRow(ref string) int {
	if _, to, ok := strings.Cut(ref, ":"); ok {
		return FirstRow(to)
	}
	return FirstRow(ref)
}
