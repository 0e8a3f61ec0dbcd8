package scoreui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/scoreview"
	"thidua/templates/ui"
)

// Progress is completeness and timeliness of a unit's reports, and who is
// late.
func (u *UI) Progress(c *page.Context) error {
	a, err := u.ask(c)
	if err != nil {
		return err
	}
	b, err := u.Reports.Timeliness(c.Ctx(), u.Reports.Pool, c.Actor, a.w, a.unit, a.want.Periods)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(a.progressFile(b))
	}
	m := a.progress(b)
	return c.Render(page.View{Title: m.Head.Title + " – " + a.name(a.unit)}, scoreview.ProgressPage(m))
}

func (a *ask) progress(b *report.Board) scoreview.Progress {
	m := scoreview.Progress{Head: ui.Head{Kicker: a.name(a.unit) + " · đến " + a.c.Now.Today.String(), Title: "Tiến độ báo cáo " + a.span.Name, Lead: a.due(a.c.Now.Today)}}
	if crumbs := a.crumbs(page.ProgressURL); len(crumbs) > 1 {
		crumbs[len(crumbs)-1].URL = ""
		m.Head.Crumbs = crumbs
	}
	m.Tools = a.tools("/tien-do", page.ProgressURL, false)
	m.More = ui.Link{Label: "Bảng kết quả", URL: page.ScoreURL(a.at)}
	switch {
	case len(a.want.Periods) == 0:
		m.Empty = a.nothing(page.ProgressURL)
		return m
	case b.Expected == 0:
		m.Empty = &scoreview.Empty{Title: "Không có báo cáo nào", Text: a.name(a.unit) + " không phải báo cáo trong khoảng đã chọn, hoặc không tham gia phong trào."}
		return m
	}
	m.Head.Export = a.c.Exports()
	p := b.Progress
	list := func(state string) string { return page.ReportsURL(a.listSpan(), a.at.Unit, state) }
	m.Cards = []scoreview.Card{
		{Label: "Đầy đủ", Value: rate(p.Submitted, p.Expected), Text: count(p.Submitted) + "/" + count(p.Expected) + " báo cáo đã gửi", URL: list("da-gui"), Num: strconv.Itoa(p.Submitted), Max: strconv.Itoa(p.Expected)},
		{Label: "Đúng hạn", Value: rate(p.OnTime, p.Submitted), Text: count(p.OnTime) + "/" + count(p.Submitted) + " báo cáo đã gửi", URL: list("dung-han"), Num: strconv.Itoa(p.OnTime), Max: strconv.Itoa(max(1, p.Submitted))},
		{Label: "Quá hạn chưa gửi", Value: count(p.Late), Text: "báo cáo", Late: p.Late > 0, URL: list("qua-han")},
		{Label: "Đã duyệt", Value: count(p.Accepted), Of: "/" + count(p.Expected), Text: count(p.Waiting) + " chờ duyệt · " + count(p.Returned) + " bị trả lại", URL: list("accepted"), Num: strconv.Itoa(p.Accepted), Max: strconv.Itoa(p.Expected)},
	}
	m.Units = a.punctual(b)
	m.Late, m.None = a.late(b)
	m.Defs = []scoreview.Fact{
		{Label: "Đầy đủ", Text: "số báo cáo đã gửi ít nhất một lần ÷ số báo cáo phải gửi (xã có Tổ đang hoạt động, tham gia phong trào)."},
		{Label: "Đúng hạn", Text: "trong số đã gửi, số báo cáo gửi lần đầu không muộn hơn hạn. Bị trả lại rồi gửi lại không tính là muộn."},
	}
	return m
}

func count(n int) string { return vi.Int(int64(n)) }

var progressHeads = []scoreview.Col{{Label: "Phải gửi", Num: true}, {Label: "Đã gửi", Num: true}, {Label: "Đầy đủ", Num: true}, {Label: "Đúng hạn", Num: true}, {Label: "Tỷ lệ đúng hạn", Num: true},
	{Label: "Gửi muộn", Num: true}, {Label: "Quá hạn chưa gửi", Num: true}, {Label: "Chờ duyệt", Num: true}, {Label: "Bị trả lại", Num: true}, {Label: "Đã duyệt", Num: true}}

