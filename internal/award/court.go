package award

import (
	"encoding/binary"
	"slices"

	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/vi"
)

// court is what judging finds out once for all subjects of a draft: the spans
// its criteria speak of, and what subjects with the same months have in
// common. A team's month is one and the same whoever is judged by it (Book).
type court struct {
	Basis
	c      Criteria
	spans  map[string]*stretch
	common map[string]*common
}

func open(b Basis, c Criteria) *court {
	return &court{b, c, map[string]*stretch{}, map[string]*common{}}
}

// stretch is a span of the plan as judging reads it.
type stretch struct {
	plan.Stretch
	name  string // inside a sentence
	rules *plan.Rules
	in    []bool // by a period's ordinal: judged
}

func (k *court) stretch(code string) *stretch {
	if s := k.spans[code]; s != nil {
		return s
	}
	st, ok := k.Live.Stretch(code, k.Today)
	s := &stretch{Stretch: st, name: st.Name, in: make([]bool, len(k.Live.Periods))}
	switch {
	case !ok: // Check refuses such criteria; judged by nothing
		s.Stretch, s.name = plan.Stretch{Code: code, Name: code}, "khoảng thời gian không có trong kế hoạch"
	case code == plan.WholeCampaign:
		s.name = "toàn phong trào"
	}
	s.rules = s.Rules(k.Live)
	periods := s.Periods
	if k.ToDate {
		periods = s.Judged
	}
	for _, p := range periods {
		s.in[p.Ordinal] = true
	}
	k.spans[code] = s
	return s
}

// over tells whether nothing new can come into a span.
func (k *court) over(s *stretch) bool { return k.ToDate || s.End < k.Today }

// common is what rests on nothing but the months: of members who serve in one
// team throughout it is judged once.
type common struct {
	results  []plan.Result
	outcomes []Outcome // the verdicts', then the discipline's
}

// byMonths judges what rests on the months alone.
func (j *judging) byMonths() *common {
	key := binary.AppendVarint(nil, int64(j.since))
	key = append(key, j.f.Subject...)
	for i := range j.f.Months {
		m := &j.f.Months[i]
		key = binary.AppendVarint(binary.AppendVarint(key, int64(m.Team)), int64(m.Own.Period))
	}
	if x := j.common[string(key)]; x != nil {
		return x
	}
	x := &common{results: j.results()}
	for _, r := range j.c.Verdicts {
		x.outcomes = append(x.outcomes, j.verdict(r))
	}
	if j.c.Discipline != nil {
		x.outcomes = append(x.outcomes, j.discipline(j.c.Discipline))
	}
	for i := range x.outcomes { // who appends to one subject's reaches no other's
		o := &x.outcomes[i]
		o.Figures, o.Missing = slices.Clip(o.Figures), slices.Clip(o.Missing)
	}
	x.outcomes, x.results = slices.Clip(x.outcomes), slices.Clip(x.results)
	j.common[string(key)] = x
	return x
}

// counted are the subject's months in a span, as the plan's judging takes
// them, and what they came to by indicator.
type counted struct {
	of     *stretch
	months []Month
	own    []plan.TeamShare // brought to the length of the span's rules
	whole  []plan.Share
	judged map[int]plan.Result
}

// months are the subject's in the span; with ToDate those of ended periods.
func (j *judging) months(s *stretch) *counted {
	for _, n := range j.seen {
		if n.of == s {
			return n
		}
	}
	n := j.count(s, j.f.Months)
	j.seen = append(j.seen, n)
	return n
}

// count takes of some months those that count in a span.
func (j *judging) count(s *stretch, months []Month) *counted {
	n := &counted{of: s, judged: map[int]plan.Result{}}
	for _, m := range months {
		if !s.in[m.Own.Period] || j.Live.Periods[m.Own.Period].Start < j.since {
			continue
		}
		n.months, n.whole = append(n.months, m), append(n.whole, m.Whole)
		own := m.Own
		if len(own.Row) > 0 {
			own.Row = s.rules.Row(own.Row)
		}
		n.own = append(n.own, own)
	}
	return n
}

// judge is an indicator's result over months: of the team's own rows, or of
// its communes' where the plan judges the commune.
func (j *judging) judge(n *counted, ind *plan.Indicator) plan.Result {
	res, ok := n.judged[ind.Ordinal]
	switch {
	case ok:
		return res
	case ind.JudgedFrom == plan.LevelTeam:
		res, _ = n.of.rules.JudgeTeam(ind.Ordinal, n.own, j.Today)
	default:
		res = n.of.rules.Judge(ind.Ordinal, n.whole, j.Today)
	}
	n.judged[ind.Ordinal] = res
	return res
}

// figures are the values of each team (or commune) by itself, in the order
// served.
func (j *judging) figures(n *counted, ind *plan.Indicator) []Figure {
	unit := func(m *Month) (org.UnitID, string, RefKind) {
		if ind.JudgedFrom == plan.LevelTeam {
			return m.Team, m.TeamName, RefTeam
		}
		return m.Commune, vi.UpperFirst(m.CommuneName), RefCommune
	}
	var parts [][]Month
	var order []org.UnitID
	for i := range n.months {
		id, _, _ := unit(&n.months[i])
		at := slices.Index(order, id)
		if at < 0 {
			at = len(order)
			order, parts = append(order, id), append(parts, nil)
		}
		parts[at] = append(parts[at], n.months[i])
	}
	var out []Figure
	for _, months := range parts {
		id, name, kind := unit(&months[0])
		part := n
		if len(parts) > 1 {
			part = j.count(n.of, months)
		}
		out = append(out, Figure{name + ": " + j.judge(part, ind).Value(), Ref{Kind: kind, ID: int64(id), Ordinal: ind.Ordinal, Span: n.of.Code}})
	}
	return out
}
