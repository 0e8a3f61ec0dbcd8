package certificateui

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/fault"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/certificateview"
	"thidua/templates/ui"
)

// decided is the decision of the path, of the actor's unit.
func (u *UI) decided(c *page.Context) (report.World, certificate.Decided, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, certificate.Decided{}, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, certificate.Decided{}, err
	}
	d, err := u.Certificates.Decision(c.Ctx(), c.Actor, c.Now, w.Tree, decision.ID(id))
	return w, d, err
}

// mostNumbers is how long a print form's numbers may be.
const mostNumbers = 200

// Decided is a decision's certificates: what is missing, how to print, what
// was printed.
func (u *UI) Decided(c *page.Context) error {
	return u.showDecided(c, http.StatusOK, func(name string) string {
		if name == "so" {
			return c.Query("so")
		}
		return ""
	}, nil, page.NewID())
}

func (u *UI) showDecided(c *page.Context, status int, v func(string) string, errs []ui.Error, key string) error {
	w, d, err := u.decided(c)
	if err != nil {
		return err
	}
	list, err := u.Certificates.Jobs(c.Ctx(), d.ID)
	if err != nil {
		return err
	}
	at := decidedURL(d.ID)
	m := certificateview.Decided{Head: ui.Head{Crumbs: []ui.Link{{Label: "Khen thưởng đã tặng", URL: root}, {Label: "Quyết định số " + d.Number}}, Kicker: d.Form.Label() + ", " + phaseName(w, d.PhaseID), Title: "Cấp và in theo Quyết định số " + d.Number},
		Errors: errs, List: ui.Link{Label: "Danh sách được khen", URL: link(root, map[string]string{"quyet-dinh": text(d.ID)})}}
	m.Facts = []certificateview.Fact{{Label: "Quyết định", Text: "Số " + d.Number + " ngày " + d.SignedOn.String(), URL: page.DecisionURL(int64(d.ID))}, {Label: "Nơi tặng", Text: "Chủ tịch UBND " + w.Tree.Name(d.Unit, d.SignedOn).Full()}, {Label: "Được khen", Text: count(d.Awards)},
		{Label: "Đã cấp", Text: vi.OutOf(int32(d.Issued), int32(d.Awards))}}
	if d.Revoked > 0 {
		m.Facts = append(m.Facts, certificateview.Fact{Label: "Đã thu hồi", Text: count(d.Revoked)})
	}
	if n := d.Awards - d.Issued; n > 0 {
		m.Issue, m.Missing = at+"/cap", fmt.Sprintf("Còn %s %s chưa cấp. Mỗi bản có mã xác minh riêng và số sổ vàng theo danh sách của quyết định.", count(n), d.Form.Label())
	}
	m.Notices = u.noQR()
	if d.Issued > 0 || len(errs) > 0 {
		m.Print = &certificateview.PrintForm{URL: at + "/in", Key: key, Button: "Tạo tệp in", Templates: templates,
			Hint: fmt.Sprintf("Tệp được tạo theo từng phần 100 bản; có thể rời trang trong khi chờ. Tệp giữ %d ngày để tải lại.", u.Certificates.KeptDays())}
		if m.Print.Items, err = u.printItems(c, d.Form, v, errs); err != nil {
			return err
		}
		m.Print.Items = append(m.Print.Items, certificateview.Item{Field: &ui.Field{Name: "so", Label: "Các số sổ vàng", Value: v("so"), Error: page.Of(errs, "so"), Max: mostNumbers, Hint: "Để trống: in tất cả. Ví dụ: 1-50, 73."}})
	}
	for i := range list {
		j := &list[i]
		r := certificateview.Job{Link: ui.Link{Label: vi.DayTime(j.Asked.At), URL: jobURL(j.ID)}, By: j.Asked.Name, Done: fmt.Sprintf("%s/%s", count(j.Next), count(len(j.Certificates))), State: jobTag(j.State)}
		if p, err := j.Way(); err == nil {
			r.Template = p.Template.Name
		}
		if u.Certificates.Kept(*j) != nil {
			r.Gone = "Tệp đã xóa"
		}
		m.Jobs = append(m.Jobs, r)
	}
	return c.Render(page.View{Title: m.Head.Title, Status: status}, certificateview.DecidedPage(m))
}

// noQR tells who prints what certificates lack where the site's address is not
// set.
func (u *UI) noQR() []certificateview.Notice {
	if u.Certificates.Lookup != "" {
		return nil
	}
	return []certificateview.Notice{{Text: "Máy chủ chưa khai báo địa chỉ trang: bản in có mã xác minh nhưng không có mã QR. Báo quản trị hệ thống khai báo trước khi in để trao."}}
}

