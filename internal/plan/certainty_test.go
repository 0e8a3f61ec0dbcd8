package plan

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// A small world: communes × periods × rows, the last row of each being the
// whole-commune row. Judged twice: by the engine from what is known, and by
// brute force over every way of filling what is not.
type world struct {
	communes, periods, teams int
	cells                    map[cellKey]Cell // every expected cell, filled
	empty                    map[cellKey]bool
	absent                   map[[2]int]bool // commune, period: not accepted
}

type cellKey struct{ commune, period, row, slot int }

// fills are what a missing cell is tried with: small counts, one so large that
// it outweighs everything else in the world, and a little more for a whole
// whose part is that large.
var fills = []Cell{0, 1, 2, 3, 4, 500, 509}

func randomWorld(r *Rules, rnd *rand.Rand, slots []int) *world {
	w := &world{
		communes: 1 + rnd.IntN(2), periods: 1 + rnd.IntN(2), teams: 1 + rnd.IntN(2),
		cells: map[cellKey]Cell{}, empty: map[cellKey]bool{}, absent: map[[2]int]bool{},
	}
	for {
		w.each(func(k cellKey) {
			if r.Expects(k.slot, k.row == w.teams) {
				w.cells[k] = Cell(rnd.IntN(4)) * Cell(rnd.IntN(2))
				w.empty[k] = rnd.IntN(5) == 0
			}
		}, slots)
		if w.valid(r, slots) {
			break
		}
	}
	for c := range w.communes {
		for p := range w.periods {
			if rnd.IntN(8) == 0 {
				w.absent[[2]int{c, p}] = true
				w.each(func(k cellKey) {
					if _, ok := w.cells[k]; ok && k.commune == c && k.period == p {
						w.empty[k] = true
					}
				}, slots)
			}
		}
	}
	return w
}

func (w *world) each(f func(cellKey), slots []int) {
	for c := range w.communes {
		for p := range w.periods {
			for row := range w.teams + 1 {
				for _, s := range slots {
					f(cellKey{c, p, row, s})
				}
			}
		}
	}
}

// valid tells whether the filled world keeps part ≤ whole.
func (w *world) valid(r *Rules, slots []int) bool {
	for _, rule := range r.Parts() {
		a, b := rule.Part.Slot, rule.Whole.Slot
		if len(slots) != 2 || slots[0] != a || slots[1] != b {
			continue
		}
		for c := range w.communes {
			for p := range w.periods {
				var part, whole Cell
				for row := range w.teams + 1 {
					x, y := w.cells[cellKey{c, p, row, a}], w.cells[cellKey{c, p, row, b}]
					if rule.Per == PerRow && x > y {
						return false
					}
					part, whole = part+x, whole+y
				}
				if part > whole {
					return false
				}
			}
		}
	}
	return true
}

// truth is the verdict of the filled world, by the plan's words and nothing of
// the engine. Everything is over, so nothing is in progress.
func (w *world) truth(code string, slots []int) Verdict {
	last := w.periods - 1
	sum := func(slot, row0, row1, p0 int) (n int) {
		for c := range w.communes {
			for p := p0; p < w.periods; p++ {
				for row := row0; row < row1; row++ {
					n += int(w.cells[cellKey{c, p, row, slot}])
				}
			}
		}
		return n
	}
	all := w.teams + 1
	rate := func(holds func(n, d int) bool) Verdict {
		n, d := sum(slots[0], 0, all, 0), sum(slots[1], 0, all, 0)
		if d == 0 {
			return NoneArose
		}
		return verdictOf(holds(n, d))
	}
	switch code {
	case "1.1":
		return rate(func(n, d int) bool { return n*100 >= 80*d })
	case "4.2":
		return rate(func(n, d int) bool { return n*100 > 90*d })
	case "1.2", "3.1", "6.1": // 6.1 adds member-periods, though members are a stock
		return rate(func(n, d int) bool { return n == d })
	case "2.1": // every commune, by its own row in the last period
		for c := range w.communes {
			if w.cells[cellKey{c, last, w.teams, slots[0]}] < 1 {
				return NotMet
			}
		}
		return Met
	case "7.1":
		for c := range w.communes {
			for p := range w.periods {
				for row := range w.teams {
					if w.cells[cellKey{c, p, row, slots[0]}] < 1 {
						return NotMet
					}
				}
			}
		}
		return Met
	}
	return verdictOf(sum(slots[0], 0, all, 0) == 0)
}

