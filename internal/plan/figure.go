package plan

import "fmt"

// Cell is one figure of a row, from 0; Empty where nothing was entered.
type Cell int32

// Empty is a cell without a figure. It is not a zero.
const Empty Cell = -1

// at reads a row by slot; rows stored by an older version may be shorter.
func at(row []Cell, slot int) Cell {
	if slot < len(row) {
		return row[slot]
	}
	return Empty
}

// Expects tells whether a measure is entered on a kind of row: the
// whole-commune row or a team's.
func (r *Rules) Expects(slot int, wholeCommune bool) bool {
	m := r.Measure(slot)
	if m == nil {
		return false
	}
	if wholeCommune {
		return m.Entry.Commune()
	}
	return m.Entry.Teams()
}

// CommuneSum is what a commune's rows of one period come to.
type CommuneSum struct {
	Sums    []int64 // by slot, over the cells that are known
	Missing []int32 // by slot: cells that belong to the sum and are empty
	Teams   int32   // rows of teams
	Meeting []int32 // by ordinal: teams that certainly meet in this period
	Failing []int32 // by ordinal: teams that certainly fail in this period
}

// SumCommune sums the teams' rows and the whole-commune row. Only cells that a
// measure expects count; where the whole-commune row holds a measure's total,
// that cell alone is the sum. Teams for which nothing arose are neither
// meeting nor failing.
func (r *Rules) SumCommune(teams [][]Cell, whole []Cell) CommuneSum {
	s := CommuneSum{
		Sums: make([]int64, r.Slots()), Missing: make([]int32, r.Slots()), Teams: int32(len(teams)),
		Meeting: make([]int32, r.Ordinals()), Failing: make([]int32, r.Ordinals()),
	}
	for _, m := range r.Measures {
		if m.Entry.Commune() {
			s.add(m.Slot, at(whole, m.Slot))
		}
		if m.Entry.Teams() && m.CommuneTotal != TotalOwnRow {
			for _, row := range teams {
				s.add(m.Slot, at(row, m.Slot))
			}
		}
	}
	for _, f := range r.formulas {
		if f.ind.JudgedFrom != LevelTeam {
			continue
		}
		for _, row := range teams {
			switch f.verdict(row) {
			case Met:
				s.Meeting[f.ind.Ordinal]++
			case NotMet:
				s.Failing[f.ind.Ordinal]++
			}
		}
	}
	return s
}

func (s *CommuneSum) add(slot int, c Cell) {
	if c == Empty {
		s.Missing[slot]++
	} else {
		s.Sums[slot] += int64(c)
	}
}

// Breach is a part larger than its whole.
type Breach struct {
	Rule        PartRule
	Part, Whole int64
}

// Message says the breach to the person who entered it.
func (b Breach) Message() string {
	where := ""
	if b.Rule.Per == PerCommune {
		where = " của toàn xã"
	}
	return fmt.Sprintf("“%s” (%d) không được lớn hơn “%s” (%d)%s.", b.Rule.Part.Short, b.Part, b.Rule.Whole.Short, b.Whole, where)
}

// RowBreaches lists the rules a row breaks; an empty cell breaks none.
func (r *Rules) RowBreaches(row []Cell) []Breach {
	var out []Breach
	for _, p := range r.parts {
		part, whole := at(row, p.Part.Slot), at(row, p.Whole.Slot)
		if p.Per == PerRow && part != Empty && whole != Empty && part > whole {
			out = append(out, Breach{p, int64(part), int64(whole)})
		}
	}
	return out
}

// SumBreaches lists the rules a commune's sums break: known parts that already
// exceed a complete whole.
func (r *Rules) SumBreaches(s *CommuneSum) []Breach {
	var out []Breach
	for _, p := range r.parts {
		part, whole := p.Part.Slot, p.Whole.Slot
		if p.Per == PerCommune && s.Missing[whole] == 0 && s.Sums[part] > s.Sums[whole] {
			out = append(out, Breach{p, s.Sums[part], s.Sums[whole]})
		}
	}
	return out
}
