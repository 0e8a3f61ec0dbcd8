package demo

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/pg"
)

const sqlOpenDossiers = `SELECT d.id FROM dossier d WHERE d.awarding_id = $1 AND d.state NOT IN ('closed', 'withdrawn') ORDER BY d.id`

const sqlOpenMeeting = `SELECT coalesce(max(id), 0) FROM council_meeting WHERE unit_id = $1 AND closed IS NULL`

// moreOne are dossiers of đợt 1 that were begun after Today.
var moreOne = []struct {
	code string
	want wanted
}{
	{homeCommune, wanted{teams: 1, members: 2}}, {"22750", wanted{teams: 1, members: 3}}, {"22762", wanted{teams: 1, members: 3}},
	{FreeCommune, wanted{teams: 1, members: 3}}, {"22898", wanted{teams: 1, members: 1}},
}

// awardsSpring brings đợt 1's Giấy khen to their end: what was under way on
// Today and what came after, decided in February.
func (s *scribe) awardsSpring(ctx context.Context) error {
	p := s.prize
	for _, o := range moreOne {
		p.at(clock.NewDay(2025, 2, 13), 8, 0)
		if _, err := p.proposed(ctx, p.officer(p.w.Unit(o.code)), award.GiayKhen, "dot-1", o.want); err != nil {
			return err
		}
	}
	for i, d := range p.w.Tree.Children(p.w.Tree.Root(Today), Today) {
		if err := p.ended(ctx, p.district(p.w.key(d)), i); err != nil {
			return fmt.Errorf("demo: Giấy khen of %s: %w", p.w.key(d), err)
		}
	}
	return nil
}

// ended decides a district's open dossiers together. One district first made a
// decision it cancelled.
func (p *prizes) ended(ctx context.Context, a access.Actor, nth int) error {
	ids, err := pg.Column[dossier.ID](ctx, p.pool(), sqlOpenDossiers, a.UnitID)
	if err != nil || len(ids) == 0 {
		return err
	}
	day := clock.NewDay(2025, 2, 17)
	var council []dossier.ID
	for i, id := range ids {
		p.at(day, 8, 10*i)
		state, err := p.reviewed(ctx, id)
		if err != nil {
			return err
		}
		if state == award.Appraising {
			council = append(council, id)
		}
	}
	p.at(day, 14, 0)
	m, err := pg.Value[dossier.MeetingID](ctx, p.pool(), sqlOpenMeeting, a.UnitID)
	if err != nil {
		return err
	}
	switch {
	case m == 0 && len(council) > 0:
		m, err = p.meet(ctx, a, award.GiayKhen, 0, day+1, council...)
	case len(council) > 0:
		x, err := p.dossiers.Sitting(ctx, p.pool(), a, m)
		if err != nil {
			return err
		}
		if err := p.dossiers.Bring(ctx, a, p.now(), p.world(), m, x.Version, council); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	if p.at(day+1, 8, 0); m != 0 {
		if err := p.vote(ctx, a, m); err != nil {
			return err
		}
		if err := p.minutes(ctx, a, m, fmt.Sprintf("0%d/BB-HĐTĐKT", 3+nth)); err != nil {
			return err
		}
		if err := p.conclude(ctx, a, m); err != nil {
			return err
		}
	}
	p.at(clock.NewDay(2025, 2, 24), 9, 0)
	return p.closed(ctx, a, fmt.Sprintf("%d/QĐ-UBND", 240+11*nth), nth == 0, ids)
}

// closed signs what a district has recommended and makes it known.
func (p *prizes) closed(ctx context.Context, a access.Actor, number string, twice bool, ids []dossier.ID) error {
	if twice {
		d, err := p.list(ctx, a, ids...)
		if err != nil {
			return err
		}
		r, err := p.decisions.Get(ctx, p.pool(), a, p.world(), d)
		if err != nil {
			return err
		}
		if err := p.decisions.Cancel(ctx, a, p.now(), d, r.Version, "Dự thảo lập thiếu hồ sơ của một phường; lập lại dự thảo chung."); err != nil {
			return err
		}
	}
	for _, id := range ids { // a draft of before Today goes first, as it stands
		list, err := p.nominees(ctx, id)
		if err != nil {
			return err
		}
		if n := list[0]; n.Decision != nil && n.State == award.Listed {
			if err := p.record(ctx, a, decision.ID(*n.Decision), number, true); err != nil {
				return err
			}
			return p.apply(ctx, a, decision.ID(*n.Decision), ids...)
		}
	}
	_, err := p.decided(ctx, a, number, ids...)
	return err
}

// reviewed brings a dossier of Giấy khen to where its council may look at it.
func (p *prizes) reviewed(ctx context.Context, id dossier.ID) (award.State, error) {
	for {
		r, err := p.row(ctx, id)
		if err != nil {
			return "", err
		}
		switch r.State {
		case award.Draft:
			if err = p.write(ctx, id); err == nil {
				err = p.send(ctx, id, award.ActSubmit, "")
			}
		case award.Returned:
			err = p.send(ctx, id, award.ActSubmit, "")
		case award.Supplement:
			err = p.send(ctx, id, award.ActSupply, "")
		case award.Sent:
			err = p.handle(ctx, id, dossier.Handling{Act: award.ActTake})
		case award.Consulting:
			err = p.answered(ctx, id)
		default:
			return r.State, nil
		}
		if err != nil {
			return r.State, err
		}
	}
}

const sqlAsked = `SELECT id FROM dossier_consult WHERE dossier_id = $1 AND answered IS NULL ORDER BY id`

// answered records what the agencies said.
func (p *prizes) answered(ctx context.Context, id dossier.ID) error {
	list, err := pg.Column[int64](ctx, p.pool(), sqlAsked, id)
	if err != nil {
		return err
	}
	said := map[int64]string{}
	for _, c := range list {
		said[c] = "Thống nhất; cá nhân, tập thể được đề nghị chấp hành tốt chính sách, pháp luật."
	}
	return p.handle(ctx, id, dossier.Handling{Act: award.ActAnswer, Answers: said})
}
