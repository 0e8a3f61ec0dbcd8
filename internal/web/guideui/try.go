package guideui

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/guideview"
	"thidua/templates/ui"
)

const pageSize = 50

// trial is a guide's criteria of one pair with the thresholds tried.
type trial struct {
	w      report.World
	g      criteria.Guide
	stored award.Criteria
	has    bool // the guide has criteria for the pair
	tried  award.Criteria
	v      url.Values // as typed
	errs   []ui.Error
}

// trial reads what is tried from values; without thu=1 it is what is stored.
func (u *UI) trial(c *page.Context, v url.Values) (*trial, error) {
	w, g, err := u.guide(c)
	if err != nil {
		return nil, err
	}
	all := pairs(w, g.Phase)
	if len(all) == 0 {
		return nil, fault.Missing()
	}
	x := &trial{w: w, g: g}
	f, s, ok := pairOf(v.Get("doi-tuong"))
	if !ok || !slices.ContainsFunc(all, func(p award.Criteria) bool { return p.Form == f && p.Subject == s }) {
		f, s = all[0].Form, all[0].Subject
	}
	if x.stored, x.has = g.For(f, s); !x.has {
		for _, p := range criteria.Start(w.Plan.Rules, g.Phase) {
			if p.Form == f && p.Subject == s {
				x.stored = p
			}
		}
	}
	x.tried, x.v = x.stored, typedOf(x.stored, "")
	if v.Get("thu") == "" {
		return x, nil
	}
	x.v = maps.Clone(v)
	var bad fault.Fields
	r := reading{v, "", &bad}
	made := r.criteria(f, s)
	if old := x.stored.Sheet; old != nil {
		if least, given := r.count("bang-diem", "Điểm cần đạt"); given {
			sheet := *old
			sheet.Least = least
			made.Sheet = &sheet
		}
	}
	made.Check(&bad, "", w.Plan.Rules, g.Phase)
	x.errs, _ = page.Problems(bad.Err())
	for i := range x.errs {
		x.errs[i].Name = fieldOf(x.errs[i].Name)
	}
	if len(x.errs) == 0 {
		x.tried = made
	}
	return x, nil
}

// kept are the values of the address: what was typed, without the page and
// the export.
func (x *trial) kept() url.Values {
	q := url.Values{}
	for name, list := range x.v {
		if name != "trang" && name != "xuat" && name != "co" && name != "lan-sua" {
			q[name] = list
		}
	}
	q.Set("doi-tuong", pairID(x.stored.Form, x.stored.Subject))
	q.Set("thu", "1")
	return q
}

func (x *trial) changed() bool { return !reflect.DeepEqual(x.tried, x.stored) }

// Try shows who would qualify by other thresholds; nothing is written.
func (u *UI) Try(c *page.Context) error {
	x, err := u.trial(c, c.R.URL.Query())
	if err != nil {
		return err
	}
	return u.tryPage(c, x, http.StatusOK)
}

