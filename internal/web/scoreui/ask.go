package scoreui

import (
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/scoreview"
	"thidua/templates/ui"
)

// ask is what the address asks for: a unit over a span, read one way.
type ask struct {
	c     *page.Context
	w     report.World
	unit  org.UnitID
	span  plan.Stretch
	at    page.Asked
	want  report.Want
	sight report.Sight
	fixed bool // figures were corrected after the freeze
}

// ask reads don-vi, khoang (or ky), doc and tam-tinh; what is left out is the
// reader's own unit, the current phase, the structure of the time, accepted
// months only.
func (u *UI) ask(c *page.Context) (*ask, error) {
	w, err := u.World(c)
	if err != nil {
		return nil, err
	}
	a := &ask{c: c, w: w, unit: org.UnitID(c.QueryID("don-vi")), span: w.Plan.NowStretch(c.Now.Today)}
	if a.unit == 0 {
		if c.Query("don-vi") != "" {
			return nil, fault.Missing()
		}
		a.unit = org.UnitID(c.Actor.UnitID)
	}
	code := c.Query("khoang")
	if n := c.QueryID("ky"); code == "" && n > 0 {
		code = plan.PeriodCode(int(n) - 1)
	}
	if code != "" {
		var ok bool
		if a.span, ok = w.Plan.Stretch(code, c.Now.Today); !ok {
			return nil, fault.Missing()
		}
	}
	if a.sight, err = w.See(c.Actor, a.unit); err != nil {
		return nil, err
	}
	a.at = page.Asked{Unit: int64(a.unit), Span: a.span.Code, Today: c.Query("doc") == string(report.Today) && !a.sight.Closed, Provisional: c.Query("tam-tinh") == "1"}
	a.want = report.Want{Periods: a.span.Judged, Reading: report.AtTheTime, Provisional: a.at.Provisional}
	if a.at.Today {
		a.want.Reading = report.Today
	}
	return a, nil
}

// of is the same question about another unit.
func (a *ask) of(unit org.UnitID) page.Asked {
	at := a.at
	at.Unit = int64(unit)
	return at
}

// in is the same question about one period.
func (a *ask) in(p plan.LivePeriod) page.Asked {
	at := a.at
	at.Span = plan.PeriodCode(p.Ordinal)
	return at
}

// name is a unit's full name at the start of a line.
func (a *ask) name(id org.UnitID) string {
	return vi.UpperFirst(a.w.Tree.Name(id, a.w.Day).Full())
}

// short is the name as tables have it: "Tổ khu phố 5".
func (a *ask) short(id org.UnitID) string {
	return vi.UpperFirst(a.w.Tree.Name(id, a.w.Day).Short())
}

// gone says until when a closed unit was one.
func (a *ask) gone(id org.UnitID) string {
	if u, ok := a.w.Tree.Unit(id); ok && !u.During.Holds(a.w.Day) && u.During.Until <= a.w.Day {
		return "(đến " + u.During.LastDay().String() + ")"
	}
	return ""
}

// crumbs lead from the highest unit the reader may see to the asked one.
func (a *ask) crumbs(url func(page.Asked) string) []ui.Link {
	var out []ui.Link
	for id := a.unit; id != 0; id = a.w.Tree.Parent(id, a.sight.AsOf) {
		if _, err := a.w.See(a.c.Actor, id); err != nil {
			break
		}
		out = append([]ui.Link{{Label: a.name(id), URL: url(a.of(id))}}, out...)
	}
	return out
}

// kicker says whose figures these are and what counts.
func (a *ask) kicker() string {
	parts := []string{a.name(a.unit)}
	if g := a.gone(a.unit); g != "" {
		parts[0] += " " + g
	}
	return strings.Join(append(parts, a.want.Reading.Words(), a.counts()), " · ")
}

func (a *ask) counts() string {
	if a.at.Provisional {
		return "tạm tính, gồm cả số liệu chưa duyệt"
	}
	return "số liệu đã duyệt"
}

// prov is the label of figures that also count what is not accepted.
func (a *ask) prov() string {
	if a.at.Provisional {
		return "tạm tính"
	}
	return ""
}

// days is the span's own.
func (a *ask) days() string { return a.span.Start.String() + " – " + a.span.End.String() }

