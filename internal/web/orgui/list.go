package orgui

import (
	"net/url"
	"strconv"
	"strings"

	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/orgview"
	"thidua/templates/ui"
)

// List is the units of the actor's scope: districts with their communes, a
// commune with its teams; ?q= finds any of them by name or code, teams too.
func (u *UI) List(c *page.Context) error {
	v, err := u.begin(c, c.Query("ngay"))
	if err != nil {
		return err
	}
	top := org.UnitID(c.Actor.UnitID)
	under := top
	m := orgview.List{Day: v.ask, Search: ui.Field{Name: "q", Label: "Tên hoặc mã đơn vị, Tổ", Kind: "search", Grow: true, Value: c.Query("q"), Max: 120}}
	if at, ok := v.tree.Unit(top); ok && at.Level == org.Province {
		choice := ui.Choice{Name: "don-vi", Label: "Thuộc", Options: []ui.Option{{Label: "Toàn tỉnh"}}}
		for _, d := range v.tree.Children(top, v.day) {
			o := ui.Option{Value: strconv.FormatInt(int64(d), 10), Label: v.name(d), Selected: int64(d) == c.QueryID("don-vi")}
			if o.Selected {
				under = d
			}
			choice.Options = append(choice.Options, o)
		}
		m.Filters = append(m.Filters, choice)
	}
	heads, err := roster.Headcounts(c.Ctx(), u.Rosters.DB, v.tree.Teams(under, v.day), v.day)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		rows := v.all(under)
		if m.Search.Value != "" {
			rows = v.matching(under, m.Search.Value)
		}
		return c.Export(v.units("Đơn vị và Tổ bảo vệ ANTT", m.Search.Value, rows, heads))
	}
	m.Head = ui.Head{Kicker: v.kicker(v.name(under)), Title: "Đơn vị và Tổ bảo vệ ANTT", Export: c.Exports()}
	m.Head.Export.In = intakeURL(c)
	m.Table = orgview.Table{Label: "Đơn vị và Tổ bảo vệ ANTT"}
	if m.Search.Value != "" {
		m.Table.Rows = v.found(under, m.Search.Value, heads)
	} else {
		m.Table.Rows = v.below(under, heads)
		m.Table.Total = v.row(under, heads)
		m.Table.Total.Name = "Cộng"
	}
	columns(&m.Table)
	if m.Search.Value != "" || under != top || v.day != c.Now.Today {
		m.Reset = "/don-vi"
	}
	switch {
	case !v.tree.InForce(under, v.day):
		m.EmptyTitle, m.EmptyText = "Chưa có danh mục", "Ngày "+v.day.String()+" đơn vị này không có trong danh mục."
	case m.Search.Value != "":
		m.EmptyTitle, m.EmptyText = "Không tìm thấy", "Không có đơn vị hay Tổ nào có tên hoặc mã chứa “"+m.Search.Value+"”."
	default:
		m.EmptyTitle, m.EmptyText = "Chưa có Tổ nào", "Đơn vị này chưa có Tổ bảo vệ ANTT nào vào ngày "+v.day.String()+"."
	}
	return c.Render(page.View{Title: "Đơn vị"}, orgview.ListPage(m))
}

// columns leaves out those that no row fills.
func columns(t *orgview.Table) {
	t.Head = "Tổ"
	for _, r := range t.Rows {
		t.Codes, t.Communes, t.Teams = t.Codes || r.Code != "", t.Communes || r.Communes != "", t.Teams || r.Teams != ""
	}
	if t.Codes {
		t.Head = "Đơn vị"
	}
}

// below are the rows under a unit: districts with their communes, or the
// units directly below.
func (v view) below(id org.UnitID, heads map[org.UnitID]int) []orgview.Row {
	var rows []orgview.Row
	for _, child := range v.tree.Children(id, v.day) {
		rows = append(rows, v.row(child, heads))
		if u, _ := v.tree.Unit(child); u.Level == org.District {
			rows = append(rows, v.below(child, heads)...)
		}
	}
	return rows
}

// matching are the units found's rows stand for.
func (v view) matching(id org.UnitID, text string) []org.UnitID {
	fold := vi.Fold(text)
	var list []org.UnitID
	for _, child := range v.tree.Children(id, v.day) {
		if matches(v.tree.Name(child, v.day), fold, text) {
			list = append(list, child)
		}
		list = append(list, v.matching(child, text)...)
	}
	return list
}

func matches(n org.Name, fold, text string) bool {
	return strings.Contains(vi.Fold(n.Full()), fold) || strings.Contains(vi.Fold(n.Short()), fold) || n.Code != "" && strings.HasPrefix(n.Code, text)
}

// found are all units below whose name or code holds the text, marks ignored.
func (v view) found(id org.UnitID, text string, heads map[org.UnitID]int) []orgview.Row {
	fold := vi.Fold(text)
	var rows []orgview.Row
	for _, child := range v.tree.Children(id, v.day) {
		n := v.tree.Name(child, v.day)
		if matches(n, fold, text) {
			r := v.row(child, heads)
			r.Level = ""
			if id != org.UnitID(v.c.Actor.UnitID) {
				r.In = v.tree.Name(id, v.day).Full()
			}
			rows = append(rows, r)
		}
		rows = append(rows, v.found(child, text, heads)...)
	}
	return rows
}

// Unit is one unit: what it is called, since when, and what is below it.
func (u *UI) Unit(c *page.Context) error {
	v, unit, err := u.item(c, c.Query("ngay"))
	if err != nil {
		return err
	}
	if unit.Level == org.Team {
		to := page.TeamURL(int64(unit.ID))
		if c.Query("ngay") != "" {
			to += "?ngay=" + url.QueryEscape(c.Query("ngay"))
		}
		return c.See(to, "")
	}
	heads, err := roster.Headcounts(c.Ctx(), u.Rosters.DB, v.tree.Teams(unit.ID, v.day), v.day)
	if err != nil {
		return err
	}
	m := orgview.Unit{URL: page.UnitURL(int64(unit.ID)), Day: v.ask, Notice: v.notice(unit), Facts: v.facts(unit), Links: v.doors(unit)}
	if c.Wants() != "" {
		return c.Export(v.units(v.name(unit.ID), "", v.tree.Children(unit.ID, v.day), heads))
	}
	m.Names, m.Parents = v.past(unit)
	m.Head = ui.Head{Crumbs: v.crumbs(unit.ID), Kicker: v.kicker(vi.UpperFirst(unit.Level.Label())), Title: v.name(unit.ID), Export: c.Exports()}
	if int64(unit.ID) == c.Actor.UnitID {
		m.Head.Export.In = intakeURL(c)
	}
	for _, child := range v.tree.Children(unit.ID, v.day) {
		m.Table.Rows = append(m.Table.Rows, v.row(child, heads))
	}
	m.Table.Total = v.row(unit.ID, heads)
	m.Table.Total.Name = "Cộng"
	switch unit.Level {
	case org.Commune:
		m.Title, m.Empty = "Tổ bảo vệ ANTT", "Chưa có Tổ bảo vệ ANTT nào vào ngày "+v.day.String()+"."
	default:
		m.Title, m.Empty = "Đơn vị trực thuộc", "Không có đơn vị trực thuộc vào ngày "+v.day.String()+"."
	}
	m.Table.Label = m.Title
	columns(&m.Table)
	return c.Render(page.View{Title: m.Head.Title}, orgview.UnitPage(m))
}
