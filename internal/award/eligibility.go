package award

import (
	"fmt"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Judge tells for each criterion whether the subject satisfies it, why, and by
// which figures. A member is judged by the months of the teams served in (see
// Book.Served); months before the end of a disciplinary period do not count.
func Judge(b Basis, c Criteria, f Facts) Eligibility {
	j := judging{b, c, &f, 0}
	j.since, _ = countsFrom(f.Cases, b.Today)
	f.Months = slices.Clone(f.Months)
	slices.SortStableFunc(f.Months, byPeriod)
	e := Eligibility{Criteria: c, Results: j.results()}
	for _, r := range c.Verdicts {
		e.Outcomes = append(e.Outcomes, j.verdict(r))
	}
	if c.Discipline != nil {
		e.Outcomes = append(e.Outcomes, j.discipline(c.Discipline))
	}
	if c.Service != nil {
		e.Outcomes = append(e.Outcomes, j.service(c.Service))
	}
	if c.Deeds != nil {
		e.Outcomes = append(e.Outcomes, j.deeds(c.Deeds))
	}
	if c.Sheet != nil {
		e.Outcomes = append(e.Outcomes, j.points(c.Sheet))
	}
	for _, x := range c.Exclusions {
		e.Outcomes = append(e.Outcomes, j.exclusion(x))
	}
	e.Outcomes = append(e.Outcomes, j.pending())
	return e
}

type judging struct {
	Basis
	c     Criteria
	f     *Facts
	since clock.Day // achievements before it do not count
}

// stretch finds a span; its name reads inside a sentence.
func (j *judging) stretch(code string) (plan.Stretch, string) {
	st, ok := j.Live.Stretch(code, j.Today)
	if !ok { // Check refuses such criteria; judged by nothing
		return plan.Stretch{Code: code, Name: code}, "khoảng thời gian không có trong kế hoạch"
	}
	if code == plan.WholeCampaign {
		return st, "toàn phong trào"
	}
	return st, st.Name
}

// over tells whether nothing new can come into a span.
func (j *judging) over(st plan.Stretch) bool { return j.ToDate || st.End < j.Today }

// months are the subject's in the span; with ToDate those of ended periods.
func (j *judging) months(st plan.Stretch) []Month {
	periods := st.Periods
	if j.ToDate {
		periods = st.Judged
	}
	var out []Month
	for _, m := range j.f.Months {
		at := slices.IndexFunc(periods, func(p plan.LivePeriod) bool { return p.Ordinal == m.Own.Period })
		if at >= 0 && periods[at].Start >= j.since {
			out = append(out, m)
		}
	}
	return out
}

// judge is an indicator's result over months: of the team's own rows, or of
// its communes' where the plan judges the commune.
func (j *judging) judge(rules *plan.Rules, ind *plan.Indicator, months []Month) plan.Result {
	if ind.JudgedFrom == plan.LevelTeam {
		res, _ := rules.JudgeTeam(ind.Ordinal, own(rules, months), j.Today)
		return res
	}
	return rules.Judge(ind.Ordinal, whole(months), j.Today)
}

// own are the months' rows, brought to this version's length.
func own(rules *plan.Rules, months []Month) []plan.TeamShare {
	out := make([]plan.TeamShare, len(months))
	for i, m := range months {
		out[i] = m.Own
		if len(m.Own.Row) > 0 {
			out[i].Row = rules.Row(m.Own.Row)
		}
	}
	return out
}

func whole(months []Month) []plan.Share {
	out := make([]plan.Share, len(months))
	for i, m := range months {
		out[i] = m.Whole
	}
	return out
}

// results are all indicators over the span rewarded: what a standing compares.
func (j *judging) results() []plan.Result {
	st, _ := j.stretch(j.c.Span)
	months := j.months(st)
	if len(months) == 0 {
		return nil
	}
	rules := st.Rules(j.Live)
	var out []plan.Result
	for _, ind := range rules.Indicators() {
		out = append(out, j.judge(rules, ind, months))
	}
	return out
}

func (j *judging) verdict(r Required) Outcome {
	o := Outcome{Key: r.key()}
	st, name := j.stretch(r.Span)
	rules := st.Rules(j.Live)
	ind := rules.Indicator(r.Ordinal)
	if ind == nil {
		o.Reason = "Chỉ tiêu này không có trong phiên bản kế hoạch áp dụng cho " + name
		return o
	}
	months := j.months(st)
	if len(months) == 0 {
		return j.nothing(o, st, name)
	}
	res := j.judge(rules, ind, months)
	o.Verdict, o.Figures = res.Verdict, j.figures(rules, ind, r.Span, months)
	value := ind.Code + ": " + res.Value() + ", chỉ tiêu " + ind.Target.String()
	switch {
	case res.Verdict == plan.Met:
		o.Reason = "Đạt " + value
	case res.Verdict == plan.NoneArose:
		o.Reason = ind.Code + ": không phát sinh trong " + name
	case res.Verdict == plan.NotMet:
		o.Reason = "Chưa đạt " + value
		gap := plan.GapOf(res, plan.GapInput{Within: st.Within, End: st.End, Today: j.Today})
		if gap.Kind == plan.GapShort || gap.Kind == plan.GapLost {
			o.Reason += " (" + gap.Text + ")"
		}
	case res.InProgress && !res.Provisional && j.over(st):
		o.Reason = ind.Code + ": đang thực hiện đến hết kỳ cuối được tính, chỉ xét được khi phong trào kết thúc"
	default:
		o.Missing = j.missing(rules, ind, months)
		o.Reason = "Chưa đủ số liệu " + ind.Code
		if len(o.Missing) > 0 {
			o.Reason += ": " + list(o.Missing)
		}
	}
	return o
}

// nothing is the outcome where none of the span's months are the subject's.
func (j *judging) nothing(o Outcome, st plan.Stretch, name string) Outcome {
	late := st.End < j.since
	switch {
	case j.ToDate && len(st.Judged) == 0:
		o.Reason = "Chưa có kỳ nào của " + name + " kết thúc"
		return o
	case late:
		o.Reason = fmt.Sprintf("Thành tích chỉ tính từ ngày %s, khi hết thời hạn kỷ luật", j.since)
	case j.f.Subject == Team:
		o.Reason = "Tổ không hoạt động vào ngày cuối kỳ nào của " + name
	default:
		o.Reason = "Không có mặt trong Tổ nào vào ngày cuối kỳ nào của " + name
	}
	o.Verdict = plan.NotMet
	return o
}

// figures are the values of each team (or commune) by itself, in the order
// served.
func (j *judging) figures(rules *plan.Rules, ind *plan.Indicator, span string, months []Month) []Figure {
	byTeam := ind.JudgedFrom == plan.LevelTeam
	unit := func(m Month) (org.UnitID, string, RefKind) {
		if byTeam {
			return m.Team, m.TeamName, RefTeam
		}
		return m.Commune, vi.UpperFirst(m.CommuneName), RefCommune
	}
	var out []Figure
	var seen []org.UnitID
	for _, first := range months {
		id, name, kind := unit(first)
		if slices.Contains(seen, id) {
			continue
		}
		seen = append(seen, id)
		var part []Month
		for _, m := range months {
			if x, _, _ := unit(m); x == id {
				part = append(part, m)
			}
		}
		out = append(out, Figure{name + ": " + j.judge(rules, ind, part).Value(), Ref{Kind: kind, ID: int64(id), Ordinal: ind.Ordinal, Span: span}})
	}
	return out
}

// missing says in words what a verdict lacks.
func (j *judging) missing(rules *plan.Rules, ind *plan.Indicator, months []Month) []string {
	items := rules.TeamMissing(ind.Ordinal, own(rules, months))
	if ind.JudgedFrom != plan.LevelTeam {
		items = rules.Missing(ind.Ordinal, whole(months))
	}
	var out []string
	for _, x := range items {
		p := j.Live.Periods[x.Period]
		text := p.Label + ": "
		switch {
		case x.Slot >= 0:
			text += "chưa có số liệu “" + rules.Measure(x.Slot).Name + "”"
		case !p.Ended(j.Today):
			text += "chưa kết thúc"
		default:
			text += "báo cáo " + stateWords(x.State)
		}
		out = append(out, text)
	}
	return out
}

func (j *judging) service(s *Tenure) Outcome {
	o := Outcome{Key: KeyService}
	st, name := j.stretch(s.Span)
	from, until := st.Start, st.End+1
	if s.Span == "" {
		ph, _ := j.stretch(j.Phase)
		from, until, name = roster.ForceBegan, ph.End+1, ""
	}
	from = max(from, j.since)
	spells := j.f.services()
	served := Months(spells, from, min(until, j.Today+1))
	could := Months(spells, from, until)
	what := map[Subject]string{Team: "Hoạt động", Member: "Tham gia"}[j.f.Subject]
	o.Reason = fmt.Sprintf("%s %s tháng, yêu cầu từ %s tháng", what, two(served), two(s.Months))
	if name != "" {
		o.Reason += " trong " + name
	}
	switch {
	case served >= s.Months:
		o.Verdict = plan.Met
	case could >= s.Months && !j.ToDate:
		o.Missing = []string{fmt.Sprintf("chưa đến ngày %s", until-1)}
		o.Reason += "; thời gian xét chưa kết thúc"
	default:
		o.Verdict = plan.NotMet
	}
	if j.f.Subject == Team {
		o.Figures = []Figure{{j.f.Name + ", từ " + j.f.Formed.From.String(), Ref{Kind: RefTeam, ID: int64(j.f.Team)}}}
		return o
	}
	for _, x := range j.f.Spells {
		if x.WithdrawnAt != nil {
			continue
		}
		text := x.Position.Label() + ", từ " + x.From.String()
		if x.Left != nil {
			text += " đến hết " + (*x.Left - 1).String()
		}
		o.Figures = append(o.Figures, Figure{text, Ref{Kind: RefService, ID: int64(x.ID)}})
	}
	return o
}

func (j *judging) deeds(d *Deeds) Outcome {
	o := Outcome{Key: KeyDeeds}
	st, name := j.stretch(d.Span)
	n := 0
	for _, x := range j.f.Deeds {
		if x.WithdrawnAt != nil || x.DoneOn < max(st.Start, j.since) || x.DoneOn > st.End || rank(x.RecognisedRank) < rank(d.Rank) {
			continue
		}
		if j.f.Subject == Team && x.Team != j.f.Team || j.f.Subject == Member && !slices.Contains(x.Members, j.f.Person) {
			continue
		}
		n++
		o.Figures = append(o.Figures, Figure{x.DoneOn.String() + ": " + x.What, Ref{Kind: RefDeed, ID: int64(x.ID)}})
	}
	o.Reason = fmt.Sprintf("%s việc tốt%s trong %s, yêu cầu từ %s", two(n), rankWords[d.Rank], name, two(d.Count))
	switch {
	case n >= d.Count:
		o.Verdict = plan.Met
	case j.over(st):
		o.Verdict = plan.NotMet
	default:
		o.Missing = []string{fmt.Sprintf("%s chưa kết thúc", vi.UpperFirst(name))}
	}
	return o
}

func rank(r register.Rank) int { return slices.Index(register.Ranks, r) }
