package archtest

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ownTime may read the machine's clock, with the reason.
var ownTime = map[string]string{
	"internal/clock":          "the one place",
	"internal/pglocal":        "waits for processes; no business time",
	"internal/pglocal/withpg": "waits for processes",
	"internal/pg/pgtest":      "names test databases",
	"internal/bench":          "measures durations",
	"cmd/thidua":              "waits for listeners and processes",
}

func TestTimeOnlyThroughClock(t *testing.T) {
	for _, f := range code(t) {
		if ownTime[f.pkg] != "" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, s.Sel.Name) {
				t.Errorf("%s: time.%s; time comes from internal/clock", at(f, n), s.Sel.Name)
			}
			return true
		})
	}
}

var (
	databaseTime = regexp.MustCompile(`(?i)\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\(\)|\b(current_date|current_timestamp|current_time|localtimestamp|localtime)\b|'(now|today|tomorrow|yesterday)'`)
	sqlComment   = regexp.MustCompile(`--[^\n]*|/\*(?s:.*?)\*/`)
	statement    = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|DO|TRUNCATE|GRANT|REVOKE|LOCK|COPY|MERGE|CALL)\s`)
)

// literals calls visit with every string literal of a file.
func literals(f *file, visit func(lit *ast.BasicLit, text string)) {
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil {
				visit(l, s)
			}
		}
		return true
	})
}

// The business day is given to SQL, never asked of the database.
func TestNoClockInSQL(t *testing.T) {
	for _, f := range code(t) {
		literals(f, func(lit *ast.BasicLit, text string) {
			if hit := databaseTime.FindString(text); hit != "" && (statement.MatchString(text) || strings.Contains(text, "$1")) {
				t.Errorf("%s: %s in SQL", at(f, lit), hit)
			}
		})
	}
	seen := 0
	if err := walk(func(name string) error {
		if strings.HasSuffix(name, ".sql") {
			seen++
			if hit := databaseTime.FindString(sqlComment.ReplaceAllString(read(t, name), "")); hit != "" {
				t.Errorf("%s: %s in SQL", name, hit)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if seen < 10 {
		t.Errorf("only %d SQL files seen", seen)
	}
}

// Screens ask services; they write no SQL.
func TestScreensWriteNoSQL(t *testing.T) {
	seen := 0
	for _, f := range code(t) {
		if !strings.HasPrefix(f.pkg, "internal/web") || f.pkg == "internal/web/webtest" {
			continue
		}
		seen++
		literals(f, func(lit *ast.BasicLit, text string) {
			if statement.MatchString(text) {
				t.Errorf("%s: SQL on a screen: %.60q", at(f, lit), text)
			}
		})
	}
	if seen < 20 {
		t.Errorf("only %d files of screens seen", seen)
	}
}

// inlineSQL are the packages that may write a statement where it is used.
var inlineSQL = map[string]string{
	"internal/pglocal":     "makes databases and roles: names cannot be parameters, no schema to prepare against",
	"internal/pg/pgtest":   "makes test databases, likewise",
	"internal/web/webtest": "asks tests' questions",
	"internal/bench":       "its floor is frozen apart from the house",
	"cmd/thidua":           "tells an administrator what to type",
}

// Statements are package constants sqlX, so that TestStatementsPrepare sees
// every one of them.
func TestStatementsAreNamed(t *testing.T) {
	for _, f := range code(t) {
		if inlineSQL[f.pkg] != "" {
			continue
		}
		named := map[ast.Node]bool{}
		for _, d := range f.ast.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, s := range g.Specs {
				v, ok := s.(*ast.ValueSpec)
				if !ok {
					continue
				}
				for i, value := range v.Values {
					if i < len(v.Names) && strings.HasPrefix(v.Names[i].Name, "sql") {
						ast.Inspect(value, func(n ast.Node) bool { named[n] = true; return true })
					}
				}
			}
		}
		literals(f, func(lit *ast.BasicLit, text string) {
			if statement.MatchString(text) && !named[lit] {
				t.Errorf("%s: statement outside a package constant sqlX: %.60q", at(f, lit), text)
			}
		})
	}
}
