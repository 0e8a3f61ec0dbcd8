package scoreui

import (
	"fmt"

	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/scoreview"
	"thidua/templates/ui"
)

// given adds the targets assigned to the units of a board, each with its own
// verdict and who set it; nothing where there are none.
func (a *ask) given(m *scoreview.Board, b *report.Board) {
	t := scoreview.Table{ID: "chi-tieu-giao", Title: "Chỉ tiêu huyện giao, xét riêng với chỉ tiêu của kế hoạch",
		Head: []scoreview.Col{{Label: "Đơn vị"}, {Label: "Nội dung"}, {Label: "Mức giao"}, {Label: "Kết quả"}, {Label: "Áp dụng"}, {Label: "Văn bản giao"}}}
	add := func(unit org.UnitID, name, url string, list []report.Given) {
		for i := range list {
			g := &list[i]
			u, _ := a.w.Tree.Unit(unit)
			pill := page.GivenPill(g.Assigned, &g.Result, u.Level == org.Team, len(g.Periods))
			if g.Basis == plan.OfIndicator {
				pill.URL = page.WhyURL(a.of(unit), g.Result.Indicator.Code)
			}
			t.Rows = append(t.Rows, scoreview.TRow{Head: ui.Link{Label: name, URL: url}, Cells: []scoreview.TCell{
				{Label: "Nội dung", Text: g.Name(b.Rules)}, {Label: "Mức giao", Text: g.Short()}, {Label: "Kết quả", Pill: &pill},
				{Label: "Áp dụng", Text: g.Days()}, {Label: "Văn bản giao", Links: []ui.Link{{Label: vi.UpperFirst(g.Source()), URL: page.AssignedURL(g.Assigned)}}}}})
		}
	}
	if len(b.Given) > 0 {
		add(b.Unit, a.name(b.Unit), "", b.Given)
	}
	for i := range b.Groups {
		g := &b.Groups[i]
		add(g.Unit, a.short(g.Unit), page.ScoreURL(a.of(g.Unit)), g.Given)
	}
	if n := len(t.Rows); n > 0 {
		m.Given = &t
		m.Notices = append(m.Notices, fmt.Sprintf("Có %d chỉ tiêu giao thêm cho các đơn vị ở đây. Kết quả của từng chỉ tiêu giao nằm dưới ô của chỉ tiêu đó và ở bảng cuối trang; xếp hạng chỉ theo chỉ tiêu của kế hoạch.", n))
	}
}

// besides are the assigned targets of the explained indicator.
func (e *explainer) besides() []scoreview.Beside {
	var out []scoreview.Beside
	for i := range e.y.Given {
		g := &e.y.Given[i]
		b := scoreview.Beside{Name: g.Label() + " " + g.Target.String(), Source: vi.UpperFirst(g.Source()) + ". Áp dụng " + g.Days() + ".",
			Pill: page.GivenPill(g.Assigned, &g.Result, e.y.Level == org.Team, len(g.Periods))}
		if gap := page.GivenGap(g.Assigned, &g.Result, plan.GapInput{Within: e.span.Within, End: min(e.span.End, g.Before-1), Today: e.c.Now.Today}); gap != "" {
			b.Gap = "Cần để đạt mức giao: " + gap + "."
		}
		out = append(out, b)
	}
	return out
}
