package summaryui

import (
	"fmt"
	"strings"

	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/summary"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/summaryview"
	"thidua/templates/ui"
)

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// asked is a unit over the report's phase, for addresses.
func (s *scene) asked(unit int64) page.Asked {
	return page.Asked{Unit: unit, Span: s.v.Phase.Code}
}

// pill shows a verdict at its most telling and leads to its explanation. units
// tells whether communes stand below.
func (s *scene) pill(unit int64, ind *summary.IndicatorRef, j *summary.Judged, units bool) ui.Pill {
	p := ui.Pill{Kind: j.Verdict, Words: j.Words(), URL: page.WhyURL(s.asked(unit), ind.Code)}
	if j.Verdict == "in_progress" {
		p.Kind = "progressing"
	}
	switch {
	case j.Verdict == "none_arose":
		p.Text = "–"
	case j.Expected == 0:
		p.Text = "chưa có kỳ"
	case j.Counted == 0:
		p.Text = "chưa có"
	case ind.Every && units:
		p.Text = fmt.Sprintf("%d/%d xã", j.Met, j.Met+j.NotMet+j.None+j.Unknown)
	case ind.Each && j.Teams > 0 && units:
		p.Text = vi.Rate(int64(j.TeamsMet), int64(j.Teams), 100)
	case ind.Each && j.Teams > 0:
		p.Text = fmt.Sprintf("%d/%d lượt", j.TeamsMet, j.Teams)
	case ind.Rate:
		p.Text = "chưa có"
		if from, to := strings.Index(j.Value, "("), strings.Index(j.Value, ")"); from > 0 && to > from {
			p.Text = j.Value[from+1 : to]
		}
	default:
		p.Text = vi.Int(j.Num)
	}
	if j.Counted < j.Expected && j.Verdict == "unknown" {
		p.Words += fmt.Sprintf(", tính trên %d/%d báo cáo", j.Counted, j.Expected)
	}
	return p
}

// above tells whether communes stand below the report's unit.
func (s *scene) above() bool { return s.v.Level != string(org.Commune) }

