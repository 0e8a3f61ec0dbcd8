package workbook

import (
	"archive/zip"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"thidua/internal/clock"
)

// Codes of number formats are the file's own language: Excel shows them with
// the separators of the reader's country.
const (
	intFormat  = "#,##0"
	dateFormat = "dd/mm/yyyy"
	rateFormat = "0.0##%"
)

var widths = map[Kind]float64{Text: 24, Int: 12, Date: 13, Percent: 12, State: 16}

// styles of a workbook by use.
type styles struct {
	title, note, group, head    int
	text, integer, date, rate   int
	state, footText, footNumber int
}

func makeStyles(f *excelize.File) (s styles, err error) {
	line := []excelize.Border{{Type: "left", Color: "B8BDC4", Style: 1}, {Type: "right", Color: "B8BDC4", Style: 1},
		{Type: "top", Color: "B8BDC4", Style: 1}, {Type: "bottom", Color: "B8BDC4", Style: 1}}
	font := func(bold bool) *excelize.Font { return &excelize.Font{Family: "Times New Roman", Size: 11, Bold: bold} }
	top := func(h string, wrap bool) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: h, Vertical: "top", WrapText: wrap}
	}
	fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECF1"}}
	format := func(s string) *string { return &s }
	add := func(to *int, style excelize.Style) {
		if err == nil {
			*to, err = f.NewStyle(&style)
		}
	}
	add(&s.title, excelize.Style{Font: &excelize.Font{Family: "Times New Roman", Size: 14, Bold: true}})
	add(&s.note, excelize.Style{Font: &excelize.Font{Family: "Times New Roman", Size: 11, Italic: true, Color: "4A5560"}})
	head := excelize.Style{Font: font(true), Border: line, Fill: fill, Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}}
	add(&s.group, head)
	add(&s.head, head)
	add(&s.text, excelize.Style{Font: font(false), Border: line, Alignment: top("left", true), NumFmt: 49})
	add(&s.integer, excelize.Style{Font: font(false), Border: line, Alignment: top("right", false), CustomNumFmt: format(intFormat)})
	add(&s.date, excelize.Style{Font: font(false), Border: line, Alignment: top("center", false), CustomNumFmt: format(dateFormat)})
	add(&s.rate, excelize.Style{Font: font(false), Border: line, Alignment: top("right", false), CustomNumFmt: format(rateFormat)})
	add(&s.state, excelize.Style{Font: font(false), Border: line, Alignment: top("center", true), NumFmt: 49})
	add(&s.footText, excelize.Style{Font: font(true), Border: line, Fill: fill})
	add(&s.footNumber, excelize.Style{Font: font(true), Border: line, Fill: fill, CustomNumFmt: format(intFormat), Alignment: top("right", false)})
	return s, err
}

func (s styles) of(k Kind) int {
	return map[Kind]int{Text: s.text, Int: s.integer, Date: s.date, Percent: s.rate, State: s.state}[k]
}

// Workbook is a table made ready as XLSX; Close it.
type Workbook struct {
	Rows int
	f    *excelize.File
}

// Write writes the workbook straight to w, without a copy of it in memory.
func (b *Workbook) Write(w io.Writer) error { return Save(b.f, w) }

// Close removes what the workbook kept beside memory.
func (b *Workbook) Close() { _ = b.f.Close() }

// XLSX writes the table as a workbook; it answers how many rows it wrote.
func (t Table) XLSX(w io.Writer) (int, error) {
	b, err := t.Build()
	if err != nil {
		return 0, err
	}
	defer b.Close()
	return b.Rows, b.Write(w)
}

// Build draws all rows into a workbook of one sheet: title, notes, a frozen
// heading with filters, typed values. Long ones lie in a temporary file.
func (t Table) Build() (*Workbook, error) {
	f := excelize.NewFile()
	b := &Workbook{f: f}
	if err := b.draw(t); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

func (b *Workbook) draw(t Table) error {
	name := sheetName(t.Sheet, t.Title)
	if err := b.f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	s, err := makeStyles(b.f)
	if err != nil {
		return err
	}
	if err := wideSheet(b.f, name); err != nil {
		return err
	}
	sw, err := b.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	b.Rows, err = t.write(b.f, sw, name, s)
	return err
}

// wideSheet prints on as many landscape pages as it takes, one page wide. It
// comes before the stream writer, which writes the sheet's properties first.
func wideSheet(f *excelize.File, sheet string) error {
	yes, landscape, fit, tall := true, "landscape", 1, 0
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	return f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &fit, FitToHeight: &tall})
}

