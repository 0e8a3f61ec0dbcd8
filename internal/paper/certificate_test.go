package paper_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/paper/papertest"
)

var signed = time.Date(2025, 2, 10, 1, 0, 0, 0, time.UTC)

func printed(t *testing.T, p paper.Print, all ...paper.Certificate) papertest.PDF {
	t.Helper()
	p.Made = signed
	var b bytes.Buffer
	if err := p.PDF(&b, all...); err != nil {
		t.Fatal(err)
	}
	return papertest.Open(t, b.Bytes())
}

// stand is where a line must be: its first and last word, its baseline and
// size, and its left edge or, where that is 0, its centre.
type stand struct {
	first, last    string
	baseline, size float64
	left, centre   float64
}

// Liberation Serif's ascent, from which poppler counts a word's upper edge.
const ascent = 0.891

func stands(t *testing.T, words []papertest.Word, all []stand) {
	t.Helper()
	from := 0
	for _, want := range all {
		i := from
		for i < len(words) && words[i].Text != want.first {
			i++
		}
		j := i
		for j < len(words) && words[j].Text != want.last {
			j++
		}
		if j >= len(words) {
			t.Errorf("no line %s … %s after word %d", want.first, want.last, from)
			continue
		}
		first, last := words[i], words[j]
		from = j + 1
		if got := first.Top + ascent*want.size*25.4/72; math.Abs(got-want.baseline) > 0.3 {
			t.Errorf("%s: baseline at %.2f mm, want %.2f", want.first, got, want.baseline)
		}
		if math.Abs(last.Top-first.Top) > 0.05 {
			t.Errorf("%s and %s stand on two lines", want.first, want.last)
		}
		if got := (first.Left + last.Right) / 2; want.centre > 0 && math.Abs(got-want.centre) > 0.3 {
			t.Errorf("%s: centre at %.2f mm, want %.2f", want.first, got, want.centre)
		}
		if want.left > 0 && math.Abs(first.Left-want.left) > 0.3 {
			t.Errorf("%s: begins at %.2f mm, want %.2f", want.first, first.Left, want.left)
		}
	}
}

// Every line of the law in its order, where it is meant to stand.
func TestGiayKhenStands(t *testing.T) {
	pdf := printed(t, paper.Print{Template: paper.GiayKhenA4()}, papertest.Commendation())
	if width, height := pdf.Size(t); math.Abs(width-297) > 0.1 || math.Abs(height-210) > 0.1 {
		t.Errorf("the page is %.1f × %.1f mm", width, height)
	}
	stands(t, pdf.Words(t, 1), []stand{
		{first: "CỘNG", last: "NAM", baseline: 44, size: 15, centre: 148.5},
		{first: "Độc", last: "phúc", baseline: 51, size: 15, centre: 148.5},
		{first: "CHỦ", last: "DÂN", baseline: 63, size: 18, centre: 148.5},
		{first: "THÀNH", last: "CHÀM", baseline: 71, size: 18, centre: 148.5},
		{first: "TẶNG", last: "TẶNG", baseline: 82, size: 18, centre: 148.5},
		{first: "GIẤY", last: "KHEN", baseline: 98.5, size: 40, centre: 148.5},
		{first: "Ông", last: "Phước", baseline: 112, size: 24, centre: 148.5},
		{first: "Tổ", last: "Mỹ", baseline: 121, size: 16, centre: 148.5},
		{first: "Đã", last: "đua", baseline: 129.5, size: 16, centre: 148.5},
		{first: "đặc", last: "sở", baseline: 136.5, size: 16, centre: 148.5},
		{first: "Quyết", last: "2025", baseline: 154, size: 13, left: 24},
		{first: "Số", last: "12", baseline: 161, size: 13, left: 24},
		{first: "Phan", last: "2025", baseline: 154, size: 14, centre: 210},
		{first: "CHỦ", last: "TỊCH", baseline: 161, size: 14, centre: 210},
		{first: "Mã", last: "GK25-7F3K-Q9XM", baseline: 178, size: 9, left: 47},
		{first: "Tra", last: "thidua.example.vn/xac-minh", baseline: 183, size: 9, left: 47},
		{first: "Lê", last: "Thành", baseline: 190, size: 14, centre: 210},
	})
}

