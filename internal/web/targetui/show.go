package targetui

import (
	"fmt"
	"net/http"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/targetview"
	"thidua/templates/ui"
)

// Show is one target with each unit's own verdict.
func (u *UI) Show(c *page.Context) error {
	w, t, units, err := u.target(c, access.TargetRead)
	if err != nil {
		return err
	}
	held, err := u.Reports.Holding(c.Ctx(), u.Reports.Pool, c.Actor, w, t)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(unitsFile(c, w, t, units, held))
	}
	url := page.AssignedURL(t)
	m := targetview.Item{Head: ui.Head{Export: c.Exports(), Crumbs: []ui.Link{{Label: "Chỉ tiêu giao", URL: list}, {Label: t.Name(w.Plan.Rules)}}, Kicker: t.Issuer, Title: t.Name(w.Plan.Rules) + " " + t.Short(),
		Tag: tag(t.State(c.Now.Today))}, Facts: facts(w, t), Print: list + "/in?van-ban=" + strconv.FormatInt(int64(t.ID), 10)}
	if t.Note != "" {
		m.Facts = append(m.Facts, targetview.Fact{Label: "Ghi chú", Text: t.Note})
	}
	m.Facts = append(m.Facts, targetview.Fact{Label: "Người ghi", Text: t.SetBy + ", " + vi.DayTime(t.SetAt)})
	if c.Actor.Can(access.TargetWrite, w.Tree.PlaceNow(t.Setter, c.Now.Today)) {
		switch why := t.Fixed(w.Plan, c.Now.Today); {
		case why == "":
			m.Edit = url + "/sua"
		case t.State(c.Now.Today) == plan.AssignedOn || t.State(c.Now.Today) == plan.AssignedAhead:
			m.Notices = append(m.Notices, why)
		}
		if s := t.State(c.Now.Today); s == plan.AssignedOn || s == plan.AssignedAhead {
			m.End = url + "/ket-thuc"
		}
	}
	met, judged := 0, 0
	for i := range held {
		m.Rows = append(m.Rows, unitRow(c, w, t, units[i], &held[i]))
		if held[i].Judged {
			judged++
			if held[i].Result.Verdict == plan.Met {
				met++
			}
		}
	}
	m.Summary = counted(w.Tree, units) + ", theo số liệu đã duyệt của các kỳ đã kết thúc."
	if judged > 0 {
		m.Summary = fmt.Sprintf("%d/%d đơn vị đạt mức giao, theo số liệu đã duyệt của các kỳ đã kết thúc.", met, judged)
	}
	return c.Render(page.View{Title: m.Head.Title}, targetview.ItemPage(m))
}

func unitRow(c *page.Context, w report.World, t *plan.Assigned, u plan.AssignedUnit, h *report.Held) targetview.Unit {
	x, _ := w.Tree.Unit(u.Unit)
	team := x.Level == org.Team
	r := targetview.Unit{Name: vi.UpperFirst(w.Tree.Name(u.Unit, c.Now.Today).Short()), URL: page.UnitURL(int64(u.Unit)), Days: "chưa áp dụng", None: "chưa có kỳ nào kết thúc"}
	if team {
		r.URL = page.TeamURL(int64(u.Unit))
		r.Above = vi.UpperFirst(w.Tree.Name(w.Tree.Parent(u.Unit, u.Start), u.Start).Full())
	}
	if u.Start < u.Before {
		r.Days = vi.Span(u.Start, u.Before-1)
	} else {
		r.None = "–"
	}
	if u.EndedOn != nil {
		r.Ended = "số " + u.EndedNumber + ", " + u.EndedOn.String()
		if u.EndedNote != "" {
			r.Ended += ": " + u.EndedNote
		}
		if u.ReplacedBy != 0 {
			r.Ended, r.EndedURL = "thay bằng "+r.Ended, plan.AssignedURL(u.ReplacedBy)
		}
	}
	if !h.Judged {
		return r
	}
	r.Pill = page.GivenPill(t, &h.Result, team, len(h.Periods))
	r.Pill.Words, r.Pill.URL = h.Result.Words(), ""
	ph, _ := w.Plan.Phase(t.PhaseID)
	if t.Basis == plan.OfIndicator {
		r.Pill.URL = page.WhyURL(page.Asked{Unit: int64(u.Unit), Span: ph.Code}, h.Result.Indicator.Code)
	} else {
		r.Pill.URL = page.ScoreURL(page.Asked{Unit: int64(u.Unit), Span: ph.Code}) + "#chi-tieu-giao"
	}
	r.Why = why(t, h, team, c.Now.Today)
	return r
}

