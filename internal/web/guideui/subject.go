package guideui

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/guideview"
	"thidua/templates/ui"
)

// view is one subject's eligibility on its way to the page.
type view struct {
	c     *page.Context
	w     report.World
	x     criteria.Whom
	a     asked
	phase plan.LivePhase
	g     criteria.Guide
	has   bool // there is a guide to judge by
	cand  award.Candidate
}

// Team is a team's eligibility.
func (u *UI) Team(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	return u.subject(c, criteria.Whom{Team: org.UnitID(id)}, c.R.URL.Query(), http.StatusOK, nil, nil)
}

// Member is a member's eligibility.
func (u *UI) Member(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	return u.subject(c, criteria.Whom{Person: roster.PersonID(id)}, c.R.URL.Query(), http.StatusOK, nil, nil)
}

// look reads the subject, by the guide in force or the one named.
func (u *UI) look(c *page.Context, x criteria.Whom, q map[string][]string) (*view, error) {
	w, err := u.World(c)
	if err != nil {
		return nil, err
	}
	get := func(name string) string {
		if list := q[name]; len(list) > 0 {
			return vi.CleanLine(list[0])
		}
		return ""
	}
	v := &view{c: c, w: w, x: x, phase: reviewed(w)}
	if ph, ok := w.Plan.PhaseByCode(get("dot")); ok {
		v.phase = ph
	}
	v.a = asked{form: award.GiayKhen, phase: v.phase.Code}
	if f := award.Form(get("hinh-thuc")); slices.Contains(award.Forms, f) && award.GivenAt(w.Plan.Rules.Def, f, v.phase.Code) {
		v.a.form = f
	}
	if v.cand, err = u.Criteria.Candidate(c.Ctx(), u.Pool, c.Actor, w, v.a.form, v.phase, x); err != nil {
		return nil, err
	}
	if id := c.QueryID("huong-dan"); id > 0 {
		if v.g, err = u.Criteria.Guide(c.Ctx(), u.Pool, c.Actor, w, criteria.GuideID(id)); err != nil {
			return nil, err
		}
		if v.has = v.g.PhaseID == v.phase.ID; v.has {
			v.a.guide = v.g.ID
		}
	}
	if !v.has {
		v.g, v.has, err = criteria.IssuedGuide(c.Ctx(), u.Pool, w.Plan, v.phase.ID)
	}
	return v, err
}

func (u *UI) subject(c *page.Context, x criteria.Whom, q map[string][]string, status int, f *page.Form, errs []ui.Error) error {
	v, err := u.look(c, x, q)
	if err != nil {
		return err
	}
	w := v.w
	m := guideview.Subject{Head: ui.Head{Crumbs: []ui.Link{{Label: "Xét khen thưởng", URL: listFilter{phase: v.phase, form: v.a.form, subject: x.Subject()}.url()}, {Label: v.cand.Name}}, Kicker: under(w, &v.cand), Title: v.cand.Name, Aside: reviewName(w, v.phase.Code)}}
	for _, ph := range w.Plan.Phases {
		for _, f := range award.Forms {
			if award.GivenAt(w.Plan.Rules.Def, f, ph.Code) {
				m.Tabs = append(m.Tabs, ui.Link{Label: f.Label() + ", " + vi.LowerFirst(reviewName(w, ph.Code)), URL: subjectURL(x, asked{f, ph.Code, 0}), Current: f == v.a.form && ph.ID == v.phase.ID})
			}
		}
	}
	m.Held = held(&v.cand)
	v.facts(&m)
	v.cases(&m)
	e, ok := award.Eligibility{}, false
	if v.has {
		e, ok = u.Criteria.Eligible(c.Ctx(), u.Pool, w, v.g, v.a.form, v.cand)
	}
	switch {
	case !v.has:
		m.Nothing = "Chưa có hướng dẫn tiêu chí khen thưởng khi " + vi.LowerFirst(reviewName(w, v.phase.Code)) + ": Phòng PX03 dự thảo, Sở Nội vụ thống nhất và ban hành thì mới xét được."
	case !ok:
		m.Nothing = "Hướng dẫn không có tiêu chí " + pairName(v.a.form, x.Subject()) + "."
	default:
		nom, err := u.Criteria.NominationOf(c.Ctx(), u.Pool, v.at())
		if err != nil {
			return err
		}
		criteria.Veil(c.Actor, &e)
		v.overrides(&m, &e, nom)
		v.outcomes(&m, &e)
		if e.Criteria.Sheet != nil {
			sc, err := u.Criteria.ScoreOf(c.Ctx(), u.Pool, v.at())
			if err != nil {
				return err
			}
			sheet := Sheet{Actor: c.Actor, World: w, At: v.at(), Cand: &v.cand, Sheet: e.Criteria.Sheet, Score: sc, Nom: nom, Draft: v.a.guide != 0}
			m.Score = sheet.View(f, errs)
		}
	}
	return c.Render(page.View{Title: "Xét khen thưởng " + v.cand.Name, Status: status}, guideview.SubjectPage(m))
}

// overrides lays those written in dossiers over the outcomes: of the nomination
// in force they hold, and all are told ever after.
func (v *view) overrides(m *guideview.Subject, e *award.Eligibility, nom criteria.Nomination) {
	words := map[award.Key]string{}
	for _, l := range e.Criteria.Lines(v.w.Plan.Rules, v.phase.Code) {
		words[l.Key] = l.Text
	}
	var holding []award.Override
	for _, o := range nom.Overrides {
		if o.InForce {
			holding = append(holding, o.Override)
		}
		x := guideview.Overridden{Criterion: words[o.Key], Text: o.Words(), Dossier: ui.Link{Label: fmt.Sprintf("Hồ sơ số %d", o.No), URL: page.NomineeURL(o.Dossier, o.Nominee)}}
		if x.Criterion == "" {
			x.Criterion = "Tiêu chí không còn trong hướng dẫn"
		}
		m.Overridden = append(m.Overridden, x)
	}
	if v.a.guide == 0 { // a draft is only looked at
		e.Apply(holding)
	}
}

