package paper_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"thidua/internal/paper/papertest"
)

// What LibreOffice prints of every sample: the elements of Decree 30 where it
// wants them.
func TestPages(t *testing.T) {
	files := map[string][]byte{}
	for _, s := range papertest.Samples() {
		files[s.Name] = write(t, s.Document)
	}
	made := papertest.Convert(t, files)
	for name, want := range map[string]int{"bao-cao": 7, "cong-van": 1, "to-trinh": 1, "bien-ban": 1, "quyet-dinh": 3} {
		if n := made[name].Pages(t); n != want {
			t.Errorf("%s has %d pages, want %d", name, n, want)
		}
	}
	report := made["bao-cao"]
	t.Run("page numbers", func(t *testing.T) {
		// The document, then two annexes counted apart, each silent on its first page.
		for i, want := range []string{"", "2", "3", "", "", "2", "3"} {
			got := ""
			for _, w := range report.Words(t, i+1) {
				if w.Bottom < 20 {
					got += w.Text
					width := 210.0
					if i > 3 {
						width = 297
					}
					if centre := (w.Left + w.Right) / 2; math.Abs(centre-(30+width-15)/2) > 1 {
						t.Errorf("page %d: its number stands at %.1f mm", i+1, centre)
					}
				}
			}
			if got != want {
				t.Errorf("page %d is numbered %q, want %q", i+1, got, want)
			}
		}
	})
	t.Run("head", func(t *testing.T) {
		for name, want := range map[string][]string{
			"bao-cao":    {"BỘ CÔNG AN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CÔNG AN TỈNH NINH THUẬN Độc lập - Tự do - Hạnh phúc", "Số: /BC-CAT-PX03 Ninh Thuận, ngày tháng năm 2025"},
			"cong-van":   {"Số: 05/CAT-PX03 Ninh Thuận, ngày 05 tháng 02 năm 2025"},
			"to-trinh":   {"Số: 118/TTr-UBND Phan Rang - Tháp Chàm, ngày 29 tháng 10 năm 2025"},
			"quyet-dinh": {"HUYỆN NINH PHƯỚC Độc lập - Tự do - Hạnh phúc"},
		} {
			lines := made[name].Lines(t, 1)
			for i := range lines {
				lines[i] = strings.Join(strings.Fields(lines[i]), " ")
			}
			for _, w := range want {
				if !slices.Contains(lines, w) {
					t.Errorf("%s: no line %q in %q", name, w, lines[:min(8, len(lines))])
				}
			}
		}
	})
	t.Run("margins", func(t *testing.T) {
		for name := range files {
			for _, w := range made[name].Words(t, 1) {
				if w.Left < 29.5 || w.Right > 195.6 || w.Top < 19 || w.Bottom > 290 {
					t.Errorf("%s: %q at %.1f, %.1f – %.1f, %.1f", name, w.Text, w.Left, w.Top, w.Right, w.Bottom)
				}
			}
		}
	})
	t.Run("repeated head", func(t *testing.T) {
		for name, page := range map[string]int{"bao-cao": 6, "quyet-dinh": 3} {
			want := map[string]string{"bao-cao": "Nguồn tin Vụ, việc Thông tin nhân khẩu", "quyet-dinh": "STT Họ và tên Chức vụ Đơn vị"}[name]
			lines := made[name].Lines(t, page)
			if got := strings.Join(strings.Fields(lines[1]), " "); lines[0] != "2" || got != want {
				t.Errorf("%s, page %d begins %q", name, page, lines[:2])
			}
		}
	})
	t.Run("side by side", func(t *testing.T) {
		for name, pair := range map[string][2]string{"bao-cao": {"nhận:", "KT."}, "bien-ban": {"THƯ", "TỌA"}} {
			page := map[string]int{"bao-cao": 3, "bien-ban": 1}[name]
			left, right := find(t, made[name].Words(t, page), pair[0]), find(t, made[name].Words(t, page), pair[1])
			if math.Abs(left.Top-right.Top) > 1.5 || left.Right > right.Left {
				t.Errorf("%s: %+v and %+v do not stand level", name, left, right)
			}
		}
	})
	t.Run("to many", func(t *testing.T) {
		all := made["cong-van"].Words(t, 1)
		colon := find(t, all, "gửi:")
		n := 0
		for _, w := range all {
			if w.Text == "-" && w.Top > colon.Top && w.Left > 60 {
				n++
				if math.Abs((w.Left+w.Right)/2-colon.Right) > 1.5 {
					t.Errorf("a dash at %.1f mm, the colon at %.1f", w.Left, colon.Right)
				}
			}
			if n == 3 {
				break
			}
		}
		if n != 3 {
			t.Errorf("%d dashes under the colon", n)
		}
	})
}

func find(t *testing.T, all []papertest.Word, text string) papertest.Word {
	t.Helper()
	for _, w := range all {
		if w.Text == text {
			return w
		}
	}
	t.Fatalf("no word %q", text)
	return papertest.Word{}
}
