package certificate_test

import (
	"slices"
	"testing"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/roster"
)

func (x *world) person(a access.Actor, name string) (certificate.History, error) {
	return x.s.OfPerson(x.t.Context(), a, x.now, x.tree, roster.PersonID(x.who[name]))
}

// A member's history: this campaign's awards and others', for who keeps the
// team; entries are taken back with a reason and stay.
func TestHistory(t *testing.T) {
	x := build(t)
	x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", usual...)
	a1, px := x.as(access.CommunePolice, "A1"), x.as(access.PX03, "T")
	h, err := x.person(a1, "Nguyễn Hữu Phước")
	if err != nil || len(h.Awards) != 1 || h.Partial || !h.Writable || h.Awards[0].State != award.Valid || h.Position != roster.Head {
		t.Fatalf("%+v %v", h, err)
	}
	if _, err := x.person(x.as(access.CommunePolice, "B1"), "Nguyễn Hữu Phước"); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	day := clock.NewDay(2023, 8, 19)
	in := certificate.PastInput{Title: "Giấy khen của Giám đốc  Công an tỉnh", Authority: "Giám đốc Công an tỉnh", Number: "77/QĐ-CAT", GivenOn: &day, Merit: "Phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2023"}
	if _, err := x.s.AddPast(t.Context(), a1, x.now, x.tree, "k", h.Subject, certificate.PastInput{Merit: "Gọi 0912345678"}, "/"); words(err) !=
		"danh-hieu: Nhập hình thức khen thưởng hoặc danh hiệu.|noi-tang: Nhập cấp có thẩm quyền đã tặng.|thanh-tich: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại.|ngay: Nhập ngày quyết định khen thưởng." {
		t.Error(words(err))
	}
	for name, c := range map[string]struct {
		a    access.Actor
		kind fault.Kind
	}{"PX03": {px, fault.Forbidden}, "another commune": {x.as(access.CommunePolice, "B1"), fault.NotFound}} {
		if _, err := x.s.AddPast(t.Context(), c.a, x.now, x.tree, "k", h.Subject, in, "/"); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 2 {
		if at, err := x.s.AddPast(t.Context(), a1, x.now, x.tree, "k", h.Subject, in, "/x"); at != "/x" || err != nil {
			t.Fatal(at, err)
		}
	}
	if _, err := x.s.AddPast(t.Context(), a1, x.now, x.tree, "k2", h.Subject, in, "/x"); words(err) != "danh-hieu: Khen thưởng này, cùng ngày, đã có trong lịch sử." {
		t.Error(words(err))
	}
	h, err = x.person(a1, "Nguyễn Hữu Phước")
	x.ok(err)
	if len(h.Past) != 1 || h.Past[0].Title != "Giấy khen của Giám đốc Công an tỉnh" || h.Past[0].GivenOn != day || h.Past[0].Recorded.Name != "Cán bộ A1" {
		t.Fatalf("%+v", h.Past)
	}
	known, total, _, err := x.s.Known(t.Context(), px, x.tree, x.now.Today, certificate.Search{})
	x.ok(err)
	var got []string
	for _, k := range known {
		got = append(got, k.Name)
	}
	if total != 3 || !slices.Equal(got, []string{"Nguyễn Hữu Phước", "Trần Thị Hoa", "khu phố 5"}) || known[0].GiayKhen != 1 || known[0].Past != 1 || known[0].Team != x.unit["AX"] {
		t.Errorf("%v %+v", got, known)
	}
	for f, want := range map[certificate.Search]int{{Text: "phuoc"}: 1, {Subject: award.Team}: 1, {Text: "khu pho"}: 1, {Under: x.unit["B"]}: 0, {Text: "100%"}: 0} {
		if list, _, _, err := x.s.Known(t.Context(), px, x.tree, x.now.Today, f); err != nil || len(list) != want {
			t.Errorf("%+v: %d %v", f, len(list), err)
		}
	}
	id := h.Past[0].ID
	if err := x.s.DropPast(t.Context(), a1, x.now, x.tree, id, " "); words(err) != "ly-do: Ghi rõ lý do." {
		t.Error(words(err))
	}
	if err := x.s.DropPast(t.Context(), x.as(access.District, "B"), x.now, x.tree, id, "Nhầm"); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	x.ok(x.s.DropPast(t.Context(), x.as(access.District, "A"), x.now, x.tree, id, "Ghi nhầm người"))
	if err := x.s.DropPast(t.Context(), a1, x.now, x.tree, id, "Nhầm"); fault.KindOf(err) != fault.Stale {
		t.Error(err)
	}
	h, err = x.person(a1, "Nguyễn Hữu Phước")
	if err != nil || h.Past[0].Withdrawn == nil || h.Past[0].Withdrawn.Why != "Ghi nhầm người" || h.Past[0].Withdrawn.Name != "Cán bộ A" {
		t.Errorf("%+v %v", h.Past, err)
	}
	if got := x.audits("award.past_withdraw"); !slices.Equal(got, []string{"Rút khen thưởng trước đây: Giấy khen của Giám đốc Công an tỉnh, ngày 19/08/2023"}) {
		t.Error(got)
	}
	team, err := x.s.OfTeam(t.Context(), a1, x.now, x.tree, x.unit["AX"])
	if err != nil || len(team.Awards) != 1 || team.Awards[0].Subject != award.Team || !team.Writable {
		t.Errorf("%+v %v", team, err)
	}
	if _, err := x.s.OfTeam(t.Context(), px, x.now, x.tree, x.unit["A1"]); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a commune is no team: %v", err)
	}
}

