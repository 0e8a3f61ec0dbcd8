package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// DeedFilter narrows the list; zero values do not narrow.
type DeedFilter struct {
	Under    org.UnitID // a unit or team
	From, To *clock.Day // inclusive
	Text     string     // in who, what, recognised by, decision; without marks
	State    State
	Page     int // from 1
}

// The folded text equals vi.Fold: marks stripped from the decomposed form, đ
// as d, ASCII lower case, so it holds in every database locale.
const (
	sqlDeedColumns = `d.id, d.team_id, d.done_on, d.who, d.what, array(SELECT p.person_id FROM deed_person p WHERE p.deed_id = d.id ORDER BY p.person_id) AS members,
  coalesce(best.by_whom, '') AS recognised_by, coalesce(best.level, '') AS recognised_level, coalesce(best.document, '') AS decision, best.on_day AS recognised_on,
  (SELECT count(*)::int FROM evidence_link l WHERE l.row_kind = 'good_deed' AND l.row_id = d.id AND l.withdrawn_at IS NULL) AS files, u.full_name AS author,
  d.created_at, d.withdrawn_at, d.withdrawn_why, d.version
FROM good_deed d JOIN app_user u ON u.id = d.created_by LEFT JOIN LATERAL (SELECT r.by_whom, r.level, r.on_day, r.document FROM recognition r
    WHERE r.row_kind = 'good_deed' AND r.row_id = d.id` + sqlBest + `) best ON true`
	sqlDeeds = `
WITH listed AS (
SELECT d.id, (count(*) OVER ())::int AS total
FROM good_deed d
WHERE d.team_id = ANY ($1::bigint[])
  AND ($2::date IS NULL OR d.done_on >= $2) AND ($3::date IS NULL OR d.done_on <= $3)
  AND CASE $4::text WHEN 'all' THEN true WHEN 'withdrawn' THEN d.withdrawn_at IS NOT NULL ELSE d.withdrawn_at IS NULL END
  AND ($5::text = '' OR strpos(lower(translate(regexp_replace(normalize(concat_ws(' ', d.who, d.what,
        (SELECT string_agg(concat_ws(' ', r.by_whom, r.document), ' ') FROM recognition r WHERE r.row_kind = 'good_deed' AND r.row_id = d.id AND r.withdrawn_at IS NULL)), NFD),
        '[\u0300-\u036f]', '', 'g'), 'Đđ', 'dd')), $5) > 0)
ORDER BY d.done_on DESC, d.id DESC LIMIT $6 OFFSET $7)
SELECT listed.total, ` + sqlDeedColumns + ` JOIN listed ON listed.id = d.id ORDER BY d.done_on DESC, d.id DESC`
	sqlDeed = `SELECT ` + sqlDeedColumns + ` WHERE d.id = $1`
)

type deedRow struct {
	Deed
	Total int `db:"total"`
}

// Deeds lists deeds of teams that belong to the actor's scope today, newest
// first. A page past the end is the first page.
func (s *Service) Deeds(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, f DeedFilter) (Page[Deed], error) {
	scope, err := scopeOf(a, now, tree, f.Under)
	if err != nil {
		return Page[Deed]{}, err
	}
	teams := tree.TeamsWithin(scope, now.Today)
	for page := min(max(1, f.Page), lastPage); ; page = 1 {
		rows, err := pg.List[deedRow](ctx, s.DB, sqlDeeds, teams, f.From, f.To, string(f.State), vi.Fold(vi.CleanLine(f.Text)), PageSize, (page-1)*PageSize)
		if err != nil {
			return Page[Deed]{}, err
		}
		p := Page[Deed]{Page: page, Rows: make([]Deed, len(rows))}
		for i, r := range rows {
			p.Rows[i], p.Total = r.Deed, r.Total
		}
		if len(rows) > 0 || page == 1 {
			return p, nil
		}
	}
}

// scopeOf is the subtree the actor may read deeds in, narrowed to a unit.
func scopeOf(a access.Actor, now clock.Moment, tree *org.Tree, under org.UnitID) (access.Scope, error) {
	scope, err := access.ScopeOf(a, access.DeedRead)
	if err != nil || under == 0 {
		return scope, err
	}
	return scope.Narrow(tree.Place(under, now.Today))
}

// Deed is one deed, for reading (access.DeedRead) or for its form
// (access.DeedWrite).
func (s *Service) Deed(ctx context.Context, a access.Actor, action access.Action, now clock.Moment, tree *org.Tree, id DeedID) (Deed, error) {
	if err := access.CheckRole(a, action); err != nil {
		return Deed{}, err
	}
	d, err := pg.One[Deed](ctx, s.DB, sqlDeed, id)
	if err != nil {
		return Deed{}, err
	}
	if _, _, err := communeOf(a, action, now, tree, d.Team); err != nil {
		return Deed{}, err
	}
	return d, nil
}