func (u *UI) tryPage(c *page.Context, x *trial, status int) error {
	w, g := x.w, &x.g
	ph, _ := w.Plan.Phase(g.PhaseID)
	ask := criteria.AskWithin(w, x.stored.Form, ph, x.stored.Subject, w.Tree.Root(w.Day))
	ask.Deedless = x.stored.Deeds == nil && x.tried.Deeds == nil
	list, err := u.Criteria.Candidates(c.Ctx(), u.Pool, w, ask)
	if err != nil {
		return err
	}
	running := w.Day <= ph.End
	basis := criteria.Basis(w, ph, running)
	sim := award.Simulate(basis, x.tried, list)
	all := slices.Concat(sim.Ranked, sim.Others)
	for _, j := range all {
		criteria.Veil(c.Actor, &j.Eligibility)
	}
	name := pairName(x.tried.Form, x.tried.Subject)
	if c.Wants() != "" {
		return c.Export(page.File{Name: "Thử tiêu chí " + name, Filter: reviewName(w, g.Phase) + ", phiên bản " + itoa(g.Version), Path: w.Tree.Path(w.Tree.Root(w.Day), w.Day), Table: table(w, x.tried, all)})
	}
	at := guideURL(g.ID) + "/thu"
	m := guideview.Try{Head: guideHead(w, g, "Thử tiêu chí"), URL: at, Back: guideURL(g.ID), Errors: x.errs, Edits: strconv.Itoa(g.Edits), Changed: x.changed() || len(x.errs) > 0,
		Keep: []ui.Kept{{Name: "doi-tuong", Value: pairID(x.stored.Form, x.stored.Subject)}, {Name: "thu", Value: "1"}}}
	m.Head.Lead = "Đổi ngưỡng để xem ai đủ điều kiện trước khi ban hành. Không ghi gì vào dự thảo."
	m.Head.Export = c.ExportsAt(at)
	for _, p := range pairs(w, g.Phase) {
		m.Pairs = append(m.Pairs, ui.Link{Label: pairName(p.Form, p.Subject), URL: at + "?doi-tuong=" + pairID(p.Form, p.Subject), Current: p.Form == x.stored.Form && p.Subject == x.stored.Subject})
	}
	if running {
		m.Notice = ph.Name + " chưa kết thúc: tính theo số liệu các kỳ đã kết thúc đến hôm nay."
	}
	form := pairForm{w, g.Phase, x.v, "", x.errs}
	m.Form = form.view(x.stored.Form, x.stored.Subject)
	m.Form.NoSheet = x.stored.Sheet == nil
	was := sim
	if x.changed() {
		was = award.Simulate(basis, x.stored, list)
	}
	diff := sim.Against(was)
	link := func(list []*award.Judged) []ui.Link {
		var out []ui.Link
		for _, j := range list {
			out = append(out, ui.Link{Label: j.Candidate.Name + ", " + vi.LowerFirst(under(w, j.Candidate)), URL: subjectURL(whom(j.Candidate), x.asked())})
		}
		return out
	}
	m.Gained, m.Lost = link(diff.Gained), link(diff.Lost)
	x.summary(&m, sim, was, diff)
	if c.Actor.Role == access.PX03 && g.State == award.GuideDraft && len(x.errs) == 0 {
		m.Put = at
		for name, values := range x.kept() {
			for _, v := range values {
				m.Typed = append(m.Typed, ui.Kept{Name: name, Value: v})
			}
		}
		slices.SortFunc(m.Typed, func(a, b ui.Kept) int { return cmpKept(a, b) })
	}
	rows, n := paged(all, int(min(c.QueryID("trang"), 1<<20)), pageSize)
	for _, j := range rows {
		m.Lines = append(m.Lines, shown(w, x.tried, j, x.asked(), x.tried.Cap != nil))
	}
	m.Pager = pager(n, pageSize, len(all), func(n int) string {
		q := x.kept()
		q.Set("trang", strconv.Itoa(n))
		return at + "?" + q.Encode() + "#danh-sach"
	})
	return c.Render(page.View{Title: m.Head.Title + " – " + name, Status: status}, guideview.TryPage(m))
}

func cmpKept(a, b ui.Kept) int {
	if a.Name != b.Name {
		return map[bool]int{true: -1, false: 1}[a.Name < b.Name]
	}
	return map[bool]int{true: -1, false: 1}[a.Value < b.Value]
}

func (x *trial) asked() asked { return asked{x.stored.Form, x.g.Phase, x.g.ID} }

