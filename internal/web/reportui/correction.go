package reportui

import (
	"net/http"
	"net/url"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

const correctionList = "/dinh-chinh"

func correctionURL(id report.CorrectionID) string {
	return correctionList + "/" + strconv.FormatInt(int64(id), 10)
}

var correctionTags = map[report.CorrectionState]string{report.Proposed: "submitted", report.Approved: "accepted", report.Refusal: "returned",
	report.Withdrawn: "draft", report.Lapsed: "draft"}

var originWords = map[report.Origin]string{report.FromRegister: "Sổ theo dõi", report.FromRoster: "Danh sách Tổ"}

// Corrections is the list of a scope, with its states' counters as filters.
func (u *UI) Corrections(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	scope, err := access.ScopeOf(c.Actor, access.ReportRead)
	if err != nil {
		return err
	}
	state, _ := report.ParseCorrectionState(c.Query("trang-thai"))
	f := report.CorrectionFilter{State: state, Page: int(c.QueryID("trang"))}
	period, unit := int(c.QueryID("ky")), c.QueryID("don-vi")
	if unit > 0 {
		if scope, err = scope.Narrow(w.Tree.PlaceNow(orgID(unit), c.Now.Today)); err != nil {
			return err
		}
	}
	for _, p := range w.Plan.Periods {
		if period == 0 || p.Ordinal+1 == period {
			f.Periods = append(f.Periods, p.ID)
		}
	}
	l := correctionLister{c: c, w: w, state: state, period: period, unit: unit}
	if c.Wants() != "" {
		return c.Export(l.file(u, scope, f))
	}
	list, err := u.Reports.Corrections(c.Ctx(), u.Reports.Pool, scope, f)
	if err != nil {
		return err
	}
	return c.Render(page.View{Title: "Đính chính"}, reportview.CorrectionsPage(l.view(&list)))
}

type correctionLister struct {
	c      *page.Context
	w      report.World
	state  report.CorrectionState
	period int
	unit   int64
}

func (l *correctionLister) url(state report.CorrectionState, pageNo int) string {
	q := url.Values{}
	if state != "" {
		q.Set("trang-thai", string(state))
	}
	if l.period > 0 {
		q.Set("ky", strconv.Itoa(l.period))
	}
	if l.unit > 0 {
		q.Set("don-vi", strconv.FormatInt(l.unit, 10))
	}
	if pageNo > 1 {
		q.Set("trang", strconv.Itoa(pageNo))
	}
	if len(q) == 0 {
		return correctionList
	}
	return correctionList + "?" + q.Encode()
}

func (l *correctionLister) view(list *report.Corrections) reportview.Corrections {
	v := reportview.Corrections{State: string(l.state), Units: !l.c.Actor.May(access.ReportEnter),
		Head:  ui.Head{Kicker: vi.UpperFirst(l.c.Actor.UnitName), Title: "Đính chính", Aside: "sau khi báo cáo đã duyệt", Export: l.c.Exports()},
		Empty: "Số liệu của báo cáo đã duyệt chỉ thay đổi bằng đính chính; Công an xã đề nghị từ trang của từng ô."}
	v.Tabs = append(v.Tabs, ui.Link{Label: "Tất cả", URL: l.url("", 1), Current: l.state == "", Count: strconv.Itoa(list.Total(""))})
	for _, s := range report.CorrectionStates {
		if n := list.Counts[s]; n > 0 || s == l.state || s == report.Proposed || s == report.Approved || s == report.Refusal {
			v.Tabs = append(v.Tabs, ui.Link{Label: s.Words(), URL: l.url(s, 1), Current: l.state == s, Count: strconv.Itoa(n)})
		}
	}
	periods := ui.Choice{Name: "ky", Label: "Kỳ", Options: []ui.Option{{Value: "0", Label: "Tất cả các kỳ"}}}
	for _, p := range l.w.Plan.Periods {
		if p.Opens <= l.c.Now.Today {
			periods.Options = append(periods.Options, ui.Option{Value: strconv.Itoa(p.Ordinal + 1), Label: p.Label, Selected: l.period == p.Ordinal+1})
		}
	}
	v.Filters = append(v.Filters, periods)
	if kids := l.w.Tree.Children(orgID(l.c.Actor.UnitID), l.c.Now.Today); v.Units && len(kids) > 0 {
		units := ui.Choice{Name: "don-vi", Label: "Đơn vị", Options: []ui.Option{{Value: "0", Label: "Tất cả"}}}
		for _, k := range kids {
			units.Options = append(units.Options, ui.Option{Value: strconv.FormatInt(int64(k), 10), Label: vi.UpperFirst(l.w.Tree.Name(k, l.c.Now.Today).Full()), Selected: l.unit == int64(k)})
		}
		v.Filters = append(v.Filters, units)
	}
	if l.state != "" || l.period > 0 || l.unit > 0 {
		v.Reset, v.Empty = correctionList, "Không có đề nghị nào khớp với cách lọc này."
	}
	for i := range list.Rows {
		v.Rows = append(v.Rows, correctionRow(l.c, l.w, &list.Rows[i]))
	}
	total := list.Total(l.state)
	v.Pager = ui.Pager{Text: vi.Int(int64(total)) + " đề nghị"}
	if list.Page > 1 {
		v.Pager.Prev = l.url(l.state, list.Page-1)
	}
	if list.Page*report.CorrectionPage < total {
		v.Pager.Next = l.url(l.state, list.Page+1)
	}
	return v
}

// correctionRow is a proposal as lists show it.
func correctionRow(c *page.Context, w report.World, x *report.Correction) reportview.CorrectionRow {
	p, _ := w.Plan.Period(x.PeriodID)
	commune := w.Tree.Name(orgID(x.CommuneID), p.End)
	r := reportview.CorrectionRow{URL: correctionURL(x.ID), Unit: vi.UpperFirst(commune.Full()), Period: p.Label, ReportURL: page.ReportURL(int64(x.Report)),
		Cell: cellWords(w, w.Plan.RulesOf(x.PlanVersionID), p, x.CommuneID, x.Cell()), CellURL: page.CellURL(int64(x.Report), x.Row, x.Slot),
		Old: orEmpty(x.From().Text()), New: orEmpty(x.To().Text()), Reason: x.Reason, By: x.ProposedBy, At: vi.DayTime(x.ProposedAt),
		Tag: ui.Tag{Kind: correctionTags[x.State], Text: x.State.Words()}, Answer: x.Answer, Decide: x.MayDecide(c.Actor, w, c.Now.Today)}
	switch {
	case x.Origin != report.FromHolder && r.By == "":
		r.By = originWords[x.Origin] + " (tự động)"
	case x.Origin != report.FromHolder:
		r.By = originWords[x.Origin] + ", " + r.By
	}
	if x.AnnexNo > 0 {
		r.Tag.Text += ", số " + strconv.Itoa(x.AnnexNo) + " sau chốt"
	}
	if x.DecidedAt != nil {
		r.Decided = vi.DayTime(*x.DecidedAt)
		if x.DecidedBy != "" {
			r.Decided = x.DecidedBy + ", " + r.Decided
		}
	}
	return r
}

// cellWords names a cell: "Tổ khu phố 3 – Ca tuần tra".
func cellWords(w report.World, rules *plan.Rules, p plan.LivePeriod, commune int64, at report.Cell) string {
	row := "Toàn " + w.Tree.Name(orgID(commune), p.End).Kind
	if at.Row != report.Whole {
		row = vi.UpperFirst(w.Tree.Name(org.UnitID(at.Row), p.End).Short())
	}
	if m := rules.Measure(at.Slot); m != nil {
		row += " – " + m.Short
	}
	return row
}

// Correction is one proposal, with the forms of who may decide or withdraw.
func (u *UI) Correction(c *page.Context) error {
	w, x, err := u.correction(c)
	if err != nil {
		return err
	}
	return u.renderCorrection(c, w, &x, "", nil, http.StatusOK)
}

func (u *UI) correction(c *page.Context) (report.World, report.Correction, error) {
	id, err := c.ID("id")
	if err != nil {
		return report.World{}, report.Correction{}, err
	}
	w, err := u.World(c)
	if err != nil {
		return w, report.Correction{}, err
	}
	x, err := u.Reports.Correction(c.Ctx(), u.Reports.Pool, c.Actor, report.CorrectionID(id))
	return w, x, err
}

func (u *UI) renderCorrection(c *page.Context, w report.World, x *report.Correction, typed string, errs []ui.Error, status int) error {
	r := correctionRow(c, w, x)
	p := reportview.CorrectionPage{Row: r, Errors: errs, Withdraw: x.MayWithdraw(c.Actor), Back: correctionList,
		Head: ui.Head{Crumbs: []ui.Link{{Label: "Báo cáo tháng", URL: "/bao-cao"}, {Label: "Đính chính", URL: correctionList}, {Label: r.Cell}}, Kicker: r.Unit + ", " + r.Period,
			Title: "Đính chính " + r.Cell, Tag: r.Tag}}
	if x.State == report.Proposed && !x.Stands() {
		p.Now = "Ô này hiện lưu số khác lúc đề nghị (" + r.Old + "). Bấm duyệt thì đề nghị hết hiệu lực, số không đổi."
	}
	p.Refusal = ui.Field{Name: "ly-do", Label: "Lý do từ chối", Kind: "textarea", Required: true, Max: report.MaxNote, Value: typed, Error: page.Of(errs, "ly-do"), Hint: "Công an xã đọc nguyên văn."}
	if p.Withdraw {
		p.Refusal.Label, p.Refusal.Hint = "Lý do rút", "Đề nghị vẫn còn trong danh sách “Đã rút”."
	}
	return c.Render(page.View{Title: p.Head.Title, Status: status, Narrow: true}, reportview.CorrectionItem(p))
}

// Approve carries a correction out, or says why it can't be.
func (u *UI) Approve(c *page.Context) error {
	return u.decide(c, func(w report.World, x *report.Correction, _ string) (string, string, error) {
		end, err := u.Reports.Approve(c.Ctx(), c.Actor, c.Now, w, x.ID)
		if end == report.Lapsed {
			return correctionURL(x.ID), "Số đang lưu không còn như lúc đề nghị: đề nghị này hết hiệu lực, số liệu không đổi.", err
		}
		return correctionList + "?trang-thai=" + string(report.Proposed), "Đã duyệt đính chính. Số mới đã được tính vào kết quả.", err
	})
}

// RefuseCorrection turns a proposal down.
func (u *UI) RefuseCorrection(c *page.Context) error {
	return u.decide(c, func(w report.World, x *report.Correction, reason string) (string, string, error) {
		return correctionList + "?trang-thai=" + string(report.Proposed), "Đã từ chối đề nghị đính chính.", u.Reports.Refuse(c.Ctx(), c.Actor, c.Now, w, x.ID, reason)
	})
}

// WithdrawCorrection takes the holder's proposal back.
func (u *UI) WithdrawCorrection(c *page.Context) error {
	return u.decide(c, func(w report.World, x *report.Correction, reason string) (string, string, error) {
		return correctionURL(x.ID), "Đã rút đề nghị đính chính.", u.Reports.Withdraw(c.Ctx(), c.Actor, c.Now, w, x.ID, reason)
	})
}

// decide is what the three have in common: what was typed stays when refused,
// and where somebody was faster the page shows what became of it.
func (u *UI) decide(c *page.Context, act func(w report.World, x *report.Correction, reason string) (to, said string, err error)) error {
	w, x, err := u.correction(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	to, said, err := act(w, &x, f.Text("ly-do"))
	if list, ok := page.Problems(err); ok {
		return u.renderCorrection(c, w, &x, f.Raw("ly-do"), list, http.StatusUnprocessableEntity)
	}
	if e, is := fault.Of(err); is && e.Kind == fault.Stale {
		if x, err = u.Reports.Correction(c.Ctx(), u.Reports.Pool, c.Actor, x.ID); err != nil {
			return err
		}
		return u.renderCorrection(c, w, &x, f.Raw("ly-do"), []ui.Error{{Message: e.Message}}, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return c.See(to, said)
}
