package audit

import (
	"context"
	"crypto/rand"
	"os"
	"testing"

	"thidua/internal/pg"
)

// database is a migrated database of the test's own.
func database(t *testing.T) *pg.Pool {
	t.Helper()
	ctx := context.Background()
	host := os.Getenv("THIDUA_TEST_SOCKET")
	if host == "" {
		host = "/dev/shm/devpg"
	}
	name := "audit_" + rand.Text()[:12]
	admin, err := pg.Open(ctx, "postgres://postgres@/postgres?host="+host)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := admin.Exec(ctx, `CREATE DATABASE "`+name+`"`); err != nil {
		t.Fatal(err)
	}
	dsn := "postgres://postgres@/" + name + "?host=" + host
	if err := pg.Migrate(ctx, dsn, pg.Demo); err != nil {
		t.Fatal(err)
	}
	pool, err := pg.Open(ctx, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		pool.Close()
		_, _ = admin.Exec(ctx, `DROP DATABASE "`+name+`" WITH (FORCE)`)
		admin.Close()
	})
	return pool
}
