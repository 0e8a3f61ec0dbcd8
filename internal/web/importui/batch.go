package importui

import (
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"thidua/internal/fault"
	"thidua/internal/intake"
	"thidua/internal/paper/workbook"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/importview"
	"thidua/templates/ui"
)

func upper(s string) string { return vi.UpperFirst(s) }

func (u *UI) batch(c *page.Context) (intake.Batch, error) {
	id, err := c.ID("id")
	if err != nil {
		return intake.Batch{}, err
	}
	return u.Intake.Get(c.Ctx(), c.Actor, intake.BatchID(id))
}

func formURL(b intake.Batch) string {
	switch b.Kind {
	case intake.Teams:
		return teamsURL
	case intake.Month:
		return page.ReportURL(int64(b.ReportID)) + "/nhap-excel"
	}
	return membersURL
}

// resultURL is where what was written is seen.
func resultURL(c *page.Context, b intake.Batch) ui.Link {
	if b.Kind == intake.Month {
		return ui.Link{Label: "Xem báo cáo", URL: page.ReportURL(int64(b.ReportID))}
	}
	return ui.Link{Label: "Xem các Tổ của đơn vị", URL: page.UnitURL(c.Actor.UnitID)}
}

// Show is a workbook handed in: its problems, the decision, how far the
// writing is, or what came of it.
func (u *UI) Show(c *page.Context) error {
	b, err := u.batch(c)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(u.issuesFile(c, b))
	}
	m := importview.Batch{URL: batchURL(b.ID), Form: formURL(b), Digest: hex.EncodeToString(b.Digest), State: string(b.State), Kind: string(b.Kind),
		Head: ui.Head{Crumbs: []ui.Link{{Label: titles[b.Kind], URL: formURL(b)}, {Label: b.FileName}}, Kicker: titles[b.Kind], Title: b.FileName, Tag: tagOf(b, c.Now.Wall)}}
	n := func(i int) string { return vi.Int(int64(i)) }
	m.Counts = []importview.Count{{Label: "Thêm mới", N: n(b.Added)}, {Label: "Thay đổi", N: n(b.Changed)}, {Label: "Giữ nguyên", N: n(b.Same)}, {Label: "Lỗi", N: n(b.Errors), Bad: b.Errors > 0}, {Label: "Lưu ý", N: n(b.Warnings)}}
	m.Unit = b.Kind.Noun()
	switch {
	case b.State == intake.Running && !b.Broken(c.Now.Wall):
		// Works without script: the browser asks again by itself.
		c.W.Header().Set("Refresh", "2")
		m.Done, m.Total = b.Written, max(b.Total, 1)
		m.Words = fmt.Sprintf("Đang ghi %s/%s.", n(b.Written), n(b.Total))
	case b.State == intake.Done:
		m.Words = strings.TrimSpace("Đã nhập xong: " + b.Words() + ". " + b.Message)
		m.Next = resultURL(c, b)
	case b.State == intake.Failed:
		m.Words = b.Message
	case b.State == intake.Dropped:
		m.Words = "Tệp này đã bỏ hoặc đã hết hạn. Tải tệp lên lại nếu cần."
	default:
		if err := u.decide(c, b, &m); err != nil {
			return err
		}
	}
	return c.Render(page.View{Title: m.Head.Title, Narrow: false}, importview.BatchPage(m))
}

// decide fills what the person decides by: problems, or what will be written.
func (u *UI) decide(c *page.Context, b intake.Batch, m *importview.Batch) error {
	m.Broken = b.State == intake.Running
	nth := int(min(max(c.QueryID("trang"), 1), 100_000))
	list, total, err := u.Intake.Issues(c.Ctx(), b, nth)
	if err != nil {
		return err
	}
	for _, i := range list {
		m.Issues = append(m.Issues, issueRow(i))
	}
	m.Pager = pager(m.URL, nth, len(list), total)
	if total > 0 {
		m.Head.Export = c.Exports()
	}
	switch {
	case b.Errors > 0:
		m.Words = fmt.Sprintf("Có %s lỗi, chưa ghi dòng nào. Sửa trong tệp Excel rồi tải lên lại.", vi.Int(int64(b.Errors)))
	case b.Total == 0:
		m.Words = "Mọi dòng đã có trên hệ thống, không có gì để nhập."
	default:
		m.Confirm = fmt.Sprintf("Nhập %s %s", vi.Int(int64(b.Total)), b.Kind.Noun())
		m.Words = "Không có lỗi. Xem lại rồi bấm “" + m.Confirm + "”."
	}
	if b.Errors > 0 {
		return nil
	}
	lines, err := u.Intake.Preview(c.Ctx(), b, 20)
	if err != nil || b.Kind == intake.Month {
		if err == nil {
			err = u.figures(c, b, lines, m)
		}
		return err
	}
	for _, l := range lines {
		m.Rows = append(m.Rows, importview.Row{Where: "dòng " + strconv.Itoa(l.Row), Name: l.Name, What: l.Detail})
	}
	return nil
}

