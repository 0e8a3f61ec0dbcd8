package archtest

import (
	"slices"
	"strings"
	"testing"

	templates "github.com/a-h/templ/parser/v2"
	"github.com/a-h/templ/parser/v2/visitor"
)

// eachTemplate parses every template and calls visit with it.
func eachTemplate(t *testing.T, visit func(name string, tree *templates.TemplateFile)) {
	t.Helper()
	seen := 0
	if err := walk(func(name string) error {
		if !strings.HasSuffix(name, ".templ") {
			return nil
		}
		seen++
		tree, err := templates.ParseString(read(t, name))
		if err == nil {
			visit(name, tree)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if seen < 15 {
		t.Errorf("only %d templates seen", seen)
	}
}

// attributes are all of an element, those behind an if too.
func attributes(list []templates.Attribute) (all []attribute) {
	for _, a := range list {
		switch a := a.(type) {
		case *templates.ConstantAttribute:
			all = append(all, attribute{a.Key.String(), a.Value})
		case *templates.BoolConstantAttribute:
			all = append(all, attribute{a.Key.String(), ""})
		case *templates.BoolExpressionAttribute:
			all = append(all, attribute{a.Key.String(), ""})
		case *templates.ExpressionAttribute:
			all = append(all, attribute{a.Key.String(), a.Expression.Value})
		case *templates.SpreadAttributes:
			all = append(all, attribute{"...", a.Expression.Value})
		case *templates.ConditionalAttribute:
			all = append(all, attributes(a.Then)...)
			all = append(all, attributes(a.Else)...)
		}
	}
	return all
}

type attribute struct{ name, value string }

// The CSP is self only: nothing inline, nothing raw, nothing from elsewhere.
func TestTemplatesKeepTheCSP(t *testing.T) {
	eachTemplate(t, func(name string, tree *templates.TemplateFile) {
		if strings.Contains(read(t, name), "templ.Raw") || strings.Contains(read(t, name), "templ.JSFuncCall") {
			t.Errorf("%s: raw text or script in a template", name)
		}
		check := func(element string, list []templates.Attribute) {
			for _, a := range attributes(list) {
				key := strings.ToLower(a.name)
				switch {
				case key == "style", key == "...", strings.HasPrefix(key, "on"), strings.HasPrefix(key, "hx-on"), key == "srcdoc":
					t.Errorf("%s: <%s %s=…>: no inline style or script", name, element, a.name)
				case slices.Contains([]string{"src", "href", "action"}, key) && (strings.Contains(a.value, "//") || strings.Contains(a.value, "javascript:")):
					t.Errorf("%s: <%s %s=%s>: nothing from elsewhere", name, element, a.name, a.value)
				}
			}
		}
		v := visitor.New()
		element, script, raw := v.Element, v.ScriptElement, v.RawElement
		v.Element = func(n *templates.Element) error { check(n.Name, n.Attributes); return element(n) }
		v.ScriptElement = func(n *templates.ScriptElement) error {
			check("script", n.Attributes)
			if len(n.Contents) > 0 || !slices.ContainsFunc(attributes(n.Attributes), func(a attribute) bool { return a.name == "src" }) {
				t.Errorf("%s: inline script", name)
			}
			return script(n)
		}
		v.RawElement = func(n *templates.RawElement) error {
			t.Errorf("%s: <%s> in a template", name, n.Name)
			return raw(n)
		}
		v.CSSTemplate = func(n *templates.CSSTemplate) error {
			t.Errorf("%s: css %s: styles belong to web/static/css", name, n.Name)
			return nil
		}
		v.ScriptTemplate = func(n *templates.ScriptTemplate) error {
			t.Errorf("%s: script %s: scripts belong to web/static/js", name, n.Name.Value)
			return nil
		}
		if err := tree.Visit(v); err != nil {
			t.Error(err)
		}
	})
}

// No generated file without its template, and none of Go code that renders raw.
func TestGeneratedHaveTheirTemplates(t *testing.T) {
	seen := map[string]bool{}
	eachTemplate(t, func(name string, _ *templates.TemplateFile) {
		seen[strings.TrimSuffix(name, ".templ")+"_templ.go"] = true
	})
	for _, f := range files(t) {
		if strings.HasSuffix(f.path, "_templ.go") {
			if !seen[f.path] {
				t.Errorf("%s: its template is gone", f.path)
			}
			delete(seen, f.path)
		}
		if !f.test && !f.generated && strings.Contains(read(t, f.path), "templ.Raw") {
			t.Errorf("%s: templ.Raw", f.path)
		}
	}
	for name := range seen {
		t.Errorf("%s is missing: go tool templ generate", name)
	}
}
