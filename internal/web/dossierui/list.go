package dossierui

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/dossier"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/dossierview"
	"thidua/templates/ui"
)

// filter is the list's, with what the address said of it.
type filter struct {
	dossier.Filter
	phase string
}

func filterOf(c *page.Context, w report.World) filter {
	f := filter{Filter: dossier.Filter{Under: org.UnitID(c.QueryID("don-vi")), Mine: c.Query("cho") == "toi", Late: c.Query("qua-han") == "1", Page: int(min(c.QueryID("trang"), 1<<20))}}
	if ph, ok := w.Plan.PhaseByCode(c.Query("dot")); ok {
		f.Phase, f.phase = ph.ID, ph.Code
	}
	for _, x := range award.Forms {
		if c.Query("hinh-thuc") == string(x) {
			f.Form = x
		}
	}
	for _, x := range award.States {
		if c.Query("trang-thai") == string(x) {
			f.State = x
		}
	}
	return f
}

// at is the list's address with these filters.
func (f filter) at() string {
	q := url.Values{}
	for name, v := range map[string]string{"dot": f.phase, "hinh-thuc": string(f.Form), "trang-thai": string(f.State)} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if f.Under != 0 {
		q.Set("don-vi", strconv.FormatInt(int64(f.Under), 10))
	}
	if f.Mine {
		q.Set("cho", "toi")
	}
	if f.Late {
		q.Set("qua-han", "1")
	}
	if f.Page > 1 {
		q.Set("trang", strconv.Itoa(f.Page))
	}
	if len(q) == 0 {
		return root
	}
	return root + "?" + q.Encode()
}

func (f filter) narrow() bool {
	return f.Phase != 0 || f.Form != "" || f.State != "" || f.Under != 0 || f.Mine || f.Late
}

// List is the dossiers of the reader's scope.
func (u *UI) List(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f := filterOf(c, w)
	if c.Wants() != "" {
		f.Page = -1
		l, err := u.Dossiers.List(c.Ctx(), u.Pool, c.Actor, w, f.Filter)
		if err != nil {
			return err
		}
		return c.Export(file(w, f, l.Lines))
	}
	l, err := u.Dossiers.List(c.Ctx(), u.Pool, c.Actor, w, f.Filter)
	if err != nil {
		return err
	}
	f.Page = 1
	m := dossierview.List{URL: root, Head: ui.Head{Kicker: vi.UpperFirst(w.Tree.Name(org.UnitID(c.Actor.UnitID), w.Day).Full()), Title: "Hồ sơ đề nghị khen thưởng", Export: c.Exports()},
		Empty: "Chưa có hồ sơ đề nghị khen thưởng nào trong phạm vi của bạn."}
	if len(proposes(c.Actor, w)) > 0 {
		m.New = root + "/moi"
	}
	all, mine, late := f, f, f
	all.Mine, all.Late = false, false
	mine.Mine, mine.Late = true, false
	late.Mine, late.Late = false, true
	m.Tabs = []ui.Link{{Label: "Tất cả", URL: all.at(), Current: !f.Mine && !f.Late, Count: vi.Int(int64(l.All))}, {Label: "Đang chờ tôi", URL: mine.at(), Current: f.Mine && !f.Late, Count: vi.Int(int64(l.Mine))},
		{Label: "Quá hạn", URL: late.at(), Current: f.Late && !f.Mine, Count: vi.Int(int64(l.Late))}}
	m.Choices, m.Keep = choices(c.Actor, w, f), keep(f)
	if f.narrow() {
		m.Reset, m.Empty = root, "Không có hồ sơ nào khớp với điều kiện đã chọn."
	}
	for i := range l.Lines {
		m.Rows = append(m.Rows, row(w, &l.Lines[i]))
	}
	first := (l.Page-1)*dossier.PageSize + 1
	m.Pager.Text = fmt.Sprintf("%d–%d trong %s", first, first+len(m.Rows)-1, vi.Int(int64(l.Total)))
	if l.Page > 1 {
		f.Page = l.Page - 1
		m.Pager.Prev = f.at()
	}
	if first+len(m.Rows) <= l.Total {
		f.Page = l.Page + 1
		m.Pager.Next = f.at()
	}
	return c.Render(page.View{Title: m.Head.Title}, dossierview.ListPage(m))
}

func keep(f filter) []ui.Kept {
	var out []ui.Kept
	if f.Mine {
		out = append(out, ui.Kept{Name: "cho", Value: "toi"})
	}
	if f.Late {
		out = append(out, ui.Kept{Name: "qua-han", Value: "1"})
	}
	return out
}

