package webtest

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var numbers = regexp.MustCompile(`[0-9]+`)

// Links are the addresses of this site a page leads to.
func Links(t testing.TB, a Answer) (list []string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, x := range n.Attr {
			isGet := x.Key == "action" && n.Data == "form" && !strings.Contains(a.Body, `method="post" action="`+x.Val+`"`)
			if (x.Key == "href" || x.Key == "src" || isGet) && strings.HasPrefix(x.Val, "/") {
				at, _, _ := strings.Cut(x.Val, "#")
				list = append(list, at)
			}
		}
	}
	return list
}

// shape is an address without its numbers: of each shape a few are opened.
func shape(at string) string {
	path, query, _ := strings.Cut(at, "?")
	names := ""
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		names += "&" + name
	}
	return numbers.ReplaceAllString(path, "N") + "?" + names
}

// Crawl follows every link the client is shown, a few of each shape: none may
// be dead or refused, every page behind them must be sound. It gives the
// shapes opened, with how often.
func (c *Client) Crawl(few int) map[string]int {
	t := c.t
	t.Helper()
	from := map[string]string{"/": ""}
	opened := map[string]int{}
	queue := []string{"/"}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if opened[shape(at)] == few || strings.Contains(at, "xuat=") { // what leaves as a file is put on record
			continue
		}
		opened[shape(at)]++
		a := c.Get(at).Look(t, at)
		if a.Status != http.StatusOK && a.Status != http.StatusSeeOther {
			t.Errorf("%s, linked on %s: %d", at, from[at], a.Status)
		}
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			continue
		}
		next := Links(t, a)
		if a.Location != "" {
			next = append(next, a.Location)
		}
		for _, to := range next {
			if _, known := from[to]; !known {
				from[to] = at
				queue = append(queue, to)
			}
		}
	}
	if len(opened) < 6 {
		t.Errorf("only %d kinds of pages seen: %v", len(opened), opened)
	}
	return opened
}
