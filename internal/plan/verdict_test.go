package plan

import (
	"slices"
	"strings"
	"testing"

	"thidua/internal/clock"
)

// after is a day on which the whole campaign is over.
var after = day("2025-09-01")

// figures makes a row from "slot=value" by measure code; other expected cells
// are 0, "?" is an empty cell.
type figures map[string]Cell

func (r *Rules) testRow(whole bool, f figures) []Cell {
	row := r.Row(nil)
	for slot := range row {
		if r.Expects(slot, whole) {
			row[slot] = 0
		}
	}
	for code, c := range f {
		m := r.MeasureByCode(code)
		if m == nil || !r.Expects(m.Slot, whole) {
			panic("no cell for " + code)
		}
		row[m.Slot] = c
	}
	return row
}

// share is one accepted commune-period with one team and the whole-commune
// row; codes of the whole row are written "xã:code".
func (r *Rules) testShare(unit int64, period int, f figures) Share {
	team, whole := figures{}, figures{}
	for code, c := range f {
		if rest, ok := strings.CutPrefix(code, "xã:"); ok {
			whole[rest] = c
		} else {
			team[code] = c
		}
	}
	sum := r.SumCommune([][]Cell{r.testRow(false, team)}, r.testRow(true, whole))
	return Share{Unit: unit, Period: period, Sum: &sum, Counted: true, State: "accepted"}
}

// ordinal finds an indicator by the plan's code.
func (r *Rules) ordinal(code string) int {
	for _, i := range r.Indicators() {
		if i.Code == code {
			return i.Ordinal
		}
	}
	panic(code)
}

// Below, at and above each target, with the plan's words.
func TestBoundaries(t *testing.T) {
	r := rules(t)
	for _, c := range []struct {
		code  string
		f     figures
		want  Verdict
		value string
	}{
		// "80% nguồn tin do Nhân dân cung cấp … thông qua lực lượng": from 80 %.
		{"1.1", figures{"tips_via_force": 79, "xã:tips_total": 100}, NotMet, "79/100 (79 %)"},
		{"1.1", figures{"tips_via_force": 80, "xã:tips_total": 100}, Met, "80/100 (80 %)"},
		{"1.1", figures{"tips_via_force": 81, "xã:tips_total": 100}, Met, "81/100 (81 %)"},
		{"1.1", figures{"tips_via_force": 79_999, "xã:tips_total": 100_000}, NotMet, "79.999/100.000 (79,9 %)"},
		{"1.1", figures{"tips_via_force": 4, "xã:tips_total": 5}, Met, "4/5 (80 %)"},
		{"1.1", figures{"tips_via_force": 0, "xã:tips_total": 0}, NoneArose, "0/0"},
		// "100% vụ, việc … có mặt kịp thời": all.
		{"1.2", figures{"incidents_attended": 13, "incidents_total": 14}, NotMet, "13/14 (92,8 %)"},
		{"1.2", figures{"incidents_attended": 14, "incidents_total": 14}, Met, "14/14 (100 %)"},
		{"1.2", figures{"incidents_attended": 0, "incidents_total": 1}, NotMet, "0/1 (0 %)"},
		{"1.2", figures{}, NoneArose, "0/0"},
		// "ít nhất 01 mô hình": from one; the whole-commune row holds the total.
		{"2.1", figures{"xã:models_working": 0, "models_working": 0}, NotMet, "0"},
		{"2.1", figures{"xã:models_working": 1, "models_working": 0}, Met, "1"},
		{"2.1", figures{"xã:models_working": 2, "models_working": 1}, Met, "2"},
		{"2.1", figures{"xã:models_working": 0, "models_working": 1}, NotMet, "0"},
		// "100% vụ việc khi được huy động".
		{"3.1", figures{"fire_attended": 2, "fire_mobilised": 3}, NotMet, "2/3 (66,6 %)"},
		{"3.1", figures{"fire_attended": 3, "fire_mobilised": 3}, Met, "3/3 (100 %)"},
		{"3.1", figures{}, NoneArose, "0/0"},
		// "không có cơ sở kinh doanh có điều kiện về ANTT vi phạm": none, in no row.
		{"4.1", figures{}, Met, "0"},
		{"4.1", figures{"business_violations": 1}, NotMet, "1"},
		{"4.1", figures{"xã:business_violations": 1}, NotMet, "1"},
		// "trên 90%": strictly more.
		{"4.2", figures{"people_info_given": 17, "xã:people_info_required": 20}, NotMet, "17/20 (85 %)"},
		{"4.2", figures{"people_info_given": 18, "xã:people_info_required": 20}, NotMet, "18/20 (90 %)"},
		{"4.2", figures{"people_info_given": 19, "xã:people_info_required": 20}, Met, "19/20 (95 %)"},
		{"4.2", figures{"people_info_given": 90_001, "xã:people_info_required": 100_000}, Met, "90.001/100.000 (90,001 %)"},
		{"4.2", figures{}, NoneArose, "0/0"},
		// "không có tình trạng tàng trữ …"; what was handed in does not count.
		{"4.3", figures{"weapons_handed_in": 7}, Met, "0"},
		{"4.3", figures{"weapons_cases": 1}, NotMet, "1"},
		// "không để xảy ra trường hợp … tái phạm".
		{"5.1", figures{}, Met, "0"},
		{"5.1", figures{"xã:reoffences": 1}, NotMet, "1"},
		// "100% lực lượng … tham gia … tuần tra".
		{"6.1", figures{"patrolled": 3, "members": 4}, NotMet, "3/4 (75 %)"},
		{"6.1", figures{"patrolled": 4, "members": 4}, Met, "4/4 (100 %)"},
		// "không để xảy ra tai nạn giao thông nghiêm trọng".
		{"6.2", figures{}, Met, "0"},
		{"6.2", figures{"xã:serious_accidents": 1}, NotMet, "1"},
		// "mỗi tháng … ít nhất 01 việc tốt".
		{"7.1", figures{"good_deeds": 0}, NotMet, "0"},
		{"7.1", figures{"good_deeds": 1}, Met, "1"},
		{"7.1", figures{"good_deeds": 2}, Met, "2"},
	} {
		res := r.Judge(r.ordinal(c.code), []Share{r.testShare(1, 9, c.f)}, after)
		if res.Verdict != c.want || res.Value() != c.value || res.Provisional || res.InProgress {
			t.Errorf("%s %v: %s %s (provisional %v, in progress %v); want %s %s", c.code, c.f, res.Words(), res.Value(), res.Provisional, res.InProgress, c.want, c.value)
		}
	}
}

