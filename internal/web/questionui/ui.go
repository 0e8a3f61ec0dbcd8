// Package questionui is the screens of khó khăn, vướng mắc: the list, asking,
// one question with its answer.
package questionui

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/question"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/questionview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Questions *question.Service
	World     func(c *page.Context) (report.World, error)
}

const root = "/vuong-mac"

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: root, Action: access.QuestionRead, Class: page.List, Handler: u.List},
		{Method: "GET", Pattern: root + "/moi", Action: access.QuestionAsk, Class: page.Page, Handler: u.AskForm},
		{Method: "POST", Pattern: root + "/moi", Action: access.QuestionAsk, Class: page.Create, Handler: u.Ask},
		{Method: "GET", Pattern: root + "/{id}", Action: access.QuestionRead, Class: page.Item, Handler: u.Show},
		{Method: "POST", Pattern: root + "/{id}/tra-loi", Action: access.QuestionAnswer, Class: page.Act, Handler: u.Answer},
		{Method: "POST", Pattern: root + "/{id}/rut", Action: access.QuestionAsk, Class: page.Act, Handler: u.Withdraw},
	}
}

var stateTags = map[question.State]string{question.Open: "submitted", question.Answered: "accepted"}

func tagOf(s question.State) ui.Tag { return ui.Tag{Kind: stateTags[s], Text: s.Words()} }

// unitName is how the asking unit is called: of communes their police asks.
func unitName(w report.World, q *question.Question) string {
	name := w.Tree.Name(q.UnitID, q.AskedOn).Full()
	if u, _ := w.Tree.Unit(q.UnitID); u.Level == org.District {
		return "UBND " + name
	}
	return vi.UpperFirst(name)
}

func phaseName(w report.World, id int64) string {
	ph, _ := w.Plan.Phase(id)
	return ph.Name
}

// List is the questions of the reader's scope.
func (u *UI) List(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f := question.Filter{Under: org.UnitID(c.QueryID("don-vi")), Text: c.Query("q"), Page: int(min(c.QueryID("trang"), 1<<30))}
	for _, s := range question.States {
		if c.Query("trang-thai") == string(codes[s]) {
			f.State = s
		}
	}
	phase := ""
	if ph, ok := w.Plan.PhaseByCode(c.Query("dot")); ok {
		f.Phase, phase = ph.ID, ph.Code
	}
	if c.Wants() != "" {
		return c.Export(u.file(c, w, f))
	}
	list, err := u.Questions.List(c.Ctx(), c.Actor, w.Tree, c.Now.Today, f)
	if err != nil {
		return err
	}
	address := func(state question.State, n int) string {
		q := url.Values{}
		for name, v := range map[string]string{"trang-thai": codes[state], "dot": phase, "q": f.Text, "don-vi": idOf(f.Under)} {
			if v != "" {
				q.Set(name, v)
			}
		}
		if n > 1 {
			q.Set("trang", strconv.Itoa(n))
		}
		if len(q) == 0 {
			return root
		}
		return root + "?" + q.Encode()
	}
	m := questionview.List{URL: root, Head: ui.Head{Kicker: vi.UpperFirst(w.Tree.Name(org.UnitID(c.Actor.UnitID), c.Now.Today).Full()), Title: "Khó khăn, vướng mắc",
		Lead: "Công an xã và UBND huyện nêu; Công an tỉnh, Sở Nội vụ trả lời. Vướng mắc chưa trả lời được đưa vào báo cáo đợt."},
		Search: ui.Field{Name: "q", Label: "Tìm", Kind: "search", Value: f.Text, Grow: true}, Phase: ui.Choice{Name: "dot", Label: "Đợt", Options: []ui.Option{{Label: "Tất cả các đợt"}}}}
	m.Head.Export = c.Exports()
	if c.Actor.Can(access.QuestionAsk, w.Tree.Place(org.UnitID(c.Actor.UnitID), c.Now.Today)) {
		m.New = root + "/moi"
	}
	all := list.Counts[question.Open] + list.Counts[question.Answered] + list.Counts[question.Withdrawn]
	m.Tabs = append(m.Tabs, ui.Link{Label: "Tất cả", URL: address("", 1), Current: f.State == "", Count: vi.Int(int64(all))})
	for _, s := range question.States {
		m.Tabs = append(m.Tabs, ui.Link{Label: s.Words(), URL: address(s, 1), Current: f.State == s, Count: vi.Int(int64(list.Counts[s]))})
	}
	for _, ph := range w.Plan.Phases {
		m.Phase.Options = append(m.Phase.Options, ui.Option{Value: ph.Code, Label: ph.Name, Selected: ph.Code == phase})
	}
	if f.State != "" {
		m.Keep = append(m.Keep, ui.Kept{Name: "trang-thai", Value: codes[f.State]})
	}
	m.Empty = "Chưa đơn vị nào nêu khó khăn, vướng mắc."
	if f != (question.Filter{Page: f.Page}) {
		m.Empty = "Không có vướng mắc nào khớp với điều kiện đã chọn."
	}
	for i := range list.Rows {
		q := &list.Rows[i]
		m.Rows = append(m.Rows, questionview.Row{Subject: ui.Link{Label: q.Subject, URL: page.QuestionURL(int64(q.ID))}, Said: cut(q.Body, 140), Unit: unitName(w, q), Phase: phaseName(w, q.PhaseID),
			On: q.AskedOn.String(), State: tagOf(q.State), Answer: cut(q.Answer, 140)})
	}
	pager(&m, list, func(n int) string { return address(f.State, n) })
	return c.Render(page.View{Title: "Khó khăn, vướng mắc"}, questionview.ListPage(m))
}

