package register

import (
	"context"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

const (
	sqlExemplaryDeeds = `SELECT ` + sqlDeedColumns + ` WHERE d.team_id = ANY ($1::bigint[]) AND d.done_on BETWEEN $2 AND $3 AND d.withdrawn_at IS NULL
  AND best.level IN ('district', 'province', 'ministry')
 ORDER BY array_position(ARRAY['ministry', 'province', 'district'], best.level), d.done_on, d.id LIMIT $4`
	sqlExemplaryModels = `SELECT ` + sqlModelColumns + sqlModelTables + ` WHERE m.commune_id = ANY ($1::bigint[]) AND` + sqlCountedModels + `
 ORDER BY array_position(ARRAY['ministry', 'province', 'district'], best.level), best.on_day, m.id`
)

// ExemplaryDeeds are the teams' deeds dated within [from, to] that the
// district's level or a higher one recognised: highest level first, at most so
// many. The caller has checked the right to read the units.
func ExemplaryDeeds(ctx context.Context, q pg.Querier, teams []org.UnitID, from, to clock.Day, most int) ([]Deed, error) {
	return pg.List[Deed](ctx, q, sqlExemplaryDeeds, teams, from, to, most)
}

// CountedModels are the communes' models that count for 2.1, highest level
// first.
func CountedModels(ctx context.Context, q pg.Querier, communes []org.UnitID, c Counting) ([]Model, error) {
	return pg.List[Model](ctx, q, sqlExemplaryModels, append([]any{communes}, c.args()...)...)
}
