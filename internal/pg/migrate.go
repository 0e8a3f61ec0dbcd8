package pg

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/golang-migrate/migrate/v4"
	migratepgx "github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"thidua/migrations"
)

// Kinds of database; the first migration writes it down for good.
const (
	Demo       = "demo"
	Production = "production"
)

// AppRole is the database role the server runs as: it may read and write, but
// of the audit only insert and select.
const AppRole = "thidua_app"

// Migrate brings the schema to the newest version, as the owner. kind is used
// by the first migration only. Where the role thidua_app exists it is granted
// its least rights.
func Migrate(ctx context.Context, dsn, kind string) error {
	db, m, err := open(dsn, kind)
	if err != nil {
		return err
	}
	defer m.Close() // its driver holds a connection that db.Close leaves open
	if err := m.Up(); err != nil && !errors.Is(err, migrate.ErrNoChange) {
		return explain(m, err)
	}
	_, err = db.ExecContext(ctx, sqlGrant)
	return err
}

// MigrateDown takes back n migrations.
func MigrateDown(dsn string, n int) error {
	_, m, err := open(dsn, "")
	if err != nil {
		return err
	}
	defer m.Close()
	return explain(m, m.Steps(-n))
}

func open(dsn, kind string) (*sql.DB, *migrate.Migrate, error) {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, nil, fmt.Errorf("database URL: %w", err)
	}
	if kind != "" {
		cfg.RuntimeParams["thidua.kind"] = kind
	}
	db := stdlib.OpenDB(*cfg)
	driver, err := migratepgx.WithInstance(db, &migratepgx.Config{})
	if err != nil {
		db.Close()
		return nil, nil, Map(err)
	}
	src, err := iofs.New(migrations.FS, ".")
	if err != nil {
		db.Close()
		return nil, nil, err
	}
	m, err := migrate.NewWithInstance("iofs", src, "pgx5", driver)
	if err != nil {
		db.Close()
		return nil, nil, err
	}
	return db, m, nil
}

func explain(m *migrate.Migrate, err error) error {
	if err == nil {
		return nil
	}
	if v, dirty, verr := m.Version(); verr == nil && dirty {
		return fmt.Errorf("migration %d failed and left the schema marked dirty: %w\nmend: undo what it did by hand, then set schema_migrations to (%d, false) and run migrate again", v, err, v-1)
	}
	return err
}

// Newest is the number of the newest embedded migration.
func Newest() uint {
	names, _ := fs.Glob(migrations.FS, "*.up.sql")
	var newest uint
	for _, n := range names {
		if v, err := strconv.ParseUint(strings.SplitN(n, "_", 2)[0], 10, 32); err == nil && uint(v) > newest {
			newest = uint(v)
		}
	}
	return newest
}

const (
	sqlSchema = `SELECT version, dirty FROM schema_migrations`
	sqlKind   = `SELECT kind FROM instance`
)

// Schema says which migration the database is at; dirty means one failed.
func Schema(ctx context.Context, q Querier) (version uint, dirty bool, err error) {
	var v int64
	err = q.QueryRow(ctx, sqlSchema).Scan(&v, &dirty)
	return uint(v), dirty, Map(err)
}

// Kind is demo or production.
func Kind(ctx context.Context, q Querier) (string, error) {
	return Value[string](ctx, q, sqlKind)
}

const sqlGrant = `
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'thidua_app') AND current_user <> 'thidua_app' THEN
    GRANT USAGE ON SCHEMA public TO thidua_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO thidua_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO thidua_app;
    REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_seal FROM thidua_app;
    REVOKE INSERT, UPDATE, DELETE ON instance, schema_migrations FROM thidua_app;
  END IF;
END $$`
