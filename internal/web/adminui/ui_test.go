package adminui

import (
	"context"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/go-chi/chi/v5"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/identity"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/web/accountui"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

const password = "ThiDua@2025"

var day = clock.NewDay(2025, 2, 5)

// site is the screens on a real server and database with two accounts,
// quantri and xa.
type site struct {
	t      *testing.T
	url    string
	pool   *pg.Pool
	people *identity.Service
	clocks clock.Clocks
	units  map[string]int64 // by official code
	users  map[string]int64
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, pool: pgtest.DB(t, pg.Demo), units: map[string]int64{}, users: map[string]int64{},
		clocks: clock.Clocks{Wall: clock.Wall{}, Business: clock.FixedDay{Day: day, Wall: clock.Wall{}}}}
	set := identity.Defaults()
	set.Hash = &argon2id.Params{Memory: 64, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	directory := org.NewDirectory(s.pool)
	s.people = identity.New(s.pool, s.clocks, directory, set, slog.New(slog.DiscardHandler))
	hash, err := s.people.Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	list, err := org.NinhThuan2024()
	if err != nil {
		t.Fatal(err)
	}
	err = pg.InTx(t.Context(), s.pool, func(tx pg.Tx) error {
		ids, err := org.LoadUnits(t.Context(), tx, access.System("nạp", access.UnitWrite), s.clocks.Moment(), list, "1198")
		if err != nil {
			return err
		}
		for i, l := range list {
			s.units[l.Code] = int64(ids[i])
		}
		for _, a := range []struct {
			login, name string
			role        access.Role
			unit        string
		}{{"quantri", "Phạm Thị An", access.Admin, list[0].Code}, {"xa", "Nguyễn Văn Minh", access.CommunePolice, "22759"}} {
			id, err := identity.Insert(t.Context(), tx, s.clocks.Moment(), identity.Account{Login: a.login, Profile: identity.Profile{Name: a.name, Title: "Đại úy"}, Hash: hash,
				Appointments: []identity.NewAppointment{{Role: a.role, UnitID: s.units[a.unit], From: clock.NewDay(2024, 11, 1)}}})
			if err != nil {
				return err
			}
			s.users[a.login] = id
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	kit := &page.Kit{Clocks: s.clocks, Nav: func(access.Actor, string) []ui.Entry { return nil }, Unit: func(a access.Actor) string { return a.UnitName },
		Address: func(r *http.Request) string { return "10.0.0.7" },
		Sign: func(_ http.ResponseWriter, r *http.Request, _ clock.Moment) (page.Signed, error) {
			l, err := s.people.Load(r)
			return page.Signed{Actor: l.Actor, MustChange: l.MustChange, OrgRev: l.OrgRev, PlanRev: l.PlanRev, Session: l}, err
		}}
	router := chi.NewRouter()
	for _, route := range append((&UI{Identity: s.people, Org: directory, Pool: s.pool}).Routes(), (&accountui.UI{Identity: s.people}).Routes()...) {
		router.Method(route.Method, route.Pattern, kit.Handle(route))
	}
	server := httptest.NewServer(router)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

// browser is a signed-in client that does not follow redirects.
type browser struct {
	s      *site
	client *http.Client
}

func (s *site) login(login, secret string) *browser {
	s.t.Helper()
	jar, _ := cookiejar.New(nil)
	b := &browser{s, &http.Client{Jar: jar, Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if login != "" {
		if a := b.post("/dang-nhap", "ten-dang-nhap", login, "mat-khau", secret); a.status != 303 {
			s.t.Fatalf("login %s: %d %s", login, a.status, a.body)
		}
	}
	return b
}

type answer struct {
	status int
	to     string
	body   string
	header http.Header
}

func (b *browser) do(method, path string, form url.Values) answer {
	b.s.t.Helper()
	r, err := http.NewRequestWithContext(context.Background(), method, b.s.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.s.t.Fatal(err)
	}
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := b.client.Do(r)
	if err != nil {
		b.s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header.Get("Location"), html.UnescapeString(string(text)), res.Header}
}

func (b *browser) get(path string) answer { b.s.t.Helper(); return b.do("GET", path, nil) }

func (b *browser) post(path string, pairs ...string) answer {
	b.s.t.Helper()
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return b.do("POST", path, v)
}

func (a answer) want(t *testing.T, status int, to string, texts ...string) {
	t.Helper()
	if a.status != status || to != "*" && a.to != to {
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

// hidden is the value of the page's first hidden field of the name.
func (a answer) hidden(t *testing.T, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no field %s", name)
	}
	return m[1]
}

func (s *site) count(sql string, args ...any) int {
	s.t.Helper()
	n, err := pg.Value[int](s.t.Context(), s.pool, sql, args...)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// Every route: nobody is led to the login, another role is refused.
func TestRights(t *testing.T) {
	s := newSite(t)
	nobody, police := s.login("", ""), s.login("xa", password)
	for _, r := range (&UI{}).Routes() {
		path := strings.NewReplacer("{id}", strconv.FormatInt(s.users["xa"], 10), "{appointment}", "1").Replace(r.Pattern)
		if a := nobody.do(r.Method, path, url.Values{}); r.Method == "GET" && (a.status != 303 || !strings.HasPrefix(a.to, "/dang-nhap?ve=")) || r.Method == "POST" && a.status != 401 {
			t.Errorf("nobody %s %s: %d %s", r.Method, path, a.status, a.to)
		}
		if a := police.do(r.Method, path, url.Values{}); a.status != 403 {
			t.Errorf("another role %s %s: %d", r.Method, path, a.status)
		}
		admin := s.login("quantri", password)
		if strings.Contains(r.Pattern, "{id}") {
			path := strings.NewReplacer("{id}", "99999", "{appointment}", "1").Replace(r.Pattern)
			form := url.Values{"ly-do": {"x"}, "ho-ten": {"x"}, "ngay-thoi": {"05/02/2025"}, "tu-ngay": {"05/02/2025"}}
			if a := admin.do(r.Method, path, form); a.status != 404 {
				t.Errorf("nothing there %s %s: %d", r.Method, path, a.status)
			}
		}
	}
	if n := s.count(`SELECT count(*) FROM audit_entry WHERE action LIKE 'user.%'`); n != 0 {
		t.Errorf("%d acts were carried out", n)
	}
}

func TestCreateOnScreen(t *testing.T) {
	s := newSite(t)
	b := s.login("quantri", password)
	b.get("/quan-tri/nguoi-dung").want(t, 200, "", "Phạm Thị An", "1–2 trong 2 người dùng", "phường Kinh Dinh", "Công an cấp xã")
	form := b.get("/quan-tri/nguoi-dung/moi")
	form.want(t, 200, "", `value="05/02/2025"`, "Phường Kinh Dinh", "!Tổ bảo vệ ANTT")
	key := form.hidden(t, "khoa")
	b.post("/quan-tri/nguoi-dung/moi", "khoa", key, "ten-dang-nhap", "Đỗ Hồng", "ho-ten", "", "dien-thoai", "12ab", "vai-tro", "", "don-vi", "", "tu-ngay", "31/02/2025").
		want(t, 422, "", "Tên đăng nhập gồm", "Nhập họ và tên", "Số điện thoại gồm", "Chọn vai trò", "Chọn đơn vị", "Ngày bắt đầu", `value="Đỗ Hồng"`, `value="12ab"`, `value="31/02/2025"`, "Có 6 nội dung cần sửa", key)
	send := []string{"khoa", key, "ten-dang-nhap", "do.hong", "ho-ten", "Đỗ Thị Hồng", "chuc-danh", "Thượng úy", "dien-thoai", "0912345678", "vai-tro", "commune_police",
		"don-vi", strconv.FormatInt(s.units["22759"], 10), "hinh-thuc", "acting", "tu-ngay", "5/2/2025", "den-ngay", "30/06/2025", "can-cu", "QĐ 12"}
	made := b.post("/quan-tri/nguoi-dung/moi", send...)
	made.want(t, 303, "*")
	once := regexp.MustCompile(`thidua_mot_lan=[^;]+; Path=` + made.to + `; Max-Age=60; HttpOnly; SameSite=Strict`)
	if got := strings.Join(made.header.Values("Set-Cookie"), "\n"); !once.MatchString(got) {
		t.Errorf("the password's cookie: %s", got)
	}
	shown := b.get(made.to)
	shown.want(t, 200, "", "Đỗ Thị Hồng", "do.hong", "Phiếu cấp tài khoản", "phụ trách", "05/02–30/06/2025", "QĐ 12", "Đã tạo tài khoản", "Chưa đổi mật khẩu ban đầu")
	secret := regexp.MustCompile(`<code class="initial">([^<]+)</code>`).FindStringSubmatch(shown.body)[1]
	b.get(made.to).want(t, 200, "", "!"+secret, "!Phiếu cấp tài khoản")
	b.post("/quan-tri/nguoi-dung/moi", send...).want(t, 303, made.to)
	b.get(made.to).want(t, 200, "", "đã được tạo từ lần gửi trước", "!Phiếu cấp tài khoản")
	if n := s.count(`SELECT count(*) FROM app_user`); n != 3 {
		t.Errorf("%d accounts", n)
	}
	s.login("do.hong", secret).get("/tai-khoan").want(t, 303, "/mat-khau")
	if n := s.count(`SELECT count(*) FROM audit_entry WHERE concat(summary, before, after) LIKE '%' || $1 || '%'`, secret); n != 0 {
		t.Error("the password is in the record")
	}
}

func TestActsOnScreen(t *testing.T) {
	s := newSite(t)
	b, police := s.login("quantri", password), s.login("xa", password)
	u := identity.UserURL(s.users["xa"])
	version := func() string { return b.get(u+"/sua").hidden(t, "version") }

	old := version()
	b.post(u+"/sua", "version", old, "ho-ten", "", "chuc-danh", "Thiếu tá").want(t, 422, "", "Nhập họ và tên", `value="Thiếu tá"`)
	b.post(u+"/sua", "version", old, "ho-ten", "Nguyễn Văn Minh Họa", "chuc-danh", "Thiếu tá").want(t, 303, u)
	b.get(u).want(t, 200, "", "Thiếu tá Nguyễn Văn Minh Họa", "Đã lưu thông tin")
	b.post(u+"/sua", "version", old, "ho-ten", "Cũ").want(t, 409, "", "vừa được thay đổi")
	b.post(u+"/sua", "ho-ten", "Không số").want(t, 409, "")

	b.get(u+"/cap-lai-mat-khau").want(t, 200, "", "Các phiên đang mở (1) kết thúc ngay")
	police.get("/tai-khoan").want(t, 200, "")
	b.post(u+"/cap-lai-mat-khau", "version", version()).want(t, 303, u)
	b.get(u).want(t, 200, "", "Phiếu cấp tài khoản", "Hiện không đăng nhập ở đâu")
	police.get("/tai-khoan").want(t, 303, "/dang-nhap?ve=%2Ftai-khoan")

	other := strconv.FormatInt(s.units["22762"], 10)
	b.get(u+"/giao-vai-tro").want(t, 200, "", "Phường")
	b.post(u+"/giao-vai-tro", "version", version(), "vai-tro", "district", "don-vi", other, "tu-ngay", "05/02/2025").want(t, 422, "", "phải gắn với một đơn vị cấp huyện")
	b.post(u+"/giao-vai-tro", "version", version(), "vai-tro", "commune_police", "don-vi", other, "tu-ngay", "abc", "can-cu", "QĐ 9").want(t, 422, "", "Ngày bắt đầu", "QĐ 9")
	b.post(u+"/giao-vai-tro", "version", version(), "vai-tro", "commune_police", "don-vi", other, "tu-ngay", "05/02/2025").want(t, 303, u)
	b.post(u+"/giao-vai-tro", "version", version(), "vai-tro", "commune_police", "don-vi", other, "tu-ngay", "06/02/2025").want(t, 422, "", "đã có vai trò này tại đơn vị này từ ngày 05/02/2025")

	end := regexp.MustCompile(`href="(`+u+`/vai-tro/\d+/ket-thuc)"`).FindAllStringSubmatch(b.get(u).body, -1)
	if len(end) != 2 {
		t.Fatalf("%d appointments to end", len(end))
	}
	b.get(end[1][1]).want(t, 200, "", "Ngày cuối cùng", "hôm qua, 04/02/2025")
	b.post(end[1][1], "version", version(), "ngay-thoi", "01/01/2025").want(t, 422, "", "sớm nhất là hôm qua", `value="01/01/2025"`)
	b.post(end[1][1], "version", version(), "ngay-thoi", "").want(t, 422, "", "Nhập ngày cuối cùng")
	b.post(end[1][1], "version", version(), "ngay-thoi", "28/02/2025").want(t, 303, u)
	b.get(u).want(t, 200, "", "05–28/02/2025")

	b.get(u+"/ngung").want(t, 200, "", "Tài khoản không bị xóa")
	b.post(u+"/ngung", "version", version(), "ly-do", "").want(t, 422, "", "Nhập lý do")
	b.post(u+"/ngung", "version", version(), "ly-do", "Nghỉ hưu").want(t, 303, u)
	b.get(u).want(t, 200, "", "Đã ngừng", "Mở lại tài khoản", "!Cấp lại mật khẩu")
	b.post(u+"/mo-lai", "version", version()).want(t, 303, u)
	b.post(u+"/ket-thuc-phien").want(t, 303, u)

	self := identity.UserURL(s.users["quantri"])
	b.get(self).want(t, 200, "", "!Ngừng tài khoản", "!Cấp lại mật khẩu")
	b.post(self+"/ngung", "version", "1", "ly-do", "x").want(t, 422, "", "không thể tự ngừng")
	b.post(self+"/cap-lai-mat-khau", "version", "1").want(t, 422, "", "Đổi mật khẩu")
	own := regexp.MustCompile(`href="(` + self + `/vai-tro/\d+/ket-thuc)"`).FindStringSubmatch(b.get(self).body)[1]
	b.post(own, "version", "1", "ngay-thoi", "05/02/2025").want(t, 422, "", "vai trò quản trị cuối cùng")
	b.get(u+"/vai-tro/999/ket-thuc").want(t, 404, "")
	b.get("/quan-tri/nguoi-dung/abc").want(t, 404, "")
}

func TestUsersOnScreen(t *testing.T) {
	s := newSite(t)
	b := s.login("quantri", password)
	admin := identity.UserURL(s.users["quantri"]) + `"`
	b.get("/quan-tri/nguoi-dung?q=nguyen+van").want(t, 200, "", "Nguyễn Văn Minh", "!"+admin, "Bỏ lọc", `value="nguyen van"`)
	b.get("/quan-tri/nguoi-dung?vai-tro=admin").want(t, 200, "", admin, "!Nguyễn Văn Minh")
	b.get("/quan-tri/nguoi-dung?vai-tro=bia&trang-thai=bia&don-vi=x&trang=-4").want(t, 200, "", admin)
	b.get("/quan-tri/nguoi-dung?trang-thai=disabled").want(t, 200, "", "Không có người dùng nào khớp")
	b.get("/quan-tri/nguoi-dung?don-vi="+strconv.FormatInt(s.units["22759"], 10)).want(t, 200, "", "Nguyễn Văn Minh", "!"+admin)
	b.get("/quan-tri/nguoi-dung?don-vi=99999").want(t, 404, "")
}

func TestAuditOnScreen(t *testing.T) {
	s := newSite(t)
	b := s.login("quantri", password)
	s.login("", "").post("/dang-nhap", "ten-dang-nhap", "ke-la", "mat-khau", "x").want(t, 422, "")
	u := identity.UserURL(s.users["xa"])
	b.post(u+"/sua", "version", "1", "ho-ten", "Nguyễn Văn Minh", "chuc-danh", "Thiếu tá", "dien-thoai", "0912345678").want(t, 303, u)
	b.get("/quan-tri/nhat-ky").want(t, 200, "", "Đăng nhập không thành công với tên “ke-la”", "Sửa thông tin tài khoản", "Cấp bậc, chức danh:", "<del>Đại úy</del>", "<ins>Thiếu tá</ins>", "10.0.0.7", "phường Kinh Dinh")
	b.get("/quan-tri/nhat-ky?nhom=nguoi-dung").want(t, 200, "", "Thiếu tá", "!ke-la")
	b.get("/quan-tri/nhat-ky?q=khong+thanh+cong").want(t, 200, "", "ke-la", "!Thiếu tá")
	b.get("/quan-tri/nhat-ky?loai=user&ma="+strconv.FormatInt(s.users["xa"], 10)).want(t, 200, "", "Thiếu tá", "!ke-la", "Đang xem việc trên đối tượng: Người dùng số", `name="loai" value="user"`)
	b.get("/quan-tri/nhat-ky?tu-ngay=99/99/2025").want(t, 422, "", "Từ ngày: Nhập ngày theo dạng", `value="99/99/2025"`)
	b.get("/quan-tri/nhat-ky?den-ngay=01/01/2020").want(t, 200, "", "Không có dòng nhật ký nào")
	b.get("/quan-tri/nhat-ky?don-vi="+strconv.FormatInt(s.units["22759"], 10)).want(t, 200, "", "Thiếu tá", "!ke-la")
	b.get("/quan-tri/nhat-ky?don-vi=99999").want(t, 404, "")

	row := regexp.MustCompile(`href="(/quan-tri/nhat-ky/\d+)"`).FindStringSubmatch(b.get("/quan-tri/nhat-ky?nhom=nguoi-dung").body)[1]
	b.get(row).want(t, 200, "", "Chờ niêm phong", "Điện thoại", "0912345678", "Mã yêu cầu", "05/02/2025")
	if _, err := audit.Seal(t.Context(), s.pool, s.clocks); err != nil {
		t.Fatal(err)
	}
	b.get(row).want(t, 200, "", "!Chờ niêm phong", "Niêm phong")
	b.get("/quan-tri/nhat-ky/99999").want(t, 404, "")

	err := pg.InTx(t.Context(), s.pool, func(tx pg.Tx) error {
		for range 60 {
			if err := audit.Record(t.Context(), tx, access.System("thử"), s.clocks.Moment(), audit.Entry{Action: "login.success", ObjectKind: "user", Path: "1.", Summary: "Dòng thử"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	first := b.get("/quan-tri/nhat-ky?q=dong+thu")
	first.want(t, 200, "", "Cũ hơn", "!Mới hơn")
	next := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(first.body)[1]
	second := b.get(next)
	second.want(t, 200, "", "Mới hơn", "!Cũ hơn")
	if n := strings.Count(second.body, "Dòng thử"); n != 10 {
		t.Errorf("%d rows on the second page", n)
	}
	back := regexp.MustCompile(`rel="prev" href="([^"]+)"`).FindStringSubmatch(second.body)[1]
	b.get(back).want(t, 200, "", "Cũ hơn", "!Mới hơn")
}

// Reading writes nothing: no page of the administration changes a row.
func TestReadingNeverWrites(t *testing.T) {
	s := newSite(t)
	b := s.login("quantri", password)
	state := func() string {
		text := ""
		for _, table := range []string{"app_user", "appointment", "session", "login_failure", "audit_entry", "once"} {
			rows, err := pg.Value[string](t.Context(), s.pool, `SELECT coalesce(string_agg(xmin::text || ctid::text, ' ' ORDER BY ctid), '') FROM `+table)
			if err != nil {
				t.Fatal(err)
			}
			text += table + " " + rows + "\n"
		}
		return text
	}
	before := state()
	for _, r := range (&UI{}).Routes() {
		if r.Method == "GET" {
			b.get(strings.NewReplacer("{id}", strconv.FormatInt(s.users["xa"], 10), "{appointment}", "2").Replace(r.Pattern))
		}
	}
	if after := state(); after != before {
		t.Errorf("reading changed rows:\n%s\nbefore:\n%s", after, before)
	}
}
