package summary

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/identity"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// Cockpit is the days after a phase: one line of every unit that reports on
// it and of every commune.
type Cockpit struct {
	Phase    plan.LivePhase
	Periods  []plan.LivePeriod // of the phase, ended
	Province *Report           // its own report, nil where the actor is below it
	Units    []Line            // that report on the phase, in official order
	Communes []Line
}

// Line is one unit: where its months and its report stand, who holds what is
// next, since when, by when.
type Line struct {
	Unit    UnitRef
	Level   org.Level
	Report  *Report       // of the phase; nil where its district or province reports
	Months  []report.Line // its own, in order; of a unit above communes: theirs
	Holder  org.UnitID    // whose turn it is; 0: nobody's, all is done
	Police  bool          // the holder is the commune's police
	Since   *clock.Day
	Due     clock.Day // the last day on time for what is next
	Late    int       // days
	Next    string    // what is awaited: "Gửi báo cáo Tháng 12/2024"
	Urge    string    // words a nudge would have; "" where there is nothing to urge
	Drift   int       // differences since the sending
	Pending bool      // a supplement waits
	Contact identity.Contact
	Nudged  *clock.Day
	By      string // who nudged last
	ByUnit  org.UnitID
}

// Expected, Accepted, Waiting, Missing count the line's months.
func (l *Line) Expected() int { return len(l.Months) }

// Accepted counts those that count.
func (l *Line) Accepted() int {
	return l.count(func(s report.State) bool { return s.Final() })
}

// Waiting counts those with the reviewer.
func (l *Line) Waiting() int {
	return l.count(func(s report.State) bool { return s == report.Submitted || s == report.InReview })
}

// Missing counts those with their holder.
func (l *Line) Missing() int { return l.count(report.State.Editable) }

func (l *Line) count(is func(report.State) bool) (n int) {
	for i := range l.Months {
		n += one(is(l.Months[i].State))
	}
	return n
}

// Reports and nudges of the lines' units, the snapshot that speaks for each.
const sqlCockpit = `SELECT ` + reportColumns + `, n.sent_on AS nudged, coalesce(n.by, '') AS nudged_by, coalesce(n.sent_unit, 0) AS nudged_unit, coalesce(s.canonical, ''::bytea) AS canonical,
  EXISTS (SELECT FROM phase_snapshot p WHERE p.report_id = r.id AND p.kind = 'supplement' AND p.accepted_at IS NULL AND p.refused_at IS NULL) AS pending, u.unit AS line
 FROM unnest($2::bigint[]) AS u (unit) LEFT JOIN phase_report r ON r.phase_id = $1 AND r.unit_id = u.unit
 LEFT JOIN LATERAL (SELECT n.sent_on, n.sent_unit, a.full_name AS by FROM nudge n JOIN app_user a ON a.id = n.sent_by WHERE n.unit_id = u.unit AND n.phase_id = $1 ORDER BY n.id DESC LIMIT 1) n ON true
 LEFT JOIN LATERAL (SELECT s.canonical FROM phase_snapshot s WHERE s.report_id = r.id AND r.state IN ('submitted', 'accepted', 'frozen', 'signed')
   AND (s.kind = 'submission' AND s.no = r.submission_no OR s.kind = 'supplement' AND s.accepted_at IS NOT NULL OR s.kind = 'freeze') ORDER BY s.id DESC LIMIT 1) s ON r.level <> 'province'`

type cockpitRow struct {
	Line             int64      `db:"line"`
	Nudged           *clock.Day `db:"nudged"`
	NudgedBy         string     `db:"nudged_by"`
	NudgedUnit       int64      `db:"nudged_unit"`
	Canonical        []byte     `db:"canonical"`
	Pending          bool       `db:"pending"`
	ID               *ID        `db:"id"`
	PhaseID          *int64     `db:"phase_id"`
	UnitID           *int64     `db:"unit_id"`
	Level            *string    `db:"level"`
	State            *State     `db:"state"`
	Version          *int       `db:"version"`
	SubmissionNo     *int       `db:"submission_no"`
	FirstSubmittedAt *time.Time `db:"first_submitted_at"`
	FirstSubmittedOn *clock.Day `db:"first_submitted_on"`
	SubmittedAt      *time.Time `db:"submitted_at"`
	SubmittedBy      *int64     `db:"submitted_by"`
	DecidedAt        *time.Time `db:"decided_at"`
	DecidedBy        *int64     `db:"decided_by"`
	HolderID         *int64     `db:"holder_id"`
	ReviewerID       *int64     `db:"reviewer_id"`
	DueBefore        *clock.Day `db:"due_before"`
	DocNumber        *string    `db:"doc_number"`
	DocDate          *clock.Day `db:"doc_date"`
	SignerForm       *string    `db:"signer_form"`
	SignerTitle      *string    `db:"signer_title"`
	SignerName       *string    `db:"signer_name"`
	ScopePath        *string    `db:"scope_path"`
}

