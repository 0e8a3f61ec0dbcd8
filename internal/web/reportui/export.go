package reportui

import (
	"strconv"
	"strings"

	"thidua/internal/org"
	"thidua/internal/paper/workbook"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
)

// file is the list as it is filtered, the workflow's state in a column of its
// own so that it travels with the figures.
func (l *lister) file(lines []report.Line) page.File {
	f := page.File{Name: "Báo cáo tháng", Filter: l.words()}
	f.Table.Columns = []workbook.Column{{Header: "Đơn vị", Width: 28}, {Header: "Trực thuộc", Width: 24}, {Header: "Kỳ", Width: 22}, {Header: "Trạng thái", Kind: workbook.State},
		{Header: "Hạn gửi", Kind: workbook.Date}, {Header: "Gửi lần đầu", Kind: workbook.Date}, {Header: "Số ngày quá hạn", Kind: workbook.Int}, {Header: "Đang ở", Width: 36},
		{Header: "Số ô trống", Kind: workbook.Int}, {Header: "Lý do trả lại", Width: 40}}
	f.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
		for i := range lines {
			if x := &lines[i]; l.keeps(x) && !yield(l.line(x), nil) {
				return
			}
		}
	}
	return f
}

func (l *lister) line(x *report.Line) []workbook.Cell {
	p, _ := l.w.Plan.Period(x.PeriodID)
	today := l.c.Now.Today
	late := workbook.Cell{}
	switch {
	case x.FirstSubmittedOn != nil && *x.FirstSubmittedOn > p.Due:
		late = workbook.N(int64(*x.FirstSubmittedOn - p.Due))
	case x.FirstSubmittedOn == nil && today > p.Due:
		late = workbook.N(int64(today - p.Due))
	}
	above := ""
	if d := l.w.Tree.Ancestor(orgID(x.CommuneID), districtLevel, p.End); d != 0 {
		above = vi.UpperFirst(l.w.Tree.Name(d, p.End).Full())
	}
	return []workbook.Cell{workbook.T(vi.UpperFirst(l.w.Tree.Name(orgID(x.CommuneID), p.End).Full())), workbook.T(above), workbook.T(p.Label), workbook.T(x.State.Words()),
		workbook.D(p.Due), workbook.DayOr(x.FirstSubmittedOn), late, workbook.T(l.holder(x, p, today)), workbook.N(int64(x.Empty)), workbook.T(x.Reason)}
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
	if fixed := b.fixedAfter(); fixed != "" {
		t.Notes = append(t.Notes, "Có số đã sửa sau khi chốt: "+fixed+"; báo cáo đợt đã chốt giữ số cũ.")
	}
	t.Groups = []workbook.Group{{Label: "", Span: 2}}
	t.Columns = []workbook.Column{{Header: "Tổ", Width: 30}, {Header: "Trạng thái", Kind: workbook.State}}
	t.Foot = []workbook.Cell{workbook.T("Cộng"), workbook.T(g.Report.State.Words())}
	measures := b.ordered()
	for i, m := range measures {
		if i == 0 || m.Group != measures[i-1].Group {
			label := m.Group
			if gr := g.Rules.Group(m.Group); gr != nil {
				label += " " + gr.Short
			}
			t.Groups = append(t.Groups, workbook.Group{Label: label})
		}
		t.Groups[len(t.Groups)-1].Span++
		t.Columns = append(t.Columns, workbook.Column{Header: m.Short + " (" + m.Unit + ")", Kind: workbook.Int, Width: 14})
		t.Foot = append(t.Foot, workbook.Total(g.Sum.Sums[m.Slot]))
	}
	var rows [][]workbook.Cell
	for _, id := range g.RowIDs() {
		row := []workbook.Cell{workbook.T(b.rowName(id)), workbook.T(g.Report.State.Words())}
		for _, m := range measures {
			row = append(row, shownFigure(g.Value(report.Cell{Row: id, Slot: m.Slot})))
		}
		rows = append(rows, row)
	}
	t.Rows = workbook.Lines(rows)
	return f
}

func shownFigure(v report.Value) workbook.Cell {
	switch {
	case !v.Known():
		return workbook.Cell{}
	case v.None:
		return workbook.T("–")
	}
	return workbook.N(int64(v.N))
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
	f.Table.Columns = []workbook.Column{{Header: "Thời điểm", Width: 18}, {Header: "Người ghi", Width: 28}, {Header: "Tổ", Width: 30}, {Header: "Số liệu", Width: 34},
		{Header: "Cũ", Kind: workbook.Int}, {Header: "Mới", Kind: workbook.Int}, {Header: "Lần gửi", Kind: workbook.Int}}
	f.Table.Rows = func(yield func([]workbook.Cell, error) bool) {
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
				fresh = workbook.T("–")
			}
			if !yield([]workbook.Cell{workbook.T(vi.DayTime(ch.At)), workbook.T(by), workbook.T(b.rowName(ch.Row)), workbook.T(m.Short), number(ch.Old), fresh, workbook.N(int64(ch.SubmissionNo + 1))}, nil) {
				return
			}
		}
	}
	return f
}

func number(n *int32) workbook.Cell {
	if n == nil {
		return workbook.Cell{}
	}
	return workbook.N(int64(*n))
}
