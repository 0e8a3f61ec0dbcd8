package paper_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/internal/paper"
	"thidua/internal/paper/papertest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// unzip gives the parts of a DOCX by name, in the file's order.
func unzip(t *testing.T, docx []byte) (names []string, parts map[string][]byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name] != nil {
			t.Errorf("%s twice", f.Name)
		}
		names, parts[f.Name] = append(names, f.Name), b
	}
	return names, parts
}

func write(t *testing.T, d *paper.Document) []byte {
	t.Helper()
	b, err := d.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// readable breaks XML into lines, one paragraph, row or part of properties
// each, so that a golden file's differences can be read.
var readable = strings.NewReplacer("<w:p>", "\n<w:p>", "<w:tbl>", "\n<w:tbl>", "</w:tbl>", "\n</w:tbl>", "<w:tr>", "\n<w:tr>", "<w:sectPr>", "\n<w:sectPr>",
	"<w:style ", "\n<w:style ", "<Override", "\n<Override", "<Relationship ", "\n<Relationship ", "<w:font ", "\n<w:font ", "<dc", "\n<dc")

func TestGolden(t *testing.T) {
	golden := func(name, got string) {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("%v; go test ./internal/paper -run Golden -update writes it", err)
		}
		if string(want) == got {
			return
		}
		a, b := strings.Split(string(want), "\n"), strings.Split(got, "\n")
		for i := range b {
			if i >= len(a) || a[i] != b[i] {
				t.Errorf("%s differs in line %d (look at the pages, then go test ./internal/paper -run Golden -update):\n got %s", name, i+1, b[i])
				return
			}
		}
		t.Errorf("%s: %d lines, want %d", name, len(b), len(a))
	}
	for i, s := range papertest.Samples() {
		names, parts := unzip(t, write(t, s.Document))
		for _, name := range names {
			own := strings.HasPrefix(name, "word/document.xml") || strings.HasPrefix(name, "docProps/core") || strings.HasPrefix(name, "word/footer")
			if own || i == 0 { // the other parts are the same in all
				golden(s.Name+"/"+name, readable.Replace(string(parts[name]))+"\n")
			}
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	for _, s := range papertest.Samples() {
		a, b := write(t, s.Document), write(t, s.Document)
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two writings differ", s.Name)
		}
		s.Document.Made = s.Document.Made.Add(time.Hour)
		if bytes.Equal(a, write(t, s.Document)) {
			t.Errorf("%s: the time it was made is not in the file", s.Name)
		}
	}
}

// words are the words of a document in order, head to foot: the document
// part, then the foot of its pages. Breaks part words.
func words(t *testing.T, parts map[string][]byte) []string {
	t.Helper()
	var all strings.Builder
	for _, name := range []string{"word/document.xml", "word/footer1.xml"} {
		d := xml.NewDecoder(bytes.NewReader(parts[name]))
		inText := false
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch e := token.(type) {
			case xml.StartElement:
				inText = e.Name.Local == "t"
				if e.Name.Local == "p" || e.Name.Local == "br" {
					all.WriteByte('\n')
				}
			case xml.EndElement:
				inText = false
			case xml.CharData:
				if inText {
					all.Write(e)
				}
			}
		}
	}
	return strings.Fields(all.String())
}

