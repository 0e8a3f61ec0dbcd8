package roster

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Transfer moves a person to another team in one act: both teams must be in
// the actor's reach. To a team elsewhere the giving commune lets go (Leave,
// Transferred) and the receiving one enrols.
type Transfer struct {
	Service  ServiceID
	Version  int
	To       org.UnitID
	On       clock.Day // first day in the new team
	Position Position
	Decision string
}

// Transfer ends a service and begins one in another team the same day.
func (s *Service) Transfer(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, in Transfer) (Done, error) {
	var done Done
	err := s.inTx(ctx, a, now, tree, func(tx pg.Tx) error {
		x, place, err := lockSpell(ctx, tx, a, now, tree, in.Service, in.Version)
		if err != nil {
			return err
		}
		in.Decision = vi.CleanLine(in.Decision)
		var f fault.Fields
		if in.To == x.Team {
			f.Add("to", "Chọn Tổ khác với Tổ hiện nay.")
		} else if u, ok := tree.Unit(in.To); !ok || u.Level != org.Team {
			f.Add("to", "Chọn Tổ chuyển đến.")
		} else if _, err := mayWrite(a, now, tree, in.To); err != nil {
			return err
		}
		if in.Position.rank() == len(Positions) {
			f.Add("chuc-danh", "Chọn chức danh trong Tổ mới.")
		}
		checkLeft(&f, "ngay", now, x, in.On)
		if !f.Has("ngay") && !f.Has("to") {
			checkJoined(&f, "ngay", now, tree, in.To, in.On)
		}
		checkDecision(&f, "quyet-dinh", in.Decision)
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlLeave, x.ID, in.On, Transferred, in.Decision); err != nil {
			return explain(err)
		}
		next := Spell{Person: x.Person, FullName: x.FullName, Team: in.To, Position: in.Position, From: in.On, JoinDecision: in.Decision}
		next.endWithTeam(tree)
		if next.ID, err = next.add(ctx, tx, tree, a, now); err != nil {
			return err
		}
		why := fmt.Sprintf("%s chuyển từ %s sang %s từ ngày %s", x.FullName, tree.Name(x.Team, now.Today).Full(), tree.Name(in.To, now.Today).Full(), in.On)
		if err := s.moved(ctx, tx, &done, a, now, tree, in.On, org.Forever, why, x.Team, in.To); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "roster.transfer", ObjectKind: "service", ObjectID: int64(next.ID), Path: place.Path, Summary: why,
			After: map[string]any{"person": x.Person, "from_team": x.Team, "team": in.To, "on": in.On, "position": in.Position, "decision": in.Decision}})
	})
	return done, renamed(err, "ngay-tham-gia", "ngay")
}

// Reposition gives a member another position from a day on.
type Reposition struct {
	Service  ServiceID
	Version  int
	On       clock.Day
	Position Position
	Decision string
}

// Reposition ends a service and begins one of another position in the same
// team the same day.
func (s *Service) Reposition(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, in Reposition) error {
	err := s.inTx(ctx, a, now, tree, func(tx pg.Tx) error {
		x, place, err := lockSpell(ctx, tx, a, now, tree, in.Service, in.Version)
		if err != nil {
			return err
		}
		in.Decision = vi.CleanLine(in.Decision)
		var f fault.Fields
		switch {
		case in.Position.rank() == len(Positions):
			f.Add("chuc-danh", "Chọn chức danh mới.")
		case in.Position == x.Position:
			f.Add("chuc-danh", "Người này đang là "+x.Position.Label()+". Chọn chức danh khác.")
		}
		switch {
		case x.Left != nil && *x.Left <= now.Today:
			f.Add("ngay", fmt.Sprintf("Người này đã thôi tham gia từ ngày %s.", *x.Left))
		case in.On <= x.From:
			f.Add("ngay", fmt.Sprintf("Chức danh hiện nay có từ ngày %s: ngày đổi phải sau ngày đó. Nếu chức danh bị ghi sai từ đầu, dùng “Đính chính”.", x.From))
		case in.On > now.Today:
			f.Add("ngay", "Ngày đổi chức danh không được sau hôm nay.")
		}
		checkDecision(&f, "quyet-dinh", in.Decision)
		if err := f.Err(); err != nil {
			return err
		}
		next := Spell{Person: x.Person, FullName: x.FullName, Team: x.Team, Position: in.Position, From: in.On, Left: x.Left,
			JoinDecision: in.Decision, Reason: x.Reason, LeaveDecision: x.LeaveDecision}
		if _, err := tx.Exec(ctx, sqlLeave, x.ID, in.On, PositionChanged, in.Decision); err != nil {
			return explain(err)
		}
		if next.ID, err = next.add(ctx, tx, tree, a, now); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "roster.position", ObjectKind: "service", ObjectID: int64(next.ID), Path: place.Path,
			Summary: fmt.Sprintf("%s, %s: từ %s thành %s từ ngày %s", x.FullName, tree.Name(x.Team, now.Today).Full(), x.Position.Label(), in.Position.Label(), in.On),
			Before:  map[string]any{"position": x.Position}, After: map[string]any{"position": in.Position, "on": in.On, "decision": in.Decision}})
	})
	return renamed(err, "ngay-tham-gia", "ngay")
}

// renamed gives a refused field the name it has in another form.
func renamed(err error, from, to string) error {
	e, ok := fault.Of(err)
	if !ok || len(e.Fields) == 0 {
		return err
	}
	out := *e
	out.Fields = slices.Clone(e.Fields)
	for i := range out.Fields {
		if out.Fields[i].Name == from {
			out.Fields[i].Name = to
		}
	}
	return &out
}
