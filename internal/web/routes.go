package web

import (
	"slices"
	"strings"

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

// place is an entry of the menu, or the name of a group of them.
type place struct {
	action access.Action
	label  string
	url    string
	group  []place
}

// menu is the navigation: who may do the action sees the entry.
var menu = []place{
	{label: "Báo cáo", group: []place{
		{access.ReportRead, "Báo cáo tháng", "/bao-cao", nil},
		{access.SummaryRead, "Báo cáo đợt", "/bao-cao-dot", nil},
	}},
	{access.ScoreRead, "Bảng kết quả", "/bang-ket-qua", nil},
	{label: "Sổ theo dõi", group: []place{
		{access.UnitRead, "Đơn vị, Tổ", "/don-vi", nil},
		{access.DiaryRead, "Sổ phát sinh", "/so-phat-sinh", nil},
		{access.DeedRead, "Gương người tốt, việc tốt", "/guong", nil},
		{access.DeedRead, "Mô hình", "/mo-hinh", nil},
		{access.QuestionRead, "Khó khăn, vướng mắc", "/vuong-mac", nil},
	}},
	{label: "Khen thưởng", group: []place{
		{access.AwardRead, "Hồ sơ khen thưởng", "/khen-thuong/ho-so", nil},
		{access.AwardRead, "Xét điều kiện", "/khen-thuong/xet", nil},
		{access.CouncilRead, "Họp Hội đồng", "/khen-thuong/hop", nil},
		{access.AwardRead, "Quyết định", "/khen-thuong/quyet-dinh", nil},
		{access.AwardRead, "Kết quả", "/khen-thuong/ket-qua", nil},
		{access.AwardRead, "Khen thưởng đã tặng", "/khen-thuong/chung-nhan", nil},
		{access.HistoryRead, "Lịch sử khen thưởng", "/khen-thuong/lich-su", nil},
		{access.HistoryRead, "Thống kê khen thưởng", "/khen-thuong/thong-ke", nil},
		{access.GuideRead, "Hướng dẫn tiêu chí", "/khen-thuong/tieu-chi", nil},
		{access.CaseRead, "Vụ việc chưa xét", "/khen-thuong/vu-viec", nil},
		{access.SignerWrite, "Người ký", "/khen-thuong/nguoi-ky", nil},
		{access.AwardPrint, "Mẫu in", "/khen-thuong/mau-in", nil},
		{access.AwardSet, "Cài đặt khen thưởng", "/khen-thuong/cai-dat", nil},
	}},
	{label: "Kế hoạch", group: []place{
		{access.PlanRead, "Kế hoạch", "/ke-hoach", nil},
		{access.TargetRead, "Chỉ tiêu giao", "/giao-chi-tieu", nil},
		{access.LaunchRead, "Phát động", "/phat-dong", nil},
	}},
	{access.UserManage, "Người dùng", "/quan-tri/nguoi-dung", nil},
	{access.AuditRead, "Nhật ký", "/quan-tri/nhat-ky", nil},
}

// root is an address's first part: a group is marked on pages below it that no
// entry leads to.
func root(url string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(url, "/"), "/")
	return first
}

// Nav is the menu of an actor; the entry of the current page is marked, and
// its group. A group of which one entry is left is that entry.
func Nav(a access.Actor, current string) []ui.Entry {
	var out []ui.Entry
	if !a.Zero() && a.Role != "" {
		out = append(out, ui.Entry{Link: ui.Link{Label: "Việc cần làm", URL: "/", Current: current == "/"}})
	}
	for _, m := range menu {
		if m.group == nil {
			m.group = []place{m}
		}
		e := ui.Entry{Link: ui.Link{Label: m.label}}
		for _, p := range m.group {
			if a.May(p.action) {
				here := current == p.url || strings.HasPrefix(current, p.url+"/")
				e.Sub, e.Current = append(e.Sub, ui.Link{Label: p.label, URL: p.url, Current: here}), e.Current || here || m.label != "" && root(current) == root(p.url)
			}
		}
		switch len(e.Sub) {
		case 0:
		case 1:
			out = append(out, ui.Entry{Link: e.Sub[0]})
		default:
			out = append(out, e)
		}
	}
	return out
}
