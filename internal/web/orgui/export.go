package orgui

import (
	"strings"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/roster"
	"thidua/internal/web/page"
)

// units is the list or a unit's part of the tree as a file.
func (v view) units(name, text string, rows []org.UnitID, heads map[org.UnitID]int) page.File {
	f := page.File{Name: name, Filter: v.words(text)}
	f.Table.Columns = []workbook.Column{{Header: "Đơn vị", Width: 34}, {Header: "Cấp", Kind: workbook.State, Width: 18}, {Header: "Mã", Width: 10}, {Header: "Trực thuộc", Width: 30},
		{Header: "Xã, phường, thị trấn", Kind: workbook.Int}, {Header: "Tổ bảo vệ ANTT", Kind: workbook.Int}, {Header: "Thành viên", Kind: workbook.Int}, {Header: "Có hiệu lực từ", Kind: workbook.Date}}
	f.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
		for _, id := range rows {
			u, _ := v.tree.Unit(id)
			teams := v.tree.Teams(id, v.day)
			members := 0
			for _, t := range teams {
				members += heads[t]
			}
			row := []workbook.Cell{workbook.T(v.name(id)), workbook.T(u.Level.Label()), workbook.T(v.tree.Name(id, v.day).Code), {}, {}, {}, workbook.N(int64(members)), workbook.D(u.During.From)}
			if p := v.tree.Parent(id, v.day); p != 0 {
				row[3] = workbook.T(v.name(p))
			}
			if u.Level == org.Province || u.Level == org.District {
				row[4] = workbook.N(int64(len(v.tree.Communes(id, v.day))))
			}
			if u.Level != org.Team {
				row[5] = workbook.N(int64(len(teams)))
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return f
}

// all are the units below, level after level as the list shows them.
func (v view) all(id org.UnitID) []org.UnitID {
	var list []org.UnitID
	for _, child := range v.tree.Children(id, v.day) {
		list = append(list, child)
		if u, _ := v.tree.Unit(child); u.Level == org.District {
			list = append(list, v.all(child)...)
		}
	}
	return list
}

func (v view) words(text string) string {
	var s []string
	if v.day != v.c.Now.Today {
		s = append(s, "tính đến ngày "+v.day.String())
	}
	if text != "" {
		s = append(s, "tên hoặc mã có “"+text+"”")
	}
	return strings.Join(s, "; ")
}

// roster is a team's members as a file; citizen ids stay masked.
func (v view) roster(team org.Unit, list []roster.Member) page.File {
	f := page.File{Name: "Thành viên " + v.tree.Name(team.ID, v.day).Full(), Filter: v.words(""), Path: v.tree.PlaceNow(team.ID, v.c.Now.Today).Path}
	f.Table.Sheet = "Thành viên"
	f.Table.Notes = []string{"Đơn vị: " + v.name(v.tree.Parent(team.ID, v.day)) + ". Tính đến ngày " + v.day.String() + "."}
	f.Table.Columns = []workbook.Column{{Header: "Họ và tên", Width: 28}, {Header: "Chức danh", Kind: workbook.State}, {Header: "Ngày sinh", Kind: workbook.Date}, {Header: "Giới tính", Kind: workbook.State},
		{Header: "Số định danh (che bớt)", Width: 20}, {Header: "Số điện thoại", Width: 15}, {Header: "Tham gia từ", Kind: workbook.Date}, {Header: "Quyết định", Width: 30}, {Header: "Lưu ý", Width: 40}}
	f.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
		for _, x := range list {
			var warn []string
			for _, w := range x.Warnings {
				warn = append(warn, w.Text())
			}
			if !yield([]workbook.Cell{workbook.T(x.FullName), workbook.T(x.Position.Label()), workbook.DayOr(x.Birth), workbook.T(x.Gender.Label()), workbook.T(x.MaskedID), workbook.T(x.Phone),
				workbook.D(x.Joined), workbook.T(x.Decision), workbook.T(strings.Join(warn, " "))}, nil) {
				return
			}
		}
	}
	return f
}

// intakeURL leads who keeps a roster to where it is handed in by Excel.
func intakeURL(c *page.Context) string {
	if c.Actor.May(access.FileImport) && c.Actor.May(access.RosterWrite) {
		return "/nhap-excel/thanh-vien"
	}
	return ""
}
