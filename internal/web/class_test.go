package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/web/page"
	"thidua/internal/web/webtest"
)

// needless tells a route whose cases follow from its class alone.
func needless(r page.Route) bool {
	return r.Method == http.MethodGet && len(params(r.Pattern)) == 0
}

// Every route has its cases, and every case its route.
func TestEveryRouteHasItsCases(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range routes() {
		seen[key(r)] = true
		s, ok := samples[key(r)]
		switch {
		case !ok && !needless(r):
			t.Errorf("%s (%s) has no sample in sample_test.go", key(r), r.Class)
			continue
		case len(params(r.Pattern)) > 0 && s.own == nil:
			t.Errorf("%s: whose row is the sample's?", key(r))
		case r.Method == http.MethodPost && (s.good == nil || s.act == ""):
			t.Errorf("%s: no sending that succeeds, or no action it writes", key(r))
		case s.empty != 0 && s.why == "":
			t.Errorf("%s: why is an empty form answered %d?", key(r), s.empty)
		}
	}
	for k := range samples {
		if !seen[k] {
			t.Errorf("%s is not in the route list", k)
		}
	}
}

// sampleOf is a route's sample; a screen without parts in its path is tried by
// the first who may.
func sampleOf(r page.Route) sample {
	s := samples[key(r)]
	for _, role := range access.Roles {
		if s.as == "" && r.Action != "" && access.ReachOf(role, r.Action) != access.None {
			s.as = logins[role]
		}
	}
	return s
}

func (s sample) parts(h *house) map[string]string {
	if s.own == nil {
		return map[string]string{}
	}
	return s.own(h)
}

func (s sample) emptyStatus() int {
	if s.empty == 0 {
		return http.StatusUnprocessableEntity
	}
	return s.empty
}

// send is the route's method at a path; a POST carries the form.
func send(c *webtest.Client, r page.Route, at string, form url.Values) webtest.Answer {
	if r.Method == http.MethodPost {
		return c.Post(at, form)
	}
	return c.Get(at)
}

// The walk: nothing here writes but what an empty form writes.
func TestRoutesByClass(t *testing.T) {
	h := start(t)
	for _, r := range routes() {
		s := sampleOf(r)
		if s.own == nil && !needless(r) && len(params(r.Pattern)) > 0 {
			continue // TestEveryRouteHasItsCases says so
		}
		t.Run(strings.ReplaceAll(key(r), "/", "⁄"), func(t *testing.T) {
			h.t = t
			parts := s.parts(h)
			at := path(r.Pattern, parts) + s.query
			if r.Action != "" {
				nobody(t, h, r, at)
				roles(t, h, r, s, at)
			} else {
				public(t, h, r, at)
			}
			places(t, h, r, s, parts)
			if r.Method == http.MethodPost {
				emptyForm(t, h, r, s, at)
				otherOrigin(t, h, s, at)
			} else {
				head(t, h, s, at)
			}
		})
	}
}

// nobody is led to the login page, which leads back; a form is refused and
// what was typed is kept to be sent again.
func nobody(t *testing.T, h *house, r page.Route, at string) {
	t.Helper()
	c := h.as(t, "")
	if r.Method == http.MethodGet {
		want := "/dang-nhap"
		if at != "/" {
			want += "?ve=" + url.QueryEscape(at)
		}
		if a := c.Get(at).Want(t, http.StatusSeeOther).Look(t, "nobody"); a.Location != want {
			t.Errorf("nobody is led to %q, want %q", a.Location, want)
		}
		return
	}
	c.Post(at, url.Values{"ghi-chu": {"đã gõ dở"}}).Look(t, "nobody").Want(t, http.StatusUnauthorized, "Gửi lại nội dung đã nhập", "đã gõ dở")
	a := c.JSON(at, `{}`).Look(t, "nobody by script").Want(t, http.StatusUnauthorized, `"request":`)
	if got := a.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/json") {
		t.Errorf("a script gets %s", got)
	}
}

// roles: who never may is told so; who may over what lies below reads the row.
func roles(t *testing.T, h *house, r page.Route, s sample, at string) {
	t.Helper()
	for _, role := range access.Roles {
		c := h.as(t, logins[role])
		reach := access.ReachOf(role, r.Action)
		switch {
		case reach == access.None:
			send(c, r, at, nil).Look(t, logins[role]).Want(t, http.StatusForbidden, "không có quyền")
		case r.Method != http.MethodGet:
		case reach == access.Subtree || r.Class == page.Page || r.Class == page.List:
			a := c.Get(at).Look(t, logins[role])
			if a.Status != http.StatusOK {
				t.Errorf("%s: %d, want 200", logins[role], a.Status)
			}
		}
	}
	a := send(h.as(t, roleless), r, at, nil).Look(t, "without a role")
	switch {
	case r.Action != access.Self:
		a.Want(t, http.StatusForbidden, "không có vai trò nào còn hiệu lực")
	case r.Pattern == "/":
		if a.Status != http.StatusSeeOther || a.Location != "/tai-khoan" {
			t.Errorf("without a role: %d to %q", a.Status, a.Location)
		}
	case s.once || a.Status < 500:
		if s.once {
			delete(h.clients, roleless)
		}
	default:
		t.Errorf("without a role: %d", a.Status)
	}
	if r.Pattern == "/mat-khau" {
		return
	}
	if a := send(h.as(t, initial), r, at, nil).Look(t, "with an initial password"); a.Status != http.StatusSeeOther || a.Location != "/mat-khau" {
		t.Errorf("with an initial password: %d to %q", a.Status, a.Location)
	}
}

