package diaryui

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/diaryview"
	"thidua/templates/ui"
)

// typed is what stands in the form: as posted, or as it begins.
type typed struct {
	key, team, day, count, words, tap string
	errs                              []ui.Error
}

// Diary is the list, and the form above it for who writes.
func (u *UI) Diary(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	if f := readFilter(c, w); c.Wants() != "" {
		return c.Export(f.file(u))
	}
	t := typed{key: page.NewID(), count: "1", day: c.Now.Today.String()}
	if d, err := vi.ParseDay(c.Query("ngay")); err == nil {
		t.day = d.String()
	}
	if c.Actor.May(access.DiaryWrite) {
		team, err := u.Registers.LastTeam(c.Ctx(), c.Actor)
		if err != nil {
			return err
		}
		t.team = strconv.FormatInt(int64(team), 10)
	}
	return u.render(c, w, t, http.StatusOK)
}

func (u *UI) render(c *page.Context, w report.World, t typed, status int) error {
	f := readFilter(c, w)
	rows, totals, err := u.Registers.Diary(c.Ctx(), c.Actor, c.Now, w.Tree, w.Plan.CampaignID, f.DiaryFilter)
	if err != nil {
		return err
	}
	p := diaryview.Page{Head: ui.Head{Kicker: vi.UpperFirst(c.Actor.UnitName), Title: "Sổ phát sinh", Aside: "ghi hằng ngày, cuối kỳ báo cáo lấy số từ sổ", Export: c.ExportsAt(list)},
		Choices: f.view(), Pager: f.pager(&rows), Empty: "Mỗi việc ghi một lần bấm: chọn Tổ, bấm số liệu. Cuối kỳ, bảng báo cáo tháng hiện số cộng của sổ bên cạnh từng ô."}
	if f.narrow() {
		p.Reset, p.Empty = list, "Không có mục nào khớp với cách lọc này."
	}
	if c.Actor.May(access.DiaryWrite) {
		p.Form = form(c, w, t)
	}
	for _, m := range w.Plan.Rules.Measures {
		for _, x := range totals {
			if x.Slot == m.Slot {
				p.Totals = append(p.Totals, diaryview.Total{Label: m.Short, Value: vi.Int(int64(x.N)), URL: f.url("loc-so-lieu", strconv.Itoa(m.Slot))})
			}
		}
	}
	for i := range rows.Rows {
		r := row(c, w, &rows.Rows[i])
		p.Writes = p.Writes || r.URL != ""
		p.Communes = p.Communes || int64(rows.Rows[i].Commune) != c.Actor.UnitID
		p.Rows = append(p.Rows, r)
	}
	return c.Render(page.View{Title: "Sổ phát sinh", Status: status, Scripts: []string{"js/diary.js"}}, diaryview.DiaryPage(p))
}

func row(c *page.Context, w report.World, e *register.DiaryEntry) diaryview.Row {
	id := strconv.FormatInt(int64(e.ID), 10)
	r := diaryview.Row{Anchor: "m" + id, Day: e.Day.String(), Team: teamWords(w, e), Commune: w.Tree.Name(e.Commune, e.Day).Full(), Measure: measureName(w, e.Day, e.Slot),
		Count: vi.Int(int64(e.N)), Words: e.Words, Author: e.Author, Gone: e.WithdrawnWhy, Version: strconv.Itoa(e.Version)}
	if e.Team != 0 {
		r.TeamURL = page.TeamURL(int64(e.Team))
	}
	if e.MayWithdraw(c.Actor, c.Now, w.Tree) {
		r.URL = list + "/" + id + "/rut"
		r.Undo = e.AuthorID == c.Actor.UserID && clock.DayOf(e.CreatedAt) == c.Now.Today
	}
	return r
}

func teamWords(w report.World, e *register.DiaryEntry) string {
	if e.Team == 0 {
		return "Toàn " + w.Tree.Name(e.Commune, e.Day).Kind
	}
	return vi.UpperFirst(w.Tree.Name(e.Team, e.Day).Short())
}

func measureName(w report.World, day clock.Day, slot int) string {
	rules := w.Plan.Rules
	if p, ok := register.PeriodOn(w.Plan, day); ok {
		rules = w.Plan.RulesAt(p.Ordinal)
	}
	if m := rules.Measure(slot); m != nil {
		return m.Short
	}
	return ""
}

