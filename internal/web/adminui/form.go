package adminui

import (
	"net/http"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/identity"
	"thidua/internal/org"
	"thidua/internal/web/page"
	"thidua/templates/adminview"
	"thidua/templates/ui"
)

// typed is what a form shows: the posted values, or the first ones.
type typed func(name string) string

func asPosted(f *page.Form) typed { return f.Raw }

func first(values map[string]string) typed { return func(name string) string { return values[name] } }

func personFields(v typed, errs []ui.Error) []ui.Field {
	return []ui.Field{
		{Name: identity.FieldName, Label: "Họ và tên", Value: v(identity.FieldName), Required: true, Max: 100, Auto: "off", Error: page.Of(errs, identity.FieldName)},
		{Name: identity.FieldTitle, Label: "Cấp bậc, chức danh", Hint: "Ghi trước tên, ví dụ Đại úy, Phó Chủ tịch.", Value: v(identity.FieldTitle), Max: 60, Auto: "off", Error: page.Of(errs, identity.FieldTitle)},
		{Name: identity.FieldPhone, Label: "Điện thoại", Kind: "tel", Mode: "tel", Value: v(identity.FieldPhone), Max: 20, Auto: "off", Short: true, Error: page.Of(errs, identity.FieldPhone)},
	}
}

func (u *UI) appointmentFields(c *page.Context, tree *org.Tree, v typed, errs []ui.Error) *adminview.Appointment {
	unit, _ := strconv.ParseInt(v(identity.FieldUnit), 10, 64)
	kind := v(identity.FieldKind)
	return &adminview.Appointment{
		Role: ui.Choice{Name: identity.FieldRole, Label: "Vai trò", Required: true, Options: roles("Chọn vai trò", access.Role(v(identity.FieldRole))), Error: page.Of(errs, identity.FieldRole),
			Hint: "Công an, UBND cấp xã gắn với xã, phường, thị trấn; UBND cấp huyện gắn với huyện, thành phố; còn lại gắn với tỉnh."},
		Unit: ui.Choice{Name: identity.FieldUnit, Label: "Đơn vị", Required: true, Options: units(c, tree, c.Now.Today, "Chọn đơn vị", unit), Error: page.Of(errs, identity.FieldUnit)},
		Kind: ui.Choice{Name: identity.FieldKind, Label: "Hình thức", Options: []ui.Option{
			{Value: "own", Label: "Chính thức", Selected: kind != "acting"}, {Value: "acting", Label: "Phụ trách (thay người vắng)", Selected: kind == "acting"}}},
		From:  ui.Field{Name: identity.FieldFrom, Label: "Từ ngày", Kind: "date", Required: true, Value: v(identity.FieldFrom), Error: page.Of(errs, identity.FieldFrom)},
		To:    ui.Field{Name: identity.FieldTo, Label: "Đến hết ngày", Hint: "Để trống nếu chưa định ngày kết thúc.", Kind: "date", Value: v(identity.FieldTo), Error: page.Of(errs, identity.FieldTo)},
		Basis: ui.Field{Name: identity.FieldBasis, Label: "Căn cứ", Hint: "Số, ngày văn bản giao nhiệm vụ, nếu có.", Value: v(identity.FieldBasis), Max: 200, Error: page.Of(errs, identity.FieldBasis)},
	}
}

// appointment reads the fields of appointmentFields; days that are none are
// collected in the form.
func appointment(f *page.Form) identity.NewAppointment {
	unit, _ := strconv.ParseInt(f.Line(identity.FieldUnit), 10, 64)
	return identity.NewAppointment{Role: access.Role(f.Line(identity.FieldRole)), UnitID: unit, Acting: f.Line(identity.FieldKind) == "acting",
		From: f.Day(identity.FieldFrom, "ngày bắt đầu"), To: f.DayOrNone(identity.FieldTo, "ngày kết thúc"), Basis: f.Line(identity.FieldBasis)}
}

