package paper

import (
	"bytes"
	"embed"
	"fmt"
	"math"

	"go.yaml.in/yaml/v3"

	"thidua/internal/fault"
)

// Template says where a certificate's fields stand on its paper. All lengths
// are millimetres from the upper left corner, sizes are points. It is data:
// the same words in YAML and JSON.
type Template struct {
	Name   string  `yaml:"name" json:"name"`
	Form   Form    `yaml:"form" json:"form"`
	Width  float64 `yaml:"width" json:"width"`
	Height float64 `yaml:"height" json:"height"`
	Border *Border `yaml:"border,omitempty" json:"border,omitempty"` // nil for none
	Fields []Field `yaml:"fields" json:"fields"`
}

// Border is the ornament around the page: a band of its width, this far from
// the paper's edges. Nothing stands outside it.
type Border struct {
	Inset float64 `yaml:"inset" json:"inset"`
	Band  float64 `yaml:"band" json:"band"`
}

// Field is one text of a certificate, or the emblem or the QR code.
type Field struct {
	Key Key `yaml:"key" json:"key"`
	// X and Width are the box that the text is aligned in; Y is the first
	// line's baseline, the dotted line of a blank. Of the emblem and the QR
	// code, Y is the upper edge and Width the side.
	X     float64 `yaml:"x" json:"x"`
	Y     float64 `yaml:"y" json:"y"`
	Width float64 `yaml:"width" json:"width"`
	Align Align   `yaml:"align,omitempty" json:"align,omitempty"`

	// Size shrinks down to Least (0: not at all) and the text wraps into as
	// many Lines (0: one) as it needs, Leading millimetres apart at full size
	// (0: 1.25 of the size), the last baseline not below Bottom (0: anywhere).
	Size    float64 `yaml:"size,omitempty" json:"size,omitempty"`
	Least   float64 `yaml:"least,omitempty" json:"least,omitempty"`
	Lines   int     `yaml:"lines,omitempty" json:"lines,omitempty"`
	Leading float64 `yaml:"leading,omitempty" json:"leading,omitempty"`
	Bottom  float64 `yaml:"bottom,omitempty" json:"bottom,omitempty"`

	Bold   bool   `yaml:"bold,omitempty" json:"bold,omitempty"`
	Italic bool   `yaml:"italic,omitempty" json:"italic,omitempty"`
	Caps   bool   `yaml:"caps,omitempty" json:"caps,omitempty"`
	Red    bool   `yaml:"red,omitempty" json:"red,omitempty"`
	Rule   bool   `yaml:"rule,omitempty" json:"rule,omitempty"`   // a line under the text, as long as it
	Label  string `yaml:"label,omitempty" json:"label,omitempty"` // before the text: "Số sổ vàng: "

	// Follows moves the field down by the lines that those it follows took
	// beyond their first.
	Follows bool `yaml:"follows,omitempty" json:"follows,omitempty"`
	// Hidden is never printed; Preprinted is on the blank already.
	Hidden     bool `yaml:"hidden,omitempty" json:"hidden,omitempty"`
	Preprinted bool `yaml:"preprinted,omitempty" json:"preprinted,omitempty"`
}

// MarshalText writes an alignment as templates do.
func (a Align) MarshalText() ([]byte, error) {
	if a < Left || a > Right {
		return nil, fmt.Errorf("paper: alignment %d", a)
	}
	return []byte([...]string{"left", "centre", "right"}[a]), nil
}

// UnmarshalText reads an alignment; Validate refuses an unknown word.
func (a *Align) UnmarshalText(b []byte) error {
	switch string(b) {
	case "left":
		*a = Left
	case "centre":
		*a = Centre
	case "right":
		*a = Right
	default:
		*a = -1
	}
	return nil
}

//go:embed template/*.yaml
var templateFiles embed.FS

// GiayKhenA4 is the Giấy khen after article 104 of Decree 98/2023/NĐ-CP.
func GiayKhenA4() Template { return shipped("giay-khen-a4") }

// BangKhen420 is a Bằng khen of 420 × 297 mm.
func BangKhen420() Template { return shipped("bang-khen-420x297") }

// BangKhen360 is a Bằng khen of 360 × 237 mm.
func BangKhen360() Template { return shipped("bang-khen-360x237") }

func shipped(name string) Template {
	b, err := templateFiles.ReadFile("template/" + name + ".yaml")
	if err != nil {
		panic(err)
	}
	t, err := ParseTemplate(b)
	if err != nil {
		panic(fmt.Errorf("paper: template %s: %w", name, err))
	}
	return t
}

