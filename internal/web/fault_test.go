package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/net/html"

	"thidua/internal/demo"
	"thidua/internal/identity"
	"thidua/internal/web/webtest"
)

// admin is a connection beside the house's database.
func admin(t *testing.T, h *house) *pgx.Conn {
	t.Helper()
	cfg, err := pgx.ParseConfig(h.DSN)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Database = "postgres"
	c, err := pgx.ConnectConfig(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(context.Background()) })
	return c
}

// lose takes the database away: nobody may connect, everybody is thrown out.
// back gives it again.
func lose(t *testing.T, h *house) (back func()) {
	t.Helper()
	c := admin(t, h)
	name := h.Pool.Config().ConnConfig.Database
	do := func(sql string, args ...any) {
		t.Helper()
		if _, err := c.Exec(context.Background(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(`ALTER DATABASE ` + pgx.Identifier{name}.Sanitize() + ` WITH ALLOW_CONNECTIONS false`)
	do(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, name)
	return func() {
		t.Helper()
		do(`ALTER DATABASE ` + pgx.Identifier{name}.Sanitize() + ` WITH ALLOW_CONNECTIONS true`)
	}
}

// resent is the form the page offers to send again.
func resent(t *testing.T, a webtest.Answer) (to string, form url.Values) {
	t.Helper()
	_, body, _ := strings.Cut(a.Body, `class="trouble"`)
	_, rest, ok := strings.Cut(body, `<form method="post" action="`)
	if !ok || !strings.Contains(rest, "Gửi lại nội dung đã nhập") {
		t.Fatalf("the page does not offer to send again: %s", a.Body)
	}
	part, _, _ := strings.Cut(rest, "</form>")
	to, part, _ = strings.Cut(part, `"`)
	form = url.Values{}
	doc, err := html.Parse(strings.NewReader("<form" + part))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "input" {
			var name, v string
			for _, x := range n.Attr {
				switch x.Key {
				case "name":
					name = x.Val
				case "value":
					v = x.Val
				}
			}
			form.Add(name, v)
		}
	}
	return html.UnescapeString(to), form
}

const away = "Tạm thời chưa kết nối được cơ sở dữ liệu"

// The database goes away and comes back: pages say so, what was typed is kept
// and can be sent again, scripts get JSON, sessions go on.
func TestDatabaseLostAndBack(t *testing.T) {
	h := start(t)
	xa := h.as(t, "xa")
	deed := samples["POST /guong/moi"].good(h, t)
	deed.form.Set("viec", `Giúp dân <b>"cấy lúa"</b>`+"\r\nhai ngày")
	before := value[int](h, `SELECT count(*)::int FROM good_deed`)
	back := lose(t, h)

	for _, at := range []string{"/", "/bao-cao", "/guong?q=a", "/don-vi/1", "/dang-nhap"} {
		a := xa.Get(at).Look(t, at).Want(t, http.StatusServiceUnavailable, away, "Mã yêu cầu", "thử lại sau ít phút").Lacks(t, "Gửi lại nội dung")
		if !strings.Contains(a.Body, a.Header.Get("X-Request-Id")) {
			t.Errorf("%s: the page does not tell its request's id", at)
		}
	}
	kept := xa.Post("/guong/moi", deed.form).Look(t, "POST").Want(t, http.StatusServiceUnavailable, away)
	to, form := resent(t, kept)
	if to != "/guong/moi" || form.Encode() != normal(deed.form).Encode() {
		t.Errorf("to be sent again to %s: %v, typed was %v", to, form, deed.form)
	}
	xa.JSON("/bao-cao/1/o", `{"actor":1,"cells":[]}`).Look(t, "JSON").Want(t, http.StatusServiceUnavailable, `"message":"Cơ sở dữ liệu đang tạm ngừng kết nối`, `"request":"`)

	secret := "Đồng Nai 1998 sông"
	for at, form := range map[string]url.Values{
		"/dang-nhap": {"ten-dang-nhap": {"huyen"}, "mat-khau": {secret}},
		"/mat-khau":  {identity.FieldCurrent: {demo.Password}, identity.FieldNew: {secret}, identity.FieldAgain: {secret}},
	} {
		for _, c := range []*webtest.Client{xa, h.Nobody(t)} {
			if a := c.Post(at, form).Look(t, at); a.Status != http.StatusServiceUnavailable && a.Status != http.StatusUnauthorized {
				t.Errorf("%s: %d", at, a.Status)
			} else {
				a.Lacks(t, secret, html.EscapeString(secret), demo.Password, "Gửi lại nội dung")
			}
		}
	}
	h.Nobody(t).Get("/healthz").Want(t, http.StatusOK)
	h.Nobody(t).Get("/readyz").Look(t, "/readyz").Want(t, http.StatusServiceUnavailable)

	back()
	h.Nobody(t).Get("/readyz").Want(t, http.StatusOK)
	xa.Get("/bao-cao").Look(t, "back").Want(t, http.StatusOK)
	xa.Post(to, form).Look(t, "sent again").Want(t, http.StatusSeeOther)
	xa.Post(to, form).Want(t, http.StatusSeeOther)
	if n := value[int](h, `SELECT count(*)::int FROM good_deed`) - before; n != 1 {
		t.Errorf("%d deeds were written", n)
	}
	if got := value[string](h, `SELECT what FROM good_deed ORDER BY id DESC LIMIT 1`); got != "Giúp dân <b>\"cấy lúa\"</b>\nhai ngày" {
		t.Errorf("stored is %q", got)
	}
}

// normal is a form as a page carries it: browsers read \r\n as \n.
func normal(form url.Values) url.Values {
	out := url.Values{}
	for k, list := range form {
		for _, v := range list {
			out.Add(k, strings.ReplaceAll(v, "\r\n", "\n"))
		}
	}
	return out
}

// The connection breaks while a request stands inside its transaction: nothing
// of it is stored, and sending it again does it.
func TestDatabaseLostMidRequest(t *testing.T) {
	h := start(t)
	id := h.ReportOf(t, kinhDinh, 3)
	good := samples["POST /bao-cao/{id}"].good(h, t)
	at := path("/bao-cao/{id}", good.parts)
	xa := h.as(t, "xa")
	changes := func() int { return value[int](h, `SELECT count(*)::int FROM cell_change WHERE report_id = $1`, id) }
	before := changes()

	holder, err := h.Pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = holder.Rollback(context.Background()) }()
	if _, err := holder.Exec(t.Context(), `SELECT id FROM report WHERE id = $1 FOR UPDATE`, id); err != nil {
		t.Fatal(err)
	}
	type result struct {
		answer webtest.Answer
		err    error
	}
	done := make(chan result, 1)
	go func() {
		a, err := xa.Try(at, good.form)
		done <- result{a, err}
	}()
	watch := admin(t, h)
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		var waits bool
		if err := watch.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock')`, h.Pool.Config().ConnConfig.Database).Scan(&waits); err != nil {
			t.Fatal(err)
		}
		if waits {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the request never waited for the row")
		}
	}
	back := lose(t, h)
	got := <-done
	if got.err != nil {
		t.Fatal(got.err)
	}
	got.answer.Look(t, "mid-request").Want(t, http.StatusServiceUnavailable, away)
	to, form := resent(t, got.answer)
	back()
	h.Pool.Reset() // the connections that were lost while nobody used them
	if n := changes(); n != before {
		t.Errorf("%d cells were written by the request that broke", n-before)
	}
	xa.Post(to, form).Look(t, "sent again").Want(t, http.StatusSeeOther)
	if n := changes(); n <= before {
		t.Error("sending it again wrote nothing")
	}
}

