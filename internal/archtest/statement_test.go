package archtest

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

// notPrepared are the sqlX that PREPARE cannot take, with the reason.
var notPrepared = map[string]string{
	"internal/pg.sqlGrant":                    "a DO block",
	"internal/identity.sqlLockAppointments":   "LOCK TABLE",
	"internal/identity.sqlUserColumns":        "columns, part of others",
	"internal/audit.sqlRowColumns":            "columns, part of others",
	"internal/audit.sqlItemsFrom":             "beginning of others",
	"internal/register.sqlDeedColumns":        "columns, part of others",
	"internal/register.sqlModelColumns":       "columns, part of others",
	"internal/register.sqlCountedModels":      "condition, part of others",
	"internal/register.sqlModelTables":        "tables, part of others",
	"internal/register.sqlBest":               "condition, part of others",
	"internal/register.sqlEvidenceColumns":    "columns, part of others",
	"internal/summary.sqlSnapshotColumns":     "columns, part of others",
	"internal/register.sqlRecognitionColumns": "columns, part of others",
	"internal/intake.sqlColumns":              "columns, part of others",
	"internal/roster.sqlFound":                "beginning of others",
	"internal/roster.sqlFoundOrder":           "end of others",
}

// texts are the string constants and variables of one package.
type texts map[string]ast.Expr

func packageTexts(t *testing.T) map[string]texts {
	t.Helper()
	all := map[string]texts{}
	for _, f := range code(t) {
		for _, d := range f.ast.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST && g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				v := s.(*ast.ValueSpec)
				for i, value := range v.Values {
					if all[f.pkg] == nil {
						all[f.pkg] = texts{}
					}
					all[f.pkg][v.Names[i].Name] = value
				}
			}
		}
	}
	return all
}

// text evaluates what SQL is written with: literals, +, names of the package,
// pg.Fold.
func (x texts) text(e ast.Expr) (string, error) {
	switch e := e.(type) {
	case *ast.BasicLit:
		return strconv.Unquote(e.Value)
	case *ast.ParenExpr:
		return x.text(e.X)
	case *ast.Ident:
		if value, ok := x[e.Name]; ok {
			return x.text(value)
		}
	case *ast.BinaryExpr:
		left, err1 := x.text(e.X)
		right, err2 := x.text(e.Y)
		return left + right, errors.Join(err1, err2)
	case *ast.CallExpr:
		if s, ok := e.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Fold" && len(e.Args) == 1 {
			of, err := x.text(e.Args[0])
			return pg.Fold(of), err
		}
	}
	return "", fmt.Errorf("%s: only literals, +, names of the package and pg.Fold make SQL", fset.Position(e.Pos()))
}

// Every statement is one the migrated schema understands.
func TestStatementsPrepare(t *testing.T) {
	conn, err := pgtest.DB(t, pg.Demo).Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	prepared, left := 0, maps.Clone(notPrepared)
	all := packageTexts(t)
	for _, pkg := range slices.Sorted(maps.Keys(all)) {
		if !strings.HasPrefix(pkg, "internal/") {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(all[pkg])) {
			full := pkg + "." + name
			if !strings.HasPrefix(name, "sql") {
				continue
			}
			sql, err := all[pkg].text(all[pkg][name])
			if err != nil {
				t.Errorf("%s: %v", full, err)
				continue
			}
			if _, skip := notPrepared[full]; skip {
				delete(left, full)
				continue
			}
			if _, err := conn.Conn().Prepare(t.Context(), full, sql); err != nil {
				var pe *pgconn.PgError
				if errors.As(err, &pe) {
					t.Errorf("%s: %s (%s) at %d", full, pe.Message, pe.Code, pe.Position)
				} else {
					t.Fatalf("%s: %v", full, err)
				}
				continue
			}
			prepared++
		}
	}
	for name := range left {
		t.Errorf("%s is excused from PREPARE and is not there", name)
	}
	if prepared < 100 {
		t.Errorf("only %d statements prepared", prepared)
	}
	t.Logf("%d statements prepared", prepared)
}
