// Package importui is the screens of what comes in by Excel: a form handed
// out, a workbook handed in, every problem by row and column, the decision,
// how far the writing is.
package importui

import (
	"net/http"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/intake"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/web/page"
	"thidua/templates/importview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Intake  *intake.Service
	Reports *report.Service
	World   func(c *page.Context) (report.World, error)
}

const (
	membersURL = "/nhap-excel/thanh-vien"
	teamsURL   = "/nhap-excel/to"
)

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: membersURL, Action: intake.Members.Action(), Class: page.Page, Handler: u.form(intake.Members)},
		{Method: "POST", Pattern: membersURL, Action: intake.Members.Action(), Class: page.Create, Handler: u.take(intake.Members)},
		{Method: "GET", Pattern: membersURL + "/mau.xlsx", Action: intake.Members.Action(), Class: page.Page, Handler: u.Template(intake.Members)},
		{Method: "GET", Pattern: teamsURL, Action: intake.Teams.Action(), Class: page.Page, Handler: u.form(intake.Teams)},
		{Method: "POST", Pattern: teamsURL, Action: intake.Teams.Action(), Class: page.Create, Handler: u.take(intake.Teams)},
		{Method: "GET", Pattern: teamsURL + "/mau.xlsx", Action: intake.Teams.Action(), Class: page.Page, Handler: u.Template(intake.Teams)},
		{Method: "GET", Pattern: "/bao-cao/{id}/nhap-excel", Action: access.ReportEnter, Class: page.Item, Handler: u.form(intake.Month)},
		{Method: "POST", Pattern: "/bao-cao/{id}/nhap-excel", Action: access.ReportEnter, Class: page.Create, Handler: u.take(intake.Month)},
		{Method: "GET", Pattern: "/bao-cao/{id}/mau.xlsx", Action: access.ReportEnter, Class: page.Item, Handler: u.Template(intake.Month)},
		{Method: "GET", Pattern: "/nhap-excel/{id}", Action: access.FileImport, Class: page.Item, Handler: u.Show},
		{Method: "POST", Pattern: "/nhap-excel/{id}/nhap", Action: access.FileImport, Class: page.Act, Handler: u.Confirm},
		{Method: "POST", Pattern: "/nhap-excel/{id}/bo", Action: access.FileImport, Class: page.Act, Handler: u.Drop},
	}
}

func batchURL(id intake.BatchID) string { return "/nhap-excel/" + strconv.FormatInt(int64(id), 10) }

// target is what a request hands in for: the own commune, or one report of it.
type target struct {
	kind intake.Kind
	w    report.World
	g    *report.Grid // of a Month
}

func (u *UI) target(c *page.Context, kind intake.Kind) (target, error) {
	w, err := u.World(c)
	t := target{kind: kind, w: w}
	if err != nil || kind != intake.Month {
		return t, err
	}
	id, err := c.ID("id")
	if err != nil {
		return t, err
	}
	if t.g, err = u.Reports.Grid(c.Ctx(), u.Reports.Pool, c.Actor, w, report.ID(id), c.Now.Today); err != nil {
		return t, err
	}
	return t, access.Check(c.Actor, access.ReportEnter, t.g.Report.HolderPlace())
}

// base is the address of the form.
func (t target) base() string {
	switch t.kind {
	case intake.Teams:
		return teamsURL
	case intake.Month:
		return page.ReportURL(int64(t.g.Report.ID)) + "/nhap-excel"
	}
	return membersURL
}

func (t target) template() string {
	if t.kind == intake.Month {
		return page.ReportURL(int64(t.g.Report.ID)) + "/mau.xlsx"
	}
	return t.base() + "/mau.xlsx"
}

// Template hands the form out.
func (u *UI) Template(kind intake.Kind) page.Func {
	return func(c *page.Context) error {
		t, err := u.target(c, kind)
		if err != nil {
			return err
		}
		commune := org.UnitID(c.Actor.UnitID)
		name := t.w.Tree.Name(commune, c.Now.Today).Full()
		out := page.Spool{C: c}
		switch kind {
		case intake.Members:
			out.Name = "Mẫu nhập thành viên " + name
			err = intake.MembersForm(&out, t.w.Tree, commune, c.Now)
		case intake.Teams:
			out.Name = "Mẫu nhập Tổ " + name
			err = intake.TeamsForm(&out, t.w.Tree, commune, c.Now)
		default:
			out.Name = "Mẫu số liệu " + t.g.Period.Label + " " + name
			err = intake.MonthForm(&out, t.w, t.g, c.Now)
		}
		if err != nil {
			return err
		}
		return out.End()
	}
}

func (u *UI) form(kind intake.Kind) page.Func {
	return func(c *page.Context) error {
		t, err := u.target(c, kind)
		if err != nil {
			return err
		}
		return u.show(c, t, http.StatusOK, page.NewID(), "", nil)
	}
}

