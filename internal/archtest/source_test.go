package archtest

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// root is the repository from this package's folder.
const root = "../.."

// file is one Go file of the house.
type file struct {
	path      string // "internal/web/page/kit.go"
	pkg       string // its folder: "internal/web/page"
	test      bool
	generated bool
	ast       *ast.File
	imports   []string // of this module without its name, others in full
}

func (f *file) name() string { return path.Base(f.path) }

var (
	fset   = token.NewFileSet()
	source = sync.OnceValues(readSource)
)

// files are all Go files of the module.
func files(t *testing.T) []*file {
	t.Helper()
	all, err := source()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// code is files without tests.
func code(t *testing.T) []*file {
	t.Helper()
	return slices.DeleteFunc(slices.Clone(files(t)), func(f *file) bool { return f.test })
}

func readSource() ([]*file, error) {
	var all []*file
	err := walk(func(name string) error {
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(fset, filepath.Join(root, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		f := &file{path: name, pkg: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), generated: ast.IsGenerated(parsed), ast: parsed}
		for _, i := range parsed.Imports {
			f.imports = append(f.imports, strings.TrimPrefix(strings.Trim(i.Path.Value, `"`), "thidua/"))
		}
		all = append(all, f)
		return nil
	})
	return all, err
}

// walk visits every file of the repository but those git ignores or others
// wrote.
func walk(visit func(name string) error) error {
	return filepath.WalkDir(root, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, at)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if d.IsDir() {
			switch base := d.Name(); {
			case name == ".":
				return nil
			case strings.HasPrefix(base, "."), base == "testdata", base == "node_modules", base == "vendor", name == "bin":
				return filepath.SkipDir
			}
			return nil
		}
		return visit(name)
	})
}

// read is a file of the repository.
func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// at is where a node stands, for a message.
func at(f *file, n ast.Node) string {
	p := fset.Position(n.Pos())
	return f.path + ":" + itoa(p.Line)
}
