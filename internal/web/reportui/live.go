package reportui

import (
	"fmt"
	"strings"

	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// banner says what is still missing before the report can be handed in.
func (b *builder) banner() reportview.Banner {
	list := b.g.Gaps(b.w)
	cells := 0
	var names []string
	for _, x := range list {
		cells += len(x.Slots)
		names = append(names, b.rowName(x.Row))
	}
	if cells == 0 {
		if b.c.Now.Today < b.g.Period.SubmitFrom {
			return reportview.Banner{Kind: "good", Strong: "Đã đủ số liệu.", Text: "Gửi được từ ngày " + b.g.Period.SubmitFrom.String() + "."}
		}
		return reportview.Banner{Kind: "good", Strong: "Đã đủ số liệu.", Text: "Bấm “Kiểm tra và gửi” để xem lại lần cuối rồi gửi."}
	}
	where := strings.Join(names, ", ")
	if len(names) > 3 {
		where = strings.Join(names[:3], ", ") + fmt.Sprintf(" và %d dòng khác", len(names)-3)
	}
	return reportview.Banner{Strong: fmt.Sprintf("Còn thiếu %d ô", cells), Text: "ở " + where + ". Không có việc nào thì ghi 0 hoặc “–” (không phát sinh); chưa có số liệu thì để trống và nêu lý do khi gửi."}
}

// gaps says what each indicator still needs, from this report's figures.
func (b *builder) gaps() []reportview.Gap {
	var out []reportview.Gap
	var waits []string
	for i := range b.g.Results {
		res := &b.g.Results[i]
		if res.Verdict == plan.Met || res.Verdict == plan.NoneArose {
			continue
		}
		if g := plan.GapOf(*res, b.within(res)); g.Text == "" && res.Verdict == plan.Unknown {
			waits = append(waits, res.Indicator.Code)
			continue
		}
		x := reportview.Gap{Pill: ui.Pill{Kind: page.PillKind(res), Text: res.Indicator.Code, Words: res.Words()}, Text: b.gapText(res)}
		if res.Indicator.Span == plan.SpanEachPeriod && b.edit {
			x.Link = ui.Link{Label: "Thêm gương người tốt, việc tốt", URL: "/guong/moi"}
		}
		if res.Indicator.Above == plan.AboveEveryCommune && b.edit {
			x.Link = ui.Link{Label: "Thêm mô hình", URL: "/mo-hinh/moi"}
		}
		out = append(out, x)
	}
	if len(waits) > 0 {
		out = append(out, reportview.Gap{Pill: ui.Pill{Kind: "unknown", Text: strings.Join(waits, ", "), Words: "Chưa đủ số liệu"},
			Text: "chờ nhập đủ số liệu ở các dòng còn ô trống."})
	}
	return append(out, b.givenGaps()...)
}

// within says for when and whom a gap is told: this period, this commune.
func (b *builder) within(res *plan.Result) plan.GapInput {
	in := plan.GapInput{Within: plan.InPeriod, End: b.g.Period.End, Today: b.c.Now.Today}
	if res.Indicator.Span == plan.SpanEachPeriod {
		in.Teams = b.short(res.Indicator)
	}
	return in
}

func (b *builder) gapText(res *plan.Result) string {
	text := res.Indicator.Short + " (" + res.Target.String() + ")"
	if g := plan.GapOf(*res, b.within(res)); g.Text != "" {
		text += ": " + g.Text
	}
	text += "."
	if res.Provisional {
		if rows := b.lacking(res.Indicator); rows != "" {
			text += " Chưa nhập: " + rows + "."
		}
	}
	return text
}

// short are the teams that certainly fail an indicator of each period.
func (b *builder) short(ind *plan.Indicator) []string {
	num, _ := b.g.Rules.Inputs(ind.Ordinal)
	var out []string
	for _, t := range b.g.Teams {
		if v := b.g.Value(report.Cell{Row: int64(t), Slot: num.Slot}); v.Known() && v.N == 0 {
			out = append(out, b.rowName(int64(t)))
		}
	}
	if len(out) > 4 {
		out = append(out[:4], fmt.Sprintf("và %d Tổ khác", len(out)-4))
	}
	return out
}

// lacking names the rows whose cells an indicator still needs.
func (b *builder) lacking(ind *plan.Indicator) string {
	num, den := b.g.Rules.Inputs(ind.Ordinal)
	var out []string
	for _, row := range b.g.RowIDs() {
		for _, m := range []*plan.Measure{num, den} {
			if m != nil && b.g.Rules.Expects(m.Slot, row == report.Whole) && !b.g.Value(report.Cell{Row: row, Slot: m.Slot}).Known() {
				out = append(out, b.rowName(row))
				break
			}
		}
	}
	if len(out) > 3 {
		return strings.Join(out[:3], ", ") + fmt.Sprintf(" và %d dòng khác", len(out)-3)
	}
	return strings.Join(out, ", ")
}

// saved is "Đã lưu 14:02".
func (b *builder) saved() string { return "Đã lưu " + vi.TimeOfDay(b.c.Now.Business) }
