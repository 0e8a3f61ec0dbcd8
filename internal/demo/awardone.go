package demo

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/roster"
)

// FreeCommune qualifies in fullDistrict and has proposed nobody yet: visitors
// may.
const FreeCommune = "22849"

// The communes of fullDistrict whose Giấy khen of đợt 1 are given on Today;
// votedDown is one of whose members the council does not pass, excused one of
// whose members a criterion is set aside for.
var givenOne = []string{"22853", "22856", "22837", votedDown, excused}

const (
	votedDown = "22840"
	excused   = "22843"
)

// openOne are the dossiers under way on Today, by commune.
var openOne = []struct {
	code  string
	state award.State
	want  wanted
}{
	{"22831", award.Draft, wanted{teams: 1, members: 2}},
	{"22819", award.Sent, wanted{teams: 1, members: 3}},
	{"22816", award.Returned, wanted{teams: 1, members: 2}},
	{"22783", award.Supplement, wanted{teams: 1, members: 2}},
	{"22795", award.Consulting, wanted{members: 1}},
	{"22846", award.Appraising, wanted{members: 1, short: award.Member}},
	{"22867", award.InCouncil, wanted{teams: 1, members: 3}},
	{"22894", award.Concluded, wanted{teams: 1, members: 2}},
	{"22898", award.Retracted, wanted{teams: 1, members: 1}},
}

// casesAt is where a member's matter is looked into, which keeps the member
// from being awarded.
const casesAt = "22894"

// awardsOne are what đợt 1 gave by Today: its guide, the signers, one
// district's Giấy khen given, other districts' in every state.
func (s *scribe) awardsOne(ctx context.Context) error {
	p, err := s.prizes(ctx)
	if err != nil {
		return err
	}
	s.prize = p
	if err := p.guide(ctx, "dot-1", clock.NewDay(2025, 1, 8), "15/HD-SNV", nil); err != nil {
		return err
	}
	p.at(clock.NewDay(2025, 1, 20), 8, 0)
	if err := p.signers(ctx); err != nil {
		return err
	}
	if err := p.looked(ctx, casesAt, clock.NewDay(2025, 1, 22), "Có đơn phản ánh về việc quản lý công cụ hỗ trợ của Tổ, đang được xác minh."); err != nil {
		return err
	}
	if err := p.given(ctx); err != nil {
		return err
	}
	for _, o := range openOne {
		if err := p.opened(ctx, o.code, o.state, o.want); err != nil {
			return fmt.Errorf("demo: dossier of %s: %w", o.code, err)
		}
	}
	return nil
}

// guide has PX03 draft a phase's criteria, and Home Affairs agree to them and
// issue them a week later.
func (p *prizes) guide(ctx context.Context, phase string, day clock.Day, number string, edit func([]award.Criteria) []award.Criteria) error {
	p.at(day, 9, 0)
	var id criteria.GuideID
	if _, err := p.criteria.Draft(ctx, p.police, p.now(), p.world(), p.key(), phase, made(&id, "huong-dan")); err != nil {
		return err
	}
	g, err := p.criteria.Guide(ctx, p.pool(), p.police, p.world(), id)
	if err != nil {
		return err
	}
	if edit != nil {
		if err := p.criteria.Edit(ctx, p.police, p.now(), p.world(), id, g.Edits, edit(g.Criteria)); err != nil {
			return err
		}
		g.Edits++
	}
	p.at(day+6, 14, 0)
	if err := p.criteria.Agree(ctx, p.office, p.now(), p.world(), id, g.Edits); err != nil {
		return err
	}
	on := day + 7
	p.at(on, 15, 30)
	return p.criteria.Issue(ctx, p.office, p.now(), p.world(), id, number, &on)
}

// looked has the commune's police record a matter of a plain member.
func (p *prizes) looked(ctx context.Context, code string, day clock.Day, why string) error {
	p.at(day, 10, 0)
	c := p.w.Unit(code)
	for _, m := range p.w.members[p.w.Tree.Teams(c, day)[0]] {
		if m.from <= day && m.until > Second && m.position == roster.Plain {
			var id criteria.CaseID
			_, err := p.criteria.Record(ctx, p.officer(c), p.now(), p.world(), p.key(), criteria.Whom{Person: roster.PersonID(p.w.people[m.person])},
				criteria.CaseInput{Kind: award.Complaint, Since: &day, Reason: why}, made(&id, "vu-viec"))
			return err
		}
	}
	return fmt.Errorf("demo: nobody to look into at %s", code)
}

// given are fullDistrict's Giấy khen: proposed the day before Today, voted on
// and decided in Today's morning, one certificate printed anew, one award
// taken back.
func (p *prizes) given(ctx context.Context) error {
	a := p.district(fullDistrict)
	var ids []dossier.ID
	for i, code := range givenOne {
		p.at(Today-1, 8, 20*i)
		want := wanted{teams: 1, members: 2}
		switch code {
		case votedDown:
			want.members = 4
		case excused:
			want.members, want.short = 1, award.Member
		}
		id, err := p.proposed(ctx, p.officer(p.w.Unit(code)), award.GiayKhen, "dot-1", want)
		if err != nil {
			return err
		}
		ids = append(ids, id)
		p.at(Today-1, 14, 10*i)
		if err := p.handle(ctx, id, dossier.Handling{Act: award.ActTake}); err != nil {
			return err
		}
		if code == excused {
			if err := p.excuse(ctx, id, "Kỳ thiếu việc tốt là kỳ Tổ được huy động dài ngày đi tìm kiếm cứu nạn ở địa bàn khác; có xác nhận của Công an xã."); err != nil {
				return err
			}
		}
	}
	p.at(Today-1, 15, 30)
	m, err := p.meet(ctx, a, award.GiayKhen, 0, Today, ids...)
	if err != nil {
		return err
	}
	p.at(Today, 7, 0)
	list, err := p.nominees(ctx, ids[3])
	if err != nil {
		return err
	}
	if err := p.vote(ctx, a, m, list[len(list)-1].ID); err != nil {
		return err
	}
	if err := p.minutes(ctx, a, m, "02/BB-HĐTĐKT"); err != nil {
		return err
	}
	if err := p.conclude(ctx, a, m); err != nil {
		return err
	}
	d, err := p.decided(ctx, a, "186/QĐ-UBND", ids...)
	if err != nil {
		return err
	}
	return p.mended(ctx, a, d)
}

