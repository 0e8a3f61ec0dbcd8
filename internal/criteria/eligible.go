package criteria

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
)

// Eligible judges a candidate by a guide; false where the guide has no
// criteria for the form and such a subject.
func (s *Service) Eligible(_ context.Context, _ pg.Querier, w report.World, g Guide, f award.Form, c award.Candidate) (award.Eligibility, bool) {
	want, ok := g.For(f, c.Subject)
	if !ok {
		return award.Eligibility{}, false
	}
	ph, _ := w.Plan.Phase(g.PhaseID)
	return award.Judge(Basis(w, ph, false), want, c.Facts), true
}

// Standing is everybody of a form and subject below a unit, judged and ranked
// by a guide.
type Standing struct {
	Guide    Guide
	Criteria award.Criteria
	*award.Simulation
}

// Standing ranks what lies below a unit of the actor's reach; ok is false
// where the guide has no criteria for the form and subject.
func (s *Service) Standing(ctx context.Context, q pg.Querier, a access.Actor, w report.World, g Guide, f award.Form, sub award.Subject, under org.UnitID) (st *Standing, ok bool, err error) {
	if err := access.Check(a, access.AwardRead, w.Tree.PlaceNow(under, w.Day)); err != nil {
		return nil, false, err
	}
	c, ok := g.For(f, sub)
	if !ok {
		return nil, false, nil
	}
	ph, _ := w.Plan.Phase(g.PhaseID)
	ask := AskWithin(w, f, ph, sub, under)
	ask.Deedless = c.Deeds == nil
	list, err := s.Candidates(ctx, q, w, ask)
	if err != nil {
		return nil, true, err
	}
	st = &Standing{Guide: g, Criteria: c, Simulation: award.Simulate(Basis(w, ph, false), c, list)}
	for _, j := range slices.Concat(st.Ranked, st.Others) {
		Veil(a, &j.Eligibility)
	}
	return st, true, nil
}

// Whom names a team (Person 0) or a member.
type Whom struct {
	Team   org.UnitID
	Person roster.PersonID
}

// Subject is what it is.
func (x Whom) Subject() award.Subject {
	if x.Person != 0 {
		return award.Member
	}
	return award.Team
}

// id is the key of the subject's rows.
func (x Whom) id() int64 {
	if x.Person != 0 {
		return int64(x.Person)
	}
	return int64(x.Team)
}

// Candidate is one team or member the actor may read of.
func (s *Service) Candidate(ctx context.Context, q pg.Querier, a access.Actor, w report.World, f award.Form, phase plan.LivePhase, x Whom) (award.Candidate, error) {
	ask := Ask{Form: f, Phase: phase, Subject: x.Subject()}
	if x.Person != 0 {
		ask.Persons = []roster.PersonID{x.Person}
	} else {
		if u, ok := w.Tree.Unit(x.Team); !ok || u.Level != org.Team {
			return award.Candidate{}, fault.Missing()
		}
		ask.Teams = []org.UnitID{x.Team}
		if err := access.Check(a, access.AwardRead, PlaceOf(w, x.Team)); err != nil {
			return award.Candidate{}, err
		}
	}
	list, err := s.Candidates(ctx, q, w, ask)
	if err != nil {
		return award.Candidate{}, err
	}
	if len(list) != 1 {
		return award.Candidate{}, fault.Missing()
	}
	return list[0], access.Check(a, access.AwardRead, PlaceOf(w, list[0].Team))
}

// PlaceOf is a team's place today, or on its last day.
func PlaceOf(w report.World, team org.UnitID) access.Place {
	return w.Tree.PlaceNow(team, lastDay(w, team))
}

// lastDay is today, or the last day of what is closed.
func lastDay(w report.World, id org.UnitID) clock.Day {
	if u, ok := w.Tree.Unit(id); ok && !u.During.Open() && u.During.LastDay() < w.Day {
		return u.During.LastDay()
	}
	return w.Day
}

// Veil takes the words of cases out of an eligibility for those who may not
// read cases; the verdict stays.
func Veil(a access.Actor, e *award.Eligibility) {
	if a.May(access.CaseRead) {
		return
	}
	for i := range e.Outcomes {
		o := &e.Outcomes[i]
		if o.Key == award.KeyPending && len(o.Figures) > 0 {
			o.Reason, o.Missing, o.Figures = "Có vụ việc chưa cho phép xét khen thưởng", []string{"đơn vị quản lý theo dõi vụ việc"}, nil
		}
	}
}
