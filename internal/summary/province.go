package summary

import (
	"cmp"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/plan"
)

// District is a unit below the province and what its communes come to: the
// province's figures only.
type District struct {
	UnitRef
	Communes int      `json:"communes"`
	Teams    int      `json:"teams"`
	Members  int      `json:"members"`
	Totals   []int64  `json:"totals"`
	Judged   []Judged `json:"judged"`
	Rank     int      `json:"rank"`
	Tied     bool     `json:"tied,omitempty"`
	// Missing tells that no accepted report of it stands behind the figures.
	Missing bool       `json:"missing,omitempty"`
	SentOn  *clock.Day `json:"sent_on,omitempty"` // its report's first sending
	OnTime  bool       `json:"on_time,omitempty"`
}

// Part is an accepted snapshot the province sums.
type Part struct {
	Source
	*Sealed
}

// absent is how a month of a unit without an accepted report is called.
const absent = "chưa có báo cáo đợt được tiếp nhận"

// Assemble is the province's figures: the sums of its units' accepted
// snapshots, judged anew from the communes' monthly sums. frame is the
// province as it stands now (units, phase, every commune expected with its
// months); what no snapshot covers is expected and missing, so that the
// verdicts say so. Nothing is ever a mean of percentages.
func Assemble(frame Figures, rules *plan.Rules, parts []Part, today clock.Day) *Figures {
	f := frame
	f.Schema = Schema
	from := map[int64]*Commune{}
	f.Sources, f.Exemplars, f.Difficulty, f.Practices, f.Proposals, f.Given = nil, nil, nil, nil, nil, nil
	covered := map[int64]bool{}
	for _, p := range parts {
		covered[p.Unit.ID] = true
		f.Sources = append(f.Sources, p.Source)
		for i := range p.Figures.Communes {
			from[p.Figures.Communes[i].ID] = &p.Figures.Communes[i]
		}
		f.gather(&p)
	}
	f.Communes = slices.Clone(frame.Communes)
	for i := range f.Communes {
		f.Communes[i] = merged(frame.Communes[i], from[frame.Communes[i].ID])
	}
	f.judge(rules, covered, today)
	f.districts(rules, covered, today)
	return &f
}

// merged is a commune as its unit's snapshot has it; months the snapshot does
// not know, or all where there is none, are expected and missing.
func merged(expected Commune, sent *Commune) Commune {
	c := expected
	if sent != nil {
		c.UnitRef, c.Teams, c.Members = sent.UnitRef, sent.Teams, sent.Members
		c.Parent = expected.Parent
	}
	c.Months = slices.Clone(expected.Months)
	for i := range c.Months {
		c.Months[i] = Month{Period: expected.Months[i].Period, Unit: expected.Months[i].Unit, Report: expected.Months[i].Report, State: absent,
			SentOn: expected.Months[i].SentOn, OnTime: expected.Months[i].OnTime}
		if sent == nil {
			continue
		}
		for _, m := range sent.Months {
			if m.Period == c.Months[i].Period && m.Unit == c.Months[i].Unit {
				c.Months[i] = m
			}
		}
	}
	return c
}

// judge computes what the communes' months come to: their totals, verdicts and
// standing, and the whole's. What no report covers has no place: rank 0.
func (f *Figures) judge(rules *plan.Rules, covered map[int64]bool, today clock.Day) {
	var all []plan.Share
	tallies := make([]*plan.Tally, len(f.Communes))
	f.Totals = make([]int64, len(f.Measures))
	for i := range f.Communes {
		c := &f.Communes[i]
		shares := c.Shares()
		c.Totals = totalsOf(rules, f.Measures, shares)
		results := rules.JudgeAll(nil, shares, today)
		c.Judged = judgedAll(results)
		if t := plan.TallyOf(results); covered[c.Parent] || covered[c.ID] {
			tallies[i] = &t
		}
		add(f.Totals, c.Totals)
		all = append(all, shares...)
	}
	for i, r := range ranked(tallies) {
		f.Communes[i].Rank, f.Communes[i].Tied = r.rank, r.tied
	}
	f.Whole = judgedAll(rules.JudgeAll(nil, all, today))
}

// districts groups the communes by the unit they stand under.
func (f *Figures) districts(rules *plan.Rules, covered map[int64]bool, today clock.Day) {
	f.Districts = slices.Clone(f.Districts)
	tallies := make([]*plan.Tally, len(f.Districts))
	for i := range f.Districts {
		d := &f.Districts[i]
		*d = District{UnitRef: d.UnitRef, SentOn: d.SentOn, OnTime: d.OnTime, Totals: make([]int64, len(f.Measures)), Missing: !covered[d.ID]}
		var shares []plan.Share
		for k := range f.Communes {
			c := &f.Communes[k]
			if c.Parent != d.ID && c.ID != d.ID {
				continue
			}
			d.Communes++
			d.Teams += c.Teams
			d.Members += c.Members
			add(d.Totals, c.Totals)
			shares = append(shares, c.Shares()...)
		}
		results := rules.JudgeAll(nil, shares, today)
		d.Judged = judgedAll(results)
		if t := plan.TallyOf(results); !d.Missing {
			tallies[i] = &t
		}
	}
	for i, r := range ranked(tallies) {
		f.Districts[i].Rank, f.Districts[i].Tied = r.rank, r.tied
	}
}

// gather takes over what a unit tells beside its figures.
func (f *Figures) gather(p *Part) {
	f.Given = append(f.Given, p.Figures.Given...)
	for _, e := range p.Figures.Exemplars {
		if !slices.ContainsFunc(f.Exemplars, func(x Exemplar) bool { return x.Kind == e.Kind && x.ID == e.ID }) {
			f.Exemplars = append(f.Exemplars, e)
		}
	}
	slices.SortStableFunc(f.Exemplars, func(a, b Exemplar) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Day, b.Day)) })
	for _, d := range p.Figures.Difficulty {
		if !slices.ContainsFunc(f.Difficulty, func(x Difficulty) bool { return x.From == d.From && x.ID == d.ID && x.Text == d.Text }) {
			f.Difficulty = append(f.Difficulty, d)
		}
	}
	f.Practices = append(f.Practices, p.Figures.Practices...)
	for _, s := range p.Sections {
		if s.Code == ProposalSection && s.Text != "" && s.Text != noProposals {
			f.Proposals = append(f.Proposals, Difficulty{From: "report", ID: p.Report, Unit: p.Unit.Name, Text: s.Text})
		}
	}
}

func sortBy[T any](list []T, key func(*T) int) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(key(&a), key(&b)) })
}

func add(into, list []int64) {
	for i := range list {
		into[i] += list[i]
	}
}

// place is one in a ranking and whether others share it.
type place struct {
	rank int
	tied bool
}

// ranked are the places of tallies; those that are nil have none.
func ranked(tallies []*plan.Tally) []place {
	var known []plan.Tally
	for _, t := range tallies {
		if t != nil {
			known = append(known, *t)
		}
	}
	ranks, n := plan.Standing(known), map[int]int{}
	for _, r := range ranks {
		n[r]++
	}
	out := make([]place, len(tallies))
	for i, t := range tallies {
		if t != nil {
			out[i], ranks = place{ranks[0], n[ranks[0]] > 1}, ranks[1:]
		}
	}
	return out
}