// proposed is a dossier built, written and sent.
func (p *prizes) proposed(ctx context.Context, a access.Actor, form award.Form, phase string, want wanted) (dossier.ID, error) {
	id, err := p.build(ctx, a, form, phase, want)
	if err != nil {
		return 0, err
	}
	if err := p.write(ctx, id); err != nil {
		return 0, err
	}
	why := ""
	switch {
	case want.fit != nil:
		why = "Số liệu kỳ cuối chưa được duyệt; đơn vị đề nghị trước để kịp tổng kết, sẽ bổ sung khi có số liệu."
	case p.foresee:
		why = "Phong trào chưa kết thúc; đơn vị đề nghị trước để kịp tổng kết, số liệu các kỳ đã qua đều đạt."
	case want.short != "":
		why = "Có trường hợp chưa đạt một điều kiện vì lý do khách quan, đề nghị xem xét."
	}
	return id, p.send(ctx, id, award.ActSubmit, why)
}

// decided has dossiers' results signed, made known and printed.
func (p *prizes) decided(ctx context.Context, a access.Actor, number string, ids ...dossier.ID) (decision.ID, error) {
	d, err := p.list(ctx, a, ids...)
	if err != nil {
		return 0, err
	}
	if err := p.record(ctx, a, d, number, false); err != nil {
		return 0, err
	}
	return d, p.apply(ctx, a, d, ids...)
}

// mended prints one certificate anew and takes one award back.
func (p *prizes) mended(ctx context.Context, a access.Actor, d decision.ID) error {
	list, err := p.certificatesOf(ctx, d, award.Member)
	if err != nil {
		return err
	}
	if _, err := p.certificates.Reissue(ctx, a, p.now(), p.w.Tree, certificate.ID(list[0]), "Bản in lần đầu bị nhòe chữ ký, in lại."); err != nil {
		return err
	}
	day := p.day
	return p.certificates.Revoke(ctx, a, p.now(), p.w.Tree, certificate.ID(list[len(list)-1]), award.Revocation{Ground: award.WrongAwarded, Number: "187/QĐ-UBND", Date: &day,
		Why: "Ghi nhầm người cùng tên khi lập danh sách của xã."})
}

// opened brings a dossier of đợt 1 to a state.
func (p *prizes) opened(ctx context.Context, code string, state award.State, want wanted) error {
	c := p.w.Unit(code)
	p.at(Today-1, 9, int(c)%30)
	if state == award.Draft {
		id, err := p.build(ctx, p.officer(c), award.GiayKhen, "dot-1", want)
		if err == nil {
			_, err = p.dossiers.Draft(ctx, p.officer(c), p.now(), p.world(), id, nil, false)
		}
		return err
	}
	id, err := p.proposed(ctx, p.officer(c), award.GiayKhen, "dot-1", want)
	switch {
	case err != nil, state == award.Sent:
		return err
	case state == award.Retracted:
		return p.send(ctx, id, award.ActWithdraw, "Đơn vị rà soát lại danh sách, sẽ đề nghị sau khi số liệu tháng 01 được duyệt đủ.")
	}
	p.at(Today-1, 14, int(c)%30)
	if err := p.handle(ctx, id, dossier.Handling{Act: award.ActTake}); err != nil {
		return err
	}
	p.at(Today-1, 16, int(c)%30)
	r, err := p.row(ctx, id)
	if err != nil {
		return err
	}
	a := p.judge(&r)
	switch state {
	case award.Returned:
		return p.handle(ctx, id, dossier.Handling{Act: award.ActReturn, Why: "Báo cáo thành tích của tập thể chưa nêu rõ việc phối hợp với Công an xã; soạn lại và gửi trước ngày 08/02/2025."})
	case award.Supplement:
		return p.handle(ctx, id, dossier.Handling{Act: award.ActAsk, Why: "Bổ sung xác nhận của UBND xã về việc tốt đã nêu trong báo cáo thành tích."})
	case award.Consulting:
		return p.handle(ctx, id, dossier.Handling{Act: award.ActConsult, Why: "Đề nghị cho ý kiến về việc chấp hành chính sách, pháp luật của cá nhân được đề nghị.", Agencies: []string{"Công an huyện Bác Ái", "Ủy ban MTTQ Việt Nam huyện Bác Ái"}})
	case award.Appraising:
		return p.excuse(ctx, id, "Cá nhân được huy động dài ngày ngoài địa bàn trong kỳ thiếu việc tốt; có xác nhận của Công an xã.")
	case award.InCouncil:
		_, err := p.meet(ctx, a, award.GiayKhen, 0, Today+1, id)
		return err
	}
	m, err := p.meet(ctx, a, award.GiayKhen, 0, Today-1, id)
	if err != nil {
		return err
	}
	if err := p.vote(ctx, a, m); err != nil {
		return err
	}
	if err := p.minutes(ctx, a, m, "01/BB-HĐTĐKT"); err != nil {
		return err
	}
	if err := p.conclude(ctx, a, m); err != nil {
		return err
	}
	p.at(Today, 7, 30)
	_, err = p.list(ctx, a, id)
	return err
}
