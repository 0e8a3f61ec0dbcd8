package award

import (
	"cmp"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/roster"
)

// Candidate is a subject with what lists group and order it by.
type Candidate struct {
	Facts
	Unit     org.UnitID // that proposes: the district, or the commune after it
	UnitName string
	Size     int // members of the team (the member's team)
	Women    int // of a team: how many of them are women
	Gender   roster.Gender
	Birth    *clock.Day // of a member, where known
	Position roster.Position
}

// favoured tells whether the law's tie-break speaks for the candidate: a
// woman, or a team of which at least 70 % are women (Nghị định 152/2025, Điều
// 4; Luật TĐKT, Điều 5).
func (c *Candidate) favoured() bool {
	if c.Subject == Member {
		return c.Gender == roster.Female
	}
	return c.Size > 0 && 100*c.Women >= 70*c.Size
}

// Judged is a candidate judged by criteria.
type Judged struct {
	Candidate   *Candidate
	Eligibility Eligibility
	Tally       plan.Tally
	Points      int  // verified total; 0 without a point sheet
	Rank        int  // from 1 among those that qualify; 0 for others
	Tied        bool // shares its rank
	Place       Place
}

// Place is where a qualifying candidate stands to its unit's cap.
type Place string

// Within the cap, over it, or tied across it: then the unit has to choose.
const (
	NoPlace Place = ""
	Within  Place = "within"
	AtEdge  Place = "edge"
	OverIt  Place = "over"
)

// before orders qualifying candidates: plan.Standing over the span rewarded,
// then more verified points, and among equals the law's tie-break. 0 is a tie.
func (j *Judged) before(o *Judged) int {
	favoured := func(x *Judged) int {
		if x.Candidate.favoured() {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(j.Tally.NotMet, o.Tally.NotMet), cmp.Compare(j.Tally.Unknown, o.Tally.Unknown),
		cmp.Compare(o.Points, j.Points), cmp.Compare(favoured(j), favoured(o)))
}

// rankAll ranks those that qualify among all and lists them best first; ties
// share a rank: 1, 1, 3. Others keep rank 0.
func rankAll(list []*Judged) []*Judged {
	var in []*Judged
	for _, j := range list {
		if j.Eligibility.Qualifies() {
			in = append(in, j)
		}
	}
	slices.SortStableFunc(in, (*Judged).before)
	for i, j := range in {
		j.Rank, j.Tied = i+1, false
		if i > 0 && in[i-1].before(j) == 0 {
			j.Rank, j.Tied, in[i-1].Tied = in[i-1].Rank, true, true
		}
	}
	return in
}

// Allowance is a unit's cap and what asks for it.
type Allowance struct {
	Unit      org.UnitID
	UnitName  string
	Subjects  int // of the cap's kind in the unit, judged or not
	Qualified int
	Most      int // meaningful where Bound
	Bound     bool
}

// capped places those that qualify, best first, against their unit's cap. A
// tie across the edge is nobody's before the other: all of it is AtEdge.
func capped(k *Cap, ranked []*Judged, units []*Allowance) {
	for _, u := range units {
		u.Most, u.Bound = k.Of(u.Subjects)
		var own []*Judged
		for _, j := range ranked {
			if j.Candidate.Unit == u.Unit {
				own = append(own, j)
			}
		}
		u.Qualified = len(own)
		for i, j := range own {
			j.Place = Within
			if u.Bound && i >= u.Most {
				j.Place = OverIt
			}
		}
		if !u.Bound || u.Most >= len(own) || u.Most == 0 || own[u.Most-1].before(own[u.Most]) != 0 {
			continue
		}
		for _, j := range own {
			if j.before(own[u.Most]) == 0 {
				j.Place = AtEdge
			}
		}
	}
}
