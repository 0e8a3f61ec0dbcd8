package award

import (
	"fmt"
	"testing"

	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/roster"
)

// names of the ranked: "1 A, 2= B, 2= C (edge)".
func ranking(s *Simulation) string {
	out := ""
	for _, j := range s.Ranked {
		tie := ""
		if j.Tied {
			tie = "="
		}
		out += fmt.Sprintf("%d%s %s %s; ", j.Rank, tie, j.Candidate.Name, j.Place)
	}
	return out
}

func teamCandidate(l *plan.Live, id org.UnitID, name string, unit org.UnitID, size, women int, given ...Month) Candidate {
	f := Facts{Subject: Team, Team: id, Name: name, Months: year(l, id, given...), Formed: span("2024-07-01", "")}
	return Candidate{Facts: f, Unit: unit, UnitName: fmt.Sprintf("huyện %d", unit), Size: size, Women: women}
}

func TestRankingByStandingThenTheLaw(t *testing.T) {
	l := live(t)
	b := Basis{Live: l, Phase: "dot-1", Today: after}
	c := one(l, Team, "1.2", "dot-1")
	bad := func(id org.UnitID, cells figures) Month { return month(l, id, 0, cells) }
	list := []Candidate{
		teamCandidate(l, 1, "A", 1, 10, 6),                                                          // all met, 60 % women
		teamCandidate(l, 2, "B", 1, 10, 7),                                                          // all met, 70 % women
		teamCandidate(l, 3, "C", 1, 10, 6),                                                          // as A
		teamCandidate(l, 4, "D", 1, 10, 10, bad(4, figures{"reoffences": 1})),                       // one not met
		teamCandidate(l, 5, "E", 2, 3, 2, bad(5, figures{"reoffences": -1})),                        // one unknown
		teamCandidate(l, 6, "F", 2, 4, 0, bad(6, figures{"incidents_attended": 1})),                 // does not qualify
		teamCandidate(l, 7, "G", 2, 6, 0, absent(l, 7, 0, "returned")),                              // unknown
		teamCandidate(l, 8, "H", 2, 0, 0, bad(8, figures{"reoffences": 1, "weapons_cases": 1})),     // two not met
		{Facts: Facts{Subject: Member, Person: 9, Name: "not asked"}, Unit: 1, Gender: roster.Male}, // another subject
	}
	list[7].Held = []Held{{Form: GiayKhen, Phase: "dot-1"}}
	s := Simulate(b, c, list)
	// In đợt 1 each month not met elsewhere costs; the campaign's 2.1 is met.
	same(t, "ranking", ranking(s), "1 B within; 2= A within; 2= C within; 4 E within; 5 D within; 6 H within; ")
	same(t, "all", fmt.Sprintf("%+v", s.All), "{Total:8 Qualified:6 Failed:1 Unknown:1 Chosen:6}")
	same(t, "units", fmt.Sprintf("%+v", s.ByUnit), "[{Label:huyện 1 Unit:1 Count:{Total:4 Qualified:4 Failed:0 Unknown:0 Chosen:4}} {Label:huyện 2 Unit:2 Count:{Total:4 Qualified:2 Failed:1 Unknown:1 Chosen:2}}]")
	same(t, "sizes", fmt.Sprintf("%+v", s.BySize), "[{Label:Đến 3 thành viên Unit:0 Count:{Total:2 Qualified:2 Failed:0 Unknown:0 Chosen:2}} {Label:4–5 thành viên Unit:0 Count:{Total:1 Qualified:0 Failed:1 Unknown:0 Chosen:0}} {Label:Từ 6 thành viên Unit:0 Count:{Total:5 Qualified:4 Failed:0 Unknown:1 Chosen:4}}]")
	same(t, "women", fmt.Sprintf("%d/%d %+v", s.Women, s.People, s.ByGender), "31/43 [{Label:Từ 70 % nữ Unit:0 Count:{Total:2 Qualified:2 Failed:0 Unknown:0 Chosen:2}} {Label:Dưới 70 % nữ Unit:0 Count:{Total:6 Qualified:4 Failed:1 Unknown:1 Chosen:4}}]")
	same(t, "past", fmt.Sprintf("%+v", s.ByPast), "[{Label:Chưa được khen trong phong trào Unit:0 Count:{Total:7 Qualified:5 Failed:1 Unknown:1 Chosen:5}} {Label:Đã được khen trong phong trào Unit:0 Count:{Total:1 Qualified:1 Failed:0 Unknown:0 Chosen:1}}]")
	same(t, "blames", fmt.Sprintf("%+v", s.Blames), "[{Key:verdict:1:dot-1 Fail:1 Only:1 Wants:1} {Key:pending Fail:0 Only:0 Wants:0}]")
	same(t, "others", s.Others[0].Candidate.Name+s.Others[1].Candidate.Name, "FG")

	// 25 % of four teams is one: B alone. 50 % are two: A and C tie across the edge.
	c.Cap = &Cap{Percent: 25}
	same(t, "one of four", ranking(Simulate(b, c, list)), "1 B within; 2= A over; 2= C over; 4 E within; 5 D over; 6 H over; ")
	c.Cap = &Cap{Percent: 50}
	edge := Simulate(b, c, list)
	same(t, "a tie across the edge", ranking(edge), "1 B within; 2= A edge; 2= C edge; 4 E within; 5 D over; 6 H within; ")
	same(t, "allowances", fmt.Sprintf("%+v", edge.Units), "[{Unit:1 UnitName:huyện 1 Subjects:4 Qualified:4 Most:2 Bound:true} {Unit:2 UnitName:huyện 2 Subjects:4 Qualified:2 Most:2 Bound:true}]")
	c.Cap = &Cap{Percent: 20}
	same(t, "a share of nothing", ranking(Simulate(b, c, list)), "1 B over; 2= A over; 2= C over; 4 E over; 5 D over; 6 H over; ")

	// A stricter draft loses D, E and H.
	c.Cap = nil
	c.Verdicts = append(c.Verdicts, Required{ordinal(l, "5.1"), "dot-1"})
	strict := Simulate(b, c, list)
	diff := strict.Against(s)
	names := ""
	for _, j := range diff.Lost {
		names += j.Candidate.Name
	}
	same(t, "lost", fmt.Sprint(names, len(diff.Gained)), "EDH0")
	same(t, "gained back", fmt.Sprint(len(s.Against(strict).Gained)), "3")
}

