package dossierui

import (
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// handlingOf is the deciding side's part of a nominee's page.
func (u *UI) handlingOf(c *page.Context, s *scene, n *dossier.Nominee) (dossierview.NomineeHandling, error) {
	m := dossierview.NomineeHandling{Version: strconv.Itoa(n.Version), URL: nomineeURL(n) + "/tham-dinh"}
	if s.side() == award.ByProposer {
		return m, nil
	}
	h, err := u.Dossiers.HandlingOf(c.Ctx(), u.Pool, s.v)
	if err != nil {
		return m, err
	}
	m.Title = "Thẩm định"
	m.Facts = append(m.Facts, dossierview.Fact{Label: "Kết quả", Text: n.State.Words()})
	if h.Council != nil && n.State != award.Withdrawn {
		m.Facts = append(m.Facts, dossierview.Fact{Label: "Hội đồng", Text: h.Council.Tally(n.ID).Words()})
	}
	for _, o := range h.Opinions {
		if o.Nominee == n.ID {
			m.Opinions = append(m.Opinions, dossierview.OpinionRow{Said: opinionTag(o.Favourable), Text: o.Words, By: fmt.Sprintf("%s, %s, lần gửi %d", o.By.Name, vi.DayTime(o.By.At), o.Submission)})
		}
	}
	words := s.criteriaWords(n)
	writes := s.v.Sits(s.c.Actor) && s.v.Machine.Permits(s.c.Actor.Role, award.Appraise) == nil && !n.State.Final()
	s.appraiseChecks(&m, h, n, words, writes)
	for _, o := range h.Overrides {
		if o.Nominee != n.ID {
			continue
		}
		r := dossierview.OverrideRow{Text: words[o.Key], Words: o.Words()}
		if writes && o.LiftedBy == nil {
			r.Lift = fmt.Sprintf("%s?viec=lift&so=%d#tham-dinh", nomineeURL(n), o.ID)
		}
		m.Overrides = append(m.Overrides, r)
	}
	if writes {
		s.appraiseActs(&m, n)
	}
	return m, nil
}

// criteriaWords are the guide's lines by key; a criterion no longer asked is
// called by what it was.
func (s *scene) criteriaWords(n *dossier.Nominee) map[award.Key]string {
	words := map[award.Key]string{}
	if g := s.v.Grounds[n.ID]; g != nil && g.Eligibility != nil {
		for _, l := range g.Eligibility.Criteria.Lines(s.w.Plan.Rules, s.v.Phase.Code) {
			words[l.Key] = l.Text
		}
	}
	return words
}

// appraiseChecks are the criteria to look at, and what was found so far.
func (s *scene) appraiseChecks(m *dossierview.NomineeHandling, h *dossier.HandlingView, n *dossier.Nominee, words map[award.Key]string, writes bool) {
	now := map[award.Key]dossier.Checked{}
	for _, k := range h.Checks {
		if k.Nominee != n.ID {
			continue
		}
		if k.Submission == s.v.Submission {
			now[k.Key] = k
		}
		if !writes || k.Submission != s.v.Submission {
			m.Said = append(m.Said, dossierview.CheckedRow{Text: words[k.Key], Said: opinionTag(k.Agreed), Why: k.Words, By: fmt.Sprintf("%s, %s, lần gửi %d", k.By.Name, vi.DayTime(k.By.At), k.Submission)})
		}
	}
	g := s.v.Grounds[n.ID]
	if !writes || g == nil || g.Eligibility == nil {
		return
	}
	m.CheckForm = true
	for i, o := range g.Eligibility.Outcomes {
		at := strconv.Itoa(i + 1)
		k, given := now[o.Key]
		chosen, said := "", k.Words
		if given {
			chosen = map[bool]string{true: "co", false: "khong"}[k.Agreed]
		}
		if s.form != nil && s.form.Has("y-kien-"+at) {
			chosen, said = s.was("y-kien-"+at), s.was("loi-"+at)
		}
		r := dossierview.CheckRow{Text: words[o.Key], Reason: o.Reason, Pill: ui.Pill{Kind: verdictKinds[o.Verdict], Text: o.Verdict.String(), Words: o.Verdict.String()},
			Key: ui.Kept{Name: "khoa-" + at, Value: string(o.Key)}, Choice: agreeing("y-kien-"+at, "Ý kiến thẩm định", chosen), No: at,
			Words: ui.Field{Name: "loi-" + at, Label: "Nội dung", Kind: "textarea", Rows: 2, Max: dossier.MaxWords, Value: said, Error: page.Of(s.errors, "loi-"+at)}}
		r.Choice.Error = page.Of(s.errors, "y-kien-"+at)
		if !o.Satisfied() && o.Key != award.KeyPending {
			r.Pass = nomineeURL(n) + "?viec=override&dieu-kien=" + at + "#tham-dinh"
		}
		m.Checks = append(m.Checks, r)
	}
}

// appraiseActs are the outcomes to choose from, and the form that is open.
func (s *scene) appraiseActs(m *dossierview.NomineeHandling, n *dossier.Nominee) {
	open := func(what string) string { return nomineeURL(n) + "?viec=" + what + "#tham-dinh" }
	if n.State == award.Nominated {
		m.Acts = []dossierview.HandlingAct{{Label: "Đề nghị khen thưởng", URL: m.URL, Post: true, What: string(award.Recommended), First: true},
			{Label: "Đề nghị không khen thưởng", URL: open("declined"), Harm: true}}
	} else if n.State == award.Recommended || n.State == award.Declined {
		m.Acts = []dossierview.HandlingAct{{Label: "Xem xét lại", URL: open("nominated")}}
	}
	what := s.c.Query("viec")
	if s.form != nil {
		what = s.was("viec")
	}
	f := &dossierview.HandlingForm{URL: m.URL, Back: nomineeURL(n) + "#tham-dinh", What: what}
	why := ui.Field{Name: "ly-do", Label: "Lý do", Kind: "textarea", Required: true, Max: dossier.MaxWords, Value: s.was("ly-do"), Error: page.Of(s.errors, "ly-do")}
	switch {
	case what == "declined" && n.State == award.Nominated:
		f.Title, f.Button, f.Harm = "Đề nghị không khen thưởng", "Ghi kết quả", true
		f.Lead = "Đơn vị đề nghị chỉ được biết kết quả và lý do khi công bố."
		c := ui.Choice{Name: "can-cu", Label: "Căn cứ", Required: true, Error: page.Of(s.errors, "can-cu"), Options: []ui.Option{{Label: "Chọn căn cứ"}}}
		for _, r := range award.Refusals {
			c.Options = append(c.Options, ui.Option{Value: string(r), Label: r.Words(), Selected: s.was("can-cu") == string(r)})
		}
		f.Choices = []ui.Choice{c}
	case what == "nominated" && (n.State == award.Recommended || n.State == award.Declined):
		f.Title, f.Button = "Xem xét lại", "Xem xét lại"
	case what == "override":
		key, text := s.overriding(m)
		if key == "" {
			return
		}
		f.Title, f.Button, f.Lead = "Cho qua điều kiện", "Cho qua", text+". Việc cho qua và lý do được ghi lại, luôn hiện trong hồ sơ."
		f.Hidden = []ui.Kept{{Name: "dieu-kien", Value: key}}
	case what == "lift":
		so := s.c.Query("so")
		if s.form != nil {
			so = s.was("so")
		}
		f.Title, f.Button = "Hủy việc cho qua điều kiện", "Hủy việc cho qua"
		f.Hidden = []ui.Kept{{Name: "so", Value: so}}
		for _, o := range m.Overrides {
			if strings.Contains(o.Lift, "&so="+so+"#") {
				f.Lead = o.Text + ". " + o.Words
			}
		}
	default:
		return
	}
	f.Fields = []ui.Field{why}
	m.Form = f
}

// overriding is the criterion a form is open for: by place in the address, by
// key in a form that was refused.
func (s *scene) overriding(m *dossierview.NomineeHandling) (key, text string) {
	for i, c := range m.Checks {
		if c.Pass != "" && (s.form == nil && s.c.Query("dieu-kien") == strconv.Itoa(i+1) || s.form != nil && s.was("dieu-kien") == c.Key.Value) {
			return c.Key.Value, c.Text
		}
	}
	return "", ""
}
