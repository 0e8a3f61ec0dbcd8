package pglocal

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// CreateRole makes a role that may log in where it is missing.
func (c *Cluster) CreateRole(ctx context.Context, name string) error {
	found, err := c.has(ctx, `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)`, name)
	if err != nil || found {
		return err
	}
	return c.exec(ctx, `CREATE ROLE `+quote(name)+` LOGIN`)
}

// CreateDatabase makes a database where it is missing, and has fill fill it.
// It takes its name only when it is full: an interruption, kill -9 included,
// leaves nothing half made behind. fill must have closed its connections when
// it returns; what it commits need not be flushed one by one.
func (c *Cluster) CreateDatabase(ctx context.Context, name string, fill func(dsn string) error) error {
	found, err := c.has(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name)
	if err != nil || found {
		return err
	}
	draft := name + "_draft"
	if err := c.exec(ctx, `DROP DATABASE IF EXISTS `+quote(draft)+` WITH (FORCE)`); err != nil {
		return err
	}
	if err := c.exec(ctx, `CREATE DATABASE `+quote(draft)); err != nil {
		return err
	}
	// The renaming below is flushed, and with it all that came before.
	if err := fill(c.DSN(draft) + "&synchronous_commit=off"); err != nil {
		return err
	}
	return c.exec(ctx, `ALTER DATABASE `+quote(draft)+` RENAME TO `+quote(name))
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

func (c *Cluster) has(ctx context.Context, sql, name string) (found bool, err error) {
	conn, err := pgx.Connect(ctx, c.DSN("postgres"))
	if err != nil {
		return false, err
	}
	defer conn.Close(ctx)
	err = conn.QueryRow(ctx, sql, name).Scan(&found)
	return found, err
}

func (c *Cluster) exec(ctx context.Context, sql string) error {
	conn, err := pgx.Connect(ctx, c.DSN("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, sql)
	return err
}
