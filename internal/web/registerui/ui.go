// Package registerui is the screens of the registers: good deeds and
// community models, each with its list, its page, its form and its
// withdrawal; their recognitions, and the files that are their evidence.
package registerui

import (
	"strconv"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/registerview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Registers *register.Service
	World     func(c *page.Context) (report.World, error)
	Reports   *report.Service
	Pool      pg.Querier
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: "/guong", Action: access.DeedRead, Class: page.List, Handler: u.Deeds},
		{Method: "GET", Pattern: "/guong/moi", Action: access.DeedWrite, Class: page.Page, Handler: u.NewDeed},
		{Method: "POST", Pattern: "/guong/moi", Action: access.DeedWrite, Class: page.Create, Handler: u.AddDeed},
		{Method: "GET", Pattern: "/guong/{id}/sua", Action: access.DeedWrite, Class: page.Item, Handler: u.EditDeed},
		{Method: "POST", Pattern: "/guong/{id}/sua", Action: access.DeedWrite, Class: page.Act, Handler: u.SaveDeed},
		{Method: "GET", Pattern: "/guong/{id}/rut", Action: access.DeedWrite, Class: page.Item, Handler: u.AskDeed},
		{Method: "POST", Pattern: "/guong/{id}/rut", Action: access.DeedWrite, Class: page.Act, Handler: u.WithdrawDeed},
		{Method: "GET", Pattern: "/mo-hinh", Action: access.DeedRead, Class: page.List, Handler: u.Models},
		{Method: "GET", Pattern: "/mo-hinh/moi", Action: access.DeedWrite, Class: page.Page, Handler: u.NewModel},
		{Method: "POST", Pattern: "/mo-hinh/moi", Action: access.DeedWrite, Class: page.Create, Handler: u.AddModel},
		{Method: "GET", Pattern: "/mo-hinh/{id}/sua", Action: access.DeedWrite, Class: page.Item, Handler: u.EditModel},
		{Method: "POST", Pattern: "/mo-hinh/{id}/sua", Action: access.DeedWrite, Class: page.Act, Handler: u.SaveModel},
		{Method: "GET", Pattern: "/mo-hinh/{id}/rut", Action: access.DeedWrite, Class: page.Item, Handler: u.AskModel},
		{Method: "POST", Pattern: "/mo-hinh/{id}/rut", Action: access.DeedWrite, Class: page.Act, Handler: u.WithdrawModel},
		{Method: "GET", Pattern: "/guong/{id}", Action: access.DeedRead, Class: page.Item, Handler: u.Deed},
		{Method: "GET", Pattern: "/guong/{id}/ghi-nhan", Action: access.DeedWrite, Class: page.Item, Handler: u.AskRecognition(register.Deeds)},
		{Method: "POST", Pattern: "/guong/{id}/ghi-nhan", Action: access.DeedWrite, Class: page.Act, Handler: u.Recognise(register.Deeds)},
		{Method: "POST", Pattern: "/guong/{id}/tai-lieu", Action: access.DeedWrite, Class: page.Act, Handler: u.Attach(register.Deeds)},
		{Method: "GET", Pattern: "/mo-hinh/{id}", Action: access.DeedRead, Class: page.Item, Handler: u.Model},
		{Method: "GET", Pattern: "/mo-hinh/{id}/ghi-nhan", Action: access.DeedWrite, Class: page.Item, Handler: u.AskRecognition(register.Models)},
		{Method: "POST", Pattern: "/mo-hinh/{id}/ghi-nhan", Action: access.DeedWrite, Class: page.Act, Handler: u.Recognise(register.Models)},
		{Method: "POST", Pattern: "/mo-hinh/{id}/tai-lieu", Action: access.DeedWrite, Class: page.Act, Handler: u.Attach(register.Models)},
		{Method: "GET", Pattern: "/ghi-nhan/{id}/rut", Action: access.DeedWrite, Class: page.Item, Handler: u.AskUnrecognise},
		{Method: "POST", Pattern: "/ghi-nhan/{id}/rut", Action: access.DeedWrite, Class: page.Act, Handler: u.Unrecognise},
		{Method: "GET", Pattern: "/tai-lieu/{id}", Action: access.DeedRead, Class: page.Item, Handler: u.File},
		{Method: "GET", Pattern: "/tai-lieu/{id}/rut", Action: access.DeedWrite, Class: page.Item, Handler: u.AskDetach},
		{Method: "POST", Pattern: "/tai-lieu/{id}/rut", Action: access.DeedWrite, Class: page.Act, Handler: u.Detach},
	}
}

const (
	deedList  = "/guong"
	modelList = "/mo-hinh"
)

// values are a form's fields as typed, or as stored when it is first shown.
type values func(name string) string

// field is an input of a form with what stands in it and what was refused.
func field(v values, errs []ui.Error, f ui.Field) ui.Field {
	f.Value, f.Error = v(f.Name), page.Of(errs, f.Name)
	return f
}

func day(d *clock.Day) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// inOrder puts refused fields in the order the form shows them.
func inOrder(list []ui.Error, names ...string) []ui.Error {
	var out []ui.Error
	for _, n := range names {
		for _, e := range list {
			if e.Name == n {
				out = append(out, e)
			}
		}
	}
	for _, e := range list {
		if page.Of(out, e.Name) == "" {
			out = append(out, e)
		}
	}
	return out
}

// errors are what a Fields collected, for the view.
func errorsOf(f *fault.Fields) []ui.Error {
	list, _ := page.Problems(f.Err())
	return list
}

// teams are the check boxes or options of a commune's teams of today.
func teams(c *page.Context, tree *org.Tree, chosen func(id string) bool) []ui.Option {
	var list []ui.Option
	for _, t := range tree.Teams(org.UnitID(c.Actor.UnitID), c.Now.Today) {
		id := strconv.FormatInt(int64(t), 10)
		list = append(list, ui.Option{Value: id, Label: tree.Name(t, c.Now.Today).Short(), Selected: chosen(id)})
	}
	return list
}

// once is the key a new form carries.
func once(f *page.Form, list string) register.Once {
	return register.Once{Key: f.Line("khoa"), URL: func(id int64) string { return list + "/" + strconv.FormatInt(id, 10) }}
}

// withdrawal is the page that asks why.
func withdrawal(c *page.Context, status int, w registerview.Withdraw, v values, errs []ui.Error) error {
	w.Errors = errs
	if w.Reason.Hint == "" {
		w.Reason.Hint = "Dòng này vẫn còn trong danh sách “Đã rút”, không tính vào kết quả."
	}
	w.Reason = field(v, errs, ui.Field{Name: "ly-do", Label: "Lý do rút", Kind: "textarea", Required: true, Max: 500, Hint: w.Reason.Hint})
	return c.Render(page.View{Title: w.Head.Title, Status: status, Narrow: true}, registerview.WithdrawPage(w))
}

// changedMeanwhile is said on a withdrawal whose row somebody edited: the page
// shows it as it is now.
var changedMeanwhile = ui.Error{Message: "Nội dung này vừa được người khác sửa. Xem lại bản mới dưới đây rồi bấm rút lần nữa."}

// gone answers the form of a row that was withdrawn meanwhile.
func gone(c *page.Context, list, what string) error {
	return c.See(list+"?trang-thai=withdrawn", vi.UpperFirst(what)+" này đã được rút nên không sửa được nữa.")
}

func crumbs(list, label, here string) []ui.Link {
	return []ui.Link{{Label: label, URL: list}, {Label: here}}
}
