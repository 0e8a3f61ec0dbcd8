package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/web/webtest"
)

// A district writes its phase report, sends it with gaps and a reason; the
// province returns it; the district mends it, the province accepts; who is
// late is nudged and sees it at home.
func TestPhaseReport(t *testing.T) {
	site := webtest.Start(t)
	huyen := as(t, site, "huyen")
	huyen.says("Lập và gửi báo cáo kết quả Đợt 1")
	huyen.press("Soạn báo cáo")
	report := is[string](huyen, `location.pathname`)
	huyen.says("Còn thiếu")
	huyen.accessible("a phase report being written")
	// A live figure goes where the cursor was.
	huyen.do(chromedp.SendKeys(chromedp.CSS("#f-nguyen-nhan"), "Trên địa bàn có  phường, xã."), chromedp.Evaluate[chromedp.Void](`document.getElementById("f-nguyen-nhan").setSelectionRange(16, 16)`))
	huyen.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('[data-token="[[xa]]"]').click()`))
	if got := is[string](huyen, `document.getElementById("f-nguyen-nhan").value`); got != "Trên địa bàn có [[xa]] phường, xã." {
		t.Errorf("the figure went to %q", got)
	}
	huyen.press("Lưu nội dung")
	huyen.says("Đã lưu 1 mục.")
	huyen.wait(`document.getElementById("f-nguyen-nhan").closest("section").textContent.includes("Trên địa bàn có 13 phường, xã.")`)
	huyen.press("Kiểm tra và gửi")
	huyen.says("Lý do gửi khi còn thiếu")
	huyen.accessible("before sending")
	huyen.do(chromedp.SendKeys(chromedp.CSS("[name=ly-do]"), "Phường Kinh Dinh nộp trong ngày hôm nay"))
	huyen.press("Gửi báo cáo")
	huyen.says("Đã gửi báo cáo đến Công an tỉnh.")
	huyen.says("Trên địa bàn có 13 phường, xã.")

	px03 := as(t, site, "px03")
	px03.says("Tiếp nhận 2 báo cáo kết quả Đợt 1")
	px03.press("Xem và quyết định")
	px03.press("Thành phố Phan Rang")
	px03.says("Gửi khi còn thiếu")
	px03.says("Phường Kinh Dinh nộp trong ngày hôm nay")
	px03.accessible("a report to decide on")
	px03.do(chromedp.SendKeys(chromedp.CSS("[name=ly-do]"), "Mục V.3: nêu rõ nguyên nhân"))
	px03.press("Trả lại")
	px03.says("Đã trả lại báo cáo kèm lý do.")

	huyen.see("/")
	huyen.says("Mục V.3: nêu rõ nguyên nhân")
	huyen.press("Sửa và gửi lại")
	huyen.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("f-nguyen-nhan").value = "Khách quan: địa bàn rộng. Chủ quan: chưa đối chiếu hằng tuần."`))
	huyen.press("Lưu, rồi kiểm tra để gửi")
	huyen.do(chromedp.SendKeys(chromedp.CSS("[name=ly-do]"), "Còn một phường chưa duyệt"))
	huyen.press("Gửi báo cáo")
	huyen.says("Đã gửi báo cáo")

	px03.see(report)
	px03.says("Chủ quan: chưa đối chiếu hằng tuần.")
	px03.press("Tiếp nhận báo cáo")
	px03.says("Đã tiếp nhận báo cáo.")
	px03.see("/bao-cao-dot")
	px03.says("Đã tiếp nhận 2/7 báo cáo")
	px03.do(chromedp.Evaluate[chromedp.Void](`window.line = [...document.querySelectorAll("tr")].find((r) => r.innerText.includes("Bác Ái")).querySelector("button"); window.line.click()`))
	px03.says("Đã đôn đốc 1 đơn vị")
	px03.says("Đã đôn đốc 05/02/2025")

	late := as(t, site, "huyen-584")
	late.says("Công an tỉnh Ninh Thuận đôn đốc")
	late.says("Đề nghị gửi báo cáo kết quả Đợt 1 trước ngày 07/02/2025")
	huyen.see("/")
	if is[bool](huyen, `document.body.innerText.includes("Lập và gửi báo cáo kết quả Đợt 1")`) {
		t.Error("the report is still to do at home")
	}
}
