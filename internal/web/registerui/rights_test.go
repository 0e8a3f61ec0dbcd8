package registerui

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/web/page"
)

// rows are a deed with a recognition and a file, and a model, all of Kinh Dinh.
type rows struct{ deed, model, recognition, file string }

func (s *site) rows(t *testing.T) rows {
	t.Helper()
	s.addDeed(t, "cap", "commune", "noi-ghi-nhan", "UBND phường", "ngay-ghi-nhan", "20/12/2024")
	var r rows
	r.deed = strings.TrimSuffix(s.deedURL(t, "sua"), "/sua")
	made := s.do(t, "POST", "/mo-hinh/moi", url.Values{"khoa": {"k"}, "ten": {"A"}, "linh-vuc": {"B"}, "bat-dau": {"01/08/2024"}})
	r.model = made.location
	if a := s.upload(t, r.deed+"/tai-lieu", true, sent{"a.jpg", photo(t)}); a.code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", a.code, a.body)
	}
	body := s.page(t, r.deed)
	r.recognition, r.file = hrefOf(t, body, "/ghi-nhan/", "/rut"), hrefOf(t, body, "/tai-lieu/", "/rut")
	return r
}

// hrefOf is the number of the first address between before and after.
func hrefOf(t *testing.T, body, before, after string) string {
	t.Helper()
	m := regexp.MustCompile(`href="` + before + `([0-9]+)` + after + `"`).FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no address %s…%s", before, after)
	}
	return m[1]
}

// at is a route's address on these rows.
func (r rows) at(pattern string) string {
	base, tail, item := strings.Cut(pattern, "/{id}")
	if !item {
		return pattern
	}
	return map[string]string{"/guong": r.deed, "/mo-hinh": r.model, "/ghi-nhan": "/ghi-nhan/" + r.recognition, "/tai-lieu": "/tai-lieu/" + r.file}[base] + tail
}

func (s *site) try(t *testing.T, r page.Route, target string) answer {
	t.Helper()
	if strings.HasSuffix(r.Pattern, "}/tai-lieu") {
		return s.upload(t, target, true, sent{"b.jpg", photo(t)})
	}
	var form url.Values
	if r.Method == "POST" {
		form = url.Values{"phien-ban": {"1"}, "ly-do": {"x"}, "khoa": {"k2"}, "to": {s.id("khu phố 1")}, "ngay": {"10/12/2024"}, "nguoi": {"A"}, "viec": {"B"},
			"ten": {"A"}, "linh-vuc": {"B"}, "bat-dau": {"01/08/2024"}, "cap": {"district"}, "noi-ghi-nhan": {"C"}, "van-ban": {"D"}, "ngay-ghi-nhan": {"20/12/2024"}}
	}
	return s.do(t, r.Method, target, form)
}

// Every route by its class: nobody, a role that never may, another commune.
func TestRights(t *testing.T) {
	s := build(t)
	made := s.rows(t)
	for _, r := range (&UI{}).Routes() {
		target := made.at(r.Pattern)
		s.actor = access.Actor{}
		want := http.StatusSeeOther
		if r.Method == "POST" {
			want = http.StatusUnauthorized
		}
		if a := s.try(t, r, target); a.code != want || r.Method == "GET" && !strings.HasPrefix(a.location, "/dang-nhap") {
			t.Errorf("nobody, %s %s: %d", r.Method, target, a.code)
		}
		if a := s.as(access.Admin, "Ninh Thuận").try(t, r, target); a.code != http.StatusForbidden {
			t.Errorf("admin, %s %s: %d", r.Method, target, a.code)
		}
		want = http.StatusOK
		if r.Action == access.DeedWrite {
			want = http.StatusForbidden
		}
		if a := s.as(access.PX03, "Ninh Thuận").try(t, r, target); a.code != want {
			t.Errorf("px03, %s %s: %d", r.Method, target, a.code)
		}
		if strings.Contains(r.Pattern, "{id}") || r.Pattern == "/guong/moi" && r.Method == "POST" {
			if a := s.as(access.CommunePolice, "Đô Vinh").try(t, r, target); a.code != http.StatusNotFound {
				t.Errorf("another commune, %s %s: %d", r.Method, target, a.code)
			}
		}
		s.as(access.CommunePolice, "Kinh Dinh")
		if r.Method == "GET" {
			s.page(t, target)
		}
		if base, tail, ok := strings.Cut(r.Pattern, "{id}"); ok {
			if a := s.try(t, r, base+"999999"+tail); a.code != http.StatusNotFound {
				t.Errorf("what is not there, %s %s: %d", r.Method, base+"999999"+tail, a.code)
			}
			if a := s.try(t, r, base+"1x"+tail); a.code != http.StatusNotFound {
				t.Errorf("no number, %s %s: %d", r.Method, base+"1x"+tail, a.code)
			}
		}
	}
	body := s.as(access.CommunePolice, "Đô Vinh").page(t, "/guong", "Chưa có việc tốt nào")
	if strings.Contains(body, "Lê Văn An") {
		t.Error("another commune's deed in the list")
	}
	if n := s.count(t, `SELECT count(*) FROM good_deed WHERE version > 1 OR withdrawn_at IS NOT NULL`); n != 0 {
		t.Errorf("%d deeds were changed", n)
	}
	if n := s.count(t, `SELECT count(*) FROM evidence_link`); n != 1 {
		t.Errorf("%d files are linked", n)
	}
}
