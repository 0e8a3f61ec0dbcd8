package registerui

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/registerview"
	"thidua/templates/ui"
)

// rowURL is the page of a deed or a model.
func rowURL(row register.Row) string {
	if row.Kind == register.Models {
		return modelURL(register.ModelID(row.ID), "")
	}
	return deedURL(register.DeedID(row.ID), "")
}

// tried is an upload that was refused: what it held, and why.
type tried struct {
	declared bool
	declare  string
	files    string
	status   int
}

// Deed is the page of a good deed.
func (u *UI) Deed(c *page.Context) error { return u.show(c, register.Deeds, nil) }

// Model is the page of a model.
func (u *UI) Model(c *page.Context) error { return u.show(c, register.Models, nil) }

// show is the page of a row, with an upload that was refused.
func (u *UI) show(c *page.Context, kind register.Kind, t *tried) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	var d registerview.Detail
	var row register.Row
	var hangs register.Hanging
	var commune org.UnitID
	if kind == register.Models {
		m, h, err := u.Registers.WholeModel(c.Ctx(), c.Actor, c.Now, w.Tree, register.ModelID(id))
		if err != nil {
			return err
		}
		row, hangs, d = m.Row(), h, modelDetail(c, w, m)
		d.Credits = names(h.Names)
		commune, _ = w.Tree.LeadSuccessor(m.Commune, c.Now.Today)
	} else {
		x, h, err := u.Registers.WholeDeed(c.Ctx(), c.Actor, c.Now, w.Tree, register.DeedID(id))
		if err != nil {
			return err
		}
		row, hangs = x.Row(), h
		if d, err = u.deedDetail(c, w, x); err != nil {
			return err
		}
		d.Credits = names(h.Names)
		commune, _ = w.Tree.CommuneNow(x.Team, c.Now.Today)
	}
	write := d.Gone == "" && may(c, w, commune)
	if write {
		d.Edit, d.Withdraw, d.Recognise = rowURL(row)+"/sua", rowURL(row)+"/rut", rowURL(row)+"/ghi-nhan"
	}
	hangOn(c, w, row, hangs, write, &d)
	v := page.View{Title: d.Head.Title, Narrow: true}
	if write {
		d.Upload = &registerview.Upload{URL: rowURL(row) + "/tai-lieu", Kinds: register.FileKinds}
		if t != nil {
			v.Status = t.status
			d.Upload.Declared, d.Upload.Declare, d.Upload.Files = t.declared, t.declare, t.files
			for name, words := range map[string]string{"khong-mat": t.declare, "tep": t.files} {
				if words != "" {
					d.Upload.Errors = append(d.Upload.Errors, ui.Error{Name: name, Message: words})
				}
			}
			slices.SortFunc(d.Upload.Errors, func(a, b ui.Error) int { return strings.Compare(a.Name, b.Name) })
		}
	}
	return c.Render(v, registerview.DetailPage(d))
}

func (u *UI) deedDetail(c *page.Context, w report.World, x register.Deed) (registerview.Detail, error) {
	title := "Việc tốt ngày " + x.DoneOn.String()
	d := registerview.Detail{Head: ui.Head{Crumbs: crumbs(deedList, "Gương người tốt, việc tốt", title), Kicker: w.Tree.Name(x.Team, x.DoneOn).Full(), Title: title},
		Gone: x.WithdrawnWhy, NoCredits: "Chưa chọn thành viên nào trong danh sách Tổ.", NoFiles: "Chưa có tệp minh chứng."}
	commune, _ := w.Tree.CommuneNow(x.Team, c.Now.Today)
	d.Facts = []registerview.Fact{
		{Label: "Tổ", Text: w.Tree.Name(x.Team, x.DoneOn).Full() + ", " + w.Tree.Name(commune, c.Now.Today).Full(), URL: page.TeamURL(int64(x.Team))},
		{Label: "Người được nêu gương", Text: x.Who}, {Label: "Việc làm", Text: x.What}}
	p, line, err := u.monthOf(c, w, x.Team, x.DoneOn)
	if err != nil {
		return d, err
	}
	if line != nil && x.WithdrawnAt == nil {
		d.Facts = append(d.Facts, registerview.Fact{Label: "Tính cho chỉ tiêu 7.1", Text: p.Label + " – " + line.State.Words(), URL: page.ReportURL(int64(line.ID))})
	}
	d.Facts = append(d.Facts, registerview.Fact{Label: "Người ghi sổ", Text: x.Author + ", " + vi.DayTime(x.CreatedAt)})
	return d, nil
}

