// Package homeui is where each role begins: what it must do next, by due date,
// then its standing.
package homeui

import (
	"fmt"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/dossier"
	"thidua/internal/launch"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/homeview"
	"thidua/templates/ui"
)

// UI is the family's handlers.
type UI struct {
	Reports   *report.Service
	Summaries *summary.Service
	Dossiers  *dossier.Service
	Launches  *launch.Shelf
	World     func(c *page.Context) (report.World, error)
	Pool      *pg.Pool
}

// Routes is the family's part of THE route list.
func (u *UI) Routes() []page.Route {
	return []page.Route{{Method: "GET", Pattern: "/", Action: access.Self, Class: page.Page, Handler: u.Home}}
}

// Home is the page of the actor's role.
func (u *UI) Home(c *page.Context) error {
	if c.Actor.Role == "" {
		return c.See("/tai-khoan", "")
	}
	if c.Actor.Role == access.Admin {
		return u.admin(c)
	}
	w, err := u.World(c)
	if err != nil {
		return err
	}
	h, err := u.standing(c, w)
	if err != nil {
		return err
	}
	switch c.Actor.Role {
	case access.CommunePolice:
		u.commune(w, &h)
	case access.District:
		u.district(c, w, &h)
	case access.PX03:
		u.province(w, &h)
	default:
		deadlines(c, w, &h)
	}
	if err := u.launches(c, w, &h); err != nil {
		return err
	}
	if err := u.desk(c, w, &h); err != nil {
		return err
	}
	if err := u.awards(c, w, &h); err != nil {
		return err
	}
	for i := range h.home.Todo {
		h.home.Todo[i].First = i == 0
	}
	return c.Render(page.View{Title: "Việc cần làm"}, homeview.Page(h.home))
}

// home is the page being made and the figures it is made from.
type home struct {
	home     homeview.Home
	phase    plan.LivePhase
	ended    []plan.LivePeriod
	expected []report.Expected
	lines    []report.Line // the reports opened so far, of those who hold or review them
	today    clock.Day
}

// standing reads the phase's shares once: cards and verdicts come from them;
// for those who work on reports their list comes along.
func (u *UI) standing(c *page.Context, w report.World) (home, error) {
	today := c.Now.Today
	h := home{phase: w.Plan.CurrentPhase(today), today: today}
	h.ended = plan.Ended(w.Plan.InPhase(h.phase.ID), today)
	h.home.Head = ui.Head{Kicker: vi.UpperFirst(c.Actor.UnitName) + " · " + today.String(), Title: "Việc cần làm", Aside: h.phase.Name}
	scope, err := access.ScopeOf(c.Actor, access.ScoreRead)
	if err != nil {
		return h, err
	}
	want := report.Want{Periods: h.ended, Reading: report.AtTheTime}
	if c.Actor.Role == access.CommunePolice || c.Actor.Role == access.District {
		var opened []plan.LivePeriod
		for _, p := range w.Plan.Periods {
			if p.Opens <= today {
				opened = append(opened, p)
			}
		}
		h.lines, h.expected, err = u.Reports.Sheet(c.Ctx(), u.Pool, w, scope, opened, want)
	} else {
		h.expected, err = u.Reports.Shares(c.Ctx(), u.Pool, w, scope, want)
	}
	if err != nil || len(h.ended) == 0 {
		return h, err
	}
	shares := make([]plan.Share, len(h.expected))
	for i := range h.expected {
		shares[i] = h.expected[i].Share
	}
	results := w.Plan.Rules.JudgeAll(nil, shares, today)
	h.cards(c, w, results)
	b := homeview.Block{Title: "Kết quả " + h.phase.Name + " theo số liệu đã duyệt", More: ui.Link{Label: "Bảng kết quả", URL: page.ScoreURL(page.Asked{Unit: c.Actor.UnitID, Span: h.phase.Code})}}
	for i := range results {
		r := &results[i]
		p := page.Pill(r)
		p.URL = page.WhyURL(page.Asked{Unit: c.Actor.UnitID, Span: h.phase.Code}, r.Indicator.Code)
		b.Lines = append(b.Lines, homeview.Line{Label: r.Indicator.Code + " " + r.Indicator.Short, URL: p.URL, Pill: p})
	}
	h.home.Blocks = append(h.home.Blocks, b)
	h.home.Legend = true
	return h, nil
}

