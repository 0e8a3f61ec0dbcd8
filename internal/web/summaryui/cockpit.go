package summaryui

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/summaryview"
	"thidua/templates/ui"
)

// desk is a cockpit as the reader sees it.
type desk struct {
	c *page.Context
	w report.World
	k *summary.Cockpit
	// The filters: stages of the units and of the communes, a district.
	stage, commune string
	under          int64
}

// stage is one filter of lines.
type stage struct {
	key, label string
	is         func(l *summary.Line) bool
}

var unitStages = []stage{
	{"", "Tất cả", func(*summary.Line) bool { return true }},
	{"dang-soan", "Đang soạn", func(l *summary.Line) bool { return l.Report.State == summary.Draft }},
	{"cho-tiep-nhan", "Chờ tiếp nhận", func(l *summary.Line) bool { return l.Report.State == summary.Submitted || l.Pending }},
	{"tra-lai", "Bị trả lại", func(l *summary.Line) bool { return l.Report.State == summary.Returned }},
	{"da-tiep-nhan", "Đã tiếp nhận", func(l *summary.Line) bool { return l.Report.State == summary.Accepted || l.Report.State.Closed() }},
	{"qua-han", "Quá hạn", func(l *summary.Line) bool { return l.Late > 0 }},
	{"lech", "Lệch số liệu", func(l *summary.Line) bool { return l.Drift > 0 }},
}

var communeStages = []stage{
	{"", "Tất cả", func(*summary.Line) bool { return true }},
	{"thieu", "Xã chưa gửi đủ", func(l *summary.Line) bool { return l.Missing() > 0 }},
	{"cho-duyet", "Chờ duyệt", func(l *summary.Line) bool { return l.Waiting() > 0 }},
	{"qua-han", "Quá hạn", func(l *summary.Line) bool { return l.Late > 0 }},
	{"du", "Đã duyệt đủ", func(l *summary.Line) bool { return l.Accepted() == l.Expected() }},
}

// phase is the one of the path, the current one where it names none.
func (u *UI) phase(c *page.Context) (w report.World, ph plan.LivePhase, err error) {
	if w, err = u.World(c); err != nil {
		return w, ph, err
	}
	code := c.Param("dot")
	if code == "" {
		return w, w.Plan.CurrentPhase(c.Now.Today), nil
	}
	ph, ok := w.Plan.PhaseByCode(code)
	if !ok {
		err = fault.Missing()
	}
	return w, ph, err
}

func (u *UI) desk(c *page.Context) (*desk, error) {
	w, ph, err := u.phase(c)
	if err != nil {
		return nil, err
	}
	k, err := u.Summaries.Cockpit(c.Ctx(), u.Pool, c.Actor, c.Now, w, ph)
	if err != nil {
		return nil, err
	}
	d := &desk{c: c, w: w, k: k, stage: known(unitStages, c.Query("trang-thai")), commune: known(communeStages, c.Query("xa")), under: c.QueryID("don-vi")}
	if d.under != 0 && !slices.ContainsFunc(k.Units, func(l summary.Line) bool { return l.Unit.ID == d.under }) {
		return nil, fault.Missing()
	}
	return d, nil
}

func known(stages []stage, key string) string {
	for _, s := range stages {
		if s.key == key {
			return key
		}
	}
	return ""
}

// address is the cockpit with some filters changed; part is where on the page.
func (d *desk) address(stage, commune string, under int64, part string) string {
	q := url.Values{}
	if stage != "" {
		q.Set("trang-thai", stage)
	}
	if commune != "" {
		q.Set("xa", commune)
	}
	if under != 0 {
		q.Set("don-vi", strconv.FormatInt(under, 10))
	}
	at := cockpitURL(d.k.Phase.Code)
	if len(q) > 0 {
		at += "?" + q.Encode()
	}
	return at + part
}

