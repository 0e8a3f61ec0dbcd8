package rosterui

import (
	"net/http"
	"strconv"

	"thidua/internal/org"
	"thidua/internal/roster"
	"thidua/internal/web/page"
	"thidua/templates/rosterview"
	"thidua/templates/ui"
)

// spell is the service of the path, of a team whose roster the actor keeps.
func (u *UI) spell(c *page.Context) (*org.Tree, roster.Spell, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, roster.Spell{}, err
	}
	tree, err := u.Tree(c)
	if err != nil {
		return nil, roster.Spell{}, err
	}
	x, err := u.Rosters.Spell(c.Ctx(), c.Actor, c.Now, tree, roster.ServiceID(id))
	return tree, x, err
}

// builder makes one form of a service.
type builder func(c *page.Context, tree *org.Tree, x roster.Spell, v values) rosterview.Form

// ask shows a form; a service withdrawn meanwhile has none.
func (u *UI) ask(c *page.Context, form builder, v func(x roster.Spell) values) error {
	tree, x, err := u.spell(c)
	if err != nil {
		return err
	}
	if x.WithdrawnAt != nil {
		return c.See(personURL(x.Person), "Thời gian tham gia này đã được rút.")
	}
	return show(c, http.StatusOK, form(c, tree, x, v(x)), nil)
}

