package archtest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"thidua/internal/access"
	"thidua/internal/web"
	"thidua/internal/web/page"
)

// golden compares text with a file of the repository, or writes it there.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	b, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatalf("%v; go test ./internal/archtest -update writes it", err)
	}
	if diff := differ(string(b), got); diff != "" {
		t.Errorf("%s is not what the code says; look at the difference, then go test ./internal/archtest -update\n%s", name, diff)
	}
}

// differ is the lines of either text that the other lacks, "" where they are
// equal.
func differ(want, got string) string {
	if want == got {
		return ""
	}
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	var out []string
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(a) > 0 && len(b) > 0 && a[0] == b[0]:
			a, b = a[1:], b[1:]
		case len(b) == 0 || len(a) > 0 && !slices.Contains(b, a[0]):
			out, a = append(out, "- "+a[0]), a[1:]
		default:
			out, b = append(out, "+ "+b[0]), b[1:]
		}
	}
	return strings.Join(out, "\n")
}

func table(write func(w *tabwriter.Writer)) string {
	var s strings.Builder
	w := tabwriter.NewWriter(&s, 0, 0, 2, ' ', 0)
	write(w)
	w.Flush()
	lines := strings.Split(s.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func routes() []page.Route { return (&web.Server{}).Routes() }

func TestPolicyGolden(t *testing.T) {
	golden(t, "internal/archtest/testdata/policy.txt", table(func(w *tabwriter.Writer) {
		for _, r := range access.Roles {
			fmt.Fprintf(w, "\t%s", r)
		}
		fmt.Fprintln(w)
		for _, a := range access.Actions {
			fmt.Fprint(w, a)
			for _, r := range access.Roles {
				fmt.Fprintf(w, "\t%s", access.ReachOf(r, a))
			}
			fmt.Fprintln(w)
		}
	}))
}

func TestRoutesGolden(t *testing.T) {
	golden(t, "internal/archtest/testdata/routes.txt", table(func(w *tabwriter.Writer) {
		for _, r := range routes() {
			action := string(r.Action)
			if action == "" {
				action = "-"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", r.Method, r.Pattern, action, r.Class)
		}
	}))
}

// The list itself: no route twice, reads read and writes write, and only what
// must be is open to anyone.
func TestRoutesAreSound(t *testing.T) {
	open := []string{"GET /dang-nhap", "POST /dang-nhap", "POST /dang-xuat", "GET /xac-minh", "GET /xac-minh/{ma}"}
	seen := map[string]bool{}
	for _, r := range routes() {
		key := r.Method + " " + r.Pattern
		if seen[key] {
			t.Errorf("%s is there twice", key)
		}
		seen[key] = true
		if (r.Action == "") != slices.Contains(open, key) || (r.Action == "") != (r.Class == page.Public) {
			t.Errorf("%s: class %s, action %q", key, r.Class, r.Action)
		}
		if r.Action != "" && !slices.Contains(access.Actions, r.Action) {
			t.Errorf("%s: action %s is not in the policy", key, r.Action)
		}
		item := strings.Contains(r.Pattern, "{")
		switch r.Class {
		case page.Page, page.List:
			if r.Method != "GET" || item {
				t.Errorf("%s: class %s", key, r.Class)
			}
		case page.Item:
			if r.Method != "GET" || !item {
				t.Errorf("%s: class %s", key, r.Class)
			}
		case page.Create, page.Act:
			if r.Method != "POST" {
				t.Errorf("%s: class %s", key, r.Class)
			}
		case page.Public:
		default:
			t.Errorf("%s: no class", key)
		}
	}
}

func TestDiffer(t *testing.T) {
	if got := differ("a\nb\nc", "a\nc\nd"); got != "- b\n+ d" {
		t.Errorf("%q", got)
	}
	if got := differ("a", "a"); got != "" {
		t.Errorf("%q", got)
	}
}
