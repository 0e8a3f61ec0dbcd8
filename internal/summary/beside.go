package summary

import (
	"context"

	"thidua/internal/launch"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/question"
	"thidua/internal/register"
	"thidua/internal/report"
)

// given judges the targets assigned beside the plan's that bind units below.
func (s *Service) given(ctx context.Context, q pg.Querier, c *compilation) error {
	scope := c.scope()
	var list []report.Binding
	for i := range c.w.Plan.Assigned {
		t := &c.w.Plan.Assigned[i]
		if t.PhaseID != c.ph.ID {
			continue
		}
		b := report.Binding{Target: t}
		for _, u := range t.Units {
			if u.Start < u.Before && scope.Holds(c.w.Tree.Path(u.Unit, c.ph.End)) {
				b.Units = append(b.Units, u)
			}
		}
		if len(b.Units) > 0 {
			list = append(list, b)
		}
	}
	if len(list) == 0 {
		return nil
	}
	held, err := s.Reports.Held(ctx, q, c.w, c.ph.ID, list)
	if err != nil {
		return err
	}
	for i, b := range list {
		g := GivenRef{ID: int64(b.Target.ID), Setter: b.Target.Issuer, Document: b.Target.Document(), Subject: b.Target.Name(c.rules) + " " + b.Target.Short(),
			Level: b.Target.Label(), Units: len(b.Units)}
		for _, h := range held[i] {
			switch {
			case !h.Judged || h.Result.Verdict == plan.Unknown:
				g.Unknown++
			case h.Result.Verdict == plan.Met:
				g.Met++
			case h.Result.Verdict == plan.NotMet:
				g.NotMet++
			default:
				g.None++
			}
		}
		c.f.Given = append(c.f.Given, g)
	}
	return nil
}

// MaxDeeds is how many good deeds a report offers as examples.
const MaxDeeds = 20

// exemplars are the models that count on the phase's last day and the phase's
// deeds recognised by the district's level or above.
func (c *compilation) exemplars(ctx context.Context, q pg.Querier) error {
	communes := c.w.Tree.CommunesWithin(c.scope(), c.ph.End)
	models, err := register.CountedModels(ctx, q, communes, register.CountingOf(c.rules.Def, c.ph.End))
	if err != nil {
		return err
	}
	name := func(u org.UnitID) string { return c.w.Tree.Name(u, c.ph.End).Full() }
	for _, m := range models {
		e := Exemplar{Kind: "model", ID: int64(m.ID), Unit: name(m.Commune), Title: m.Name, Words: m.Effect, By: recognised(m.RecognisedBy, m.RecognisedDoc)}
		if m.RecognisedOn != nil {
			e.Day = *m.RecognisedOn
		}
		c.f.Exemplars = append(c.f.Exemplars, e)
	}
	deeds, err := register.ExemplaryDeeds(ctx, q, c.teams(), c.ph.Start, c.ph.End, MaxDeeds)
	if err != nil {
		return err
	}
	for _, d := range deeds {
		commune := c.w.Tree.Ancestor(d.Team, org.Commune, d.DoneOn)
		c.f.Exemplars = append(c.f.Exemplars, Exemplar{Kind: "deed", ID: int64(d.ID), Unit: name(d.Team) + ", " + name(commune), Day: d.DoneOn, Title: d.Who, Words: d.What,
			By: recognised(d.RecognisedBy, d.Decision)})
	}
	return nil
}

func recognised(by, document string) string {
	if document == "" {
		return by
	}
	return by + ", " + document
}

// The months' texts that flow into the report.
const (
	difficultyText = "difficulties"
	practiceText   = "good_practices"
)

// told are the difficulties and good ways the accepted months tell, in the
// order of communes and months, and the open questions.
func (s *Service) told(ctx context.Context, q pg.Querier, c *compilation) error {
	type key struct {
		id   report.ID
		code string
	}
	var ids []report.ID
	for i := range c.f.Communes {
		for _, m := range c.f.Communes[i].Months {
			if m.Counted {
				ids = append(ids, report.ID(m.Report))
			}
		}
	}
	said := map[key]string{}
	if len(ids) > 0 {
		list, err := s.Reports.Tell(ctx, q, ids)
		if err != nil {
			return err
		}
		for _, t := range list {
			said[key{t.Report, t.Code}] = t.Body
		}
	}
	for i := range c.f.Communes {
		x := &c.f.Communes[i]
		for _, m := range x.Months {
			d := Difficulty{From: "month", ID: m.Report, Unit: x.Name, When: c.w.Plan.Periods[m.Period].Label}
			if d.Text = said[key{report.ID(m.Report), difficultyText}]; d.Text != "" {
				c.f.Difficulty = append(c.f.Difficulty, d)
			}
			if d.Text = said[key{report.ID(m.Report), practiceText}]; d.Text != "" {
				c.f.Practices = append(c.f.Practices, d)
			}
		}
	}
	waiting, err := question.Waiting(ctx, q, c.ph.ID, c.scope())
	for _, x := range waiting {
		c.f.Difficulty = append(c.f.Difficulty, Difficulty{From: "question", ID: int64(x.ID), Unit: c.w.Tree.Name(x.UnitID, c.ph.End).Full(), When: x.AskedOn.String(),
			Text: x.Subject + ": " + x.Body, Proposal: x.Proposal})
	}
	return err
}

// launched is the unit's own launch of the phase; the province's for a unit
// that launches nothing itself.
func (c *compilation) launched(ctx context.Context, q pg.Querier) error {
	book, err := launch.Read(ctx, q, c.w.Plan.CampaignID)
	if err != nil {
		return err
	}
	l := book.Of(c.ph.ID, c.unit)
	if l == nil {
		return nil
	}
	c.f.Launch = &LaunchRef{On: l.On, Document: l.Document()}
	for i := range c.f.Communes {
		if book.Receipt(c.ph.ID, unitOf(c.f.Communes[i].ID)) != nil {
			c.f.Launch.Received++
		}
	}
	return nil
}
