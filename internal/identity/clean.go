package identity

import (
	"context"
	"sync"
	"time"

	"thidua/internal/pg"
)

// touchEvery is how often seen_at is written while a session is in use.
const touchEvery = time.Minute

// failuresKept is how long failed logins stay in the table.
const failuresKept = time.Hour

const (
	sqlTouch = `UPDATE session SET seen_at = $2 WHERE id_hash = ANY ($1) AND seen_at < $2`
	sqlClean = `WITH s AS (DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2 RETURNING 1),
 f AS (DELETE FROM login_failure WHERE at <= $3 RETURNING 1)
 SELECT (SELECT count(*) FROM s) + (SELECT count(*) FROM f)`
)

// touched are the sessions used since the last flush.
type touched struct {
	mu  sync.Mutex
	ids map[SessionID]struct{}
}

func (t *touched) add(id SessionID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ids == nil {
		t.ids = map[SessionID]struct{}{}
	}
	t.ids[id] = struct{}{}
}

func (t *touched) take() map[SessionID]struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	ids := t.ids
	t.ids = nil
	return ids
}

// Flush writes the sessions seen since, in one statement.
func (s *Service) Flush(ctx context.Context) error {
	seen := s.touched.take()
	if len(seen) == 0 {
		return nil
	}
	ids := make([][]byte, 0, len(seen))
	for id := range seen {
		ids = append(ids, id[:])
	}
	return pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
		_, err := tx.Exec(ctx, sqlTouch, ids, s.clocks.Wall.Now())
		return err
	})
}

// Clean removes sessions that are over and failures too old to count, and
// says how many rows went.
func (s *Service) Clean(ctx context.Context) (n int64, err error) {
	now := s.clocks.Wall.Now()
	err = pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
		n, err = pg.Value[int64](ctx, tx, sqlClean, now, now.Add(-s.set.Idle), now.Add(-max(failuresKept, s.set.Window)))
		return err
	})
	return n, err
}

// Run flushes every two seconds and cleans every ten minutes until ctx ends.
func (s *Service) Run(ctx context.Context) {
	flush, clean := time.NewTicker(2*time.Second), time.NewTicker(10*time.Minute)
	defer flush.Stop()
	defer clean.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
			defer cancel()
			if err := s.Flush(last); err != nil {
				s.log.Warn("identity: last sessions seen not written", "error", err)
			}
			return
		case <-flush.C:
			err = s.Flush(ctx)
		case <-clean.C:
			_, err = s.Clean(ctx)
		}
		if err != nil && ctx.Err() == nil {
			s.log.Error("identity: upkeep failed", "error", err)
		}
	}
}
