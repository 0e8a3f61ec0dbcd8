package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/web/webtest"
)

// A commune's officer keeps a team by hand: somebody who may be on record is
// asked about, a second head is refused by name, nothing typed is lost.
func TestRosterByHand(t *testing.T) {
	site := webtest.Start(t)
	team := site.TeamOf(t, "22759", 2)
	p := as(t, site, "xa")
	fill := func(name, value string) {
		t.Helper()
		p.do(chromedp.SetValue(chromedp.CSS("[name="+name+"]"), value))
	}
	send := func() {
		t.Helper()
		p.do(chromedp.Click(chromedp.CSS("form.form .btn.first")))
	}
	p.see(fmt.Sprintf("/to/%d", team))
	member := is[string](p, `document.querySelector("table.roster tbody tr:last-child th a").textContent`)
	head := is[string](p, `document.querySelector("table.roster tbody tr:first-child th a").textContent`)
	born := is[string](p, `document.querySelector("table.roster tbody tr:last-child [data-l='Ngày sinh'] span").firstChild.textContent.trim()`)
	p.do(chromedp.Click(chromedp.CSS("a[href$='/thanh-vien/moi']")))
	p.wait(`document.querySelector("h1").textContent === "Thêm thành viên"`)
	fill("ho-ten", member)
	fill("ngay-sinh", born)
	fill("gioi-tinh", "male")
	fill("chuc-danh", "head")
	fill("ngay-tham-gia", "04/02/2025")
	send()
	p.says("Có thể người này đã có trong danh sách")
	for _, width := range []int64{360, 1280} {
		p.do(chromedp.EmulateViewport(width, 800))
		p.accessible(fmt.Sprintf("asking about people alike at %d px", width))
		p.shot(fmt.Sprintf("thanh-vien-trung-%d", width))
	}
	p.do(chromedp.Click(chromedp.CSS("[name=van-them]")))
	p.says("đã có Tổ trưởng là " + head)
	if got := is[string](p, `document.querySelector("[name=ho-ten]").value`); got != member {
		t.Errorf("the name typed is now %q", got)
	}
	p.accessible("a second head refused")
	p.shot("thanh-vien-hai-to-truong")
	p.allow("422")
	fill("chuc-danh", "member")
	fill("ho-ten", "Nguyễn Thị Thủy Tiên Bảo Ngọc Huyền Trân Công Tằng Tôn Nữ Mỹ")
	fill("gioi-tinh", "female")
	send()
	p.says("Đã thêm vào Tổ bảo vệ ANTT")
	p.do(chromedp.EmulateViewport(360, 800))
	p.accessible("a long name on a phone")
	if w := is[int64](p, `document.documentElement.scrollWidth`); w > 360 {
		t.Errorf("a long name makes the page %d px wide", w)
	}
	p.shot("thanh-vien-ten-dai-360")
}
