// Package certificateui is the screens of certificates: issue, print, re-issue,
// revoke; batches; templates; award history and statistics.
package certificateui

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/certificateview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Certificates *certificate.Service
	Pool         *pg.Pool
	World        func(c *page.Context) (report.World, error)
}

const (
	root      = "/khen-thuong/chung-nhan"
	decided   = root + "/quyet-dinh/{id}"
	templates = "/khen-thuong/mau-in"
	jobs      = "/khen-thuong/luot-in"
	history   = "/khen-thuong/lich-su"
	counts    = "/khen-thuong/thong-ke"
)

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{
		{Method: "GET", Pattern: root, Action: access.AwardRead, Class: page.List, Handler: u.List},
		{Method: "GET", Pattern: decided, Action: access.AwardPrint, Class: page.Item, Handler: u.Decided},
		{Method: "POST", Pattern: decided + "/cap", Action: access.AwardPrint, Class: page.Act, Handler: u.IssueAll},
		{Method: "POST", Pattern: decided + "/in", Action: access.AwardPrint, Class: page.Create, Handler: u.Start},
		{Method: "GET", Pattern: root + "/{id}", Action: access.AwardRead, Class: page.Item, Handler: u.Show},
		{Method: "POST", Pattern: root + "/{id}/in", Action: access.AwardPrint, Class: page.Act, Handler: u.PDF},
		{Method: "GET", Pattern: root + "/{id}/cap-lai", Action: access.AwardPrint, Class: page.Item, Handler: u.AskReissue},
		{Method: "POST", Pattern: root + "/{id}/cap-lai", Action: access.AwardPrint, Class: page.Act, Handler: u.Reissue},
		{Method: "GET", Pattern: root + "/{id}/thu-hoi", Action: access.AwardPrint, Class: page.Item, Handler: u.AskRevoke},
		{Method: "POST", Pattern: root + "/{id}/thu-hoi", Action: access.AwardPrint, Class: page.Act, Handler: u.Revoke},

		{Method: "GET", Pattern: jobs + "/{id}", Action: access.AwardPrint, Class: page.Item, Handler: u.Job},
		{Method: "GET", Pattern: jobs + "/{id}/phan/{dau}", Action: access.AwardPrint, Class: page.Item, Handler: u.Part},
		{Method: "GET", Pattern: jobs + "/{id}/tat-ca.pdf", Action: access.AwardPrint, Class: page.Item, Handler: u.AllPDF},
		{Method: "GET", Pattern: jobs + "/{id}/tat-ca.zip", Action: access.AwardPrint, Class: page.Item, Handler: u.AllZIP},
		{Method: "POST", Pattern: jobs + "/{id}/huy", Action: access.AwardPrint, Class: page.Act, Handler: u.Cancel},

		{Method: "GET", Pattern: templates, Action: access.AwardPrint, Class: page.Page, Handler: u.Templates},
		{Method: "GET", Pattern: templates + "/moi", Action: access.AwardPrint, Class: page.Page, Handler: u.NewTemplate},
		{Method: "POST", Pattern: templates + "/moi", Action: access.AwardPrint, Class: page.Create, Handler: u.CopyTemplate},
		{Method: "GET", Pattern: templates + "/{id}", Action: access.AwardPrint, Class: page.Item, Handler: u.Template},
		{Method: "POST", Pattern: templates + "/{id}", Action: access.AwardPrint, Class: page.Act, Handler: u.SaveTemplate},
		{Method: "POST", Pattern: templates + "/{id}/quoc-huy", Action: access.AwardPrint, Class: page.Act, Handler: u.Emblem},
		{Method: "POST", Pattern: templates + "/{id}/bo", Action: access.AwardPrint, Class: page.Act, Handler: u.RetireTemplate},
		{Method: "GET", Pattern: templates + "/{id}/in-thu.pdf", Action: access.AwardPrint, Class: page.Item, Handler: u.Preview},
		{Method: "GET", Pattern: templates + "/{id}/can-chinh.pdf", Action: access.AwardPrint, Class: page.Item, Handler: u.TestSheet},

		{Method: "GET", Pattern: history, Action: access.HistoryRead, Class: page.List, Handler: u.Known},
		{Method: "GET", Pattern: history + "/ca-nhan/{id}", Action: access.HistoryRead, Class: page.Item, Handler: u.Person},
		{Method: "GET", Pattern: history + "/to/{id}", Action: access.HistoryRead, Class: page.Item, Handler: u.Team},
		{Method: "POST", Pattern: history + "/ca-nhan/{id}/them", Action: access.HistoryPut, Class: page.Create, Handler: u.AddToPerson},
		{Method: "POST", Pattern: history + "/to/{id}/them", Action: access.HistoryPut, Class: page.Create, Handler: u.AddToTeam},
		{Method: "GET", Pattern: history + "/truoc-day/{id}/rut", Action: access.HistoryPut, Class: page.Item, Handler: u.AskDrop},
		{Method: "POST", Pattern: history + "/truoc-day/{id}/rut", Action: access.HistoryPut, Class: page.Act, Handler: u.Drop},
		{Method: "GET", Pattern: counts, Action: access.HistoryRead, Class: page.List, Handler: u.Statistics},
	}
}

