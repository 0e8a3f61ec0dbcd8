package certificateui

import (
	"fmt"
	"net/http"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/certificateview"
	"thidua/templates/ui"
)

// Known are who was ever awarded.
func (u *UI) Known(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f := certificate.Search{Subject: of(subjectCodes, c.Query("doi-tuong")), Text: c.Query("q"), Under: org.UnitID(c.QueryID("don-vi")), Page: int(min(c.QueryID("trang"), 1<<30))}
	if c.Wants() != "" {
		return c.Export(u.knownFile(c, w, f))
	}
	list, total, n, err := u.Certificates.Known(c.Ctx(), c.Actor, w.Tree, c.Now.Today, f)
	if err != nil {
		return err
	}
	m := certificateview.List{URL: history, Head: ui.Head{Kicker: kicker(c, w), Title: "Lịch sử khen thưởng", Lead: "Người và Tổ đã được khen trong phong trào này, trước đây và ở nơi khác.", Export: c.Exports()},
		Choices: []ui.Choice{subjects(f.Subject), receivers(c, w, f.Under)}, Search: ui.Field{Name: "q", Label: "Họ tên, tên Tổ", Kind: "search", Value: f.Text, Grow: true},
		Empty: "Chưa có ai trong phạm vi của bạn được ghi nhận khen thưởng. Từ trang của thành viên hoặc của Tổ có thể ghi khen thưởng trước đây."}
	if f != (certificate.Search{Page: f.Page}) {
		m.Empty = "Không có người hoặc Tổ nào đã được khen khớp với điều kiện tìm."
	}
	for i := range list {
		k := &list[i]
		m.Known = append(m.Known, certificateview.Known{Name: ui.Link{Label: knownName(c, w, k), URL: page.AwardsURL(k.Subject == award.Member, k.ID)}, Under: under(c, w, k), Subject: vi.UpperFirst(k.Subject.Label()),
			GiayKhen: count(k.GiayKhen), BangKhen: count(k.BangKhen), Past: count(k.Past), Revoked: count(k.Revoked), Last: k.Last.String()})
	}
	m.Pager = pager(n, len(list), total, func(n int) string {
		v := map[string]string{"doi-tuong": subjectCodes[f.Subject], "q": f.Text, "don-vi": text(f.Under)}
		if n > 1 {
			v["trang"] = fmt.Sprint(n)
		}
		return link(history, v)
	})
	return c.Render(page.View{Title: m.Head.Title}, certificateview.KnownPage(m))
}

func knownName(c *page.Context, w report.World, k *certificate.Known) string {
	if k.Subject == award.Team {
		return unitName(c, w, org.UnitID(k.ID))
	}
	return k.Name
}

// under tells apart who is called the same.
func under(c *page.Context, w report.World, k *certificate.Known) string {
	team := k.Team
	if k.Subject == award.Team {
		team = org.UnitID(k.ID)
	}
	commune, _ := w.Tree.CommuneNow(team, c.Now.Today)
	if heir, ok := w.Tree.LeadSuccessor(team, c.Now.Today); ok && heir != team && k.Subject == award.Team {
		return "Đã hợp nhất vào " + w.Tree.Name(heir, c.Now.Today).Full() + ", " + w.Tree.Name(commune, c.Now.Today).Full()
	}
	where := ""
	if commune != 0 {
		where = w.Tree.Name(commune, c.Now.Today).Full()
	}
	if k.Subject == award.Team || team == 0 {
		return vi.UpperFirst(where)
	}
	s := unitName(c, w, team) + ", " + where
	if k.Birth != nil {
		year, _, _ := k.Birth.Date()
		s = fmt.Sprintf("Sinh năm %d · %s", year, s)
	}
	return s
}

