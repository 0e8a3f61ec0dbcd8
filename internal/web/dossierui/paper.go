package dossierui

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/register"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// writes tells whether the actor may write in the dossier now.
func (s *scene) writes() bool {
	return s.v.Proposes(s.c.Actor) && s.v.Machine.Permits(s.c.Actor.Role, award.Nominate) == nil
}

// papers is the checklist.
func (s *scene) papers() []dossierview.Paper {
	links := map[string][]ui.Link{
		dossier.PaperSubmission: {{Label: "Tờ trình (DOCX)", URL: s.url() + "/to-trinh.docx"}},
		dossier.PaperList:       {{Label: "Danh sách (DOCX)", URL: s.url() + "/danh-sach.docx"}},
		dossier.PaperReport:     {{Label: "Báo cáo thành tích (DOCX)", URL: s.url() + "/bao-cao-thanh-tich.docx"}},
	}
	var out []dossierview.Paper
	for _, n := range s.v.Checklist() {
		p := dossierview.Paper{Name: n.Name, Required: n.Required, Lacks: n.Lacks, Links: links[n.Kind]}
		switch {
		case n.Done:
			p.State = ui.Tag{Kind: "accepted", Text: "Đã có"}
		case n.Required:
			p.State = ui.Tag{Kind: "returned", Text: "Còn thiếu"}
		default:
			p.State = ui.Tag{Text: "Không bắt buộc"}
		}
		for i := range s.v.Papers {
			if x := &s.v.Papers[i]; x.Kind == n.Kind {
				p.Files = append(p.Files, s.file(x))
			}
		}
		out = append(out, p)
	}
	return out
}

func (s *scene) file(p *dossier.Paper) dossierview.File {
	url := s.url() + "/giay-to/" + strconv.FormatInt(int64(p.ID), 10)
	f := dossierview.File{Link: ui.Link{Label: p.Name, URL: url}, By: p.Added.Name + ", " + vi.DayTime(p.Added.At)}
	switch {
	case p.Withdrawn != nil:
		f.Gone = fmt.Sprintf("%s rút %s: %s", p.Withdrawn.Name, vi.DayTime(p.Withdrawn.At), p.Why)
	case s.writes():
		f.Drop = url + "/rut"
	}
	return f
}

// letter is the form of the signed tờ trình.
func (s *scene) letter() *dossierview.Letter {
	if !s.writes() {
		return nil
	}
	v := s.v
	l := &dossierview.Letter{URL: s.url() + "/to-trinh", Version: itoa(v.Version)}
	day := ""
	if v.DocDate != nil {
		day = v.DocDate.String()
	}
	l.Fields = []ui.Field{{Name: "so", Label: "Số tờ trình", Required: true, Max: 20, Short: true, Value: v.DocNumber}, {Name: "ngay", Label: "Ngày ký", Kind: "date", Required: true, Value: day},
		{Name: "chuc-vu", Label: "Chức vụ người ký", Required: true, Max: 100, Value: v.SignerTitle}, {Name: "nguoi-ky", Label: "Họ tên người ký", Required: true, Max: 100, Value: v.SignerName}}
	if s.form != nil && s.form.Has("nguoi-ky") {
		l.Open = true
		for i := range l.Fields {
			f := &l.Fields[i]
			f.Value, f.Error = s.was(f.Name), page.Of(s.errors, f.Name)
		}
	}
	return l
}

// upload is the form that adds a paper.
func (s *scene) upload() *dossierview.Upload {
	if !s.writes() {
		return nil
	}
	u := &dossierview.Upload{URL: s.url() + "/giay-to", Error: page.Of(s.errors, "tep"), Kind: ui.Choice{Name: "loai", Label: "Loại giấy tờ", Required: true, Error: page.Of(s.errors, "loai")}}
	for _, k := range dossier.PaperKinds {
		u.Kind.Options = append(u.Kind.Options, ui.Option{Value: k, Label: dossier.PaperName(k), Selected: s.was("loai") == k})
	}
	return u
}

// Letter writes the tờ trình's number down.
func (u *UI) Letter(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := dossier.Letter{Version: f.Int("phien-ban"), Number: f.Raw("so"), Title: f.Raw("chuc-vu"), Signer: f.Raw("nguoi-ky")}
	if day := f.DayOrNone("ngay", "ngày ký"); day != nil {
		in.Day = *day
	}
	err = u.Dossiers.SaveLetter(c.Ctx(), c.Actor, c.Now, dossier.ID(id), in)
	return u.after(c, f, own(err, f), dossierURL(dossier.ID(id)), "Đã ghi số tờ trình.")
}

// own puts what the form itself found wrong in the service's place.
func own(err error, f *page.Form) error {
	e, ok := fault.Of(err)
	if !ok || e.Kind != fault.Invalid {
		return err
	}
	mine, _ := page.Problems(f.Fields.Err())
	var out fault.Fields
	for _, x := range e.Fields {
		if m := page.Of(mine, x.Name); m != "" {
			x.Message = m
		}
		out.Add(x.Name, x.Message)
	}
	return out.Err()
}

