package certificateui

import (
	"fmt"
	"net/http"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/fault"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/certificateview"
	"thidua/templates/ui"
)

// one is the certificate of the path.
func (u *UI) one(c *page.Context) (report.World, *certificate.Award, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, nil, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, nil, err
	}
	x, err := u.Certificates.One(c.Ctx(), c.Actor, c.Now, w.Tree, certificate.ID(id))
	return w, x, err
}

// own is one that the actor prints; another's is fault.Missing.
func (u *UI) own(c *page.Context) (report.World, *certificate.Award, error) {
	w, x, err := u.one(c)
	if err == nil {
		err = access.Check(c.Actor, access.AwardPrint, x.Awarding(w.Tree, c.Now.Today))
	}
	return w, x, err
}

func crumbs(x *certificate.Award, last string) []ui.Link {
	l := []ui.Link{{Label: "Khen thưởng đã tặng", URL: root}}
	if last == "" {
		return append(l, ui.Link{Label: x.Name})
	}
	return append(l, ui.Link{Label: x.Name, URL: page.CertificateURL(int64(x.Certificate))}, ui.Link{Label: last})
}

func decisionWords(x *certificate.Award) string {
	return "Số " + x.Number + " ngày " + x.SignedOn.String()
}

// Show is one certificate.
func (u *UI) Show(c *page.Context) error {
	w, x, err := u.one(c)
	if err != nil {
		return err
	}
	return u.show(c, http.StatusOK, w, x, blank, nil)
}

func (u *UI) show(c *page.Context, status int, w report.World, x *certificate.Award, v func(string) string, errs []ui.Error) error {
	issues, err := u.Certificates.Issues(c.Ctx(), x.ID)
	if err != nil {
		return err
	}
	at := page.CertificateURL(int64(x.Certificate))
	m := certificateview.Page{Head: ui.Head{Crumbs: crumbs(x, ""), Kicker: formName(x) + ", " + phaseName(w, x.PhaseID), Title: x.Name, Aside: x.Detail, Tag: tagOf(x)}, Errors: errs, Merit: x.Merit}
	m.Facts = []certificateview.Fact{{Label: "Hình thức", Text: formName(x)}, {Label: "Nơi tặng", Text: "Chủ tịch UBND " + w.Tree.Name(x.Unit, x.SignedOn).Full()}, {Label: "Quyết định", Text: decisionWords(x), URL: page.DecisionURL(int64(x.Decision))}, {Label: "Số sổ vàng", Text: strconv.Itoa(x.Golden)},
		{Label: "Người ký", Text: vi.CleanLine(x.SignerTitle) + " " + x.SignerName}, {Label: "Tổ", Text: vi.UpperFirst(w.Tree.Name(x.Team, x.GrantedOn).Full()), URL: page.TeamURL(int64(x.Team))},
		{Label: "Tiền thưởng", Text: vi.Int(x.Rounded) + " đồng"}, {Label: "Lịch sử khen thưởng", Text: "Các lần khen của " + vi.LowerFirst(x.Subject.Label()) + " này", URL: historyURL(x)},
		{Label: "Mã xác minh", Text: summary.ShowCode(x.Code), URL: "/xac-minh/" + x.Code}}
	if x.RevokedOn != nil {
		m.Notices = append(m.Notices, certificateview.Notice{Kind: "bad", Text: "Khen thưởng đã bị thu hồi từ ngày " + x.RevokedOn.String() + ". Phải thu hồi giấy và số tiền thưởng " + vi.Int(x.Rounded) + " đồng."})
	} else if x.State == award.Replaced {
		m.Notices = append(m.Notices, certificateview.Notice{Kind: "info", Text: "Bản này đã được cấp lại bằng bản khác.", Link: ui.Link{Label: "Xem bản còn hiệu lực", URL: page.CertificateURL(int64(issues[0].ID))}})
	}
	for i := range issues {
		m.Issues = append(m.Issues, issueOf(&issues[i], x.Certificate))
	}
	if x.State == award.Valid && c.Actor.Can(access.AwardPrint, x.Awarding(w.Tree, c.Now.Today)) {
		m.Acts, m.Harm = []ui.Link{{Label: "Cấp lại", URL: at + "/cap-lai"}}, ui.Link{Label: "Thu hồi", URL: at + "/thu-hoi"}
		m.Print = &certificateview.PrintForm{URL: at + "/in", Button: "Tải bản in (PDF)", Hint: "In thử tờ căn chỉnh trước khi dùng phôi.", Templates: templates}
		m.Notices = append(m.Notices, u.noQR()...)
		if m.Print.Items, err = u.printItems(c, x.Form, v, errs); err != nil {
			return err
		}
	}
	return c.Render(page.View{Title: x.Name, Status: status}, certificateview.CertificatePage(m))
}

