package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"thidua/internal/web/webtest"
)

// focus puts the cursor into a cell of the grid.
func (p *person) focus(row int64, slot int) {
	p.t.Helper()
	p.do(chromedp.Focus(chromedp.CSS(fmt.Sprintf(`[name="c.%d.%d"]`, row, slot))))
}

// stored waits until a cell is saved (green, or amber where it is unusual).
func (p *person) stored(row int64, slot int) {
	p.t.Helper()
	p.wait(fmt.Sprintf(`((c) => c.contains("saved") || c.contains("warn"))(document.querySelector('[name="c.%d.%d"]').closest("td").classList)`, row, slot))
}

func (p *person) verdict(code string) string {
	p.t.Helper()
	return is[string](p, fmt.Sprintf(`[...document.querySelectorAll("tr.verdicts td")].find((x) => x.dataset.l?.startsWith(%q))?.innerText ?? ""`, code))
}

// A month from the commune's keyboard to the province's scorecard.
func TestMonthJourney(t *testing.T) {
	site := webtest.Start(t)
	const kinhDinh = "22759"
	id := site.ReportOf(t, kinhDinh, 3)
	five, last := site.TeamOf(t, kinhDinh, 5), site.TeamOf(t, kinhDinh, 13)
	report := fmt.Sprintf("/bao-cao/%d", id)

	// xa: home names what is due today; the grid is filled by keyboard.
	xa := as(t, site, "xa")
	xa.says("Báo cáo Kỳ 01/01 – 03/02/2025")
	xa.says("hôm nay, 24 giờ")
	xa.press("Nhập và gửi")
	xa.says("Còn thiếu 46 ô")
	if v := xa.verdict("1.1"); !strings.Contains(v, "chưa có") {
		t.Errorf("1.1 before the total is known: %q", v)
	}
	xa.accessible("the grid")
	xa.shot("luoi-1280")

	// Tổ 5: → moves along the row's open cells, Enter down the column.
	xa.focus(five, 0)
	xa.keys("4" + kb.ArrowRight + "2" + kb.ArrowRight + "2" + kb.ArrowRight)
	xa.stored(five, 2)
	for _, slot := range []int{0, 2} {
		if got := is[string](xa, fmt.Sprintf(`document.querySelector('[name="c.%d.%d"]').value`, five, slot)); got == "" {
			t.Errorf("slot %d of Tổ 5 is empty after typing", slot)
		}
	}
	xa.keys("0" + kb.Tab + "0" + kb.Tab + "0" + kb.Tab + "30" + kb.Tab + "0" + kb.Tab + "0" + kb.Tab + "4" + kb.Tab + "0" + kb.Tab)
	xa.stored(five, 11)
	// A part above its whole is refused beside the cell, and what was typed stays.
	xa.focus(five, 2)
	xa.keys("5" + kb.Enter)
	xa.wait(fmt.Sprintf(`document.querySelector('[name="c.%d.2"]').closest("td").classList.contains("bad")`, five))
	xa.says("không được lớn hơn")
	if got := is[string](xa, fmt.Sprintf(`document.querySelector('[name="c.%d.2"]').value`, five)); got != "5" {
		t.Errorf("the refused cell shows %q, not what was typed", got)
	}
	xa.focus(five, 2)
	xa.keys("2" + kb.Enter)
	xa.stored(five, 2)

	// The whole commune's totals turn 1.1 from open to a rate.
	xa.focus(last, 0)
	xa.keys("3" + kb.Enter)
	xa.stored(last, 0)
	xa.focus(0, 1)
	xa.keys("28" + kb.Enter)
	xa.wait(`[...document.querySelectorAll("tr.verdicts td")].find((x) => x.dataset.l?.startsWith("1.1"))?.innerText.includes("%")`)
	if v := xa.verdict("1.1"); !strings.Contains(v, "92,8 %") || !strings.Contains(v, "Đạt") {
		t.Errorf("1.1 with 26 of 28 tips: %q", v)
	}

	// Rows without anything to tell: one press for their empty cells.
	for _, row := range []int64{five, last, 0} {
		xa.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelectorAll('button.kps[value="%d"]').forEach((b) => b.click())`, row)))
	}
	xa.wait(`!document.querySelector("td.saving, td.wait")`)
	xa.focus(last, 11)
	xa.keys("3" + kb.Enter)
	xa.stored(last, 11)
	xa.focus(0, 8)
	xa.keys("300" + kb.Enter)
	xa.says("Đã đủ số liệu")
	xa.press("Kiểm tra và gửi")
	xa.says("Không còn ô nào thiếu")
	xa.accessible("the check")
	xa.shot("kiem-tra-1280")
	xa.press("Gửi báo cáo")
	xa.says("Đã gửi báo cáo")
	xa.says("Rút lại để sửa")

	// huyen takes it from the queue and returns one cell with a reason.
	huyen := as(t, site, "huyen")
	huyen.press("Duyệt")
	huyen.says("Phường Kinh Dinh")
	huyen.accessible("the queue")
	huyen.shot("hang-doi-1280")
	huyen.see(report)
	huyen.press("Nhận xem")
	huyen.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector('input[name="o"][value="c.%d.0"]').click()`, five)))
	huyen.accessible("the review")
	huyen.shot("duyet-1280")
	huyen.do(chromedp.SendKeys(chromedp.CSS("#f-ly-do"), "Số nguồn tin của Tổ 5 chưa khớp sổ tiếp nhận"))
	huyen.press("Trả lại báo cáo")
	huyen.says("Đã trả lại báo cáo")

	// xa sees why, only that cell is open; mends and sends again.
	xa.see("/")
	xa.says("Sửa báo cáo bị trả lại")
	xa.press("Sửa và gửi lại")
	xa.says("Số nguồn tin của Tổ 5 chưa khớp sổ tiếp nhận")
	if n := is[int](xa, `document.querySelectorAll("td input[name^='c.']").length`); n != 1 {
		t.Errorf("%d cells are open after one was returned", n)
	}
	xa.shot("tra-lai-1280")
	xa.focus(five, 0)
	xa.keys("5" + kb.Enter)
	xa.stored(five, 0)
	xa.press("Kiểm tra và gửi")
	xa.press("Gửi báo cáo")
	xa.says("Đã gửi báo cáo")

	// px03 before the acceptance: the month is missing from the scorecard.
	px03 := as(t, site, "px03")
	px03.see("/bang-ket-qua?khoang=dot-1")
	px03.says("136/186")

	// huyen sees old → new and accepts.
	huyen.see(report)
	huyen.says("1 ô thay đổi so với lần gửi trước")
	if got := is[string](huyen, `document.querySelector("td del").innerText`); got != "4" {
		t.Errorf("the reviewer sees %q as the old value", got)
	}
	huyen.press("Nhận xem")
	huyen.press("Duyệt báo cáo")
	huyen.says("Đã duyệt báo cáo")

	// px03 sees the scorecard change and follows one cell to its explanation,
	// down to the single figure with who entered and who accepted it.
	px03.see("/bang-ket-qua?khoang=dot-1")
	px03.says("137/186")
	px03.follow(`tbody tr:first-child td a.pill`)
	px03.says("80% nguồn tin do Nhân dân cung cấp")
	px03.says("Thành phố Phan Rang – Tháp Chàm")
	px03.accessible("the explanation")
	px03.press("Phường Kinh Dinh")
	px03.says("Phường Kinh Dinh")
	px03.says("không phải trung bình các tỷ lệ")
	px03.shot("giai-thich-1280")
	px03.follow(fmt.Sprintf(`main a[href="%s/o/%d/0"]`, report, five))
	px03.says("5 nguồn tin")
	px03.says("Đã duyệt: ")
	px03.says("Ai ghi, khi nào")
	px03.accessible("the figure")
}

