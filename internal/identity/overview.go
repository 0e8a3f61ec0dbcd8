package identity

import (
	"context"
	"time"

	"thidua/internal/clock"
	"thidua/internal/pg"
)

// Counts is the state of all accounts: where an administrator's day begins.
type Counts struct {
	Active     int `db:"active"`
	Disabled   int `db:"disabled"`
	NoRole     int `db:"no_role"`
	MustChange int `db:"must_change"`
	Sessions   int `db:"sessions"`
	Failures   int `db:"failures"` // logins refused in the last hour
}

const sqlOverview = `SELECT
 (SELECT count(*) FROM app_user WHERE disabled_at IS NULL)::int AS active,
 (SELECT count(*) FROM app_user WHERE disabled_at IS NOT NULL)::int AS disabled,
 (SELECT count(*) FROM app_user u WHERE disabled_at IS NULL AND NOT EXISTS (SELECT FROM appointment a WHERE a.user_id = u.id AND a.during @> $1::date))::int AS no_role,
 (SELECT count(*) FROM app_user WHERE disabled_at IS NULL AND must_change)::int AS must_change,
 (SELECT count(*) FROM session WHERE expires_at > $2)::int AS sessions,
 (SELECT count(*) FROM login_failure WHERE at > $3)::int AS failures`

// Overview counts accounts, sessions and the last hour's refused logins.
func Overview(ctx context.Context, q pg.Querier, now clock.Moment) (Counts, error) {
	return pg.One[Counts](ctx, q, sqlOverview, now.Today, now.Wall, now.Wall.Add(-time.Hour))
}
