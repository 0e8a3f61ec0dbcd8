package report

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
)

// Line is a report in a list: where it stands, who holds it, what is missing.
type Line struct {
	ID               ID         `db:"id"`
	CommuneID        int64      `db:"commune_id"`
	PeriodID         int64      `db:"period_id"`
	State            State      `db:"state"`
	SubmissionNo     int        `db:"submission_no"`
	FirstSubmittedOn *clock.Day `db:"first_submitted_on"`
	SubmittedAt      *time.Time `db:"submitted_at"`
	TakenAt          *time.Time `db:"taken_at"`
	TakenByName      string     `db:"taken_by_name"`
	DecidedAt        *time.Time `db:"decided_at"`
	HolderID         int64      `db:"holder_id"`
	ReviewerID       int64      `db:"reviewer_id"`
	ExtendedUntil    *clock.Day `db:"extended_until"`
	Empty            int        `db:"empty"` // expected cells still empty
	Reason           string     `db:"reason"`
}

const sqlLines = `SELECT r.id, r.commune_id, r.period_id, r.state, r.submission_no, r.first_submitted_on, r.submitted_at, r.taken_at,
  coalesce(u.full_name, '') AS taken_by_name, r.decided_at, r.holder_id, r.reviewer_id, r.extended_until,
  coalesce((SELECT sum(m) FROM unnest(s.missing) m), 0)::int AS empty,
  CASE WHEN r.state = 'returned' THEN coalesce((SELECT t.reason FROM report_return t WHERE t.report_id = r.id ORDER BY t.id DESC LIMIT 1), '') ELSE '' END AS reason
 FROM report r LEFT JOIN commune_sum s ON s.report_id = r.id LEFT JOIN app_user u ON u.id = r.taken_by
 WHERE r.scope_path >= $1 AND r.scope_path < $2 AND r.period_id = ANY($3)
 ORDER BY r.period_id, r.scope_path`

// Lines lists the reports of a scope in some periods, one statement.
func (s *Service) Lines(ctx context.Context, q pg.Querier, scope access.Scope, periods []int64) ([]Line, error) {
	return pg.List[Line](ctx, q, sqlLines, scope.From(), scope.To(), periods)
}

// Change is one entry of a cell's history, newest first.
type Change struct {
	Row          int64     `db:"row"`
	Slot         int       `db:"slot"`
	Old          *int32    `db:"old"`
	New          *int32    `db:"new"`
	NewNone      bool      `db:"new_none"`
	By           string    `db:"by"`
	At           time.Time `db:"at"`
	SubmissionNo int       `db:"submission_no"`
	Source       string    `db:"source"`
}

const sqlChanges = `SELECT coalesce(c.team_id, 0) AS row, c.slot, c.old, c.new, c.new_none, coalesce(u.full_name, '') AS by, c.at, c.submission_no, c.source
 FROM cell_change c LEFT JOIN app_user u ON u.id = c.user_id
 WHERE c.report_id = $1 AND ($2::int < 0 OR (coalesce(c.team_id, 0) = $3 AND c.slot = $2))
 ORDER BY c.id DESC LIMIT 500`

// Changes is the history of one cell, or of the whole report where cell is
// nil, newest first, at most 500.
func (s *Service) Changes(ctx context.Context, q pg.Querier, id ID, cell *Cell) ([]Change, error) {
	slot, row := -1, int64(0)
	if cell != nil {
		slot, row = cell.Slot, cell.Row
	}
	return pg.List[Change](ctx, q, sqlChanges, int64(id), slot, row)
}

// Event is a step of a report's life.
type Event struct {
	What   string    `db:"what"` // submit, recall, return
	Number int       `db:"number"`
	At     time.Time `db:"at"`
	By     string    `db:"by"`
	Reason string    `db:"reason"`
}

const sqlEvents = `SELECT 'submit' AS what, s.number, s.at, u.full_name AS by, '' AS reason FROM submission s JOIN app_user u ON u.id = s.user_id WHERE s.report_id = $1
 UNION ALL SELECT 'recall', s.number, s.recalled_at, u.full_name, '' FROM submission s JOIN app_user u ON u.id = s.user_id WHERE s.report_id = $1 AND s.recalled_at IS NOT NULL
 UNION ALL SELECT 'return', t.submission_no, t.at, u.full_name, t.reason FROM report_return t JOIN app_user u ON u.id = t.user_id WHERE t.report_id = $1
 ORDER BY 3 DESC, 1`

// Events are the submissions, recalls and returns of a report, newest first.
func (s *Service) Events(ctx context.Context, q pg.Querier, id ID) ([]Event, error) {
	return pg.List[Event](ctx, q, sqlEvents, int64(id))
}
