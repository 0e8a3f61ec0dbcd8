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
	Reason           string     `db:"reason"`
	Fixes            int        `db:"fixes"`  // corrections proposed and not decided
	Summed           []byte     `db:"summed"` // read into Empty
	Empty            int        `db:"-"`      // expected cells still empty
}

const sqlLines = `SELECT r.id, r.commune_id, r.period_id, r.state, r.submission_no, r.first_submitted_on, r.submitted_at, r.taken_at,
  coalesce(u.full_name, '') AS taken_by_name, r.decided_at, r.holder_id, r.reviewer_id, r.extended_until,
  coalesce(r.summed, '') AS summed,
  CASE WHEN r.state = 'returned' THEN coalesce((SELECT t.reason FROM report_return t WHERE t.report_id = r.id ORDER BY t.id DESC LIMIT 1), '') ELSE '' END AS reason,
  (SELECT count(*) FROM correction c WHERE c.report_id = r.id AND c.state = 'proposed')::int AS fixes
 FROM report r LEFT JOIN app_user u ON u.id = r.taken_by
 WHERE r.scope_path >= $1 AND r.scope_path < $2 AND r.period_id = ANY($3)
 ORDER BY r.period_id, r.scope_path`

// Lines lists the reports of a scope in some periods, one statement.
func (s *Service) Lines(ctx context.Context, q pg.Querier, scope access.Scope, periods []int64) ([]Line, error) {
	list, err := pg.List[Line](ctx, q, sqlLines, scope.From(), scope.To(), periods)
	if err != nil {
		return nil, err
	}
	sums := s.known.sums()
	defer sums.keep()
	for i := range list {
		x := &list[i]
		if len(x.Summed) == 0 {
			continue
		}
		sum, err := sums.sum(x.Summed)
		if err != nil {
			return nil, err
		}
		for _, n := range sum.Missing {
			x.Empty += int(n)
		}
		x.Summed = nil
	}
	return list, nil
}