func TestHostileText(t *testing.T) {
	bad := "A\x00B\x01\x1f\x7f\u0085C\ufffe\uffff\ufdd0D\u202eE\u2066F\u200f \xed\xa0\x80G\xff <w:t>&amp;\"'</w:t> ]]> 🔥\ufeff e\u0302\u0301 5\u00a0vụ"
	want := "AB CDEF G <w:t>&amp;\"'</w:t> ]]> 🔥 ế 5\u00a0vụ"
	d := &paper.Document{Kind: paper.Kind(bad), Subject: bad, Issuer: bad, Head: paper.Head{Parent: bad, Agency: bad, Number: bad, Symbol: bad, Place: bad},
		To: []string{bad, bad}, Authority: bad, Bases: []string{bad}, Keep: bad, Copies: []string{bad}, Check: paper.Check{Code: bad, Digest: bad, Text: bad},
		Sign: []paper.Signature{{Lines: []string{bad}, Note: bad, Name: bad}, {Name: bad}, {Name: bad}},
		Body: []paper.Block{paper.Heading{Level: 1, Text: bad}, paper.Para{Runs: []paper.Run{{Text: bad, Bold: true}, {Text: bad, Italic: true}}}, paper.Item{Mark: paper.Lettered, Runs: paper.Text(bad)},
			paper.Article{Runs: paper.Text(bad)}, paper.Middle{Text: bad}, paper.PageBreak{},
			paper.Table{Caption: bad, Unit: bad, Columns: []paper.Column{{}}, Head: []paper.Row{paper.Cells(bad)}, Rows: []paper.Row{paper.Cells(bad)}}},
		Annexes: []paper.Annex{{Title: bad, Body: []paper.Block{paper.PageBreak{}, paper.Table{Columns: []paper.Column{{}}, Rows: []paper.Row{paper.Cells(bad)}}}}}}
	_, parts := unzip(t, write(t, d))
	checkPackage(t, parts)
	got := strings.Join(words(t, parts), " ")
	for _, text := range []string{want, strings.ToUpper(want)} {
		if n := strings.Count(got, strings.Join(strings.Fields(text), " ")); n < 4 {
			t.Errorf("%q stands %d times in %q", text, n, got)
		}
	}
	for name, b := range parts {
		for _, r := range string(b) {
			if r == '\ufffd' || r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200f || r&0xfffe == 0xfffe {
				t.Errorf("%s holds U+%04X", name, r)
			}
		}
	}
}

func TestLongNarrativeStaysWhole(t *testing.T) {
	var want []string
	var text strings.Builder
	for i := range 2500 {
		line := strings.Repeat("dòng chữ dài có dấu ", 5) + strings.Repeat("x", i%7+1)
		want = append(want, line)
		text.WriteString(line + "\n")
	}
	_, parts := unzip(t, write(t, &paper.Document{Body: []paper.Block{paper.Para{Runs: paper.Text(text.String())}}}))
	if text.Len() < 200_000 {
		t.Fatalf("only %d bytes", text.Len())
	}
	document := string(parts["word/document.xml"])
	if n := strings.Count(document, `<w:pStyle w:val="BodyText"/>`); n != len(want) {
		t.Errorf("%d paragraphs, want %d", n, len(want))
	}
	for _, w := range []string{want[0], want[1249], want[2499]} {
		if !strings.Contains(document, ">"+w+"</w:t>") {
			t.Errorf("%q is not whole", w)
		}
	}
}

func TestTablesThatDoNotFill(t *testing.T) {
	two := []paper.Column{{}, {}}
	for want, table := range map[string]paper.Table{
		`paper: table "B": nothing in it`:                                 {},
		`paper: table "B": row 2: no cell for column 2`:                   {Columns: two, Rows: []paper.Row{paper.Cells("1", "2"), paper.Cells("1")}},
		`paper: table "B": row 1: 1 cells too many`:                       {Columns: two, Rows: []paper.Row{paper.Cells("1", "2", "3")}},
		`paper: table "B": row 1: the cell at column 1 reaches too far`:   {Columns: two, Rows: []paper.Row{{Cells: []paper.Cell{{Span: 3}}}}},
		`paper: table "B": row 1: the cell at column 2 reaches too far`:   {Columns: two, Head: []paper.Row{{Cells: []paper.Cell{{}, {Down: 2}}}}},
		`paper: table "B": row 2: the cell at column 1 lies over another`: {Columns: two, Rows: []paper.Row{{Cells: []paper.Cell{{}, {Down: 2}}}, {Cells: []paper.Cell{{Span: 2}}}}},
		`paper: table "B": row 3: no cell for column 1`:                   {Columns: two, Rows: []paper.Row{{Cells: []paper.Cell{{Down: 2}, {}}}, paper.Cells("1"), {}}},
	} {
		table.Caption = "B"
		if _, err := (&paper.Document{Body: []paper.Block{table}}).DOCX(); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
