package reportui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

const districtLevel = org.District

func orgID(id int64) org.UnitID { return org.UnitID(id) }
func upper(s string) string     { return strings.ToUpper(s) }

// Waiting is the filter of a reviewer's queue: sent or under review.
const waiting = "cho-duyet"

// late is the filter of reports past due and never sent.
const lateFilter = "qua-han"

// Handed in at least once; of those, first by the due day, or after it.
const (
	sentFilter   = "da-gui"
	onTimeFilter = "dung-han"
	tardyFilter  = "gui-muon"
)

// filter is what the list's URL asks for.
type filter struct {
	period int    // ordinal from 1, 0 for all
	span   string // a phase's code, or "toan": the periods over; "" for none
	state  string // a state's code, waiting, lateFilter, "" for all
	unit   int64
	text   string
}

func (f filter) url(state string) string {
	s := "/bao-cao?ky=" + f.ky()
	if state != "" {
		s += "&trang-thai=" + state
	}
	if f.unit > 0 {
		s += "&don-vi=" + strconv.FormatInt(f.unit, 10)
	}
	return s
}

// ky is the span as the address has it.
func (f filter) ky() string {
	if f.span != "" {
		return f.span
	}
	return strconv.Itoa(f.period)
}

// List is the reports of the actor's scope. A commune sees its months; a
// reviewer the queue with counters as filters; those above everything below.
func (u *UI) List(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	scope, err := access.ScopeOf(c.Actor, access.ReportRead)
	if err != nil {
		return err
	}
	f := filter{state: c.Query("trang-thai"), unit: c.QueryID("don-vi"), text: c.Query("q")}
	if f.unit > 0 {
		if scope, err = scope.Narrow(w.Tree.Place(orgID(f.unit), c.Now.Today)); err != nil {
			return err
		}
	}
	own := c.Actor.May(access.ReportEnter)
	f.period = int(c.QueryID("ky"))
	if f.period > len(w.Plan.Periods) {
		f.period = 0
	}
	if !c.R.URL.Query().Has("ky") && !own && f.state == "" {
		f.period = w.Plan.Current(c.Now.Today).Ordinal + 1
	}
	list := w.Plan.Periods
	if s, ok := w.Plan.Stretch(c.Query("ky"), c.Now.Today); ok && s.Within != plan.InPeriod {
		f.span, list = s.Code, s.Judged
	}
	var periods []int64
	for _, p := range list {
		if p.Opens <= c.Now.Today && (f.period == 0 || p.Ordinal+1 == f.period) {
			periods = append(periods, p.ID)
		}
	}
	lines, err := u.Reports.Lines(c.Ctx(), u.Reports.Pool, scope, periods)
	if err != nil {
		return err
	}
	l := lister{c: c, w: w, f: f, own: own}
	if c.Wants() != "" {
		return c.Export(l.file(lines))
	}
	return c.Render(page.View{Title: "Báo cáo tháng"}, reportview.ListPage(l.view(lines)))
}

type lister struct {
	c   *page.Context
	w   report.World
	f   filter
	own bool
}

func (l *lister) is(state string, x *report.Line) bool {
	switch state {
	case "":
		return true
	case waiting:
		return x.State == report.Submitted || x.State == report.InReview
	case lateFilter:
		return l.late(x)
	case sentFilter:
		return x.FirstSubmittedOn != nil
	case onTimeFilter, tardyFilter:
		p, _ := l.w.Plan.Period(x.PeriodID)
		return x.FirstSubmittedOn != nil && (*x.FirstSubmittedOn <= p.Due) == (state == onTimeFilter)
	}
	return string(x.State) == state
}

// keeps tells whether the filters let a report through.
func (l *lister) keeps(x *report.Line) bool {
	p, _ := l.w.Plan.Period(x.PeriodID)
	return l.is(l.f.state, x) && (l.f.text == "" || strings.Contains(vi.Fold(l.w.Tree.Name(orgID(x.CommuneID), p.End).Full()), vi.Fold(l.f.text)))
}

// late: past due and never handed in.
func (l *lister) late(x *report.Line) bool {
	p, _ := l.w.Plan.Period(x.PeriodID)
	return x.FirstSubmittedOn == nil && l.c.Now.Today > p.Due
}

