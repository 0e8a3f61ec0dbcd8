package demo

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// seats are a council's, with their titles at a district and at the province.
var seats = []struct {
	seat               award.Seat
	district, province string
}{
	{award.SeatChair, "Chủ tịch UBND %s", "Chủ tịch UBND tỉnh"},
	{award.SeatMember, "Phó Chủ tịch UBND %s", "Giám đốc Sở Nội vụ"},
	{award.SeatMember, "Trưởng phòng Nội vụ %s", "Phó Giám đốc Công an tỉnh"},
	{award.SeatMember, "Trưởng Công an %s", "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh"},
	{award.SeatMember, "Chủ tịch Ủy ban MTTQ Việt Nam %s", "Chủ tịch Liên đoàn Lao động tỉnh"},
	{award.SeatMember, "Chủ tịch Liên đoàn Lao động %s", "Chánh Văn phòng UBND tỉnh"},
	{award.SeatSecretary, "Chuyên viên Phòng Nội vụ %s", "Trưởng phòng Thi đua, khen thưởng, Sở Nội vụ"},
}

// meet opens a council's meeting on a day and lays dossiers before it.
func (p *prizes) meet(ctx context.Context, a access.Actor, form award.Form, phase int, day clock.Day, ids ...dossier.ID) (dossier.MeetingID, error) {
	var id dossier.MeetingID
	unit := org.UnitID(a.UnitID)
	name := p.w.Tree.Name(unit, p.day).Full()
	in := dossier.MeetingInput{Form: form, Phase: p.world().Plan.Phases[phase].ID, HeldOn: &day, Began: "08:00", Ended: "10:30", Venue: "Phòng họp số 1, trụ sở UBND " + name}
	if _, err := p.dossiers.OpenMeeting(ctx, a, p.now(), p.world(), p.key(), in, made(&id, "hop")); err != nil {
		return 0, err
	}
	m, err := p.dossiers.Sitting(ctx, p.pool(), a, id)
	if err != nil {
		return 0, err
	}
	if len(m.Members) == 0 {
		r := seeded("council", p.w.key(unit))
		var list []dossier.MemberInput
		for i, x := range seats {
			title := x.province
			if a.Role == access.District {
				title = fmt.Sprintf(x.district, name)
			}
			list = append(list, dossier.MemberInput{Name: inventName(r, "male", "", ""), Title: title, Seat: x.seat, Absent: i == 5, Excuse: map[bool]string{true: "đi công tác"}[i == 5]})
		}
		if err := p.dossiers.EditMeeting(ctx, a, p.now(), id, m.Version, in, list); err != nil {
			return 0, err
		}
	}
	if len(ids) == 0 {
		return id, nil
	}
	if m, err = p.dossiers.Sitting(ctx, p.pool(), a, id); err != nil {
		return 0, err
	}
	return id, p.dossiers.Bring(ctx, a, p.now(), p.world(), id, m.Version, ids)
}

// vote has the council agree to all but some; one member stays out of the
// first one's vote.
func (p *prizes) vote(ctx context.Context, a access.Actor, id dossier.MeetingID, but ...dossier.NomineeID) error {
	m, err := p.dossiers.Sitting(ctx, p.pool(), a, id)
	if err != nil {
		return err
	}
	var in dossier.Votes
	for i, n := range m.Nominees {
		in.All = append(in.All, n.ID)
		if i == 0 {
			in.Cells = append(in.Cells, dossier.Ballot{Councillor: m.Members[4].ID, Nominee: n.ID, Recuse: true, Reason: "Có quan hệ họ hàng với thành viên được đề nghị"})
		}
	}
	for _, n := range but {
		for i, c := range []award.Choice{award.VoteFor, award.VoteAgainst, award.VoteAgainst, award.VoteAgainst, award.VoteFor, award.VoteAgainst, award.Abstained} {
			in.Cells = append(in.Cells, dossier.Ballot{Councillor: m.Members[i].ID, Nominee: n, Choice: c})
		}
	}
	return p.dossiers.Vote(ctx, a, p.now(), id, m.Version, in)
}

// minutes keeps a meeting's minutes.
func (p *prizes) minutes(ctx context.Context, a access.Actor, id dossier.MeetingID, number string) error {
	m, err := p.dossiers.Sitting(ctx, p.pool(), a, id)
	if err != nil {
		return err
	}
	return p.dossiers.CloseMeeting(ctx, a, p.now(), id, m.Version, dossier.Closing{Number: number, Remarks: "Hội đồng thống nhất trình Chủ tịch UBND xem xét, quyết định.", Sure: true})
}