// choices narrow by phase, form, state and the units right below the reader.
func choices(a access.Actor, w report.World, f filter) []ui.Choice {
	phases := ui.Choice{Name: "dot", Label: "Đợt", Options: []ui.Option{{Label: "Tất cả các đợt"}}}
	for _, p := range w.Plan.Phases {
		phases.Options = append(phases.Options, ui.Option{Value: p.Code, Label: p.Name, Selected: p.ID == f.Phase})
	}
	forms := ui.Choice{Name: "hinh-thuc", Label: "Hình thức", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, x := range award.Forms {
		forms.Options = append(forms.Options, ui.Option{Value: string(x), Label: x.Label(), Selected: x == f.Form})
	}
	states := ui.Choice{Name: "trang-thai", Label: "Trạng thái", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, x := range award.States {
		states.Options = append(states.Options, ui.Option{Value: string(x), Label: x.Words(), Selected: x == f.State})
	}
	out := []ui.Choice{phases, forms, states}
	u, _ := w.Tree.Unit(org.UnitID(a.UnitID))
	if u.Level == org.Commune {
		return out
	}
	units := ui.Choice{Name: "don-vi", Label: "Đơn vị", Options: []ui.Option{{Label: "Tất cả"}}}
	for _, x := range w.Tree.Children(u.ID, w.Day) {
		units.Options = append(units.Options, ui.Option{Value: strconv.FormatInt(int64(x), 10), Label: vi.UpperFirst(w.Tree.Name(x, w.Day).Full()), Selected: x == f.Under})
	}
	return append(out, units)
}

func row(w report.World, l *dossier.Line) dossierview.Row {
	r := dossierview.Row{Name: ui.Link{Label: fmt.Sprintf("Hồ sơ số %d", l.No), URL: dossierURL(l.ID)}, Form: l.Form.Label(), Unit: l.Office(w, award.ByProposer), Phase: phaseName(w, l.PhaseID),
		Nominees: counted(l.Teams, l.Members), State: stateTag(l.State), Holder: vi.UpperFirst(l.HolderWords(w, l.Machine)), Clock: l.Timing.Words(), Late: l.Timing.Late()}
	if r.Holder != "" {
		_, on := l.Machine.Since()
		r.Since = on.String()
	}
	return r
}

func phaseName(w report.World, id int64) string {
	ph, _ := w.Plan.Phase(id)
	return ph.Name
}

// counted is "03 tập thể, 12 cá nhân"; a kind that is not there is not said.
func counted(teams, members int) string {
	var parts []string
	if teams > 0 {
		parts = append(parts, two(teams)+" tập thể")
	}
	if members > 0 {
		parts = append(parts, two(members)+" cá nhân")
	}
	if len(parts) == 0 {
		return "Không có"
	}
	return strings.Join(parts, ", ")
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return vi.Int(int64(n))
}

// file is the list as a file.
func file(w report.World, f filter, list []dossier.Line) page.File {
	out := page.File{Name: "Hồ sơ đề nghị khen thưởng"}
	if f.narrow() {
		out.Filter = f.words(w)
	}
	out.Table.Columns = []workbook.Column{{Header: "Số hồ sơ", Kind: workbook.Int}, {Header: "Đơn vị đề nghị", Width: 30}, {Header: "Hình thức", Width: 12}, {Header: "Đợt", Width: 10}, {Header: "Tập thể", Kind: workbook.Int},
		{Header: "Cá nhân", Kind: workbook.Int}, {Header: "Trạng thái", Kind: workbook.State}, {Header: "Đang giữ", Width: 28}, {Header: "Từ ngày", Kind: workbook.Date}, {Header: "Thời hạn", Width: 40}, {Header: "Quá hạn", Width: 10}}
	out.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
		for i := range list {
			l := &list[i]
			r := row(w, l)
			since, late := workbook.T(""), ""
			if r.Holder != "" {
				_, on := l.Machine.Since()
				since = workbook.D(on)
			}
			if r.Late {
				late = "Quá hạn"
			}
			if !yield([]workbook.Cell{workbook.N(int64(l.No)), workbook.T(r.Unit), workbook.T(r.Form), workbook.T(r.Phase), workbook.N(int64(l.Teams)), workbook.N(int64(l.Members)), workbook.T(r.State.Text), workbook.T(r.Holder), since,
				workbook.T(r.Clock), workbook.T(late)}, nil) {
				return
			}
		}
	}
	return out
}

// words say how the list is narrowed.
func (f filter) words(w report.World) string {
	text := ""
	add := func(s string) {
		if text != "" {
			text += "; "
		}
		text += s
	}
	if f.Phase != 0 {
		add(phaseName(w, f.Phase))
	}
	if f.Form != "" {
		add(f.Form.Label())
	}
	if f.State != "" {
		add(vi.LowerFirst(f.State.Words()))
	}
	if f.Under != 0 {
		add(w.Tree.Name(f.Under, w.Day).Full())
	}
	if f.Mine {
		add("đang chờ tôi")
	}
	if f.Late {
		add("quá hạn")
	}
	return text
}