func (t Table) write(f *excelize.File, sw *excelize.StreamWriter, sheet string, s styles) (int, error) {
	top := 1 + len(t.Notes) + 2 // the heading's row: title, notes, a blank line
	if len(t.Groups) > 0 {
		top++
	}
	for i, c := range t.Columns {
		width := c.Width
		if width == 0 {
			width = widths[c.Kind]
		}
		if err := sw.SetColWidth(i+1, i+1, width); err != nil {
			return 0, err
		}
	}
	if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: top, TopLeftCell: at(1, top+1), ActivePane: "bottomLeft"}); err != nil {
		return 0, err
	}
	if err := t.heading(sw, s, top); err != nil {
		return 0, err
	}
	row, values := top, make([]any, len(t.Columns))
	for cells, err := range t.Rows {
		if err != nil {
			return row - top, err
		}
		row++
		for i, c := range t.Columns {
			var x Cell
			if i < len(cells) {
				x = cells[i]
			}
			values[i] = value(x, s.of(c.Kind), s)
		}
		if err := sw.SetRow(at(1, row), values); err != nil {
			return row - top - 1, err
		}
	}
	if len(t.Foot) > 0 && row > top {
		if err := t.foot(sw, s, top, row); err != nil {
			return row - top, err
		}
	}
	if err := f.AutoFilter(sheet, at(1, top)+":"+at(len(t.Columns), max(row, top+1)), nil); err != nil {
		return row - top, err
	}
	return row - top, sw.Flush()
}

func (t Table) heading(sw *excelize.StreamWriter, s styles, top int) error {
	if err := sw.SetRow("A1", []any{excelize.Cell{StyleID: s.title, Value: t.Title}}); err != nil {
		return err
	}
	for i, n := range t.Notes {
		if err := sw.SetRow(at(1, i+2), []any{excelize.Cell{StyleID: s.note, Value: n}}); err != nil {
			return err
		}
	}
	if len(t.Groups) > 0 {
		var row []any
		for _, g := range t.Groups {
			from := len(row) + 1
			for i := range g.Span {
				c := excelize.Cell{StyleID: s.group}
				if i == 0 {
					c.Value = g.Label
				}
				row = append(row, c)
			}
			if g.Span > 1 {
				if err := sw.MergeCell(at(from, top-1), at(from+g.Span-1, top-1)); err != nil {
					return err
				}
			}
		}
		if err := sw.SetRow(at(1, top-1), row); err != nil {
			return err
		}
	}
	row := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		row[i] = excelize.Cell{StyleID: s.head, Value: c.Header}
	}
	return sw.SetRow(at(1, top), row)
}

func (t Table) foot(sw *excelize.StreamWriter, s styles, top, last int) error {
	row := make([]any, len(t.Columns))
	for i := range t.Columns {
		c := excelize.Cell{StyleID: s.footText}
		if i < len(t.Foot) {
			switch x := t.Foot[i]; x.form {
			case text:
				c.Value = x.text
			case number:
				c.StyleID, c.Value = s.footNumber, x.num
			case total:
				c.StyleID, c.Value = s.footNumber, x.num
				c.Formula = "SUM(" + at(i+1, top+1) + ":" + at(i+1, last) + ")"
			}
		}
		row[i] = c
	}
	return sw.SetRow(at(1, last+1), row)
}

// value is a cell of a row. Text is always a string, whatever it begins with.
func value(c Cell, style int, s styles) excelize.Cell {
	x := excelize.Cell{StyleID: style}
	switch c.form {
	case text:
		x.Value = c.text
		if style == s.integer || style == s.date || style == s.rate {
			x.StyleID = s.state
		}
	case number, total:
		x.Value = c.num
	case day:
		x.Value = serial(clock.Day(c.num))
	case rate:
		x.Value = float64(c.num*100_000/c.den) / 100_000
	}
	return x
}

// epoch is day 0 of Excel's calendar (its 29/02/1900 never was).
var epoch = clock.NewDay(1899, 12, 30)

func serial(d clock.Day) int { return int(d - epoch) }

func at(col, row int) string {
	name, _ := excelize.ColumnNumberToName(col)
	return name + strconv.Itoa(row)
}

// sheetName is a name Excel takes: at most 31 characters, none of []:*?/\.
func sheetName(names ...string) string {
	for _, s := range names {
		s = strings.TrimSpace(strings.Map(func(r rune) rune {
			if strings.ContainsRune(`[]:*?/\'`, r) {
				return ' '
			}
			return r
		}, s))
		if r := []rune(s); len(r) > 31 {
			s = strings.TrimSpace(string(r[:31]))
		}
		if s != "" {
			return s
		}
	}
	return "Bảng"
}

// Save writes the workbook straight to w, without a copy of it in memory.
func Save(f *excelize.File, w io.Writer) error {
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	return f.Write(io.Discard)
}