func (l *lister) view(lines []report.Line) reportview.List {
	v := reportview.List{Commune: l.own}
	where := "Tất cả các kỳ"
	if l.f.period > 0 {
		where = l.w.Plan.Periods[l.f.period-1].Label
	} else if s, ok := l.w.Plan.Stretch(l.f.span, l.c.Now.Today); ok {
		where = s.Name + ", các kỳ đã kết thúc"
	}
	v.Head = ui.Head{Kicker: vi.UpperFirst(l.c.Actor.UnitName), Title: "Báo cáo tháng", Aside: where}
	if l.f.unit > 0 {
		v.Head.Kicker = vi.UpperFirst(l.w.Tree.Name(orgID(l.f.unit), l.c.Now.Today).Full())
	}
	if !l.own {
		v.Tabs = l.tabs(lines)
		v.Filters, v.Search = l.filters()
		if l.f.state != "" || l.f.unit > 0 || l.f.text != "" {
			v.Reset = "/bao-cao?ky=" + l.f.ky()
		}
	} else {
		slices.Reverse(lines)
	}
	v.Head.Export = l.c.Exports()
	for i := range lines {
		x := &lines[i]
		if !l.keeps(x) {
			continue
		}
		row := l.row(x)
		v.Bulk = v.Bulk || row.Pick != ""
		v.Rows = append(v.Rows, row)
	}
	v.Total = fmt.Sprintf("%s báo cáo", vi.Int(int64(len(v.Rows))))
	v.Empty = "Không có báo cáo nào khớp với cách lọc này."
	if l.f.state == waiting {
		v.Empty = "Không còn báo cáo nào chờ duyệt."
	}
	return v
}

func (l *lister) tabs(lines []report.Line) []ui.Link {
	type tab struct{ code, label string }
	tabs := []tab{{"", "Tất cả"}, {waiting, "Chờ duyệt"}, {string(report.Accepted), "Đã duyệt"}, {string(report.Returned), "Trả lại"},
		{string(report.Draft), "Nháp"}, {lateFilter, "Quá hạn chưa gửi"}}
	var out []ui.Link
	for _, t := range tabs {
		n := 0
		for i := range lines {
			if l.is(t.code, &lines[i]) {
				n++
			}
		}
		out = append(out, ui.Link{Label: t.label, URL: l.f.url(t.code), Current: l.f.state == t.code, Count: strconv.Itoa(n)})
	}
	return out
}

func (l *lister) filters() ([]ui.Choice, ui.Field) {
	periods := ui.Choice{Name: "ky", Label: "Kỳ", Options: []ui.Option{{Value: "0", Label: "Tất cả các kỳ", Selected: l.f.period == 0 && l.f.span == ""}}}
	for _, ph := range l.w.Plan.Phases {
		if ph.Start <= l.c.Now.Today {
			periods.Options = append(periods.Options, ui.Option{Value: ph.Code, Label: ph.Name + " (các kỳ đã kết thúc)", Selected: l.f.span == ph.Code})
		}
	}
	if l.f.span == plan.WholeCampaign {
		periods.Options = append(periods.Options, ui.Option{Value: plan.WholeCampaign, Label: "Các kỳ đã kết thúc", Selected: true})
	}
	for _, p := range l.w.Plan.Periods {
		if p.Opens <= l.c.Now.Today {
			periods.Options = append(periods.Options, ui.Option{Value: strconv.Itoa(p.Ordinal + 1), Label: p.Label, Selected: l.f.period == p.Ordinal+1})
		}
	}
	out := []ui.Choice{periods}
	if kids := l.w.Tree.Children(orgID(l.c.Actor.UnitID), l.c.Now.Today); l.c.Actor.Role != access.District && len(kids) > 0 {
		units := ui.Choice{Name: "don-vi", Label: "Đơn vị", Options: []ui.Option{{Value: "", Label: "Toàn tỉnh", Selected: l.f.unit == 0}}}
		for _, k := range kids {
			units.Options = append(units.Options, ui.Option{Value: strconv.FormatInt(int64(k), 10), Label: vi.UpperFirst(l.w.Tree.Name(k, l.c.Now.Today).Full()), Selected: l.f.unit == int64(k)})
		}
		out = append(out, units)
	}
	states := ui.Choice{Name: "trang-thai", Label: "Trạng thái", Options: []ui.Option{{Value: "", Label: "Tất cả"}}}
	for _, s := range []struct{ code, label string }{{waiting, "Chờ duyệt"}, {string(report.Submitted), "Đã gửi"}, {string(report.InReview), "Đang xem"}, {string(report.Returned), "Trả lại"},
		{string(report.Accepted), "Đã duyệt"}, {string(report.Draft), "Nháp"}, {lateFilter, "Quá hạn chưa gửi"}, {sentFilter, "Đã gửi ít nhất một lần"},
		{onTimeFilter, "Gửi lần đầu đúng hạn"}, {tardyFilter, "Gửi lần đầu quá hạn"}} {
		states.Options = append(states.Options, ui.Option{Value: s.code, Label: s.label, Selected: l.f.state == s.code})
	}
	return append(out, states), ui.Field{Name: "q", Label: "Tên đơn vị", Value: l.f.text, Kind: "search", Grow: true}
}

