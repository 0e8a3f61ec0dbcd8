package accountui

import (
	"context"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/go-chi/chi/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/identity"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/web/page"
	"thidua/templates/accountview"
	"thidua/templates/ui"
)

const password = "ThiDua@2025"

var day = clock.NewDay(2025, 2, 5)

// site is the screens on a real server and database, with two accounts: xa,
// and moi, who has an initial password.
type site struct {
	t      *testing.T
	url    string
	pool   *pg.Pool
	people *identity.Service
	units  map[string]int64 // by official code
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, pool: pgtest.DB(t, pg.Demo), units: map[string]int64{}}
	clocks := clock.Clocks{Wall: clock.Wall{}, Business: clock.FixedDay{Day: day, Wall: clock.Wall{}}}
	set := identity.Defaults()
	set.Hash = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	directory := org.NewDirectory(s.pool)
	s.people = identity.New(s.pool, clocks, directory, set, slog.New(slog.DiscardHandler))
	hash, err := s.people.Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	list, err := org.NinhThuan2024()
	if err != nil {
		t.Fatal(err)
	}
	err = pg.InTx(t.Context(), s.pool, func(tx pg.Tx) error {
		ids, err := org.LoadUnits(t.Context(), tx, access.System("nạp", access.UnitWrite), clocks.Moment(), list, "1198")
		if err != nil {
			return err
		}
		for i, l := range list {
			s.units[l.Code] = int64(ids[i])
		}
		for login, must := range map[string]bool{"xa": false, "moi": true} {
			if _, err := identity.Insert(t.Context(), tx, clocks.Moment(), identity.Account{Login: login, Profile: identity.Profile{Name: "Nguyễn Văn Minh", Title: "Đại úy"}, Hash: hash, MustChange: must,
				Appointments: []identity.NewAppointment{{Role: access.CommunePolice, UnitID: s.units["22759"], From: clock.NewDay(2024, 11, 1)},
					{Role: access.CommunePolice, UnitID: s.units["22762"], Acting: true, From: clock.NewDay(2025, 1, 1)}}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	kit := &page.Kit{Clocks: clocks, Nav: func(access.Actor, string) []ui.Entry { return nil }, Unit: func(a access.Actor) string { return a.UnitName },
		Address: func(r *http.Request) string { return r.Header.Get("X-Test-Address") },
		Sign: func(_ http.ResponseWriter, r *http.Request, _ clock.Moment) (page.Signed, error) {
			l, err := s.people.Load(r)
			return page.Signed{Actor: l.Actor, MustChange: l.MustChange, OrgRev: l.OrgRev, PlanRev: l.PlanRev, Session: l}, err
		}}
	router := chi.NewRouter()
	u := &UI{Identity: s.people, Demo: []accountview.DemoAccount{{Login: "xa", Office: "Công an phường Kinh Dinh"}}, Word: password}
	home := page.Route{Method: "GET", Pattern: "/", Action: access.Self, Class: page.Page, Handler: func(c *page.Context) error {
		return c.Answer(http.StatusOK, c.Actor.UnitName)
	}}
	for _, route := range append(u.Routes(), home) {
		router.Method(route.Method, route.Pattern, kit.Handle(route))
	}
	server := httptest.NewServer(http.NewCrossOriginProtection().Handler(router))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// browser is a client with cookies that does not follow redirects.
type browser struct {
	s       *site
	client  *http.Client
	address string
}

func (s *site) browser(address string) *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{s, &http.Client{Jar: jar, Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, address}
}

type answer struct {
	status int
	to     string // Location
	body   string // text with entities read
}

func (b *browser) do(method, path string, form url.Values) answer {
	b.s.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(context.Background(), method, b.s.url+path, body)
	if err != nil {
		b.s.t.Fatal(err)
	}
	r.Header.Set("X-Test-Address", b.address)
	r.Header.Set("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := b.client.Do(r)
	if err != nil {
		b.s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header.Get("Location"), html.UnescapeString(string(text))}
}

func (b *browser) get(path string) answer { b.s.t.Helper(); return b.do("GET", path, nil) }
func (b *browser) post(path string, form url.Values) answer {
	b.s.t.Helper()
	return b.do("POST", path, form)
}

func (b *browser) login(login, secret, back string) answer {
	b.s.t.Helper()
	v := url.Values{"ten-dang-nhap": {login}, "mat-khau": {secret}}
	if back != "" {
		v.Set("ve", back)
	}
	return b.post("/dang-nhap", v)
}

func (a answer) want(t *testing.T, status int, to string, texts ...string) {
	t.Helper()
	if a.status != status || a.to != to {
		t.Errorf("answer %d to %q; want %d to %q", a.status, a.to, status, to)
	}
	for _, x := range texts {
		if no, found := strings.CutPrefix(x, "!"); found {
			if strings.Contains(a.body, no) {
				t.Errorf("the page must not hold %q", no)
			}
		} else if !strings.Contains(a.body, x) {
			t.Errorf("the page lacks %q:\n%s", x, a.body)
		}
	}
}

func TestLoginPage(t *testing.T) {
	s := newSite(t)
	b := s.browser("10.0.0.1")
	b.get("/dang-nhap").want(t, 200, "", "Tên đăng nhập", "Mật khẩu", "liên hệ quản trị hệ thống", "Công an phường Kinh Dinh", `autocomplete="current-password"`, "!Đăng xuất")
	b.get("/tai-khoan").want(t, 303, "/dang-nhap?ve=%2Ftai-khoan")
	b.get("/dang-nhap?ve=%2Ftai-khoan").want(t, 200, "", `name="ve" value="/tai-khoan"`, "để mở trang bạn cần")
	b.login("xa", "Sai@12345", "/tai-khoan").want(t, 422, "", "Tên đăng nhập hoặc mật khẩu không đúng", `value="xa"`, `name="ve" value="/tai-khoan"`, "!Sai@12345")
	b.login("", "", "").want(t, 422, "", "Nhập tên đăng nhập và mật khẩu")
	b.login("xa", password, "/tai-khoan?x=1").want(t, 303, "/tai-khoan?x=1")
	b.get("/tai-khoan").want(t, 200, "", "Đại úy Nguyễn Văn Minh", "Chrome trên Windows", "Phiên này", "phường Kinh Dinh")
	b.get("/dang-nhap?ve=%2Fbao-cao").want(t, 303, "/bao-cao")
	b.post("/dang-xuat", url.Values{}).want(t, 303, "/dang-nhap?xong=da-dang-xuat")
	b.get("/dang-nhap?xong=da-dang-xuat").want(t, 200, "", "Bạn đã đăng xuất")
	b.get("/tai-khoan").want(t, 303, "/dang-nhap?ve=%2Ftai-khoan")
}

func TestSessionOverIsSaid(t *testing.T) {
	s := newSite(t)
	b := s.browser("10.0.0.1")
	b.login("xa", password, "").want(t, 303, "/")
	if _, err := s.pool.Exec(t.Context(), `UPDATE session SET seen_at = seen_at - interval '31 minutes'`); err != nil {
		t.Fatal(err)
	}
	b.get("/dang-nhap?ve=%2Fbao-cao").want(t, 200, "", "Phiên làm việc đã kết thúc")
}

func TestThrottledLogin(t *testing.T) {
	s := newSite(t)
	b := s.browser("10.0.0.1")
	for range 5 {
		b.login("xa", "Sai@12345", "").want(t, 422, "")
	}
	b.login("xa", password, "").want(t, 429, "", "Đã đăng nhập sai 5 lần", `value="xa"`)
	s.browser("10.0.0.2").login("xa", password, "").want(t, 303, "/")
}

// Only paths of this site are gone back to.
func TestLocal(t *testing.T) {
	for in, want := range map[string]string{
		"/bao-cao/7?ky=3": "/bao-cao/7?ky=3", "/tìm": "/t%C3%ACm", "": "", "/": "", "//xau.vn": "", "https://xau.vn": "", "javascript:alert(1)": "", `/\xau.vn`: "",
		"/\t/xau.vn": "", "/\n/xau.vn": "", "/%2F/x": "", "xau": "", "/dang-nhap?ve=/x": "", "/dang-xuat": "", "/%5Cxau.vn": "", "/" + strings.Repeat("a", 2000): "", "/x#y": "/x",
	} {
		if got := local(in); got != want {
			t.Errorf("local(%q) = %q; want %q", in, got, want)
		}
	}
}

func TestCrossSiteLoginIsRefused(t *testing.T) {
	s := newSite(t)
	r, _ := http.NewRequest("POST", s.url+"/dang-nhap", strings.NewReader("ten-dang-nhap=xa&mat-khau="+url.QueryEscape(password)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 403 {
		t.Errorf("status %d", res.StatusCode)
	}
}

func TestInitialPasswordComesFirst(t *testing.T) {
	s := newSite(t)
	b := s.browser("10.0.0.1")
	b.login("moi", password, "/tai-khoan").want(t, 303, "/mat-khau")
	for _, path := range []string{"/", "/tai-khoan"} {
		b.get(path).want(t, 303, "/mat-khau")
	}
	b.post("/tai-khoan/dang-xuat-moi-noi", url.Values{}).want(t, 303, "/mat-khau")
	b.get("/mat-khau").want(t, 200, "", "Đổi mật khẩu lần đầu", "Hơn 8 ký tự")
	form := func(current, next, again string) url.Values {
		return url.Values{"mat-khau-hien-tai": {current}, "mat-khau-moi": {next}, "mat-khau-lap-lai": {again}}
	}
	b.post("/mat-khau", form(password, "minh", "x")).want(t, 422, "", "hơn 8 ký tự", "chữ hoa", "họ tên", "chưa giống nhau", "!"+`value="minh"`)
	b.post("/mat-khau", form("Sai@12345", "Phong@TràoMới7", "Phong@TràoMới7")).want(t, 422, "", "Mật khẩu hiện tại không đúng")
	b.post("/mat-khau", form(password, "Phong@TràoMới7", "Phong@TràoMới7")).want(t, 303, "/")
	b.get("/").want(t, 200, "")
	b.get("/mat-khau").want(t, 200, "", "!lần đầu", "Tài khoản của tôi")
	// Signing out stays possible before the change.
	c := s.browser("10.0.0.3")
	c.login("xa", password, "").want(t, 303, "/")
	c.post("/dang-xuat", url.Values{}).want(t, 303, "/dang-nhap?xong=da-dang-xuat")
}

func TestSwitchAppointment(t *testing.T) {
	s := newSite(t)
	b := s.browser("10.0.0.1")
	b.login("xa", password, "")
	a := b.get("/tai-khoan")
	a.want(t, 200, "", "Đang làm việc", "Chuyển sang", "phụ trách")
	_, rest, _ := strings.Cut(a.body, `name="vai-tro" value="`)
	id, _, _ := strings.Cut(rest, `"`)
	b.post("/tai-khoan/vai-tro", url.Values{"vai-tro": {"99999"}}).want(t, 404, "")
	b.post("/tai-khoan/vai-tro", url.Values{"vai-tro": {"x"}}).want(t, 404, "")
	before := b.get("/").body
	b.post("/tai-khoan/vai-tro", url.Values{"vai-tro": {id}}).want(t, 303, "/")
	if after := b.get("/").body; after == before || !strings.Contains(before, "Kinh Dinh") {
		t.Errorf("acting at %s, before at %s", after, before)
	}
}

func TestSessionsOnScreen(t *testing.T) {
	s := newSite(t)
	here, there, other := s.browser("10.0.0.1"), s.browser("10.0.0.2"), s.browser("10.0.0.3")
	here.login("xa", password, "")
	there.login("xa", password, "")
	other.login("moi", password, "")
	a := here.get("/tai-khoan")
	a.want(t, 200, "", "10.0.0.1", "10.0.0.2", "!10.0.0.3")
	_, rest, _ := strings.Cut(a.body, `action="/tai-khoan/phien/`)
	id, _, _ := strings.Cut(rest, "/")
	if len(id) != 64 || strings.Count(a.body, "/tai-khoan/phien/") != 1 {
		t.Fatalf("one session to end: %q", id)
	}
	other.post("/mat-khau", url.Values{}) // still must change: it cannot end anything
	other.post("/tai-khoan/phien/"+id+"/ket-thuc", url.Values{}).want(t, 303, "/mat-khau")
	here.post("/tai-khoan/phien/xyz/ket-thuc", url.Values{}).want(t, 404, "")
	here.post("/tai-khoan/phien/"+id+"/ket-thuc", url.Values{}).want(t, 303, "/tai-khoan")
	there.get("/tai-khoan").want(t, 303, "/dang-nhap?ve=%2Ftai-khoan")
	here.get("/tai-khoan").want(t, 200, "", "Đã kết thúc phiên đăng nhập", "!10.0.0.2")
	there.login("xa", password, "")
	here.post("/tai-khoan/dang-xuat-moi-noi", url.Values{}).want(t, 303, "/dang-nhap?xong=da-dang-xuat")
	there.get("/tai-khoan").want(t, 303, "/dang-nhap?ve=%2Ftai-khoan")
}

func TestWithoutAppointment(t *testing.T) {
	s := newSite(t)
	b := s.browser("10.0.0.1")
	b.login("xa", password, "")
	if _, err := s.pool.Exec(t.Context(), `UPDATE appointment SET during = daterange(lower(during), '2025-02-05')`); err != nil {
		t.Fatal(err)
	}
	b.get("/tai-khoan").want(t, 200, "", "Chưa có vai trò còn hiệu lực", "Đã kết thúc", "!Chuyển sang")
}

func TestDevice(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0": "Edge trên Windows",
		"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36":                  "Chrome trên Android",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1":                "Safari trên iPhone",
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                                                        "Firefox trên Linux",
		"curl/8.0": "curl", "": "Thiết bị không rõ",
	} {
		if got := Device(agent); got != want {
			t.Errorf("%q: %q; want %q", agent, got, want)
		}
	}
}
