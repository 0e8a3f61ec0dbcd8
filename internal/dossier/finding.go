package dossier

import (
	"context"
	"slices"

	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
)

// Ground is what is known of one nominee now: eligibility by the issued guide
// with the overrides ever written (nil: no guide yet, or none for the form and
// subject), what the guards find, and what somebody looked at of it. Of a
// nominee whose result is known there are no findings any more.
type Ground struct {
	Eligibility *award.Eligibility
	Findings    []award.Finding
	Confirmed   []Confirm
	Candidate   *award.Candidate // the facts; nil where no member or team is left
	Models      []register.Model // recognised, crediting the nominee or a team it served in
}

// Confirm is a finding somebody looked at, with what they found.
type Confirm struct {
	Nominee NomineeID       `db:"nominee_id"`
	Guard   award.Guard     `db:"guard"`
	Refs    []award.Ref     `db:"refs"`
	Side    award.Party     `db:"side"`
	Said    string          `db:"said"`
	Reason  string          `db:"reason"`
	By      award.Signature `db:"by"`
}

// Of tells whether it is of the finding.
func (c Confirm) Of(f award.Finding) bool { return c.Guard == f.Guard && slices.Equal(c.Refs, f.Refs) }

// Open are the findings in the way: those that block, and those that ask while
// nobody looked at them.
func (g *Ground) Open() []award.Finding {
	var out []award.Finding
	for _, f := range g.Findings {
		looked := slices.ContainsFunc(g.Confirmed, func(c Confirm) bool { return c.Of(f) })
		if f.Weight == award.Blocks || f.Weight == award.Asks && !looked {
			out = append(out, f)
		}
	}
	return out
}

// Grounds are what award's rules ask of a recommendation; the vote is the
// caller's.
func (g *Ground) Grounds() award.Grounds {
	out := award.Grounds{Eligibility: g.Eligibility, Findings: g.Findings}
	for _, f := range g.Findings {
		if slices.ContainsFunc(g.Confirmed, func(c Confirm) bool { return c.Of(f) }) {
			out.Confirmed = append(out.Confirmed, f)
		}
	}
	return out
}

const (
	sqlOverrides = `SELECT id, nominee_id, key, was, said, reason, by, lifted_by, lifted_why FROM nominee_override WHERE nominee_id = ANY ($1::bigint[]) ORDER BY id`
	sqlConfirms  = `SELECT nominee_id, guard, refs, side, said, reason, by FROM nominee_confirm WHERE nominee_id = ANY ($1::bigint[]) ORDER BY id`
)

type overrideRow struct {
	ID        int64            `db:"id"`
	Nominee   NomineeID        `db:"nominee_id"`
	Key       award.Key        `db:"key"`
	Was       string           `db:"was"`
	Said      string           `db:"said"`
	Reason    string           `db:"reason"`
	By        award.Signature  `db:"by"`
	LiftedBy  *award.Signature `db:"lifted_by"`
	LiftedWhy string           `db:"lifted_why"`
}

func (r overrideRow) override() award.Override {
	o := award.Override{Key: r.Key, Said: r.Said, Reason: r.Reason, By: r.By, LiftedBy: r.LiftedBy, Lifted: r.LiftedWhy}
	for _, v := range []plan.Verdict{plan.Met, plan.NotMet, plan.NoneArose, plan.Unknown} {
		if v.Code() == r.Was {
			o.Was = v
		}
	}
	if r.LiftedBy != nil {
		o.LiftedOn = &r.LiftedBy.At
	}
	return o
}

// Grounds are what is known now of a dossier's nominees: sixteen statements,
// whatever their number.
func (s *Service) Grounds(ctx context.Context, q pg.Querier, w report.World, r *Row, list []Nominee) (map[NomineeID]*Ground, error) {
	all, err := s.grounds(ctx, q, w, r, list)
	out := make(map[NomineeID]*Ground, len(all))
	for i, g := range all {
		out[list[i].ID] = g
	}
	return out, err
}

// grounds are Grounds in the order of the list, which may hold nominees not
// stored yet.
func (s *Service) grounds(ctx context.Context, q pg.Querier, w report.World, r *Row, list []Nominee) ([]*Ground, error) {
	l, err := s.look(ctx, q, w, r, list)
	if err != nil {
		return nil, err
	}
	ids := make([]NomineeID, 0, len(list))
	for i := range list {
		ids = append(ids, list[i].ID)
	}
	overrides, err := pg.List[overrideRow](ctx, q, sqlOverrides, ids)
	if err != nil {
		return nil, err
	}
	confirms, err := pg.List[Confirm](ctx, q, sqlConfirms, ids)
	if err != nil {
		return nil, err
	}
	out := make([]*Ground, len(list))
	for i := range list {
		n := &list[i]
		g := l.ground(n)
		var own []award.Override
		for _, o := range overrides {
			if o.Nominee == n.ID {
				own = append(own, o.override())
			}
		}
		if g.Eligibility != nil {
			g.Eligibility.Apply(own)
		}
		for _, c := range confirms {
			if c.Nominee == n.ID {
				g.Confirmed = append(g.Confirmed, c)
			}
		}
		out[i] = g
	}
	return out, nil
}

// ground judges one nominee and asks every guard.
func (l *looking) ground(n *Nominee) *Ground {
	g := &Ground{Candidate: l.facts[n.key()]}
	g.Models = l.modelsOf(n)
	c, asked := l.criteria(n.Subject)
	if asked && g.Candidate != nil {
		e := award.Judge(criteria.Basis(l.w, l.phase, false), c, g.Candidate.Facts)
		g.Eligibility = &e
	}
	if n.State.Final() {
		return g
	}
	own := award.Nomination{ID: int64(n.ID), Subject: n.Subject, Team: n.Team, Person: n.PersonID(), Name: n.Name, Form: l.r.Form, Phase: l.phase.Code, Achievement: n.Achievement()}
	g.add(award.AtPhase(l.w.Plan.Rules.Def, own))
	var others []award.Nomination
	for i := range l.act {
		others = append(others, l.nomination(&l.act[i]))
	}
	var held []award.Held
	if g.Candidate != nil {
		held = g.Candidate.Held
		g.add(award.Pending(g.Candidate.Cases, l.w.Day))
	}
	g.add(award.Repeats(own, others, held))
	if asked {
		g.add(award.OverCap(c, l.size[n.Subject], l.asked[n.Subject]))
	}
	if n.Subject == award.Member {
		g.add(award.Namesakes(l.identity(n.PersonID(), n.Name, n.Team, l.birth[n.PersonID()]), l.near()))
		if g.Candidate != nil {
			g.add(award.MemberNow(n.Team, g.Candidate.Spells, l.w.Day, l.name))
		}
	} else if u, ok := l.w.Tree.Unit(n.Team); ok {
		heir, _ := l.w.Tree.LeadSuccessor(n.Team, l.w.Day)
		if heir == n.Team {
			heir = 0
		}
		g.add(award.TeamNow(n.Team, heir, u.During, l.w.Day, l.name))
	}
	if t, ok := l.mine[n.ID]; ok {
		g.add(l.texts.Of(t))
	}
	return g
}

func (g *Ground) add(list []award.Finding) { g.Findings = append(g.Findings, list...) }
