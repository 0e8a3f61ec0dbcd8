// Package decisionui is the screens of award decisions, who may sign, money, and the settings of the law.
package decisionui

import (
	"thidua/internal/decision"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// UI is the family's handlers.
type UI struct {
	Decisions *decision.Service
	Pool      *pg.Pool
	World     func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return nil
}
