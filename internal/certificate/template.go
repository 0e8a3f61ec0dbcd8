package certificate

import (
	"bytes"
	"context"
	"image/png"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Shipped is a template that comes with the program.
type Shipped struct {
	Code     string // in addresses
	Template paper.Template
}

// ShippedTemplates in the order forms offer them.
func ShippedTemplates() []Shipped {
	return []Shipped{{"giay-khen-a4", paper.GiayKhenA4()}, {"bang-khen-420x297", paper.BangKhen420()}, {"bang-khen-360x237", paper.BangKhen360()}}
}

// Template is a unit's own.
type Template struct {
	ID        TemplateID      `db:"id"`
	Unit      org.UnitID      `db:"unit_id"`
	Name      string          `db:"name"`
	Form      award.Form      `db:"form"`
	Body      paper.Template  `db:"body"`
	Nudge     paper.Nudge     `db:"nudge"`
	HasEmblem bool            `db:"has_emblem"`
	Version   int             `db:"version"`
	Changed   award.Signature `db:"changed"`
}

const (
	templateColumns = `id, unit_id, name, form, body, nudge, emblem IS NOT NULL AS has_emblem, version, changed`
	sqlTemplates    = `SELECT ` + templateColumns + ` FROM certificate_template WHERE unit_id = $1 AND retired IS NULL AND ($2::text = '' OR form = $2) ORDER BY name, id`
	sqlTemplate     = `SELECT ` + templateColumns + ` FROM certificate_template WHERE id = $1 AND retired IS NULL`
	sqlTemplateLock = sqlTemplate + ` FOR UPDATE`
	sqlTemplateNew  = `INSERT INTO certificate_template (unit_id, name, form, body, changed) VALUES ($1, $2, $3, $4, $5) RETURNING id`
	sqlTemplateSave = `UPDATE certificate_template SET name = $2, body = $3, nudge = $4, changed = $5, version = version + 1 WHERE id = $1`
	sqlTemplateDraw = `UPDATE certificate_template SET emblem = $2, changed = $3, version = version + 1 WHERE id = $1`
	sqlTemplateEnd  = `UPDATE certificate_template SET retired = $2, name = name || ' (đã bỏ ' || id || ')', version = version + 1 WHERE id = $1`
	sqlEmblem       = `SELECT emblem FROM certificate_template WHERE id = $1`
)

// Templates are the actor's unit's own, of a form or, where it is "", of all.
func (s *Service) Templates(ctx context.Context, a access.Actor, form award.Form) ([]Template, error) {
	if err := access.CheckRole(a, access.AwardPrint); err != nil {
		return nil, err
	}
	return pg.List[Template](ctx, s.Pool, sqlTemplates, a.UnitID, form)
}

// Template is one of the actor's unit.
func (s *Service) Template(ctx context.Context, a access.Actor, id TemplateID) (Template, error) {
	return template(ctx, s.Pool, a, sqlTemplate, id)
}

func template(ctx context.Context, q pg.Querier, a access.Actor, sql string, id TemplateID) (Template, error) {
	if err := access.CheckRole(a, access.AwardPrint); err != nil {
		return Template{}, err
	}
	t, err := pg.One[Template](ctx, q, sql, id)
	if err == nil && int64(t.Unit) != a.UnitID {
		err = fault.Missing()
	}
	return t, err
}

// Copy makes the unit a template of its own out of a shipped one. Fields: mau,
// ten.
func (s *Service) Copy(ctx context.Context, a access.Actor, now clock.Moment, key, code, name string, url func(TemplateID) string) (string, error) {
	if err := access.CheckRole(a, access.AwardPrint); err != nil {
		return "", err
	}
	var f fault.Fields
	var body paper.Template
	for _, x := range ShippedTemplates() {
		if x.Code == code {
			body = x.Template
		}
	}
	if body.Name == "" {
		f.Add("mau", "Chọn mẫu để chép.")
	}
	name = checkName(&f, "ten", name)
	if err := f.Err(); err != nil {
		return "", err
	}
	body.Name = name
	var at string
	err := pg.InTx(ctx, s.Pool, func(tx pg.Tx) (err error) {
		at, err = pg.Once(ctx, tx, a.UserID, key, now.Wall, func() (string, error) {
			id, err := pg.Value[TemplateID](ctx, tx, sqlTemplateNew, a.UnitID, name, body.Form, body, signature(a, now))
			if err != nil {
				return "", err
			}
			return url(id), audit.Record(ctx, tx, a, now, audit.Entry{Action: "certificate.template_add", ObjectKind: "template", ObjectID: int64(id), Path: a.Path, Summary: "Lập mẫu in “" + name + "”"})
		})
		return err
	})
	return at, taken(err, "ten")
}

func taken(err error, field string) error {
	if pg.Violates(err, "certificate_template_once") {
		var f fault.Fields
		f.Add(field, "Đơn vị đã có mẫu in mang tên này. Đặt tên khác.")
		return f.Err()
	}
	return err
}

func checkName(f *fault.Fields, field, name string) string {
	name = vi.CleanLine(name)
	if name == "" {
		f.Add(field, "Cần đặt tên cho mẫu in.")
	} else if vi.Length(name) > 100 {
		f.Add(field, "Tên mẫu in dài tối đa 100 ký tự.")
	}
	return name
}

// TemplateEdit is a template as its form has it.
type TemplateEdit struct {
	Version int
	Body    paper.Template
	Nudge   paper.Nudge
}

// edit locks a template of the version seen and lets do change it.
func (s *Service) edit(ctx context.Context, a access.Actor, id TemplateID, version int, do func(tx pg.Tx, t Template) error) error {
	return pg.InTx(ctx, s.Pool, func(tx pg.Tx) error {
		t, err := template(ctx, tx, a, sqlTemplateLock, id)
		if err != nil {
			return err
		}
		if t.Version != version {
			return fault.New(fault.Stale, "Mẫu in vừa được người khác sửa. Tải lại trang để xem bản mới rồi sửa tiếp.")
		}
		return do(tx, t)
	})
}

// Save keeps an edited template. Refused fields are named as paper names them.
func (s *Service) Save(ctx context.Context, a access.Actor, now clock.Moment, id TemplateID, in TemplateEdit) error {
	return s.edit(ctx, a, id, in.Version, func(tx pg.Tx, t Template) error {
		var f fault.Fields
		in.Body.Form = paper.Form(t.Form)
		in.Body.Name = checkName(&f, "name", in.Body.Name)
		for _, err := range []error{in.Body.Validate(), in.Nudge.Validate()} {
			e, ok := fault.Of(err)
			for i := 0; ok && i < len(e.Fields); i++ {
				if !f.Has(e.Fields[i].Name) {
					f.Add(e.Fields[i].Name, e.Fields[i].Message)
				}
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlTemplateSave, id, in.Body.Name, in.Body, in.Nudge, signature(a, now)); err != nil {
			return taken(err, "name")
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "certificate.template_edit", ObjectKind: "template", ObjectID: int64(id), Path: a.Path, Summary: "Sửa mẫu in “" + in.Body.Name + "”"})
	})
}

// MaxEmblem is the largest picture of the emblem, in bytes; it is square, its
// sides are minSide to maxSide pixels, as paper takes it.
const (
	MaxEmblem = 1 << 20
	minSide   = 200
	maxSide   = 3000
)

// DrawEmblem keeps the emblem a template prints; nil takes it off. Field: tep.
func (s *Service) DrawEmblem(ctx context.Context, a access.Actor, now clock.Moment, id TemplateID, version int, picture []byte) error {
	return s.edit(ctx, a, id, version, func(tx pg.Tx, t Template) error {
		summary := "Bỏ hình Quốc huy của mẫu in “" + t.Name + "”"
		if picture != nil {
			if err := checkEmblem(picture); err != nil {
				return err
			}
			summary = "Đặt hình Quốc huy cho mẫu in “" + t.Name + "”"
		}
		if _, err := tx.Exec(ctx, sqlTemplateDraw, id, picture, signature(a, now)); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "certificate.template_emblem", ObjectKind: "template", ObjectID: int64(id), Path: a.Path, Summary: summary})
	})
}

