package report

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// World is what a request sees of the organisation and the campaign: two
// immutable snapshots kept in the process.
type World struct {
	Tree *org.Tree
	Day  clock.Day // the business day the request sees
	Plan *plan.Live
}

// Service is the capability. Headcount, deeds and models fill the derived
// measures; the app wires them.
type Service struct {
	Pool    *pg.Pool
	Clocks  clock.Clocks
	Sources Sources

	known known // sums boards have read

	// Annex numbers a correction of a frozen month in the annex of the
	// province's frozen report, in the same transaction; the app wires it.
	Annex func(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, phase int64, id CorrectionID) (no int, err error)
}

const reportColumns = `id, commune_id, period_id, state, version, submission_no, first_submitted_at, first_submitted_on,
 submitted_at, submitted_by, taken_at, taken_by, decided_at, decided_by, holder_id, reviewer_id, plan_version_id, extended_until, fixed, annexed, scope_path`

const sqlLockReport = `SELECT ` + reportColumns + ` FROM report WHERE id = $1 FOR UPDATE`

// lock reads a report and keeps everyone else from writing it until the
// transaction ends.
func lock(ctx context.Context, tx pg.Tx, id ID) (Report, error) {
	return pg.One[Report](ctx, tx, sqlLockReport, int64(id))
}

// HolderPlace is where the right to fill and submit is held.
func (r *Report) HolderPlace() access.Place {
	return access.Place{UnitID: r.HolderID, Path: r.ScopePath}
}

// ReviewerPlace is where the right to review is held.
func (r *Report) ReviewerPlace(w World, day clock.Day) access.Place {
	return access.Place{UnitID: r.ReviewerID, Path: w.Tree.Path(org.UnitID(r.ReviewerID), day)}
}

// Place is the report's commune, for reading.
func (r *Report) Place() access.Place { return access.Place{UnitID: r.CommuneID, Path: r.ScopePath} }

const sqlSaveReport = `UPDATE report SET state = $3, version = version + 1, submission_no = $4, first_submitted_at = $5,
 first_submitted_on = $6, submitted_at = $7, submitted_by = $8, taken_at = $9, taken_by = $10, decided_at = $11, decided_by = $12,
 extended_until = $13, fixed = $14, annexed = $15 WHERE id = $1 AND version = $2`

// save writes the row back; somebody else's version is fault.Stale. The lock
// makes that impossible inside one process's path; the check holds for all.
func save(ctx context.Context, tx pg.Tx, r *Report) error {
	tag, err := tx.Exec(ctx, sqlSaveReport, int64(r.ID), r.Version, r.State, r.SubmissionNo, r.FirstSubmittedAt, r.FirstSubmittedOn,
		r.SubmittedAt, r.SubmittedBy, r.TakenAt, r.TakenBy, r.DecidedAt, r.DecidedBy, r.ExtendedUntil, r.Fixed, r.Annexed)
	if err != nil {
		return err
	}
	if tag.RowsAffected() != 1 {
		return fault.New(fault.Stale, "Báo cáo vừa được người khác thay đổi. Tải lại trang rồi làm lại.")
	}
	r.Version++
	return nil
}

// rules are those the report is judged by.
func (w World) rules(r *Report) (*plan.Rules, error) {
	rules := w.Plan.RulesOf(r.PlanVersionID)
	if rules == nil {
		return nil, fault.New(fault.Internal, "Không tìm thấy phiên bản kế hoạch của báo cáo.")
	}
	return rules, nil
}

func (w World) period(r *Report) (plan.LivePeriod, error) {
	p, ok := w.Plan.Period(r.PeriodID)
	if !ok {
		return p, fault.New(fault.Internal, "Không tìm thấy kỳ của báo cáo.")
	}
	return p, nil
}

// Teams are the commune's teams in force at the period's end, in order.
func (w World) teams(r *Report, p plan.LivePeriod) []org.UnitID {
	return w.Tree.Teams(org.UnitID(r.CommuneID), p.End)
}
