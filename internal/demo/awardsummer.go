package demo

import (
	"context"
	"fmt"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/dossier"
)

// The days a Bằng khen goes its way before the campaign's last.
var (
	builtOn    = clock.NewDay(2025, 7, 28)
	opinedOn   = clock.NewDay(2025, 8, 4)
	receivedOn = clock.NewDay(2025, 8, 7)
	judgedOn   = clock.NewDay(2025, 8, 11)
	councilOn  = Second - 1
)

// bangKhen are the dossiers of Bằng khen on Second, by district.
var bangKhen = []struct {
	district string
	state    award.State
	want     wanted
}{
	{"582", award.Retracted, wanted{members: 1, fit: hopeful}},
	{"585", award.Closed, wanted{members: 2, fit: weak}},
	{"589", award.Supplement, wanted{teams: 1, members: 1, fit: hopeful}},
	{"585", award.Consulting, wanted{members: 2, fit: hopeful}},
	{"584", award.InCouncil, wanted{teams: 1, members: 2, fit: hopeful}},
	{"587", award.Appraising, wanted{teams: 1, members: 2, short: award.Member, fit: hopeful}},
	{"586", award.Received, wanted{teams: 1, members: 2, fit: hopeful}},
	{"589", award.Forwarded, wanted{members: 2, fit: hopeful}},
	{"587", award.InOpinion, wanted{teams: 1, members: 2, fit: hopeful}},
	{"585", award.Returned, wanted{members: 2, fit: hopeful}},
	{"584", award.Sent, wanted{members: 2, fit: hopeful}},
	{fullDistrict, award.Decided, wanted{teams: 1, members: 3}},
	{fullDistrict, award.Presented, wanted{teams: 1, members: 3}},
	{fullDistrict, award.Concluded, wanted{members: 3}},
	{homeDistrict, award.Draft, wanted{teams: 1, members: 2, fit: hopeful}},
}

// giayKhenTwo are the dossiers of Giấy khen of đợt 2, by commune.
var giayKhenTwo = []struct {
	code  string
	state award.State
	want  wanted
}{
	{"22856", award.Closed, wanted{teams: 1, members: 3}},
	{"22853", award.Closed, wanted{members: 2}},
	{"22840", award.Sent, wanted{teams: 1, members: 3}},
	{"22750", award.Sent, wanted{teams: 1, members: 2, fit: hopeful}},
	{"22762", award.Appraising, wanted{members: 2, fit: hopeful}},
	{homeCommune, award.Returned, wanted{teams: 1, members: 2, fit: hopeful}},
	{"22894", award.Draft, wanted{members: 2, fit: hopeful}},
}

// awardsSummer are đợt 2's awards by Second: the guide with the targets of the
// whole campaign, dossiers of both forms in every state, what is decided.
func (s *scribe) awardsSummer(ctx context.Context) error {
	p := s.prize
	if err := p.guide(ctx, "dot-2", clock.NewDay(2025, 7, 7), "58/HD-SNV", nil); err != nil {
		return err
	}
	if err := p.fell(ctx); err != nil {
		return err
	}
	var council []dossier.ID
	p.foresee = true
	for _, b := range bangKhen {
		id, err := p.bangKhen(ctx, b.district, b.state, b.want)
		if err != nil {
			return fmt.Errorf("demo: Bằng khen of %s, %s: %w", b.district, b.state, err)
		}
		if b.district == fullDistrict {
			council = append(council, id)
		}
	}
	for _, g := range giayKhenTwo {
		if err := p.giayKhen(ctx, g.code, g.state, g.want); err != nil {
			return fmt.Errorf("demo: Giấy khen of %s: %w", g.code, err)
		}
	}
	p.foresee = false
	if err := p.province(ctx, council); err != nil {
		return err
	}
	return p.past(ctx)
}

// giayKhen brings a dossier of Giấy khen of đợt 2 to a state.
func (p *prizes) giayKhen(ctx context.Context, code string, state award.State, want wanted) error {
	a := p.officer(p.w.Unit(code))
	p.at(clock.NewDay(2025, 8, 12), 8, int(state[0]))
	if state == award.Draft {
		_, err := p.build(ctx, a, award.GiayKhen, "dot-2", want)
		return err
	}
	id, err := p.proposed(ctx, a, award.GiayKhen, "dot-2", want)
	if err != nil || state == award.Sent {
		return err
	}
	p.at(clock.NewDay(2025, 8, 14), 9, 0)
	if err := p.handle(ctx, id, dossier.Handling{Act: award.ActTake}); err != nil {
		return err
	}
	if state == award.Returned {
		return p.handle(ctx, id, dossier.Handling{Act: award.ActReturn, Why: "Cá nhân thứ hai chưa có xác nhận của UBND phường về việc tốt đã nêu; bổ sung rồi gửi lại."})
	}
	return nil
}