func (u *UI) knownFile(c *page.Context, w report.World, f certificate.Search) page.File {
	out := page.File{Name: "Lịch sử khen thưởng"}
	if f.Text != "" {
		out.Filter = "có “" + f.Text + "”"
	}
	if f.Subject != "" {
		out.Filter = joined(out.Filter, f.Subject.Label())
	}
	if f.Under != 0 {
		out.Filter = joined(out.Filter, w.Tree.Name(f.Under, c.Now.Today).Full())
	}
	out.Table.Columns = []workbook.Column{{Header: "Họ tên, tên Tổ", Width: 34}, {Header: "Đối tượng"}, {Header: "Đơn vị", Width: 44}, {Header: "Giấy khen", Kind: workbook.Int}, {Header: "Bằng khen", Kind: workbook.Int},
		{Header: "Trước đây", Kind: workbook.Int}, {Header: "Đã thu hồi", Kind: workbook.Int}, {Header: "Gần nhất", Kind: workbook.Date}}
	out.Table.Rows = page.Walk(func(n int) ([]certificate.Known, bool, error) {
		f.Page = n
		list, total, got, err := u.Certificates.Known(c.Ctx(), c.Actor, w.Tree, c.Now.Today, f)
		if err != nil || got != n {
			return nil, true, err
		}
		return list, n*certificate.PageSize >= total, nil
	}, func(k *certificate.Known) []workbook.Cell {
		return []workbook.Cell{workbook.T(knownName(c, w, k)), workbook.T(vi.UpperFirst(k.Subject.Label())), workbook.T(under(c, w, k)), workbook.N(int64(k.GiayKhen)), workbook.N(int64(k.BangKhen)),
			workbook.N(int64(k.Past)), workbook.N(int64(k.Revoked)), workbook.D(k.Last)}
	})
	return out
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// Person is a member's history, Team a team's.
func (u *UI) Person(c *page.Context) error { return u.history(c, true) }

// Team is a team's history.
func (u *UI) Team(c *page.Context) error { return u.history(c, false) }

func (u *UI) history(c *page.Context, person bool) error {
	w, h, err := u.subject(c, person)
	if err != nil {
		return err
	}
	return u.showHistory(c, http.StatusOK, w, h, blank, nil, page.NewID())
}

func (u *UI) subject(c *page.Context, person bool) (w report.World, h certificate.History, err error) {
	id, err := c.ID("id")
	if err != nil {
		return w, h, err
	}
	if w, err = u.World(c); err != nil {
		return w, h, err
	}
	if person {
		h, err = u.Certificates.OfPerson(c.Ctx(), c.Actor, c.Now, w.Tree, roster.PersonID(id))
	} else {
		h, err = u.Certificates.OfTeam(c.Ctx(), c.Actor, c.Now, w.Tree, org.UnitID(id))
	}
	return w, h, err
}

func (u *UI) showHistory(c *page.Context, status int, w report.World, h certificate.History, v func(string) string, errs []ui.Error, key string) error {
	person := h.Kind == award.Member
	at := page.AwardsURL(person, h.ID)
	name := vi.UpperFirst(h.Name)
	m := certificateview.History{Head: ui.Head{Crumbs: []ui.Link{{Label: "Lịch sử khen thưởng", URL: history}, {Label: name}}, Kicker: "Lịch sử khen thưởng", Title: name}, Errors: errs, Empty: "Trong phong trào này chưa có quyết định khen thưởng nào đã công bố."}
	if person {
		m.Facts = append(m.Facts, certificateview.Fact{Label: "Thành viên", Text: h.Name, URL: page.MemberURL(h.ID)})
		if h.Birth != nil {
			year, _, _ := h.Birth.Date()
			m.Facts = append(m.Facts, certificateview.Fact{Label: "Năm sinh", Text: fmt.Sprint(year)})
		}
		m.Facts = append(m.Facts, certificateview.Fact{Label: "Giới tính", Text: genderWords(h.Gender)})
	}
	if h.Team != 0 {
		label := "Tổ"
		if person && h.Position != "" {
			label = h.Position.Label()
		}
		commune, _ := w.Tree.CommuneNow(h.Team, c.Now.Today)
		f := certificateview.Fact{Label: label, Text: unitName(c, w, h.Team) + ", " + w.Tree.Name(commune, c.Now.Today).Full()}
		if !h.Partial {
			f.URL = page.TeamURL(int64(h.Team))
		}
		m.Facts = append(m.Facts, f)
	}
	if h.Partial {
		m.Notices = append(m.Notices, certificateview.Notice{Kind: "info", Text: "Người, Tổ này nay thuộc đơn vị khác: trang này chỉ có khen thưởng thuộc phạm vi của bạn."})
	}
	if person && (h.Partial || !c.Actor.May(access.RosterRead)) {
		m.Facts[0].URL = ""
	}
	m.Notices = append(m.Notices, succession(c, w, h)...)
	for i := range h.Awards {
		m.Awards = append(m.Awards, rowOf(c, w, &h.Awards[i]))
		if x := &h.Awards[i]; !person {
			m.Awards[i].Mark = formerly(c, w, h, x.Team, x.GrantedOn)
		}
		if h.Awards[i].Certificate == 0 {
			m.Awards[i].Name.URL = ""
		}
	}
	for i := range h.Past {
		x := &h.Past[i]
		r := certificateview.PastRow{Title: x.Title, Authority: x.Authority, Number: x.Number, On: x.GivenOn.String(), Merit: x.Merit, By: x.Recorded.Name + ", " + clock.DayOf(x.Recorded.At).String()}
		if x.Team != nil && *x.Team != h.Team {
			r.Mark = formerly(c, w, h, *x.Team, x.GivenOn)
		}
		if x.Withdrawn != nil {
			r.Withdrawn = "Đã rút: " + x.Withdrawn.Name + ", " + vi.DayTime(x.Withdrawn.At) + ". Lý do: " + x.Withdrawn.Why
		} else if h.Writable {
			r.Drop = history + "/truoc-day/" + text(x.ID) + "/rut"
		}
		m.Past = append(m.Past, r)
	}
	if h.Writable {
		field := func(f ui.Field) certificateview.Item {
			f.Value, f.Error = v(f.Name), page.Of(errs, f.Name)
			return certificateview.Item{Field: &f}
		}
		m.Add = &certificateview.Ask{URL: at + "/them", Key: key, Button: "Ghi vào lịch sử", Items: []certificateview.Item{
			field(ui.Field{Name: "danh-hieu", Label: "Hình thức khen thưởng, danh hiệu", Required: true, Max: 200, Hint: "Đúng như trên giấy: “Giấy khen của Giám đốc Công an tỉnh”."}),
			field(ui.Field{Name: "noi-tang", Label: "Cấp có thẩm quyền đã tặng", Required: true, Max: 200}),
			field(ui.Field{Name: "so", Label: "Số quyết định", Max: 60, Short: true}),
			field(ui.Field{Name: "ngay", Label: "Ngày quyết định", Kind: "date", Required: true}),
			field(ui.Field{Name: "thanh-tich", Label: "Thành tích", Kind: "textarea", Max: 1000})}}
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, certificateview.HistoryPage(m))
}

// succession tells of a team that ended, or that others were merged into.
func succession(c *page.Context, w report.World, h certificate.History) []certificateview.Notice {
	var out []certificateview.Notice
	if u, ok := w.Tree.Unit(h.Team); ok && h.Kind == award.Team && u.During.Until <= c.Now.Today {
		n := certificateview.Notice{Kind: "info", Text: "Tổ đã kết thúc hoạt động từ ngày " + u.During.Until.String() + "."}
		if h.Heir != 0 {
			n.Text = "Tổ đã kết thúc hoạt động từ ngày " + u.During.Until.String() + ", được kế thừa bởi"
			n.Link = ui.Link{Label: unitName(c, w, h.Heir), URL: page.AwardsURL(false, int64(h.Heir))}
		}
		out = append(out, n)
	}
	if len(h.Merged) > 0 {
		var names []string
		for _, t := range h.Merged {
			names = append(names, w.Tree.Name(t, c.Now.Today).Full())
		}
		out = append(out, certificateview.Notice{Kind: "info", Text: "Gồm cả khen thưởng của " + strings.Join(names, "; ") + ", đã hợp nhất vào Tổ này."})
	}
	return out
}

// formerly marks what was given to a team merged since, or under a name the
// team no longer has.
func formerly(c *page.Context, w report.World, h certificate.History, team org.UnitID, on clock.Day) string {
	was := w.Tree.Name(team, on).Full()
	switch u, _ := w.Tree.Unit(team); {
	case team != h.Team:
		return "Tên cũ: " + was + ", hợp nhất vào Tổ này từ ngày " + u.During.Until.String()
	case was != w.Tree.Name(team, c.Now.Today).Full():
		return "Tên khi được khen: " + was
	}
	return ""
}

// AddToPerson writes an award of another campaign into a member's history.
func (u *UI) AddToPerson(c *page.Context) error { return u.add(c, true) }

// AddToTeam writes one into a team's.
func (u *UI) AddToTeam(c *page.Context) error { return u.add(c, false) }

func (u *UI) add(c *page.Context, person bool) error {
	w, h, err := u.subject(c, person)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := certificate.PastInput{Title: f.Line("danh-hieu"), Authority: f.Line("noi-tang"), Number: f.Line("so"), Merit: f.Text("thanh-tich"), GivenOn: f.DayOrNone("ngay", "ngày quyết định")}
	if f.Fields.Has("ngay") {
		in.GivenOn = nil
	}
	at := page.AwardsURL(person, h.ID)
	_, err = u.Certificates.AddPast(c.Ctx(), c.Actor, c.Now, w.Tree, f.Line("khoa"), h.Subject, in, at)
	if errs, bad := page.Problems(err); bad {
		if own, had := page.Problems(f.Fields.Err()); had {
			for i := range errs {
				if errs[i].Name == "ngay" {
					errs[i] = own[0]
				}
			}
		}
		return u.showHistory(c, http.StatusUnprocessableEntity, w, h, f.Raw, errs, keyOf(f))
	}
	if err != nil {
		return err
	}
	return c.See(at, "Đã ghi vào lịch sử khen thưởng.")
}

func (u *UI) past(c *page.Context) (w report.World, x certificate.Past, err error) {
	id, err := c.ID("id")
	if err != nil {
		return w, x, err
	}
	if w, err = u.World(c); err != nil {
		return w, x, err
	}
	x, err = u.Certificates.PastOf(c.Ctx(), c.Actor, c.Now, w.Tree, certificate.PastID(id))
	return w, x, err
}

// AskDrop asks why an entry is taken back.
func (u *UI) AskDrop(c *page.Context) error { return u.askDrop(c, http.StatusOK, blank, nil) }

func (u *UI) askDrop(c *page.Context, status int, v func(string) string, errs []ui.Error) error {
	_, x, err := u.past(c)
	if err != nil {
		return err
	}
	back := pastOwner(x)
	a := certificateview.Ask{Head: ui.Head{Crumbs: []ui.Link{{Label: "Lịch sử khen thưởng", URL: back}, {Label: "Rút"}}, Title: "Rút khen thưởng đã ghi", Lead: "Mục đã rút vẫn đọc được, kèm lý do, nhưng không được tính nữa."}, Errors: errs, URL: history + "/truoc-day/" + text(x.ID) + "/rut",
		Facts: []certificateview.Fact{{Label: "Hình thức, danh hiệu", Text: x.Title}, {Label: "Cấp tặng", Text: x.Authority}, {Label: "Ngày", Text: x.GivenOn.String()}}, Items: []certificateview.Item{reason(v, errs, "Lý do rút")}, Button: "Rút", Harm: true, Back: ui.Link{Label: "Không rút", URL: back}}
	return c.Render(page.View{Title: a.Head.Title, Status: status, Narrow: true}, certificateview.AskPage(a))
}

func pastOwner(x certificate.Past) string {
	if x.Person != nil {
		return page.AwardsURL(true, int64(*x.Person))
	}
	return page.AwardsURL(false, int64(*x.Team))
}

// Drop takes an entry back.
func (u *UI) Drop(c *page.Context) error {
	w, x, err := u.past(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	err = u.Certificates.DropPast(c.Ctx(), c.Actor, c.Now, w.Tree, x.ID, f.Text("ly-do"))
	if errs, bad := page.Problems(err); bad {
		return u.askDrop(c, http.StatusUnprocessableEntity, f.Raw, errs)
	}
	if err != nil {
		return err
	}
	return c.See(pastOwner(x), "Đã rút.")
}
