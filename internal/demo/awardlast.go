package demo

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/pg"
)

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
