// Package summaryui is the screens of phase reports: the cockpit of the days
// after a phase, a report as it is written, sent and decided on, its
// supplements.
package summaryui

import (
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Summaries *summary.Service
	Pool      *pg.Pool
	World     func(c *page.Context) (report.World, error)
}

const root = "/bao-cao-dot"

// cockpitURL is a phase's cockpit.
func cockpitURL(phase string) string { return root + "/" + phase }

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	one := root + "/xem/{id}"
	return []page.Route{
		{Method: "GET", Pattern: root, Action: access.SummaryRead, Class: page.Page, Handler: u.Cockpit},
		{Method: "GET", Pattern: root + "/{dot}", Action: access.SummaryRead, Class: page.Item, Handler: u.Cockpit},
		{Method: "POST", Pattern: root + "/{dot}/don-doc", Action: access.SummaryUrge, Class: page.Act, Handler: u.Urge},
		{Method: "GET", Pattern: one, Action: access.SummaryRead, Class: page.Item, Handler: u.Show},
		{Method: "POST", Pattern: one + "/noi-dung", Action: access.SummaryWrite, Class: page.Act, Handler: u.Save},
		{Method: "GET", Pattern: one + "/muc/{muc}", Action: access.SummaryWrite, Class: page.Item, Handler: u.History},
		{Method: "GET", Pattern: one + "/gui", Action: access.SummaryWrite, Class: page.Item, Handler: u.SendForm},
		{Method: "POST", Pattern: one + "/gui", Action: access.SummaryWrite, Class: page.Act, Handler: u.Send},
		{Method: "POST", Pattern: one + "/rut-lai", Action: access.SummaryWrite, Class: page.Act, Handler: u.Recall},
		{Method: "POST", Pattern: one + "/tiep-nhan", Action: access.SummaryReview, Class: page.Act, Handler: u.Accept},
		{Method: "POST", Pattern: one + "/tra-lai", Action: access.SummaryReview, Class: page.Act, Handler: u.Return},
		{Method: "GET", Pattern: one + "/bo-sung", Action: access.SummaryWrite, Class: page.Item, Handler: u.SupplyForm},
		{Method: "POST", Pattern: one + "/bo-sung", Action: access.SummaryWrite, Class: page.Act, Handler: u.Supply},
		{Method: "POST", Pattern: one + "/bo-sung/quyet-dinh", Action: access.SummaryReview, Class: page.Act, Handler: u.DecideSupplement},
		{Method: "GET", Pattern: one + "/in", Action: access.SummaryRead, Class: page.Item, Handler: u.Print},
		{Method: "GET", Pattern: one + "/van-ban.docx", Action: access.SummaryRead, Class: page.Item, Handler: u.Word},
		{Method: "GET", Pattern: one + "/phu-luc.xlsx", Action: access.SummaryRead, Class: page.Item, Handler: u.Annex},
		{Method: "GET", Pattern: one + "/chot", Action: access.SummaryFreeze, Class: page.Item, Handler: u.FreezeForm},
		{Method: "POST", Pattern: one + "/chot", Action: access.SummaryFreeze, Class: page.Act, Handler: u.Freeze},
		{Method: "GET", Pattern: one + "/ky", Action: access.SummaryWrite, Class: page.Item, Handler: u.SignForm},
		{Method: "POST", Pattern: one + "/ky", Action: access.SummaryWrite, Class: page.Act, Handler: u.Sign},
		{Method: "GET", Pattern: one + "/ban-ky", Action: access.SummaryRead, Class: page.Item, Handler: u.Scan},
	}
}

// scene is a report as the reader sees it.
type scene struct {
	c *page.Context
	w report.World
	v *summary.View
	// Of a closed report: the corrections since, and the signed copy.
	fixed  []summary.Corrected
	signed *summary.SignedCopy
}

// read is the report of the path with all its page shows.
func (u *UI) read(c *page.Context) (*scene, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return nil, err
	}
	v, err := u.Summaries.View(c.Ctx(), u.Pool, c.Actor, c.Now, w, summary.ID(id))
	if err != nil {
		return nil, err
	}
	s := &scene{c: c, w: w, v: v}
	return s, u.more(s)
}

// write is read for a screen of the holder's.
func (u *UI) write(c *page.Context) (*scene, error) {
	s, err := u.read(c)
	if err == nil && !s.holds() {
		return nil, fault.New(fault.Forbidden, "Báo cáo này do đơn vị khác lập; bạn chỉ xem được.")
	}
	return s, err
}

// act is the id of the path, the world and the form.
func (u *UI) act(c *page.Context) (report.World, summary.ID, *page.Form, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, 0, nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, 0, nil, err
	}
	f, err := c.Form()
	return w, summary.ID(id), f, err
}

func (s *scene) holds() bool { return s.c.Actor.Can(access.SummaryWrite, s.v.HolderPlace()) }

func (s *scene) reviews() bool {
	return s.v.ReviewerID != nil && s.c.Actor.Can(access.SummaryReview, s.v.ReviewerPlace(s.w))
}

func (s *scene) url() string { return page.SummaryURL(int64(s.v.ID)) }

// unit is how the report's unit was called on the phase's last day.
func (s *scene) unit() string { return s.w.Tree.Name(org.UnitID(s.v.UnitID), s.v.Phase.End).Full() }

// head opens a screen below the report's own.
func (s *scene) head(title, lead string) ui.Head {
	return ui.Head{Crumbs: []ui.Link{{Label: "Báo cáo đợt", URL: cockpitURL(s.v.Phase.Code)}, {Label: vi.UpperFirst(s.unit()), URL: s.url()}, {Label: title}},
		Title: title, Aside: s.v.Phase.Name + ", " + s.unit(), Lead: lead}
}

// office is how a unit is called that holds a report.
func office(w report.World, unit org.UnitID, police bool) string {
	u, _ := w.Tree.Unit(unit)
	name := w.Tree.Name(unit, w.Day).Full()
	switch {
	case unit == 0:
		return ""
	case u.Level == org.Province:
		return "Công an " + name
	case police:
		return "Công an " + name
	}
	return "UBND " + name
}

var stateTags = map[summary.State]string{summary.Submitted: "submitted", summary.Returned: "returned", summary.Accepted: "accepted", summary.Frozen: "frozen", summary.Signed: "frozen"}

func stateTag(s summary.State) ui.Tag { return ui.Tag{Kind: stateTags[s], Text: s.Words()} }

func itoa(n int) string { return strconv.Itoa(n) }
