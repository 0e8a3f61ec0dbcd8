// Package pg owns the way to PostgreSQL: the pool, transactions, collectors,
// error mapping, migrations and the statement counter.
//
// It owns no table but golang-migrate's. Reads take a Querier, writes take a
// Tx, which only InTx makes. A lost database becomes fault.Unavailable.
package pg

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Querier reads: a *Pool or a Tx.
type Querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// Pool is the process's connections.
type Pool struct{ *pgxpool.Pool }

// Open connects a pool; it pings once, so a wrong DSN fails here.
func Open(ctx context.Context, dsn string) (*Pool, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("database URL: %w", err)
	}
	if cfg.MaxConns < 12 {
		cfg.MaxConns = 12
	}
	cfg.MaxConnIdleTime = 5 * time.Minute
	cfg.ConnConfig.ConnectTimeout = 5 * time.Second
	cfg.ConnConfig.Tracer = counter{}
	cfg.ConnConfig.RuntimeParams["timezone"] = "UTC"
	cfg.ConnConfig.RuntimeParams["application_name"] = "thidua"
	cfg.ConnConfig.RuntimeParams["statement_timeout"] = "30000"
	cfg.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "15000"
	p, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := p.Ping(ctx); err != nil {
		p.Close()
		return nil, fmt.Errorf("database: %w", err)
	}
	return &Pool{p}, nil
}

// Tx is a transaction in progress: only InTx makes one.
type Tx struct{ tx pgx.Tx }

// Exec runs a statement.
func (t Tx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return t.tx.Exec(ctx, sql, args...)
}

// Query reads rows inside the transaction.
func (t Tx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return t.tx.Query(ctx, sql, args...)
}

// QueryRow reads one row inside the transaction.
func (t Tx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return t.tx.QueryRow(ctx, sql, args...)
}

// SendBatch sends several statements in one round trip.
func (t Tx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return t.tx.SendBatch(ctx, b)
}

// CopyFrom loads many rows.
func (t Tx) CopyFrom(ctx context.Context, table string, columns []string, src pgx.CopyFromSource) (int64, error) {
	return t.tx.CopyFrom(ctx, pgx.Identifier{table}, columns, src)
}

// Nested runs fn in a savepoint: what it did is undone where it fails, and the
// transaction goes on.
func (t Tx) Nested(ctx context.Context, fn func(tx Tx) error) error { return InTx(ctx, t.tx, fn) }

// Beginner starts transactions: a *Pool, or a pgx.Tx in tests that roll back.
type Beginner interface {
	Begin(ctx context.Context) (pgx.Tx, error)
}

// InTx runs fn in one transaction: committed where fn returns nil, otherwise
// rolled back and fn's error returned. A transaction never waits for a client.
func InTx(ctx context.Context, b Beginner, fn func(tx Tx) error) error {
	tx, err := b.Begin(ctx)
	if err != nil {
		return Map(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if err := fn(Tx{tx}); err != nil {
		return Map(err)
	}
	return Map(tx.Commit(ctx))
}

// WrapTx lends an outer transaction (a test's) as a Tx.
func WrapTx(tx pgx.Tx) Tx { return Tx{tx} }
