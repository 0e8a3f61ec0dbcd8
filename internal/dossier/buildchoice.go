package dossier

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/roster"
)

// Choice is a team or member a unit may put forward.
type Choice struct {
	*award.Judged // Eligibility is of no criteria where HasGuide is false
	HasGuide      bool
	Taken         string // where it is put forward already, for this phase
}

// Choices are a unit's teams, or their members, for a form, or those of one
// commune of it (0: all): those that qualify best first, then the others.
func (s *Service) Choices(ctx context.Context, q pg.Querier, w report.World, r *Row, commune org.UnitID, subject award.Subject) ([]Choice, error) {
	under := r.UnitID
	if slices.Contains(w.Tree.Communes(r.UnitID, w.Day), commune) {
		under = commune
	}
	l := &looking{w: w, r: r}
	l.phase, _ = w.Plan.Phase(r.PhaseID)
	var err error
	if l.guide, l.has, err = criteria.IssuedGuide(ctx, q, w.Plan, r.PhaseID); err != nil {
		return nil, err
	}
	found, err := s.Criteria.Candidates(ctx, q, w, criteria.AskWithin(w, r.Form, l.phase, subject, under))
	if err != nil {
		return nil, err
	}
	taken, err := l.taken(ctx, q, found)
	if err != nil {
		return nil, err
	}
	c, has := l.criteria(subject)
	if !has {
		c = award.Criteria{Form: r.Form, Subject: subject, Span: l.span(subject, l.phase)}
	}
	sim := award.Simulate(criteria.Basis(w, l.phase, false), c, found)
	var out []Choice
	for _, j := range slices.Concat(sim.Ranked, sim.Others) {
		x := Choice{Judged: j, HasGuide: has, Taken: taken[subjectKey{subject, subjectID(j.Candidate)}]}
		if subject == award.Member && x.Candidate.Unit != r.UnitID {
			continue
		}
		out = append(out, x)
	}
	return out, nil
}

func subjectID(c *award.Candidate) int64 {
	if c.Subject == award.Member {
		return int64(c.Person)
	}
	return int64(c.Team)
}

// taken says of which subjects the phase has an active nomination.
func (l *looking) taken(ctx context.Context, q pg.Querier, list []award.Candidate) (map[subjectKey]string, error) {
	teams, persons := []org.UnitID{}, []roster.PersonID{}
	for i := range list {
		if c := &list[i]; c.Subject == award.Team {
			teams = append(teams, c.Team)
		} else {
			persons = append(persons, c.Person)
		}
	}
	rows, err := pg.List[activeRow](ctx, q, sqlActive, l.w.Plan.CampaignID, teams, persons, []org.UnitID{})
	out := map[subjectKey]string{}
	for i := range rows {
		a := &rows[i]
		if a.PhaseID != l.r.PhaseID {
			continue
		}
		k := subjectKey{a.Subject, int64(a.Team)}
		if a.Subject == award.Member {
			k.id = int64(a.Person)
		}
		out[k] = fmt.Sprintf("Đã đề nghị %s, hồ sơ số %d của %s", a.Form.Label(), a.No, l.name(a.Unit))
	}
	return out, err
}
