package rosterui

import (
	"net/http"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/rosterview"
	"thidua/templates/ui"
)

// team is the team of the path, whose commune keeps it by the action.
func (u *UI) team(c *page.Context, action access.Action) (*org.Tree, org.Unit, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, org.Unit{}, err
	}
	tree, err := u.Tree(c)
	if err != nil {
		return nil, org.Unit{}, err
	}
	unit, ok := tree.Unit(org.UnitID(id))
	commune, _ := tree.CommuneNow(unit.ID, c.Now.Today)
	if err := access.Check(c.Actor, action, tree.Place(commune, c.Now.Today)); err != nil {
		return tree, unit, err
	}
	if !ok || unit.Level != org.Team {
		return tree, unit, fault.Missing()
	}
	return tree, unit, nil
}

func crumbs(c *page.Context, tree *org.Tree, team org.UnitID, here string) []ui.Link {
	return []ui.Link{{Label: full(tree, team, c.Now.Today), URL: teamURL(team)}, {Label: here}}
}

// NewMember is the form for somebody new; ?nguoi= is a person on record.
func (u *UI) NewMember(c *page.Context) error {
	tree, unit, err := u.team(c, access.RosterWrite)
	if err != nil {
		return err
	}
	known := roster.PersonID(c.QueryID("nguoi"))
	f, err := u.memberForm(c, tree, unit, page.NewID(), known, blank)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, f, nil)
}

// memberForm asks for a person and the service, or, of somebody on record,
// for the service only.
func (u *UI) memberForm(c *page.Context, tree *org.Tree, unit org.Unit, key string, known roster.PersonID, v values) (rosterview.Form, error) {
	url := teamURL(unit.ID)
	f := rosterview.Form{URL: url + "/thanh-vien/moi", Back: url, Key: key, Button: "Thêm vào Tổ",
		Head: ui.Head{Title: "Thêm thành viên", Kicker: full(tree, unit.ID, c.Now.Today), Crumbs: crumbs(c, tree, unit.ID, "Thêm thành viên")}}
	if known != 0 {
		if p, err := u.Rosters.Profile(c.Ctx(), c.Actor, c.Now, tree, known); err == nil {
			f.FactsTitle, f.Facts = "Người đã có trong danh sách", about(tree, p)
			f.Kept = []ui.Kept{{Name: "nguoi", Value: idText(known)}}
			f.Notes = append(f.Notes, rosterview.Note{Kind: "info", Text: "Thêm một người khác?", Link: ui.Link{Label: "Mở biểu mẫu trống", URL: f.URL}})
		} else if fault.KindOf(err) != fault.NotFound {
			return f, err
		}
	}
	if len(f.Facts) == 0 {
		f.Items = append([]rosterview.Item{{Title: "Người tham gia"}}, personItems(v, "")...)
		f.Items = append(f.Items, rosterview.Item{Title: "Tham gia Tổ"})
	}
	f.Items = append(f.Items, v.position("Chức danh"), v.field(ui.Field{Name: "ngay-tham-gia", Label: "Tham gia từ ngày", Kind: "date", Required: true, Hint: monthsHint}),
		v.decision("quyet-dinh", "Quyết định công nhận", false))
	return f, nil
}

func about(tree *org.Tree, p roster.Profile) []rosterview.Fact {
	list := []rosterview.Fact{{Label: "Họ và tên", Text: p.FullName, URL: personURL(p.ID)}, {Label: "Ngày sinh", Text: dayText(p.Birth)}, {Label: "Giới tính", Text: p.Gender.Label()},
		{Label: "Số định danh", Text: p.MaskedID}}
	for _, x := range p.Spells {
		if x.WithdrawnAt == nil {
			list = append(list, rosterview.Fact{Label: "Đã tham gia", Text: x.Words(tree)})
			break
		}
	}
	return list
}

// AddMember enrols somebody; people alike are asked about first.
func (u *UI) AddMember(c *page.Context) error {
	tree, unit, err := u.team(c, access.RosterWrite)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	known := roster.PersonID(number(f.Raw("nguoi")))
	in := roster.Enrolment{Person: known, FullName: f.Raw("ho-ten"), Gender: roster.Gender(f.Line("gioi-tinh")), CitizenID: f.Raw("so-dinh-danh"), Phone: f.Raw("dien-thoai"),
		Team: unit.ID, Position: roster.Position(f.Line("chuc-danh")), Joined: zero(f.DayOrNone("ngay-tham-gia", "ngày tham gia")), Decision: f.Raw("quyet-dinh")}
	if known == 0 {
		in.Birth = f.DayOrNone("ngay-sinh", "ngày sinh")
	}
	if f.Line("ngay-tham-gia") == "" {
		f.Fields.Add("ngay-tham-gia", "Nhập ngày tham gia.")
	}
	var made roster.Added
	if f.Fields.Empty() {
		made, err = u.Rosters.Add(c.Ctx(), c.Actor, c.Now, tree, f.Raw("khoa"), personURL, in, f.Has("van-them"))
	} else {
		in.Check(&f.Fields, c.Now, tree)
	}
	alike := roster.AlikeOf(err)
	if alike == nil && known != 0 && err != nil {
		if alike, _ = u.Rosters.Find(c.Ctx(), c.Actor, c.Now, tree, in); len(alike) > 0 && !alike[0].SameID {
			alike = nil
		}
	}
	form, bad := u.memberForm(c, tree, unit, f.Raw("khoa"), known, f.Raw)
	if bad != nil {
		return bad
	}
	form.Alike, form.Sure = u.alike(c, tree, alike), len(alike) > 0 && !alike[0].SameID
	if roster.AlikeOf(err) != nil {
		return show(c, http.StatusUnprocessableEntity, form, nil)
	}
	return settle(c, f, err, made.URL, told("Đã thêm vào "+tree.Name(unit.ID, c.Now.Today).Full()+".", made.Done), func(values) (rosterview.Form, error) { return form, nil })
}

// alike tells of people on record as much as the actor may know.
func (u *UI) alike(c *page.Context, tree *org.Tree, list []roster.Known) []rosterview.Alike {
	var out []rosterview.Alike
	for _, k := range list {
		a := rosterview.Alike{Person: idText(k.Person), Name: k.FullName}
		if k.Birth != nil {
			y, _, _ := k.Birth.Date()
			a.About = "sinh năm " + idText(int64(y))
		}
		if k.MaskedID != "" {
			a.About = join(a.About, "số định danh "+k.MaskedID)
		}
		where := tree.Name(k.Team, c.Now.Today).Full()
		if k.Visible {
			a.URL = personURL(k.Person)
		} else {
			commune, _ := tree.CommuneNow(k.Team, c.Now.Today)
			where = "một Tổ của " + tree.Name(commune, c.Now.Today).Full()
		}
		if k.Serving(c.Now.Today) {
			a.About = join(a.About, "đang tham gia "+where+" từ "+k.Since.String())
		} else {
			a.About = join(a.About, "đã thôi "+where+" từ "+k.Left.String())
		}
		if k.SameID {
			a.About = join(a.About, "cùng số định danh")
		}
		out = append(out, a)
	}
	return out
}

func join(a, b string) string {
	if a == "" {
		return vi.LowerFirst(b)
	}
	return a + ", " + b
}
