package reportui

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// act reads the id and the submission the reviewer saw.
func (u *UI) act(c *page.Context) (report.World, report.ID, *page.Form, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, 0, nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, 0, nil, err
	}
	f, err := c.Form()
	return w, report.ID(id), f, err
}

// Take is "Nhận xem".
func (u *UI) Take(c *page.Context) error {
	w, id, f, err := u.act(c)
	if err != nil {
		return err
	}
	if err := u.Reports.Take(c.Ctx(), c.Actor, c.Now, w, id, f.Int("lan")); err != nil {
		return err
	}
	return c.See(page.ReportURL(int64(id)), "Đã nhận xem. Duyệt, hoặc đánh dấu ô cần sửa rồi trả lại.")
}

// Accept accepts one report and goes on to the next that waits.
func (u *UI) Accept(c *page.Context) error {
	w, id, f, err := u.act(c)
	if err != nil {
		return err
	}
	if err := u.Reports.Accept(c.Ctx(), c.Actor, c.Now, w, []report.Seen{{ID: id, Submission: f.Int("lan")}}); err != nil {
		return err
	}
	return c.See("/bao-cao?trang-thai=cho-duyet", "Đã duyệt báo cáo. Số liệu đã được tính vào kết quả.")
}

// AcceptMany accepts the picked reports, all or none.
func (u *UI) AcceptMany(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	var list []report.Seen
	for _, pick := range f.Values["chon"] {
		a, b, _ := strings.Cut(pick, ".")
		id, err1 := strconv.ParseInt(a, 10, 64)
		n, err2 := strconv.Atoi(b)
		if err1 == nil && err2 == nil && id > 0 {
			list = append(list, report.Seen{ID: report.ID(id), Submission: n})
		}
	}
	if len(list) == 0 {
		return fault.New(fault.Invalid, "Chưa chọn báo cáo nào. Quay lại danh sách, đánh dấu các báo cáo cần duyệt.")
	}
	if err := u.Reports.Accept(c.Ctx(), c.Actor, c.Now, w, list); err != nil {
		return err
	}
	return c.See("/bao-cao?trang-thai=cho-duyet", fmt.Sprintf("Đã duyệt %d báo cáo.", len(list)))
}

// Return sends the report back with a reason and the ticked cells.
func (u *UI) Return(c *page.Context) error {
	w, id, f, err := u.act(c)
	if err != nil {
		return err
	}
	var cells []report.Cell
	for _, name := range f.Values["o"] {
		if at, ok := parseCell(strings.TrimPrefix(name, "c.")); ok {
			cells = append(cells, at)
		}
	}
	err = u.Reports.Return(c.Ctx(), c.Actor, c.Now, w, id, f.Int("lan"), f.Raw("ly-do"), cells)
	if list, ok := page.Problems(err); ok {
		_, g, err := u.loadID(c, id)
		if err != nil {
			return err
		}
		t := typed{values: map[string]string{"ly-do": f.Raw("ly-do")}, words: map[string]string{"ly-do": page.Of(list, "ly-do")}}
		for _, at := range cells {
			t.values["o:"+cellName(at.Row, at.Slot)] = "1"
		}
		return u.render(c, w, g, t, list, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return c.See("/bao-cao?trang-thai=cho-duyet", "Đã trả lại báo cáo kèm lý do.")
}

// ExtendForm asks until when a closed month opens again.
func (u *UI) ExtendForm(c *page.Context) error {
	w, g, err := u.load(c)
	if err != nil {
		return err
	}
	return u.renderExtend(c, w, g, nil, nil, http.StatusOK)
}

func (u *UI) renderExtend(c *page.Context, w report.World, g *report.Grid, f *page.Form, errs []ui.Error, status int) error {
	b := newBuilder(c, w, g)
	url := page.ReportURL(int64(g.Report.ID))
	crumbs := b.crumbs()
	crumbs[len(crumbs)-1].URL = url
	p := reportview.ExtendPage{URL: url, Errors: errs,
		Head: ui.Head{Crumbs: append(crumbs, ui.Link{Label: "Gia hạn"}), Title: "Gia hạn nhập báo cáo"},
		Lead: vi.UpperFirst(w.Tree.Name(org.UnitID(g.Report.CommuneID), g.Period.End).Full()) + ", " + g.Period.Label + ": đã đóng từ ngày " + (g.Report.LastDay(g.Period) + 1).String() +
			". Lần gửi sau gia hạn vẫn được ghi nhận là quá hạn.",
		Until:  ui.Field{Name: "den-ngay", Label: "Mở lại đến hết ngày", Kind: "date", Required: true, Error: page.Of(errs, "den-ngay")},
		Reason: ui.Field{Name: "ly-do", Label: "Lý do", Kind: "textarea", Required: true, Max: report.MaxReason, Error: page.Of(errs, "ly-do")}}
	if f != nil {
		p.Until.Value, p.Reason.Value = f.Raw("den-ngay"), f.Raw("ly-do")
	}
	return c.Render(page.View{Title: "Gia hạn nhập báo cáo", Status: status, Narrow: true}, reportview.ExtendForm(p))
}

// Extend grants the days.
func (u *UI) Extend(c *page.Context) error {
	w, g, err := u.load(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	var until clock.Day
	if until = f.Day("den-ngay", "ngày mở lại"); f.Line("ly-do") == "" {
		f.Fields.Add("ly-do", "Nhập lý do gia hạn.")
	}
	err = f.Fields.Err()
	if err == nil {
		err = u.Reports.Extend(c.Ctx(), c.Actor, c.Now, w, g.Report.ID, until, f.Raw("ly-do"))
	}
	if list, ok := page.Problems(err); ok {
		return u.renderExtend(c, w, g, f, list, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return c.See(page.ReportURL(int64(g.Report.ID)), "Đã gia hạn đến hết ngày "+until.String()+".")
}
