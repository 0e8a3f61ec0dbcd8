package report

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/pg"
)

// Change is one entry of a cell's history.
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

// MaxChanges is how many of a report's changes are shown.
const MaxChanges = 500

const sqlChanges = `SELECT coalesce(c.team_id, 0) AS row, c.slot, c.old, c.new, c.new_none, coalesce(u.full_name, '') AS by, c.at, c.submission_no, c.source
 FROM cell_change c LEFT JOIN app_user u ON u.id = c.user_id WHERE c.report_id = $1 ORDER BY c.id DESC LIMIT $2`

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

// Life is a report's steps and its cells' changes, newest first, with the
// report itself but no figures: three statements in one round trip.
func (s *Service) Life(ctx context.Context, q pg.Querier, a access.Actor, w World, id ID) (*Grid, []Event, []Change, error) {
	b := &pgx.Batch{}
	b.Queue(sqlGridReport, int64(id))
	b.Queue(sqlEvents, int64(id))
	b.Queue(sqlChanges, int64(id), MaxChanges)
	br := q.SendBatch(ctx, b)
	defer br.Close()
	g, err := readReport(br, a, w)
	if err != nil {
		return nil, nil, nil, err
	}
	events, err := collect[Event](br)
	if err != nil {
		return nil, nil, nil, err
	}
	changes, err := collect[Change](br)
	return g, events, changes, err
}

// A cell's note comes first of its story, with its corrections and what the
// diary counts, then its changes.
const sqlStory = `SELECT n.body AS note, NULL::bigint AS ref, NULL::bigint AS id, $3::bigint AS row, $2::int AS slot, NULL::int AS old, NULL::int AS new, false AS new_none,
  u.full_name AS by, n.at, 0 AS submission_no, 'note' AS source
  FROM cell_note n JOIN app_user u ON u.id = n.user_id WHERE n.report_id = $1 AND coalesce(n.team_id, 0) = $3 AND n.slot = $2
 UNION ALL SELECT c.reason, c.id, NULL, $3, $2, c.old, c.new, c.new_none, coalesce(u.full_name, ''), c.proposed_at, 0, 'fix.' || c.state
  FROM correction c LEFT JOIN app_user u ON u.id = c.proposed_by WHERE c.report_id = $1 AND coalesce(c.team_id, 0) = $3 AND c.slot = $2
 UNION ALL (SELECT '', NULL, NULL, $3, $2, NULL, sum(d.n)::int, false, '', max(d.created_at), 0, 'diary'
  FROM report r JOIN period p ON p.id = r.period_id
  JOIN diary_entry d ON d.commune_id = r.commune_id AND d.day BETWEEN p.starts_on AND p.ends_on AND d.withdrawn_at IS NULL
  WHERE r.id = $1 AND d.campaign_id = p.campaign_id AND coalesce(d.team_id, 0) = $3 AND d.slot = $2 GROUP BY d.slot)
 UNION ALL SELECT '', NULL, c.id, $3, $2, c.old, c.new, c.new_none, coalesce(u.full_name, ''), c.at, c.submission_no, c.source
  FROM cell_change c LEFT JOIN app_user u ON u.id = c.user_id WHERE c.report_id = $1 AND coalesce(c.team_id, 0) = $3 AND c.slot = $2
 ORDER BY id DESC NULLS FIRST LIMIT $4`

type storyRow struct {
	Note string `db:"note"`
	Ref  *int64 `db:"ref"`
	ID   *int64 `db:"id"`
	Change
}

// Story is one cell: its value here and in earlier periods, its note, its
// corrections, the diary's sum, and its changes, newest first. Three statements in one round trip.
func (s *Service) Story(ctx context.Context, q pg.Querier, a access.Actor, w World, id ID, cell Cell) (*Grid, []Change, error) {
	b := &pgx.Batch{}
	b.Queue(sqlGridReport, int64(id))
	b.Queue(sqlGridFigures, int64(id), w.Plan.PeriodIDs())
	b.Queue(sqlStory, int64(id), cell.Slot, cell.Row, MaxChanges)
	br := q.SendBatch(ctx, b)
	defer br.Close()
	g, err := readReport(br, a, w)
	if err != nil {
		return nil, nil, err
	}
	if err := g.readFigures(br, w); err != nil {
		return nil, nil, err
	}
	rows, err := collect[storyRow](br)
	if err != nil {
		return nil, nil, err
	}
	changes := make([]Change, 0, len(rows))
	for _, r := range rows {
		state, fix := strings.CutPrefix(r.Source, "fix.")
		switch {
		case r.Source == "note":
			g.Notes[cell] = Note{Body: r.Note, By: r.By, At: r.At}
		case r.Source == "diary":
			g.Diary = map[Cell]int{cell: int(*r.New)}
		case fix:
			g.Fixes = append(g.Fixes, Fix{ID: CorrectionID(*r.Ref), Cell: cell, Old: valueOf(r.Old, false), New: valueOf(r.New, r.NewNone),
				State: CorrectionState(state), Reason: r.Note, By: r.By, At: r.At})
		default:
			changes = append(changes, r.Change)
		}
	}
	slices.SortFunc(g.Fixes, func(a, b Fix) int { return int(b.ID - a.ID) })
	return g, changes, nil
}

func collect[T any](br pgx.BatchResults) ([]T, error) {
	rows, err := br.Query()
	if err != nil {
		return nil, pg.Map(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	return list, pg.Map(err)
}