func public(t *testing.T, h *house, r page.Route, at string) {
	t.Helper()
	if r.Method == http.MethodGet {
		h.as(t, "").Get(at).Look(t, "nobody").Want(t, http.StatusOK)
	}
}

// places: another unit's row, one that is not there and what is no row at all
// look the same.
func places(t *testing.T, h *house, r page.Route, s sample, parts map[string]string) {
	t.Helper()
	c := h.as(t, s.as)
	body := ""
	if s.json {
		body = s.good(h, t).json
	}
	missing := func(what, at string) {
		t.Helper()
		a := send(c, r, at, url.Values{})
		if body != "" {
			a = c.JSON(at, body)
		}
		if a.Look(t, what); a.Status != http.StatusNotFound || !strings.Contains(a.Body, "Mã yêu cầu") && !strings.Contains(a.Body, `"request":`) {
			t.Errorf("%s: %s answers %d, want 404 with the request's id", what, at, a.Status)
		}
	}
	if s.other != nil {
		missing("another unit's", path(r.Pattern, with(parts, s.other(h))))
	}
	for _, name := range params(r.Pattern) {
		for _, v := range []string{"999999999", "abc", "-1", "99999999999999999999", "1.5", "1e3", "١٢", "0x10", "1'", "%00"} {
			missing(name+"="+v, path(r.Pattern, with(parts, map[string]string{name: v})))
		}
	}
}

// emptyForm: refused with the form again, or what its sample says.
func emptyForm(t *testing.T, h *house, r page.Route, s sample, at string) {
	t.Helper()
	a := h.as(t, s.as).Post(at, url.Values{}).Look(t, "empty form")
	if a.Status != s.emptyStatus() {
		t.Errorf("an empty form is answered %d, want %d", a.Status, s.emptyStatus())
	}
	if s.once {
		delete(h.clients, s.as)
	}
	if a.Status == http.StatusUnprocessableEntity && r.Class == page.Create && !strings.Contains(a.Body, `aria-invalid="true"`) {
		t.Error("a refused form does not mark its fields")
	}
}

// otherOrigin: a page of another site cannot write, not even signed in.
func otherOrigin(t *testing.T, h *house, s sample, at string) {
	t.Helper()
	for _, sign := range []http.Header{{"Origin": {"https://evil.example"}, "Sec-Fetch-Site": {"cross-site"}}, {"Origin": {"https://evil.example"}}, {"Sec-Fetch-Site": {"same-site"}}} {
		q, err := http.NewRequest(http.MethodPost, h.URL+at, strings.NewReader("a=1"))
		if err != nil {
			t.Fatal(err)
		}
		q.Header = sign.Clone()
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		h.as(t, s.as).Do(q).Look(t, "another origin").Want(t, http.StatusForbidden, "đến từ trang khác")
	}
}

// head answers as GET does, without a body.
func head(t *testing.T, h *house, s sample, at string) {
	t.Helper()
	c := h.as(t, s.as)
	q, err := http.NewRequest(http.MethodHead, h.URL+at, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, got := c.Do(q).Look(t, "HEAD"), c.Get(at)
	if a.Status != got.Status || a.Body != "" || a.Header.Get("Content-Type") != got.Header.Get("Content-Type") {
		t.Errorf("HEAD answers %d %q, GET %d %q", a.Status, a.Header.Get("Content-Type"), got.Status, got.Header.Get("Content-Type"))
	}
}

// What is not in the list is not there, whoever asks and however.
func TestNothingElseIsServed(t *testing.T) {
	h := start(t)
	for _, login := range []string{"", "xa"} {
		c := h.as(t, login)
		for _, at := range []string{"/khong-co", "/bao-cao/", "/BAO-CAO", "/bao-cao/1/../../don-vi", "/static/", "/static/khong-co.css", "/.git/config", "/index.php", "/%2e%2e/etc/passwd", "/\xff"} {
			q, err := http.NewRequest(http.MethodGet, h.URL, nil)
			if err != nil {
				t.Fatal(err)
			}
			q.URL.Opaque = "//" + q.URL.Host + at
			a := c.Do(q).Look(t, login+" "+at)
			if !slices.Contains([]int{http.StatusNotFound, http.StatusBadRequest}, a.Status) {
				t.Errorf("%q %s: %d", login, at, a.Status)
			}
		}
		for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions, http.MethodTrace, "BREW"} {
			q, err := http.NewRequest(method, h.URL+"/bao-cao", nil)
			if err != nil {
				t.Fatal(err)
			}
			if a := c.Do(q).Look(t, method); a.Status != http.StatusNotFound && a.Status != http.StatusMethodNotAllowed && a.Status != http.StatusForbidden {
				t.Errorf("%q %s /bao-cao: %d", login, method, a.Status)
			}
		}
	}
	h.as(t, "").Get("/healthz").Look(t, "/healthz").Want(t, http.StatusOK, "ok")
	h.as(t, "").Get("/readyz").Look(t, "/readyz").Want(t, http.StatusOK, "ready")
}

func routes() []page.Route { return server.Routes() }
