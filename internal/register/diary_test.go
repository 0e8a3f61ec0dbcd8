package register_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/web/webtest"
)

// clerkOf is Kinh Dinh's officer in the demo province.
type clerkOf struct {
	t     *testing.T
	s     *webtest.Site
	w     report.World
	now   clock.Moment
	actor access.Actor
	teams []org.UnitID
	key   int
}

func newClerk(t *testing.T) *clerkOf {
	s := webtest.Start(t)
	tree, err := s.Server.Org.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	live, err := s.Server.Book.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	k := &clerkOf{t: t, s: s, w: report.World{Tree: tree, Day: demo.Today, Plan: live}, now: webtest.Clocks().Moment()}
	commune := tree.Parent(org.UnitID(s.TeamOf(t, "22759", 1)), demo.Today)
	k.teams = tree.Teams(commune, demo.Today)
	k.actor = access.Actor{UserID: k.count(`SELECT id::int FROM app_user WHERE login = 'xa'`), Name: "xa",
		Appointment: access.Appointment{Role: access.CommunePolice, UnitID: int64(commune), Path: tree.Path(commune, demo.Today)}}
	if _, err := s.Pool.Exec(t.Context(), `DELETE FROM diary_entry`); err != nil { // the demo's own
		t.Fatal(err)
	}
	return k
}

func (k *clerkOf) count(sql string, args ...any) int64 {
	k.t.Helper()
	n, err := pg.Value[int64](context.Background(), k.s.Pool, sql, args...)
	if err != nil {
		k.t.Fatal(err)
	}
	return n
}

func (k *clerkOf) slot(code string) int { return k.w.Plan.Rules.MeasureByCode(code).Slot }

func (k *clerkOf) add(team org.UnitID, day clock.Day, code string, n int, words string) error {
	k.key++
	_, err := k.s.Server.Registers.AddDiary(context.Background(), k.actor, k.now, k.w, fmt.Sprint("khoa-", k.key),
		register.DiaryInput{Team: team, Day: &day, Slot: k.slot(code), N: n, Words: words}, url)
	return err
}

func url(id register.DiaryID) string { return fmt.Sprint("/so-phat-sinh#m", id) }

func (k *clerkOf) must(err error) {
	k.t.Helper()
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *clerkOf) grid(period int) *report.Grid {
	k.t.Helper()
	g, err := k.s.Server.Reports.Grid(context.Background(), k.s.Pool, k.actor, k.w, report.ID(k.s.ReportOf(k.t, "22759", period)), demo.Today)
	k.must(err)
	return g
}

func fields(t *testing.T, err error) string {
	t.Helper()
	e, ok := fault.Of(err)
	if !ok || e.Kind != fault.Invalid {
		t.Fatalf("want Invalid, got %v", err)
	}
	var list []string
	for _, f := range e.Fields {
		list = append(list, f.Name+": "+f.Message)
	}
	return strings.Join(list, " | ")
}

func TestDiaryRefuses(t *testing.T) {
	k := newClerk(t)
	team, today := k.teams[0], demo.Today
	for _, c := range []struct {
		team  org.UnitID
		day   clock.Day
		code  string
		n     int
		words string
		want  string
	}{
		{team, today + 1, "patrol_shifts", 1, "", "ngay: Ngày không được sau hôm nay."},
		{team, clock.NewDay(2024, 11, 5), "patrol_shifts", 1, "", "ngay: Ngày phải trong thời gian phong trào, từ 06/11/2024 đến 19/08/2025."},
		{team, today, "good_deeds", 1, "", "so-lieu: “Việc tốt” tự lấy từ danh sách, không ghi ở sổ này."},
		{team, today, "patrolled", 1, "", "so-lieu: “Đã tuần tra” là số cuối kỳ, không cộng từ sổ."},
		{team, today, "tips_total", 1, "", "so-lieu: “Tổng tin” ghi chung toàn xã, không ghi theo Tổ."},
		{0, today, "patrol_shifts", 1, "", "so-lieu: “Ca tuần tra” ghi theo từng Tổ."},
		{team, today, "patrol_shifts", 0, "", "so-luong: Nhập số lượng từ 1 đến 9.999."},
		{team, today, "patrol_shifts", 10000, "Gọi 0912 345 678", "so-luong: Nhập số lượng từ 1 đến 9.999. | noi-dung: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại."},
		{team, today, "patrol_shifts", 1, strings.Repeat("a", 201), "noi-dung: Rút gọn nội dung còn tối đa 200 ký tự."},
	} {
		if got := fields(t, k.add(c.team, c.day, c.code, c.n, c.words)); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.code, c.day, got, c.want)
		}
	}
	for _, team := range []org.UnitID{org.UnitID(k.s.TeamOf(t, "22750", 1)), 999999} {
		if err := k.add(team, today, "patrol_shifts", 1, ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another commune's team: %v", err)
		}
	}
	k.actor.Role = access.District
	if err := k.add(team, today, "patrol_shifts", 1, ""); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a district writes: %v", err)
	}
	if n := k.count(`SELECT count(*) FROM diary_entry`); n != 0 {
		t.Errorf("%d entries stored", n)
	}
}

