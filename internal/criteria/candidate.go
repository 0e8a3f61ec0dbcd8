package criteria

import (
	"context"
	"encoding/json"
	"slices"

	"thidua/internal/award"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
)

// Ask says whose facts are wanted: of Teams and of the members whose last
// service is in them, and of Persons wherever they serve. Subject "" is both.
type Ask struct {
	Form    award.Form
	Phase   plan.LivePhase // the occasion
	Subject award.Subject
	Teams   []org.UnitID
	Persons []roster.PersonID
	// Deedless leaves the deeds unread, five thousand at the campaign's end:
	// right where no criterion asks for any.
	Deedless bool
}

// AskWithin asks for all teams in force today below a unit.
func AskWithin(w report.World, f award.Form, phase plan.LivePhase, s award.Subject, under org.UnitID) Ask {
	return Ask{Form: f, Phase: phase, Subject: s, Teams: w.Tree.Teams(under, w.Day)}
}

// Basis is what a phase's review is judged by today; see award.Basis.
func Basis(w report.World, phase plan.LivePhase, toDate bool) award.Basis {
	return award.Basis{Live: w.Plan, Phase: phase.Code, Today: w.Day, ToDate: toDate}
}

// ProposingUnit is the unit that nominates a team's people for a form: the
// commune for Giấy khen, for Bằng khen the level the plan names on the day.
func ProposingUnit(w report.World, f award.Form, team org.UnitID) org.UnitID {
	day := lastDay(w, team)
	level := org.Commune
	if f == award.BangKhen {
		if l, ok := award.Proposer(w.Plan.Rules.Def, f, w.Day); ok && l == plan.LevelDistrict {
			level = org.District
		}
	}
	return w.Tree.Ancestor(team, level, day)
}

// Candidates are the facts asked for, teams first in the order given, then
// members by team, position's rank and name: six statements whatever the
// number. The caller has checked the right to figures and rosters.
func (s *Service) Candidates(ctx context.Context, q pg.Querier, w report.World, ask Ask) ([]award.Candidate, error) {
	careers, err := roster.Careers(ctx, q, ask.Teams, ask.Persons)
	if err != nil {
		return nil, err
	}
	g := gathered{w: w, ask: ask, careers: careers}
	g.teams()
	parts, err := s.Reports.TeamParts(ctx, q, w, g.all)
	if err != nil {
		return nil, err
	}
	g.book = bookOf(w, parts)
	if !ask.Deedless {
		deeds, err := register.Credited(ctx, q, g.all, g.persons)
		if err != nil {
			return nil, err
		}
		g.credit(deeds)
	}
	if g.cases, err = casesOf(ctx, q, g.all, g.persons); err != nil {
		return nil, err
	}
	if g.scores, err = scoresOf(ctx, q, ask, g.all, g.persons); err != nil {
		return nil, err
	}
	if s.Held != nil {
		if g.held, err = s.Held(ctx, q, w.Plan, some(g.all), some(g.persons)); err != nil {
			return nil, err
		}
	}
	return g.candidates(), nil
}

// gathered is what candidates are put together from.
type gathered struct {
	w       report.World
	ask     Ask
	careers []roster.Career
	all     []org.UnitID // asked for, and others their people served in
	persons []roster.PersonID
	book    award.Book
	ofTeam  map[org.UnitID][]register.Deed
	ofOne   map[roster.PersonID][]register.Deed
	cases   []caseRow
	scores  map[scoreKey]*award.Score
	held    []Holding
}

func (g *gathered) teams() {
	g.all = slices.Clone(g.ask.Teams)
	for i := range g.careers {
		g.persons = append(g.persons, g.careers[i].Person)
		for _, s := range g.careers[i].Spells {
			g.all = append(g.all, s.Team)
		}
	}
	slices.Sort(g.all)
	g.all = slices.Compact(g.all)
}

func (g *gathered) credit(deeds []register.Deed) {
	g.ofTeam, g.ofOne = map[org.UnitID][]register.Deed{}, map[roster.PersonID][]register.Deed{}
	for _, d := range deeds {
		g.ofTeam[d.Team] = append(g.ofTeam[d.Team], d)
		for _, p := range d.Members {
			g.ofOne[p] = append(g.ofOne[p], d)
		}
	}
}

// bookOf names the parts as outcomes print them.
func bookOf(w report.World, parts []report.TeamPart) award.Book {
	b := award.Book{}
	for _, p := range parts {
		end := w.Plan.Periods[p.Own.Period].End
		b[p.Team] = append(b[p.Team], award.Month{Team: p.Team, TeamName: w.Tree.Name(p.Team, end).Full(), Commune: p.Commune, CommuneName: w.Tree.Name(p.Commune, end).Full(),
			Own: p.Own, Whole: p.Whole, Report: p.Report, SubmittedOn: p.SubmittedOn})
	}
	return b
}

