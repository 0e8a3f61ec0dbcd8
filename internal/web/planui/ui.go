// Package planui is the screens of the campaign's plan: as people read it,
// and its full text.
package planui

import (
	"thidua/internal/access"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// UI is the family's handlers.
type UI struct {
	Pool  *pg.Pool
	World func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: "/ke-hoach", Action: access.PlanRead, Class: page.Page, Handler: u.Plan},
		{Method: "GET", Pattern: "/ke-hoach/toan-van", Action: access.PlanRead, Class: page.Page, Handler: u.Text},
	}
}