func jobTag(s certificate.JobState) ui.Tag {
	kinds := map[certificate.JobState]string{certificate.Waiting: "submitted", certificate.Running: "submitted", certificate.Done: "accepted", certificate.Failed: "returned"}
	return ui.Tag{Kind: kinds[s], Text: s.Words()}
}

// IssueAll makes what is missing.
func (u *UI) IssueAll(c *page.Context) error {
	w, d, err := u.decided(c)
	if err != nil {
		return err
	}
	n, err := u.Certificates.IssueAll(c.Ctx(), c.Actor, c.Now, w.Tree, d.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		return c.See(decidedURL(d.ID), "Không cấp thêm bản nào: các khen thưởng đều đã có giấy.")
	}
	return c.See(decidedURL(d.ID), fmt.Sprintf("Đã cấp %s %s.", count(n), d.Form.Label()))
}

// Start puts a batch in line.
func (u *UI) Start(c *page.Context) error {
	w, d, err := u.decided(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	p, err := u.Certificates.Print(c.Ctx(), c.Actor, c.Now, d.Form, chosen(f))
	at := ""
	if err == nil && f.Fields.Empty() {
		at, err = u.Certificates.Start(c.Ctx(), c.Actor, c.Now, w.Tree, f.Line("khoa"), certificate.Batch{Decision: d.ID, Numbers: f.Line("so"), Print: p}, jobURL)
	}
	if errs, bad := refusals(f, err); bad {
		return u.showDecided(c, http.StatusUnprocessableEntity, f.Raw, errs, keyOf(f))
	}
	if err != nil {
		return err
	}
	return c.See(at, "Đã nhận. Tệp in đang được tạo.")
}

func keyOf(f *page.Form) string {
	if key := f.Line("khoa"); key != "" {
		return key
	}
	return page.NewID()
}

// job is the batch of the path, of the actor's unit.
func (u *UI) job(c *page.Context) (report.World, certificate.Job, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, certificate.Job{}, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, certificate.Job{}, err
	}
	j, err := u.Certificates.Job(c.Ctx(), c.Actor, c.Now, w.Tree, certificate.JobID(id))
	return w, j, err
}

// Job is how far a batch is, with its files.
func (u *UI) Job(c *page.Context) error {
	_, j, err := u.job(c)
	if err != nil {
		return err
	}
	p, err := j.Way()
	if err != nil {
		return err
	}
	parts, err := u.Certificates.Parts(c.Ctx(), j)
	if err != nil {
		return err
	}
	off, err := u.Certificates.Ended(c.Ctx(), j)
	if err != nil {
		return err
	}
	all := len(j.Certificates)
	form := award.Form(p.Template.Form).Label()
	m := certificateview.JobPage{Head: ui.Head{Crumbs: []ui.Link{{Label: "Khen thưởng đã tặng", URL: root}, {Label: "Cấp và in", URL: decidedURL(j.Decision)}, {Label: "Lượt in"}}, Kicker: vi.DayTime(j.Asked.At) + ", " + j.Asked.Name,
		Title: fmt.Sprintf("In %s %s", count(all), form), Tag: jobTag(j.State)}, Running: j.State.Open(), Value: strconv.Itoa(j.Next), Max: strconv.Itoa(all), Text: fmt.Sprintf("Đã tạo %s/%s bản.", count(j.Next), count(all)), Again: jobURL(j.ID)}
	paperWords := "Giấy trắng"
	if p.Blank {
		paperWords = "Phôi in sẵn"
	}
	m.Facts = []certificateview.Fact{{Label: "Mẫu in", Text: p.Template.Name}, {Label: "Giấy", Text: paperWords}, {Label: "Dịch", Text: fmt.Sprintf("sang phải %s mm, xuống %s mm", showDecimal(p.Nudge.Right), showDecimal(p.Nudge.Down))}}
	until, ended := u.Certificates.Until(j)
	until += c.Now.Today - clock.DayOf(c.Now.Wall) // as the page tells days
	gone := u.Certificates.Kept(j) != nil
	if ended && j.Next > 0 {
		m.Facts = append(m.Facts, certificateview.Fact{Label: map[bool]string{true: "Tệp đã xóa", false: "Tải được"}[gone], Text: map[bool]string{true: "sau ngày ", false: "đến hết ngày "}[gone] + until.String()})
	}
	m.None = "Chưa có tệp nào xong."
	another := ui.Link{Label: "Lập lượt in khác"}
	if gone || j.State == certificate.Failed || j.State == certificate.Cancelled {
		numbers, err := u.Certificates.Numbers(c.Ctx(), j)
		if err != nil {
			return err
		}
		if vi.Length(numbers) > mostNumbers {
			numbers = ""
		}
		another.URL = link(decidedURL(j.Decision), map[string]string{"so": numbers}) + "#in"
	}
	if gone && j.Next > 0 {
		m.None = "Không còn tệp nào."
		m.Notices = append(m.Notices, certificateview.Notice{Text: fmt.Sprintf("Tệp của lượt in này chỉ giữ %d ngày và đã được xóa, không tải được nữa. Cần in lại thì lập lượt in khác.", u.Certificates.KeptDays()), Link: another})
	}
	switch {
	case j.State.Open():
		c.W.Header().Set("Refresh", "3")
		m.Cancel = jobURL(j.ID) + "/huy"
	case j.State == certificate.Failed:
		m.Notices = append(m.Notices, certificateview.Notice{Kind: "bad", Text: j.Trouble, Link: another})
	case gone:
	case j.State == certificate.Cancelled:
		m.Notices = append(m.Notices, certificateview.Notice{Text: "Lượt in đã hủy; các phần tạo xong vẫn tải được.", Link: another})
	case j.State == certificate.Done:
		m.All = []ui.Link{{Label: "Tất cả trong một PDF", URL: jobURL(j.ID) + "/tat-ca.pdf"}, {Label: "Tất cả các phần (ZIP)", URL: jobURL(j.ID) + "/tat-ca.zip"}}
	}
	if off > 0 && !gone {
		m.Notices = append(m.Notices, certificateview.Notice{Kind: "bad", Text: fmt.Sprintf("%s bản trong lượt in này đã được cấp lại hoặc bị thu hồi: bỏ các bản đó ra, không trao.", count(off))})
	}
	for _, x := range parts {
		m.Parts = append(m.Parts, ui.Link{Label: fmt.Sprintf("Bản %s–%s", count(x.First), count(x.Last)), URL: jobURL(j.ID) + "/phan/" + strconv.Itoa(x.First), Count: "PDF, " + vi.Int(int64(x.Size+1023)>>10) + " kB"})
	}
	return c.Render(page.View{Title: m.Head.Title}, certificateview.JobPageOf(m))
}

