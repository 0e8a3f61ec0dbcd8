package question

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// PageSize is the rows of a list's page.
const PageSize = 50

// lastPage keeps an absurd page number from overflowing the offset.
const lastPage = 1_000_000

// Filter narrows the list; zero values do not narrow.
type Filter struct {
	Phase int64
	Under org.UnitID
	State State
	Text  string // in subject, body, proposal and answer, without marks
	Page  int    // from 1
}

// Page is a part of the list. Counts are by state, whatever state the filter
// asks for.
type Page struct {
	Rows   []Question
	Total  int
	Counts map[State]int
	Page   int // from 1
}

const (
	questionColumns = `q.id, q.phase_id, q.unit_id, q.subject, q.body, q.proposal, q.state, q.answer, u.full_name AS asked_by, q.asked_at, q.asked_on,
  coalesce(w.full_name, '') AS answered_by, q.answered_role, coalesce(q.answered_unit, 0) AS answered_unit, q.answered_at, q.version, q.scope_path`
	questionTables = ` FROM question q JOIN app_user u ON u.id = q.asked_by LEFT JOIN app_user w ON w.id = q.answered_by`
)

const sqlQuestion = `SELECT ` + questionColumns + questionTables + ` WHERE q.id = $1`

// One row more than the list, its page 0 rows long, carries the counts.
var sqlQuestions = `WITH matching AS (
 SELECT q.id, q.state FROM question q WHERE q.scope_path >= $1 AND q.scope_path < $2 AND ($3::bigint = 0 OR q.phase_id = $3)
  AND ($4::text = '' OR ` + pg.Fold(`concat_ws(' ', q.subject, q.body, q.proposal, q.answer)`) + ` LIKE $4)),
 n AS (SELECT count(*) FILTER (WHERE state = 'open')::int AS open, count(*) FILTER (WHERE state = 'answered')::int AS answered,
  count(*) FILTER (WHERE state = 'withdrawn')::int AS withdrawn FROM matching),
 listed AS (SELECT id FROM matching WHERE $5::text = '' OR state = $5 ORDER BY id DESC LIMIT $6 OFFSET $7)
SELECT n.open, n.answered, n.withdrawn, l.id AS listed, ` + nullable + ` FROM n LEFT JOIN listed l ON true
 LEFT JOIN question q ON q.id = l.id LEFT JOIN app_user u ON u.id = q.asked_by LEFT JOIN app_user w ON w.id = q.answered_by ORDER BY l.id DESC`

const nullable = `coalesce(q.id, 0) AS id, coalesce(q.phase_id, 0) AS phase_id, coalesce(q.unit_id, 0) AS unit_id, coalesce(q.subject, '') AS subject, coalesce(q.body, '') AS body,
  coalesce(q.proposal, '') AS proposal, coalesce(q.state, '') AS state, coalesce(q.answer, '') AS answer, coalesce(u.full_name, '') AS asked_by,
  coalesce(q.asked_at, 'epoch') AS asked_at, coalesce(q.asked_on, 'epoch') AS asked_on, coalesce(w.full_name, '') AS answered_by, coalesce(q.answered_role, '') AS answered_role,
  coalesce(q.answered_unit, 0) AS answered_unit, q.answered_at, coalesce(q.version, 0) AS version, coalesce(q.scope_path, '') AS scope_path`

type listRow struct {
	Opened    int    `db:"open"`
	Answered  int    `db:"answered"`
	Withdrawn int    `db:"withdrawn"`
	Listed    *int64 `db:"listed"`
	Question
}

// List is the questions of the actor's scope, newest first: one statement. A
// page past the end is the first page.
func (s *Service) List(ctx context.Context, a access.Actor, tree *org.Tree, today clock.Day, f Filter) (Page, error) {
	scope, err := access.ScopeOf(a, access.QuestionRead)
	if err == nil && f.Under != 0 {
		scope, err = scope.Narrow(tree.PlaceNow(f.Under, today))
	}
	if err != nil {
		return Page{}, err
	}
	text := ""
	if typed := vi.Fold(vi.CleanLine(f.Text)); typed != "" {
		text = pg.Contains(typed)
	}
	for page := min(max(1, f.Page), lastPage); ; page = 1 {
		rows, err := pg.List[listRow](ctx, s.DB, sqlQuestions, scope.From(), scope.To(), f.Phase, text, string(f.State), PageSize, (page-1)*PageSize)
		if err != nil {
			return Page{}, err
		}
		p := Page{Page: page}
		for _, r := range rows {
			p.Counts = map[State]int{Open: r.Opened, Answered: r.Answered, Withdrawn: r.Withdrawn}
			if r.Listed != nil {
				p.Rows = append(p.Rows, r.Question)
			}
		}
		p.Total = p.Counts[f.State]
		if f.State == "" {
			p.Total = p.Counts[Open] + p.Counts[Answered] + p.Counts[Withdrawn]
		}
		if len(p.Rows) > 0 || page == 1 {
			return p, nil
		}
	}
}

// One is a question the actor may read.
func (s *Service) One(ctx context.Context, a access.Actor, id ID) (Question, error) {
	if err := access.CheckRole(a, access.QuestionRead); err != nil {
		return Question{}, err
	}
	q, err := pg.One[Question](ctx, s.DB, sqlQuestion, int64(id))
	if err != nil {
		return q, err
	}
	return q, access.Check(a, access.QuestionRead, q.Place())
}

const sqlWaiting = `SELECT ` + questionColumns + questionTables + `
 WHERE q.phase_id = $1 AND q.scope_path >= $2 AND q.scope_path < $3 AND q.state = 'open' ORDER BY q.scope_path, q.id`

// Waiting are a phase's open questions within a scope, in the order of units.
// The caller has checked the right to read them.
func Waiting(ctx context.Context, q pg.Querier, phase int64, scope access.Scope) ([]Question, error) {
	return pg.List[Question](ctx, q, sqlWaiting, phase, scope.From(), scope.To())
}
