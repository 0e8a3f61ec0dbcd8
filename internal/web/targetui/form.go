package targetui

import (
	"net/http"
	"slices"
	"strconv"

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

// values are a form's fields as typed, or as stored when it is first shown.
type values func(name string) string

func field(v values, errs []ui.Error, f ui.Field) ui.Field {
	f.Value, f.Error = v(f.Name), page.Of(errs, f.Name)
	return f
}

// inOrder puts refused fields in the order the form shows them.
func inOrder(list []ui.Error, names ...string) []ui.Error {
	var out []ui.Error
	for _, n := range append(names, "") {
		for _, e := range list {
			if e.Name == n {
				out = append(out, e)
			}
		}
	}
	return out
}

// unread says of a day that could not be read so, where the service, given
// none, asks for one.
func unread(f *page.Form, refused []ui.Error) []ui.Error {
	typed, _ := page.Problems(f.Fields.Err())
	for i := range refused {
		if said := page.Of(typed, refused[i].Name); said != "" {
			refused[i].Message = said
		}
	}
	return refused
}

// form is a form on its way to the page.
type form struct {
	c       *page.Context
	w       report.World
	status  int
	v       values
	units   []string // ids chosen
	all     []string // "xa", "to"
	errs    []ui.Error
	target  *plan.Assigned // nil for a new one
	key     string
	version string
}

// New is the empty form.
func (u *UI) New(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	v := map[string]string{"dot": w.Plan.CurrentPhase(c.Now.Today).Code, "loai": plan.OfIndicator.Code()}
	for _, ph := range w.Plan.Phases { // the first that a document of today could bind in
		if _, ok := w.Plan.FirstAfter(ph.ID, c.Now.Today); ok {
			v["dot"] = ph.Code
			break
		}
	}
	return form{c: c, w: w, status: http.StatusOK, v: func(n string) string { return v[n] }, key: page.NewID()}.render()
}

// Add assigns a target.
func (u *UI) Add(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	fm := form{c: c, w: w, status: http.StatusUnprocessableEntity, v: f.Raw, units: f.Values["don-vi"], all: f.Values["tat-ca"], key: f.Raw("khoa")}
	in, err := read(c, w, f)
	if err != nil {
		return err
	}
	url, err := u.Targets.Assign(c.Ctx(), c.Actor, c.Now, w.Tree, w.Plan, f.Line("khoa"), in)
	if refused, ok := page.Problems(err); ok {
		fm.errs = unread(f, refused)
		return fm.render()
	}
	if err != nil {
		return err
	}
	return c.See(url, "Đã giao chỉ tiêu cho "+strconv.Itoa(len(in.Units))+" đơn vị.")
}

// Edit is the form of a target.
func (u *UI) Edit(c *page.Context) error {
	w, t, _, err := u.target(c, access.TargetWrite)
	if err != nil {
		return err
	}
	if why := t.Fixed(w.Plan, c.Now.Today); why != "" {
		return c.See(page.AssignedURL(t), why)
	}
	in := t.Input(w.Plan)
	v := map[string]string{"dot": in.Phase, "loai": in.Basis.Code(), "chi-tieu": in.Indicator, "so-lieu": in.Measure, "muc": in.Target, "so": in.DocNumber, "ngay": in.DocDay.String(), "ghi-chu": in.Note}
	fm := form{c: c, w: w, status: http.StatusOK, v: func(n string) string { return v[n] }, target: t, version: strconv.Itoa(t.Version)}
	for _, id := range in.Units {
		fm.units = append(fm.units, strconv.FormatInt(int64(id), 10))
	}
	return fm.render()
}

// Save changes a target that has not begun to count; a clash keeps what was
// typed.
func (u *UI) Save(c *page.Context) error {
	w, t, _, err := u.target(c, access.TargetWrite)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	fm := form{c: c, w: w, status: http.StatusUnprocessableEntity, v: f.Raw, units: f.Values["don-vi"], all: f.Values["tat-ca"], target: t, version: f.Raw("phien-ban")}
	in, err := read(c, w, f)
	if err != nil {
		return err
	}
	err = u.Targets.EditAssigned(c.Ctx(), c.Actor, c.Now, w.Tree, w.Plan, t.ID, f.Int("phien-ban"), in)
	if refused, ok := page.Problems(err); ok {
		fm.errs = unread(f, refused)
		return fm.render()
	}
	if err != nil && fault.KindOf(err) == fault.Stale {
		fm.status, fm.version = http.StatusConflict, strconv.Itoa(t.Version)
		return fm.render()
	}
	if err != nil {
		return err
	}
	return c.See(page.AssignedURL(t), "Đã lưu chỉ tiêu giao.")
}

// read is the posted input; "all" is spelled out. A unit that is no number is
// fault.Missing.
func read(c *page.Context, w report.World, f *page.Form) (plan.AssignInput, error) {
	in := plan.AssignInput{Phase: f.Line("dot"), Basis: plan.ParseBasis(f.Line("loai")), Indicator: f.Line("chi-tieu"), Measure: f.Line("so-lieu"), Target: f.Line("muc"),
		DocNumber: f.Line("so"), DocDay: f.DayOrNone("ngay", "ngày văn bản"), Note: f.Text("ghi-chu"), Replace: f.Has("thay"), Past: f.Has("xac-nhan")}
	for _, s := range f.Values["don-vi"] {
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return in, fault.Missing()
		}
		in.Units = append(in.Units, org.UnitID(id))
	}
	own := org.UnitID(c.Actor.UnitID)
	if slices.Contains(f.Values["tat-ca"], "xa") {
		in.Units = append(in.Units, w.Tree.Communes(own, c.Now.Today)...)
	}
	if slices.Contains(f.Values["tat-ca"], "to") {
		in.Units = append(in.Units, w.Tree.Teams(own, c.Now.Today)...)
	}
	in.Units = slices.DeleteFunc(in.Units, func(id org.UnitID) bool { return id == own })
	return in, nil
}

