package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"thidua/internal/paper/papertest"
)

// sound is accessible at a desk's width and a telephone's.
func (p *person) sound(where string) {
	p.t.Helper()
	p.accessible(where)
	p.do(chromedp.EmulateViewport(360, 740))
	if over := is[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		p.t.Errorf("%s: %d px wider than a telephone", where, over)
	}
	p.accessible(where + " on a telephone")
	p.shot(strings.ReplaceAll(where, " ", "-") + "-360")
	p.do(chromedp.EmulateViewport(1280, 800))
	p.shot(strings.ReplaceAll(where, " ", "-"))
}

// fill puts a value into a field.
func (p *person) fill(css, value string) {
	p.t.Helper()
	p.wait(fmt.Sprintf(`document.querySelector(%q) !== null`, css))
	p.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector(%q).value = %q`, css, value)))
}

// tick chooses by the name a box is labelled with.
func (p *person) tick(names ...string) {
	p.t.Helper()
	for _, n := range names {
		p.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector('[aria-label="Chọn %s"]').checked = true`, n)))
	}
}

// pressIn clicks a button by its words within one part of the page.
func (p *person) pressIn(css, words string) {
	p.t.Helper()
	p.wait(fmt.Sprintf(`(window.pressed = [...document.querySelectorAll(%q + " button")].find((x) => x.innerText.trim().startsWith(%q))) !== undefined`, css, words))
	before := is[float64](p, `performance.timeOrigin`)
	p.do(chromedp.Evaluate[chromedp.Void](`window.pressed.click()`))
	p.wait(fmt.Sprintf(`performance.timeOrigin !== %v && document.readyState === "complete"`, before))
}

// choose takes the option of a select that reads so, or begins so.
func (p *person) choose(css, label string) {
	p.t.Helper()
	p.wait(fmt.Sprintf(`(() => { const s = document.querySelector(%q); const o = s && [...s.options].find((x) => x.text.startsWith(%q)); if (!o) return false; s.value = o.value; return true; })()`, css, label))
}

// toDo goes by a task of the first page and its list to what it is about.
func (p *person) toDo(task, to string) {
	p.t.Helper()
	p.see("/")
	list := is[string](p, fmt.Sprintf(`[...document.querySelectorAll(".todo li")].find((x) => x.innerText.replace(/\s+/g, " ").includes(%q)).querySelector("a.btn").getAttribute("href")`, task))
	p.follow(fmt.Sprintf(`.todo a[href=%q]`, list))
	p.follow(fmt.Sprintf(`main a[href=%q]`, to))
}

// row waits for one of a list's rows that says all of some words.
func (p *person) row(css string, words ...string) {
	p.t.Helper()
	var all []string
	for _, w := range words {
		all = append(all, fmt.Sprintf(`text.includes(%q)`, w))
	}
	p.wait(fmt.Sprintf(`[...document.querySelectorAll(%q)].some((x) => { const text = x.innerText.normalize("NFC").replace(/[\t\n\u00a0 ]+/g, " "); return %s; })`, css, strings.Join(all, " && ")))
}

// hides fails for words a page must not say.
func (p *person) hides(words ...string) {
	p.t.Helper()
	for _, w := range words {
		if is[bool](p, fmt.Sprintf(`document.body.innerText.normalize("NFC").includes(%q)`, w)) {
			p.t.Errorf("%s reads %q at %s", p.name, w, is[string](p, `location.pathname`))
		}
	}
}

// read opens DOCX files as people do and looks for words in each.
func read(t *testing.T, files map[string][]byte, words map[string][]string) {
	t.Helper()
	for name, p := range papertest.Convert(t, files) {
		var all strings.Builder
		for n := 1; n <= p.Pages(t); n++ {
			all.WriteString(strings.Join(strings.Fields(p.Text(t, n)), " ") + " ")
		}
		for _, w := range words[name] {
			if !strings.Contains(all.String(), w) {
				t.Errorf("%s lacks %q: %s", name, w, all.String())
			}
		}
	}
}
