// Package rosterui is the screens by which a commune keeps its teams and their
// members: a person with the history of services, and the forms that add,
// edit, transfer, release, correct, open and close. The services decide.
package rosterui

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/rosterview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Rosters *roster.Service
	Tree    func(c *page.Context) (*org.Tree, error)
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	list := []page.Route{
		{Method: "GET", Pattern: "/thanh-vien/{id}", Action: access.RosterRead, Class: page.Item, Handler: u.Person},
		{Method: "POST", Pattern: "/thanh-vien/{id}/so-dinh-danh", Action: access.RosterRead, Class: page.Act, Handler: u.Unmask},
	}
	for _, x := range []struct {
		pattern  string
		action   access.Action
		class    page.Class
		ask, act page.Func
	}{
		{"/to/{id}/thanh-vien/moi", access.RosterWrite, page.Create, u.NewMember, u.AddMember},
		{"/thanh-vien/{id}/sua", access.RosterWrite, page.Act, u.EditPerson, u.SavePerson},
		{"/tham-gia/{id}/thoi", access.RosterWrite, page.Act, u.AskLeave, u.Leave},
		{"/tham-gia/{id}/chuyen", access.RosterWrite, page.Act, u.AskTransfer, u.Transfer},
		{"/tham-gia/{id}/chuc-danh", access.RosterWrite, page.Act, u.AskPosition, u.Position},
		{"/tham-gia/{id}/dinh-chinh", access.RosterWrite, page.Act, u.AskCorrect, u.Correct},
		{"/tham-gia/{id}/rut", access.RosterWrite, page.Act, u.AskWithdraw, u.Withdraw},
		{"/don-vi/{id}/to-moi", access.TeamWrite, page.Create, u.NewTeam, u.OpenTeam},
		{"/to/{id}/sua", access.TeamWrite, page.Act, u.EditTeam, u.SaveTeam},
		{"/to/{id}/dong", access.TeamWrite, page.Act, u.AskClose, u.CloseTeam},
	} {
		list = append(list, page.Route{Method: "GET", Pattern: x.pattern, Action: x.action, Class: page.Item, Handler: x.ask},
			page.Route{Method: "POST", Pattern: x.pattern, Action: x.action, Class: x.class, Handler: x.act})
	}
	return list
}

// values are what a form shows: as posted, or as stored.
type values func(name string) string

func blank(string) string { return "" }

func of(m map[string]string) values { return func(name string) string { return m[name] } }

func (v values) field(f ui.Field) rosterview.Item {
	f.Value = v(f.Name)
	if f.Auto == "" {
		f.Auto = "off"
	}
	return rosterview.Item{Field: &f}
}

func (v values) choice(c ui.Choice, options ...ui.Option) rosterview.Item {
	for i := range options {
		options[i].Selected = options[i].Value == v(c.Name)
	}
	c.Options = options
	return rosterview.Item{Choice: &c}
}

func positions() []ui.Option {
	list := []ui.Option{{Label: "Chọn chức danh"}}
	for _, p := range roster.Positions {
		list = append(list, ui.Option{Value: string(p), Label: p.Label()})
	}
	return list
}

func (v values) position(label string) rosterview.Item {
	return v.choice(ui.Choice{Name: "chuc-danh", Label: label, Required: true}, positions()...)
}

func (v values) decision(name, label string, required bool) rosterview.Item {
	return v.field(ui.Field{Name: name, Label: label, Hint: "Số và ngày, ví dụ 15/QĐ-UBND ngày 02/01/2025.", Max: 120, Required: required})
}

func (v values) reason(required bool) rosterview.Item {
	list := []ui.Option{{Label: "Chọn lý do"}}
	if !required {
		list[0].Label = "Còn tham gia"
	}
	for _, r := range roster.Leavings {
		list = append(list, ui.Option{Value: string(r), Label: r.Label()})
	}
	return v.choice(ui.Choice{Name: "ly-do", Label: "Lý do thôi tham gia", Required: required}, list...)
}

