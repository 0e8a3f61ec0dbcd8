package targetui

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/targetview"
	"thidua/templates/ui"
)

// found is a target of the list with the units the reader may see of it.
type found struct {
	*plan.Assigned
	units []plan.AssignedUnit
}

// filter is what the list's address asks for.
type filter struct {
	phase string // a phase's code, "" for all
	unit  org.UnitID
	state plan.AssignedState
	text  string
}

const every = "tat-ca"

func readFilter(c *page.Context, w report.World) (filter, error) {
	f := filter{phase: c.Query("dot"), unit: org.UnitID(c.QueryID("don-vi")), text: c.Query("q")}
	if s := plan.AssignedState(c.Query("trang-thai")); slices.Contains(plan.AssignedStates, s) {
		f.state = s
	}
	if f.phase == "" {
		f.phase = w.Plan.CurrentPhase(c.Now.Today).Code
	}
	if _, ok := w.Plan.PhaseByCode(f.phase); !ok && f.phase != every {
		return f, fault.Missing()
	}
	return f, nil
}

// find are the targets the reader may see that the filter asks for, and how
// many each phase has before the other filters.
func find(c *page.Context, w report.World, f filter) ([]found, map[int64]int, error) {
	scope, err := access.ScopeOf(c.Actor, access.TargetRead)
	if err != nil {
		return nil, nil, err
	}
	if f.unit != 0 {
		if scope, err = scope.Narrow(w.Tree.PlaceNow(f.unit, c.Now.Today)); err != nil {
			return nil, nil, err
		}
	}
	n := map[int64]int{}
	var out []found
	for i := range w.Plan.Assigned {
		t := &w.Plan.Assigned[i]
		units := t.Seen(scope, w.Tree, c.Now.Today)
		if len(units) == 0 {
			continue
		}
		n[t.PhaseID]++
		ph, _ := w.Plan.Phase(t.PhaseID)
		text := vi.Fold(strings.Join([]string{t.Name(w.Plan.Rules), t.DocNumber, t.Issuer, t.Note}, " "))
		if f.phase != every && ph.Code != f.phase || f.state != "" && t.State(c.Now.Today) != f.state || !strings.Contains(text, vi.Fold(f.text)) {
			continue
		}
		out = append(out, found{t, units})
	}
	slices.SortStableFunc(out, func(a, b found) int { return int(b.DocDay - a.DocDay) })
	return out, n, nil
}

// List is the assigned targets by phase.
func (u *UI) List(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := readFilter(c, w)
	if err != nil {
		return err
	}
	rows, n, err := find(c, w, f)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(listFile(c, w, f, rows))
	}
	m := targetview.List{Head: ui.Head{Export: c.Exports(), Kicker: vi.UpperFirst(w.Tree.Name(org.UnitID(c.Actor.UnitID), c.Now.Today).Full()), Title: "Chỉ tiêu giao",
		Lead: "Mức chặt hơn kế hoạch hoặc số lượng mới do huyện, thành phố giao; xét riêng với chỉ tiêu của kế hoạch."},
		Count: vi.Int(int64(len(rows))) + " chỉ tiêu giao", Print: list + "/in" + f.query("")}
	own, _ := w.Tree.Unit(org.UnitID(c.Actor.UnitID))
	if held, _ := w.Plan.Rules.Def.DutyLevel(plan.TargetsDuty, c.Now.Today); held.String() == string(own.Level) && c.Actor.May(access.TargetWrite) {
		m.New = list + "/moi"
	}
	all := 0
	for _, ph := range w.Plan.Phases {
		all += n[ph.ID]
		m.Tabs = append(m.Tabs, ui.Link{Label: ph.Name, URL: list + f.query(ph.Code), Current: f.phase == ph.Code, Count: strconv.Itoa(n[ph.ID])})
	}
	m.Tabs = append(m.Tabs, ui.Link{Label: "Tất cả", URL: list + f.query(every), Current: f.phase == every, Count: strconv.Itoa(all)})
	m.Filter = f.view(c, w)
	m.Empty = "Huyện, thành phố giao chỉ tiêu cụ thể cho lực lượng phù hợp với tình hình địa phương (kế hoạch, mục IV.1)."
	if m.Filter.Reset != "" {
		m.Empty = "Không có chỉ tiêu giao nào khớp với cách lọc này."
	}
	setters := map[org.UnitID]bool{}
	for _, t := range rows {
		m.Rows = append(m.Rows, row(c, w, t))
		setters[t.Setter] = true
	}
	m.Setters = len(setters) > 1 || len(rows) > 0 && rows[0].Setter != org.UnitID(c.Actor.UnitID)
	return c.Render(page.View{Title: "Chỉ tiêu giao"}, targetview.ListPage(m))
}

