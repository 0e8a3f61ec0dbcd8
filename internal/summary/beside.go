package summary

import (
	"context"
	"strings"

	"thidua/internal/access"
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

// toldCode is the month's text that names difficulties.
const toldCode = "difficulties"

// difficulties are those the accepted months and the open questions tell.
func (s *Service) difficulties(ctx context.Context, q pg.Querier, c *compilation) error {
	type month struct{ unit, when string }
	of := map[report.ID]month{}
	var ids []report.ID
	for i := range c.f.Communes {
		x := &c.f.Communes[i]
		for _, m := range x.Months {
			if m.Counted {
				of[report.ID(m.Report)] = month{x.Name, c.w.Plan.Periods[m.Period].Label}
				ids = append(ids, report.ID(m.Report))
			}
		}
	}
	if len(ids) > 0 {
		told, err := s.Reports.Tell(ctx, q, ids, toldCode)
		if err != nil {
			return err
		}
		for _, t := range told {
			c.f.Difficulty = append(c.f.Difficulty, Difficulty{From: "month", ID: int64(t.Report), Unit: of[t.Report].unit, When: of[t.Report].when, Text: t.Body})
		}
	}
	waiting, err := question.Waiting(ctx, q, c.ph.ID, c.scope())
	if err != nil {
		return err
	}
	for _, x := range waiting {
		text := strings.TrimSpace(x.Subject + ": " + x.Body)
		c.f.Difficulty = append(c.f.Difficulty, Difficulty{From: "question", ID: int64(x.ID), Unit: c.w.Tree.Name(x.UnitID, c.ph.End).Full(), When: x.AskedOn.String(), Text: text})
	}
	return nil
}

// readable tells whether the actor may read the report.
func (r *Report) readable(a access.Actor) bool { return a.Can(access.SummaryRead, r.Place()) }
