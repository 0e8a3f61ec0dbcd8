package demo

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/summary"
)

// Where the phase reports of đợt 1 stand the day before they are due; the
// other districts are still writing.
const (
	sentDistrict     = "589" // sent with gaps, a figure corrected since
	returnedDistrict = "587"
	begunDistrict    = "586" // some sections written
)

// missingSections are what a draft leaves to the district's own words.
var missingSections = map[string]string{
	"uu-diem": "Các Tổ duy trì tuần tra đều, tiếp nhận và chuyển tin kịp thời đến Công an cấp xã.",
	"nguyen-nhan": "Khách quan: địa bàn rộng, phương tiện của các Tổ còn thiếu.\n" +
		"Chủ quan: một số đơn vị cập nhật số liệu chưa kịp thời, chưa đối chiếu hằng tuần với sổ trực ban.",
	"bai-hoc": "Phân công rõ từng thành viên phụ trách cụm dân cư; họp giao ban hằng tuần giữa Công an xã và các Tổ.",
	"guong":   "Các đơn vị tiếp tục phát hiện, đề nghị biểu dương gương người tốt, việc tốt trong đợt sau.",
}

// phaseReports writes, sends and decides on them through the service.
func (s *scribe) phaseReports(ctx context.Context) error {
	sums := s.sums()
	px03, err := pg.Value[int64](ctx, s.reports.Pool, sqlUserOf, "px03")
	if err != nil {
		return err
	}
	root := s.w.Tree.Root(Today)
	reviewer := s.actor(px03, access.PX03, root)
	day := Today - 1
	for _, code := range []string{fullDistrict, sentDistrict, returnedDistrict, begunDistrict} {
		d := s.w.Unit(code)
		a := s.actor(s.people.District[d], access.District, d)
		r, err := sums.Of(ctx, s.reports.Pool, s.world.Plan.Phases[0].ID, int64(d))
		if err != nil {
			return err
		}
		if err := s.write(ctx, sums, a, momentAt(day, 10, 15), r.ID); err != nil {
			return err
		}
		if code == begunDistrict {
			continue
		}
		reason := "Còn báo cáo tháng của một số xã chưa duyệt xong; sẽ gửi bổ sung ngay khi duyệt."
		if code == fullDistrict {
			reason = ""
		}
		if err := sums.Submit(ctx, a, momentAt(day, 15, 40), s.at(day), r.ID, reason); err != nil {
			return fmt.Errorf("demo: %s: %w", code, err)
		}
		switch code {
		case fullDistrict:
			err = sums.Accept(ctx, reviewer, momentAt(Today, 7, 40), s.world, r.ID, 1)
		case returnedDistrict:
			err = sums.Return(ctx, reviewer, momentAt(Today, 7, 50), s.world, r.ID, 1, "Mục V.3: làm rõ nguyên nhân của từng chỉ tiêu chưa đạt; rà lại số vụ, việc ở mục III.1.")
		case sentDistrict:
			err = s.correctOne(ctx, d)
		}
		if err != nil {
			return err
		}
	}
	nudged := []org.UnitID{s.w.Unit("585")}
	_, err = sums.Nudge(ctx, reviewer, momentAt(Today, 8, 0), s.world, s.world.Plan.Phases[0], nudged)
	return err
}

// at is the world on a day.
func (s *scribe) at(day clock.Day) report.World {
	w := s.world
	w.Day = day
	return w
}

// write fills the sections that would be empty.
func (s *scribe) write(ctx context.Context, sums *summary.Service, a access.Actor, now clock.Moment, id summary.ID) error {
	v, err := sums.View(ctx, s.reports.Pool, a, now, s.at(now.Today), id)
	if err != nil {
		return err
	}
	_, _, err = sums.Save(ctx, a, now, s.at(now.Today), id, unwritten(v.Sealed.Sections, ""))
	return err
}

// unwritten are words for the sections that are empty, but for one.
func unwritten(sections []summary.Section, but string) []summary.Edit {
	var edits []summary.Edit
	for _, x := range sections {
		if text := missingSections[x.Code]; !x.Head && x.Text == "" && text != "" && x.Code != but {
			edits = append(edits, summary.Edit{Section: x.Code, Text: text})
		}
	}
	return edits
}

const sqlFixable = `SELECT r.id, f.team_id, r.commune_id, f.values[$3 + 1] AS old FROM report r JOIN team_figure f ON f.report_id = r.id
 WHERE starts_with(r.scope_path, $1) AND r.state = 'accepted' AND r.period_id = $2 AND f.team_id IS NOT NULL ORDER BY r.id, f.team_id LIMIT 1`

// correctOne corrects a figure of an accepted month after its district sent
// the phase report.
func (s *scribe) correctOne(ctx context.Context, d org.UnitID) error {
	slot := s.world.Plan.Rules.MeasureByCode("patrol_shifts").Slot
	c, err := pg.One[struct {
		ID      int64 `db:"id"`
		Team    int64 `db:"team_id"`
		Commune int64 `db:"commune_id"`
		Old     int   `db:"old"`
	}](ctx, s.reports.Pool, sqlFixable, s.w.Tree.Path(d, Today), s.world.Plan.Periods[0].ID, slot)
	if err != nil {
		return err
	}
	commune := org.UnitID(c.Commune)
	old := report.Value{N: plan.Cell(c.Old)}
	err = pg.InTx(ctx, s.reports.Pool, func(tx pg.Tx) error {
		return s.reports.Propose(ctx, tx, s.officer(commune), momentAt(Today, 7, 45), s.world, report.Proposal{Report: report.ID(c.ID), Cell: report.Cell{Row: c.Team, Slot: slot},
			Base: old, New: report.Value{N: old.N + 2}, Reason: "Ghi sót hai ca tuần tra đêm 30/11 trong sổ của Tổ"})
	})
	if err != nil {
		return err
	}
	id, err := pg.Value[int64](ctx, s.reports.Pool, sqlPendingOf, c.ID)
	if err != nil {
		return err
	}
	_, err = s.reports.Approve(ctx, s.reviewer(commune), momentAt(Today, 8, 5), s.world, report.CorrectionID(id))
	return err
}

const sqlPendingOf = `SELECT id FROM correction WHERE report_id = $1 AND state = 'proposed' ORDER BY id DESC LIMIT 1`
