package paper

import (
	"html"
	"strings"
	"testing"
	"time"
	"unicode"
)

// told writes blocks as lines: "- " and "+ " open items.
func told(blocks []Block) string {
	var all []string
	for _, b := range blocks {
		switch b := b.(type) {
		case Para:
			all = append(all, b.Runs[0].Text)
		case Item:
			mark := "- "
			if b.Sub {
				mark = "+ "
			}
			all = append(all, mark+b.Runs[0].Text)
		}
	}
	return strings.Join(all, "\n")
}

func TestPaste(t *testing.T) {
	for in, want := range map[string]string{
		"":              "",
		" \n\u00a0\n\t": "",
		"Một đoạn.":     "Một đoạn.",
		"Đoạn một\r\n\r\nĐoạn hai\rĐoạn ba":                                            "Đoạn một\nĐoạn hai\nĐoạn ba",
		"Ngắt mềm\vdòng sau\u2028dòng nữa":                                             "Ngắt mềm\ndòng sau\ndòng nữa",
		"•\tTuần tra đêm\no\tTổ 1\n§\tnhóm nhỏ":                                        "- Tuần tra đêm\n+ Tổ 1\n+ nhóm nhỏ",
		"\uf0b7\tKý hiệu riêng\n\uf0a7 Wingdings\nØ\tmũi tên\nü\tđã xong\nv\tbông hoa": "- Ký hiệu riêng\n+ Wingdings\n- mũi tên\n- đã xong\n- bông hoa",
		"- gạch\n– gạch ngang\n-\tgạch tab\n+ cộng\n* sao":                             "- gạch\n- gạch ngang\n- gạch tab\n+ cộng\n- sao",
		"-5 vụ so với kỳ trước\no ép khách\nv.v":                                       "-5 vụ so với kỳ trước\no ép khách\nv.v",
		"•":                 "•",
		"1.\tMở đầu\na)\tÝ": "1. Mở đầu\na) Ý",
		"Xã A\t12\t 5":      "Xã A 12 5",
		"“Lực lượng mới” – ‘khí thế mới’…": "“Lực lượng mới” – ‘khí thế mới’…",
		"5\u00a0vụ": "5\u00a0vụ",
		"5&nbsp;vụ, A &amp; B, R&D, &lt;p&gt;, &khong;":                          "5\u00a0vụ, A & B, R&D, <p>, &khong;",
		"x < 5 và y > 3, <Tổ 1>, <b là sai":                                      "x < 5 và y > 3, <Tổ 1>, <b là sai",
		"&#8238;đảo&#0; ngược&#x200f;":                                           "đảo\ufffd ngược",
		"<p class=MsoNormal>Dòng\nbị Word\n  ngắt<o:p></o:p></p>\n<p>Đoạn 2</p>": "Dòng bị Word ngắt\nĐoạn 2",
		"<p class=\"MsoListParagraph\"><!--[if !supportLists]--><span style='font-family:Symbol'>·<span style='font:7.0pt'>&nbsp;&nbsp;&nbsp; </span></span><!--[endif]-->Một ý</p>": "- Một ý",
		"<ul><li>một</li><li>hai<br>dòng hai</li></ul>":                                       "- một\n- hai\ndòng hai",
		"<table><tr><td>Xã A</td><td>12</td></tr><tr><td>Xã B</td><td>7</td></tr></table>":    "Xã A 12\nXã B 7",
		"<style>p {color:red}</style><xml><w:Word>ẩn</w:Word></xml><b>đậm</b> <i>nghiêng</i>": "đậm nghiêng",
		"<style>không đóng":                  "không đóng",
		"<!-- không đóng":                    "<!-- không đóng",
		"a<!-- ẩn -->b<!-- không đóng":       "ab<!-- không đóng",
		"<p>không đóng\ndòng hai":            "không đóng\ndòng hai",
		"<P>HOA</P><BR/>nữa":                 "HOA\nnữa",
		"Lửa 🔥 và gia đình 👨‍👩‍👧 giữ nguyên": "Lửa 🔥 và gia đình 👨‍👩‍👧 giữ nguyên",
	} {
		if got := told(Paste(in)); got != want {
			t.Errorf("Paste(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestPasteKeepsALongText(t *testing.T) {
	line := "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở có mặt kịp thời tại nơi xảy ra vụ, việc. "
	s := strings.Repeat(strings.Repeat(line, 8)+"\n", 200)
	if len(s) < 200_000 {
		t.Fatalf("only %d bytes", len(s))
	}
	got := Paste(s)
	if len(got) != 200 || told(got) != strings.TrimSpace(strings.ReplaceAll(s, " \n", "\n")) {
		t.Errorf("%d paragraphs, %d bytes", len(got), len(told(got)))
	}
}

// Tags that nothing closes, 200 kB of each: none may cost a walk through the
// rest of the text.
func TestPasteIsLinear(t *testing.T) {
	for _, piece := range []string{"<p '", "<!--", "<style>", "<style></p>", "<![", "<p>", "</p", "<td><th>", "&", "<", "<h1><b>"} {
		s := strings.Repeat(piece, 200_000/len(piece))
		begin := time.Now()
		if Paste(s); time.Since(begin) > 2*time.Second {
			t.Errorf("%q: %v", piece, time.Since(begin))
		}
	}
}

// FuzzPaste: every line with anything to see is a paragraph, less its bullet
// at most; the same lines as Word's HTML give the same; what comes out is
// clean.
func FuzzPaste(f *testing.F) {
	for _, s := range []string{"Một\nhai", "•\tý\no\tý con", "<p class=MsoNormal>a&nbsp;b</p>", "a\x00\u202eb\ud7ff\ufffe\n\xed\xa0\x80", "o\u0323\u0302", "·  x", "<p>a\nb", "\u0301", "🔥"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		blocks := Paste(s)
		for _, line := range strings.Split(told(blocks), "\n") {
			if line != Clean(line) || len(blocks) > 0 && strings.TrimSpace(line) == "" {
				t.Errorf("%q gives %q", s, line)
			}
		}
		if strings.ContainsAny(s, "<&") {
			return
		}
		var lines, web []string
		for _, line := range strings.Split(clean(s, '\t'), "\n") {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, flat(line))
				web = append(web, "<p class=MsoNormal>"+html.EscapeString(line)+"<o:p></o:p></p>\r\n")
			}
		}
		if len(lines) != len(blocks) {
			t.Fatalf("%q: %d lines, %d blocks", s, len(lines), len(blocks))
		}
		for i, b := range blocks {
			var text string
			switch b := b.(type) {
			case Para:
				text = b.Runs[0].Text
			case Item:
				text = b.Runs[0].Text
			}
			lost, ok := strings.CutSuffix(lines[i], text)
			if bullet := strings.TrimFunc(lost, unicode.IsSpace); !ok || len([]rune(bullet)) > 1 {
				t.Errorf("line %q became %q", lines[i], text)
			}
		}
		if bare := clean(s, '\t'); strings.Contains(bare, "  ") || strings.Contains(bare, "\t") { // HTML makes one space of them, and then a letter opens no item
			return
		}
		if got := told(Paste(strings.Join(web, ""))); got != told(blocks) {
			t.Errorf("as Word's HTML %q gives %q, plain %q", s, got, told(blocks))
		}
	})
}
