package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// States of models besides Current, Withdrawn and All.
const (
	Working      State = "working"
	Ended        State = "ended"
	Recognised   State = "recognised"
	Counted      State = "counted" // for 2.1, as ModelFilter.Counting says
	Unrecognised State = "unrecognised"
)

// ModelFilter narrows the list; zero values do not narrow. From and To bound
// the day of recognition.
type ModelFilter struct {
	Under    org.UnitID // a unit; of a team: the models crediting it
	From, To *clock.Day
	Text     string // in name, field, effect, recognised by, document
	State    State
	Counting Counting // of State Counted
	Page     int
}

const (
	sqlModelColumns = `m.id, m.commune_id, m.name, m.field, m.effect, m.started_on, m.ended_on, m.ended_why, coalesce(best.by_whom, '') AS recognised_by,
  coalesce(best.level, '') AS recognised_level, best.on_day AS recognised_on, coalesce(best.document, '') AS recognised_doc,
  array(SELECT c.team_id FROM model_credit c WHERE c.model_id = m.id ORDER BY c.team_id) AS teams,
  array(SELECT p.person_id FROM model_person p WHERE p.model_id = m.id ORDER BY p.person_id) AS members,
  (SELECT count(*)::int FROM evidence_link l WHERE l.row_kind = 'community_model' AND l.row_id = m.id AND l.withdrawn_at IS NULL) AS files,
  u.full_name AS author, m.created_at, m.withdrawn_at, m.withdrawn_why, m.version`
	sqlModelTables = `
FROM community_model m JOIN app_user u ON u.id = m.created_by LEFT JOIN LATERAL (SELECT r.by_whom, r.level, r.on_day, r.document FROM recognition r
    WHERE r.row_kind = 'community_model' AND r.row_id = m.id` + sqlBest + `) best ON true`
	sqlModels = `
SELECT ` + sqlModelColumns + `, (count(*) OVER ())::int AS total` + sqlModelTables + `
WHERE m.commune_id = ANY ($1::bigint[])
  AND ($8::bigint = 0 OR EXISTS (SELECT FROM model_credit c WHERE c.model_id = m.id AND c.team_id = $8))
  AND ($9::date IS NULL AND $10::date IS NULL OR EXISTS (SELECT FROM recognition r WHERE r.row_kind = 'community_model' AND r.row_id = m.id
        AND r.withdrawn_at IS NULL AND ($9 IS NULL OR r.on_day >= $9) AND ($10 IS NULL OR r.on_day <= $10)))
  AND CASE $11::text
    WHEN 'all' THEN true
    WHEN 'withdrawn' THEN m.withdrawn_at IS NOT NULL
    WHEN 'working' THEN m.withdrawn_at IS NULL AND (m.ended_on IS NULL OR m.ended_on >= $12::date)
    WHEN 'ended' THEN m.withdrawn_at IS NULL AND m.ended_on < $12::date
    WHEN 'recognised' THEN m.withdrawn_at IS NULL AND best.on_day IS NOT NULL
    WHEN 'unrecognised' THEN m.withdrawn_at IS NULL AND best.on_day IS NULL
    WHEN 'counted' THEN` + sqlCountedModels + `
    ELSE m.withdrawn_at IS NULL END
  AND ($13::text = '' OR strpos(lower(translate(regexp_replace(normalize(concat_ws(' ', m.name, m.field, m.effect,
        (SELECT string_agg(concat_ws(' ', r.by_whom, r.document), ' ') FROM recognition r WHERE r.row_kind = 'community_model' AND r.row_id = m.id AND r.withdrawn_at IS NULL)), NFD),
        '[\u0300-\u036f]', '', 'g'), 'Đđ', 'dd')), $13) > 0)
ORDER BY best.on_day DESC NULLS LAST, m.id DESC LIMIT $14 OFFSET $15`
	sqlModel = `SELECT ` + sqlModelColumns + sqlModelTables + ` WHERE m.id = $1`
)

type modelRow struct {
	Model
	Total int `db:"total"`
}

// Models lists models of communes in the actor's scope today, the latest
// recognised first. A page past the end is the first page.
func (s *Service) Models(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, f ModelFilter) (Page[Model], error) {
	scope, err := scopeOf(a, now, tree, f.Under)
	if err != nil {
		return Page[Model]{}, err
	}
	communes, team := tree.CommunesWithin(scope, now.Today), org.UnitID(0)
	if u, ok := tree.Unit(f.Under); ok && u.Level == org.Team {
		team = f.Under
		c, _ := tree.CommuneNow(team, now.Today)
		communes = tree.CommunesWithin(access.Under(tree.Path(c, now.Today)), now.Today)
	}
	for page := min(max(1, f.Page), lastPage); ; page = 1 {
		args := append([]any{communes}, f.Counting.args()...)
		args = append(args, team, f.From, f.To, string(f.State), now.Today, vi.Fold(vi.CleanLine(f.Text)), PageSize, (page-1)*PageSize)
		rows, err := pg.List[modelRow](ctx, s.DB, sqlModels, args...)
		if err != nil {
			return Page[Model]{}, err
		}
		p := Page[Model]{Page: page, Rows: make([]Model, len(rows))}
		for i, r := range rows {
			p.Rows[i], p.Total = r.Model, r.Total
		}
		if len(rows) > 0 || page == 1 {
			return p, nil
		}
	}
}

// Model is one model, for reading (access.DeedRead) or for its form
// (access.DeedWrite).
func (s *Service) Model(ctx context.Context, a access.Actor, action access.Action, now clock.Moment, tree *org.Tree, id ModelID) (Model, error) {
	if err := access.CheckRole(a, action); err != nil {
		return Model{}, err
	}
	m, err := pg.One[Model](ctx, s.DB, sqlModel, id)
	if err != nil {
		return Model{}, err
	}
	commune, _ := tree.LeadSuccessor(m.Commune, now.Today)
	if err := access.Check(a, action, tree.Place(commune, now.Today)); err != nil {
		return Model{}, err
	}
	return m, nil
}
