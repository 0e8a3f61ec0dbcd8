package intake

import (
	"fmt"
	"io"
	"strings"

	"thidua/internal/fault"
	"thidua/internal/paper/workbook"
	"thidua/internal/vi"
)

// MaxFile is the largest workbook taken, in bytes.
const MaxFile = 10 << 20

// Issue is one problem or warning of a workbook, by row and column.
type Issue struct {
	Row     int    `json:"r,omitempty"` // as Excel counts; 0 the whole file
	Col     int    `json:"c,omitempty"`
	Column  string `json:"h,omitempty"` // the column's heading
	Value   string `json:"v,omitempty"` // what stands there
	Message string `json:"m"`
	Warning bool   `json:"w,omitempty"`
}

// Where is "C12", "dòng 12", "cả tệp".
func (i Issue) Where() string {
	switch {
	case i.Row == 0:
		return "cả tệp"
	case i.Col == 0:
		return fmt.Sprintf("dòng %d", i.Row)
	}
	return fmt.Sprintf("%s%d", workbook.Letters(i.Col), i.Row)
}

// sheet is the part of a workbook that is read: the heading found, which
// column holds which field.
type sheet struct {
	book   *workbook.Book
	of     workbook.Sheet
	meta   map[string]string
	head   int            // its row
	cols   map[string]int // field → column
	titles map[int]string // column → heading as written
	notes  []Issue
}

const headWithin = 30

// open opens a file and reads the hidden sheet of our forms.
func open(r io.ReaderAt, size int64) (*sheet, error) {
	if size > MaxFile {
		return nil, fault.New(fault.TooLarge, "Tệp lớn hơn 10 MB. Chỉ giữ lại các dòng cần nhập, bỏ ảnh và định dạng thừa rồi tải lên lại.")
	}
	book, err := workbook.Open(r, size, workbook.Usual)
	if err != nil {
		return nil, err
	}
	meta, err := book.Meta()
	return &sheet{book: book, meta: meta, titles: map[int]string{}, cols: map[string]int{}}, err
}

// candidates are the visible sheets, the one our form names first.
func (s *sheet) candidates() []workbook.Sheet {
	var first, rest []workbook.Sheet
	for _, x := range s.book.Sheets {
		switch {
		case x.Hidden:
		case x.Name == s.meta["trang"]:
			first = append(first, x)
		default:
			rest = append(rest, x)
		}
	}
	return append(first, rest...)
}

// find looks for the heading: the row that names most fields, in any sheet.
func (s *sheet) find(fields []field) error {
	best := 0
	for _, x := range s.candidates() {
		for row, err := range s.book.Rows(x) {
			if err != nil {
				return err
			}
			if row.N > headWithin {
				break
			}
			if n := recognised(row, fields); n > best && n >= min(2, len(fields)) {
				best, s.of, s.head = n, x, row.N
				s.take(row, fields)
			}
		}
		if best >= required(fields) {
			break
		}
	}
	if best == 0 {
		return fault.New(fault.Invalid, "Không tìm thấy dòng tiêu đề trong tệp. Dòng tiêu đề phải có các cột: "+strings.Join(headers(fields), ", ")+". Tải tệp mẫu rồi dán số liệu vào đó.")
	}
	return s.complete(fields)
}

func recognised(row workbook.Row, fields []field) int {
	n := 0
	for _, f := range fields {
		for _, c := range row.Cells {
			if f.named(key(c.Text)) {
				n++
				break
			}
		}
	}
	return n
}

func required(fields []field) int {
	n := 0
	for _, f := range fields {
		if f.required {
			n++
		}
	}
	return n
}

func headers(fields []field) []string {
	var list []string
	for _, f := range fields {
		if f.required {
			list = append(list, "“"+f.header+"”")
		}
	}
	return list
}

