package org

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

const (
	sqlEndName = `UPDATE unit_name SET during = daterange(lower(during), $2) WHERE unit_id = $1 AND during @> $2::date`
	sqlAddName = `INSERT INTO unit_name (unit_id, code, name, kind, during) VALUES ($1, $2, $3, $4, $5)`
	sqlEndLink = `UPDATE unit_link SET during = daterange(lower(during), $2) WHERE child_id = ANY ($1::bigint[]) AND during @> $2::date`
	sqlAddLink = `INSERT INTO unit_link (child_id, parent_id, during) SELECT unnest($1::bigint[]), $2, $3`
	sqlClose   = `UPDATE unit SET during = daterange(lower(during), $2), successor_id = nullif($3, 0),
  basis = CASE WHEN basis = '' THEN $4 WHEN $4 = '' THEN basis ELSE basis || '; ' || $4 END WHERE id = $1`
)

// Rename gives a unit another code, name or kind from the day on.
func Rename(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, id UnitID, on clock.Day, code, name, kind string) error {
	tree, err := begin(ctx, tx, a)
	if err != nil {
		return err
	}
	if err := tree.mayChange(a, now, id); err != nil {
		return err
	}
	if err := tree.standing(id, on); err != nil {
		return err
	}
	code, name, kind = vi.CleanLine(code), vi.CleanLine(name), vi.CleanLine(kind)
	if name == "" || kind == "" || vi.Length(name) > 120 {
		return fault.New(fault.Invalid, "Nhập tên (tối đa 120 ký tự) và loại đơn vị.")
	}
	if _, err := tx.Exec(ctx, sqlEndName, id, on); err != nil {
		return explain(err)
	}
	if _, err := tx.Exec(ctx, sqlAddName, id, code, name, kind, dateRange(on, Forever)); err != nil {
		return explain(err)
	}
	before, after := tree.Name(id, on), MakeName(code, name, kind)
	return audit.Record(ctx, tx, a, now, audit.Entry{Action: "org.rename", ObjectKind: "unit", ObjectID: int64(id), Path: tree.Path(id, on),
		Summary: fmt.Sprintf("Đổi tên %s thành %s từ ngày %s", before.Full(), after.Full(), on), Before: before, After: after})
}

// Move puts units under another parent from the day on, with one audit row.
func Move(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, on clock.Day, parent UnitID, ids ...UnitID) error {
	if err := access.CheckRole(a, access.UnitWrite); err != nil {
		return err
	}
	tree, err := begin(ctx, tx, a)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := tree.standing(id, on); err != nil {
			return err
		}
		u, _ := tree.Unit(id)
		if msg := tree.refuseParent(parent, u.Level, on); msg != "" {
			return fault.New(fault.Invalid, tree.Name(id, on).Full()+": "+msg)
		}
		if tree.Parent(id, on) == parent {
			return fault.New(fault.Invalid, fmt.Sprintf("%s đã trực thuộc %s.", tree.Name(id, on).Full(), tree.Name(parent, on).Full()))
		}
	}
	if _, err := tx.Exec(ctx, sqlEndLink, ids, on); err != nil {
		return explain(err)
	}
	if _, err := tx.Exec(ctx, sqlAddLink, ids, parent, dateRange(on, Forever)); err != nil {
		return explain(err)
	}
	e := audit.Entry{Action: "org.move", ObjectKind: "unit", ObjectID: int64(parent), Path: tree.Path(parent, on), After: ids,
		Summary: fmt.Sprintf("Chuyển %d đơn vị về %s từ ngày %s", len(ids), tree.Name(parent, on).Full(), on)}
	if len(ids) == 1 {
		e.ObjectID = int64(ids[0])
		e.Summary = fmt.Sprintf("Chuyển %s từ %s về %s từ ngày %s", tree.Name(ids[0], on).Full(),
			tree.Name(tree.Parent(ids[0], on), on).Full(), tree.Name(parent, on).Full(), on)
	}
	return audit.Record(ctx, tx, a, now, e)
}

