package page

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"thidua/internal/paper"
	"thidua/internal/paper/papertest"
	"thidua/templates/paperview"
)

// docxWords are the words of a DOCX in reading order, the foot last; a new
// paragraph and a line break part words.
func docxWords(t *testing.T, d *paper.Document) []string {
	t.Helper()
	b, err := d.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, name := range []string{"word/document.xml", "word/footer1.xml"} {
		f, err := z.Open(name)
		if err != nil {
			continue // a paper without a code has no foot
		}
		for x := xml.NewDecoder(f); ; {
			token, err := x.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch e := token.(type) {
			case xml.StartElement:
				if e.Name.Local == "p" || e.Name.Local == "br" {
					text.WriteByte('\n')
				}
			case xml.CharData:
				text.Write(e)
			}
		}
	}
	return strings.Fields(text.String())
}

var (
	inline = regexp.MustCompile(`</?(strong|em|span)>`)
	anyTag = regexp.MustCompile(`<[^>]*>`)
)

// viewWords are the words of the print view in order.
func viewWords(t *testing.T, d *paper.Document) (words []string, page string) {
	t.Helper()
	s, err := Paper(d)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := paperview.Paper(s).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	page = b.String()
	return strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(inline.ReplaceAllString(page, ""), "\n"))), page
}

func TestPrintViewSaysWhatTheDOCXSays(t *testing.T) {
	for _, s := range papertest.Samples() {
		want := docxWords(t, s.Document)
		got, _ := viewWords(t, s.Document)
		if len(want) < 150 {
			t.Errorf("%s: only %d words", s.Name, len(want))
		}
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Errorf("%s, word %d: print view %q, DOCX %q", s.Name, i, got[max(0, i-5):i+1], want[max(0, i-5):i+1])
				break
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: print view %d words, DOCX %d", s.Name, len(got), len(want))
		}
	}
}

func TestPrintViewEscapes(t *testing.T) {
	const nasty = `"><script>'&`
	d := &paper.Document{Kind: nasty, Subject: nasty, Issuer: nasty, Head: paper.Head{Agency: nasty}, Check: paper.Check{Code: nasty},
		Body: []paper.Block{paper.Para{Runs: []paper.Run{{Text: nasty, Bold: true}, {Text: nasty, Italic: true}}},
			paper.Table{Caption: nasty, Columns: []paper.Column{{}}, Head: []paper.Row{paper.Cells(nasty)}, Rows: []paper.Row{paper.Cells(nasty)}}}}
	got, page := viewWords(t, d)
	if !slices.Equal(got, docxWords(t, d)) {
		t.Errorf("%q", got)
	}
	if strings.Contains(page, "<script") || strings.Contains(page, `"">`) {
		t.Error(page)
	}
}

func TestPrintViewShape(t *testing.T) {
	_, page := viewWords(t, papertest.Report())
	for want, times := range map[string]int{
		`<section class="a4">`: 2, `<section class="a4 ngang">`: 1, `<p class="quoc-hieu">`: 1, `<p class="tieu-ngu ke"><span>Độc lập - Tự do - Hạnh phúc</span></p>`: 1,
		`<h2 class="ten-loai">BÁO CÁO</h2>`: 1, `<h3 class="muc-1">I. ĐẶC ĐIỂM, TÌNH HÌNH</h3>`: 1, `<h2 class="phu-luc">Phụ lục II</h2>`: 1,
		`<th class="mid" rowspan="2">Đơn vị</th>`: 1, `<th class="mid" colspan="3">Nguồn tin</th>`: 1, `<td colspan="11"><strong>Huyện Ninh Phước</strong></td>`: 1,
		`Toàn tỉnh có <strong>397 Tổ bảo vệ ANTT</strong> với `: 1, `aria-label="SỐ LIỆU ĐỢT 1 THEO ĐƠN VỊ CẤP XÃ"`: 1, `class="chan-trang"`: 2,
	} {
		if n := strings.Count(page, want); n != times {
			t.Errorf("%s stands %d times, want %d", want, n, times)
		}
	}
}

func TestPrintViewRefusesWhatTheDOCXRefuses(t *testing.T) {
	_, err := Paper(&paper.Document{Body: []paper.Block{paper.Table{Caption: "B"}}})
	if err == nil || err.Error() != `paper: table "B": nothing in it` {
		t.Error(err)
	}
}