// figures shows a month's cells as old → new.
func (u *UI) figures(c *page.Context, b intake.Batch, lines []intake.Line, m *importview.Batch) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	g, err := u.Reports.Grid(c.Ctx(), u.Reports.Pool, c.Actor, w, b.ReportID, c.Now.Today)
	if err != nil {
		return err
	}
	for _, l := range lines {
		for _, x := range l.Cells {
			old, what := x.Base.Text(), ""
			if x := g.Rules.Measure(x.Slot); x != nil {
				what = x.Short
			}
			if old == "" {
				old = "trống"
			}
			m.Rows = append(m.Rows, importview.Row{Where: "dòng " + strconv.Itoa(l.Row), Name: l.Name, What: what + ": " + old + " → " + x.Value.Text()})
		}
	}
	return nil
}

func issueRow(i intake.Issue) importview.Issue {
	r := importview.Issue{Where: upper(i.Where()), Column: i.Column, Value: i.Value, Message: i.Message, Tag: ui.Tag{Kind: "returned", Text: "Lỗi"}}
	if i.Warning {
		r.Tag = ui.Tag{Kind: "warn", Text: "Lưu ý"}
	}
	return r
}

func (u *UI) issuesFile(c *page.Context, b intake.Batch) page.File {
	f := page.File{Name: "Lỗi và lưu ý của tệp " + b.FileName}
	f.Table.Sheet = "Lỗi và lưu ý"
	f.Table.Columns = []workbook.Column{{Header: "Mức", Kind: workbook.State}, {Header: "Ô", Width: 12}, {Header: "Cột", Width: 24}, {Header: "Đang ghi", Width: 30}, {Header: "Cần làm", Width: 80}}
	f.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
		for n := 1; ; n++ {
			list, total, err := u.Intake.Issues(c.Ctx(), b, n)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, i := range list {
				r := issueRow(i)
				if !yield([]workbook.Cell{workbook.T(r.Tag.Text), workbook.T(r.Where), workbook.T(r.Column), workbook.T(r.Value), workbook.T(r.Message)}, nil) {
					return
				}
			}
			if n*intake.IssuePage >= total {
				return
			}
		}
	}
	return f
}

func pager(base string, nth, rows, total int) ui.Pager {
	p := ui.Pager{Text: vi.Int(int64(total)) + " dòng"}
	at := func(n int) string { return base + "?" + url.Values{"trang": {strconv.Itoa(n)}}.Encode() }
	if total > intake.IssuePage {
		first := (nth-1)*intake.IssuePage + 1
		p.Text = fmt.Sprintf("%s–%s trong %s", vi.Int(int64(first)), vi.Int(int64(first+rows-1)), vi.Int(int64(total)))
	}
	if nth > 1 {
		p.Prev = at(nth - 1)
	}
	if nth*intake.IssuePage < total {
		p.Next = at(nth + 1)
	}
	return p
}

func tagOf(b intake.Batch, wall time.Time) ui.Tag {
	switch {
	case b.Broken(wall):
		return ui.Tag{Kind: "returned", Text: "Bị ngắt giữa chừng"}
	case b.State == intake.Checked && b.Errors > 0:
		return ui.Tag{Kind: "returned", Text: "Còn lỗi"}
	}
	return map[intake.State]ui.Tag{intake.Checked: {Kind: "submitted", Text: "Chờ xác nhận"}, intake.Running: {Kind: "in_review", Text: "Đang ghi"}, intake.Done: {Kind: "accepted", Text: "Đã nhập"},
		intake.Failed: {Kind: "returned", Text: "Không nhập được"}, intake.Dropped: {Text: "Đã bỏ"}}[b.State]
}

func recentRow(b intake.Batch, wall time.Time) importview.Recent {
	return importview.Recent{Name: b.FileName, URL: batchURL(b.ID), At: vi.DayTime(b.CreatedAt), Tag: tagOf(b, wall), Words: b.Words()}
}

// patience is how long the answer waits for a short workbook to be written.
const patience = 3 * time.Second

// Confirm writes what was shown.
func (u *UI) Confirm(c *page.Context) error {
	b, err := u.batch(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	digest, err := hex.DecodeString(f.Line("ma-bam"))
	if err != nil || len(digest) != 32 {
		return fault.New(fault.Invalid, "Trang đã cũ. Tải lại trang rồi bấm “Nhập”.")
	}
	done, err := u.Intake.Confirm(c.Ctx(), c.Actor, c.Now, w, b.ID, digest)
	if err != nil {
		return err
	}
	wait := time.NewTimer(patience)
	defer wait.Stop()
	select {
	case <-done:
	case <-wait.C:
	case <-c.Ctx().Done():
	}
	return c.See(batchURL(b.ID), "")
}

// Drop forgets the workbook.
func (u *UI) Drop(c *page.Context) error {
	b, err := u.batch(c)
	if err != nil {
		return err
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	if err := u.Intake.Drop(c.Ctx(), c.Actor, c.Now, w.Tree, b.ID); err != nil {
		return err
	}
	return c.See(formURL(b), "Đã bỏ tệp “"+b.FileName+"”. Chưa ghi dòng nào.")
}
