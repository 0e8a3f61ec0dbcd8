package reportui

import (
	"fmt"
	"net/http"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// Show is a report's page: the grid to fill for its holder, to review for its
// reviewer, to read for everyone above.
func (u *UI) Show(c *page.Context) error {
	w, g, err := u.load(c)
	if err != nil {
		return err
	}
	if c.Wants() != "" {
		return c.Export(newBuilder(c, w, g).sheetFile())
	}
	return u.render(c, w, g, typed{}, nil, http.StatusOK)
}

func (u *UI) render(c *page.Context, w report.World, g *report.Grid, t typed, errs []ui.Error, status int) error {
	b := newBuilder(c, w, g)
	b.typed = t
	m := b.model()
	m.Errors = errs
	v := page.View{Title: m.Head.Title + " – " + m.Head.Crumbs[len(m.Head.Crumbs)-2].Label, Status: status}
	if b.edit {
		v.Scripts = []string{"js/grid.js"}
	}
	return c.Render(v, reportview.GridPage(m))
}

func (b *builder) model() reportview.Grid {
	r := &b.g.Report
	id := strconv.FormatInt(int64(r.ID), 10)
	m := reportview.Grid{ID: id, URL: page.ReportURL(int64(r.ID)), Actor: strconv.FormatInt(b.c.Actor.UserID, 10), Edit: b.edit,
		PrintURL: page.ReportURL(int64(r.ID)) + "/in", BlankURL: page.ReportURL(int64(r.ID)) + "/in?mau=trong", HistURL: page.ReportURL(int64(r.ID)) + "/lich-su"}
	phase, _ := b.w.Plan.Phase(b.g.Period.PhaseID)
	m.Head = ui.Head{Crumbs: b.crumbs(), Kicker: "Báo cáo tháng · " + phase.Name, Title: b.g.Period.Label, Tag: ui.Tag{Kind: string(r.State), Text: r.State.Words()}}
	if m.Head.Export = b.c.Exports(); b.edit {
		m.Head.Export.In = page.ReportURL(int64(r.ID)) + "/nhap-excel"
	}
	m.Sheets = b.sheets()
	m.Base = b.base.String()
	m.Keep = headOf(b.g.Rules).keep
	m.Texts = b.texts()
	m.Gaps = b.gaps()
	m.Stamps = b.stamps()
	m.Defs = headOf(b.g.Rules).defs
	m.Banner = b.banner()
	m.Fixes = b.fixRows()
	m.Diary, m.Seen = b.diaryNote()
	b.state(&m)
	if b.typed.saved != "" {
		m.Notices = append(m.Notices, reportview.Notice{Kind: "good", Text: b.typed.saved})
	}
	return m
}

func (b *builder) crumbs() []ui.Link {
	r := &b.g.Report
	links := []ui.Link{{Label: "Báo cáo tháng", URL: "/bao-cao"}}
	if b.c.Actor.UnitID != r.CommuneID {
		if d := b.w.Tree.Ancestor(org.UnitID(r.CommuneID), org.District, b.g.Period.End); d != 0 {
			links = append(links, ui.Link{Label: vi.UpperFirst(b.w.Tree.Name(d, b.g.Period.End).Full()), URL: "/bao-cao?don-vi=" + strconv.FormatInt(int64(d), 10) + "&ky=" + strconv.Itoa(b.g.Period.Ordinal+1)})
		}
	}
	return append(links, ui.Link{Label: vi.UpperFirst(b.w.Tree.Name(org.UnitID(r.CommuneID), b.g.Period.End).Full()), URL: page.UnitURL(r.CommuneID)},
		ui.Link{Label: b.g.Period.Label})
}

// state fills what depends on where the report stands and who looks.
func (b *builder) state(m *reportview.Grid) {
	r, today := &b.g.Report, b.c.Now.Today
	holder := b.c.Actor.Can(access.ReportEnter, r.HolderPlace())
	reviewer := b.reviewer()
	if r.State.Editable() && (holder || r.State == report.Returned) {
		m.DueLabel = "Hạn gửi"
		m.Due, m.Late = report.DueWords(b.g.Period.Due, today)
		if r.FirstSubmittedOn != nil {
			m.DueLabel, m.Late = "Đã gửi lần đầu", false
			m.Due = r.FirstSubmittedOn.String()
		}
	}
	if holder && !b.edit && !r.State.Final() {
		m.Notices = append(m.Notices, reportview.Notice{Kind: "info", Text: r.Closed(b.g.Period, today)})
	}
	if holder && r.State == report.Frozen {
		m.Notices = append(m.Notices, reportview.Notice{Kind: "info", Text: "Số liệu đã chốt cùng báo cáo đợt. Có sai sót thì bấm vào ô để đề nghị đính chính, Công an tỉnh (PX03) quyết định."})
	}
	if fixed := b.fixedAfter(); fixed != "" {
		m.Notices = append(m.Notices, reportview.Notice{Kind: "info", Strong: "Đã sửa sau khi chốt:", Text: fixed + ". Ô được sửa có dấu “đc” và số đính chính; báo cáo đợt đã chốt giữ số cũ."})
	}
	if holder && r.State == report.Accepted {
		m.Notices = append(m.Notices, reportview.Notice{Kind: "info", Text: "Báo cáo đã duyệt, số liệu chỉ thay đổi bằng đính chính: bấm vào ô cần sửa để đề nghị."})
	}
	if r.ExtendedUntil != nil && r.State == report.Draft {
		m.Notices = append(m.Notices, reportview.Notice{Kind: "info", Strong: "Được gia hạn", Text: "đến hết ngày " + r.ExtendedUntil.String() + "."})
	}
	if b.g.Return != nil && r.State == report.Returned {
		m.Return = b.returned()
	}
	m.Can.Recall = holder && r.State == report.Submitted
	m.Can.Extend = r.State == report.Draft && today > r.LastDay(b.g.Period) && b.c.Actor.Can(access.ReportExtend, r.Place())
	if reviewer && (r.State == report.Submitted || r.State == report.InReview) {
		m.Can.Take, m.Can.Decide = r.State == report.Submitted, r.State == report.InReview
		m.Review = &reportview.Review{Submission: strconv.Itoa(r.SubmissionNo), Taken: m.Can.Decide, Changed: b.changedWords(), Quality: b.quality(),
			Reason: ui.Field{Name: "ly-do", Label: "Lý do trả lại", Kind: "textarea", Required: true, Max: report.MaxReason,
				Value: b.typed.values["ly-do"], Error: b.typed.words["ly-do"], Hint: "Nói rõ ô nào cần kiểm tra lại và vì sao. Công an xã đọc nguyên văn."}}
		if m.Can.Take {
			m.Notices = append(m.Notices, reportview.Notice{Kind: "info", Text: "Bấm “Nhận xem” để bắt đầu duyệt; từ lúc đó Công an xã không rút lại được nữa."})
		}
		m.Next = ui.Link{Label: "Danh sách chờ duyệt", URL: "/bao-cao?trang-thai=cho-duyet&ky=" + strconv.Itoa(b.g.Period.Ordinal+1)}
	}
}

func (b *builder) returned() *reportview.Return {
	ret := &reportview.Return{Reason: b.g.Return.Reason, By: b.g.Return.By + ", " + vi.DayTime(b.g.Return.At)}
	for _, c := range b.g.Return.Cells {
		label := fmt.Sprintf("%s – %s: %s", b.rowName(c.Cell.Row), b.g.Rules.Measure(c.Cell.Slot).Short, orEmpty(c.Old.Text()))
		ret.Cells = append(ret.Cells, ui.Link{Label: label, URL: "#f-" + cellName(c.Cell.Row, c.Cell.Slot)})
	}
	return ret
}

func orEmpty(s string) string {
	if s == "" {
		return "trống"
	}
	return s
}

func (b *builder) rowName(row int64) string {
	if row == report.Whole {
		return b.wholeName()
	}
	return vi.UpperFirst(b.w.Tree.Name(org.UnitID(row), b.g.Period.End).Short())
}

// changedWords says how many returned cells came back with another value.
func (b *builder) changedWords() string {
	if b.g.Return == nil || b.g.Report.SubmissionNo < 2 {
		return ""
	}
	if len(b.g.Return.Cells) == 0 {
		return "Báo cáo đã được gửi lại sau khi trả lại toàn bộ: " + b.g.Return.Reason
	}
	n := 0
	for _, c := range b.g.Return.Cells {
		if b.g.Value(c.Cell).N != c.Old.N {
			n++
		}
	}
	return fmt.Sprintf("Đã trả lại %d ô, %d ô thay đổi so với lần gửi trước (đánh dấu trong bảng). Lý do trả lại: %s", len(b.g.Return.Cells), n, b.g.Return.Reason)
}

// quality is what a reviewer may want to look at; the officer never sees it
// as a warning.
func (b *builder) quality() []string {
	var out []string
	unusual, empty := 0, 0
	for _, row := range b.g.RowIDs() {
		for _, m := range b.g.Rules.Measures {
			at := report.Cell{Row: row, Slot: m.Slot}
			if !b.g.Rules.Expects(m.Slot, row == report.Whole) {
				continue
			}
			if b.g.Unusual(at) {
				unusual++
			}
			if !b.g.Value(at).Known() {
				empty++
			}
		}
	}
	if empty > 0 {
		out = append(out, fmt.Sprintf("%d ô trống có nêu lý do: chưa tính được đủ chỉ tiêu liên quan.", empty))
	}
	if unusual > 0 {
		out = append(out, fmt.Sprintf("%d ô cao hơn hẳn các kỳ trước, tô vàng trong bảng.", unusual))
	}
	if n := len(b.g.Differences()); n > 0 {
		out = append(out, fmt.Sprintf("%d ô khác với sổ phát sinh của đơn vị.", n))
	}
	return out
}

func (b *builder) texts() []reportview.Text {
	var out []reportview.Text
	for _, t := range b.g.Rules.Def.Texts {
		name := "text." + t.Code
		stored := b.g.Texts[t.Code]
		value := stored
		if v, ok := b.typed.values[name]; ok {
			value = v
		}
		out = append(out, reportview.Text{Code: t.Code, Base: stored, Field: ui.Field{Name: name, Label: t.Name, Hint: t.Hint, Kind: "textarea", Rows: 4,
			Value: value, Error: b.typed.words[name], Max: report.MaxText}})
	}
	return out
}

func (b *builder) stamps() []string {
	r, n := &b.g.Report, b.g.Names
	var out []string
	reviewer := vi.UpperFirst(b.w.Tree.Name(org.UnitID(r.ReviewerID), b.c.Now.Today).Full())
	out = append(out, "Đơn vị nhập: Công an "+b.w.Tree.Name(org.UnitID(r.HolderID), b.g.Period.End).Full()+". Đơn vị duyệt: "+reviewer+".")
	if r.SubmittedAt != nil {
		out = append(out, fmt.Sprintf("Gửi lần %d: %s, %s.", r.SubmissionNo, n.SubmittedBy, vi.DayTime(*r.SubmittedAt)))
	}
	if r.TakenAt != nil {
		out = append(out, "Nhận xem: "+n.TakenBy+", "+vi.DayTime(*r.TakenAt)+".")
	}
	if r.DecidedAt != nil && r.State.Final() {
		out = append(out, "Duyệt: "+n.DecidedBy+", "+vi.DayTime(*r.DecidedAt)+".")
	}
	if onTime, sent := r.OnTime(b.g.Period); sent {
		if onTime {
			out = append(out, "Lần gửi đầu đúng hạn.")
		} else {
			out = append(out, "Lần gửi đầu quá hạn ("+r.FirstSubmittedOn.String()+", hạn "+b.g.Period.Due.String()+").")
		}
	}
	return out
}
