package pgtest

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Filled is the connection string of a fresh copy of a database of a kind
// that fill has filled: once per test binary and label, then cloned. The copy
// is dropped when the test ends.
func Filled(t testing.TB, kind, label string, fill func(ctx context.Context, dsn string) error) string {
	t.Helper()
	name := fmt.Sprintf("thidua_filled_%s_%d", clean(label), os.Getpid())
	tpl := template(t, kind)
	do(t, func(ctx context.Context, c *pgx.Conn) error {
		return onceThere(ctx, c, name, func() error {
			if err := create(ctx, c, name, tpl); err != nil {
				return err
			}
			return fill(ctx, at(t, name))
		})
	})
	copyName := fmt.Sprintf("thidua_test_%d_%d_%d", os.Getpid(), start.UnixNano()%1e9, number.Add(1))
	return clone(t, copyName, name)
}
