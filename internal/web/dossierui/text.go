package dossierui

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// texts is a nominee's achievement report: a form for the proposing side.
func (s *scene) texts(n *dossier.Nominee) dossierview.Texts {
	t := dossierview.Texts{Word: nomineeURL(n) + "/bao-cao-thanh-tich.docx"}
	if s.writes() && !n.State.Final() {
		t.URL, t.Redraft = nomineeURL(n)+"/bao-cao", nomineeURL(n)+"/soan-lai"
	}
	for _, sec := range n.Sections() {
		var newest dossier.Text
		for _, x := range s.v.Texts[n.ID] {
			if x.Section == sec {
				newest = x
			}
		}
		name := string(sec)
		x := dossierview.Section{Title: sec.Label(), Version: itoa(newest.Version), Lines: lines(newest.Body),
			Field: ui.Field{Name: name, Label: sec.Label(), Kind: "textarea", Rows: min(max(8, strings.Count(newest.Body, "\n")+3), 24), Max: dossier.MaxText, Value: newest.Body, Error: page.Of(s.errors, name)}}
		if s.form != nil && s.form.Has(name) {
			x.Field.Value = s.was(name)
		}
		if newest.Version > 0 {
			x.By = fmt.Sprintf("Bản %d, %s, %s.", newest.Version, newest.By.Name, vi.DayTime(newest.By.At))
			t.Edited = t.Edited || newest.Edited()
		}
		if newest.Version > 1 {
			x.History = nomineeURL(n) + "/bao-cao/" + name
		}
		for _, f := range newest.Figures {
			if f.Ref.Kind != "" {
				x.Sources = append(x.Sources, dossierview.Source{Figure: ui.Link{Label: f.Label, URL: s.refURL(f.Ref)}, Value: f.Value})
			}
		}
		t.Sections = append(t.Sections, x)
	}
	for _, d := range s.v.Drifts(s.w, n) {
		fresh := d.New
		if fresh == "" {
			fresh = "không còn"
		}
		t.Drifts = append(t.Drifts, dossierview.DriftLine{What: ui.Link{Label: d.Label, URL: s.refURL(d.Ref)}, Old: d.Old, New: fresh})
	}
	return t
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// SaveText keeps what was written; where somebody else was faster, what was
// typed stays on the page.
func (u *UI) SaveText(c *page.Context) error {
	id, n, f, err := u.acted(c)
	if err != nil {
		return err
	}
	var edits []dossier.Edit
	for _, sec := range []dossier.Section{dossier.OfTeam, dossier.Own} {
		if f.Has(string(sec)) {
			edits = append(edits, dossier.Edit{Section: sec, Version: f.Int("phien-ban-" + string(sec)), Body: f.Raw(string(sec))})
		}
	}
	if len(edits) == 0 {
		f.Fields.Add("bao-cao", "Nhập nội dung báo cáo thành tích.")
	}
	err = f.Fields.Err()
	if err == nil {
		err = u.Dossiers.SaveText(c.Ctx(), c.Actor, c.Now, id, n, edits)
	}
	if e, ok := fault.Of(err); ok && e.Kind == fault.Stale {
		return u.again(c, f, http.StatusConflict, []ui.Error{{Message: e.Message}})
	}
	return u.afterCase(c, f, err, "Đã lưu báo cáo thành tích.")
}

// Redraft writes a report anew from the figures.
func (u *UI) Redraft(c *page.Context) error {
	id, n, f, err := u.acted(c)
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	_, err = u.Dossiers.Draft(c.Ctx(), c.Actor, c.Now, w, id, []dossier.NomineeID{n}, f.Line("thay") == "1")
	return u.afterCase(c, f, err, "Đã soạn báo cáo từ số liệu đã duyệt. Đọc lại, bổ sung thành tích riêng rồi lưu.")
}

// DraftAll writes those nobody wrote yet.
func (u *UI) DraftAll(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	wrote, err := u.Dossiers.Draft(c.Ctx(), c.Actor, c.Now, w, dossier.ID(id), nil, false)
	return u.after(c, f, err, dossierURL(dossier.ID(id)), fmt.Sprintf("Đã soạn báo cáo thành tích của %s trường hợp.", two(wrote)))
}

// History is every version of a section.
func (u *UI) History(c *page.Context) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	n, err := s.nomineeOf()
	if err != nil {
		return err
	}
	sec := dossier.Section(c.Param("phan"))
	if !slices.Contains(n.Sections(), sec) {
		return fault.Missing()
	}
	list, err := u.Dossiers.Versions(c.Ctx(), u.Pool, n.ID, sec)
	if err != nil {
		return err
	}
	m := dossierview.History{Head: ui.Head{Crumbs: []ui.Link{s.crumb(), {Label: fmt.Sprintf("Hồ sơ số %d", s.v.No), URL: s.url()}, {Label: n.Name, URL: nomineeURL(n)}, {Label: sec.Label()}}, Title: sec.Label(),
		Aside: n.Name, Lead: "Các bản đã lưu, mới nhất ở trên."}}
	for _, t := range list {
		m.Versions = append(m.Versions, dossierview.Version{Title: fmt.Sprintf("Bản %d", t.Version), By: t.By.Name + ", " + vi.DayTime(t.By.At), Lines: lines(t.Body)})
	}
	return c.Render(page.View{Title: sec.Label() + " – " + n.Name, Narrow: true}, dossierview.HistoryPage(m))
}
