package pglocal

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// CreateDatabase makes a database where it is missing.
func (c *Cluster) CreateDatabase(ctx context.Context, name string) error {
	return c.unless(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name,
		`CREATE DATABASE `+pgx.Identifier{name}.Sanitize())
}

// CreateRole makes a role that may log in where it is missing.
func (c *Cluster) CreateRole(ctx context.Context, name string) error {
	return c.unless(ctx, `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)`, name,
		`CREATE ROLE `+pgx.Identifier{name}.Sanitize()+` LOGIN`)
}

func (c *Cluster) unless(ctx context.Context, there, name, create string) error {
	conn, err := pgx.Connect(ctx, c.DSN("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var found bool
	if err := conn.QueryRow(ctx, there, name).Scan(&found); err != nil || found {
		return err
	}
	_, err = conn.Exec(ctx, create)
	return err
}
