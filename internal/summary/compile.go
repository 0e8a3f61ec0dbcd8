package summary

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// compiler reads the scorecard a report is made from; whoever asks for the
// report was checked at the report itself.
var compiler = access.System("tổng hợp báo cáo đợt", access.ScoreRead)

// Compile is what a unit's report says in numbers today, from accepted months,
// and what is not accepted or missing. It holds for every level: of the
// province it is the frame its own report is made in. Ten statements at most, whatever
// the size of the unit.
func (s *Service) Compile(ctx context.Context, q pg.Querier, w report.World, r *Report, now clock.Moment) (*Figures, []Gap, error) {
	ph, err := phaseOf(w, r)
	if err != nil {
		return nil, nil, err
	}
	c := &compilation{w: w, ph: ph, unit: org.UnitID(r.UnitID), level: org.Level(r.Level)}
	want := report.Want{Periods: plan.Ended(w.Plan.InPhase(ph.ID), now.Today), Reading: report.AtTheTime}
	b, err := s.Reports.Board(ctx, q, compiler, w, c.unit, want)
	if err != nil {
		return nil, nil, err
	}
	f := c.begin(b.Rules, want.Periods, now.Today)
	heads, err := roster.Headcounts(ctx, q, c.teams(), ph.End)
	if err != nil {
		return nil, nil, err
	}
	c.communes(b, heads)
	f.Whole = judgedAll(b.Whole)
	if err := s.given(ctx, q, c); err != nil {
		return nil, nil, err
	}
	if err := c.exemplars(ctx, q); err != nil {
		return nil, nil, err
	}
	if err := s.told(ctx, q, c); err != nil {
		return nil, nil, err
	}
	if err := c.launched(ctx, q); err != nil {
		return nil, nil, err
	}
	return f, gaps(w, f), nil
}

// compilation is a report's figures in the making.
type compilation struct {
	w     report.World
	ph    plan.LivePhase
	unit  org.UnitID
	level org.Level
	rules *plan.Rules
	f     *Figures
}

// unitRef is a unit as it is called and placed on the phase's last day.
func (c *compilation) unitRef(u org.UnitID) UnitRef {
	n := c.w.Tree.Name(u, c.ph.End)
	return UnitRef{ID: int64(u), Code: n.Code, Name: n.Full(), Parent: int64(c.w.Tree.Parent(u, c.ph.End))}
}

func phaseRef(p plan.LivePhase) PhaseRef {
	return PhaseRef{ID: p.ID, Code: p.Code, Name: p.Name, Slogan: p.Slogan, Start: p.Start, End: p.End, ReportBefore: p.ReportBefore}
}

func (c *compilation) teams() []org.UnitID { return c.w.Tree.Teams(c.unit, c.ph.End) }

// scope is the unit's subtree on the phase's last day.
func (c *compilation) scope() access.Scope { return access.Under(c.w.Tree.Path(c.unit, c.ph.End)) }

