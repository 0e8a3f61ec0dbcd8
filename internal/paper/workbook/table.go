// Package workbook owns tables on paper: one small model written as XLSX or CSV,
// and workbooks read back safely.
//
// It holds no table of the database and knows no capability. Text leaves as
// text: no export can start a formula. What it reads is bounded in bytes, rows
// and cells; formulas, merged cells, macros and links to other files are told
// apart so that callers can refuse them with words.
package workbook

import (
	"iter"
	"strconv"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// Kind is how a column's values are written and lined up.
type Kind int

// The kinds of columns.
const (
	Text Kind = iota
	Int
	Date
	Percent
	State // a short word in the middle
)

// Column is one column: Width in characters, 0 for the kind's usual one.
type Column struct {
	Header string
	Width  float64
	Kind   Kind
}

// Group is a heading over several columns.
type Group struct {
	Label string
	Span  int
}

// Table is one sheet: a title, lines below it (unit, filters, time), headings,
// rows. Rows are drawn one by one, so a long list never stands in memory.
type Table struct {
	Sheet   string // "" takes the title
	Title   string
	Notes   []string
	Groups  []Group // optional, over Columns from the left
	Columns []Column
	Rows    iter.Seq2[[]Cell, error]
	Foot    []Cell // optional last row, XLSX only
}

// Cell is a value of a row. The zero Cell is empty.
type Cell struct {
	form form
	text string
	num  int64
	den  int64
}

type form uint8

const (
	blank form = iota
	text
	number
	day
	rate
	total
)

// T is text.
func T(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{form: text, text: s}
}

// N is a whole number.
func N(n int64) Cell { return Cell{form: number, num: n} }

// D is a day.
func D(d clock.Day) Cell { return Cell{form: day, num: int64(d)} }

// DayOr is a day, empty where there is none.
func DayOr(d *clock.Day) Cell {
	if d == nil {
		return Cell{}
	}
	return D(*d)
}

// Rate is num of den as a percentage, cut and never rounded up; empty where
// den is 0.
func Rate(num, den int64) Cell {
	if den <= 0 {
		return Cell{}
	}
	return Cell{form: rate, num: num, den: den}
}

// Total is, in a foot, the sum of the column's rows; n is its value now.
func Total(n int64) Cell { return Cell{form: total, num: n} }

// Lines are rows already in hand.
func Lines(rows [][]Cell) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// plain is the cell as CSV writes it, before quoting.
func (c Cell) plain() string {
	switch c.form {
	case text:
		return c.text
	case number, total:
		return strconv.FormatInt(c.num, 10)
	case day:
		return clock.Day(c.num).String()
	case rate:
		return vi.Percent(c.num, c.den)
	}
	return ""
}