// Entries stand beside the month's cells as sums over its days; withdrawn ones
// do not count; an accepted month keeps its figure and shows the difference.
func TestDiarySums(t *testing.T) {
	k := newClerk(t)
	a, b := k.teams[4], k.teams[1]
	k.must(k.add(a, clock.NewDay(2025, 1, 1), "patrol_shifts", 2, "Tuần tra đêm giao thừa"))
	k.must(k.add(a, clock.NewDay(2025, 2, 3), "patrol_shifts", 3, ""))
	k.must(k.add(a, clock.NewDay(2025, 2, 4), "patrol_shifts", 9, "thuộc kỳ sau"))
	k.must(k.add(0, clock.NewDay(2025, 1, 15), "tips_total", 4, ""))
	k.must(k.add(b, clock.NewDay(2024, 11, 10), "patrol_shifts", 99, ""))
	g := k.grid(3)
	if len(g.Diary) != 2 || g.Diary[report.Cell{Row: int64(a), Slot: k.slot("patrol_shifts")}] != 5 || g.Diary[report.Cell{Slot: k.slot("tips_total")}] != 4 {
		t.Errorf("the third month's sums: %v", g.Diary)
	}
	if d := k.grid(1).Differences(); len(d) != 1 || d[0].Diary != 99 || d[0].Cell.Row != int64(b) || !d[0].Stored.Known() {
		t.Errorf("the accepted month differs: %+v", d)
	}
	if g := k.grid(2); g.Diary != nil || g.Differences() != nil {
		t.Errorf("a month without entries: %v", g.Diary)
	}

	list, totals, err := k.s.Server.Registers.Diary(t.Context(), k.actor, k.now, k.w.Tree, k.w.Plan.CampaignID, register.DiaryFilter{Under: a})
	k.must(err)
	if list.Total != 3 || list.Rows[0].Day != clock.NewDay(2025, 2, 4) || len(totals) != 1 || totals[0].N != 14 {
		t.Errorf("the team's entries: %+v, totals %v", list, totals)
	}
	whole, _, err := k.s.Server.Registers.Diary(t.Context(), k.actor, k.now, k.w.Tree, k.w.Plan.CampaignID, register.DiaryFilter{Whole: true})
	k.must(err)
	if whole.Total != 1 || whole.Rows[0].Team != 0 {
		t.Errorf("whole-commune entries: %+v", whole)
	}
	if last, err := k.s.Server.Registers.LastTeam(t.Context(), k.actor); err != nil || last != b {
		t.Errorf("last team %d, %v", last, err)
	}

	entry := list.Rows[1]
	withdraw := func(version int, why string) error {
		return k.s.Server.Registers.WithdrawDiary(context.Background(), k.actor, k.now, k.w, entry.ID, version, why)
	}
	if got := fields(t, withdraw(1, "")); got != "ly-do: Nhập lý do rút." {
		t.Error(got)
	}
	if err := withdraw(2, "Ghi trùng"); fault.KindOf(err) != fault.Stale {
		t.Errorf("another version: %v", err)
	}
	k.must(withdraw(1, "Ghi trùng"))
	if err := withdraw(2, "Ghi trùng"); fault.KindOf(err) != fault.Stale {
		t.Errorf("twice: %v", err)
	}
	if n := k.grid(3).Diary[report.Cell{Row: int64(a), Slot: k.slot("patrol_shifts")}]; n != 2 {
		t.Errorf("after withdrawing the sum is %d", n)
	}
	if n := k.count(`SELECT count(*) FROM audit_entry WHERE object_kind = 'diary_entry' AND actor_id = $1 AND request_id = ''`, k.actor.UserID); n != 6 {
		t.Errorf("%d audit rows, want 5 additions and a withdrawal", n)
	}
}

// A double tap makes one entry, both at once too.
func TestDiaryOnce(t *testing.T) {
	k := newClerk(t)
	day := demo.Today
	var at [4]string
	var wg sync.WaitGroup
	for i := range at {
		wg.Go(func() {
			var err error
			at[i], err = k.s.Server.Registers.AddDiary(context.Background(), k.actor, k.now, k.w, "mot-lan", register.DiaryInput{Team: k.teams[0], Day: &day, Slot: k.slot("patrol_shifts"), N: 1}, url)
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := k.count(`SELECT count(*) FROM diary_entry`); n != 1 || at[0] != at[1] || at[1] != at[2] || at[2] != at[3] {
		t.Errorf("%d entries, addresses %v", n, at)
	}
	if _, err := k.s.Server.Registers.AddDiary(t.Context(), k.actor, k.now, k.w, "", register.DiaryInput{Team: k.teams[0], Day: &day, Slot: k.slot("patrol_shifts"), N: 1}, url); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a key: %v", err)
	}
}
