// Package orgui is the screens of units and teams: the tree of one's scope, a
// unit, a team with its members and record. They read only, as of any day.
package orgui

import (
	"strconv"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/orgview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Rosters *roster.Service
	Tree    func(c *page.Context) (*org.Tree, error)
	// What a team's page shows besides its members.
	Reports   *report.Service
	Registers *register.Service
	World     func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: "/don-vi", Action: access.UnitRead, Class: page.List, Handler: u.List},
		{Method: "GET", Pattern: "/don-vi/{id}", Action: access.UnitRead, Class: page.Item, Handler: u.Unit},
		{Method: "GET", Pattern: "/to/{id}", Action: access.UnitRead, Class: page.Item, Handler: u.Team},
		{Method: "POST", Pattern: "/to/{id}/so-dinh-danh", Action: access.RosterRead, Class: page.Act, Handler: u.Unmask},
	}
}

// view is one request: the structure, the day asked for, and what of it was
// refused.
type view struct {
	c    *page.Context
	tree *org.Tree
	day  clock.Day
	ask  ui.Field // the day's field as typed
}

// begin reads the structure and ?ngay=; a day it cannot read shows today with
// words beside the field.
func (u *UI) begin(c *page.Context, typed string) (view, error) {
	tree, err := u.Tree(c)
	v := view{c: c, tree: tree, day: c.Now.Today}
	v.ask = ui.Field{Name: "ngay", Label: "Tính đến ngày", Kind: "date", Value: typed}
	if typed == "" {
		return v, err
	}
	if d, bad := vi.ParseDay(typed); bad != nil {
		v.ask.Error = bad.Error()
	} else {
		v.day, v.ask.Value = d, d.String()
	}
	return v, err
}

// item is begin for a unit of the path that the actor may read: where it, or
// what followed it, stands today.
func (u *UI) item(c *page.Context, typed string) (view, org.Unit, error) {
	id, err := c.ID("id")
	if err != nil {
		return view{}, org.Unit{}, err
	}
	v, err := u.begin(c, typed)
	if err != nil {
		return v, org.Unit{}, err
	}
	if err := access.Check(c.Actor, access.UnitRead, v.tree.PlaceNow(org.UnitID(id), c.Now.Today)); err != nil {
		return v, org.Unit{}, err
	}
	unit, _ := v.tree.Unit(org.UnitID(id))
	return v, unit, nil
}

// url is a unit's page, keeping the day where it is not today.
func (v view) url(id org.UnitID) string {
	s := page.UnitURL(int64(id))
	if u, ok := v.tree.Unit(id); ok && u.Level == org.Team {
		s = page.TeamURL(int64(id))
	}
	if v.day != v.c.Now.Today {
		s += "?ngay=" + v.day.ISO()
	}
	return s
}

func (v view) name(id org.UnitID) string { return vi.UpperFirst(v.tree.Name(id, v.day).Full()) }

// kicker is the line above a title: which day the page shows.
func (v view) kicker(what string) string {
	if v.day == v.c.Now.Today {
		return what
	}
	return what + " · tính đến ngày " + v.day.String()
}

// crumbs lead from the top of what the actor may see down to the unit.
func (v view) crumbs(id org.UnitID) []ui.Link {
	links := []ui.Link{{Label: v.name(id)}}
	for p := v.tree.Parent(id, v.day); p != 0; p = v.tree.Parent(p, v.day) {
		if !v.c.Actor.Can(access.UnitRead, v.tree.PlaceNow(p, v.c.Now.Today)) {
			break
		}
		links = append([]ui.Link{{Label: v.name(p), URL: v.url(p)}}, links...)
	}
	return append([]ui.Link{{Label: "Đơn vị", URL: "/don-vi"}}, links...)
}

// row is a unit with what it holds; counts are of the day.
func (v view) row(id org.UnitID, heads map[org.UnitID]int) orgview.Row {
	u, _ := v.tree.Unit(id)
	teams := v.tree.Teams(id, v.day)
	members := 0
	for _, t := range teams {
		members += heads[t]
	}
	r := orgview.Row{Level: string(u.Level), Name: v.name(id), URL: v.url(id), Code: v.tree.Name(id, v.day).Code, Members: count(members)}
	if u.Level != org.Team {
		r.Teams = count(len(teams))
	}
	if u.Level == org.Province || u.Level == org.District {
		r.Communes = count(len(v.tree.Communes(id, v.day)))
	}
	return r
}

func count(n int) string { return vi.Int(int64(n)) }