// codes are the states in addresses.
var codes = map[question.State]string{question.Open: "cho-tra-loi", question.Answered: "da-tra-loi", question.Withdrawn: "da-rut"}

func idOf(u org.UnitID) string {
	if u == 0 {
		return ""
	}
	return strconv.FormatInt(int64(u), 10)
}

func pager(m *questionview.List, list question.Page, at func(n int) string) {
	first := (list.Page-1)*question.PageSize + 1
	m.Pager.Text = fmt.Sprintf("%d–%d trong %s", first, first+len(list.Rows)-1, vi.Int(int64(list.Total)))
	if list.Page > 1 {
		m.Pager.Prev = at(list.Page - 1)
	}
	if first+len(list.Rows) <= list.Total {
		m.Pager.Next = at(list.Page + 1)
	}
}

// cut is the beginning of a text, on one line.
func cut(s string, most int) string {
	s = vi.CleanLine(s)
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most]) + "…"
}

// AskForm asks for a question.
func (u *UI) AskForm(c *page.Context) error {
	return u.ask(c, http.StatusOK, func(string) string { return "" }, nil, page.NewID())
}

func (u *UI) ask(c *page.Context, status int, v func(string) string, errs []ui.Error, key string) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	field := func(f ui.Field) ui.Field {
		f.Value, f.Error = v(f.Name), page.Of(errs, f.Name)
		return f
	}
	m := questionview.Form{URL: root + "/moi", Key: key, Errors: errs,
		Head:     ui.Head{Crumbs: []ui.Link{{Label: "Vướng mắc", URL: root}, {Label: "Nêu vướng mắc"}}, Title: "Nêu khó khăn, vướng mắc", Lead: "Không ghi tên người cung cấp tin, số định danh, số điện thoại, bí mật nhà nước."},
		Phase:    ui.Choice{Name: "dot", Label: "Đợt", Required: true, Error: page.Of(errs, "dot")},
		Subject:  field(ui.Field{Name: "tieu-de", Label: "Vấn đề", Required: true, Max: question.MaxSubject, Hint: "Một câu ngắn."}),
		Body:     field(ui.Field{Name: "noi-dung", Label: "Khó khăn, vướng mắc", Kind: "textarea", Rows: 6, Required: true, Max: question.MaxBody}),
		Proposal: field(ui.Field{Name: "kien-nghi", Label: "Kiến nghị (không bắt buộc)", Kind: "textarea", Max: question.MaxProposal})}
	for _, ph := range question.Phases(w.Plan, c.Now.Today) {
		value := strconv.FormatInt(ph.ID, 10)
		m.Phase.Options = append(m.Phase.Options, ui.Option{Value: value, Label: ph.Name, Selected: v("dot") == value})
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status, Narrow: true}, questionview.AskPage(m))
}

