package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"thidua/internal/fault"
	"thidua/internal/vi"
)

// Limits bound what a workbook may cost to read.
type Limits struct {
	Part    int64 // bytes of one part, unzipped
	Rows    int   // rows with anything in them
	Columns int
	Sheets  int
}

// Usual are the limits for files people hand in.
var Usual = Limits{Part: 64 << 20, Rows: 20_000, Columns: 200, Sheets: 30}

// Book is a workbook opened for reading.
type Book struct {
	Sheets   []Sheet
	Date1904 bool // days are counted from 01/01/1904

	limits Limits
	parts  map[string]*zip.File
	shared []string
}

// Sheet is one sheet of a Book, in the order of its tabs.
type Sheet struct {
	Name   string
	Hidden bool
	part   string
}

func refuse(message string) error { return fault.New(fault.Invalid, message) }

func refuseWith(message string, err error) error { return fault.Wrap(fault.Invalid, message, err) }

// Open reads a workbook's outline. What is no XLSX, is damaged, too large
// inside or carries macros is refused with words for the person.
func Open(r io.ReaderAt, size int64, limits Limits) (*Book, error) {
	if err := sniff(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, refuseWith("Tệp bị hỏng hoặc tải lên chưa đủ. Mở lại bằng Excel, lưu thành tệp .xlsx mới rồi tải lên.", err)
	}
	b := &Book{limits: limits, parts: map[string]*zip.File{}}
	if len(z.File) > 2000 {
		return nil, refuse("Tệp chứa quá nhiều phần bên trong, không phải tệp Excel thông thường. Dùng tệp mẫu tải từ hệ thống.")
	}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if _, twice := b.parts[name]; !twice {
			b.parts[name] = f
		}
	}
	if err := b.known(); err != nil {
		return nil, err
	}
	if err := b.outline(); err != nil {
		return nil, err
	}
	return b, b.strings()
}

// sniff tells by its first bytes what a file really is.
func sniff(r io.ReaderAt, size int64) error {
	var head [8]byte
	n, err := r.ReadAt(head[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	is := func(s string) bool { return bytes.HasPrefix(head[:n], []byte(s)) }
	switch {
	case size == 0:
		return refuse("Tệp rỗng. Chọn lại tệp Excel (.xlsx) đã điền.")
	case is("PK\x03\x04"):
		return nil
	case is("\xD0\xCF\x11\xE0"):
		return refuse("Đây là tệp Excel kiểu cũ (.xls) hoặc tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu, chọn Lưu thành “Excel Workbook (*.xlsx)” rồi tải lên.")
	case is("%PDF"):
		return refuse("Đây là tệp PDF, không phải tệp Excel. Tải tệp mẫu .xlsx, dán số liệu vào rồi tải lên.")
	case is("MZ"), is("\x7fELF"):
		return refuse("Đây là tệp chương trình, không phải tệp Excel. Tệp không được nhận.")
	case is("Rar!"), is("7z\xBC\xAF"), is("\x1f\x8b"):
		return refuse("Đây là tệp nén. Giải nén rồi tải lên tệp Excel (.xlsx) bên trong.")
	}
	return refuse("Đây không phải tệp Excel (.xlsx). Nếu là tệp CSV hoặc văn bản: mở bằng Excel, chọn Lưu thành “Excel Workbook (*.xlsx)” rồi tải lên.")
}

// known refuses packages that are another kind of document, or carry code.
func (b *Book) known() error {
	has := func(name string) bool { _, ok := b.parts[name]; return ok }
	under := func(dir string) bool {
		for name := range b.parts {
			if strings.HasPrefix(name, dir) {
				return true
			}
		}
		return false
	}
	switch {
	case has("xl/vbaproject.bin"), under("xl/macrosheets/"), under("xl/activex/"):
		return refuse("Tệp có chứa macro (chương trình tự chạy). Lưu lại thành “Excel Workbook (*.xlsx)” không có macro rồi tải lên.")
	case has("xl/workbook.bin"):
		return refuse("Đây là tệp Excel nhị phân (.xlsb). Mở bằng Excel, chọn Lưu thành “Excel Workbook (*.xlsx)” rồi tải lên.")
	case has("word/document.xml"):
		return refuse("Đây là tệp Word, không phải tệp Excel. Tải tệp mẫu .xlsx, dán số liệu vào rồi tải lên.")
	case has("content.xml") && has("mimetype"):
		return refuse("Đây là tệp OpenDocument (.ods). Mở bằng LibreOffice hoặc Excel, chọn Lưu thành “Excel Workbook (*.xlsx)” rồi tải lên.")
	case !has("xl/workbook.xml"):
		return refuse("Đây là tệp nén, không phải tệp Excel (.xlsx). Dùng tệp mẫu tải từ hệ thống.")
	case under("xl/externallinks/"):
		return refuse("Tệp có liên kết sang tệp khác. Trong Excel chọn Dữ liệu, Sửa liên kết, Ngắt liên kết (hoặc dán giá trị vào tệp mẫu) rồi tải lên.")
	}
	return nil
}

var (
	errLarge  = errors.New("part too large")
	damagedIn = "Không đọc được nội dung tệp Excel (tệp bị hỏng). Mở lại bằng Excel, lưu thành tệp .xlsx mới rồi tải lên."
)

// limited reads no more than left bytes, whatever the package says about its
// size; more is errLarge.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, errLarge
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errLarge
	}
	return n, err
}

