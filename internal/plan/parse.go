package plan

import (
	"bytes"
	"encoding"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/vi"
)

// maxSource is the largest definition file read, in bytes.
const maxSource = 1 << 20

// problems collects what is wrong with a definition, each with its YAML path.
type problems struct{ list []fault.Field }

func (p *problems) add(path, format string, args ...any) {
	p.list = append(p.list, fault.Field{Name: path, Message: fmt.Sprintf(format, args...)})
}

func (p *problems) err() error {
	if len(p.list) == 0 {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Tệp định nghĩa kế hoạch có %d chỗ cần sửa:", len(p.list))
	for _, f := range p.list {
		fmt.Fprintf(&b, "\n- %s: %s", f.Name, f.Message)
	}
	return &fault.Error{Kind: fault.Invalid, Message: b.String(), Fields: p.list}
}

// Parse reads a definition file and checks that it agrees with itself. What
// is wrong comes back all at once as a fault.Invalid whose field names are
// YAML paths: first the form, and once the form is right, the sense.
func Parse(data []byte) (*Definition, error) {
	var p problems
	if len(data) > maxSource {
		p.add("(tệp)", "lớn hơn 1 MB")
		return nil, p.err()
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var root yaml.Node
	if err := dec.Decode(&root); err != nil || len(root.Content) != 1 {
		p.add("(tệp)", "không đọc được theo cú pháp YAML%s", yamlLine(err))
		return nil, p.err()
	}
	if err := dec.Decode(new(yaml.Node)); err == nil {
		p.add("(tệp)", "chỉ được có một tài liệu YAML")
	}
	p.form(root.Content[0], reflect.TypeFor[Definition](), "")
	if err := p.err(); err != nil {
		return nil, err
	}
	def := &Definition{Source: bytes.Clone(data)}
	dec = yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(def); err != nil {
		p.add("(tệp)", "không đọc được theo cú pháp YAML%s", yamlLine(err))
		return nil, p.err()
	}
	def.fold()
	p.sense(def)
	if err := p.err(); err != nil {
		return nil, err
	}
	return def, nil
}

var lineNumber = regexp.MustCompile(`line ([0-9]+)`)

func yamlLine(err error) string {
	if err != nil {
		if m := lineNumber.FindStringSubmatch(err.Error()); m != nil {
			return ", gần dòng " + m[1]
		}
	}
	return ""
}

var (
	whole     = regexp.MustCompile(`^(0|[1-9][0-9]{0,5})$`)
	dayType   = reflect.TypeFor[clock.Day]()
	firstDay  = clock.NewDay(2000, 1, 1)
	lastDay   = clock.NewDay(2100, 12, 31)
	textTyped = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// form checks a node against the type it is to fill: known and required keys,
// kinds of values. It goes on after each problem.
func (p *problems) form(n *yaml.Node, t reflect.Type, path string) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	at := path
	if at == "" {
		at = "(tệp)"
	}
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		p.add(at, "không dùng neo và bí danh (& và *) trong tệp này (dòng %d)", n.Line)
	case t == dayType:
		p.day(n, at)
	case reflect.PointerTo(t).Implements(textTyped):
		v := reflect.New(t).Interface().(encoding.TextUnmarshaler)
		if !p.scalar(n, at) {
			return
		}
		if err := v.UnmarshalText([]byte(n.Value)); err != nil {
			p.add(at, "%s (dòng %d)", err, n.Line)
		}
	case t.Kind() == reflect.Struct:
		p.mapping(n, t, path, at)
	case t.Kind() == reflect.Slice:
		if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
			p.add(at, "cần một danh sách có ít nhất một dòng (dòng %d)", n.Line)
			return
		}
		for i, c := range n.Content {
			p.form(c, t.Elem(), fmt.Sprintf("%s[%d]", path, i))
		}
	case t.Kind() == reflect.Int:
		if p.scalar(n, at) && (n.ShortTag() != "!!int" || !whole.MatchString(n.Value)) {
			p.add(at, "cần số nguyên từ 0, không phải “%s” (dòng %d)", n.Value, n.Line)
		}
	case t.Kind() == reflect.String:
		if p.scalar(n, at) && vi.Clean(n.Value) != strings.TrimSpace(n.Value) {
			p.add(at, "có ký tự lạ hoặc chữ chưa ở dạng dựng sẵn NFC (dòng %d)", n.Line)
		}
	}
}

func (p *problems) scalar(n *yaml.Node, at string) bool {
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" || n.ShortTag() == "!!binary" {
		p.add(at, "cần một giá trị (dòng %d)", n.Line)
		return false
	}
	return true
}

func (p *problems) day(n *yaml.Node, at string) {
	if !p.scalar(n, at) {
		return
	}
	d, err := clock.ParseISO(n.Value)
	if err != nil {
		p.add(at, "ngày viết dạng năm-tháng-ngày, ví dụ 2025-02-03, không phải “%s” (dòng %d)", n.Value, n.Line)
	} else if d < firstDay || d > lastDay {
		p.add(at, "ngày %s ngoài khoảng 2000–2100 (dòng %d)", d, n.Line)
	}
}

func (p *problems) mapping(n *yaml.Node, t reflect.Type, path, at string) {
	if n.Kind != yaml.MappingNode {
		p.add(at, "cần các mục dạng “tên: giá trị” (dòng %d)", n.Line)
		return
	}
	if path != "" {
		path += "."
	}
	seen := map[string]bool{}
	fields := fieldsOf(t)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		f, ok := fields[key.Value]
		switch {
		case !ok || key.Kind != yaml.ScalarNode:
			p.add(path+key.Value, "không có mục này trong định nghĩa (dòng %d)", key.Line)
		case seen[key.Value]:
			p.add(path+key.Value, "viết hai lần (dòng %d)", key.Line)
		default:
			seen[key.Value] = true
			p.form(val, f.typ, path+key.Value)
			if !f.optional && f.typ.Kind() == reflect.String && val.Kind == yaml.ScalarNode && strings.TrimSpace(val.Value) == "" {
				p.add(path+key.Value, "không được để trống (dòng %d)", val.Line)
			}
		}
	}
	for i := range t.NumField() {
		name, option, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "-" && option != "omitempty" && !seen[name] {
			p.add(path+name, "thiếu mục này (dòng %d)", n.Line)
		}
	}
}

type field struct {
	typ      reflect.Type
	optional bool
}

func fieldsOf(t reflect.Type) map[string]field {
	out := make(map[string]field, t.NumField())
	for i := range t.NumField() {
		name, option, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "-" {
			out[name] = field{t.Field(i).Type, option == "omitempty"}
		}
	}
	return out
}

// fold brings every text to one line: definitions are paragraphs.
func (d *Definition) fold() { foldValue(reflect.ValueOf(d).Elem()) }

func foldValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("yaml") != "-" {
				foldValue(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			foldValue(v.Index(i))
		}
	case reflect.String:
		v.SetString(vi.CleanLine(v.String()))
	}
}
