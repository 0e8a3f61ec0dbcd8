package rosterui

import (
	"net/http"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/rosterview"
	"thidua/templates/ui"
)

func areaItem(v values) rosterview.Item {
	return v.field(ui.Field{Name: "dia-ban", Label: "Địa bàn", Kind: "textarea", Max: 2500,
		Hint: "Mỗi thôn, khu phố một dòng. Để trống nếu Tổ phụ trách đúng thôn, khu phố mang tên Tổ."})
}

const teamHint = "Chỉ phần tên riêng, ví dụ “khu phố 5”: hệ thống tự thêm “Tổ bảo vệ ANTT”."

// commune is the unit of the path, whose teams the actor keeps.
func (u *UI) commune(c *page.Context) (*org.Tree, org.UnitID, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, 0, err
	}
	tree, err := u.Tree(c)
	if err != nil {
		return nil, 0, err
	}
	if err := access.Check(c.Actor, access.TeamWrite, tree.Place(org.UnitID(id), c.Now.Today)); err != nil {
		return tree, 0, err
	}
	if unit, _ := tree.Unit(org.UnitID(id)); unit.Level != org.Commune {
		return tree, 0, fault.Missing()
	}
	return tree, org.UnitID(id), nil
}

func newTeamForm(c *page.Context, tree *org.Tree, commune org.UnitID, key string, v values) rosterview.Form {
	url := page.UnitURL(int64(commune))
	name := full(tree, commune, c.Now.Today)
	return rosterview.Form{URL: url + "/to-moi", Back: url, Key: key, Button: "Thành lập Tổ",
		Head: ui.Head{Title: "Thành lập Tổ bảo vệ ANTT", Kicker: name, Crumbs: []ui.Link{{Label: name, URL: url}, {Label: "Thành lập Tổ"}}},
		Items: []rosterview.Item{v.field(ui.Field{Name: "ten", Label: "Tên Tổ", Hint: teamHint, Required: true, Max: 120}), areaItem(v),
			v.field(ui.Field{Name: "ngay", Label: "Hoạt động từ ngày", Kind: "date", Required: true, Hint: "Tổ có hàng trong báo cáo các tháng còn mở từ ngày này."}),
			v.decision("quyet-dinh", "Quyết định thành lập", true)}}
}

// NewTeam is the form of a new team.
func (u *UI) NewTeam(c *page.Context) error {
	tree, commune, err := u.commune(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, newTeamForm(c, tree, commune, page.NewID(), blank), nil)
}

