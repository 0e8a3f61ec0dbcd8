package certificateui

import (
	"bytes"
	"fmt"

	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/web/page"
)

// way is how the template of the path prints; one that is not there is
// fault.Missing.
func (u *UI) way(c *page.Context) (paper.Print, error) {
	p, err := u.Certificates.Print(c.Ctx(), c.Actor, c.Now, "", certificate.Chosen{Template: c.Param("id")})
	if fault.KindOf(err) == fault.Invalid {
		err = fault.Missing()
	}
	return p, err
}

// Preview is a certificate as the template prints it, with words made up.
func (u *UI) Preview(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	p, err := u.way(c)
	if err != nil {
		return err
	}
	b, err := u.Certificates.PDF(w.Tree, p, u.Certificates.Sample(w.Tree, org.UnitID(c.Actor.UnitID), award.Form(p.Template.Form), c.Now))
	if err != nil {
		return err
	}
	return c.Download("application/pdf", fmt.Sprintf("In thử %s.pdf", p.Template.Name), b)
}

// TestSheet is the sheet to hold against a blank.
func (u *UI) TestSheet(c *page.Context) error {
	p, err := u.way(c)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := p.TestSheet(&b); err != nil {
		return err
	}
	return c.Download("application/pdf", fmt.Sprintf("Căn chỉnh %s.pdf", p.Template.Name), b.Bytes())
}