// indicators are a criteria group's, with the unit's verdicts; nil for a group
// without any.
func (s *scene) indicators(group string) *summaryview.Table {
	f := &s.v.Sealed.Figures
	t := &summaryview.Table{Label: "Kết quả theo chỉ tiêu", RowHead: "Chỉ tiêu", Columns: []summaryview.Column{{Text: "Phải đạt"}, {Text: "Kết quả"}, {Text: "Kết luận"}}}
	if s.above() {
		t.Columns = append(t.Columns, summaryview.Column{Text: "Số xã đạt"})
	}
	for i := range f.Indicators {
		ind := &f.Indicators[i]
		if ind.Group != group || i >= len(f.Whole) {
			continue
		}
		j := &f.Whole[i]
		p := s.pill(s.v.UnitID, ind, j, s.above())
		p.Text = j.Words()
		r := summaryview.Row{Name: ui.Link{Label: ind.Code + " " + ind.Name, URL: p.URL}, Cells: []summaryview.Cell{{Label: "Phải đạt", Text: ind.Target, Num: true}, {Label: "Kết quả", Text: j.Value, Num: true},
			{Label: "Kết luận", Pill: p}}}
		if s.above() {
			r.Cells = append(r.Cells, summaryview.Cell{Label: "Số xã đạt", Text: fmt.Sprintf("%d/%d", j.Met, j.Met+j.NotMet+j.None+j.Unknown), Num: true})
		}
		t.Rows = append(t.Rows, r)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// communes are all verdicts of every commune, ranked.
func (s *scene) communes() *summaryview.Table {
	f := &s.v.Sealed.Figures
	t := &summaryview.Table{Label: "Kết quả từng xã, phường, thị trấn", RowHead: "Xã, phường, thị trấn", Columns: []summaryview.Column{{Text: "Hạng"}, {Text: "Đã duyệt"}}}
	for i := range f.Indicators {
		ind := &f.Indicators[i]
		t.Columns = append(t.Columns, summaryview.Column{Text: ind.Code, Under: ind.Short, Full: ind.Name + " (" + ind.Target + ")"})
	}
	counted, expected := 0, 0
	for i := range f.Communes {
		c := &f.Communes[i]
		n := c.Counted()
		counted, expected = counted+n, expected+len(c.Months)
		r := summaryview.Row{Name: ui.Link{Label: vi.UpperFirst(c.Name), URL: page.ScoreURL(s.asked(c.ID))}, Note: fmt.Sprintf("%d Tổ, %d thành viên", c.Teams, c.Members),
			Cells: []summaryview.Cell{{Label: "Hạng", Text: place(c.Rank, c.Tied)}, {Label: "Báo cáo đã duyệt", Text: fmt.Sprintf("%d/%d", n, len(c.Months))}}}
		r.Cells = append(r.Cells, s.verdicts(c.ID, c.Judged, false)...)
		t.Rows = append(t.Rows, r)
	}
	if s.above() {
		t.Total = &summaryview.Row{Name: ui.Link{Label: "Toàn " + s.w.Tree.Name(org.UnitID(s.v.UnitID), s.v.Phase.End).Kind}, Cells: []summaryview.Cell{{Label: "Hạng"}, {Label: "Báo cáo đã duyệt", Text: fmt.Sprintf("%d/%d", counted, expected)}}}
		t.Total.Cells = append(t.Total.Cells, s.verdicts(s.v.UnitID, f.Whole, true)...)
	}
	return t
}

func (s *scene) verdicts(unit int64, list []summary.Judged, units bool) []summaryview.Cell {
	f := &s.v.Sealed.Figures
	var out []summaryview.Cell
	for i := range list {
		ind := &f.Indicators[i]
		out = append(out, summaryview.Cell{Label: ind.Code + " " + ind.Short, Pill: s.pill(unit, ind, &list[i], units)})
	}
	return out
}

// sums are every measure of every commune.
func (s *scene) sums() *summaryview.Sums {
	f := &s.v.Sealed.Figures
	t := &summaryview.Sums{Label: "Số liệu đã duyệt từng xã, phường, thị trấn", Total: summaryview.SumRow{Name: "Tổng"}}
	for _, m := range f.Measures {
		full := m.Name + " (" + m.Unit + ")"
		if m.Last {
			full += ", số của kỳ cuối"
		}
		t.Columns = append(t.Columns, summaryview.Column{Text: m.Short, Full: full})
	}
	counted := 0
	row := func(name string, totals []int64, has bool) summaryview.SumRow {
		r := summaryview.SumRow{Name: name}
		for _, n := range totals {
			text := "–" // no month of it counts, which is not zero
			if has {
				text = vi.Int(n)
			}
			r.Cells = append(r.Cells, text)
		}
		return r
	}
	for i := range f.Communes {
		n := f.Communes[i].Counted()
		counted += n
		t.Rows = append(t.Rows, row(vi.UpperFirst(f.Communes[i].Name), f.Communes[i].Totals, n > 0))
	}
	t.Total = row("Tổng", f.Totals, counted > 0)
	return t
}

// drift is what differs since the sending, nil where nothing does.
func (s *scene) drift() *summaryview.Drift {
	v := s.v
	if len(v.Drift) == 0 {
		return nil
	}
	d := &summaryview.Drift{Title: fmt.Sprintf("Lệch số liệu: %d điểm khác so với báo cáo đã gửi", len(v.Drift)),
		Lead: "Báo cáo giữ nguyên số đã gửi. Số mới chỉ vào báo cáo khi được trả lại và gửi lại, hoặc khi gửi bổ sung."}
	for _, x := range v.Drift {
		r := summaryview.DriftRow{Unit: ui.Link{Label: vi.UpperFirst(x.Unit.Name) + ", " + vi.LowerFirst(x.Label), URL: s.monthURL(x.Report)}}
		switch x.Kind {
		case summary.DriftAccepted:
			r.What, r.Old, r.New = "Báo cáo tháng được duyệt sau khi gửi", "chưa tính", "đã duyệt"
		case summary.DriftDropped:
			r.What, r.Old, r.New = "Báo cáo tháng không còn được duyệt", "đã tính", "không tính"
		default:
			r.What, r.Old, r.New = x.Measure.Short+" (đính chính)", vi.Int(x.Old), vi.Int(x.New)
		}
		d.Rows = append(d.Rows, r)
	}
	for i := range v.Effects {
		e := &v.Effects[i]
		d.Effects = append(d.Effects, summaryview.DriftRow{Unit: ui.Link{Label: e.Code + " " + e.Short, URL: page.WhyURL(s.asked(v.UnitID), e.Code)}, What: e.Target,
			Old: e.Old.Value + ", " + vi.LowerFirst(e.Old.Words()), New: e.New.Value + ", " + vi.LowerFirst(e.New.Words())})
	}
	return d
}

// monthTag is a month's state, short.
func monthTag(m *report.Line, short string, late bool) ui.Tag {
	t := ui.Tag{Text: short + ": " + vi.LowerFirst(m.State.Words()), Kind: string(m.State)}
	if m.State == report.Draft {
		t.Text, t.Kind = short+": chưa gửi", ""
		if late {
			t.Kind = "late"
		}
	}
	return t
}
