package certificate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/pg"
)

const (
	// silence is how long a batch may stay untouched before another server
	// takes it for abandoned; a part takes about a second.
	silence = 20 * time.Second
	// pause is how often a server without work looks for what another one
	// abandoned; what is asked for here wakes it.
	pause = 5 * time.Second
)

const (
	sqlJobTake = `UPDATE print_job j SET state = 'running', touched_at = $1 WHERE j.id = (SELECT id FROM print_job
  WHERE state = 'waiting' OR state = 'running' AND touched_at < $2 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING ` + jobColumns
	sqlJobEmblem = `SELECT emblem FROM print_job WHERE id = $1`
	sqlJobStep   = `UPDATE print_job SET next = $3, touched_at = $4, state = CASE WHEN $3 = cardinality(certificates) THEN 'done' ELSE state END
 WHERE id = $1 AND next = $2 AND state = 'running'`
	sqlJobPart  = `INSERT INTO print_part (job_id, first, last, pdf) VALUES ($1, $2, $3, $4)`
	sqlJobFail  = `UPDATE print_job SET state = 'failed', trouble = $3, touched_at = $4 WHERE id = $1 AND next = $2 AND state = 'running'`
	sqlJobLeave = `UPDATE print_job SET state = 'waiting', touched_at = $3 WHERE id = $1 AND next = $2 AND state = 'running'`
)

// wake tells the runner of this process that there is work.
func (s *Service) wake() {
	s.once.Do(func() { s.work = make(chan struct{}, 1) })
	select {
	case s.work <- struct{}{}:
	default:
	}
}

// Run makes the files of batches until ctx is done: those asked for here, and
// those another server left behind. A batch under way is handed back.
// Files kept long enough are dropped.
func (s *Service) Run(ctx context.Context) {
	s.once.Do(func() { s.work = make(chan struct{}, 1) })
	tick := time.NewTicker(pause)
	defer tick.Stop()
	var swept time.Time
	for ctx.Err() == nil {
		if now := s.Clocks.Wall.Now(); now.Sub(swept) >= sweep {
			swept = now
			if err := s.prune(ctx); err != nil && ctx.Err() == nil && s.Log != nil {
				s.Log.Error("dropping printed files", "error", err)
			}
		}
		did, err := s.turn(ctx)
		if err != nil && ctx.Err() == nil && s.Log != nil {
			s.Log.Error("printing", "error", err)
		}
		if did && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-s.work:
		case <-tick.C:
		}
	}
}

// turn takes one batch and works at it to its end; did is false where there
// was none.
func (s *Service) turn(ctx context.Context) (did bool, err error) {
	var jobs []Job
	now := s.Clocks.Wall.Now()
	if err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		jobs, err = pg.List[Job](ctx, tx, sqlJobTake, now, now.Add(-silence))
		return err
	}); err != nil || len(jobs) == 0 {
		return false, err
	}
	return true, s.print(ctx, jobs[0])
}

// errLost means that the batch was cancelled, or is another server's now.
var errLost = errors.New("the batch is no longer ours")

func (s *Service) print(ctx context.Context, j Job) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = s.fail(ctx, j, fmt.Errorf("panic: %v", r))
		}
	}()
	tree, err := org.Load(ctx, s.Pool)
	if err != nil {
		return s.leave(ctx, j, err)
	}
	p, err := s.whole(ctx, &j)
	if err != nil {
		return s.leave(ctx, j, err)
	}
	for j.Next < len(j.Certificates) {
		if ctx.Err() != nil {
			return s.leave(ctx, j, ctx.Err())
		}
		to := min(len(j.Certificates), j.Next-j.Next%j.Per+j.Per)
		err := s.part(ctx, tree, p, j, to)
		e, said := fault.Of(err)
		switch {
		case err == nil:
			j.Next = to
		case errors.Is(err, errLost):
			return nil
		case ctx.Err() != nil, said && (e.Kind == fault.Unavailable || e.Kind == fault.Stale):
			return s.leave(ctx, j, err)
		default:
			return s.fail(ctx, j, err)
		}
	}
	return nil
}

// whole is the way the batch prints, with its emblem.
func (s *Service) whole(ctx context.Context, j *Job) (paper.Print, error) {
	p, err := j.Way()
	if err == nil {
		p.Emblem, err = pg.Value[[]byte](ctx, s.Pool, sqlJobEmblem, j.ID)
	}
	return p, err
}

// part makes one file and keeps it with how far the batch has come, both or
// neither.
func (s *Service) part(ctx context.Context, tree *org.Tree, p paper.Print, j Job, to int) error {
	list, all, err := s.drawn(ctx, tree, j.Certificates[j.Next:to])
	if err != nil {
		return err
	}
	if len(all) != to-j.Next {
		return fmt.Errorf("batch %d: %d certificates of %d read", j.ID, len(all), to-j.Next)
	}
	for i := range list {
		if list[i].State.Final() {
			return fault.New(fault.Invalid, fmt.Sprintf("Bản số %d của %s đã được cấp lại hoặc thu hồi sau khi bắt đầu in. Lập lượt in mới.", list[i].Golden, list[i].Name))
		}
	}
	var b bytes.Buffer
	if err := p.PDF(&b, all...); err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		tag, err := tx.Exec(ctx, sqlJobStep, j.ID, j.Next, to, s.Clocks.Wall.Now())
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return errLost
		}
		_, err = tx.Exec(ctx, sqlJobPart, j.ID, j.Next+1, to, b.Bytes())
		return err
	})
}

// leave hands the batch back, to go on at the same place.
func (s *Service) leave(ctx context.Context, j Job, why error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		_, err := tx.Exec(ctx, sqlJobLeave, j.ID, j.Next, s.Clocks.Wall.Now())
		return err
	})
	return errors.Join(why, err)
}

// fail ends the batch with why; what is done of it stays.
func (s *Service) fail(ctx context.Context, j Job, why error) error {
	words := "Có lỗi ngoài dự kiến. Lập lượt in mới; nếu vẫn lỗi, báo quản trị hệ thống."
	e, said := fault.Of(why)
	if said && e.Kind != fault.Internal {
		words, why = e.Message, nil
	}
	keep := context.WithoutCancel(ctx)
	return errors.Join(why, pg.InTx(keep, s.Pool, func(tx pg.Tx) error {
		_, err := tx.Exec(keep, sqlJobFail, j.ID, j.Next, words, s.Clocks.Wall.Now())
		return err
	}))
}

// WriteAll writes a finished batch as one PDF, in the parts' order.
func (s *Service) WriteAll(ctx context.Context, tree *org.Tree, j Job, w io.Writer) error {
	if j.State != Done {
		return fault.New(fault.Stale, "Lượt in chưa tạo xong nên chưa có tệp chung. Tải từng phần đã xong, hoặc chờ thêm.")
	}
	if err := s.Kept(j); err != nil {
		return err
	}
	p, err := s.whole(ctx, &j)
	if err != nil {
		return err
	}
	return paper.Batch{Print: p, To: len(j.Certificates), Per: j.Per, Read: func(ctx context.Context, from, to int) ([]paper.Certificate, error) {
		_, all, err := s.drawn(ctx, tree, j.Certificates[from:to])
		return all, err
	}}.PDF(ctx, w)
}
