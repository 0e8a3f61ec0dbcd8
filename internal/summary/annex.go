package summary

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"thidua/internal/plan"
	"thidua/internal/vi"
)

// The annex's sheets. Each computes from the one before by formulas, so that
// whoever opens it can follow a verdict down to a commune's month.
const (
	sheetMonths   = "Thang"
	sheetCommunes = "Theo xa"
	sheetUnits    = "Theo huyen"
	sheetJudged   = "Chi tieu xa"
	sheetWhole    = "Chi tieu"
	sheetFixed    = "Dinh chinh"
)

// AnnexType is the annex's media type.
const AnnexType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// book writes the annex: sheets of rows with typed values and formulas whose
// results are stored beside them.
type book struct {
	p      *Paper
	f      *Figures
	x      *excelize.File
	styles struct{ title, note, head, text, number, rate, bold, soft int }
	err    error
}

// Annex writes every figure of the report as a workbook: numerators,
// denominators, and formulas that compute sums, rates and verdicts again.
func (p *Paper) Annex(w io.Writer) error {
	b := &book{p: p, f: &p.Sealed.Figures, x: excelize.NewFile()}
	defer func() { _ = b.x.Close() }()
	b.style()
	b.whole()
	b.judged()
	if b.several() {
		b.units()
	}
	b.communes()
	b.months()
	if len(p.Corrections) > 0 {
		b.fixed()
	}
	if b.err != nil {
		return b.err
	}
	b.x.SetActiveSheet(0)
	yes := true
	if err := b.x.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &yes}); err != nil {
		return err
	}
	if err := b.x.SetDocProps(&excelize.DocProperties{Title: "Phụ lục số liệu: " + p.subjectLine(), Creator: "", Language: "vi-VN"}); err != nil {
		return err
	}
	return b.x.Write(w)
}

func (p *Paper) subjectLine() string {
	f := &p.Sealed.Figures
	return "kết quả thực hiện " + vi.LowerFirst(f.Phase.Name) + ", " + f.Unit.Name
}

// several tells whether units lie between the communes and the whole.
func (b *book) several() bool {
	return len(b.f.Districts) > 0 && b.f.Districts[0].ID != b.f.Communes[0].ID
}

func (b *book) style() {
	add := func(to *int, s excelize.Style) {
		if b.err == nil {
			*to, b.err = b.x.NewStyle(&s)
		}
	}
	font := func(bold, italic bool) *excelize.Font {
		return &excelize.Font{Family: "Times New Roman", Size: 11, Bold: bold, Italic: italic}
	}
	line := []excelize.Border{{Type: "left", Color: "B8BDC4", Style: 1}, {Type: "right", Color: "B8BDC4", Style: 1}, {Type: "top", Color: "B8BDC4", Style: 1}, {Type: "bottom", Color: "B8BDC4", Style: 1}}
	whole, rate := "#,##0", "0.0##%"
	wrap := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	add(&b.styles.title, excelize.Style{Font: &excelize.Font{Family: "Times New Roman", Size: 14, Bold: true}})
	add(&b.styles.note, excelize.Style{Font: font(false, true)})
	add(&b.styles.head, excelize.Style{Font: font(true, false), Border: line, Alignment: wrap, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECF1"}}})
	add(&b.styles.text, excelize.Style{Font: font(false, false), Border: line, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	add(&b.styles.number, excelize.Style{Font: font(false, false), Border: line, CustomNumFmt: &whole})
	add(&b.styles.rate, excelize.Style{Font: font(false, false), Border: line, CustomNumFmt: &rate})
	add(&b.styles.bold, excelize.Style{Font: font(true, false), Border: line, CustomNumFmt: &whole})
	add(&b.styles.soft, excelize.Style{Font: font(false, true), Border: line})
}

// rows writes a sheet: title, notes, a frozen head, then the rows. Its first
// row below the head is dataAt.
func (b *book) rows(sheet, title string, widths []float64, head []any, rows [][]any) {
	if b.err != nil {
		return
	}
	if sheet == sheetWhole {
		b.err = b.x.SetSheetName("Sheet1", sheet)
	} else {
		_, b.err = b.x.NewSheet(sheet)
	}
	if b.err != nil {
		return
	}
	yes, landscape, paper, one, tall := true, "landscape", 9, 1, 0
	b.err = b.x.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes})
	if b.err == nil {
		b.err = b.x.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &paper, FitToWidth: &one, FitToHeight: &tall})
	}
	sw, err := b.x.NewStreamWriter(sheet)
	if b.err == nil {
		b.err = err
	}
	do := func(err error) {
		if b.err == nil {
			b.err = err
		}
	}
	if b.err != nil {
		return
	}
	for i, w := range widths {
		do(sw.SetColWidth(i+1, i+1, w))
	}
	do(sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: headAt, TopLeftCell: fmt.Sprintf("A%d", dataAt), ActivePane: "bottomLeft"}))
	do(sw.SetRow("A1", []any{excelize.Cell{StyleID: b.styles.title, Value: title}}))
	do(sw.SetRow("A2", []any{excelize.Cell{StyleID: b.styles.note, Value: b.note()}}))
	for i := range head {
		head[i] = excelize.Cell{StyleID: b.styles.head, Value: head[i]}
	}
	do(sw.SetRow(fmt.Sprintf("A%d", headAt), head, excelize.RowOpts{Height: 48}))
	for i, r := range rows {
		do(sw.SetRow(fmt.Sprintf("A%d", dataAt+i), r))
	}
	do(sw.Flush())
}

