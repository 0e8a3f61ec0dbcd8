package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/web/webtest"
)

// The README's pictures, taken by `make shots`; the run also proves that the
// screens they show say what the README says of them.
func TestReadmeShots(t *testing.T) {
	site := webtest.Start(t)
	xa := as(t, site, "xa")
	xa.see(fmt.Sprintf("/bao-cao/%d", site.ReportOf(t, "22759", 3)))
	xa.says("Còn thiếu 46 ô")
	xa.shot("grid-1280")
	xa.do(chromedp.EmulateViewport(360, 760))
	xa.see(fmt.Sprintf("/bao-cao/%d", site.ReportOf(t, "22759", 3)))
	xa.shot("grid-360")
	px03 := as(t, site, "px03")
	px03.see("/bang-ket-qua?khoang=dot-1")
	px03.says("Bảng kết quả")
	px03.shot("score-1280")
	px03.see("/giai-thich?chi-tieu=1.1&khoang=dot-1")
	px03.says("80%")
	px03.shot("why-1280")
	px03.see("/")
	px03.says("Việc cần làm")
	px03.shot("home-1280")
}
