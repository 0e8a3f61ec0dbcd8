package guideui

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/report"
	"thidua/internal/web/page"
	"thidua/templates/guideview"
	"thidua/templates/ui"
)

// pairs are the forms and subjects a phase's review can have criteria for.
func pairs(w report.World, phase string) []award.Criteria {
	var out []award.Criteria
	for _, f := range award.Forms {
		for _, s := range award.Subjects {
			if award.GivenAt(w.Plan.Rules.Def, f, phase) {
				out = append(out, award.Criteria{Form: f, Subject: s})
			}
		}
	}
	return out
}

func prefix(x award.Criteria) string { return pairID(x.Form, x.Subject) + "-" }

// writable is the guide of the path where the actor may edit it.
func (u *UI) writable(c *page.Context) (report.World, criteria.Guide, error) {
	w, g, err := u.guide(c)
	switch {
	case err != nil:
	case c.Actor.Role != access.PX03:
		err = fault.New(fault.Forbidden, "Công an tỉnh (Phòng PX03) dự thảo tiêu chí khen thưởng.")
	case g.State != award.GuideDraft:
		err = fault.New(fault.Stale, "Hướng dẫn đang ở trạng thái “"+g.State.Words()+"” nên không sửa được.")
	}
	return w, g, err
}

// EditForm is a draft's criteria as fields.
func (u *UI) EditForm(c *page.Context) error {
	w, g, err := u.writable(c)
	if err != nil {
		return err
	}
	v := url.Values{}
	for _, x := range g.Criteria {
		for name, list := range typedOf(x, prefix(x)) {
			v[name] = list
		}
	}
	// A pair without criteria begins where Start would begin it.
	for _, x := range criteria.Start(w.Plan.Rules, g.Phase) {
		if _, ok := g.For(x.Form, x.Subject); !ok {
			for name, list := range typedOf(x, prefix(x)) {
				if name != prefix(x)+"co" {
					v[name] = list
				}
			}
		}
	}
	return u.editForm(c, http.StatusOK, w, &g, v, nil, strconv.Itoa(g.Edits), "")
}

func (u *UI) editForm(c *page.Context, status int, w report.World, g *criteria.Guide, v url.Values, errs []ui.Error, edits, more string) error {
	m := guideview.Edit{Head: guideHead(w, g, "Sửa dự thảo"), URL: guideURL(g.ID) + "/sua", Back: guideURL(g.ID), Edits: edits, Errors: errs}
	if status == http.StatusConflict {
		m.Stale = guideURL(g.ID)
	}
	for _, x := range pairs(w, g.Phase) {
		p := prefix(x)
		form := pairForm{w, g.Phase, v, p, errs}
		f := form.view(x.Form, x.Subject)
		f.On = &guideview.Check{ID: "f-" + p + "co", Name: p + "co", Value: "1", Label: "Có tiêu chí " + f.Title + " trong hướng dẫn này", On: v.Get(p+"co") != ""}
		f.Whole = page.Of(errs, p+"co")
		f.Sheet = form.sheet(pairID(x.Form, x.Subject), more == pairID(x.Form, x.Subject))
		m.Pairs = append(m.Pairs, f)
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, guideview.EditPage(m))
}

// Edit stores a draft's criteria.
func (u *UI) Edit(c *page.Context) error {
	w, g, err := u.writable(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	if more := f.Line("them"); more != "" {
		return u.editForm(c, http.StatusOK, w, &g, f.Values, nil, f.Raw("lan-sua"), more)
	}
	var bad fault.Fields
	var list []award.Criteria
	var names []string // of the list's prefixes
	for _, x := range pairs(w, g.Phase) {
		r := reading{f.Values, prefix(x), &bad}
		if r.line("co") == "" {
			continue
		}
		made := r.criteria(x.Form, x.Subject)
		made.Sheet = r.sheet()
		list, names = append(list, made), append(names, prefix(x))
	}
	errs, _ := page.Problems(bad.Err())
	if len(errs) == 0 {
		err = u.Criteria.Edit(c.Ctx(), c.Actor, c.Now, w, g.ID, f.Int("lan-sua"), list)
		if fault.KindOf(err) == fault.Stale {
			return u.editForm(c, http.StatusConflict, w, &g, f.Values, nil, strconv.Itoa(g.Edits), "")
		}
	} else {
		refused, _ := page.Problems(award.CheckAll(w.Plan.Rules, g.Phase, list))
		errs = append(errs, refused...)
	}
	if refused, ok := page.Problems(err); ok {
		errs = refused
	}
	if len(errs) > 0 {
		return u.editForm(c, http.StatusUnprocessableEntity, w, &g, f.Values, placed(errs, names, w, g.Phase), f.Raw("lan-sua"), "")
	}
	if err != nil {
		return err
	}
	return c.See(guideURL(g.ID), "Đã lưu dự thảo.")
}

// placed names refused fields as the form does: "2-chi-tieu-3" is the matrix
// of the second pair given.
func placed(errs []ui.Error, names []string, w report.World, phase string) []ui.Error {
	var out []ui.Error
	seen := map[string]bool{}
	for _, e := range errs {
		no, rest, _ := strings.Cut(e.Name, "-")
		n, err := strconv.Atoi(no)
		switch all := pairs(w, phase); {
		case err == nil && n >= 1 && n <= len(names):
			e.Name = names[n-1] + fieldOf(rest)
		case e.Name == "tieu-chi" && len(all) > 0:
			e.Name = prefix(all[0]) + "co"
		}
		if !seen[e.Name] {
			seen[e.Name] = true
			out = append(out, e)
		}
	}
	return out
}

// fieldOf is the form's field for a refused name of award.Criteria.Check.
func fieldOf(name string) string {
	switch {
	case strings.HasPrefix(name, "chi-tieu"):
		return "chi-tieu"
	case name == "hinh-thuc" || name == "doi-tuong":
		return "co"
	}
	return name
}
