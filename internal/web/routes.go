package web

import (
	"slices"

	"thidua/internal/access"
	"thidua/internal/web/page"
	"thidua/templates/ui"
)

// Routes is THE route list: each screen family's part, in the order of the
// menu. Nothing is served that is not in it.
func (s *Server) Routes() []page.Route {
	return slices.Concat(
		s.families()...,
	)
}

// menu is the navigation: who may do the action sees the entry.
var menu = []struct {
	action access.Action
	label  string
	url    string
}{
	{access.ReportRead, "Báo cáo tháng", "/bao-cao"},
	{access.SummaryRead, "Báo cáo đợt", "/bao-cao-dot"},
	{access.ScoreRead, "Bảng kết quả", "/bang-ket-qua"},
	{access.UnitRead, "Đơn vị, Tổ", "/don-vi"},
	{access.DeedRead, "Gương, mô hình", "/guong"},
	{access.PlanRead, "Kế hoạch", "/ke-hoach"},
	{access.DiaryRead, "Sổ phát sinh", "/so-phat-sinh"},
	{access.QuestionRead, "Vướng mắc", "/vuong-mac"},
	{access.UserManage, "Người dùng", "/quan-tri/nguoi-dung"},
	{access.AuditRead, "Nhật ký", "/quan-tri/nhat-ky"},
}

// Nav is the menu of an actor; the entry of the current page is marked.
func Nav(a access.Actor, current string) []ui.Link {
	var out []ui.Link
	if !a.Zero() && a.Role != "" {
		out = append(out, ui.Link{Label: "Việc cần làm", URL: "/", Current: current == "/"})
	}
	for _, m := range menu {
		if a.May(m.action) {
			out = append(out, ui.Link{Label: m.label, URL: m.url, Current: current == m.url || len(current) > len(m.url) && current[:len(m.url)+1] == m.url+"/"})
		}
	}
	return out
}