// OpenTeam opens a team.
func (u *UI) OpenTeam(c *page.Context) error {
	tree, commune, err := u.commune(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := org.TeamInput{Name: f.Raw("ten"), Areas: lines(f.Raw("dia-ban")), From: f.Day("ngay", "ngày thành lập"), Basis: f.Raw("quyet-dinh")}
	made, err := u.Rosters.OpenTeam(c.Ctx(), c.Actor, c.Now, tree, f.Raw("khoa"), teamURL, commune, in)
	return settle(c, f, err, made.URL, told("Đã thành lập Tổ. Thêm thành viên cho Tổ ở dưới.", made.Done), func(v values) (rosterview.Form, error) {
		return newTeamForm(c, tree, commune, f.Raw("khoa"), v), nil
	})
}

func (u *UI) editTeamForm(c *page.Context, tree *org.Tree, unit org.Unit, version int, v values) rosterview.Form {
	url := teamURL(unit.ID)
	return rosterview.Form{URL: url + "/sua", Back: url, Version: strconv.Itoa(version),
		Head: ui.Head{Title: "Đổi tên, địa bàn của Tổ", Kicker: full(tree, unit.ID, c.Now.Today), Crumbs: crumbs(c, tree, unit.ID, "Đổi tên, địa bàn")},
		Items: []rosterview.Item{
			v.choice(ui.Choice{Name: "cach", Label: "Thay đổi thế nào", Required: true}, ui.Option{Value: "tu-ngay", Label: "Đổi từ một ngày, theo quyết định (tên cũ được giữ trong lịch sử)"},
				ui.Option{Value: "ghi-sai", Label: "Sửa nội dung ghi sai (giữ nguyên các ngày)"}),
			v.field(ui.Field{Name: "ten", Label: "Tên Tổ", Hint: teamHint, Required: true, Max: 120}), areaItem(v),
			v.field(ui.Field{Name: "ngay", Label: "Thay đổi từ ngày", Hint: "Bỏ trống khi sửa nội dung ghi sai.", Kind: "date"}), v.decision("quyet-dinh", "Quyết định", true)}}
}

// EditTeam is the form of a team's name and area.
func (u *UI) EditTeam(c *page.Context) error {
	tree, unit, err := u.team(c, access.TeamWrite)
	if err != nil {
		return err
	}
	if !unit.During.Open() {
		return c.See(teamURL(unit.ID), "Tổ đã có ngày kết thúc nên không sửa được nữa.")
	}
	version, err := org.VersionOf(c.Ctx(), u.Rosters.DB, unit.ID)
	if err != nil {
		return err
	}
	v := of(map[string]string{"cach": "tu-ngay", "ten": tree.Name(unit.ID, c.Now.Today).Name, "dia-ban": strings.Join(tree.AreasOn(unit.ID, c.Now.Today), "\n")})
	return show(c, http.StatusOK, u.editTeamForm(c, tree, unit, version, v), nil)
}

// SaveTeam changes a team's name and area.
func (u *UI) SaveTeam(c *page.Context) error {
	tree, unit, err := u.team(c, access.TeamWrite)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	mend := f.Line("cach") == "ghi-sai"
	in := org.TeamInput{Name: f.Raw("ten"), Areas: lines(f.Raw("dia-ban")), Basis: f.Raw("quyet-dinh")}
	if !mend {
		in.From = f.Day("ngay", "ngày thay đổi")
	}
	err = u.Rosters.EditTeam(c.Ctx(), c.Actor, c.Now, unit.ID, f.Int("phien-ban"), mend, in)
	return settle(c, f, err, teamURL(unit.ID), "Đã lưu thay đổi của Tổ.", func(v values) (rosterview.Form, error) {
		version, err := org.VersionOf(c.Ctx(), u.Rosters.DB, unit.ID)
		return u.editTeamForm(c, tree, unit, version, v), err
	})
}

func (u *UI) closeForm(c *page.Context, tree *org.Tree, unit org.Unit, v values) (rosterview.Form, error) {
	url := teamURL(unit.ID)
	f := rosterview.Form{URL: url + "/dong", Back: url, Button: "Kết thúc hoạt động của Tổ", Harm: true,
		Head: ui.Head{Title: "Kết thúc hoạt động của Tổ", Kicker: full(tree, unit.ID, c.Now.Today), Crumbs: crumbs(c, tree, unit.ID, "Kết thúc hoạt động")}}
	version, err := org.VersionOf(c.Ctx(), u.Rosters.DB, unit.ID)
	if err != nil {
		return f, err
	}
	f.Version = strconv.Itoa(version)
	what, err := u.Rosters.Closing(c.Ctx(), c.Actor, c.Now, tree, unit.ID)
	if err != nil {
		return f, err
	}
	f.FactsTitle = "Việc sẽ xảy ra"
	if n := len(what.Members); n > 0 {
		names := make([]string, n)
		for i, m := range what.Members {
			names[i] = m.FullName
		}
		f.Facts = append(f.Facts, rosterview.Fact{Label: "Thôi tham gia", Text: vi.Int(int64(n)) + " thành viên, lý do “Tổ giải thể hoặc sáp nhập”: " + strings.Join(names, ", ") + "."})
		f.Notes = append(f.Notes, rosterview.Note{Kind: "info", Text: "Thành viên tiếp tục ở Tổ khác của xã thì chuyển Tổ trước khi kết thúc Tổ này."})
	}
	f.Facts = append(f.Facts, rosterview.Fact{Label: "Báo cáo tháng", Text: "Tổ không còn hàng trong báo cáo những tháng kết thúc từ ngày đó trở đi. Số liệu các tháng trước được giữ."})
	if what.Why != "" {
		f.Notes = append(f.Notes, rosterview.Note{Kind: "bad", Text: what.Why})
	}
	options := []ui.Option{{Label: "Không có (giải thể)"}}
	commune, _ := tree.CommuneNow(unit.ID, c.Now.Today)
	for _, t := range tree.Children(commune, c.Now.Today) {
		if t != unit.ID {
			options = append(options, ui.Option{Value: idText(t), Label: full(tree, t, c.Now.Today)})
		}
	}
	f.Items = []rosterview.Item{v.field(ui.Field{Name: "ngay", Label: "Kết thúc từ ngày", Hint: "Ngày đầu tiên Tổ không còn hoạt động; có thể là ngày sắp tới.", Kind: "date", Required: true}),
		v.choice(ui.Choice{Name: "ke-thua", Label: "Tổ kế thừa (khi sáp nhập)"}, options...), v.decision("quyet-dinh", "Quyết định", true)}
	return f, nil
}

// AskClose shows what closing a team would do and asks for the decision.
func (u *UI) AskClose(c *page.Context) error {
	tree, unit, err := u.team(c, access.TeamWrite)
	if err != nil {
		return err
	}
	if !unit.During.Open() {
		return c.See(teamURL(unit.ID), "Tổ đã có ngày kết thúc "+unit.During.Until.String()+".")
	}
	f, err := u.closeForm(c, tree, unit, blank)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, f, nil)
}

// CloseTeam closes a team.
func (u *UI) CloseTeam(c *page.Context) error {
	tree, unit, err := u.team(c, access.TeamWrite)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	on := f.Day("ngay", "ngày kết thúc")
	done, err := u.Rosters.CloseTeam(c.Ctx(), c.Actor, c.Now, tree, f.Int("phien-ban"), org.Closing{ID: unit.ID, On: on, Successor: org.UnitID(number(f.Raw("ke-thua"))), Basis: f.Raw("quyet-dinh")})
	return settle(c, f, err, teamURL(unit.ID), told("Đã ghi Tổ kết thúc hoạt động từ ngày "+on.String()+".", done), func(v values) (rosterview.Form, error) {
		return u.closeForm(c, tree, unit, v)
	})
}
