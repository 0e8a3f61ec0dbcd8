package summary

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// Step is one act of a report's life.
type Step struct {
	Action       string    `db:"action"`
	SubmissionNo int       `db:"submission_no"`
	Reason       string    `db:"reason"`
	By           string    `db:"by"`
	At           time.Time `db:"at"`
}

// Sent is a snapshot without its bytes.
type Sent struct {
	ID         int64      `db:"id"`
	Kind       Kind       `db:"kind"`
	No         int        `db:"no"`
	Code       string     `db:"code"`
	Gaps       string     `db:"gaps"`
	Reason     string     `db:"reason"`
	MadeBy     string     `db:"made_by"`
	MadeAt     time.Time  `db:"made_at"`
	AcceptedAt *time.Time `db:"accepted_at"`
	RefusedAt  *time.Time `db:"refused_at"`
}

// Waiting tells whether the reviewer has not decided on it.
func (s *Sent) Waiting() bool { return s.AcceptedAt == nil && s.RefusedAt == nil }

const (
	sqlSteps = `SELECT s.action, s.submission_no, s.reason, coalesce(u.full_name, '') AS by, s.at FROM phase_step s LEFT JOIN app_user u ON u.id = s.user_id
 WHERE s.report_id = $1 AND s.action <> 'open' ORDER BY s.id DESC LIMIT 200`
	sqlSents = `SELECT s.id, s.kind, s.no, s.code, s.gaps, s.reason, u.full_name AS made_by, s.made_at, s.accepted_at, s.refused_at
 FROM phase_snapshot s JOIN app_user u ON u.id = s.made_by WHERE s.report_id = $1 ORDER BY s.id DESC`
)

// View is a report as its page shows it. While it is being written the
// figures are of today (Live); what was sent is shown as it was sent, with
// what differs since.
type View struct {
	Report
	Phase    plan.LivePhase
	Open     bool // its day has come
	Live     bool
	Sealed   *Sealed // nil before it opens
	Texts    map[string]Text
	Gaps     []Gap // while Live
	Snapshot *Snapshot
	Sents    []Sent // every snapshot, the newest first
	Steps    []Step
	Drift    []Drift
	Effects  []Effect
}

// Pending is the supplement that waits, nil for none.
func (v *View) Pending() *Sent {
	for i := range v.Sents {
		if x := &v.Sents[i]; x.Kind == Supplement && x.Waiting() && v.State == Accepted {
			return x
		}
	}
	return nil
}

// View reads a report the actor may read.
func (s *Service) View(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, w report.World, id ID) (*View, error) {
	r, err := s.Get(ctx, q, a, w, access.SummaryRead, id)
	if err != nil {
		return nil, err
	}
	v := &View{Report: r}
	if v.Phase, err = phaseOf(w, &r); err != nil {
		return nil, err
	}
	v.Open = now.Today > v.Phase.End
	if v.Steps, err = pg.List[Step](ctx, q, sqlSteps, int64(id)); err != nil || !v.Open {
		return v, err
	}
	if r.SubmissionNo > 0 || r.State.Closed() {
		if v.Sents, err = pg.List[Sent](ctx, q, sqlSents, int64(id)); err != nil {
			return nil, err
		}
	}
	if r.State.Editable() {
		v.Live = true
		return v, s.live(ctx, q, w, v, now)
	}
	if r.State == LeftOut && r.SubmissionNo == 0 {
		return v, nil // nothing was ever sent
	}
	x, sealed, err := standing(ctx, q, id)
	if err != nil {
		return nil, err
	}
	v.Snapshot, v.Sealed = &x, sealed
	fresh, err := s.fresh(ctx, q, w, &r, &sealed.Figures)
	if err != nil {
		return nil, err
	}
	v.Drift, v.Effects = DriftOf(&sealed.Figures, fresh.Communes), effects(&sealed.Figures, fresh)
	return v, nil
}

// compiled are a report's figures today: of months, the province's of the
// snapshots below it.
func (s *Service) compiled(ctx context.Context, q pg.Querier, w report.World, r *Report, now clock.Moment) (*Figures, []Gap, error) {
	if r.Level != "province" {
		return s.Compile(ctx, q, w, r, now)
	}
	a, err := s.Assemble(ctx, q, w, *r, now)
	if err != nil {
		return nil, nil, err
	}
	return a.Figures, a.Gaps, nil
}

// live compiles the report as it stands.
func (s *Service) live(ctx context.Context, q pg.Querier, w report.World, v *View, now clock.Moment) error {
	f, gaps, err := s.compiled(ctx, q, w, &v.Report, now)
	if err != nil {
		return err
	}
	if v.Texts, err = s.Texts(ctx, q, v.ID); err != nil {
		return err
	}
	v.Sealed = &Sealed{Figures: *f, Sections: Sections(Outline(f), v.Texts, f)}
	v.Gaps = append(gaps, unwritten(v.Sealed.Sections)...)
	return nil
}
