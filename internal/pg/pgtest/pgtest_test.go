package pgtest

import (
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"thidua/internal/pg"
)

func TestDB(t *testing.T) {
	var name string
	t.Run("a test", func(t *testing.T) {
		a, b := DB(t, pg.Demo), DB(t)
		for p, want := range map[*pg.Pool]string{a: pg.Demo, b: pg.Production} {
			if kind, err := pg.Kind(t.Context(), p); err != nil || kind != want {
				t.Fatalf("kind %q, %v; want %q", kind, err, want)
			}
			version, dirty, err := pg.Schema(t.Context(), p)
			if err != nil || dirty || version != pg.Newest() {
				t.Fatalf("schema %d, dirty %v, %v; want %d", version, dirty, err, pg.Newest())
			}
		}
		if _, err := a.Exec(t.Context(), `CREATE TABLE only_here ()`); err != nil {
			t.Fatal(err)
		}
		if there := tableThere(t, b, "only_here"); there {
			t.Fatal("two tests share a database")
		}
		name = a.Config().ConnConfig.Database
	})
	p := DB(t)
	var left int
	if err := p.QueryRow(t.Context(), `SELECT count(*) FROM pg_database WHERE datname = $1`, name).Scan(&left); err != nil || left != 0 {
		t.Fatalf("%d left of %s, %v", left, name, err)
	}
}

func TestTxIsRolledBack(t *testing.T) {
	t.Run("writes", func(t *testing.T) {
		if _, err := Tx(t).Exec(t.Context(), `CREATE TABLE written ()`); err != nil {
			t.Fatal(err)
		}
	})
	if tableThere(t, Tx(t), "written") {
		t.Fatal("what a test wrote in its transaction stayed")
	}
}

func TestEmpty(t *testing.T) {
	p, err := pg.Open(t.Context(), Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if tableThere(t, p, "instance") {
		t.Fatal("not empty")
	}
}

// Many at once, as parallel tests and packages do.
func TestSideBySide(t *testing.T) {
	templates.Clear()
	began := time.Now()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() { DSN(t) })
	}
	wg.Wait()
	t.Logf("8 clones in %v", time.Since(began))
}

func TestFingerprint(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	seen := map[string]string{}
	for name, files := range map[string]fstest.MapFS{
		"one":     {"1.up.sql": file("a")},
		"edited":  {"1.up.sql": file("b")},
		"renamed": {"2.up.sql": file("a")},
		"split":   {"1.up.sql": file("a"), "2.up.sql": file("")},
	} {
		got, err := fingerprint(files)
		if err != nil || len(got) != 12 {
			t.Fatalf("%s: %q, %v", name, got, err)
		}
		if other := seen[got]; other != "" {
			t.Fatalf("%s and %s share %s", name, other, got)
		}
		seen[got] = name
	}
}

func tableThere(t *testing.T, q pg.Querier, table string) (there bool) {
	t.Helper()
	if err := q.QueryRow(t.Context(), `SELECT to_regclass($1) IS NOT NULL`, table).Scan(&there); err != nil {
		t.Fatal(err)
	}
	return there
}
