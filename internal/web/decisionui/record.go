package decisionui

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/register"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/decisionview"
	"thidua/templates/paperview"
	"thidua/templates/ui"
)

type reasoned func(ctx context.Context, a access.Actor, now clock.Moment, id decision.ID, version int, why string) error

// withReason carries out an act that wants a reason.
func (u *UI) withReason(c *page.Context, name string, do reasoned, flash string) error {
	id, _, f, err := u.act(c)
	if err != nil {
		return err
	}
	err = do(c.Ctx(), c.Actor, c.Now, id, f.Int("phien-ban"), f.Raw(reasonOf(name)))
	if errs, ok := page.Problems(err); ok {
		for i := range errs {
			errs[i].Name = reasonOf(name)
		}
		return u.again(c, typed{act: name, reason: f.Raw(reasonOf(name)), errors: errs})
	}
	if err != nil {
		return err
	}
	return c.See(URL(id), flash)
}

// recordTyped is the form of number, day and signer as it stands.
type recordTyped struct {
	number, day, signer string
	errors              []ui.Error
}

// RecordForm asks for the signed decision's number, day and signer.
func (u *UI) RecordForm(c *page.Context) error { return u.recordPage(c, http.StatusOK, recordTyped{}) }

func (u *UI) recordPage(c *page.Context, status int, t recordTyped) error {
	id, w, err := u.at(c)
	if err != nil {
		return err
	}
	r, err := u.Decisions.Get(c.Ctx(), u.Pool, c.Actor, w, id)
	if err == nil && !r.Judges(c.Actor) {
		err = fault.Missing()
	}
	if err != nil {
		return err
	}
	list, err := u.Decisions.Terms(c.Ctx(), u.Pool, r.UnitID)
	if err != nil {
		return err
	}
	signer := ui.Choice{Name: "nguoi-ky", Label: "Người ký", Required: true, Error: page.Of(t.errors, "nguoi-ky"), Hint: "Chức danh phải còn hiệu lực vào ngày ký.", Options: []ui.Option{{Label: "Chọn người ký"}}}
	for i := range list {
		x := &list[i]
		label := x.Name + ", " + vi.CleanLine(x.Title)
		if !x.Holds(c.Now.Today) {
			label += " (" + vi.LowerFirst(termTag(x, c.Now.Today).Text) + ")"
		}
		signer.Options = append(signer.Options, ui.Option{Value: itoa64(x.ID), Label: label, Selected: itoa64(x.ID) == t.signer})
	}
	m := decisionview.Form{Errors: t.errors, URL: URL(id) + "/ghi", Back: ui.Link{Label: "Về quyết định", URL: URL(id)}, Version: itoa(r.Version), Button: "Ghi quyết định",
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Quyết định", URL: listURL}, {Label: rowName(&r), URL: URL(id)}, {Label: "Ghi số, ngày, người ký"}}, Title: "Ghi số, ngày, người ký", Kicker: unitName(w, r.UnitID) + ", " + countWords(r.Teams, r.Members),
			Lead: "Ghi theo bản đã ký. Căn cứ pháp lý và tiền thưởng theo ngày ký. Kết quả chưa đến đơn vị đề nghị cho đến khi công bố."},
		Groups: []decisionview.Group{{Items: []decisionview.Item{
			{Field: &ui.Field{Name: "so", Label: "Số, ký hiệu", Value: t.number, Required: true, Max: 60, Auto: "off", Error: page.Of(t.errors, "so"), Hint: "Ví dụ 125/QĐ-UBND. Mỗi số dùng một lần trong năm."}},
			{Field: &ui.Field{Name: "ngay", Label: "Ngày ký", Kind: "date", Value: t.day, Required: true, Error: page.Of(t.errors, "ngay")}},
			{Choice: &signer},
		}}}}
	if r.State != award.DecisionDraft {
		m.Shut = "Quyết định đang ở trạng thái “" + r.State.Words() + "” nên không ghi số, ngày được."
	}
	if len(list) == 0 {
		m.Notes = append(m.Notes, "Đơn vị chưa khai báo người ký. Vào mục Người ký để thêm trước khi ghi quyết định.")
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status, Narrow: true}, decisionview.FormPage(m))
}

// Record gives the draft its number, day and signer.
func (u *UI) Record(c *page.Context) error {
	id, w, f, err := u.act(c)
	if err != nil {
		return err
	}
	in := decision.Signing{Number: f.Line("so"), Day: f.DayOrNone("ngay", "ngày ký")}
	if f.Fields.Has("ngay") {
		in.Day = nil
	}
	in.Term, _ = strconv.ParseInt(f.Line("nguoi-ky"), 10, 64)
	// What the form itself refuses is told with the service's words.
	err = u.Decisions.Record(c.Ctx(), c.Actor, c.Now, w, id, f.Int("phien-ban"), in)
	errs, ok := page.Problems(err)
	if own, bad := page.Problems(f.Fields.Err()); ok && bad {
		for i := range errs {
			if m := page.Of(own, errs[i].Name); m != "" {
				errs[i].Message = m
			}
		}
	}
	if ok {
		return u.recordPage(c, http.StatusUnprocessableEntity, recordTyped{number: f.Raw("so"), day: f.Raw("ngay"), signer: f.Line("nguoi-ky"), errors: errs})
	}
	if err != nil {
		return err
	}
	return c.See(URL(id), "Đã ghi quyết định. Kết quả chờ công bố.")
}