// carry reads a form, lets act write and answers.
func (u *UI) carry(c *page.Context, form builder, act func(f *page.Form, tree *org.Tree, x roster.Spell) (said string, err error)) error {
	tree, x, err := u.spell(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	said, err := act(f, tree, x)
	return settle(c, f, err, personURL(x.Person), said, func(v values) (rosterview.Form, error) {
		tree, x, err := u.spell(c)
		return form(c, tree, x, v), err
	})
}

func frame(c *page.Context, tree *org.Tree, x roster.Spell, what, title string) rosterview.Form {
	facts := []rosterview.Fact{{Label: "Thành viên", Text: x.FullName, URL: personURL(x.Person)}, {Label: "Tổ", Text: full(tree, x.Team, c.Now.Today), URL: teamURL(x.Team)},
		{Label: "Chức danh", Text: x.Position.Label()}, {Label: "Từ ngày", Text: x.From.String()}}
	if x.Left != nil {
		facts = append(facts, rosterview.Fact{Label: "Đến hết ngày", Text: (*x.Left - 1).String() + " (" + x.Reason.Label() + ")"})
	}
	return rosterview.Form{URL: spellURL(x.ID, what), Back: personURL(x.Person), Version: strconv.Itoa(x.Version), FactsTitle: "Thời gian tham gia", Facts: facts,
		Head: ui.Head{Title: title, Crumbs: []ui.Link{{Label: full(tree, x.Team, c.Now.Today), URL: teamURL(x.Team)}, {Label: x.FullName, URL: personURL(x.Person)}, {Label: title}}}}
}

func leaveForm(c *page.Context, tree *org.Tree, x roster.Spell, v values) rosterview.Form {
	f := frame(c, tree, x, "thoi", "Cho thôi tham gia Tổ")
	f.Items = []rosterview.Item{v.reason(true),
		v.field(ui.Field{Name: "ngay-thoi", Label: "Thôi tham gia từ ngày", Hint: "Ngày đầu tiên không còn trong Tổ. " + monthsHint, Kind: "date", Required: true}),
		v.decision("quyet-dinh", "Quyết định cho thôi", false)}
	f.Button, f.Harm = "Cho thôi tham gia", true
	return f
}

// AskLeave is the form that ends a service; ?ly-do= chooses the reason.
func (u *UI) AskLeave(c *page.Context) error {
	return u.ask(c, leaveForm, func(roster.Spell) values { return of(map[string]string{"ly-do": c.Query("ly-do")}) })
}

// Leave ends a service.
func (u *UI) Leave(c *page.Context) error {
	return u.carry(c, leaveForm, func(f *page.Form, tree *org.Tree, x roster.Spell) (string, error) {
		done, err := u.Rosters.Leave(c.Ctx(), c.Actor, c.Now, tree, roster.Leaving{Service: x.ID, Version: f.Int("phien-ban"), Left: f.Day("ngay-thoi", "ngày thôi tham gia"),
			Reason: roster.LeaveReason(f.Line("ly-do")), Decision: f.Raw("quyet-dinh")})
		return told("Đã ghi "+x.FullName+" thôi tham gia Tổ.", done), err
	})
}

func transferForm(c *page.Context, tree *org.Tree, x roster.Spell, v values) rosterview.Form {
	f := frame(c, tree, x, "chuyen", "Chuyển Tổ")
	options := []ui.Option{{Label: "Chọn Tổ"}}
	commune, _ := tree.CommuneNow(x.Team, c.Now.Today)
	for _, t := range tree.Children(commune, c.Now.Today) {
		if t != x.Team {
			options = append(options, ui.Option{Value: idText(t), Label: full(tree, t, c.Now.Today)})
		}
	}
	f.Notes = []rosterview.Note{{Kind: "info", Text: "Chuyển sang xã, phường khác: cho thôi với lý do “Chuyển Tổ”, rồi Công an nơi nhận thêm người này bằng số định danh.",
		Link: ui.Link{Label: "Cho thôi để chuyển đi", URL: spellURL(x.ID, "thoi") + "?ly-do=" + string(roster.Transferred)}}}
	f.Items = []rosterview.Item{v.choice(ui.Choice{Name: "to", Label: "Chuyển đến", Required: true}, options...), v.position("Chức danh trong Tổ mới"),
		v.field(ui.Field{Name: "ngay", Label: "Từ ngày", Hint: "Ngày đầu tiên ở Tổ mới. " + monthsHint, Kind: "date", Required: true}), v.decision("quyet-dinh", "Quyết định", false)}
	f.Button = "Chuyển Tổ"
	return f
}

// AskTransfer is the form that moves somebody to another team.
func (u *UI) AskTransfer(c *page.Context) error {
	return u.ask(c, transferForm, func(roster.Spell) values { return of(map[string]string{"chuc-danh": string(roster.Plain)}) })
}

// Transfer moves somebody to another team of the commune.
func (u *UI) Transfer(c *page.Context) error {
	return u.carry(c, transferForm, func(f *page.Form, tree *org.Tree, x roster.Spell) (string, error) {
		done, err := u.Rosters.Transfer(c.Ctx(), c.Actor, c.Now, tree, roster.Transfer{Service: x.ID, Version: f.Int("phien-ban"), To: org.UnitID(number(f.Raw("to"))),
			On: f.Day("ngay", "ngày chuyển"), Position: roster.Position(f.Line("chuc-danh")), Decision: f.Raw("quyet-dinh")})
		return told("Đã chuyển "+x.FullName+".", done), err
	})
}

func positionForm(c *page.Context, tree *org.Tree, x roster.Spell, v values) rosterview.Form {
	f := frame(c, tree, x, "chuc-danh", "Đổi chức danh")
	f.Items = []rosterview.Item{v.position("Chức danh mới"), v.field(ui.Field{Name: "ngay", Label: "Từ ngày", Kind: "date", Required: true}), v.decision("quyet-dinh", "Quyết định", false)}
	f.Button = "Đổi chức danh"
	return f
}

// AskPosition is the form that gives another position.
func (u *UI) AskPosition(c *page.Context) error {
	return u.ask(c, positionForm, func(roster.Spell) values { return blank })
}

// Position gives another position from a day on.
func (u *UI) Position(c *page.Context) error {
	return u.carry(c, positionForm, func(f *page.Form, tree *org.Tree, x roster.Spell) (string, error) {
		to := roster.Position(f.Line("chuc-danh"))
		err := u.Rosters.Reposition(c.Ctx(), c.Actor, c.Now, tree, roster.Reposition{Service: x.ID, Version: f.Int("phien-ban"), On: f.Day("ngay", "ngày đổi chức danh"),
			Position: to, Decision: f.Raw("quyet-dinh")})
		return x.FullName + " nay là " + to.Label() + ".", err
	})
}

func correctForm(c *page.Context, tree *org.Tree, x roster.Spell, v values) rosterview.Form {
	f := frame(c, tree, x, "dinh-chinh", "Đính chính thời gian tham gia")
	var options []ui.Option
	commune, _ := tree.CommuneNow(x.Team, c.Now.Today)
	for _, t := range tree.Children(commune, c.Now.Today) {
		options = append(options, ui.Option{Value: idText(t), Label: full(tree, t, c.Now.Today)})
	}
	if !tree.InForce(x.Team, c.Now.Today) {
		options = append(options, ui.Option{Value: idText(x.Team), Label: full(tree, x.Team, c.Now.Today) + " (đã kết thúc)"})
	}
	reason := v.reason(false)
	if kept := v("ly-do"); kept == string(roster.PositionChanged) {
		reason.Choice.Options = append(reason.Choice.Options, ui.Option{Value: kept, Label: roster.PositionChanged.Label(), Selected: true})
	}
	f.Notes = []rosterview.Note{{Text: "Dùng khi nội dung đã ghi là sai. Dòng sai được giữ lại trong lịch sử kèm lý do, dòng đúng thay vào. Thay đổi có thật thì dùng “Đổi chức danh”, “Chuyển Tổ”, “Cho thôi”."}}
	f.Items = []rosterview.Item{v.choice(ui.Choice{Name: "to", Label: "Tổ", Required: true}, options...), v.position("Chức danh"),
		v.field(ui.Field{Name: "ngay-tham-gia", Label: "Từ ngày", Kind: "date", Required: true, Hint: monthsHint}), v.decision("quyet-dinh", "Quyết định tham gia", false),
		reason, v.field(ui.Field{Name: "ngay-thoi", Label: "Thôi từ ngày", Hint: "Để trống nếu còn tham gia.", Kind: "date"}), v.decision("quyet-dinh-thoi", "Quyết định thôi", false),
		v.field(ui.Field{Name: "ly-do-sua", Label: "Vì sao nội dung cũ sai", Required: true, Max: 300})}
	f.Button = "Đính chính"
	return f
}

// AskCorrect is the form that puts a service right.
func (u *UI) AskCorrect(c *page.Context) error {
	return u.ask(c, correctForm, func(x roster.Spell) values {
		return of(map[string]string{"to": idText(x.Team), "chuc-danh": string(x.Position), "ngay-tham-gia": x.From.String(), "quyet-dinh": x.JoinDecision,
			"ly-do": string(x.Reason), "ngay-thoi": dayText(x.Left), "quyet-dinh-thoi": x.LeaveDecision})
	})
}

// Correct puts a service right.
func (u *UI) Correct(c *page.Context) error {
	return u.carry(c, correctForm, func(f *page.Form, tree *org.Tree, x roster.Spell) (string, error) {
		done, err := u.Rosters.Correct(c.Ctx(), c.Actor, c.Now, tree, roster.Correction{Service: x.ID, Version: f.Int("phien-ban"), Team: org.UnitID(number(f.Raw("to"))),
			Position: roster.Position(f.Line("chuc-danh")), Joined: f.Day("ngay-tham-gia", "ngày tham gia"), Decision: f.Raw("quyet-dinh"),
			Left: f.DayOrNone("ngay-thoi", "ngày thôi tham gia"), Reason: roster.LeaveReason(f.Line("ly-do")), LeaveDoc: f.Raw("quyet-dinh-thoi"), Why: f.Raw("ly-do-sua")})
		return told("Đã đính chính thời gian tham gia của "+x.FullName+".", done), err
	})
}

func (u *UI) withdrawForm(c *page.Context, tree *org.Tree, x roster.Spell, v values) rosterview.Form {
	f := frame(c, tree, x, "rut", "Rút thời gian tham gia")
	f.Notes = []rosterview.Note{{Kind: "bad", Text: "Dòng này sẽ không được tính ở đâu nữa. Nó vẫn hiện trong lịch sử kèm lý do. " + monthsHint}}
	if prev, err := u.Rosters.Before(c.Ctx(), c.Actor, c.Now, tree, x); err == nil && prev != nil {
		on := *prev
		on.Left = x.Left
		f.Notes = append(f.Notes, rosterview.Note{Kind: "info", Text: "Thời gian ngay trước đó được nối lại: " + on.Words(tree) + "."})
	}
	f.Items = []rosterview.Item{v.field(ui.Field{Name: "ly-do-sua", Label: "Lý do rút", Hint: "Vì sao dòng này là sai, ví dụ ghi nhầm người.", Required: true, Max: 300})}
	f.Button, f.Harm = "Rút thời gian tham gia này", true
	return f
}

// AskWithdraw asks why a service is withdrawn.
func (u *UI) AskWithdraw(c *page.Context) error {
	return u.ask(c, u.withdrawForm, func(roster.Spell) values { return blank })
}

// Withdraw takes a service out of every count.
func (u *UI) Withdraw(c *page.Context) error {
	return u.carry(c, u.withdrawForm, func(f *page.Form, tree *org.Tree, x roster.Spell) (string, error) {
		done, err := u.Rosters.Withdraw(c.Ctx(), c.Actor, c.Now, tree, x.ID, f.Int("phien-ban"), f.Raw("ly-do-sua"))
		return told("Đã rút một thời gian tham gia của "+x.FullName+".", done), err
	})
}
