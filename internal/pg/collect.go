package pg

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"thidua/internal/fault"
)

// List reads all rows into structs by column name (db tags).
func List[T any](ctx context.Context, q Querier, sql string, args ...any) ([]T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return nil, Map(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	return list, Map(err)
}

// One reads exactly one row; none is fault.Missing.
func One[T any](ctx context.Context, q Querier, sql string, args ...any) (T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		var zero T
		return zero, Map(err)
	}
	v, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[T])
	if errors.Is(err, pgx.ErrNoRows) {
		return v, fault.Missing()
	}
	return v, Map(err)
}

// Value reads one scalar; none is fault.Missing.
func Value[T any](ctx context.Context, q Querier, sql string, args ...any) (T, error) {
	var v T
	err := q.QueryRow(ctx, sql, args...).Scan(&v)
	if errors.Is(err, pgx.ErrNoRows) {
		return v, fault.Missing()
	}
	return v, Map(err)
}

// Column reads the first column of all rows.
func Column[T any](ctx context.Context, q Querier, sql string, args ...any) ([]T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return nil, Map(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[T])
	return list, Map(err)
}
