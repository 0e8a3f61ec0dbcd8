package summary

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// Service is the capability.
type Service struct {
	Pool    *pg.Pool
	Clocks  clock.Clocks
	Reports *report.Service
	Lookup  string // where papers send people to check a code: "https://thidua.ninhthuan.gov.vn"; "" unknown

	kept kept
}

const reportColumns = `r.id, r.phase_id, r.unit_id, r.level, r.state, r.version, r.submission_no, r.first_submitted_at, r.first_submitted_on, r.submitted_at, r.submitted_by,
 r.decided_at, r.decided_by, r.holder_id, r.reviewer_id, r.due_before, r.doc_number, r.doc_date, r.signer_form, r.signer_title, r.signer_name, r.scope_path`

const (
	sqlReport      = `SELECT ` + reportColumns + ` FROM phase_report r WHERE r.id = $1`
	sqlLockReport  = sqlReport + ` FOR UPDATE`
	sqlReportOf    = `SELECT ` + reportColumns + ` FROM phase_report r WHERE r.phase_id = $1 AND r.unit_id = $2`
	sqlSaveReport  = `UPDATE phase_report SET state = $3, version = version + 1, submission_no = $4, first_submitted_at = $5, first_submitted_on = $6, submitted_at = $7, submitted_by = $8, decided_at = $9, decided_by = $10 WHERE id = $1 AND version = $2`
	sqlPutStep     = `INSERT INTO phase_step (report_id, action, submission_no, reason, snapshot_id, user_id, at) VALUES ($1, $2, $3, $4, nullif($5::bigint, 0), nullif($6::bigint, 0), $7)`
	sqlPutSnapshot = `INSERT INTO phase_snapshot (report_id, kind, no, canonical, digest, code, gaps, reason, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`
)

// lock reads a report and keeps everyone else from writing it until the
// transaction ends.
func lock(ctx context.Context, tx pg.Tx, id ID) (Report, error) {
	return pg.One[Report](ctx, tx, sqlLockReport, int64(id))
}

// save writes the row back; somebody else's version is fault.Stale.
func save(ctx context.Context, tx pg.Tx, r *Report) error {
	tag, err := tx.Exec(ctx, sqlSaveReport, int64(r.ID), r.Version, r.State, r.SubmissionNo, r.FirstSubmittedAt, r.FirstSubmittedOn,
		r.SubmittedAt, r.SubmittedBy, r.DecidedAt, r.DecidedBy)
	if err != nil {
		return err
	}
	if tag.RowsAffected() != 1 {
		return fault.New(fault.Stale, "Báo cáo đợt vừa được người khác thay đổi. Tải lại trang rồi làm lại.")
	}
	r.Version++
	return nil
}

// Get is a report the actor may do the action on: reading and reviewing are
// asked for at its unit, writing at its holder.
func (s *Service) Get(ctx context.Context, q pg.Querier, a access.Actor, w report.World, action access.Action, id ID) (Report, error) {
	if err := access.CheckRole(a, action); err != nil {
		return Report{}, err
	}
	r, err := pg.One[Report](ctx, q, sqlReport, int64(id))
	if err != nil {
		return r, err
	}
	return r, r.check(a, action, w)
}

// Of is a unit's report of a phase, with no right asked for.
func (s *Service) Of(ctx context.Context, q pg.Querier, phase, unit int64) (Report, error) {
	return pg.One[Report](ctx, q, sqlReportOf, phase, unit)
}

// check asks for an action where the report has it held. Who may not read the
// report does not learn that it is there.
func (r *Report) check(a access.Actor, action access.Action, w report.World) error {
	if err := access.CheckRole(a, action); err != nil {
		return err
	}
	if !a.Can(access.SummaryRead, r.Place()) {
		return fault.Missing()
	}
	switch action {
	case access.SummaryWrite:
		if !a.Can(action, r.HolderPlace()) {
			return fault.New(fault.Forbidden, "Báo cáo này do đơn vị khác lập; bạn chỉ xem được.")
		}
	case access.SummaryReview:
		if r.ReviewerID == nil || !a.Can(action, r.ReviewerPlace(w)) {
			return fault.New(fault.Forbidden, "Báo cáo này không gửi đến đơn vị bạn; bạn chỉ xem được.")
		}
	default:
		return access.Check(a, action, r.Place())
	}
	return nil
}

// ReviewerPlace is where the right to accept and return is held; nobody's for
// the province's report.
func (r *Report) ReviewerPlace(w report.World) access.Place {
	if r.ReviewerID == nil {
		return access.Place{}
	}
	return w.Tree.PlaceNow(unitOf(*r.ReviewerID), w.Day)
}

// Kind of a snapshot.
type Kind string

// The kinds.
const (
	Submission Kind = "submission"
	Supplement Kind = "supplement"
	Freezing   Kind = "freeze"
)

// Snapshot is what was sent, supplemented or frozen.
type Snapshot struct {
	ID         int64      `db:"id"`
	ReportID   ID         `db:"report_id"`
	Kind       Kind       `db:"kind"`
	No         int        `db:"no"`
	Canonical  []byte     `db:"canonical"`
	Digest     []byte     `db:"digest"`
	Code       string     `db:"code"`
	Gaps       string     `db:"gaps"`
	Reason     string     `db:"reason"`
	MadeBy     string     `db:"made_by"`
	MadeAt     time.Time  `db:"made_at"`
	AcceptedAt *time.Time `db:"accepted_at"`
	RefusedAt  *time.Time `db:"refused_at"`
}

const sqlSnapshotColumns = `s.id, s.report_id, s.kind, s.no, s.canonical, s.digest, s.code, s.gaps, s.reason, u.full_name AS made_by, s.made_at, s.accepted_at, s.refused_at
 FROM phase_snapshot s JOIN app_user u ON u.id = s.made_by`

// phaseOf is the report's phase.
func phaseOf(w report.World, r *Report) (plan.LivePhase, error) {
	ph, ok := w.Plan.Phase(r.PhaseID)
	if !ok {
		return ph, fault.New(fault.Internal, "Không tìm thấy đợt của báo cáo.")
	}
	return ph, nil
}
