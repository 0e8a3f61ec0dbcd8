package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Run lets confirmed workbooks be written in the background until ctx is
// done; it returns when the last one has ended.
func (s *Service) Run(ctx context.Context) {
	s.mu.Lock()
	s.jobs = ctx
	s.mu.Unlock()
	<-ctx.Done()
	s.work.Wait()
}

// job is one attempt at writing a batch.
type job struct {
	a   access.Actor
	now clock.Moment
	w   report.World
	b   Batch
	run int
}

// Confirm begins to write what was shown: digest is the file's, as the page
// had it. The channel closes when it is written, or failed: see the batch.
func (s *Service) Confirm(ctx context.Context, a access.Actor, now clock.Moment, w report.World, id BatchID, digest []byte) (<-chan struct{}, error) {
	b, err := s.Get(ctx, a, id)
	if err != nil {
		return nil, err
	}
	if b.Errors > 0 {
		return nil, fault.New(fault.Invalid, "Tệp còn lỗi. Sửa hết các lỗi rồi tải lên lại.")
	}
	if b.Kind != Month {
		if err := access.Check(a, b.Kind.Action(), w.Tree.Place(b.UnitID, now.Today)); err != nil {
			return nil, err
		}
	}
	var runs []int
	err = pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		runs, err = pg.Column[int](ctx, tx, sqlClaim, id, digest, now.Wall, now.Wall.Add(-silence))
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(runs) == 0 {
		return nil, gone()
	}
	j := job{a, now, w, b, runs[0]}
	done := make(chan struct{})
	s.mu.Lock()
	jobs := s.jobs
	s.mu.Unlock()
	if jobs == nil || jobs.Err() != nil {
		s.attempt(ctx, j)
		close(done)
		return done, nil
	}
	s.work.Go(func() {
		defer close(done)
		s.attempt(jobs, j)
	})
	return done, nil
}

// attempt writes the batch in one transaction and, where that is refused,
// keeps why. A panic or a lost database leaves the run to fall silent.
func (s *Service) attempt(ctx context.Context, j job) {
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) error { return s.write(ctx, tx, j) })
	if err == nil {
		return
	}
	message := "Có lỗi ngoài dự kiến, chưa ghi dòng nào. Thử tải tệp lên lại; nếu vẫn lỗi, báo quản trị hệ thống."
	if e, ok := fault.Of(err); ok && e.Kind != fault.Internal {
		message = "Chưa ghi dòng nào. " + e.Message
		for _, f := range e.Fields {
			if f.Message != e.Message {
				message += " " + f.Message
			}
		}
	} else if s.Log != nil && !errors.Is(err, context.Canceled) {
		s.Log.Error("import failed", "batch", j.b.ID, "error", err)
	}
	keep := context.WithoutCancel(ctx)
	if err := pg.InTx(keep, s.Pool, func(tx pg.Tx) error {
		_, err := tx.Exec(keep, sqlFail, j.b.ID, j.run, message)
		return err
	}); err != nil && s.Log != nil {
		s.Log.Error("import: failure not kept", "batch", j.b.ID, slog.Any("error", err))
	}
}

func (s *Service) write(ctx context.Context, tx pg.Tx, j job) error {
	e := audit.Entry{}
	var done roster.Done
	var err error
	switch j.b.Kind {
	case Members:
		e = audit.Entry{Action: "import.members"}
		done, err = s.writeMembers(ctx, tx, j)
	case Teams:
		e = audit.Entry{Action: "import.teams"}
		done, err = s.writeTeams(ctx, tx, j)
	case Month:
		e = audit.Entry{Action: "import.month"}
		var cells []CellLine
		for lines, broken := range pages(ctx, tx, j) {
			if broken != nil {
				return broken
			}
			for _, l := range lines {
				cells = append(cells, l.Cells...)
			}
		}
		err = s.Reports.SaveEvery(ctx, tx, j.a, j.now, j.w, j.b.ReportID, editsOf(cells))
	}
	if err != nil {
		return err
	}
	tag, err := tx.Exec(ctx, sqlFinish, j.b.ID, j.run, s.Clocks.Wall.Now(), told(done))
	if err != nil {
		return err
	}
	if tag.RowsAffected() == 0 {
		return gone() // another attempt took over
	}
	e.ObjectKind, e.ObjectID, e.Path = "import", int64(j.b.ID), j.w.Tree.Path(j.b.UnitID, j.now.Today)
	e.Summary = fmt.Sprintf("Nhập %s từ tệp “%s”: %s", j.b.Kind.Noun(), j.b.FileName, j.b.Words())
	e.After = map[string]any{"sha256": fmt.Sprintf("%x", j.b.Digest)}
	return audit.Record(ctx, tx, j.a, j.now, e)
}

