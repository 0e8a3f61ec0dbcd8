package summary_test

import (
	"strings"
	"testing"

	"thidua/internal/summary"
)

// Every draft's live figures are there, are what the tables say, and no two go
// by one name.
func TestDrafts(t *testing.T) {
	x := build(t)
	for _, code := range append(districts, "58") {
		r := x.report(code)
		f, _, err := x.s.Compile(t.Context(), x.pool, x.w, &r, x.now)
		x.ok(err)
		seen := map[string]bool{}
		for _, g := range summary.Live(f) {
			for _, l := range g.Figures {
				if seen[l.Token] {
					t.Errorf("two figures go by %s", l.Token)
				}
				seen[l.Token] = true
			}
		}
		for _, p := range summary.Outline(f) {
			text, unknown := summary.Resolve(p.Draft, f)
			if len(unknown) > 0 || strings.Contains(text, "[[") || strings.Contains(text, "%!") {
				t.Errorf("%s, %s: %v in %s", code, p.Code, unknown, text)
			}
		}
		if got, _ := summary.Resolve("[[1.1]]|[[ 1.1.TU ]]|[[1.1.mau]]|[[so.patrol_shifts]]|[[so.ca-tuan-tra]]|[[không]]", f); got != want(f) {
			t.Errorf("%s, want %s", got, want(f))
		}
	}
}

func want(f *summary.Figures) string {
	shifts := ""
	for _, g := range summary.Live(f) {
		for _, l := range g.Figures {
			if l.Token == "so.ca-tuan-tra" {
				shifts = l.Value
			}
		}
	}
	j := f.Whole[0]
	value := func(token string) string {
		for _, g := range summary.Live(f) {
			for _, l := range g.Figures {
				if l.Token == token {
					return l.Value
				}
			}
		}
		return "?"
	}
	return j.Value + "|" + value("1.1.tu") + "|" + value("1.1.mau") + "|" + shifts + "|" + shifts + "|[[không]]"
}
