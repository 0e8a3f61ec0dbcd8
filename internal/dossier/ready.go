package dossier

import (
	"slices"

	"thidua/internal/award"
	"thidua/internal/plan"
)

// Ready is what an act asks of the dossier's content, as far as its nominees
// and papers tell: who is blocked are, before the sending, those a guard
// blocks or whose warning nobody looked at; afterwards those recommended who no
// longer may be.
func (v *View) Ready(act award.Act) award.Readiness {
	var r award.Readiness
	sending := act == award.ActSubmit || act == award.ActSupply
	for i := range v.Nominees {
		n := &v.Nominees[i]
		if n.State != award.Withdrawn {
			r.Nominees++
		}
		approved := n.State == award.Recommended || n.State == award.Listed
		if approved {
			r.Approved++
		}
		if n.State.Pending() {
			r.Pending++
		}
		g := v.Grounds[n.ID]
		switch {
		case n.State.Final() || g == nil:
		case sending && len(g.Open()) > 0:
			r.Blocked = append(r.Blocked, n.Name)
		case !sending && approved && (len(g.Open()) > 0 || g.Eligibility == nil || !g.Eligibility.Qualifies()):
			r.Blocked = append(r.Blocked, n.Name)
		}
	}
	for _, x := range v.Checklist() {
		if x.Required && !x.Done {
			r.Papers = append(r.Papers, x.Name)
		}
	}
	return r
}

// short tells whether a criterion is not satisfied. A point sheet that scored
// itself waits for who verifies it, after the sending.
func (g *Ground) short() bool {
	return slices.ContainsFunc(g.Eligibility.Outcomes, func(o award.Outcome) bool {
		return !o.Satisfied() && !(o.Key == award.KeyPoints && o.Verdict == plan.Unknown && g.scored())
	})
}

func (g *Ground) scored() bool {
	if g.Candidate == nil || g.Candidate.Score == nil {
		return false
	}
	return !slices.ContainsFunc(g.Eligibility.Criteria.Sheet.Items, func(i award.Item) bool { return g.Candidate.Score.Points[i.Code].Self == nil })
}

// Short are the nominees that do not qualify as far as is known: sending them
// wants a reason.
func (v *View) Short() []*Nominee {
	var out []*Nominee
	for i := range v.Nominees {
		n := &v.Nominees[i]
		if g := v.Grounds[n.ID]; !n.State.Final() && g != nil && g.Eligibility != nil && g.short() {
			out = append(out, n)
		}
	}
	return out
}
