package certificate

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Known is who was ever awarded, as the search lists them.
type Known struct {
	Subject  award.Subject `db:"subject"`
	ID       int64         `db:"subject_id"` // team or person
	Name     string        `db:"name"`
	Birth    *clock.Day    `db:"birth_date"`
	Team     org.UnitID    `db:"team"` // a person's latest
	GiayKhen int           `db:"giay_khen"`
	BangKhen int           `db:"bang_khen"`
	Past     int           `db:"past"`
	Revoked  int           `db:"revoked"`
	Last     clock.Day     `db:"last"`
	Total    int           `db:"total"`
}

// Search narrows the search.
type Search struct {
	Subject award.Subject
	Text    string
	Under   org.UnitID
	Page    int
}

var sqlKnown = `WITH given AS (SELECT subject, team_id, person_id, granted_on AS on_day, form AS what, revoked_on IS NOT NULL AS off, scope_path FROM award_grant
  UNION ALL SELECT subject, team_id, person_id, given_on, 'past', false, scope_path FROM award_past WHERE withdrawn IS NULL),
 who AS (SELECT subject, CASE WHEN subject = 'team' THEN team_id ELSE person_id END AS subject_id, count(*) FILTER (WHERE what = 'giay_khen' AND NOT off)::int AS giay_khen,
   count(*) FILTER (WHERE what = 'bang_khen' AND NOT off)::int AS bang_khen, count(*) FILTER (WHERE what = 'past')::int AS past, count(*) FILTER (WHERE off)::int AS revoked, max(on_day) AS last
  FROM given WHERE scope_path >= $1 AND scope_path < $2 OR subject = 'team' AND team_id = ANY ($3::bigint[])
   OR person_id IN (SELECT s.person_id FROM service s WHERE s.team_id = ANY ($3::bigint[]) AND s.withdrawn_at IS NULL AND upper_inf(s.during)) GROUP BY 1, 2),
 named AS (SELECT w.*, coalesce(p.full_name, u.name) AS name, p.birth_date, coalesce(x.team_id, 0) AS team FROM who w LEFT JOIN person p ON w.subject = 'member' AND p.id = w.subject_id
  LEFT JOIN LATERAL (SELECT name FROM unit_name WHERE w.subject = 'team' AND unit_id = w.subject_id ORDER BY lower(during) DESC LIMIT 1) u ON true
  LEFT JOIN LATERAL (SELECT team_id FROM service WHERE person_id = p.id AND withdrawn_at IS NULL ORDER BY lower(during) DESC LIMIT 1) x ON true)
SELECT n.*, count(*) OVER ()::int AS total FROM named n WHERE ($4::text = '' OR n.subject = $4) AND ($5::text = '' OR ` + pg.Fold(`n.name`) + ` LIKE $5)
 ORDER BY n.last DESC, n.name, n.subject_id LIMIT $6 OFFSET $7`

// Known are the persons and teams of the actor's scope that were ever awarded,
// the latest first.
func (s *Service) Known(ctx context.Context, a access.Actor, tree *org.Tree, today clock.Day, f Search) (list []Known, total, page int, err error) {
	scope, teams, err := reach(a, access.HistoryRead, tree, today, f.Under)
	if err != nil {
		return nil, 0, 1, err
	}
	text := ""
	if typed := vi.Fold(vi.CleanLine(f.Text)); typed != "" {
		text = pg.Contains(typed)
	}
	for page = min(max(1, f.Page), lastPage); ; page = 1 {
		list, err = pg.List[Known](ctx, s.Pool, sqlKnown, scope.From(), scope.To(), teams, f.Subject, text, PageSize, (page-1)*PageSize)
		if err != nil || len(list) > 0 || page == 1 {
			break
		}
	}
	if len(list) > 0 {
		total = list[0].Total
	}
	return list, total, page, err
}

// Subject is whose history it is.
type Subject struct {
	Kind     award.Subject
	ID       int64
	Name     string // of a person; a team is named by the tree
	Birth    *clock.Day
	Gender   roster.Gender
	Position roster.Position // of the latest service
	Team     org.UnitID      // the team, or the person's latest
	Partial  bool            // awards outside the actor's sight are left out
	Writable bool            // the actor may add awards of other campaigns
}