const (
	headAt = 4
	dataAt = 5
)

func (b *book) note() string {
	s := vi.UpperFirst(b.p.subjectLine()) + fmt.Sprintf(", từ ngày %s đến ngày %s", b.f.Phase.Start, b.f.Phase.End)
	if b.p.Code == "" {
		return s + ". DỰ THẢO, số liệu tính đến ngày " + b.f.AsOf.String()
	}
	return s + ". Mã xác minh " + ShowCode(b.p.Code) + ", SHA-256 " + b.p.Digest
}

func (b *book) text(s string) excelize.Cell {
	return excelize.Cell{StyleID: b.styles.text, Value: s}
}

func (b *book) number(n int64) excelize.Cell {
	return excelize.Cell{StyleID: b.styles.number, Value: n}
}

func (b *book) formula(style int, value any, format string, args ...any) excelize.Cell {
	return excelize.Cell{StyleID: style, Value: value, Formula: fmt.Sprintf(format, args...)}
}

// at is a cell's address, column from 0.
func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		panic(err) // columns and rows here are positive
	}
	return name
}

// span is a column's rows, absolute: "'Theo xa'!$H$5:$H$66".
func span(sheet string, column, n int) string {
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", sheet, name, dataAt, name, dataAt+max(n, 1)-1)
}

// Columns of the first sheets before their measures.
const (
	monthMeasures   = 7
	communeMeasures = 6
	unitMeasures    = 4
)

// months are the figures as the communes reported them: values alone.
func (b *book) months() {
	head := []any{"Huyện, thành phố", "Mã", "Xã, phường, thị trấn", "Kỳ", "Trạng thái", "Được tính (1)", "Số Tổ"}
	widths := []float64{24, 10, 26, 22, 16, 10, 8}
	for _, m := range b.f.Measures {
		head, widths = append(head, m.Name+" ("+m.Unit+")"), append(widths, 14)
	}
	label := map[int]string{}
	for _, p := range b.f.Periods {
		label[p.Ordinal] = p.Label
	}
	var rows [][]any
	for i := range b.f.Communes {
		c := &b.f.Communes[i]
		for _, m := range c.Months {
			counted, teams := int64(0), int64(0)
			if m.Counted && m.Sum != nil {
				counted, teams = 1, int64(m.Sum.Teams)
			}
			r := []any{b.text(b.district(c)), b.text(c.Code), b.text(vi.UpperFirst(c.Name)), b.text(label[m.Period]), b.text(m.State), b.number(counted), b.number(teams)}
			for _, x := range b.f.Measures {
				if counted == 1 && x.Slot < len(m.Sum.Sums) {
					r = append(r, b.number(m.Sum.Sums[x.Slot]))
				} else {
					r = append(r, b.text(""))
				}
			}
			rows = append(rows, r)
		}
	}
	b.rows(sheetMonths, "Số liệu từng tháng của từng xã", widths, head, rows)
}

// monthRows is how many rows months writes.
func (b *book) monthRows() int {
	n := 0
	for i := range b.f.Communes {
		n += len(b.f.Communes[i].Months)
	}
	return n
}

func (b *book) district(c *Commune) string {
	for i := range b.f.Districts {
		if b.f.Districts[i].ID == c.Parent {
			return vi.UpperFirst(b.f.Districts[i].Name)
		}
	}
	return vi.UpperFirst(b.f.Unit.Name)
}

