package plan

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// DB is where targets are written: the pool.
type DB interface {
	pg.Querier
	pg.Beginner
}

const sqlTakeTurn = `UPDATE revision SET n = n + 1 WHERE scope = 'plan' RETURNING n`

// turn makes writers of targets go one after the other and reads what the
// ones before left; processes reload their snapshot after the commit.
func turn(ctx context.Context, tx pg.Tx, l *Live) (*Live, error) {
	rev, err := pg.Value[int64](ctx, tx, sqlTakeTurn)
	if err != nil {
		return nil, err
	}
	if rev != l.Revision+1 {
		return ReadLive(ctx, tx, map[int64]*Rules{})
	}
	fresh := *l
	fresh.Assigned, err = readAssigned(ctx, tx, l.CampaignID)
	fresh.indexGiven()
	return &fresh, err
}

// AssignedURL is where an assigned target is seen.
func AssignedURL(id AssignedID) string { return "/giao-chi-tieu/" + strconv.FormatInt(int64(id), 10) }

// Assign sets a target for units of the actor's own; the same form sent twice
// sets one. It returns the address of what was set.
func (s *Targets) Assign(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, l *Live, key string, in AssignInput) (string, error) {
	place, err := may(ctx, a, now, tree)
	if err != nil {
		return "", err
	}
	if err := binds(a, now, tree, in.Units); err != nil {
		return "", err
	}
	var first fault.Fields // what is wrong whatever others wrote, before the form is taken
	in.check(&first, a, now, tree, l)
	if err := first.Err(); err != nil {
		return "", err
	}
	url := ""
	err = pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		l, err := turn(ctx, tx, l)
		if err != nil {
			return err
		}
		url, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			var f fault.Fields
			d := in.check(&f, a, now, tree, l)
			cuts := in.conflicts(&f, d, now, tree, l, 0)
			if err := f.Err(); err != nil {
				return "", err
			}
			id, err := pg.Value[int64](ctx, tx, sqlPutAssigned, l.CampaignID, d.phase.ID, int64(d.setter), d.level.String(), d.issuer, in.Basis.Code(), d.ordinal, d.slot,
				in.subjectOf(d), d.target.String(), in.DocNumber, *in.DocDay, in.Note, a.UserID, a.Name, now.Business)
			if err != nil {
				return "", err
			}
			if err := in.put(ctx, tx, a, AssignedID(id), d, cuts); err != nil {
				return "", err
			}
			return AssignedURL(AssignedID(id)), audit.Record(ctx, tx, a, now, audit.Entry{Action: "target.assign", ObjectKind: "assigned_target", ObjectID: id, Path: place.Path,
				Summary: in.said(d, l, "Giao chỉ tiêu"), After: in})
		})
		return err
	})
	return url, err
}

// EditAssigned changes one that has not begun to count: no period it covers is
// over and no later document touched it.
func (s *Targets) EditAssigned(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, l *Live, id AssignedID, version int, in AssignInput) error {
	if err := access.CheckRole(a, access.TargetWrite); err != nil {
		return err
	}
	if err := binds(a, now, tree, in.Units); err != nil {
		return err
	}
	return s.change(ctx, a, now, tree, l, id, version, func(tx pg.Tx, l *Live, was *Assigned, place access.Place) error {
		if why := was.Fixed(l, now.Today); why != "" {
			return fault.New(fault.Invalid, why)
		}
		var f fault.Fields
		d := in.check(&f, a, now, tree, l)
		cuts := in.conflicts(&f, d, now, tree, l, id)
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlDropAssignedUnits, int64(id)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlEditAssigned, int64(id), in.Basis.Code(), d.ordinal, d.slot, in.subjectOf(d), d.target.String(), in.DocNumber, *in.DocDay, in.Note, d.phase.ID); err != nil {
			return err
		}
		if err := in.put(ctx, tx, a, id, d, cuts); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "target.edit", ObjectKind: "assigned_target", ObjectID: int64(id), Path: place.Path,
			Summary: in.said(d, l, "Sửa chỉ tiêu giao"), Before: was.Input(l), After: in})
	})
}

// EndInput is the later document that ends a target; the names of its fields
// are so, ngay, ghi-chu.
type EndInput struct {
	DocNumber string
	DocDay    *clock.Day
	Note      string
}

