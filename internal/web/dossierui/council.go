package dossierui

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

const (
	council  = "/khen-thuong/hop"
	oneOfIts = council + "/{id}"
)

func meetingURL(id dossier.MeetingID) string { return council + "/" + strconv.FormatInt(int64(id), 10) }

// councilRoutes are those of the council's meetings.
func (u *UI) councilRoutes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: council, Action: access.CouncilRead, Class: page.List, Handler: u.Meetings},
		{Method: "GET", Pattern: council + "/moi", Action: access.AwardJudge, Class: page.Page, Handler: u.OpenForm},
		{Method: "POST", Pattern: council + "/moi", Action: access.AwardJudge, Class: page.Create, Handler: u.Open},
		{Method: "GET", Pattern: oneOfIts, Action: access.CouncilRead, Class: page.Item, Handler: u.Meeting},
		{Method: "GET", Pattern: oneOfIts + "/bien-ban.docx", Action: access.CouncilRead, Class: page.Item, Handler: u.Minutes},
		{Method: "POST", Pattern: oneOfIts, Action: access.AwardJudge, Class: page.Act, Handler: u.SaveCouncil},
		{Method: "POST", Pattern: oneOfIts + "/ho-so", Action: access.AwardJudge, Class: page.Act, Handler: u.Bring},
		{Method: "POST", Pattern: oneOfIts + "/phieu", Action: access.AwardJudge, Class: page.Act, Handler: u.Vote},
		{Method: "POST", Pattern: oneOfIts + "/chot", Action: access.AwardJudge, Class: page.Act, Handler: u.CloseMeeting},
	}
}

func meetingTag(m *dossier.Meeting) ui.Tag {
	if m.Kept() {
		return ui.Tag{Kind: "accepted", Text: "Đã chốt biên bản"}
	}
	return ui.Tag{Kind: "in_review", Text: "Đang ghi"}
}

func councilOf(w report.World, unit org.UnitID) string {
	return "Hội đồng Thi đua, khen thưởng " + w.Tree.Name(unit, w.Day).Full()
}

// Meetings is the list of them.
func (u *UI) Meetings(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f := dossier.MeetingFilter{}
	phase, form, state := c.Query("dot"), c.Query("hinh-thuc"), c.Query("trang-thai")
	ph, ok := w.Plan.PhaseByCode(phase)
	if ok {
		f.Phase = ph.ID
	}
	var said []string
	for _, x := range award.Forms {
		if string(x) == form {
			f.Form = x
			said = append(said, x.Label())
		}
	}
	if state == "dang-ghi" || state == "da-chot" {
		open := state == "dang-ghi"
		f.Open = &open
		said = append(said, map[bool]string{true: "đang ghi", false: "đã chốt biên bản"}[open])
	}
	if ok {
		said = append(said, ph.Name)
	}
	rows, err := u.Dossiers.Meetings(c.Ctx(), u.Pool, c.Actor, f)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(meetingsFile(w, rows, said))
	}
	m := dossierview.CouncilList{URL: council, New: council + "/moi", Count: vi.Int(int64(len(rows))) + " cuộc họp", Empty: "Hội đồng họp xét các hồ sơ đã thẩm định; kết quả tính trên tổng số thành viên.",
		Head: ui.Head{Kicker: vi.UpperFirst(w.Tree.Name(org.UnitID(c.Actor.UnitID), w.Day).Full()), Title: "Họp Hội đồng", Export: c.Exports(),
			Lead: "Thành phần, phiếu của từng thành viên và biên bản họp Hội đồng Thi đua, khen thưởng."}}
	if !c.Actor.May(access.AwardJudge) {
		m.New, m.Empty, m.Head.Lead = "", "Chưa có biên bản nào được chốt.", "Biên bản đã chốt của Hội đồng Thi đua, khen thưởng các cấp."
	}
	if len(said) > 0 {
		m.Reset, m.Empty = council, "Không có cuộc họp nào khớp với cách lọc này."
	}
	phases := []ui.Option{{Label: "Tất cả"}}
	for _, p := range w.Plan.Phases {
		phases = append(phases, ui.Option{Value: p.Code, Label: p.Name, Selected: p.ID == f.Phase})
	}
	forms := []ui.Option{{Label: "Tất cả"}}
	for _, x := range award.Forms {
		forms = append(forms, ui.Option{Value: string(x), Label: x.Label(), Selected: x == f.Form})
	}
	states := []ui.Option{{Label: "Tất cả"}, {Value: "dang-ghi", Label: "Đang ghi", Selected: state == "dang-ghi"}, {Value: "da-chot", Label: "Đã chốt biên bản", Selected: state == "da-chot"}}
	m.Choices = []ui.Choice{{Name: "dot", Label: "Đợt", Options: phases}, {Name: "hinh-thuc", Label: "Hình thức", Options: forms}, {Name: "trang-thai", Label: "Trạng thái", Options: states}}
	for i := range rows {
		r := &rows[i]
		ph, _ := w.Plan.Phase(r.PhaseID)
		m.Rows = append(m.Rows, dossierview.CouncilRow{Name: ui.Link{Label: "Cuộc họp ngày " + r.HeldOn.String(), URL: meetingURL(r.ID)}, Unit: councilOf(w, r.UnitID), Form: r.Form.Label(), Phase: ph.Name,
			Nominees: vi.Int(int64(r.Nominees)), Present: fmt.Sprintf("%d/%d", r.Present, r.Members), State: meetingTag(&r.Meeting)})
	}
	return c.Render(page.View{Title: "Họp Hội đồng"}, dossierview.CouncilListPage(m))
}

