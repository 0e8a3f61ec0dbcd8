package page

import (
	"log/slog"
	"net/http"
	"net/url"
	"sort"
	"strings"

	"thidua/internal/fault"
	"thidua/internal/pg"
	"thidua/internal/vi"
	"thidua/templates/ui"
)

var troubleTitles = map[fault.Kind]string{
	fault.Internal:        "Hệ thống gặp sự cố",
	fault.Invalid:         "Nội dung gửi lên chưa đúng",
	fault.Unauthenticated: "Phiên làm việc đã hết hạn",
	fault.Forbidden:       "Bạn không có quyền xem trang này",
	fault.NotFound:        "Không tìm thấy trang",
	fault.Stale:           "Nội dung vừa được người khác thay đổi",
	fault.TooLarge:        "Nội dung gửi lên quá lớn",
	fault.TooMany:         "Có quá nhiều yêu cầu",
	fault.Unavailable:     "Tạm thời chưa kết nối được cơ sở dữ liệu",
}

// Fail is the one error funnel. Internal errors are logged once with the
// request id and shown without their text.
func (c *Context) Fail(err error) {
	err = pg.Map(err)
	e, ok := fault.Of(err)
	if !ok {
		e = fault.Wrap(fault.Internal, "Có lỗi ngoài dự kiến. Nội dung vừa gửi chưa được lưu. Hãy thử lại; nếu vẫn lỗi, báo quản trị hệ thống kèm mã yêu cầu.", err)
	}
	if e.Kind == fault.Internal || e.Kind == fault.Unavailable {
		slog.Error("request failed", "request", c.RequestID, "method", c.R.Method, "path", c.R.URL.Path, "error", err)
	}
	if c.wantsJSON() {
		body := map[string]any{"message": e.Message, "request": c.RequestID, "kind": int(e.Kind)}
		_ = c.Answer(e.Kind.Status(), body)
		return
	}
	if e.Kind == fault.Unauthenticated && (c.R.Method == http.MethodGet || c.R.Method == http.MethodHead) {
		back := c.R.URL.RequestURI()
		target := "/dang-nhap"
		if back != "/" {
			target += "?ve=" + url.QueryEscape(back)
		}
		http.Redirect(c.W, c.R, target, http.StatusSeeOther)
		return
	}
	t := ui.Trouble{Status: e.Kind.Status(), Title: troubleTitles[e.Kind], Message: e.Message, RequestID: c.RequestID,
		Back: ui.Link{Label: "Về trang đầu", URL: "/"}, Todo: todo(e)}
	switch e.Kind {
	case fault.Unauthenticated, fault.Unavailable, fault.Internal, fault.TooMany:
		t.Resend = c.resend()
	case fault.Stale:
		t.Typed = c.typed()
	}
	if e.Kind == fault.Unauthenticated {
		t.Back = ui.Link{Label: "Đăng nhập (mở ở thẻ khác để giữ trang này)", URL: "/dang-nhap"}
	}
	v := View{Title: t.Title, Status: t.Status}
	if c.Actor.Zero() {
		err = c.Door(v, ui.TroublePage(t))
	} else {
		err = c.Render(v, ui.TroublePage(t))
	}
	if err != nil {
		slog.Error("error page failed", "request", c.RequestID, "error", err)
		http.Error(c.W, t.Title+" ("+c.RequestID+")", t.Status)
	}
}

func todo(e *fault.Error) []string {
	var list []string
	for _, f := range e.Fields {
		list = append(list, f.Message)
	}
	return list
}

// resend keeps what was typed when it could not be taken: the page offers to
// send it again once the session or the database is back. Passwords are never
// kept.
func (c *Context) resend() *ui.Resend {
	if c.R.Method != http.MethodPost {
		return nil
	}
	if _, err := c.Form(); err != nil {
		return nil
	}
	r := &ui.Resend{URL: c.R.URL.RequestURI()}
	names := make([]string, 0, len(c.R.PostForm))
	for name := range c.R.PostForm {
		if strings.Contains(name, "mat-khau") {
			return nil
		}
		names = append(names, name)
	}
	sort.Strings(names)
	for _, n := range names {
		for _, v := range c.R.PostForm[n] {
			r.Fields = append(r.Fields, ui.Kept{Name: n, Value: v})
		}
	}
	return r
}

// typed is what a person wrote in a form that no longer fits what is stored:
// sending it again would be refused again, so it is shown to be copied. Ids,
// versions and figures are not texts.
func (c *Context) typed() []string {
	r := c.resend()
	if r == nil {
		return nil
	}
	var list []string
	for _, f := range r.Fields {
		if text := vi.Clean(f.Value); strings.Contains(text, " ") && !strings.HasPrefix(f.Name, "base") {
			list = append(list, text)
		}
	}
	return list
}

func (c *Context) wantsJSON() bool {
	return strings.Contains(c.R.Header.Get("Accept"), "application/json")
}
