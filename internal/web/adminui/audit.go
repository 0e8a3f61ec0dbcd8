package adminui

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/identity"
	"thidua/internal/org"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/adminview"
	"thidua/templates/ui"
)

// Names of the record's filters in the URL.
const (
	qText, qWho, qFamily, qUnit, qFrom, qTo = "q", "ai", "nhom", "don-vi", "tu-ngay", "den-ngay"
	qActor, qKind, qObject, qOlder, qNewer  = "nguoi", "loai", "ma", "truoc", "sau"
)

// filter reads the URL; days that are none come back as refused fields and
// narrow nothing.
func filter(c *page.Context, tree *org.Tree) (f audit.Filter, errs []ui.Error) {
	f = audit.Filter{Text: c.Query(qText), Who: c.Query(qWho), Family: c.Query(qFamily), ActorID: c.QueryID(qActor),
		ObjectKind: c.Query(qKind), ObjectID: c.QueryID(qObject), Older: c.QueryID(qOlder), Newer: c.QueryID(qNewer)}
	if id := c.QueryID(qUnit); id != 0 {
		// An unknown unit is as good as one out of reach: List answers Missing.
		f.Place = access.Place{UnitID: id, Path: tree.Path(org.UnitID(id), c.Now.Today)}
	}
	day := func(name, label string) *clock.Day {
		s := c.Query(name)
		if s == "" {
			return nil
		}
		d, err := vi.ParseDay(s)
		if err != nil {
			errs = append(errs, ui.Error{Name: name, Message: label + ": " + err.Error()})
			return nil
		}
		return &d
	}
	f.From, f.To = day(qFrom, "Từ ngày"), day(qTo, "Đến hết ngày")
	return f, errs
}

// with is the record's address with one more parameter; the walk through the
// pages starts anew.
func with(c *page.Context, name string, value int64) string {
	v := url.Values{}
	for _, key := range []string{qText, qWho, qFamily, qUnit, qFrom, qTo, qActor, qKind, qObject} {
		if s := c.Query(key); s != "" {
			v.Set(key, s)
		}
	}
	v.Set(name, itoa(value))
	return auditURL + "?" + v.Encode()
}

// Audit is the record, newest first.
func (u *UI) Audit(c *page.Context) error {
	tree, err := u.tree(c)
	if err != nil {
		return err
	}
	f, errs := filter(c, tree)
	if c.Wants() != "" && len(errs) == 0 {
		return c.Export(u.auditFile(c, tree, f))
	}
	items, err := audit.List(c.Ctx(), u.Pool, c.Actor, f)
	if err != nil {
		return err
	}
	p := adminview.Audit{Head: ui.Head{Kicker: "Quản trị", Title: "Nhật ký", Lead: "Mọi việc ghi và đăng nhập, kể cả không thành công. Không ai sửa, xóa được; từng dòng được niêm phong nối tiếp nhau và kiểm tra bằng lệnh “thidua audit verify”.", Export: c.Exports()},
		Errors: errs, ListURL: auditURL,
		Text:   ui.Field{Name: qText, Label: "Nội dung", Kind: "search", Value: f.Text, Grow: true, Max: 100},
		Who:    ui.Field{Name: qWho, Label: "Người làm", Value: f.Who, Max: 100},
		Family: ui.Choice{Name: qFamily, Label: "Nhóm việc", Options: families(f.Family)},
		Unit:   ui.Choice{Name: qUnit, Label: "Đơn vị (cả cấp dưới)", Options: units(c, tree, c.Now.Today, "Mọi đơn vị", f.Place.UnitID)},
		From:   ui.Field{Name: qFrom, Label: "Từ ngày", Kind: "date", Value: c.Query(qFrom), Error: page.Of(errs, qFrom)},
		To:     ui.Field{Name: qTo, Label: "Đến hết ngày", Kind: "date", Value: c.Query(qTo), Error: page.Of(errs, qTo)},
		Any:    len(c.R.URL.Query()) > 0}
	for _, name := range []string{qActor, qKind, qObject} {
		if s := c.Query(name); s != "" {
			p.Hidden = append(p.Hidden, ui.Kept{Name: name, Value: s})
		}
	}
	p.Narrowed = narrowed(f, items)
	for _, i := range items.List {
		p.Rows = append(p.Rows, auditRow(i, tree))
	}
	if items.Older != 0 {
		p.Older = with(c, qOlder, items.Older)
	}
	if items.Newer != 0 {
		p.Newer = with(c, qNewer, items.Newer)
	}
	status := http.StatusOK
	if len(errs) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return c.Render(page.View{Title: "Nhật ký", Status: status}, adminview.AuditPage(p))
}

