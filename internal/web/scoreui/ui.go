// Package scoreui is the screens over the verdicts: the scorecard of a unit,
// the explanation of one verdict, how far the reports have come.
package scoreui

import (
	"thidua/internal/access"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// UI is the family's handlers.
type UI struct {
	Reports *report.Service
	World   func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: "/bang-ket-qua", Action: access.ScoreRead, Class: page.List, Handler: u.Board},
		{Method: "GET", Pattern: "/giai-thich", Action: access.ScoreRead, Class: page.List, Handler: u.Why},
		{Method: "GET", Pattern: "/tien-do", Action: access.ScoreRead, Class: page.List, Handler: u.Progress},
	}
}
