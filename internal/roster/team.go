package roster

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// OpenTeam opens a team by a form with its key; the same form sent twice makes
// one. It may not begin inside a month that was handed in: that month's rows
// stand.
func (s *Service) OpenTeam(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, key string, url func(org.UnitID) string, commune org.UnitID, in org.TeamInput) (Added, error) {
	made := Added{Repeated: true}
	err := pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		if err := access.Check(a, access.TeamWrite, tree.Place(commune, now.Today)); err != nil {
			return err
		}
		var err error
		made.URL, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			made.Repeated = false
			ids, done, err := s.OpenTeams(ctx, tx, a, now, tree, commune, []org.TeamInput{in})
			if err != nil {
				return "", err
			}
			made.Done = done
			return url(ids[0]), nil
		})
		return err
	})
	return made, err
}

// OpenTeams opens teams of a commune in the caller's transaction, as an import
// does: all of them or none.
func (s *Service) OpenTeams(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, commune org.UnitID, list []org.TeamInput) ([]org.UnitID, Done, error) {
	var done Done
	months, err := s.months(ctx, tx, now, tree, commune, 0)
	if err != nil {
		return nil, done, err
	}
	ids, err := org.OpenTeams(ctx, tx, a, now, commune, list)
	if err != nil || len(ids) == 0 {
		return nil, done, err
	}
	first := org.Forever
	for _, in := range list {
		first = min(first, in.From)
	}
	if why := tooEarly(months, first); why != "" {
		return nil, done, refuse("ngay", why)
	}
	after, err := org.Load(ctx, tx)
	if err != nil {
		return nil, done, err
	}
	why := "Mở " + after.Name(ids[0], now.Today).Full()
	if len(ids) > 1 {
		why = fmt.Sprintf("Mở %d Tổ", len(ids))
	}
	return ids, done, s.changed(ctx, tx, &done, Change{Actor: a, Now: now, Tree: after, Commune: commune, Teams: ids, From: first, To: org.Forever, Units: true, Why: why})
}

// TooEarly says why no team of the commune may open on a day, "" where one
// may: its months are read once.
func (s *Service) TooEarly(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, commune org.UnitID) (func(from clock.Day) string, error) {
	if err := access.Check(a, access.TeamWrite, tree.Place(commune, now.Today)); err != nil {
		return nil, err
	}
	months, err := s.months(ctx, s.DB, now, tree, commune, 0)
	return func(from clock.Day) string { return tooEarly(months, from) }, err
}

// tooEarly names the last month handed in that a team open from the day on
// would have had a row in.
func tooEarly(months []Month, from clock.Day) string {
	for i := len(months) - 1; i >= 0; i-- {
		if m := months[i]; m.Settled != "" && m.End >= from {
			return fmt.Sprintf("Báo cáo %s %s: số Tổ của kỳ đó không thay đổi nữa. Chọn ngày từ %s trở đi.", m.Label, m.Settled, m.End+1)
		}
	}
	return ""
}

func (s *Service) months(ctx context.Context, q pg.Querier, now clock.Moment, tree *org.Tree, commune, team org.UnitID) ([]Month, error) {
	if s.Months == nil {
		return nil, nil
	}
	return s.Months(ctx, q, now, tree, commune, team)
}

func refuse(field, message string) error {
	return &fault.Error{Kind: fault.Invalid, Message: message, Fields: []fault.Field{{Name: field, Message: message}}}
}

// EditTeam renames a team or changes its area.
func (s *Service) EditTeam(ctx context.Context, a access.Actor, now clock.Moment, id org.UnitID, version int, mend bool, in org.TeamInput) error {
	return pg.InTx(ctx, s.DB, func(tx pg.Tx) error { return org.EditTeam(ctx, tx, a, now, id, version, mend, in) })
}

// TeamClosing is what closing a team on a day would do: who is released, from
// which day on it can be closed at the earliest, and why.
type TeamClosing struct {
	Members  []Member
	Earliest clock.Day
	Why      string // "" where any day after its first will do
}

const sqlServing = `SELECT ` + spellColumns + ` FROM service s JOIN person p ON p.id = s.person_id
WHERE s.team_id = $1 AND s.withdrawn_at IS NULL AND (upper(s.during) IS NULL OR upper(s.during) > $2::date) ORDER BY s.id FOR UPDATE OF s`

// Closing tells what closing the team would do, before anybody decides.
func (s *Service) Closing(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, team org.UnitID) (TeamClosing, error) {
	commune, _ := tree.CommuneNow(team, now.Today)
	if err := access.Check(a, access.TeamWrite, tree.Place(commune, now.Today)); err != nil {
		return TeamClosing{}, err
	}
	var out TeamClosing
	var err error
	if out.Members, err = s.Members(ctx, a, now, tree, team, now.Today); err != nil {
		return out, err
	}
	months, err := s.months(ctx, s.DB, now, tree, commune, team)
	out.Earliest, out.Why = earliest(months)
	return out, err
}

// earliest is the first day on which closing loses no figure: after the last
// month that was handed in or holds figures of the team.
func earliest(months []Month) (day clock.Day, why string) {
	for _, m := range months {
		switch {
		case m.End < day:
		case m.Settled != "":
			day, why = m.End+1, fmt.Sprintf("Báo cáo %s %s, có số liệu của Tổ. Chọn ngày từ %s trở đi.", m.Label, m.Settled, m.End+1)
		case m.Entered:
			day, why = m.End+1, fmt.Sprintf("Tổ đã có số liệu nhập trong %s. Chọn ngày từ %s trở đi để số liệu đó được giữ, hoặc xóa số liệu đã nhập nếu ghi nhầm.", m.Label, m.End+1)
		}
	}
	return day, why
}

// CloseTeam closes a team and releases whoever still serves in it, for the
// reason that the team ended.
func (s *Service) CloseTeam(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, version int, c org.Closing) (Done, error) {
	var done Done
	err := pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		commune, _ := tree.CommuneNow(c.ID, now.Today)
		if err := access.Check(a, access.TeamWrite, tree.Place(commune, now.Today)); err != nil {
			return err
		}
		if err := org.CloseTeam(ctx, tx, a, now, version, c); err != nil {
			return err
		}
		months, err := s.months(ctx, tx, now, tree, commune, c.ID)
		if err != nil {
			return err
		}
		if day, why := earliest(months); c.On < day {
			return refuse("ngay", why)
		}
		serving, err := pg.List[Spell](ctx, tx, sqlServing, c.ID, c.On)
		if err != nil {
			return err
		}
		for _, x := range serving {
			if x.From >= c.On {
				return refuse("ngay", fmt.Sprintf("%s tham gia Tổ từ ngày %s. Ngày kết thúc phải sau ngày đó.", x.FullName, x.From))
			}
			if _, err := tx.Exec(ctx, sqlLeave, x.ID, c.On, TeamEnded, vi.CleanLine(c.Basis)); err != nil {
				return explain(err)
			}
		}
		after, err := org.Load(ctx, tx)
		if err != nil {
			return err
		}
		return s.changed(ctx, tx, &done, Change{Actor: a, Now: now, Tree: after, Commune: commune, Teams: []org.UnitID{c.ID}, From: c.On, To: org.Forever, Units: true,
			Why: fmt.Sprintf("%s kết thúc hoạt động từ ngày %s", tree.Name(c.ID, now.Today).Full(), c.On)})
	})
	return done, err
}
