// Package dossierui is the screens of proposals for awards: lists, one dossier with its nominees and hand-overs, achievement reports, papers, the council.
package dossierui

import (
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Dossiers  *dossier.Service
	Registers *register.Service
	Pool      *pg.Pool
	World     func(c *page.Context) (report.World, error)
}

const (
	root = "/khen-thuong/ho-so"
	one  = root + "/{id}"
	each = one + "/truong-hop/{n}"
)

func itoa(n int) string { return strconv.Itoa(n) }

func dossierURL(id dossier.ID) string { return page.DossierURL(int64(id)) }

func nomineeURL(n *dossier.Nominee) string {
	return page.NomineeURL(int64(n.Dossier), int64(n.ID))
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return slices.Concat([]page.Route{
		{Method: "GET", Pattern: root, Action: access.AwardRead, Class: page.List, Handler: u.List},
		{Method: "GET", Pattern: root + "/moi", Action: access.AwardPut, Class: page.Page, Handler: u.NewForm},
		{Method: "POST", Pattern: root + "/moi", Action: access.AwardPut, Class: page.Create, Handler: u.New},
		{Method: "GET", Pattern: one, Action: access.AwardRead, Class: page.Item, Handler: u.Show},
		{Method: "POST", Pattern: one + "/gui", Action: access.AwardPut, Class: page.Act, Handler: u.Send},
		{Method: "POST", Pattern: one + "/soan", Action: access.AwardPut, Class: page.Act, Handler: u.DraftAll},
		{Method: "POST", Pattern: one + "/to-trinh", Action: access.AwardPut, Class: page.Act, Handler: u.Letter},
		{Method: "POST", Pattern: one + "/giay-to", Action: access.AwardPut, Class: page.Act, Handler: u.AddPaper},
		{Method: "GET", Pattern: one + "/giay-to/{p}", Action: access.AwardRead, Class: page.Item, Handler: u.File},
		{Method: "GET", Pattern: one + "/giay-to/{p}/rut", Action: access.AwardPut, Class: page.Item, Handler: u.DropForm},
		{Method: "POST", Pattern: one + "/giay-to/{p}/rut", Action: access.AwardPut, Class: page.Act, Handler: u.Drop},
		{Method: "GET", Pattern: one + "/to-trinh.docx", Action: access.AwardRead, Class: page.Item, Handler: u.SubmissionWord},
		{Method: "GET", Pattern: one + "/danh-sach.docx", Action: access.AwardRead, Class: page.Item, Handler: u.ListWord},
		{Method: "GET", Pattern: one + "/bao-cao-thanh-tich.docx", Action: access.AwardRead, Class: page.Item, Handler: u.ReportsWord},
		{Method: "GET", Pattern: each, Action: access.AwardRead, Class: page.Item, Handler: u.Case},
		{Method: "POST", Pattern: each + "/noi-dung", Action: access.AwardPut, Class: page.Act, Handler: u.Edit},
		{Method: "POST", Pattern: each + "/thu-tu", Action: access.AwardPut, Class: page.Act, Handler: u.Move},
		{Method: "POST", Pattern: each + "/rut", Action: access.AwardPut, Class: page.Act, Handler: u.Pull},
		{Method: "POST", Pattern: each + "/xac-nhan", Action: access.AwardPut, Class: page.Act, Handler: u.Confirm},
		{Method: "POST", Pattern: each + "/bao-cao", Action: access.AwardPut, Class: page.Act, Handler: u.SaveText},
		{Method: "POST", Pattern: each + "/soan-lai", Action: access.AwardPut, Class: page.Act, Handler: u.Redraft},
		{Method: "GET", Pattern: each + "/bao-cao/{phan}", Action: access.AwardRead, Class: page.Item, Handler: u.History},
		{Method: "GET", Pattern: each + "/bao-cao-thanh-tich.docx", Action: access.AwardRead, Class: page.Item, Handler: u.ReportWord},
	}, u.handleRoutes())
}

// typed is what a refused form of the page held.
type typed struct {
	errors []ui.Error
	form   *page.Form
}

// was is a refused form's value.
func (t typed) was(name string) string {
	if t.form == nil {
		return ""
	}
	return t.form.Raw(name)
}

// scene is a dossier as the reader sees it.
type scene struct {
	c *page.Context
	w report.World
	v *dossier.View
	typed
}

// read is the dossier of the path.
func (u *UI) read(c *page.Context) (*scene, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return nil, err
	}
	v, err := u.Dossiers.View(c.Ctx(), u.Pool, c.Actor, w, dossier.ID(id))
	return &scene{c: c, w: w, v: v}, err
}

func (s *scene) url() string { return dossierURL(s.v.ID) }

// side is how the actor reads the dossier.
func (s *scene) side() award.Party { return s.v.Side(s.c.Actor) }

var stateTags = map[award.State]string{award.Sent: "submitted", award.InOpinion: "in_review", award.Forwarded: "submitted", award.Received: "in_review", award.Appraising: "in_review",
	award.Consulting: "in_review", award.InCouncil: "in_review", award.Concluded: "in_review", award.Presented: "in_review", award.Returned: "returned", award.Supplement: "warn",
	award.Decided: "accepted", award.Closed: "accepted"}

func stateTag(s award.State) ui.Tag { return ui.Tag{Kind: stateTags[s], Text: s.Words()} }

var nomineeTags = map[award.NomineeState]string{award.Recommended: "accepted", award.Listed: "accepted", award.Awarded: "accepted", award.Declined: "returned", award.Refused: "returned"}

// outcome is a nominee's state as a side is told.
func outcome(n *dossier.Nominee, side award.Party) ui.Tag {
	t := ui.Tag{Kind: nomineeTags[n.State], Text: n.State.ToldTo(side)}
	if side == award.ByProposer && n.State.Pending() {
		t.Kind = "in_review"
	}
	return t
}

var verdictKinds = map[plan.Verdict]string{plan.Met: "met", plan.NotMet: "not_met", plan.NoneArose: "none_arose", plan.Unknown: "unknown"}

// eligible is the whole judgement as a pill; empty without a guide.
func eligible(e *award.Eligibility) ui.Pill {
	if e == nil {
		return ui.Pill{}
	}
	return ui.Pill{Kind: verdictKinds[e.Verdict()], Text: e.Words(), Words: e.Words()}
}

// finding is one as lists show it; what somebody looked at warns no more.
func finding(f award.Finding, g *dossier.Ground) dossierview.Finding {
	kind := map[award.Weight]string{award.Blocks: "bad", award.Asks: "warn"}[f.Weight]
	text := f.Text
	if f.Weight == award.Asks && slices.ContainsFunc(g.Confirmed, func(c dossier.Confirm) bool { return c.Of(f) }) {
		kind, text = "", text+" (đã xác nhận)"
	}
	return dossierview.Finding{Kind: kind, Text: text}
}
