package archtest

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func itoa(n int) string { return strconv.Itoa(n) }

// floors, lowest first: a package may import those of lower floors. Names are
// folders below internal; "*" stands for a part of one. Rooms that are not
// built yet keep their place.
var floors = [][]string{
	{"fault", "clock", "vi", "config"},
	{"pg", "pglocal", "access", "paper", "paper/workbook"},
	{"audit"},
	{"org"},
	{"identity"},
	{"notice"},
	{"plan", "roster"},
	{"report", "launch"},
	{"register", "inspection", "question", "intake"},
	{"summary"},
	{"award"},
	{"criteria"},
	{"dossier"},
	{"decision"},
	{"certificate"},
	{"exemplar"},
	{"duty", "reorganisation"},
	{"web/page"},
	{"web/*ui"},
	{"web"},
	{"app", "demo", "bench", "cmd"},
}

// sideways are the imports on one floor that are meant, with the reason.
var sideways = map[string]string{
	"vi > clock":                  "days are written by vi",
	"config > clock":              "the business day of a demo is a setting",
	"web/adminui > web/accountui": "an account's devices and roles read the same for its owner and the administrator",
	"web/dossierui > web/guideui": "a point sheet reads the same of its subject and of its nomination",
	"bench > app":                 "the bench runs the whole house",
	"bench > demo":                "on the demo's province",
	"cmd > app":                   "commands start the house",
	"cmd > demo":                  "and load its demo",
}

// testRooms are for tests: no other room may import them, they may import all.
var testRooms = []string{"pg/pgtest", "paper/papertest", "web/webtest", "archtest", "e2e", "pglocal/withpg"}

// room is a package's folder as the floors name it; ok is false outside them.
func room(pkg string) (name string, ok bool) {
	if strings.HasPrefix(pkg, "cmd/") {
		return "cmd", true
	}
	return strings.CutPrefix(pkg, "internal/")
}

func floorOf(name string) int {
	return slices.IndexFunc(floors, func(rooms []string) bool {
		return slices.ContainsFunc(rooms, func(r string) bool {
			hit, _ := path.Match(r, name)
			return hit
		})
	})
}

func TestFloors(t *testing.T) {
	used := map[string]bool{}
	for _, f := range code(t) {
		from, inHouse := room(f.pkg)
		if !inHouse || slices.Contains(testRooms, from) {
			continue
		}
		floor := floorOf(from)
		if floor < 0 {
			t.Errorf("%s: package %s stands on no floor", f.path, f.pkg)
			continue
		}
		for _, imported := range f.imports {
			to, ok := room(imported)
			if !ok || !strings.HasPrefix(imported, "internal/") {
				continue
			}
			used[from+" > "+to] = true
			switch {
			case slices.Contains(testRooms, to):
				t.Errorf("%s imports %s: that room is for tests", f.path, imported)
			case floorOf(to) < floor:
			case sideways[from+" > "+to] == "":
				t.Errorf("%s imports %s: floor %d may import only those below it", f.path, imported, floor)
			}
		}
	}
	if len(used) < 50 {
		t.Errorf("only %d imports seen: the rule looks at the wrong files", len(used))
	}
}

// viewMay are the packages of the standard library a template needs; assets
// is package web, which knows the URLs of the embedded files.
var viewMay = []string{"templates/ui", "templates/paperview", "internal/vi", "web", "github.com/a-h/templ", "github.com/a-h/templ/runtime",
	"context", "errors", "fmt", "io", "bytes", "math", "slices", "strconv", "strings", "unicode/utf8"}

func TestTemplatesKnowNothing(t *testing.T) {
	seen := 0
	for _, f := range code(t) {
		switch {
		case strings.HasPrefix(f.pkg, "templates/"):
			seen++
			for _, i := range f.imports {
				if !slices.Contains(viewMay, i) || i == f.pkg {
					t.Errorf("%s imports %s: templates import only templates/ui, vi, assets and templ's runtime", f.path, i)
				}
			}
		case f.pkg == "web" || f.pkg == "migrations":
			for _, i := range f.imports {
				if strings.HasPrefix(i, "internal/") || strings.HasPrefix(i, "templates/") {
					t.Errorf("%s imports %s: embedded files know nothing of the house", f.path, i)
				}
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d files of templates seen", seen)
	}
}

// Views are for screens: nothing below the web imports one.
func TestViewsAreAbove(t *testing.T) {
	for _, f := range code(t) {
		from, ok := room(f.pkg)
		if !ok || slices.Contains(testRooms, from) || floorOf(from) >= floorOf("web/page") {
			continue
		}
		for _, i := range f.imports {
			if strings.HasPrefix(i, "templates/") || i == "web" || i == "github.com/a-h/templ" {
				t.Errorf("%s imports %s: only screens do", f.path, i)
			}
		}
	}
}

// pure are file names that promise rules without a database, wherever they are.
var pure = []string{"verdict", "judge", "lifecycle", "eligibility", "state", "value", "extent", "gap", "stretch", "target", "missing", "period", "standing",
	"certainty", "rules", "scorecard", "sense", "kind", "succession", "slice"}

func TestPureRulesKnowNoDatabase(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range code(t) {
		name := strings.TrimSuffix(f.name(), ".go")
		if !slices.Contains(pure, name) || !strings.HasPrefix(f.pkg, "internal/") {
			continue
		}
		seen[name] = true
		for _, i := range f.imports {
			if i == "internal/pg" || strings.HasPrefix(i, "github.com/jackc/") || i == "database/sql" || i == "net/http" {
				t.Errorf("%s imports %s: a file of this name holds pure rules", f.path, i)
			}
		}
	}
	for _, must := range []string{"verdict", "judge", "lifecycle"} {
		if !seen[must] {
			t.Errorf("no file %s.go: the rule looks at the wrong files", must)
		}
	}
}