func TestBangKhenStands(t *testing.T) {
	for _, x := range []struct {
		template      paper.Template
		width, height float64
		stand         []stand
	}{
		{paper.BangKhen420(), 420, 297, []stand{
			{first: "Cấp", last: "1", baseline: 32, size: 14, left: 28},
			{first: "CỘNG", last: "NAM", baseline: 66, size: 21, centre: 210},
			{first: "CHỦ", last: "THUẬN", baseline: 94, size: 25, centre: 210},
			{first: "TẶNG", last: "TẶNG", baseline: 108, size: 24, centre: 210},
			{first: "BẰNG", last: "KHEN", baseline: 131, size: 58, centre: 210},
			{first: "Tổ", last: "Đức", baseline: 149, size: 33, centre: 210},
			{first: "Xã", last: "Thuận", baseline: 161, size: 22, centre: 210},
		}},
		{paper.BangKhen360(), 360, 237, []stand{
			{first: "CỘNG", last: "NAM", baseline: 51, size: 17, centre: 180},
			{first: "CHỦ", last: "THUẬN", baseline: 73, size: 20, centre: 180},
			{first: "BẰNG", last: "KHEN", baseline: 102, size: 46, centre: 180},
			{first: "Tổ", last: "Đức", baseline: 117, size: 27, centre: 180},
		}},
	} {
		pdf := printed(t, paper.Print{Template: x.template}, papertest.Merit())
		if width, height := pdf.Size(t); math.Abs(width-x.width) > 0.1 || math.Abs(height-x.height) > 0.1 {
			t.Errorf("%s: the page is %.1f × %.1f mm", x.template.Name, width, height)
		}
		stands(t, pdf.Words(t, 1), x.stand)
	}
}

// On a blank only what it lacks is printed, moved by the nudge and by nothing
// else: a name of two lines moves what follows it, the words on the blank don't.
func TestBlankStands(t *testing.T) {
	c := papertest.Commendation()
	pdf := printed(t, paper.Print{Template: paper.GiayKhenA4(), Blank: true, Nudge: paper.Nudge{Right: 1.5, Down: -0.5}}, c)
	words := pdf.Words(t, 1)
	if words[0].Text != "Ông" {
		t.Errorf("the page begins with %q", words[0].Text)
	}
	stands(t, words, []stand{
		{first: "Ông", last: "Phước", baseline: 103.5, size: 24, centre: 150},
		{first: "Tổ", last: "Mỹ", baseline: 112.5, size: 16, centre: 150},
		{first: "Quyết", last: "2025", baseline: 153.5, size: 13, left: 25.5},
		{first: "Lê", last: "Thành", baseline: 189.5, size: 14, centre: 211.5},
	})
}

// What a reader copies from the page is what was typed, composed.
func TestCertificateCopies(t *testing.T) {
	c := papertest.Commendation()
	c.Recipient.Name, c.Recipient.Place = norm.NFD.String(c.Recipient.Name), norm.NFD.String(c.Recipient.Place)
	got := strings.Fields(printed(t, paper.Print{Template: paper.GiayKhenA4()}, c).Text(t, 1))
	want := strings.Fields(`CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
		CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ PHAN RANG - THÁP CHÀM TẶNG GIẤY KHEN Ông Nguyễn Hữu Phước
		Tổ trưởng Tổ bảo vệ an ninh, trật tự khu phố 5, phường Phước Mỹ
		Đã có thành tích xuất sắc trong thực hiện đợt 1 phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở
		Quyết định số 345/QĐ-UBND ngày 10 tháng 02 năm 2025 Số sổ vàng: 12
		Phan Rang - Tháp Chàm, ngày 10 tháng 02 năm 2025 CHỦ TỊCH Mã xác minh: GK25-7F3K-Q9XM Tra cứu tại thidua.example.vn/xac-minh Lê Văn Thành`)
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the page reads\n%s\nwant\n%s", strings.Join(got, " "), strings.Join(want, " "))
	}
}

// All 134 letters with marks, in all four faces, come back as they went in.
func TestVietnameseCopies(t *testing.T) {
	var text []string // in words of six: single letters would read as spaced out
	for six := range slices.Chunk(vietnamese(), 6) {
		text = append(text, strings.Join(six, ""))
	}
	for _, face := range []struct{ bold, italic bool }{{false, false}, {true, false}, {false, true}, {true, true}} {
		p := paper.Print{Template: paper.GiayKhenA4()}
		for i := range p.Template.Fields {
			if f := &p.Template.Fields[i]; f.Key == paper.KeyAchievement {
				f.Bold, f.Italic, f.Lines, f.Bottom = face.bold, face.italic, 6, 0
			}
		}
		c := papertest.Commendation()
		c.Achievement = strings.Join(text, " ")
		if got := strings.Join(strings.Fields(printed(t, p, c).Text(t, 1)), " "); !strings.Contains(got, c.Achievement) {
			t.Errorf("%+v: the page reads %s", face, got)
		}
	}
}

