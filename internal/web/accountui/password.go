package accountui

import (
	"net/http"
	"strings"

	"thidua/internal/fault"
	"thidua/internal/identity"
	"thidua/internal/web/page"
	"thidua/templates/accountview"
	"thidua/templates/ui"
)

// PasswordForm is the form of a new password; with an initial one it is the
// only page there is.
func (u *UI) PasswordForm(c *page.Context) error {
	return u.renderPassword(c, nil, http.StatusOK)
}

func (u *UI) renderPassword(c *page.Context, errs []ui.Error, status int) error {
	own, err := u.Identity.Own(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	field := func(name, label, auto, hint string) ui.Field {
		message := ""
		for _, e := range errs { // a weak password has several faults: all are told
			if e.Name == name {
				message += " " + e.Message
			}
		}
		return ui.Field{Name: name, Label: label, Kind: "password", Required: true, Auto: auto, Hint: hint, Error: strings.TrimSpace(message)}
	}
	p := accountview.Password{Forced: c.Signed.MustChange, Login: own.Login, Errors: errs, Fields: []ui.Field{
		field(identity.FieldCurrent, "Mật khẩu hiện tại", "current-password", ""),
		field(identity.FieldNew, "Mật khẩu mới", "new-password", identity.PasswordRule),
		field(identity.FieldAgain, "Nhập lại mật khẩu mới", "new-password", ""),
	}}
	return c.Render(page.View{Title: "Đổi mật khẩu", Status: status, Narrow: true}, accountview.PasswordPage(p))
}

// ChangePassword sets the new password; the session goes on under a new id.
func (u *UI) ChangePassword(c *page.Context) error {
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := identity.PasswordChange{Current: f.Raw(identity.FieldCurrent), New: f.Raw(identity.FieldNew), Again: f.Raw(identity.FieldAgain)}
	begun, err := u.Identity.ChangePassword(c.Ctx(), c.Actor, in, client(c))
	if list, ok := page.Problems(err); ok {
		return u.renderPassword(c, list, http.StatusUnprocessableEntity)
	}
	if e, ok := fault.Of(err); ok && e.Kind == fault.TooMany {
		return u.renderPassword(c, []ui.Error{{Name: identity.FieldCurrent, Message: e.Message}}, e.Kind.Status())
	}
	if err != nil {
		return err
	}
	u.Identity.Give(c.W, begun)
	to := "/tai-khoan"
	if c.Signed.MustChange {
		to = "/"
	}
	return c.See(to, "Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.")
}
