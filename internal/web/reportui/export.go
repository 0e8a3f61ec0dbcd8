package reportui

import (
	"strconv"
	"strings"

	"thidua/internal/org"
	"thidua/internal/paper"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// file is the list as it is filtered, the workflow's state in a column of its
// own so that it travels with the figures.
func (l *lister) file(lines []report.Line) page.File {
	f := page.File{Name: "Báo cáo tháng", Filter: l.words()}
	f.Table.Columns = []paper.Column{{Header: "Đơn vị", Width: 28}, {Header: "Trực thuộc", Width: 24}, {Header: "Kỳ", Width: 22}, {Header: "Trạng thái", Kind: paper.State},
		{Header: "Hạn gửi", Kind: paper.Date}, {Header: "Gửi lần đầu", Kind: paper.Date}, {Header: "Số ngày quá hạn", Kind: paper.Int}, {Header: "Đang ở", Width: 36},
		{Header: "Số ô trống", Kind: paper.Int}, {Header: "Lý do trả lại", Width: 40}}
	f.Table.Rows = func(yield func([]paper.Cell, error) bool) {
		for i := range lines {
			if x := &lines[i]; l.keeps(x) && !yield(l.line(x), nil) {
				return
			}
		}
	}
	return f
}

func (l *lister) line(x *report.Line) []paper.Cell {
	p, _ := l.w.Plan.Period(x.PeriodID)
	today := l.c.Now.Today
	late := paper.Cell{}
	switch {
	case x.FirstSubmittedOn != nil && *x.FirstSubmittedOn > p.Due:
		late = paper.N(int64(*x.FirstSubmittedOn - p.Due))
	case x.FirstSubmittedOn == nil && today > p.Due:
		late = paper.N(int64(today - p.Due))
	}
	above := ""
	if d := l.w.Tree.Ancestor(orgID(x.CommuneID), districtLevel, p.End); d != 0 {
		above = vi.UpperFirst(l.w.Tree.Name(d, p.End).Full())
	}
	return []paper.Cell{paper.T(vi.UpperFirst(l.w.Tree.Name(orgID(x.CommuneID), p.End).Full())), paper.T(above), paper.T(p.Label), paper.T(x.State.Words()),
		paper.D(p.Due), paper.DayOr(x.FirstSubmittedOn), late, paper.T(l.holder(x, p, today)), paper.N(int64(x.Empty)), paper.T(x.Reason)}
}

// words say how the list is narrowed.
func (l *lister) words() string {
	var s []string
	if l.f.period > 0 {
		s = append(s, l.w.Plan.Periods[l.f.period-1].Label)
	}
	if x, ok := l.w.Plan.Stretch(l.f.span, l.c.Now.Today); l.f.span != "" && ok {
		s = append(s, x.Name)
	}
	if l.f.unit > 0 {
		s = append(s, l.w.Tree.Name(orgID(l.f.unit), l.c.Now.Today).Full())
	}
	if l.f.state != "" {
		label := map[string]string{waiting: "Chờ duyệt", lateFilter: "Quá hạn chưa gửi", sentFilter: "Đã gửi ít nhất một lần", onTimeFilter: "Gửi lần đầu đúng hạn", tardyFilter: "Gửi lần đầu quá hạn"}[l.f.state]
		if label == "" {
			label = report.State(l.f.state).Words()
		}
		s = append(s, "trạng thái: "+label)
	}
	if l.f.text != "" {
		s = append(s, "tên có “"+l.f.text+"”")
	}
	return strings.Join(s, "; ")
}

// sheetFile is the grid: teams down, measures across, with the sums.
func (b *builder) sheetFile() page.File {
	g, w := b.g, b.w
	unit := vi.UpperFirst(w.Tree.Name(org.UnitID(g.Report.CommuneID), g.Period.End).Full())
	f := page.File{Name: "Báo cáo tháng – " + unit + " – " + g.Period.Label, Path: g.Report.ScopePath}
	t := &f.Table
	t.Sheet = "Số liệu"
	t.Notes = []string{"Đơn vị: " + unit + ". Kỳ: " + g.Period.Label + ".", "Trạng thái: " + g.Report.State.Words() + ". " + b.status(),
		"Ô trống là chưa có số liệu; “–” là không phát sinh."}
	t.Groups = []paper.Group{{Label: "", Span: 2}}
	t.Columns = []paper.Column{{Header: "Tổ", Width: 30}, {Header: "Trạng thái", Kind: paper.State}}
	t.Foot = []paper.Cell{paper.T("Cộng"), paper.T(g.Report.State.Words())}
	measures := b.ordered()
	for i, m := range measures {
		if i == 0 || m.Group != measures[i-1].Group {
			label := m.Group
			if gr := g.Rules.Group(m.Group); gr != nil {
				label += " " + gr.Short
			}
			t.Groups = append(t.Groups, paper.Group{Label: label})
		}
		t.Groups[len(t.Groups)-1].Span++
		t.Columns = append(t.Columns, paper.Column{Header: m.Short + " (" + m.Unit + ")", Kind: paper.Int, Width: 14})
		t.Foot = append(t.Foot, paper.Total(g.Sum.Sums[m.Slot]))
	}
	var rows [][]paper.Cell
	for _, id := range g.RowIDs() {
		row := []paper.Cell{paper.T(b.rowName(id)), paper.T(g.Report.State.Words())}
		for _, m := range measures {
			row = append(row, shownFigure(g.Value(report.Cell{Row: id, Slot: m.Slot})))
		}
		rows = append(rows, row)
	}
	t.Rows = paper.Lines(rows)
	return f
}

func shownFigure(v report.Value) paper.Cell {
	switch {
	case !v.Known():
		return paper.Cell{}
	case v.None:
		return paper.T("–")
	}
	return paper.N(int64(v.N))
}

// ordered are the measures in the order of the grid's two sheets.
func (b *builder) ordered() []*plan.Measure {
	var list []*plan.Measure
	for _, s := range b.sheets() {
		for _, c := range s.Columns {
			slot, _ := strconv.Atoi(c.Slot)
			list = append(list, b.g.Rules.Measure(slot))
		}
	}
	return list
}

// changesFile is every change of a report's cells.
func (b *builder) changesFile(list []report.Change) page.File {
	unit := vi.UpperFirst(b.w.Tree.Name(org.UnitID(b.g.Report.CommuneID), b.g.Period.End).Full())
	f := page.File{Name: "Lịch sử báo cáo – " + unit + " – " + b.g.Period.Label, Path: b.g.Report.ScopePath}
	f.Table.Sheet = "Lịch sử"
	f.Table.Columns = []paper.Column{{Header: "Thời điểm", Width: 18}, {Header: "Người ghi", Width: 28}, {Header: "Tổ", Width: 30}, {Header: "Số liệu", Width: 34},
		{Header: "Cũ", Kind: paper.Int}, {Header: "Mới", Kind: paper.Int}, {Header: "Lần gửi", Kind: paper.Int}}
	f.Table.Rows = func(yield func([]paper.Cell, error) bool) {
		for _, ch := range list {
			m := b.g.Rules.Measure(ch.Slot)
			if m == nil {
				continue
			}
			by := ch.By
			if by == "" {
				by = sourceWords[ch.Source] + " (tự động)"
			}
			fresh := number(ch.New)
			if ch.NewNone {
				fresh = paper.T("–")
			}
			if !yield([]paper.Cell{paper.T(vi.DayTime(ch.At)), paper.T(by), paper.T(b.rowName(ch.Row)), paper.T(m.Short), number(ch.Old), fresh, paper.N(int64(ch.SubmissionNo + 1))}, nil) {
				return
			}
		}
	}
	return f
}

func number(n *int32) paper.Cell {
	if n == nil {
		return paper.Cell{}
	}
	return paper.N(int64(*n))
}
