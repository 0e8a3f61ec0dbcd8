package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/vi"
	"thidua/templates/ui"
)

// MaxForm is the largest body of an ordinary form, in bytes; MaxLongForm that
// of a form people write whole reports in (a Vietnamese letter takes up to nine
// bytes on its way).
const (
	MaxForm     = 1 << 20
	MaxLongForm = 4 << 20
)

func cleanLine(s string) string { return vi.CleanLine(s) }

// Form is a posted form: values come out cleaned (NFC, no control
// characters); what is wrong is collected in Fields.
type Form struct {
	Values url.Values
	Fields fault.Fields
}

// Form reads the posted form once. A body over MaxForm is TooLarge, one that
// is no form is Invalid.
func (c *Context) Form() (*Form, error) { return c.formOf(MaxForm) }

// LongForm is Form with a body up to MaxLongForm.
func (c *Context) LongForm() (*Form, error) { return c.formOf(MaxLongForm) }

func (c *Context) formOf(most int64) (*Form, error) {
	if c.form != nil {
		return c.form, nil
	}
	c.R.Body = http.MaxBytesReader(c.W, c.R.Body, most)
	if err := c.R.ParseForm(); err != nil {
		return nil, bodyError(err)
	}
	c.form = &Form{Values: c.R.PostForm}
	return c.form, nil
}

// JSON reads a JSON body of at most MaxForm bytes into v; unknown names are
// refused.
func (c *Context) JSON(v any) error {
	c.R.Body = http.MaxBytesReader(c.W, c.R.Body, MaxForm)
	d := json.NewDecoder(c.R.Body)
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return bodyError(err)
	}
	return nil
}

// Answer writes v as JSON.
func (c *Context) Answer(status int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	c.W.Header().Set("Content-Type", "application/json; charset=utf-8")
	c.W.Header().Set("Cache-Control", "no-store")
	c.W.WriteHeader(status)
	_, _ = c.W.Write(b)
	return nil
}

func bodyError(err error) error {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return fault.Wrap(fault.TooLarge, fmt.Sprintf("Nội dung gửi lên quá lớn (tối đa %d MB). Hãy rút gọn rồi gửi lại.", big.Limit>>20), err)
	}
	return fault.Wrap(fault.Invalid, "Không đọc được nội dung gửi lên. Tải lại trang rồi nhập lại.", err)
}

// Raw is the value as typed.
func (f *Form) Raw(name string) string { return f.Values.Get(name) }

// Line is a one-line value, cleaned.
func (f *Form) Line(name string) string { return vi.CleanLine(f.Values.Get(name)) }

// Text is a value of several lines, cleaned.
func (f *Form) Text(name string) string { return vi.Clean(f.Values.Get(name)) }

// Has tells whether the field was posted at all.
func (f *Form) Has(name string) bool { return f.Values.Has(name) }

// Need is Line, refused where empty: "Nhập <what>."
func (f *Form) Need(name, what string) string {
	s := f.Line(name)
	if s == "" {
		f.Fields.Add(name, "Nhập "+what+".")
	}
	return s
}

// Day reads a day; empty is refused.
func (f *Form) Day(name, what string) clock.Day {
	if f.Line(name) == "" {
		f.Fields.Add(name, "Nhập "+what+".")
		return 0
	}
	d, err := vi.ParseDay(f.Raw(name))
	if err != nil {
		f.Fields.Add(name, upperFirst(what)+": "+lowerFirst(err.Error()))
	}
	return d
}

// DayOrNone reads a day that may be empty: nil then.
func (f *Form) DayOrNone(name, what string) *clock.Day {
	if f.Line(name) == "" {
		return nil
	}
	d := f.Day(name, what)
	return &d
}

// ID reads a positive number; anything else is refused with "Chọn <what>."
func (f *Form) ID(name, what string) int64 {
	n, err := strconv.ParseInt(f.Line(name), 10, 64)
	if err != nil || n <= 0 {
		f.Fields.Add(name, "Chọn "+what+".")
		return 0
	}
	return n
}

// Int reads a whole number for hidden fields (version, submission number); -1
// where it is none.
func (f *Form) Int(name string) int {
	n, err := strconv.Atoi(f.Line(name))
	if err != nil {
		return -1
	}
	return n
}

// Problems are the refused fields of err (Invalid) for the view; ok is false
// where err is something else and must go to the funnel.
func Problems(err error) (list []ui.Error, ok bool) {
	e, is := fault.Of(err)
	if !is || e.Kind != fault.Invalid || len(e.Fields) == 0 {
		return nil, false
	}
	for _, f := range e.Fields {
		list = append(list, ui.Error{Name: f.Name, Message: f.Message})
	}
	return list, true
}

// Of is the message beside a field, "" where it was not refused.
func Of(list []ui.Error, name string) string {
	for _, e := range list {
		if e.Name == name {
			return e.Message
		}
	}
	return ""
}

func upperFirst(s string) string { return mapFirst(s, strings.ToUpper) }
func lowerFirst(s string) string { return mapFirst(s, strings.ToLower) }

func mapFirst(s string, to func(string) string) string {
	for i := range s {
		if i > 0 {
			return to(s[:i]) + s[i:]
		}
	}
	return to(s)
}
