package registerui

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/web/page"
	"thidua/templates/registerview"
	"thidua/templates/ui"
)

// Deeds is the list of good deeds.
func (u *UI) Deeds(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f := readFilter(c, w, deedList, "Ngày làm")
	ask := register.DeedFilter{Under: f.under, From: f.from, To: f.to, Text: f.text, State: f.state, Page: f.page}
	if c.Wants() != "" {
		return c.Export(u.deedsFile(c, f, ask))
	}
	p, err := u.Registers.Deeds(c.Ctx(), c.Actor, c.Now, w.Tree, ask)
	if err != nil {
		return err
	}
	m := registerview.Deeds{Head: ui.Head{Kicker: f.kicker(), Title: "Gương người tốt, việc tốt", Export: c.Exports()}, Pager: f.pager(p.Page, len(p.Rows), p.Total, p.Pages()),
		EmptyText: f.emptyText("Mỗi tháng mỗi Tổ phấn đấu có ít nhất một việc tốt, hoặc có cá nhân được biểu dương, khen thưởng.")}
	m.Filter = f.view([]ui.Option{{Value: string(register.Current), Label: "Đang tính"}, {Value: string(register.Withdrawn), Label: "Đã rút"}, {Value: string(register.All), Label: "Tất cả"}})
	if c.Actor.May(access.DeedWrite) {
		m.New = deedList + "/moi"
	}
	for _, d := range p.Rows {
		commune, _ := w.Tree.CommuneNow(d.Team, c.Now.Today)
		r := registerview.Deed{URL: deedURL(d.ID, ""), Files: filesWords(d.Files), Anchor: "h" + strconv.FormatInt(int64(d.ID), 10), Day: d.DoneOn.String(), Team: w.Tree.Name(d.Team, d.DoneOn).Short(), TeamURL: page.TeamURL(int64(d.Team)),
			Commune: w.Tree.Name(commune, c.Now.Today).Full(), Who: d.Who, What: d.What, Decision: d.Decision, Author: d.Author, Gone: d.WithdrawnWhy}
		if d.RecognisedOn != nil {
			r.Recognised = d.RecognisedBy + ", " + d.RecognisedOn.String()
		}
		m.Communes = m.Communes || int64(commune) != c.Actor.UnitID
		if d.WithdrawnAt == nil && c.Actor.Can(access.DeedWrite, w.Tree.Place(commune, c.Now.Today)) {
			r.Edit, r.Withdraw, m.Writes = deedURL(d.ID, "sua"), deedURL(d.ID, "rut"), true
		}
		m.Rows = append(m.Rows, r)
	}
	return c.Render(page.View{Title: "Gương người tốt, việc tốt"}, registerview.DeedsPage(m))
}

func deedURL(id register.DeedID, what string) string {
	return strings.TrimSuffix(deedList+"/"+strconv.FormatInt(int64(id), 10)+"/"+what, "/")
}

// NewDeed is the empty form; ?to= chooses the team.
func (u *UI) NewDeed(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	form := registerview.Form{URL: deedList + "/moi", Key: page.NewID(), More: true}
	return u.deedForm(c, w, http.StatusOK, form, func(name string) string {
		if name == "to" {
			return c.Query("to")
		}
		return ""
	}, nil, nil)
}

// AddDeed writes a deed down.
func (u *UI) AddDeed(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	form := registerview.Form{URL: deedList + "/moi", Key: f.Raw("khoa"), More: true, Then: f.Has("tiep")}
	in, refused := readDeed(c, w, f)
	if f.Has("hien") {
		return u.deedForm(c, w, http.StatusOK, form, f.Raw, in.Members, forMembers(refused))
	}
	if refused != nil {
		return u.deedForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, in.Members, refused)
	}
	if !f.Has("van-them") {
		like, url, err := u.likeDeeds(c, w, f, in)
		if err != nil {
			return err
		}
		if url != "" { // the form had been sent before
			return c.See(url, "")
		}
		if form.Like = like; like != nil {
			return u.deedForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, in.Members, nil)
		}
	}
	settled, err := u.settledDeed(c, w, in.Team, *in.DoneOn)
	if err != nil {
		return err
	}
	made, err := u.Registers.AddDeed(c.Ctx(), c.Actor, c.Now, w.Tree, once(f, deedList), in)
	if list, ok := page.Problems(err); ok {
		return u.deedForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, in.Members, list)
	}
	if err != nil {
		return err
	}
	said := join("Đã ghi việc tốt của "+w.Tree.Name(in.Team, c.Now.Today).Short()+".", settled)
	if f.Has("tiep") {
		return c.See(deedList+"/moi", said+" Nhập tiếp việc khác.")
	}
	return c.See(made.URL, said)
}

