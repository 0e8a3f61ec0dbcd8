package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/clock"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func sample() Table {
	return Table{Sheet: "Báo cáo: tháng", Title: "Báo cáo tháng", Notes: []string{"Phường Kinh Dinh", "Xuất lúc 14:02 05/02/2025"},
		Groups:  []Group{{"Đơn vị", 2}, {"Số liệu", 3}},
		Columns: []Column{{"Tổ", 20, Text}, {"Trạng thái", 0, State}, {"Số vụ", 0, Int}, {"Ngày gửi", 0, Date}, {"Tỷ lệ", 0, Percent}},
		Rows: Lines([][]Cell{{T("Tổ khu phố 1"), T("Đã duyệt"), N(1234), D(clock.NewDay(2025, 2, 5)), Rate(7999, 10000)},
			{T("=1+1"), T("Nháp"), T("–"), Cell{}, Rate(0, 0)}}),
		Foot: []Cell{T("Cộng"), {}, Total(1234)}}
}

// The parts of a workbook as one text: what a golden file holds.
func unzipped(t *testing.T, b []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var s strings.Builder
	for _, f := range z.File {
		if strings.Contains(f.Name, "theme") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		x, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		s.WriteString("== " + f.Name + "\n" + strings.ReplaceAll(string(x), "><", ">\n<") + "\n")
	}
	plain := regexp.MustCompile(`<worksheet [^>]*>`).ReplaceAllString(s.String(), "<worksheet>")
	return regexp.MustCompile(`<dcterms:(created|modified)[^>]*>[^<]*`).ReplaceAllString(plain, "<dcterms:$1>")
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; run with -update after looking:\n%s", name, got)
	}
}

func TestXLSXGolden(t *testing.T) {
	var b bytes.Buffer
	if n, err := sample().XLSX(&b); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	golden(t, "sample.xlsx.txt", unzipped(t, b.Bytes()))
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A1": "Báo cáo tháng", "A2": "Phường Kinh Dinh", "C5": "Số liệu", "A6": "Tổ", "C7": "1,234", "D7": "05/02/2025", "A8": "=1+1", "C8": "–", "C9": "1,234"} {
		if got, err := f.GetCellValue("Báo cáo  tháng", cell); err != nil || got != want {
			t.Errorf("%s = %q, %v; want %q", cell, got, err, want)
		}
	}
	if s, _ := f.GetCellFormula("Báo cáo  tháng", "A8"); s != "" {
		t.Errorf("a text became the formula %q", s)
	}
	if s, _ := f.GetCellFormula("Báo cáo  tháng", "C9"); s != "SUM(C7:C8)" {
		t.Errorf("the total is %q", s)
	}
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if n, err := sample().CSV(&b); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	want := "\uFEFF\"Tổ\",\"Trạng thái\",\"Số vụ\",\"Ngày gửi\",\"Tỷ lệ\"\r\n" +
		"\"Tổ khu phố 1\",\"Đã duyệt\",\"1234\",\"05/02/2025\",\"79,9 %\"\r\n" +
		"\"'=1+1\",\"Nháp\",\"–\",\"\",\"\"\r\n"
	if b.String() != want {
		t.Errorf("%q\nwant %q", b.String(), want)
	}
}

var dangerous = []string{"=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "=HYPERLINK(\"http://x\")", `a"b`, "a,b", "bình thường", "–"}

// Text leaves as text: never a formula in XLSX, defused in CSV.
func TestInjection(t *testing.T) {
	var rows [][]Cell
	for _, s := range dangerous {
		rows = append(rows, []Cell{T(s)})
	}
	tab := Table{Title: "Thử", Columns: []Column{{"=Nội dung", 0, Text}}, Rows: Lines(rows)}
	var x, c bytes.Buffer
	if _, err := tab.XLSX(&x); err != nil {
		t.Fatal(err)
	}
	if s := unzipped(t, x.Bytes()); strings.Contains(s, "<f>") || strings.Contains(s, "<f ") {
		t.Error("a formula left in XLSX")
	}
	book, err := Open(bytes.NewReader(x.Bytes()), int64(x.Len()), Usual)
	if err != nil {
		t.Fatal(err)
	}
	i := -2
	for row, err := range book.Rows(book.Sheets[0]) {
		if err != nil {
			t.Fatal(err)
		}
		if i >= 0 && row.Cells[0].Text != strings.TrimSpace(strings.ReplaceAll(dangerous[i], "\r", "")) {
			t.Errorf("row %d came back as %q, was %q", row.N, row.Cells[0].Text, dangerous[i])
		}
		i++
	}
	if i != len(dangerous) {
		t.Errorf("%d rows came back", i)
	}
	if _, err := tab.CSV(&c); err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimPrefix(c.String(), "\uFEFF"), "\"\r\n") {
		if line != "" && (len(line) < 2 || strings.ContainsRune("=+-@\t\r＝", []rune(line[1:])[0])) {
			t.Errorf("a formula left in CSV: %q", line)
		}
	}
}

func TestRowsErrorEndsTheFile(t *testing.T) {
	bad := errors.New("lost")
	tab := Table{Title: "Thử", Columns: []Column{{"A", 0, Text}}, Rows: iter.Seq2[[]Cell, error](func(yield func([]Cell, error) bool) {
		_ = yield([]Cell{T("x")}, nil) && yield(nil, bad)
	})}
	if n, err := tab.XLSX(io.Discard); !errors.Is(err, bad) || n != 0 {
		t.Error(n, err)
	}
	if n, err := tab.CSV(io.Discard); !errors.Is(err, bad) || n != 1 {
		t.Error(n, err)
	}
}

func TestSheetName(t *testing.T) {
	for in, want := range map[string]string{"a/b:c": "a b c", "": "Bảng", strings.Repeat("ă", 40): strings.Repeat("ă", 31)} {
		if got := sheetName(in); got != want {
			t.Errorf("%q → %q", in, got)
		}
	}
}
