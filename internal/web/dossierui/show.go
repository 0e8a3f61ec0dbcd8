package dossierui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// Show is one dossier.
func (u *UI) Show(c *page.Context) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	return u.render(s, 0)
}

// name is "Hồ sơ số 2 đề nghị tặng Giấy khen".
func (s *scene) name() string {
	return fmt.Sprintf("Hồ sơ số %d đề nghị tặng %s", s.v.No, s.v.Form.Label())
}

func (s *scene) crumb() ui.Link { return ui.Link{Label: "Hồ sơ khen thưởng", URL: root} }

// render answers the dossier's page, with what a refused form held.
func (u *UI) render(s *scene, status int) error {
	v := s.v
	m := dossierview.Page{URL: s.url(), Version: itoa(v.Version), Errors: s.errors, Facts: s.facts(), Nobody: "Chưa chọn tập thể, cá nhân nào.",
		Head: ui.Head{Crumbs: []ui.Link{s.crumb(), {Label: fmt.Sprintf("Hồ sơ số %d", v.No)}}, Kicker: v.Phase.Name + ", " + v.Office(s.w, award.ByProposer), Title: s.name(), Tag: stateTag(v.State)}}
	if n := s.asked(); n != nil {
		m.Notices = append(m.Notices, *n)
	}
	for i := range v.Nominees {
		m.Nominees = append(m.Nominees, s.nominee(i))
	}
	for _, h := range v.Machine.Log {
		m.Log = append(m.Log, s.step(h))
	}
	m.Papers, m.Letter, m.Upload, m.Mine = s.papers(), s.letter(), s.upload(), s.proposing()
	if s.writes() && s.unwritten() {
		m.DraftAll = s.url() + "/soan"
	}
	var err error
	if m.Handling, err = u.handling(s.c, s); err != nil {
		return err
	}
	return s.c.Render(page.View{Title: s.name(), Status: status}, dossierview.ShowPage(m))
}

// asked is what the proposing side has to mend, by whom it was asked; nil
// where it has nothing to.
func (s *scene) asked() *dossierview.Notice {
	title := map[award.State]string{award.Returned: "Hồ sơ bị trả lại để sửa", award.Supplement: "Hồ sơ cần bổ sung"}[s.v.State]
	log := s.v.Machine.Log
	for i := len(log) - 1; i >= 0 && title != ""; i-- {
		if h := log[i]; h.Act == award.ActReturn || h.Act == award.ActAsk {
			return &dossierview.Notice{Kind: "bad", Title: title, Lines: []string{h.Why, strings.TrimSpace(h.By.Title+" "+h.By.Name) + ", " + vi.DayTime(h.By.At)}}
		}
	}
	return nil
}

// unwritten tells whether some nominee has no report yet.
func (s *scene) unwritten() bool {
	for i := range s.v.Nominees {
		if n := &s.v.Nominees[i]; !n.State.Final() && len(s.v.Texts[n.ID]) == 0 {
			return true
		}
	}
	return false
}

// facts say who holds it, since when, by which clock.
func (s *scene) facts() []dossierview.Fact {
	v := s.v
	out := []dossierview.Fact{{Label: "Đơn vị đề nghị", Text: v.Office(s.w, award.ByProposer)}, {Label: "Nơi xét", Text: v.Office(s.w, award.ByAppraiser)}}
	if h := v.HolderWords(s.w, v.Machine); h != "" {
		at, _ := v.Machine.Since()
		out = append(out, dossierview.Fact{Label: "Đang giữ hồ sơ", Text: vi.UpperFirst(h) + ", từ " + vi.DayTime(at)})
	}
	if t := v.Timing(s.w.Day); t.Stage != "" {
		out = append(out, dossierview.Fact{Label: "Thời hạn", Text: t.Words(), Late: t.Late()})
	}
	if v.DocNumber != "" {
		out = append(out, dossierview.Fact{Label: "Tờ trình", Text: "số " + v.DocNumber + " ngày " + v.DocDate.String() + ", " + strings.ReplaceAll(v.SignerTitle, "\n", ", ") + " " + v.SignerName})
	}
	return out
}

func (s *scene) nominee(i int) dossierview.Nominee {
	n := &s.v.Nominees[i]
	g := s.v.Grounds[n.ID]
	r := dossierview.Nominee{No: strconv.Itoa(i + 1), Name: ui.Link{Label: n.Name, URL: nomineeURL(n)}, Detail: n.Detail, Subject: n.Subject.Label(), Eligible: eligible(g.Eligibility),
		State: outcome(n, s.side()), Text: textTag(n, s.v.Texts[n.ID])}
	if g.Eligibility != nil {
		words := g.Eligibility.InTheWay(s.w.Plan.Rules)
		for _, o := range g.Eligibility.Outcomes {
			if o.Override != nil {
				words = append(words, o.Reason+" (được cho qua)")
			}
		}
		r.Open = strings.Join(words, "; ")
	}
	for _, f := range g.Findings {
		r.Findings = append(r.Findings, finding(f, g))
	}
	if n.State.Final() || s.side() != award.ByProposer {
		r.Why = why(n)
	}
	return r
}

// why is the ground and reason of a state that has them.
func why(n *dossier.Nominee) string {
	if n.Ground == "" {
		return n.Why
	}
	return n.Ground.Words() + ": " + n.Why
}

// textTag says how far the achievement report is: a member's has two sections.
func textTag(n *dossier.Nominee, list []dossier.Text) ui.Tag {
	want := 1
	if n.Subject == award.Member {
		want = 2
	}
	switch {
	case len(list) == 0:
		return ui.Tag{Text: "Chưa soạn"}
	case len(list) < want:
		return ui.Tag{Kind: "warn", Text: "Soạn một phần"}
	}
	return ui.Tag{Kind: "accepted", Text: "Đã soạn"}
}

func (s *scene) step(h award.Handover) dossierview.Step {
	words := "Lập hồ sơ"
	if h.Act != "" {
		words = vi.UpperFirst(h.Act.Words())
	}
	if s.side() == award.ByProposer && slices.Contains(inner, h.Act) {
		h.Why = ""
	}
	return dossierview.Step{On: vi.DayTime(h.By.At), Act: words, By: strings.TrimSpace(h.By.Title + " " + h.By.Name), Holder: s.holder(h), Why: h.Why}
}

// inner are acts whose words are the deciding side's own: they could tell an
// outcome before it is applied.
var inner = []award.Act{award.ActConsult, award.ActAnswer, award.ActReopen, award.ActHandBack, award.ActUndecide}

func (s *scene) holder(h award.Handover) string {
	if h.Holder == "" {
		return ""
	}
	d := &award.Dossier{Route: s.v.Machine.Route, State: h.State}
	return s.v.HolderWords(s.w, d)
}
