package report

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// Gap is a row's cells that are still empty and have no reason.
type Gap struct {
	Row   int64
	Slots []int
}

// gaps lists the expected empty cells without a note, by row in grid order.
func gaps(rules *plan.Rules, w World, r *Report, p plan.LivePeriod, f figures, noted map[Cell]bool) []Gap {
	var out []Gap
	scan := func(row int64) {
		g := Gap{Row: row}
		at := f[row]
		for _, m := range rules.Measures {
			if !rules.Expects(m.Slot, row == Whole) || noted[Cell{row, m.Slot}] {
				continue
			}
			if at == nil || !at.Value(m.Slot).Known() {
				g.Slots = append(g.Slots, m.Slot)
			}
		}
		if len(g.Slots) > 0 {
			out = append(out, g)
		}
	}
	for _, t := range w.teams(r, p) {
		scan(int64(t))
	}
	scan(Whole)
	return out
}

const sqlNoted = `SELECT coalesce(team_id, 0) AS row, slot FROM cell_note WHERE report_id = $1`

const sqlSubmission = `INSERT INTO submission (report_id, number, at, on_day, user_id) VALUES ($1, $2, $3, $4, $5)`

// Submit hands the report in. Empty cells without a reason refuse it, each
// row's as a field "row.<id>" (0: the whole commune); so do broken rules.
func (s *Service) Submit(ctx context.Context, a access.Actor, now clock.Moment, w World, id ID) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, err := lock(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(a, access.ReportEnter, r.HolderPlace()); err != nil {
			return err
		}
		p, err := w.period(&r)
		if err != nil {
			return err
		}
		rules, err := w.rules(&r)
		if err != nil {
			return err
		}
		if err := r.Submittable(p, now.Today); err != nil {
			return err
		}
		f, err := loadFigures(ctx, tx, id)
		if err != nil {
			return err
		}
		derived, err := s.derive(ctx, tx, w, &r, f)
		if err != nil {
			return err
		}
		noted, err := cellSet(ctx, tx, sqlNoted, id)
		if err != nil {
			return err
		}
		if err := unfit(rules, w, &r, p, f, noted); err != nil {
			return err
		}
		if err := writeChanges(ctx, tx, &r, f, derived, now.Business, 0); err != nil {
			return err
		}
		if err := r.Submit(p, now, a.UserID); err != nil {
			return err
		}
		if err := save(ctx, tx, &r); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlSubmission, int64(id), r.SubmissionNo, now.Business, now.Today, a.UserID); err != nil {
			return err
		}
		if _, err := recompute(ctx, tx, w, &r); err != nil {
			return err
		}
		onTime, _ := r.OnTime(p)
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "report.submit", ObjectKind: "report", ObjectID: int64(id), Path: r.ScopePath,
			Summary: fmt.Sprintf("Gửi báo cáo %s, lần %d", w.titleOf(&r, p), r.SubmissionNo),
			After:   map[string]any{"lần gửi": r.SubmissionNo, "lần đầu đúng hạn": onTime}})
	})
}

// unfit collects everything that keeps a report from being handed in.
func unfit(rules *plan.Rules, w World, r *Report, p plan.LivePeriod, f figures, noted map[Cell]bool) error {
	var bad fault.Fields
	for _, g := range gaps(rules, w, r, p, f, noted) {
		bad.Add(fmt.Sprintf("row.%d", g.Row), fmt.Sprintf("%s còn %d ô trống chưa nêu lý do.", vi.UpperFirst(w.rowName(g.Row)), len(g.Slots)))
	}
	for _, row := range f {
		for _, b := range rules.RowBreaches(row.Cells) {
			bad.Add(fmt.Sprintf("c.%d.%d", row.Team, b.Rule.Part.Slot), w.rowName(row.Team)+": "+b.Message())
		}
	}
	sum := sumOf(rules, w.teams(r, p), f)
	for _, b := range rules.SumBreaches(&sum) {
		bad.Add(fmt.Sprintf("c.%d.%d", Whole, b.Rule.Whole.Slot), b.Message())
	}
	return bad.Err()
}

func cellSet(ctx context.Context, q pg.Querier, sql string, id ID) (map[Cell]bool, error) {
	list, err := pg.List[Cell](ctx, q, sql, int64(id))
	if err != nil {
		return nil, err
	}
	out := map[Cell]bool{}
	for _, c := range list {
		out[c] = true
	}
	return out, nil
}

const sqlWasReturned = `SELECT EXISTS (SELECT FROM report_return WHERE report_id = $1)`

const sqlRecallSubmission = `UPDATE submission SET recalled_at = $3 WHERE report_id = $1 AND number = $2`

// Recall takes the submission back before it was taken for review.
func (s *Service) Recall(ctx context.Context, a access.Actor, now clock.Moment, w World, id ID) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		r, err := lock(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := access.Check(a, access.ReportEnter, r.HolderPlace()); err != nil {
			return err
		}
		p, err := w.period(&r)
		if err != nil {
			return err
		}
		returned, err := pg.Value[bool](ctx, tx, sqlWasReturned, int64(id))
		if err != nil {
			return err
		}
		if err := r.Recall(p, now.Today, returned); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlRecallSubmission, int64(id), r.SubmissionNo, now.Business); err != nil {
			return err
		}
		if err := save(ctx, tx, &r); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "report.recall", ObjectKind: "report", ObjectID: int64(id), Path: r.ScopePath,
			Summary: "Rút lại báo cáo " + w.titleOf(&r, p)})
	})
}
