package registerui

import (
	"maps"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/registerview"
	"thidua/templates/ui"
)

func readMembers(f *page.Form) []roster.PersonID {
	var list []roster.PersonID
	for _, s := range f.Values["thanh-vien"] {
		if id, err := strconv.ParseInt(s, 10, 64); err == nil && id > 0 {
			list = append(list, roster.PersonID(id))
		}
	}
	return list
}

func readRecognition(f *page.Form) register.RecognitionInput {
	return register.RecognitionInput{Rank: register.Rank(f.Line("cap")), By: f.Raw("noi-ghi-nhan"), Document: f.Raw("van-ban"),
		On: f.DayOrNone("ngay-ghi-nhan", "ngày ghi nhận")}
}

// forMembers keeps of what was refused only what showing the members needs.
func forMembers(errs []ui.Error) []ui.Error {
	return slices.DeleteFunc(slices.Clone(errs), func(e ui.Error) bool { return e.Name != "to" && e.Name != "ngay" && e.Name != "bat-dau" })
}

// deedMembers are the check boxes of who served in the team on the day, as far
// as both can be read.
func (u *UI) deedMembers(c *page.Context, w report.World, v values, chosen []roster.PersonID, refused string) (ui.Choice, error) {
	m := ui.Choice{Name: "thanh-vien", Label: "Thành viên được ghi công", Error: refused, Hint: "Chọn Tổ và nhập ngày, rồi bấm nút dưới đây để chọn thành viên của Tổ vào ngày đó."}
	team, err := strconv.ParseInt(v("to"), 10, 64)
	on, err2 := vi.ParseDay(v("ngay"))
	if err != nil || err2 != nil {
		return m, nil
	}
	list, err := u.Registers.MembersOn(c.Ctx(), c.Actor, c.Now, w.Tree, org.UnitID(team), on)
	if fault.KindOf(err) == fault.NotFound {
		return m, nil
	}
	m.Hint = "Thành viên của Tổ vào ngày " + on.String() + "."
	if len(list) == 0 {
		m.Hint = "Tổ không có thành viên nào vào ngày " + on.String() + "."
	}
	m.Options = memberOptions(list, chosen, func(x roster.Serving) string { return "" })
	return m, err
}

// modelMembers are those of the credited teams while the model worked.
func (u *UI) modelMembers(c *page.Context, w report.World, v values, teams []string, chosen []roster.PersonID, refused string) (ui.Choice, error) {
	m := ui.Choice{Name: "thanh-vien", Label: "Thành viên được ghi công", Error: refused, Hint: "Chọn Tổ và nhập ngày bắt đầu, rồi bấm nút dưới đây để chọn thành viên."}
	from, err := vi.ParseDay(v("bat-dau"))
	if err != nil || len(teams) == 0 {
		return m, nil
	}
	to := c.Now.Today
	if d, err := vi.ParseDay(v("ket-thuc")); err == nil {
		to = d
	}
	var ids []org.UnitID
	for _, s := range teams {
		if id, err := strconv.ParseInt(s, 10, 64); err == nil {
			ids = append(ids, org.UnitID(id))
		}
	}
	list, err := u.Registers.MembersDuring(c.Ctx(), c.Actor, c.Now, w.Tree, ids, from, to)
	if fault.KindOf(err) == fault.NotFound {
		return m, nil
	}
	m.Hint = "Người đã ở các Tổ tham gia trong thời gian mô hình hoạt động."
	m.Options = memberOptions(list, chosen, func(x roster.Serving) string { return " – " + w.Tree.Name(x.Team, c.Now.Today).Short() })
	return m, err
}

func memberOptions(list []roster.Serving, chosen []roster.PersonID, where func(roster.Serving) string) []ui.Option {
	var out []ui.Option
	for _, x := range list {
		out = append(out, ui.Option{Value: strconv.FormatInt(int64(x.Person), 10), Label: x.FullName + ", " + x.Position.Label() + where(x),
			Selected: slices.Contains(chosen, x.Person)})
	}
	return out
}

// likeDeeds are deeds in the register the new one may be already. Where the
// form was sent before, the address of what it made then.
func (u *UI) likeDeeds(c *page.Context, w report.World, f *page.Form, in register.DeedInput) ([]registerview.Like, string, error) {
	list, err := u.Registers.SimilarDeeds(c.Ctx(), c.Actor, c.Now, w.Tree, in)
	if err != nil || len(list) == 0 {
		return nil, "", err
	}
	if url, err := u.Registers.Sent(c.Ctx(), c.Actor, f.Line("khoa")); err != nil || url != "" {
		return nil, url, err
	}
	var out []registerview.Like
	for _, d := range list {
		out = append(out, registerview.Like{URL: deedURL(d.ID, ""), Title: d.DoneOn.String() + ", " + w.Tree.Name(d.Team, d.DoneOn).Short() + ", " + d.Who, Text: d.What, Why: string(d.Why)})
	}
	return out, "", nil
}

// likeModels is likeDeeds for models.
func (u *UI) likeModels(c *page.Context, w report.World, f *page.Form, in register.ModelInput) ([]registerview.Like, string, error) {
	list, err := u.Registers.SimilarModels(c.Ctx(), c.Actor, c.Now, w.Tree, in)
	if err != nil || len(list) == 0 {
		return nil, "", err
	}
	if url, err := u.Registers.Sent(c.Ctx(), c.Actor, f.Line("khoa")); err != nil || url != "" {
		return nil, url, err
	}
	var out []registerview.Like
	for _, m := range list {
		out = append(out, registerview.Like{URL: modelURL(m.ID, ""), Title: m.Name, Text: m.Field + ", từ " + m.StartedOn.String(), Why: string(m.Why)})
	}
	return out, "", nil
}

// recognitionFields are the inputs of one recognition; need marks them where
// the form is for nothing else.
func recognitionFields(v values, errs []ui.Error, need bool) registerview.RecognitionFields {
	r := registerview.RecognitionFields{
		Rank:     ui.Choice{Name: "cap", Label: "Cấp ghi nhận", Error: page.Of(errs, "cap"), Required: need},
		By:       field(v, errs, ui.Field{Name: "noi-ghi-nhan", Label: "Đơn vị ghi nhận, biểu dương", Hint: "Ví dụ: Công an thành phố Phan Rang – Tháp Chàm.", Max: 200, Required: need}),
		Document: field(v, errs, ui.Field{Name: "van-ban", Label: "Số quyết định, văn bản ghi nhận", Max: 160}),
		On:       field(v, errs, ui.Field{Name: "ngay-ghi-nhan", Label: "Ngày ghi nhận, biểu dương", Kind: "date", Required: need}),
	}
	for _, x := range register.Ranks {
		o := ui.Option{Value: string(x), Label: x.Label(), Selected: v("cap") == string(x)}
		if x == register.Unranked && need {
			o.Label = "Chọn cấp ghi nhận"
		}
		r.Rank.Options = append(r.Rank.Options, o)
	}
	return r
}

// names of credited members, in the order of given names.
func names(m map[roster.PersonID]string) []string {
	return slices.SortedFunc(maps.Values(m), vi.NewSorter().CompareNames)
}

func filesWords(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n) + " tệp minh chứng"
}

func may(c *page.Context, w report.World, commune org.UnitID) bool {
	return c.Actor.Can(access.DeedWrite, w.Tree.Place(commune, c.Now.Today))
}
