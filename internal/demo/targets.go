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
)

const sqlUserOf = `SELECT id FROM app_user WHERE login = $1`

// assign has two districts assign targets of their own in phase 1, one of them
// replaced later, and one for phase 2.
func (s *scribe) assign(ctx context.Context) error {
	give := s.giving(ctx, "demo")
	number := func(n int) string { return fmt.Sprintf("%d/KH-UBND", n) }
	first := clock.NewDay(2024, 11, 18)
	if err := give(homeDistrict, first, plan.AssignInput{Phase: "dot-1", Basis: plan.OfIndicator, Indicator: "1.1", Target: "≥ 85 %", DocNumber: number(41),
		Note: "Các phường trung tâm phấn đấu cao hơn mức của tỉnh."}); err != nil {
		return err
	}
	if err := give(homeDistrict, first, plan.AssignInput{Phase: "dot-1", Basis: plan.TeamPeriod, Measure: "patrol_shifts", Target: "10", DocNumber: number(41)}); err != nil {
		return err
	}
	if err := give(homeDistrict, clock.NewDay(2024, 12, 20), plan.AssignInput{Phase: "dot-1", Basis: plan.TeamPeriod, Measure: "patrol_shifts", Target: "12", DocNumber: number(57),
		Note: "Tăng cường tuần tra dịp Tết Nguyên đán.", Replace: true}, homeCommune); err != nil {
		return err
	}
	if err := give(fullDistrict, clock.NewDay(2024, 11, 25), plan.AssignInput{Phase: "dot-1", Basis: plan.OfIndicator, Indicator: "4.2", Target: "> 92 %", DocNumber: number(33)}); err != nil {
		return err
	}
	return give(homeDistrict, clock.NewDay(2025, 2, 3), plan.AssignInput{Phase: "dot-2", Basis: plan.OfIndicator, Indicator: "4.2", Target: "> 95 %", DocNumber: number(9)})
}

// giving is how a district assigns a target to its communes, to all where none
// is named. form begins the keys of its forms.
func (s *scribe) giving(ctx context.Context, form string) func(district string, on clock.Day, in plan.AssignInput, communes ...string) error {
	targets := &plan.Targets{DB: s.reports.Pool}
	book := plan.NewBook(s.reports.Pool)
	n := 0
	return func(district string, on clock.Day, in plan.AssignInput, communes ...string) error {
		d := s.w.Unit(district)
		in.DocDay = &on
		for _, c := range s.w.Tree.Communes(d, Today) {
			if len(communes) == 0 {
				in.Units = append(in.Units, c)
			}
		}
		for _, code := range communes {
			in.Units = append(in.Units, s.w.Unit(code))
		}
		live, err := book.Now(ctx)
		if err != nil {
			return err
		}
		n++
		a := s.actor(s.people.District[d], access.District, d)
		_, err = targets.Assign(ctx, a, momentAt(on, 15, n), s.w.Tree, live, fmt.Sprintf("%s-%d", form, n), in)
		return err
	}
}

// The districts that have launched phase 2 by the demo's day; the home
// district has not.
var launchedTwo = map[string]bool{"586": true, "587": true, "588": true, "589": true}

// launch has the province launch both phases, the districts the first and some
// of them the second; most communes have answered the first.
func (s *scribe) launch(ctx context.Context, pool *pg.Pool) error {
	launches := &launch.Service{DB: pool}
	px03, err := pg.Value[int64](ctx, pool, sqlUserOf, "px03")
	if err != nil {
		return err
	}
	root := s.w.Tree.Root(Today)
	phases := s.world.Plan.Phases
	for i, on := range []clock.Day{clock.NewDay(2024, 11, 6), clock.NewDay(2025, 2, 3)} {
		ph := phases[i]
		in := launch.Input{Slogan: ph.Slogan, Message: "Các đơn vị tổ chức phát động, giao chỉ tiêu cụ thể và triển khai đến từng Tổ bảo vệ an ninh, trật tự."}
		if _, err := launches.Launch(ctx, s.actor(px03, access.PX03, root), momentAt(on, 10, 0), s.w.Tree, s.world.Plan, ph.Code, in); err != nil {
			return err
		}
		for _, d := range s.w.Tree.Children(root, Today) {
			if err := s.launchBelow(ctx, launches, ph, i, d, on); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *scribe) launchBelow(ctx context.Context, launches *launch.Service, ph plan.LivePhase, nth int, d org.UnitID, after clock.Day) error {
	code := s.w.key(d)
	if nth == 1 && !launchedTwo[code] {
		return nil
	}
	r := seeded("launch", code+ph.Code)
	on := after + 1 + clock.Day(r.IntN(6))
	if nth == 1 {
		on = after + 1
	}
	in := launch.Input{DocNumber: fmt.Sprintf("%d/KH-UBND", 20+r.IntN(60)), DocDay: &on, Signer: "Phó Chủ tịch " + inventName(r, "male", "", ""),
		Message: "Các xã, phường, thị trấn triển khai ngay đến từng Tổ, báo cáo kết quả triển khai."}
	if _, err := launches.Launch(ctx, s.actor(s.people.District[d], access.District, d), momentAt(on, 14, r.IntN(60)), s.w.Tree, s.world.Plan, ph.Code, in); err != nil {
		return err
	}
	for _, c := range s.w.Tree.Communes(d, Today) {
		r := seeded("receipt", s.w.key(c)+ph.Code)
		chanceOf, days := 95, 7
		if nth == 1 {
			chanceOf, days = 45, 2
		}
		if s.w.key(c) != homeCommune && !chance(r, chanceOf) {
			continue
		}
		got := min(on+clock.Day(r.IntN(days)), Today)
		teams := len(s.w.Tree.Teams(c, Today))
		note := ""
		if chance(r, 15) && teams > 1 {
			teams -= 1
			note = "Tổ còn lại họp trong tuần."
		}
		if _, err := launches.Receive(ctx, s.officer(c), momentAt(got, 15, r.IntN(60)), s.w.Tree, s.world.Plan, ph.Code, launch.Answer{On: &got, TeamCount: teams, Note: note}); err != nil {
			return err
		}
	}
	return nil
}
