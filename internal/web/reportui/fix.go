package reportui

import (
	"fmt"
	"net/http"
	"strings"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// fixForm is what was typed into the form of a cell's correction.
type fixForm struct {
	key, value, reason string
	errs               []ui.Error
	typed              bool
}

// fix is the part of a cell's page about its corrections: those there were,
// and the holder's form where one may be proposed.
func (b *builder) fix(at report.Cell, t fixForm) *reportview.Fix {
	out := &reportview.Fix{}
	waiting := false
	for i := range b.g.Fixes {
		if x := &b.g.Fixes[i]; x.Cell == at {
			out.Rows = append(out.Rows, b.fixRow(x))
			waiting = waiting || x.State == report.Proposed
		}
	}
	r := &b.g.Report
	holder := b.c.Actor.Can(access.ReportEnter, r.HolderPlace())
	m := b.g.Rules.Measure(at.Slot)
	switch {
	case !holder || !r.State.Final():
		if len(out.Rows) == 0 {
			return nil
		}
	case waiting:
		out.Text = "Đề nghị đang chờ đơn vị duyệt. Mỗi ô chỉ có một đề nghị chờ duyệt."
	case m.Derived != 0:
		out.Text = "Số này tự lấy từ danh sách. Sửa danh sách, hệ thống sẽ tự lập đề nghị đính chính."
	default:
		out.URL, out.Key, out.Base = page.CellURL(int64(r.ID), at.Row, at.Slot)+"/dinh-chinh", t.key, b.g.Value(at).Text()
		if out.Key == "" {
			out.Key = page.NewID()
		}
		if n, counted := b.g.Diary[at]; counted && !t.typed && fmt.Sprint(n) != fmt.Sprint(b.g.Value(at).N) {
			t.value = vi.Int(int64(n))
			t.reason = "Sổ phát sinh của kỳ này ghi " + t.value
		}
		out.New = ui.Field{Name: "so-moi", Label: "Số đúng (" + m.Unit + ")", Required: true, Short: true, Mode: "numeric", Auto: "off", Value: t.value, Error: page.Of(t.errs, "so-moi"),
			Hint: "Đang lưu: " + orEmpty(b.g.Value(at).Text()) + ". Ghi “–” nếu không phát sinh."}
		out.Reason = ui.Field{Name: "ly-do", Label: "Lý do đính chính", Kind: "textarea", Required: true, Max: report.MaxNote, Value: t.reason, Error: page.Of(t.errs, "ly-do"),
			Hint: "Vì sao số đã duyệt chưa đúng, căn cứ vào đâu. Đơn vị duyệt đọc nguyên văn."}
		if r.State == report.Frozen {
			out.Text = "Số liệu đã chốt cùng báo cáo đợt. Đề nghị này do Công an tỉnh (PX03) quyết định; được duyệt thì ghi vào phụ lục đính chính của báo cáo đợt."
		}
	}
	return out
}

func (b *builder) fixRow(x *report.Fix) reportview.CorrectionRow {
	r := &b.g.Report
	c := report.Correction{State: x.State, ReportState: r.State, ReviewerID: r.ReviewerID}
	out := reportview.CorrectionRow{URL: correctionURL(x.ID), Cell: cellWords(b.w, b.g.Rules, b.g.Period, r.CommuneID, x.Cell), CellURL: page.CellURL(int64(r.ID), x.Cell.Row, x.Cell.Slot),
		Old: orEmpty(x.Old.Text()), New: orEmpty(x.New.Text()), Reason: x.Reason, By: x.By, At: vi.DayTime(x.At), Tag: ui.Tag{Kind: correctionTags[x.State], Text: x.State.Words()},
		Decide: c.MayDecide(b.c.Actor, b.w, b.c.Now.Today)}
	if out.By == "" {
		out.By = "Hệ thống (tự động)"
	}
	return out
}

func (b *builder) fixRows() []reportview.CorrectionRow {
	var out []reportview.CorrectionRow
	for i := range b.g.Fixes {
		out = append(out, b.fixRow(&b.g.Fixes[i]))
	}
	return out
}

// annexed are the numbers of a cell's corrections after the freeze.
func (b *builder) annexed(at report.Cell) []int {
	return report.Numbers(report.ParseAnnexed(b.g.Report.Annexed), at.Row, at.Slot)
}

// fixedAfter says that figures of the report were corrected after the freeze.
func (b *builder) fixedAfter() string {
	var numbers []int
	for _, x := range report.ParseAnnexed(b.g.Report.Annexed) {
		numbers = append(numbers, x.No)
	}
	return page.AnnexWords(numbers)
}

// mark shows a cell's newest correction that counts: waiting or approved.
func (b *builder) mark(at report.Cell, c *reportview.Cell) {
	for i := range b.g.Fixes { // newest first
		x := &b.g.Fixes[i]
		if x.Cell == at && (x.State == report.Proposed || x.State == report.Approved) {
			if c.More == nil {
				c.More = &reportview.More{}
			}
			c.More.Fix = fmt.Sprintf("đính chính %s → %s, %s", orEmpty(x.Old.Text()), orEmpty(x.New.Text()), strings.ToLower(x.State.Words()))
			c.More.Mark = "đc"
			if numbers := b.annexed(at); len(numbers) > 0 && x.State == report.Approved {
				c.More.Mark, c.More.Fix = page.AnnexMark(numbers), page.AnnexWords(numbers)+": "+c.More.Fix
			}
			c.More.FixTag, c.URL = "cx-"+string(x.State), page.CellURL(int64(b.g.Report.ID), at.Row, at.Slot)
			return
		}
	}
}

// Propose asks to correct the figure of an accepted report.
func (u *UI) Propose(c *page.Context) error {
	x, err := u.cellOf(c)
	if err != nil {
		return err
	}
	w, g, at := x.w, x.g, x.at
	f, err := c.Form()
	if err != nil {
		return err
	}
	t := fixForm{key: f.Raw("khoa"), value: f.Raw("so-moi"), reason: f.Raw("ly-do"), typed: true}
	value, badValue := report.ParseValue(t.value)
	base, badBase := report.ParseValue(f.Raw("dang-luu"))
	if badBase != nil {
		base = report.Blank
	}
	if badValue != nil { // the reason is held to its rules at the same time
		value = report.Blank
	}
	_, err = u.Reports.ProposeOnce(c.Ctx(), c.Actor, c.Now, w, t.key, report.Proposal{Report: g.Report.ID, Cell: at, Base: base, New: value, Reason: f.Text("ly-do")}, correctionURL)
	if list, ok := page.Problems(err); ok {
		for i := range list {
			if list[i].Name == "so-moi" && badValue != nil {
				list[i].Message = badValue.Error()
			}
		}
		t.errs = list
		return u.renderCell(c, x, "", nil, t, http.StatusUnprocessableEntity)
	}
	if e, is := fault.Of(err); is && e.Kind == fault.Stale {
		if x, err = u.cellOf(c); err != nil {
			return err
		}
		t.errs = []ui.Error{{Message: e.Message}}
		return u.renderCell(c, x, "", nil, t, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	return c.See(page.CellURL(int64(g.Report.ID), at.Row, at.Slot)+"#dinh-chinh", "Đã gửi đề nghị đính chính. Số liệu chỉ thay đổi khi đơn vị duyệt đồng ý.")
}