func (f form) choice(name, label string, options []ui.Option) ui.Choice {
	for i := range options {
		options[i].Selected = options[i].Value == f.v(name)
	}
	return ui.Choice{Name: name, Label: label, Error: page.Of(f.errs, name), Options: options}
}

func (f form) render() error {
	r := f.w.Plan.Rules
	title := "Giao chỉ tiêu"
	m := targetview.Form{URL: list + "/moi", Back: list, Key: f.key, Version: f.version, Button: "Giao chỉ tiêu",
		Errors: inOrder(f.errs, "dot", "loai", "chi-tieu", "so-lieu", "muc", "so", "ngay", "ghi-chu", "don-vi", "thay", "xac-nhan")}
	if f.target != nil {
		title, m.Button = "Sửa chỉ tiêu giao", "Lưu"
		m.URL, m.Back = page.AssignedURL(f.target)+"/sua", page.AssignedURL(f.target)
		if f.status == http.StatusConflict {
			m.Stale = page.AssignedURL(f.target)
		}
	}
	m.Head = ui.Head{Crumbs: []ui.Link{{Label: "Chỉ tiêu giao", URL: list}, {Label: title}}, Title: title,
		Lead: "Chỉ giao mức chặt hơn kế hoạch, hoặc số lượng mới. Áp dụng từ kỳ đầu tiên mở sau ngày văn bản đến hết đợt."}
	var phases, bases, indicators, measures []ui.Option
	for _, ph := range f.w.Plan.Phases {
		phases = append(phases, ui.Option{Value: ph.Code, Label: ph.Name + " (" + vi.Span(ph.Start, ph.End) + ")"})
	}
	for _, b := range plan.Bases {
		bases = append(bases, ui.Option{Value: b.Code(), Label: b.String()})
	}
	indicators = append(indicators, ui.Option{Label: "Chọn chỉ tiêu"})
	for _, ind := range r.Indicators() {
		o := ui.Option{Value: ind.Code, Label: ind.Code + " " + ind.Short + ": kế hoạch " + ind.Target.String()}
		if ind.Target.Strictest() {
			o.Label += " (không có mức chặt hơn)"
		}
		indicators = append(indicators, o)
	}
	measures = append(measures, ui.Option{Label: "Chọn số liệu"})
	for _, x := range r.Measures {
		if r.RefuseCount(x, plan.CommunePhase) == "" || f.v("so-lieu") == x.Code {
			measures = append(measures, ui.Option{Value: x.Code, Label: x.Name + " (" + x.Unit + ")"})
		}
	}
	m.Phase, m.Basis = f.choice("dot", "Đợt thi đua", phases), f.choice("loai", "Loại chỉ tiêu giao", bases)
	m.Indicator, m.Measure = f.choice("chi-tieu", "Chỉ tiêu của kế hoạch", indicators), f.choice("so-lieu", "Số liệu (khi giao số lượng mới)", measures)
	m.Indicator.Hint, m.Measure.Hint = "Chỉ chọn khi loại là chỉ tiêu của kế hoạch, mức chặt hơn.", "Ví dụ: Ca tuần tra, mỗi Tổ mỗi kỳ ít nhất 8."
	m.Value = field(f.v, f.errs, ui.Field{Name: "muc", Label: "Mức giao", Required: true, Short: true, Max: 20, Hint: "Ví dụ: ≥ 85 %, hoặc 8."})
	m.Number = field(f.v, f.errs, ui.Field{Name: "so", Label: "Số văn bản", Required: true, Max: plan.MaxDocument, Hint: "Ví dụ: 12/KH-UBND."})
	m.Day = field(f.v, f.errs, ui.Field{Name: "ngay", Label: "Ngày văn bản", Kind: "date", Required: true})
	m.Note = field(f.v, f.errs, ui.Field{Name: "ghi-chu", Label: "Ghi chú", Kind: "textarea", Max: plan.MaxNote})
	m.Replace = targetview.Check{Name: "thay", Value: "1", ID: "f-thay", Label: "Thay mức đã giao trước đó cho các đơn vị này, từ kỳ áp dụng của văn bản mới", On: f.v("thay") != "", Error: page.Of(f.errs, "thay"), Shown: true}
	m.Past = targetview.Check{Name: "xac-nhan", Value: "1", ID: "f-xac-nhan", Label: "Đã kiểm tra số, ngày văn bản; áp dụng cho cả kỳ đã kết thúc", On: f.v("xac-nhan") != "", Error: page.Of(f.errs, "xac-nhan")}
	m.Past.Shown = m.Past.On || m.Past.Error != ""
	m.UnitError = page.Of(f.errs, "don-vi")
	f.unitBoxes(&m)
	return f.c.Render(page.View{Title: title, Status: f.status}, targetview.FormPage(m))
}