// summary is the simulation in numbers.
func (x *trial) summary(m *guideview.Try, sim, was *award.Simulation, diff award.Difference) {
	w := x.w
	qualified := guideview.Stat{Label: "Đủ điều kiện", Value: itoa(sim.All.Qualified), Of: "/" + itoa(sim.All.Total)}
	if m.Changed {
		qualified.Text = fmt.Sprintf("Dự thảo: %s; thêm %s, bớt %s", itoa(was.All.Qualified), itoa(len(diff.Gained)), itoa(len(diff.Lost)))
	}
	women := guideview.Stat{Label: "Nữ trong số đủ điều kiện", Value: itoa(sim.Women), Of: "/" + itoa(sim.People)}
	if sim.People > 0 {
		women.Text = vi.Percent(int64(sim.Women), int64(sim.People))
	}
	m.Stats = []guideview.Stat{qualified, {Label: "Không đủ điều kiện", Value: itoa(sim.All.Failed)}, {Label: "Chưa đủ số liệu", Value: itoa(sim.All.Unknown)}, women}
	capped := x.tried.Cap != nil
	if capped {
		m.Stats[0].Text = fmt.Sprintf("Trong giới hạn đề nghị: %s", itoa(sim.All.Chosen))
	}
	group := func(title, head string, list []award.Group) {
		if len(list) == 0 {
			return
		}
		g := guideview.Groups{Title: title, Head: head, Capped: capped}
		for _, r := range list {
			row := guideview.GroupRow{Label: vi.UpperFirst(r.Label), Cells: []string{itoa(r.Total), itoa(r.Qualified), itoa(r.Failed), itoa(r.Unknown)}}
			if capped {
				row.Cells = append(row.Cells, itoa(r.Chosen))
			}
			g.Rows = append(g.Rows, row)
		}
		m.Groups = append(m.Groups, g)
	}
	group("Theo huyện, thành phố", "Huyện, thành phố", byDistrict(w, sim))
	group("Theo số thành viên của Tổ", "Quy mô", sim.BySize)
	group("Theo giới", "Giới", sim.ByGender)
	group("Theo chức danh", "Chức danh", sim.ByPlace)
	group("Đã được khen trong phong trào", "Khen thưởng trước", sim.ByPast)
	for _, a := range sim.Units {
		if a.Bound {
			m.Caps = append(m.Caps, []string{vi.UpperFirst(a.UnitName), itoa(a.Subjects), itoa(a.Most), itoa(a.Qualified), itoa(max(0, a.Qualified-a.Most))})
		}
	}
	lines := map[award.Key]string{}
	for _, l := range x.tried.Lines(w.Plan.Rules, x.g.Phase) {
		lines[l.Key] = l.Text
	}
	for _, b := range sim.Blames {
		m.Blames = append(m.Blames, guideview.Blame{Text: lines[b.Key], Fail: itoa(b.Fail), Only: itoa(b.Only), Wants: itoa(b.Wants)})
	}
}

// byDistrict brings the groups of proposing units together by district;
// where there is none, the units stand for themselves.
func byDistrict(w report.World, sim *award.Simulation) []award.Group {
	var out []award.Group
	for _, g := range sim.ByUnit {
		id := g.Unit
		if up := w.Tree.Parent(id, w.Day); up != 0 && up != w.Tree.Root(w.Day) {
			id = up
		}
		i := slices.IndexFunc(out, func(o award.Group) bool { return o.Unit == id })
		if i < 0 {
			i = len(out)
			out = append(out, award.Group{Unit: id, Label: w.Tree.Name(id, w.Day).Full()})
		}
		n := &out[i].Count
		n.Total, n.Qualified, n.Failed, n.Unknown, n.Chosen = n.Total+g.Total, n.Qualified+g.Qualified, n.Failed+g.Failed, n.Unknown+g.Unknown, n.Chosen+g.Chosen
	}
	return out
}

// Put brings the thresholds tried into the draft.
func (u *UI) Put(c *page.Context) error {
	f, err := c.Form()
	if err != nil {
		return err
	}
	x, err := u.trial(c, f.Values)
	if err != nil {
		return err
	}
	if f.Line("thu") == "" {
		x.errs = append(x.errs, ui.Error{Message: "Chưa có ngưỡng nào để đưa vào dự thảo. Đổi ngưỡng, bấm thử rồi đưa vào dự thảo."})
	}
	if len(x.errs) == 0 {
		err = u.Criteria.Put(c.Ctx(), c.Actor, c.Now, x.w, x.g.ID, f.Int("lan-sua"), x.tried)
		if errs, ok := page.Problems(err); ok {
			x.errs = errs
		} else if err != nil {
			return err
		}
	}
	if len(x.errs) > 0 {
		return u.tryPage(c, x, http.StatusUnprocessableEntity)
	}
	return c.See(guideURL(x.g.ID)+"#"+pairID(x.stored.Form, x.stored.Subject), "Đã đưa ngưỡng vừa thử vào dự thảo.")
}