// punctual is the table of the units below.
func (a *ask) punctual(b *report.Board) scoreview.Table {
	t := scoreview.Table{ID: "don-vi", Title: "Từng đơn vị", Head: append([]scoreview.Col{{Label: rowHeads[b.Level]}}, progressHeads...)}
	if b.Level == org.Commune || b.Level == org.Team {
		t.Head[0].Label = "Xã, phường, thị trấn"
	}
	for i := range b.Groups {
		g := &b.Groups[i]
		r := scoreview.TRow{Head: ui.Link{Label: a.short(g.Unit), URL: page.ProgressURL(a.of(g.Unit))}, Note: a.gone(g.Unit), Cells: a.counters(&g.Progress, g.Unit)}
		if g.Unit == a.unit {
			r.Head.URL = ""
		}
		t.Rows = append(t.Rows, r)
	}
	if len(b.Groups) > 1 {
		t.Foot = &scoreview.TRow{Head: ui.Link{Label: "Cộng"}, Cells: a.counters(&b.Progress, a.unit)}
	}
	return t
}

// counters are a unit's numbers, each leading to the reports it counts.
func (a *ask) counters(p *report.Progress, unit org.UnitID) []scoreview.TCell {
	u, _ := a.w.Tree.Unit(unit)
	number := func(head, n int, state string, bad bool) scoreview.TCell {
		c := scoreview.TCell{Label: progressHeads[head].Label, Num: true, Late: bad && n > 0, Links: []ui.Link{{Label: count(n)}}}
		if u.During.Holds(a.w.Day) {
			c.Links[0].URL = page.ReportsURL(a.listSpan(), int64(unit), state)
		}
		return c
	}
	share := func(head, n, d int) scoreview.TCell {
		return scoreview.TCell{Label: progressHeads[head].Label, Num: true, Text: rate(n, d)}
	}
	return []scoreview.TCell{number(0, p.Expected, "", false), number(1, p.Submitted, "da-gui", false), share(2, p.Submitted, p.Expected), number(3, p.OnTime, "dung-han", false), share(4, p.OnTime, p.Submitted),
		number(5, p.Submitted-p.OnTime, "gui-muon", true), number(6, p.Late, "qua-han", true), number(7, p.Waiting, "cho-duyet", false), number(8, p.Returned, "returned", false), number(9, p.Accepted, "accepted", false)}
}

// late lists the reports not handed in by their due day: those still missing,
// longest first, then those that came late.
func (a *ask) late(b *report.Board) (scoreview.Table, string) {
	t := scoreview.Table{ID: "muon", Title: "Quá hạn và gửi muộn", Head: []scoreview.Col{{Label: "Đơn vị"}, {Label: "Kỳ"}, {Label: "Hạn gửi"}, {Label: "Tình trạng"}, {Label: "Số ngày quá hạn", Num: true}}}
	type item struct {
		e    *report.Expected
		days clock.Day
		sent bool
	}
	var list []item
	for i := range b.Reports {
		e := &b.Reports[i]
		due := a.w.Plan.Periods[e.Period].Due
		switch {
		case e.FirstSubmittedOn == nil && a.w.Day > due:
			list = append(list, item{e, a.w.Day - due, false})
		case e.FirstSubmittedOn != nil && *e.FirstSubmittedOn > due:
			list = append(list, item{e, *e.FirstSubmittedOn - due, true})
		}
	}
	if len(list) == 0 {
		return t, "Không có báo cáo nào quá hạn hay gửi muộn trong khoảng này."
	}
	slices.SortStableFunc(list, func(x, y item) int {
		if x.sent != y.sent {
			if y.sent {
				return -1
			}
			return 1
		}
		return cmp.Compare(y.days, x.days)
	})
	for _, x := range list {
		p := a.w.Plan.Periods[x.e.Period]
		status := "chưa gửi"
		if x.sent {
			status = "gửi lần đầu ngày " + x.e.FirstSubmittedOn.String()
		}
		unit := org.UnitID(x.e.Unit)
		r := scoreview.TRow{Head: ui.Link{Label: a.short(unit), URL: page.ReportURL(int64(x.e.Report))}}
		if d := a.w.Tree.Ancestor(unit, org.District, p.End); d != 0 && b.Level == org.Province {
			r.Note = a.w.Tree.Name(d, p.End).Full()
		}
		r.Cells = []scoreview.TCell{{Label: "Kỳ", Text: p.Label}, {Label: "Hạn gửi", Text: p.Due.String()}, {Label: "Tình trạng", Text: status, Late: !x.sent}, {Label: "Số ngày quá hạn", Num: true, Text: fmt.Sprint(int(x.days))}}
		t.Rows = append(t.Rows, r)
	}
	return t, ""
}
