package reportui

import (
	"fmt"
	"net/http"
	"strings"

	"thidua/internal/fault"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// Check is the last look before handing in: what is missing, what the figures
// come to.
func (u *UI) Check(c *page.Context) error {
	w, g, err := u.load(c)
	if err != nil {
		return err
	}
	return u.renderCheck(c, w, g, nil, nil, http.StatusOK)
}

func (u *UI) renderCheck(c *page.Context, w report.World, g *report.Grid, f *page.Form, errs []ui.Error, status int) error {
	b := newBuilder(c, w, g)
	k := reportview.Check{URL: page.ReportURL(int64(g.Report.ID)), Errors: errs}
	crumbs := b.crumbs()
	crumbs[len(crumbs)-1].URL = k.URL
	k.Head = ui.Head{Crumbs: append(crumbs, ui.Link{Label: "Kiểm tra và gửi"}), Title: "Kiểm tra trước khi gửi", Aside: g.Period.Label,
		Tag: ui.Tag{Kind: string(g.Report.State), Text: g.Report.State.Words()}}
	if err := g.Report.Submittable(g.Period, c.Now.Today); err != nil {
		if e, ok := fault.Of(err); ok {
			k.Note = e.Message
		}
	}
	for _, x := range g.Gaps(w) {
		name := fmt.Sprintf("row.%d", x.Row)
		var cells []string
		for _, slot := range x.Slots {
			cells = append(cells, g.Rules.Measure(slot).Short)
		}
		field := ui.Field{Name: name, Label: "Lý do chung cho các ô này", Max: report.MaxNote, Error: page.Of(errs, name)}
		if f != nil {
			field.Value = f.Raw(name)
		}
		k.Rows = append(k.Rows, reportview.CheckRow{Name: fmt.Sprintf("%s, %d ô", b.rowName(x.Row), len(x.Slots)), Cells: strings.Join(cells, ", "), Field: field})
	}
	for i := range g.Results {
		r := &g.Results[i]
		k.Results = append(k.Results, reportview.CheckResult{Code: r.Indicator.Code, Name: r.Indicator.Name, Value: page.Value(r), Target: r.Target.String(),
			Pill: ui.Pill{Kind: page.PillKind(r), Text: r.Words()}})
	}
	k.Diary = b.diaryChecks()
	due, late := report.DueWords(g.Period.Due, c.Now.Today)
	k.OnTime, k.Late = "Hạn gửi: "+due+".", late
	if late && g.Report.FirstSubmittedOn == nil {
		k.OnTime += " Gửi bây giờ được ghi nhận là quá hạn."
	}
	return c.Render(page.View{Title: "Kiểm tra trước khi gửi", Status: status}, reportview.CheckPage(k))
}

// Submit stores the reasons of empty cells and hands the report in.
func (u *UI) Submit(c *page.Context) error {
	w, g, err := u.load(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	notes := map[report.Cell]string{}
	for _, x := range g.Gaps(w) {
		if reason := f.Line(fmt.Sprintf("row.%d", x.Row)); reason != "" {
			for _, slot := range x.Slots {
				notes[report.Cell{Row: x.Row, Slot: slot}] = reason
			}
		}
	}
	if len(notes) > 0 {
		err = u.Reports.Say(c.Ctx(), c.Actor, c.Now, w, g.Report.ID, notes)
		if list, ok := page.Problems(err); ok {
			return u.renderCheck(c, w, g, f, byRow(list), http.StatusUnprocessableEntity)
		} else if err != nil {
			return err
		}
	}
	err = u.Reports.Submit(c.Ctx(), c.Actor, c.Now, w, g.Report.ID)
	if list, ok := page.Problems(err); ok {
		if _, g, err = u.loadID(c, g.Report.ID); err != nil {
			return err
		}
		return u.renderCheck(c, w, g, f, list, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return c.See(page.ReportURL(int64(g.Report.ID)), "Đã gửi báo cáo lúc "+vi.TimeOfDay(c.Now.Business)+". Rút lại được cho đến khi đơn vị duyệt nhận xem.")
}

// byRow turns refusals of single notes into one per row: the reason was one.
func byRow(list []ui.Error) []ui.Error {
	var out []ui.Error
	seen := map[string]bool{}
	for _, e := range list {
		parts := strings.Split(e.Name, ".")
		if len(parts) == 3 && parts[0] == "note" {
			e.Name = "row." + parts[1]
		}
		if !seen[e.Name] {
			seen[e.Name] = true
			out = append(out, e)
		}
	}
	return out
}

// Recall takes the submission back.
func (u *UI) Recall(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	if err := u.Reports.Recall(c.Ctx(), c.Actor, c.Now, w, report.ID(id)); err != nil {
		return err
	}
	return c.See(page.ReportURL(id), "Đã rút lại báo cáo. Sửa xong hãy gửi lại.")
}
