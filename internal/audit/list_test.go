package audit

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

var reader = access.Actor{UserID: 1, Name: "Quản trị", Appointment: access.Appointment{Role: access.Admin, UnitID: 1, Path: "1."}}

func summaries(t *testing.T, q pg.Querier, f Filter) string {
	t.Helper()
	items, err := List(t.Context(), q, reader, f)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, i := range items.List {
		list = append(list, i.Summary)
	}
	return strings.Join(list, " ")
}

func TestList(t *testing.T) {
	pool := database(t)
	e := func(action, kind string, id int64, path, summary string) Entry {
		return Entry{Action: action, ObjectKind: kind, ObjectID: id, Path: path, Summary: summary}
	}
	record(t, pool, testNow, e("login.success", "user", 7, "1.2.3.", "một"), e("user.edit", "user", 3, "1.2.", "Sửa-Đào"))
	record(t, pool, testNow.Add(24*time.Hour), e("logout", "user", 7, "1.20.", "ba"), e("login.failure", "user", 0, "", "không-ai"), e("user.create", "user", 9, "2.1.", "tỉnh-khác"))
	day := func(d int) *clock.Day { return new(clock.NewDay(2025, 2, d)) }
	for _, c := range []struct {
		f    Filter
		want string
	}{
		{Filter{}, "không-ai ba Sửa-Đào một"},
		{Filter{Family: "dang-nhap"}, "không-ai ba một"},
		{Filter{Family: "nguoi-dung"}, "Sửa-Đào"},
		{Filter{Family: "bịa"}, ""},
		{Filter{Action: "logout"}, "ba"},
		{Filter{ObjectKind: "user", ObjectID: 7}, "ba một"},
		{Filter{Place: access.Place{UnitID: 2, Path: "1.2."}}, "Sửa-Đào một"},
		{Filter{ActorID: 8}, ""},
		{Filter{Who: "tran thi BINH"}, "không-ai ba Sửa-Đào một"},
		{Filter{Text: "dao"}, "Sửa-Đào"},
		{Filter{Text: "_"}, ""},
		{Filter{From: day(6)}, "không-ai ba"},
		{Filter{To: day(5)}, "Sửa-Đào một"},
		{Filter{From: day(5), To: day(6)}, "không-ai ba Sửa-Đào một"},
	} {
		if got := summaries(t, pool, c.f); got != c.want {
			t.Errorf("%+v: %q; want %q", c.f, got, c.want)
		}
	}
	if _, err := List(t.Context(), pool, reader, Filter{Place: access.Place{UnitID: 9, Path: "2.1."}}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another province: %v", err)
	}
	police := reader
	police.Role = access.CommunePolice
	if _, err := List(t.Context(), pool, police, Filter{}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("not an administrator: %v", err)
	}
	if _, err := Read(t.Context(), pool, reader, 5); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a row of another province: %v", err)
	}
	mustSeal(t, pool, testNow, 5)
	if i, err := Read(t.Context(), pool, reader, 2); err != nil || i.Summary != "Sửa-Đào" || i.Ordinal == nil || *i.Ordinal != 2 || i.ActorName != "Trần Thị Bình" {
		t.Errorf("%+v, %v", i, err)
	}
}

// Walking down and up again passes every row once.
func TestPages(t *testing.T) {
	pool := database(t)
	var entries []Entry
	for i := range 2*PageSize + 3 {
		entries = append(entries, Entry{Action: "login.success", ObjectKind: "user", Path: "1.", Summary: strconv.Itoa(i)})
	}
	record(t, pool, testNow, entries...)
	var down, up []int64
	f := Filter{}
	var sizes []int
	for {
		items, err := List(t.Context(), pool, reader, f)
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(items.List))
		for _, i := range items.List {
			down = append(down, i.ID)
		}
		if items.Older == 0 {
			f = Filter{Newer: items.Newer}
			break
		}
		f = Filter{Older: items.Older}
	}
	if !reflect.DeepEqual(sizes, []int{PageSize, PageSize, 3}) || len(down) != len(entries) || !slices.IsSortedFunc(down, func(a, b int64) int { return int(b - a) }) {
		t.Fatalf("pages %v, %d rows", sizes, len(down))
	}
	for f.Newer != 0 {
		items, err := List(t.Context(), pool, reader, f)
		if err != nil {
			t.Fatal(err)
		}
		if items.Older == 0 {
			t.Fatal("from a page walked up to there is a way down")
		}
		for _, i := range slices.Backward(items.List) {
			up = append(up, i.ID)
		}
		f = Filter{Newer: items.Newer}
	}
	if len(up) != 2*PageSize || up[0] != 4 || up[len(up)-1] != int64(len(entries)) {
		t.Errorf("walking up: %d rows, %d to %d", len(up), up[0], up[len(up)-1])
	}
}

