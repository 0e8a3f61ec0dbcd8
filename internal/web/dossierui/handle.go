package dossierui

import (
	"thidua/internal/dossier"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
)

// handleRoutes are the deciding side's.
func (u *UI) handleRoutes() []page.Route { return nil }

// handling is the deciding side's part of a dossier's page.
func (u *UI) handling(c *page.Context, s *scene) (dossierview.Handling, error) {
	return dossierview.Handling{}, nil
}

// handlingOf is its part of a nominee's page.
func (u *UI) handlingOf(c *page.Context, s *scene, n *dossier.Nominee) (dossierview.NomineeHandling, error) {
	return dossierview.NomineeHandling{}, nil
}
