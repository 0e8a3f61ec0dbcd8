package org

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

func itoa(id UnitID) string { return strconv.FormatInt(int64(id), 10) }

// try runs fn in a savepoint and gives its error's message and fields.
func try(t *testing.T, tx pgx.Tx, fn func(tx pg.Tx) error) (fault.Kind, string) {
	t.Helper()
	err := pg.InTx(t.Context(), tx, fn)
	if err == nil {
		return 0, ""
	}
	e, ok := fault.Of(err)
	if !ok {
		t.Fatalf("not an error for people: %v", err)
	}
	msg := e.Message
	for _, f := range e.Fields {
		msg += " | " + f.Name + ": " + f.Message
	}
	return e.Kind, msg
}

func TestRefusals(t *testing.T) {
	outer := pgtest.Tx(t)
	tx := pg.WrapTx(outer)
	code := province(t, tx)
	teams := openTeams(t, tx, code["22759"], "khu phố 1")
	on := clock.NewDay(2025, 3, 1)
	ctx := t.Context()
	nobody := access.Actor{UserID: 1, Name: "x", Appointment: access.Appointment{Role: access.Admin, UnitID: int64(code["58"]), Path: itoa(code["58"]) + "."}}
	// A rename on record from 01/06 on: a second one before it would overlap.
	if err := Rename(ctx, tx, loader, moment, code["22744"], clock.NewDay(2025, 6, 1), "22744", "Bảo An Mới", "phường"); err != nil {
		t.Fatal(err)
	}
	if err := Move(ctx, tx, loader, moment, clock.NewDay(2025, 6, 1), code["584"], code["22750"]); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		kind fault.Kind
		want string
		fn   func(tx pg.Tx) error
	}{
		{"no role may yet", fault.Forbidden, "không có quyền", func(tx pg.Tx) error {
			return Move(ctx, tx, nobody, moment, on, code["22738"], teams[0])
		}},
		{"second load", fault.Invalid, "đã có danh mục", func(tx pg.Tx) error {
			_, err := LoadUnits(ctx, tx, loader, moment, nil, "")
			return err
		}},
		{"overlapping names", fault.Invalid, "đã có tên gọi khác", func(tx pg.Tx) error {
			return Rename(ctx, tx, loader, moment, code["22744"], on, "1", "Khác", "phường")
		}},
		{"two renames a day", fault.Invalid, "hai lần trong một ngày", func(tx pg.Tx) error {
			return Rename(ctx, tx, loader, moment, code["22738"], clock.NewDay(2024, 11, 1), "1", "Khác", "phường")
		}},
		{"overlapping parents", fault.Invalid, "đã trực thuộc một đơn vị khác", func(tx pg.Tx) error {
			return Move(ctx, tx, loader, moment, on, code["585"], code["22750"])
		}},
		{"a team below a district", fault.Invalid, "không thể trực thuộc huyện Bác Ái", func(tx pg.Tx) error {
			return Move(ctx, tx, loader, moment, on, code["584"], teams[0])
		}},
		{"already there", fault.Invalid, "đã trực thuộc phường Kinh Dinh", func(tx pg.Tx) error {
			return Move(ctx, tx, loader, moment, on, code["22759"], teams[0])
		}},
		{"closing with teams below", fault.Invalid, "còn trực thuộc phường Kinh Dinh", func(tx pg.Tx) error {
			return CloseUnit(ctx, tx, loader, moment, Closing{ID: code["22759"], On: on, Successor: code["22738"]})
		}},
		{"closing without successor", fault.Invalid, "Chọn đơn vị kế thừa của phường Đô Vinh", func(tx pg.Tx) error {
			return CloseUnit(ctx, tx, loader, moment, Closing{ID: code["22738"], On: on})
		}},
		{"closing before a recorded rename", fault.Invalid, "đã ghi đổi tên từ ngày 01/06/2025", func(tx pg.Tx) error {
			return CloseUnit(ctx, tx, loader, moment, Closing{ID: code["22744"], On: on, Successor: code["22738"]})
		}},
		{"closing on the first day", fault.Invalid, "hai lần trong một ngày", func(tx pg.Tx) error {
			return CloseUnit(ctx, tx, loader, moment, Closing{ID: code["22738"], On: clock.NewDay(2024, 11, 1), Successor: code["22741"]})
		}},
		{"before it existed", fault.Invalid, "không có hiệu lực vào ngày 01/10/2024", func(tx pg.Tx) error {
			return Rename(ctx, tx, loader, moment, code["22738"], clock.NewDay(2024, 10, 1), "1", "Khác", "phường")
		}},
		{"unknown unit", fault.NotFound, "Không tìm thấy", func(tx pg.Tx) error {
			return Rename(ctx, tx, loader, moment, 999_999_999, on, "1", "Khác", "phường")
		}},
		{"all fields at once", fault.Invalid, "name: Nhập tên", func(tx pg.Tx) error {
			_, err := OpenUnit(ctx, tx, loader, moment, NewUnit{Level: Commune, Parent: teams[0], From: on})
			if e, ok := fault.Of(err); !ok || len(e.Fields) != 4 {
				t.Errorf("want name, kind, code and parent refused: %+v", e)
			}
			return err
		}},
	} {
		if kind, msg := try(t, outer, c.fn); kind != c.kind || !strings.Contains(msg, c.want) {
			t.Errorf("%s: %v %q, want %q", c.name, kind, msg, c.want)
		}
	}
}

func TestWritesAreAudited(t *testing.T) {
	tx := pg.WrapTx(pgtest.Tx(t))
	code := province(t, tx)
	teams := openTeams(t, tx, code["22759"], "khu phố 1")
	on := clock.NewDay(2025, 3, 1)
	if err := Move(t.Context(), tx, loader, moment, on, code["22738"], teams[0]); err != nil {
		t.Fatal(err)
	}
	if err := CloseUnit(t.Context(), tx, loader, moment, Closing{ID: code["22759"], On: on, Successor: code["22738"], Basis: "NQ 1"}); err != nil {
		t.Fatal(err)
	}
	got, err := pg.Column[string](context.Background(), tx, `SELECT action || ': ' || summary FROM audit_entry ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"org.open: Mở tỉnh Ninh Thuận từ ngày 01/11/2024",
		"org.open: Mở 7 đơn vị (cấp huyện) từ ngày 01/11/2024",
		"org.open: Mở 62 đơn vị (cấp xã) từ ngày 01/11/2024",
		"org.open: Mở Tổ bảo vệ ANTT khu phố 1 từ ngày 01/11/2024",
		"org.move: Chuyển Tổ bảo vệ ANTT khu phố 1 từ phường Kinh Dinh về phường Đô Vinh từ ngày 01/03/2025",
		"org.close: phường Kinh Dinh kết thúc hoạt động từ ngày 01/03/2025, kế thừa: phường Đô Vinh",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("audit:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	tree := load(t, tx)
	u, _ := tree.Unit(code["22759"])
	if u.During.Until != on || u.Successor != code["22738"] || u.Basis != "1198/NQ-UBTVQH15; NQ 1" {
		t.Errorf("closed unit %+v", u)
	}
	if got := tree.Name(code["22759"], on).Full(); got != "phường Kinh Dinh" {
		t.Errorf("a closed unit keeps its last name, got %q", got)
	}
}
