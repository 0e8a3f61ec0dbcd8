package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"thidua/internal/audit"
)

// Every action written to the audit is in its catalogue, which names it in
// Vietnamese, and the catalogue names none that nobody writes. Where an entry
// takes its action from a parameter, the callers' literals are followed.
func TestActionsAreKnown(t *testing.T) {
	written := map[string]bool{}
	note := func(f *file, e ast.Expr) bool {
		action, ok := textOf(e)
		if !ok {
			return false
		}
		written[action] = true
		if !audit.Known(action) {
			t.Errorf("%s: action %q is not in the audit's catalogue", at(f, e), action)
		}
		return true
	}
	entries := 0
	for _, f := range code(t) {
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				lit, ok := n.(*ast.CompositeLit)
				if !ok || !isEntry(f, lit.Type) {
					return true
				}
				for _, e := range lit.Elts {
					kv, ok := e.(*ast.KeyValueExpr)
					if !ok || kv.Key.(*ast.Ident).Name != "Action" {
						continue
					}
					entries++
					if note(f, kv.Value) {
						continue
					}
					name, ok := kv.Value.(*ast.Ident)
					if !ok || !follow(t, f, fn, name.Name, note) {
						t.Errorf("%s: where this action comes from cannot be followed; write it as a literal", at(f, kv.Value))
					}
				}
				return true
			})
		}
	}
	if entries < 20 {
		t.Errorf("only %d entries seen", entries)
	}
	for _, action := range audit.Actions() {
		if !written[action] {
			t.Errorf("the catalogue names %q, which nobody writes", action)
		}
	}
}

// isEntry tells audit.Entry, or Entry inside the audit.
func isEntry(f *file, e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		x, ok := e.X.(*ast.Ident)
		return ok && x.Name == "audit" && e.Sel.Name == "Entry"
	case *ast.Ident:
		return f.pkg == "internal/audit" && e.Name == "Entry"
	}
	return false
}

// textOf is a string literal's text.
func textOf(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// follow notes what callers in the package pass for a parameter, or what the
// function assigns to the variable; false where neither is found.
func follow(t *testing.T, in *file, fn *ast.FuncDecl, name string, note func(*file, ast.Expr) bool) bool {
	t.Helper()
	found := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			for i, left := range a.Lhs {
				if x, ok := left.(*ast.Ident); ok && x.Name == name && len(a.Rhs) == len(a.Lhs) {
					found = note(in, a.Rhs[i]) || found
				}
			}
		}
		return true
	})
	var params []string
	for _, p := range fn.Type.Params.List {
		for _, n := range p.Names {
			params = append(params, n.Name)
		}
	}
	index := slices.Index(params, name)
	if index < 0 {
		return found
	}
	for _, f := range code(t) {
		if f.pkg != in.pkg {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) <= index {
				return true
			}
			called := ""
			switch c := call.Fun.(type) {
			case *ast.Ident:
				called = c.Name
			case *ast.SelectorExpr:
				called = c.Sel.Name
			}
			if called != fn.Name.Name {
				return true
			}
			if !note(f, call.Args[index]) {
				t.Errorf("%s: %s is given an action that is no literal", at(f, call), called)
			}
			found = true
			return true
		})
	}
	return found
}
