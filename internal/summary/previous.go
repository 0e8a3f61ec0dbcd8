package summary

import (
	"thidua/internal/vi"
)

// previousOf brings a frozen report's whole into another's measures and
// indicators: slots and ordinals are permanent, their order is not.
func previousOf(old *Figures, code string, corrected int, f *Figures) *Previous {
	p := &Previous{Phase: old.Phase.Name, Code: code, Corrected: corrected, Totals: make([]int64, len(f.Measures)), Whole: make([]Judged, len(f.Indicators))}
	for i, m := range f.Measures {
		p.Totals[i] = -1
		for k, o := range old.Measures {
			if o.Slot == m.Slot && k < len(old.Totals) {
				p.Totals[i] = old.Totals[k]
			}
		}
	}
	for i, ind := range f.Indicators {
		for k, o := range old.Indicators {
			if o.Ordinal == ind.Ordinal && k < len(old.Whole) {
				p.Whole[i] = old.Whole[k]
			}
		}
	}
	return p
}

// Change is a measure beside the phase before, as printed.
type Change struct {
	Before  string // "–" where it was not counted then
	Now     string
	By      string // "+12", "−3", "0"
	Percent string // "+25 %"; "–" where the phase before had none
}

// ChangeOf compares two counts. The percentage is cut, never rounded up; of
// nothing there is none.
func ChangeOf(before, now int64) Change {
	c := Change{Before: "–", Now: vi.Int(now), By: "–", Percent: "–"}
	if before < 0 {
		return c
	}
	by := now - before
	c.Before, c.By = vi.Int(before), signed(by, vi.Int(abs(by)))
	if before > 0 {
		c.Percent = signed(by, vi.Percent(abs(by), before))
	}
	return c
}

func signed(n int64, words string) string {
	switch {
	case n > 0:
		return "+" + words
	case n < 0:
		return "−" + words
	}
	return words
}

func abs(n int64) int64 { return max(n, -n) }
