package certificate

import (
	"context"
	"time"

	"thidua/internal/clock"
	"thidua/internal/config"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// DefaultKeep are the days that files are kept where the operator says nothing.
const DefaultKeep = config.DefaultPrintDays

// sweep is how often a server looks for files kept long enough.
const sweep = time.Hour

const sqlPrune = `DELETE FROM print_part p USING print_job j WHERE j.id = p.job_id AND j.state IN ('done', 'failed', 'cancelled') AND j.touched_at < $1`

// KeptDays are the days that a batch's files can be downloaded after its end.
func (s *Service) KeptDays() int {
	if s.Keep > 0 {
		return s.Keep
	}
	return DefaultKeep
}

// Until is the last day on which a batch's files can be downloaded; ok is
// false while it is not ended.
func (s *Service) Until(j Job) (day clock.Day, ok bool) {
	if j.State.Open() {
		return 0, false
	}
	return clock.DayOf(j.TouchedAt) + clock.Day(s.KeptDays()), true
}

// Kept refuses a batch whose files are past their last day, whether they were
// swept away yet or not.
func (s *Service) Kept(j Job) error {
	until, ok := s.Until(j)
	if !ok || clock.DayOf(s.Clocks.Wall.Now()) <= until {
		return nil
	}
	return fault.New(fault.Stale, "Tệp của lượt in này đã được xóa sau "+vi.Int(int64(s.KeptDays()))+" ngày. Lập lượt in khác để có tệp mới.")
}

// prune drops the files of batches that ended longer ago than they are kept.
// What was printed, by whom and for whom stays.
func (s *Service) prune(ctx context.Context) error {
	today := clock.DayOf(s.Clocks.Wall.Now())
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		_, err := tx.Exec(ctx, sqlPrune, (today - clock.Day(s.KeptDays())).Start())
		return err
	})
}