func narrowed(f audit.Filter, items audit.Items) string {
	var parts []string
	if f.ActorID != 0 {
		who := "người dùng số " + itoa(f.ActorID)
		if len(items.List) > 0 {
			who = items.List[0].ActorName
		}
		parts = append(parts, "việc do "+who+" làm")
	}
	if f.ObjectKind != "" {
		s := "việc trên đối tượng: " + audit.ObjectName(f.ObjectKind)
		if f.ObjectID != 0 {
			s += " số " + itoa(f.ObjectID)
		}
		parts = append(parts, s)
	}
	if len(parts) == 0 {
		return ""
	}
	return "Đang xem " + strings.Join(parts, "; ") + "."
}

func families(chosen string) []ui.Option {
	list := []ui.Option{{Label: "Mọi việc"}}
	for _, f := range audit.Families {
		list = append(list, ui.Option{Value: f.Key, Label: f.Label, Selected: f.Key == chosen})
	}
	return list
}

// shownChanges is how many changes a row of the list shows.
const shownChanges = 4

func auditRow(i audit.Item, tree *org.Tree) adminview.AuditRow {
	at := i.At.In(clock.Location)
	r := adminview.AuditRow{URL: auditURL + "/" + itoa(i.ID), Time: at.Format("15:04:05"), Day: at.Format("02/01/2006"), Who: i.ActorName,
		Role: identity.RoleName(access.Role(i.ActorRole)), Action: audit.Name(i.Action), Summary: i.Summary, Unit: unitOf(i, tree), Address: or(i.Address)}
	if i.ActorID != nil {
		r.WhoURL = auditURL + "?" + qActor + "=" + itoa(*i.ActorID)
	}
	changes := changesOf(i, tree)
	if i.Action == "login.success" { // the browser's description is for the row's own page
		changes = nil
	}
	for n, x := range changes {
		if n >= shownChanges {
			r.More++
			continue
		}
		r.Changes = append(r.Changes, x)
	}
	return r
}

func changesOf(i audit.Item, tree *org.Tree) []adminview.ChangeRow {
	var list []adminview.ChangeRow
	for _, x := range audit.Changes(i.Before, i.After, func(id int64) string { return tree.Name(org.UnitID(id), i.BusinessDay).Full() }) {
		list = append(list, adminview.ChangeRow(x))
	}
	return list
}

// unitOf is the unit a row's path ends in, by the name it had on that day.
func unitOf(i audit.Item, tree *org.Tree) string {
	parts := strings.Split(strings.TrimSuffix(i.Path, "."), ".")
	id, err := strconv.ParseInt(parts[len(parts)-1], 10, 64)
	if err != nil {
		return "–"
	}
	return or(tree.Name(org.UnitID(id), i.BusinessDay).Full())
}

// Entry is one row of the record.
func (u *UI) Entry(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	tree, err := u.tree(c)
	if err != nil {
		return err
	}
	i, err := audit.Read(c.Ctx(), u.Pool, c.Actor, id)
	if err != nil {
		return err
	}
	seal := "Chờ niêm phong (trong vài giây)"
	if i.Ordinal != nil {
		seal = "Số " + vi.Int(*i.Ordinal)
	}
	p := adminview.Entry{Head: ui.Head{Crumbs: []ui.Link{{Label: "Nhật ký", URL: auditURL}, {Label: "Dòng số " + itoa(i.ID)}}, Kicker: audit.Name(i.Action), Title: i.Summary},
		Facts: []adminview.Fact{{Label: "Thời điểm", Value: i.At.In(clock.Location).Format("15:04:05 02/01/2006")}, {Label: "Ngày nghiệp vụ", Value: i.BusinessDay.String()},
			{Label: "Người làm", Value: i.ActorName}, {Label: "Vai trò", Value: or(identity.RoleName(access.Role(i.ActorRole)))}, {Label: "Đơn vị", Value: unitOf(i, tree)},
			{Label: "Địa chỉ mạng", Value: or(i.Address)}, {Label: "Mã yêu cầu", Value: or(i.RequestID)}, {Label: "Niêm phong", Value: seal}}}
	if i.ObjectID != nil {
		p.Object = ui.Link{Label: audit.ObjectName(i.ObjectKind) + " số " + itoa(*i.ObjectID), URL: objectURL(i.ObjectKind, *i.ObjectID)}
	}
	p.Changes = changesOf(i, tree)
	return c.Render(page.View{Title: "Dòng nhật ký số " + itoa(i.ID), Narrow: true}, adminview.EntryPage(p))
}

// objectURL leads to what administrators may open.
func objectURL(kind string, id int64) string {
	switch kind {
	case "user":
		return identity.UserURL(id)
	case "unit":
		return page.UnitURL(id)
	}
	return ""
}