func row(c *page.Context, w report.World, t found) targetview.Row {
	r := targetview.Row{Name: t.Name(w.Plan.Rules), URL: page.AssignedURL(t.Assigned), Value: t.Short(), Units: counted(w.Tree, t.units), Days: vi.Span(t.Starts(), max(t.Before()-1, t.Starts())),
		Document: "Số " + t.DocNumber + ", " + t.DocDay.String(), Issuer: t.Issuer, State: tag(t.State(c.Now.Today))}
	if t.Before() <= t.Starts() {
		r.Days = "chưa áp dụng"
	}
	if own := planValue(w.Plan.Rules, t.Assigned); own != "" {
		r.Plan = "kế hoạch " + own
	}
	if len(t.units) <= 3 {
		r.Names = names(w, t.units)
	}
	return r
}

func names(w report.World, units []plan.AssignedUnit) string {
	var out []string
	for _, u := range units {
		name := w.Tree.Name(u.Unit, u.Start).Short()
		if x, _ := w.Tree.Unit(u.Unit); x.Level == org.Team {
			name += " (" + w.Tree.Name(w.Tree.Parent(u.Unit, u.Start), u.Start).Full() + ")"
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// query is the address of the same filter in another phase.
func (f filter) query(phase string) string {
	q := url.Values{}
	if phase == "" {
		phase = f.phase
	}
	q.Set("dot", phase)
	if f.unit != 0 {
		q.Set("don-vi", strconv.FormatInt(int64(f.unit), 10))
	}
	if f.state != "" {
		q.Set("trang-thai", string(f.state))
	}
	if f.text != "" {
		q.Set("q", f.text)
	}
	return "?" + q.Encode()
}

func (f filter) view(c *page.Context, w report.World) targetview.Filter {
	v := targetview.Filter{URL: list, Keep: []ui.Kept{{Name: "dot", Value: f.phase}}}
	if f.unit != 0 || f.state != "" || f.text != "" {
		v.Reset = list + "?dot=" + f.phase
	}
	units := ui.Choice{Name: "don-vi", Label: "Đơn vị", Options: []ui.Option{{Label: "Tất cả"}}}
	add := func(id org.UnitID, indent string) {
		units.Options = append(units.Options, ui.Option{Value: strconv.FormatInt(int64(id), 10), Label: indent + vi.UpperFirst(w.Tree.Name(id, c.Now.Today).Short()), Selected: id == f.unit})
	}
	for _, child := range w.Tree.Children(org.UnitID(c.Actor.UnitID), c.Now.Today) {
		add(child, "")
		if x, _ := w.Tree.Unit(child); x.Level == org.District {
			for _, commune := range w.Tree.Children(child, c.Now.Today) {
				add(commune, "– ")
			}
		}
	}
	states := ui.Choice{Name: "trang-thai", Label: "Trạng thái", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, s := range plan.AssignedStates {
		states.Options = append(states.Options, ui.Option{Value: string(s), Label: s.String(), Selected: s == f.state})
	}
	v.Choices = []ui.Choice{units, states}
	v.Text = ui.Field{Name: "q", Label: "Tìm theo nội dung, văn bản", Kind: "search", Grow: true, Value: f.text, Max: 120}
	return v
}

// Annex is the list in print: of the filter, or of one document.
func (u *UI) Annex(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := readFilter(c, w)
	if err != nil {
		return err
	}
	var of *plan.Assigned
	if id := c.QueryID("van-ban"); id > 0 {
		if of = w.Plan.AssignedByID(plan.AssignedID(id)); of == nil {
			return fault.Missing()
		}
		f = filter{phase: every}
	}
	rows, _, err := find(c, w, f)
	if err != nil {
		return err
	}
	m := targetview.Annex{Head: ui.Head{Title: "Danh mục chỉ tiêu giao"}, Issuer: vi.UpperFirst(c.Actor.UnitName), Lines: []string{"DANH MỤC CHỈ TIÊU GIAO"}, Back: list + f.query("")}
	if ph, ok := w.Plan.PhaseByCode(f.phase); ok {
		m.Lines = append(m.Lines, ph.Name+" ("+vi.Span(ph.Start, ph.End)+")")
	}
	if of != nil {
		rows = slices.DeleteFunc(rows, func(t found) bool {
			return t.Setter != of.Setter || t.DocNumber != of.DocNumber || t.DocDay != of.DocDay
		})
		if len(rows) == 0 {
			return fault.Missing()
		}
		m.Issuer, m.Back = of.Issuer, page.AssignedURL(of)
		m.Lines = []string{"PHỤ LỤC CHỈ TIÊU GIAO", "(Kèm theo văn bản " + of.DocNumber + " " + vi.DocumentDay(of.DocDay) + " của " + of.Issuer + ")"}
	}
	for i, t := range rows {
		r := targetview.AnnexRow{No: strconv.Itoa(i + 1), Name: t.Name(w.Plan.Rules), Plan: planValue(w.Plan.Rules, t.Assigned), Value: t.Target.String(), Each: t.Basis.Each(),
			Units: names(w, t.units), Days: row(c, w, t).Days}
		if r.Plan == "" {
			r.Plan = "số lượng mới"
		}
		if of == nil {
			r.Days += "; số " + t.DocNumber + " ngày " + t.DocDay.String()
		}
		m.Rows = append(m.Rows, r)
	}
	return c.Render(page.View{Title: "Danh mục chỉ tiêu giao"}, targetview.AnnexPage(m))
}
