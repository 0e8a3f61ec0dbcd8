package archtest

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	templates "github.com/a-h/templ/parser/v2"
	"github.com/a-h/templ/parser/v2/visitor"

	"thidua/internal/web/webtest"
)

// Words that a person reads in a template: text, and the attributes that are
// shown or read out.
func TestTemplatesSpeakVietnamese(t *testing.T) {
	words := 0
	eachTemplate(t, func(name string, tree *templates.TemplateFile) {
		say := func(text string) {
			words += len(strings.Fields(text))
			if hit := webtest.English(text); hit != "" {
				t.Errorf("%s: English %q in %q", name, hit, text)
			}
		}
		quoted := func(expression string) {
			for _, m := range regexp.MustCompile(`"(?:[^"\\]|\\.)*"|`+"`[^`]*`").FindAllString(expression, -1) {
				if s, err := strconv.Unquote(m); err == nil {
					say(s)
				}
			}
		}
		v := visitor.New()
		element := v.Element
		v.Element = func(n *templates.Element) error {
			for _, a := range n.Attributes {
				read := func(key string) bool {
					return slices.Contains([]string{"title", "alt", "placeholder", "label", "aria-label", "aria-description", "aria-valuetext", "summary"}, key)
				}
				switch a := a.(type) {
				case *templates.ConstantAttribute:
					if read(a.Key.String()) || n.Name == "input" && a.Key.String() == "value" {
						say(a.Value)
					}
				case *templates.ExpressionAttribute:
					if read(a.Key.String()) {
						quoted(a.Expression.Value)
					}
				}
			}
			return element(n)
		}
		v.Text = func(n *templates.Text) error { say(n.Value); return nil }
		v.StringExpression = func(n *templates.StringExpression) error { quoted(n.Expression.Value); return nil }
		if err := tree.Visit(v); err != nil {
			t.Error(err)
		}
	})
	if words < 500 {
		t.Errorf("only %d words seen", words)
	}
}

// shown are the props and results that reach a screen as words.
var shown = []string{"Label", "Title", "Text", "Hint", "Lead", "Kicker", "Aside", "Message", "Words", "Note", "Button", "Warning", "Summary", "EmptyTitle", "EmptyText", "Refused"}

// Words that Go code gives to a person: messages of faults and refused fields,
// flashes, labels and texts of views, the audit's summaries.
func TestMessagesSpeakVietnamese(t *testing.T) {
	seen := 0
	for _, f := range code(t) {
		if f.generated || !strings.HasPrefix(f.pkg, "internal/") || strings.HasPrefix(f.pkg, "internal/pglocal") || f.pkg == "internal/bench" {
			continue
		}
		say := func(e ast.Expr) {
			ast.Inspect(e, func(n ast.Node) bool {
				l, ok := n.(*ast.BasicLit)
				if !ok || l.Kind != token.STRING {
					return true
				}
				seen++
				if s, err := strconv.Unquote(l.Value); err == nil && webtest.English(s) != "" {
					t.Errorf("%s: English %q in %q", at(f, l), webtest.English(s), s)
				}
				return true
			})
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				s, ok := n.Fun.(*ast.SelectorExpr)
				if !ok {
					break
				}
				x, _ := s.X.(*ast.Ident)
				switch {
				case x != nil && x.Name == "fault" && (s.Sel.Name == "New" || s.Sel.Name == "Wrap"), s.Sel.Name == "See", s.Sel.Name == "Need", s.Sel.Name == "Day", s.Sel.Name == "DayOrNone":
					if len(n.Args) > 1 && isLiteral(n.Args[1]) {
						say(n.Args[1])
					}
				case s.Sel.Name == "Add" && len(n.Args) == 2 && isLiteral(n.Args[1]):
					say(n.Args[1])
				}
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && slices.Contains(shown, k.Name) && isLiteral(n.Value) {
					say(n.Value)
				}
			}
			return true
		})
	}
	if seen < 200 {
		t.Errorf("only %d messages seen", seen)
	}
}

// isLiteral tells a text, or one joined of texts and values; calls are left
// out, for their arguments may be names of columns and fields.
func isLiteral(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING
	case *ast.BinaryExpr:
		return isLiteral(e.X) || isLiteral(e.Y)
	}
	return false
}

func TestEnglishIsSeen(t *testing.T) {
	for text, want := range map[string]string{
		"Save changes": "Save", "Page not found": "Page", "Đã lưu": "", "In báo cáo": "", "Tổ 5 do công an xã nhập": "", "Kiểm tra bằng lệnh “thidua audit verify”": "",
		"Log in": "Log in", "No results": "No results", "Còn 3 ô": "", "PDF, Excel": "",
	} {
		if got := webtest.English(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
