package demo

import (
	"bytes"
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/summary"
)

// The days phase 1 was brought to its end: what was missing came in, the
// districts sent, the province froze and signed; one district was late.
var (
	extendedOn = clock.NewDay(2025, 2, 5)
	lastMonths = clock.NewDay(2025, 2, 6)
	sentOn     = clock.NewDay(2025, 2, 6)
	sentLate   = clock.NewDay(2025, 2, 8)
	takenOn    = clock.NewDay(2025, 2, 10)
	frozenOn   = clock.NewDay(2025, 2, 12)
	signedOn   = clock.NewDay(2025, 2, 14)
	annexedOn  = clock.NewDay(2025, 3, 5)
)

const lateDistrict = "585"

const (
	sqlUnfinished = `SELECT r.id, r.commune_id, r.period_id, r.state, r.submission_no FROM report r JOIN period p ON p.id = r.period_id
 WHERE p.ordinal < $1 AND r.state <> 'accepted' ORDER BY p.ordinal, r.commune_id`
	sqlPending  = `SELECT c.id, r.commune_id FROM correction c JOIN report r ON r.id = c.report_id WHERE c.state = 'proposed' ORDER BY c.id`
	sqlOpen     = `SELECT id, version FROM question WHERE state = 'open' ORDER BY id`
	sqlMonthOf  = `SELECT r.id FROM report r JOIN period p ON p.id = r.period_id WHERE r.commune_id = $1 AND p.ordinal = $2`
	firstOfTwo  = 3 // ordinal of phase 2's first period
	lastOfTwo   = 9
	annexedUnit = "22741"
)

// closing carries phase 1 from Today to its end.
func (s *scribe) closing(ctx context.Context) error {
	if err := s.lastMonths(ctx); err != nil {
		return err
	}
	if err := s.decide(ctx); err != nil {
		return err
	}
	px03, err := s.px03(ctx)
	if err != nil {
		return err
	}
	sums := s.sums()
	if err := s.lastReports(ctx, sums, px03); err != nil {
		return err
	}
	if err := s.freeze(ctx, sums, px03); err != nil {
		return err
	}
	return s.annexed(ctx, px03)
}

func (s *scribe) sums() *summary.Service {
	return &summary.Service{Pool: s.reports.Pool, Clocks: s.reports.Clocks, Reports: s.reports}
}

func (s *scribe) px03(ctx context.Context) (access.Actor, error) {
	id, err := pg.Value[int64](ctx, s.reports.Pool, sqlUserOf, "px03")
	return s.actor(id, access.PX03, s.w.Tree.Root(Today)), err
}

type unfinished struct {
	ID         int64        `db:"id"`
	Commune    int64        `db:"commune_id"`
	Period     int64        `db:"period_id"`
	State      report.State `db:"state"`
	Submission int          `db:"submission_no"`
}

// lastMonths brings every month of phase 1 to acceptance; those closed long ago
// are opened again first.
func (s *scribe) lastMonths(ctx context.Context) error {
	list, err := pg.List[unfinished](ctx, s.reports.Pool, sqlUnfinished, firstOfTwo)
	if err != nil {
		return err
	}
	for i, x := range list {
		p, _ := s.world.Plan.Period(x.Period)
		if err := s.finish(ctx, x, p, i); err != nil {
			return fmt.Errorf("demo: %s of %d: %w", p.Short, x.Commune, err)
		}
	}
	return nil
}