func TestMembersTie(t *testing.T) {
	l := live(t)
	book := Book{1: year(l, 1)}
	one := func(p roster.PersonID, name string, g roster.Gender, points int) Candidate {
		f := member(l, book, spell(1, "2024-07-01", ""))
		f.Person, f.Name = p, name
		f.Score = &Score{Points: map[string]Points{"A": {Verified: &points}}}
		return Candidate{Facts: f, Unit: 1, Size: 4, Gender: g, Position: roster.Plain}
	}
	c := Criteria{Form: GiayKhen, Subject: Member, Span: "dot-1", Sheet: &Sheet{Items: []Item{{"A", "Việc", 100}}, Least: 50}}
	list := []Candidate{one(1, "Nam 80", roster.Male, 80), one(2, "Nữ 70", roster.Female, 70), one(3, "Nữ 80", roster.Female, 80), one(4, "Nam 49", roster.Male, 49)}
	list[0].Position = roster.Head
	s := Simulate(Basis{Live: l, Phase: "dot-1", Today: after}, c, list)
	same(t, "points, then a woman", ranking(s), "1 Nữ 80 within; 2 Nam 80 within; 3 Nữ 70 within; ")
	same(t, "positions", fmt.Sprintf("%+v", s.ByPlace), "[{Label:Tổ trưởng Unit:0 Count:{Total:1 Qualified:1 Failed:0 Unknown:0 Chosen:1}} {Label:Tổ viên Unit:0 Count:{Total:3 Qualified:2 Failed:1 Unknown:0 Chosen:2}}]")
	same(t, "women", fmt.Sprintf("%d/%d", s.Women, s.People), "2/3")
}

func TestFavoured(t *testing.T) {
	for _, c := range []struct {
		size, women int
		want        bool
	}{{10, 7, true}, {10, 6, false}, {3, 2, false}, {3, 3, true}, {0, 0, false}, {13, 9, false}, {7, 5, true}} {
		x := Candidate{Facts: Facts{Subject: Team}, Size: c.size, Women: c.women}
		if x.favoured() != c.want {
			t.Errorf("%d of %d", c.women, c.size)
		}
	}
}
