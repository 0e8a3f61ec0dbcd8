package adminui

import (
	"fmt"
	"net/http"
	"strconv"

	"thidua/internal/fault"
	"thidua/internal/identity"
	"thidua/internal/web/accountui"
	"thidua/internal/web/page"
	"thidua/templates/adminview"
	"thidua/templates/ui"
)

// EndForm asks for the last day of an appointment.
func (u *UI) EndForm(c *page.Context) error {
	d, err := u.details(c)
	if err != nil {
		return err
	}
	v := first(map[string]string{identity.FieldEnd: c.Now.Today.String(), "version": strconv.Itoa(d.Version)})
	return u.renderEnd(c, d, v, nil, http.StatusOK)
}

func (u *UI) renderEnd(c *page.Context, d identity.Details, v typed, errs []ui.Error, status int) error {
	a, err := find(c, d, c.Now.Today)
	if err != nil {
		return err
	}
	return c.Render(page.View{Title: "Kết thúc vai trò", Status: status, Narrow: true}, adminview.FormPage(adminview.Form{Head: head(d.User, "Kết thúc vai trò"), Errors: errs,
		URL: identity.UserURL(d.ID) + "/vai-tro/" + itoa(a.ID) + "/ket-thuc", Version: v("version"), Button: "Kết thúc vai trò", Harm: true, BackURL: identity.UserURL(d.ID),
		Lead: fmt.Sprintf("%s tại %s, %s.", identity.RoleName(a.Role), a.UnitName, accountui.Span(a)),
		Other: []ui.Field{{Name: identity.FieldEnd, Label: "Ngày cuối cùng còn vai trò", Kind: "date", Required: true, Value: v(identity.FieldEnd), Error: page.Of(errs, identity.FieldEnd),
			Hint: fmt.Sprintf("Ghi hôm qua, %s, để vai trò hết hiệu lực ngay.", c.Now.Today-1)}},
		Warning: []string{"Sau ngày này, người dùng không còn xem và làm được việc của vai trò này.", "Việc đã làm và nhật ký giữ nguyên tên người đã làm."}}))
}

// End ends an appointment.
func (u *UI) End(c *page.Context) error {
	id, f, err := u.posted(c)
	if err != nil {
		return err
	}
	appointment, err := c.ID("appointment")
	if err != nil {
		return err
	}
	last := f.Day(identity.FieldEnd, "ngày cuối cùng")
	if err = f.Fields.Err(); err == nil {
		err = u.Identity.EndAppointment(c.Ctx(), c.Actor, id, f.Int("version"), appointment, last)
	}
	if e, ok := fault.Of(err); ok && e.Kind == fault.Invalid {
		d, err := u.Identity.User(c.Ctx(), c.Actor, id)
		if err != nil {
			return err
		}
		return u.renderEnd(c, d, asPosted(f), refusals(e), http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return c.See(identity.UserURL(id), "Đã kết thúc vai trò.")
}

// ResetForm asks before a password is given anew.
func (u *UI) ResetForm(c *page.Context) error {
	d, err := u.details(c)
	if err != nil {
		return err
	}
	return u.renderReset(c, d, nil, http.StatusOK)
}

func (u *UI) renderReset(c *page.Context, d identity.Details, errs []ui.Error, status int) error {
	return c.Render(page.View{Title: "Cấp lại mật khẩu", Status: status, Narrow: true}, adminview.FormPage(adminview.Form{Head: head(d.User, "Cấp lại mật khẩu"), Errors: errs,
		URL: identity.UserURL(d.ID) + "/cap-lai-mat-khau", Version: strconv.Itoa(d.Version), Button: "Cấp lại mật khẩu", Harm: true, BackURL: identity.UserURL(d.ID),
		Lead:    "Chỉ cấp lại khi đã xác minh đúng người đề nghị.",
		Warning: []string{"Mật khẩu hiện tại không dùng được nữa.", fmt.Sprintf("Các phiên đang mở (%d) kết thúc ngay.", len(d.Sessions)), "Mật khẩu mới hiện một lần; người dùng phải đổi khi đăng nhập."}}))
}

// Reset gives a new initial password, shown once on the account's page.
func (u *UI) Reset(c *page.Context) error {
	id, f, err := u.posted(c)
	if err != nil {
		return err
	}
	made, err := u.Identity.ResetPassword(c.Ctx(), c.Actor, id, f.Int("version"))
	if e, ok := fault.Of(err); ok && e.Kind == fault.Invalid {
		return u.acted(c, id, err, "")
	}
	if err != nil {
		return err
	}
	u.giveOnce(c, made)
	return c.See(made.URL, "Đã cấp lại mật khẩu.")
}

// DisableForm asks why an account is stopped.
func (u *UI) DisableForm(c *page.Context) error {
	d, err := u.details(c)
	if err != nil {
		return err
	}
	return u.renderDisable(c, d, first(map[string]string{"version": strconv.Itoa(d.Version)}), nil, http.StatusOK)
}

func (u *UI) renderDisable(c *page.Context, d identity.Details, v typed, errs []ui.Error, status int) error {
	return c.Render(page.View{Title: "Ngừng tài khoản", Status: status, Narrow: true}, adminview.FormPage(adminview.Form{Head: head(d.User, "Ngừng tài khoản"), Errors: errs,
		URL: identity.UserURL(d.ID) + "/ngung", Version: v("version"), Button: "Ngừng tài khoản", Harm: true, BackURL: identity.UserURL(d.ID),
		Other: []ui.Field{{Name: identity.FieldReason, Label: "Lý do", Hint: "Ví dụ: nghỉ hưu, chuyển công tác theo Quyết định số …", Required: true, Max: 300, Value: v(identity.FieldReason), Error: page.Of(errs, identity.FieldReason)}},
		Warning: []string{fmt.Sprintf("Người này không đăng nhập được nữa; các phiên đang mở (%d) kết thúc ngay.", len(d.Sessions)),
			"Tài khoản không bị xóa: số liệu, ý kiến và nhật ký giữ nguyên tên. Có thể mở lại sau."}}))
}

// Disable stops an account.
func (u *UI) Disable(c *page.Context) error {
	id, f, err := u.posted(c)
	if err != nil {
		return err
	}
	err = u.Identity.DisableUser(c.Ctx(), c.Actor, id, f.Int("version"), f.Line(identity.FieldReason))
	if list, ok := page.Problems(err); ok {
		d, err := u.Identity.User(c.Ctx(), c.Actor, id)
		if err != nil {
			return err
		}
		return u.renderDisable(c, d, asPosted(f), list, http.StatusUnprocessableEntity)
	}
	return u.acted(c, id, err, "Đã ngừng tài khoản.")
}
