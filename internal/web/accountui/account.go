package accountui

import (
	"strconv"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/identity"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/accountview"
	"thidua/templates/ui"
)

// Account is the own account: who I am here, in which role, on which devices.
func (u *UI) Account(c *page.Context) error {
	own, err := u.Identity.Own(c.Ctx(), c.Actor)
	if err != nil {
		return err
	}
	p := accountview.Account{Head: ui.Head{Title: "Tài khoản của tôi"}, Roleless: c.Actor.Role == ""}
	p.Facts = []accountview.Fact{{Label: "Họ và tên", Value: own.FullName}, {Label: "Cấp bậc, chức danh", Value: or(own.Title)},
		{Label: "Tên đăng nhập", Value: own.Login}, {Label: "Điện thoại", Value: or(own.Phone)}, {Label: "Mật khẩu đổi lúc", Value: vi.DayTime(own.PasswordAt)}}
	for _, a := range own.Appointments {
		p.Roles = append(p.Roles, roleOf(a, c.Now.Today, c.Actor.Appointment.ID))
	}
	this := loaded(c).Session
	for _, s := range own.Sessions {
		p.Sessions = append(p.Sessions, SessionOf(s, this))
	}
	return c.Render(page.View{Title: "Tài khoản của tôi"}, accountview.AccountPage(p))
}

func or(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func roleOf(a identity.Appointment, today clock.Day, current int64) accountview.Role {
	r := accountview.Role{ID: strconv.FormatInt(a.ID, 10), Role: identity.RoleName(a.Role), Unit: a.UnitName,
		How: How(a), Span: Span(a), State: State(a, today), Current: a.ID == current}
	if r.Current { // the unit of another role is not readable in this one
		r.UnitURL = page.UnitURL(a.UnitID)
		r.State = ui.Tag{Kind: "accepted", Text: "Đang làm việc"}
	}
	r.Choose = a.InForce(today) && !r.Current
	return r
}

// How is an appointment's kind in words.
func How(a identity.Appointment) string {
	if a.Acting {
		return "phụ trách"
	}
	return "chính thức"
}

// Span is an appointment's days in words.
func Span(a identity.Appointment) string {
	if a.Until == nil {
		return "từ " + a.From.String()
	}
	return vi.Span(a.From, *a.Until-1)
}

// State is whether an appointment is in force.
func State(a identity.Appointment, today clock.Day) ui.Tag {
	switch {
	case a.Over(today):
		return ui.Tag{Text: "Đã kết thúc"}
	case a.From > today:
		return ui.Tag{Kind: "submitted", Text: "Chưa bắt đầu"}
	}
	return ui.Tag{Kind: "accepted", Text: "Hiệu lực"}
}

// SessionOf is a session in words; this is the reader's own.
func SessionOf(s identity.Session, this identity.SessionID) accountview.Session {
	return accountview.Session{URL: "/tai-khoan/phien/" + s.ID.String() + "/ket-thuc", Device: Device(s.Agent), Address: "Địa chỉ mạng " + or(s.Address),
		Since: vi.DayTime(s.Since), Seen: vi.DayTime(s.SeenAt), This: s.ID == this}
}

// ActAs switches to another of the actor's appointments and starts from its
// home.
func (u *UI) ActAs(c *page.Context) error {
	f, err := c.Form()
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(f.Line("vai-tro"), 10, 64)
	if err != nil {
		return fault.Missing()
	}
	if err := u.Identity.ActAs(c.Ctx(), c.Actor, loaded(c).Session, id); err != nil {
		return err
	}
	return c.See("/", "Đã chuyển vai trò.")
}

// LogoutEverywhere ends every session, this one too.
func (u *UI) LogoutEverywhere(c *page.Context) error {
	if err := u.Identity.LogoutEverywhere(c.Ctx(), c.Actor); err != nil {
		return err
	}
	u.Identity.Drop(c.W)
	return c.See("/dang-nhap?xong="+out, "")
}

// EndSession ends one session on another device.
func (u *UI) EndSession(c *page.Context) error {
	id, ok := identity.ParseSessionID(c.Param("id"))
	if !ok {
		return fault.Missing()
	}
	if err := u.Identity.EndSession(c.Ctx(), c.Actor, id); err != nil {
		return err
	}
	if id == loaded(c).Session {
		u.Identity.Drop(c.W)
	}
	return c.See("/tai-khoan", "Đã kết thúc phiên đăng nhập.")
}