// What is missing, and what it can still change.
func TestMissing(t *testing.T) {
	r := rules(t)
	absent := Share{Unit: 2, Period: 9, State: "submitted"}
	for _, c := range []struct {
		name, code string
		f          figures
		also       []Share
		want       Verdict
	}{
		{"an empty cell is not a zero", "4.1", figures{"business_violations": Empty}, nil, Unknown},
		{"one case known settles = 0", "4.1", figures{"business_violations": Empty, "xã:business_violations": 1}, nil, NotMet},
		{"one case known settles = 0 with a report missing", "5.1", figures{"reoffences": 1}, []Share{absent}, NotMet},
		{"no case known, a report missing", "5.1", figures{}, []Share{absent}, Unknown},
		{"a shortfall settles = 100 %", "1.2", figures{"incidents_attended": 1, "incidents_total": 2}, []Share{absent}, NotMet},
		{"no shortfall yet", "1.2", figures{"incidents_attended": 2, "incidents_total": 2}, []Share{absent}, Unknown},
		{"the numerator is missing", "1.2", figures{"incidents_attended": Empty, "incidents_total": 2}, nil, Unknown},
		{"the denominator is missing", "1.2", figures{"incidents_attended": 2, "incidents_total": Empty}, nil, Unknown},
		{"nothing arose, whatever the numerator", "1.2", figures{"incidents_attended": Empty}, nil, NoneArose},
		{"nothing arose here, a report missing", "1.2", figures{}, []Share{absent}, Unknown},
		{"≥ 1 reached with a stock of a missing report", "2.1", figures{"xã:models_working": 1}, []Share{absent}, Unknown}, // every commune has to meet
		{"one commune without settles every commune", "2.1", figures{}, []Share{absent}, NotMet},
		{"rate short, the other commune could make it good", "1.1", figures{"tips_via_force": 1, "xã:tips_total": 10}, []Share{absent}, Unknown},
		{"rate reached, the other commune could undo it", "1.1", figures{"tips_via_force": 10, "xã:tips_total": 10}, []Share{absent}, Unknown},
		{"a known team-period without a deed", "7.1", figures{"good_deeds": 0}, []Share{absent}, NotMet},
		{"every known team has one", "7.1", figures{"good_deeds": 1}, []Share{absent}, Unknown},
	} {
		shares := append([]Share{r.testShare(1, 9, c.f)}, c.also...)
		res := r.Judge(r.ordinal(c.code), shares, after)
		if res.Verdict != c.want || !res.Provisional {
			t.Errorf("%s (%s): %s, provisional %v; want %s", c.name, c.code, res.Verdict, res.Provisional, c.want)
		}
	}
}

