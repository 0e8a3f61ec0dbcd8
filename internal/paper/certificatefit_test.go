package paper_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"thidua/internal/paper"
	"thidua/internal/paper/papertest"
)

// line joins the words of a page that stand on one baseline with one of text.
func line(t *testing.T, words []papertest.Word, first string) (text string, height float64) {
	t.Helper()
	w := find(t, words, first)
	var all []string
	for _, x := range words {
		if x.Top-w.Top < 0.05 && w.Top-x.Top < 0.05 {
			all = append(all, x.Text)
		}
	}
	return strings.Join(all, " "), w.Bottom - w.Top
}

// points is a text's size from its height on the page.
func points(height float64) float64 { return height * 72 / 25.4 / (ascent + 0.216) }

// A name keeps its size, then shrinks to 18 points, then takes two lines.
func TestNamesFit(t *testing.T) {
	for _, x := range []struct {
		name  string
		size  float64
		lines []string
	}{
		{"Trần Thị Bưởi", 24, []string{"Trần Thị Bưởi"}},
		{"Tổ bảo vệ an ninh, trật tự khu phố 5, phường Phước Mỹ", 24, []string{"Tổ bảo vệ an ninh, trật tự khu phố 5, phường Phước Mỹ"}},
		{"Bà Công Tằng Tôn Nữ Thị Nguyễn Phước Quỳnh Hương Trường Giang", 21, []string{"Bà Công Tằng Tôn Nữ Thị Nguyễn Phước Quỳnh Hương Trường Giang"}},
		{"Tổ bảo vệ an ninh, trật tự thôn Phước Thiện 1, xã Phước Sơn, huyện Ninh Phước, tỉnh Ninh Thuận", 24,
			[]string{"Tổ bảo vệ an ninh, trật tự thôn Phước Thiện 1,", "xã Phước Sơn, huyện Ninh Phước, tỉnh Ninh Thuận"}},
		{"Tổ bảo vệ\nkhu phố 5", 24, []string{"Tổ bảo vệ", "khu phố 5"}},
	} {
		c := papertest.Commendation()
		c.Recipient.Name = x.name
		words := printed(t, paper.Print{Template: paper.GiayKhenA4()}, c).Words(t, 1)
		for words[0].Text != "KHEN" {
			words = words[1:]
		}
		words = words[1:]
		for _, want := range x.lines {
			got, height := line(t, words, strings.Fields(want)[0])
			if got != want {
				t.Errorf("%q reads %q", want, got)
			}
			if size := points(height); size < x.size-0.1 || size > x.size+0.1 {
				t.Errorf("%q (%d letters) has %.2f points, want %.1f", want, utf8.RuneCountInString(x.name), size, x.size)
			}
			words = words[len(strings.Fields(want)):]
		}
	}
}

// Whatever fits is on the page whole, inside the border and without touching;
// what does not is refused.
func TestNothingIsClipped(t *testing.T) {
	long := papertest.Commendation()
	long.Posthumous, long.Copy, long.SignerTitle = true, "Cấp lại lần 1", "KT. Chủ tịch\nPhó Chủ tịch"
	long.Recipient.Name = "Bà Công Tằng Tôn Nữ Thị Nguyễn Phước Ngọc Quỳnh Phương Trường Nghiêng Thuỵ"
	long.Recipient.Place = "Tổ phó Tổ bảo vệ an ninh, trật tự khu phố 5, phường Phước Mỹ, thành phố Phan Rang - Tháp Chàm, tỉnh Ninh Thuận, nguyên tổ viên Tổ bảo vệ dân phố"
	long.Achievement = papertest.Merit().Achievement + ", góp phần giữ vững an ninh chính trị, trật tự an toàn xã hội trên địa bàn thành phố"
	words := printed(t, paper.Print{Template: paper.GiayKhenA4()}, long).Words(t, 1)
	for i, w := range words {
		if w.Left < 15 || w.Right > 282 || w.Top < 15 || w.Bottom > 196 {
			t.Errorf("%q at %.1f, %.1f – %.1f, %.1f", w.Text, w.Left, w.Top, w.Right, w.Bottom)
		}
		for _, x := range words[i+1:] {
			// The lower third of a word's box is for what hangs below its line.
			if deep := (w.Bottom - w.Top) / 3; w.Left < x.Right && x.Left < w.Right && w.Top+deep < x.Bottom-deep && x.Top+deep < w.Bottom-deep {
				t.Errorf("%q and %q touch", w.Text, x.Text)
			}
		}
	}
	text := strings.Join(strings.Fields(printed(t, paper.Print{Template: paper.GiayKhenA4()}, long).Text(t, 1)), " ")
	for _, want := range []string{long.Recipient.Name, long.Recipient.Place, long.Achievement} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}

	long.Achievement = strings.Repeat("Đã có thành tích xuất sắc. ", 60)
	f := refusedBy(t, paper.Print{Template: paper.GiayKhenA4()}.Check(long))
	if len(f) != 1 || f[0].Name != "achievement" || f[0].Message != "“Thành tích” quá dài: không xếp vừa 4 dòng rộng 230 mm ở cỡ chữ nhỏ nhất 11; hãy rút gọn hoặc sửa mẫu in." {
		t.Errorf("refused %q", f)
	}
	long.Achievement = "Đã có thành tích"
	long.Recipient.Name = strings.Repeat("Ngờ", 60)
	if f := refusedBy(t, paper.Print{Template: paper.GiayKhenA4()}.Check(long)); len(f) != 1 || f[0].Name != "recipient" {
		t.Errorf("refused %q", f)
	}
}

// Lines end where a reader would pause: never within a name, a compound, or
// before a number.
func TestLinesEndWell(t *testing.T) {
	c := papertest.Merit()
	p := paper.Print{Template: paper.BangKhen420()}
	pairs := []string{"an ninh", "trật tự", "cơ sở", "phong trào", "Ninh Thuận", "kỷ niệm 80", "truyền thống", "Công an", "lực lượng", "đặc biệt"}
	for _, width := range []float64{150, 180, 200, 230, 260, 300, 330} {
		for i := range p.Template.Fields {
			if f := &p.Template.Fields[i]; f.Key == paper.KeyAchievement {
				f.Width, f.X, f.Lines, f.Leading = width, 210-width/2, 8, 8
			}
		}
		text := printed(t, p, c).Text(t, 1)
		whole := strings.Join(strings.Fields(text), " ")
		for _, pair := range pairs {
			if strings.Count(text, pair) != strings.Count(whole, pair) {
				t.Errorf("at %.0f mm a line ends within %q", width, pair)
			}
		}
	}
}
