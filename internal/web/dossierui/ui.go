// Package dossierui is the screens of proposals for awards: lists, one dossier with its nominees and hand-overs, achievement reports, papers, the council.
package dossierui

import (
	"thidua/internal/dossier"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/web/page"
)

// UI is the family's handlers.
type UI struct {
	Dossiers  *dossier.Service
	Registers *register.Service
	Pool      *pg.Pool
	World     func(c *page.Context) (report.World, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return nil
}