func (r *cockpitRow) report() *Report {
	if r.ID == nil {
		return nil
	}
	return &Report{ID: *r.ID, PhaseID: *r.PhaseID, UnitID: *r.UnitID, Level: *r.Level, State: *r.State, Version: *r.Version, SubmissionNo: *r.SubmissionNo,
		FirstSubmittedAt: r.FirstSubmittedAt, FirstSubmittedOn: r.FirstSubmittedOn, SubmittedAt: r.SubmittedAt, SubmittedBy: r.SubmittedBy, DecidedAt: r.DecidedAt,
		DecidedBy: r.DecidedBy, HolderID: *r.HolderID, ReviewerID: r.ReviewerID, DueBefore: *r.DueBefore, DocNumber: *r.DocNumber, DocDate: r.DocDate,
		SignerForm: *r.SignerForm, SignerTitle: *r.SignerTitle, SignerName: *r.SignerName, ScopePath: *r.ScopePath}
}

// Cockpit reads a phase's lines within the actor's scope: three statements.
func (s *Service) Cockpit(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, w report.World, ph plan.LivePhase) (*Cockpit, error) {
	scope, err := access.ScopeOf(a, access.SummaryRead)
	if err != nil {
		return nil, err
	}
	k := &Cockpit{Phase: ph, Periods: plan.Ended(w.Plan.InPhase(ph.ID), now.Today)}
	c := &compilation{w: w, ph: ph}
	months, shares, err := s.Reports.Sheet(ctx, q, w, scope, k.Periods, report.Want{Periods: k.Periods, Reading: report.AtTheTime})
	if err != nil {
		return nil, err
	}
	units := k.lay(c, scope)
	rows, err := pg.List[cockpitRow](ctx, q, sqlCockpit, ph.ID, units)
	if err != nil {
		return nil, err
	}
	contacts, err := identity.Contacts(ctx, q, orgIDs(units), now.Today, access.CommunePolice, access.District, access.CommuneOffice)
	if err != nil {
		return nil, err
	}
	k.fill(w, now, months, rows, contacts)
	return k, k.drift(c, shares, rows)
}

// lay sets the lines up: who reports on the phase and the communes, as far as
// the scope goes. It gives the units there is something to read of.
func (k *Cockpit) lay(c *compilation, scope access.Scope) []int64 {
	units := []int64{}
	within := func(u org.UnitID) bool {
		return scope.Holds(c.w.Tree.PlaceNow(u, c.w.Day).Path) || scope.Holds(c.w.Tree.Path(u, c.ph.End))
	}
	for _, u := range expected(c.w, c.ph) {
		x, _ := c.w.Tree.Unit(u)
		if within(u) {
			units = append(units, int64(u))
			if x.Level != org.Province {
				k.Units = append(k.Units, Line{Unit: c.unitRef(u), Level: x.Level})
			}
		}
		if x.Level != org.District {
			continue
		}
		for _, below := range c.w.Tree.Communes(u, c.ph.End) {
			if len(c.w.Tree.Teams(below, c.ph.End)) > 0 && within(below) {
				k.Communes = append(k.Communes, Line{Unit: c.unitRef(below), Level: org.Commune})
				units = append(units, int64(below))
			}
		}
	}
	return units
}

func orgIDs(list []int64) []org.UnitID {
	out := make([]org.UnitID, len(list))
	for i, id := range list {
		out[i] = org.UnitID(id)
	}
	return out
}

func (k *Cockpit) fill(w report.World, now clock.Moment, months []report.Line, rows []cockpitRow, contacts map[org.UnitID]identity.Contact) {
	at := map[int64]*cockpitRow{}
	for i := range rows {
		at[rows[i].Line] = &rows[i]
		if r := rows[i].report(); r != nil && r.Level == string(org.Province) {
			k.Province = r
		}
	}
	of := map[int64][]report.Line{}
	for _, m := range months {
		under, ok := w.Tree.LeadSuccessor(org.UnitID(m.CommuneID), k.Phase.End)
		if !ok {
			continue
		}
		of[int64(under)] = append(of[int64(under)], m)
		for _, level := range []org.Level{org.District, org.Province} {
			if u := w.Tree.Ancestor(under, level, k.Phase.End); u != 0 {
				of[int64(u)] = append(of[int64(u)], m)
			}
		}
	}
	for _, list := range [][]Line{k.Units, k.Communes} {
		for i := range list {
			l := &list[i]
			l.Months, l.Contact = of[l.Unit.ID], contacts[org.UnitID(l.Unit.ID)]
			if r := at[l.Unit.ID]; r != nil {
				l.Report, l.Nudged, l.By, l.ByUnit, l.Pending = r.report(), r.Nudged, r.NudgedBy, org.UnitID(r.NudgedUnit), r.Pending
			}
			l.stand(w, k.Phase, now.Today)
		}
	}
}

// drift counts what differs since each sending.
func (k *Cockpit) drift(c *compilation, shares []report.Expected, rows []cockpitRow) error {
	fresh := make([]Commune, 1)
	for _, e := range shares {
		m := Month{Period: e.Period, Report: int64(e.Report), Counted: e.Counted}
		if e.Counted {
			m.Sum = e.Sum
		}
		fresh[0].Months = append(fresh[0].Months, m)
	}
	for i := range rows {
		if len(rows[i].Canonical) == 0 {
			continue
		}
		sealed, err := Unseal(rows[i].Canonical)
		if err != nil {
			return err
		}
		n := len(DriftOf(&sealed.Figures, fresh))
		for u := range k.Units {
			if k.Units[u].Unit.ID == rows[i].Line {
				k.Units[u].Drift = n
			}
		}
	}
	return nil
}
