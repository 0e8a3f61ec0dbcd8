package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"thidua/internal/web/page"
	"thidua/internal/web/webtest"
)

// hostile are values nobody types on purpose, and somebody will send.
var hostile = []string{
	"\x00", "a\x00b", "\xff\xfe\xfd", "\xed\xa0\x80", "\u202e\u200b\ufeff", "-1", "0", "1e9", "99999999999999999999", "9223372036854775807", "2147483648",
	"1.234.567", "<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "' OR 1=1 --", "%", "../../etc/passwd", "32/13/2024", "01/01/1000", "31/12/9999", "0000-00-00",
	"//evil.example/", "javascript:alert(1)", strings.Repeat("dài ", 3000), strings.Repeat("\u0301", 2000), "\r\nSet-Cookie: a=b", "{}", "${7*7}", "🚓",
}

// worst are those that break a program which hands text to its database.
var worst = []string{"\x00", "a\x00b", "\xff\xfe\xfd", "9223372036854775807", "99999999999999999999"}

// statuses a refused or harmless request may have.
var calm = []int{http.StatusOK, http.StatusSeeOther, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusTooManyRequests}

func calmly(t *testing.T, what string, a webtest.Answer) {
	t.Helper()
	if a.Look(t, what); !slices.Contains(calm, a.Status) {
		t.Errorf("%s: %d", what, a.Status)
	}
	if c := a.Header.Get("Set-Cookie"); strings.Contains(c, "a=b") {
		t.Errorf("%s: a line break reached the headers: %q", what, c)
	}
	if strings.HasPrefix(a.Location, "//") || strings.Contains(a.Location, "evil") {
		t.Errorf("%s: leads away to %q", what, a.Location)
	}
}

// A form of five megabytes is refused whole and says so; a form that is not
// read is not harmed.
func TestLargeForms(t *testing.T) {
	h := start(t)
	large := url.Values{"ly-do": {strings.Repeat("a", 5<<20)}}
	for _, r := range routes() {
		if r.Method != http.MethodPost {
			continue
		}
		t.Run(strings.ReplaceAll(key(r), "/", "⁄"), func(t *testing.T) {
			h.t = t
			s := sampleOf(r)
			at := path(r.Pattern, s.parts(h))
			a := h.as(t, s.as).Post(at, large).Look(t, "5 MB")
			if s.once {
				delete(h.clients, s.as)
			}
			switch {
			case s.json: // refused at its first letter, below
			case s.blind && a.Status != s.emptyStatus():
				t.Errorf("5 MB nobody reads are answered %d, want %d", a.Status, s.emptyStatus())
			case !s.blind && (a.Status != http.StatusRequestEntityTooLarge || !strings.Contains(a.Body, "quá lớn")):
				t.Errorf("5 MB are answered %d, want 413", a.Status)
			}
			if r.Action != "" {
				h.as(t, "").Post(at, large).Look(t, "5 MB from nobody").Want(t, http.StatusUnauthorized).Lacks(t, "Gửi lại nội dung")
			}
			if s.json {
				h.as(t, s.as).JSON(at, `{"actor":1,"cells":[`+strings.Repeat(" ", 5<<20)).Look(t, "5 MB of JSON").Want(t, http.StatusRequestEntityTooLarge, "quá lớn")
			}
		})
	}
}