func (l *lister) row(x *report.Line) reportview.ListRow {
	p, _ := l.w.Plan.Period(x.PeriodID)
	today := l.c.Now.Today
	r := reportview.ListRow{URL: page.ReportURL(int64(x.ID)), Unit: vi.UpperFirst(l.w.Tree.Name(orgID(x.CommuneID), p.End).Full()), Period: p.Label,
		Tag: ui.Tag{Kind: string(x.State), Text: x.State.Words()}, Due: p.Due.String(), Empty: vi.Int(int64(x.Empty)), Reason: short(x.Reason, 90)}
	if d := l.w.Tree.Ancestor(orgID(x.CommuneID), districtLevel, p.End); d != 0 && l.c.Actor.Role != access.District {
		r.District = l.w.Tree.Name(d, p.End).Full()
	}
	switch {
	case x.FirstSubmittedOn != nil && *x.FirstSubmittedOn <= p.Due:
		r.First = x.FirstSubmittedOn.String() + ", đúng hạn"
	case x.FirstSubmittedOn != nil:
		r.First, r.Late = fmt.Sprintf("%s, quá hạn %d ngày", x.FirstSubmittedOn, *x.FirstSubmittedOn-p.Due), true
	case today > p.Due:
		r.First, r.DueLate = "chưa gửi", true
		r.Due, _ = report.DueWords(p.Due, today)
	default:
		r.First = "chưa gửi"
		r.Due, _ = report.DueWords(p.Due, today)
	}
	r.Holder = l.holder(x, p, today)
	reviewer := l.c.Actor.Can(access.ReportReview, access.Place{UnitID: x.ReviewerID, Path: l.w.Tree.Path(orgID(x.ReviewerID), today)})
	waits := l.is(waiting, x)
	if reviewer && waits {
		r.Pick = fmt.Sprintf("%d.%d", x.ID, x.SubmissionNo)
	}
	r.Act = ui.Link{Label: "Xem", URL: r.URL}
	switch {
	case reviewer && waits:
		r.Act.Label = "Duyệt"
	case l.own && x.State == report.Returned:
		r.Act.Label = "Sửa"
	case l.own && x.State == report.Draft:
		r.Act.Label = "Nhập"
	}
	return r
}

// holder says who has the report and since when.
func (l *lister) holder(x *report.Line, p plan.LivePeriod, today clock.Day) string {
	commune := "Công an " + l.w.Tree.Name(orgID(x.HolderID), p.End).Kind
	reviewer := l.w.Tree.Name(orgID(x.ReviewerID), today).Full()
	switch x.State {
	case report.Submitted:
		return reviewer + ", từ " + vi.DayTime(*x.SubmittedAt)
	case report.InReview:
		return x.TakenByName + ", từ " + vi.DayTime(*x.TakenAt)
	case report.Returned:
		return commune + ", từ " + vi.DayTime(*x.DecidedAt)
	case report.Draft:
		return commune
	}
	return "xong " + vi.DayTime(*x.DecidedAt)
}

func short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
