package webtest

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
)

// Policy is the content security policy every answer carries.
const Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

var headers = map[string]string{
	"Content-Security-Policy":    Policy,
	"X-Content-Type-Options":     "nosniff",
	"X-Frame-Options":            "DENY",
	"Referrer-Policy":            "same-origin",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Permissions-Policy":         "camera=(), microphone=(), geolocation=()",
}

// requestID is random letters: it may spell anything.
var requestID = regexp.MustCompile(`Mã yêu cầu: [A-Za-z0-9_-]{22}`)

// leftovers are what formatting leaves behind when it went wrong, and what no
// person should see of a program.
var leftovers = regexp.MustCompile(`%!|\{ +\}|\{\{|<nil>|map\[|\[object|undefined\b|\bNaN\b|\b0001\b|goroutine [0-9]|\.go:[0-9]+|SQLSTATE|runtime error|panic|pgx`)

// Look holds an answer to what every answer owes, whatever it is about:
// security headers, and of HTML the language, one heading, names for fields,
// nothing inline, no English and no leftovers.
func (a Answer) Look(t testing.TB, what string) Answer {
	t.Helper()
	for name, want := range headers {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: header %s is %q", what, name, got)
		}
	}
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") || a.Body == "" || a.Status == 303 {
		return a
	}
	if got := a.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("%s: Cache-Control %q: pages are personal", what, got)
	}
	doc, err := html.Parse(strings.NewReader(requestID.ReplaceAllString(a.Body, "Mã yêu cầu: …")))
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return a
	}
	s := sheet{ids: map[string]int{}, count: map[string]int{}, labelled: map[string]bool{}}
	s.read(doc, false)
	for _, problem := range s.judge() {
		t.Errorf("%s: %s", what, problem)
	}
	return a
}

// sheet is what was read of a document.
type sheet struct {
	lang, title string
	count       map[string]int // elements by name
	ids         map[string]int
	labelled    map[string]bool // ids a label is for
	fields      []*html.Node    // that need a name and have none around them
	points      []string        // ids pointed at by aria and by links
	text        []string        // what a person reads
	problems    []string
}

func attrs(n *html.Node) map[string]string {
	m := map[string]string{}
	for _, a := range n.Attr {
		m[a.Key] = a.Val
	}
	return m
}

func attr(n *html.Node, name string) string { return attrs(n)[name] }

func (s *sheet) read(n *html.Node, inLabel bool) {
	switch n.Type {
	case html.TextNode:
		if x := strings.TrimSpace(n.Data); x != "" {
			s.text = append(s.text, x)
		}
	case html.ElementNode:
		s.element(n, inLabel)
		inLabel = inLabel || n.Data == "label"
		if n.Data == "script" || n.Data == "code" {
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.read(c, inLabel)
	}
}

func (s *sheet) element(n *html.Node, inLabel bool) {
	s.count[n.Data]++
	for _, a := range n.Attr {
		switch {
		case a.Key == "id":
			s.ids[a.Val]++
		case a.Key == "style", strings.HasPrefix(a.Key, "on"):
			s.problems = append(s.problems, "inline "+a.Key+" on <"+n.Data+">")
		case a.Key == "aria-describedby", a.Key == "aria-labelledby", a.Key == "aria-controls":
			s.points = append(s.points, strings.Fields(a.Val)...)
		case slices.Contains([]string{"title", "alt", "placeholder", "aria-label"}, a.Key):
			s.text = append(s.text, a.Val)
		case slices.Contains([]string{"href", "src", "action", "formaction"}, a.Key):
			if strings.Contains(a.Val, "//") || strings.Contains(a.Val, ":") {
				s.problems = append(s.problems, "leads away: "+a.Val)
			}
			if id, ok := strings.CutPrefix(a.Val, "#"); ok && id != "" {
				s.points = append(s.points, id)
			}
		}
	}
	switch n.Data {
	case "html":
		s.lang = attr(n, "lang")
	case "title":
		if s.title == "" && n.FirstChild != nil {
			s.title = n.FirstChild.Data
		}
	case "script":
		if attr(n, "src") == "" || n.FirstChild != nil {
			s.problems = append(s.problems, "inline script")
		}
	case "style":
		s.problems = append(s.problems, "inline <style>")
	case "label":
		s.labelled[attr(n, "for")] = true
	case "form":
		if m := strings.ToLower(attr(n, "method")); m != "" && m != "get" && m != "post" {
			s.problems = append(s.problems, "form method "+m)
		}
	case "input", "select", "textarea":
		kind := attr(n, "type")
		_, unseen := attrs(n)["hidden"]
		if !unseen && !inLabel && kind != "hidden" && kind != "submit" && kind != "button" && attr(n, "aria-label") == "" && attr(n, "aria-labelledby") == "" {
			s.fields = append(s.fields, n)
		}
	}
}

func (s *sheet) judge() []string {
	list := s.problems
	if s.lang != "vi" {
		list = append(list, "lang is "+s.lang)
	}
	if s.count["h1"] != 1 {
		list = append(list, "not one <h1> but "+string(rune('0'+min(s.count["h1"], 9))))
	}
	if strings.TrimSpace(s.title) == "" || s.count["title"] < 1 {
		list = append(list, "no title")
	}
	for id, n := range s.ids {
		if n > 1 {
			list = append(list, "id "+id+" is there more than once")
		}
	}
	for _, f := range s.fields {
		if id := attr(f, "id"); id == "" || !s.labelled[id] {
			list = append(list, "field "+attr(f, "name")+" has no label")
		}
	}
	for _, id := range s.points {
		if s.ids[id] == 0 {
			list = append(list, "nothing has the id "+id+" that is pointed at")
		}
	}
	for _, x := range s.text {
		list = append(list, wording(x)...)
	}
	return list
}

// worded keeps what was found of a text: most stand on many pages.
var worded sync.Map

func wording(text string) []string {
	if found, ok := worded.Load(text); ok {
		return found.([]string)
	}
	var list []string
	if hit := leftovers.FindString(text); hit != "" {
		list = append(list, "leftover "+hit+" in: "+text)
	}
	if hit := English(text); hit != "" {
		list = append(list, "English "+hit+" in: "+text)
	}
	worded.Store(text, list)
	return list
}
