package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"thidua/internal/clock"
	"thidua/internal/fault"
)

// pack makes a workbook of parts, as other programs write it.
func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(body))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const rels = `<Relationships xmlns="x"><Relationship Id="rId1" Type="t" Target="/xl/worksheets/sheet1.xml"/></Relationships>`

func book(sheet string, more map[string]string) map[string]string {
	parts := map[string]string{"xl/_rels/workbook.xml.rels": rels,
		"xl/workbook.xml":          `<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Trang 1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml": `<x:worksheet><x:sheetData>` + sheet + `</x:sheetData></x:worksheet>`}
	for k, v := range more {
		parts[k] = v
	}
	return parts
}

func read(t testing.TB, b []byte, limits Limits) (*Book, []Row, error) {
	t.Helper()
	x, err := Open(bytes.NewReader(b), int64(len(b)), limits)
	if err != nil {
		return nil, nil, err
	}
	var rows []Row
	for r, err := range x.Rows(x.Sheets[0]) {
		if err != nil {
			return x, rows, err
		}
		rows = append(rows, r)
	}
	return x, rows, nil
}

func TestReadsWhatOthersWrite(t *testing.T) {
	_, rows, err := read(t, pack(t, book(`<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" t="inlineStr"><is><t>Hoa`+"\u0300"+`</t><rPh><t>x</t></rPh></is></c><c r="D3"><v>5.8190001234E10</v></c><c r="E3" t="b"><v>1</v></c><c r="F3" t="e"><v>#N/A</v></c><c r="G3"><f>1+1</f><v>2</v></c></row>
		<row><c><v>45500</v></c><c t="str"><v>a_x000D_b</v></c></row><row r="9"/>`, map[string]string{"xl/sharedStrings.xml": `<sst><si><r><t>Nguyễn </t></r><r><t xml:space="preserve">Văn A</t></r></si></sst>`})), Usual)
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	want := []Value{{Col: 1, Text: "Nguyễn Văn A"}, {Col: 3, Text: "Hoà"}, {Col: 4, Text: "5.8190001234E10", Number: true}, {Col: 5, Text: "TRUE"}, {Col: 6, Text: "#N/A", Fail: true}, {Col: 7, Text: "2", Number: true, Formula: true}}
	if fmt.Sprint(rows[0].Cells) != fmt.Sprint(want) || rows[0].N != 3 || rows[1].N != 4 || rows[1].Cells[1].Col != 2 {
		t.Errorf("%+v", rows)
	}
	if got := rows[0].Cell(4).Plain(); got != "58190001234" {
		t.Errorf("an id came out as %s", got)
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct {
		v    Value
		old  bool
		want clock.Day
	}{
		{Value{Text: "45500", Number: true}, false, clock.NewDay(2024, 7, 27)},
		{Value{Text: "45500.75", Number: true}, false, clock.NewDay(2024, 7, 27)},
		{Value{Text: "44038", Number: true}, true, clock.NewDay(2024, 7, 27)},
		{Value{Text: "59", Number: true}, false, clock.NewDay(1900, 2, 28)},
		{Value{Text: "61", Number: true}, false, clock.NewDay(1900, 3, 1)},
		{Value{Text: "27/7/2024"}, false, clock.NewDay(2024, 7, 27)},
		{Value{Text: "2024-07-27 00:00:00"}, false, clock.NewDay(2024, 7, 27)},
	} {
		if got, err := (&Book{Date1904: c.old}).Day(c.v); err != nil || got != c.want {
			t.Errorf("%+v: %v, %v; want %v", c.v, got, err, c.want)
		}
	}
	for _, s := range []string{"0", "-3", "1e300", "99999999"} {
		if d, err := (&Book{}).Day(Value{Text: s, Number: true}); err == nil {
			t.Errorf("%s became %v", s, d)
		}
	}
}

// Hostile and mistaken files are refused with words that help.
func TestRefused(t *testing.T) {
	row := `<row><c><v>1</v></c></row>`
	small := Usual
	small.Part, small.Rows = 1<<20, 100
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"empty":           {nil, "Tệp rỗng"},
		"pdf":             {[]byte("%PDF-1.7 ..."), "tệp PDF"},
		"exe":             {[]byte("MZ\x90\x00 ..."), "tệp chương trình"},
		"csv":             {[]byte("Họ và tên,CCCD\r\n"), "tệp CSV"},
		"xls":             {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), ".xls"},
		"rar":             {[]byte("Rar!\x1a\x07"), "tệp nén"},
		"zip cut off":     {[]byte("PK\x03\x04 ......"), "bị hỏng"},
		"plain zip":       {pack(t, map[string]string{"a.txt": "x"}), "không phải tệp Excel"},
		"word":            {pack(t, map[string]string{"word/document.xml": "x"}), "tệp Word"},
		"macros":          {pack(t, book(row, map[string]string{"xl/vbaProject.bin": "x"})), "macro"},
		"binary":          {pack(t, book(row, map[string]string{"xl/workbook.bin": "x"})), ".xlsb"},
		"external links":  {pack(t, book(row, map[string]string{"xl/externalLinks/externalLink1.xml": "x"})), "liên kết sang tệp khác"},
		"no sheet":        {pack(t, map[string]string{"xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": rels}), "bị hỏng"},
		"broken XML":      {pack(t, book(`<row><c><v>1</`, nil)), "bị hỏng"},
		"entities":        {pack(t, book(row, map[string]string{"xl/workbook.xml": `<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>`})), "bị hỏng"},
		"zip bomb":        {pack(t, book(strings.Repeat(`<row><c t="inlineStr"><is><t>`+strings.Repeat("a", 900)+`</t></is></c></row>`, 80)+strings.Repeat(" ", 4<<20), nil)), "quá lớn khi mở ra"},
		"bomb of strings": {pack(t, book(row, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si><t>a</t></si>", 200_000) + "</sst>"})), "quá lớn khi mở ra"},
		"many rows":       {pack(t, book(strings.Repeat(row, 101), nil)), "hơn 100 dòng"},
	} {
		_, _, err := read(t, c.file, small)
		if e, ok := fault.Of(err); !ok || e.Kind != fault.Invalid || !strings.Contains(e.Message, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	// Rows that are only formatted, as Excel leaves them by the million, cost
	// nothing.
	if _, rows, err := read(t, pack(t, book(strings.Repeat(`<row><c s="1"/></row>`, 20_000)+row, nil)), small); err != nil || len(rows) != 1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestMerged(t *testing.T) {
	parts := book(`<row r="2"><c><v>1</v></c></row>`, nil)
	parts["xl/worksheets/sheet1.xml"] = `<worksheet><sheetData/><mergeCells><mergeCell ref="B12:C13"/></mergeCells></worksheet>`
	x, _, err := read(t, pack(t, parts), Usual)
	if err != nil {
		t.Fatal(err)
	}
	if refs, err := x.Merged(x.Sheets[0]); err != nil || len(refs) != 1 || FirstRow(refs[0]) != 12 || LastRow(refs[0]) != 13 {
		t.Error(refs, err)
	}
}

// A form goes out and comes back; its parts are golden.
func TestForm(t *testing.T) {
	var b bytes.Buffer
	f := Form{Sheet: "Thành viên", Title: "Danh sách", Notes: []string{"Phường Kinh Dinh"}, Blank: 3, Help: []string{"Cách điền", "Chọn trong danh sách."}, Meta: []Pair{{"loai", "members"}},
		Columns: []FormColumn{{Header: "Tổ", Width: 20, Required: true, List: []string{"Tổ khu phố 1", "Tổ khu phố 2"}, Hint: "Chọn Tổ."}, {Header: "Ngày", Width: 12, Kind: Date}, {Header: "Số", Width: 9, Kind: Int}},
		Rows:    [][]FormCell{{{Cell: T("Tổ khu phố 1"), Locked: true}, {}, {Cell: N(7)}}}}
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "form.xlsx.txt", unzipped(t, b.Bytes()))
	x, rows, err := read(t, b.Bytes(), Usual)
	if err != nil {
		t.Fatal(err)
	}
	meta, err := x.Meta()
	if err != nil || meta["loai"] != "members" || meta["trang"] != "Thành viên" || meta["dong"] != "4" {
		t.Errorf("%v %v", meta, err)
	}
	if last := rows[len(rows)-1]; last.N != 5 || last.Cell(1).Text != "Tổ khu phố 1" || last.Cell(3).Text != "7" {
		t.Errorf("%+v", last)
	}
	hidden := 0
	for _, s := range x.Sheets {
		if s.Hidden {
			hidden++
		}
	}
	if hidden != 2 {
		t.Errorf("%d hidden sheets", hidden)
	}
}

// Whatever stands in a workbook, reading it ends in rows or in words.
func FuzzOpen(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, `<sst><si><t>a</t></si></sst>`)
	f.Add(`<row r="-1"><c r="ZZZZZZ9"><f>1</f><v>1e999</v></c></row>`, ``)
	f.Add(`<c><v/></c></row><row><rPh><c t="b"><v>9</v></c>`, `<sst><si><rPh></si>`)
	f.Fuzz(func(t *testing.T, sheet, shared string) {
		limits := Limits{Part: 1 << 16, Rows: 50, Columns: 20, Sheets: 3}
		x, rows, err := read(t, pack(t, book(sheet, map[string]string{"xl/sharedStrings.xml": shared})), limits)
		if err != nil {
			if _, ours := fault.Of(err); !ours {
				t.Fatalf("no words: %v", err)
			}
			return
		}
		last := 0
		for _, r := range rows {
			if r.N <= last || len(r.Cells) == 0 {
				t.Fatalf("row %d after %d", r.N, last)
			}
			last = r.N
			for _, c := range r.Cells {
				if c.Col < 1 || c.Col > limits.Columns {
					t.Fatalf("column %d", c.Col)
				}
				_ = c.Plain()
				_, _ = x.Day(c)
			}
		}
	})
}

// Whatever the bytes, Open ends in a book or in words.
func FuzzBytes(f *testing.F) {
	f.Add(pack(f, book(`<row><c><v>1</v></c></row>`, nil)))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, _, err := read(t, b, Limits{Part: 1 << 16, Rows: 50, Columns: 20, Sheets: 3}); err != nil {
			if _, ours := fault.Of(err); !ours {
				t.Fatalf("no words: %v", err)
			}
		}
	})
}