// EditDeed is the form of a deed.
func (u *UI) EditDeed(c *page.Context) error {
	w, d, err := u.deed(c)
	if err != nil {
		return err
	}
	if d.WithdrawnAt != nil {
		return gone(c, deedList, "việc tốt")
	}
	form := deedEdit(d)
	if form.Settled, err = u.settledDeed(c, w, d.Team, d.DoneOn); err != nil {
		return err
	}
	return u.deedForm(c, w, http.StatusOK, form, stored(d), d.Members, nil)
}

// SaveDeed changes a deed. Where somebody else did meanwhile, what was typed
// stays in the form beside a way to their version.
func (u *UI) SaveDeed(c *page.Context) error {
	w, d, err := u.deed(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	form := deedEdit(d)
	form.Version = f.Raw("phien-ban")
	in, refused := readDeed(c, w, f)
	if f.Has("hien") {
		return u.deedForm(c, w, http.StatusOK, form, f.Raw, in.Members, forMembers(refused))
	}
	if refused != nil {
		return u.deedForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, in.Members, refused)
	}
	settled, err := u.settledMove(c, w, d, in)
	if err != nil {
		return err
	}
	err = u.Registers.EditDeed(c.Ctx(), c.Actor, c.Now, w.Tree, d.ID, f.Int("phien-ban"), in)
	if list, ok := page.Problems(err); ok {
		return u.deedForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, in.Members, list)
	}
	if err != nil && fault.KindOf(err) == fault.Stale {
		return u.staleDeed(c, w, d.ID, f, in.Members)
	}
	if err != nil {
		return err
	}
	return c.See(deedURL(d.ID, ""), join("Đã lưu việc tốt ngày "+in.DoneOn.String()+".", settled))
}

func (u *UI) staleDeed(c *page.Context, w report.World, id register.DeedID, f *page.Form, members []roster.PersonID) error {
	d, err := u.Registers.Deed(c.Ctx(), c.Actor, access.DeedWrite, c.Now, w.Tree, id)
	if err != nil {
		return err
	}
	if d.WithdrawnAt != nil {
		return gone(c, deedList, "việc tốt")
	}
	form := deedEdit(d)
	form.Stale = form.URL
	return u.deedForm(c, w, http.StatusConflict, form, f.Raw, members, nil)
}

func deedEdit(d register.Deed) registerview.Form {
	return registerview.Form{URL: deedURL(d.ID, "sua"), Version: strconv.Itoa(d.Version)}
}

// deed is the deed of the path, for writing.
func (u *UI) deed(c *page.Context) (report.World, register.Deed, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, register.Deed{}, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, register.Deed{}, err
	}
	d, err := u.Registers.Deed(c.Ctx(), c.Actor, access.DeedWrite, c.Now, w.Tree, register.DeedID(id))
	return w, d, err
}

// readDeed reads the form; what was refused is nil where nothing was.
func readDeed(c *page.Context, w report.World, f *page.Form) (register.DeedInput, []ui.Error) {
	in := register.DeedInput{Who: f.Raw("nguoi"), What: f.Raw("viec"), DoneOn: f.DayOrNone("ngay", "ngày làm việc tốt hoặc được biểu dương"),
		Members: readMembers(f), Recognition: readRecognition(f)}
	if id, err := strconv.ParseInt(f.Line("to"), 10, 64); err == nil && id > 0 {
		in.Team = org.UnitID(id)
	}
	in.Clean()
	in.Check(&f.Fields, c.Now, w.Tree)
	return in, errorsOf(&f.Fields)
}

func stored(d register.Deed) values {
	m := map[string]string{"to": strconv.FormatInt(int64(d.Team), 10), "ngay": d.DoneOn.String(), "nguoi": d.Who, "viec": d.What}
	return func(name string) string { return m[name] }
}

