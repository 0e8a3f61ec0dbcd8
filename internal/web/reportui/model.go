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
	saved  string            // what was saved all the same
}

func (t *typed) value(c report.Cell) (string, bool) {
	if len(t.values) == 0 {
		return "", false
	}
	s, ok := t.values[cellName(c.Row, c.Slot)]
	return s, ok
}

func (t *typed) word(c report.Cell) string {
	if len(t.words) == 0 {
		return ""
	}
	return t.words[cellName(c.Row, c.Slot)]
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
	heads := headOf(b.g.Rules).sheets
	out := make([]reportview.Sheet, len(heads))
	for i := range heads {
		out[i] = b.sheet(&heads[i])
	}
	return out
}

func (b *builder) sheet(h *sheetHead) reportview.Sheet {
	s := reportview.Sheet{ID: h.id, Title: h.title, Head: h.head, Groups: h.groups, Columns: h.columns, Rows: make([]reportview.Row, 0, len(b.g.Teams)+1)}
	for _, t := range b.g.Teams {
		s.Rows = append(s.Rows, b.row(int64(t), b.w.Tree.Name(t, b.g.Period.End).Short(), h))
	}
	s.Rows = append(s.Rows, b.row(report.Whole, b.wholeName(), h))
	s.Foot = b.foot(h)
	return s
}

func (b *builder) wholeName() string {
	return "Toàn " + b.w.Tree.Name(org.UnitID(b.g.Report.CommuneID), b.g.Period.End).Kind + " (không thuộc Tổ nào)"
}

// row is a row with its cells; all rows' cells as one piece would be too large
// for Go's cheap allocations.
func (b *builder) row(row int64, name string, h *sheetHead) reportview.Row {
	cells := make([]reportview.Cell, len(h.measures))
	id := strconv.FormatInt(row, 10)
	// A row stands in both sheets: its heading has an id in each.
	r := reportview.Row{ID: id, Head: "r" + id, Name: vi.UpperFirst(name), Cells: cells}
	if !h.judged {
		r.Head = "s" + id
	}
	if row != report.Whole {
		r.URL = page.TeamURL(row)
	}
	line := b.g.Across(row)
	if b.edit && h.judged {
		b.base.WriteString(id)
		b.base.WriteByte('=')
		for slot := range b.g.Rules.Slots() {
			if slot > 0 {
				b.base.WriteByte(',')
			}
			b.base.WriteString(line.Value(slot).Text())
		}
		b.base.WriteByte(';')
	}
	empty := false
	for i, m := range h.measures {
		cells[i] = b.cell(row, &line, m)
		empty = empty || cells[i].Kind == "" && cells[i].Value == ""
		r.Diary = r.Diary || cells[i].Kind == "" && cells[i].More != nil && cells[i].More.Differ
	}
	r.None = b.edit && empty
	return r
}

func (b *builder) cell(row int64, line *report.Across, m *plan.Measure) reportview.Cell {
	if !b.g.Rules.Expects(m.Slot, row == report.Whole) {
		return reportview.Cell{Kind: "shut"}
	}
	at, v := report.Cell{Row: row, Slot: m.Slot}, line.Value(m.Slot)
	c := reportview.Cell{Value: v.Text()}
	if n, ok := b.g.Notes[at]; ok {
		c.Note = n.Body
	}
	switch {
	case m.Derived != 0:
		c.Kind, c.URL = "derived", b.derivedURL(row, m)
		if b.g.Fixes != nil {
			b.mark(at, &c)
		}
		return c
	case b.edit && b.g.CellOpen(at):
		c.Prev = prev(line, m)
		if text, ok := b.typed.value(at); ok {
			c.Value = text
		}
		if words := b.typed.word(at); words != "" {
			c.State, c.Words = "bad", words
		} else if line.Unusual(m) {
			c.State, c.Words = "warn", "Cao hơn hẳn các kỳ trước ("+b.prevWords(at)+"). Nếu đúng thì giữ nguyên."
		} else if b.g.Open != nil {
			c.State = "mend"
		}
		if b.g.Diary != nil {
			b.diary(at, &c)
		}
		return c
	}
	c.Kind, c.URL = "closed", page.CellURL(int64(b.g.Report.ID), row, m.Slot)
	if b.g.Diary != nil {
		b.diary(at, &c)
	}
	if b.g.Fixes != nil {
		b.mark(at, &c)
	}
	c.Tick = b.tick
	if b.tick {
		c.On = b.typed.values["o:"+cellName(row, m.Slot)] != ""
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
	if b.tick && line.Unusual(m) {
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
	if row == report.Whole {
		row = b.g.Report.CommuneID
	}
	return "/mo-hinh?don-vi=" + strconv.FormatInt(row, 10) + "&trang-thai=counted&ky=" + strconv.Itoa(b.g.Period.Ordinal+1)
}

func prev(l *report.Across, m *plan.Measure) string {
	var b [32]byte
	s := b[:0]
	for i, r := range l.Earlier {
		if i > 0 {
			s = append(s, '|')
		}
		s = append(s, r.Value(m.Slot).Text()...)
	}
	return string(s)
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

func (b *builder) foot(h *sheetHead) reportview.Foot {
	f := reportview.Foot{Label: "Cộng toàn " + b.w.Tree.Name(org.UnitID(b.g.Report.CommuneID), b.g.Period.End).Kind, Totals: make([]reportview.Total, len(h.measures))}
	for i, m := range h.measures {
		t := reportview.Total{Value: vi.Int(b.g.Sum.Sums[m.Slot]), Partial: b.g.Sum.Missing[m.Slot] > 0, Label: m.Short}
		if t.Partial && t.Value == "0" {
			t.Value = "" // nothing known yet is not a zero
		}
		f.Totals[i] = t
	}
	for _, x := range h.verdicts {
		v := reportview.Verdict{Span: x.span}
		if x.result >= 0 {
			res := &b.g.Results[x.result]
			v.Code, v.Pill = res.Indicator.Code+" "+res.Indicator.Short, b.pill(res)
		}
		f.Verdicts = append(f.Verdicts, v)
	}
	return f
}

func (b *builder) pill(res *plan.Result) ui.Pill {
	p := page.Pill(res)
	p.URL = page.WhyURL(page.Asked{Unit: b.g.Report.CommuneID, Span: fmt.Sprintf("ky-%d", b.g.Period.Ordinal+1), Provisional: !b.g.Report.State.Final()}, res.Indicator.Code)
	return p
}