// paper reads a document and hands it out.
func (u *UI) paper(c *page.Context, read func(decision.ID) (*paper.Document, string, error)) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	d, name, err := read(decision.ID(id))
	if err != nil {
		return err
	}
	b, err := d.DOCX()
	if err != nil {
		return err
	}
	return c.Download(paper.ContentType, name, b)
}

// Word is the decision as a document, a draft until it is recorded.
func (u *UI) Word(c *page.Context) error {
	return u.paper(c, func(id decision.ID) (*paper.Document, string, error) {
		w, err := u.World(c)
		if err != nil {
			return nil, "", err
		}
		p, err := u.Decisions.Paper(c.Ctx(), u.Pool, c.Actor, c.Now, w, id)
		if err != nil {
			return nil, "", err
		}
		d, err := p.Decision()
		return d, title(&p.View.Row) + ".docx", err
	})
}

// Print is the decision as it is printed: what its document says.
func (u *UI) Print(c *page.Context) error {
	id, w, err := u.at(c)
	if err != nil {
		return err
	}
	p, err := u.Decisions.Paper(c.Ctx(), u.Pool, c.Actor, c.Now, w, id)
	if err != nil {
		return err
	}
	d, err := p.Decision()
	if err != nil {
		return err
	}
	sheet, err := page.Paper(d)
	if err != nil {
		return err
	}
	r := &p.View.Row
	head := ui.Head{Crumbs: []ui.Link{{Label: "Quyết định", URL: listURL}, {Label: rowName(r), URL: URL(r.ID)}, {Label: "Bản in"}}, Title: "Bản in"}
	return c.Render(page.View{Title: "Bản in " + vi.LowerFirst(title(r))}, decisionview.PrintPage(head, URL(r.ID)+"/van-ban.docx", paperview.Paper(sheet)))
}

// Submission is the tờ trình to the province's chair.
func (u *UI) Submission(c *page.Context) error {
	return u.paper(c, func(id decision.ID) (*paper.Document, string, error) {
		w, err := u.World(c)
		if err != nil {
			return nil, "", err
		}
		p, err := u.Decisions.SubmissionPaper(c.Ctx(), u.Pool, c.Actor, c.Now, w, id)
		if err != nil {
			return nil, "", err
		}
		d, err := p.Submission()
		return d, "Tờ trình tặng " + p.View.Form.Label() + ".docx", err
	})
}

// Attach keeps the signed copy.
func (u *UI) Attach(c *page.Context) error {
	id, _, err := u.at(c)
	if err != nil {
		return err
	}
	f, files, err := c.Files("tep")
	defer page.CloseAll(files)
	words := ""
	if e, ok := fault.Of(err); ok && f != nil && (e.Kind == fault.TooLarge || e.Kind == fault.Invalid) {
		words = e.Message
	} else if err != nil {
		return err
	}
	var ready *register.Ready
	if len(files) > 0 && words == "" {
		ready, err = register.Prepare(files[0].Name, files[0], files[0].Size)
		if e, ok := fault.Of(err); ok && e.Kind == fault.Invalid {
			words, ready = e.Message, nil
		} else if err != nil {
			return err
		} else {
			defer ready.Close()
		}
	}
	err = u.Decisions.Attach(c.Ctx(), c.Actor, c.Now, id, ready)
	if errs, ok := page.Problems(err); ok {
		if words != "" {
			errs = []ui.Error{{Name: "tep", Message: words}}
		}
		return u.again(c, typed{act: "ban-ky", errors: errs})
	}
	if err != nil {
		return err
	}
	return c.See(URL(id), "Đã lưu bản quyết định đã ký.")
}

// slowRead is how long a slow line may take for one file.
const slowRead = 15 * time.Minute

// Scan hands the signed copy out to those who may read the decision.
func (u *UI) Scan(c *page.Context) error {
	id, w, err := u.at(c)
	if err != nil {
		return err
	}
	r, err := u.Decisions.Get(c.Ctx(), u.Pool, c.Actor, w, id)
	if err != nil {
		return err
	}
	body, err := u.Decisions.Scan(c.Ctx(), u.Pool, &r)
	if err != nil {
		return err
	}
	h := c.Served(register.PDF.Type(), "attachment", r.FileName)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", fmt.Sprintf(`"%x"`, r.FileDigest))
	_ = http.NewResponseController(c.W).SetWriteDeadline(c.Now.Wall.Add(slowRead))
	http.ServeContent(c.W, c.R, "", time.Time{}, body)
	return nil
}
