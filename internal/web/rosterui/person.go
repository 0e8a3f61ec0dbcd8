package rosterui

import (
	"net/http"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/web/page"
	"thidua/templates/rosterview"
	"thidua/templates/ui"
)

// person is the one of the path, in the actor's sight.
func (u *UI) person(c *page.Context) (*org.Tree, roster.Profile, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, roster.Profile{}, err
	}
	tree, err := u.Tree(c)
	if err != nil {
		return nil, roster.Profile{}, err
	}
	p, err := u.Rosters.Profile(c.Ctx(), c.Actor, c.Now, tree, roster.PersonID(id))
	return tree, p, err
}

// Person is one person: details, present service, history.
func (u *UI) Person(c *page.Context) error {
	tree, p, err := u.person(c)
	if err != nil {
		return err
	}
	return u.showPerson(c, tree, p, "")
}

// Unmask answers the page with the citizen id in full; the audit has it first.
func (u *UI) Unmask(c *page.Context) error {
	tree, p, err := u.person(c)
	if err != nil {
		return err
	}
	id, err := u.Rosters.CitizenID(c.Ctx(), c.Actor, c.Now, tree, p.Seat(c.Actor, c.Now, tree), p.ID)
	if err != nil {
		return err
	}
	return u.showPerson(c, tree, p, id)
}

func (u *UI) showPerson(c *page.Context, tree *org.Tree, p roster.Profile, shown string) error {
	m := rosterview.Person{IDText: p.MaskedID, Head: ui.Head{Title: p.FullName, Crumbs: []ui.Link{{Label: p.FullName}}}}
	if readable(c, tree, p.Home) {
		m.Head.Crumbs = []ui.Link{{Label: full(tree, p.Home, c.Now.Today), URL: teamURL(p.Home)}, {Label: p.FullName}}
	}
	switch {
	case shown != "":
		m.IDText, m.IDShown = shown, true
	case p.MaskedID == "":
		m.IDText = "chưa có"
	default:
		m.Unmask = personURL(p.ID) + "/so-dinh-danh"
	}
	m.Facts = []rosterview.Fact{{Label: "Giới tính", Text: p.Gender.Label()}, {Label: "Ngày sinh", Text: "chưa có"}}
	if p.Birth != nil {
		m.Facts[1].Text = p.Birth.String() + " (" + strconv.Itoa(roster.Age(*p.Birth, c.Now.Today)) + " tuổi)"
	}
	if p.Phone != "" {
		m.Facts = append(m.Facts, rosterview.Fact{Label: "Điện thoại", Text: p.Phone})
	}
	for _, w := range p.Warnings {
		m.Warnings = append(m.Warnings, w.Text())
	}
	if p.Partial {
		m.Notes = append(m.Notes, rosterview.Note{Kind: "info", Text: "Người này nay thuộc đơn vị khác: trang này chỉ có thời gian tham gia tại đơn vị của bạn."})
	}
	serving := false
	for _, x := range p.Spells {
		m.Spells = append(m.Spells, u.spellRow(c, tree, x))
		m.Writes = m.Writes || x.Writable && x.WithdrawnAt == nil
		if x.Serves(c.Now.Today) {
			serving = true
			m.Head.Kicker = x.Position.Label() + ", " + full(tree, x.Team, c.Now.Today)
			if x.Writable {
				m.Acts = append(m.Acts, ui.Link{Label: "Đổi chức danh", URL: spellURL(x.ID, "chuc-danh")}, ui.Link{Label: "Chuyển Tổ", URL: spellURL(x.ID, "chuyen")},
					ui.Link{Label: "Cho thôi", URL: spellURL(x.ID, "thoi")})
			}
		}
	}
	if !serving {
		m.Head.Kicker = "Hiện không tham gia Tổ nào"
		if p.Partial {
			m.Head.Kicker = "Thành viên cũ"
		} else if p.Writable && tree.InForce(p.Home, c.Now.Today) {
			m.Acts = append(m.Acts, ui.Link{Label: "Ghi tham gia lại", URL: teamURL(p.Home) + "/thanh-vien/moi?nguoi=" + idText(p.ID)})
		}
	}
	if c.Actor.May(access.HistoryRead) {
		m.Acts = append(m.Acts, ui.Link{Label: "Khen thưởng", URL: page.AwardsURL(true, int64(p.ID))})
	}
	if p.Writable {
		m.Acts = append(m.Acts, ui.Link{Label: "Sửa thông tin", URL: personURL(p.ID) + "/sua"})
	}
	return c.Render(page.View{Title: p.FullName}, rosterview.PersonPage(m))
}