// ParseTemplate reads a template from YAML or JSON and validates it.
func ParseTemplate(b []byte) (Template, error) {
	var t Template
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(&t); err != nil {
		return Template{}, fault.Wrap(fault.Invalid, "Không đọc được tệp mẫu in: tệp phải là YAML hoặc JSON và chỉ có các mục của mẫu.", err)
	}
	if err := t.Validate(); err != nil {
		return Template{}, err
	}
	return t, nil
}

// Validate refuses what could not be printed or would leave out a line that the
// law asks for. Refused inputs are named "width", or "recipient.width" within
// a field; a missing line by its key.
func (t Template) Validate() error {
	var refused fault.Fields
	if CleanLine(t.Name) == "" {
		refused.Add("name", "Cần đặt tên cho mẫu in.")
	}
	if t.Form.Name() == "" {
		refused.Add("form", "Hình thức phải là giay_khen hoặc bang_khen.")
	}
	if !within(t.Width, 100, 600) {
		refused.Add("width", "Chiều ngang giấy phải từ 100 đến 600 mm.")
	}
	if !within(t.Height, 100, 600) {
		refused.Add("height", "Chiều dọc giấy phải từ 100 đến 600 mm.")
	}
	if b := t.Border; b != nil {
		if !within(b.Inset, 3, 40) {
			refused.Add("border.inset", "Đường diềm phải cách mép giấy từ 3 đến 40 mm.")
		}
		if !within(b.Band, 4, 20) {
			refused.Add("border.band", "Đường diềm phải rộng từ 4 đến 20 mm.")
		}
	}
	seen := map[Key]bool{}
	for _, f := range t.Fields {
		if f.Key.Name() == "" {
			refused.Add(string(f.Key), "Mẫu in không có ô nào tên như vậy.")
			continue
		}
		if seen[f.Key] {
			refused.Add(string(f.Key), "Ô “"+f.Key.Name()+"” có hai lần.")
		}
		seen[f.Key] = true
		f.validate(t, &refused)
	}
	for _, line := range legal {
		if !t.says(line) {
			refused.Add(string(line[0]), "Thiếu dòng “"+line[0].Name()+"”: phải có trên mẫu, in ra hoặc in sẵn trên phôi.")
		}
	}
	return refused.Err()
}

func (f Field) validate(t Template, refused *fault.Fields) {
	add := func(what, message string) {
		refused.Add(string(f.Key)+"."+what, "Ô “"+f.Key.Name()+"”: "+message)
	}
	if !within(f.Width, 2, 600) {
		add("width", "chiều rộng phải từ 2 mm trở lên.")
	}
	if !within(f.X, 0, t.Width) || within(f.Width, 2, 600) && f.X+f.Width > t.Width {
		add("x", "nằm ngoài chiều ngang của giấy.")
	}
	if f.Key.drawn() {
		if !within(f.Y, 0, t.Height) || f.Y+f.Width > t.Height {
			add("y", "nằm ngoài chiều dọc của giấy.")
		}
		if f.Key == KeyQR && f.Width < 15 {
			add("width", "mã QR phải rộng từ 15 mm trở lên mới quét được.")
		}
		return
	}
	if !within(f.Y, 2, t.Height) {
		add("y", "nằm ngoài chiều dọc của giấy.")
	}
	if f.Align < Left || f.Align > Right {
		add("align", "căn chữ phải là left, centre hoặc right.")
	}
	if !within(f.Size, 6, 120) {
		add("size", "cỡ chữ phải từ 6 đến 120.")
	}
	if f.Least != 0 && (!within(f.Least, 6, 120) || f.Least > f.Size) {
		add("least", "cỡ chữ nhỏ nhất phải từ 6 đến cỡ chữ của ô.")
	}
	if f.Lines < 0 || f.Lines > 8 {
		add("lines", "số dòng phải từ 1 đến 8.")
	}
	if f.Leading != 0 && !within(f.Leading, f.Size*point*0.9, 60) {
		add("leading", "khoảng cách dòng quá nhỏ so với cỡ chữ.")
	}
	if f.Bottom != 0 && !within(f.Bottom, f.Y, t.Height) {
		add("bottom", "dòng cuối phải ở dưới dòng đầu và trong giấy.")
	}
}

// says tells whether a line of the law is on the paper, printed or not.
func (t Template) says(line []Key) bool {
	has := func(k Key) bool {
		for _, f := range t.Fields {
			if f.Key == k {
				return f.Preprinted || !f.Hidden
			}
		}
		return false
	}
	if has(line[0]) || len(line) == 1 {
		return has(line[0])
	}
	for _, k := range line[1:] {
		if !has(k) && !(k == KeyDecisionDate && has(KeyDecisionDay) && has(KeyDecisionMonth) && has(KeyDecisionYear)) {
			return false
		}
	}
	return true
}

// within is false for what is not a number, too.
func within(v, least, most float64) bool { return v >= least && v <= most && !math.IsInf(v, 0) }
