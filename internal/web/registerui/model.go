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
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/registerview"
	"thidua/templates/ui"
)

// Models is the list of community models.
func (u *UI) Models(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f := readFilter(c, w, modelList, "Ghi nhận")
	ask := register.ModelFilter{Under: f.under, From: f.from, To: f.to, Text: f.text, State: f.state, Page: f.page}
	if f.state == register.Counted && w.Plan.Rules != nil {
		// As the month counts them: on its last day, whenever in the campaign they were recognised.
		ask.Counting = register.CountingOf(w.Plan.Rules.Def, c.Now.Today)
		if f.period > 0 {
			ask.Counting.On, ask.From, ask.To = w.Plan.Periods[f.period-1].End, nil, nil
		}
	}
	if c.Wants() != "" {
		return c.Export(u.modelsFile(c, f, ask))
	}
	p, err := u.Registers.Models(c.Ctx(), c.Actor, c.Now, w.Tree, ask)
	if err != nil {
		return err
	}
	m := registerview.Models{Head: ui.Head{Kicker: f.kicker(), Title: "Mô hình phong trào toàn dân bảo vệ an ninh Tổ quốc", Export: c.Exports()}, Pager: f.pager(p.Page, len(p.Rows), p.Total, p.Pages()),
		EmptyText: f.emptyText("Mỗi đơn vị phấn đấu có ít nhất một mô hình đang phát huy hiệu quả, được ghi nhận.")}
	m.Filter = f.view([]ui.Option{{Value: string(register.Current), Label: "Chưa rút"}, {Value: string(register.Recognised), Label: "Đã được ghi nhận"},
		{Value: string(register.Counted), Label: "Được tính cho chỉ tiêu 2.1"},
		{Value: string(register.Unrecognised), Label: "Chưa được ghi nhận"}, {Value: string(register.Working), Label: "Đang hoạt động"},
		{Value: string(register.Ended), Label: "Đã kết thúc"}, {Value: string(register.Withdrawn), Label: "Đã rút"}, {Value: string(register.All), Label: "Tất cả"}})
	if c.Actor.May(access.DeedWrite) {
		m.New = modelList + "/moi"
	}
	for _, x := range p.Rows {
		r := modelRow(c, w, x)
		commune, _ := w.Tree.LeadSuccessor(x.Commune, c.Now.Today)
		m.Communes = m.Communes || int64(commune) != c.Actor.UnitID
		if x.WithdrawnAt == nil && c.Actor.Can(access.DeedWrite, w.Tree.Place(commune, c.Now.Today)) {
			r.Edit, r.Withdraw, m.Writes = modelURL(x.ID, "sua"), modelURL(x.ID, "rut"), true
		}
		m.Rows = append(m.Rows, r)
	}
	return c.Render(page.View{Title: "Mô hình"}, registerview.ModelsPage(m))
}

func modelRow(c *page.Context, w report.World, x register.Model) registerview.Model {
	today := c.Now.Today
	r := registerview.Model{URL: modelURL(x.ID, ""), Files: filesWords(x.Files), Anchor: "h" + strconv.FormatInt(int64(x.ID), 10), Name: x.Name, Field: x.Field, Effect: x.Effect, Commune: vi.UpperFirst(w.Tree.Name(x.Commune, today).Full()),
		CommuneURL: page.UnitURL(int64(x.Commune)), Author: x.Author, Gone: x.WithdrawnWhy, Document: x.RecognisedDoc, Recognised: register.Unranked.Label(),
		State: ui.Tag{Kind: "accepted", Text: "Đang hoạt động"}, Days: "từ " + x.StartedOn.String()}
	if x.RecognisedOn != nil {
		r.Recognised = x.RecognisedBy + ", " + x.RecognisedOn.String()
	}
	if x.EndedOn != nil {
		r.Days = vi.Span(x.StartedOn, *x.EndedOn)
		if *x.EndedOn < today {
			r.State = ui.Tag{Text: "Đã kết thúc"}
		}
	}
	all := w.Tree.Teams(x.Commune, today)
	r.Teams = strconv.Itoa(len(x.Teams)) + " Tổ"
	if len(all) > 0 {
		r.Teams = strconv.Itoa(len(x.Teams)) + "/" + strconv.Itoa(len(all)) + " Tổ"
	}
	if len(x.Teams) > 0 && len(x.Teams) < len(all) {
		var names []string
		for _, t := range all { // in administrative order
			if slices.Contains(x.Teams, t) {
				names = append(names, w.Tree.Name(t, today).Name)
			}
		}
		r.TeamNames = strings.Join(names, ", ")
	}
	return r
}

func modelURL(id register.ModelID, what string) string {
	return strings.TrimSuffix(modelList+"/"+strconv.FormatInt(int64(id), 10)+"/"+what, "/")
}

// NewModel is the empty form.
func (u *UI) NewModel(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	form := registerview.Form{URL: modelList + "/moi", Key: page.NewID()}
	return u.modelForm(c, w, http.StatusOK, form, func(string) string { return "" }, nil, nil, nil)
}