func verdictOf(met bool) Verdict {
	if met {
		return Met
	}
	return NotMet
}

// outcomes fills what is missing in every way and collects the verdicts.
func (w *world) outcomes(r *Rules, slots []int, judge func() Verdict) [4]bool {
	var holes []cellKey
	w.each(func(k cellKey) {
		if w.empty[k] {
			holes = append(holes, k)
		}
	}, slots)
	var seen [4]bool
	var fill func(i int)
	fill = func(i int) {
		if i == len(holes) {
			if w.valid(r, slots) {
				seen[judge()] = true
			}
			return
		}
		kept := w.cells[holes[i]]
		for _, v := range fills {
			w.cells[holes[i]] = v
			fill(i + 1)
		}
		w.cells[holes[i]] = kept
	}
	fill(0)
	return seen
}

func (w *world) holes() int {
	n := 0
	for _, e := range w.empty {
		if e {
			n++
		}
	}
	return n
}

// shares is what the engine is given: the known cells of accepted reports.
// Periods are the campaign's last ones.
func (w *world) shares(r *Rules) []Share {
	var out []Share
	for c := range w.communes {
		for p := range w.periods {
			share := Share{Unit: int64(c), Period: len(r.Periods) - w.periods + p, State: "draft"}
			if !w.absent[[2]int{c, p}] {
				rows := w.rows(r, c, p)
				sum := r.SumCommune(rows[:w.teams], rows[w.teams])
				share.Sum, share.Counted = &sum, true
			}
			out = append(out, share)
		}
	}
	return out
}

func (w *world) rows(r *Rules, c, p int) [][]Cell {
	rows := make([][]Cell, w.teams+1)
	for i := range rows {
		rows[i] = r.Row(nil)
		for slot := range rows[i] {
			if v, ok := w.cells[cellKey{c, p, i, slot}]; ok && !w.empty[cellKey{c, p, i, slot}] {
				rows[i][slot] = v
			}
		}
	}
	return rows
}

func inputSlots(r *Rules, ind *Indicator) []int {
	num, den := r.Inputs(ind.Ordinal)
	if den == nil {
		return []int{num.Slot}
	}
	return []int{num.Slot, den.Slot}
}

// A verdict other than unknown holds however the missing cells are filled, and
// unknown is said only where they can be filled to different outcomes.
func TestVerdictsAreCertainAndExact(t *testing.T) {
	r := rules(t)
	rnd := rand.New(rand.NewPCG(3, 4))
	for _, ind := range r.Indicators() {
		slots := inputSlots(r, ind)
		var judged [4]int
		for judged[Met] < 40 || judged[NotMet] < 40 || judged[Unknown] < 60 || (ind.IsRate() && judged[NoneArose] < 10) {
			w := randomWorld(r, rnd, slots)
			if w.holes() > 5 {
				continue
			}
			res := r.Judge(ind.Ordinal, w.shares(r), after)
			judged[res.Verdict]++
			seen := w.outcomes(r, slots, func() Verdict { return w.truth(ind.Code, slots) })
			checkOutcomes(t, ind.Code, w, res, seen)
		}
	}
}

func checkOutcomes(t *testing.T, code string, w *world, res Result, seen [4]bool) {
	t.Helper()
	n := 0
	for _, s := range seen {
		if s {
			n++
		}
	}
	switch {
	case res.Verdict != Unknown && (!seen[res.Verdict] || n != 1):
		t.Fatalf("%s: %s is not certain: outcomes %v in %s", code, res.Verdict, seen, w)
	case res.Verdict == Unknown && n < 2:
		t.Fatalf("%s: unknown, but the only outcome is %v in %s", code, seen, w)
	}
}