func (u *UI) spellRow(c *page.Context, tree *org.Tree, x roster.Spell) rosterview.Spell {
	r := rosterview.Spell{Team: full(tree, x.Team, x.From), Position: x.Position.Label(), From: x.From.String(), Until: "nay", Decision: x.JoinDecision,
		Reason: x.Reason.Label(), LeaveDoc: x.LeaveDecision}
	if readable(c, tree, x.Team) {
		r.TeamURL = teamURL(x.Team)
	} else {
		commune, _ := tree.CommuneNow(x.Team, c.Now.Today)
		r.Team += ", " + tree.Name(commune, c.Now.Today).Full()
	}
	if x.Left != nil {
		r.Until = (*x.Left - 1).String()
	}
	switch {
	case x.WithdrawnAt != nil:
		r.Withdrawn = "Đã rút: " + x.WithdrawnWhy
		if x.WithdrawnBy != "" {
			r.Withdrawn += " (" + x.WithdrawnBy + ")"
		}
	case x.Writable:
		r.Acts = []ui.Link{{Label: "Đính chính", URL: spellURL(x.ID, "dinh-chinh")}, {Label: "Rút", URL: spellURL(x.ID, "rut")}}
	}
	return r
}

// personItems are the fields of a person; the citizen id is never shown in
// one, so a stored one stays unless another is typed.
func personItems(v values, masked string) []rosterview.Item {
	id := ui.Field{Name: "so-dinh-danh", Label: "Số định danh cá nhân (CCCD)", Hint: "12 chữ số; chứng minh nhân dân cũ 9 chữ số.", Mode: "numeric", Max: 20}
	if masked != "" {
		id.Hint = "Đang lưu " + masked + ". Để trống nếu không đổi; nhập 12 chữ số để thay."
	}
	return []rosterview.Item{
		v.field(ui.Field{Name: "ho-ten", Label: "Họ và tên", Required: true, Max: 100}),
		v.field(ui.Field{Name: "ngay-sinh", Label: "Ngày sinh", Kind: "date"}),
		v.choice(ui.Choice{Name: "gioi-tinh", Label: "Giới tính", Required: true}, ui.Option{Label: "Chọn giới tính"},
			ui.Option{Value: string(roster.Male), Label: roster.Male.Label()}, ui.Option{Value: string(roster.Female), Label: roster.Female.Label()}),
		v.field(id),
		v.field(ui.Field{Name: "dien-thoai", Label: "Điện thoại", Kind: "tel", Mode: "tel", Short: true, Max: 20}),
	}
}

func (u *UI) editForm(c *page.Context, p roster.Profile, v values) rosterview.Form {
	f := rosterview.Form{URL: personURL(p.ID) + "/sua", Back: personURL(p.ID), Version: strconv.Itoa(p.Version), Items: personItems(v, p.MaskedID),
		Head: ui.Head{Title: "Sửa thông tin thành viên", Crumbs: []ui.Link{{Label: p.FullName, URL: personURL(p.ID)}, {Label: "Sửa thông tin"}}}}
	if p.MaskedID != "" {
		f.Items = append(f.Items, v.choice(ui.Choice{Name: "xoa-so", Label: "Số định danh đang lưu"}, ui.Option{Label: "Giữ hoặc thay bằng số nhập ở trên"},
			ui.Option{Value: "1", Label: "Xóa số đang lưu (ghi nhầm người)"}))
	}
	return f
}

// EditPerson is the form of a person's details.
func (u *UI) EditPerson(c *page.Context) error {
	_, p, err := u.ownPerson(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, u.editForm(c, p, of(map[string]string{"ho-ten": p.FullName, "ngay-sinh": dayText(p.Birth), "gioi-tinh": string(p.Gender), "dien-thoai": p.Phone})), nil)
}

// ownPerson is the person of the path, kept by the actor's commune.
func (u *UI) ownPerson(c *page.Context) (*org.Tree, roster.Profile, error) {
	if err := access.CheckRole(c.Actor, access.RosterWrite); err != nil {
		return nil, roster.Profile{}, err
	}
	tree, p, err := u.person(c)
	if err == nil && !p.Writable {
		err = fault.Missing()
	}
	return tree, p, err
}

// SavePerson changes a person's details.
func (u *UI) SavePerson(c *page.Context) error {
	tree, p, err := u.ownPerson(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := roster.PersonEdit{Person: p.ID, Version: f.Int("phien-ban"), FullName: f.Raw("ho-ten"), Birth: f.DayOrNone("ngay-sinh", "ngày sinh"),
		Gender: roster.Gender(f.Line("gioi-tinh")), Phone: f.Raw("dien-thoai")}
	if id := f.Line("so-dinh-danh"); id != "" || f.Line("xoa-so") != "" {
		in.CitizenID = &id
		if id != "" && f.Line("xoa-so") != "" {
			f.Fields.Add("xoa-so", "Chọn một: nhập số mới, hoặc xóa số đang lưu.")
		}
	}
	var done roster.Done
	if f.Fields.Empty() {
		done, err = u.Rosters.EditPerson(c.Ctx(), c.Actor, c.Now, tree, in)
	} else {
		in.Check(&f.Fields, p, c.Now)
	}
	return settle(c, f, err, personURL(p.ID), told("Đã lưu thông tin của "+in.FullName+".", done), func(v values) (rosterview.Form, error) {
		_, now, err := u.ownPerson(c)
		return u.editForm(c, now, v), err
	})
}
