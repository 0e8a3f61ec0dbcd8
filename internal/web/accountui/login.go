package accountui

import (
	"net/http"
	"net/url"
	"strings"

	"thidua/internal/fault"
	"thidua/internal/web/page"
	"thidua/templates/accountview"
	"thidua/templates/ui"
)

const usualHelp = "Chưa có tài khoản hoặc quên mật khẩu: liên hệ quản trị hệ thống tại Công an tỉnh (Phòng PX03) qua đơn vị của bạn."

// out says on the login page that the person has just left.
const out = "da-dang-xuat"

// LoginForm is the first page; who is signed in already goes on.
func (u *UI) LoginForm(c *page.Context) error {
	back := local(c.R.URL.Query().Get("ve"))
	if c.Actor.UserID != 0 {
		return c.See(home(back), "")
	}
	note := ""
	switch {
	case c.Query("xong") == out:
		note = "Bạn đã đăng xuất."
	case loaded(c).Expired:
		note = "Phiên làm việc đã kết thúc. Đăng nhập lại để tiếp tục."
	case back != "":
		note = "Đăng nhập để mở trang bạn cần."
	}
	return u.renderLogin(c, back, c.Query("ten"), note, "", http.StatusOK)
}

func (u *UI) renderLogin(c *page.Context, back, login, note, refused string, status int) error {
	help := u.Help
	if help == "" {
		help = usualHelp
	}
	return c.Door(page.View{Title: "Đăng nhập", Status: status}, accountview.LoginPage(accountview.Login{Note: note, Refused: refused, Back: back,
		Login:  ui.Field{Name: "ten-dang-nhap", Label: "Tên đăng nhập", Value: login, Required: true, Auto: "username", Max: 200},
		Secret: ui.Field{Name: "mat-khau", Label: "Mật khẩu", Kind: "password", Required: true, Auto: "current-password"},
		Help:   help, Demo: u.Demo, Word: u.Word}))
}

// Login begins a session and goes on to where the person wanted to be. A
// refusal keeps the login typed, never the password.
func (u *UI) Login(c *page.Context) error {
	f, err := c.Form()
	if err != nil {
		return err
	}
	back, login := local(f.Raw("ve")), f.Line("ten-dang-nhap")
	if login == "" || f.Raw("mat-khau") == "" {
		return u.renderLogin(c, back, login, "", "Nhập tên đăng nhập và mật khẩu.", http.StatusUnprocessableEntity)
	}
	begun, err := u.Identity.Login(c.Ctx(), login, f.Raw("mat-khau"), client(c))
	if e, ok := fault.Of(err); ok && (e.Kind == fault.Invalid || e.Kind == fault.TooMany) {
		return u.renderLogin(c, back, login, "", e.Message, e.Kind.Status())
	}
	if err != nil {
		return err
	}
	u.Identity.Give(c.W, begun)
	if begun.MustChange {
		return c.See("/mat-khau", "")
	}
	return c.See(home(back), "")
}

// Logout ends the session; without one it only leads to the login page.
func (u *UI) Logout(c *page.Context) error {
	if err := u.Identity.Logout(c.Ctx(), c.Actor, loaded(c).Session); err != nil {
		return err
	}
	u.Identity.Drop(c.W)
	return c.See("/dang-nhap?xong="+out, "")
}

// local is a path of this site to go back to, "" for anything else: an
// address of another site, the login page itself, what is no path.
func local(back string) string {
	if len(back) > 2000 || !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.ContainsAny(back, "\\\r\n\t\x00") {
		return ""
	}
	u, err := url.Parse(back)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, "\\") {
		return ""
	}
	switch u.Path {
	case "/", "/dang-nhap", "/dang-xuat", "/mat-khau":
		return ""
	}
	return u.RequestURI()
}

func home(back string) string {
	if back == "" {
		return "/"
	}
	return back
}
