package adminui

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/identity"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/adminview"
	"thidua/templates/ui"
)

var stateNames = []struct {
	state identity.State
	label string
}{
	{identity.AnyState, "Mọi trạng thái"}, {identity.Active, "Đang hoạt động"}, {identity.Initial, "Chưa đổi mật khẩu ban đầu"},
	{identity.Unplaced, "Chưa có vai trò hiệu lực"}, {identity.Disabled, "Đã ngừng"},
}

func usersPageURL(f identity.UserFilter) string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", f.Text)
	set("vai-tro", string(f.Role))
	set("trang-thai", string(f.State))
	if f.Unit > 0 {
		v.Set("don-vi", itoa(f.Unit))
	}
	if f.Page > 1 {
		v.Set("trang", strconv.Itoa(f.Page))
	}
	if len(v) == 0 {
		return usersURL
	}
	return usersURL + "?" + v.Encode()
}

// Users is the list of accounts in the administrator's reach.
func (u *UI) Users(c *page.Context) error {
	f := identity.UserFilter{Text: c.Query("q"), Role: access.Role(c.Query("vai-tro")), Unit: c.QueryID("don-vi"), State: identity.State(c.Query("trang-thai")),
		Page: int(min(max(c.QueryID("trang"), 1), 100_000))}
	if identity.LevelOf(f.Role) == "" {
		f.Role = ""
	}
	tree, err := u.tree(c)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(u.usersFile(c, tree, f))
	}
	list, err := u.Identity.Users(c.Ctx(), c.Actor, f)
	if err != nil {
		return err
	}
	p := adminview.Users{Head: ui.Head{Kicker: "Quản trị", Title: "Người dùng", Export: c.Exports()}, ListURL: usersURL, NewURL: usersURL + "/moi",
		Text: ui.Field{Name: "q", Label: "Tìm theo tên, tên đăng nhập, điện thoại", Kind: "search", Value: f.Text, Grow: true, Max: 100},
		Role: ui.Choice{Name: "vai-tro", Label: "Vai trò", Options: roles("Mọi vai trò", f.Role)},
		Unit: ui.Choice{Name: "don-vi", Label: "Đơn vị (cả cấp dưới)", Options: units(c, tree, c.Now.Today, "Mọi đơn vị", f.Unit)},
		Any:  f.Text != "" || f.Role != "" || f.Unit != 0 || f.State != ""}
	p.State = ui.Choice{Name: "trang-thai", Label: "Trạng thái"}
	for _, s := range stateNames {
		p.State.Options = append(p.State.Options, ui.Option{Value: string(s.state), Label: s.label, Selected: s.state == f.State})
	}
	for _, x := range list.Users {
		p.Rows = append(p.Rows, userRow(x, c.Now.Today))
	}
	if list.Total > 0 {
		p.Pager.Text = fmt.Sprintf("%s–%s trong %s người dùng", vi.Int(int64(list.From)), vi.Int(int64(list.To)), vi.Int(int64(list.Total)))
	}
	if list.HasPrev {
		prev := f
		prev.Page--
		p.Pager.Prev = usersPageURL(prev)
	}
	if list.HasNext {
		next := f
		next.Page++
		p.Pager.Next = usersPageURL(next)
	}
	return c.Render(page.View{Title: "Người dùng"}, adminview.UsersPage(p))
}

func userRow(x identity.Listed, today clock.Day) adminview.UserRow {
	r := adminview.UserRow{URL: identity.UserURL(x.ID), Name: named(x.User), Login: x.Login, Phone: x.Phone}
	for _, a := range x.Appointments {
		if a.InForce(today) {
			line := adminview.RoleLine{Role: identity.RoleName(a.Role), Unit: a.UnitName}
			if a.Acting {
				line.Role += " (phụ trách)"
			}
			r.Roles = append(r.Roles, line)
		}
	}
	r.State = stateOf(x.User, len(r.Roles) > 0)
	return r
}

func stateOf(x identity.User, placed bool) ui.Tag {
	switch {
	case x.DisabledAt != nil:
		return ui.Tag{Kind: "returned", Text: "Đã ngừng"}
	case !placed:
		return ui.Tag{Kind: "warn", Text: "Chưa có vai trò"}
	case x.MustChange:
		return ui.Tag{Kind: "submitted", Text: "Chưa đổi mật khẩu ban đầu"}
	}
	return ui.Tag{Kind: "accepted", Text: "Đang hoạt động"}
}

// named is a person with the title before the name.
func named(x identity.User) string { return strings.TrimSpace(x.Title + " " + x.FullName) }