func (s *sheet) take(row workbook.Row, fields []field) {
	s.cols, s.titles, s.notes = map[string]int{}, map[int]string{}, nil
	var left, forbidden []string
	for _, c := range row.Cells {
		k := key(c.Text)
		title := vi.CleanLine(strings.TrimSuffix(strings.TrimSpace(c.Text), "(*)"))
		s.titles[c.Col] = title
		known := k == "" || k == "stt" || k == "tt"
		for _, f := range fields {
			if !f.named(k) {
				continue
			}
			known = true
			if at, twice := s.cols[f.key]; twice {
				s.notes = append(s.notes, Issue{Row: row.N, Col: c.Col, Column: title, Message: fmt.Sprintf("Có hai cột cùng là “%s” (cột %s và %s). Xóa bớt một cột.", f.header, workbook.Letters(at), workbook.Letters(c.Col))})
				continue
			}
			s.cols[f.key] = c.Col
		}
		switch {
		case known:
		case personal[k]:
			forbidden = append(forbidden, "“"+title+"”")
		default:
			left = append(left, "“"+title+"”")
		}
	}
	if len(forbidden) > 0 {
		s.notes = append(s.notes, Issue{Message: "Không nhập cột " + strings.Join(forbidden, ", ") + ": hệ thống không thu thập thông tin này.", Warning: true})
	}
	if len(left) > 0 {
		s.notes = append(s.notes, Issue{Message: "Bỏ qua cột " + strings.Join(left, ", ") + ": không dùng trong hệ thống.", Warning: true})
	}
}

// complete refuses a heading without a required column.
func (s *sheet) complete(fields []field) error {
	var missing []string
	for _, f := range fields {
		if _, ok := s.cols[f.key]; f.required && !ok {
			missing = append(missing, "“"+f.header+"”")
		}
	}
	if len(missing) > 0 {
		return fault.New(fault.Invalid, fmt.Sprintf("Trang “%s”, dòng tiêu đề %d thiếu cột %s. Thêm cột đó, hoặc dùng tệp mẫu.", s.of.Name, s.head, strings.Join(missing, ", ")))
	}
	return nil
}

// merged are the problems of cells merged below the heading.
func (s *sheet) merged() ([]Issue, error) {
	refs, err := s.book.Merged(s.of)
	if err != nil {
		return nil, err
	}
	var list []Issue
	for _, ref := range refs {
		if workbook.LastRow(ref) >= s.head {
			list = append(list, Issue{Row: workbook.FirstRow(ref), Message: "Các ô " + ref + " bị gộp. Bỏ gộp ô và điền đủ từng dòng."})
		}
	}
	return list, nil
}

// Line is a row's values by field.
type line struct {
	s   *sheet
	row workbook.Row
}

func (l line) at(field string) workbook.Value { return l.row.Cell(l.s.cols[field]) }

func (l line) empty() bool {
	for _, col := range l.s.cols {
		if v := l.row.Cell(col); v.Text != "" || v.Formula {
			return false
		}
	}
	return true
}

// problem is an issue of one of the line's fields.
func (l line) problem(field, message string) Issue {
	col := l.s.cols[field]
	return Issue{Row: l.row.N, Col: col, Column: l.s.titles[col], Value: shown(field, l.row.Cell(col).Plain()), Message: message}
}

func (l line) warning(field, message string) Issue {
	i := l.problem(field, message)
	i.Warning = true
	return i
}

// shown never shows a full citizen id.
func shown(field, value string) string {
	r := []rune(value)
	if len(r) > 40 {
		value = string(r[:40]) + "…"
	}
	if field == "so-dinh-danh" && len(r) > 4 {
		r = []rune(value)
		return strings.Repeat("•", len(r)-4) + string(r[len(r)-4:])
	}
	return value
}

// sound are the problems of how the line's cells are made: formulas, errors.
func (l line) sound() []Issue {
	var list []Issue
	for _, c := range l.row.Cells {
		for field, col := range l.s.cols {
			switch {
			case col != c.Col:
			case c.Formula:
				list = append(list, l.problem(field, "Ô có công thức. Sao chép rồi dán giá trị (Dán đặc biệt, Giá trị)."))
			case c.Fail:
				list = append(list, l.problem(field, "Ô đang báo lỗi của Excel. Nhập lại giá trị."))
			}
		}
	}
	return list
}

// lines walks the rows below the heading.
func (s *sheet) lines(each func(l line) error) error {
	for row, err := range s.book.Rows(s.of) {
		if err != nil {
			return err
		}
		if row.N <= s.head {
			continue
		}
		if l := (line{s, row}); !l.empty() {
			if err := each(l); err != nil {
				return err
			}
		}
	}
	return nil
}
