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
// verdict and who set it; nothing where there are none. A column is what is
// counted; a unit with two targets of one subject, one after the other, has
// two lines.
func (a *ask) given(m *scoreview.Board, b *report.Board) {
	t := scoreview.Table{ID: "chi-tieu-giao", Title: "Chỉ tiêu huyện giao, xét riêng với chỉ tiêu của kế hoạch", Head: []scoreview.Col{{Label: "Đơn vị"}},
		Note: "Bấm kết quả để xem vì sao; bấm văn bản để xem ai giao, giao cho ai."}
	at, n := map[string]int{}, 0
	units := []report.Group{}
	if len(b.Given) > 0 {
		units = append(units, report.Group{Unit: b.Unit, Given: b.Given})
	}
	units = append(units, b.Groups...)
	for i := range units {
		for k := range units[i].Given {
			g := &units[i].Given[k]
			n++
			if _, seen := at[g.Subject()]; !seen {
				at[g.Subject()] = len(t.Head) - 1
				t.Head = append(t.Head, scoreview.Col{Label: g.Name(b.Rules)})
			}
		}
	}
	for i := range units {
		t.Rows = append(t.Rows, a.givenRows(b, &units[i], at, t.Head)...)
	}
	if n > 0 {
		m.Given = &t
		m.Notices = append(m.Notices, fmt.Sprintf("Có %d chỉ tiêu giao thêm cho các đơn vị ở đây. Kết quả của từng chỉ tiêu giao nằm dưới ô của chỉ tiêu đó và ở bảng cuối trang; xếp hạng chỉ theo chỉ tiêu của kế hoạch.", n))
	}
}

func (a *ask) givenRows(b *report.Board, u *report.Group, at map[string]int, head []scoreview.Col) []scoreview.TRow {
	var rows []scoreview.TRow
	x, _ := a.w.Tree.Unit(u.Unit)
	for i := range u.Given {
		g := &u.Given[i]
		col := at[g.Subject()]
		line := -1
		for r := range rows {
			if rows[r].Cells[col].Pill == nil {
				line = r
				break
			}
		}
		if line < 0 {
			r := scoreview.TRow{Head: ui.Link{Label: a.short(u.Unit)}, Cells: make([]scoreview.TCell, len(at))}
			if u.Unit != b.Unit {
				r.Head.URL = page.ScoreURL(a.of(u.Unit))
			}
			for k := range r.Cells {
				r.Cells[k].Label = head[k+1].Label
			}
			rows, line = append(rows, r), len(rows)
		}
		pill := page.GivenPill(g.Assigned, &g.Result, x.Level == org.Team, len(g.Periods))
		if g.Basis == plan.OfIndicator {
			pill.URL = page.WhyURL(a.of(u.Unit), g.Result.Indicator.Code)
		}
		c := &rows[line].Cells[col]
		c.Pill, c.Prov, c.Lines = &pill, a.prov(), true
		c.Links = []ui.Link{{Label: g.Short() + ", số " + g.DocNumber, URL: page.AssignedURL(g.Assigned)}, {Label: g.Days()}}
	}
	return rows
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
