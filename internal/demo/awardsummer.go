package demo

import (
	"context"
	"fmt"

	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
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

// bangKhen brings a dossier of Bằng khen on its way.
func (p *prizes) bangKhen(ctx context.Context, district string, state award.State, want wanted) (dossier.ID, error) {
	a := p.district(district)
	p.at(builtOn, 8, int(state[0]))
	if state == award.Draft {
		p.at(Second-1, 15, 0)
		return p.build(ctx, a, award.BangKhen, "dot-2", want)
	}
	id, err := p.proposed(ctx, a, award.BangKhen, "dot-2", want)
	switch {
	case err != nil, state == award.Sent:
		return id, err
	case state == award.Retracted:
		return id, p.send(ctx, id, award.ActWithdraw, "Cá nhân tự nguyện xin rút; đơn vị sẽ giới thiệu người khác.")
	}
	p.at(opinedOn, 9, int(state[0])-90)
	if err := p.handle(ctx, id, dossier.Handling{Act: award.ActTake}); err != nil {
		return id, err
	}
	if state == award.Returned {
		return id, p.handle(ctx, id, dossier.Handling{Act: award.ActReturn, Why: "Biên bản họp xét không ghi số phiếu của từng trường hợp; gửi lại biên bản đầy đủ."})
	}
	if err := p.opine(ctx, id, state == award.InOpinion); err != nil {
		return id, err
	}
	if state == award.InOpinion {
		return id, p.accused(ctx, id)
	}
	if err := p.handle(ctx, id, dossier.Handling{Act: award.ActForward}); err != nil || state == award.Forwarded {
		return id, err
	}
	p.at(receivedOn, 9, int(state[0])-90)
	if err := p.handle(ctx, id, dossier.Handling{Act: award.ActReceive}); err != nil || state == award.Received {
		return id, err
	}
	if err := p.handle(ctx, id, dossier.Handling{Act: award.ActAssign, Specialist: p.office.UserID}); err != nil {
		return id, err
	}
	p.at(judgedOn, 14, int(state[0])-90)
	return id, p.appraise(ctx, id, state)
}

// opine has PX03 give its opinion on all nominees, or but on one.
func (p *prizes) opine(ctx context.Context, id dossier.ID, some bool) error {
	list, err := p.nominees(ctx, id)
	if err != nil {
		return err
	}
	var in []dossier.OpinionInput
	yes := true
	for i, n := range list {
		if some && i == len(list)-1 {
			continue
		}
		in = append(in, dossier.OpinionInput{Nominee: n.ID, Favourable: &yes, Words: "Thống nhất: có thành tích nổi bật, được Nhân dân và cấp ủy địa phương tín nhiệm."})
	}
	return p.dossiers.Opine(ctx, p.police, p.now(), p.world(), id, in)
}

// accused has PX03 record a matter of a dossier's last nominee, who cannot be
// awarded while it is looked into.
func (p *prizes) accused(ctx context.Context, id dossier.ID) error {
	list, err := p.nominees(ctx, id)
	if err != nil {
		return err
	}
	n, since := list[len(list)-1], p.day-1
	var matter criteria.CaseID
	_, err = p.criteria.Record(ctx, p.police, p.now(), p.world(), p.key(), criteria.Whom{Team: n.Team, Person: n.PersonID()},
		criteria.CaseInput{Kind: award.Disciplining, Since: &since, Reason: "Đang xem xét kỷ luật vì bỏ ca trực nhiều lần trong tháng 7."}, made(&matter, "vu-viec"))
	return err
}

// appraise is the specialist's part.
func (p *prizes) appraise(ctx context.Context, id dossier.ID, state award.State) error {
	switch state {
	case award.Supplement:
		return p.handle(ctx, id, dossier.Handling{Act: award.ActAsk, Why: "Bổ sung văn bản công nhận mô hình của tập thể và xác nhận việc tốt của cá nhân."})
	case award.Consulting:
		return p.handle(ctx, id, dossier.Handling{Act: award.ActConsult, Why: "Đề nghị cho ý kiến về việc chấp hành chính sách, pháp luật của cá nhân được đề nghị tặng Bằng khen.",
			Agencies: []string{"Thanh tra tỉnh", "Ủy ban Kiểm tra Tỉnh ủy"}})
	case award.InCouncil:
		_, err := p.meet(ctx, p.office, award.BangKhen, 1, Second+2, id)
		return err
	case award.Appraising:
		return p.checked(ctx, id)
	case award.Closed:
		if err := p.decline(ctx, p.office, id, award.BelowMark, "Có chỉ tiêu không đạt trong các kỳ đã duyệt số liệu; không có căn cứ xét ngoại lệ."); err != nil {
			return err
		}
		if err := p.handle(ctx, id, dossier.Handling{Act: award.ActConclude}); err != nil {
			return err
		}
		return p.handle(ctx, id, dossier.Handling{Act: award.ActClose})
	}
	return nil
}

// checked is an appraisal under way: of the first nominee each criterion was
// looked at, one is set aside.
func (p *prizes) checked(ctx context.Context, id dossier.ID) error {
	v, err := p.dossiers.View(ctx, p.pool(), p.office, p.world(), id)
	if err != nil {
		return err
	}
	n := &v.Nominees[0]
	yes := true
	var in []dossier.CheckInput
	for _, o := range v.Grounds[n.ID].Eligibility.Outcomes {
		if o.Satisfied() {
			in = append(in, dossier.CheckInput{Key: o.Key, Agreed: &yes})
		}
	}
	if err := p.dossiers.Check(ctx, p.office, p.now(), p.world(), id, n.ID, in); err != nil {
		return err
	}
	for i := range v.Nominees {
		failing, _ := v.Grounds[v.Nominees[i].ID].Eligibility.Open()
		for _, o := range failing {
			if err := p.dossiers.Override(ctx, p.office, p.now(), p.world(), id, v.Nominees[i].ID, o.Key, "Kỳ chưa đạt do được trưng tập phục vụ diễn tập khu vực phòng thủ; có xác nhận của Công an tỉnh."); err != nil {
				return err
			}
		}
	}
	return nil
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

// province is the last of it: the province's council, what is presented and
// signed; and fullDistrict's Giấy khen of đợt 2, given on Second.
func (p *prizes) province(ctx context.Context, ids []dossier.ID) error {
	p.at(councilOn-1, 15, 0)
	m, err := p.meet(ctx, p.office, award.BangKhen, 1, councilOn, ids...)
	if err != nil {
		return err
	}
	p.at(councilOn, 8, 0)
	list, err := p.nominees(ctx, ids[1])
	if err != nil {
		return err
	}
	if err := p.vote(ctx, p.office, m, list[len(list)-1].ID); err != nil {
		return err
	}
	if err := p.minutes(ctx, p.office, m, "07/BB-HĐTĐKT"); err != nil {
		return err
	}
	p.at(Second, 7, 0)
	if err := p.conclude(ctx, p.office, m); err != nil {
		return err
	}
	for _, id := range ids[:2] {
		if err := p.handle(ctx, id, dossier.Handling{Act: award.ActPresent}); err != nil {
			return err
		}
	}
	d, err := p.list(ctx, p.office, ids[0])
	if err != nil {
		return err
	}
	if err := p.record(ctx, p.office, d, "1342/QĐ-UBND", false); err != nil {
		return err
	}
	if _, err := p.list(ctx, p.office, ids[2]); err != nil {
		return err
	}
	return p.givenTwo(ctx)
}

const sqlAppraised = `SELECT d.id FROM dossier d JOIN phase ph ON ph.id = d.phase_id WHERE d.awarding_id = $1 AND d.form = 'giay_khen' AND d.state = 'appraising' AND ph.code = 'dot-2' ORDER BY d.id`

// givenTwo are fullDistrict's Giấy khen of đợt 2.
func (p *prizes) givenTwo(ctx context.Context) error {
	a := p.district(fullDistrict)
	ids, err := pg.Column[dossier.ID](ctx, p.pool(), sqlAppraised, a.UnitID)
	if err != nil {
		return err
	}
	p.at(councilOn, 9, 0)
	m, err := p.meet(ctx, a, award.GiayKhen, 1, councilOn, ids...)
	if err != nil {
		return err
	}
	if err := p.vote(ctx, a, m); err != nil {
		return err
	}
	if err := p.minutes(ctx, a, m, "09/BB-HĐTĐKT"); err != nil {
		return err
	}
	p.at(Second, 7, 0)
	if err := p.conclude(ctx, a, m); err != nil {
		return err
	}
	_, err = p.decided(ctx, a, "955/QĐ-UBND", ids...)
	return err
}

// pastAwards are of other times, as their papers say.
var pastAwards = []certificate.PastInput{
	{Title: "Giấy khen của Giám đốc Công an tỉnh", Authority: "Giám đốc Công an tỉnh Ninh Thuận", Number: "312/QĐ-CAT", Merit: "Thành tích trong phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2023"},
	{Title: "Lao động tiên tiến", Authority: "Chủ tịch UBND huyện", Number: "88/QĐ-UBND", Merit: "Hoàn thành tốt nhiệm vụ năm 2024"},
	{Title: "Bằng khen của Chủ tịch UBND tỉnh", Authority: "Chủ tịch UBND tỉnh Ninh Thuận", Number: "1455/QĐ-UBND", Merit: "Thành tích trong xây dựng lực lượng tham gia bảo vệ ANTT ở cơ sở"},
}

const sqlAwardedPersons = `SELECT g.person_id, g.team_id, g.name FROM award_grant g WHERE g.person_id IS NOT NULL AND g.scope_path LIKE $1 || '%' ORDER BY g.id LIMIT 3`

// past writes earlier awards of some who were awarded in this campaign too.
func (p *prizes) past(ctx context.Context) error {
	a := p.district(fullDistrict)
	list, err := pg.List[struct {
		Person int64  `db:"person_id"`
		Team   int64  `db:"team_id"`
		Name   string `db:"name"`
	}](ctx, p.pool(), sqlAwardedPersons, a.Path)
	p.at(clock.NewDay(2025, 3, 3), 9, 0)
	for i, x := range list {
		in := pastAwards[i]
		on := clock.NewDay(2023+i%2, 12, 20+i)
		in.GivenOn = &on
		if _, err := p.certificates.AddPast(ctx, a, p.now(), p.w.Tree, p.key(), certificate.Subject{Kind: award.Member, ID: x.Person, Name: x.Name, Team: org.UnitID(x.Team)}, in, "/khen-thuong/lich-su"); err != nil {
			return err
		}
	}
	return err
}
