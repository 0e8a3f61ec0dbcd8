package demo

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/dossier"
)

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