func (v *view) at() criteria.ScoreAt {
	return criteria.ScoreAt{Form: v.a.form, Phase: v.phase, Whom: v.x}
}

// facts lead to who it is.
func (v *view) facts(m *guideview.Subject) {
	c, w, a := &v.cand, v.w, v.c.Actor
	add := func(label, text, url string, ok bool) {
		if !ok {
			url = ""
		}
		m.Facts = append(m.Facts, guideview.Fact{Label: label, Text: text, URL: url})
	}
	place := criteria.PlaceOf(w, c.Team)
	if c.Subject == award.Member {
		add("Thành viên", c.Name, page.MemberURL(int64(c.Person)), a.Can(access.RosterRead, place))
	}
	add("Tổ", teamName(w, c), page.TeamURL(int64(c.Team)), a.Can(access.UnitRead, place))
	if c.Subject == award.Team {
		add("Thành viên hiện có", itoa(c.Size)+", "+itoa(c.Women)+" nữ", "", false)
	}
	add("Đơn vị đề nghị", vi.UpperFirst(c.UnitName), "", false)
}

func (v *view) cases(m *guideview.Subject) {
	a := v.c.Actor
	if m.ShowCase = a.May(access.CaseRead); !m.ShowCase {
		return
	}
	for _, x := range v.cand.Cases {
		s := criteria.CaseStateOn(x, v.w.Day)
		m.Cases = append(m.Cases, guideview.CaseWords{Link: ui.Link{Label: vi.UpperFirst(x.Kind.Words()) + " từ ngày " + x.Since.String(), URL: caseURL(criteria.CaseID(x.ID))}, Text: x.Reason, Tag: caseTag(s)})
	}
	place := criteria.PlaceOf(v.w, v.cand.Team)
	commune, _ := v.w.Tree.CommuneNow(v.cand.Team, v.w.Day)
	place.UnitID = int64(commune)
	if a.Can(access.CaseWrite, place) {
		m.NewCase = newCaseURL(v.x)
	}
}

// outcomes are the criteria with their figures, each a link where the actor
// may follow it.
func (v *view) outcomes(m *guideview.Subject, e *award.Eligibility) {
	m.Verdict = verdictPill(e.Verdict(), e.Words())
	m.By = "Theo Hướng dẫn số " + v.g.Number + "."
	if v.g.Date != nil {
		m.By = "Theo Hướng dẫn số " + v.g.Number + " ngày " + v.g.Date.String() + "."
	} else {
		m.By = "Theo dự thảo phiên bản " + itoa(v.g.Version) + ", chưa ban hành."
	}
	lines := e.Criteria.Lines(v.w.Plan.Rules, v.phase.Code)
	for i, o := range e.Outcomes {
		r := guideview.Outcome{ID: "tc-" + strings.NewReplacer(":", "-", "_", "-").Replace(string(o.Key)), Text: lines[i].Text, Pill: verdictPill(o.Verdict, o.Verdict.String()), Reason: o.Reason + "."}
		if o.Override != nil {
			r.Pill, r.Passed = ui.Pill{Kind: "progressing", Text: "Được cho qua", Words: "Được cho qua"}, o.Override.Words()+"."
		}
		for _, lack := range o.Missing {
			if !strings.Contains(o.Reason, lack) {
				r.Missing = append(r.Missing, lack)
			}
		}
		for _, f := range o.Figures {
			r.Figures = append(r.Figures, guideview.Fact{Text: f.Text, URL: v.follow(f.Ref)})
		}
		const most = 6
		if len(r.Figures) > most+1 {
			r.Figures, r.Rest = r.Figures[:most], r.Figures[most:]
		}
		m.Outcomes = append(m.Outcomes, r)
	}
}

// follow is where a figure's source is, "" where the actor may not go.
func (v *view) follow(r award.Ref) string {
	a, w := v.c.Actor, v.w
	may := func(action access.Action, team org.UnitID) bool { return a.Can(action, criteria.PlaceOf(w, team)) }
	switch r.Kind {
	case award.RefTeam, award.RefCommune:
		unit := org.UnitID(r.ID)
		if r.Span == "" {
			if may(access.UnitRead, unit) {
				return page.TeamURL(r.ID)
			}
			return ""
		}
		ind := w.Plan.Rules.Indicator(r.Ordinal)
		if _, err := w.See(a, unit); err != nil || ind == nil {
			return ""
		}
		return page.WhyURL(page.Asked{Unit: r.ID, Span: r.Span}, ind.Code)
	case award.RefReport:
		for _, m := range v.cand.Months {
			if int64(m.Report) == r.ID && r.ID > 0 && a.Can(access.ReportRead, w.Tree.PlaceNow(m.Commune, w.Day)) {
				return page.ReportURL(r.ID)
			}
		}
	case award.RefService:
		if v.x.Person != 0 && may(access.RosterRead, v.cand.Team) {
			return page.MemberURL(int64(v.x.Person))
		}
		if v.x.Person == 0 && may(access.UnitRead, v.cand.Team) {
			return page.TeamURL(int64(v.cand.Team))
		}
	case award.RefDeed:
		for _, d := range v.cand.Deeds {
			if int64(d.ID) == r.ID && may(access.DeedRead, d.Team) {
				return "/guong/" + id64(r.ID)
			}
		}
	case award.RefCase:
		return caseURL(criteria.CaseID(r.ID))
	case award.RefItem:
		return "#bang-diem"
	}
	return ""
}