// form is the writing part: a button a measure.
func form(c *page.Context, w report.World, t typed) *diaryview.Form {
	here := org.UnitID(c.Actor.UnitID)
	f := &diaryview.Form{Errors: t.errs, Key: t.key, Error: page.Of(t.errs, "so-lieu"), Title: "Ghi chung toàn " + w.Tree.Name(here, c.Now.Today).Kind + " (không thuộc Tổ nào)",
		Open: strings.HasPrefix(t.tap, "x.")}
	f.Team = ui.Choice{Name: "to", Label: "Tổ", Error: page.Of(t.errs, "to")}
	for _, id := range w.Tree.Teams(here, c.Now.Today) {
		v := strconv.FormatInt(int64(id), 10)
		f.Team.Options = append(f.Team.Options, ui.Option{Value: v, Label: vi.UpperFirst(w.Tree.Name(id, c.Now.Today).Short()), Selected: v == t.team})
	}
	f.Day = ui.Field{Name: "ngay", Label: "Ngày", Kind: "date", Auto: "off", Value: t.day, Error: page.Of(t.errs, "ngay")}
	f.Count = ui.Field{Name: "so-luong", Label: "Số lượng", Mode: "numeric", Auto: "off", Value: t.count, Error: page.Of(t.errs, "so-luong")}
	f.Words = ui.Field{Name: "noi-dung", Label: "Nội dung ngắn (nếu cần)", Auto: "off", Max: register.DiaryWords, Value: t.words, Error: page.Of(t.errs, "noi-dung")}
	for _, m := range w.Plan.Rules.Measures {
		if register.CountedByDiary(w.Plan.Rules, m, false) {
			f.Taps = append(f.Taps, tap("t.", w.Plan.Rules, m))
		}
		if register.CountedByDiary(w.Plan.Rules, m, true) {
			f.Whole = append(f.Whole, tap("x.", w.Plan.Rules, m))
		}
	}
	return f
}

func tap(kind string, rules *plan.Rules, m *plan.Measure) diaryview.Tap {
	t := diaryview.Tap{Value: kind + strconv.Itoa(m.Slot), Label: m.Short, Full: m.Name + " (" + m.Unit + ")"}
	if g := rules.Group(m.Group); g != nil {
		t.Group = g.Short
	}
	return t
}

