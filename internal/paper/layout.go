package paper

import "time"

// Layout is a document composed: every word as it is printed, numbered and
// punctuated, in reading order. The DOCX and the print view both follow it,
// so they cannot differ in content.
type Layout struct {
	Title, Author string
	Sheets        []Sheet
	Foot          []Line // on every page
	Made          time.Time
}

// Sheet is a stretch of pages numbered together: the document itself, then
// each annex.
type Sheet struct {
	Landscape bool
	Parts     []Part
}

// Part is one of the three, the others nil.
type Part struct {
	Line    *Line
	Columns *Columns
	Grid    *Grid
}

// Role is what a line is on the paper; styles and CSS classes are named for it.
type Role string

// The roles, in the order of Decree 30's elements.
const (
	FormLine   Role = "mau-so"
	Nation     Role = "quoc-hieu"
	Motto      Role = "tieu-ngu"
	Parent     Role = "co-quan-chu-quan"
	Agency     Role = "co-quan-ban-hanh"
	NumberLine Role = "so-ky-hieu"
	Brief      Role = "ve-viec"
	PlaceDate  Role = "dia-danh-ngay-thang"
	KindTitle  Role = "ten-loai"
	Subject    Role = "trich-yeu"
	To         Role = "kinh-gui"
	ToMany     Role = "kinh-gui-nhieu-noi"
	ToItem     Role = "noi-kinh-gui"
	Authority  Role = "tham-quyen"
	Basis      Role = "can-cu"
	Heading1   Role = "muc-1"
	Heading2   Role = "muc-2"
	Heading3   Role = "muc-3"
	BodyText   Role = "noi-dung"
	MiddleLine Role = "dong-giua"
	Caption    Role = "ten-bang"
	UnitLine   Role = "don-vi-tinh"
	CopyHead   Role = "noi-nhan"
	CopyItem   Role = "noi-nhan-dong"
	SignLine   Role = "quyen-han-ky"
	SignNote   Role = "ghi-chu-ky"
	SignName   Role = "ho-ten-ky"
	AnnexLabel Role = "phu-luc"
	AnnexTitle Role = "ten-phu-luc"
	AnnexNote  Role = "kem-theo"
	FootLine   Role = "chan-trang"
)

// Line is one paragraph; "\n" in a run is a line break within it.
type Line struct {
	Role  Role
	Runs  []Run
	Rule  Rule
	Fit   Fit
	Keep  bool // on one page with what follows
	Break bool // on a new page
}

// Fit is how a line of the head that is long for its column is set so as not
// to break: letters a size smaller, or 0.3 points closer.
type Fit int

// The ways to fit.
const (
	AsIs Fit = iota
	Small
	Tight
)

// Rule is the line drawn under words.
type Rule int

// The rules: none, as long as the words, two fifths of them (Decree 30 asks
// for a third to a half).
const (
	NoRule Rule = iota
	FullRule
	PartRule
)

// Columns are lines side by side without ruling: the head, the signatures.
type Columns struct {
	Left, Right float64 // millimetres
	Rows        []Beside
}

// Beside is one row of Columns; both sides begin level.
type Beside struct{ Left, Right []Line }

// Grid is a table with every width and merge worked out.
type Grid struct {
	Widths []float64 // millimetres
	Head   []GridRow
	Body   []GridRow
	Dense  bool
}

// GridRow holds a cell for every column that is not under the Span of one to
// its left.
type GridRow []GridCell

// GridCell is a cell; Covered ones lie under the Down of one above and are
// empty.
type GridCell struct {
	Text         string
	Span, Down   int // at least 1
	Column       int
	Width        float64
	Align        Align
	Bold, Italic bool
	Covered      bool
}

// The page, in millimetres: A4, margins as Decree 30 has them.
const (
	pageWidth, pageHeight          = 210.0, 297.0
	marginTop, marginBottom        = 20.0, 20.0
	marginLeft, marginRight        = 30.0, 15.0
	headLeft, headRight            = 67.5, 97.5
	columnGap                      = 3.0 // at the left column's right
	signLeft, signRight            = 77.5, 87.5
	headerDistance, footerDistance = 10.0, 8.0
)

// textWidth is the width between the margins.
func textWidth(landscape bool) float64 {
	if landscape {
		return pageHeight - marginLeft - marginRight
	}
	return pageWidth - marginLeft - marginRight
}
