// Package accountui is the screens everyone has: login, logout, the own
// account with its sessions and appointments, the password.
package accountui

import (
	"thidua/internal/access"
	"thidua/internal/identity"
	"thidua/internal/web/page"
	"thidua/templates/accountview"
)

// UI is the family's handlers.
type UI struct {
	Identity *identity.Service
	Help     string // who to ask for an account, "" for the usual sentence
	Demo     []accountview.DemoAccount
	Word     string // the demo's password; "" in production
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: "/dang-nhap", Class: page.Public, Handler: u.LoginForm},
		{Method: "POST", Pattern: "/dang-nhap", Class: page.Public, Handler: u.Login},
		{Method: "POST", Pattern: "/dang-xuat", Class: page.Public, Handler: u.Logout},
		{Method: "GET", Pattern: "/mat-khau", Action: access.Self, Class: page.Page, Handler: u.PasswordForm},
		{Method: "POST", Pattern: "/mat-khau", Action: access.Self, Class: page.Act, Handler: u.ChangePassword},
		{Method: "GET", Pattern: "/tai-khoan", Action: access.Self, Class: page.Page, Handler: u.Account},
		{Method: "POST", Pattern: "/tai-khoan/vai-tro", Action: access.Self, Class: page.Act, Handler: u.ActAs},
		{Method: "POST", Pattern: "/tai-khoan/dang-xuat-moi-noi", Action: access.Self, Class: page.Act, Handler: u.LogoutEverywhere},
		{Method: "POST", Pattern: "/tai-khoan/phien/{id}/ket-thuc", Action: access.Self, Class: page.Act, Handler: u.EndSession},
	}
}

// loaded is the session layer's own part of a request.
func loaded(c *page.Context) identity.Loaded {
	l, _ := c.Signed.Session.(identity.Loaded)
	return l
}

func client(c *page.Context) identity.Client {
	return identity.Client{Address: c.Actor.Address, Agent: c.R.UserAgent(), RequestID: c.RequestID, Session: loaded(c).Session}
}