// Add writes an entry down.
func (u *UI) Add(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	t := typed{key: f.Raw("khoa"), team: f.Raw("to"), day: f.Raw("ngay"), count: f.Raw("so-luong"), words: f.Raw("noi-dung"), tap: f.Line("so-lieu")}
	in := read(f, t)
	if err := f.Fields.Err(); err != nil { // what could not be read, with all that can be told besides
		if !f.Fields.Has("to") { // which measures fit depends on it
			in.Check(&f.Fields, c.Now, w, org.UnitID(c.Actor.UnitID))
		}
		t.errs, _ = page.Problems(f.Fields.Err())
		t.errs = inOrder(t.errs)
		return u.render(c, w, t, http.StatusUnprocessableEntity)
	}
	to := func(id register.DiaryID) string {
		q := ""
		if *in.Day != c.Now.Today {
			q = "?" + url.Values{"ngay": {in.Day.String()}}.Encode()
		}
		return list + q + "#m" + strconv.FormatInt(int64(id), 10)
	}
	at, err := u.Registers.AddDiary(c.Ctx(), c.Actor, c.Now, w, t.key, in, to)
	if problems, ok := page.Problems(err); ok {
		t.errs = inOrder(problems)
		return u.render(c, w, t, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	said, err := u.said(c, w, in)
	if err != nil {
		return err
	}
	return c.See(at, said)
}

// read makes the entry of a posted form; refusals are in f.Fields.
func read(f *page.Form, t typed) register.DiaryInput {
	in := register.DiaryInput{Words: t.words, Day: f.DayOrNone("ngay", "ngày"), Slot: -1}
	kind, slot, _ := strings.Cut(t.tap, ".")
	n, err := strconv.Atoi(slot)
	if err != nil || kind != "t" && kind != "x" {
		f.Fields.Add("so-lieu", "Bấm một số liệu để ghi.")
	} else {
		in.Slot = n
	}
	if kind != "x" {
		in.Team = org.UnitID(f.ID("to", "Tổ"))
	}
	count, err := vi.ParseCount(f.Raw("so-luong"))
	if err != nil || count > register.DiaryMost {
		count = 0
	}
	in.N = int(count)
	if in.N < 1 {
		f.Fields.Add("so-luong", "Nhập số lượng từ 1 đến "+vi.Int(register.DiaryMost)+".")
	}
	return in
}

var order = []string{"to", "ngay", "so-luong", "noi-dung", "so-lieu"}

func inOrder(errs []ui.Error) []ui.Error {
	slices.SortStableFunc(errs, func(a, b ui.Error) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
	return errs
}

// said tells what was written; of a month that is accepted also that its
// figure did not move.
func (u *UI) said(c *page.Context, w report.World, in register.DiaryInput) (string, error) {
	e := register.DiaryEntry{Team: in.Team, Commune: org.UnitID(c.Actor.UnitID), Day: *in.Day}
	s := fmt.Sprintf("Đã ghi %s %s, %s, ngày %s.", vi.Int(int64(in.N)), measureName(w, e.Day, in.Slot), teamWords(w, &e), e.Day)
	p, _ := register.PeriodOn(w.Plan, e.Day)
	lines, err := u.Reports.Lines(c.Ctx(), u.Reports.Pool, access.Under(c.Actor.Path), []int64{p.ID})
	if err == nil && len(lines) > 0 && lines[0].State.Final() {
		s += " Báo cáo kỳ này đã duyệt nên số liệu không đổi; nếu cần, mở ô đó để đề nghị đính chính."
	}
	return s, err
}

// Ask asks why an entry is withdrawn.
func (u *UI) Ask(c *page.Context) error {
	w, e, err := u.entry(c)
	if err != nil {
		return err
	}
	if e.WithdrawnAt != nil {
		return c.See(list+"?trang-thai="+string(register.Withdrawn), "Mục này đã được rút trước đó.")
	}
	return ask(c, w, &e, "", nil, http.StatusOK)
}

func (u *UI) entry(c *page.Context) (report.World, register.DiaryEntry, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, register.DiaryEntry{}, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, register.DiaryEntry{}, err
	}
	e, err := u.Registers.DiaryEntry(c.Ctx(), c.Actor, c.Now, w.Tree, register.DiaryID(id))
	return w, e, err
}

func ask(c *page.Context, w report.World, e *register.DiaryEntry, reason string, errs []ui.Error, status int) error {
	m := diaryview.Withdraw{Head: ui.Head{Crumbs: []ui.Link{{Label: "Sổ phát sinh", URL: list}, {Label: "Rút"}}, Title: "Rút một mục"}, Errors: errs,
		URL: list + "/" + strconv.FormatInt(int64(e.ID), 10) + "/rut", Version: strconv.Itoa(e.Version),
		Facts: []diaryview.Fact{{Label: "Ngày", Text: e.Day.String()}, {Label: "Tổ", Text: teamWords(w, e)}, {Label: "Số liệu", Text: vi.Int(int64(e.N)) + " " + measureName(w, e.Day, e.Slot)},
			{Label: "Nội dung", Text: e.Words}},
		Reason: ui.Field{Name: "ly-do", Label: "Lý do rút", Required: true, Max: 500, Value: reason, Error: page.Of(errs, "ly-do"), Hint: "Mục này vẫn còn trong danh sách “Đã rút”, không cộng vào số của sổ."}}
	return c.Render(page.View{Title: "Rút một mục", Status: status, Narrow: true}, diaryview.WithdrawPage(m))
}

// Withdraw takes an entry out of the sums.
func (u *UI) Withdraw(c *page.Context) error {
	w, e, err := u.entry(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	err = u.Registers.WithdrawDiary(c.Ctx(), c.Actor, c.Now, w, e.ID, f.Int("phien-ban"), f.Raw("ly-do"))
	if problems, ok := page.Problems(err); ok {
		return ask(c, w, &e, f.Raw("ly-do"), problems, http.StatusUnprocessableEntity)
	}
	if x, is := fault.Of(err); is && x.Kind == fault.Stale && e.WithdrawnAt == nil {
		return ask(c, w, &e, f.Raw("ly-do"), []ui.Error{{Message: x.Message}}, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return c.See(list, "Đã rút mục ngày "+e.Day.String()+". Số của sổ đã tính lại.")
}
