package summary_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/summary"
)

func (x *province) cockpit(a access.Actor) *summary.Cockpit {
	x.t.Helper()
	k, err := x.s.Cockpit(x.t.Context(), x.pool, a, x.now, x.w, x.w.Plan.Phases[0])
	x.ok(err)
	return k
}

// Every district and commune has its line, with its months and who holds what.
func TestCockpit(t *testing.T) {
	x := build(t)
	var n atomic.Int64
	k, err := x.s.Cockpit(pg.Counted(t.Context(), &n), x.pool, x.px03(), x.now, x.w, x.w.Plan.Phases[0])
	x.ok(err)
	if n.Load() != 3 {
		t.Errorf("%d statements, want 3", n.Load())
	}
	if len(k.Units) != 7 || len(k.Communes) != 62 || k.Province == nil {
		t.Fatalf("%d units, %d communes", len(k.Units), len(k.Communes))
	}
	accepted, waiting, missing := 0, 0, 0
	for i := range k.Communes {
		l := &k.Communes[i]
		if l.Expected() != 3 || l.Accepted()+l.Waiting()+l.Missing() != 3 || l.Contact.Phone == "" {
			t.Errorf("%s: %d months, contact %+v", l.Unit.Name, l.Expected(), l.Contact)
		}
		accepted, waiting, missing = accepted+l.Accepted(), waiting+l.Waiting(), missing+l.Missing()
		if done := l.Accepted() == 3; done != (l.Holder == 0) || done != (l.Next == "Đã duyệt đủ") || (l.Urge != "") != (l.Police) {
			t.Errorf("%s: held by %d, next %q, urged %q", l.Unit.Name, l.Holder, l.Next, l.Urge)
		}
	}
	count := func(states string) int {
		return value[int](x, `SELECT count(*)::int FROM report WHERE period_id = ANY ($1) AND state = ANY (string_to_array($2, ' '))`, x.w.Plan.PeriodIDs()[:3], states)
	}
	if accepted != count("accepted") || waiting != count("submitted in_review") || missing != count("draft returned") {
		t.Errorf("accepted %d, waiting %d, missing %d", accepted, waiting, missing)
	}
	if l := k.Line(x.unit("22759")); l.Next != "Gửi báo cáo kỳ 01/01 – 03/02/2025" || l.Due.String() != "05/02/2025" || l.Late != 0 || l.Since.String() != "04/02/2025" ||
		l.Urge != "Đề nghị gửi báo cáo kỳ 01/01 – 03/02/2025 (hạn 05/02/2025)." {
		t.Errorf("Kinh Dinh: %+v", l)
	}
	own := x.cockpit(x.district("584"))
	if len(own.Units) != 1 || len(own.Communes) != 9 || own.Units[0].Accepted() != 20 || own.Province != nil {
		t.Errorf("a district sees %d units, %d communes", len(own.Units), len(own.Communes))
	}
}