// begin writes down what the figures are of: plan, unit, phase, words.
func (c *compilation) begin(rules *plan.Rules, periods []plan.LivePeriod, today clock.Day) *Figures {
	d := rules.Def
	c.rules = rules
	c.f = &Figures{Schema: Schema, Unit: c.unitRef(c.unit), AsOf: today,
		Plan:  PlanRef{Campaign: d.Campaign.Name, Document: "Kế hoạch " + vi.LowerFirst(d.Campaign.Plan.Reference()) + " ngày " + d.Campaign.Plan.Issued.String(), VersionID: c.w.Plan.VersionID},
		Phase: phaseRef(c.ph)}
	if next := c.ph.Ordinal + 1; next < len(c.w.Plan.Phases) {
		ref := phaseRef(c.w.Plan.Phases[next])
		c.f.Next = &ref
	}
	for _, p := range periods {
		c.f.Periods = append(c.f.Periods, PeriodRef{ID: p.ID, Ordinal: p.Ordinal, Label: p.Label, Due: p.Due})
		c.f.Plan.VersionID = p.VersionID
	}
	for _, g := range d.Groups {
		c.f.Groups = append(c.f.Groups, GroupRef{Code: g.Code, Title: g.Title, Short: g.Short})
	}
	for _, m := range rules.Measures {
		c.f.Measures = append(c.f.Measures, MeasureRef{Slot: m.Slot, Code: m.Code, Group: m.Group, Name: m.Name, Short: m.Short, Unit: m.Unit, Last: m.Over == plan.OverLast})
	}
	for _, ind := range rules.Indicators() {
		num, den := rules.Inputs(ind.Ordinal)
		ref := IndicatorRef{Ordinal: ind.Ordinal, Code: ind.Code, Group: ind.PlanRef, Name: ind.Name, Short: ind.Short, Target: ind.Target.String(), Sentence: ind.Quote,
			Rate: ind.IsRate(), Every: ind.Above == plan.AboveEveryCommune, Each: ind.Span == plan.SpanEachPeriod, Num: num.Slot, Den: -1}
		if den != nil {
			ref.Den = den.Slot
		}
		c.f.Indicators = append(c.f.Indicators, ref)
	}
	c.f.Totals = make([]int64, len(c.f.Measures))
	return c.f
}

// communes lays the months out under the communes of the phase's last day; a
// month of one that was merged stands under its lead successor.
func (c *compilation) communes(b *report.Board, heads map[org.UnitID]int) {
	at := map[org.UnitID]int{}
	place := func(u org.UnitID) *Commune {
		i, ok := at[u]
		if !ok {
			i = len(c.f.Communes)
			at[u] = i
			x := Commune{UnitRef: c.unitRef(u)}
			for _, t := range c.w.Tree.Teams(u, c.ph.End) {
				x.Teams++
				x.Members += heads[t]
			}
			c.f.Communes = append(c.f.Communes, x)
		}
		return &c.f.Communes[i]
	}
	for _, u := range c.w.Tree.Communes(c.unit, c.ph.End) {
		if len(c.w.Tree.Teams(u, c.ph.End)) > 0 {
			place(u)
		}
	}
	reports := slices.Clone(b.Reports)
	slices.SortStableFunc(reports, func(x, y report.Expected) int { return x.Period - y.Period })
	for _, e := range reports {
		under, ok := c.w.Tree.LeadSuccessor(org.UnitID(e.Unit), c.ph.End)
		if !ok {
			under = org.UnitID(e.Unit)
		}
		m := Month{Period: e.Period, Report: int64(e.Report), State: string(e.State.Words()), Counted: e.Counted, SentOn: e.FirstSubmittedOn, Fixed: e.Fixed}
		if under != org.UnitID(e.Unit) {
			m.Unit = e.Unit
		}
		if e.FirstSubmittedOn != nil {
			m.OnTime = *e.FirstSubmittedOn <= c.w.Plan.Periods[e.Period].Due
		}
		if e.Counted {
			m.Sum = e.Sum
		}
		x := place(under)
		x.Months = append(x.Months, m)
	}
	c.judge()
}

// judge gives every commune its totals, verdicts and standing.
func (c *compilation) judge() {
	tallies := make([]plan.Tally, len(c.f.Communes))
	for i := range c.f.Communes {
		x := &c.f.Communes[i]
		shares := x.Shares()
		results := c.rules.JudgeAll(nil, shares, c.f.AsOf)
		x.Judged, tallies[i] = judgedAll(results), plan.TallyOf(results)
		x.Totals = totalsOf(c.rules, c.f.Measures, shares)
		for k, n := range x.Totals {
			c.f.Totals[k] += n
		}
	}
	ranks, shared := plan.Standing(tallies), map[int]int{}
	for _, rank := range ranks {
		shared[rank]++
	}
	for i, rank := range ranks {
		c.f.Communes[i].Rank, c.f.Communes[i].Tied = rank, shared[rank] > 1
	}
}

func unitOf(id int64) org.UnitID { return org.UnitID(id) }
