package plan

import (
	"slices"
	"testing"

	"thidua/internal/clock"
)

func TestGap(t *testing.T) {
	r := rules(t)
	end := day("2025-08-19")
	running, last, over := end-12, end, end+1
	absent := Share{Unit: 9, Period: 9}
	for _, c := range []struct {
		name, code string
		f          figures
		also       []Share
		within     Within
		today      clock.Day
		teams      []string
		kind       GapKind
		need       int64
		text       string
	}{
		{"1.1 adds to both", "1.1", figures{"tips_via_force": 18, "xã:tips_total": 25}, nil, InPeriod, running, nil,
			GapNeed, 10, "18/25: cần thêm 10 nguồn tin, đều qua lực lượng; còn 12 ngày"},
		{"1.1 on the last day", "1.1", figures{"tips_via_force": 79, "xã:tips_total": 100}, nil, InPeriod, last, nil,
			GapNeed, 5, "79/100: cần thêm 05 nguồn tin, đều qua lực lượng; hôm nay là ngày cuối"},
		{"1.1 once over", "1.1", figures{"tips_via_force": 18, "xã:tips_total": 25}, nil, InPeriod, over, nil,
			GapShort, 2, "18/25: còn thiếu 02 để đạt ≥ 80 %"},
		{"1.1 met", "1.1", figures{"tips_via_force": 20, "xã:tips_total": 25}, nil, InPeriod, running, nil, GapNone, 0, ""},
		{"1.1 nothing arose", "1.1", figures{}, nil, InPeriod, running, nil, GapNone, 0, ""},
		{"1.1 with a report missing", "1.1", figures{"tips_via_force": 18, "xã:tips_total": 25}, []Share{absent}, InPhase, running, nil,
			GapNeed, 10, "Tạm tính 18/25: cần thêm 10 nguồn tin, đều qua lực lượng; còn 12 ngày"},
		{"4.2 strict", "4.2", figures{"people_info_given": 18, "xã:people_info_required": 20}, nil, InPeriod, running, nil,
			GapNeed, 1, "18/20: cần thêm 01 thông tin nhân khẩu được cung cấp; còn 12 ngày"},
		{"4.2", "4.2", figures{"people_info_given": 100, "xã:people_info_required": 152}, nil, InPeriod, running, nil,
			GapNeed, 37, "100/152: cần thêm 37 thông tin nhân khẩu được cung cấp; còn 12 ngày"},
		{"6.1", "6.1", figures{"patrolled": 2, "members": 4}, nil, InPeriod, running, nil,
			GapNeed, 2, "2/4: cần thêm 02 thành viên tham gia tuần tra; còn 12 ngày"},
		{"6.1 once over", "6.1", figures{"patrolled": 2, "members": 4}, nil, InPeriod, over, nil,
			GapShort, 2, "2/4: còn thiếu 02 để đạt = 100 %"},
		{"6.1 in a phase: an ended period keeps its shortfall", "6.1", figures{"patrolled": 2, "members": 4}, nil, InPhase, running, nil,
			GapLost, 2, "2/4: thiếu 02 thành viên tham gia tuần tra, không thể đạt trong đợt này"},
		{"6.1 in a phase, not entered yet", "6.1", figures{"patrolled": Empty, "members": 4}, nil, InPhase, running, nil, GapNone, 0, ""},
		{"2.1 with nothing that counts", "2.1", figures{}, []Share{{Unit: 1, Period: 9}}, InPhase, running, nil, GapNone, 0, ""},
		{"1.2 missed is missed", "1.2", figures{"incidents_attended": 13, "incidents_total": 14}, nil, InPhase, running, nil,
			GapLost, 1, "13/14: 01 vụ, việc chưa có mặt kịp thời, không thể đạt trong đợt này"},
		{"3.1 missed is missed", "3.1", figures{"fire_attended": 1, "fire_mobilised": 3}, nil, InPeriod, running, nil,
			GapLost, 2, "1/3: 02 lượt Tổ chưa có mặt kịp thời, không thể đạt trong kỳ này"},
		{"1.2 not entered yet is not missed", "1.2", figures{"incidents_attended": Empty, "incidents_total": 4}, nil, InPeriod, running, nil, GapNone, 0, ""},
		{"= 0 once missed", "5.1", figures{"reoffences": 2}, nil, InCampaign, running, nil,
			GapLost, 2, "đã có 02 người tái phạm, không thể đạt trong phong trào này"},
		{"= 0 not known", "5.1", figures{"reoffences": Empty}, nil, InPeriod, running, nil, GapNone, 0, ""},
		{"2.1", "2.1", figures{"xã:models_working": 0}, nil, InCampaign, running, nil,
			GapNeed, 1, "cần ít nhất 01 mô hình đang phát huy hiệu quả được Công an cấp huyện trở lên ghi nhận; còn 12 ngày"},
		{"2.1 once over", "2.1", figures{"xã:models_working": 0}, nil, InCampaign, over, nil,
			GapLost, 1, "thiếu 01 mô hình đang phát huy hiệu quả được Công an cấp huyện trở lên ghi nhận, không thể đạt trong phong trào này"},
		{"2.1 above the commune", "2.1", figures{"xã:models_working": 0}, []Share{r.testShare(2, 9, figures{"xã:models_working": 1})}, InCampaign, running, nil,
			GapNeed, 1, "01/02 xã chưa có mô hình đang phát huy hiệu quả được Công an cấp huyện trở lên ghi nhận; còn 12 ngày"},
		{"2.1 above the commune, once over", "2.1", figures{"xã:models_working": 0}, []Share{r.testShare(2, 9, figures{"xã:models_working": 1})}, InCampaign, over, nil,
			GapLost, 1, "01/02 xã không có mô hình đang phát huy hiệu quả được Công an cấp huyện trở lên ghi nhận, không thể đạt trong phong trào này"},
		{"7.1 names the teams", "7.1", figures{"good_deeds": 0}, nil, InPeriod, running, []string{"Khu phố 3"},
			GapNeed, 1, "01 Tổ chưa có việc tốt hoặc cá nhân được biểu dương, khen thưởng (Khu phố 3); còn 12 ngày"},
		{"7.1 once over", "7.1", figures{"good_deeds": 0}, nil, InPeriod, over, []string{"Khu phố 3"},
			GapLost, 1, "01 Tổ không có việc tốt hoặc cá nhân được biểu dương, khen thưởng (Khu phố 3)"},
		{"7.1 in a phase", "7.1", figures{"good_deeds": 0}, nil, InPhase, over, nil,
			GapLost, 1, "01 lượt Tổ – kỳ không có việc tốt hoặc cá nhân được biểu dương, khen thưởng, không thể đạt trong đợt này"},
	} {
		shares := append([]Share{r.testShare(1, 9, c.f)}, c.also...)
		if c.name == "2.1 with nothing that counts" {
			shares = c.also
		}
		res := r.Judge(r.ordinal(c.code), shares, c.today)
		g := GapOf(res, GapInput{Within: c.within, End: end, Today: c.today, Teams: c.teams})
		if g.Kind != c.kind || g.Need != c.need || g.Text != c.text {
			t.Errorf("%s: %d, need %d, %q; want %d, %d, %q", c.name, g.Kind, g.Need, g.Text, c.kind, c.need, c.text)
		}
	}
}