// Other provinces' targets: every comparator, on a count and on a rate.
func TestOtherComparatorsAreCertainAndExact(t *testing.T) {
	rnd := rand.New(rand.NewPCG(13, 14))
	for _, c := range []struct {
		code, from, target string
		holds              func(n, d int) bool
	}{
		{"5.1", "= 0", "≤ 2", func(n, _ int) bool { return n <= 2 }},
		{"5.1", "= 0", "< 2", func(n, _ int) bool { return n < 2 }},
		{"5.1", "= 0", "≥ 2", func(n, _ int) bool { return n >= 2 }},
		{"5.1", "= 0", "> 2", func(n, _ int) bool { return n > 2 }},
		{"5.1", "= 0", "= 2", func(n, _ int) bool { return n == 2 }},
		{"1.1", "≥ 80 %", "≤ 50 %", func(n, d int) bool { return 2*n <= d }},
		{"1.1", "≥ 80 %", "< 50 %", func(n, d int) bool { return 2*n < d }},
		{"1.1", "≥ 80 %", "> 50 %", func(n, d int) bool { return 2*n > d }},
		{"1.1", "≥ 80 %", "≥ 100 %", func(n, d int) bool { return n >= d }},
	} {
		d := ninhThuan(t)
		for i := range d.Indicators {
			if d.Indicators[i].Code == c.code {
				if err := d.Indicators[i].Target.UnmarshalText([]byte(c.target)); err != nil {
					t.Fatal(err)
				}
			}
		}
		r := NewRules(d)
		ind := r.Indicator(r.ordinal(c.code))
		slots := inputSlots(r, ind)
		var judged [4]int
		for judged[Met] < 20 || judged[NotMet] < 20 || judged[Unknown] < 30 {
			w := randomWorld(r, rnd, slots)
			if w.holes() > 4 {
				continue
			}
			res := r.Judge(ind.Ordinal, w.shares(r), after)
			judged[res.Verdict]++
			seen := w.outcomes(r, slots, func() Verdict {
				n, d := 0, 1
				w.each(func(k cellKey) {
					if k.slot == slots[0] {
						n += int(w.cells[k])
					}
				}, slots)
				if ind.IsRate() {
					d = 0
					w.each(func(k cellKey) {
						if k.slot == slots[1] {
							d += int(w.cells[k])
						}
					}, slots)
				}
				if d == 0 {
					return NoneArose
				}
				return verdictOf(c.holds(n, d))
			})
			checkOutcomes(t, c.code+" "+c.target, w, res, seen)
		}
	}
}

// The same for one team over one or two periods.
func TestTeamVerdictsAreCertainAndExact(t *testing.T) {
	r := rules(t)
	rnd := rand.New(rand.NewPCG(5, 6))
	for _, ind := range r.Indicators() {
		if ind.JudgedFrom != LevelTeam {
			continue
		}
		slots := inputSlots(r, ind)
		var judged [4]int
		for judged[Met] < 30 || judged[NotMet] < 30 || judged[Unknown] < 30 {
			w := randomWorld(r, rnd, slots)
			if w.communes > 1 || w.teams > 1 {
				continue
			}
			for _, slot := range slots { // the team is alone: nothing in the whole-commune row
				for p := range w.periods {
					delete(w.cells, cellKey{0, p, 1, slot})
					delete(w.empty, cellKey{0, p, 1, slot})
				}
			}
			var rows []TeamShare
			for p := range w.periods {
				share := TeamShare{Period: len(r.Periods) - w.periods + p, State: "draft"}
				if !w.absent[[2]int{0, p}] {
					share.Row, share.Counted = w.rows(r, 0, p)[0], true
				}
				rows = append(rows, share)
			}
			res, ok := r.JudgeTeam(ind.Ordinal, rows, after)
			if !ok {
				t.Fatalf("%s is judged for teams", ind.Code)
			}
			judged[res.Verdict]++
			seen := w.outcomes(r, slots, func() Verdict {
				if ind.Code == "2.1" { // for a team: its own credit
					return verdictOf(w.cells[cellKey{0, w.periods - 1, 0, slots[0]}] >= 1)
				}
				return w.truth(ind.Code, slots)
			})
			checkOutcomes(t, ind.Code, w, res, seen)
		}
	}
}

func (w *world) String() string {
	out := fmt.Sprintf("%d communes, %d periods, %d teams, absent %v:", w.communes, w.periods, w.teams, w.absent)
	for k, v := range w.cells {
		if w.empty[k] {
			out += fmt.Sprintf(" %v=?", k)
		} else {
			out += fmt.Sprintf(" %v=%d", k, v)
		}
	}
	return out
}