// Every field of every form takes what nobody types.
func TestHostileForms(t *testing.T) {
	h := start(t)
	list := routes()
	// The login last: after so many failures the address has to wait.
	slices.SortStableFunc(list, func(a, b page.Route) int {
		return boolInt(key(a) == "POST /dang-nhap") - boolInt(key(b) == "POST /dang-nhap")
	})
	for _, r := range list {
		if r.Method != http.MethodPost {
			continue
		}
		t.Run(strings.ReplaceAll(key(r), "/", "⁄"), func(t *testing.T) {
			h.t = t
			s := sampleOf(r)
			a := s.good(h, t)
			if s.blind {
				calmly(t, "a form nobody reads", h.as(t, a.as).Post(path(r.Pattern, a.parts), url.Values{"\x00": hostile}))
				if s.once {
					delete(h.clients, a.as)
				}
				return
			}
			at := path(r.Pattern, a.parts)
			try := func(what string, form url.Values) {
				t.Helper()
				calmly(t, what, h.as(t, a.as).Post(at, form))
				if s.act == "login.success" {
					delete(h.clients, a.as)
				}
			}
			if s.json {
				for _, v := range hostile {
					calmly(t, "JSON "+v, h.as(t, a.as).JSON(at, v))
					calmly(t, "JSON value", h.as(t, a.as).JSON(at, strings.Replace(a.json, `"value":"5"`, `"value":`+quote(v), 1)))
					calmly(t, "JSON row", h.as(t, a.as).JSON(at, strings.Replace(a.json, `"slot":2`, `"slot":-2147483648`, 1)))
				}
			}
			for _, v := range hostile {
				form := url.Values{v: {v}}
				for name := range a.form {
					form.Set(name, v)
				}
				try("everything "+short(v), form)
			}
			// There and back: what one field's turn has done is met by the others.
			one := func(name, v string) {
				t.Helper()
				form := maps.Clone(a.form)
				form[name] = []string{v}
				try(name+" "+short(v), form)
			}
			names := slices.Sorted(maps.Keys(a.form))
			for _, name := range names {
				for _, v := range worst {
					one(name, v)
				}
			}
			for _, name := range slices.Backward(names) {
				one(name, worst[0])
			}
			for _, kind := range []string{"application/json", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain", ""} {
				q, err := http.NewRequest(http.MethodPost, h.URL+at, strings.NewReader("%zz=%&\x00\xff--x\r\n"))
				if err != nil {
					t.Fatal(err)
				}
				q.Header.Set("Content-Type", kind)
				calmly(t, "a body of type "+kind, h.as(t, a.as).Do(q))
			}
			calmly(t, "a torn form", h.as(t, a.as).Do(torn(t, h.URL+at)))
		})
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func torn(t *testing.T, at string) *http.Request {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, at, strings.NewReader("a=%zz&b=%"))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return q
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\r", `\r`, "\n", `\n`).Replace(s) + `"`
}

func short(s string) string {
	if len(s) > 30 {
		s = s[:30]
	}
	return strings.ToValidUTF8(s, "?")
}

// asked are all names a screen reads from its address.
var asked = []string{"q", "ngay", "don-vi", "ky", "trang", "tu", "den", "trang-thai", "ai", "nhom", "tu-ngay", "den-ngay", "nguoi", "loai", "ma", "truoc", "sau", "vai-tro",
	"mau", "to", "ve", "ten", "xong", "doc", "khoang", "chi-tieu", "tam-tinh", "viec", "dot"}

// Every address takes what nobody types behind its question mark.
func TestHostileQueries(t *testing.T) {
	h := start(t)
	for _, r := range routes() {
		if r.Method != http.MethodGet {
			continue
		}
		t.Run(strings.ReplaceAll(key(r), "/", "⁄"), func(t *testing.T) {
			h.t = t
			s := sampleOf(r)
			c, at := h.as(t, s.as), path(r.Pattern, s.parts(h))
			values := hostile
			if r.Class != page.List {
				values = worst
			}
			for _, v := range values {
				q := url.Values{v: {v}}
				for _, name := range asked {
					q.Set(name, v)
				}
				calmly(t, "everything "+short(v), c.Get(at+"?"+q.Encode()))
			}
			if r.Class != page.List {
				return
			}
			for _, name := range asked {
				for _, v := range []string{"\x00", "\xff\xfe\xfd", "9223372036854775807"} {
					calmly(t, name+"="+short(v), c.Get(at+"?"+url.Values{name: {v}}.Encode()))
				}
			}
		})
	}
}
