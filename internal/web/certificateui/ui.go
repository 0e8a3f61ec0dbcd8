// Package certificateui is the screens of certificates: issue, print, re-issue, revoke; templates; award history and statistics.
package certificateui

import (
	"thidua/internal/certificate"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// UI is the family's handlers.
type UI struct {
	Certificates *certificate.Service
	Pool         *pg.Pool
	World        func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return nil
}
