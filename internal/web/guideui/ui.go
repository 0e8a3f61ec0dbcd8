// Package guideui is the screens of award criteria: guides, the simulator, eligibility of every team and member, pending cases, point sheets.
package guideui

import (
	"thidua/internal/criteria"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// UI is the family's handlers.
type UI struct {
	Criteria *criteria.Service
	Reports  *report.Service
	Pool     *pg.Pool
	World    func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return nil
}
