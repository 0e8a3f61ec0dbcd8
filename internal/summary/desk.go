package summary

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Desk is what phase reports, nudges and questions ask of one unit: its home
// shows it.
type Desk struct {
	Own       []Report      // its reports, by phase
	Reasons   map[ID]string // why those returned were
	Nudges    []Nudging     // the latest of each day's, newest first
	ToReview  map[int64]int // reports sent to it, by phase
	ToSupply  map[int64]int // supplements sent to it, by phase
	Questions int           // open ones in its scope
	Fixes     int           // corrections of months that wait: held or reviewed by it; of frozen ones for who freezes
}

// Nudging is a nudge a unit was given.
type Nudging struct {
	PhaseID int64
	Unit    org.UnitID // who sent it
	By      string
	Words   string
	On      clock.Day
}

// One statement: rows of several kinds, each with what it needs.
const sqlDesk = `SELECT 'own' AS what, r.id AS n, r.phase_id, r.state AS a, coalesce((SELECT s.reason FROM phase_step s WHERE s.report_id = r.id AND s.action = 'return' ORDER BY s.id DESC LIMIT 1), '') AS b,
  r.due_before AS day, r.first_submitted_on AS first, r.submission_no AS m, NULL::timestamptz AS at FROM phase_report r WHERE r.holder_id = $1
 UNION ALL SELECT 'review', count(*), r.phase_id, '', '', NULL, NULL, 0, NULL FROM phase_report r WHERE r.reviewer_id = $1 AND r.state = 'submitted' GROUP BY r.phase_id
 UNION ALL SELECT 'supply', count(*), r.phase_id, '', '', NULL, NULL, 0, NULL FROM phase_snapshot s JOIN phase_report r ON r.id = s.report_id
  WHERE r.reviewer_id = $1 AND r.state = 'accepted' AND s.kind = 'supplement' AND s.accepted_at IS NULL AND s.refused_at IS NULL GROUP BY r.phase_id
 UNION ALL (SELECT DISTINCT ON (n.phase_id, n.sent_unit) 'nudge', n.sent_unit, n.phase_id, u.full_name, n.words, n.sent_on, NULL, 0, n.sent_at FROM nudge n JOIN app_user u ON u.id = n.sent_by
  WHERE n.unit_id = $1 ORDER BY n.phase_id, n.sent_unit, n.id DESC)
 UNION ALL SELECT 'question', count(*), 0, '', '', NULL, NULL, 0, NULL FROM question q WHERE q.state = 'open' AND q.scope_path >= $2 AND q.scope_path < $3
 UNION ALL SELECT 'fix', count(*), 0, '', '', NULL, NULL, 0, NULL FROM correction c JOIN report r ON r.id = c.report_id WHERE c.state = 'proposed' AND (r.holder_id = $1 OR CASE WHEN r.state = 'frozen' THEN $4 ELSE r.reviewer_id = $1 END)`

type deskRow struct {
	What  string     `db:"what"`
	N     int64      `db:"n"`
	Phase int64      `db:"phase_id"`
	A     string     `db:"a"`
	B     string     `db:"b"`
	Day   *clock.Day `db:"day"`
	First *clock.Day `db:"first"`
	M     int        `db:"m"`
	At    *time.Time `db:"at"`
}

// Desk reads it: one statement.
func (s *Service) Desk(ctx context.Context, q pg.Querier, a access.Actor) (*Desk, error) {
	scope := access.Under(a.Path)
	rows, err := pg.List[deskRow](ctx, q, sqlDesk, a.UnitID, scope.From(), scope.To(), a.May(access.SummaryFreeze))
	if err != nil {
		return nil, err
	}
	d := &Desk{Reasons: map[ID]string{}, ToReview: map[int64]int{}, ToSupply: map[int64]int{}}
	for _, r := range rows {
		switch r.What {
		case "own":
			d.Own = append(d.Own, Report{ID: ID(r.N), PhaseID: r.Phase, UnitID: a.UnitID, State: State(r.A), DueBefore: *r.Day, FirstSubmittedOn: r.First, SubmissionNo: r.M, HolderID: a.UnitID})
			d.Reasons[ID(r.N)] = r.B
		case "review":
			d.ToReview[r.Phase] = int(r.N)
		case "supply":
			d.ToSupply[r.Phase] = int(r.N)
		case "nudge":
			d.Nudges = append(d.Nudges, Nudging{PhaseID: r.Phase, Unit: unitOf(r.N), By: r.A, Words: r.B, On: *r.Day})
		case "question":
			d.Questions = int(r.N)
		case "fix":
			d.Fixes = int(r.N)
		}
	}
	return d, nil
}