func decidedURL[T ~int64](id T) string { return page.DecidedURL(int64(id)) }
func jobURL(id certificate.JobID) string {
	return jobs + "/" + text(id)
}
func templateURL(id certificate.TemplateID) string { return templates + "/" + text(id) }
func text[T ~int64](id T) string                   { return strconv.FormatInt(int64(id), 10) }
func count(n int) string                           { return vi.Int(int64(n)) }

// What addresses call things.
var (
	formCodes     = map[award.Form]string{award.GiayKhen: "giay-khen", award.BangKhen: "bang-khen"}
	subjectCodes  = map[award.Subject]string{award.Team: "to", award.Member: "ca-nhan"}
	stateCodes    = map[certificate.Standing]string{certificate.Unissued: "chua-cap", certificate.InForce: "con-hieu-luc", certificate.Again: "cap-lai", certificate.TakenOff: "da-thu-hoi", certificate.Stands: "khong-thu-hoi"}
	genderCodes   = map[roster.Gender]string{roster.Male: "nam", roster.Female: "nu"}
	positionCodes = map[roster.Position]string{roster.Head: "to-truong", roster.Deputy: "to-pho", roster.Plain: "to-vien"}
	womenCodes    = map[certificate.Women]string{certificate.MostlyWomen: "tu-70", certificate.FewerWomen: "duoi-70"}
)

// of is the value an address's code stands for, zero for none.
func of[T ~string](codes map[T]string, code string) (v T) {
	for k, c := range codes {
		if c == code && code != "" {
			v = k
		}
	}
	return v
}

