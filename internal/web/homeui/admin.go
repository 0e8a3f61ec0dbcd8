package homeui

import (
	"fmt"
	"strconv"

	"thidua/internal/identity"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/homeview"
	"thidua/templates/ui"
)

// admin begins with the accounts that need a hand; never with figures.
func (u *UI) admin(c *page.Context) error {
	n, err := identity.Overview(c.Ctx(), u.Pool, c.Now)
	if err != nil {
		return err
	}
	h := homeview.Home{Head: ui.Head{Kicker: "Quản trị hệ thống · " + c.Now.Today.String(), Title: "Việc cần làm"}}
	add := func(count int, title, text, label, url string) {
		if count > 0 {
			h.Todo = append(h.Todo, homeview.Task{Title: fmt.Sprintf(title, count), Text: text, Act: ui.Link{Label: label, URL: url}})
		}
	}
	add(n.NoRole, "%d tài khoản chưa có vai trò", "Người dùng đăng nhập được nhưng chưa làm được việc gì.", "Giao vai trò", "/quan-tri/nguoi-dung?trang-thai=unplaced")
	add(n.MustChange, "%d tài khoản chưa đổi mật khẩu ban đầu", "Nhắc người dùng đăng nhập và đổi mật khẩu.", "Xem", "/quan-tri/nguoi-dung?trang-thai=initial")
	h.Stats = []homeview.Stat{
		{Label: "Tài khoản đang dùng", Value: vi.Int(int64(n.Active)), URL: "/quan-tri/nguoi-dung"},
		{Label: "Đã ngừng", Value: strconv.Itoa(n.Disabled), URL: "/quan-tri/nguoi-dung?trang-thai=disabled"},
		{Label: "Phiên đang mở", Value: strconv.Itoa(n.Sessions), URL: "/quan-tri/nguoi-dung"},
		{Label: "Đăng nhập sai trong giờ qua", Value: strconv.Itoa(n.Failures), URL: "/quan-tri/nhat-ky?viec=login", Late: n.Failures > 0},
	}
	for i := range h.Todo {
		h.Todo[i].First = i == 0
	}
	return c.Render(page.View{Title: "Việc cần làm"}, homeview.Page(h))
}