// AddPaper takes a file.
func (u *UI) AddPaper(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f, files, err := c.Files("tep")
	defer page.CloseAll(files)
	refused := ""
	if e, ok := fault.Of(err); ok && f != nil && (e.Kind == fault.TooLarge || e.Kind == fault.Invalid) {
		refused = e.Message
	} else if err != nil {
		return err
	}
	var ready *register.Ready
	if len(files) > 0 && refused == "" {
		ready, err = register.Prepare(files[0].Name, files[0], files[0].Size)
		if e, ok := fault.Of(err); ok && e.Kind == fault.Invalid {
			refused = e.Message
		} else if err != nil {
			return err
		} else {
			defer ready.Close()
		}
	}
	err = u.Dossiers.AddPaper(c.Ctx(), c.Actor, c.Now, dossier.ID(id), f.Line("loai"), ready)
	if refused != "" {
		f.Fields.Add("tep", refused)
	}
	return u.after(c, f, own(err, f), dossierURL(dossier.ID(id)), "Đã thêm giấy tờ.")
}

// slowRead is how long a slow line may take for one file.
const slowRead = 15 * time.Minute

// File hands a paper out.
func (u *UI) File(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	n, err := c.ID("p")
	if err != nil {
		return err
	}
	p, kind, err := u.Dossiers.Paper(c.Ctx(), u.Pool, c.Actor, dossier.ID(id), dossier.PaperID(n))
	if err != nil {
		return err
	}
	body, err := p.Content(c.Ctx(), u.Pool)
	if err != nil {
		return err
	}
	h := c.Served(kind.Type(), "attachment", p.Name)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", fmt.Sprintf(`"%x"`, p.Digest))
	_ = http.NewResponseController(c.W).SetWriteDeadline(c.Now.Wall.Add(slowRead))
	http.ServeContent(c.W, c.R, "", time.Time{}, body)
	return nil
}

// DropForm asks before a file is withdrawn.
func (u *UI) DropForm(c *page.Context) error { return u.dropForm(c, http.StatusOK, "", nil) }

func (u *UI) dropForm(c *page.Context, status int, why string, errs []ui.Error) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	n, err := c.ID("p")
	if err != nil {
		return err
	}
	for i := range s.v.Papers {
		p := &s.v.Papers[i]
		if int64(p.ID) != n {
			continue
		}
		if !s.v.Proposes(c.Actor) {
			return fault.New(fault.Forbidden, "Hồ sơ này do đơn vị khác lập; bạn chỉ xem được.")
		}
		m := dossierview.Drop{URL: s.url() + "/giay-to/" + strconv.FormatInt(n, 10) + "/rut", Back: s.url(), Errors: errs, File: p.Name,
			Head:   ui.Head{Crumbs: []ui.Link{s.crumb(), {Label: fmt.Sprintf("Hồ sơ số %d", s.v.No), URL: s.url()}, {Label: "Rút tệp"}}, Title: "Rút tệp khỏi hồ sơ", Lead: "Tệp không còn được tính là thành phần hồ sơ; tên tệp và lý do rút vẫn được giữ."},
			Reason: ui.Field{Name: "ly-do", Label: "Lý do", Kind: "textarea", Required: true, Max: dossier.MaxReason, Value: why, Error: page.Of(errs, "ly-do")}}
		return c.Render(page.View{Title: m.Head.Title, Status: status, Narrow: true}, dossierview.DropPage(m))
	}
	return fault.Missing()
}

// Drop withdraws a file.
func (u *UI) Drop(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	n, err := c.ID("p")
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	err = u.Dossiers.DropPaper(c.Ctx(), c.Actor, c.Now, dossier.ID(id), dossier.PaperID(n), f.Raw("ly-do"))
	if errs, ok := page.Problems(err); ok {
		return u.dropForm(c, http.StatusUnprocessableEntity, f.Raw("ly-do"), errs)
	}
	if err != nil {
		return err
	}
	return c.See(dossierURL(dossier.ID(id)), "Đã rút tệp.")
}

// word answers a document of the dossier as a Word file.
func (u *UI) word(c *page.Context, name string, of func(s *scene, d *dossier.Documents) (*paper.Document, error)) error {
	s, err := u.read(c)
	if err != nil {
		return err
	}
	doc, err := of(s, &dossier.Documents{V: s.v, W: s.w, Made: c.Now.Business})
	if err != nil {
		return err
	}
	b, err := doc.DOCX()
	if err != nil {
		return err
	}
	return c.Download(paper.ContentType, fmt.Sprintf("%s - %s - hồ sơ số %d.docx", name, s.v.Form.Label(), s.v.No), b)
}

// SubmissionWord is the tờ trình.
func (u *UI) SubmissionWord(c *page.Context) error {
	return u.word(c, "Tờ trình", func(_ *scene, d *dossier.Documents) (*paper.Document, error) { return d.Submission() })
}

// ListWord is the danh sách trích ngang.
func (u *UI) ListWord(c *page.Context) error {
	return u.word(c, "Danh sách trích ngang", func(_ *scene, d *dossier.Documents) (*paper.Document, error) { return d.List(), nil })
}

// ReportsWord is every achievement report in one.
func (u *UI) ReportsWord(c *page.Context) error {
	return u.word(c, "Báo cáo thành tích", func(_ *scene, d *dossier.Documents) (*paper.Document, error) { return d.Reports(nil) })
}

// ReportWord is one nominee's.
func (u *UI) ReportWord(c *page.Context) error {
	return u.word(c, "Báo cáo thành tích", func(s *scene, d *dossier.Documents) (*paper.Document, error) {
		n, err := s.nomineeOf()
		if err != nil {
			return nil, err
		}
		return d.Reports(n)
	})
}
