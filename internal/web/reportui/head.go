package reportui

import (
	"strconv"
	"sync"

	"github.com/a-h/templ"

	"thidua/internal/plan"
	"thidua/templates/reportview"
	"thidua/templates/ui"
)

// head is what the grid of every report under one version of the plan has in
// common: which columns, what they are called, how they are defined. It is
// made once per version and never changed.
type head struct {
	sheets []sheetHead
	defs   templ.Component
	keep   string // slots of stocks: "11,12,"
}

// sheetHead is one of the tables.
type sheetHead struct {
	id, title string
	judged    bool // its measures are what indicators are computed from
	measures  []*plan.Measure
	head      templ.Component
	groups    []reportview.GroupHead
	columns   []reportview.Column
	verdicts  []verdictHead
}

// verdictHead is a cell below the totals: an indicator (its place in the
// plan's order, -1 for none) over the columns it is computed from.
type verdictHead struct {
	result int
	span   string
}

var heads sync.Map // *plan.Rules → *head; a version's rules are made once

func headOf(rules *plan.Rules) *head {
	if h, ok := heads.Load(rules); ok {
		return h.(*head)
	}
	h := newHead(rules)
	heads.Store(rules, h)
	return h
}

func newHead(rules *plan.Rules) *head {
	h := &head{}
	used := map[int]bool{}
	for _, ind := range rules.Indicators() {
		num, den := rules.Inputs(ind.Ordinal)
		used[num.Slot] = true
		if den != nil {
			used[den.Slot] = true
		}
	}
	var judged, activity []*plan.Measure
	var defs []reportview.Def
	for _, m := range rules.Measures {
		if used[m.Slot] {
			judged = append(judged, m)
		} else {
			activity = append(activity, m)
		}
		if m.Over == plan.OverLast {
			h.keep += strconv.Itoa(m.Slot) + ","
		}
		defs = append(defs, reportview.Def{Group: m.Group, Name: m.Name, Unit: m.Unit, Text: m.Definition})
	}
	h.defs = ui.Fixed(reportview.Definitions(defs))
	first := newSheetHead(rules, "chi-tieu", "Số liệu tính chỉ tiêu", judged)
	first.judged = true
	for i := 0; i < len(judged); {
		v, n := verdictAt(rules, judged, i)
		first.verdicts = append(first.verdicts, v)
		i += n
	}
	h.sheets = append(h.sheets, first)
	if len(activity) > 0 {
		h.sheets = append(h.sheets, newSheetHead(rules, "hoat-dong", "Số liệu hoạt động", activity))
	}
	return h
}

func newSheetHead(rules *plan.Rules, id, title string, measures []*plan.Measure) sheetHead {
	s := sheetHead{id: id, title: title, measures: measures}
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
			if gr := rules.Group(m.Group); gr != nil && n > 1 {
				label += " " + gr.Short
			}
			s.groups = append(s.groups, reportview.GroupHead{Label: label, Span: strconv.Itoa(n)})
			last = m.Group
		}
		label := m.Short
		if m.Derived != 0 {
			label += " (tự động)"
		}
		s.columns = append(s.columns, reportview.Column{ID: "h" + strconv.Itoa(m.Slot), Label: label, Short: m.Short, First: first, Slot: strconv.Itoa(m.Slot),
			Group: m.Group, Full: m.Name + " (" + m.Unit + "). " + m.Definition})
	}
	s.head = ui.Fixed(reportview.SheetHead(s.groups, s.columns))
	return s
}

// verdictAt is the indicator whose inputs begin at column i, and how many
// columns it spans.
func verdictAt(rules *plan.Rules, measures []*plan.Measure, i int) (verdictHead, int) {
	for k, ind := range rules.Indicators() {
		num, den := rules.Inputs(ind.Ordinal)
		n := 1
		if den != nil {
			n = 2
		}
		if i+n > len(measures) {
			continue
		}
		if measures[i] == num && (n == 1 || measures[i+1] == den) || n == 2 && measures[i] == den && measures[i+1] == num {
			return verdictHead{k, strconv.Itoa(n)}, n
		}
	}
	return verdictHead{-1, "1"}, 1
}
