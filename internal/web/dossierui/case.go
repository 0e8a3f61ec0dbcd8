package dossierui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/plan"
	"thidua/internal/vi"
	"thidua/internal/web/guideui"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// nomineeOf is the nominee of the path, of the scene's dossier.
func (s *scene) nomineeOf() (*dossier.Nominee, error) {
	id, err := s.c.ID("n")
	if err != nil {
		return nil, err
	}
	n, ok := s.v.Nominee(dossier.NomineeID(id))
	if !ok {
		return nil, fault.Missing()
	}
	return n, nil
}

// Case is one nominee of a dossier.
func (u *UI) Case(c *page.Context) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	n, err := s.nomineeOf()
	if err != nil {
		return err
	}
	return u.renderCase(s, n, 0)
}

// renderCase answers a nominee's page, with what a refused form held.
func (u *UI) renderCase(s *scene, n *dossier.Nominee, status int) error {
	g := s.v.Grounds[n.ID]
	m := dossierview.Case{URL: nomineeURL(n), Version: strconv.Itoa(n.Version), Errors: s.errors, Facts: s.caseFacts(n),
		Head: ui.Head{Crumbs: []ui.Link{s.crumb(), {Label: fmt.Sprintf("Hồ sơ số %d", s.v.No), URL: s.url()}, {Label: n.Name}}, Kicker: s.v.Phase.Name + ", " + s.v.Form.Label() + ", " + vi.LowerFirst(n.Subject.Label()),
			Title: n.Name, Aside: n.Detail, Tag: outcome(n, s.side())}}
	for i, f := range g.Findings {
		m.Findings = append(m.Findings, s.found(i, f, g))
	}
	m.Confirm, m.Content, m.Texts, m.Pull = nomineeURL(n)+"/xac-nhan", s.content(n), s.texts(n), s.pulling(n)
	if s.v.Sits(s.c.Actor) { // the deciding side confirms by its own right
		m.Confirm = nomineeURL(n) + "/tham-dinh"
	}
	s.criteria(&m, g)
	sc, nom, ok, err := u.Dossiers.PointSheet(s.c.Ctx(), u.Pool, s.v, n)
	if err != nil {
		return err
	}
	if ok {
		sheet := guideui.Sheet{Actor: s.c.Actor, World: s.w, At: s.v.ScoreAt(n), Cand: g.Candidate, Sheet: g.Eligibility.Criteria.Sheet, Score: sc, Nom: nom, Back: fmt.Sprintf("%d-%d", n.Dossier, n.ID)}
		m.Score = sheet.View(nil, nil)
	}
	if m.Handling, err = u.handlingOf(s.c, s, n); err != nil {
		return err
	}
	return s.c.Render(page.View{Title: n.Name, Status: status}, dossierview.CasePage(m))
}

func (s *scene) caseFacts(n *dossier.Nominee) []dossierview.Fact {
	out := []dossierview.Fact{{Label: "Hồ sơ", Text: s.v.State.Words()}}
	if n.Merit != "" {
		out = append(out, dossierview.Fact{Label: "Thành tích ghi trên quyết định", Text: n.Merit})
	}
	if w := why(n); w != "" && (n.State.Final() || s.side() != award.ByProposer) {
		out = append(out, dossierview.Fact{Label: "Lý do", Text: w})
	}
	return out
}

// criteria are the outcomes in the guide's words, with links.
func (s *scene) criteria(m *dossierview.Case, g *dossier.Ground) {
	e := g.Eligibility
	if e == nil {
		m.NoGuide = "Chưa ban hành hướng dẫn tiêu chí " + s.v.Form.Label() + " cho " + vi.LowerFirst(s.v.Phase.Name) + "."
		return
	}
	words := map[award.Key]string{}
	for _, l := range e.Criteria.Lines(s.w.Plan.Rules, s.v.Phase.Code) {
		words[l.Key] = l.Text
	}
	for _, o := range e.Outcomes {
		x := dossierview.Criterion{Text: words[o.Key], Reason: o.Reason, Missing: slices.DeleteFunc(slices.Clone(o.Missing), func(m string) bool { return strings.Contains(o.Reason, m) }), Pill: ui.Pill{Kind: verdictKinds[o.Verdict], Text: o.Verdict.String(), Words: o.Verdict.String()}}
		if o.Override != nil {
			x.Pill = ui.Pill{Kind: "progressing", Text: "Được cho qua", Words: "Được cho qua"}
		}
		for _, f := range o.Figures {
			x.Figures = append(x.Figures, ui.Link{Label: f.Text, URL: s.refURL(f.Ref)})
		}
		for _, p := range e.Past {
			if p.Key == o.Key {
				x.Past = append(x.Past, p.Words())
			}
		}
		m.Criteria = append(m.Criteria, x)
	}
}

// refURL leads to what stands behind a figure or finding, "" where nothing
// does that the reader may see.
func (s *scene) refURL(r award.Ref) string {
	needs := map[award.RefKind]access.Action{award.RefTeam: access.ScoreRead, award.RefCommune: access.ScoreRead, award.RefReport: access.ReportRead, award.RefDeed: access.DeedRead, award.RefModel: access.DeedRead, award.RefPerson: access.RosterRead}
	if !s.c.Actor.May(needs[r.Kind]) {
		return ""
	}
	switch r.Kind {
	case award.RefTeam, award.RefCommune:
		if r.Span == "" { // the team itself, of no indicator
			return page.TeamURL(r.ID)
		}
		if ind := s.w.Plan.Rules.Indicator(r.Ordinal); ind != nil {
			span := r.Span
			if span == plan.WholeCampaign {
				span = "toan"
			}
			return page.WhyURL(page.Asked{Unit: r.ID, Span: span}, ind.Code)
		}
	case award.RefReport:
		return page.ReportURL(r.ID)
	case award.RefDeed:
		return "/guong/" + strconv.FormatInt(r.ID, 10)
	case award.RefModel:
		return "/mo-hinh/" + strconv.FormatInt(r.ID, 10)
	case award.RefPerson:
		return page.MemberURL(r.ID)
	}
	return ""
}
