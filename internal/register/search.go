package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// FoundDeed is a deed the search box found.
type FoundDeed struct {
	ID     DeedID     `db:"id"`
	Team   org.UnitID `db:"team_id"`
	DoneOn clock.Day  `db:"done_on"`
	Who    string     `db:"who"`
	What   string     `db:"what"`
	Total  int        `db:"total"` // of all found
}

// FoundModel is a model the search box found.
type FoundModel struct {
	ID      ModelID    `db:"id"`
	Commune org.UnitID `db:"commune_id"`
	Name    string     `db:"name"`
	Field   string     `db:"field"`
	Total   int        `db:"total"`
}

// Each word has to be there; indexed by folded(), see migration 0015.
const (
	sqlFoundDeeds = `
SELECT id, team_id, done_on, who, what, (count(*) OVER ())::int AS total FROM good_deed
WHERE team_id = ANY ($1::bigint[]) AND withdrawn_at IS NULL AND folded(who || ' ' || what) LIKE $2 AND folded(who || ' ' || what) LIKE $3
  AND folded(who || ' ' || what) LIKE $4 AND folded(who || ' ' || what) LIKE $5 ORDER BY done_on DESC, id DESC LIMIT $6`
	sqlFoundModels = `
SELECT id, commune_id, name, field, (count(*) OVER ())::int AS total FROM community_model
WHERE commune_id = ANY ($1::bigint[]) AND withdrawn_at IS NULL AND folded(name || ' ' || field) LIKE $2 AND folded(name || ' ' || field) LIKE $3
  AND folded(name || ' ' || field) LIKE $4 AND folded(name || ' ' || field) LIKE $5 ORDER BY id DESC LIMIT $6`
)

// SearchDeeds finds deeds in the actor's reach by the words in who and what,
// without marks.
func (s *Service) SearchDeeds(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, text string, most int) ([]FoundDeed, error) {
	scope, err := access.ScopeOf(a, access.DeedRead)
	if err != nil {
		return nil, err
	}
	w := pg.Words(vi.Fold(text))
	return pg.List[FoundDeed](ctx, s.DB, sqlFoundDeeds, tree.TeamsWithin(scope, now.Today), w[0], w[1], w[2], w[3], most)
}

// SearchModels finds models in the actor's reach by the words in name and
// field, without marks.
func (s *Service) SearchModels(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, text string, most int) ([]FoundModel, error) {
	scope, err := access.ScopeOf(a, access.DeedRead)
	if err != nil {
		return nil, err
	}
	w := pg.Words(vi.Fold(text))
	return pg.List[FoundModel](ctx, s.DB, sqlFoundModels, tree.CommunesWithin(scope, now.Today), w[0], w[1], w[2], w[3], most)
}
