package summary

import (
	"context"
	"encoding/hex"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// partRow is a report below the province with the snapshot that speaks for it,
// or the province's frozen report of the phase before.
type partRow struct {
	ID        ID         `db:"id"`
	UnitID    int64      `db:"unit_id"`
	Level     string     `db:"level"`
	State     State      `db:"state"`
	SentOn    *clock.Day `db:"first_submitted_on"`
	DueBefore clock.Day  `db:"due_before"`
	Snapshot  *int64     `db:"snapshot_id"`
	Kind      *string    `db:"kind"`
	No        *int       `db:"no"`
	Canonical []byte     `db:"canonical"`
	Digest    []byte     `db:"digest"`
	Code      *string    `db:"code"`
	Corrected int        `db:"corrected"`
}

// An accepted report is spoken for by its current submission or a supplement
// taken over after it.
const sqlParts = `SELECT r.id, r.unit_id, r.level, r.state, r.first_submitted_on, r.due_before, s.id AS snapshot_id, s.kind, s.no,
 CASE WHEN s.id <> ALL ($5::bigint[]) THEN s.canonical END AS canonical, s.digest, s.code,
 (SELECT count(*) FROM phase_correction c WHERE c.report_id = r.id)::int AS corrected
 FROM phase_report r LEFT JOIN LATERAL (SELECT * FROM phase_snapshot x WHERE x.report_id = r.id AND r.state IN ('accepted', 'frozen', 'signed')
   AND (x.kind = 'submission' AND x.no = r.submission_no AND r.level <> 'province' OR x.kind = 'supplement' AND x.accepted_at IS NOT NULL OR x.kind = 'freeze')
   ORDER BY x.id DESC LIMIT 1) s ON true
 WHERE r.phase_id = $1 AND r.level <> 'province' AND r.scope_path >= $2 AND r.scope_path < $3 OR r.phase_id = $4 AND r.level = 'province' AND r.state IN ('frozen', 'signed')
 ORDER BY r.scope_path`

// Assembly is the province's report as it would be frozen now.
type Assembly struct {
	Report  Report
	Figures *Figures
	Gaps    []Gap
	Parts   []Part
	// Months of the phase accepted by now, and the others: what a freeze keeps
	// and leaves out.
	Accepted, Others int
}

// Seal joins the narrative to the figures.
func (a *Assembly) Seal(texts map[string]Text) *Sealed {
	return &Sealed{Figures: *a.Figures, Sections: Sections(Outline(a.Figures), texts, a.Figures)}
}

// The kinds of gaps of the province's report: a unit without an accepted
// report; a month accepted after its unit sent; a section without text.
const (
	GapUnit  GapKind = "unit"
	GapAfter GapKind = "after"
)

// Assemble reads the accepted snapshots below the province and makes its
// figures of them: three statements.
func (s *Service) Assemble(ctx context.Context, q pg.Querier, w report.World, r Report, now clock.Moment) (*Assembly, error) {
	frame, rules, err := s.frame(ctx, q, w, &r, now)
	if err != nil {
		return nil, err
	}
	before := int64(0)
	for i, ph := range w.Plan.Phases {
		if ph.ID == r.PhaseID && i > 0 {
			before = w.Plan.Phases[i-1].ID
		}
	}
	scope := access.Under(r.ScopePath)
	rows, err := pg.List[partRow](ctx, q, sqlParts, r.PhaseID, scope.From(), scope.To(), before, s.kept.ids())
	if err != nil {
		return nil, err
	}
	a := &Assembly{Report: r}
	var previous *partRow
	for i := range rows {
		x := &rows[i]
		if x.Level == "province" {
			previous = x
			continue
		}
		unit := unitRef(w, org.UnitID(x.UnitID), frame.Phase.End)
		onTime := x.SentOn != nil && *x.SentOn < x.DueBefore
		frame.Districts = append(frame.Districts, District{UnitRef: unit, SentOn: x.SentOn, OnTime: onTime})
		if x.Snapshot == nil {
			a.Gaps = append(a.Gaps, Gap{Kind: GapUnit, Unit: unit, Below: x.ID, Text: vi.UpperFirst(unit.Name) + ": báo cáo đợt " + vi.LowerFirst(x.State.Words()) + ", chưa được tiếp nhận"})
			continue
		}
		sealed, err := s.sealed(ctx, q, *x.Snapshot, x.Canonical)
		if err != nil {
			return nil, err
		}
		a.Parts = append(a.Parts, Part{Sealed: sealed, Source: Source{Unit: unit, Report: int64(x.ID), Snapshot: *x.Snapshot, Kind: *x.Kind, No: *x.No,
			Digest: hex.EncodeToString(x.Digest), SentOn: x.SentOn, OnTime: onTime}})
	}
	inOfficialOrder(w, frame)
	a.Figures = Assemble(*frame, rules, a.Parts, now.Today)
	if previous != nil && previous.Snapshot != nil {
		old, err := s.sealed(ctx, q, *previous.Snapshot, previous.Canonical)
		if err != nil {
			return nil, err
		}
		a.Figures.Previous = previousOf(&old.Figures, *previous.Code, previous.Corrected, a.Figures)
	}
	a.gaps(frame)
	return a, nil
}

const sqlCanonical = `SELECT canonical FROM phase_snapshot WHERE id = $1`

// sealed is a snapshot, read before or now.
func (s *Service) sealed(ctx context.Context, q pg.Querier, id int64, canonical []byte) (*Sealed, error) {
	x, err := s.kept.of(id, canonical)
	if err != nil || x != nil {
		return x, err
	}
	if canonical, err = pg.Value[[]byte](ctx, q, sqlCanonical, id); err != nil { // dropped meanwhile
		return nil, err
	}
	return s.kept.of(id, canonical)
}

// frame is the province as it stands: units, phase, every month expected.
func (s *Service) frame(ctx context.Context, q pg.Querier, w report.World, r *Report, now clock.Moment) (*Figures, *plan.Rules, error) {
	ph, err := phaseOf(w, r)
	if err != nil {
		return nil, nil, err
	}
	c := &compilation{w: w, ph: ph, unit: org.UnitID(r.UnitID), level: org.Level(r.Level)}
	want := report.Want{Periods: plan.Ended(w.Plan.InPhase(ph.ID), now.Today), Reading: report.AtTheTime}
	b, err := s.Reports.Board(ctx, q, compiler, w, c.unit, want)
	if err != nil {
		return nil, nil, err
	}
	c.begin(b.Rules, want.Periods, now.Today)
	heads, err := roster.Headcounts(ctx, q, c.teams(), ph.End)
	if err != nil {
		return nil, nil, err
	}
	c.communes(b, heads)
	return c.f, b.Rules, nil
}

func unitRef(w report.World, u org.UnitID, day clock.Day) UnitRef {
	n := w.Tree.Name(u, day)
	return UnitRef{ID: int64(u), Code: n.Code, Name: n.Full(), Parent: int64(w.Tree.Parent(u, day))}
}

// inOfficialOrder sorts the units below as official lists do.
func inOfficialOrder(w report.World, f *Figures) {
	order := map[int64]int{}
	for i, u := range w.Tree.Children(org.UnitID(f.Unit.ID), f.Phase.End) {
		order[int64(u)] = i
	}
	sortBy(f.Districts, func(d *District) int { return order[d.ID] })
}

// gaps adds what the snapshots leave out of what is accepted by now, and what
// was left out when they were sent.
func (a *Assembly) gaps(frame *Figures) {
	covered := map[int64]bool{}
	for _, p := range a.Parts {
		covered[p.Unit.ID] = true
	}
	label := map[int]string{}
	for _, p := range frame.Periods {
		label[p.Ordinal] = p.Label
	}
	for i := range a.Figures.Communes {
		c, now := &a.Figures.Communes[i], &frame.Communes[i]
		for _, m := range now.Months {
			a.Accepted += one(m.Counted)
			a.Others += one(!m.Counted)
		}
		if !covered[c.Parent] && !covered[c.ID] {
			continue // its unit is named as a whole
		}
		for k, m := range c.Months {
			g := Gap{Unit: c.UnitRef, Period: m.Period, Report: report.ID(m.Report)}
			switch {
			case m.Counted:
				continue
			case now.Months[k].Counted:
				g.Kind, g.Text = GapAfter, vi.UpperFirst(c.Name)+", "+label[m.Period]+": được duyệt sau khi gửi báo cáo đợt, không có trong số liệu"
			default:
				g.Kind, g.Text = GapMonth, vi.UpperFirst(c.Name)+", "+label[m.Period]+": "+vi.LowerFirst(m.State)
			}
			a.Gaps = append(a.Gaps, g)
		}
	}
}

// ProvinceReport is the province's report of a phase.
func (s *Service) ProvinceReport(ctx context.Context, q pg.Querier, phase int64) (Report, error) {
	return pg.One[Report](ctx, q, sqlProvinceReport, phase)
}

const sqlProvinceReport = `SELECT ` + reportColumns + ` FROM phase_report r WHERE r.phase_id = $1 AND r.level = 'province'`

const sqlLockProvince = sqlProvinceReport + ` FOR UPDATE`

func notProvince(r *Report) error {
	if r.Level == "province" {
		return nil
	}
	return fault.New(fault.Stale, "Chỉ báo cáo của tỉnh được chốt; báo cáo của đơn vị bên dưới được chốt cùng.")
}