// A program error is a page with an id, never a stack; what was typed is kept.
func TestPanicIsAPage(t *testing.T) {
	h := start(t)
	broken := *h.Server
	broken.Reports, broken.Registers = nil, nil
	s := httptest.NewServer(broken.Handler())
	defer s.Close()
	house := *h.Site
	house.URL = s.URL
	xa := house.As(t, "xa")
	a := xa.Get("/bao-cao").Look(t, "GET").Want(t, http.StatusInternalServerError, "Hệ thống gặp sự cố", "Mã yêu cầu", "Công an phường Kinh Dinh")
	if !strings.Contains(a.Body, a.Header.Get("X-Request-Id")) {
		t.Error("the page does not tell its request's id")
	}
	kept := xa.Post("/guong/moi", samples["POST /guong/moi"].good(h, t).form).Look(t, "POST").Want(t, http.StatusInternalServerError, "chưa được lưu")
	if to, form := resent(t, kept); to != "/guong/moi" || !strings.HasPrefix(form.Get("viec"), "Dập tắt") {
		t.Errorf("to be sent again to %s: %v", to, form)
	}
	xa.JSON("/bao-cao/1/o", `{"actor":`+h.user("xa")["id"]+`,"cells":[]}`).Look(t, "JSON").Want(t, http.StatusInternalServerError, `"request":"`)
	xa.Get("/don-vi").Want(t, http.StatusOK)
}

// A form that no longer fits what is stored shows what was written in it.
func TestTypedIsKeptWhereTheRowChanged(t *testing.T) {
	h := start(t)
	at := usersURL + "/" + h.user("xa-22741")["id"] + "/sua"
	h.as(t, "quantri").Post(at, url.Values{"version": {"99"}, identity.FieldName: {"Nguyễn Thị Mới Sửa"}, identity.FieldTitle: {"Đại úy"}}).
		Look(t, "stale").Want(t, http.StatusConflict, "Nội dung bạn vừa nhập", "Nguyễn Thị Mới Sửa")
}

// An expired session: the form says so, keeps what was typed, and after a new
// login in another tab the same browser sends it.
func TestSessionOverMidForm(t *testing.T) {
	h := start(t)
	xa := h.as(t, "xa")
	deed := samples["POST /guong/moi"].good(h, t)
	if _, err := h.Pool.Exec(t.Context(), `DELETE FROM session`); err != nil {
		t.Fatal(err)
	}
	to, form := resent(t, xa.Post("/guong/moi", deed.form).Look(t, "over").Want(t, http.StatusUnauthorized, "Phiên làm việc đã hết hạn"))
	xa.Get("/guong").Want(t, http.StatusSeeOther)
	xa.Post("/dang-nhap", url.Values{"ten-dang-nhap": {"xa"}, "mat-khau": {demo.Password}}).Want(t, http.StatusSeeOther)
	xa.Post(to, form).Want(t, http.StatusSeeOther)
}
