package workbook

import (
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// Form is a workbook handed out to be filled and handed back: protected
// headings, open cells that Excel checks while typing, an instruction sheet,
// and a hidden sheet that says which form it is and for whom.
type Form struct {
	Sheet   string
	Title   string
	Notes   []string
	Columns []FormColumn
	Rows    [][]FormCell // filled in beforehand; none: Blank empty rows
	Blank   int
	Help    []string // lines of the instruction sheet
	Meta    []Pair
}

// FormColumn is one column to fill.
type FormColumn struct {
	Header   string
	Width    float64
	Kind     Kind
	Required bool
	List     []string // only these, chosen from a list
	Hint     string   // shown when a cell is chosen
}

// FormCell is a cell filled in beforehand.
type FormCell struct {
	Cell
	Locked bool
}

// Pair is a line of the hidden sheet.
type Pair struct{ Key, Value string }

// Names of the sheets a form has besides its own.
const (
	metaSheet = "_thidua"
	listSheet = "_danh_muc"
	helpSheet = "Hướng dẫn"
)

// Write draws the form.
func (m Form) Write(w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	d := drawing{f: f, m: m, sheet: sheetName(m.Sheet)}
	for _, step := range []func() error{d.begin, d.heading, d.body, d.lists, d.validate, d.protect, d.help, d.meta} {
		if err := step(); err != nil {
			return err
		}
	}
	return Save(f, w)
}

type drawing struct {
	f          *excelize.File
	m          Form
	sheet      string
	s          styles
	open, shut map[Kind]int
	top        int // the heading's row
	last       int // the last row to fill
	listRange  []string
}

func (d *drawing) begin() (err error) {
	if err = d.f.SetSheetName("Sheet1", d.sheet); err != nil {
		return err
	}
	if d.s, err = makeStyles(d.f); err != nil {
		return err
	}
	d.open, d.shut = map[Kind]int{}, map[Kind]int{}
	for _, k := range []Kind{Text, Int, Date, Percent, State} {
		style, err := d.f.GetStyle(d.s.of(k))
		if err != nil {
			return err
		}
		style.Protection = &excelize.Protection{Locked: false}
		if d.open[k], err = d.f.NewStyle(style); err != nil {
			return err
		}
		style.Protection = &excelize.Protection{Locked: true}
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E3E6EA"}}
		if d.shut[k], err = d.f.NewStyle(style); err != nil {
			return err
		}
	}
	d.top = len(d.m.Notes) + 3
	d.last = d.top + max(len(d.m.Rows), d.m.Blank)
	for i, c := range d.m.Columns {
		if err := d.f.SetColWidth(d.sheet, Letters(i+1), Letters(i+1), c.Width); err != nil {
			return err
		}
	}
	return wideSheet(d.f, d.sheet)
}

func (d *drawing) set(col, row int, v any, style int) error {
	if v != nil {
		if err := d.f.SetCellValue(d.sheet, at(col, row), v); err != nil {
			return err
		}
	}
	return d.f.SetCellStyle(d.sheet, at(col, row), at(col, row), style)
}

func (d *drawing) heading() error {
	if err := d.set(1, 1, d.m.Title, d.s.title); err != nil {
		return err
	}
	for i, n := range d.m.Notes {
		if err := d.set(1, i+2, n, d.s.note); err != nil {
			return err
		}
	}
	for i, c := range d.m.Columns {
		text := c.Header
		if c.Required {
			text += " (*)"
		}
		if err := d.set(i+1, d.top, text, d.s.head); err != nil {
			return err
		}
	}
	return d.f.SetPanes(d.sheet, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: d.top, TopLeftCell: at(2, d.top+1), ActivePane: "bottomRight"})
}

func (d *drawing) body() error {
	if len(d.m.Rows) == 0 {
		for i, c := range d.m.Columns {
			if err := d.f.SetCellStyle(d.sheet, at(i+1, d.top+1), at(i+1, d.last), d.open[c.Kind]); err != nil {
				return err
			}
		}
		return nil
	}
	for r, row := range d.m.Rows {
		for i, c := range row {
			kind := d.m.Columns[i].Kind
			style := d.open[kind]
			if c.Locked {
				style = d.shut[kind]
			}
			if err := d.set(i+1, d.top+1+r, value(c.Cell, 0, d.s).Value, style); err != nil {
				return err
			}
		}
	}
	return nil
}

