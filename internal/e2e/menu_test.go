package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"thidua/internal/web/webtest"
)

// The menu stands in one line at a desk, whoever looks, and its groups open
// and close by keyboard; where script is off they open the same.
func TestMenu(t *testing.T) {
	site := webtest.Start(t)
	for _, login := range []string{"xa", "huyen", "px03", "lanhdao", "quantri"} {
		p := as(t, site, login)
		p.see("/huong-dan")
		if h := is[float64](p, `document.querySelector(".bar").offsetHeight`); h > 60 {
			t.Errorf("%s's menu is %v px high", login, h)
		}
		if login != "xa" {
			continue
		}
		p.do(chromedp.Focus(chromedp.CSS(".menu details:last-of-type summary")))
		p.keys(kb.Enter)
		p.wait(`document.querySelector('.menu a[href="/phat-dong"]').offsetParent !== null`)
		p.accessible("an open group")
		p.keys(kb.Tab + kb.Tab)
		if at := is[string](p, `document.activeElement.getAttribute("href")`); at != "/giao-chi-tieu" {
			t.Errorf("two steps on is %q", at)
		}
		p.keys(kb.Escape)
		p.wait(`!document.querySelector(".menu details[open]") && document.activeElement.tagName === "SUMMARY"`)
		p.see("/giao-chi-tieu")
		if at := is[string](p, `document.querySelector(".menu summary[aria-current]").innerText.trim()`); at != "Kế hoạch" {
			t.Errorf("the group of the page is %q", at)
		}
	}
}
