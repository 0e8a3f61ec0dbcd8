package summaryui

import (
	"fmt"
	"net/http"
	"time"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/register"
	"thidua/internal/summary"
	"thidua/internal/web/page"
	"thidua/templates/summaryview"
	"thidua/templates/ui"
)

// signing is what was typed and refused.
type signing struct {
	number, day, signer string
	errors              []ui.Error
}

// SignForm asks for the signed paper's number, day, signer and scan.
func (u *UI) SignForm(c *page.Context) error {
	s, err := u.write(c)
	if err != nil {
		return err
	}
	return s.signForm(http.StatusOK, signing{signer: s.v.SignerName})
}

func (s *scene) signForm(status int, t signing) error {
	m := summaryview.Sign{URL: s.url() + "/ky", Back: s.url(), Errors: t.errors,
		Head:   s.head("Đăng ký bản ký", "Ghi số, ngày, người ký và gửi bản quét của văn bản đã ký. Từ đó báo cáo khép lại; chỉ còn đính chính có đánh số."),
		Number: ui.Field{Name: "so", Label: "Số văn bản", Value: t.number, Required: true, Short: true, Max: 20, Auto: "off", Error: page.Of(t.errors, "so"), Hint: "Chỉ phần số, ví dụ 125."},
		Day:    ui.Field{Name: "ngay", Label: "Ngày ký", Kind: "date", Value: t.day, Required: true, Error: page.Of(t.errors, "ngay")},
		Signer: ui.Field{Name: "nguoi-ky", Label: "Người ký", Value: t.signer, Required: true, Max: 100, Error: page.Of(t.errors, "nguoi-ky"), Hint: "Kèm cấp bậc hàm nếu có."},
		File:   ui.Field{Name: "tep", Label: "Bản quét (PDF)", Kind: "file", Required: true, Error: page.Of(t.errors, "tep"), Hint: "Một tệp PDF, tối đa 10 MB, không khóa, không mật khẩu."}}
	switch {
	case s.v.State == summary.Signed:
		m.Shut = "Bản ký của báo cáo này đã được đăng ký."
	case s.v.State != summary.Frozen:
		m.Shut = "Chỉ đăng ký bản ký sau khi báo cáo đã chốt."
	}
	return s.c.Render(page.View{Title: m.Head.Title, Status: status}, summaryview.SignPage(m))
}

// Sign registers the signed copy.
func (u *UI) Sign(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, files, err := c.Files("tep")
	defer page.CloseAll(files)
	var refused *fault.Error
	if e, ok := fault.Of(err); ok && f != nil && (e.Kind == fault.TooLarge || e.Kind == fault.Invalid) {
		refused = e
	} else if err != nil {
		return err
	}
	in := summary.SignForm{Number: f.Line("so"), Signer: f.Line("nguoi-ky")}
	t := signing{number: f.Raw("so"), day: f.Raw("ngay"), signer: f.Raw("nguoi-ky")}
	if day := f.DayOrNone("ngay", "ngày ký"); day != nil {
		in.Day = *day
	}
	fileWords := ""
	if refused != nil {
		fileWords = refused.Message
	}
	if len(files) > 0 && refused == nil {
		ready, err := register.Prepare(files[0].Name, files[0], files[0].Size)
		if e, ok := fault.Of(err); ok && e.Kind == fault.Invalid {
			fileWords = e.Message
		} else if err != nil {
			return err
		} else {
			defer ready.Close()
			in.File = ready
		}
	}
	err = u.Summaries.Sign(c.Ctx(), c.Actor, c.Now, w, summary.ID(id), in)
	if errs, ok := page.Problems(err); ok {
		s, err := u.write(c)
		if err != nil {
			return err
		}
		t.errors = signErrors(errs, f, fileWords)
		return s.signForm(http.StatusUnprocessableEntity, t)
	}
	if err != nil {
		return err
	}
	return c.See(page.SummaryURL(id), "Đã đăng ký bản ký. Báo cáo khép lại.")
}

// signErrors puts what the form itself found in the service's place.
func signErrors(errs []ui.Error, f *page.Form, file string) []ui.Error {
	own, _ := page.Problems(f.Fields.Err())
	for i := range errs {
		if errs[i].Name == "ngay" && page.Of(own, "ngay") != "" {
			errs[i].Message = page.Of(own, "ngay")
		}
		if errs[i].Name == "tep" && file != "" {
			errs[i].Message = file
		}
	}
	return errs
}

// slowRead is how long a slow line may take for one file.
const slowRead = 15 * time.Minute

// Scan hands the signed copy out to those who may read the report.
func (u *UI) Scan(c *page.Context) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	r, err := u.Summaries.Get(c.Ctx(), u.Pool, c.Actor, w, access.SummaryRead, summary.ID(id))
	if err != nil {
		return err
	}
	x, err := u.Summaries.Signed(c.Ctx(), u.Pool, r.ID)
	if err != nil {
		return err
	}
	body, err := u.Summaries.Scan(c.Ctx(), u.Pool, &x)
	if err != nil {
		return err
	}
	h := c.Served(register.PDF.Type(), "attachment", x.FileName)
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", fmt.Sprintf(`"%x"`, x.Digest))
	_ = http.NewResponseController(c.W).SetWriteDeadline(c.Now.Wall.Add(slowRead))
	http.ServeContent(c.W, c.R, "", time.Time{}, body)
	return nil
}