// conclude concludes a meeting's dossiers by its minutes; who passed and does
// not qualify by the figures of the day is declined.
func (p *prizes) conclude(ctx context.Context, a access.Actor, id dossier.MeetingID) error {
	m, err := p.dossiers.Sitting(ctx, p.pool(), a, id)
	if err != nil {
		return err
	}
	for _, d := range m.Dossiers {
		if !d.Here {
			continue
		}
		if _, _, err := p.dossiers.ByVotes(ctx, a, p.now(), p.world(), d.ID, d.Version); err != nil {
			return err
		}
		if err := p.decline(ctx, a, d.ID, award.BelowMark, "Số liệu được duyệt sau khi đề nghị cho thấy có chỉ tiêu không đạt."); err != nil {
			return err
		}
		if err := p.handle(ctx, d.ID, dossier.Handling{Act: award.ActConclude}); err != nil {
			return err
		}
	}
	return nil
}

// decline declines everybody without an outcome.
func (p *prizes) decline(ctx context.Context, a access.Actor, id dossier.ID, ground award.Refusal, why string) error {
	list, err := p.nominees(ctx, id)
	for _, n := range list {
		if n.State != award.Nominated {
			continue
		}
		if err := p.dossiers.Appraise(ctx, a, p.now(), p.world(), id, dossier.Outcome{Nominee: n.ID, Version: n.Version, State: award.Declined, Ground: ground, Why: why}); err != nil {
			return err
		}
	}
	return err
}

// signers are who may sign for the province and the districts.
func (p *prizes) signers(ctx context.Context) error {
	offices := []access.Actor{p.office}
	for _, d := range p.w.Tree.Children(p.w.Tree.Root(Today), Today) {
		offices = append(offices, p.district(p.w.key(d)))
	}
	since := clock.NewDay(2021, 7, 1)
	for _, a := range offices {
		r := seeded("signers", p.w.key(org.UnitID(a.UnitID)))
		for _, title := range []string{"CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"} {
			if _, err := p.decisions.AddTerm(ctx, a, p.now(), p.key(), decision.TermForm{Name: inventName(r, "male", "", ""), Title: title, From: &since}, "/khen-thuong/nguoi-ky"); err != nil {
				return err
			}
		}
	}
	return nil
}

// list makes a draft decision of those recommended in dossiers.
func (p *prizes) list(ctx context.Context, a access.Actor, ids ...dossier.ID) (decision.ID, error) {
	list, err := p.nominees(ctx, ids...)
	if err != nil {
		return 0, err
	}
	var chosen []dossier.NomineeID
	for _, n := range list {
		if n.State == award.Recommended {
			chosen = append(chosen, n.ID)
		}
	}
	var id decision.ID
	_, err = p.decisions.Create(ctx, a, p.now(), p.world(), p.key(), chosen, made(&id, "quyet-dinh"))
	return id, err
}

// record writes down what the chair, or the deputy, signed.
func (p *prizes) record(ctx context.Context, a access.Actor, id decision.ID, number string, deputy bool) error {
	terms, err := p.decisions.Terms(ctx, p.pool(), org.UnitID(a.UnitID))
	if err != nil {
		return err
	}
	day, term := p.day, int64(0)
	for _, t := range terms {
		if (t.Title == "CHỦ TỊCH") != deputy {
			term = t.ID
		}
	}
	d, err := p.decisions.Get(ctx, p.pool(), a, p.world(), id)
	if err != nil {
		return err
	}
	return p.decisions.Record(ctx, a, p.now(), p.world(), id, d.Version, decision.Signing{Number: number, Day: &day, Term: term})
}

// apply makes a decision's results known, with the refusals of its dossiers,
// and makes its certificates.
func (p *prizes) apply(ctx context.Context, a access.Actor, id decision.ID, more ...dossier.ID) error {
	d, err := p.decisions.Get(ctx, p.pool(), a, p.world(), id)
	if err != nil {
		return err
	}
	if _, err := p.decisions.Apply(ctx, a, p.now(), p.world(), map[decision.ID]int{id: d.Version}, more); err != nil {
		return err
	}
	_, err = p.certificates.IssueAll(ctx, a, p.now(), p.w.Tree, id)
	return err
}

const sqlCertificates = `SELECT c.id FROM certificate c JOIN award_grant g ON g.id = c.grant_id WHERE g.decision_id = $1 AND g.subject = $2 ORDER BY g.golden`

// certificatesOf are a decision's, of teams or members.
func (p *prizes) certificatesOf(ctx context.Context, id decision.ID, s award.Subject) ([]int64, error) {
	return pg.Column[int64](ctx, p.pool(), sqlCertificates, id, s)
}