func (s *scribe) finish(ctx context.Context, x unfinished, p plan.LivePeriod, i int) error {
	id, commune := report.ID(x.ID), org.UnitID(x.Commune)
	chief, officer, w := s.reviewer(commune), s.officer(commune), s.at(lastMonths)
	if x.State == report.Draft && lastMonths >= p.ClosesBefore {
		if err := s.reports.Extend(ctx, chief, momentAt(extendedOn, 16, i%60), s.at(extendedOn), id, lastMonths+2,
			"Công an xã có văn bản xin nộp bổ sung để kịp báo cáo đợt 1."); err != nil {
			return err
		}
	}
	if x.State == report.Draft || x.State == report.Returned {
		now := momentAt(lastMonths, 8, i%60)
		edits, err := s.rest(ctx, officer, id, commune, p)
		if err != nil {
			return err
		}
		if _, err := s.reports.SaveCells(ctx, officer, now, w, id, edits); err != nil {
			return err
		}
		if err := s.reports.Submit(ctx, officer, momentAt(lastMonths, 9, i%60), w, id); err != nil {
			return err
		}
		x.State, x.Submission = report.Submitted, x.Submission+1
	}
	if x.State == report.Submitted {
		if err := s.reports.Take(ctx, chief, momentAt(lastMonths, 10, i%60), w, id, x.Submission); err != nil {
			return err
		}
	}
	return s.reports.Accept(ctx, chief, momentAt(lastMonths, 11, i%60), w, []report.Seen{{ID: id, Submission: x.Submission}})
}

// rest are the figures a month still lacks; of a returned one, the incident
// its reviewer missed.
func (s *scribe) rest(ctx context.Context, officer access.Actor, id report.ID, commune org.UnitID, p plan.LivePeriod) ([]report.Edit, error) {
	g, err := s.reports.Grid(ctx, s.reports.Pool, officer, s.world, id, s.today)
	if err != nil {
		return nil, err
	}
	if g.Report.State == report.Returned {
		c := g.Return.Cells[0].Cell
		if total := g.Rules.MeasureByCode("incidents_total").Slot; c.Slot != total {
			c.Slot = total
		}
		v := g.Value(c)
		return []report.Edit{{Cell: c, Base: v, New: report.Value{N: v.N + 1}}}, nil
	}
	total := map[string]int{}
	var out []report.Edit
	for _, e := range s.figures(seeded("rest", s.w.key(commune)+p.Short), commune, p, false) {
		code := g.Rules.Measure(e.Cell.Slot).Code
		v := g.Value(e.Cell)
		if !v.Known() {
			if v = e.New; code == "tips_total" {
				v.N = plan.Cell(total["tips_via_force"] + total["tips_via_force"]/8)
			} else if code == "people_info_required" {
				v.N = plan.Cell(total["people_info_given"] * 25 / 24)
			}
			out = append(out, report.Edit{Cell: e.Cell, Base: report.Blank, New: v})
		}
		total[code] += int(v.N)
	}
	return out, nil
}

// decide approves the corrections that wait.
func (s *scribe) decide(ctx context.Context) error {
	list, err := pg.List[struct {
		ID      int64 `db:"id"`
		Commune int64 `db:"commune_id"`
	}](ctx, s.reports.Pool, sqlPending)
	for i, c := range list {
		if _, err := s.reports.Approve(ctx, s.reviewer(org.UnitID(c.Commune)), momentAt(lastMonths, 14, i), s.at(lastMonths), report.CorrectionID(c.ID)); err != nil {
			return err
		}
	}
	return err
}

// lastReports has every district's report of phase 1 sent and accepted. One
// that was accepted before its figures were corrected is supplemented.
func (s *scribe) lastReports(ctx context.Context, sums *summary.Service, px03 access.Actor) error {
	for i, d := range s.w.Tree.Children(s.w.Tree.Root(Today), Today) {
		a, code := s.actor(s.people.District[d], access.District, d), s.w.key(d)
		r, err := sums.Of(ctx, s.reports.Pool, s.world.Plan.Phases[0].ID, int64(d))
		if err != nil {
			return err
		}
		day := sentOn
		if code == lateDistrict {
			day = sentLate
		}
		if r.State == summary.Accepted {
			if err := s.supplement(ctx, sums, px03, a, r.ID); err != nil {
				return err
			}
			continue
		}
		if r.State == summary.Submitted {
			if err := sums.Return(ctx, px03, momentAt(day, 14, 30+i), s.at(day), r.ID, r.SubmissionNo, "Báo cáo tháng của các xã nay đã duyệt đủ: lập lại và gửi."); err != nil {
				return err
			}
		}
		if err := s.write(ctx, sums, a, momentAt(day, 15, i), r.ID); err != nil {
			return err
		}
		if err := sums.Submit(ctx, a, momentAt(day, 16, 10+i), s.at(day), r.ID, ""); err != nil {
			return fmt.Errorf("demo: %s: %w", code, err)
		}
		if err := sums.Accept(ctx, px03, momentAt(takenOn, 9, 5*i), s.at(takenOn), r.ID, r.SubmissionNo+1); err != nil {
			return err
		}
	}
	return nil
}

