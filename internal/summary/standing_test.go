package summary

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/clock"
	"thidua/internal/plan"
)

// sized is a commune of some members with so many targets missed and unknown.
func sized(members, missed, unknown int) Commune {
	c := Commune{Members: members, Teams: members / 4, Rank: 1, Judged: make([]Judged, 11)}
	for i := range c.Judged {
		switch {
		case i < missed:
			c.Judged[i].Verdict = "not_met"
		case i < missed+unknown:
			c.Judged[i].Verdict = [...]string{"unknown", "in_progress"}[i%2]
		default:
			c.Judged[i].Verdict = [...]string{"met", "none_arose"}[i%2]
		}
	}
	return c
}

// A commune stands beside those whose members differ by no more than a fifth
// of its own; ties share a place; one without a place is nobody's peer.
func TestPeersOf(t *testing.T) {
	list := []Commune{sized(20, 1, 0), sized(24, 1, 0), sized(25, 0, 0), sized(16, 0, 2), sized(15, 0, 0), sized(21, 2, 0)}
	list[5].Rank = 0
	var got []string
	for _, p := range PeersOf(list) {
		got = append(got, fmt.Sprintf("%s of %d (%d–%d)", rankWords(p.Rank, p.Tied), p.Of, p.Low, p.High))
	}
	// 20: 16–24 holds 20, 24, 16; 24: 20–28 (19,2–28,8) holds 20, 24, 25; and so on.
	want := "2 = of 3 (16–24), 2 = of 3 (20–28), 1 of 3 (20–30), 2 of 2 (13–19), 1 of 2 (12–18), – of 4 (17–25)"
	if g := strings.Join(got, ", "); g != want {
		t.Errorf("peers\n %s, want\n %s", g, want)
	}
	list[0].Members = 0
	if p := PeersOf(list)[1]; p.Unit != "Tổ" || p.Low != 5 || p.High != 7 {
		t.Errorf("without members teams are counted: %+v", p)
	}
}

func TestChangeOf(t *testing.T) {
	for _, c := range []struct {
		before, now int64
		want        Change
	}{
		{48, 60, Change{"48", "60", "+12", "+25 %"}},
		{60, 48, Change{"60", "48", "−12", "−20 %"}},
		{7, 7, Change{"7", "7", "0", "0 %"}},
		{3, 4, Change{"3", "4", "+1", "+33,3 %"}},
		{0, 5, Change{"0", "5", "+5", "–"}},
		{0, 0, Change{"0", "0", "0", "–"}},
		{-1, 5, Change{"–", "5", "–", "–"}},
		{1200, 3600, Change{"1.200", "3.600", "+2.400", "+200 %"}},
	} {
		if got := ChangeOf(c.before, c.now); got != c.want {
			t.Errorf("%d to %d: %+v, want %+v", c.before, c.now, got, c.want)
		}
	}
}

// The phase before is brought into the measures and indicators of this one,
// by slot and ordinal: orders may differ, new ones have no before.
func TestPreviousOf(t *testing.T) {
	old := &Figures{Phase: PhaseRef{Name: "Đợt 1"}, Measures: []MeasureRef{{Slot: 3}, {Slot: 1}}, Totals: []int64{30, 10}, Indicators: []IndicatorRef{{Ordinal: 2}, {Ordinal: 0}}, Whole: []Judged{{Verdict: "met"}, {Verdict: "not_met"}}}
	p := previousOf(old, "AB", 2, &Figures{Measures: []MeasureRef{{Slot: 1}, {Slot: 2}, {Slot: 3}}, Indicators: []IndicatorRef{{Ordinal: 0}, {Ordinal: 1}, {Ordinal: 2}}})
	if fmt.Sprint(p.Totals) != "[10 -1 30]" || p.Whole[0].Verdict != "not_met" || p.Whole[1].Verdict != "" || p.Whole[2].Verdict != "met" || p.Phase != "Đợt 1" || p.Corrected != 2 {
		t.Errorf("%+v", p)
	}
}

// Late is what came after its last day, or never came once that day is over;
// "trước ngày" is exclusive for phase reports, inclusive for months.
func TestLateOf(t *testing.T) {
	day := func(d int) *clock.Day { v := clock.NewDay(2025, 2, d); return &v }
	f := &Figures{AsOf: *day(6), Phase: PhaseRef{Name: "Đợt 1", ReportBefore: *day(7)}, Periods: []PeriodRef{{Ordinal: 2, Label: "Kỳ cuối", Due: *day(5)}},
		Districts: []District{{UnitRef: UnitRef{ID: 1, Name: "huyện A"}, SentOn: day(6), OnTime: true}, {UnitRef: UnitRef{ID: 2, Name: "huyện B"}, SentOn: day(7)}, {UnitRef: UnitRef{ID: 3, Name: "huyện C"}}},
		Communes: []Commune{{UnitRef: UnitRef{Name: "xã A"}, Months: []Month{{Period: 2, SentOn: day(5), OnTime: true}}}, {UnitRef: UnitRef{Name: "xã B"}, Months: []Month{{Period: 2, SentOn: day(6)}}},
			{UnitRef: UnitRef{Name: "xã C"}, Months: []Month{{Period: 2}}}}}
	words := func() string {
		var got []string
		for _, l := range LateOf(f) {
			got = append(got, fmt.Sprintf("%s %s %s %d", l.Unit.Name, l.What, l.Due, l.Days(f.AsOf)))
		}
		return strings.Join(got, "; ")
	}
	if got, want := words(), "huyện B Báo cáo kết quả đợt 1 06/02/2025 1; xã B Kỳ cuối 05/02/2025 1; xã C Kỳ cuối 05/02/2025 1"; got != want {
		t.Errorf("on the last day on time: %s", got)
	}
	f.AsOf = *day(7)
	if got := words(); !strings.Contains(got, "huyện C Báo cáo kết quả đợt 1 06/02/2025 1") {
		t.Errorf("the day after: %s", got)
	}
	f.AsOf = *day(5)
	if got := words(); strings.Contains(got, "xã C") {
		t.Errorf("on the month's due day: %s", got)
	}
}

// What no report covers has no place, the others theirs as the plan has it.
func TestRanked(t *testing.T) {
	a, b, c := plan.Tally{NotMet: 1}, plan.Tally{NotMet: 1}, plan.Tally{Unknown: 4}
	got := ranked([]*plan.Tally{&a, nil, &b, &c})
	if want := []place{{2, true}, {}, {2, true}, {1, false}}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}