// unitBoxes are the communes with their teams; for a commune's office its
// teams alone.
func (f form) unitBoxes(m *targetview.Form) {
	tree, today, own := f.w.Tree, f.c.Now.Today, org.UnitID(f.c.Actor.UnitID)
	box := func(id org.UnitID) targetview.Check {
		s := strconv.FormatInt(int64(id), 10)
		return targetview.Check{Name: "don-vi", Value: s, ID: "f-dv-" + s, Label: vi.UpperFirst(tree.Name(id, today).Short()), On: slices.Contains(f.units, s)}
	}
	m.All = ui.Choice{Name: "tat-ca"}
	u, _ := tree.Unit(own)
	if u.Level != org.Commune {
		m.All.Options = append(m.All.Options, ui.Option{Value: "xa", Label: "Tất cả xã, phường, thị trấn", Selected: slices.Contains(f.all, "xa")})
	}
	m.All.Options = append(m.All.Options, ui.Option{Value: "to", Label: "Tất cả các Tổ", Selected: slices.Contains(f.all, "to")})
	for _, c := range tree.Communes(own, today) {
		g := targetview.Group{ID: strconv.FormatInt(int64(c), 10), Label: tree.Name(c, today).Full(), Open: c == own}
		if c != own {
			b := box(c)
			g.Commune = &b
		}
		n := 0
		for _, t := range tree.Teams(c, today) {
			b := box(t)
			if b.On {
				n++
			}
			g.Teams = append(g.Teams, b)
		}
		if n > 0 {
			g.Chosen, g.Open = strconv.Itoa(n)+" Tổ", true
		}
		m.Groups = append(m.Groups, g)
	}
}