func (h *home) cards(c *page.Context, w report.World, results []plan.Result) {
	p := report.ProgressOf(h.expected, w, h.today)
	tally := map[plan.Verdict]int{}
	for i := range results {
		tally[results[i].Verdict]++
	}
	list := "/bao-cao?ky=0"
	h.home.Stats = []homeview.Stat{
		{Label: "Báo cáo tháng đã duyệt", Value: vi.Int(int64(p.Accepted)), Of: "/" + vi.Int(int64(p.Expected)), URL: list + "&trang-thai=accepted", Bar: true,
			Num: strconv.Itoa(p.Accepted), Max: strconv.Itoa(max(1, p.Expected))},
		{Label: "Gửi đúng hạn", Value: rate(p.OnTime, p.Submitted), Text: fmt.Sprintf("%d/%d báo cáo đã gửi", p.OnTime, p.Submitted), URL: "/tien-do"},
		{Label: "Chỉ tiêu đạt", Value: strconv.Itoa(tally[plan.Met]), Of: "/" + strconv.Itoa(len(results)),
			Text: fmt.Sprintf("%d chưa đạt · %d chưa đủ số liệu", tally[plan.NotMet], tally[plan.Unknown]), URL: page.ScoreURL(page.Asked{Unit: c.Actor.UnitID, Span: h.phase.Code})},
		{Label: "Quá hạn chưa gửi", Value: strconv.Itoa(p.Late), Text: "trong " + h.phase.Name, Late: p.Late > 0, URL: list + "&trang-thai=qua-han"},
	}
}

func rate(n, d int) string {
	if d == 0 {
		return "–"
	}
	return vi.Percent(int64(n), int64(d))
}

func (u *UI) commune(w report.World, h *home) {
	lines := h.lines
	for i := range lines {
		x := &lines[i]
		p, _ := w.Plan.Period(x.PeriodID)
		due, late := report.DueWords(p.Due, h.today)
		t := homeview.Task{Title: "Báo cáo " + p.Label, Tag: ui.Tag{Kind: string(x.State), Text: x.State.Words()}, Due: "Hạn gửi: " + due, Late: late}
		url := page.ReportURL(int64(x.ID))
		switch {
		case x.State == report.Returned:
			t.Title, t.Text, t.Act = "Sửa báo cáo bị trả lại: "+p.Label, x.Reason, ui.Link{Label: "Sửa và gửi lại", URL: url}
			t.Due, t.Late = "", false
			h.home.Todo = append([]homeview.Task{t}, h.home.Todo...)
			continue
		case x.State == report.Draft && p.Ended(h.today) && (p.Open(h.today) || x.ExtendedUntil != nil && *x.ExtendedUntil >= h.today):
			t.Text, t.Act = left(x.Empty), ui.Link{Label: "Nhập và gửi", URL: url}
		case x.State == report.Draft && p.Open(h.today):
			t.Text, t.Act = "Đang diễn ra, nhập dần được. "+left(x.Empty), ui.Link{Label: "Nhập dần", URL: url}
		case x.State == report.Draft && p.Ended(h.today):
			t.Text, t.Act = "Đã đóng, chưa gửi. Liên hệ đơn vị duyệt để được gia hạn.", ui.Link{Label: "Xem", URL: url}
		default:
			continue
		}
		h.home.Todo = append(h.home.Todo, t)
	}
}

// corrections adds the proposals that wait: for the reviewer to decide on, for
// the holder to know of.
func corrections(c *page.Context, h *home, n int) {
	decides := c.Actor.May(access.ReportReview)
	if n == 0 || !decides && !c.Actor.May(access.ReportEnter) {
		return
	}
	t := homeview.Task{Title: fmt.Sprintf("Duyệt %d đề nghị đính chính", n), Text: "Số liệu của báo cáo đã duyệt chỉ thay đổi khi đề nghị được duyệt.",
		Tag: ui.Tag{Kind: "submitted", Text: report.Proposed.Words()}, Act: ui.Link{Label: "Xem và quyết định", URL: "/dinh-chinh?trang-thai=" + string(report.Proposed)}}
	if !decides {
		t.Title, t.Text, t.Act.Label = fmt.Sprintf("%d đề nghị đính chính đang chờ duyệt", n), "Đơn vị duyệt chưa quyết định; số liệu chưa thay đổi.", "Xem"
	}
	h.home.Todo = append(h.home.Todo, t)
}

func left(empty int) string {
	if empty == 0 {
		return "Đã đủ số liệu."
	}
	return fmt.Sprintf("Còn %d ô trống.", empty)
}