// tokens walks a part's XML; each sees every token in turn and ends the walk
// with stop.
func (b *Book) tokens(part string, each func(d *xml.Decoder, t xml.Token) error) error {
	f, ok := b.parts[strings.ToLower(part)]
	if !ok {
		return refuse(damagedIn)
	}
	rc, err := f.Open()
	if err != nil {
		return refuseWith(damagedIn, err)
	}
	defer rc.Close()
	d := xml.NewDecoder(&limited{rc, b.limits.Part})
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = each(d, t)
		}
		switch {
		case err == nil:
		case errors.Is(err, errStop):
			return nil
		case errors.Is(err, errLarge):
			return refuse(fmt.Sprintf("Tệp quá lớn khi mở ra (hơn %s MB). Chỉ giữ lại các dòng cần nhập, dán vào tệp mẫu mới rồi tải lên.", vi.Int(b.limits.Part>>20)))
		default:
			if _, ours := fault.Of(err); ours {
				return err
			}
			return refuseWith(damagedIn, err)
		}
	}
}

var errStop = errors.New("stop")

func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// outline reads the sheets' names and where they are.
func (b *Book) outline() error {
	targets := map[string]string{}
	if err := b.tokens("xl/_rels/workbook.xml.rels", func(_ *xml.Decoder, t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			to := attr(e, "Target")
			if strings.HasPrefix(to, "/") {
				to = strings.TrimPrefix(to, "/")
			} else {
				to = path.Join("xl", to)
			}
			targets[attr(e, "Id")] = to
		}
		return nil
	}); err != nil {
		return err
	}
	err := b.tokens("xl/workbook.xml", func(_ *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "workbookPr":
			b.Date1904 = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case "sheet":
			id := ""
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					id = a.Value
				}
			}
			if len(b.Sheets) < b.limits.Sheets {
				b.Sheets = append(b.Sheets, Sheet{Name: vi.CleanLine(attr(e, "name")), Hidden: attr(e, "state") != "" && attr(e, "state") != "visible", part: targets[id]})
			}
		}
		return nil
	})
	if err == nil && len(b.Sheets) == 0 {
		err = refuse(damagedIn)
	}
	return err
}

// strings reads the texts that cells share; readings of far-eastern scripts
// are passed over.
func (b *Book) strings() error {
	if _, ok := b.parts["xl/sharedstrings.xml"]; !ok {
		return nil
	}
	var text strings.Builder
	in, aside := false, 0
	return b.tokens("xl/sharedStrings.xml", func(_ *xml.Decoder, t xml.Token) error {
		switch x := t.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "si":
				text.Reset()
			case "t":
				in = aside == 0
			case "rPh":
				aside++
			}
		case xml.EndElement:
			switch x.Name.Local {
			case "si":
				b.shared = append(b.shared, unescape(text.String()))
			case "t":
				in = false
			case "rPh":
				aside--
			}
		case xml.CharData:
			if in {
				text.Write(x)
			}
		}
		return nil
	})
}
