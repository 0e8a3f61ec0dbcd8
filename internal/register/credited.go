package register

import (
	"context"

	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

const sqlCreditedDeeds = `SELECT ` + sqlDeedColumns + `
 WHERE d.withdrawn_at IS NULL AND (d.team_id = ANY ($1::bigint[]) OR d.id IN (SELECT p.deed_id FROM deed_person p WHERE p.person_id = ANY ($2::bigint[])))
 ORDER BY d.done_on, d.id`

const sqlCreditedModels = `SELECT ` + sqlModelColumns + sqlModelTables + `
 WHERE m.withdrawn_at IS NULL AND best.on_day IS NOT NULL AND (m.id IN (SELECT c.model_id FROM model_credit c WHERE c.team_id = ANY ($1::bigint[]))
   OR m.id IN (SELECT p.model_id FROM model_person p WHERE p.person_id = ANY ($2::bigint[]))) ORDER BY best.on_day, m.id`

// CreditedModels are the recognised models crediting teams or persons, the
// first recognised first: one statement. The caller has checked the right.
func CreditedModels(ctx context.Context, q pg.Querier, teams []org.UnitID, persons []roster.PersonID) ([]Model, error) {
	if teams == nil {
		teams = []org.UnitID{}
	}
	if persons == nil {
		persons = []roster.PersonID{}
	}
	return pg.List[Model](ctx, q, sqlCreditedModels, teams, persons)
}

// Credited are the deeds of teams and those credited to persons, oldest first:
// one statement. The caller has checked the right.
func Credited(ctx context.Context, q pg.Querier, teams []org.UnitID, persons []roster.PersonID) ([]Deed, error) {
	if teams == nil {
		teams = []org.UnitID{}
	}
	if persons == nil {
		persons = []roster.PersonID{}
	}
	return pg.List[Deed](ctx, q, sqlCreditedDeeds, teams, persons)
}
