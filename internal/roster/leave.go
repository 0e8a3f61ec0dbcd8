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

// Leaving ends a service: Left is the first day no longer in the team.
type Leaving struct {
	Service  ServiceID
	Version  int // as the page saw it
	Left     clock.Day
	Reason   LeaveReason
	Decision string
}

const sqlLeave = `UPDATE service SET during = daterange(lower(during), $2), leave_reason = $3, leave_decision = $4, version = version + 1 WHERE id = $1`

// Leave ends a service.
func Leave(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, in Leaving) error {
	_, err := leave(ctx, tx, a, now, tree, in)
	return err
}

func leave(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, in Leaving) (Spell, error) {
	x, place, err := lockSpell(ctx, tx, a, now, tree, in.Service, in.Version)
	if err != nil {
		return x, err
	}
	in.Decision = vi.CleanLine(in.Decision)
	var f fault.Fields
	if in.Reason.Label() == "" {
		f.Add("ly-do", "Chọn lý do thôi tham gia.")
	}
	checkLeft(&f, "ngay-thoi", now, x, in.Left)
	checkDecision(&f, "quyet-dinh", in.Decision)
	if err := f.Err(); err != nil {
		return x, err
	}
	if _, err := tx.Exec(ctx, sqlLeave, in.Service, in.Left, in.Reason, in.Decision); err != nil {
		return x, explain(err)
	}
	return x, audit.Record(ctx, tx, a, now, audit.Entry{Action: "roster.leave", ObjectKind: "service", ObjectID: int64(in.Service), Path: place.Path,
		Summary: fmt.Sprintf("%s thôi tham gia %s từ ngày %s (%s)", x.FullName, tree.Name(x.Team, now.Today).Full(), in.Left, in.Reason.Label()),
		After:   map[string]any{"left": in.Left, "reason": in.Reason, "decision": in.Decision}})
}

// checkLeft collects what is wrong about the first day no longer in the team.
// A service that ends on a day to come, with its team, may still end earlier.
func checkLeft(f *fault.Fields, field string, now clock.Moment, x Spell, left clock.Day) {
	switch {
	case x.Left != nil && *x.Left <= now.Today:
		f.Add(field, fmt.Sprintf("Người này đã thôi tham gia từ ngày %s.", *x.Left))
	case left <= x.From:
		f.Add(field, fmt.Sprintf("Ngày thôi tham gia phải sau ngày tham gia (%s).", x.From))
	case left > now.Today:
		f.Add(field, "Ngày thôi tham gia không được sau hôm nay.")
	}
}

// Leave ends a service for one of the reasons forms offer.
func (s *Service) Leave(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, in Leaving) (Done, error) {
	var done Done
	if !slices.Contains(Leavings, in.Reason) {
		in.Reason = "" // a change of position is not a leaving
	}
	err := s.inTx(ctx, a, now, tree, func(tx pg.Tx) error {
		x, err := leave(ctx, tx, a, now, tree, in)
		if err != nil {
			return err
		}
		return s.moved(ctx, tx, &done, a, now, tree, in.Left, until(x.Left),
			fmt.Sprintf("%s thôi tham gia %s từ ngày %s", x.FullName, tree.Name(x.Team, now.Today).Full(), in.Left), x.Team)
	})
	return done, err
}

// moved tells of a change to the headcount of teams from a day on, commune by
// commune; end is the first day it no longer holds.
func (s *Service) moved(ctx context.Context, tx pg.Tx, done *Done, a access.Actor, now clock.Moment, tree *org.Tree, from, end clock.Day, why string, teams ...org.UnitID) error {
	if end != org.Forever {
		end--
	}
	byCommune := map[org.UnitID][]org.UnitID{}
	var communes []org.UnitID
	for _, t := range teams {
		c, _ := tree.CommuneNow(t, now.Today)
		if byCommune[c] == nil {
			communes = append(communes, c)
		}
		if !slices.Contains(byCommune[c], t) {
			byCommune[c] = append(byCommune[c], t)
		}
	}
	slices.Sort(communes)
	for _, c := range communes {
		if err := s.changed(ctx, tx, done, Change{Actor: a, Now: now, Tree: tree, Commune: c, Teams: byCommune[c], From: from, To: end, Why: why}); err != nil {
			return err
		}
	}
	return nil
}
