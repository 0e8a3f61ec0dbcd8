package guideui

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/guideview"
	"thidua/templates/ui"
)

// NewCase is the form of a case; whose it is comes with the address, or is
// searched for.
func (u *UI) NewCase(c *page.Context) error {
	x := criteria.Whom{Team: org.UnitID(c.QueryID("to")), Person: roster.PersonID(c.QueryID("nguoi"))}
	if x.Person != 0 {
		x.Team = 0
	}
	return u.newCase(c, http.StatusOK, x, func(string) string { return "" }, nil, page.NewID())
}

func (u *UI) newCase(c *page.Context, status int, x criteria.Whom, v func(string) string, errs []ui.Error, key string) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	m := guideview.NewCase{URL: cases + "/moi", Key: key, Errors: errs, Head: ui.Head{Crumbs: []ui.Link{{Label: "Vụ việc chưa xét khen thưởng", URL: cases}, {Label: "Ghi vụ việc"}}, Title: "Ghi vụ việc chưa xét khen thưởng"},
		Find: ui.Field{Name: "cua", Label: "Tìm Tổ, thành viên", Kind: "search", Grow: true, Max: 100, Value: c.Query("cua"), Error: page.Of(errs, "cua"), Hint: "Gõ tên, không cần dấu."}}
	if x != (criteria.Whom{}) {
		name, team, err := u.Criteria.CaseSubject(c.Ctx(), u.Pool, c.Actor, w, x)
		if err != nil {
			return err
		}
		l := criteria.CaseLine{Whom: x, Team: team, Name: name}
		m.Whose, m.Under = caseName(w, &l)
		if x.Person != 0 {
			m.Person = id64(int64(x.Person))
		} else {
			m.Team = id64(int64(x.Team))
		}
	}
	if text := m.Find.Value; text != "" && status == http.StatusOK {
		if m.Hits, err = u.hits(c, w, text); err != nil {
			return err
		}
		if len(m.Hits) == 0 {
			m.None = "Không tìm thấy Tổ, thành viên nào có “" + text + "” trong phạm vi của bạn."
		}
	}
	field := func(f ui.Field) ui.Field {
		f.Value, f.Error = v(f.Name), page.Of(errs, f.Name)
		return f
	}
	m.Kind = ui.Choice{Name: "loai", Label: "Loại vụ việc", Required: true, Error: page.Of(errs, "loai"), Options: []ui.Option{{Label: "Chọn loại"}}}
	for _, k := range award.CaseKinds {
		m.Kind.Options = append(m.Kind.Options, ui.Option{Value: string(k), Label: kindName(k), Selected: v("loai") == string(k)})
	}
	m.Since = field(ui.Field{Name: "ngay", Label: "Từ ngày", Kind: "date", Required: true})
	m.Reason = field(ui.Field{Name: "ly-do", Label: "Nội dung, số văn bản", Kind: "textarea", Required: true, Max: criteria.MaxCase})
	return c.Render(page.View{Title: m.Head.Title, Status: status, Narrow: true}, guideview.NewCasePage(m))
}

// hits are teams and members of the actor's reach with the words in them.
func (u *UI) hits(c *page.Context, w report.World, text string) ([]guideview.Hit, error) {
	const most = 15
	words := strings.Fields(vi.Fold(text))
	scope, err := access.ScopeOf(c.Actor, access.CaseWrite)
	if err != nil || len(words) == 0 {
		return nil, err
	}
	var out []guideview.Hit
	for _, t := range w.Tree.TeamsWithin(scope, w.Day) {
		l := criteria.CaseLine{Whom: criteria.Whom{Team: t}, Team: t}
		name, where := caseName(w, &l)
		fold := vi.Fold(name + " " + where)
		if !slices.ContainsFunc(words, func(x string) bool { return !strings.Contains(fold, x) }) && len(out) < most {
			out = append(out, guideview.Hit{Link: ui.Link{Label: name, URL: newCaseURL(l.Whom)}, Under: where})
		}
	}
	found, err := u.Rosters.Search(c.Ctx(), c.Actor, c.Now, w.Tree, text, most)
	for _, p := range found {
		l := criteria.CaseLine{Whom: criteria.Whom{Person: p.Person}, Team: p.Team, Name: p.FullName}
		name, where := caseName(w, &l)
		if p.Birth != nil {
			year, _, _ := p.Birth.Date()
			name += " (" + strconv.Itoa(year) + ")"
		}
		out = append(out, guideview.Hit{Link: ui.Link{Label: name, URL: newCaseURL(l.Whom)}, Under: p.Position.Label() + ", " + where})
	}
	return out, err
}

// day reads a day that may be missing; one that can't be read is said so
// where the service, given none, asks for one.
func day(f *page.Form, name, what string) *clock.Day {
	d := f.DayOrNone(name, what)
	if f.Fields.Has(name) {
		return nil
	}
	return d
}