// History is everything a subject was awarded, the newest first; a team's has
// that of the teams merged into it.
type History struct {
	Subject
	Merged []org.UnitID // into the team
	Heir   org.UnitID   // of a team that ended
	Awards []Award
	Past   []Past
}

const (
	sqlWho = `SELECT p.full_name, p.birth_date, p.gender, coalesce((SELECT s.position FROM service s WHERE s.person_id = p.id AND s.withdrawn_at IS NULL ORDER BY lower(s.during) DESC LIMIT 1), '') AS position,
  ARRAY(SELECT s.team_id FROM service s WHERE s.person_id = p.id AND s.withdrawn_at IS NULL ORDER BY lower(s.during) DESC) AS teams FROM person p WHERE p.id = $1`
	sqlWon = `SELECT ` + awardColumns + `, ` + newestColumns + newestTables + ` WHERE CASE WHEN $1 = 'team' THEN g.subject = 'team' AND g.team_id = ANY ($2::bigint[]) ELSE g.person_id = ANY ($2::bigint[]) END
 ORDER BY g.granted_on DESC, g.id DESC`
)

type whoRow struct {
	FullName string          `db:"full_name"`
	Birth    *clock.Day      `db:"birth_date"`
	Gender   roster.Gender   `db:"gender"`
	Position roster.Position `db:"position"`
	Teams    []org.UnitID    `db:"teams"`
}

// OfTeam is a team's history. The actor reads it where the team stands or
// stood in the actor's scope.
func (s *Service) OfTeam(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id org.UnitID) (History, error) {
	if err := access.CheckRole(a, access.HistoryRead); err != nil {
		return History{}, err
	}
	u, ok := tree.Unit(id)
	if !ok || u.Level != org.Team {
		return History{}, fault.Missing()
	}
	h := History{Subject: Subject{Kind: award.Team, ID: int64(id), Team: id, Name: tree.Name(id, now.Today).Full()}, Merged: tree.Absorbed(id, now.Today)}
	if s, ok := tree.LeadSuccessor(id, now.Today); ok && s != id {
		h.Heir = s
	}
	return s.history(ctx, a, now, tree, h, a.Can(access.HistoryRead, tree.PlaceNow(id, now.Today)))
}

// OfPerson is a person's history: whole for who keeps the person's latest
// team, otherwise what was given in the actor's scope.
func (s *Service) OfPerson(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id roster.PersonID) (History, error) {
	if err := access.CheckRole(a, access.HistoryRead); err != nil {
		return History{}, err
	}
	p, err := pg.One[whoRow](ctx, s.Pool, sqlWho, id)
	if err != nil {
		return History{}, err
	}
	h := History{Subject: Subject{Kind: award.Member, ID: int64(id), Name: p.FullName, Birth: p.Birth, Gender: p.Gender, Position: p.Position}}
	if len(p.Teams) > 0 {
		h.Team = p.Teams[0]
	}
	sees := func(t org.UnitID) bool { return a.Can(access.HistoryRead, tree.PlaceNow(t, now.Today)) }
	h, err = s.history(ctx, a, now, tree, h, len(p.Teams) > 0 && sees(p.Teams[0]))
	if fault.KindOf(err) == fault.NotFound && slices.ContainsFunc(p.Teams, sees) {
		err = nil // a former member without an award here
	}
	return h, err
}

func (s *Service) history(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, h History, whole bool) (History, error) {
	h.Partial = !whole
	h.Writable = whole && a.Can(access.HistoryPut, tree.PlaceNow(h.Team, now.Today))
	ids := []int64{h.ID}
	for _, t := range h.Merged {
		ids = append(ids, int64(t))
	}
	var err error
	if h.Awards, err = pg.List[Award](ctx, s.Pool, sqlWon, h.Kind, ids); err != nil {
		return h, err
	}
	if h.Past, err = pg.List[Past](ctx, s.Pool, sqlPasts, h.Kind, ids); err != nil || whole {
		return h, err
	}
	h.Awards = slices.DeleteFunc(h.Awards, func(x Award) bool { return !x.seen(a, access.HistoryRead, tree, now.Today) })
	h.Past = slices.DeleteFunc(h.Past, func(x Past) bool { return !a.Can(access.HistoryRead, access.Place{Path: x.ScopePath}) })
	if len(h.Awards)+len(h.Past) == 0 {
		err = fault.Missing()
	}
	return h, err
}