func meetingsFile(w report.World, rows []dossier.MeetingLine, said []string) page.File {
	f := page.File{Name: "Họp Hội đồng"}
	for i, s := range said {
		if i > 0 {
			f.Filter += ", "
		}
		f.Filter += vi.LowerFirst(s)
	}
	f.Table = workbook.Table{Columns: []workbook.Column{{Header: "Ngày họp", Kind: workbook.Date}, {Header: "Hội đồng", Width: 44}, {Header: "Hình thức", Width: 14}, {Header: "Đợt", Width: 10},
		{Header: "Hồ sơ", Kind: workbook.Int}, {Header: "Trường hợp", Kind: workbook.Int}, {Header: "Thành viên", Kind: workbook.Int},
		{Header: "Dự họp", Kind: workbook.Int}, {Header: "Trạng thái", Kind: workbook.State}}}
	f.Table.Rows = page.Walk(func(int) ([]dossier.MeetingLine, bool, error) { return rows, true, nil }, func(r *dossier.MeetingLine) []workbook.Cell {
		ph, _ := w.Plan.Phase(r.PhaseID)
		return []workbook.Cell{workbook.D(r.HeldOn), workbook.T(councilOf(w, r.UnitID)), workbook.T(r.Form.Label()), workbook.T(ph.Name), workbook.N(int64(r.Dossiers)),
			workbook.N(int64(r.Nominees)), workbook.N(int64(r.Members)), workbook.N(int64(r.Present)), workbook.T(meetingTag(&r.Meeting).Text)}
	})
	return f
}

// OpenForm begins a meeting.
func (u *UI) OpenForm(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	v := url.Values{"hinh-thuc": {c.Query("hinh-thuc")}, "dot": {c.Query("dot")}, "ngay-hop": {w.Day.String()}}
	if v.Get("dot") == "" {
		for _, p := range w.Plan.Phases { // the last that is over, else the first
			if p.End < w.Day || v.Get("dot") == "" {
				v.Set("dot", strconv.FormatInt(p.ID, 10))
			}
		}
	}
	return u.openForm(c, w, http.StatusOK, v.Get, nil, page.NewID())
}

