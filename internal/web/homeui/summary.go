package homeui

import (
	"fmt"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/web/page"
	"thidua/templates/homeview"
	"thidua/templates/ui"
)

// desk adds what phase reports, nudges, corrections and questions ask of the
// actor's office. What somebody urges comes first, then reports that are due.
func (u *UI) desk(c *page.Context, w report.World, h *home) error {
	d, err := u.Summaries.Desk(c.Ctx(), u.Pool, c.Actor)
	if err != nil {
		return err
	}
	var first []homeview.Task
	for _, n := range d.Nudges {
		if t, ok := h.nudged(c, w, d, n); ok {
			first = append(first, t)
		}
	}
	for i := range d.Own {
		if t, ok := h.own(c, w, &d.Own[i], d.Reasons[d.Own[i].ID]); ok {
			first = append(first, t)
		}
	}
	reviews := c.Actor.May(access.SummaryReview)
	for _, ph := range w.Plan.Phases {
		cockpit := "/bao-cao-dot/" + ph.Code
		if n := d.ToReview[ph.ID]; n > 0 && reviews {
			first = append(first, homeview.Task{Title: fmt.Sprintf("Tiếp nhận %d báo cáo kết quả %s", n, ph.Name), Text: "Đơn vị đã gửi, đang chờ tiếp nhận.", Tag: ui.Tag{Kind: "submitted", Text: "Chờ tiếp nhận"},
				Act: ui.Link{Label: "Xem và quyết định", URL: cockpit + "?trang-thai=cho-tiep-nhan"}})
		}
		if n := d.ToSupply[ph.ID]; n > 0 && reviews {
			first = append(first, homeview.Task{Title: fmt.Sprintf("Tiếp nhận %d báo cáo bổ sung %s", n, ph.Name), Tag: ui.Tag{Kind: "submitted", Text: "Có bổ sung"},
				Act: ui.Link{Label: "Xem và quyết định", URL: cockpit + "?trang-thai=cho-tiep-nhan"}})
		}
	}
	h.home.Todo = append(first, h.home.Todo...)
	corrections(c, h, d.Fixes)
	if d.Questions > 0 && c.Actor.May(access.QuestionAnswer) {
		h.home.Todo = append(h.home.Todo, homeview.Task{Title: fmt.Sprintf("Trả lời %d vướng mắc", d.Questions), Text: "Vướng mắc chưa trả lời được đưa vào báo cáo đợt.",
			Act: ui.Link{Label: "Xem và trả lời", URL: "/vuong-mac?trang-thai=cho-tra-loi"}})
	}
	return nil
}

// own is a phase report the office has to write; nothing before it opens and
// once it is sent.
func (h *home) own(c *page.Context, w report.World, r *summary.Report, reason string) (homeview.Task, bool) {
	ph, _ := w.Plan.Phase(r.PhaseID)
	if !c.Actor.May(access.SummaryWrite) || !r.State.Editable() || h.today <= ph.End {
		return homeview.Task{}, false
	}
	url := page.SummaryURL(int64(r.ID))
	if u, _ := w.Tree.Unit(org.UnitID(r.UnitID)); u.Level == org.Province {
		return homeview.Task{Title: "Tổng hợp báo cáo kết quả " + ph.Name + " của tỉnh", Text: "Theo dõi đơn vị gửi báo cáo, tiếp nhận rồi tổng hợp.", Act: ui.Link{Label: "Theo dõi", URL: "/bao-cao-dot/" + ph.Code}}, true
	}
	if r.State == summary.Returned {
		return homeview.Task{Title: "Sửa báo cáo kết quả " + ph.Name + " bị trả lại", Text: reason, Tag: ui.Tag{Kind: "returned", Text: r.State.Words()}, Act: ui.Link{Label: "Sửa và gửi lại", URL: url}}, true
	}
	due, late := report.DueWords(r.LastOnTime(), h.today)
	return homeview.Task{Title: "Lập và gửi báo cáo kết quả " + ph.Name, Text: "Số liệu đã duyệt được tổng hợp sẵn. Gửi trước ngày " + r.DueBefore.String() + ".", Due: "Hạn: " + due, Late: late,
		Act: ui.Link{Label: "Soạn báo cáo", URL: url}}, true
}

// nudged shows a nudge until what it asks for is done: the report sent, or the
// phase's months handed in.
func (h *home) nudged(c *page.Context, w report.World, d *summary.Desk, n summary.Nudging) (homeview.Task, bool) {
	t := homeview.Task{Title: nudger(w, n.Unit) + " đôn đốc", Text: n.Words, Tag: ui.Tag{Kind: "late", Text: "Đôn đốc " + n.On.String()}}
	if c.Actor.May(access.SummaryWrite) {
		for i := range d.Own {
			if r := &d.Own[i]; r.PhaseID == n.PhaseID && r.State.Editable() {
				t.Act = ui.Link{Label: "Soạn báo cáo", URL: page.SummaryURL(int64(r.ID))}
				return t, true
			}
		}
		return t, false
	}
	for i := range h.lines {
		p, _ := w.Plan.Period(h.lines[i].PeriodID)
		if p.PhaseID == n.PhaseID && p.Ended(h.today) && h.lines[i].State.Editable() {
			t.Act = ui.Link{Label: "Nhập và gửi", URL: page.ReportURL(int64(h.lines[i].ID))}
			return t, true
		}
	}
	return t, false
}

// nudger is who urged.
func nudger(w report.World, unit org.UnitID) string {
	name := w.Tree.Name(unit, w.Day).Full()
	if u, _ := w.Tree.Unit(unit); u.Level == org.Province {
		return "Công an " + name
	}
	return "UBND " + name
}
