package plan

// MissingItem is something a verdict lacks: a commune-period's whole report
// (Slot is -1, State says where it stands) or empty cells of one measure.
type MissingItem struct {
	Unit   int64 // 0 where one team is judged
	Period int
	State  string
	Slot   int
	Cells  int32
}

// Missing lists what Judge lacked for an indicator, in the order of the
// shares. It is asked for by explanations only.
func (r *Rules) Missing(ordinal int, shares []Share) []MissingItem {
	f := r.byOrdinal[ordinal]
	first, last := bounds(f, shares)
	first = r.window(f, first, last, r.Def.End()).first
	var out []MissingItem
	for i := range shares {
		s := &shares[i]
		if !s.knows(f) || s.Period < first {
			continue
		}
		item := MissingItem{Unit: s.Unit, Period: s.Period, State: s.State, Slot: -1}
		if !s.counts() {
			out = append(out, item)
			continue
		}
		for _, slot := range [...]int{f.num, f.den} {
			if slot >= 0 && s.Sum.Missing[slot] > 0 {
				item.Slot, item.Cells = slot, s.Sum.Missing[slot]
				out = append(out, item)
			}
		}
	}
	return out
}

// TeamMissing lists what JudgeTeam lacked.
func (r *Rules) TeamMissing(ordinal int, rows []TeamShare) []MissingItem {
	f := r.byOrdinal[ordinal]
	w := r.teamWindow(f, rows, r.Def.End())
	var out []MissingItem
	for i := range rows {
		s := &rows[i]
		if !s.knows(f) || s.Period < w.first {
			continue
		}
		item := MissingItem{Period: s.Period, State: s.State, Slot: -1}
		if !s.Counted || len(s.Row) == 0 {
			out = append(out, item)
			continue
		}
		for _, slot := range [...]int{f.num, f.den} {
			if slot >= 0 && at(s.Row, slot) == Empty {
				item.Slot, item.Cells = slot, 1
				out = append(out, item)
			}
		}
	}
	return out
}
