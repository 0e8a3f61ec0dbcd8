package summary_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/paper/papertest"
	"thidua/internal/summary"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	keep   = flag.String("keep", "", "also write the documents into this directory, to look at")
)

// paper is a report's paper with what differs from run to run made the same:
// codes, digests, the time.
func (x *province) paper(a access.Actor, code string) *summary.Paper {
	x.t.Helper()
	x.s.Lookup = "https://thidua.ninhthuan.gov.vn"
	p, err := x.s.Paper(x.t.Context(), x.pool, a, x.now, x.w, x.report(code).ID)
	x.ok(err)
	p.MadeAt = time.Date(2025, 2, 6, 8, 0, 0, 0, clock.Location)
	if p.Code != "" {
		p.Code, p.Digest = "AB12CD34EF56GH78", strings.Repeat("0f", 32)
	}
	return p
}

func docx(t *testing.T, p *summary.Paper) []byte {
	t.Helper()
	b, err := p.Document().DOCX()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var readable = strings.NewReplacer("<w:p>", "\n<w:p>", "<w:tbl>", "\n<w:tbl>", "</w:tbl>", "\n</w:tbl>", "<w:tr>", "\n<w:tr>", "<w:sectPr>", "\n<w:sectPr>")

func part(t *testing.T, b []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// The district's draft, what it sent, and the province's frozen report with a
// correction: word for word as their golden files, and opened by LibreOffice.
func TestGoldenPapers(t *testing.T) {
	x := build(t)
	files := map[string][]byte{}
	files["huyen-du-thao"] = docx(t, x.paper(x.district("582"), "582"))
	x.send(districts...)
	files["huyen-da-gui"] = docx(t, x.paper(x.district("588"), "588"))
	x.freeze()
	m := x.month("22759", 1)
	x.ok(x.approve(x.px03(), x.propose(m, 5, "Sổ trực ghi sót năm ca tuần tra đêm 28/11/2024")))
	frozen := x.paper(x.px03(), "58")
	files["tinh-da-chot"] = docx(t, frozen)
	for name, b := range files {
		if *keep != "" {
			x.ok(os.WriteFile(filepath.Join(*keep, name+".docx"), b, 0o644))
		}
		got, path := readable.Replace(part(t, b, "word/document.xml"))+"\n", filepath.Join("testdata", name+".xml")
		if *update {
			x.ok(os.MkdirAll("testdata", 0o755))
			x.ok(os.WriteFile(path, []byte(got), 0o644))
		}
		want, err := os.ReadFile(path)
		x.ok(err)
		if got != string(want) {
			a, b := strings.Split(string(want), "\n"), strings.Split(got, "\n")
			for i := range b {
				if i >= len(a) || a[i] != b[i] {
					t.Errorf("%s differs in line %d (look at the pages, then go test ./internal/summary -run Golden -update):\n got %s", name, i+1, b[i])
					break
				}
			}
		}
		for _, left := range []string{"[[", "%!", "<nil>", "0x"} {
			if strings.Contains(got, left) {
				t.Errorf("%s holds %q", name, left)
			}
		}
	}
	var annex bytes.Buffer
	x.ok(frozen.Annex(&annex))
	if *keep != "" {
		x.ok(os.WriteFile(filepath.Join(*keep, "phu-luc.xlsx"), annex.Bytes(), 0o644))
	}
	pdf := papertest.Convert(t, files)
	for name, texts := range map[string][]string{
		"huyen-du-thao": {"DỰ THẢO", "ỦY BAN NHÂN DÂN", "Kính gửi: Ủy ban nhân dân tỉnh Ninh Thuận (qua Công an tỉnh)", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"},
		"huyen-da-gui":  {"Mã xác minh: AB12-CD34-EF56-GH78"},
		"tinh-da-chot":  {"CÔNG AN TỈNH NINH THUẬN", "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Ninh Thuận", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Bộ Công an (V05, X03)", "ĐÍNH CHÍNH SỐ LIỆU SAU KHI CHỐT", "Sổ trực ghi sót năm ca"},
	} {
		var all strings.Builder
		for n := 1; n <= pdf[name].Pages(t); n++ {
			for _, l := range pdf[name].Lines(t, n) {
				all.WriteString(strings.Join(strings.Fields(l), " ") + "\n")
			}
		}
		for _, text := range texts {
			if !strings.Contains(all.String(), text) {
				t.Errorf("%s lacks %q on paper", name, text)
			}
		}
	}
}

// Legal bases, the signer's authority and names are those of the document's
// day.
func TestPaperOfItsDay(t *testing.T) {
	x := build(t)
	p := x.paper(x.district("582"), "582")
	bases := func(day clock.Day) string {
		p.Day = day
		return strings.Join(p.Document().Bases, "\n")
	}
	before, after := bases(clock.NewDay(2025, 6, 30)), bases(clock.NewDay(2025, 7, 1))
	if !strings.Contains(before, "98/2023/NĐ-CP") || strings.Contains(before, "152/2025") || strings.Contains(after, "98/2023") || !strings.Contains(after, "152/2025/NĐ-CP") {
		t.Errorf("bases on 30/6:\n%s\non 01/7:\n%s", before, after)
	}
	police := func(day clock.Day) bool {
		p.Day = day
		return strings.Contains(strings.Join(p.Document().Copies, "\n"), "Công an thành phố")
	}
	if !police(clock.NewDay(2025, 2, 28)) || police(clock.NewDay(2025, 3, 1)) {
		t.Error("district police are sent a copy after 01/3/2025, or not before")
	}
	for _, c := range []struct{ form, title, want string }{{"", "", "TM. Ủy ban nhân dân|Chủ tịch"}, {"KT.", "Phó Chủ tịch", "TM. Ủy ban nhân dân|KT. Chủ tịch|Phó Chủ tịch"}, {"TL.", "Trưởng phòng Nội vụ", "TL. Chủ tịch|Trưởng phòng Nội vụ"}} {
		p.Report.SignerForm, p.Report.SignerTitle = c.form, c.title
		if got := strings.Join(p.Document().Sign[0].Lines, "|"); got != c.want {
			t.Errorf("%s %s signs as %s", c.form, c.title, got)
		}
	}
}

// Whatever people paste makes a valid document, and nothing they wrote is
// lost.
func TestHostileNarrative(t *testing.T) {
	x := build(t)
	big := strings.Repeat("Các Tổ tuần tra, nhắc nhở người dân đề phòng trộm cắp. ", 3800) // 200 kB
	texts := map[string]string{
		"tinh-hinh":    `<p class="MsoNormal"><b>Đoạn một</b> của Word</p><o:p></o:p><!--[if gte mso 9]><xml></xml><![endif]--><p>Đoạn hai &amp; ba</p>`,
		"chi-dao":      "Có biểu tượng 🎉👮‍♂️ và chữ \u202Eđảo\u202C hướng\u200F, ký tự \x00\x07 điều khiển, ]]> và <w:p>",
		"uu-diem":      big,
		"phuong-huong": "Dòng một\r\n\r\n\u2028Dòng hai\u00A0có\tdấu\n•\tMục một\n•\tMục hai\n&lt;không phải thẻ&gt; 5 < 7 > 3",
	}
	var edits []summary.Edit
	for code, text := range texts {
		edits = append(edits, summary.Edit{Section: code, Text: text})
	}
	_, clashes, err := x.s.Save(t.Context(), x.district("584"), x.now, x.w, x.report("584").ID, edits)
	x.ok(err)
	if len(clashes) != 0 {
		t.Fatal(clashes)
	}
	b := docx(t, x.paper(x.district("584"), "584"))
	xml := part(t, b, "word/document.xml")
	for _, want := range []string{"Đoạn một", "Đoạn hai &amp; ba", "🎉👮", "Dòng một", "Dòng hai", "Mục một", "Mục hai", "5 &lt; 7"} {
		if !strings.Contains(xml, want) {
			t.Errorf("the document lost %q", want)
		}
	}
	if n := strings.Count(xml, "trộm cắp"); n != 3800 {
		t.Errorf("%d sentences of 3800 are there", n)
	}
	for _, bad := range []string{"\u202E", "\u200F", "\x00", "\x07"} {
		if strings.Contains(xml, bad) {
			t.Errorf("%q is in the document", bad)
		}
	}
	if n := papertest.Convert(t, map[string][]byte{"la": b})["la"].Pages(t); n < 40 {
		t.Errorf("%d pages of 200 kB", n)
	}
}