// Closing ends a unit: On is the first day it is no longer in force.
type Closing struct {
	ID        UnitID
	On        clock.Day
	Successor UnitID // lead successor; required for a commune, otherwise 0 for none
	Basis     string
}

// CloseUnit closes a unit that has none below it any more.
func CloseUnit(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, c Closing) error {
	tree, err := begin(ctx, tx, a)
	if err != nil {
		return err
	}
	if err := tree.mayChange(a, now, c.ID); err != nil {
		return err
	}
	if err := tree.standing(c.ID, c.On); err != nil {
		return err
	}
	if err := tree.refuseClosing(c); err != nil {
		return err
	}
	c.Basis = vi.CleanLine(c.Basis)
	if _, err := tx.Exec(ctx, sqlEndName, c.ID, c.On); err != nil {
		return explain(err)
	}
	if _, err := tx.Exec(ctx, sqlEndLink, []UnitID{c.ID}, c.On); err != nil {
		return explain(err)
	}
	if _, err := tx.Exec(ctx, sqlClose, c.ID, c.On, c.Successor, c.Basis); err != nil {
		return explain(err)
	}
	e := audit.Entry{Action: "org.close", ObjectKind: "unit", ObjectID: int64(c.ID), Path: tree.Path(c.ID, c.On), After: c,
		Summary: fmt.Sprintf("%s kết thúc hoạt động từ ngày %s", tree.Name(c.ID, c.On).Full(), c.On)}
	if c.Successor != 0 {
		e.Summary += ", kế thừa: " + tree.Name(c.Successor, c.On).Full()
	}
	return audit.Record(ctx, tx, a, now, e)
}

func (t *Tree) refuseClosing(c Closing) error {
	u, _ := t.Unit(c.ID)
	if c.Successor == 0 && u.Level == Commune {
		return fault.New(fault.Invalid, "Chọn đơn vị kế thừa của "+t.Name(c.ID, c.On).Full()+".")
	}
	if c.Successor != 0 && (c.Successor == c.ID || !t.InForce(c.Successor, c.On)) {
		return fault.New(fault.Invalid, fmt.Sprintf("Đơn vị kế thừa phải là đơn vị khác, có hiệu lực từ ngày %s.", c.On))
	}
	for _, n := range t.Names(c.ID) {
		if n.During.From > c.On {
			return fault.New(fault.Invalid, fmt.Sprintf("%s đã ghi đổi tên từ ngày %s.", t.Name(c.ID, c.On).Full(), n.During.From))
		}
	}
	for _, l := range t.Links(c.ID) {
		if l.During.From > c.On {
			return fault.New(fault.Invalid, fmt.Sprintf("%s đã ghi điều chuyển từ ngày %s.", t.Name(c.ID, c.On).Full(), l.During.From))
		}
	}
	for i, child := range t.units {
		for _, l := range t.links[i] {
			if l.Parent == c.ID && l.During.Until > c.On {
				return fault.New(fault.Invalid, fmt.Sprintf("%s còn trực thuộc %s từ ngày %s. Chuyển hoặc kết thúc đơn vị cấp dưới trước.",
					t.Name(child.ID, c.On).Full(), t.Name(c.ID, c.On).Full(), c.On))
			}
		}
	}
	return nil
}

// standing refuses a change to a unit not in force on the day, or whose end is
// already on record.
func (t *Tree) standing(id UnitID, on clock.Day) error {
	u, ok := t.Unit(id)
	if !ok {
		return fault.Missing()
	}
	if !t.InForce(id, on) {
		return fault.New(fault.Invalid, fmt.Sprintf("%s không có hiệu lực vào ngày %s.", t.Name(id, on).Full(), on))
	}
	if !u.During.Open() {
		return fault.New(fault.Invalid, fmt.Sprintf("%s đã có ngày kết thúc %s.", t.Name(id, on).Full(), u.During.Until))
	}
	return nil
}