func (u *UI) openForm(c *page.Context, w report.World, status int, v func(string) string, errs []ui.Error, key string) error {
	m := dossierview.CouncilForm{URL: council + "/moi", Back: council, Key: key, Errors: errs,
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Họp Hội đồng", URL: council}, {Label: "Mở cuộc họp"}}, Title: "Mở cuộc họp Hội đồng",
			Lead: "Thành phần lấy theo cuộc họp gần nhất của đơn vị, tỷ lệ phiếu theo cài đặt; sửa được ở bước sau."}}
	forms := ui.Choice{Name: "hinh-thuc", Label: "Xét hình thức", Required: true, Error: page.Of(errs, "hinh-thuc")}
	for _, f := range dossier.CouncilForms(w.Plan.Rules.Def, c.Actor.Role, w.Day) {
		forms.Options = append(forms.Options, ui.Option{Value: string(f), Label: f.Label(), Selected: v("hinh-thuc") == string(f)})
	}
	phases := ui.Choice{Name: "dot", Label: "Đợt", Required: true, Error: page.Of(errs, "dot")}
	for _, p := range w.Plan.Phases {
		id := strconv.FormatInt(p.ID, 10)
		phases.Options = append(phases.Options, ui.Option{Value: id, Label: p.Name, Selected: v("dot") == id})
	}
	m.Choices = []ui.Choice{forms, phases}
	m.Fields = meetingFields(v, errs)
	return c.Render(page.View{Title: m.Head.Title, Status: status, Narrow: true}, dossierview.CouncilFormPage(m))
}

// meetingFields are the particulars of a meeting.
func meetingFields(v func(string) string, errs []ui.Error) []ui.Field {
	list := []ui.Field{{Name: "ngay-hop", Label: "Ngày họp", Kind: "date", Required: true},
		{Name: "gio-bat-dau", Label: "Giờ bắt đầu", Short: true, Max: 12, Hint: "Ví dụ 08:00."}, {Name: "gio-ket-thuc", Label: "Giờ kết thúc", Short: true, Max: 12, Hint: "Ghi sau cũng được, trước khi chốt biên bản."},
		{Name: "dia-diem", Label: "Địa điểm", Max: dossier.MaxLine}}
	for i := range list {
		list[i].Value, list[i].Error = v(list[i].Name), page.Of(errs, list[i].Name)
	}
	return list
}

func meetingInput(f *page.Form) dossier.MeetingInput {
	phase, _ := strconv.ParseInt(f.Line("dot"), 10, 64)
	return dossier.MeetingInput{Form: award.Form(f.Line("hinh-thuc")), Phase: phase, HeldOn: f.DayOrNone("ngay-hop", "ngày họp"), Began: f.Raw("gio-bat-dau"), Ended: f.Raw("gio-ket-thuc"), Venue: f.Raw("dia-diem"), Remarks: f.Raw("ghi-chu"), Number: f.Raw("so")}
}

// unread says of a day that could not be read so, where the service, given
// none, asks for one.
func unread(f *page.Form, refused []ui.Error) []ui.Error {
	typed, _ := page.Problems(f.Fields.Err())
	for i := range refused {
		if said := page.Of(typed, refused[i].Name); said != "" {
			refused[i].Message = said
		}
	}
	return refused
}

// Open makes it.
func (u *UI) Open(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := meetingInput(f)
	if f.Fields.Has("ngay-hop") {
		in.HeldOn = nil
	}
	at, err := u.Dossiers.OpenMeeting(c.Ctx(), c.Actor, c.Now, w, f.Line("khoa"), in, meetingURL)
	if errs, ok := page.Problems(err); ok {
		key := f.Line("khoa")
		if key == "" {
			key = page.NewID()
		}
		return u.openForm(c, w, http.StatusUnprocessableEntity, f.Raw, unread(f, errs), key)
	}
	if err != nil {
		return err
	}
	return c.See(at, "Đã mở cuộc họp. Kiểm tra thành phần, đưa hồ sơ ra Hội đồng rồi ghi phiếu.")
}