func TestChanges(t *testing.T) {
	unit := func(id int64) string { return map[int64]string{12: "Tổ khu phố 1", 13: "Tổ khu phố 2"}[id] }
	for _, c := range []struct {
		before, after string
		want          []Change
	}{
		{`{"full_name":"An","phone":"091"}`, `{"full_name":"An","phone":""}`, []Change{{"Điện thoại", "091", "", false}}},
		{"", `{"role":"Công an","unit":"xã A","acting":true,"from":"2025-02-05"}`,
			[]Change{{"Vai trò", "", "Công an", false}, {"Đơn vị", "", "xã A", false}, {"Phụ trách (quyền)", "", "có", false}, {"Từ ngày", "", "05/02/2025", false}}},
		{`{"to":null}`, `{"to":"2025-02-05"}`, []Change{{"Đến hết ngày", "", "05/02/2025", false}}},
		{`{"trạng thái":"Đang xem"}`, "", []Change{{"Trạng thái", "Đang xem", "", true}}},
		{`{"trạng thái":"Đang xem"}`, `{"lý do":"x"}`, []Change{{"Trạng thái", "Đang xem", "", true}, {"Lý do", "", "x", false}}},
		{"", `[12,1300]`, []Change{{"", "", "12, 1.300", false}}},
		{"", `{"teams":[12,13,14],"team":13}`, []Change{{"Các Tổ", "", "Tổ khu phố 1, Tổ khu phố 2, 14", false}, {"Tổ", "", "Tổ khu phố 2", false}}},
		{"", `{"Level":"commune","position":"head","reason":"died"}`, []Change{{"Cấp", "", "cấp xã", false}, {"Chức danh trong Tổ", "", "Tổ trưởng", false}, {"Lý do", "", "Từ trần", false}}},
		{"", `{"appointment":{"role":"A"},"lạ":1500,"at":"2025-02-05T00:02:00Z"}`, []Change{{"Vai trò được giao · Vai trò", "", "A", false}, {"Lạ", "", "1.500", false}, {"At", "", "07:02 05/02/2025", false}}},
		{"", `{"x":[{"name":"A","ids":[1,2]},{"name":"B"}]}`, []Change{{"X · 1 · Tên", "", "A", false}, {"X · 1 · Ids", "", "1, 2", false}, {"X · 2 · Tên", "", "B", false}}},
		{"", `[{"name":"A"},["b"]]`, []Change{{"1 · Tên", "", "A", false}, {"2", "", "b", false}}},
		{"", `"chữ"`, []Change{{"", "", "chữ", false}}},
		{"", "", nil},
	} {
		var before, after *string
		if c.before != "" {
			before = &c.before
		}
		if c.after != "" {
			after = &c.after
		}
		if got := Changes(before, after, unit); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s → %s: %+v; want %+v", c.before, c.after, got, c.want)
		}
	}
}

func TestEveryKnownActionHasAFamily(t *testing.T) {
	for _, code := range Actions() {
		head, _, _ := strings.Cut(code, ".")
		found := 0
		for _, f := range Families {
			if slices.Contains(f.prefixes, head) {
				found++
			}
		}
		if found != 1 || Name(code) == code || !Known(code) {
			t.Errorf("%s: %d families, named %q", code, found, Name(code))
		}
	}
	if Name("khác.lạ") != "khác.lạ" || Known("khác.lạ") {
		t.Error("an unknown action shows its code")
	}
}
