package paper

import (
	"strings"
	"testing"

	"thidua/internal/clock"
)

// lines are the lines of a part of the layout with their roles.
func (c *Columns) lines(right bool) string {
	var all []string
	for _, r := range c.Rows {
		side := r.Left
		if right {
			side = r.Right
		}
		for _, l := range side {
			all = append(all, string(l.Role)+": "+l.text())
		}
	}
	return strings.Join(all, "\n")
}

func (l Line) text() string {
	var s strings.Builder
	for _, r := range l.Runs {
		s.WriteString(r.Text)
	}
	return s.String()
}

// body are the lines of a sheet outside its columns.
func (s Sheet) body() string {
	var all []string
	for _, p := range s.Parts {
		if p.Line != nil {
			all = append(all, string(p.Line.Role)+": "+p.Line.text())
		}
	}
	return strings.Join(all, "\n")
}

func layout(t *testing.T, d *Document) *Layout {
	t.Helper()
	l, err := d.Layout()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestNumberAndDay(t *testing.T) {
	day := func(y, m, d int) *clock.Day { v := clock.NewDay(y, m, d); return &v }
	for _, c := range []struct {
		head        Head
		number, day string
	}{
		{Head{Symbol: "BC-CAT", Year: 2025}, "Số:       /BC-CAT", "X, ngày      tháng      năm 2025"},
		{Head{Number: "5", Symbol: "BC-CAT", Day: day(2025, 2, 5)}, "Số: 05/BC-CAT", "X, ngày 05 tháng 02 năm 2025"},
		{Head{Number: "05", Symbol: "BC-CAT", Day: day(2025, 1, 31)}, "Số: 05/BC-CAT", "X, ngày 31 tháng 01 năm 2025"},
		{Head{Number: "10", Symbol: "TTr-UBND", Day: day(2025, 3, 9)}, "Số: 10/TTr-UBND", "X, ngày 09 tháng 3 năm 2025"},
		{Head{Number: "2352", Symbol: "CAT-PV01", Day: day(2025, 12, 10)}, "Số: 2352/CAT-PV01", "X, ngày 10 tháng 12 năm 2025"},
		{Head{Number: "7a", Symbol: "QĐ-UBND"}, "Số: 7a/QĐ-UBND", "X, ngày      tháng      năm         "},
		{Head{Number: "3"}, "Số: 03", "X, ngày      tháng      năm         "},
	} {
		c.head.Place = "X"
		columns := layout(t, &Document{Head: c.head}).Sheets[0].Parts[0].Columns
		if got, want := columns.lines(false), "co-quan-ban-hanh: \nso-ky-hieu: "+c.number; got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got, want := columns.lines(true), "quoc-hieu: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\ntieu-ngu: Độc lập - Tự do - Hạnh phúc\ndia-danh-ngay-thang: "+c.day; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestOpeningAndClosing(t *testing.T) {
	d := &Document{Kind: Submission, Subject: "Về việc khen thưởng", Issuer: "UBND huyện", Head: Head{Agency: "Ủy ban nhân dân", Number: "9", Symbol: "TTr", Place: "Ninh Hải", Year: 2025},
		Authority: "Chủ tịch", To: []string{"Chủ tịch tỉnh.", " ", "Sở Nội vụ;"}, Bases: []string{"Căn cứ A;", "Căn cứ B"},
		Sign: []Signature{{Lines: []string{"TM. Ủy ban nhân dân", "", "Chủ tịch"}, Name: "Lê Văn A"}}, Copies: []string{"Như trên;", ""}, Keep: "VT.",
		Annexes: []Annex{{Title: "Danh sách", Unlabelled: true}, {Title: "Biểu một"}}}
	l := layout(t, d)
	if got, want := l.Sheets[0].body(), "ten-loai: TỜ TRÌNH\ntrich-yeu: Về việc khen thưởng\ntham-quyen: CHỦ TỊCH\nkinh-gui-nhieu-noi: Kính gửi:\nnoi-kinh-gui: - Chủ tịch tỉnh;\nnoi-kinh-gui: - Sở Nội vụ.\ncan-cu: Căn cứ A;\ncan-cu: Căn cứ B."; got != want {
		t.Errorf("%s", got)
	}
	closing := l.Sheets[0].Parts[len(l.Sheets[0].Parts)-1].Columns
	if got := closing.lines(false); got != "noi-nhan: Nơi nhận:\nnoi-nhan-dong: - Như trên;\nnoi-nhan-dong: - Lưu: VT." {
		t.Errorf("%s", got)
	}
	if got := closing.lines(true); got != "quyen-han-ky: TM. ỦY BAN NHÂN DÂN\nquyen-han-ky: CHỦ TỊCH\nho-ten-ky: Lê Văn A" {
		t.Errorf("%s", got)
	}
	const note = "kem-theo: (Kèm theo Tờ trình số 09/TTr ngày      tháng      năm 2025 của UBND huyện)"
	if got := l.Sheets[1].body(); got != "ten-phu-luc: DANH SÁCH\n"+note {
		t.Errorf("%s", got)
	}
	if got := l.Sheets[2].body(); got != "phu-luc: Phụ lục\nten-phu-luc: BIỂU MỘT\n"+note {
		t.Errorf("%s", got)
	}

	// One recipient stands on the line of "Kính gửi"; a letter's subject under its number.
	d.To, d.Kind, d.Annexes = d.To[:1], Letter, append(d.Annexes, Annex{Title: "Biểu hai"})
	l = layout(t, d)
	if got := l.Sheets[0].body(); !strings.HasPrefix(got, "tham-quyen: CHỦ TỊCH\nkinh-gui: Kính gửi: Chủ tịch tỉnh\ncan-cu") {
		t.Errorf("%s", got)
	}
	if got := l.Sheets[0].Parts[0].Columns.lines(false); got != "co-quan-ban-hanh: ỦY BAN NHÂN DÂN\nso-ky-hieu: Số: 09/TTr\nve-viec: V/v Về việc khen thưởng" {
		t.Errorf("%s", got)
	}
	for i, want := range map[int]string{2: "phu-luc: Phụ lục I\n", 3: "phu-luc: Phụ lục II\n"} {
		if got := l.Sheets[i].body(); !strings.HasPrefix(got, want) {
			t.Errorf("%s", got)
		}
	}
}

func TestThreeSign(t *testing.T) {
	d := &Document{Sign: []Signature{{Name: "A"}, {Name: "B"}, {Name: "C"}}, Keep: "VT"}
	parts := layout(t, d).Sheets[0].Parts[1:]
	var got []string
	for _, p := range parts {
		got = append(got, p.Columns.lines(false)+" | "+p.Columns.lines(true))
	}
	if want := "ho-ten-ky: A | ho-ten-ky: B\n | ho-ten-ky: C\nnoi-nhan: Nơi nhận:\nnoi-nhan-dong: - Lưu: VT. | "; strings.Join(got, "\n") != want {
		t.Errorf("%q", strings.Join(got, "\n"))
	}
}

// A decree's form stands over the head; a line that says what follows stays
// with it.
func TestFormAndKeep(t *testing.T) {
	d := &Document{Form: " Mẫu số 01 ", Body: []Block{Para{Runs: Text("Việc tốt:"), Keep: true}, Para{Runs: Text("một")}}}
	l, err := d.Layout()
	if err != nil {
		t.Fatal(err)
	}
	parts := l.Sheets[0].Parts
	if first := parts[0].Line; first == nil || first.Role != FormLine || first.Runs[0].Text != "Mẫu số 01" || parts[1].Columns == nil {
		t.Errorf("the form is not over the head: %+v", parts[0])
	}
	if a, b := parts[2].Line, parts[3].Line; !a.Keep || b.Keep {
		t.Errorf("kept with what follows: %t, %t", a.Keep, b.Keep)
	}
}

func TestNumbering(t *testing.T) {
	item := func(m Mark, s string) Item { return Item{Mark: m, Runs: Text(s)} }
	d := &Document{Body: []Block{
		Heading{1, "một"}, Heading{2, "Hai"}, Heading{3, "ba"}, Heading{3, "bốn"}, Heading{2, "Năm"}, Heading{3, "sáu"}, Heading{1, "bảy"}, Heading{2, "Tám"}, Heading{2, " "},
		item(Lettered, "a"), item(Lettered, " \x00 "), Item{Sub: true, Runs: Text("cộng")}, item(Lettered, "b"), Para{Runs: Text("ngắt")}, item(Lettered, "a lại"),
		item(Numbered, "1"), item(Lettered, "1a"), item(Numbered, "2"), item(Lettered, "2a"), item(Dash, "gạch\ndòng hai"),
		Article{Text("điều một")}, Article{Text("điều hai\nkhoản")}, Para{Runs: []Run{{Text: "x\n\n y", Bold: true}, {Text: " z \n"}, {Text: "\u00a0\n"}}},
	}}
	const want = `muc-1: I. MỘT
muc-2: 1. Hai
muc-3: a) ba
muc-3: b) bốn
muc-2: 2. Năm
muc-3: a) sáu
muc-1: II. BẢY
muc-2: 1. Tám
noi-dung: a) a
noi-dung: + cộng
noi-dung: b) b
noi-dung: ngắt
noi-dung: a) a lại
noi-dung: 1. 1
noi-dung: a) 1a
noi-dung: 2. 2
noi-dung: a) 2a
noi-dung: - gạch
noi-dung: dòng hai
noi-dung: Điều 1. điều một
noi-dung: Điều 2. điều hai
noi-dung: khoản
noi-dung: x
noi-dung: y z`
	if got := layout(t, d).Sheets[0].body(); got != want {
		t.Errorf("%s", got)
	}
}

func TestWidths(t *testing.T) {
	for _, c := range []struct {
		given []float64
		want  []float64
	}{
		{[]float64{10, 0, 0}, []float64{10, 77.5, 77.5}},
		{[]float64{40, 60}, []float64{40, 60}},
		{[]float64{165, 165}, []float64{82.5, 82.5}},
		{[]float64{322, 0}, []float64{161, 4}},
	} {
		var table Table
		for _, w := range c.given {
			table.Columns = append(table.Columns, Column{Width: w})
		}
		for i, w := range table.widths(165) {
			if diff := w - c.want[i]; diff > 0.001 || diff < -0.001 {
				t.Errorf("%v: column %d is %.3f wide, want %.3f", c.given, i+1, w, c.want[i])
			}
		}
	}
}

func TestNamesFitTheirColumn(t *testing.T) {
	for name, want := range map[string]Fit{"Công an tỉnh": AsIs, "Công an tỉnh Ninh Thuận": Small, "Hội đồng Thi đua - Khen thưởng thành phố Phan Rang": AsIs} {
		columns := layout(t, &Document{Head: Head{Parent: "Bộ Công an", Agency: name}}).Sheets[0].Parts[0].Columns
		for _, l := range columns.Rows[0].Left {
			if l.Fit != want {
				t.Errorf("%s: %q set %d, want %d", name, l.text(), l.Fit, want)
			}
		}
	}
	if w := boldWidth("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13); w < 95 || w > headRight {
		t.Errorf("the nation's name is %.1f mm wide", w)
	}
}
