package certificate_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/fault"
)

// Files of a batch are kept for so many days after its end, then dropped; what
// was printed and how stays, and a batch under way is left alone.
func TestFilesAreDropped(t *testing.T) {
	x := build(t)
	d := x.many(3)
	old, young, open := x.start(d, "1", ""), x.start(d, "2", ""), x.start(d, "3", "1-2")
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { x.s.Run(ctx); close(done) }()
	x.until(open, func(j certificate.Job) bool { return j.State == certificate.Done })
	stop()
	<-done
	today := clock.DayOf(time.Now())
	x.exec(`UPDATE print_job SET touched_at = $2 WHERE id = $1`, old, (today - 30).Start().Add(-time.Second))
	x.exec(`UPDATE print_job SET touched_at = $2 WHERE id = $1`, young, (today - 30).Start())
	x.exec(`UPDATE print_job SET state = 'waiting', touched_at = $2 WHERE id = $1`, open, (today - 90).Start())
	until, ended := x.s.Until(x.job(young))
	if !ended || until != today {
		t.Errorf("kept until %s, %v", until, ended)
	}
	if _, ended := x.s.Until(x.job(open)); ended {
		t.Error("a batch under way has a last day")
	}
	if all, err := x.s.Numbers(t.Context(), x.job(open)); err != nil || all != "1-2" {
		t.Errorf("to be printed again: %q %v", all, err)
	}
	// Past its last day it is refused, swept or not.
	j := x.job(old)
	_, err := x.s.File(t.Context(), j, 1)
	const gone = "Tệp của lượt in này đã được xóa sau 30 ngày. Lập lượt in khác để có tệp mới."
	if words(err) != gone || fault.KindOf(err) != fault.Stale || words(x.s.WriteAll(t.Context(), x.tree, j, &bytes.Buffer{})) != gone {
		t.Error(words(err))
	}
	if parts, err := x.s.Parts(t.Context(), j); len(parts) != 0 || err != nil {
		t.Error(parts, err)
	}
	ctx, stop = context.WithCancel(t.Context())
	done = make(chan struct{})
	next := service(x.pool)
	go func() { next.Run(ctx); close(done) }()
	for end := time.Now().Add(time.Minute); one[int](x, `SELECT count(*)::int FROM print_part WHERE job_id = $1`, old) > 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the files stay")
		}
	}
	stop()
	<-done
	if n := one[int](x, `SELECT count(*)::int FROM print_part WHERE job_id = ANY ($1)`, []certificate.JobID{young, open}); n != 2 {
		t.Errorf("%d files are left of the others", n)
	}
	if b, err := x.s.File(t.Context(), x.job(young), 1); err != nil || !bytes.HasPrefix(b, []byte("%PDF")) {
		t.Error(err)
	}
	if j := x.job(old); j.State != certificate.Done || len(j.Certificates) != 3 || j.Asked.Name != "Cán bộ A" {
		t.Errorf("%+v", j)
	}
	x.s.Keep = 31
	if x.s.Kept(x.job(old)) != nil {
		t.Error("31 days are not kept")
	}
}
