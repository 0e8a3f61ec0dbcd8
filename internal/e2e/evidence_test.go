package e2e

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/web/webtest"
)

// sideways is a phone's photo: stored lying, with EXIF that says how to turn
// it, and where it was taken.
func sideways(t *testing.T) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for y := range 300 {
		for x := range 400 {
			m.Set(x, y, color.RGBA{uint8(x / 2), uint8(y / 2), 120, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00GPS 11.5650"
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...)
	out = append(out, b.Bytes()[2:]...)
	at := filepath.Join(t.TempDir(), "IMG_0001.JPG")
	if err := os.WriteFile(at, out, 0o600); err != nil {
		t.Fatal(err)
	}
	return at
}

// A deed with a photo: written down, the photo sent and seen upright, the grid
// counting it, and the same deed hinted at when it is written down again.
func TestDeedWithPhoto(t *testing.T) {
	site := webtest.Start(t)
	xa := as(t, site, "xa")
	write := func() {
		xa.see("/guong/moi")
		xa.do(chromedp.SetValue(chromedp.CSS("[name=to]"), is[string](xa, `document.querySelector("[name=to]").options[7].value`)),
			chromedp.SendKeys(chromedp.CSS("[name=ngay]"), "02/02/2025"), chromedp.SendKeys(chromedp.CSS("[name=viec]"), "Dập tắt đám cháy bãi rác sau chợ"))
		xa.press("Hiện thành viên của Tổ")
		xa.says("Thành viên của Tổ vào ngày 02/02/2025")
		xa.do(chromedp.Click(chromedp.CSS("[name=thanh-vien]")))
	}
	write()
	xa.accessible("the form with members")
	xa.press("Lưu")
	xa.says("Thêm tệp minh chứng")
	at := is[string](xa, `location.pathname`)
	for _, width := range []int64{360, 1280} {
		xa.do(chromedp.EmulateViewport(width, 800))
		xa.accessible("the deed's page")
	}
	xa.do(chromedp.Click(chromedp.CSS("[name=khong-mat]")), chromedp.SetUploadFiles(chromedp.CSS("[name=tep]"), []string{sideways(t)}))
	xa.press("Gửi tệp")
	xa.says("Đã lưu 1 tệp minh chứng")
	xa.says("IMG_0001.jpg")
	xa.do(chromedp.Click(chromedp.CSS("#minh-chung summary")))
	xa.wait(`document.querySelector(".reg-photo")?.naturalWidth === 300 && document.querySelector(".reg-photo").naturalHeight === 400`)
	xa.shot("minh-chung-1280")
	xa.see(is[string](xa, `document.querySelector(".reg-photo").getAttribute("src")`))
	xa.wait(`document.images.length === 1 && document.images[0].naturalHeight === 400`)

	xa.see(at)
	xa.press("Kỳ 01/01 – 03/02/2025")
	xa.says("Báo cáo")

	write()
	xa.press("Lưu")
	xa.says("Có thể đã có trong sổ: chưa lưu")
	xa.accessible("the hint")
	xa.shot("trung-1280")
	xa.allow("422")
	xa.press("Vẫn thêm")
	xa.says("Đã ghi việc tốt")
}