// take reads what was handed in. A file that cannot be read at all is refused
// on the form; one with wrong rows leads to the page that lists them.
func (u *UI) take(kind intake.Kind) page.Func {
	return func(c *page.Context) error {
		t, err := u.target(c, kind)
		if err != nil {
			return err
		}
		up, err := receive(c)
		defer up.close()
		if err == nil && (up.file == nil || up.name == "" && up.size == 0) {
			err = fault.New(fault.Invalid, "Chọn tệp Excel (.xlsx) đã điền.")
		}
		to := ""
		if err == nil {
			in := intake.Upload{Kind: kind, Name: up.name, Key: up.key, File: up.file, Size: up.size}
			if t.g != nil {
				in.Report = t.g.Report.ID
			}
			to, err = u.Intake.Check(c.Ctx(), c.Actor, c.Now, t.w, in, batchURL)
		}
		if e, ok := fault.Of(err); ok && (e.Kind == fault.Invalid || e.Kind == fault.TooLarge) {
			return u.show(c, t, e.Kind.Status(), page.NewID(), up.name, e)
		}
		if err != nil {
			return err
		}
		return c.See(to, "")
	}
}

func (u *UI) show(c *page.Context, t target, status int, key, name string, refused *fault.Error) error {
	m := importview.Form{URL: t.base(), Template: t.template(), Key: key}
	unit := upper(t.w.Tree.Name(org.UnitID(c.Actor.UnitID), c.Now.Today).Full())
	m.Head = ui.Head{Kicker: unit, Title: titles[t.kind]}
	m.Head.Crumbs = crumbs(t)
	m.Steps = steps[t.kind]
	if t.kind == intake.Members && len(t.w.Tree.Teams(org.UnitID(c.Actor.UnitID), c.Now.Today)) == 0 {
		m.Notice = "Đơn vị chưa có Tổ nào. Nhập danh sách Tổ trước, rồi nhập thành viên."
	}
	if t.kind != intake.Month {
		m.Tabs = []ui.Link{{Label: "Thành viên", URL: membersURL, Current: t.kind == intake.Members}, {Label: "Tổ", URL: teamsURL, Current: t.kind == intake.Teams}}
	}
	if refused != nil {
		words := refused.Message
		if name != "" {
			words = "“" + name + "”: " + words
		}
		m.Errors = []ui.Error{{Name: "tep", Message: words}}
	}
	recent, err := u.Intake.Recent(c.Ctx(), c.Actor, t.kind)
	if err != nil {
		return err
	}
	for _, b := range recent {
		if t.g == nil || b.ReportID == t.g.Report.ID {
			m.Recent = append(m.Recent, recentRow(b, c.Now.Wall))
		}
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status, Narrow: true}, importview.FormPage(m))
}

var titles = map[intake.Kind]string{intake.Members: "Nhập thành viên từ Excel", intake.Teams: "Nhập Tổ từ Excel", intake.Month: "Nhập số liệu tháng từ Excel"}

var steps = map[intake.Kind][]string{
	intake.Members: {"Tải tệp mẫu của đơn vị, điền mỗi người một dòng. Tệp của hệ thống khác cũng nhận được nếu có các cột Tổ (TenTo), Họ và tên (HoTen), Giới tính, Chức danh (ChucVu), Ngày tham gia.",
		"Tải tệp lên. Hệ thống kiểm tra từng ô và chỉ rõ chỗ cần sửa; chưa ghi gì.", "Xem lại rồi bấm “Nhập”. Có lỗi thì không nhập dòng nào."},
	intake.Teams: {"Tải tệp mẫu của đơn vị, điền mỗi Tổ một dòng.", "Tải tệp lên. Hệ thống kiểm tra từng ô và chỉ rõ chỗ cần sửa; chưa ghi gì.", "Xem lại rồi bấm “Nhập”. Có lỗi thì không nhập dòng nào."},
	intake.Month: {"Tải tệp mẫu của báo cáo này: mỗi Tổ một dòng, số đã nhập có sẵn trong tệp.", "Điền vào ô trắng rồi tải tệp lên. Ô để trống giữ nguyên số trên hệ thống.", "Xem lại số nào thêm, số nào đổi rồi bấm “Nhập”."},
}

func crumbs(t target) []ui.Link {
	if t.kind == intake.Month {
		return []ui.Link{{Label: "Báo cáo tháng", URL: "/bao-cao"}, {Label: t.g.Period.Label, URL: page.ReportURL(int64(t.g.Report.ID))}, {Label: "Nhập từ Excel"}}
	}
	return []ui.Link{{Label: "Đơn vị", URL: "/don-vi"}, {Label: titles[t.kind]}}
}
