package award

import (
	"fmt"
	"testing"

	"thidua/internal/access"
)

func TestWorkingDays(t *testing.T) {
	cal := Vietnam2025()
	for _, c := range []struct {
		after, through string
		want           int
	}{
		{"2025-02-03", "2025-02-03", 0}, // the day it comes in is not counted
		{"2025-02-03", "2025-02-04", 1}, // Monday to Tuesday
		{"2025-02-07", "2025-02-10", 1}, // over a weekend
		{"2025-01-24", "2025-02-03", 1}, // over Tết
		{"2025-04-25", "2025-05-05", 4}, // Saturday 26/04 worked, 30/04–02/05 off: 26, 28, 29/04 and 05/05
		{"2025-08-29", "2025-09-03", 1},
		{"2025-02-05", "2025-02-03", 0},
	} {
		if got := cal.Days(day(c.after), day(c.through)); got != c.want {
			t.Errorf("(%s, %s]: %d, want %d", c.after, c.through, got, c.want)
		}
	}
	for d := day("2025-01-01"); d < day("2025-12-01"); d++ {
		for n := range 12 {
			if due := cal.Add(d, n); cal.Days(d, due) != n || (n > 0 && !cal.Working(due)) {
				t.Fatalf("%d working days after %s: %s", n, d, due)
			}
		}
	}
}

// clockwork drives a dossier of Bằng khen, each act on its day.
func clockwork(t *testing.T, acts ...string) *Dossier {
	t.Helper()
	r, err := RouteOn(live(t).Rules.Def, BangKhen, after)
	if err != nil {
		t.Fatal(err)
	}
	d := NewDossier(r, actor(access.CommuneOffice), moment("2025-08-20"))
	for i := 0; i < len(acts); i += 2 {
		m, ok := r.move(d.State, Act(acts[i]))
		if !ok {
			t.Fatalf("%s in %s", acts[i], d.State)
		}
		in := Move{Act: m.act, Version: d.Version, Why: "Lý do", Specialist: 3, Ready: Readiness{Nominees: 2, Signed: true, Minutes: true}}
		if m.act == ActPresent {
			in.Ready.Approved = 2
		}
		if err := d.Do(actor(r.Roles[m.by]), moment(acts[i+1]), in); err != nil {
			t.Fatalf("%s on %s: %v", acts[i], acts[i+1], err)
		}
	}
	return d
}

// August and September 2025: 01 and 02/09 are holidays.
func TestTheClockPauses(t *testing.T) {
	cal, limits := Vietnam2025(), DefaultLimits()
	to := []string{"submit", "2025-08-20", "take", "2025-08-21", "forward", "2025-08-22", "receive", "2025-08-25", "assign", "2025-08-25"}
	asked := append(to, "ask", "2025-08-27")
	for _, c := range []struct {
		name  string
		acts  []string
		today string
		want  string
	}{
		{"a draft has no clock", nil, "2025-08-30", ""},
		{"PX03 from the sending on", to[:2], "2025-08-20", "Cho ý kiến: 0/5 ngày làm việc, hạn 27/08/2025"},
		{"taking it does not begin anew", to[:4], "2025-08-27", "Cho ý kiến: 5/5 ngày làm việc, hạn 27/08/2025"},
		{"late", to[:4], "2025-08-28", "Cho ý kiến: 6/5 ngày làm việc, quá hạn 1 ngày"},
		{"Home Affairs from the forwarding on", to, "2025-08-26", "Thẩm định: 2/20 ngày làm việc, hạn 23/09/2025"},
		{"a supplement stops it", asked, "2025-09-03", "Bổ sung hồ sơ: 3/5 ngày làm việc, hạn 05/09/2025 (thẩm định tạm dừng ở ngày thứ 3)"},
		{"and it goes on", append(asked, "supply", "2025-09-05"), "2025-09-08", "Thẩm định: 4/20 ngày làm việc, hạn 30/09/2025"},
		{"a consultation too", append(asked, "supply", "2025-09-05", "consult", "2025-09-08", "answer", "2025-09-15"), "2025-09-16", "Thẩm định: 5/20 ngày làm việc, hạn 07/10/2025"},
		{"a consultation on the first day", []string{"submit", "2025-08-20", "take", "2025-08-21", "forward", "2025-08-22", "receive", "2025-08-22", "assign", "2025-08-22", "consult", "2025-08-22"}, "2025-08-22",
			"Hiệp y: 0/10 ngày làm việc, hạn 09/09/2025 (thẩm định tạm dừng khi chưa hết ngày đầu)"},
		{"returned and sent again begins anew", append(to, "return", "2025-08-28", "submit", "2025-09-03", "take", "2025-09-03", "forward", "2025-09-03"), "2025-09-04", "Thẩm định: 1/20 ngày làm việc, hạn 01/10/2025"},
		{"with the chair", append(to, "conclude", "2025-08-28", "present", "2025-08-29"), "2025-09-03", "Trình ký: 1/5 ngày làm việc, hạn 09/09/2025"},
		{"until it is made known", append(to, "conclude", "2025-08-28", "present", "2025-08-29", "decide", "2025-09-03"), "2025-09-03", "Công bố kết quả: 0/10 ngày làm việc, hạn 17/09/2025"},
	} {
		d := clockwork(t, c.acts...)
		same(t, c.name, d.Timing(cal, limits, day(c.today)).Words(), c.want)
	}
	same(t, "no limit", clockwork(t, to...).Timing(cal, Limits{}, day("2025-08-26")).Words(), "Thẩm định: 2 ngày làm việc")
	late := clockwork(t, to...).Timing(cal, Limits{StageAppraisal: 1}, day("2025-08-29"))
	same(t, "the due day of one that is late", fmt.Sprint(late.Late(), *late.Due), "true 25/08/2025")
}

func TestWhoHoldsIt(t *testing.T) {
	d := clockwork(t, "submit", "2025-08-20", "take", "2025-08-21", "forward", "2025-08-22", "receive", "2025-08-25")
	_, on := d.Since()
	same(t, "Home Affairs", fmt.Sprint(d.Holder(), " ", on, " ", d.HolderWords("Sở Nội vụ")), "appraiser 22/08/2025 Sở Nội vụ")
	d = clockwork(t, "submit", "2025-08-20", "take", "2025-08-21", "forward", "2025-08-22", "receive", "2025-08-25", "assign", "2025-08-25", "consult", "2025-08-26")
	_, on = d.Since()
	same(t, "who is consulted", fmt.Sprint(d.Holder(), " ", on, " ", d.HolderWords("x")), "consulted 26/08/2025 Cơ quan được lấy ý kiến")
}