// A share is not shown of numerators whose denominator is missing.
func TestShareOfAMissingWhole(t *testing.T) {
	r := rules(t)
	whole := r.testShare(1, 8, figures{"tips_via_force": 15, "xã:tips_total": 16})
	part := r.testShare(1, 9, figures{"tips_via_force": 19, "xã:tips_total": Empty})
	res := r.Judge(r.ordinal("1.1"), []Share{whole, part}, after)
	if res.Value() != "34/16" || res.HasShare() || res.Verdict != Unknown {
		t.Errorf("%s, share %v, %s", res.Value(), res.HasShare(), res.Verdict)
	}
	res = r.Judge(r.ordinal("1.1"), []Share{whole}, after)
	if res.Value() != "15/16 (93,7 %)" || !res.HasShare() {
		t.Errorf("%s, share %v", res.Value(), res.HasShare())
	}
}

// For ≥ and > with the denominator complete, the numerator can only grow.
func TestNumeratorCanOnlyGrow(t *testing.T) {
	r := rules(t)
	sum := func(a, b Cell, total Cell) []Share {
		s := r.SumCommune([][]Cell{r.testRow(false, figures{"tips_via_force": a}), r.testRow(false, figures{"tips_via_force": b})}, r.testRow(true, figures{"tips_total": total}))
		return []Share{{Unit: 1, Period: 9, Sum: &s, Counted: true}}
	}
	for _, c := range []struct {
		a, b, total Cell
		want        Verdict
	}{{7, Empty, 10, Unknown}, {8, Empty, 10, Met}, {8, Empty, Empty, Unknown}, {8, 0, 10, Met}, {7, 0, 10, NotMet}, {0, Empty, 0, NoneArose}} {
		if res := r.Judge(r.ordinal("1.1"), sum(c.a, c.b, c.total), after); res.Verdict != c.want {
			t.Errorf("%d + %d of %d: %s; want %s", c.a, c.b, c.total, res.Verdict, c.want)
		}
	}
	// Another commune with its numerator missing can give no more than its total.
	a := r.testShare(1, 9, figures{"tips_via_force": 10, "xã:tips_total": 100})
	b := r.testShare(2, 9, figures{"tips_via_force": Empty, "xã:tips_total": 10})
	if res := r.Judge(r.ordinal("1.1"), []Share{a, b}, after); res.Verdict != NotMet {
		t.Errorf("10/100 and ?/10 is %s: 20/110 is the most", res.Verdict)
	}
}

// 6.1 adds member-periods: a month short of somebody is not hidden by a full
// last one, and every accepted month weighs by its members.
func TestPatrolsAddUpOverPeriods(t *testing.T) {
	r := rules(t)
	o := r.ordinal("6.1")
	month := func(period int, patrolled, members Cell) Share {
		return r.testShare(1, period, figures{"patrolled": patrolled, "members": members})
	}
	for _, c := range []struct {
		shares []Share
		want   Verdict
		value  string
	}{
		{[]Share{month(0, 4, 4), month(1, 4, 4)}, Met, "8/8 (100 %)"},
		{[]Share{month(0, 3, 4), month(1, 4, 4)}, NotMet, "7/8 (87,5 %)"},
		{[]Share{month(0, 4, 4), month(1, 3, 4)}, NotMet, "7/8 (87,5 %)"},
		{[]Share{month(0, 10, 10), month(1, 0, 0)}, Met, "10/10 (100 %)"},
		{[]Share{{Unit: 1, Period: 0, State: "draft"}, month(1, 4, 4)}, Unknown, "4/4 (100 %)"},
	} {
		if res := r.Judge(o, c.shares, after); res.Verdict != c.want || res.Value() != c.value {
			t.Errorf("%s %s; want %s %s", res.Verdict, res.Value(), c.want, c.value)
		}
	}
}

