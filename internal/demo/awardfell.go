package demo

import (
	"context"
	"fmt"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/roster"
)

// fell is the Bằng khen of the member who fell on duty: proposed at once,
// decided and given to the family.
func (p *prizes) fell(ctx context.Context) error {
	var who roster.PersonID
	c := p.w.Unit(fellAt)
	for _, m := range p.w.members[p.w.Tree.Teams(c, Today)[0]] {
		if m.until == fellOn {
			who = roster.PersonID(p.w.people[m.person])
		}
	}
	a := p.district(p.w.key(p.w.Tree.Parent(c, Today)))
	p.at(clock.NewDay(2025, 7, 15), 9, 0)
	var id dossier.ID
	if _, err := p.dossiers.Build(ctx, a, p.now(), p.world(), p.key(), dossier.Pick{Form: award.BangKhen, Phase: "dot-2", Persons: []roster.PersonID{who}}, made(&id, "ho-so")); err != nil {
		return err
	}
	if err := p.write(ctx, id); err != nil {
		return err
	}
	if err := p.send(ctx, id, award.ActSubmit, "Đồng chí hy sinh khi làm nhiệm vụ; đề nghị truy tặng."); err != nil {
		return err
	}
	p.at(clock.NewDay(2025, 7, 16), 9, 0)
	for _, step := range []func() error{
		func() error { return p.handle(ctx, id, dossier.Handling{Act: award.ActTake}) },
		func() error { return p.opine(ctx, id, false) },
		func() error { return p.handle(ctx, id, dossier.Handling{Act: award.ActForward}) },
		func() error { return p.handle(ctx, id, dossier.Handling{Act: award.ActReceive}) },
		func() error {
			return p.handle(ctx, id, dossier.Handling{Act: award.ActAssign, Specialist: p.office.UserID})
		},
		func() error {
			p.at(clock.NewDay(2025, 7, 18), 8, 0)
			return p.excuse(ctx, id, "Hy sinh khi đang làm nhiệm vụ; Hội đồng thi đua, khen thưởng tỉnh thống nhất xét truy tặng trước khi phong trào kết thúc.")
		},
		func() error {
			m, err := p.meet(ctx, p.office, award.BangKhen, 1, p.day, id)
			if err != nil {
				return err
			}
			if err := p.vote(ctx, p.office, m); err != nil {
				return err
			}
			if err := p.minutes(ctx, p.office, m, "05/BB-HĐTĐKT"); err != nil {
				return err
			}
			return p.conclude(ctx, p.office, m)
		},
		func() error { return p.handle(ctx, id, dossier.Handling{Act: award.ActPresent}) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("demo: truy tặng: %w", err)
		}
	}
	p.at(clock.NewDay(2025, 7, 21), 14, 0)
	_, err := p.decided(ctx, p.office, "1128/QĐ-UBND", id)
	return err
}
