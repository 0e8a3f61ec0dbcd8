package planui

import (
	"regexp"
	"strings"
	"unicode"

	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/planview"
	"thidua/templates/ui"
)

// Text is the plan's full text as attached to its newest version.
func (u *UI) Text(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	d := w.Plan.Rules.Def
	m := planview.Text{Paras: paras(d.Text), Head: ui.Head{Crumbs: []ui.Link{{Label: "Kế hoạch", URL: "/ke-hoach"}, {Label: "Toàn văn"}},
		Kicker: d.Campaign.IssuingBody + " · " + d.Campaign.Plan.Reference(), Title: "Toàn văn kế hoạch"}}
	return c.Render(page.View{Title: "Toàn văn kế hoạch"}, planview.TextPage(m))
}

var (
	blank     = regexp.MustCompile(`[ \t\x{00a0}]{3,}`)
	partLine  = regexp.MustCompile(`^[IVX]+\. `)
	pointLine = regexp.MustCompile(`^[0-9]+(\.[0-9]+)*\. `)
)

// longLine is where a document's head of short, centred lines ends, in letters.
const longLine = 90

// paras tells a text's lines apart: the head of the document, parts, points,
// items. What was left blank for the number and date is shown as dots.
func paras(text string) []planview.Para {
	var out []planview.Para
	head := true
	for line := range strings.SplitSeq(text, "\n") {
		line = vi.CleanLine(blank.ReplaceAllString(strings.TrimSpace(line), " …… "))
		if line == "" {
			continue
		}
		p := planview.Para{Text: strings.ReplaceAll(line, "…… /", "……/")}
		head = head && vi.Length(line) < longLine && !partLine.MatchString(line)
		switch {
		case capitals(line) && !partLine.MatchString(line):
			p.Kind = "caps"
		case head:
			p.Kind = "head"
		case partLine.MatchString(line):
			p.Kind = "part"
		case pointLine.MatchString(line) && strings.HasSuffix(line, ":"), line == "Nơi nhận:":
			p.Kind = "point"
		case strings.HasPrefix(line, "- "):
			p.Kind = "item"
		}
		out = append(out, p)
	}
	return out
}

func capitals(s string) bool {
	letters := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		letters = letters || unicode.IsLetter(r)
	}
	return letters
}
