package plan

import (
	"context"
	"time"

	"thidua/internal/pg"
)

// Version is a stored version of the definition, as a list shows it.
type Version struct {
	ID       int64     `db:"id"`
	Number   int       `db:"number"`
	LoadedAt time.Time `db:"loaded_at"`
	LoadedBy string    `db:"loaded_by"`
	Note     string    `db:"note"`
}

const sqlVersionList = `SELECT id, number, loaded_at, loaded_by, note FROM plan_version WHERE campaign_id = $1 ORDER BY number DESC`

// Versions lists a campaign's versions, newest first.
func Versions(ctx context.Context, q pg.Querier, campaign int64) ([]Version, error) {
	return pg.List[Version](ctx, q, sqlVersionList, campaign)
}
