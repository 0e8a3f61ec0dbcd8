package register

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

const (
	sqlDropDeedMembers  = `DELETE FROM deed_person WHERE deed_id = $1 AND person_id <> ALL ($2::bigint[])`
	sqlAddDeedMembers   = `INSERT INTO deed_person (deed_id, person_id) SELECT $1, unnest($2::bigint[]) ON CONFLICT DO NOTHING`
	sqlDropModelMembers = `DELETE FROM model_person WHERE model_id = $1 AND person_id <> ALL ($2::bigint[])`
	sqlAddModelMembers  = `INSERT INTO model_person (model_id, person_id) SELECT $1, unnest($2::bigint[]) ON CONFLICT DO NOTHING`
)

func creditDeed(ctx context.Context, tx pg.Tx, id DeedID, members []roster.PersonID) error {
	return credit(ctx, tx, sqlDropDeedMembers, sqlAddDeedMembers, int64(id), members)
}

func creditModel(ctx context.Context, tx pg.Tx, id ModelID, members []roster.PersonID) error {
	return credit(ctx, tx, sqlDropModelMembers, sqlAddModelMembers, int64(id), members)
}

func credit(ctx context.Context, tx pg.Tx, drop, add string, id int64, members []roster.PersonID) error {
	if members == nil {
		members = []roster.PersonID{}
	}
	if _, err := tx.Exec(ctx, drop, id, members); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, add, id, members)
	return err
}

// MembersOn are who a deed of the team on the day may credit. The right to
// write deeds is asked for at the team.
func (s *Service) MembersOn(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, team org.UnitID, day clock.Day) ([]roster.Serving, error) {
	if _, _, err := communeOf(a, access.DeedWrite, now, tree, team); err != nil {
		return nil, err
	}
	return roster.ServingIn(ctx, s.DB, []org.UnitID{team}, day, day)
}

// MembersDuring are who a model of the teams may credit: whoever served in one
// of them while it worked.
func (s *Service) MembersDuring(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, teams []org.UnitID, from, to clock.Day) ([]roster.Serving, error) {
	for _, t := range teams {
		if _, _, err := communeOf(a, access.DeedWrite, now, tree, t); err != nil {
			return nil, err
		}
	}
	return roster.ServingIn(ctx, s.DB, teams, from, max(from, to))
}

// checkMembers refuses members who were not on the team's roster that day;
// those credited already stay while team and day do, whatever became of the
// roster since. Without words for who did it, the members' names are taken.
func (s *Service) checkMembers(ctx context.Context, f *fault.Fields, in *DeedInput, was *Deed) error {
	if len(in.Members) == 0 || in.Team == 0 || in.DoneOn == nil {
		return nil
	}
	list, err := roster.ServingIn(ctx, s.DB, []org.UnitID{in.Team}, *in.DoneOn, *in.DoneOn)
	if err != nil {
		return err
	}
	kept := was != nil && was.Team == in.Team && was.DoneOn == *in.DoneOn
	for _, p := range in.Members {
		if !serves(list, p) && (!kept || !slices.Contains(was.Members, p)) {
			f.Add("thanh-vien", "Có người được chọn không phải thành viên của Tổ này vào ngày "+in.DoneOn.String()+". Bấm “Hiện thành viên của Tổ” rồi chọn lại.")
			return nil
		}
	}
	for _, x := range list {
		if in.Who == "" && slices.Contains(in.Members, x.Person) {
			in.Who = x.FullName + ", " + x.Position.Label()
			if n := len(in.Members) - 1; n > 0 {
				in.Who += " và " + vi.Int(int64(n)) + " người khác"
			}
		}
	}
	return nil
}

// checkModelMembers refuses members who served in none of the model's teams
// while it worked.
func (s *Service) checkModelMembers(ctx context.Context, f *fault.Fields, now clock.Moment, in *ModelInput, was *Model) error {
	if len(in.Members) == 0 || in.StartedOn == nil {
		return nil
	}
	to := now.Today
	if in.EndedOn != nil {
		to = *in.EndedOn
	}
	list, err := roster.ServingIn(ctx, s.DB, in.Teams, *in.StartedOn, max(*in.StartedOn, to))
	if err != nil {
		return err
	}
	for _, p := range in.Members {
		if !serves(list, p) && (was == nil || !slices.Contains(was.Members, p)) {
			f.Add("thanh-vien", "Có người được chọn không thuộc các Tổ tham gia trong thời gian mô hình hoạt động. Bấm “Hiện thành viên của các Tổ” rồi chọn lại.")
			return nil
		}
	}
	return nil
}

func serves(list []roster.Serving, p roster.PersonID) bool {
	return slices.ContainsFunc(list, func(x roster.Serving) bool { return x.Person == p })
}