// checkEmblem refuses what no page could be printed with.
func checkEmblem(picture []byte) error {
	var f fault.Fields
	c, err := png.DecodeConfig(bytes.NewReader(picture))
	switch {
	case len(picture) > MaxEmblem:
		f.Add("tep", "Hình Quốc huy lớn hơn 1 MB. Thu nhỏ hình rồi tải lại.")
	case err != nil:
		f.Add("tep", "Tệp không phải hình PNG đọc được. Chọn tệp PNG.")
	case c.Width != c.Height || c.Width < minSide || c.Width > maxSide:
		f.Add("tep", "Hình Quốc huy phải vuông, mỗi cạnh từ 200 đến 3.000 điểm ảnh.")
	default:
		if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
			f.Add("tep", "Tệp PNG bị hỏng, không đọc hết được. Chọn tệp khác.")
		}
	}
	return f.Err()
}

// Retire takes a template out of use; what it printed stays.
func (s *Service) Retire(ctx context.Context, a access.Actor, now clock.Moment, id TemplateID, version int) error {
	return s.edit(ctx, a, id, version, func(tx pg.Tx, t Template) error {
		if _, err := tx.Exec(ctx, sqlTemplateEnd, id, signature(a, now)); err != nil {
			return err
		}
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "certificate.template_retire", ObjectKind: "template", ObjectID: int64(id), Path: a.Path, Summary: "Bỏ mẫu in “" + t.Name + "”"})
	})
}

// Chosen is what a print form asks for.
type Chosen struct {
	Template string // a shipped template's code, or the number of an own one
	Blank    bool
	Nudge    *paper.Nudge // nil: the template's
}

// Print is how the chosen template prints a form. Fields: mau, nudge.right,
// nudge.down.
func (s *Service) Print(ctx context.Context, a access.Actor, now clock.Moment, form award.Form, in Chosen) (paper.Print, error) {
	p := paper.Print{Blank: in.Blank, Made: now.Business}
	if err := access.CheckRole(a, access.AwardPrint); err != nil {
		return p, err
	}
	var f fault.Fields
	for _, x := range ShippedTemplates() {
		if x.Code == in.Template {
			p.Template = x.Template
		}
	}
	if id, err := strconv.ParseInt(in.Template, 10, 64); err == nil && p.Template.Name == "" {
		t, err := s.Template(ctx, a, TemplateID(id))
		if err == nil && t.HasEmblem {
			p.Emblem, err = pg.Value[[]byte](ctx, s.Pool, sqlEmblem, id)
		}
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return p, err
		}
		if err == nil {
			p.Template, p.Nudge = t.Body, t.Nudge
		}
	}
	if p.Template.Name == "" || form != "" && p.Template.Form != paper.Form(form) {
		f.Add("mau", "Chọn mẫu in.")
	}
	if in.Nudge != nil {
		p.Nudge = *in.Nudge
		if err := f.Take(p.Nudge.Validate()); err != nil {
			return p, err
		}
	}
	return p, f.Err()
}

func signature(a access.Actor, now clock.Moment) award.Signature {
	return award.Signature{UserID: a.UserID, Name: a.Name, Title: a.Title, At: now.Business}
}
