package demo

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/launch"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/question"
	"thidua/internal/report"
)

// endOfOne is phase 1's last day.
var endOfOne = clock.NewDay(2025, 2, 3)

// second goes on from Today to Second: phase 1 is closed, phase 2 is lived
// through month by month, its last one is due on the day.
func (s *scribe) second(ctx context.Context) error {
	s.today, s.world.Day = Second, Second
	for _, step := range []func(context.Context) error{s.answers, s.renew, s.closing, s.awardsSpring, s.launchRest, s.assignTwo, s.renew, s.movements, s.registersTwo, s.monthsTwo, s.afterTwo, s.reportsTwo, s.awardsSummer} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// renew reads the plan again: targets have been assigned.
func (s *scribe) renew(ctx context.Context) error {
	live, err := plan.NewBook(s.reports.Pool).Now(ctx)
	if err == nil {
		s.world.Plan = live
	}
	return err
}

// strong teams miss nothing in phase 2: those an award is for.
func (w *World) strong(team org.UnitID) bool { return chance(seeded("strong", w.key(team)), 35) }

// fateTwo is where a month of phase 2 stands on Second: those up to July
// nearly all accepted, August in every state.
func (w *World) fateTwo(code, district string, period, n int) fate {
	switch {
	case code == homeCommune && period == lastOfTwo:
		return partDraft
	case code == homeCommune, district == fullDistrict:
		return accepted
	case period == lastOfTwo:
		switch {
		case n < 34:
			return accepted
		case n < 60:
			return submitted
		case n < 70:
			return inReview
		case n < 77:
			return returned
		case n < 82:
			return resubmitted
		case n < 94:
			return partDraft
		}
		return emptyDraft
	case period == lastOfTwo-1:
		return pickFate(n, 3, missing, 3, returned, 8, lateAccepted, accepted, submitted, 4)
	case period == lastOfTwo-2:
		return pickFate(n, 1, missing, 2, returned, 8, lateAccepted, accepted)
	}
	return pickFate(n, 0, missing, 0, returned, 9, lateAccepted, accepted)
}

// The questions of phase 2; those of phase 1 left open were answered before
// the province closed it.
var questionsTwo = []asked{
	{phase: 1, unit: "22867", day: clock.NewDay(2025, 5, 6), subject: "Huy động Tổ chữa cháy rừng ngoài địa bàn", by: "px03", answerRole: access.PX03,
		body:   "Tổ được huy động chữa cháy rừng ở xã giáp ranh, đơn vị chưa rõ tính lượt huy động cho xã nào.",
		answer: "Tính cho Tổ được huy động, dù vụ cháy ở ngoài địa bàn; ghi một lượt cho mỗi Tổ, mỗi vụ."},
	{phase: 1, unit: "586", district: true, day: clock.NewDay(2025, 6, 24), subject: "Khen thưởng khi sắp xếp đơn vị hành chính", by: "noivu", answerRole: access.HomeAffairs,
		body:   "Thành viên chuyển Tổ giữa đợt 2 thì đơn vị nào đề nghị khen thưởng?",
		answer: "Đơn vị quản lý thành viên ngày cuối đợt đề nghị; thành tích ở Tổ trước được tính theo thời gian tham gia."},
	{phase: 1, unit: homeCommune, day: clock.NewDay(2025, 8, 18), subject: "Số liệu mười chín ngày của tháng 8",
		body: "Ca tuần tra đêm 19/8 kết thúc sáng 20/8 có tính vào kỳ cuối không?", proposal: "Đề nghị tính theo ngày bắt đầu ca như các kỳ trước."},
	{phase: 1, unit: homeDistrict, district: true, day: clock.NewDay(2025, 8, 19), subject: "Thời gian họp Hội đồng thi đua, khen thưởng",
		body: "Thành phố dự kiến họp Hội đồng sau ngày 25/8; hồ sơ đề nghị Bằng khen gửi sau đó có kịp thẩm định không?", proposal: "Đề nghị Sở Nội vụ thống nhất mốc nhận hồ sơ."},
}

// answers answers what was left open in phase 1.
func (s *scribe) answers(ctx context.Context) error {
	asks := &question.Service{DB: s.reports.Pool}
	list, err := pg.List[struct {
		ID      int64 `db:"id"`
		Version int   `db:"version"`
	}](ctx, s.reports.Pool, sqlOpen)
	if err != nil {
		return err
	}
	words := []string{"Tính cho mỗi Tổ có thành viên tham gia ca tuần tra, theo ngày bắt đầu ca.", "Chi từ quỹ thi đua, khen thưởng của cấp huyện theo phân cấp ngân sách hiện hành."}
	for i, q := range list {
		login, role := "px03", access.PX03
		if i%2 == 1 {
			login, role = "noivu", access.HomeAffairs
		}
		user, err := pg.Value[int64](ctx, s.reports.Pool, sqlUserOf, login)
		if err != nil {
			return err
		}
		if err := asks.Answer(ctx, s.actor(user, role, s.w.Tree.Root(Today)), momentAt(clock.NewDay(2025, 2, 10), 15, i), question.ID(q.ID), q.Version, words[i%2]); err != nil {
			return err
		}
	}
	return nil
}

// launchRest has the districts that had not launched phase 2 by Today launch
// it, and every commune answer.
func (s *scribe) launchRest(ctx context.Context) error {
	launches := &launch.Service{DB: s.reports.Pool}
	ph := s.world.Plan.Phases[1]
	for i, d := range s.w.Tree.Children(s.w.Tree.Root(Today), Today) {
		on := clock.NewDay(2025, 2, 6) + clock.Day(i)
		if !launchedTwo[s.w.key(d)] {
			r := seeded("launch", s.w.key(d)+ph.Code)
			in := launch.Input{DocNumber: fmt.Sprintf("%d/KH-UBND", 20+r.IntN(60)), DocDay: &on, Signer: "Phó Chủ tịch " + inventName(r, "male", "", ""),
				Message: "Các xã, phường, thị trấn triển khai ngay đến từng Tổ, báo cáo kết quả triển khai."}
			if _, err := launches.Launch(ctx, s.actor(s.people.District[d], access.District, d), momentAt(on, 14, r.IntN(60)), s.w.Tree, s.world.Plan, ph.Code, in); err != nil {
				return err
			}
		}
		for _, c := range s.w.Tree.Communes(d, Today) {
			r := seeded("receipt-2", s.w.key(c))
			got := on + clock.Day(1+r.IntN(8))
			if _, err := launches.Receive(ctx, s.officer(c), momentAt(got, 15, r.IntN(60)), s.w.Tree, s.world.Plan, ph.Code, launch.Answer{On: &got, TeamCount: len(s.w.Tree.Teams(c, Today))}); err != nil {
				return err
			}
		}
	}
	return nil
}

// assignTwo has districts assign targets for phase 2.
func (s *scribe) assignTwo(ctx context.Context) error {
	give := s.giving(ctx, "demo-2")
	march := clock.NewDay(2025, 3, 3)
	if err := give(homeDistrict, march, plan.AssignInput{Phase: "dot-2", Basis: plan.TeamPeriod, Measure: "patrol_shifts", Target: "10", DocNumber: "21/KH-UBND"}); err != nil {
		return err
	}
	if err := give(fullDistrict, march, plan.AssignInput{Phase: "dot-2", Basis: plan.OfIndicator, Indicator: "4.2", Target: "> 92 %", DocNumber: "18/KH-UBND"}); err != nil {
		return err
	}
	return give("586", clock.NewDay(2025, 3, 10), plan.AssignInput{Phase: "dot-2", Basis: plan.OfIndicator, Indicator: "1.1", Target: "≥ 85 %", DocNumber: "30/KH-UBND"})
}

const sqlMonthsTwo = `SELECT r.id, r.commune_id, r.period_id FROM report r JOIN period p ON p.id = r.period_id
 WHERE p.ordinal >= $1 ORDER BY p.ordinal, r.commune_id`

// monthsTwo writes phase 2's months; those nobody wrote follow the rosters and
// registers.
func (s *scribe) monthsTwo(ctx context.Context) error {
	list, err := pg.List[monthRow](ctx, s.reports.Pool, sqlMonthsTwo, firstOfTwo)
	if err != nil {
		return err
	}
	for _, m := range list {
		p, _ := s.world.Plan.Period(m.PeriodID)
		if err := s.month(ctx, report.ID(m.ID), org.UnitID(m.CommuneID), p); err != nil {
			return err
		}
	}
	return pg.InTx(ctx, s.reports.Pool, func(tx pg.Tx) error {
		for _, c := range s.w.communes() {
			if err := s.reports.Refresh(ctx, tx, s.world, momentAt(Second, 6, 0), c, s.world.Plan.Phases[1].Start, Second); err != nil {
				return err
			}
		}
		return nil
	})
}

// afterTwo is what the months leave to do, and what units ask.
func (s *scribe) afterTwo(ctx context.Context) error {
	home := s.w.Unit(homeCommune)
	id, err := pg.Value[int64](ctx, s.reports.Pool, sqlHomeMonth, int64(home), lastOfTwo)
	if err != nil {
		return err
	}
	if err := s.diary(ctx, home, report.ID(id), s.world.Plan.Periods[lastOfTwo], "demo-2"); err != nil {
		return err
	}
	if err := s.correct(ctx, home, round{period: lastOfTwo - 2, form: "demo-2-dc", proposed: clock.NewDay(2025, 8, 4), decided: clock.NewDay(2025, 8, 12)}); err != nil {
		return err
	}
	return s.questions(ctx, questionsTwo, "demo-2-hoi")
}

// reportsTwo are phase 2's reports: one sent, one begun.
func (s *scribe) reportsTwo(ctx context.Context) error {
	sums := s.sums()
	for _, code := range []string{fullDistrict, begunDistrict} {
		d := s.w.Unit(code)
		a := s.actor(s.people.District[d], access.District, d)
		r, err := sums.Of(ctx, s.reports.Pool, s.world.Plan.Phases[1].ID, int64(d))
		if err != nil {
			return err
		}
		v, err := sums.View(ctx, s.reports.Pool, a, momentAt(Second, 7, 0), s.world, r.ID)
		if err != nil {
			return err
		}
		leave := ""
		if code == begunDistrict {
			leave = "bai-hoc"
		}
		if _, _, err := sums.Save(ctx, a, momentAt(Second, 7, 20), s.world, r.ID, unwritten(v.Sealed.Sections, leave)); err != nil {
			return err
		}
		if code == fullDistrict {
			if err := sums.Submit(ctx, a, momentAt(Second, 7, 45), s.world, r.ID, ""); err != nil {
				return err
			}
		}
	}
	return nil
}