// Ask puts it.
func (u *UI) Ask(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	phase, _ := strconv.ParseInt(f.Line("dot"), 10, 64)
	in := question.Input{Phase: phase, Subject: f.Raw("tieu-de"), Body: f.Raw("noi-dung"), Proposal: f.Raw("kien-nghi")}
	at, err := u.Questions.Ask(c.Ctx(), c.Actor, c.Now, w.Tree, w.Plan, f.Line("khoa"), in, func(id question.ID) string { return page.QuestionURL(int64(id)) })
	if errs, ok := page.Problems(err); ok {
		key := f.Line("khoa")
		if key == "" {
			key = page.NewID()
		}
		return u.ask(c, http.StatusUnprocessableEntity, f.Raw, errs, key)
	}
	if err != nil {
		return err
	}
	return c.See(at, "Đã gửi. Công an tỉnh, Sở Nội vụ sẽ trả lời tại đây.")
}

// Show is one question.
func (u *UI) Show(c *page.Context) error {
	return u.show(c, http.StatusOK, "", nil)
}

func (u *UI) show(c *page.Context, status int, typed string, errs []ui.Error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	q, err := u.Questions.One(c.Ctx(), c.Actor, question.ID(id))
	if err != nil {
		return err
	}
	m := questionview.Page{Head: ui.Head{Crumbs: []ui.Link{{Label: "Vướng mắc", URL: root}, {Label: cut(q.Subject, 60)}}, Kicker: unitName(w, &q), Title: q.Subject, Tag: tagOf(q.State)},
		Errors: errs, Body: q.Body, Proposal: q.Proposal, Answer: q.Answer, Version: strconv.Itoa(q.Version),
		Facts: []questionview.Fact{{Label: "Đơn vị", Text: unitName(w, &q)}, {Label: "Đợt", Text: phaseName(w, q.PhaseID)}, {Label: "Người nêu", Text: q.AskedBy + ", " + vi.DayTime(q.AskedAt)}}}
	if q.AnsweredAt != nil {
		m.Answered = answerer[q.AnsweredRole] + ", " + q.AnsweredBy + ", " + vi.DayTime(*q.AnsweredAt)
	}
	if q.State == question.Open && c.Actor.Can(access.QuestionAsk, q.Place()) {
		m.Withdraw = page.QuestionURL(id) + "/rut"
	}
	if q.State != question.Withdrawn && c.Actor.Can(access.QuestionAnswer, q.Place()) {
		m.Reply = &questionview.Reply{Title: "Trả lời", URL: page.QuestionURL(id) + "/tra-loi", Button: "Gửi trả lời",
			Field: ui.Field{Name: "tra-loi", Label: "Nội dung trả lời", Kind: "textarea", Rows: 6, Required: true, Max: question.MaxAnswer, Value: q.Answer, Error: page.Of(errs, "tra-loi")}}
		if q.State == question.Answered {
			m.Reply.Title, m.Reply.Button, m.Reply.Folded = "Sửa câu trả lời", "Lưu câu trả lời", true
		}
		if errs != nil {
			m.Reply.Field.Value = typed
		}
	}
	return c.Render(page.View{Title: q.Subject, Status: status, Narrow: true}, questionview.QuestionPage(m))
}

var answerer = map[access.Role]string{access.PX03: "Công an tỉnh (PX03)", access.HomeAffairs: "Sở Nội vụ"}

// Answer answers it.
func (u *UI) Answer(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	err = u.Questions.Answer(c.Ctx(), c.Actor, c.Now, question.ID(id), f.Int("phien-ban"), f.Raw("tra-loi"))
	if errs, ok := page.Problems(err); ok {
		return u.show(c, http.StatusUnprocessableEntity, f.Raw("tra-loi"), errs)
	}
	if err != nil {
		return err
	}
	return c.See(page.QuestionURL(id), "Đã gửi trả lời.")
}

// Withdraw takes it back.
func (u *UI) Withdraw(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	if err := u.Questions.Withdraw(c.Ctx(), c.Actor, c.Now, question.ID(id), f.Int("phien-ban")); err != nil {
		return err
	}
	return c.See(page.QuestionURL(id), "Đã rút vướng mắc.")
}