// A district's line goes through its report's states.
func TestCockpitFollowsTheReport(t *testing.T) {
	x := build(t)
	px := x.px03()
	line := func() string {
		l := x.cockpit(px).Line(x.unit("585"))
		holder := ""
		if l.Holder != 0 {
			holder = x.w.Tree.Name(l.Holder, x.now.Today).Full()
		}
		return strings.Join([]string{l.Next, holder, l.Due.String(), l.Urge}, "|")
	}
	if got := line(); got != "Lập và gửi báo cáo đợt|huyện Ninh Sơn|06/02/2025|Đề nghị gửi báo cáo kết quả Đợt 1 trước ngày 07/02/2025; duyệt 3 báo cáo tháng đang chờ." {
		t.Error(got)
	}
	x.on(clock.NewDay(2025, 2, 9))
	if got := line(); got != "Lập và gửi báo cáo đợt|huyện Ninh Sơn|06/02/2025|Đề nghị gửi ngay báo cáo kết quả Đợt 1 (hạn trước ngày 07/02/2025, đã quá 3 ngày); duyệt 3 báo cáo tháng đang chờ." {
		t.Error(got)
	}
	r := x.report("585")
	x.ok(x.submit("585", "Mục nguyên nhân viết sau"))
	if got := line(); got != "Xem và tiếp nhận|tỉnh Ninh Thuận|06/02/2025|" {
		t.Error(got)
	}
	x.ok(x.s.Return(t.Context(), px, x.now, x.w, r.ID, 1, "Viết mục nguyên nhân"))
	if got := line(); got != "Sửa và gửi lại báo cáo đợt|huyện Ninh Sơn|06/02/2025|Đề nghị sửa và gửi lại báo cáo kết quả Đợt 1; duyệt 3 báo cáo tháng đang chờ." {
		t.Error(got)
	}
	x.ok(x.submit("585", "Xong"))
	x.ok(x.s.Accept(t.Context(), px, x.now, x.w, r.ID, 2))
	if got := line(); got != "Đã tiếp nhận||06/02/2025|" {
		t.Error(got)
	}
	x.correct("585")
	if l := x.cockpit(px).Line(x.unit("585")); l.Drift != 1 || l.Pending {
		t.Errorf("drift %d", l.Drift)
	}
	_, err := x.s.Supply(t.Context(), x.district("585"), x.now, x.w, r.ID, "Sửa ca tuần tra")
	x.ok(err)
	if l := x.cockpit(px).Line(x.unit("585")); !l.Pending {
		t.Error("the supplement does not wait")
	}
	d, err := x.s.Desk(t.Context(), x.pool, px)
	if err != nil || d.ToSupply[r.PhaseID] != 1 || d.ToReview[r.PhaseID] != 1 {
		t.Errorf("%+v %v", d, err)
	}
}

// One nudge a day from one unit to another; who has nothing to do gets none.
func TestNudge(t *testing.T) {
	x := build(t)
	px, ph := x.px03(), x.w.Plan.Phases[0]
	nudge := func(a access.Actor, units ...org.UnitID) int {
		n, err := x.s.Nudge(t.Context(), a, x.now, x.w, ph, units)
		x.ok(err)
		return n
	}
	home := x.unit("22759")
	if n := nudge(px, home, x.unit("584")); n != 2 {
		t.Error(n)
	}
	if n := nudge(px, home); n != 0 {
		t.Errorf("twice a day: %d", n)
	}
	if n := nudge(x.district("582"), home); n != 1 {
		t.Errorf("the district's own: %d", n)
	}
	x.on(clock.NewDay(2025, 2, 6))
	if n := nudge(px, home); n != 1 {
		t.Errorf("the next day: %d", n)
	}
	desk, err := x.s.Desk(t.Context(), x.pool, x.actor("xa", access.CommunePolice, "22759"))
	x.ok(err)
	if len(desk.Nudges) != 2 || !strings.Contains(desk.Nudges[0].Words+desk.Nudges[1].Words, "đã quá 1 ngày") {
		t.Errorf("%+v", desk.Nudges)
	}
	if n := value[int](x, `SELECT count(*)::int FROM audit_entry WHERE action = 'summary.urge'`); n != 5 { // one is the demo's
		t.Errorf("%d rows in the audit", n)
	}
	if _, err := x.s.Nudge(t.Context(), x.district("584"), x.now, x.w, ph, []org.UnitID{home}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another's commune: %v", err)
	}
	if _, err := x.s.Nudge(t.Context(), x.district("582"), x.now, x.w, ph, []org.UnitID{x.unit("582")}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("itself: %v", err)
	}
	done := value[int64](x, `SELECT r.commune_id FROM report r JOIN period p ON p.id = r.period_id WHERE p.phase_id = $1 AND r.state = 'accepted' GROUP BY 1 HAVING count(*) = 3 LIMIT 1`, ph.ID)
	if n := nudge(px, org.UnitID(done)); n != 0 {
		t.Error("nothing to do, and told")
	}
}