// What the gap asks for meets the target, and one less does not.
func TestGapIsTheSmallest(t *testing.T) {
	r := rules(t)
	for _, c := range []struct {
		code, num, den string
		both           bool
	}{{"1.1", "tips_via_force", "xã:tips_total", true}, {"4.2", "people_info_given", "xã:people_info_required", false}, {"6.1", "patrolled", "members", false}} {
		judge := func(n, d int64) Result {
			return r.Judge(r.ordinal(c.code), []Share{r.testShare(1, 9, figures{c.num: Cell(n), c.den: Cell(d)})}, after)
		}
		for d := int64(1); d <= 60; d++ {
			for n := int64(0); n <= d; n++ {
				g := GapOf(judge(n, d), GapInput{End: after, Today: after})
				x := g.Need
				if x == 0 {
					if v := judge(n, d).Verdict; v != Met || g.Kind != GapNone {
						t.Fatalf("%s %d/%d: no gap, but %s", c.code, n, d, v)
					}
					continue
				}
				grown := func(x int64) Verdict {
					if c.both {
						return judge(n+x, d+x).Verdict
					}
					return judge(n+x, d).Verdict
				}
				if grown(x) != Met || grown(x-1) != NotMet {
					t.Fatalf("%s %d/%d: %d more gives %s, one less %s", c.code, n, d, x, grown(x), grown(x-1))
				}
			}
		}
	}
}

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		in   []Tally
		want []int
	}{
		{nil, []int{}},
		{[]Tally{{0, 0}}, []int{1}},
		{[]Tally{{1, 0}, {1, 0}, {2, 0}}, []int{1, 1, 3}},
		{[]Tally{{2, 0}, {0, 5}, {0, 4}, {2, 0}, {1, 9}}, []int{4, 2, 1, 4, 3}},
	} {
		if got := Standing(c.in); !slices.Equal(got, c.want) {
			t.Errorf("%v stands %v; want %v", c.in, got, c.want)
		}
	}
	r := rules(t)
	all := r.JudgeAll(nil, []Share{r.testShare(1, 2, figures{"reoffences": 1, "good_deeds": 1, "members": 3, "patrolled": Empty})}, after)
	// 5.1 failed; 2.1 is in progress and 6.1 lacks a cell.
	if got := TallyOf(all); got != (Tally{NotMet: 1, Unknown: 2}) {
		t.Errorf("tally %+v", got)
	}
}