// Cockpit is the days after a phase.
func (u *UI) Cockpit(c *page.Context) error {
	d, err := u.desk(c)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(d.file())
	}
	ph := d.k.Phase
	m := summaryview.Cockpit{URL: cockpitURL(ph.Code), Head: ui.Head{Kicker: vi.UpperFirst(d.w.Tree.Name(org.UnitID(c.Actor.UnitID), c.Now.Today).Full()), Title: "Báo cáo kết quả " + ph.Name,
		Aside: vi.Span(ph.Start, ph.End)}}
	for _, x := range d.w.Plan.Phases {
		m.Phases = append(m.Phases, ui.Link{Label: x.Name, URL: cockpitURL(x.Code), Current: x.ID == ph.ID})
	}
	due, _ := report.DueWords(ph.ReportBefore-1, c.Now.Today)
	m.Head.Lead = "Báo cáo gửi Công an tỉnh trước ngày " + ph.ReportBefore.String() + " (ngày cuối đúng hạn: " + due + ")."
	if c.Now.Today <= ph.End {
		m.Notices = append(m.Notices, summaryview.Notice{Kind: "info", Lines: []string{"Báo cáo đợt mở từ ngày " + (ph.End + 1).String() + ". Trước ngày đó, trang này cho biết các báo cáo tháng đã đến đâu."}})
	}
	m.Head.Export = c.ExportsAt(cockpitURL(ph.Code))
	d.stats(&m)
	d.ready(&m)
	if len(d.k.Units) > 0 {
		m.Units = d.units()
	}
	if len(d.k.Communes) > 0 {
		m.Communes = d.communes()
		d.filter(&m)
	}
	if m.Units == nil && m.Communes == nil {
		m.Notices = append(m.Notices, summaryview.Notice{Kind: "info", Lines: []string{"Không có đơn vị nào phải báo cáo đợt này trong phạm vi của bạn."}})
	}
	return c.Render(page.View{Title: m.Head.Title}, summaryview.CockpitPage(m))
}

func count(list []summary.Line, is func(l *summary.Line) bool) (n int) {
	for i := range list {
		if is(&list[i]) {
			n++
		}
	}
	return n
}

func (d *desk) stats(m *summaryview.Cockpit) {
	add := func(label string, n, of int, text, at string, late bool) {
		m.Stats = append(m.Stats, summaryview.Stat{Label: label, Value: itoa(n), Of: "/" + itoa(of), Text: text, URL: at, Late: late})
	}
	k := d.k
	if n := len(k.Units); n > 1 {
		accepted, waiting := count(k.Units, unitStages[4].is), count(k.Units, unitStages[2].is)
		add("Báo cáo đợt đã tiếp nhận", accepted, n, fmt.Sprintf("%d chờ tiếp nhận · %d bị trả lại", waiting, count(k.Units, unitStages[3].is)), d.address("da-tiep-nhan", d.commune, d.under, "#don-vi"), false)
		late := count(k.Units, unitStages[5].is)
		add("Quá hạn gửi báo cáo đợt", late, n, fmt.Sprintf("%d đơn vị lệch số liệu", count(k.Units, unitStages[6].is)), d.address("qua-han", d.commune, d.under, "#don-vi"), late > 0)
	}
	accepted, expected := 0, 0
	for _, list := range [][]summary.Line{k.Units, k.Communes} {
		for i := range list {
			if list[i].Level == org.Commune {
				accepted, expected = accepted+list[i].Accepted(), expected+list[i].Expected()
			}
		}
	}
	span := k.Phase.Code
	add("Báo cáo tháng đã duyệt", accepted, expected, "", page.ReportsURL(span, 0, "accepted"), false)
	if n := len(k.Communes); n > 0 {
		late := count(k.Communes, communeStages[3].is)
		add("Xã đã duyệt đủ", count(k.Communes, communeStages[4].is), n, fmt.Sprintf("%d xã quá hạn", late), d.address(d.stage, "du", d.under, "#cac-xa"), late > 0)
	}
}

// ready says how far the province's report is; it leads there.
func (d *desk) ready(m *summaryview.Cockpit) {
	r := d.k.Province
	if r == nil || !d.c.Actor.Can(access.SummaryRead, r.Place()) || d.c.Now.Today <= d.k.Phase.End {
		return
	}
	n, accepted := len(d.k.Units), count(d.k.Units, unitStages[4].is)
	m.Ready = &summaryview.Ready{Text: fmt.Sprintf("Đã tiếp nhận %d/%d báo cáo; còn %d báo cáo trước khi chốt báo cáo của tỉnh.", accepted, n, n-accepted), Act: ui.Link{Label: "Báo cáo của tỉnh", URL: page.SummaryURL(int64(r.ID))}}
	if pending := count(d.k.Units, func(l *summary.Line) bool { return l.Pending }); pending > 0 {
		m.Ready.Text += fmt.Sprintf(" %d báo cáo bổ sung chờ tiếp nhận.", pending)
	} else if accepted == n {
		m.Ready.Text, m.Ready.Good = fmt.Sprintf("Đã tiếp nhận đủ %d/%d báo cáo: có thể tổng hợp và chốt báo cáo của tỉnh.", accepted, n), true
	}
	if r.State.Closed() {
		m.Ready.Text, m.Ready.Good = "Báo cáo của tỉnh đã chốt.", true
	}
}

