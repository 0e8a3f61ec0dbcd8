package archtest

import (
	"path"
	"strings"
	"testing"
)

// limit is the number of lines from which a file is too much for one reading.
const limit = 400

// long are files that may be longer, with the reason.
var long = map[string]string{
	"migrations/schema.sql":              "generated",
	"internal/plan/ninh-thuan-2024.yaml": "data: the plan itself",
}

func TestSizes(t *testing.T) {
	generated := map[string]bool{}
	for _, f := range files(t) {
		generated[f.path] = f.generated
	}
	seen := 0
	if err := walk(func(name string) error {
		switch path.Ext(name) {
		case ".go", ".templ", ".css", ".js", ".sql", ".sh":
		default:
			return nil
		}
		if generated[name] || strings.HasSuffix(name, "_test.go") || long[name] != "" || strings.Contains(name, "/vendor") {
			return nil
		}
		seen++
		if n := strings.Count(read(t, name), "\n"); n > limit {
			t.Errorf("%s has %d lines; more than %d want to be two files", name, n, limit)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if seen < 150 {
		t.Errorf("only %d files seen", seen)
	}
}

// Every package says what it is, once.
func TestPackagesAreDescribed(t *testing.T) {
	docs := map[string][]string{}
	for _, f := range code(t) {
		if _, known := docs[f.pkg]; !known {
			docs[f.pkg] = nil
		}
		if f.ast.Doc == nil || f.generated {
			continue
		}
		text := f.ast.Doc.Text()
		begin := "Package " + f.ast.Name.Name + " "
		if f.ast.Name.Name == "main" {
			begin = "Command " + path.Base(f.pkg) + " "
		}
		if !strings.HasPrefix(text, begin) {
			t.Errorf("%s: its comment begins %.40q, not %q", f.path, text, begin)
		}
		docs[f.pkg] = append(docs[f.pkg], f.path)
	}
	for pkg, where := range docs {
		switch len(where) {
		case 0:
			t.Errorf("%s: no file says what the package is", pkg)
		case 1:
		default:
			t.Errorf("%s is described %d times: %v", pkg, len(where), where)
		}
	}
}

// Names are singular and say what is inside.
func TestNoRoomForOddments(t *testing.T) {
	for _, f := range files(t) {
		parts := strings.Split(f.path, "/")
		for i, part := range parts {
			switch strings.TrimSuffix(strings.TrimSuffix(part, ".go"), "_test") {
			case "util", "utils", "common", "helper", "helpers", "misc", "shared", "lib", "types":
				t.Errorf("%s: a name that says nothing", f.path)
			case "models", "services", "handlers", "controllers", "views":
				if i < len(parts)-1 {
					t.Errorf("%s: packages are named for what they own", f.path)
				}
			}
		}
	}
}
