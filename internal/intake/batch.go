package intake

import (
	"context"
	"encoding/json"
	"time"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
)

// BatchID keys import_batch.
type BatchID int64

// State is where a workbook stands.
type State string

// The states.
const (
	Checked State = "checked"
	Running State = "running"
	Done    State = "done"
	Failed  State = "failed"
	Dropped State = "dropped"
)

// Batch is a workbook read and checked.
type Batch struct {
	ID        BatchID    `db:"id"`
	ActorID   int64      `db:"actor_id"`
	UnitID    org.UnitID `db:"unit_id"`
	Kind      Kind       `db:"kind"`
	ReportID  report.ID  `db:"report_id"` // 0 unless Month
	FileName  string     `db:"file_name"`
	Digest    []byte     `db:"digest"` // SHA-256 of the file
	State     State      `db:"state"`
	RunNo     int        `db:"run_no"`
	CreatedAt time.Time  `db:"created_at"`
	ExpiresAt time.Time  `db:"expires_at"`
	BeatAt    *time.Time `db:"beat_at"`
	Added     int        `db:"added"`
	Changed   int        `db:"changed"`
	Same      int        `db:"same"`
	Errors    int        `db:"errors"`
	Warnings  int        `db:"warnings"`
	Total     int        `db:"total"` // rows (or cells) to write
	Written   int        `db:"done"`
	Message   string     `db:"message"` // why it failed; of one done, what else it brought about
}

// silence is how long a run may show no sign of life before it counts as
// broken off; its transaction left nothing behind.
const silence = time.Minute

// Broken tells whether a run ended without a word: the process was stopped.
func (b Batch) Broken(wall time.Time) bool {
	return b.State == Running && b.BeatAt != nil && wall.Sub(*b.BeatAt) > silence
}

// lasts is how long a checked workbook waits for its confirmation.
const lasts = 24 * time.Hour

const (
	sqlColumns = `id, actor_id, unit_id, kind, coalesce(report_id, 0) AS report_id, file_name, digest, state, run_no, created_at, expires_at, beat_at,
  added, changed, same, errors, warnings, total, done, message`
	sqlAdd = `INSERT INTO import_batch (actor_id, unit_id, kind, report_id, file_name, digest, state, created_at, expires_at, added, changed, same, errors, warnings, total, lines, issues)
  VALUES ($1, $2, $3, nullif($4::bigint, 0), $5, $6, 'checked', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id`
	sqlGet    = `SELECT ` + sqlColumns + ` FROM import_batch WHERE id = $1 AND actor_id = $2 AND unit_id = $3`
	sqlRecent = `SELECT ` + sqlColumns + ` FROM import_batch WHERE actor_id = $1 AND unit_id = $2 AND kind = $3 AND state <> 'dropped' ORDER BY id DESC LIMIT 5`
	sqlIssues = `SELECT i.value AS body, (count(*) OVER ())::int AS total FROM import_batch b, jsonb_array_elements(b.issues) WITH ORDINALITY i(value, n)
  WHERE b.id = $1 ORDER BY i.n LIMIT $2 OFFSET $3`
	sqlPreview = `SELECT i.value AS body, 0 AS total FROM import_batch b, jsonb_array_elements(b.lines) WITH ORDINALITY i(value, n)
  WHERE b.id = $1 AND i.value ->> 'd' <> 'same' ORDER BY i.n LIMIT $2`
	sqlLines = `SELECT i.value AS body, 0 AS total FROM import_batch b, jsonb_array_elements(b.lines) WITH ORDINALITY i(value, n)
  WHERE b.id = $1 AND b.run_no = $2 AND i.n > $3 AND i.n <= $4 ORDER BY i.n`
	// Claiming anew is for the first run, or after one that fell silent.
	sqlClaim = `UPDATE import_batch SET state = 'running', run_no = run_no + 1, beat_at = $3, done = 0
  WHERE id = $1 AND digest = $2 AND errors = 0 AND expires_at > $3 AND (state = 'checked' OR state = 'running' AND beat_at < $4) RETURNING run_no`
	sqlBeat   = `UPDATE import_batch SET done = $3, beat_at = $4 WHERE id = $1 AND run_no = $2 AND state = 'running'`
	sqlFinish = `UPDATE import_batch SET state = 'done', done = total, lines = '[]', issues = '[]', beat_at = $3, message = $4 WHERE id = $1 AND run_no = $2 AND state = 'running'`
	sqlFail   = `UPDATE import_batch SET state = 'failed', lines = '[]', issues = '[]', message = $3 WHERE id = $1 AND run_no = $2 AND state = 'running'`
	sqlDrop   = `UPDATE import_batch SET state = 'dropped', lines = '[]', issues = '[]' WHERE id = $1 AND state = 'checked'`
	sqlExpire = `UPDATE import_batch SET state = 'dropped', lines = '[]', issues = '[]' WHERE state = 'checked' AND expires_at <= $1`
)

// jsonRow is one element of a stored list.
type jsonRow struct {
	Body  json.RawMessage `db:"body"`
	Total int             `db:"total"`
}

// Get is a workbook of the actor's own, at the unit it was handed in for.
func (s *Service) Get(ctx context.Context, a access.Actor, id BatchID) (Batch, error) {
	if err := access.CheckRole(a, access.FileImport); err != nil {
		return Batch{}, err
	}
	return pg.One[Batch](ctx, s.Pool, sqlGet, id, a.UserID, a.UnitID)
}

// Recent are the actor's last workbooks of a kind.
func (s *Service) Recent(ctx context.Context, a access.Actor, kind Kind) ([]Batch, error) {
	if err := access.CheckRole(a, access.FileImport); err != nil {
		return nil, err
	}
	return pg.List[Batch](ctx, s.Pool, sqlRecent, a.UserID, a.UnitID, kind)
}

// IssuePage is how many problems a page shows.
const IssuePage = 50

// Issues are a page (from 1) of a workbook's problems and warnings, and how
// many there are.
func (s *Service) Issues(ctx context.Context, b Batch, page int) ([]Issue, int, error) {
	rows, err := pg.List[jsonRow](ctx, s.Pool, sqlIssues, b.ID, IssuePage, (max(page, 1)-1)*IssuePage)
	if err != nil || len(rows) == 0 {
		return nil, 0, err
	}
	list := make([]Issue, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal(r.Body, &list[i]); err != nil {
			return nil, 0, err
		}
	}
	return list, rows[0].Total, nil
}

// Preview are the first rows that will be written.
func (s *Service) Preview(ctx context.Context, b Batch, n int) ([]Line, error) {
	rows, err := pg.List[jsonRow](ctx, s.Pool, sqlPreview, b.ID, n)
	if err != nil {
		return nil, err
	}
	list := make([]Line, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal(r.Body, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func gone() error {
	return fault.New(fault.Stale, "Tệp này đã được nhập, đã bỏ hoặc đã hết hạn. Tải tệp lên lại để kiểm tra từ đầu.")
}