// 2.1 is a stock of the span's last period, and not failed before the end.
func TestModelsOverTime(t *testing.T) {
	r := rules(t)
	o := r.ordinal("2.1")
	at := func(period int, models Cell) Share {
		return r.testShare(1, period, figures{"xã:models_working": models})
	}
	for _, c := range []struct {
		name       string
		shares     []Share
		today      clock.Day
		want       Verdict
		inProgress bool
		words      string
	}{
		{"none yet in phase 1", []Share{at(0, 0), at(1, 0), at(2, 0)}, day("2025-02-05"), Unknown, true, "Đang thực hiện"},
		{"phase 1 read later says the same", []Share{at(0, 0), at(1, 0), at(2, 0)}, after, Unknown, true, "Đang thực hiện"},
		{"one by the end of phase 1", []Share{at(0, 0), at(1, 0), at(2, 1)}, day("2025-02-05"), Met, false, "Đạt"},
		{"ended again: only the last counts", []Share{at(0, 1), at(1, 1), at(2, 0)}, day("2025-02-05"), Unknown, true, "Đang thực hiện"},
		{"the last day is not over", []Share{at(9, 0)}, day("2025-08-19"), Unknown, true, "Đang thực hiện"},
		{"the campaign is over", []Share{at(8, 1), at(9, 0)}, day("2025-08-20"), NotMet, false, "Chưa đạt"},
		{"the last period is missing", []Share{at(8, 1), {Unit: 1, Period: 9}}, after, Unknown, false, "Chưa đủ số liệu"},
		{"an earlier one is missing", []Share{{Unit: 1, Period: 8}, at(9, 1)}, after, Met, false, "Đạt"},
		{"before the first period ended", nil, day("2024-11-20"), Unknown, true, "Đang thực hiện"},
		{"nobody was expected", nil, after, Unknown, false, "Chưa đủ số liệu"},
	} {
		res := r.Judge(o, c.shares, c.today)
		if res.Verdict != c.want || res.InProgress != c.inProgress || res.Words() != c.words {
			t.Errorf("%s: %s, in progress %v, %q", c.name, res.Verdict, res.InProgress, res.Words())
		}
	}
	// "4/9 xã": met only when every commune meets.
	var shares []Share
	for unit := range int64(9) {
		shares = append(shares, r.testShare(unit, 9, figures{"xã:models_working": Cell(min(unit, 1) * (unit % 2))}))
	}
	res := r.Judge(o, shares, day("2025-08-19"))
	if res.UnitsMet != 4 || res.Units() != 9 || res.Verdict != Unknown || !res.InProgress {
		t.Errorf("%d/%d communes, %s", res.UnitsMet, res.Units(), res.Words())
	}
	if res = r.Judge(o, shares, after); res.Verdict != NotMet || res.UnitsNotMet != 5 || res.Num != 4 {
		t.Errorf("%d communes without, %s", res.UnitsNotMet, res.Words())
	}
}