// tools are the switches; url makes a page's address, keep its further
// values. Without readings only the span can be switched.
func (a *ask) tools(action string, url func(page.Asked) string, readings bool, keep ...ui.Kept) scoreview.Toolbar {
	var t scoreview.Toolbar
	tab := func(label, code string) {
		at := a.at
		at.Span = code
		t.Spans = append(t.Spans, ui.Link{Label: label, URL: url(at), Current: code == a.span.Code})
	}
	for _, ph := range a.w.Plan.Phases {
		tab(ph.Name, ph.Code)
	}
	tab("Toàn phong trào", plan.WholeCampaign)
	t.Action = action
	t.Keep = append(t.Keep, ui.Kept{Name: "don-vi", Value: strconv.FormatInt(a.at.Unit, 10)})
	if a.at.Today {
		t.Keep = append(t.Keep, ui.Kept{Name: "doc", Value: string(report.Today)})
	}
	if a.at.Provisional {
		t.Keep = append(t.Keep, ui.Kept{Name: "tam-tinh", Value: "1"})
	}
	t.Keep = append(t.Keep, keep...)
	t.Periods = ui.Choice{Name: "khoang", Label: "Từng kỳ"}
	if a.span.Within != plan.InPeriod {
		t.Periods.Options = []ui.Option{{Value: a.span.Code, Label: "Chọn kỳ…", Selected: true}}
	}
	for _, p := range a.w.Plan.Periods {
		if p.Opens > a.c.Now.Today {
			continue
		}
		label := p.Label
		if !p.Ended(a.c.Now.Today) {
			label += " (đang diễn ra)"
		}
		code := plan.PeriodCode(p.Ordinal)
		t.Periods.Options = append(t.Periods.Options, ui.Option{Value: code, Label: label, Selected: code == a.span.Code})
	}
	if !readings {
		return t
	}
	change := func(set func(*page.Asked)) string {
		at := a.at
		set(&at)
		return url(at)
	}
	if !a.sight.Closed {
		t.Readings = []ui.Link{
			{Label: "Đơn vị tại thời điểm", Current: !a.at.Today, URL: change(func(at *page.Asked) { at.Today = false })},
			{Label: "Đơn vị hiện nay", Current: a.at.Today, URL: change(func(at *page.Asked) { at.Today = true })},
		}
	}
	t.Counting = []ui.Link{
		{Label: "Đã duyệt", Current: !a.at.Provisional, URL: change(func(at *page.Asked) { at.Provisional = false })},
		{Label: "Tạm tính", Current: a.at.Provisional, URL: change(func(at *page.Asked) { at.Provisional = true })},
	}
	return t
}

// nothing says why a span has nothing to judge yet, and where there is.
func (a *ask) nothing(url func(page.Asked) string) *scoreview.Empty {
	e := &scoreview.Empty{Title: "Chưa có kỳ nào kết thúc"}
	first := a.span.Periods[0]
	if a.span.Within == plan.InPeriod {
		e.Title, e.Text = first.Label+" chưa mở", "Kỳ này mở từ ngày "+first.Opens.String()+"."
	} else {
		e.Text = fmt.Sprintf("%s (%s) tính từ các kỳ đã kết thúc. Kỳ đầu tiên, %s, kết thúc hết ngày %s.", a.span.Name, a.days(), first.Label, first.End)
	}
	for _, ph := range a.w.Plan.Phases {
		if s, ok := a.w.Plan.Stretch(ph.Code, a.c.Now.Today); ok && len(s.Judged) > 0 {
			at := a.at
			at.Span = ph.Code
			e.Links = append(e.Links, ui.Link{Label: "Xem " + ph.Name, URL: url(at)})
		}
	}
	return e
}

// due is the phase report's date as long as it lies ahead, "" otherwise.
func (a *ask) due(today clock.Day) string {
	for _, ph := range a.w.Plan.Phases {
		if ph.Code != a.span.Code || today >= ph.ReportBefore {
			continue
		}
		left := "hôm nay là ngày cuối"
		if n := ph.ReportBefore - 1 - today; n > 0 {
			left = fmt.Sprintf("còn %d ngày", n)
		}
		return fmt.Sprintf("Báo cáo kết quả %s gửi về UBND tỉnh (qua Công an tỉnh) trước ngày %s, %s.", strings.ToLower(ph.Name), ph.ReportBefore, left)
	}
	return ""
}

// listSpan is the span as the list of reports has it.
func (a *ask) listSpan() string {
	switch a.span.Within {
	case plan.InPeriod:
		return strconv.Itoa(a.span.Periods[0].Ordinal + 1)
	case plan.InPhase:
		return a.span.Code
	}
	return plan.WholeCampaign
}