// lists writes the choices to a sheet of their own: a list inside a rule may
// hold only 255 letters.
func (d *drawing) lists() error {
	d.listRange = make([]string, len(d.m.Columns))
	col := 0
	for i, c := range d.m.Columns {
		if len(c.List) == 0 {
			continue
		}
		if col == 0 {
			if _, err := d.f.NewSheet(listSheet); err != nil {
				return err
			}
		}
		col++
		for k, v := range c.List {
			if err := d.f.SetCellStr(listSheet, at(col, k+1), v); err != nil {
				return err
			}
		}
		d.listRange[i] = fmt.Sprintf("%s!$%s$1:$%s$%d", listSheet, Letters(col), Letters(col), len(c.List))
	}
	if col == 0 {
		return nil
	}
	return d.f.SetSheetVisible(listSheet, false, true)
}

func (d *drawing) validate() error {
	for i, c := range d.m.Columns {
		dv := excelize.NewDataValidation(true)
		dv.Sqref = at(i+1, d.top+1) + ":" + at(i+1, d.last)
		var err error
		switch {
		case d.listRange[i] != "":
			dv.SetSqrefDropList(d.listRange[i])
			dv.SetError(excelize.DataValidationErrorStyleStop, "Chọn trong danh sách", "Chọn một giá trị có trong danh sách.")
		case c.Kind == Date:
			err = dv.SetRange(1, 73_415, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
			dv.SetError(excelize.DataValidationErrorStyleStop, "Chưa đúng ngày", "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2025.")
		case c.Kind == Int:
			err = dv.SetRange(0, 1_000_000, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween)
			dv.SetError(excelize.DataValidationErrorStyleWarning, "Kiểm tra lại", "Nhập số nguyên từ 0; không phát sinh thì nhập –.")
		case c.Hint == "":
			continue
		}
		if err != nil {
			return err
		}
		if c.Hint != "" {
			dv.SetInput(c.Header, c.Hint)
		}
		if err := d.f.AddDataValidation(d.sheet, dv); err != nil {
			return err
		}
	}
	return nil
}

func (d *drawing) protect() error {
	return d.f.ProtectSheet(d.sheet, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatCells: true, FormatColumns: true, FormatRows: true, InsertRows: true, DeleteRows: true, Sort: true})
}

func (d *drawing) help() error {
	if len(d.m.Help) == 0 {
		return nil
	}
	if _, err := d.f.NewSheet(helpSheet); err != nil {
		return err
	}
	if err := d.f.SetColWidth(helpSheet, "A", "A", 110); err != nil {
		return err
	}
	style, err := d.f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "Times New Roman", Size: 12}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	for i, line := range d.m.Help {
		if err := d.f.SetCellStr(helpSheet, at(1, i+1), line); err != nil {
			return err
		}
		use := style
		if i == 0 {
			use = d.s.title
		}
		if err := d.f.SetCellStyle(helpSheet, at(1, i+1), at(1, i+1), use); err != nil {
			return err
		}
	}
	return nil
}

func (d *drawing) meta() error {
	if _, err := d.f.NewSheet(metaSheet); err != nil {
		return err
	}
	for i, p := range append([]Pair{{"trang", d.sheet}, {"dong", strconv.Itoa(d.top)}}, d.m.Meta...) {
		if err := d.f.SetSheetRow(metaSheet, at(1, i+1), &[]any{p.Key, p.Value}); err != nil {
			return err
		}
	}
	return d.f.SetSheetVisible(metaSheet, false, true)
}

// Meta are the lines of a form's hidden sheet; none where the workbook is not
// one of our forms.
func (b *Book) Meta() (map[string]string, error) {
	m := map[string]string{}
	for _, s := range b.Sheets {
		if s.Name != metaSheet {
			continue
		}
		for row, err := range b.Rows(s) {
			if err != nil {
				return nil, err
			}
			if len(m) > 50 {
				break
			}
			m[row.Cell(1).Text] = row.Cell(2).Plain()
		}
	}
	return m, nil
}
