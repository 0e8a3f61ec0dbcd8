package certificateui

import (
	"io"
	"net/http"
	"strconv"
	"strings"

	"thidua/internal/certificate"
	"thidua/internal/fault"
	"thidua/internal/paper"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/certificateview"
	"thidua/templates/ui"
)

func sizeWords(t paper.Template) string {
	return showDecimal(t.Width) + " × " + showDecimal(t.Height) + " mm"
}

// Templates are the unit's own and those shipped.
func (u *UI) Templates(c *page.Context) error {
	w, err := u.World(c)
	if err != nil {
		return err
	}
	own, err := u.Certificates.Templates(c.Ctx(), c.Actor, "")
	if err != nil {
		return err
	}
	m := certificateview.Templates{New: templates + "/moi", Head: ui.Head{Kicker: kicker(c, w), Title: "Mẫu in", Lead: "Nơi đặt từng dòng trên Giấy khen, Bằng khen. In tờ căn chỉnh rồi soi với phôi để biết máy in lệch bao nhiêu."}}
	row := func(at string, name string, t paper.Template) certificateview.TemplateRow {
		return certificateview.TemplateRow{Name: ui.Link{Label: name}, Form: vi.UpperFirst(t.Form.Name()), Size: sizeWords(t), Preview: templates + "/" + at + "/in-thu.pdf", Test: templates + "/" + at + "/can-chinh.pdf"}
	}
	for _, x := range own {
		r := row(text(x.ID), x.Name, x.Body)
		r.Name.URL, r.Changed = templateURL(x.ID), x.Changed.Name+", "+vi.DayTime(x.Changed.At)
		m.Own = append(m.Own, r)
	}
	for _, x := range certificate.ShippedTemplates() {
		m.Shipped = append(m.Shipped, row(x.Code, x.Template.Name, x.Template))
	}
	return c.Render(page.View{Title: m.Head.Title}, certificateview.TemplatesPage(m))
}

// NewTemplate asks what to copy.
func (u *UI) NewTemplate(c *page.Context) error {
	return newTemplate(c, http.StatusOK, blank, nil, page.NewID())
}

func newTemplate(c *page.Context, status int, v func(string) string, errs []ui.Error, key string) error {
	from := &ui.Choice{Name: "mau", Label: "Chép từ mẫu", Required: true, Error: page.Of(errs, "mau")}
	for _, x := range certificate.ShippedTemplates() {
		from.Options = append(from.Options, ui.Option{Value: x.Code, Label: x.Template.Name, Selected: v("mau") == x.Code})
	}
	a := certificateview.Ask{Head: ui.Head{Crumbs: []ui.Link{{Label: "Mẫu in", URL: templates}, {Label: "Lập mẫu in"}}, Title: "Lập mẫu in", Lead: "Mẫu mới là bản chép; sửa vị trí từng ô ở bước sau."}, Errors: errs, URL: templates + "/moi", Key: key, Button: "Lập mẫu in",
		Back:  ui.Link{Label: "Quay lại", URL: templates},
		Items: []certificateview.Item{{Choice: from}, {Field: &ui.Field{Name: "ten", Label: "Tên mẫu", Required: true, Max: 100, Value: v("ten"), Error: page.Of(errs, "ten"), Hint: "Ví dụ: Phôi Giấy khen năm 2025."}}}}
	return c.Render(page.View{Title: a.Head.Title, Status: status, Narrow: true}, certificateview.AskPage(a))
}

// CopyTemplate makes it.
func (u *UI) CopyTemplate(c *page.Context) error {
	f, err := c.Form()
	if err != nil {
		return err
	}
	at, err := u.Certificates.Copy(c.Ctx(), c.Actor, c.Now, f.Line("khoa"), f.Line("mau"), f.Line("ten"), templateURL)
	if errs, bad := page.Problems(err); bad {
		return newTemplate(c, http.StatusUnprocessableEntity, f.Raw, errs, keyOf(f))
	}
	if err != nil {
		return err
	}
	return c.See(at, "Đã lập mẫu in.")
}