func (s *scribe) supplement(ctx context.Context, sums *summary.Service, px03, a access.Actor, id summary.ID) error {
	day := sentOn + 1
	no, err := sums.Supply(ctx, a, momentAt(day, 9, 0), s.at(day), id, "Một số liệu tuần tra được đính chính sau khi báo cáo đã gửi.")
	if err != nil {
		return err
	}
	return sums.DecideSupplement(ctx, px03, momentAt(day, 14, 0), s.at(day), id, no, true, "")
}

// freeze writes what the province's report lacks, freezes and signs it.
func (s *scribe) freeze(ctx context.Context, sums *summary.Service, px03 access.Actor) error {
	r, err := sums.ProvinceReport(ctx, s.reports.Pool, s.world.Plan.Phases[0].ID)
	if err != nil {
		return err
	}
	now, w := momentAt(frozenOn, 10, 0), s.at(frozenOn)
	p, err := sums.ToFreeze(ctx, s.reports.Pool, px03, w, r, now)
	if err != nil {
		return err
	}
	if _, _, err := sums.Save(ctx, px03, momentAt(frozenOn, 9, 0), w, r.ID, unwritten(p.Sealed.Sections, "")); err != nil {
		return err
	}
	if p, err = sums.ToFreeze(ctx, s.reports.Pool, px03, w, r, now); err != nil {
		return err
	}
	if err := sums.Freeze(ctx, px03, now, w, r.ID, summary.FreezeForm{Seen: p.Seen, Form: "TL.", Title: "TRƯỞNG PHÒNG PX03", Name: px03.Name}); err != nil {
		return err
	}
	body, err := drawn(paper, 20)
	if err != nil {
		return err
	}
	f, err := register.Prepare("Báo cáo sơ kết đợt 1 đã ký.pdf", bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return err
	}
	defer f.Close()
	return sums.Sign(ctx, px03, momentAt(signedOn, 15, 20), s.at(signedOn), r.ID, summary.SignForm{Number: "412", Day: signedOn, Signer: px03.Name, File: f})
}

// annexed is one figure of phase 1 corrected after the freeze.
func (s *scribe) annexed(ctx context.Context, px03 access.Actor) error {
	commune := s.w.Unit(annexedUnit)
	id, err := pg.Value[int64](ctx, s.reports.Pool, sqlMonthOf, int64(commune), 1)
	if err != nil {
		return err
	}
	g, err := s.reports.Grid(ctx, s.reports.Pool, s.officer(commune), s.at(annexedOn), report.ID(id), annexedOn)
	if err != nil {
		return err
	}
	c := report.Cell{Row: int64(g.Teams[0]), Slot: g.Rules.MeasureByCode("patrol_shifts").Slot}
	v, made := g.Value(c), report.CorrectionID(0)
	if _, err := s.reports.ProposeOnce(ctx, s.officer(commune), momentAt(annexedOn-2, 9, 0), s.at(annexedOn-2), "demo-sau-chot",
		report.Proposal{Report: report.ID(id), Cell: c, Base: v, New: report.Value{N: v.N + 3}, Reason: "Đối chiếu sổ trực: sót ba ca tuần tra đêm 31/12."},
		func(id report.CorrectionID) string { made = id; return fmt.Sprintf("/dinh-chinh/%d", id) }); err != nil {
		return err
	}
	_, err = s.reports.Approve(ctx, px03, momentAt(annexedOn, 10, 30), s.at(annexedOn), made)
	return err
}