func (u *UI) deedForm(c *page.Context, w report.World, status int, form registerview.Form, v values, members []roster.PersonID, errs []ui.Error) error {
	form.Errors = inOrder(errs, "to", "ngay", "thanh-vien", "nguoi", "viec", "cap", "noi-ghi-nhan", "van-ban", "ngay-ghi-nhan")
	title := "Thêm việc tốt"
	if form.Version != "" {
		title = "Sửa việc tốt"
	}
	form.Head = ui.Head{Crumbs: crumbs(deedList, "Gương người tốt, việc tốt", title), Title: title}
	form.Back = deedList
	credited, err := u.deedMembers(c, w, v, members, page.Of(errs, "thanh-vien"))
	if err != nil {
		return err
	}
	m := registerview.DeedForm{Members: credited, Form: form,
		Team: ui.Choice{Name: "to", Label: "Tổ bảo vệ ANTT", Required: true, Error: page.Of(errs, "to"),
			Options: slices.Concat([]ui.Option{{Label: "Chọn Tổ"}}, teams(c, w.Tree, func(id string) bool { return id == v("to") }))},
		Day:  field(v, errs, ui.Field{Name: "ngay", Label: "Ngày làm việc tốt hoặc được biểu dương", Kind: "date", Required: true}),
		Who:  field(v, errs, ui.Field{Name: "nguoi", Label: "Người được nêu gương", Hint: "Họ tên và chức danh trong Tổ, hoặc cả Tổ. Đã chọn thành viên ở trên thì có thể để trống.", Max: 200}),
		What: field(v, errs, ui.Field{Name: "viec", Label: "Việc làm", Hint: "Ngắn gọn: việc gì, ở đâu, kết quả.", Kind: "textarea", Required: true, Max: 1000}),
	}
	if form.Version == "" {
		fields := recognitionFields(v, errs, false)
		m.Recognition = &fields
	}
	return c.Render(page.View{Title: title, Status: status, Narrow: true}, registerview.DeedFormPage(m))
}

// AskDeed asks why a deed is withdrawn.
func (u *UI) AskDeed(c *page.Context) error {
	w, d, err := u.deed(c)
	if err != nil {
		return err
	}
	if d.WithdrawnAt != nil {
		return gone(c, deedList, "việc tốt")
	}
	going := deedGoing(c, w, d)
	if going.Settled, err = u.settledDeed(c, w, d.Team, d.DoneOn); err != nil {
		return err
	}
	return withdrawal(c, http.StatusOK, going, func(string) string { return "" }, nil)
}

// WithdrawDeed takes a deed out of the count.
func (u *UI) WithdrawDeed(c *page.Context) error {
	w, d, err := u.deed(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	settled, err := u.settledDeed(c, w, d.Team, d.DoneOn)
	if err != nil {
		return err
	}
	err = u.Registers.WithdrawDeed(c.Ctx(), c.Actor, c.Now, w.Tree, d.ID, f.Int("phien-ban"), f.Raw("ly-do"))
	if list, ok := page.Problems(err); ok {
		return withdrawal(c, http.StatusUnprocessableEntity, deedGoing(c, w, d), f.Raw, list)
	}
	if err != nil && fault.KindOf(err) == fault.Stale {
		return withdrawal(c, http.StatusConflict, deedGoing(c, w, d), f.Raw, []ui.Error{changedMeanwhile})
	}
	if err != nil {
		return err
	}
	return c.See(deedList, join("Đã rút việc tốt ngày "+d.DoneOn.String()+".", settled))
}

func deedGoing(c *page.Context, w report.World, d register.Deed) registerview.Withdraw {
	return registerview.Withdraw{Button: "Rút việc tốt này", Form: registerview.Form{URL: deedURL(d.ID, "rut"), Back: deedList, Version: strconv.Itoa(d.Version),
		Head: ui.Head{Crumbs: crumbs(deedList, "Gương người tốt, việc tốt", "Rút"), Title: "Rút việc tốt"}},
		Facts: []registerview.Fact{{Label: "Ngày", Text: d.DoneOn.String()}, {Label: "Tổ", Text: w.Tree.Name(d.Team, c.Now.Today).Full()},
			{Label: "Người được nêu gương", Text: d.Who}, {Label: "Việc làm", Text: d.What}}}
}