func (d *desk) tabs(stages []stage, list []summary.Line, current string, at func(key string) string) []ui.Link {
	var out []ui.Link
	for _, s := range stages {
		out = append(out, ui.Link{Label: s.label, URL: at(s.key), Current: s.key == current, Count: itoa(count(list, s.is))})
	}
	return out
}

func (d *desk) units() *summaryview.Lines {
	l := &summaryview.Lines{ID: "don-vi", Title: "Đơn vị báo cáo đợt", Empty: "Không có đơn vị nào ở trạng thái này."}
	l.Tabs = d.tabs(unitStages, d.k.Units, d.stage, func(key string) string { return d.address(key, d.commune, d.under, "#don-vi") })
	d.fill(l, d.k.Units, unitStages, d.stage)
	return l
}

func (d *desk) communes() *summaryview.Lines {
	l := &summaryview.Lines{ID: "cac-xa", Title: "Xã, phường, thị trấn", Empty: "Không có xã nào ở trạng thái này."}
	list := d.k.Communes
	if d.under != 0 {
		list = slices.DeleteFunc(slices.Clone(list), func(x summary.Line) bool { return x.Unit.Parent != d.under })
	}
	l.Tabs = d.tabs(communeStages, list, d.commune, func(key string) string { return d.address(d.stage, key, d.under, "#cac-xa") })
	d.fill(l, list, communeStages, d.commune)
	return l
}

// filter picks a district's communes.
func (d *desk) filter(m *summaryview.Cockpit) {
	if len(d.k.Units) < 2 {
		return
	}
	m.District = &ui.Choice{Name: "don-vi", Label: "Huyện, thành phố", Options: []ui.Option{{Label: "Tất cả"}}}
	for i := range d.k.Units {
		x := &d.k.Units[i]
		m.District.Options = append(m.District.Options, ui.Option{Value: strconv.FormatInt(x.Unit.ID, 10), Label: vi.UpperFirst(x.Unit.Name), Selected: x.Unit.ID == d.under})
	}
	for name, value := range map[string]string{"trang-thai": d.stage, "xa": d.commune} {
		if value != "" {
			m.Keep = append(m.Keep, ui.Kept{Name: name, Value: value})
		}
	}
	slices.SortFunc(m.Keep, func(a, b ui.Kept) int { return int(a.Name[0]) - int(b.Name[0]) })
}

func (d *desk) fill(l *summaryview.Lines, list []summary.Line, stages []stage, current string) {
	urges := d.c.Actor.May(access.SummaryUrge) && slices.ContainsFunc(list, func(x summary.Line) bool { return x.Unit.ID != d.c.Actor.UnitID })
	if urges {
		l.Urge = cockpitURL(d.k.Phase.Code) + "/don-doc"
		_, l.Filter, _ = strings.Cut(d.address(d.stage, d.commune, d.under, ""), "?")
	}
	for _, s := range stages {
		if s.key != current {
			continue
		}
		for i := range list {
			if s.is(&list[i]) {
				r := d.line(&list[i])
				if urges && r.Unit != "" {
					l.All = append(l.All, r.Unit)
				}
				l.Rows = append(l.Rows, r)
			}
		}
	}
	l.AllFor = fmt.Sprintf("Đôn đốc cả %d đơn vị chưa xong", len(l.All))
}

