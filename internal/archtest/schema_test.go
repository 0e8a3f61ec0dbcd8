package archtest

import (
	"context"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/migrations"
)

const schemaFile = "migrations/schema.sql"

const schemaHead = `-- The schema after all migrations: pg_dump --schema-only, without what differs
-- from server to server. Written by: go test ./internal/archtest -update
-- The migrations are what runs; this file is for reading and for reviews.
`

// dumper is the newest pg_dump there is: it must be no older than the server.
func dumper(t *testing.T) string {
	t.Helper()
	var found []string
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/pg_dump", "/usr/pgsql-*/bin/pg_dump", "/usr/libexec/postgresql*/pg_dump",
		"/opt/homebrew/opt/postgresql@*/bin/pg_dump", "/opt/homebrew/opt/libpq/bin/pg_dump", "/usr/local/opt/postgresql@*/bin/pg_dump",
		"/Applications/Postgres.app/Contents/Versions/*/bin/pg_dump"} {
		hits, _ := filepath.Glob(pattern)
		found = append(found, hits...)
	}
	if p, err := exec.LookPath("pg_dump"); err == nil {
		found = append(found, p)
	}
	best, newest := "", 0
	for _, p := range found {
		out, err := exec.CommandContext(t.Context(), p, "--version").Output()
		if m := regexp.MustCompile(`\) ([0-9]+)`).FindSubmatch(out); err == nil && m != nil {
			if major, _ := strconv.Atoi(string(m[1])); major > newest {
				best, newest = p, major
			}
		}
	}
	if best == "" {
		t.Fatal("pg_dump không có trên máy này: apt-get install postgresql-client (pg_dump is missing: install PostgreSQL's client programs)")
	}
	return best
}

var (
	noise = regexp.MustCompile(`(?m)^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*|CREATE SCHEMA public;|COMMENT ON SCHEMA public .*|COMMENT ON EXTENSION .*)\n`)
	gaps  = regexp.MustCompile(`\n{3,}`)
)

// dump is a database's schema without comments of the program, settings and
// the migration tool's own table.
func dump(t *testing.T, dsn string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), dumper(t), "--schema-only", "--no-owner", "--no-privileges", "--exclude-table=schema_migrations", "--dbname="+dsn)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pg_dump: %v\n%s", err, stderr.String())
	}
	return strings.TrimSpace(gaps.ReplaceAllString(noise.ReplaceAllString(string(out), ""), "\n\n")) + "\n"
}

func TestSchemaGolden(t *testing.T) {
	golden(t, schemaFile, schemaHead+"\n"+dump(t, pgtest.DSN(t)))
}

// Down and up again leaves the same schema, each migration by itself and all
// together; all down leaves nothing.
func TestMigrationsGoDownAndUp(t *testing.T) {
	dsn := pgtest.DSN(t)
	whole := dump(t, dsn)
	newest := int(pg.Newest())
	up := func() {
		t.Helper()
		if err := pg.Migrate(context.Background(), dsn, pg.Production); err != nil {
			t.Fatal(err)
		}
	}
	for n := 1; n <= newest; n++ {
		if err := pg.MigrateDown(dsn, n); err != nil {
			t.Fatalf("%d down from %d: %v", n, newest, err)
		}
		if n == newest {
			if rest := dump(t, dsn); strings.TrimSpace(rest) != "" {
				t.Errorf("all down, something stays:\n%s", rest)
			}
		}
		up()
	}
	if diff := differ(whole, dump(t, dsn)); diff != "" {
		t.Errorf("down and up again is another schema:\n%s", diff)
	}
}

// Pairs, numbered without gaps, and every table says what it is.
func TestMigrationsAreWhole(t *testing.T) {
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for i, up := 1, 0; i <= int(pg.Newest()); i++ {
		prefix := strings.Repeat("0", 4-len(itoa(i))) + itoa(i) + "_"
		up = 0
		for _, n := range names {
			if strings.HasPrefix(n, prefix) && strings.HasSuffix(n, ".up.sql") {
				up++
				if !slices.Contains(names, strings.TrimSuffix(n, ".up.sql")+".down.sql") {
					t.Errorf("%s has no way down", n)
				}
			}
		}
		if up != 1 {
			t.Errorf("%d migrations are number %d", up, i)
		}
	}
	if len(names) != 2*int(pg.Newest()) {
		t.Errorf("%d files for %d migrations", len(names), pg.Newest())
	}
	silent, err := pg.Column[string](t.Context(), pgtest.DB(t), `SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> 'schema_migrations' AND obj_description(c.oid, 'pg_class') IS NULL ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range silent {
		t.Errorf("table %s has no COMMENT", s)
	}
}

// Constraints have names that say what they hold: the code maps violations by
// name, and people read them in the log.
func TestConstraintsAreNamed(t *testing.T) {
	list, err := pg.Column[string](t.Context(), pgtest.DB(t), `SELECT c.conrelid::regclass || '.' || c.conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
		WHERE n.nspname = 'public' AND c.contype IN ('c', 'x') AND c.conname ~ '_(check|excl)[0-9]*$' ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list {
		t.Errorf("%s: a name PostgreSQL made up", name)
	}
}