// AddModel writes a model down.
func (u *UI) AddModel(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	form := registerview.Form{URL: modelList + "/moi", Key: f.Raw("khoa")}
	in, refused := readModel(c, f)
	if f.Has("hien") {
		return u.modelForm(c, w, http.StatusOK, form, f.Raw, f.Values["to"], in.Members, forMembers(refused))
	}
	if refused != nil {
		return u.modelForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, f.Values["to"], in.Members, refused)
	}
	if !f.Has("van-them") {
		like, url, err := u.likeModels(c, w, f, in)
		if err != nil {
			return err
		}
		if url != "" {
			return c.See(url, "")
		}
		if form.Like = like; like != nil {
			return u.modelForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, f.Values["to"], in.Members, nil)
		}
	}
	settled, err := u.settledRecognition(c, w, register.Models, org.UnitID(c.Actor.UnitID), in.Recognition)
	if err != nil {
		return err
	}
	made, err := u.Registers.AddModel(c.Ctx(), c.Actor, c.Now, w.Tree, once(f, modelList), in)
	if list, ok := page.Problems(err); ok {
		return u.modelForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, f.Values["to"], in.Members, list)
	}
	if err != nil {
		return err
	}
	return c.See(made.URL, join("Đã ghi mô hình “"+in.Name+"”.", settled))
}

// EditModel is the form of a model.
func (u *UI) EditModel(c *page.Context) error {
	w, m, err := u.model(c)
	if err != nil {
		return err
	}
	if m.WithdrawnAt != nil {
		return gone(c, modelList, "mô hình")
	}
	v := map[string]string{"ten": m.Name, "linh-vuc": m.Field, "hieu-qua": m.Effect, "bat-dau": m.StartedOn.String(), "ket-thuc": day(m.EndedOn), "vi-sao": m.EndedWhy}
	var credited []string
	for _, t := range m.Teams {
		credited = append(credited, strconv.FormatInt(int64(t), 10))
	}
	form := modelEdit(m)
	if form.Settled, err = u.settledModel(c, w, m); err != nil {
		return err
	}
	return u.modelForm(c, w, http.StatusOK, form, func(name string) string { return v[name] }, credited, m.Members, nil)
}

// SaveModel changes a model; a clash keeps what was typed.
func (u *UI) SaveModel(c *page.Context) error {
	w, m, err := u.model(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	form := modelEdit(m)
	form.Version = f.Raw("phien-ban")
	in, refused := readModel(c, f)
	if f.Has("hien") {
		return u.modelForm(c, w, http.StatusOK, form, f.Raw, f.Values["to"], in.Members, forMembers(refused))
	}
	if refused != nil {
		return u.modelForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, f.Values["to"], in.Members, refused)
	}
	// Teams credited earlier that are no longer the commune's have no box.
	for _, t := range m.Teams {
		if !slices.Contains(w.Tree.Teams(org.UnitID(c.Actor.UnitID), c.Now.Today), t) {
			in.Teams = append(in.Teams, t)
		}
	}
	err = u.Registers.EditModel(c.Ctx(), c.Actor, c.Now, w.Tree, m.ID, f.Int("phien-ban"), in)
	if list, ok := page.Problems(err); ok {
		return u.modelForm(c, w, http.StatusUnprocessableEntity, form, f.Raw, f.Values["to"], in.Members, list)
	}
	if err != nil && fault.KindOf(err) == fault.Stale {
		if m, err = u.Registers.Model(c.Ctx(), c.Actor, access.DeedWrite, c.Now, w.Tree, m.ID); err != nil {
			return err
		}
		if m.WithdrawnAt != nil {
			return gone(c, modelList, "mô hình")
		}
		form = modelEdit(m)
		form.Stale = form.URL
		return u.modelForm(c, w, http.StatusConflict, form, f.Raw, f.Values["to"], in.Members, nil)
	}
	if err != nil {
		return err
	}
	return c.See(modelURL(m.ID, ""), "Đã lưu mô hình “"+in.Name+"”.")
}

func modelEdit(m register.Model) registerview.Form {
	return registerview.Form{URL: modelURL(m.ID, "sua"), Version: strconv.Itoa(m.Version)}
}

// model is the model of the path, for writing.
func (u *UI) model(c *page.Context) (report.World, register.Model, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, register.Model{}, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, register.Model{}, err
	}
	m, err := u.Registers.Model(c.Ctx(), c.Actor, access.DeedWrite, c.Now, w.Tree, register.ModelID(id))
	return w, m, err
}

func readModel(c *page.Context, f *page.Form) (register.ModelInput, []ui.Error) {
	in := register.ModelInput{Name: f.Raw("ten"), Field: f.Raw("linh-vuc"), Effect: f.Raw("hieu-qua"), EndedWhy: f.Raw("vi-sao"),
		StartedOn: f.DayOrNone("bat-dau", "ngày bắt đầu hoạt động"), EndedOn: f.DayOrNone("ket-thuc", "ngày kết thúc"),
		Members: readMembers(f), Recognition: readRecognition(f)}
	for _, s := range f.Values["to"] {
		if id, err := strconv.ParseInt(s, 10, 64); err == nil {
			in.Teams = append(in.Teams, org.UnitID(id))
		}
	}
	in.Clean()
	in.Check(&f.Fields, c.Now)
	return in, errorsOf(&f.Fields)
}