func (u *UI) template(c *page.Context) (certificate.Template, error) {
	id, err := c.ID("id")
	if err != nil {
		return certificate.Template{}, err
	}
	return u.Certificates.Template(c.Ctx(), c.Actor, certificate.TemplateID(id))
}

// cells are the numbers of a field, by the names paper refuses them under.
var cells = []struct {
	name, label string
	drawn       bool // also of the emblem and the QR code
	of          func(f *paper.Field) *float64
}{
	{"x", "từ trái", true, func(f *paper.Field) *float64 { return &f.X }},
	{"y", "dòng", true, func(f *paper.Field) *float64 { return &f.Y }},
	{"width", "rộng", true, func(f *paper.Field) *float64 { return &f.Width }},
	{"size", "cỡ chữ", false, func(f *paper.Field) *float64 { return &f.Size }},
	{"least", "cỡ chữ nhỏ nhất", false, func(f *paper.Field) *float64 { return &f.Least }},
	{"lines", "số dòng", false, nil},
	{"leading", "cách dòng", false, func(f *paper.Field) *float64 { return &f.Leading }},
	{"bottom", "dòng cuối không quá", false, func(f *paper.Field) *float64 { return &f.Bottom }},
}

var aligns = []struct{ value, label string }{{"left", "Trái"}, {"centre", "Giữa"}, {"right", "Phải"}}

// check is a box of a field to tick.
type check struct {
	name, label string
	of          func(f *paper.Field) *bool
}

var checks = []check{
	{"preprinted", "phôi đã có", func(f *paper.Field) *bool { return &f.Preprinted }},
	{"hidden", "không in", func(f *paper.Field) *bool { return &f.Hidden }},
	{"bold", "đậm", func(f *paper.Field) *bool { return &f.Bold }},
	{"italic", "nghiêng", func(f *paper.Field) *bool { return &f.Italic }},
	{"caps", "chữ hoa", func(f *paper.Field) *bool { return &f.Caps }},
	{"red", "màu đỏ", func(f *paper.Field) *bool { return &f.Red }},
	{"rule", "gạch dưới", func(f *paper.Field) *bool { return &f.Rule }},
	{"follows", "theo ô trên", func(f *paper.Field) *bool { return &f.Follows }},
}

// style tells whether it is about letters, which the emblem and the QR code
// have none of.
func (x check) style() bool { return x.name != "preprinted" && x.name != "hidden" }

func drawn(k paper.Key) bool { return k == paper.KeyEmblem || k == paper.KeyQR }

// Template is one of the unit's own.
func (u *UI) Template(c *page.Context) error {
	t, err := u.template(c)
	if err != nil {
		return err
	}
	return showTemplate(c, http.StatusOK, t, typed(t), nil)
}

// typed is the stored template as its form has it.
func typed(t certificate.Template) map[string]string {
	v := map[string]string{"name": t.Name, "width": showDecimal(t.Body.Width), "height": showDecimal(t.Body.Height), "nudge.right": showDecimal(t.Nudge.Right), "nudge.down": showDecimal(t.Nudge.Down)}
	if b := t.Body.Border; b != nil {
		v["border.inset"], v["border.band"] = showDecimal(b.Inset), showDecimal(b.Band)
	}
	for i := range t.Body.Fields {
		f := &t.Body.Fields[i]
		at := string(f.Key) + "."
		for _, x := range cells {
			switch {
			case x.of == nil:
				if f.Lines > 0 {
					v[at+x.name] = strconv.Itoa(f.Lines)
				}
			case x.drawn || *x.of(f) != 0:
				v[at+x.name] = showDecimal(*x.of(f))
			}
		}
		align, _ := f.Align.MarshalText()
		v[at+"align"] = string(align)
		for _, x := range checks {
			if *x.of(f) {
				v[at+x.name] = "1"
			}
		}
	}
	return v
}