// A member who moved: the new unit reads all, the old one what it gave.
func TestHistoryOfOneWhoMoved(t *testing.T) {
	x := build(t)
	x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", usual[1])
	x.exec(`UPDATE service SET during = '[2024-07-01,2025-02-11)', leave_reason = 'transferred' WHERE person_id = $1`, x.who["Nguyễn Hữu Phước"])
	x.exec(`INSERT INTO service (person_id, team_id, position, during) VALUES ($1, $2, 'member', '[2025-02-11,)')`, x.who["Nguyễn Hữu Phước"], x.unit["BX"])
	for name, c := range map[string]struct {
		unit              string
		partial, writable bool
	}{"the new commune": {"B1", false, true}, "the old commune": {"A1", true, false}} {
		h, err := x.person(x.as(access.CommunePolice, c.unit), "Nguyễn Hữu Phước")
		if err != nil || len(h.Awards) != 1 || h.Partial != c.partial || h.Writable != c.writable || h.Team != x.unit["BX"] {
			t.Errorf("%s: %+v %v", name, h, err)
		}
	}
	if _, err := x.person(x.as(access.CommunePolice, "B1"), "Trần Thị Hoa"); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

func TestCounted(t *testing.T) {
	x := build(t)
	rows := x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", usual...)
	x.issued("BX", "T", award.BangKhen, "1207/QĐ-UBND", given{"", "Tổ thôn Hữu Đức", "Xã Phước Hữu", false})
	px := x.as(access.PX03, "T")
	list, err := x.s.Counted(t.Context(), px, x.tree, x.now.Today, 0)
	x.ok(err)
	if len(list) != 4 || list[0].Women || !list[3].Women || list[1].Gender != roster.Male || list[1].Position != roster.Head || list[3].Form != award.BangKhen || list[0].Rounded != 710000 {
		t.Errorf("%+v", list)
	}
	on := clock.NewDay(2025, 2, 12)
	x.ok(x.s.Revoke(t.Context(), x.as(access.District, "A"), x.now, x.tree, rows[0].Certificate, award.Revocation{Ground: award.WrongAwarded, Number: "9", Date: &on, Why: "Nhầm"}))
	if list, err := x.s.Counted(t.Context(), x.as(access.CommunePolice, "A1"), x.tree, x.now.Today, x.live.Phases[0].ID); err != nil || len(list) != 2 {
		t.Errorf("%d %v", len(list), err)
	}
}
