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

// Correction puts a service that was written down wrongly right: the wrong row
// is withdrawn with the reason, the right one takes its place.
type Correction struct {
	Service  ServiceID
	Version  int
	Team     org.UnitID
	Position Position
	Joined   clock.Day
	Decision string
	Left     *clock.Day // nil: still serving
	Reason   LeaveReason
	LeaveDoc string
	Why      string
}

const (
	sqlWithdraw = `UPDATE service SET withdrawn_at = $2, withdrawn_by = nullif($3::bigint, 0), withdrawn_why = $4, version = version + 1 WHERE id = $1`
	// What led into the withdrawn service by a change of position or a transfer.
	sqlBefore = `SELECT ` + spellColumns + ` FROM service s JOIN person p ON p.id = s.person_id
WHERE s.person_id = $1 AND s.withdrawn_at IS NULL AND upper(s.during) = $2 AND s.leave_reason IN ('position_changed', 'transferred')`
	sqlRejoin = `UPDATE service SET during = daterange(lower(during), $2), leave_reason = $3, leave_decision = $4, version = version + 1 WHERE id = $1`
)

func checkWhy(f *fault.Fields, why string) {
	switch n := vi.Length(why); {
	case n == 0:
		f.Add("ly-do-sua", "Nhập lý do: vì sao nội dung đã ghi là sai.")
	case n > 300:
		f.Add("ly-do-sua", "Lý do tối đa 300 ký tự.")
	default:
		if p := vi.FindPersonal(why); p != "" {
			f.Add("ly-do-sua", "Không ghi "+string(p)+" vào lý do.")
		}
	}
}

// Correct replaces a service written down wrongly.
func (s *Service) Correct(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, in Correction) (Done, error) {
	var done Done
	err := s.inTx(ctx, a, now, tree, func(tx pg.Tx) error {
		x, place, err := lockSpell(ctx, tx, a, now, tree, in.Service, in.Version)
		if err != nil {
			return err
		}
		in.Decision, in.LeaveDoc, in.Why = vi.CleanLine(in.Decision), vi.CleanLine(in.LeaveDoc), vi.CleanLine(in.Why)
		if in.Team != x.Team {
			if _, err := mayWrite(a, now, tree, in.Team); err != nil {
				return err
			}
		}
		next := Spell{Person: x.Person, FullName: x.FullName, Team: in.Team, Position: in.Position, From: in.Joined, Left: in.Left,
			JoinDecision: in.Decision, Reason: in.Reason, LeaveDecision: in.LeaveDoc}
		var f fault.Fields
		next.checkCorrect(&f, now, tree, x)
		checkWhy(&f, in.Why)
		if err := f.Err(); err != nil {
			return err
		}
		next.endWithTeam(tree)
		if _, err := tx.Exec(ctx, sqlWithdraw, x.ID, now.Wall, a.UserID, in.Why); err != nil {
			return err
		}
		if next.ID, err = next.add(ctx, tx, tree, a, now); err != nil {
			return err
		}
		why := fmt.Sprintf("Đính chính thời gian tham gia của %s: %s", x.FullName, in.Why)
		if err := s.moved(ctx, tx, &done, a, now, tree, min(x.From, next.From), max(until(x.Left), until(next.Left)), why, x.Team, next.Team); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "roster.correct", ObjectKind: "service", ObjectID: int64(next.ID), Path: place.Path,
			Summary: why, Before: x.values(""), After: next.values(in.Why)})
	})
	return done, err
}

func (x Spell) values(why string) map[string]any {
	m := map[string]any{"team": x.Team, "position": x.Position, "joined": x.From, "decision": x.JoinDecision}
	if x.Left != nil {
		m["left"], m["reason"], m["leave_decision"] = *x.Left, x.Reason, x.LeaveDecision
	}
	if why != "" {
		m["why"] = why
	}
	return m
}

// checkCorrect collects what is wrong about the service that takes was's
// place. An end to come stays allowed where it was there.
func (x Spell) checkCorrect(f *fault.Fields, now clock.Moment, tree *org.Tree, was Spell) {
	if x.Position.rank() == len(Positions) {
		f.Add("chuc-danh", "Chọn chức danh trong Tổ.")
	}
	checkJoined(f, "ngay-tham-gia", now, tree, x.Team, x.From)
	checkDecision(f, "quyet-dinh", x.JoinDecision)
	u, _ := tree.Unit(x.Team)
	switch {
	case x.Left == nil && x.Reason != "":
		f.Add("ngay-thoi", "Nhập ngày thôi tham gia, hoặc bỏ chọn lý do thôi.")
	case x.Left == nil:
	case x.Reason != was.Reason && !slices.Contains(Leavings, x.Reason):
		f.Add("ly-do", "Chọn lý do thôi tham gia.")
	case *x.Left <= x.From:
		f.Add("ngay-thoi", fmt.Sprintf("Ngày thôi tham gia phải sau ngày tham gia (%s).", x.From))
	case *x.Left > now.Today && (was.Left == nil || *x.Left != *was.Left):
		f.Add("ngay-thoi", "Ngày thôi tham gia không được sau hôm nay.")
	case *x.Left > u.During.Until:
		f.Add("ngay-thoi", fmt.Sprintf("Tổ đã kết thúc hoạt động từ ngày %s.", u.During.Until))
	}
	checkDecision(f, "quyet-dinh-thoi", x.LeaveDecision)
}

// Before is the service a withdrawn one would be joined back to: the person's
// previous position or team, in the actor's reach; nil where there is none.
func (s *Service) Before(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, x Spell) (*Spell, error) {
	return before(ctx, s.DB, a, now, tree, x)
}

func before(ctx context.Context, q pg.Querier, a access.Actor, now clock.Moment, tree *org.Tree, x Spell) (*Spell, error) {
	list, err := pg.List[Spell](ctx, q, sqlBefore, x.Person, x.From)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	if _, err := mayWrite(a, now, tree, list[0].Team); err != nil {
		return nil, nil // another commune's roster is its own
	}
	return &list[0], nil
}

// Withdraw takes a service out of every count, with a reason; it stays
// readable. Where it followed another by a change of position or a transfer,
// that one goes on in its place.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ServiceID, version int, why string) (Done, error) {
	var done Done
	why = vi.CleanLine(why)
	err := s.inTx(ctx, a, now, tree, func(tx pg.Tx) error {
		x, place, err := lockSpell(ctx, tx, a, now, tree, id, version)
		if err != nil {
			return err
		}
		var f fault.Fields
		checkWhy(&f, why)
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlWithdraw, x.ID, now.Wall, a.UserID, why); err != nil {
			return err
		}
		teams := []org.UnitID{x.Team}
		summary := fmt.Sprintf("Rút thời gian tham gia của %s (%s): %s", x.FullName, x.Words(tree), why)
		prev, err := before(ctx, tx, a, now, tree, x)
		if err != nil {
			return err
		}
		if prev != nil {
			on := *prev
			on.Left, on.Reason, on.LeaveDecision = x.Left, x.Reason, x.LeaveDecision
			if _, err := tx.Exec(ctx, sqlRejoin, prev.ID, on.Left, on.Reason, on.LeaveDecision); err != nil {
				return &clash{on, explain(err)}
			}
			teams = append(teams, prev.Team)
			summary += "; nối lại " + on.Words(tree)
		}
		if err := s.moved(ctx, tx, &done, a, now, tree, x.From, until(x.Left), summary, teams...); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "roster.withdraw", ObjectKind: "service", ObjectID: int64(x.ID), Path: place.Path,
			Summary: summary, Before: x.values("")})
	})
	return done, err
}
