package award

import (
	"fmt"
	"slices"

	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/roster"
)

// Count is how candidates of a group fare. Chosen are those that qualify
// within their unit's cap.
type Count struct{ Total, Qualified, Failed, Unknown, Chosen int }

func (n *Count) see(j *Judged) {
	n.Total++
	switch j.Eligibility.Verdict() {
	case plan.Met:
		n.Qualified++
	case plan.NotMet:
		n.Failed++
	default:
		n.Unknown++
	}
	if j.Place == Within {
		n.Chosen++
	}
}

// Group is a count under a label.
type Group struct {
	Label string
	Unit  org.UnitID // where the group is a unit
	Count
}

// Blame is what a criterion costs: how many fail by it, and how many by it
// alone.
type Blame struct {
	Key               Key
	Fail, Only, Wants int // Wants: lacks figures for it
}

// Simulation is what a draft of criteria would give.
type Simulation struct {
	Criteria Criteria
	Ranked   []*Judged // those that qualify, best first
	Others   []*Judged // in the order given
	All      Count
	ByUnit   []Group
	BySize   []Group // teams by members; members by their team's
	ByGender []Group // members by gender; teams by 70 % women or not
	ByPlace  []Group // members by position; of teams none
	ByPast   []Group // rewarded in this campaign already, or not
	Units    []Allowance
	Blames   []Blame // in the criteria's order
	// Women and People are those that qualify: members, or members of teams.
	Women, People int
}

// Simulate judges candidates of one subject by a draft: who would qualify, by
// which groups, in which order, against which caps. What is overridden counts
// for nothing here: criteria are tried before anyone is nominated.
func Simulate(b Basis, c Criteria, candidates []Candidate) *Simulation {
	s, k := &Simulation{Criteria: c}, open(b, c)
	var all []*Judged
	for i := range candidates {
		x := &candidates[i]
		if x.Subject != c.Subject {
			continue
		}
		j := &Judged{Candidate: x, Eligibility: k.judge(x.Facts)}
		j.Tally = plan.TallyOf(j.Eligibility.Results)
		if c.Sheet != nil {
			j.Points, _, _ = x.Score.Bounds(c.Sheet)
		}
		all = append(all, j)
	}
	s.Ranked = rankAll(all)
	units := allowances(all)
	capped(c.Cap, s.Ranked, units)
	for _, u := range units {
		s.Units = append(s.Units, *u)
	}
	s.count(all)
	return s
}

func allowances(all []*Judged) []*Allowance {
	var out []*Allowance
	for _, j := range all {
		i := slices.IndexFunc(out, func(u *Allowance) bool { return u.Unit == j.Candidate.Unit })
		if i < 0 {
			i = len(out)
			out = append(out, &Allowance{Unit: j.Candidate.Unit, UnitName: j.Candidate.UnitName})
		}
		out[i].Subjects++
	}
	return out
}

func (s *Simulation) count(all []*Judged) {
	for _, k := range s.Criteria.Keys() {
		s.Blames = append(s.Blames, Blame{Key: k})
	}
	for _, j := range all {
		s.All.see(j)
		x := j.Candidate
		add(&s.ByUnit, x.UnitName, x.Unit, j)
		add(&s.BySize, sizeLabel(x.Size), 0, j)
		add(&s.ByGender, genderLabel(x), 0, j)
		if x.Subject == Member {
			add(&s.ByPlace, x.Position.Label(), 0, j)
		}
		past := "Chưa được khen trong phong trào"
		if slices.ContainsFunc(x.Held, func(h Held) bool { return !h.Revoked }) {
			past = "Đã được khen trong phong trào"
		}
		add(&s.ByPast, past, 0, j)
		failing, unknown := j.Eligibility.Open()
		for _, o := range failing {
			b := s.blame(o.Key)
			b.Fail++
			if len(failing)+len(unknown) == 1 {
				b.Only++
			}
		}
		for _, o := range unknown {
			s.blame(o.Key).Wants++
		}
		switch {
		case j.Rank == 0:
			s.Others = append(s.Others, j)
		case x.Subject == Team:
			s.Women, s.People = s.Women+x.Women, s.People+x.Size
		default:
			s.People++
			if x.Gender == roster.Female {
				s.Women++
			}
		}
	}
	order := func(labels ...string) func(a, b Group) int {
		return func(a, b Group) int { return slices.Index(labels, a.Label) - slices.Index(labels, b.Label) }
	}
	slices.SortFunc(s.BySize, order(sizeLabels...))
	slices.SortFunc(s.ByGender, order(genderLabels...))
	slices.SortFunc(s.ByPlace, order(roster.Head.Label(), roster.Deputy.Label(), roster.Plain.Label()))
	slices.SortFunc(s.ByPast, order("Chưa được khen trong phong trào", "Đã được khen trong phong trào"))
}

func (s *Simulation) blame(k Key) *Blame {
	for i := range s.Blames {
		if s.Blames[i].Key == k {
			return &s.Blames[i]
		}
	}
	s.Blames = append(s.Blames, Blame{Key: k})
	return &s.Blames[len(s.Blames)-1]
}

func add(groups *[]Group, label string, unit org.UnitID, j *Judged) {
	i := slices.IndexFunc(*groups, func(g Group) bool { return g.Label == label && g.Unit == unit })
	if i < 0 {
		i = len(*groups)
		*groups = append(*groups, Group{Label: label, Unit: unit})
	}
	(*groups)[i].see(j)
}

var (
	sizeLabels   = []string{"Đến 3 thành viên", "4–5 thành viên", "Từ 6 thành viên"}
	genderLabels = []string{"Nữ", "Nam", "Từ 70 % nữ", "Dưới 70 % nữ"}
)

func sizeLabel(n int) string {
	switch {
	case n <= 3:
		return sizeLabels[0]
	case n <= 5:
		return sizeLabels[1]
	}
	return sizeLabels[2]
}

func genderLabel(c *Candidate) string {
	switch {
	case c.Subject == Member:
		return c.Gender.Label()
	case c.favoured():
		return genderLabels[2]
	}
	return genderLabels[3]
}

// Difference is who a change of criteria lets in and who it leaves out.
type Difference struct{ Gained, Lost []*Judged }

// Against compares with an earlier simulation over the same candidates:
// Gained are of s, Lost of the earlier one.
func (s *Simulation) Against(was *Simulation) Difference {
	id := func(j *Judged) string { return fmt.Sprint(j.Candidate.Subject, j.Candidate.Team, j.Candidate.Person) }
	only := func(list, without []*Judged) []*Judged {
		seen := map[string]bool{}
		for _, j := range without {
			seen[id(j)] = true
		}
		var out []*Judged
		for _, j := range list {
			if !seen[id(j)] {
				out = append(out, j)
			}
		}
		return out
	}
	return Difference{Gained: only(s.Ranked, was.Ranked), Lost: only(was.Ranked, s.Ranked)}
}