// communes sum the months that count; of a stock the last one.
func (b *book) communes() {
	head := []any{"TT", "Huyện, thành phố", "Mã", "Xã, phường, thị trấn", "Số Tổ", "Số thành viên"}
	widths := []float64{6, 24, 10, 26, 8, 10}
	for _, m := range b.f.Measures {
		head, widths = append(head, m.Name+" ("+m.Unit+")"), append(widths, 14)
	}
	n := b.monthRows()
	last := ""
	if k := len(b.f.Periods); k > 0 {
		last = b.f.Periods[k-1].Label
	}
	var rows [][]any
	for i := range b.f.Communes {
		c, row := &b.f.Communes[i], dataAt+len(rows)
		r := []any{b.number(int64(i + 1)), b.text(b.district(c)), b.text(c.Code), b.text(vi.UpperFirst(c.Name)), b.number(int64(c.Teams)), b.number(int64(c.Members))}
		for k, m := range b.f.Measures {
			f := fmt.Sprintf("SUMIFS(%s,%s,%s,%s,1", span(sheetMonths, monthMeasures+k, n), span(sheetMonths, 1, n), "$"+at(2, row), span(sheetMonths, 5, n))
			if m.Last {
				f += fmt.Sprintf(`,%s,"%s"`, span(sheetMonths, 3, n), last)
			}
			if c.Counted() == 0 { // no figure, which is not zero
				r = append(r, b.text("–"))
				continue
			}
			r = append(r, b.formula(b.styles.number, c.Totals[k], "%s)", f))
		}
		rows = append(rows, r)
	}
	total := []any{b.text(""), b.text("Cộng"), b.text(""), b.text(""), b.sum(sheetCommunes, 4, len(rows)), b.sum(sheetCommunes, 5, len(rows))}
	for k := range b.f.Measures {
		total = append(total, b.formula(b.styles.bold, b.f.Totals[k], "SUM(%s)", span(sheetCommunes, communeMeasures+k, len(rows))))
	}
	b.rows(sheetCommunes, "Số liệu theo đơn vị cấp xã", widths, head, append(rows, total))
}

// sum is a total of teams or members.
func (b *book) sum(sheet string, column, n int) excelize.Cell {
	t := int64(0)
	for i := range b.f.Communes {
		if column == 4 {
			t += int64(b.f.Communes[i].Teams)
		} else {
			t += int64(b.f.Communes[i].Members)
		}
	}
	return b.formula(b.styles.bold, t, "SUM(%s)", span(sheet, column, n))
}

// units sum the communes of each unit between them and the whole.
func (b *book) units() {
	head := []any{"Huyện, thành phố", "Số xã", "Số Tổ", "Số thành viên"}
	widths := []float64{28, 8, 8, 12}
	for _, m := range b.f.Measures {
		head, widths = append(head, m.Name+" ("+m.Unit+")"), append(widths, 14)
	}
	n := len(b.f.Communes)
	name := span(sheetCommunes, 1, n)
	var rows [][]any
	for i := range b.f.Districts {
		d, key := &b.f.Districts[i], "$"+at(0, dataAt+i)
		r := []any{b.text(vi.UpperFirst(d.Name)), b.formula(b.styles.number, d.Communes, "COUNTIF(%s,%s)", name, key),
			b.formula(b.styles.number, d.Teams, "SUMIFS(%s,%s,%s)", span(sheetCommunes, 4, n), name, key),
			b.formula(b.styles.number, d.Members, "SUMIFS(%s,%s,%s)", span(sheetCommunes, 5, n), name, key)}
		for k := range b.f.Measures {
			if b.f.CountedIn(d.ID) == 0 {
				r = append(r, b.text("–"))
				continue
			}
			r = append(r, b.formula(b.styles.number, d.Totals[k], "SUMIFS(%s,%s,%s)", span(sheetCommunes, communeMeasures+k, n), name, key))
		}
		rows = append(rows, r)
	}
	b.rows(sheetUnits, "Số liệu theo đơn vị cấp huyện", widths, head, rows)
}

// fixed lists the corrections after the freeze.
func (b *book) fixed() {
	var rows [][]any
	for _, c := range b.p.Corrections {
		rows = append(rows, []any{b.number(int64(c.No)), b.text(c.On.String()), b.text(vi.UpperFirst(c.Unit)), b.text(c.Period), b.text(c.Row), b.text(c.Measure), b.text(c.Old), b.text(c.New), b.text(c.Reason), b.text(c.By)})
	}
	b.rows(sheetFixed, "Đính chính số liệu sau khi chốt (các trang khác giữ số đã chốt)", []float64{6, 12, 26, 20, 26, 26, 10, 10, 40, 24},
		[]any{"Số", "Ngày", "Đơn vị", "Kỳ", "Dòng", "Số liệu", "Số cũ", "Số mới", "Lý do", "Người quyết định"}, rows)
}

// targetOf reads an indicator's target back.
func targetOf(ind *IndicatorRef) plan.Target {
	var t plan.Target
	_ = t.UnmarshalText([]byte(ind.Target)) // written by plan.Target.String
	return t
}