// Where a day touches the months: said on each form that moves headcounts.
const monthsHint = "Tháng còn mở được tính lại quân số ngay; số liệu các tháng đã gửi, đã duyệt không thay đổi."

// show answers a form; errors stand beside their fields, in the form's order.
func show(c *page.Context, status int, f rosterview.Form, errs []ui.Error) error {
	var order []string
	for i := range f.Items {
		switch x := &f.Items[i]; {
		case x.Field != nil:
			x.Field.Error = page.Of(errs, x.Field.Name)
			order = append(order, x.Field.Name)
		case x.Choice != nil:
			x.Choice.Error = page.Of(errs, x.Choice.Name)
			order = append(order, x.Choice.Name)
		}
	}
	f.Errors = slices.Clone(errs)
	for i := range f.Errors {
		if !slices.Contains(order, f.Errors[i].Name) {
			f.Errors[i].Name = ""
		}
	}
	slices.SortStableFunc(f.Errors, func(a, b ui.Error) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
	if f.Button == "" {
		f.Button = "Lưu"
	}
	return c.Render(page.View{Title: f.Head.Title, Status: status, Narrow: true}, rosterview.FormPage(f))
}

// problems are the fields refused by the form or by the service; ok is false
// where err is nothing a form can show.
func problems(f *page.Form, err error) (list []ui.Error, ok bool) {
	own, _ := page.Problems(f.Fields.Err())
	more, is := page.Problems(err)
	if !is && len(own) == 0 {
		return nil, false
	}
	if !is && err != nil && fault.KindOf(err) != fault.Invalid {
		return nil, false
	}
	for _, e := range more {
		if page.Of(own, e.Name) == "" {
			own = append(own, e)
		}
	}
	return own, true
}

// settle is the end of an act: back to the page that shows it, a form once
// more with what was typed, or the funnel. again builds the form with fresh
// rows; a clash keeps what was typed beside a way to the newer version.
func settle(c *page.Context, f *page.Form, err error, to, said string, again func(v values) (rosterview.Form, error)) error {
	if err == nil && f.Fields.Empty() {
		return c.See(to, said)
	}
	list, ok := problems(f, err)
	stale := fault.KindOf(err) == fault.Stale && err != nil
	if !ok && !stale {
		return err
	}
	form, bad := again(f.Raw)
	if bad != nil {
		return bad
	}
	if stale {
		form.Stale = form.Back
		return show(c, http.StatusConflict, form, nil)
	}
	form.Version = f.Raw("phien-ban")
	return show(c, http.StatusUnprocessableEntity, form, list)
}

// told adds to a message what else the act brought about.
func told(said string, done roster.Done) string {
	if done.Proposed > 0 {
		said += fmt.Sprintf(" Đã đề nghị đính chính %d ô số liệu của tháng đã duyệt.", done.Proposed)
	}
	for i, w := range done.Warnings {
		if i == 0 {
			said += " Lưu ý:"
		}
		said += " " + w.Text()
	}
	return said
}

func spellURL(id roster.ServiceID, what string) string {
	return "/tham-gia/" + strconv.FormatInt(int64(id), 10) + "/" + what
}

func personURL(id roster.PersonID) string { return page.MemberURL(int64(id)) }

func teamURL(id org.UnitID) string { return page.TeamURL(int64(id)) }

func idText[T ~int64](id T) string { return strconv.FormatInt(int64(id), 10) }

func number(s string) int64 {
	n, err := strconv.ParseInt(vi.CleanLine(s), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func dayText(d *clock.Day) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// zero is the day of an optional field, 0 where it could not be read: every
// service refuses that.
func zero(d *clock.Day) clock.Day {
	if d == nil {
		return 0
	}
	return *d
}

func full(tree *org.Tree, id org.UnitID, day clock.Day) string {
	return vi.UpperFirst(tree.Name(id, day).Full())
}

func lines(s string) []string { return strings.Split(vi.Clean(s), "\n") }

// readable tells whether the actor may open a team's page.
func readable(c *page.Context, tree *org.Tree, team org.UnitID) bool {
	return c.Actor.Can(access.UnitRead, tree.PlaceNow(team, c.Now.Today))
}
