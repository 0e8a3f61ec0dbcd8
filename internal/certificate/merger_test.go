package certificate_test

import (
	"fmt"
	"slices"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// later moves the world to a day after some change of the units.
func (x *world) later(day clock.Day, change func(tx pg.Tx, clerk access.Actor) error) {
	x.t.Helper()
	x.now = clock.Moment{Wall: x.now.Wall, Business: day.Start(), Today: day}
	x.ok(pg.InTx(x.t.Context(), x.pool, func(tx pg.Tx) error {
		return change(tx, access.System("sắp xếp", access.UnitWrite, access.TeamWrite))
	}))
	tree, err := org.Load(x.t.Context(), x.pool)
	x.ok(err)
	x.tree = tree
}

// A team merged into another leaves it its awards; each keeps its name.
func TestHistoryOfAMergedTeam(t *testing.T) {
	x := build(t)
	x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", usual...)
	a1 := x.as(access.CommunePolice, "A1")
	old, err := x.s.OfTeam(t.Context(), a1, x.now, x.tree, x.unit["AX"])
	x.ok(err)
	day := clock.NewDay(2023, 8, 19)
	in := certificate.PastInput{Title: "Giấy khen của Giám đốc Công an tỉnh", Authority: "Giám đốc Công an tỉnh", GivenOn: &day}
	_, err = x.s.AddPast(t.Context(), a1, x.now, x.tree, "k", old.Subject, in, "/")
	x.ok(err)
	end := clock.NewDay(2025, 3, 1)
	x.later(end, func(tx pg.Tx, clerk access.Actor) error {
		id, err := org.OpenTeam(t.Context(), tx, clerk, x.now, x.unit["B1"], org.TeamInput{Name: "khu phố 5 mới", From: end, Basis: "Quyết định số 02/QĐ-UBND ngày 20/02/2025"})
		if err != nil {
			return err
		}
		x.unit["AY"] = id
		if _, err := tx.Exec(t.Context(), `UPDATE service SET during = daterange(lower(during), $2), leave_reason = 'transferred' WHERE team_id = $1`, x.unit["AX"], end); err != nil {
			return err
		}
		return org.CloseUnit(t.Context(), tx, clerk, x.now, org.Closing{ID: x.unit["AX"], On: end, Successor: id, Basis: "Quyết định số 02/QĐ-UBND ngày 20/02/2025"})
	})
	b1 := x.as(access.CommunePolice, "B1")
	h, err := x.s.OfTeam(t.Context(), b1, x.now, x.tree, x.unit["AY"])
	x.ok(err)
	if len(h.Awards) != 1 || h.Awards[0].Team != x.unit["AX"] || h.Awards[0].Name != usual[0].name || len(h.Past) != 1 || h.Partial || !h.Writable ||
		!slices.Equal(h.Merged, []org.UnitID{x.unit["AX"]}) || h.Heir != 0 {
		t.Errorf("%+v", h)
	}
	// Of the old one: whose it is now, by the successor's keeper; the commune it
	// stood in reads what was given there.
	for name, c := range map[string]struct {
		a    access.Actor
		part bool
	}{"its keeper now": {b1, false}, "its keeper then": {x.as(access.CommunePolice, "A1"), true}} {
		h, err := x.s.OfTeam(t.Context(), c.a, x.now, x.tree, x.unit["AX"])
		if err != nil || len(h.Awards) != 1 || h.Partial != c.part || h.Heir != x.unit["AY"] || h.Merged != nil {
			t.Errorf("%s: %+v %v", name, h, err)
		}
	}
	// What the old keeper wrote is the new one's to take back.
	if x2, err := x.s.PastOf(t.Context(), b1, x.now, x.tree, h.Past[0].ID); err != nil || x2.Keeper != x.unit["AX"] {
		t.Errorf("%+v %v", x2, err)
	}
	x.ok(x.s.DropPast(t.Context(), b1, x.now, x.tree, h.Past[0].ID, "Ghi trùng"))
	list, total, _, err := x.s.Known(t.Context(), b1, x.tree, x.now.Today, certificate.Search{Subject: award.Team})
	if err != nil || total != 1 || list[0].ID != int64(x.unit["AX"]) {
		t.Errorf("%+v %v", list, err)
	}
}

// A district that ended: whoever stands for it now reaches its certificates as
// its own did; they print with the name and signer of their day.
func TestCertificatesOfAnEndedUnit(t *testing.T) {
	for name, heir := range map[string]string{"its successor": "B", "none, so the province": ""} {
		t.Run(name, func(t *testing.T) {
			x := build(t)
			rows := x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", usual...)
			batch := x.start(rows[0].Decision, "1", "")
			end := clock.NewDay(2025, 3, 1)
			x.later(end, func(tx pg.Tx, clerk access.Actor) error {
				if err := org.Move(t.Context(), tx, clerk, x.now, end, x.unit["B"], x.unit["A1"]); err != nil {
					return err
				}
				return org.CloseUnit(t.Context(), tx, clerk, x.now, org.Closing{ID: x.unit["A"], On: end, Successor: x.unit[heir], Basis: "Nghị quyết số 01"})
			})
			who, other := x.as(access.HomeAffairs, "T"), x.as(access.District, "B")
			if heir != "" {
				who, other = other, who
			}
			one, err := x.s.One(t.Context(), who, x.now, x.tree, rows[1].Certificate)
			x.ok(err)
			p, err := x.s.Print(t.Context(), who, x.now, award.GiayKhen, certificate.Chosen{Template: "giay-khen-a4"})
			x.ok(err)
			if b, err := x.s.PDF(x.tree, p, one); err != nil || len(b) == 0 {
				t.Error(err)
			}
			if d, err := x.s.Decision(t.Context(), who, x.now, x.tree, rows[0].Decision); err != nil || d.Issued != 3 {
				t.Errorf("%+v %v", d, err)
			}
			if _, err := x.s.Job(t.Context(), who, x.now, x.tree, batch); err != nil {
				t.Error(err)
			}
			if _, err := x.s.Reissue(t.Context(), other, x.now, x.tree, rows[1].Certificate, "Mất"); fault.KindOf(err) != fault.NotFound && fault.KindOf(err) != fault.Forbidden {
				t.Errorf("another: %v", err)
			}
			fresh, err := x.s.Reissue(t.Context(), who, x.now, x.tree, rows[1].Certificate, "Người được khen làm mất bản chính")
			x.ok(err)
			on := end
			x.ok(x.s.Revoke(t.Context(), who, x.now, x.tree, rows[2].Certificate, award.Revocation{Ground: award.WrongAwarded, Number: "12/QĐ-UBND", Date: &on, Why: "Nhầm"}))
			again, err := x.s.One(t.Context(), who, x.now, x.tree, fresh)
			x.ok(err)
			x.exec(`UPDATE award_grant SET name = 'Tổ bảo vệ ANTT khu phố 5' WHERE golden = 1`) // told as it is printed
			var told []string
			for _, code := range []string{rows[0].Code, rows[1].Code, again.Code, rows[2].Code} {
				v, err := x.s.Verify(t.Context(), x.pool, code)
				x.ok(err)
				told = append(told, fmt.Sprint(v.Recipient, ", ", v.Public.State))
			}
			if want := []string{"Tổ bảo vệ an ninh, trật tự khu phố 5, Còn hiệu lực", "Ông Nguyễn Hữu Phước, Đã được cấp lại bằng bản khác", "Ông Nguyễn Hữu Phước, Còn hiệu lực", "Bà Trần Thị Hoa, Đã bị thu hồi"}; !slices.Equal(told, want) {
				t.Error(told)
			}
		})
	}
}