// 7.1: each team, each period.
func TestGoodDeedsByTeamAndPeriod(t *testing.T) {
	r := rules(t)
	o := r.ordinal("7.1")
	commune := func(period int, deeds ...Cell) Share {
		var teams [][]Cell
		for _, d := range deeds {
			teams = append(teams, r.testRow(false, figures{"good_deeds": d}))
		}
		s := r.SumCommune(teams, r.testRow(true, nil))
		return Share{Unit: 1, Period: period, Sum: &s, Counted: true}
	}
	today := day("2025-01-15") // in period 2
	for _, c := range []struct {
		name                    string
		shares                  []Share
		want                    Verdict
		inProgress              bool
		meeting, failing, total int32
	}{
		{"all", []Share{commune(0, 1, 2, 1)}, Met, false, 3, 0, 3},
		{"one without", []Share{commune(0, 1, 0, 1)}, NotMet, false, 2, 1, 3},
		{"many deeds of one do not help another", []Share{commune(0, 9, 0)}, NotMet, false, 1, 1, 2},
		{"one not known", []Share{commune(0, 1, Empty)}, Unknown, false, 1, 0, 2},
		{"two periods", []Share{commune(0, 1, 1), commune(1, 1, 1)}, Met, false, 4, 0, 4},
		{"the second fails", []Share{commune(0, 1, 1), commune(1, 1, 0)}, NotMet, false, 3, 1, 4},
		{"a period that is not over fails nobody", []Share{commune(1, 1, 1), commune(2, 1, 0)}, Unknown, true, 3, 0, 4},
		{"a period that is not over may be met", []Share{commune(2, 1, 1)}, Met, false, 2, 0, 2},
		{"an ended failure stands", []Share{commune(1, 0, 1), commune(2, 0, 0)}, NotMet, false, 1, 1, 4},
	} {
		res := r.Judge(o, c.shares, today)
		if res.Verdict != c.want || res.InProgress != c.inProgress || res.TeamsMeeting != c.meeting || res.TeamsFailing != c.failing || res.TeamsTotal != c.total {
			t.Errorf("%s: %s, in progress %v, teams %d/%d/%d", c.name, res.Verdict, res.InProgress, res.TeamsMeeting, res.TeamsFailing, res.TeamsTotal)
		}
	}
}

func TestMissingItems(t *testing.T) {
	r := rules(t)
	shares := []Share{
		r.testShare(1, 0, figures{"tips_via_force": Empty, "xã:tips_total": Empty}),
		{Unit: 2, Period: 0, State: "returned"},
		r.testShare(2, 1, figures{"good_deeds": Empty}),
		{Unit: 3, Period: 1, Sum: r.testShare(3, 1, nil).Sum, State: "submitted"}, // entered, but not accepted
	}
	want := []MissingItem{{1, 0, "accepted", 0, 1}, {1, 0, "accepted", 1, 1}, {2, 0, "returned", -1, 0}, {3, 1, "submitted", -1, 0}}
	if got := r.Missing(r.ordinal("1.1"), shares); !slices.Equal(got, want) {
		t.Errorf("1.1 lacks %+v", got)
	}
	// A stock looks at the span's last period only; a rate never does.
	want = []MissingItem{{3, 1, "submitted", -1, 0}}
	if got := r.Missing(r.ordinal("2.1"), shares); !slices.Equal(got, want) {
		t.Errorf("2.1 lacks %+v", got)
	}
	res := r.Judge(r.ordinal("2.1"), shares, after)
	if res.Counted != 1 || res.Expected != 2 {
		t.Errorf("2.1 counts %d of %d", res.Counted, res.Expected)
	}
	want = []MissingItem{{2, 0, "returned", -1, 0}, {3, 1, "submitted", -1, 0}}
	if got := r.Missing(r.ordinal("6.1"), shares); !slices.Equal(got, want) {
		t.Errorf("6.1 lacks %+v", got)
	}
	res = r.Judge(r.ordinal("1.1"), shares, after)
	if res.Counted != 2 || res.Expected != 4 {
		t.Errorf("1.1 counts %d of %d", res.Counted, res.Expected)
	}
}

func TestVerdictWords(t *testing.T) {
	for v, want := range map[Verdict][2]string{Met: {"met", "Đạt"}, NotMet: {"not_met", "Chưa đạt"}, NoneArose: {"none_arose", "Không phát sinh"}, Unknown: {"unknown", "Chưa đủ số liệu"}} {
		if r := (Result{Verdict: v}); r.Code() != want[0] || r.Words() != want[1] {
			t.Errorf("%d: %s, %s", v, r.Code(), r.Words())
		}
	}
	if r := (Result{InProgress: true}); r.Code() != "in_progress" || r.Words() != "Đang thực hiện" {
		t.Errorf("in progress: %s, %s", r.Code(), r.Words())
	}
}
