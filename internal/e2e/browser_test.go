package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"thidua/internal/demo"
	"thidua/internal/web/webtest"
)

var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

func binary(t *testing.T) string {
	for _, name := range browsers {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	for _, p := range []string{"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"} {
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	t.Fatal("no Chromium found: apt-get install chromium fonts-liberation2 (or run make test as root)")
	return ""
}

// person is a browser profile with somebody at it.
type person struct {
	t    *testing.T
	ctx  context.Context
	site *webtest.Site
	name string

	mu   sync.Mutex
	said []string // console errors, exceptions, CSP refusals
}

const step = 15 * time.Second

// open starts a browser of its own; nobody is signed in.
func open(t *testing.T, site *webtest.Site, name string) *person {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(binary(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("lang", "vi"))
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel2 := chromedp.NewContext(alloc)
	p := &person{t: t, ctx: ctx, site: site, name: name}
	t.Cleanup(func() {
		cancel2()
		cancel()
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, s := range p.said {
			t.Errorf("%s's browser: %s", name, s)
		}
	})
	// The first run starts the browser and must not end with a step's time.
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.EmulateViewport(1280, 800))
	go func() {
		for e, err := range chromedp.Events(ctx, runtime.ExceptionThrown) {
			if err != nil {
				return
			}
			p.note("exception: " + e.ExceptionDetails.Text)
		}
	}()
	go func() {
		for e, err := range chromedp.Events(ctx, log.EntryAdded) {
			if err != nil {
				return
			}
			if e.Entry.Level == "error" {
				p.note(e.Entry.Text + " " + e.Entry.URL)
			}
		}
	}()
	_, _ = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	return p
}

// as opens a browser and signs in through the login form.
func as(t *testing.T, site *webtest.Site, login string) *person {
	t.Helper()
	p := open(t, site, login)
	p.see("/dang-nhap")
	p.do(chromedp.SendKeys(chromedp.CSS("[name=ten-dang-nhap]"), login), chromedp.SendKeys(chromedp.CSS("[name=mat-khau]"), demo.Password+kb.Enter))
	p.wait(`document.querySelector("header.bar") !== null`)
	return p
}

// allow forgets what the browser said that fits: refusals a test provokes.
func (p *person) allow(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.said = slices.DeleteFunc(p.said, func(s string) bool { return strings.Contains(s, text) })
}

func (p *person) note(s string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.said = append(p.said, s)
}

func (p *person) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	for _, a := range actions {
		ctx, cancel := context.WithTimeout(p.ctx, step)
		err := chromedp.Do(ctx, a)
		cancel()
		if err != nil {
			p.fatal(err)
		}
	}
}

func (p *person) fatal(err error) {
	p.t.Helper()
	p.shot("failed")
	p.t.Fatalf("%s: %v", p.name, err)
}

// see opens a page of the site.
func (p *person) see(path string) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.site.URL + path))
}

// is evaluates an expression in the page.
func is[T any](p *person, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, step)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.fatal(fmt.Errorf("%s: %w", expression, err))
	}
	return v
}

// wait waits until an expression is true.
func (p *person) wait(expression string) {
	p.t.Helper()
	deadline := time.Now().Add(step)
	for time.Now().Before(deadline) {
		ctx, cancel := context.WithTimeout(p.ctx, step)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		cancel()
		if err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	p.fatal(fmt.Errorf("never true: %s", expression))
}

// says waits until the page says a text, its spaces of whatever kind.
func (p *person) says(text string) {
	p.t.Helper()
	p.wait(fmt.Sprintf(`document.body.innerText.normalize("NFC").replaceAll("\u00a0", " ").includes(%q)`, text))
}

// press clicks a button or link by its words, and waits for the page it leads to.
func (p *person) press(words string) {
	p.t.Helper()
	p.wait(fmt.Sprintf(`(() => { const e = [...document.querySelectorAll("main a, main button")].find((x) => x.innerText.replaceAll("\u00a0", " ").trim().startsWith(%q) && x.offsetParent); if (!e) return false; window.pressed = e; return true; })()`, words))
	before := is[float64](p, `performance.timeOrigin`)
	p.do(chromedp.Evaluate[chromedp.Void](`window.pressed.click()`))
	p.wait(fmt.Sprintf(`performance.timeOrigin !== %v && document.readyState === "complete"`, before))
}

// follow clicks the first link a selector finds and waits for its page.
func (p *person) follow(css string) {
	p.t.Helper()
	p.wait(fmt.Sprintf(`document.querySelector(%q) !== null`, css))
	before := is[float64](p, `performance.timeOrigin`)
	p.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelector(%q).click()`, css)))
	p.wait(fmt.Sprintf(`performance.timeOrigin !== %v && document.readyState === "complete"`, before))
}

// keys types as on a keyboard.
func (p *person) keys(s string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(s))
}

// shot keeps a picture of the whole page where E2E_SHOTS names a folder.
func (p *person) shot(name string) {
	dir := os.Getenv("E2E_SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, step)
	defer cancel()
	b, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), b, 0o644)
	}
	if err != nil {
		p.t.Logf("picture %s: %v", name, err)
	}
}

var axe = sync.OnceValues(func() (string, error) {
	b, err := os.ReadFile("testdata/axe-core-4.14.1/axe.min.js")
	return string(b), err
})

// accessible fails for every axe violation of WCAG 2.2 AA on the page, scrolled
// to its end: there what keeps to the window's edge stands in its own place and
// covers nothing.
func (p *person) accessible(where string) {
	p.t.Helper()
	src, err := axe()
	if err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.Evaluate[chromedp.Void](src))
	p.do(chromedp.Evaluate[chromedp.Void](`window.scrollTo(0, document.documentElement.scrollHeight); window.found = null; axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}).then((r) => { window.found = JSON.stringify(r.violations.map((v) => ({id: v.id, nodes: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + " — " + n.failureSummary)}))); })`))
	p.wait(`window.found !== null`)
	var list []struct {
		ID    string   `json:"id"`
		Nodes []string `json:"nodes"`
	}
	if err := json.Unmarshal([]byte(is[string](p, `window.found`)), &list); err != nil {
		p.t.Fatal(err)
	}
	for _, v := range list {
		p.t.Errorf("%s: axe %s:\n  %s", where, v.ID, strings.Join(v.Nodes, "\n  "))
	}
}