// atOnce is how many rows are read, written and told of together.
const atOnce = 500

// pages are the rows to write, some at a time: what stays as it is is left out.
func pages(ctx context.Context, tx pg.Tx, j job) iter.Seq2[[]Line, error] {
	return func(yield func([]Line, error) bool) {
		for n := 0; ; n += atOnce {
			rows, err := pg.List[jsonRow](ctx, tx, sqlLines, j.b.ID, j.run, n, n+atOnce)
			if err != nil {
				yield(nil, err)
				return
			}
			if len(rows) == 0 {
				return
			}
			var lines []Line
			for _, r := range rows {
				var l Line
				if err := json.Unmarshal(r.Body, &l); err != nil {
					yield(nil, err)
					return
				}
				if l.Do != Same {
					lines = append(lines, l)
				}
			}
			if !yield(lines, nil) {
				return
			}
		}
	}
}

// beat tells, outside the transaction, how far the writing is.
func (s *Service) beat(ctx context.Context, j job, written int) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		_, err := tx.Exec(ctx, sqlBeat, j.b.ID, j.run, written, s.Clocks.Wall.Now())
		return err
	})
}

func (s *Service) writeMembers(ctx context.Context, tx pg.Tx, j job) (roster.Done, error) {
	var part []Line // being written
	written := 0
	parts := func(yield func([]roster.Enrolment, error) bool) {
		for lines, err := range pages(ctx, tx, j) {
			if err != nil {
				yield(nil, err)
				return
			}
			part = lines
			list := make([]roster.Enrolment, len(lines))
			for i, l := range lines {
				list[i] = *l.Member
			}
			if !yield(list, nil) {
				return
			}
		}
	}
	return s.Rosters.EnrolMany(ctx, tx, j.a, j.now, j.w.Tree, j.b.UnitID, parts, func(i int, err error) error {
		if err != nil {
			return atRow(part[i], err)
		}
		if written++; i == len(part)-1 {
			return s.beat(ctx, j, written)
		}
		return nil
	})
}

// told says what the writing brought about elsewhere.
func told(done roster.Done) string {
	if done.Proposed == 0 {
		return ""
	}
	return fmt.Sprintf("Số liệu các tháng đã duyệt không thay đổi: đã đề nghị đính chính %s ô, chờ đơn vị duyệt báo cáo quyết định.", vi.Int(int64(done.Proposed)))
}

func (s *Service) writeTeams(ctx context.Context, tx pg.Tx, j job) (roster.Done, error) {
	var list []org.TeamInput
	for lines, err := range pages(ctx, tx, j) {
		if err != nil {
			return roster.Done{}, err
		}
		for _, l := range lines {
			list = append(list, *l.Team)
		}
	}
	if len(list) == 0 {
		return roster.Done{}, nil
	}
	_, done, err := s.Rosters.OpenTeams(ctx, tx, j.a, j.now, j.w.Tree, j.b.UnitID, list)
	return done, err
}

// atRow puts the row's number before what was refused.
func atRow(l Line, err error) error {
	e, ok := fault.Of(err)
	if !ok {
		return err
	}
	words := e.Message
	if len(e.Fields) > 0 {
		words = ""
		for _, f := range e.Fields {
			words += " " + f.Message
		}
	}
	return fault.Wrap(e.Kind, fmt.Sprintf("Dòng %d (%s): %s", l.Row, l.Name, words), err)
}

// Drop forgets a checked workbook.
func (s *Service) Drop(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id BatchID) error {
	b, err := s.Get(ctx, a, id)
	if err != nil {
		return err
	}
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		tag, err := tx.Exec(ctx, sqlDrop, id)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return gone()
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "import.drop", ObjectKind: "import", ObjectID: int64(id), Path: tree.Path(b.UnitID, now.Today), Summary: "Bỏ tệp “" + b.FileName + "” chưa nhập"})
	})
}
