package reportui

import (
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// typed is what a refused form holds, by field name: shown again as typed.
type typed struct {
	values map[string]string
	words  map[string]string // refusals by field name
}

// builder makes the view of a grid.
type builder struct {
	c     *page.Context
	w     report.World
	g     *report.Grid
	edit  bool
	tick  bool
	typed typed
	base  strings.Builder
}

func cellName(row int64, slot int) string {
	return "c." + strconv.FormatInt(row, 10) + "." + strconv.Itoa(slot)
}

func newBuilder(c *page.Context, w report.World, g *report.Grid) *builder {
	b := &builder{c: c, w: w, g: g}
	b.edit = c.Actor.Can(access.ReportEnter, g.Report.HolderPlace()) && g.Report.Closed(g.Period, c.Now.Today) == ""
	b.tick = g.Report.State == report.InReview && b.reviewer()
	return b
}

func (b *builder) reviewer() bool {
	return b.c.Actor.Can(access.ReportReview, b.g.Report.ReviewerPlace(b.w, b.c.Now.Today))
}

// sheets are the two tables: measures the indicators are computed from, then
// activity measures without a target.
func (b *builder) sheets() []reportview.Sheet {
	used := map[int]bool{}
	for _, ind := range b.g.Rules.Indicators() {
		num, den := b.g.Rules.Inputs(ind.Ordinal)
		used[num.Slot] = true
		if den != nil {
			used[den.Slot] = true
		}
	}
	var judged, activity []*plan.Measure
	for _, m := range b.g.Rules.Measures {
		if used[m.Slot] {
			judged = append(judged, m)
		} else {
			activity = append(activity, m)
		}
	}
	out := []reportview.Sheet{b.sheet("chi-tieu", "Số liệu tính chỉ tiêu", judged, true)}
	if len(activity) > 0 {
		out = append(out, b.sheet("hoat-dong", "Số liệu hoạt động", activity, false))
	}
	return out
}

func (b *builder) sheet(id, title string, measures []*plan.Measure, judged bool) reportview.Sheet {
	s := reportview.Sheet{ID: id, Title: title}
	last := ""
	for i, m := range measures {
		first := m.Group != last
		if first {
			n := 1
			for _, x := range measures[i+1:] {
				if x.Group != m.Group {
					break
				}
				n++
			}
			label := m.Group
			if gr := b.g.Rules.Group(m.Group); gr != nil && n > 1 {
				label += " " + gr.Short
			}
			s.Groups = append(s.Groups, reportview.GroupHead{Label: label, Span: strconv.Itoa(n)})
			last = m.Group
		}
		label := m.Short
		if m.Derived != 0 {
			label += " (tự động)"
		}
		s.Columns = append(s.Columns, reportview.Column{ID: "h" + strconv.Itoa(m.Slot), Label: label, First: first, Slot: strconv.Itoa(m.Slot),
			Group: m.Group, Full: m.Name + " (" + m.Unit + "). " + m.Definition})
	}
	for _, t := range b.g.Teams {
		s.Rows = append(s.Rows, b.row(int64(t), b.w.Tree.Name(t, b.g.Period.End).Short(), measures, judged))
	}
	s.Rows = append(s.Rows, b.row(report.Whole, b.wholeName(), measures, judged))
	s.Foot = b.foot(measures, judged)
	return s
}

func (b *builder) wholeName() string {
	return "Toàn " + b.w.Tree.Name(org.UnitID(b.g.Report.CommuneID), b.g.Period.End).Kind + " (không thuộc Tổ nào)"
}

func (b *builder) row(row int64, name string, measures []*plan.Measure, judged bool) reportview.Row {
	id := strconv.FormatInt(row, 10)
	// A row stands in both sheets: its heading has an id in each.
	r := reportview.Row{ID: id, Head: "r" + id, Name: vi.UpperFirst(name), Cells: make([]reportview.Cell, 0, len(measures))}
	if !judged {
		r.Head = "s" + id
	}
	if row != report.Whole {
		r.URL = page.TeamURL(row)
	}
	empty := false
	if b.edit && judged {
		b.base.WriteString(id)
		b.base.WriteByte('=')
		for slot := range b.g.Rules.Slots() {
			if slot > 0 {
				b.base.WriteByte(',')
			}
			b.base.WriteString(b.g.Value(report.Cell{Row: row, Slot: slot}).Text())
		}
		b.base.WriteByte(';')
	}
	for _, m := range measures {
		c := b.cell(row, m)
		if c.Kind != "shut" {
			c.Labels = r.Head + " h" + strconv.Itoa(m.Slot)
		}
		empty = empty || c.Kind == "" && c.Value == ""
		r.Cells = append(r.Cells, c)
	}
	r.None = b.edit && empty
	return r
}

func (b *builder) cell(row int64, m *plan.Measure) reportview.Cell {
	at := report.Cell{Row: row, Slot: m.Slot}
	v := b.g.Value(at)
	c := reportview.Cell{Name: cellName(row, m.Slot), Value: v.Text(), Label: m.Short}
	if !b.g.Rules.Expects(m.Slot, row == report.Whole) {
		c.Kind = "shut"
		return c
	}
	if n, ok := b.g.Notes[at]; ok {
		c.Note = n.Body
	}
	switch {
	case m.Derived != 0:
		c.Kind, c.URL = "derived", b.derivedURL(row, m)
		return c
	case b.edit && b.g.CellOpen(at):
		c.Prev = b.prev(at)
		if text, ok := b.typed.values[c.Name]; ok {
			c.Value = text
		}
		if words := b.typed.words[c.Name]; words != "" {
			c.State, c.Words = "bad", words
		} else if b.g.Unusual(at) {
			c.State, c.Words = "warn", "Cao hơn hẳn các kỳ trước ("+b.prevWords(at)+"). Nếu đúng thì giữ nguyên."
		} else if b.g.Open != nil {
			c.State = "mend"
		}
		return c
	}
	c.Kind, c.URL = "closed", page.CellURL(int64(b.g.Report.ID), row, m.Slot)
	c.Tick = b.tick
	if b.tick {
		c.On = b.typed.values["o:"+c.Name] != ""
	}
	if b.g.Return != nil && b.g.Report.State != report.Returned {
		for _, rc := range b.g.Return.Cells {
			if rc.Cell == at {
				c.State = "mend"
				if rc.Old != (report.Value{N: v.N}) {
					c.Was = rc.Old.Text()
					if c.Was == "" {
						c.Was = "trống"
					}
				}
			}
		}
	}
	if b.tick && b.g.Unusual(at) {
		c.State = "warn"
	}
	return c
}

func (b *builder) derivedURL(row int64, m *plan.Measure) string {
	switch m.Derived {
	case plan.DerivedRoster:
		return page.TeamURL(row) + "?ngay=" + b.g.Period.End.ISO()
	case plan.DerivedDeeds:
		return "/guong?don-vi=" + strconv.FormatInt(row, 10) + "&ky=" + strconv.Itoa(b.g.Period.Ordinal+1)
	}
	return "/mo-hinh?don-vi=" + strconv.FormatInt(b.g.Report.CommuneID, 10)
}

func (b *builder) prev(at report.Cell) string {
	s := ""
	for i := range b.g.Earlier {
		if i > 0 {
			s += "|"
		}
		s += b.g.Earlier[i].Value(at).Text()
	}
	return s
}

func (b *builder) prevWords(at report.Cell) string {
	var list []string
	for i := range b.g.Earlier {
		if v := b.g.Earlier[i].Value(at); v.Known() {
			list = append(list, b.g.Earlier[i].Period.Short+": "+v.Text())
		}
	}
	return strings.Join(list, "; ")
}

func (b *builder) foot(measures []*plan.Measure, judged bool) reportview.Foot {
	f := reportview.Foot{Label: "Cộng toàn " + b.w.Tree.Name(org.UnitID(b.g.Report.CommuneID), b.g.Period.End).Kind}
	for _, m := range measures {
		t := reportview.Total{Value: vi.Int(b.g.Sum.Sums[m.Slot]), Partial: b.g.Sum.Missing[m.Slot] > 0, Label: m.Short}
		if t.Partial && t.Value == "0" {
			t.Value = "" // nothing known yet is not a zero
		}
		f.Totals = append(f.Totals, t)
	}
	if judged {
		for i := 0; i < len(measures); {
			v, n := b.verdict(measures, i)
			f.Verdicts = append(f.Verdicts, v)
			i += n
		}
	}
	return f
}

// verdict is the indicator whose inputs begin at column i, and how many
// columns it spans.
func (b *builder) verdict(measures []*plan.Measure, i int) (reportview.Verdict, int) {
	for k := range b.g.Results {
		res := &b.g.Results[k]
		num, den := b.g.Rules.Inputs(res.Indicator.Ordinal)
		n := 1
		if den != nil {
			n = 2
		}
		if i+n > len(measures) {
			continue
		}
		if measures[i] == num && (n == 1 || measures[i+1] == den) || n == 2 && measures[i] == den && measures[i+1] == num {
			return reportview.Verdict{Span: strconv.Itoa(n), Code: res.Indicator.Code + " " + res.Indicator.Short, Pill: b.pill(res)}, n
		}
	}
	return reportview.Verdict{Span: "1"}, 1
}

func (b *builder) pill(res *plan.Result) ui.Pill {
	p := page.Pill(res)
	p.URL = page.WhyURL(page.Asked{Unit: b.g.Report.CommuneID, Span: fmt.Sprintf("ky-%d", b.g.Period.Ordinal+1), Provisional: !b.g.Report.State.Final()}, res.Indicator.Code)
	return p
}
