package plan

import (
	"fmt"
	"testing"

	"thidua/internal/clock"
)

// given says an assigned target's verdict for a commune of two teams over
// periods 2 and 3 of phase 1; each row is the teams' figures of one period.
func givenWords(t *testing.T, r *Rules, a *Assigned, months [][2]figures, whole []figures, over bool, today clock.Day) string {
	t.Helper()
	var shares []Share
	teams := make([][]TeamShare, 2)
	for i, m := range months {
		period := i + 1
		if m[0] == nil { // not accepted yet
			shares = append(shares, Share{Unit: 1, Period: period, State: "draft"})
			for k := range teams {
				teams[k] = append(teams[k], TeamShare{Period: period, State: "draft"})
			}
			continue
		}
		rows := [][]Cell{r.testRow(false, m[0]), r.testRow(false, m[1])}
		var w figures
		if whole != nil {
			w = whole[i]
		}
		sum := r.SumCommune(rows, r.testRow(true, w))
		shares = append(shares, Share{Unit: 1, Period: period, Sum: &sum, Counted: true})
		for k := range teams {
			teams[k] = append(teams[k], TeamShare{Period: period, Row: rows[k], Counted: true})
		}
	}
	res, ok := r.JudgeGiven(a, shares, teams, over, today)
	if !ok {
		return "not known"
	}
	words := fmt.Sprintf("%s %s of %d/%d", res.Code(), res.Value(), res.Counted, res.Expected)
	if res.TeamsTotal > 0 {
		words += fmt.Sprintf(", teams %d+%d/%d", res.TeamsMeeting, res.TeamsFailing, res.TeamsTotal)
	}
	for k := range teams {
		if one, ok := r.JudgeGivenTeam(a, teams[k], over, today); ok {
			words += fmt.Sprintf("; Tổ %d %s %s", k+1, one.Code(), one.Value())
		}
	}
	return words
}