// unread puts what was wrong with a typed day in place of asking for one.
func unread(f *page.Form, err error) ([]ui.Error, bool) {
	errs, ok := page.Problems(err)
	typed, bad := page.Problems(f.Fields.Err())
	if err == nil && bad {
		return typed, true
	}
	for i := range errs {
		if said := page.Of(typed, errs[i].Name); said != "" {
			errs[i].Message = said
		}
	}
	return errs, ok
}

// Record writes a case down.
func (u *UI) Record(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	var x criteria.Whom
	if n, err := strconv.ParseInt(f.Line("nguoi"), 10, 64); err == nil && n > 0 {
		x.Person = roster.PersonID(n)
	} else if n, err := strconv.ParseInt(f.Line("to"), 10, 64); err == nil && n > 0 {
		x.Team = org.UnitID(n)
	}
	in := criteria.CaseInput{Kind: award.CaseKind(f.Line("loai")), Since: day(f, "ngay", "ngày bắt đầu xem xét"), Reason: f.Text("ly-do")}
	at, err := u.Criteria.Record(c.Ctx(), c.Actor, c.Now, w, f.Line("khoa"), x, in, caseURL)
	if errs, ok := unread(f, err); ok {
		return u.newCase(c, http.StatusUnprocessableEntity, x, f.Raw, errs, f.Raw("khoa"))
	}
	if err != nil {
		return err
	}
	return c.See(at, "Đã ghi vụ việc. Chưa xét khen thưởng cho đến khi có kết luận.")
}

// Case is one case.
func (u *UI) Case(c *page.Context) error { return u.oneCase(c, http.StatusOK, nil, nil) }

func (u *UI) oneCase(c *page.Context, status int, f *page.Form, errs []ui.Error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	l, err := u.Criteria.OneCase(c.Ctx(), u.Pool, c.Actor, w, criteria.CaseID(id))
	if err != nil {
		return err
	}
	name, where := caseName(w, &l)
	m := guideview.Case{Errors: errs, Version: strconv.Itoa(l.Version), Head: ui.Head{Crumbs: []ui.Link{{Label: "Vụ việc chưa xét khen thưởng", URL: cases}, {Label: name}}, Kicker: where, Title: name, Tag: caseTag(criteria.CaseStateOn(l.Case, w.Day))}}
	add := func(label, text, url string) {
		if text != "" {
			m.Facts = append(m.Facts, guideview.Fact{Label: label, Text: text, URL: url})
		}
	}
	see := ""
	if l.Whom.Person == 0 && c.Actor.Can(access.AwardRead, criteria.PlaceOf(w, l.Team)) {
		see = subjectPath(l.Whom)
	}
	add("Của", name, see)
	add("Loại", kindName(l.Kind), "")
	add("Từ ngày", l.Since.String(), "")
	add("Nội dung", l.Reason, "")
	add("Người ghi", signed(&l.Recorded), "")
	add("Kết luận", ending(&l), "")
	add("Người ghi kết luận", signed(l.Settled), "")
	add("Được xét trở lại", l.Release(w.Day), "")
	if l.Writable(c.Actor) {
		field := func(x ui.Field) ui.Field {
			if f != nil {
				x.Value = f.Raw(x.Name)
			}
			x.Error = page.Of(errs, x.Name)
			return x
		}
		m.Conclude = caseURL(criteria.CaseID(id)) + "/ket-luan"
		m.On = field(ui.Field{Name: "ngay", Label: "Ngày kết luận", Kind: "date", Required: true})
		m.Words = field(ui.Field{Name: "ket-luan", Label: "Kết luận, số văn bản", Kind: "textarea", Required: true, Max: criteria.MaxCase})
		m.To = field(ui.Field{Name: "ky-luat-den", Label: "Kỷ luật đến hết ngày", Kind: "date", Hint: "Để trống khi không bị kỷ luật."})
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, guideview.CasePage(m))
}

// Conclude writes how a case ended.
func (u *UI) Conclude(c *page.Context) error {
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
	in := criteria.Conclusion{On: day(f, "ngay", "ngày kết luận"), Words: f.Text("ket-luan"), DisciplinedTo: day(f, "ky-luat-den", "ngày hết thời hạn kỷ luật")}
	if f.Fields.Has("ky-luat-den") && in.On != nil { // never take an unread day for none
		errs, _ := page.Problems(f.Fields.Err())
		return u.oneCase(c, http.StatusUnprocessableEntity, f, errs)
	}
	err = u.Criteria.Conclude(c.Ctx(), c.Actor, c.Now, w, criteria.CaseID(id), f.Int("phien-ban"), in)
	if errs, ok := unread(f, err); ok {
		return u.oneCase(c, http.StatusUnprocessableEntity, f, errs)
	}
	if err != nil {
		return err
	}
	return c.See(caseURL(criteria.CaseID(id)), "Đã ghi kết luận vụ việc.")
}
