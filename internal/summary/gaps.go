package summary

import (
	"fmt"

	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/vi"
)

// GapKind says what is missing.
type GapKind string

// The kinds: a month that is not accepted; an accepted one with cells left
// empty; a section with no text.
const (
	GapMonth   GapKind = "month"
	GapCells   GapKind = "cells"
	GapSection GapKind = "section"
)

// Gap is one thing a report lacks. Sent in spite of it only with a reason.
type Gap struct {
	Kind    GapKind
	Unit    UnitRef
	Period  int       // ordinal
	Report  report.ID // the month's
	Below   ID        // of a unit whose phase report is missing: that report
	Cells   int
	Section string
	Text    string // a sentence's worth: "xã Phước Dinh, Tháng 12/2024: Đã gửi, chưa duyệt"
}

// gaps lists what the months lack, by commune.
func gaps(w report.World, f *Figures) []Gap {
	var out []Gap
	for i := range f.Communes {
		c := &f.Communes[i]
		for _, m := range c.Months {
			label := vi.LowerFirst(w.Plan.Periods[m.Period].Label)
			unit := c.UnitRef
			if m.Unit != 0 {
				unit = UnitRef{ID: m.Unit, Name: w.Tree.Name(unitOf(m.Unit), w.Plan.Periods[m.Period].End).Full(), Parent: c.ID}
			}
			g := Gap{Unit: unit, Period: m.Period, Report: report.ID(m.Report)}
			switch {
			case !m.Counted && m.SentOn == nil:
				g.Kind, g.Text = GapMonth, fmt.Sprintf("%s, %s: chưa gửi", unit.Name, label)
			case !m.Counted:
				g.Kind, g.Text = GapMonth, fmt.Sprintf("%s, %s: chưa duyệt (%s)", unit.Name, label, vi.LowerFirst(m.State))
			default:
				if g.Cells = empty(w.Plan.RulesAt(m.Period), m.Sum); g.Cells == 0 {
					continue
				}
				g.Kind, g.Text = GapCells, fmt.Sprintf("%s, %s: đã duyệt, còn %d ô trống có nêu lý do", unit.Name, label, g.Cells)
			}
			out = append(out, g)
		}
	}
	return out
}

// empty counts the cells a month's sums lack.
func empty(rules *plan.Rules, sum *plan.CommuneSum) int {
	n := 0
	for _, m := range rules.Measures {
		if m.Slot < len(sum.Missing) {
			n += int(sum.Missing[m.Slot])
		}
	}
	return n
}
