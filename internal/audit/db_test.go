package audit

import (
	"testing"

	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

// database is a migrated database of the test's own, as its owner.
func database(t *testing.T) *pg.Pool {
	t.Helper()
	return pgtest.DB(t, pg.Demo)
}