// inOrder puts refusals in the order of the form's fields.
func inOrder(errs []ui.Error) []ui.Error {
	order := []string{identity.FieldLogin, identity.FieldName, identity.FieldTitle, identity.FieldPhone, identity.FieldRole, identity.FieldUnit,
		identity.FieldKind, identity.FieldFrom, identity.FieldTo, identity.FieldBasis}
	slices.SortStableFunc(errs, func(a, b ui.Error) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
	return errs
}

func profile(f *page.Form) identity.Profile {
	return identity.Profile{Name: f.Line(identity.FieldName), Title: f.Line(identity.FieldTitle), Phone: f.Line(identity.FieldPhone)}
}

// NewForm is the form of a new account.
func (u *UI) NewForm(c *page.Context) error {
	return u.renderNew(c, first(map[string]string{identity.FieldFrom: c.Now.Today.String(), "khoa": page.NewID()}), nil, http.StatusOK)
}

func (u *UI) renderNew(c *page.Context, v typed, errs []ui.Error, status int) error {
	tree, err := u.tree(c)
	if err != nil {
		return err
	}
	login := ui.Field{Name: identity.FieldLogin, Label: "Tên đăng nhập", Hint: "Chữ cái không dấu, chữ số, dấu chấm, gạch ngang; ví dụ ca.kinhdinh.", Value: v(identity.FieldLogin),
		Required: true, Max: 40, Auto: "off", Error: page.Of(errs, identity.FieldLogin)}
	return c.Render(page.View{Title: "Thêm người dùng", Status: status, Narrow: true}, adminview.FormPage(adminview.Form{
		Head:   ui.Head{Crumbs: []ui.Link{{Label: "Người dùng", URL: usersURL}, {Label: "Thêm người dùng"}}, Title: "Thêm người dùng"},
		Errors: errs, URL: usersURL + "/moi", Key: v("khoa"), Person: append([]ui.Field{login}, personFields(v, errs)...),
		Role: u.appointmentFields(c, tree, v, errs), Button: "Tạo tài khoản", BackURL: usersURL,
		Lead: "Mật khẩu ban đầu do hệ thống sinh ra, hiện một lần sau khi tạo."}))
}

// Create makes the account; its page shows the initial password once.
func (u *UI) Create(c *page.Context) error {
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := identity.NewUser{Login: f.Line(identity.FieldLogin), Profile: profile(f), Key: f.Raw("khoa"), First: appointment(f), Sofar: f.Fields}
	made, err := u.Identity.CreateUser(c.Ctx(), c.Actor, in)
	if list, ok := page.Problems(err); ok {
		return u.renderNew(c, asPosted(f), inOrder(list), http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	if made.Password == "" {
		return c.See(made.URL, "Tài khoản này đã được tạo từ lần gửi trước. Nếu chưa ghi lại mật khẩu ban đầu, hãy cấp lại.")
	}
	u.giveOnce(c, made)
	return c.See(made.URL, "Đã tạo tài khoản.")
}

// EditForm is the form of name, title and telephone.
func (u *UI) EditForm(c *page.Context) error {
	d, err := u.details(c)
	if err != nil {
		return err
	}
	v := first(map[string]string{identity.FieldName: d.FullName, identity.FieldTitle: d.Title, identity.FieldPhone: d.Phone, "version": strconv.Itoa(d.Version)})
	return u.renderEdit(c, d.User, v, nil, http.StatusOK)
}

func (u *UI) renderEdit(c *page.Context, x identity.User, v typed, errs []ui.Error, status int) error {
	return c.Render(page.View{Title: "Sửa thông tin", Status: status, Narrow: true}, adminview.FormPage(adminview.Form{Head: head(x, "Sửa thông tin"),
		Errors: errs, URL: identity.UserURL(x.ID) + "/sua", Version: v("version"), Person: personFields(v, errs), Button: "Lưu", BackURL: identity.UserURL(x.ID)}))
}

func head(x identity.User, title string) ui.Head {
	return ui.Head{Crumbs: []ui.Link{{Label: "Người dùng", URL: usersURL}, {Label: x.FullName, URL: identity.UserURL(x.ID)}, {Label: title}},
		Title: title, Aside: named(x) + " (" + x.Login + ")"}
}

// Edit saves name, title and telephone.
func (u *UI) Edit(c *page.Context) error {
	id, f, err := u.posted(c)
	if err != nil {
		return err
	}
	err = u.Identity.EditUser(c.Ctx(), c.Actor, id, f.Int("version"), profile(f))
	if list, ok := page.Problems(err); ok {
		d, err := u.Identity.User(c.Ctx(), c.Actor, id)
		if err != nil {
			return err
		}
		return u.renderEdit(c, d.User, asPosted(f), list, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return c.See(identity.UserURL(id), "Đã lưu thông tin.")
}

// AppointForm is the form of a further role.
func (u *UI) AppointForm(c *page.Context) error {
	d, err := u.details(c)
	if err != nil {
		return err
	}
	v := first(map[string]string{identity.FieldFrom: c.Now.Today.String(), "version": strconv.Itoa(d.Version)})
	return u.renderAppoint(c, d.User, v, nil, http.StatusOK)
}

func (u *UI) renderAppoint(c *page.Context, x identity.User, v typed, errs []ui.Error, status int) error {
	tree, err := u.tree(c)
	if err != nil {
		return err
	}
	return c.Render(page.View{Title: "Giao vai trò", Status: status, Narrow: true}, adminview.FormPage(adminview.Form{Head: head(x, "Giao vai trò"), Errors: errs,
		URL: identity.UserURL(x.ID) + "/giao-vai-tro", Version: v("version"), Role: u.appointmentFields(c, tree, v, errs), Button: "Giao vai trò", BackURL: identity.UserURL(x.ID)}))
}

// Appoint gives a further role.
func (u *UI) Appoint(c *page.Context) error {
	id, f, err := u.posted(c)
	if err != nil {
		return err
	}
	in := appointment(f)
	err = u.Identity.Appoint(c.Ctx(), c.Actor, id, f.Int("version"), in, f.Fields)
	if list, ok := page.Problems(err); ok {
		d, err := u.Identity.User(c.Ctx(), c.Actor, id)
		if err != nil {
			return err
		}
		return u.renderAppoint(c, d.User, asPosted(f), inOrder(list), http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return c.See(identity.UserURL(id), "Đã giao vai trò "+identity.RoleName(in.Role)+".")
}

// find is an appointment of the account that has not ended.
func find(c *page.Context, d identity.Details, today clock.Day) (identity.Appointment, error) {
	id, err := c.ID("appointment")
	if err != nil {
		return identity.Appointment{}, err
	}
	for _, a := range d.Appointments {
		if a.ID == id && !a.Over(today) {
			return a, nil
		}
	}
	return identity.Appointment{}, fault.Missing()
}