// EndAssigned ends a target for all it still binds, from the first period that
// opens after the later document.
func (s *Targets) EndAssigned(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, l *Live, id AssignedID, version int, in EndInput) error {
	in.DocNumber, in.Note = vi.CleanLine(in.DocNumber), vi.Clean(in.Note)
	return s.change(ctx, a, now, tree, l, id, version, func(tx pg.Tx, l *Live, was *Assigned, place access.Place) error {
		var f fault.Fields
		cut := in.check(&f, now, l, was)
		if err := f.Err(); err != nil {
			return err
		}
		units := make([]org.UnitID, 0, len(was.Units))
		for _, u := range was.Units {
			units = append(units, u.Unit)
		}
		if _, err := tx.Exec(ctx, sqlCutAssigned, int64(id), units, cut, in.DocNumber, *in.DocDay, in.Note, a.Name, 0); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlTouchAssigned, []int64{int64(id)}); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "target.end", ObjectKind: "assigned_target", ObjectID: int64(id), Path: place.Path,
			Summary: fmt.Sprintf("Kết thúc chỉ tiêu giao %s theo văn bản %s", was.Document(), in.DocNumber), After: in})
	})
}

func (in *EndInput) check(f *fault.Fields, now clock.Moment, l *Live, was *Assigned) (cut clock.Day) {
	checkNumber(f, "so", in.DocNumber)
	if vi.Length(in.Note) > MaxNote {
		f.Add("ghi-chu", fmt.Sprintf("Rút gọn ghi chú còn tối đa %d ký tự.", MaxNote))
	}
	ph, _ := l.Phase(was.PhaseID)
	switch {
	case was.State(now.Today) == AssignedEnded || was.State(now.Today) == AssignedOver:
		f.Add("", "Chỉ tiêu giao này đã hết hiệu lực.")
	case in.DocDay == nil:
		f.Add("ngay", "Nhập ngày văn bản.")
	case *in.DocDay > now.Today:
		f.Add("ngay", "Ngày văn bản không được sau hôm nay ("+now.Today.String()+").")
	case *in.DocDay < was.DocDay:
		f.Add("ngay", "Văn bản kết thúc không được ký trước văn bản giao ("+was.DocDay.String()+").")
	default:
		p, ok := l.FirstAfter(was.PhaseID, *in.DocDay)
		if !ok || p.Start >= was.Before() {
			f.Add("ngay", fmt.Sprintf("%s không còn kỳ nào mở sau ngày %s; chỉ tiêu tự hết hiệu lực khi hết đợt.", ph.Name, in.DocDay))
		} else if over := was.overFrom(l, p.Start, now.Today); over != "" {
			f.Add("ngay", fmt.Sprintf("Theo ngày văn bản, chỉ tiêu kết thúc từ %s, nhưng kỳ này đã kết thúc và đã xét theo chỉ tiêu đã giao.", lower(over)))
		}
		cut = p.Start
	}
	return cut
}

// change locks a target the actor's unit set, of the version seen.
func (s *Targets) change(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, l *Live, id AssignedID, version int,
	fn func(tx pg.Tx, l *Live, was *Assigned, place access.Place) error) error {
	if err := access.CheckRole(a, access.TargetWrite); err != nil {
		return err
	}
	return pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		l, err := turn(ctx, tx, l)
		if err != nil {
			return err
		}
		was := l.AssignedByID(id)
		if was == nil {
			return fault.Missing()
		}
		place := tree.PlaceNow(was.Setter, now.Today)
		if err := access.Check(a, access.TargetWrite, place); err != nil {
			return err
		}
		if was.Version != version {
			return fault.New(fault.Stale, "Chỉ tiêu giao này vừa được người khác sửa. Tải lại trang để xem bản mới, rồi làm lại.")
		}
		return fn(tx, l, was, place)
	})
}

func (in *AssignInput) subjectOf(d draft) string {
	x := Assigned{Basis: in.Basis, Ordinal: d.ordinal, Slot: d.slot}
	return x.Subject()
}

// cut is a target that ends where the new one begins, for some of its units.
type cut struct {
	was   *Assigned
	units []org.UnitID
}

