package paper_test

import (
	"testing"

	"thidua/internal/paper"
	"thidua/internal/paper/papertest"
)

// BenchmarkDOCX writes a report of some twenty pages with its annex of 62
// rows; 5 ms is the most it should take.
func BenchmarkDOCX(b *testing.B) {
	d := papertest.Report()
	body := d.Body
	for range 9 {
		d.Body = append(d.Body, body...)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.DOCX(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPaste(b *testing.B) {
	var text string
	for range 400 {
		text += "<p class=MsoNormal>Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở có mặt kịp thời tại nơi xảy ra vụ, việc.<o:p></o:p></p>\n"
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		paper.Paste(text)
	}
}
