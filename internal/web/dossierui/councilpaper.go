package dossierui

import (
	"thidua/internal/paper"
	"thidua/internal/web/page"
)

// Minutes is the meeting's biên bản as a Word file.
func (u *UI) Minutes(c *page.Context) error {
	s, err := u.sitting(c)
	if err != nil {
		return err
	}
	b, err := s.x.Minutes(s.w).DOCX()
	if err != nil {
		return err
	}
	name := "Biên bản họp Hội đồng " + s.x.HeldOn.ISO() + " - " + s.x.Unit(s.w).Full()
	if !s.x.Kept() {
		name += " (dự thảo)"
	}
	return c.Download(paper.ContentType, name+".docx", b)
}
