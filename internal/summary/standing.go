package summary

import (
	"thidua/internal/plan"
)

// tally counts what of a unit's judged indicators it does not meet or cannot
// be told yet.
func tally(judged []Judged) plan.Tally {
	var t plan.Tally
	for _, j := range judged {
		switch j.Verdict {
		case "not_met":
			t.NotMet++
		case "unknown", "in_progress":
			t.Unknown++
		}
	}
	return t
}

// Peers is a commune's standing among those of like size: its members, where
// none are known its teams, within 20 % of its own.
type Peers struct {
	Rank int // 0: it has no place
	Of   int // itself included
	Tied bool
	Low  int // the group's bounds, inclusive
	High int
	Unit string // what size is counted in: "thành viên" or "Tổ"
}

// PeersOf are the communes' standings beside those of like size, in order.
func PeersOf(communes []Commune) []Peers {
	byMembers := true
	tallies := make([]*plan.Tally, len(communes))
	for i := range communes {
		byMembers = byMembers && communes[i].Members > 0
		if t := tally(communes[i].Judged); communes[i].Rank > 0 {
			tallies[i] = &t
		}
	}
	size := func(i int) int {
		if byMembers {
			return communes[i].Members
		}
		return communes[i].Teams
	}
	out := make([]Peers, len(communes))
	for i := range communes {
		own := size(i)
		// Whole numbers within [0,8; 1,2] of its own.
		p := Peers{Low: (own*8 + 9) / 10, High: own * 12 / 10, Unit: "Tổ"}
		if byMembers {
			p.Unit = "thành viên"
		}
		var group []*plan.Tally
		at := 0
		for k := range communes {
			if n := size(k); n >= p.Low && n <= p.High && (tallies[k] != nil || k == i) {
				if k == i {
					at = len(group)
				}
				group = append(group, tallies[k])
			}
		}
		mine := ranked(group)[at]
		p.Rank, p.Tied, p.Of = mine.rank, mine.tied, len(group)
		out[i] = p
	}
	return out
}