func (g *gathered) candidates() []award.Candidate {
	spells := map[org.UnitID][]roster.Spell{}
	serving := map[org.UnitID][]*roster.Career{}
	members := map[org.UnitID][]*roster.Career{} // by last team
	for i := range g.careers {
		c := &g.careers[i]
		for _, s := range c.Spells {
			spells[s.Team] = append(spells[s.Team], s)
			if s.Serves(g.w.Day) {
				serving[s.Team] = append(serving[s.Team], c)
			}
		}
		members[c.Last().Team] = append(members[c.Last().Team], c)
	}
	var out []award.Candidate
	if g.ask.Subject != award.Member {
		for _, t := range g.ask.Teams {
			out = append(out, g.team(t, spells[t], serving[t]))
		}
	}
	if g.ask.Subject == award.Team {
		return out
	}
	seen := map[roster.PersonID]bool{}
	for _, t := range g.ask.Teams {
		list := members[t]
		slices.SortStableFunc(list, byRank)
		for _, c := range list {
			seen[c.Person] = true
			out = append(out, g.member(c, len(serving[t])))
		}
	}
	for i := range g.careers {
		if c := &g.careers[i]; slices.Contains(g.ask.Persons, c.Person) && !seen[c.Person] {
			out = append(out, g.member(c, len(serving[c.Last().Team])))
		}
	}
	return out
}

func byRank(a, b *roster.Career) int {
	return slices.Index(roster.Positions, a.Last().Position) - slices.Index(roster.Positions, b.Last().Position)
}

func (g *gathered) team(t org.UnitID, spells []roster.Spell, serving []*roster.Career) award.Candidate {
	u, _ := g.w.Tree.Unit(t)
	c := award.Candidate{Size: len(serving)}
	for _, m := range serving {
		if m.Gender == roster.Female {
			c.Women++
		}
	}
	c.Facts = award.Facts{Subject: award.Team, Team: t, Name: g.w.Tree.Name(t, lastDay(g.w, t)).Full(), Months: g.book[t], Spells: spells, Formed: u.During,
		Deeds: g.ofTeam[t], Score: g.scores[scoreKey{award.Team, int64(t)}]}
	g.whose(&c)
	return c
}

func (g *gathered) member(m *roster.Career, size int) award.Candidate {
	last := m.Last()
	c := award.Candidate{Size: size, Gender: m.Gender, Birth: m.Birth, Position: last.Position}
	c.Facts = award.Facts{Subject: award.Member, Team: last.Team, Person: m.Person, Name: m.Name, Months: g.book.Served(m.Spells, g.w.Plan), Spells: m.Spells,
		Deeds: g.ofOne[m.Person], Score: g.scores[scoreKey{award.Member, int64(m.Person)}]}
	g.whose(&c)
	return c
}

// whose adds what is kept by subject, and the unit that proposes.
func (g *gathered) whose(c *award.Candidate) {
	for _, x := range g.cases {
		if x.Subject == c.Subject && (x.Subject == award.Team && org.UnitID(x.subject()) == c.Team || x.Subject == award.Member && roster.PersonID(x.subject()) == c.Person) {
			c.Cases = append(c.Cases, x.Case())
		}
	}
	for _, h := range g.held {
		if h.Subject == c.Subject && (h.Subject == award.Team && h.Team == c.Team || h.Subject == award.Member && h.Person == c.Person) {
			c.Held = append(c.Held, h.Held)
		}
	}
	c.Unit = ProposingUnit(g.w, g.ask.Form, c.Team)
	c.UnitName = g.w.Tree.Name(c.Unit, g.w.Day).Full()
}

type scoreKey struct {
	subject award.Subject
	id      int64
}

const sqlScores = `SELECT subject, subject_id, points, deductions FROM award_score WHERE phase_id = $1 AND form = $2
 AND (subject = 'team' AND subject_id = ANY ($3::bigint[]) OR subject = 'member' AND subject_id = ANY ($4::bigint[]))`

func scoresOf(ctx context.Context, q pg.Querier, ask Ask, teams []org.UnitID, persons []roster.PersonID) (map[scoreKey]*award.Score, error) {
	list, err := pg.List[struct {
		Subject    award.Subject   `db:"subject"`
		ID         int64           `db:"subject_id"`
		Points     json.RawMessage `db:"points"`
		Deductions json.RawMessage `db:"deductions"`
	}](ctx, q, sqlScores, ask.Phase.ID, ask.Form, some(teams), some(persons))
	if err != nil {
		return nil, err
	}
	out := make(map[scoreKey]*award.Score, len(list))
	for _, x := range list {
		sc := &award.Score{}
		if err := json.Unmarshal(x.Points, &sc.Points); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(x.Deductions, &sc.Deductions); err != nil {
			return nil, err
		}
		out[scoreKey{x.Subject, x.ID}] = sc
	}
	return out, nil
}

// some is the list, never nil: ANY of NULL is not false.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