// Every font is in the file, its letters can be copied, and it is ours.
func TestFontsAreEmbedded(t *testing.T) {
	c := papertest.Commendation()
	c.Copy = "Cấp lại lần 1"
	fonts := printed(t, paper.Print{Template: paper.GiayKhenA4()}, c).Fonts(t)
	if len(fonts) != 4 {
		t.Errorf("%d fonts: %v", len(fonts), fonts)
	}
	for _, f := range fonts {
		if !f.Embedded || !f.Unicode || !strings.Contains(strings.ToLower(f.Name), "liberationserif") {
			t.Errorf("font %+v", f)
		}
	}
}

// The fonts are those that their README names.
func TestFontsAreThese(t *testing.T) {
	readme, err := os.ReadFile("font/README.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("font/*.ttf")
	if err != nil || len(files) != 4 {
		t.Fatalf("%v %v", files, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if row := fmt.Sprintf("| %s | %x |", filepath.Base(name), sha256.Sum256(b)); !strings.Contains(string(readme), row) {
			t.Errorf("the README lacks %s", row)
		}
	}
}

// vietnamese are the letters with marks, small and capital.
func vietnamese() []string {
	var all []string
	for _, vowel := range "aăâeêioôơuưy" {
		for _, tone := range []string{"", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} {
			if s := norm.NFC.String(string(vowel) + tone); len(s) > 1 {
				all = append(all, s)
			}
		}
	}
	all = append(all, "đ")
	for _, s := range all {
		all = append(all, strings.ToUpper(s))
	}
	return all
}

func TestVietnameseHas134LettersWithMarks(t *testing.T) {
	if n := len(vietnamese()); n != 134 {
		t.Errorf("%d letters", n)
	}
}

// A letter that the fonts lack is named, never printed as a box.
func TestMissingLetter(t *testing.T) {
	p := paper.Print{Template: paper.GiayKhenA4()}
	for _, x := range []struct{ name, want string }{
		{"Nguyễn Văn 𠮷", "“Tên người hoặc tập thể được khen” có chữ “𠮷” ([U+20BB7]) mà phông chữ không in được: hãy gõ lại."},
		{"Nguyễn ạ̈n", "“Tên người hoặc tập thể được khen” có chữ “ạ̈” ([U+1EA1 U+0308]) mà phông chữ không in được: hãy gõ lại."},
		{"Tổ 🔥", "“Tên người hoặc tập thể được khen” có chữ “🔥” ([U+1F525]) mà phông chữ không in được: hãy gõ lại."},
	} {
		c := papertest.Commendation()
		c.Recipient.Name = x.name
		f := refusedBy(t, p.Check(c))
		if len(f) != 1 || f[0] != (fault.Field{Name: "recipient", Message: x.want}) {
			t.Errorf("%s: %q", x.name, f)
		}
	}
}

func refusedBy(t *testing.T, err error) []fault.Field {
	t.Helper()
	f, ok := fault.Of(err)
	if !ok || f.Kind != fault.Invalid {
		t.Fatalf("no refusal: %v", err)
	}
	return f.Fields
}

// All that is wanting is said at once.
func TestEmptyCertificate(t *testing.T) {
	got := ""
	for _, f := range refusedBy(t, paper.Print{Template: paper.GiayKhenA4()}.Check(paper.Certificate{Form: paper.BangKhen})) {
		got += f.Name + ": " + f.Message + "\n"
	}
	want := `form: Mẫu in này dành cho Giấy khen.
kind: Người được khen phải là tập thể hoặc cá nhân.
authority: Chưa có “Chức vụ người quyết định khen thưởng”.
recipient: Chưa có “Tên người hoặc tập thể được khen”.
place: Chưa có “Chức danh, đơn vị hoặc địa chỉ”.
achievement: Chưa có “Thành tích”.
decision: Chưa có “Số và ngày quyết định”.
golden_book: Chưa có “Số sổ vàng”.
date: Chưa có “Địa danh, ngày, tháng, năm”.
signer_title: Chưa có “Chức vụ người ký”.
signer_name: Chưa có “Họ tên người ký”.
`
	if got != want {
		t.Errorf("refused\n%s", got)
	}
}

// A blank that says TẶNG can't become TRUY TẶNG; white paper can.
func TestPosthumous(t *testing.T) {
	c := papertest.Commendation()
	c.Posthumous = true
	p := paper.Print{Template: paper.GiayKhenA4()}
	if text := printed(t, p, c).Text(t, 1); !strings.Contains(text, "\nTRUY TẶNG\n") {
		t.Errorf("the page reads %q", text)
	}
	p.Blank = true
	if f := refusedBy(t, p.Check(c)); len(f) != 1 || f[0].Name != "verb" {
		t.Errorf("refused %v", f)
	}
	for i := range p.Template.Fields {
		if p.Template.Fields[i].Key == paper.KeyVerb {
			p.Template.Fields[i].Preprinted = false
		}
	}
	if err := p.Check(c); err != nil {
		t.Error(err)
	}
}
