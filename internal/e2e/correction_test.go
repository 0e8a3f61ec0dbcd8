package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/web/webtest"
)

// A day in the diary on a phone, the month that takes its sums, and a figure
// of an accepted month put right by the commune and the district.
func TestDiaryAndCorrection(t *testing.T) {
	site := webtest.Start(t)
	const kinhDinh = "22759"
	open := fmt.Sprintf("/bao-cao/%d", site.ReportOf(t, kinhDinh, 3))
	done := fmt.Sprintf("/bao-cao/%d", site.ReportOf(t, kinhDinh, 1))
	thirteen := site.TeamOf(t, kinhDinh, 13)

	// On a phone: choose the team, one tap a thing; the team stays chosen.
	xa := as(t, site, "xa")
	xa.do(chromedp.EmulateViewport(360, 800))
	xa.see("/so-phat-sinh")
	xa.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.getElementById("f-to").value = "%d"; document.getElementById("f-ngay").value = "3/2/2025"`, thirteen)))
	xa.press1("+")
	xa.press("Ca tuần tra")
	xa.says("Đã ghi 2 Ca tuần tra, Tổ khu phố 13, ngày 03/02/2025.")
	if got := is[string](xa, `document.getElementById("f-to").selectedOptions[0].innerText`); got != "Tổ khu phố 13" {
		t.Errorf("the next tap is for %q", got)
	}
	xa.press("Tổng vụ, việc")
	xa.says("Đã ghi 1 Tổng vụ, việc")
	xa.wait(`document.querySelector("tr:target")?.innerText.includes("Tổng vụ, việc")`)
	xa.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("tr:target button").click()`))
	xa.says("Đã rút mục ngày 03/02/2025")
	xa.accessible("the diary on a phone")

	// At the desk: the chip says what the diary counts; a click takes it, a
	// row's button a row's, and the notice goes when nothing differs.
	xa.do(chromedp.EmulateViewport(1280, 800))
	xa.see(open)
	xa.says("Sổ phát sinh khác bảng này ở 5 ô")
	chip := fmt.Sprintf(`document.querySelector('[name="tu-so"][value="c.%d.16"]')`, thirteen)
	if got := is[bool](xa, chip+`.classList.contains("differs")`); !got {
		t.Error("an empty cell does not differ from the diary")
	}
	xa.do(chromedp.Evaluate[chromedp.Void](chip + `.click()`))
	xa.stored(thirteen, 16)
	if got := is[string](xa, fmt.Sprintf(`document.querySelector('[name="c.%d.16"]').value`, thirteen)); got != "2" {
		t.Errorf("taken from the diary: %q", got)
	}
	xa.wait(`!` + chip + `.classList.contains("differs")`)
	xa.press1("Lấy tất cả số từ sổ")
	xa.wait(`!document.querySelector(".cx-so.differs") && document.querySelector(".cx-note").hidden && [...document.querySelectorAll(".cx-row")].every((b) => b.hidden)`)
	xa.wait(`!document.querySelector("td.saving") && document.getElementById("da-luu").innerText.startsWith("Đã lưu")`)
	xa.see(open + "/kiem-tra")
	if is[bool](xa, `document.body.innerText.includes("Sổ phát sinh và báo cáo khác nhau")`) {
		t.Error("the check still lists differences")
	}

	// An accepted month: a proposal with its reason, on to the district.
	xa.see(fmt.Sprintf("%s/o/%d/16", done, thirteen))
	was := is[string](xa, `document.querySelector(".figure").innerText`)
	xa.do(chromedp.SendKeys(chromedp.CSS("[name=so-moi]"), "41"), chromedp.SendKeys(chromedp.CSS("#dinh-chinh [name=ly-do]"), "Sổ trực ghi đủ 41 ca"))
	xa.press("Đề nghị đính chính")
	xa.says("Số liệu chỉ thay đổi khi đơn vị duyệt đồng ý")
	xa.accessible("a cell with a waiting correction")
	if got := is[string](xa, `document.querySelector(".figure").innerText`); got != was {
		t.Errorf("a proposal turned %q into %q", was, got)
	}

	huyen := as(t, site, "huyen")
	huyen.says("Duyệt 3 đề nghị đính chính")
	huyen.press("Xem và quyết định")
	huyen.says("Sổ trực ghi đủ 41 ca")
	huyen.press("Duyệt")
	huyen.says("Đã duyệt đính chính")
	xa.see(fmt.Sprintf("%s/o/%d/16", done, thirteen))
	xa.says("41 ca")
	xa.says("đính chính")
	xa.see(done)
	xa.says("Đính chính của báo cáo này")
	xa.accessible("a corrected month")
}

// press1 clicks what leads nowhere: script does the work.
func (p *person) press1(words string) {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`[...document.querySelectorAll("main button")].find((x) => x.innerText.trim().startsWith(%q)).click()`, words)))
}
