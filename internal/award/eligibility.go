package award

import (
	"fmt"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Judge tells for each criterion whether the subject satisfies it, why, and by
// which figures. A member is judged by the months of the teams served in (see
// Book.Served); months before the end of a disciplinary period do not count.
func Judge(b Basis, c Criteria, f Facts) Eligibility { return open(b, c).judge(f) }

func (k *court) judge(f Facts) Eligibility {
	c := k.c
	j := judging{court: k, f: &f}
	j.since, _ = countsFrom(f.Cases, k.Today)
	if !slices.IsSortedFunc(f.Months, byPeriod) {
		f.Months = slices.Clone(f.Months)
		slices.SortStableFunc(f.Months, byPeriod)
	}
	shared := j.byMonths()
	e := Eligibility{Criteria: c, Results: shared.results, Outcomes: make([]Outcome, 0, len(shared.outcomes)+len(c.Exclusions)+4)}
	e.Outcomes = append(e.Outcomes, shared.outcomes...)
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

// judging is one subject before the court.
type judging struct {
	*court
	f     *Facts
	since clock.Day  // achievements before it do not count
	seen  []*counted // months by span
}

// results are all indicators over the span rewarded: what a standing compares.
func (j *judging) results() []plan.Result {
	n := j.months(j.stretch(j.c.Span))
	if len(n.months) == 0 {
		return nil
	}
	var out []plan.Result
	for _, ind := range n.of.rules.Indicators() {
		out = append(out, j.judge(n, ind))
	}
	return out
}

// TargetWords is an indicator's target; one judged period by period says so,
// a sum over several periods reads wrong against it.
func TargetWords(ind *plan.Indicator) string {
	if ind.Span == plan.SpanEachPeriod {
		return ind.Target.String() + " mỗi kỳ"
	}
	return ind.Target.String()
}

func (j *judging) verdict(r Required) Outcome {
	o := Outcome{Key: r.key()}
	st := j.stretch(r.Span)
	ind := st.rules.Indicator(r.Ordinal)
	if ind == nil {
		o.Reason = "Chỉ tiêu này không có trong phiên bản kế hoạch áp dụng cho " + st.name
		return o
	}
	n := j.months(st)
	if len(n.months) == 0 {
		return j.nothing(o, st)
	}
	res := j.judge(n, ind)
	o.Verdict, o.Figures = res.Verdict, j.figures(n, ind)
	value := ind.Code + ": " + res.Value() + ", chỉ tiêu " + TargetWords(ind)
	switch {
	case res.Verdict == plan.Met:
		o.Reason = "Đạt " + value
	case res.Verdict == plan.NoneArose:
		o.Reason = ind.Code + ": không phát sinh trong " + st.name
	case res.Verdict == plan.NotMet:
		o.Reason = "Chưa đạt " + value
		gap := plan.GapOf(res, plan.GapInput{Within: st.Within, End: st.End, Today: j.Today})
		if gap.Kind == plan.GapShort || gap.Kind == plan.GapLost {
			o.Reason += " (" + gap.Text + ")"
		}
	case res.InProgress && !res.Provisional && j.over(st):
		o.Reason = ind.Code + ": đang thực hiện đến hết kỳ cuối được tính, chỉ xét được khi phong trào kết thúc"
	default:
		o.Missing = j.missing(n, ind)
		o.Reason = "Chưa đủ số liệu " + ind.Code
		if len(o.Missing) > 0 {
			o.Reason += ": " + list(o.Missing)
		}
	}
	return o
}

// nothing is the outcome where none of the span's months are the subject's.
func (j *judging) nothing(o Outcome, st *stretch) Outcome {
	late := st.End < j.since
	switch {
	case j.ToDate && len(st.Judged) == 0:
		o.Reason = "Chưa có kỳ nào của " + st.name + " kết thúc"
		return o
	case late:
		o.Reason = fmt.Sprintf("Thành tích chỉ tính từ ngày %s, khi hết thời hạn kỷ luật", j.since)
	case j.f.Subject == Team:
		o.Reason = "Tổ không hoạt động vào ngày cuối kỳ nào của " + st.name
	default:
		o.Reason = "Không có mặt trong Tổ nào vào ngày cuối kỳ nào của " + st.name
	}
	o.Verdict = plan.NotMet
	return o
}

// missing says in words what a verdict lacks.
func (j *judging) missing(n *counted, ind *plan.Indicator) []string {
	rules := n.of.rules
	items := rules.TeamMissing(ind.Ordinal, n.own)
	if ind.JudgedFrom != plan.LevelTeam {
		items = rules.Missing(ind.Ordinal, n.whole)
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
	st := j.stretch(s.Span)
	from, until, name := st.Start, st.End+1, st.name
	if s.Span == "" {
		from, until, name = roster.ForceBegan, j.stretch(j.Phase).End+1, ""
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
	st := j.stretch(d.Span)
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
	o.Reason = fmt.Sprintf("%s việc tốt%s trong %s, yêu cầu từ %s", two(n), rankWords[d.Rank], st.name, two(d.Count))
	switch {
	case n >= d.Count:
		o.Verdict = plan.Met
	case j.over(st):
		o.Verdict = plan.NotMet
	default:
		o.Missing = []string{fmt.Sprintf("%s chưa kết thúc", vi.UpperFirst(st.name))}
	}
	return o
}

func rank(r register.Rank) int { return slices.Index(register.Ranks, r) }
