package org

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Bumping first also makes writers of the structure take turns, so that what
// they check in the tree still holds when they write.
const sqlBump = `UPDATE revision SET n = n + 1 WHERE scope = 'org'`

const sqlReserve = `SELECT nextval(pg_get_serial_sequence('unit', 'id')) FROM generate_series(1, $1)`

// begin checks that the role writes units at all, takes the turn and reads the
// structure as it stands; mayWrite asks for the right to a unit.
func begin(ctx context.Context, tx pg.Tx, a access.Actor) (*Tree, error) {
	if err := access.CheckRole(a, access.UnitWrite); err != nil && !a.May(access.TeamWrite) {
		return nil, err
	}
	if _, err := tx.Exec(ctx, sqlBump); err != nil {
		return nil, err
	}
	return Load(ctx, tx)
}

// mayWrite asks for the right to a unit of the level in the commune: UnitWrite
// for any, TeamWrite for teams of the actor's own commune of today.
func (t *Tree) mayWrite(a access.Actor, now clock.Moment, level Level, commune UnitID) error {
	if level != Team || a.May(access.UnitWrite) {
		return access.CheckRole(a, access.UnitWrite)
	}
	return access.Check(a, access.TeamWrite, t.Place(commune, now.Today))
}

// mayChange is mayWrite for a unit there is.
func (t *Tree) mayChange(a access.Actor, now clock.Moment, id UnitID) error {
	u, ok := t.Unit(id)
	if !ok {
		return fault.Missing()
	}
	commune, _ := t.CommuneNow(id, now.Today)
	return t.mayWrite(a, now, u.Level, commune)
}

// NewUnit is a unit to open: From is its first day.
type NewUnit struct {
	Level   Level
	Parent  UnitID // 0 for a province
	Ordinal int
	Code    string
	Name    string
	Kind    string
	From    clock.Day
	Basis   string
}

