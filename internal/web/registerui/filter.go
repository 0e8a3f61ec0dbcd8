package registerui

import (
	"fmt"
	"net/url"
	"strconv"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/registerview"
	"thidua/templates/ui"
)

// filter is what a list's URL asks for.
type filter struct {
	c    *page.Context
	w    report.World
	base string

	under    org.UnitID
	period   int // from 1; days typed by hand win over it
	from, to *clock.Day
	text     string
	state    register.State
	page     int
	fields   [2]ui.Field // from and to, as typed
}

func readFilter(c *page.Context, w report.World, base, days string) filter {
	f := filter{c: c, w: w, base: base, under: org.UnitID(c.QueryID("don-vi")), text: c.Query("q"), state: register.State(c.Query("trang-thai")),
		page: int(c.QueryID("trang"))}
	for i, name := range []string{"tu", "den"} {
		x := ui.Field{Name: name, Label: []string{days + " từ", "Đến"}[i], Kind: "date", Value: c.Query(name)}
		if x.Value != "" {
			if d, err := vi.ParseDay(x.Value); err != nil {
				x.Error = err.Error()
			} else {
				x.Value = d.String()
				if i == 0 {
					f.from = &d
				} else {
					f.to = &d
				}
			}
		}
		f.fields[i] = x
	}
	if n := int(c.QueryID("ky")); n >= 1 && n <= len(w.Plan.Periods) && f.from == nil && f.to == nil {
		p := w.Plan.Periods[n-1]
		f.period, f.from, f.to = n, &p.Start, &p.End
	}
	return f
}

// url is the list's address for a page of the same filter.
func (f filter) url(page int) string {
	q := url.Values{}
	for k, v := range f.c.R.URL.Query() {
		if k != "trang" && len(v) > 0 && v[0] != "" {
			q.Set(k, v[0])
		}
	}
	if page > 1 {
		q.Set("trang", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return f.base
	}
	return f.base + "?" + q.Encode()
}

func (f filter) narrow() bool {
	return f.under != 0 || f.from != nil || f.to != nil || f.text != "" || f.state != register.Current || f.fields[0].Error != "" || f.fields[1].Error != ""
}

// view is the row above the list.
func (f filter) view(states []ui.Option) registerview.Filter {
	v := registerview.Filter{URL: f.base}
	if f.narrow() {
		v.Reset = f.base
	}
	for i := range states {
		states[i].Selected = states[i].Value == string(f.state)
	}
	periods := ui.Choice{Name: "ky", Label: "Kỳ", Options: []ui.Option{{Label: "Tất cả các kỳ"}}}
	for _, p := range f.w.Plan.Periods {
		if p.Start <= f.c.Now.Today {
			periods.Options = append(periods.Options, ui.Option{Value: strconv.Itoa(p.Ordinal + 1), Label: p.Label, Selected: f.period == p.Ordinal+1})
		}
	}
	v.Choices = []ui.Choice{{Name: "don-vi", Label: "Đơn vị", Options: f.units()}, periods, {Name: "trang-thai", Label: "Trạng thái", Options: states}}
	v.Fields = []ui.Field{f.fields[0], f.fields[1], {Name: "q", Label: "Tìm trong nội dung", Kind: "search", Grow: true, Value: f.text, Max: 120}}
	return v
}

// units are those below the actor: teams of a commune, communes of a
// district, districts with their communes of a province.
func (f filter) units() []ui.Option {
	tree, today := f.w.Tree, f.c.Now.Today
	all := []ui.Option{{Label: "Tất cả"}}
	found := false
	add := func(id org.UnitID, indent string) {
		on := id == f.under
		found = found || on
		all = append(all, ui.Option{Value: strconv.FormatInt(int64(id), 10), Label: indent + vi.UpperFirst(tree.Name(id, today).Short()), Selected: on})
	}
	for _, child := range tree.Children(org.UnitID(f.c.Actor.UnitID), today) {
		add(child, "")
		if u, _ := tree.Unit(child); u.Level == org.District {
			for _, commune := range tree.Children(child, today) {
				add(commune, "– ")
			}
		}
	}
	if f.under != 0 && !found { // a team, asked for by a link
		add(f.under, "")
	}
	return all
}

// pager is the line below the list.
func (f filter) pager(page, rows, total int, pages int) ui.Pager {
	p := ui.Pager{Text: vi.Int(int64(total)) + " dòng"}
	if pages > 1 {
		first := (page-1)*register.PageSize + 1
		p.Text = fmt.Sprintf("%s–%s trong %s", vi.Int(int64(first)), vi.Int(int64(first+rows-1)), vi.Int(int64(total)))
	}
	if page > 1 {
		p.Prev = f.url(page - 1)
	}
	if page < pages {
		p.Next = f.url(page + 1)
	}
	return p
}

func (f filter) emptyText(none string) string {
	if f.narrow() {
		return "Không có dòng nào khớp với cách lọc này."
	}
	return none
}

// kicker is the line above the title: whose rows these are.
func (f filter) kicker() string {
	id := f.under
	if id == 0 {
		id = org.UnitID(f.c.Actor.UnitID)
	}
	return vi.UpperFirst(f.w.Tree.Name(id, f.c.Now.Today).Full())
}