func showTemplate(c *page.Context, status int, t certificate.Template, v map[string]string, errs []ui.Error) error {
	at := templateURL(t.ID)
	m := certificateview.Template{Head: ui.Head{Crumbs: []ui.Link{{Label: "Mẫu in", URL: templates}, {Label: t.Name}}, Kicker: t.Form.Label(), Title: t.Name, Aside: sizeWords(t.Body)}, Errors: errs, URL: at, Version: strconv.Itoa(t.Version),
		Preview: at + "/in-thu.pdf", Test: at + "/can-chinh.pdf", Emblem: at + "/quoc-huy", HasEmblem: t.HasEmblem, EmblemError: page.Of(errs, "tep"), Retire: at + "/bo"}
	for _, x := range [][2]string{{"name", "Tên mẫu"}, {"width", "Giấy ngang (mm)"}, {"height", "Giấy dọc (mm)"}, {"border.inset", "Diềm cách mép (mm)"}, {"border.band", "Diềm rộng (mm)"}, {"nudge.right", "Dịch phải (mm)"}, {"nudge.down", "Dịch xuống (mm)"}} {
		f := &ui.Field{Name: x[0], Label: x[1], Value: v[x[0]], Error: page.Of(errs, x[0]), Max: 8, Mode: "decimal", Required: !strings.HasPrefix(x[0], "border")}
		if x[0] == "name" {
			f.Max, f.Mode = 100, ""
		}
		m.Items = append(m.Items, certificateview.Item{Field: f})
	}
	for _, k := range paper.Keys() {
		p := certificateview.Place{Key: string(k), Name: k.Name(), Error: page.Of(errs, string(k))}
		for _, x := range cells {
			if drawn(k) && !x.drawn {
				p.Cells = append(p.Cells, certificateview.Cell{})
				continue
			}
			name := string(k) + "." + x.name
			wrong := page.Of(errs, name)
			if wrong != "" && p.Error == "" {
				p.Error = wrong
			}
			p.Cells = append(p.Cells, certificateview.Cell{Name: name, Label: x.label, Value: v[name], Bad: wrong != ""})
		}
		if !drawn(k) {
			p.AlignName = string(k) + ".align"
			for _, a := range aligns {
				p.Align = append(p.Align, ui.Option{Value: a.value, Label: a.label, Selected: v[p.AlignName] == a.value})
			}
		}
		for _, x := range checks {
			if drawn(k) && x.style() {
				continue
			}
			p.Checks = append(p.Checks, certificateview.Check{Name: string(k) + "." + x.name, Label: x.label, On: v[string(k)+"."+x.name] != ""})
		}
		m.Fields = append(m.Fields, p)
	}
	return c.Render(page.View{Title: t.Name, Status: status}, certificateview.TemplatePage(m))
}

// readTemplate is the posted form over what is stored: labels have no input
// and stay.
func readTemplate(f *page.Form, t certificate.Template) certificate.TemplateEdit {
	in := certificate.TemplateEdit{Version: f.Int("phien-ban"), Body: t.Body}
	in.Body.Name = f.Line("name")
	in.Body.Width, in.Body.Height = decimal(f, "width", "Giấy ngang"), decimal(f, "height", "Giấy dọc")
	in.Body.Border = nil
	if f.Line("border.inset") != "" || f.Line("border.band") != "" {
		in.Body.Border = &paper.Border{Inset: decimal(f, "border.inset", "Diềm cách mép"), Band: decimal(f, "border.band", "Diềm rộng")}
	}
	in.Nudge = paper.Nudge{Right: decimal(f, "nudge.right", "Dịch sang phải"), Down: decimal(f, "nudge.down", "Dịch xuống")}
	was := map[paper.Key]paper.Field{}
	var order []paper.Key
	for _, x := range t.Body.Fields {
		was[x.Key] = x
		order = append(order, x.Key)
	}
	for _, k := range paper.Keys() {
		if _, ok := was[k]; !ok {
			order = append(order, k)
		}
	}
	in.Body.Fields = nil
	for _, k := range order {
		x, ok := was[k]
		if !ok {
			x = paper.Field{Key: k, Size: 14}
		}
		if readField(f, &x) {
			in.Body.Fields = append(in.Body.Fields, x)
		}
	}
	return in
}