// why is the figure behind a verdict in words.
func why(t *plan.Assigned, h *report.Held, team bool, today clock.Day) string {
	res := &h.Result
	s := ""
	switch {
	case res.TeamsTotal > 0 && t.Basis == plan.TeamPhase:
		s = fmt.Sprintf("%d Tổ đủ, %d Tổ chưa đủ trong %d Tổ", res.TeamsMeeting, res.TeamsTotal-res.TeamsMeeting, res.TeamsTotal)
	case res.TeamsTotal > 0 && !team:
		s = fmt.Sprintf("%d/%d lượt Tổ – kỳ đạt %s", res.TeamsMeeting, res.TeamsTotal, t.Target)
	default:
		s = vi.UpperFirst(page.Value(res))
	}
	if res.Verdict != plan.Met {
		if gap := page.GivenGap(t, res, plan.GapInput{Within: plan.InPhase, End: h.Before - 1, Today: today}); gap != "" {
			s = vi.UpperFirst(gap)
		}
	}
	if res.Counted < res.Expected {
		s += fmt.Sprintf(" (tính trên %d/%d báo cáo)", res.Counted, res.Expected)
	}
	return s + "."
}

// AskEnd is the form that ends a target.
func (u *UI) AskEnd(c *page.Context) error {
	w, t, _, err := u.target(c, access.TargetWrite)
	if err != nil {
		return err
	}
	return u.endForm(c, w, t, http.StatusOK, func(string) string { return "" }, strconv.Itoa(t.Version), nil)
}

// End ends a target by a later document.
func (u *UI) End(c *page.Context) error {
	w, t, _, err := u.target(c, access.TargetWrite)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	in := plan.EndInput{DocNumber: f.Line("so"), DocDay: f.DayOrNone("ngay", "ngày văn bản"), Note: f.Text("ghi-chu")}
	err = u.Targets.EndAssigned(c.Ctx(), c.Actor, c.Now, w.Tree, w.Plan, t.ID, f.Int("phien-ban"), in)
	if refused, ok := page.Problems(err); ok {
		return u.endForm(c, w, t, http.StatusUnprocessableEntity, f.Raw, f.Raw("phien-ban"), unread(f, refused))
	}
	if err != nil && fault.KindOf(err) == fault.Stale {
		return u.endForm(c, w, t, http.StatusConflict, f.Raw, strconv.Itoa(t.Version), nil)
	}
	if err != nil {
		return err
	}
	return c.See(page.AssignedURL(t), "Đã ghi kết thúc chỉ tiêu giao.")
}

func (u *UI) endForm(c *page.Context, w report.World, t *plan.Assigned, status int, v values, version string, errs []ui.Error) error {
	url := page.AssignedURL(t)
	e := targetview.End{Head: ui.Head{Crumbs: []ui.Link{{Label: "Chỉ tiêu giao", URL: list}, {Label: t.Name(w.Plan.Rules), URL: url}, {Label: "Kết thúc"}}, Title: "Kết thúc chỉ tiêu giao"},
		URL: url + "/ket-thuc", Back: url, Version: version, Errors: inOrder(errs, "so", "ngay", "ghi-chu"), Facts: facts(w, t),
		Number: field(v, errs, ui.Field{Name: "so", Label: "Số văn bản kết thúc", Required: true, Max: plan.MaxDocument}),
		Day:    field(v, errs, ui.Field{Name: "ngay", Label: "Ngày văn bản", Kind: "date", Required: true, Hint: "Chỉ tiêu thôi áp dụng từ kỳ đầu tiên mở sau ngày này."}),
		Note:   field(v, errs, ui.Field{Name: "ghi-chu", Label: "Ghi chú", Kind: "textarea", Max: plan.MaxNote})}
	if status == http.StatusConflict {
		e.Stale = url
	}
	return c.Render(page.View{Title: e.Head.Title, Status: status, Narrow: true}, targetview.EndPage(e))
}