func modelDetail(c *page.Context, w report.World, x register.Model) registerview.Detail {
	row := modelRow(c, w, x)
	d := registerview.Detail{Head: ui.Head{Crumbs: crumbs(modelList, "Mô hình", x.Name), Kicker: row.Commune, Title: x.Name, Tag: row.State}, Gone: x.WithdrawnWhy,
		NoCredits: "Chưa chọn thành viên nào.", NoFiles: "Chưa có tệp minh chứng."}
	d.Facts = []registerview.Fact{{Label: "Lĩnh vực", Text: x.Field}}
	if x.Effect != "" {
		d.Facts = append(d.Facts, registerview.Fact{Label: "Hiệu quả", Text: x.Effect})
	}
	teams := row.Teams
	if row.TeamNames != "" {
		teams += ": " + row.TeamNames
	}
	d.Facts = append(d.Facts, registerview.Fact{Label: "Tổ trực tiếp tham gia", Text: teams}, registerview.Fact{Label: "Hoạt động", Text: row.Days})
	if x.EndedWhy != "" {
		d.Facts = append(d.Facts, registerview.Fact{Label: "Lý do kết thúc", Text: x.EndedWhy})
	}
	d.Facts = append(d.Facts, registerview.Fact{Label: "Người ghi sổ", Text: x.Author + ", " + vi.DayTime(x.CreatedAt)})
	if x.WithdrawnAt != nil {
		d.Head.Tag = ui.Tag{}
	}
	return d
}

// hangOn fills in recognitions and evidence.
func hangOn(c *page.Context, w report.World, row register.Row, hangs register.Hanging, write bool, d *registerview.Detail) {
	for _, r := range hangs.Recognitions {
		x := registerview.Recognition{Day: r.On.String(), By: r.By, Level: r.Rank.Label(), Document: r.Document, Author: r.Author + ", " + vi.DayTime(r.CreatedAt), Gone: r.WithdrawnWhy}
		if r.Rank == register.Unranked {
			x.Level = "Chưa ghi cấp"
		}
		if row.Kind == register.Models && r.WithdrawnAt == nil && w.Plan.Rules != nil && register.CountingOf(w.Plan.Rules.Def, c.Now.Today).Counts(r.Rank, r.On) {
			x.Counts = "Được tính cho chỉ tiêu 2.1"
		}
		if write && r.WithdrawnAt == nil {
			x.Withdraw = "/ghi-nhan/" + strconv.FormatInt(int64(r.ID), 10) + "/rut"
		}
		d.Recognitions = append(d.Recognitions, x)
	}
	for _, e := range hangs.Files {
		f := registerview.File{Name: e.Name, URL: fileURL(e.ID), Kind: e.File.Label() + ", " + sizeWords(e.Size), By: e.Author + ", " + vi.DayTime(e.CreatedAt), Image: e.File.Image(), Gone: e.WithdrawnWhy}
		if write && e.WithdrawnAt == nil {
			f.Withdraw = fileURL(e.ID) + "/rut"
		}
		d.Files = append(d.Files, f)
	}
}

func fileURL(id register.EvidenceID) string {
	return "/tai-lieu/" + strconv.FormatInt(int64(id), 10)
}

// sizeWords is "312 kB" or "1,4 MB".
func sizeWords(n int64) string {
	if n < 1<<20 {
		return vi.Int(max(1, n>>10)) + " kB"
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(n)/(1<<20)), ".", ",", 1)
}

// AskRecognition is the empty form of a recognition.
func (u *UI) AskRecognition(kind register.Kind) page.Func {
	return func(c *page.Context) error {
		form := registerview.Form{Key: page.NewID()}
		return u.recognitionForm(c, kind, http.StatusOK, form, func(string) string { return "" }, nil)
	}
}

// Recognise writes a recognition down.
func (u *UI) Recognise(kind register.Kind) page.Func {
	return func(c *page.Context) error {
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
		row, in := register.Row{Kind: kind, ID: id}, readRecognition(f)
		form := registerview.Form{Key: f.Raw("khoa")}
		if list := errorsOf(&f.Fields); list != nil { // an unreadable day: say the rest as well
			in.Clean()
			in.Check(&f.Fields, c.Now, kind, nil)
			return u.recognitionForm(c, kind, http.StatusUnprocessableEntity, form, f.Raw, errorsOf(&f.Fields))
		}
		settled, err := u.settledRecognition(c, w, kind, org.UnitID(c.Actor.UnitID), in)
		if err != nil {
			return err
		}
		back := register.Once{Key: f.Line("khoa"), URL: func(int64) string { return rowURL(row) + "#ghi-nhan" }}
		made, err := u.Registers.Recognise(c.Ctx(), c.Actor, c.Now, w.Tree, back, row, in)
		if list, ok := page.Problems(err); ok {
			return u.recognitionForm(c, kind, http.StatusUnprocessableEntity, form, f.Raw, list)
		}
		if err != nil {
			return err
		}
		return c.See(made.URL, join("Đã thêm ghi nhận.", settled))
	}
}