func (u *UI) modelForm(c *page.Context, w report.World, status int, form registerview.Form, v values, credited []string, people []roster.PersonID, errs []ui.Error) error {
	form.Errors = inOrder(errs, "ten", "linh-vuc", "hieu-qua", "bat-dau", "ket-thuc", "vi-sao", "to", "thanh-vien", "cap", "noi-ghi-nhan", "van-ban", "ngay-ghi-nhan")
	title := "Thêm mô hình"
	if form.Version != "" {
		title = "Sửa mô hình"
	}
	form.Head = ui.Head{Crumbs: crumbs(modelList, "Mô hình", title), Title: title}
	form.Back = modelList
	members, err := u.modelMembers(c, w, v, credited, people, page.Of(errs, "thanh-vien"))
	if err != nil {
		return err
	}
	m := registerview.ModelForm{Members: members, Form: form,
		Name:     field(v, errs, ui.Field{Name: "ten", Label: "Tên mô hình", Required: true, Max: 200}),
		Field:    ui.Choice{Name: "linh-vuc", Label: "Lĩnh vực", Required: true, Error: page.Of(errs, "linh-vuc"), Options: fieldOptions(v("linh-vuc"))},
		Effect:   field(v, errs, ui.Field{Name: "hieu-qua", Label: "Hiệu quả", Kind: "textarea", Max: 2000}),
		Started:  field(v, errs, ui.Field{Name: "bat-dau", Label: "Ngày bắt đầu hoạt động", Kind: "date", Required: true}),
		Ended:    field(v, errs, ui.Field{Name: "ket-thuc", Label: "Ngày cuối còn hoạt động", Hint: "Để trống khi mô hình đang hoạt động.", Kind: "date"}),
		EndedWhy: field(v, errs, ui.Field{Name: "vi-sao", Label: "Lý do kết thúc", Max: 300}),
		Teams: ui.Choice{Name: "to", Label: "Tổ trực tiếp tham gia", Hint: "Mô hình được tính cho từng Tổ chọn ở đây và cho cả xã.", Error: page.Of(errs, "to"),
			Options: teams(c, w.Tree, func(id string) bool { return slices.Contains(credited, id) })},
	}
	if form.Version == "" {
		fields := recognitionFields(v, errs, false)
		m.Recognition = &fields
	}
	return c.Render(page.View{Title: title, Status: status, Narrow: true}, registerview.ModelFormPage(m))
}

// fieldOptions are the usual fields, and the one stored where it is another.
func fieldOptions(chosen string) []ui.Option {
	list := []ui.Option{{Label: "Chọn lĩnh vực"}}
	known := chosen == ""
	for _, f := range append(slices.Clone(register.Fields), "Lĩnh vực khác") {
		known = known || f == chosen
		list = append(list, ui.Option{Value: f, Label: f, Selected: f == chosen})
	}
	if !known {
		list = append(list, ui.Option{Value: chosen, Label: chosen, Selected: true})
	}
	return list
}

// AskModel asks why a model is withdrawn.
func (u *UI) AskModel(c *page.Context) error {
	w, m, err := u.model(c)
	if err != nil {
		return err
	}
	if m.WithdrawnAt != nil {
		return gone(c, modelList, "mô hình")
	}
	going := modelGoing(m)
	if going.Settled, err = u.settledModel(c, w, m); err != nil {
		return err
	}
	return withdrawal(c, http.StatusOK, going, func(string) string { return "" }, nil)
}

// WithdrawModel takes a model out of the count.
func (u *UI) WithdrawModel(c *page.Context) error {
	w, m, err := u.model(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	settled, err := u.settledModel(c, w, m)
	if err != nil {
		return err
	}
	err = u.Registers.WithdrawModel(c.Ctx(), c.Actor, c.Now, w.Tree, m.ID, f.Int("phien-ban"), f.Raw("ly-do"))
	if list, ok := page.Problems(err); ok {
		return withdrawal(c, http.StatusUnprocessableEntity, modelGoing(m), f.Raw, list)
	}
	if err != nil && fault.KindOf(err) == fault.Stale {
		return withdrawal(c, http.StatusConflict, modelGoing(m), f.Raw, []ui.Error{changedMeanwhile})
	}
	if err != nil {
		return err
	}
	return c.See(modelList, join("Đã rút mô hình “"+m.Name+"”.", settled))
}

func modelGoing(m register.Model) registerview.Withdraw {
	return registerview.Withdraw{Button: "Rút mô hình này", Form: registerview.Form{URL: modelURL(m.ID, "rut"), Back: modelList, Version: strconv.Itoa(m.Version),
		Head: ui.Head{Crumbs: crumbs(modelList, "Mô hình", "Rút"), Title: "Rút mô hình"}},
		Facts: []registerview.Fact{{Label: "Tên mô hình", Text: m.Name}, {Label: "Lĩnh vực", Text: m.Field}, {Label: "Hoạt động từ", Text: m.StartedOn.String()}}}
}
