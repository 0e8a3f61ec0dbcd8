package org

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// CloseTeam closes a team; the caller releases its members.
func CloseTeam(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, version int, c Closing) error {
	tree, u, err := beginTeam(ctx, tx, a, now, c.ID, version)
	if err != nil {
		return err
	}
	c.Basis = vi.CleanLine(c.Basis)
	commune, _ := tree.CommuneNow(c.ID, now.Today)
	var f fault.Fields
	switch {
	case !u.During.Open():
		f.Add("ngay", fmt.Sprintf("Tổ đã có ngày kết thúc %s.", u.During.Until))
	case c.On <= u.During.From:
		f.Add("ngay", fmt.Sprintf("Ngày kết thúc phải sau ngày Tổ bắt đầu hoạt động (%s).", u.During.From))
	case c.On > now.Today+366:
		f.Add("ngay", "Ngày kết thúc không quá một năm kể từ hôm nay.")
	default:
		if err := tree.refuseClosing(Closing{ID: c.ID, On: c.On}); err != nil {
			f.Add("ngay", err.Error())
		}
	}
	if c.Successor != 0 && (c.Successor == c.ID || !slices.Contains(tree.Children(commune, now.Today), c.Successor) || !tree.InForce(c.Successor, c.On)) {
		f.Add("ke-thua", "Chọn Tổ kế thừa trong cùng xã, phường, thị trấn, còn hoạt động vào ngày kết thúc.")
	}
	if c.Basis == "" || vi.Length(c.Basis) > 120 {
		f.Add("quyet-dinh", "Nhập số, ngày quyết định của Chủ tịch UBND cấp xã, tối đa 120 ký tự.")
	}
	if err := f.Err(); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlEndAreas, c.ID, c.On); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlBumpUnit, c.ID); err != nil {
		return err
	}
	return CloseUnit(ctx, tx, a, now, c)
}