// Part is one finished file.
func (u *UI) Part(c *page.Context) error {
	_, j, err := u.job(c)
	if err != nil {
		return err
	}
	first, err := c.ID("dau")
	if err != nil || first > int64(len(j.Certificates)) {
		return fault.Missing()
	}
	b, err := u.Certificates.File(c.Ctx(), j, int(first))
	if err != nil {
		return err
	}
	p, err := j.Way()
	if err != nil {
		return err
	}
	part := certificate.Part{First: int(first), Last: min(int(first)+j.Per-1, len(j.Certificates))}
	return c.Download("application/pdf", part.Name(p.Template.Form), b)
}

// AllPDF is the whole batch as one file.
func (u *UI) AllPDF(c *page.Context) error {
	w, j, err := u.job(c)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := u.Certificates.WriteAll(c.Ctx(), w.Tree, j, &b); err != nil {
		return err
	}
	p, err := j.Way()
	if err != nil {
		return err
	}
	return c.Download("application/pdf", certificate.Part{First: 1, Last: len(j.Certificates)}.Name(p.Template.Form), b.Bytes())
}

// AllZIP is every part, as made.
func (u *UI) AllZIP(c *page.Context) error {
	_, j, err := u.job(c)
	if err != nil {
		return err
	}
	if j.State != certificate.Done {
		return fault.New(fault.Stale, "Lượt in chưa tạo xong nên chưa có tệp chung. Tải từng phần đã xong, hoặc chờ thêm.")
	}
	p, err := j.Way()
	if err != nil {
		return err
	}
	if err := u.Certificates.Kept(j); err != nil {
		return err
	}
	parts, err := u.Certificates.Parts(c.Ctx(), j)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, x := range parts {
		pdf, err := u.Certificates.File(c.Ctx(), j, x.First)
		if err != nil {
			return err
		}
		to, err := z.CreateHeader(&zip.FileHeader{Name: x.Name(p.Template.Form), Method: zip.Store, Modified: p.Made.In(clock.Location)})
		if err != nil {
			return err
		}
		if _, err := to.Write(pdf); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return c.Download("application/zip", fmt.Sprintf("In %s %s.zip", award.Form(p.Template.Form).Label(), clock.DayOf(p.Made)), b.Bytes())
}

// Cancel stops a batch.
func (u *UI) Cancel(c *page.Context) error {
	w, j, err := u.job(c)
	if err != nil {
		return err
	}
	if err := u.Certificates.Stop(c.Ctx(), c.Actor, c.Now, w.Tree, j.ID); err != nil {
		return err
	}
	return c.See(jobURL(j.ID), "Đã hủy lượt in.")
}