// OpenUnit opens one unit.
func OpenUnit(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, u NewUnit) (UnitID, error) {
	ids, err := OpenUnits(ctx, tx, a, now, []NewUnit{u})
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// OpenUnits opens many at once, with one audit row; ids are in the order of
// units. Parents must be open already.
func OpenUnits(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, units []NewUnit) ([]UnitID, error) {
	tree, err := begin(ctx, tx, a)
	if err != nil {
		return nil, err
	}
	var f fault.Fields
	for i := range units {
		u := &units[i]
		if err := tree.mayWrite(a, now, u.Level, u.Parent); err != nil {
			return nil, err
		}
		u.Code, u.Name, u.Kind, u.Basis = vi.CleanLine(u.Code), vi.CleanLine(u.Name), vi.CleanLine(u.Kind), vi.CleanLine(u.Basis)
		if u.Level == Team && u.Kind == "" {
			u.Kind = TeamKind
		}
		u.check(&f, tree)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	ids, err := insertUnits(ctx, tx, units)
	if err != nil {
		return nil, err
	}
	e := audit.Entry{Action: "org.open", ObjectKind: "unit", After: units}
	switch len(units) {
	case 0:
		return nil, nil
	case 1:
		e.ObjectID, e.Path = int64(ids[0]), fmt.Sprintf("%s%d.", tree.Path(units[0].Parent, units[0].From), ids[0])
		e.Summary = fmt.Sprintf("Mở %s từ ngày %s", MakeName("", units[0].Name, units[0].Kind).Full(), units[0].From)
	default:
		e.Summary = fmt.Sprintf("Mở %d đơn vị (%s) từ ngày %s", len(units), units[0].Level.Label(), units[0].From)
		if parent := units[0].Parent; !slices.ContainsFunc(units, func(u NewUnit) bool { return u.Parent != parent }) {
			e.Path = tree.Path(parent, now.Today)
		}
	}
	return ids, audit.Record(ctx, tx, a, now, e)
}

func (u NewUnit) check(f *fault.Fields, t *Tree) {
	if rungs[u.Level] == 0 {
		f.Add("level", "Chọn cấp của đơn vị.")
		return
	}
	if u.Name == "" || vi.Length(u.Name) > 120 {
		f.Add("name", "Nhập tên đơn vị, tối đa 120 ký tự.")
	}
	if u.Kind == "" {
		f.Add("kind", "Nhập loại đơn vị, ví dụ phường, xã, thị trấn.")
	}
	if (u.Code == "") != (u.Level == Team) {
		f.Add("code", "Đơn vị hành chính có mã chính thức, Tổ thì không.")
	}
	if u.Level == Province {
		if u.Parent != 0 {
			f.Add("parent", "Đơn vị cấp tỉnh không có đơn vị cấp trên.")
		}
		return
	}
	if msg := t.refuseParent(u.Parent, u.Level, u.From); msg != "" {
		f.Add("parent", u.Name+": "+msg)
	}
}

// refuseParent says why parent cannot hold a unit of the level from the day on.
func (t *Tree) refuseParent(parent UnitID, level Level, from clock.Day) string {
	p, ok := t.Unit(parent)
	switch {
	case !ok:
		return "chọn đơn vị cấp trên."
	case !p.Level.mayHold(level):
		return fmt.Sprintf("%s không thể trực thuộc %s.", level.Label(), t.Name(parent, from).Full())
	case !p.During.Holds(from):
		return fmt.Sprintf("%s không có hiệu lực vào ngày %s.", t.Name(parent, from).Full(), from)
	case !p.During.Open():
		return fmt.Sprintf("%s hết hiệu lực từ ngày %s; chọn đơn vị kế thừa.", t.Name(parent, from).Full(), p.During.Until)
	}
	return ""
}

func insertUnits(ctx context.Context, tx pg.Tx, units []NewUnit) ([]UnitID, error) {
	ids, err := pg.Column[UnitID](ctx, tx, sqlReserve, len(units))
	if err != nil {
		return nil, err
	}
	var rows, names, links [][]any
	for i, u := range units {
		during := dateRange(u.From, Forever)
		rows = append(rows, []any{int64(ids[i]), string(u.Level), during, u.Ordinal, u.Basis})
		names = append(names, []any{int64(ids[i]), u.Code, u.Name, u.Kind, during})
		if u.Parent != 0 {
			links = append(links, []any{int64(ids[i]), int64(u.Parent), during})
		}
	}
	for _, c := range []struct {
		table   string
		columns []string
		rows    [][]any
	}{
		{"unit", []string{"id", "level", "during", "ordinal", "basis"}, rows},
		{"unit_name", []string{"unit_id", "code", "name", "kind", "during"}, names},
		{"unit_link", []string{"child_id", "parent_id", "during"}, links},
	} {
		if _, err := tx.CopyFrom(ctx, c.table, c.columns, pgx.CopyFromRows(c.rows)); err != nil {
			return nil, explain(err)
		}
	}
	return ids, nil
}

// dateRange is [from, until) for a parameter or a copied column.
func dateRange(from, until clock.Day) pgtype.Range[pgtype.Date] {
	lower, _ := from.DateValue()
	r := pgtype.Range[pgtype.Date]{Lower: lower, LowerType: pgtype.Inclusive, UpperType: pgtype.Unbounded, Valid: true}
	if until != Forever {
		r.Upper, _ = until.DateValue()
		r.UpperType = pgtype.Exclusive
	}
	return r
}

// explain says in words what a constraint of the dated tables refused.
func explain(err error) error {
	for constraint, msg := range map[string]string{
		"unit_name_one_at_a_time": "Đơn vị đã có tên gọi khác trong khoảng thời gian này. Kiểm tra các lần đổi tên đã ghi.",
		"unit_link_one_parent":    "Đơn vị đã trực thuộc một đơn vị khác trong khoảng thời gian này. Kiểm tra các lần điều chuyển đã ghi.",
		"unit_link_not_self":      "Đơn vị không thể trực thuộc chính nó.",
		"unit_name_during":        "Tên hiện tại có hiệu lực từ chính ngày này; không thể đổi tên hai lần trong một ngày.",
		"unit_link_during":        "Quan hệ trực thuộc hiện tại có hiệu lực từ chính ngày này; không thể điều chuyển hai lần trong một ngày.",
		"unit_during":             "Ngày kết thúc phải sau ngày đơn vị bắt đầu có hiệu lực.",
	} {
		if pg.Violates(err, constraint) {
			return fault.Wrap(fault.Invalid, msg, err)
		}
	}
	return err
}