// conflicts finds what binds the same units to the same subject at the same
// time; self is the target being edited.
func (in *AssignInput) conflicts(f *fault.Fields, d draft, now clock.Moment, tree *org.Tree, l *Live, self AssignedID) []cut {
	if d.start == 0 || d.ordinal < 0 && d.slot < 0 {
		return nil
	}
	var out []cut
	var names []string
	for i := range l.Assigned {
		was := &l.Assigned[i]
		if was.ID == self || was.Subject() != in.subjectOf(d) {
			continue
		}
		c := cut{was: was}
		for _, u := range was.Units {
			if u.Start < d.before && d.start < u.Before && u.Start < u.Before && slices.Contains(in.Units, u.Unit) {
				c.units = append(c.units, u.Unit)
				names = append(names, tree.Name(u.Unit, now.Today).Short())
			}
		}
		if len(c.units) == 0 {
			continue
		}
		out = append(out, c)
		switch over := was.overFrom(l, d.start, now.Today); {
		case f.Has("ngay"):
		case in.DocDay != nil && *in.DocDay < was.DocDay:
			f.Add("ngay", fmt.Sprintf("Đơn vị đã được giao chỉ tiêu này bằng văn bản sau: %s.", was.Document()))
		case over != "":
			f.Add("ngay", fmt.Sprintf("Văn bản này áp dụng từ trước khi %s kết thúc, nhưng kỳ đó đã xét theo chỉ tiêu giao %s.", lower(over), was.Document()))
		}
	}
	if len(out) > 0 && !in.Replace && !f.Has("ngay") {
		if len(names) > 3 {
			names = append(names[:3:3], fmt.Sprintf("và %d đơn vị khác", len(names)-3))
		}
		f.Add("thay", fmt.Sprintf("Đã giao chỉ tiêu này (%s, %s) cho %s. Đánh dấu “Thay mức đã giao” để thay từ ngày %s, hoặc bỏ chọn các đơn vị đó.",
			out[0].was.Target, out[0].was.Document(), strings.Join(names, ", "), d.start))
	}
	return out
}

// overFrom is the label of a period already over that the target covers from a
// day on, "" for none: what it was judged by stays.
func (a *Assigned) overFrom(l *Live, from, today clock.Day) string {
	for i := range l.Periods {
		p := &l.Periods[i]
		if p.Start < from || !p.Ended(today) || p.PhaseID != a.PhaseID {
			continue
		}
		for _, u := range a.Units {
			if g := (Given{a, u.Unit, u.Start, u.Before}); g.Covers(p) {
				return p.Label
			}
		}
	}
	return ""
}

// Fixed says why a target can't be edited any more, "" where it can.
func (a *Assigned) Fixed(l *Live, today clock.Day) string {
	if over := a.overFrom(l, 0, today); over != "" {
		return over + " đã kết thúc theo chỉ tiêu này nên không sửa được nữa; chỉ có thể kết thúc hoặc thay bằng văn bản sau."
	}
	for _, u := range a.Units {
		if u.EndedOn != nil {
			return "Đã có văn bản sau kết thúc hoặc thay chỉ tiêu này nên không sửa được nữa."
		}
	}
	return ""
}

// put stores the units of a target and ends those it replaces.
func (in *AssignInput) put(ctx context.Context, tx pg.Tx, a access.Actor, id AssignedID, d draft, cuts []cut) error {
	for _, c := range cuts {
		if _, err := tx.Exec(ctx, sqlCutAssigned, int64(c.was.ID), c.units, d.start, in.DocNumber, *in.DocDay, "", a.Name, int64(id)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlTouchAssigned, []int64{int64(c.was.ID)}); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, sqlPutAssignedUnits, int64(id), in.Units, in.subjectOf(d), d.start, d.before)
	if pg.Violates(err, "assigned_unit_once") {
		return fault.Wrap(fault.Stale, "Đơn vị vừa được giao chỉ tiêu này bằng văn bản khác. Tải lại trang rồi làm lại.", err)
	}
	return err
}

// said is the line of the audit.
func (in *AssignInput) said(d draft, l *Live, verb string) string {
	x := Assigned{Basis: in.Basis, Ordinal: d.ordinal, Slot: d.slot, Target: d.target}
	return fmt.Sprintf("%s %s: %s %s, %d đơn vị, số %s", verb, d.phase.Name, x.Name(l.Rules), x.Short(), len(in.Units), in.DocNumber)
}

// Input is the target as its form begins with.
func (a *Assigned) Input(l *Live) AssignInput {
	ph, _ := l.Phase(a.PhaseID)
	in := AssignInput{Phase: ph.Code, Basis: a.Basis, Target: a.Target.String(), DocNumber: a.DocNumber, DocDay: &a.DocDay, Note: a.Note}
	if ind := l.Rules.Indicator(a.Ordinal); ind != nil {
		in.Indicator = ind.Code
	}
	if m := l.Rules.Measure(a.Slot); m != nil {
		in.Measure = m.Code
	}
	for _, u := range a.Units {
		in.Units = append(in.Units, u.Unit)
	}
	return in
}

// Seen tells whether a reader's scope holds the target, and which of its units
// it may see: all where the setter lies inside, otherwise its own.
func (a *Assigned) Seen(scope access.Scope, tree *org.Tree, today clock.Day) []AssignedUnit {
	if scope.Holds(tree.PlaceNow(a.Setter, today).Path) {
		return a.Units
	}
	var out []AssignedUnit
	for _, u := range a.Units {
		if scope.Holds(tree.PlaceNow(u.Unit, today).Path) {
			out = append(out, u)
		}
	}
	return out
}