func (u *UI) district(c *page.Context, w report.World, h *home) {
	lines := h.lines
	late := homeview.Block{Title: "Xã quá hạn chưa gửi", Empty: "Không có xã nào quá hạn.", More: ui.Link{Label: "Xem tất cả", URL: "/bao-cao?ky=0&trang-thai=qua-han"}}
	for _, p := range w.Plan.Periods {
		wait, back, missing, first := 0, 0, 0, ""
		for i := range lines {
			x := &lines[i]
			if x.PeriodID != p.ID {
				continue
			}
			switch {
			case x.State == report.Submitted || x.State == report.InReview:
				wait++
				if first == "" {
					first = page.ReportURL(int64(x.ID))
				}
			case x.State == report.Returned:
				back++
			case x.FirstSubmittedOn == nil && h.today >= p.SubmitFrom:
				missing++
				if h.today > p.Due {
					late.Lines = append(late.Lines, homeview.Line{Label: vi.UpperFirst(w.Tree.Name(org.UnitID(x.CommuneID), p.End).Full()), URL: page.ReportURL(int64(x.ID)),
						Text: fmt.Sprintf("%s, quá hạn %d ngày", p.Label, h.today-p.Due), Late: true})
				}
			}
		}
		list := fmt.Sprintf("/bao-cao?ky=%d", p.Ordinal+1)
		due, isLate := report.DueWords(p.Due, h.today)
		if wait > 0 {
			h.home.Todo = append(h.home.Todo, homeview.Task{Title: fmt.Sprintf("Duyệt %d báo cáo %s", wait, p.Label), Text: "Công an xã đã gửi, đang chờ duyệt.",
				Act: ui.Link{Label: "Duyệt", URL: list + "&trang-thai=cho-duyet"}, Tag: ui.Tag{Kind: "submitted", Text: "Chờ duyệt"}})
		}
		if missing > 0 && !isLate {
			h.home.Todo = append(h.home.Todo, homeview.Task{Title: fmt.Sprintf("Đôn đốc %d xã chưa gửi báo cáo %s", missing, p.Label), Due: "Hạn gửi: " + due,
				Act: ui.Link{Label: "Xem danh sách", URL: list + "&trang-thai=draft"}})
		}
		if back > 0 {
			h.home.Todo = append(h.home.Todo, homeview.Task{Title: fmt.Sprintf("Theo dõi %d báo cáo %s đã trả lại", back, p.Label), Text: "Đang chờ Công an xã sửa và gửi lại.",
				Act: ui.Link{Label: "Xem", URL: list + "&trang-thai=returned"}, Tag: ui.Tag{Kind: "returned", Text: "Trả lại"}})
		}
	}
	h.home.Blocks = append(h.home.Blocks, late)
	deadlines(c, w, h)
}

// province adds who holds what: per district, what waits and what is late.
func (u *UI) province(w report.World, h *home) {
	type count struct{ wait, late, expected, accepted int }
	by := map[org.UnitID]*count{}
	for i := range h.expected {
		e := &h.expected[i]
		p := w.Plan.Periods[e.Period]
		d := w.Tree.Ancestor(org.UnitID(e.Unit), org.District, p.End)
		if by[d] == nil {
			by[d] = &count{}
		}
		by[d].expected++
		switch {
		case e.State.Final():
			by[d].accepted++
		case e.State == report.Submitted || e.State == report.InReview:
			by[d].wait++
		case e.FirstSubmittedOn == nil && h.today > p.Due:
			by[d].late++
		}
	}
	b := homeview.Block{Title: "Huyện, thành phố đang giữ việc", Empty: "Chưa có kỳ nào kết thúc.", More: ui.Link{Label: "Tiến độ", URL: "/tien-do"}}
	for _, d := range w.Tree.Children(w.Tree.Root(h.today), h.today) {
		n := by[d]
		if n == nil {
			continue
		}
		b.Lines = append(b.Lines, homeview.Line{Label: vi.UpperFirst(w.Tree.Name(d, h.today).Full()), URL: "/bao-cao?ky=0&don-vi=" + strconv.FormatInt(int64(d), 10),
			Text: fmt.Sprintf("%d chờ duyệt · %d quá hạn · %d/%d đã duyệt", n.wait, n.late, n.accepted, n.expected), Late: n.late > 0})
		if n.wait > 0 || n.late > 0 {
			h.home.Todo = append(h.home.Todo, homeview.Task{Title: "Đôn đốc " + w.Tree.Name(d, h.today).Full(), Text: fmt.Sprintf("%d báo cáo chờ duyệt, %d báo cáo quá hạn chưa gửi.", n.wait, n.late),
				Act: ui.Link{Label: "Xem danh sách", URL: "/bao-cao?ky=0&don-vi=" + strconv.FormatInt(int64(d), 10)}})
		}
	}
	h.home.Blocks = append(h.home.Blocks, b, calendar(w, h.today))
}

// deadlines are what those who only read see first: dates by due.
func deadlines(_ *page.Context, w report.World, h *home) {
	h.home.Blocks = append(h.home.Blocks, calendar(w, h.today))
}

// calendar lists the next dates of the campaign.
func calendar(w report.World, today clock.Day) homeview.Block {
	b := homeview.Block{Title: "Các mốc sắp tới", Empty: "Phong trào đã kết thúc.", More: ui.Link{Label: "Kế hoạch", URL: "/ke-hoach"}}
	for _, p := range w.Plan.Periods {
		if p.Due >= today && len(b.Lines) < 4 {
			due, _ := report.DueWords(p.Due, today)
			b.Lines = append(b.Lines, homeview.Line{Label: "Hạn gửi báo cáo " + p.Label, Text: due})
		}
	}
	for _, ph := range w.Plan.Phases {
		if ph.ReportBefore > today {
			b.Lines = append(b.Lines, homeview.Line{Label: "Báo cáo kết quả " + ph.Name + " về UBND tỉnh (qua Công an tỉnh)",
				Text: fmt.Sprintf("trước ngày %s, còn %d ngày", ph.ReportBefore, ph.ReportBefore-1-today)})
		}
	}
	return b
}
