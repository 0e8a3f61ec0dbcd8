package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/net/html"

	"thidua/internal/web/webtest"
)

var numbers = regexp.MustCompile(`[0-9]+`)

// links are the addresses of this site a page leads to.
func links(t *testing.T, a webtest.Answer) (list []string) {
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

// readOnly lets no statement of the house write from now on.
func readOnly(t *testing.T, h *house) {
	t.Helper()
	name := pgx.Identifier{h.Pool.Config().ConnConfig.Database}.Sanitize()
	if _, err := admin(t, h).Exec(t.Context(), `ALTER DATABASE `+name+` SET default_transaction_read_only = on`); err != nil {
		t.Fatal(err)
	}
	h.Pool.Reset()
	if on := value[string](h, `SHOW default_transaction_read_only`); on != "on" {
		t.Fatal("the database still takes writes")
	}
}

// Everybody can follow every link they are shown: none is dead, none is
// refused, every page behind them is sound, and reading writes nothing.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	h := start(t)
	guideOf(0, "issued")(h)
	guideOf(1, "draft")(h)
	pendingCase(kinhDinh)(h)
	all := append(people(), roleless, twofold)
	for _, login := range all {
		h.as(t, login)
	}
	readOnly(t, h)
	for _, login := range all {
		t.Run(login, func(t *testing.T) {
			h.t = t
			c := h.as(t, login)
			from := map[string]string{"/": ""}
			opened := map[string]int{}
			queue := []string{"/"}
			for len(queue) > 0 {
				at := queue[0]
				queue = queue[1:]
				if opened[shape(at)] == 3 || strings.Contains(at, "xuat=") { // what leaves as a file is put on record
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
				next := links(t, a)
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
		})
	}
}
