package plan

import (
	"slices"
	"testing"
)

func TestTeams(t *testing.T) {
	r := rules(t)
	teams := [][]Cell{
		r.testRow(false, figures{"incidents_attended": 2, "incidents_total": 2, "members": 4, "patrolled": 4}),
		r.testRow(false, figures{"incidents_attended": 1, "incidents_total": 2, "members": 4, "patrolled": 3}),
		r.testRow(false, figures{"members": 3, "patrolled": Empty}),
	}
	s := r.SumCommune(teams, r.testRow(true, nil))
	share := []Share{{Unit: 1, Period: 2, Sum: &s, Counted: true}}
	res := r.Judge(r.ordinal("1.2"), share, after)
	if res.TeamsMeeting != 1 || res.TeamsFailing != 1 || res.TeamsTotal != 3 {
		t.Errorf("1.2: teams %d/%d/%d; the one for which nothing arose is in neither", res.TeamsMeeting, res.TeamsFailing, res.TeamsTotal)
	}
	// A certain shortfall in a complete row is enough, though a cell is empty.
	if res = r.Judge(r.ordinal("6.1"), share, after); res.Verdict != NotMet || !res.Provisional || res.Num != 7 || res.Den != 11 {
		t.Errorf("6.1: %s %s", res.Verdict, res.Value())
	}
	if res = r.Judge(r.ordinal("1.1"), share, after); res.TeamsTotal != 0 {
		t.Error("1.1 is not judged for teams")
	}

	if _, ok := r.JudgeTeam(r.ordinal("1.1"), nil, after); ok {
		t.Error("1.1 is not judged for a team")
	}
	for _, c := range []struct {
		code string
		rows []TeamShare
		want Verdict
	}{
		{"1.2", []TeamShare{{0, teams[0], true, ""}}, Met},
		{"1.2", []TeamShare{{0, teams[1], true, ""}}, NotMet},
		{"1.2", []TeamShare{{0, teams[2], true, ""}}, NoneArose},
		{"1.2", []TeamShare{{0, teams[0], true, ""}, {1, teams[1], true, ""}}, NotMet},
		{"1.2", []TeamShare{{0, teams[0], true, ""}, {1, teams[2], true, ""}}, Met},
		{"1.2", []TeamShare{{0, teams[0], true, ""}, {1, nil, false, "draft"}}, Unknown},
		{"6.1", []TeamShare{{0, teams[1], true, ""}, {1, teams[0], true, ""}}, NotMet}, // a bad month is not hidden by a good one
		{"6.1", []TeamShare{{0, teams[0], true, ""}, {1, teams[2], true, ""}}, Unknown},
		{"7.1", []TeamShare{{0, teams[0], true, ""}}, NotMet},
		{"4.1", []TeamShare{{0, teams[0], true, ""}, {1, teams[0], true, ""}}, Met},
		{"4.1", nil, Unknown},
	} {
		if res, ok := r.JudgeTeam(r.ordinal(c.code), c.rows, after); !ok || res.Verdict != c.want {
			t.Errorf("%s over %d rows: %s; want %s", c.code, len(c.rows), res.Verdict, c.want)
		}
	}
	rows := []TeamShare{{0, nil, false, "draft"}, {1, teams[2], true, ""}}
	items := r.TeamMissing(r.ordinal("6.1"), rows)
	if want := []MissingItem{{Period: 0, State: "draft", Slot: -1}, {Period: 1, Slot: 11, Cells: 1}}; !slices.Equal(items, want) {
		t.Errorf("missing %+v", items)
	}
	if items = r.TeamMissing(r.ordinal("2.1"), rows); len(items) != 0 { // a stock: the last period alone
		t.Errorf("missing %+v", items)
	}
}
