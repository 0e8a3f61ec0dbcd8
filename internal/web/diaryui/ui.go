// Package diaryui is the screens of the diary (sổ phát sinh): write with one
// tap, the list with its sums, undo and withdrawal.
package diaryui

import (
	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// UI is the family's handlers.
type UI struct {
	Registers *register.Service
	Reports   *report.Service
	World     func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: "/so-phat-sinh", Action: access.DiaryRead, Class: page.List, Handler: u.Diary},
		{Method: "POST", Pattern: "/so-phat-sinh", Action: access.DiaryWrite, Class: page.Create, Handler: u.Add},
		{Method: "GET", Pattern: "/so-phat-sinh/{id}/rut", Action: access.DiaryWrite, Class: page.Item, Handler: u.Ask},
		{Method: "POST", Pattern: "/so-phat-sinh/{id}/rut", Action: access.DiaryWrite, Class: page.Act, Handler: u.Withdraw},
	}
}

const list = "/so-phat-sinh"
