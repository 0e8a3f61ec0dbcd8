package org

import (
	"slices"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

func TestTeams(t *testing.T) {
	outer := pgtest.Tx(t)
	tx := pg.WrapTx(outer)
	code := province(t, tx)
	openTeams(t, tx, code["22759"], "khu phố 1", "khu phố 2")
	ctx := t.Context()
	police := func(c string) access.Actor {
		p := load(t, tx).Place(code[c], today)
		return access.Actor{UserID: 1, Name: "Công an", Appointment: access.Appointment{Role: access.CommunePolice, UnitID: p.UnitID, Path: p.Path}}
	}
	xa, from := police("22759"), clock.NewDay(2025, 1, 1)
	good := TeamInput{Name: " khu  phố 3", Areas: []string{"khu phố 3", "", "Khu Phố 3", "khu phố 4"}, From: from, Basis: "5/QĐ-UBND ngày 31/12/2024"}
	for _, c := range []struct {
		name string
		edit func(in *TeamInput)
		want string
	}{
		{"nothing typed", func(in *TeamInput) { *in = TeamInput{From: from} }, "ten: Nhập tên Tổ, tối đa 120 ký tự, ví dụ “khu phố 5”. | quyet-dinh: Nhập số, ngày quyết định của Chủ tịch UBND cấp xã, tối đa 120 ký tự."},
		{"a name of another", func(in *TeamInput) { in.Name = "KHU PHO 2" }, "ten: Phường Kinh Dinh đã có Tổ tên “khu phố 2”."},
		{"the common part typed too", func(in *TeamInput) { in.Name = "Tổ bảo vệ ANTT khu phố 9" }, "ten: Chỉ nhập phần tên riêng, ví dụ “khu phố 5”: hệ thống tự thêm “Tổ bảo vệ ANTT”."},
		{"tomorrow", func(in *TeamInput) { in.From = today + 1 }, "ngay: Ngày thành lập không được sau hôm nay."},
		{"before the force", func(in *TeamInput) { in.From = ForceBegan - 1 }, "ngay: Ngày thành lập không trước 01/07/2024, ngày lực lượng được thành lập."},
		{"before the commune", func(in *TeamInput) { in.From = clock.NewDay(2024, 10, 31) }, "ngay: Phường Kinh Dinh có hiệu lực từ ngày 01/11/2024; Tổ không thể có trước."},
		{"null bytes only", func(in *TeamInput) { in.Name = "\x00\x00" }, "ten: Nhập tên Tổ, tối đa 120 ký tự, ví dụ “khu phố 5”."},
	} {
		in := good
		c.edit(&in)
		kind, msg := try(t, outer, func(tx pg.Tx) error { _, err := OpenTeam(ctx, tx, xa, moment, code["22759"], in); return err })
		if kind != fault.Invalid || !strings.HasSuffix(msg, " | "+c.want) {
			t.Errorf("%s: %v %q", c.name, kind, msg)
		}
	}
	if kind, _ := try(t, outer, func(tx pg.Tx) error {
		_, err := OpenTeam(ctx, tx, police("22738"), moment, code["22759"], good)
		return err
	}); kind != fault.NotFound {
		t.Errorf("another commune opens: %v", kind)
	}
	id, err := OpenTeam(ctx, tx, xa, moment, code["22759"], good)
	if err != nil {
		t.Fatal(err)
	}
	version := func() int {
		t.Helper()
		v, err := VersionOf(ctx, tx, id)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if tree := load(t, tx); version() != 1 || !slices.Equal(tree.AreasOn(id, from), []string{"khu phố 3", "khu phố 4"}) || tree.AreasOn(id, from-1) != nil || tree.Names(id)[0].Basis != good.Basis {
		t.Errorf("opened: %+v, %+v", tree.Areas(id), tree.Names(id))
	}

	renamed := TeamInput{Name: "khu phố Lạc Hồng", Areas: []string{"khu phố 3", "khu phố 5"}, From: clock.NewDay(2025, 2, 1), Basis: "9/QĐ-UBND"}
	edit := func(a access.Actor, version int, mend bool, in TeamInput) (fault.Kind, string) {
		return try(t, outer, func(tx pg.Tx) error { return EditTeam(ctx, tx, a, moment, id, version, mend, in) })
	}
	for _, c := range []struct {
		name    string
		actor   access.Actor
		version int
		in      func(in *TeamInput)
		kind    fault.Kind
		want    string
	}{
		{"another commune", police("22738"), 1, func(*TeamInput) {}, fault.NotFound, "Không tìm thấy"},
		{"an old version", xa, 3, func(*TeamInput) {}, fault.Stale, "vừa được người khác sửa"},
		{"tomorrow", xa, 1, func(in *TeamInput) { in.From = today + 1 }, fault.Invalid, "ngay: Ngày thay đổi không được sau hôm nay."},
		{"on its first day", xa, 1, func(in *TeamInput) { in.From = from }, fault.Invalid, "ngay: Tên hiện nay có từ ngày 01/01/2025"},
		{"no change", xa, 1, func(in *TeamInput) { in.Name, in.Areas = "khu phố 3", []string{"khu phố 4", "khu phố 3"} }, fault.Invalid, "chưa có gì thay đổi"},
	} {
		in := renamed
		c.in(&in)
		if kind, msg := edit(c.actor, c.version, false, in); kind != c.kind || !strings.Contains(msg, c.want) {
			t.Errorf("%s: %v %q", c.name, kind, msg)
		}
	}
	if kind, msg := edit(xa, 1, false, renamed); msg != "" {
		t.Fatal(kind, msg)
	}
	tree := load(t, tx)
	if tree.Name(id, today).Full() != "Tổ bảo vệ ANTT khu phố Lạc Hồng" || tree.Name(id, from).Name != "khu phố 3" || version() != 2 ||
		!slices.Equal(tree.AreasOn(id, today), []string{"khu phố 3", "khu phố 5"}) || !slices.Equal(tree.AreasOn(id, from), []string{"khu phố 3", "khu phố 4"}) {
		t.Errorf("renamed: %q, %+v", tree.Name(id, today).Full(), tree.Areas(id))
	}
	mended := renamed
	mended.Name, mended.Areas = "khu phố Lạc Hồng 1", []string{"khu phố 5"}
	if _, msg := edit(xa, 2, true, mended); msg != "" {
		t.Fatal(msg)
	}
	tree = load(t, tx)
	if len(tree.Names(id)) != 2 || tree.Names(id)[1].Name.Name != "khu phố Lạc Hồng 1" || tree.Names(id)[1].During.From != renamed.From || !slices.Equal(tree.AreasOn(id, renamed.From), []string{"khu phố 5"}) {
		t.Errorf("mended: %+v, %+v", tree.Names(id), tree.Areas(id))
	}

	shut := func(version int, c Closing) (fault.Kind, string) {
		c.ID = id
		return try(t, outer, func(tx pg.Tx) error { return CloseTeam(ctx, tx, xa, moment, version, c) })
	}
	for want, c := range map[string]Closing{
		"ngay: Ngày kết thúc phải sau ngày Tổ bắt đầu hoạt động (01/01/2025). | quyet-dinh: Nhập số": {On: from},
		"ngay: Ngày kết thúc không quá một năm kể từ hôm nay.":                                       {On: today + 367, Basis: "x"},
		"ngay: Tổ bảo vệ ANTT khu phố 3 đã ghi đổi tên từ ngày 01/02/2025.":                          {On: clock.NewDay(2025, 1, 20), Basis: "x"},
		"ke-thua: Chọn Tổ kế thừa trong cùng xã":                                                     {On: today, Basis: "x", Successor: id},
	} {
		if kind, msg := shut(3, c); kind != fault.Invalid || !strings.Contains(msg, want) {
			t.Errorf("closing: %v %q, want %q", kind, msg, want)
		}
	}
	heir := tree.Teams(code["22759"], today)[0]
	if _, msg := shut(3, Closing{On: today, Basis: "12/QĐ-UBND", Successor: heir}); msg != "" {
		t.Fatal(msg)
	}
	if tree = load(t, tx); tree.InForce(id, today) || !tree.InForce(id, today-1) || len(tree.AreasOn(id, today)) != 0 {
		t.Error("the team is still there")
	}
	if _, msg := edit(xa, 4, true, mended); !strings.Contains(msg, "đã có ngày kết thúc 05/02/2025") {
		t.Errorf("editing a closed team: %q", msg)
	}
	log, err := pg.Column[string](ctx, tx, `SELECT action || ' ' || actor_id FROM audit_entry WHERE object_id = $1 AND actor_id IS NOT NULL ORDER BY id`, id)
	if err != nil || !slices.Equal(log, []string{"org.open 1", "org.rename 1", "org.mend 1", "org.close 1"}) {
		t.Errorf("audit %q, %v", log, err)
	}
	// A commune's police writes teams, never units.
	if kind, _ := try(t, outer, func(tx pg.Tx) error {
		return Rename(ctx, tx, xa, moment, code["22759"], today, "22759", "Khác", "phường")
	}); kind != fault.Forbidden {
		t.Errorf("renaming the commune: %v", kind)
	}
	if kind, _ := try(t, outer, func(tx pg.Tx) error { return Move(ctx, tx, xa, moment, today, code["22738"], heir) }); kind != fault.Forbidden {
		t.Errorf("moving a team: %v", kind)
	}
}
