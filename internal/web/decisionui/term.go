package decisionui

import (
	"net/http"
	"strconv"

	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/decisionview"
	"thidua/templates/ui"
)

// Terms is who may sign for the actor's unit.
func (u *UI) Terms(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	list, err := u.Decisions.Terms(c.Ctx(), u.Pool, org.UnitID(c.Actor.UnitID))
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(termFile(list, c.Now.Today))
	}
	m := decisionview.Terms{New: terms + "/moi", Empty: "Thêm người ký trước khi ghi quyết định: quyết định chỉ nhận người có chức danh còn hiệu lực vào ngày ký.",
		Head: ui.Head{Crumbs: crumbs("Người ký"), Kicker: unitName(w, org.UnitID(c.Actor.UnitID)), Title: "Người ký quyết định", Export: c.Exports(),
			Lead: "Ai được ký thay đơn vị, với quyền hạn, chức vụ nào, trong thời gian nào."}}
	for i := range list {
		t := &list[i]
		m.Rows = append(m.Rows, decisionview.TermRow{Name: t.Name, Title: t.Title, From: dayOr(t.From), Until: dayOr(t.Until()), State: termTag(t, c.Now.Today), Edit: terms + "/" + itoa64(t.ID)})
	}
	return c.Render(page.View{Title: m.Head.Title}, decisionview.TermsPage(m))
}

func crumbs(last string) []ui.Link {
	return []ui.Link{{Label: "Khen thưởng", URL: results}, {Label: last}}
}

func dayOr(d *clock.Day) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func termTag(t *decision.Term, today clock.Day) ui.Tag {
	switch {
	case t.Holds(today):
		return ui.Tag{Kind: "accepted", Text: "Còn hiệu lực"}
	case t.From != nil && *t.From > today:
		return ui.Tag{Text: "Chưa đến ngày"}
	}
	return ui.Tag{Text: "Đã kết thúc"}
}

func termFile(list []decision.Term, today clock.Day) page.File {
	f := page.File{Name: "Người ký quyết định"}
	f.Table.Columns = []workbook.Column{{Header: "Họ và tên", Width: 28}, {Header: "Quyền hạn, chức vụ", Width: 34}, {Header: "Từ ngày", Kind: workbook.Date}, {Header: "Đến hết ngày", Kind: workbook.Date},
		{Header: "Trạng thái", Kind: workbook.State}}
	var rows [][]workbook.Cell
	for i := range list {
		t := &list[i]
		rows = append(rows, []workbook.Cell{workbook.T(t.Name), workbook.T(vi.CleanLine(t.Title)), workbook.DayOr(t.From), workbook.DayOr(t.Until()), workbook.T(termTag(t, today).Text)})
	}
	f.Table.Rows = workbook.Lines(rows)
	return f
}

// termTyped is a signer's form as it stands.
type termTyped struct {
	name, title, from, until string
	key, version             string
	errors                   []ui.Error
}

func termTypedOf(f *page.Form) termTyped {
	return termTyped{name: f.Raw("ten"), title: f.Raw("chuc-vu"), from: f.Raw("tu-ngay"), until: f.Raw("den-ngay"), key: f.Line("khoa"), version: f.Line("phien-ban")}
}

func (u *UI) termPage(c *page.Context, status int, at, title string, t termTyped) error {
	field := func(x ui.Field) decisionview.Item {
		x.Error = page.Of(t.errors, x.Name)
		return decisionview.Item{Field: &x}
	}
	m := decisionview.Form{Errors: t.errors, URL: at, Back: ui.Link{Label: "Về danh sách", URL: terms}, Key: t.key, Version: t.version, Button: "Lưu người ký",
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Người ký", URL: terms}, {Label: title}}, Title: title}}
	m.Groups = []decisionview.Group{{Items: []decisionview.Item{
		field(ui.Field{Name: "ten", Label: "Họ và tên", Value: t.name, Required: true, Max: 100, Auto: "off"}),
		field(ui.Field{Name: "chuc-vu", Label: "Quyền hạn, chức vụ", Kind: "textarea", Value: t.title, Required: true, Max: 200, Rows: 2, Hint: "Như ghi trên văn bản, mỗi dòng một ý: CHỦ TỊCH; hoặc KT. CHỦ TỊCH, xuống dòng, PHÓ CHỦ TỊCH."}),
		field(ui.Field{Name: "tu-ngay", Label: "Được ký từ ngày", Kind: "date", Value: t.from, Required: true}),
		field(ui.Field{Name: "den-ngay", Label: "Đến hết ngày (không bắt buộc)", Kind: "date", Value: t.until, Hint: "Ghi ngày cuối khi người ký thôi giữ chức vụ."}),
	}}}
	return c.Render(page.View{Title: title, Status: status, Narrow: true}, decisionview.FormPage(m))
}

const newTerm = "Thêm người ký"

// TermForm asks for a new signer.
func (u *UI) TermForm(c *page.Context) error {
	return u.termPage(c, http.StatusOK, terms+"/moi", newTerm, termTyped{key: page.NewID()})
}

// read is what the form says; bad days are in its fields.
func termOf(f *page.Form) decision.TermForm {
	return decision.TermForm{Name: f.Line("ten"), Title: f.Text("chuc-vu"), From: f.DayOrNone("tu-ngay", "ngày bắt đầu"), Until: f.DayOrNone("den-ngay", "ngày kết thúc")}
}

// refusals are what the form itself found, else what the service refused.
func refusals(f *page.Form, err error) ([]ui.Error, bool) {
	errs, ok := page.Problems(err)
	if own, bad := page.Problems(f.Fields.Err()); bad {
		for _, e := range errs {
			if page.Of(own, e.Name) == "" {
				own = append(own, e)
			}
		}
		return own, true
	}
	return errs, ok
}

// AddTerm adds a signer.
func (u *UI) AddTerm(c *page.Context) error {
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := termOf(f)
	err = f.Fields.Err()
	to := ""
	if err == nil {
		to, err = u.Decisions.AddTerm(c.Ctx(), c.Actor, c.Now, f.Line("khoa"), in, terms)
	}
	if errs, ok := refusals(f, err); ok {
		t := termTypedOf(f)
		if t.errors = errs; t.key == "" {
			t.key = page.NewID()
		}
		return u.termPage(c, http.StatusUnprocessableEntity, terms+"/moi", newTerm, t)
	}
	if err != nil {
		return err
	}
	return c.See(to, "Đã thêm người ký.")
}

// Term is a signer to change.
func (u *UI) Term(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	t, err := u.Decisions.TermOf(c.Ctx(), u.Pool, c.Actor, id)
	if err != nil {
		return err
	}
	return u.termPage(c, http.StatusOK, terms+"/"+itoa64(id), "Sửa người ký", termTyped{name: t.Name, title: t.Title, from: dayOr(t.From), until: dayOr(t.Until()), version: strconv.Itoa(t.Version)})
}

// EditTerm changes it.
func (u *UI) EditTerm(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	if _, err := u.Decisions.TermOf(c.Ctx(), u.Pool, c.Actor, id); err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := termOf(f)
	if err = f.Fields.Err(); err == nil {
		err = u.Decisions.EditTerm(c.Ctx(), c.Actor, c.Now, id, f.Int("phien-ban"), in)
	}
	if errs, ok := refusals(f, err); ok {
		t := termTypedOf(f)
		t.errors = errs
		return u.termPage(c, http.StatusUnprocessableEntity, terms+"/"+itoa64(id), "Sửa người ký", t)
	}
	if err != nil {
		return err
	}
	return c.See(terms, "Đã lưu người ký.")
}
