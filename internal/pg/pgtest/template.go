package pgtest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/pg"
	"thidua/migrations"
)

// template is the name of the migrated database of a kind that others are
// cloned from. Its name carries the migrations' digest, so a server that
// outlives an edit never serves a stale one.
func template(t testing.TB, kind string) string {
	t.Helper()
	if name, ok := templates.Load(kind); ok {
		return name.(string)
	}
	digest, err := fingerprint(migrations.FS)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("thidua_%s_%s", kind, digest)
	do(t, func(ctx context.Context, c *pgx.Conn) error {
		return onceThere(ctx, c, name, func() error {
			quoted := pgx.Identifier{name}.Sanitize()
			if _, err := c.Exec(ctx, `CREATE DATABASE `+quoted); err != nil {
				return err
			}
			if err := pg.Migrate(ctx, at(t, name), kind); err != nil {
				_, drop := c.Exec(ctx, `DROP DATABASE `+quoted+` WITH (FORCE)`)
				return errors.Join(err, drop)
			}
			// Nobody may come in again: a clone needs it empty of sessions.
			_, err := c.Exec(ctx, `ALTER DATABASE `+quoted+` WITH ALLOW_CONNECTIONS false`)
			return err
		})
	})
	templates.Store(kind, name)
	return name
}

var templates sync.Map

// onceThere runs make where no finished database of the name exists; packages
// tested side by side wait for the one that makes it. A database is finished
// when it is marked as a template.
func onceThere(ctx context.Context, c *pgx.Conn, name string, make func() error) error {
	if _, err := c.Exec(ctx, `SELECT pg_advisory_lock(hashtext($1))`, name); err != nil {
		return err
	}
	defer func() { _, _ = c.Exec(ctx, `SELECT pg_advisory_unlock(hashtext($1))`, name) }()
	quoted := pgx.Identifier{name}.Sanitize()
	var finished bool
	err := c.QueryRow(ctx, `SELECT datistemplate FROM pg_database WHERE datname = $1`, name).Scan(&finished)
	switch {
	case err == nil && finished:
		return nil
	case err == nil: // an earlier run died in the middle
		if _, err := c.Exec(ctx, `DROP DATABASE `+quoted+` WITH (FORCE)`); err != nil {
			return err
		}
	case !errors.Is(err, pgx.ErrNoRows):
		return err
	}
	if err := make(); err != nil {
		return err
	}
	_, err = c.Exec(ctx, `ALTER DATABASE `+quoted+` WITH IS_TEMPLATE true`)
	return err
}

// fingerprint is a short digest of all migrations, names and texts.
func fingerprint(files fs.FS) (string, error) {
	h := sha256.New()
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return "", err
	}
	for _, n := range names {
		b, err := fs.ReadFile(files, n)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%s %d\n%s", n, len(b), b)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:6]), nil
}

// do runs fn on a connection of its own to the server.
func do(t testing.TB, fn func(ctx context.Context, c *pgx.Conn) error) {
	t.Helper()
	dsn, err := admin()
	if err != nil {
		t.Fatal(err)
	}
	// Not t's context, which is over when the database is dropped.
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	c, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatalf("máy chủ PostgreSQL của %s không trả lời; bỏ biến này hoặc chạy `make test` (the test server does not answer; unset the variable or run `make test`): %v", Env, err)
	}
	defer c.Close(ctx)
	if err := fn(ctx, c); err != nil {
		t.Fatal(err)
	}
}

// at is the server's connection string with another database.
func at(t testing.TB, database string) string {
	t.Helper()
	dsn, err := admin()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(dsn, "://") {
		return dsn + " dbname=" + database
	}
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatalf("%s: %v", Env, err)
	}
	u.Path = "/" + database
	return u.String()
}