// about is what a page about a row shows of it, for those who may write it.
func (u *UI) about(c *page.Context, w report.World, row register.Row) (facts []registerview.Fact, list, label string, withdrawn bool, err error) {
	if row.Kind == register.Models {
		m, err := u.Registers.Model(c.Ctx(), c.Actor, access.DeedWrite, c.Now, w.Tree, register.ModelID(row.ID))
		return []registerview.Fact{{Label: "Mô hình", Text: m.Name, URL: rowURL(row)}}, modelList, "Mô hình", m.WithdrawnAt != nil, err
	}
	d, err := u.Registers.Deed(c.Ctx(), c.Actor, access.DeedWrite, c.Now, w.Tree, register.DeedID(row.ID))
	return []registerview.Fact{{Label: "Việc tốt ngày " + d.DoneOn.String(), Text: d.What, URL: rowURL(row)}, {Label: "Người được nêu gương", Text: d.Who}},
		deedList, "Gương người tốt, việc tốt", d.WithdrawnAt != nil, err
}

func (u *UI) recognitionForm(c *page.Context, kind register.Kind, status int, form registerview.Form, v values, errs []ui.Error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	row := register.Row{Kind: kind, ID: id}
	facts, list, label, withdrawn, err := u.about(c, w, row)
	if err != nil {
		return err
	}
	if withdrawn {
		return c.See(rowURL(row), "Nội dung này đã được rút nên không sửa được nữa.")
	}
	title := "Thêm ghi nhận, biểu dương"
	form.URL, form.Back, form.Head = rowURL(row)+"/ghi-nhan", rowURL(row), ui.Head{Crumbs: crumbs(list, label, title), Title: title}
	form.Errors = inOrder(errs, "cap", "noi-ghi-nhan", "van-ban", "ngay-ghi-nhan")
	return c.Render(page.View{Title: title, Status: status, Narrow: true}, registerview.RecognitionPage(registerview.RecognitionForm{Form: form, Facts: facts, Fields: recognitionFields(v, errs, true)}))
}

// AskUnrecognise asks why a recognition is withdrawn.
func (u *UI) AskUnrecognise(c *page.Context) error {
	return u.unrecognising(c, http.StatusOK, func(string) string { return "" }, nil)
}

// Unrecognise takes a recognition back.
func (u *UI) Unrecognise(c *page.Context) error {
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
	r, err := u.Registers.Recognition(c.Ctx(), c.Actor, c.Now, w.Tree, register.RecognitionID(id))
	if err != nil {
		return err
	}
	settled, err := u.settledRecognition(c, w, r.Kind, org.UnitID(c.Actor.UnitID), register.RecognitionInput{Rank: r.Rank, On: &r.On})
	if err != nil {
		return err
	}
	err = u.Registers.WithdrawRecognition(c.Ctx(), c.Actor, c.Now, w.Tree, r.ID, f.Raw("ly-do"))
	if list, ok := page.Problems(err); ok {
		return u.unrecognising(c, http.StatusUnprocessableEntity, f.Raw, list)
	}
	if err != nil {
		return err
	}
	return c.See(rowURL(r.Row())+"#ghi-nhan", join("Đã rút ghi nhận.", settled))
}

func (u *UI) unrecognising(c *page.Context, status int, v values, errs []ui.Error) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	r, err := u.Registers.Recognition(c.Ctx(), c.Actor, c.Now, w.Tree, register.RecognitionID(id))
	if err != nil {
		return err
	}
	if r.WithdrawnAt != nil {
		return c.See(rowURL(r.Row()), "Ghi nhận này đã được rút.")
	}
	facts, list, label, _, err := u.about(c, w, r.Row())
	if err != nil {
		return err
	}
	going := registerview.Withdraw{Button: "Rút ghi nhận này", Form: registerview.Form{URL: c.R.URL.Path, Back: rowURL(r.Row()), Head: ui.Head{Crumbs: crumbs(list, label, "Rút ghi nhận"), Title: "Rút ghi nhận"}},
		Facts:  append(facts, registerview.Fact{Label: "Đơn vị ghi nhận", Text: r.By}, registerview.Fact{Label: "Ngày", Text: r.On.String()}, registerview.Fact{Label: "Văn bản", Text: r.Document}),
		Reason: ui.Field{Hint: "Ghi nhận đã rút vẫn hiện ở trang này, không tính vào kết quả."}}
	if going.Settled, err = u.settledRecognition(c, w, r.Kind, org.UnitID(c.Actor.UnitID), register.RecognitionInput{Rank: r.Rank, On: &r.On}); err != nil {
		return err
	}
	return withdrawal(c, status, going, v, errs)
}
