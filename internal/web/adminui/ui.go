// Package adminui is the administrator's screens: accounts with their
// appointments and sessions, and the audit.
package adminui

import (
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/identity"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Identity *identity.Service
	Org      *org.Directory
	Pool     *pg.Pool
}

const (
	usersURL = "/quan-tri/nguoi-dung"
	auditURL = "/quan-tri/nhat-ky"
)

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	one := usersURL + "/{id}"
	return []page.Route{
		{Method: "GET", Pattern: usersURL, Action: access.UserManage, Class: page.List, Handler: u.Users},
		{Method: "GET", Pattern: usersURL + "/moi", Action: access.UserManage, Class: page.Page, Handler: u.NewForm},
		{Method: "POST", Pattern: usersURL + "/moi", Action: access.UserManage, Class: page.Create, Handler: u.Create},
		{Method: "GET", Pattern: one, Action: access.UserManage, Class: page.Item, Handler: u.User},
		{Method: "GET", Pattern: one + "/sua", Action: access.UserManage, Class: page.Item, Handler: u.EditForm},
		{Method: "POST", Pattern: one + "/sua", Action: access.UserManage, Class: page.Act, Handler: u.Edit},
		{Method: "GET", Pattern: one + "/giao-vai-tro", Action: access.UserManage, Class: page.Item, Handler: u.AppointForm},
		{Method: "POST", Pattern: one + "/giao-vai-tro", Action: access.UserManage, Class: page.Act, Handler: u.Appoint},
		{Method: "GET", Pattern: one + "/vai-tro/{appointment}/ket-thuc", Action: access.UserManage, Class: page.Item, Handler: u.EndForm},
		{Method: "POST", Pattern: one + "/vai-tro/{appointment}/ket-thuc", Action: access.UserManage, Class: page.Act, Handler: u.End},
		{Method: "GET", Pattern: one + "/cap-lai-mat-khau", Action: access.UserManage, Class: page.Item, Handler: u.ResetForm},
		{Method: "POST", Pattern: one + "/cap-lai-mat-khau", Action: access.UserManage, Class: page.Act, Handler: u.Reset},
		{Method: "GET", Pattern: one + "/ngung", Action: access.UserManage, Class: page.Item, Handler: u.DisableForm},
		{Method: "POST", Pattern: one + "/ngung", Action: access.UserManage, Class: page.Act, Handler: u.Disable},
		{Method: "POST", Pattern: one + "/mo-lai", Action: access.UserManage, Class: page.Act, Handler: u.Enable},
		{Method: "POST", Pattern: one + "/ket-thuc-phien", Action: access.UserManage, Class: page.Act, Handler: u.EndSessions},
		{Method: "GET", Pattern: auditURL, Action: access.AuditRead, Class: page.List, Handler: u.Audit},
		{Method: "GET", Pattern: auditURL + "/{id}", Action: access.AuditRead, Class: page.Item, Handler: u.Entry},
	}
}

// tree is the organisation as of the request.
func (u *UI) tree(c *page.Context) (*org.Tree, error) { return u.Org.At(c.Ctx(), c.Signed.OrgRev) }

// units are the choices of a unit, down to communes, indented by level; first
// is the choice of none.
func units(c *page.Context, tree *org.Tree, day clock.Day, first string, chosen int64) []ui.Option {
	list := []ui.Option{{Label: first}}
	var add func(id org.UnitID, depth int)
	add = func(id org.UnitID, depth int) {
		unit, ok := tree.Unit(id)
		if !ok || unit.Level == org.Team {
			return
		}
		list = append(list, ui.Option{Value: strconv.FormatInt(int64(id), 10), Selected: int64(id) == chosen,
			Label: strings.Repeat("\u00a0\u00a0\u00a0", depth) + upperFirst(tree.Name(id, day).Full())})
		for _, child := range tree.Children(id, day) {
			add(child, depth+1)
		}
	}
	add(org.UnitID(c.Actor.UnitID), 0)
	return list
}

func roles(first string, chosen access.Role) []ui.Option {
	list := []ui.Option{{Label: first}}
	for _, r := range access.Roles {
		list = append(list, ui.Option{Value: string(r), Label: identity.RoleName(r), Selected: r == chosen})
	}
	return list
}

func upperFirst(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
	}
	return strings.ToUpper(s)
}

func or(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