func TestJudgeGiven(t *testing.T) {
	r := rules(t)
	indicator := func(code, value string) *Assigned {
		return &Assigned{Basis: OfIndicator, Ordinal: r.ordinal(code), Slot: -1, Target: target(t, value)}
	}
	count := func(b Basis, code, value string) *Assigned {
		return &Assigned{Basis: b, Ordinal: -1, Slot: r.MeasureByCode(code).Slot, Target: target(t, value)}
	}
	tips := func(a, b Cell) [2]figures {
		return [2]figures{{"tips_via_force": a}, {"tips_via_force": b}}
	}
	total := func(a, b Cell) []figures { return []figures{{"tips_total": a}, {"tips_total": b}} }
	shifts := func(a, b Cell) [2]figures { return [2]figures{{"patrol_shifts": a}, {"patrol_shifts": b}} }
	deeds := func(a, b Cell) [2]figures { return [2]figures{{"good_deeds": a}, {"good_deeds": b}} }
	models := func(a, b Cell) [2]figures { return [2]figures{{"models_working": a}, {"models_working": b}} }
	none := [2]figures{}
	for _, c := range []struct {
		what   string
		a      *Assigned
		months [][2]figures
		whole  []figures
		over   bool
		today  clock.Day
		want   string
	}{
		{"84 of 100", indicator("1.1", "≥ 85 %"), [][2]figures{tips(40, 2), tips(42, 0)}, total(50, 50), true, after, "not_met 84/100 (84 %) of 2/2"},
		{"85 of 100", indicator("1.1", "≥ 85 %"), [][2]figures{tips(40, 3), tips(42, 0)}, total(50, 50), true, after, "met 85/100 (85 %) of 2/2"},
		{"86 of 100", indicator("1.1", "≥ 85 %"), [][2]figures{tips(40, 4), tips(42, 0)}, total(50, 50), true, after, "met 86/100 (86 %) of 2/2"},
		{"exactly a strict 95 %", indicator("4.2", "> 95 %"), [][2]figures{{{"people_info_given": 19}, {}}}, []figures{{"people_info_required": 20}}, true, after, "not_met 19/20 (95 %) of 1/1"},
		{"a month not accepted", indicator("1.1", "≥ 85 %"), [][2]figures{tips(50, 0), none}, total(50, 0), true, after, "unknown 50/50 (100 %) of 1/2"},

		{"one team one short in one period", count(TeamPeriod, "patrol_shifts", "≥ 8"), [][2]figures{shifts(8, 9), shifts(7, 8)}, nil, true, after,
			"not_met 32 of 2/2, teams 3+1/4; Tổ 1 not_met 15; Tổ 2 met 17"},
		{"eight each", count(TeamPeriod, "patrol_shifts", "≥ 8"), [][2]figures{shifts(8, 9), shifts(8, 8)}, nil, true, after, "met 33 of 2/2, teams 4+0/4; Tổ 1 met 16; Tổ 2 met 17"},
		{"the period still runs", count(TeamPeriod, "patrol_shifts", "≥ 8"), [][2]figures{shifts(8, 9), shifts(7, 8)}, nil, false, day("2025-02-01"),
			"in_progress 32 of 2/2, teams 3+0/4; Tổ 1 in_progress 15; Tổ 2 met 17"},
		{"an empty cell", count(TeamPeriod, "patrol_shifts", "≥ 8"), [][2]figures{shifts(8, Empty), shifts(8, 8)}, nil, true, after,
			"unknown 24 of 2/2, teams 3+0/4; Tổ 1 met 16; Tổ 2 unknown 8"},
		{"the phase makes up for a month", count(TeamPhase, "patrol_shifts", "≥ 16"), [][2]figures{shifts(12, 8), shifts(4, 7)}, nil, true, after,
			"not_met 31 of 2/2, teams 1+1/2; Tổ 1 met 16; Tổ 2 not_met 15"},
		{"before the phase ends nobody has failed", count(TeamPhase, "patrol_shifts", "≥ 16"), [][2]figures{shifts(12, 18)}, nil, false, day("2025-01-15"),
			"in_progress 30 of 1/1, teams 1+0/2; Tổ 1 in_progress 12; Tổ 2 met 18"},
		{"a commune's sum has its own row too", count(CommunePhase, "news_items", "≥ 4"), [][2]figures{{{"news_items": 1}, {"news_items": 1}}, {{"news_items": 1}, {}}},
			[]figures{{"news_items": 1}, {}}, true, after, "met 4 of 2/2"},
		{"one less", count(CommunePhase, "news_items", "≥ 5"), [][2]figures{{{"news_items": 1}, {"news_items": 1}}, {{"news_items": 1}, {}}},
			[]figures{{"news_items": 1}, {}}, true, after, "not_met 4 of 2/2"},
		{"an empty whole-commune row lacks nothing of a team's", count(TeamPeriod, "news_items", "≥ 1"), [][2]figures{{{"news_items": 1}, {"news_items": 2}}},
			[]figures{{"news_items": Empty}}, true, after, "met 3 of 1/1, teams 2+0/2; Tổ 1 met 1; Tổ 2 met 2"},

		{"two deeds each", indicator("7.1", "≥ 2"), [][2]figures{deeds(2, 2), deeds(3, 2)}, nil, true, after, "met 9 of 2/2, teams 4+0/4; Tổ 1 met 5; Tổ 2 met 4"},
		{"one is enough for the plan only", indicator("7.1", "≥ 2"), [][2]figures{deeds(2, 1), deeds(3, 2)}, nil, true, after, "not_met 8 of 2/2, teams 3+1/4; Tổ 1 met 5; Tổ 2 not_met 3"},
		{"two models at the end", indicator("2.1", "≥ 2"), [][2]figures{models(0, 0), models(1, 2)}, []figures{{"models_working": 3}, {"models_working": 2}}, true, after,
			"met 2 of 1/1; Tổ 1 not_met 1; Tổ 2 met 2"},
		{"a model lost, the phase over", indicator("2.1", "≥ 2"), [][2]figures{models(2, 2), models(1, 2)}, []figures{{"models_working": 2}, {"models_working": 1}}, true, after,
			"not_met 1 of 1/1; Tổ 1 not_met 1; Tổ 2 met 2"},
		{"a model lost, the phase running", indicator("2.1", "≥ 2"), [][2]figures{models(2, 2), models(1, 2)}, []figures{{"models_working": 2}, {"models_working": 1}}, false, day("2025-01-15"),
			"in_progress 1 of 1/1; Tổ 1 in_progress 1; Tổ 2 met 2"},
	} {
		if got := givenWords(t, r, c.a, c.months, c.whole, c.over, c.today); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.what, got, c.want)
		}
	}
	if r.ByTeams(indicator("1.1", "≥ 85 %")) || r.ByTeams(indicator("2.1", "≥ 2")) || !r.ByTeams(indicator("7.1", "≥ 2")) || !r.ByTeams(count(TeamPhase, "patrol_shifts", "≥ 1")) {
		t.Error("which targets need the teams' rows")
	}
	// The plan's own verdict is not touched by what a district asks.
	sum := r.SumCommune([][]Cell{r.testRow(false, figures{"good_deeds": 1})}, r.testRow(true, nil))
	shares := []Share{{Unit: 1, Period: 1, Sum: &sum, Counted: true}}
	if res := r.Judge(r.ordinal("7.1"), shares, after); res.Verdict != Met || res.Target.String() != "≥ 1" || res.Target.SetBy != PlanTarget {
		t.Errorf("the plan's 7.1: %s %s", res.Words(), res.Target)
	}
}
