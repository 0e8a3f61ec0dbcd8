package diaryui

import (
	"net/url"
	"strconv"

	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

// filter is what the list's URL asks for: don-vi, loc-to (a team, or "xa" for
// rows of no team), loc-so-lieu (a slot), ky (from 1), trang-thai, trang.
type filter struct {
	c *page.Context
	w report.World
	register.DiaryFilter
	unit, team string
	period     int
}

func readFilter(c *page.Context, w report.World) filter {
	f := filter{c: c, w: w, unit: c.Query("don-vi"), team: c.Query("loc-to")}
	f.State, f.Page = register.State(c.Query("trang-thai")), int(c.QueryID("trang"))
	f.Under = org.UnitID(c.QueryID("don-vi"))
	if id := c.QueryID("loc-to"); id > 0 {
		f.Under = org.UnitID(id)
	}
	f.Whole = f.team == "xa"
	if s, err := strconv.Atoi(c.Query("loc-so-lieu")); err == nil && w.Plan.Rules.Measure(s) != nil {
		f.Measure, f.Slot = true, s
	}
	if n := int(c.QueryID("ky")); n >= 1 && n <= len(w.Plan.Periods) {
		p := w.Plan.Periods[n-1]
		f.period, f.From, f.To = n, &p.Start, &p.End
	}
	return f
}

// url is the list's address with one value of the filter changed.
func (f *filter) url(name, value string) string {
	q := url.Values{}
	for _, k := range []string{"don-vi", "loc-to", "loc-so-lieu", "ky", "trang-thai"} {
		if v := f.c.Query(k); v != "" && v != "0" {
			q.Set(k, v)
		}
	}
	q.Set(name, value)
	return list + "?" + q.Encode()
}

func (f *filter) narrow() bool {
	return f.Under != 0 || f.Whole || f.Measure || f.period > 0 || f.State != register.Current
}

// view are the choices above the list.
func (f *filter) view() []ui.Choice {
	tree, today := f.w.Tree, f.c.Now.Today
	var out []ui.Choice
	here := org.UnitID(f.c.Actor.UnitID)
	if u, _ := tree.Unit(here); u.Level == org.Commune {
		teams := ui.Choice{Name: "loc-to", Label: "Tổ", Options: []ui.Option{{Label: "Tất cả"}, {Value: "xa", Label: "Toàn " + tree.Name(here, today).Kind, Selected: f.Whole}}}
		for _, t := range tree.Teams(here, today) {
			id := strconv.FormatInt(int64(t), 10)
			teams.Options = append(teams.Options, ui.Option{Value: id, Label: vi.UpperFirst(tree.Name(t, today).Short()), Selected: f.team == id})
		}
		out = append(out, teams)
	} else {
		units := ui.Choice{Name: "don-vi", Label: "Đơn vị", Options: []ui.Option{{Label: "Tất cả"}}}
		for _, k := range tree.Children(here, today) {
			id := strconv.FormatInt(int64(k), 10)
			units.Options = append(units.Options, ui.Option{Value: id, Label: vi.UpperFirst(tree.Name(k, today).Full()), Selected: f.unit == id})
		}
		out = append(out, units)
	}
	measures := ui.Choice{Name: "loc-so-lieu", Label: "Số liệu", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, m := range f.w.Plan.Rules.Measures {
		if counted(f.w.Plan.Rules, m) {
			measures.Options = append(measures.Options, ui.Option{Value: strconv.Itoa(m.Slot), Label: m.Short, Selected: f.Measure && f.Slot == m.Slot})
		}
	}
	periods := ui.Choice{Name: "ky", Label: "Kỳ", Options: []ui.Option{{Label: "Tất cả các kỳ"}}}
	for _, p := range f.w.Plan.Periods {
		if p.Start <= today {
			periods.Options = append(periods.Options, ui.Option{Value: strconv.Itoa(p.Ordinal + 1), Label: p.Label, Selected: f.period == p.Ordinal+1})
		}
	}
	states := ui.Choice{Name: "trang-thai", Label: "Trạng thái"}
	for _, o := range []ui.Option{{Value: string(register.Current), Label: "Đang tính"}, {Value: string(register.Withdrawn), Label: "Đã rút"}, {Value: string(register.All), Label: "Tất cả"}} {
		o.Selected = o.Value == string(f.State)
		states.Options = append(states.Options, o)
	}
	return append(out, measures, periods, states)
}

func counted(rules *plan.Rules, m *plan.Measure) bool {
	return register.CountedByDiary(rules, m, true) || register.CountedByDiary(rules, m, false)
}

func (f *filter) pager(p *register.Page[register.DiaryEntry]) ui.Pager {
	out := ui.Pager{Text: vi.Int(int64(p.Total)) + " mục"}
	if p.Page > 1 {
		out.Prev = f.url("trang", strconv.Itoa(p.Page-1))
	}
	if p.Page < p.Pages() {
		out.Next = f.url("trang", strconv.Itoa(p.Page+1))
	}
	return out
}
