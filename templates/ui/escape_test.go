package ui

import (
	"html"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

func FuzzEscaped(f *testing.F) {
	for _, s := range []string{"", "Tổ khu phố 5", `<script>alert("x")</script>`, `a & b's "c" > d`, "&amp;", "\x00\xff", "''", "x<"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := string(Escaped([]byte("^"), s)); got != "^"+html.EscapeString(s) {
			t.Errorf("%q escaped as %q", s, got)
		}
	})
}

// What is written without templ escapes every value.
func TestWrittenStraight(t *testing.T) {
	const nasty = `"><b>'&`
	const safe = `&#34;&gt;&lt;b&gt;&#39;&amp;`
	for name, c := range map[string]struct {
		got  templ.Component
		want string
	}{
		"link": {Verdict(Pill{Kind: nasty, Text: nasty, Words: nasty + "!", URL: "/x?" + nasty}),
			`<a class="pill ` + safe + `" href="/x?` + safe + `">` + icon("") + safe + ` <span class="hide">` + safe + `!</span></a>`},
		"span":       {Verdict(Pill{Kind: "met", Text: "Đạt", Words: "Đạt"}), `<span class="pill met">` + icon("met") + `Đạt </span>`},
		"tag":        {TagOf(Tag{Kind: nasty, Text: nasty}), `<span class="tag ` + safe + `">` + safe + `</span>`},
		"once":       {Fixed(TagOf(Tag{Kind: "a", Text: "b"})), `<span class="tag a">b</span>`},
		"once again": {Fixed(Verdict(Pill{Kind: "none_arose", Text: "–"})), `<span class="pill none_arose">` + icon("none_arose") + `– </span>`},
	} {
		for range 2 {
			var b strings.Builder
			if err := c.got.Render(t.Context(), &b); err != nil || b.String() != c.want {
				t.Errorf("%s: %v\n got %s\nwant %s", name, err, b.String(), c.want)
			}
		}
	}
}

// Every verdict has a shape of its own.
func TestIconsDiffer(t *testing.T) {
	seen := map[string]string{}
	for _, kind := range []string{"met", "not_met", "none_arose", "progressing", "unknown"} {
		if other, ok := seen[icon(kind)]; ok {
			t.Errorf("%s looks like %s", kind, other)
		}
		seen[icon(kind)] = kind
	}
}
