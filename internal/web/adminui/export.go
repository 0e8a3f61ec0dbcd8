package adminui

import (
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/identity"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/web/page"
)

func (u *UI) usersFile(c *page.Context, tree *org.Tree, f identity.UserFilter) page.File {
	var words []string
	if f.Text != "" {
		words = append(words, "có “"+f.Text+"”")
	}
	if f.Role != "" {
		words = append(words, identity.RoleName(f.Role))
	}
	if f.Unit != 0 {
		words = append(words, tree.Name(org.UnitID(f.Unit), c.Now.Today).Full()+" và cấp dưới")
	}
	for _, s := range stateNames {
		if f.State != "" && s.state == f.State {
			words = append(words, s.label)
		}
	}
	out := page.File{Name: "Người dùng", Filter: strings.Join(words, "; ")}
	out.Table.Columns = []workbook.Column{{Header: "Họ và tên", Width: 32}, {Header: "Tên đăng nhập", Width: 20}, {Header: "Số điện thoại", Width: 15}, {Header: "Vai trò", Width: 34},
		{Header: "Đơn vị", Width: 34}, {Header: "Trạng thái", Kind: workbook.State, Width: 26}, {Header: "Lập ngày", Kind: workbook.Date}}
	out.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
		for f.Page = 1; ; f.Page++ {
			list, err := u.Identity.Users(c.Ctx(), c.Actor, f)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, x := range list.Users {
				row := userRow(x, c.Now.Today)
				var roles, units []string
				for _, r := range row.Roles {
					roles, units = append(roles, r.Role), append(units, r.Unit)
				}
				if !yield([]workbook.Cell{workbook.T(row.Name), workbook.T(x.Login), workbook.T(x.Phone), workbook.T(strings.Join(roles, "; ")), workbook.T(strings.Join(units, "; ")), workbook.T(row.State.Text),
					workbook.D(clock.DayOf(x.CreatedAt))}, nil) {
					return
				}
			}
			if !list.HasNext {
				return
			}
		}
	}
	return out
}

func (u *UI) auditFile(c *page.Context, tree *org.Tree, f audit.Filter) page.File {
	f.Older, f.Newer = 0, 0
	var words []string
	add := func(label, s string) {
		if s != "" {
			words = append(words, label+s)
		}
	}
	add("nội dung có ", f.Text)
	add("người làm ", f.Who)
	for _, x := range audit.Families {
		if x.Key == f.Family {
			add("", x.Label)
		}
	}
	if f.Place.UnitID != 0 {
		add("", tree.Name(org.UnitID(f.Place.UnitID), c.Now.Today).Full()+" và cấp dưới")
	}
	if f.From != nil {
		add("từ ", f.From.String())
	}
	if f.To != nil {
		add("đến hết ", f.To.String())
	}
	out := page.File{Name: "Nhật ký", Filter: strings.Join(words, "; ")}
	out.Table.Columns = []workbook.Column{{Header: "Số", Kind: workbook.Int, Width: 9}, {Header: "Ngày", Kind: workbook.Date}, {Header: "Giờ", Width: 10}, {Header: "Người làm", Width: 28}, {Header: "Vai trò", Width: 22},
		{Header: "Việc", Width: 26}, {Header: "Nội dung", Width: 70}, {Header: "Đơn vị", Width: 26}, {Header: "Địa chỉ mạng", Width: 18}, {Header: "Mã yêu cầu", Width: 16}, {Header: "Số niêm phong", Kind: workbook.Int}}
	out.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
		for {
			items, err := audit.List(c.Ctx(), u.Pool, c.Actor, f)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, i := range items.List {
				at := i.At.In(clock.Location)
				seal := workbook.Cell{}
				if i.Ordinal != nil {
					seal = workbook.N(*i.Ordinal)
				}
				if !yield([]workbook.Cell{workbook.N(i.ID), workbook.D(clock.DayOf(i.At)), workbook.T(at.Format("15:04:05")), workbook.T(i.ActorName), workbook.T(identity.RoleName(access.Role(i.ActorRole))),
					workbook.T(audit.Name(i.Action)), workbook.T(i.Summary), workbook.T(unitOf(i, tree)), workbook.T(i.Address), workbook.T(i.RequestID), seal}, nil) {
					return
				}
			}
			if items.Older == 0 {
				return
			}
			f.Older = items.Older
		}
	}
	return out
}
