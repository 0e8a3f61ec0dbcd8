package org

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// ForceBegan is the day the force was founded: no team is older.
var ForceBegan = clock.NewDay(2024, 7, 1)

// TeamInput is what a team's forms ask for. From is the first day of the team
// or of its new name and area.
type TeamInput struct {
	Name  string
	Areas []string // thôn, khu phố; none: the one the team is named after
	From  clock.Day
	Basis string // number and date of the decision
}

const maxAreas = 20

const (
	sqlUnitVersion = `SELECT version FROM unit WHERE id = $1`
	sqlBumpUnit    = `UPDATE unit SET version = version + 1 WHERE id = $1`
	sqlNameBasis   = `UPDATE unit_name SET basis = $3 WHERE unit_id = $1 AND during @> $2::date`
	sqlMendName    = `UPDATE unit_name SET name = $3, basis = $4 WHERE unit_id = $1 AND during @> $2::date`
	sqlDropAreas   = `DELETE FROM team_area WHERE team_id = $1 AND lower(during) >= $2::date`
	sqlEndAreas    = `UPDATE team_area SET during = daterange(lower(during), $2) WHERE team_id = $1 AND during @> $2::date`
	sqlAddAreas    = `INSERT INTO team_area (team_id, name, during) SELECT $1, unnest($2::text[]), $3`
	sqlMendedAreas = `SELECT coalesce(max(lower(during)), $2::date) FROM team_area WHERE team_id = $1 AND during @> $3::date`
)

// Clean brings the input to the stored form.
func (in *TeamInput) Clean() {
	in.Name, in.Basis = vi.CleanLine(in.Name), vi.CleanLine(in.Basis)
	var areas []string
	for _, a := range in.Areas {
		if a = vi.CleanLine(a); a != "" && !slices.ContainsFunc(areas, func(x string) bool { return vi.Fold(x) == vi.Fold(a) }) {
			areas = append(areas, a)
		}
	}
	in.Areas = areas
}

// check collects what is wrong with the texts; self is the team edited, 0 for
// a new one.
func (in TeamInput) check(f *fault.Fields, t *Tree, commune, self UnitID, on clock.Day) {
	switch n := vi.Length(in.Name); {
	case n == 0 || n > 120:
		f.Add("ten", "Nhập tên Tổ, tối đa 120 ký tự, ví dụ “khu phố 5”.")
	case strings.ContainsRune(in.Name, '\uFFFD'):
		f.Add("ten", "Tên có ký tự không đọc được. Gõ lại tên.")
	case strings.HasPrefix(vi.Fold(in.Name), "to bao ve"):
		f.Add("ten", "Chỉ nhập phần tên riêng, ví dụ “khu phố 5”: hệ thống tự thêm “Tổ bảo vệ ANTT”.")
	default:
		for _, s := range t.Children(commune, on) {
			if s != self && vi.Fold(t.Name(s, on).Name) == vi.Fold(in.Name) {
				f.Add("ten", fmt.Sprintf("%s đã có Tổ tên “%s”.", vi.UpperFirst(t.Name(commune, on).Full()), t.Name(s, on).Name))
			}
		}
	}
	if len(in.Areas) > maxAreas || slices.ContainsFunc(in.Areas, func(a string) bool { return vi.Length(a) > 120 }) {
		f.Add("dia-ban", "Địa bàn tối đa 20 thôn, khu phố, mỗi tên tối đa 120 ký tự.")
	}
	if in.Basis == "" || vi.Length(in.Basis) > 120 {
		f.Add("quyet-dinh", "Nhập số, ngày quyết định của Chủ tịch UBND cấp xã, tối đa 120 ký tự.")
	}
}

// Refusals are what OpenTeam would refuse of a new team of the commune; the
// texts come back cleaned.
func (in *TeamInput) Refusals(now clock.Moment, tree *Tree, commune UnitID) []fault.Field {
	in.Clean()
	var f fault.Fields
	in.check(&f, tree, commune, 0, in.From)
	switch c, _ := tree.Unit(commune); {
	case in.From < ForceBegan:
		f.Add("ngay", fmt.Sprintf("Ngày thành lập không trước %s, ngày lực lượng được thành lập.", ForceBegan))
	case in.From > now.Today:
		f.Add("ngay", "Ngày thành lập không được sau hôm nay.")
	case !c.During.Holds(in.From):
		f.Add("ngay", fmt.Sprintf("%s có hiệu lực từ ngày %s; Tổ không thể có trước.", vi.UpperFirst(tree.Name(commune, now.Today).Full()), c.During.From))
	}
	if e, ok := fault.Of(f.Err()); ok {
		return e.Fields
	}
	return nil
}