// A lost line keeps what was typed and sends it later; on a phone one team is
// shown at a time.
func TestGridOffline(t *testing.T) {
	site := webtest.Start(t)
	const kinhDinh = "22759"
	id := site.ReportOf(t, kinhDinh, 3)
	five := site.TeamOf(t, kinhDinh, 5)
	xa := as(t, site, "xa")
	xa.see(fmt.Sprintf("/bao-cao/%d", id))
	xa.do(chromedp.Evaluate[chromedp.Void](`window.realFetch = window.fetch; window.fetch = () => Promise.reject(new TypeError("offline"))`))
	xa.focus(five, 3)
	xa.keys("3" + kb.Enter)
	xa.wait(fmt.Sprintf(`document.querySelector('[name="c.%d.3"]').closest("td").classList.contains("wait")`, five))
	xa.says("Mất kết nối: 1 ô đang chờ gửi")
	// The browser is closed and comes back: the cell is sent then.
	xa.do(chromedp.Evaluate[chromedp.Void](`window.onbeforeunload = null`))
	kept := is[string](xa, `JSON.stringify(localStorage)`)
	if !strings.Contains(kept, fmt.Sprintf("c.%d.3", five)) {
		t.Errorf("nothing kept: %s", kept)
	}
	xa.do(chromedp.Evaluate[chromedp.Void](`window.fetch = window.realFetch; dispatchEvent(new Event("online"))`))
	xa.stored(five, 3)
	if kept := is[string](xa, `JSON.stringify(localStorage)`); strings.Contains(kept, fmt.Sprintf("c.%d.3", five)) {
		t.Errorf("still kept after it was saved: %s", kept)
	}
	// A block from Excel fills down and right.
	xa.focus(five, 5)
	xa.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => { const d = new DataTransfer(); d.setData("text/plain", "1.234\t0\n"); document.querySelector('[name="c.%d.17"]').focus(); document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true, cancelable: true})); })()`, five)))
	xa.stored(five, 17)
	if got := is[string](xa, fmt.Sprintf(`document.querySelector('[name="c.%d.17"]').value`, five)); got != "1.234" {
		t.Errorf("pasted thousands read %q", got)
	}

	xa.do(chromedp.EmulateViewport(360, 760))
	xa.see(fmt.Sprintf("/bao-cao/%d", id))
	if n := is[int](xa, `[...document.querySelectorAll("#chi-tieu tbody tr")].filter((r) => r.offsetParent).length`); n != 1 {
		t.Errorf("%d teams shown at once on a phone", n)
	}
	if w := is[int](xa, `document.documentElement.scrollWidth`); w > 360 {
		t.Errorf("the grid is %d px wide on a phone", w)
	}
	xa.do(chromedp.EmulateViewport(360, 3000)) // nothing under the bar that stays at the thumb
	xa.accessible("the grid on a phone")
	xa.shot("luoi-360")
}
