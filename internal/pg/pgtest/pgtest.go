// Package pgtest gives tests their databases on a real PostgreSQL.
//
// A test that commits takes DB: a clone of a template migrated once per set of
// migrations and kind, dropped afterwards. A test that does not takes Tx: a
// transaction rolled back at its end. The server is the one THIDUA_TEST_PG
// names (what `make test` shares among all packages), otherwise a throwaway
// one of this test binary. A missing server fails the test, it never skips.
package pgtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/pg"
	"thidua/internal/pglocal"
)

// Env names the variable with the connection string (of a superuser) of the
// server all test packages share.
const Env = "THIDUA_TEST_PG"

// admin is the connection string databases are created and dropped with.
var admin = sync.OnceValues(func() (string, error) {
	if dsn := os.Getenv(Env); dsn != "" {
		return dsn, nil
	}
	// Never stopped here: a test binary has no last word. The cluster goes
	// with this process.
	c, err := pglocal.Start(context.Background(), pglocal.Options{Tests: true, Say: os.Stderr})
	if err != nil {
		return "", err
	}
	return c.DSN("postgres"), nil
})

// DB is a fresh migrated database of a kind (pg.Production unless given); it
// is dropped when the test ends.
func DB(t testing.TB, kind ...string) *pg.Pool {
	t.Helper()
	dsn := DSN(t, kind...)
	p, err := pg.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// DSN is the connection string of a database as DB's.
func DSN(t testing.TB, kind ...string) string {
	t.Helper()
	name := fmt.Sprintf("thidua_test_%d_%d_%d", os.Getpid(), start.UnixNano()%1e9, number.Add(1))
	return clone(t, name, template(t, one(kind)))
}

// Empty is the connection string of a new database without a schema; it is
// dropped when the test ends.
func Empty(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("thidua_test_%d_%d_%d", os.Getpid(), start.UnixNano()%1e9, number.Add(1))
	return clone(t, name, "template0")
}

// Tx is a transaction on a migrated database the test binary shares among its
// tests; it is rolled back when the test ends. It serves as pg.Querier, as
// pg.Beginner (transactions in it are savepoints) and, by pg.WrapTx, as pg.Tx.
func Tx(t testing.TB, kind ...string) pgx.Tx {
	t.Helper()
	k := one(kind)
	shared.Lock()
	defer shared.Unlock()
	p := shared.pools[k]
	if p == nil {
		tpl := template(t, k)
		binary := strings.TrimSuffix(filepath.Base(os.Args[0]), ".test")
		name := fmt.Sprintf("%s_tx_%.20s", tpl, clean(binary))
		do(t, func(ctx context.Context, c *pgx.Conn) error {
			return onceThere(ctx, c, name, func() error {
				return create(ctx, c, name, tpl)
			})
		})
		var err error
		// Not t's context: the pool outlives the test.
		if p, err = pg.Open(context.Background(), at(t, name)); err != nil {
			t.Fatal(err)
		}
		shared.pools[k] = p
	}
	tx, err := p.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		_ = tx.Rollback(ctx)
	})
	return tx
}

var (
	start  = time.Now()
	number atomic.Int64
	shared = struct {
		sync.Mutex
		pools map[string]*pg.Pool
	}{pools: map[string]*pg.Pool{}}
)

func one(kind []string) string {
	if len(kind) == 0 {
		return pg.Production
	}
	return kind[0]
}

// clone makes the database and has it dropped after the test.
func clone(t testing.TB, name, tpl string) string {
	t.Helper()
	do(t, func(ctx context.Context, c *pgx.Conn) error { return create(ctx, c, name, tpl) })
	t.Cleanup(func() {
		do(t, func(ctx context.Context, c *pgx.Conn) error {
			_, err := c.Exec(ctx, `DROP DATABASE IF EXISTS `+pgx.Identifier{name}.Sanitize()+` WITH (FORCE)`)
			return err
		})
	})
	return at(t, name)
}

func create(ctx context.Context, c *pgx.Conn, name, tpl string) error {
	_, err := c.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize()+
		` TEMPLATE `+pgx.Identifier{tpl}.Sanitize()+` STRATEGY FILE_COPY`)
	return err
}

// clean keeps what an unquoted name may hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(s))
}
