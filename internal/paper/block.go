package paper

// Block is a part of the body: Heading, Para, Item, Article, Middle, Table or
// PageBreak.
type Block interface{ block() }

// Run is a stretch of text in one face.
type Run struct {
	Text         string
	Bold, Italic bool
}

// Text is one upright run.
func Text(s string) []Run { return []Run{{Text: s}} }

// Heading numbers itself: level 1 "I. TIÊU ĐỀ", level 2 "1. Tiêu đề", level 3
// "a) Tiêu đề". Each starts anew under the one above it.
type Heading struct {
	Level int // 1 to 3
	Text  string
}

// Para is running text; each "\n" begins another paragraph. Keep is for one
// that says what follows: they stand on one page.
type Para struct {
	Runs []Run
	Keep bool
}

// Item is an entry of a list. Sub is one step below: its dash is a plus sign.
type Item struct {
	Mark Mark
	Sub  bool
	Runs []Run
}

// Mark opens an Item. Letters and numbers count on from item to item and
// start anew after any other block.
type Mark int

// The marks: "-", "a)", "1.".
const (
	Dash Mark = iota
	Lettered
	Numbered
)

// Article is "Điều 1." and its text, numbered through the document.
type Article struct{ Runs []Run }

// Middle is a bold centred line: "QUYẾT ĐỊNH:".
type Middle struct{ Text string }

// PageBreak begins a new page.
type PageBreak struct{}

// Table is a ruled table. Head rows are repeated on every page; widths are in
// millimetres, 0 shares what the others leave, and all shrink together where
// they exceed the page.
type Table struct {
	Caption string
	Unit    string // after "Đơn vị tính:", "" for none
	Columns []Column
	Head    []Row
	Rows    []Row
	Dense   bool // smaller letters, for wide tables
}

// Align is where text stands in a cell.
type Align int

// The alignments.
const (
	Left Align = iota
	Centre
	Right
)

// Column is one column's width and the alignment of its body cells.
type Column struct {
	Width float64
	Align Align
}

// Row is a row of cells; every column is filled, by a cell, by the Span of
// one to the left or the Down of one above.
type Row struct {
	Cells []Cell
	Bold  bool
}

// Cell is a cell's text and how many columns and rows it takes (0 and 1 are
// one). Head cells are bold and centred.
type Cell struct {
	Text string
	Span int
	Down int
	// Align overrides the column's where Aligned is set.
	Align   Align
	Aligned bool
	Italic  bool
}

// Cells is a row of plain cells.
func Cells(texts ...string) Row {
	r := Row{Cells: make([]Cell, len(texts))}
	for i, t := range texts {
		r.Cells[i].Text = t
	}
	return r
}

func (Heading) block()   {}
func (Para) block()      {}
func (Item) block()      {}
func (Article) block()   {}
func (Middle) block()    {}
func (PageBreak) block() {}
func (Table) block()     {}
