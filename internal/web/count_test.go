package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"

	"thidua/internal/demo"
	"thidua/internal/pg"
)

// cookies are those of a new session.
func cookies(t *testing.T, h *house, login string) []*http.Cookie {
	t.Helper()
	w := httptest.NewRecorder()
	form := url.Values{"ten-dang-nhap": {login}, "mat-khau": {demo.Password}}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/dang-nhap?"+form.Encode(), nil)
	r.PostForm = form
	h.Handler.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("login as %s: %d", login, w.Code)
	}
	return w.Result().Cookies()
}

// counted is how many statements a page takes, the session's among them; the
// caches are warm.
func counted(t *testing.T, h *house, jar []*http.Cookie, at string) int64 {
	t.Helper()
	var n atomic.Int64
	for range 2 {
		n.Store(0)
		r := httptest.NewRequestWithContext(pg.Counted(context.Background(), &n), http.MethodGet, at, nil)
		for _, c := range jar {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		h.Handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", at, w.Code)
		}
	}
	return n.Load()
}

// A page takes at most three statements beside the session's one, whatever
// the size of what it shows.
func TestStatementsOfPages(t *testing.T) {
	h := start(t)
	report := path("/bao-cao/{id}", report(kinhDinh, 3)(h))
	for _, p := range people() {
		t.Run(p, func(t *testing.T) {
			h.t = t
			jar := cookies(t, h, p)
			pages := []string{"/", "/don-vi", "/don-vi/" + unit(kinhDinh)(h)["id"], "/to/" + team(kinhDinh)(h)["id"], "/ke-hoach", "/huong-dan"}
			if p != "quantri" {
				pages = append(pages, "/bao-cao", "/bao-cao?ky=0", report, report+"/lich-su", report+"/in", path("/bao-cao/{id}/o/{row}/{slot}", cell(kinhDinh)(h)), "/guong", "/mo-hinh", "/bang-ket-qua", "/giai-thich", "/tien-do",
					"/giao-chi-tieu", "/giao-chi-tieu/2", "/giao-chi-tieu/in", "/phat-dong", "/phat-dong/dot-1")
			} else {
				pages = append(pages, usersURL, usersURL+"/"+h.user("xa")["id"], "/quan-tri/nhat-ky")
			}
			if p != "quantri" {
				pages = append(pages, "/khen-thuong/quyet-dinh", "/khen-thuong/ket-qua", path("/khen-thuong/quyet-dinh/{id}", signedDecision(kinhDinh, "giay_khen", "applied")(h)))
			}
			switch p {
			case "huyen":
				pages = append(pages, "/khen-thuong/nguoi-ky", "/khen-thuong/quyet-dinh/moi", "/khen-thuong/cong-bo", path("/khen-thuong/quyet-dinh/{id}/ghi", signedDecision("582", "giay_khen", "draft")(h)))
			case "noivu":
				pages = append(pages, "/khen-thuong/cai-dat", "/khen-thuong/cai-dat/nghi-dinh")
			}
			if p != "quantri" && p != "lanhdao" {
				pages = append(pages, "/vuong-mac")
			}
			if p != "quantri" && p != "xa" {
				pages = append(pages, "/bao-cao-dot/dot-1", "/bao-cao-dot/dot-2")
			}
			if p == "xa" {
				pages = append(pages, report+"/kiem-tra", "/guong/moi", "/mo-hinh/moi")
			}
			for _, at := range pages {
				n := counted(t, h, jar, at)
				most := int64(3)
				if at == "/" {
					most = 4 // months, launches, phase reports, dossiers: ADR 22
				}
				if n-1 > most {
					t.Errorf("%s takes %d statements beside the session's, at most %d", at, n-1, most)
				}
				if n == 0 {
					t.Errorf("%s: nothing counted", at)
				}
			}
		})
	}
}

// A report being written is compiled anew for its page, one that was sent is
// read with what differs since: more than other pages ask, but no more for a
// province than for a district.
func TestStatementsOfPhaseReports(t *testing.T) {
	h := start(t)
	for _, x := range []struct {
		login, code string
		most        int64
	}{{"huyen", "582", 13}, {"px03", "58", 13}, {"px03", "589", 5}, {"px03", "588", 5}} {
		if n := counted(t, h, cookies(t, h, x.login), path(one, phased(x.code)(h))); n-1 > x.most {
			t.Errorf("the report of %s takes %d statements beside the session's, at most %d", x.code, n-1, x.most)
		}
	}
}

// Who is eligible rests on rosters, figures, deeds, cases, points and awards
// held: eight statements at most, for a province as for a commune.
func TestStatementsOfEligibility(t *testing.T) {
	h := start(t)
	guideOf(0, "issued")(h)
	draft := guideOf(1, "draft")(h)
	to, who := "/khen-thuong/xet/to/"+judgedTeam(kinhDinh)(h)["id"], "/khen-thuong/xet/ca-nhan/"+judgedMember(kinhDinh)(h)["id"]
	for _, x := range []struct {
		login string
		pages []string
	}{{"xa", []string{"/khen-thuong/xet", "/khen-thuong/xet?doi-tuong=member", to, who}}, {"huyen", []string{"/khen-thuong/xet?doi-tuong=member", to, who}},
		{"px03", []string{"/khen-thuong/xet", "/khen-thuong/xet?doi-tuong=member", path(oneGuide+"/thu", draft), path(oneGuide+"/thu", draft) + "?doi-tuong=bang_khen-member"}}} {
		jar := cookies(t, h, x.login)
		for _, at := range x.pages {
			if n := counted(t, h, jar, at); n-1 > 9 {
				t.Errorf("%s %s takes %d statements beside the session's, at most 9", x.login, at, n-1)
			}
		}
		for _, at := range []string{"/khen-thuong/tieu-chi", "/khen-thuong/vu-viec"} {
			if n := counted(t, h, jar, at); n-1 > 1 {
				t.Errorf("%s %s takes %d statements beside the session's, at most 1", x.login, at, n-1)
			}
		}
	}
}