// link is an address with its non-empty values.
func link(path string, values map[string]string) string {
	q := url.Values{}
	for k, v := range values {
		if v != "" && v != "0" {
			q.Set(k, v)
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func phaseName(w report.World, id int64) string {
	ph, _ := w.Plan.Phase(id)
	return ph.Name
}

func unitName(c *page.Context, w report.World, id org.UnitID) string {
	return vi.UpperFirst(w.Tree.Name(id, c.Now.Today).Full())
}

func kicker(c *page.Context, w report.World) string {
	return unitName(c, w, org.UnitID(c.Actor.UnitID))
}

// tagOf is how an award stands.
func tagOf(x *certificate.Award) ui.Tag {
	switch {
	case x.RevokedOn != nil:
		return ui.Tag{Kind: "returned", Text: "Đã thu hồi"}
	case x.Certificate == 0:
		return ui.Tag{Kind: "warn", Text: "Chưa cấp"}
	case x.State == award.Replaced:
		return ui.Tag{Text: "Đã được thay"}
	case x.Issue > 1:
		return ui.Tag{Kind: "accepted", Text: fmt.Sprintf("Cấp lại lần %d", x.Issue-1)}
	}
	return ui.Tag{Kind: "accepted", Text: "Đã cấp"}
}

func formName(x *certificate.Award) string {
	if x.Posthumous {
		return x.Form.Label() + " (truy tặng)"
	}
	return x.Form.Label()
}

// rowOf is an award in a list; what leads on is its certificate or, where
// there is none, its owner's history.
func rowOf(c *page.Context, w report.World, x *certificate.Award) certificateview.Row {
	r := certificateview.Row{Golden: strconv.Itoa(x.Golden), Name: ui.Link{Label: x.Name, URL: historyURL(x)}, Detail: x.Detail, Form: formName(x), Decision: x.Number, On: x.GrantedOn.String(),
		Unit: unitName(c, w, x.Unit), State: tagOf(x)}
	if x.Certificate != 0 {
		r.Name.URL = page.CertificateURL(int64(x.Certificate))
	}
	return r
}

func historyURL(x *certificate.Award) string {
	if x.Subject == award.Member && x.Person != nil {
		return page.AwardsURL(true, int64(*x.Person))
	}
	return page.AwardsURL(false, int64(x.Team))
}

// decimal reads millimetres as people type them: "12,5".
func decimal(f *page.Form, name, what string) float64 {
	s := strings.ReplaceAll(f.Line(name), ",", ".")
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || len(s) > 8 || v != v {
		f.Fields.Add(name, what+": nhập số, ví dụ 12,5.")
		return 0
	}
	return v
}

// showDecimal writes them.
func showDecimal(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), ".", ",", 1)
}

// refusals of err, after those of the form itself.
func refusals(f *page.Form, err error) ([]ui.Error, bool) {
	list, ok := page.Problems(err)
	if own, had := page.Problems(f.Fields.Err()); had {
		return append(own, list...), ok || err == nil
	}
	return list, ok
}

// chosen reads a print form: template, paper, nudge.
func chosen(f *page.Form) certificate.Chosen {
	in := certificate.Chosen{Template: f.Line("mau"), Blank: f.Line("giay") == "phoi"}
	if f.Line("nudge.right") != "" || f.Line("nudge.down") != "" {
		n := paper.Nudge{}
		if f.Line("nudge.right") != "" {
			n.Right = decimal(f, "nudge.right", "Dịch ngang")
		}
		if f.Line("nudge.down") != "" {
			n.Down = decimal(f, "nudge.down", "Dịch dọc")
		}
		in.Nudge = &n
	}
	return in
}

// printItems ask how to print certificates of a form.
func (u *UI) printItems(c *page.Context, form award.Form, v func(string) string, errs []ui.Error) ([]certificateview.Item, error) {
	own, err := u.Certificates.Templates(c.Ctx(), c.Actor, form)
	if err != nil {
		return nil, err
	}
	t := &ui.Choice{Name: "mau", Label: "Mẫu in", Required: true, Error: page.Of(errs, "mau")}
	for _, x := range own {
		t.Options = append(t.Options, ui.Option{Value: text(x.ID), Label: x.Name, Selected: v("mau") == text(x.ID)})
	}
	for _, x := range certificate.ShippedTemplates() {
		if x.Template.Form == paper.Form(form) {
			t.Options = append(t.Options, ui.Option{Value: x.Code, Label: x.Template.Name, Selected: v("mau") == x.Code})
		}
	}
	p := &ui.Choice{Name: "giay", Label: "Giấy", Options: []ui.Option{{Value: "trang", Label: "Giấy trắng: in đủ mọi dòng"}, {Value: "phoi", Label: "Phôi in sẵn: chỉ in dòng phôi chưa có", Selected: v("giay") == "phoi"}}}
	items := []certificateview.Item{{Choice: t}, {Choice: p}}
	for _, x := range [][2]string{{"nudge.right", "Dịch sang phải (mm)"}, {"nudge.down", "Dịch xuống (mm)"}} {
		items = append(items, certificateview.Item{Field: &ui.Field{Name: x[0], Label: x[1], Short: true, Mode: "decimal", Max: 8, Value: v(x[0]), Error: page.Of(errs, x[0]), Hint: "Để trống: theo mẫu. Số âm: dịch ngược lại."}})
	}
	return items, nil
}

func blank(string) string { return "" }
