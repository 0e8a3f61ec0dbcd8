package adminui

import (
	"encoding/base64"
	"net/http"
	"strconv"

	"thidua/internal/fault"
	"thidua/internal/identity"
	"thidua/internal/vi"
	"thidua/internal/web/accountui"
	"thidua/internal/web/page"
	"thidua/templates/adminview"
	"thidua/templates/ui"
)

func (u *UI) details(c *page.Context) (identity.Details, error) {
	id, err := c.ID("id")
	if err != nil {
		return identity.Details{}, err
	}
	return u.Identity.User(c.Ctx(), c.Actor, id)
}

// User is one account.
func (u *UI) User(c *page.Context) error {
	d, err := u.details(c)
	if err != nil {
		return err
	}
	return u.renderUser(c, d, nil, http.StatusOK)
}

func (u *UI) renderUser(c *page.Context, d identity.Details, errs []ui.Error, status int) error {
	placed := false
	self := d.ID == c.Actor.UserID
	p := adminview.User{URL: identity.UserURL(d.ID), Version: strconv.Itoa(d.Version), Self: self, Disabled: d.DisabledAt != nil, Errors: errs,
		AuditURL: auditURL + "?loai=user&ma=" + itoa(d.ID)}
	for _, a := range d.Appointments {
		row := adminview.AppointmentRow{Role: identity.RoleName(a.Role), Unit: a.UnitName, UnitURL: page.UnitURL(a.UnitID),
			About: "– " + accountui.How(a) + ", " + accountui.Span(a), State: accountui.State(a, c.Now.Today)}
		if a.Basis != "" {
			row.About += ". Căn cứ: " + a.Basis
		}
		if !a.Over(c.Now.Today) {
			row.EndURL = p.URL + "/vai-tro/" + itoa(a.ID) + "/ket-thuc"
		}
		placed = placed || a.InForce(c.Now.Today)
		p.Appointments = append(p.Appointments, row)
	}
	for _, s := range d.Sessions {
		v := accountui.SessionOf(s, identity.SessionID{})
		p.Sessions = append(p.Sessions, adminview.SessionRow{Device: v.Device, Address: v.Address, Since: v.Since, Seen: v.Seen})
	}
	p.Head = ui.Head{Crumbs: []ui.Link{{Label: "Người dùng", URL: usersURL}, {Label: d.FullName}}, Title: named(d.User), Tag: stateOf(d.User, placed)}
	p.Facts = []adminview.Fact{{Label: "Họ và tên", Value: d.FullName}, {Label: "Cấp bậc, chức danh", Value: or(d.Title)}, {Label: "Tên đăng nhập", Value: d.Login},
		{Label: "Điện thoại", Value: or(d.Phone)}, {Label: "Tạo lúc", Value: vi.DayTime(d.CreatedAt)}, {Label: "Mật khẩu", Value: passwordWords(d.User)},
		{Label: "Đăng nhập gần nhất", Value: "Chưa đăng nhập lần nào"}}
	if d.LastLogin != nil {
		p.Facts[len(p.Facts)-1].Value = vi.DayTime(*d.LastLogin)
	}
	if d.DisabledAt != nil {
		p.Facts = append(p.Facts, adminview.Fact{Label: "Ngừng từ", Value: vi.DayTime(*d.DisabledAt)})
	}
	if password := u.takeOnce(c, d.ID); password != "" {
		p.Once = &adminview.Once{Name: named(d.User), Login: d.Login, Password: password}
	}
	return c.Render(page.View{Title: d.FullName, Status: status}, adminview.UserPage(p))
}

func passwordWords(x identity.User) string {
	if x.MustChange {
		return "Mật khẩu ban đầu, cấp lúc " + vi.DayTime(x.PasswordAt) + ", chưa đổi"
	}
	return "Người dùng đặt lúc " + vi.DayTime(x.PasswordAt)
}

// An initial password travels to the page after the redirect in a cookie of
// that page alone, for a minute: it is stored nowhere and reading the page
// writes nothing.
const onceCookie = "thidua_mot_lan"

func (u *UI) giveOnce(c *page.Context, made identity.Made) {
	u.setOnce(c, made.UserID, base64.RawURLEncoding.EncodeToString([]byte(made.Password)), 60)
}

func (u *UI) setOnce(c *page.Context, id int64, value string, age int) {
	http.SetCookie(c.W, &http.Cookie{Name: onceCookie, Value: value, Path: identity.UserURL(id), MaxAge: age, HttpOnly: true,
		Secure: u.Identity.Secure(), SameSite: http.SameSiteStrictMode})
}

func (u *UI) takeOnce(c *page.Context, id int64) string {
	k, err := c.R.Cookie(onceCookie)
	if err != nil || k.Value == "" {
		return ""
	}
	u.setOnce(c, id, "", -1)
	b, err := base64.RawURLEncoding.DecodeString(k.Value)
	if err != nil || len(b) > 64 {
		return ""
	}
	return string(b)
}

// acted answers an act: back to the account with a word, or the account again
// with what was refused.
func (u *UI) acted(c *page.Context, id int64, err error, done string) error {
	if e, ok := fault.Of(err); ok && e.Kind == fault.Invalid {
		d, again := u.Identity.User(c.Ctx(), c.Actor, id)
		if again != nil {
			return again
		}
		return u.renderUser(c, d, refusals(e), http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return c.See(identity.UserURL(id), done)
}

// refusals are a refused act's fields, or its message where it has none.
func refusals(e *fault.Error) []ui.Error {
	if list, ok := page.Problems(e); ok {
		return list
	}
	return []ui.Error{{Message: e.Message}}
}

// Enable opens a stopped account again.
func (u *UI) Enable(c *page.Context) error {
	id, f, err := u.posted(c)
	if err != nil {
		return err
	}
	return u.acted(c, id, u.Identity.EnableUser(c.Ctx(), c.Actor, id, f.Int("version")), "Đã mở lại tài khoản.")
}

// EndSessions signs the user out everywhere.
func (u *UI) EndSessions(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	return u.acted(c, id, u.Identity.EndSessionsOf(c.Ctx(), c.Actor, id), "Đã kết thúc mọi phiên đăng nhập của người này.")
}

// posted is the account of the path and the form.
func (u *UI) posted(c *page.Context) (int64, *page.Form, error) {
	id, err := c.ID("id")
	if err != nil {
		return 0, nil, err
	}
	f, err := c.Form()
	return id, f, err
}
