package registerui

import (
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// lines are a commune's reports of some periods.
func (u *UI) lines(c *page.Context, w report.World, commune org.UnitID, periods []plan.LivePeriod) ([]report.Line, error) {
	if len(periods) == 0 || commune == 0 {
		return nil, nil
	}
	var ids []int64
	for _, p := range periods {
		ids = append(ids, p.ID)
	}
	all, err := u.Reports.Lines(c.Ctx(), u.Pool, access.Under(w.Tree.Path(commune, periods[len(periods)-1].End)), ids)
	var own []report.Line
	for _, l := range all {
		if l.CommuneID == int64(commune) {
			own = append(own, l)
		}
	}
	return own, err
}

// monthOf is the period a deed's day falls in and the report that counts it;
// no line where none does.
func (u *UI) monthOf(c *page.Context, w report.World, team org.UnitID, day clock.Day) (plan.LivePeriod, *report.Line, error) {
	for _, p := range w.Plan.Periods {
		if day < p.Start || day > p.End {
			continue
		}
		list, err := u.lines(c, w, w.Tree.Ancestor(team, org.Commune, p.End), []plan.LivePeriod{p})
		if err != nil || len(list) == 0 {
			return p, nil, err
		}
		return p, &list[0], nil
	}
	return plan.LivePeriod{}, nil, nil
}

// settledDeed says what becomes of the month a deed is dated in, where that
// was accepted already; "" where it is still open.
func (u *UI) settledDeed(c *page.Context, w report.World, team org.UnitID, day clock.Day) (string, error) {
	p, line, err := u.monthOf(c, w, team, day)
	if err != nil || line == nil || !line.State.Final() {
		return "", err
	}
	return settledWords(p.Label), nil
}

// settledMove is settledDeed for a deed that goes to another team or day; ""
// where neither changes.
func (u *UI) settledMove(c *page.Context, w report.World, was register.Deed, in register.DeedInput) (string, error) {
	if was.Team == in.Team && was.DoneOn == *in.DoneOn {
		return "", nil
	}
	from, err := u.settledDeed(c, w, was.Team, was.DoneOn)
	if err != nil {
		return "", err
	}
	to, err := u.settledDeed(c, w, in.Team, *in.DoneOn)
	if from == to {
		from = ""
	}
	return join(from, to), err
}

// settledFrom says it for what counts from a day on.
func (u *UI) settledFrom(c *page.Context, w report.World, commune org.UnitID, day clock.Day) (string, error) {
	var periods []plan.LivePeriod
	labels := map[int64]string{}
	for _, p := range w.Plan.Periods {
		if p.End >= day && p.Start <= c.Now.Today {
			periods, labels[p.ID] = append(periods, p), p.Label
		}
	}
	list, err := u.lines(c, w, commune, periods)
	var names []string
	for _, l := range list {
		if l.State.Final() {
			names = append(names, labels[l.PeriodID])
		}
	}
	if len(names) > 3 {
		names = append(names[:3], "…")
	}
	return settledWords(names...), err
}

// settledRecognition says it for a recognition that counts for 2.1.
func (u *UI) settledRecognition(c *page.Context, w report.World, kind register.Kind, commune org.UnitID, in register.RecognitionInput) (string, error) {
	if kind != register.Models || in.On == nil || w.Plan.Rules == nil || !register.CountingOf(w.Plan.Rules.Def, c.Now.Today).Counts(in.Rank, *in.On) {
		return "", nil
	}
	return u.settledFrom(c, w, commune, *in.On)
}

// settledModel says it for a model that may be counted.
func (u *UI) settledModel(c *page.Context, w report.World, m register.Model) (string, error) {
	if m.RecognisedOn == nil {
		return "", nil
	}
	commune, _ := w.Tree.LeadSuccessor(m.Commune, c.Now.Today)
	return u.settledRecognition(c, w, register.Models, commune, register.RecognitionInput{Rank: m.RecognisedRank, On: m.RecognisedOn})
}

func settledWords(labels ...string) string {
	if len(labels) == 0 {
		return ""
	}
	return strings.Join(labels, ", ") + " đã duyệt: hệ thống lập đề nghị đính chính."
}

// join puts sentences after each other.
func join(parts ...string) string { return strings.TrimSpace(strings.Join(parts, " ")) }