func (d *desk) line(x *summary.Line) summaryview.Line {
	r := summaryview.Line{Name: ui.Link{Label: vi.UpperFirst(x.Unit.Name)}, Next: x.Next, Holder: office(d.w, x.Holder, x.Police), Due: x.Due.String(), Contact: x.Contact.FullName, Phone: x.Contact.Phone}
	if x.Due == 0 {
		r.Due = ""
	}
	if x.Since != nil {
		r.Since = "từ " + x.Since.String()
	}
	if x.Late > 0 {
		r.Late = fmt.Sprintf("quá %d ngày", x.Late)
	}
	if x.Contact.Title != "" {
		r.Contact = x.Contact.Title + " " + r.Contact
	}
	if x.Report != nil {
		r.Name.URL, r.Tag = page.SummaryURL(int64(x.Report.ID)), stateTag(x.Report.State)
		if d.c.Now.Today <= d.k.Phase.End {
			r.Tag = ui.Tag{Text: "Chưa mở"}
		}
		if onTime, sent := x.Report.OnTime(); sent && !onTime {
			r.Flags = append(r.Flags, ui.Tag{Kind: "late", Text: fmt.Sprintf("Gửi chậm %d ngày", *x.Report.FirstSubmittedOn-x.Report.LastOnTime())})
		}
	} else {
		r.Name.URL, r.Tag = page.ReportsURL(d.k.Phase.Code, x.Unit.ID, ""), d.monthsTag(x)
		if x.Unit.Parent != 0 && len(d.k.Units) > 1 {
			r.Under = vi.UpperFirst(d.w.Tree.Name(org.UnitID(x.Unit.Parent), d.k.Phase.End).Full())
		}
	}
	if x.Drift > 0 {
		r.Flags = append(r.Flags, ui.Tag{Kind: "warn", Text: fmt.Sprintf("Lệch %d điểm", x.Drift)})
	}
	if x.Pending {
		r.Flags = append(r.Flags, ui.Tag{Kind: "submitted", Text: "Có bổ sung"})
	}
	d.months(&r, x)
	if x.Urge != "" && x.Unit.ID != d.c.Actor.UnitID && (x.Nudged == nil || *x.Nudged != d.c.Now.Today || int64(x.ByUnit) != d.c.Actor.UnitID) {
		r.Unit, r.Words = strconv.FormatInt(x.Unit.ID, 10), x.Urge
	}
	if x.Nudged != nil {
		r.Nudged = "Đã đôn đốc " + x.Nudged.String()
	}
	return r
}

func (d *desk) monthsTag(x *summary.Line) ui.Tag {
	switch {
	case x.Expected() == 0:
		return ui.Tag{Text: "Chưa có kỳ"}
	case x.Accepted() == x.Expected():
		return ui.Tag{Kind: "accepted", Text: "Đã duyệt đủ"}
	case x.Late > 0:
		return ui.Tag{Kind: "late", Text: "Quá hạn"}
	case x.Missing() > 0:
		return ui.Tag{Kind: "warn", Text: "Chưa gửi đủ"}
	}
	return ui.Tag{Kind: "submitted", Text: "Chờ duyệt"}
}

// months are a commune's one by one, of a unit above them their counts.
func (d *desk) months(r *summaryview.Line, x *summary.Line) {
	if x.Level != org.Commune {
		r.Progress = fmt.Sprintf("%d/%d đã duyệt", x.Accepted(), x.Expected())
		if n := x.Waiting(); n > 0 {
			r.Progress += fmt.Sprintf(" · %d chờ duyệt", n)
		}
		if n := x.Missing(); n > 0 {
			r.Progress += fmt.Sprintf(" · %d chưa gửi đủ", n)
		}
		return
	}
	for i := range x.Months {
		m := &x.Months[i]
		p, _ := d.w.Plan.Period(m.PeriodID)
		r.Months = append(r.Months, summaryview.Month{Label: p.Label, Tag: monthTag(m, shortOf(p), d.c.Now.Today > p.Due && m.FirstSubmittedOn == nil), URL: page.ReportURL(int64(m.ID))})
	}
}

func shortOf(p plan.LivePeriod) string {
	_, month, _ := p.Start.Date()
	return "T" + itoa(month)
}

// Urge nudges units.
func (u *UI) Urge(c *page.Context) error {
	w, ph, err := u.phase(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	var units []org.UnitID
	for _, v := range f.Values["don-vi"] {
		if n, err := strconv.ParseInt(v, 10, 64); err == nil && n > 0 {
			units = append(units, org.UnitID(n))
		}
	}
	if len(units) == 0 {
		return fault.New(fault.Invalid, "Chưa chọn đơn vị nào để đôn đốc. Quay lại danh sách rồi bấm “Đôn đốc” ở đơn vị cần nhắc.")
	}
	n, err := u.Summaries.Nudge(c.Ctx(), c.Actor, c.Now, w, ph, units)
	if err != nil {
		return err
	}
	flash := fmt.Sprintf("Đã đôn đốc %d đơn vị; lời nhắc hiện ở trang đầu của đơn vị đến khi làm xong.", n)
	if n == 0 {
		flash = "Không gửi thêm: đơn vị đã được nhắc hôm nay, hoặc không còn việc phải làm."
	}
	back, _ := url.ParseQuery(f.Line("loc"))
	q := url.Values{}
	for _, name := range []string{"trang-thai", "xa", "don-vi"} {
		if v := back.Get(name); v != "" {
			q.Set(name, v)
		}
	}
	to := cockpitURL(ph.Code)
	if len(q) > 0 {
		to += "?" + q.Encode()
	}
	return c.See(to, flash)
}
