package award

import (
	"fmt"
	"slices"
	"strings"

	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// stateWords is a report's state inside a sentence.
func stateWords(code string) string {
	st, ok := report.ParseState(code)
	switch {
	case !ok:
		return "chưa có"
	case st == report.Draft:
		return "chưa gửi"
	case st.Final():
		return "đã duyệt nhưng Tổ chưa có số liệu"
	}
	return "chưa được duyệt (" + strings.ToLower(st.Words()) + ")"
}

// discipline counts the commune's reports of the subject's months: late where
// the first submission came after the due day, missing where the month closed
// without one. What may still come leaves it unknown only where it decides: an
// overdue month will be late or missing.
func (j *judging) discipline(d *Discipline) Outcome {
	o := Outcome{Key: KeyDiscipline}
	st := j.stretch(d.Span)
	months := j.months(st).months
	if len(months) == 0 {
		return j.nothing(o, st)
	}
	var late, missing, overdue, pending int
	for _, m := range months {
		p := j.Live.Periods[m.Own.Period]
		var text string
		switch {
		case m.SubmittedOn != nil && *m.SubmittedOn <= p.Due:
			continue
		case m.SubmittedOn != nil:
			late++
			text = fmt.Sprintf("%s: gửi ngày %s, hạn %s", p.Label, *m.SubmittedOn, p.Due)
		case p.ClosesBefore <= j.Today:
			missing++
			text = fmt.Sprintf("%s: không gửi, hạn %s", p.Label, p.Due)
		case p.Due < j.Today:
			overdue++
			text = fmt.Sprintf("%s: quá hạn chưa gửi, hạn %s", p.Label, p.Due)
			o.Missing = append(o.Missing, text)
		default:
			pending++
			o.Missing = append(o.Missing, fmt.Sprintf("%s: chưa đến hạn gửi (%s)", p.Label, p.Due))
			continue
		}
		o.Figures = append(o.Figures, Figure{text, Ref{Kind: RefReport, ID: int64(m.Report)}})
	}
	o.Reason = fmt.Sprintf("%d/%d kỳ gửi đúng hạn trong %s", len(months)-late-missing-overdue-pending, len(months), st.name)
	for _, x := range []struct {
		n    int
		what string
	}{{late, "gửi quá hạn"}, {missing, "không gửi"}, {overdue, "quá hạn chưa gửi"}, {pending, "chưa đến hạn"}} {
		if x.n > 0 {
			o.Reason += fmt.Sprintf(", %s kỳ %s", two(x.n), x.what)
		}
	}
	open := overdue + pending
	switch {
	case late > d.Late, missing > d.Missing, late+missing+overdue > d.Late+d.Missing:
		o.Verdict = plan.NotMet
	case late+open <= d.Late && missing+open <= d.Missing || open == 0:
		o.Verdict = plan.Met
	}
	if o.Verdict != plan.Unknown {
		o.Missing = nil
	}
	return o
}

// points compares the verified total with the least asked. What is not
// verified yet leaves it unknown only where it could still decide.
func (j *judging) points(s *Sheet) Outcome {
	o := Outcome{Key: KeyPoints}
	least, most, open := j.f.Score.Bounds(s)
	switch {
	case least >= s.Least:
		o.Verdict = plan.Met
	case most < s.Least:
		o.Verdict = plan.NotMet
	}
	o.Reason = fmt.Sprintf("%d/%d điểm, yêu cầu từ %d", least, s.Max(), s.Least)
	if len(open) > 0 {
		o.Reason = fmt.Sprintf("%d/%d điểm đã xác nhận, yêu cầu từ %d", least, s.Max(), s.Least)
	}
	for _, i := range s.Items {
		unverified := slices.Contains(open, i.Code)
		if unverified && o.Verdict == plan.Unknown {
			o.Missing = append(o.Missing, "chưa xác nhận điểm nội dung “"+i.Text+"”")
		}
		var p Points
		if j.f.Score != nil {
			p = j.f.Score.Points[i.Code]
		}
		text := fmt.Sprintf("%s: tự chấm %s, xác nhận %s, tối đa %d", i.Text, pointsOrDash(p.Self), pointsOrDash(p.Verified), i.Max)
		o.Figures = append(o.Figures, Figure{text, Ref{Kind: RefItem, Span: i.Code}})
	}
	return o
}

func pointsOrDash(n *int) string {
	if n == nil {
		return "–"
	}
	return vi.Int(int64(*n))
}

func (j *judging) exclusion(e Exclusion) Outcome {
	o := Outcome{Key: e.key(), Verdict: plan.Met, Reason: "Không thuộc trường hợp không xét"}
	switch e {
	case Left:
		j.left(&o)
	case Dismissed:
		j.dismissed(&o)
	case Rewarded:
		for _, h := range j.f.Held {
			if h.Form == j.c.Form && !h.Revoked {
				o.Verdict, o.Reason = plan.NotMet, "Đã được tặng "+h.Words()
				o.Figures = append(o.Figures, Figure{h.Words(), Ref{Kind: RefAward, ID: h.ID}})
			}
		}
	}
	return o
}

// died are the reasons that lead to truy tặng instead of exclusion.
func died(r roster.LeaveReason) bool { return r == roster.Died || r == roster.FellOnDuty }

// left excludes a member who no longer served on the span's last day (today,
// where that is to come).
func (j *judging) left(o *Outcome) {
	st := j.stretch(j.c.Span)
	day := min(st.End, j.Today)
	serves := slices.ContainsFunc(j.f.Spells, func(s roster.Spell) bool { return s.Serves(day) })
	last, ok := j.f.last()
	switch {
	case serves:
		o.Reason = "Tham gia đến ngày " + day.String()
	case !ok || last.Left == nil || *last.Left > day:
		o.Verdict, o.Reason = plan.NotMet, "Không tham gia Tổ nào vào ngày "+day.String()
	case died(last.Reason):
		o.Reason = fmt.Sprintf("%s, tham gia đến hết ngày %s: xét truy tặng", last.Reason.Label(), *last.Left-1)
	default:
		o.Verdict, o.Reason = plan.NotMet, fmt.Sprintf("Đã thôi tham gia từ ngày %s: %s", *last.Left, vi.LowerFirst(last.Reason.Label()))
	}
	if ok {
		o.Figures = []Figure{{o.Reason, Ref{Kind: RefService, ID: int64(last.ID)}}}
	}
}

func (j *judging) dismissed(o *Outcome) {
	st := j.stretch(j.c.Span)
	for _, s := range j.f.Spells {
		if j.f.Subject == Team && s.Team != j.f.Team {
			continue
		}
		if s.WithdrawnAt != nil || s.Left == nil || (s.Reason != roster.RefusedTasks && s.Reason != roster.Prosecuted) || *s.Left <= st.Start || *s.Left > st.End+1 {
			continue
		}
		text := fmt.Sprintf("%s thôi tham gia từ ngày %s: %s", s.FullName, *s.Left, vi.LowerFirst(s.Reason.Label()))
		o.Verdict, o.Reason = plan.NotMet, text
		o.Figures = append(o.Figures, Figure{text, Ref{Kind: RefService, ID: int64(s.ID)}})
	}
}

// pending is the statute's own criterion: a pending case leaves it unknown
// until released, a disciplinary period fails it until it is over.
func (j *judging) pending() Outcome {
	o := Outcome{Key: KeyPending, Verdict: plan.Met, Reason: "Không có vụ việc đang xem xét"}
	var texts []string
	for _, c := range j.f.Cases {
		why := c.Blocks(j.Today)
		if why == "" {
			continue
		}
		if c.Concluded != nil && *c.Concluded <= j.Today {
			o.Verdict = plan.NotMet
		} else if o.Verdict == plan.Met {
			o.Verdict = plan.Unknown
		}
		texts = append(texts, why)
		o.Missing = append(o.Missing, c.Release(j.Today))
		o.Figures = append(o.Figures, Figure{why, Ref{Kind: RefCase, ID: c.ID}})
	}
	if len(texts) > 0 {
		o.Reason = list(texts)
	}
	return o
}