// facts say since when and by what the unit exists.
func (v view) facts(u org.Unit) []orgview.Fact {
	facts := []orgview.Fact{{Label: "Cấp", Text: vi.UpperFirst(u.Level.Label())}}
	if code := v.tree.Name(u.ID, v.day).Code; code != "" {
		facts = append(facts, orgview.Fact{Label: "Mã đơn vị", Text: code})
	}
	if p := v.tree.Parent(u.ID, v.day); p != 0 {
		f := orgview.Fact{Label: "Trực thuộc", Text: v.name(p)}
		if v.c.Actor.Can(access.UnitRead, v.tree.PlaceNow(p, v.c.Now.Today)) {
			f.URL = v.url(p)
		}
		facts = append(facts, f)
	}
	facts = append(facts, orgview.Fact{Label: "Có hiệu lực", Text: span(u.During)})
	if u.Successor != 0 {
		facts = append(facts, orgview.Fact{Label: "Đơn vị kế thừa", Text: vi.UpperFirst(v.tree.Name(u.Successor, u.During.Until).Full()), URL: page.UnitURL(int64(u.Successor))})
	}
	if u.Basis != "" {
		facts = append(facts, orgview.Fact{Label: "Căn cứ", Text: u.Basis})
	}
	return facts
}

// past are names and parents, only where they changed.
func (v view) past(u org.Unit) (names, parents []orgview.Fact) {
	if list := v.tree.Names(u.ID); len(list) > 1 {
		for _, n := range list {
			text := vi.UpperFirst(n.Name.Full())
			if n.Basis != "" {
				text += " (" + n.Basis + ")"
			}
			if n.Name.Code != "" {
				text += " (mã " + n.Name.Code + ")"
			}
			names = append(names, orgview.Fact{Label: span(n.During), Text: text})
		}
	}
	if list := v.tree.Links(u.ID); len(list) > 1 {
		for _, l := range list {
			parents = append(parents, orgview.Fact{Label: span(l.During), Text: vi.UpperFirst(v.tree.Name(l.Parent, l.During.From).Full())})
		}
	}
	return names, parents
}

// notice tells that the unit is not there on the day.
func (v view) notice(u org.Unit) string {
	switch {
	case u.During.Holds(v.day):
		return ""
	case v.day < u.During.From:
		return "Ngày " + v.day.String() + " đơn vị này chưa có trong danh mục (có hiệu lực " + span(u.During) + ")."
	}
	return "Đơn vị này đã kết thúc hoạt động từ ngày " + u.During.Until.String() + "."
}

func span(s org.Span) string {
	if s.Open() {
		return "từ " + s.From.String()
	}
	return "từ " + s.From.String() + " đến hết " + s.LastDay().String()
}

// doors are the other screens about the unit that the actor may open.
func (v view) doors(u org.Unit) []ui.Link {
	q := "?don-vi=" + strconv.FormatInt(int64(u.ID), 10)
	var links []ui.Link
	if u.Level == org.Team && v.c.Actor.May(access.HistoryRead) {
		links = append(links, ui.Link{Label: "Khen thưởng", URL: page.AwardsURL(false, int64(u.ID))})
	}
	if !u.During.Holds(v.c.Now.Today) {
		return links
	}
	if u.Level == org.Team {
		return append(links, v.teamDoors(u)...)
	}
	if v.c.Actor.May(access.ReportRead) && u.Level != org.Team {
		links = append(links, ui.Link{Label: "Báo cáo tháng", URL: "/bao-cao" + q})
	}
	if v.c.Actor.May(access.DeedRead) {
		links = append(links, ui.Link{Label: "Gương việc tốt", URL: "/guong" + q}, ui.Link{Label: "Mô hình", URL: "/mo-hinh" + q})
	}
	if u.Level == org.Commune && v.c.Actor.Can(access.TeamWrite, v.tree.Place(u.ID, v.c.Now.Today)) {
		links = append(links, ui.Link{Label: "Thành lập Tổ", URL: page.UnitURL(int64(u.ID)) + "/to-moi"})
	}
	return links
}

// teamDoors are what the commune that keeps the team may do with it.
func (v view) teamDoors(u org.Unit) []ui.Link {
	commune, _ := v.tree.CommuneNow(u.ID, v.c.Now.Today)
	place, url := v.tree.Place(commune, v.c.Now.Today), page.TeamURL(int64(u.ID))
	var links []ui.Link
	if v.c.Actor.Can(access.TeamWrite, place) && u.During.Open() {
		links = append(links, ui.Link{Label: "Đổi tên, địa bàn", URL: url + "/sua"}, ui.Link{Label: "Kết thúc Tổ", URL: url + "/dong"})
	}
	if v.c.Actor.Can(access.RosterWrite, place) {
		links = append(links, ui.Link{Label: "Thêm thành viên", URL: url + "/thanh-vien/moi"})
	}
	return links
}