func issueOf(i *certificate.Certificate, here certificate.ID) certificateview.Issue {
	kinds := map[award.CertificateState]string{award.Valid: "accepted", award.Revoked: "returned"}
	v := certificateview.Issue{What: ui.Link{Label: "Cấp lần đầu"}, State: ui.Tag{Kind: kinds[i.State], Text: i.State.Words()},
		Lines: []string{"Mã " + summary.ShowCode(i.Code), "Cấp: " + i.Issued.Name + ", " + vi.DayTime(i.Issued.At)}}
	if i.Issue > 1 {
		v.What.Label = fmt.Sprintf("Cấp lại lần %d", i.Issue-1)
	}
	if i.ID != here {
		v.What.URL = page.CertificateURL(int64(i.ID))
	}
	switch i.State {
	case award.Replaced:
		v.Lines = append(v.Lines, "Thay bằng bản khác: "+i.Since.Name+", "+vi.DayTime(i.Since.At), "Lý do: "+i.Why)
	case award.Revoked:
		v.Lines = append(v.Lines, "Thu hồi: "+i.Since.Name+", "+vi.DayTime(i.Since.At), "Căn cứ: "+i.Ground.Words()+". "+i.Document, "Lý do: "+i.Why)
	}
	return v
}

// PDF is one certificate on paper: a POST, for that it was printed is on record.
func (u *UI) PDF(c *page.Context) error {
	w, x, err := u.own(c)
	if err != nil {
		return err
	}
	if x.State != award.Valid {
		return fault.New(fault.Stale, "Chỉ in bản còn hiệu lực; bản này “"+vi.LowerFirst(x.State.Words())+"”.")
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := chosen(f)
	p, err := u.Certificates.Print(c.Ctx(), c.Actor, c.Now, x.Form, in)
	var b []byte
	if err == nil && f.Fields.Empty() {
		b, err = u.Certificates.PDF(w.Tree, p, x)
	}
	if errs, bad := refusals(f, err); bad {
		return u.show(c, http.StatusUnprocessableEntity, w, x, f.Raw, errs)
	}
	if err != nil {
		return err
	}
	if err := c.Record(audit.Entry{Action: "certificate.print", ObjectKind: "certificate", ObjectID: int64(x.Certificate), Path: x.ScopePath, Summary: fmt.Sprintf("In %s của %s, mẫu “%s”", x.Form.Label(), x.Name, p.Template.Name)}); err != nil {
		return err
	}
	return c.Download("application/pdf", x.Form.Label()+" "+x.Name+".pdf", b)
}

func (u *UI) about(w report.World, x *certificate.Award) []certificateview.Fact {
	return []certificateview.Fact{{Label: "Người, tập thể được khen", Text: x.Name}, {Label: "Chức danh, đơn vị", Text: x.Detail}, {Label: "Hình thức", Text: formName(x)}, {Label: "Quyết định", Text: decisionWords(x)},
		{Label: "Số sổ vàng", Text: strconv.Itoa(x.Golden)}, {Label: "Trạng thái", Text: x.State.Words()}}
}

func reason(v func(string) string, errs []ui.Error, label string) certificateview.Item {
	return certificateview.Item{Field: &ui.Field{Name: "ly-do", Label: label, Kind: "textarea", Required: true, Max: 2000, Value: v("ly-do"), Error: page.Of(errs, "ly-do"), Hint: "Không ghi số định danh, số điện thoại."}}
}

// AskReissue asks why.
func (u *UI) AskReissue(c *page.Context) error { return u.askReissue(c, http.StatusOK, blank, nil) }

func (u *UI) askReissue(c *page.Context, status int, v func(string) string, errs []ui.Error) error {
	w, x, err := u.own(c)
	if err != nil {
		return err
	}
	at := page.CertificateURL(int64(x.Certificate))
	a := certificateview.Ask{Head: ui.Head{Crumbs: crumbs(x, "Cấp lại"), Title: "Cấp lại " + x.Form.Label(), Lead: "Bản mới có mã xác minh mới, giữ số sổ vàng, ghi “Cấp lại lần " + strconv.Itoa(x.Issue) + "”. Bản đang dùng hết giá trị ngay."},
		Errors: errs, Facts: u.about(w, x), URL: at + "/cap-lai", Items: []certificateview.Item{reason(v, errs, "Lý do cấp lại")}, Button: "Cấp lại", Back: ui.Link{Label: "Không cấp lại", URL: at}}
	return c.Render(page.View{Title: a.Head.Title, Status: status, Narrow: true}, certificateview.AskPage(a))
}

// Reissue replaces the certificate.
func (u *UI) Reissue(c *page.Context) error {
	w, x, err := u.own(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	fresh, err := u.Certificates.Reissue(c.Ctx(), c.Actor, c.Now, w.Tree, x.Certificate, f.Text("ly-do"))
	if errs, bad := page.Problems(err); bad {
		return u.askReissue(c, http.StatusUnprocessableEntity, f.Raw, errs)
	}
	if err != nil {
		return err
	}
	return c.See(page.CertificateURL(int64(fresh)), "Đã cấp lại. Bản cũ hết giá trị.")
}

// AskRevoke asks by which decision, on what ground, why.
func (u *UI) AskRevoke(c *page.Context) error { return u.askRevoke(c, http.StatusOK, blank, nil) }

func (u *UI) askRevoke(c *page.Context, status int, v func(string) string, errs []ui.Error) error {
	w, x, err := u.own(c)
	if err != nil {
		return err
	}
	at := page.CertificateURL(int64(x.Certificate))
	ground := &ui.Choice{Name: "can-cu", Label: "Căn cứ thu hồi", Required: true, Error: page.Of(errs, "can-cu"), Options: []ui.Option{{Label: "Chọn căn cứ"}}}
	for _, g := range award.RevocationGrounds {
		ground.Options = append(ground.Options, ui.Option{Value: string(g), Label: g.Words(), Selected: v("can-cu") == string(g)})
	}
	field := func(f ui.Field) certificateview.Item {
		f.Value, f.Error = v(f.Name), page.Of(errs, f.Name)
		return certificateview.Item{Field: &f}
	}
	a := certificateview.Ask{Head: ui.Head{Crumbs: crumbs(x, "Thu hồi"), Title: "Thu hồi " + x.Form.Label()}, Errors: errs, Facts: u.about(w, x), URL: at + "/thu-hoi", Harm: true, Button: "Thu hồi khen thưởng", Back: ui.Link{Label: "Không thu hồi", URL: at},
		Notices: []certificateview.Notice{{Kind: "bad", Text: "Thu hồi rồi không khôi phục được. Phải thu hồi giấy và số tiền thưởng " + vi.Int(x.Rounded) + " đồng; trang xác minh báo ngay là đã bị thu hồi."}},
		Items: []certificateview.Item{{Choice: ground}, field(ui.Field{Name: "so", Label: "Số quyết định thu hồi", Required: true, Max: 60, Short: true}),
			field(ui.Field{Name: "ngay", Label: "Ngày quyết định thu hồi", Kind: "date", Required: true}), reason(v, errs, "Lý do")}}
	return c.Render(page.View{Title: a.Head.Title, Status: status, Narrow: true}, certificateview.AskPage(a))
}

// Revoke takes the award back.
func (u *UI) Revoke(c *page.Context) error {
	w, x, err := u.own(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := award.Revocation{Ground: award.RevocationGround(f.Line("can-cu")), Number: f.Line("so"), Why: f.Text("ly-do")}
	if in.Date = f.DayOrNone("ngay", "ngày của quyết định thu hồi"); in.Date != nil && f.Fields.Has("ngay") {
		in.Date = nil
	}
	err = u.Certificates.Revoke(c.Ctx(), c.Actor, c.Now, w.Tree, x.Certificate, in)
	if errs, bad := page.Problems(err); bad {
		if own, had := page.Problems(f.Fields.Err()); had { // what was typed is no day: say that instead of “missing”
			for i := range errs {
				if errs[i].Name == "ngay" {
					errs[i] = own[0]
				}
			}
		}
		return u.askRevoke(c, http.StatusUnprocessableEntity, f.Raw, errs)
	}
	if err != nil {
		return err
	}
	return c.See(page.CertificateURL(int64(x.Certificate)), "Đã thu hồi. Số tiền thưởng phải thu hồi: "+vi.Int(x.Rounded)+" đồng.")
}