// readField is false where the field's whole row is empty.
func readField(f *page.Form, x *paper.Field) bool {
	at := string(x.Key) + "."
	any := false
	for _, c := range cells {
		any = any || f.Line(at+c.name) != ""
	}
	if !any {
		return false
	}
	for _, c := range cells {
		name := at + c.name
		what := "Ô “" + x.Key.Name() + "”, " + c.label
		switch {
		case drawn(x.Key) && !c.drawn:
		case c.of == nil:
			x.Lines = 0
			if s := f.Line(name); s != "" {
				n, err := strconv.Atoi(s)
				if err != nil {
					f.Fields.Add(name, what+": nhập số nguyên, ví dụ 2.")
				}
				x.Lines = n
			}
		case f.Line(name) == "" && (c.name == "least" || c.name == "leading" || c.name == "bottom"):
			*c.of(x) = 0
		default:
			*c.of(x) = decimal(f, name, what)
		}
	}
	if !drawn(x.Key) {
		_ = x.Align.UnmarshalText([]byte(f.Line(at + "align"))) // an unknown word is refused by Validate
	}
	for _, c := range checks {
		if !drawn(x.Key) || !c.style() {
			*c.of(x) = f.Line(at+c.name) != ""
		}
	}
	return true
}

// SaveTemplate keeps what was typed.
func (u *UI) SaveTemplate(c *page.Context) error {
	t, err := u.template(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	if v := f.Int("phien-ban"); v != t.Version {
		return fault.New(fault.Stale, "Mẫu in vừa được người khác sửa. Tải lại trang để xem bản mới rồi sửa tiếp.")
	}
	in := readTemplate(f, t)
	if f.Fields.Empty() {
		err = u.Certificates.Save(c.Ctx(), c.Actor, c.Now, t.ID, in)
	}
	if errs, bad := refusals(f, err); bad {
		v := map[string]string{}
		for name := range f.Values {
			v[name] = f.Raw(name)
		}
		return showTemplate(c, http.StatusUnprocessableEntity, t, v, errs)
	}
	if err != nil {
		return err
	}
	return c.See(templateURL(t.ID), "Đã lưu mẫu in.")
}

// Emblem keeps the picture sent, or takes it off.
func (u *UI) Emblem(c *page.Context) error {
	t, err := u.template(c)
	if err != nil {
		return err
	}
	f, files, err := c.Files("tep")
	if err != nil {
		return err
	}
	defer page.CloseAll(files)
	var picture []byte
	if len(files) > 0 {
		if _, err := files[0].Seek(0, io.SeekStart); err != nil {
			return err
		}
		if picture, err = io.ReadAll(io.LimitReader(files[0], certificate.MaxEmblem+1)); err != nil {
			return err
		}
	}
	err = u.Certificates.DrawEmblem(c.Ctx(), c.Actor, c.Now, t.ID, f.Int("phien-ban"), picture)
	if errs, bad := page.Problems(err); bad {
		return showTemplate(c, http.StatusUnprocessableEntity, t, typed(t), errs)
	}
	if err != nil {
		return err
	}
	if picture == nil {
		return c.See(templateURL(t.ID), "Mẫu in không có hình Quốc huy.")
	}
	return c.See(templateURL(t.ID), "Đã lưu hình Quốc huy.")
}

// RetireTemplate takes it out of use.
func (u *UI) RetireTemplate(c *page.Context) error {
	t, err := u.template(c)
	if err != nil {
		return err
	}
	f, err := c.Form()
	if err != nil {
		return err
	}
	if err := u.Certificates.Retire(c.Ctx(), c.Actor, c.Now, t.ID, f.Int("phien-ban")); err != nil {
		return err
	}
	return c.See(templates, "Đã bỏ mẫu in “"+t.Name+"”.")
}