// OpenTeam opens a team of a commune.
func OpenTeam(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, commune UnitID, in TeamInput) (UnitID, error) {
	ids, err := OpenTeams(ctx, tx, a, now, commune, []TeamInput{in})
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// OpenTeams opens many teams of a commune; ids are in the order of list.
func OpenTeams(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, commune UnitID, list []TeamInput) ([]UnitID, error) {
	tree, err := begin(ctx, tx, a)
	if err != nil {
		return nil, err
	}
	if err := tree.mayWrite(a, now, Team, commune); err != nil {
		return nil, err
	}
	if c, ok := tree.Unit(commune); !ok || c.Level != Commune {
		return nil, fault.Missing()
	}
	units, names := make([]NewUnit, len(list)), map[string]bool{}
	for i := range list {
		in := &list[i]
		if bad := in.Refusals(now, tree, commune); len(bad) > 0 {
			return nil, refusedTeam(*in, len(list), bad)
		}
		if fold := vi.Fold(in.Name); names[fold] {
			return nil, refusedTeam(*in, len(list), []fault.Field{{Name: "ten", Message: "Tên Tổ bị trùng."}})
		} else {
			names[fold] = true
		}
		units[i] = NewUnit{Level: Team, Parent: commune, Ordinal: tree.lastOrdinal(commune, now.Today), Name: in.Name, From: in.From, Basis: in.Basis}
	}
	ids, err := OpenUnits(ctx, tx, a, now, units)
	if err != nil {
		return nil, err
	}
	for i, in := range list {
		if _, err := tx.Exec(ctx, sqlNameBasis, ids[i], in.From, in.Basis); err != nil {
			return nil, err
		}
		if len(in.Areas) == 0 {
			continue
		}
		if _, err := tx.Exec(ctx, sqlAddAreas, ids[i], in.Areas, dateRange(in.From, Forever)); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// refusedTeam says which of many teams is refused.
func refusedTeam(in TeamInput, of int, bad []fault.Field) error {
	e := &fault.Error{Kind: fault.Invalid, Message: "Có nội dung cần sửa trước khi lưu.", Fields: bad}
	if of > 1 {
		e.Message, e.Fields = "Tổ “"+in.Name+"”: "+bad[0].Message, nil
	}
	return e
}

// lastOrdinal puts a new team beside its siblings: they share one ordinal
// (then names decide) or it comes last.
func (t *Tree) lastOrdinal(commune UnitID, day clock.Day) int {
	n := 0
	for _, s := range t.Children(commune, day) {
		u, _ := t.Unit(s)
		n = max(n, u.Ordinal)
	}
	return n
}

// EditTeam renames a team or changes its area from a day on; with mend it
// corrects what was written wrongly, and the days stay as they are. version is
// the one the page showed.
func EditTeam(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, id UnitID, version int, mend bool, in TeamInput) error {
	tree, u, err := beginTeam(ctx, tx, a, now, id, version)
	if err != nil {
		return err
	}
	commune, _ := tree.CommuneNow(id, now.Today)
	on := now.Today
	if !mend {
		on = in.From
	}
	in.Clean()
	was := tree.Name(id, now.Today)
	areas := tree.AreasOn(id, now.Today)
	var f fault.Fields
	in.check(&f, tree, commune, id, now.Today)
	renamed, moved := in.Name != was.Name, !sameAreas(areas, in.Areas)
	span := tree.nameSpan(id, now.Today)
	switch {
	case !u.During.Open():
		f.Add("ten", fmt.Sprintf("Tổ đã có ngày kết thúc %s nên không sửa được nữa.", u.During.Until))
	case !renamed && !moved && !mend:
		f.Add("ten", "Tên và địa bàn chưa có gì thay đổi.")
	case mend:
	case on > now.Today:
		f.Add("ngay", "Ngày thay đổi không được sau hôm nay.")
	case on <= u.During.From || renamed && on <= span.From:
		f.Add("ngay", fmt.Sprintf("Tên hiện nay có từ ngày %s: ngày thay đổi phải sau ngày đó. Nếu tên bị ghi sai từ đầu, chọn “Sửa nội dung ghi sai”.", span.From))
	}
	if err := f.Err(); err != nil {
		return err
	}
	if renamed || mend {
		if mend {
			_, err = tx.Exec(ctx, sqlMendName, id, on, in.Name, in.Basis)
		} else {
			err = rename(ctx, tx, id, on, in)
		}
		if err != nil {
			return explain(err)
		}
	}
	if moved {
		if err := setAreas(ctx, tx, id, on, mend, u, in); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, sqlBumpUnit, id); err != nil {
		return err
	}
	before, after := map[string]any{"name": was.Name, "areas": areas}, map[string]any{"name": in.Name, "areas": in.Areas, "on": on, "basis": in.Basis}
	full := MakeName("", in.Name, TeamKind).Full()
	switch {
	case mend:
		return tree.edited(ctx, tx, a, now, "org.mend", id, fmt.Sprintf("Sửa nội dung ghi sai của %s", full), before, after)
	case renamed:
		return tree.edited(ctx, tx, a, now, "org.rename", id, fmt.Sprintf("Đổi tên %s thành %s từ ngày %s", was.Full(), full, on), before, after)
	}
	return tree.edited(ctx, tx, a, now, "org.area", id, fmt.Sprintf("Thay đổi địa bàn của %s từ ngày %s", full, on), before, after)
}

func (t *Tree) edited(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, action string, id UnitID, summary string, before, after any) error {
	return audit.Record(ctx, tx, a, now, audit.Entry{Action: action, ObjectKind: "unit", ObjectID: int64(id), Path: t.Path(id, now.Today),
		Summary: summary, Before: before, After: after})
}

func rename(ctx context.Context, tx pg.Tx, id UnitID, on clock.Day, in TeamInput) error {
	if _, err := tx.Exec(ctx, sqlEndName, id, on); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlAddName, id, "", in.Name, TeamKind, dateRange(on, Forever)); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, sqlNameBasis, id, on, in.Basis)
	return err
}

// setAreas replaces the areas from the day on; mended ones keep the day the
// wrong ones had.
func setAreas(ctx context.Context, tx pg.Tx, id UnitID, on clock.Day, mend bool, u Unit, in TeamInput) error {
	if mend {
		since, err := pg.Value[clock.Day](ctx, tx, sqlMendedAreas, id, u.During.From, on)
		if err != nil {
			return err
		}
		on = since
	}
	for _, sql := range []string{sqlDropAreas, sqlEndAreas} {
		if _, err := tx.Exec(ctx, sql, id, on); err != nil {
			return err
		}
	}
	if len(in.Areas) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, sqlAddAreas, id, in.Areas, dateRange(on, Forever))
	return err
}

func sameAreas(a, b []string) bool {
	x, y := slices.Clone(a), slices.Clone(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func (t *Tree) nameSpan(id UnitID, day clock.Day) Span {
	for _, n := range t.Names(id) {
		if n.During.Holds(day) {
			return n.During
		}
	}
	return Span{From: day, Until: Forever}
}

// VersionOf is a team's version, which its forms carry.
func VersionOf(ctx context.Context, q pg.Querier, id UnitID) (int, error) {
	return pg.Value[int](ctx, q, sqlUnitVersion, id)
}

// beginTeam is begin for one team of the version seen.
func beginTeam(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, id UnitID, version int) (*Tree, Unit, error) {
	tree, err := begin(ctx, tx, a)
	if err != nil {
		return nil, Unit{}, err
	}
	if err := tree.mayChange(a, now, id); err != nil {
		return nil, Unit{}, err
	}
	u, _ := tree.Unit(id)
	if u.Level != Team {
		return nil, Unit{}, fault.Missing()
	}
	stored, err := pg.Value[int](ctx, tx, sqlUnitVersion, id)
	if err == nil && stored != version {
		err = fault.New(fault.Stale, "Tổ này vừa được người khác sửa. Tải lại trang rồi làm lại.")
	}
	return tree, u, err
}
