package plan

import (
	"math/rand/v2"
	"slices"
	"testing"

	"thidua/internal/clock"
)

// randomShares makes accepted and missing commune-periods with empty cells.
func randomShares(r *Rules, rnd *rand.Rand, units, periods int) []Share {
	var out []Share
	for u := range units {
		for p := range periods {
			if rnd.IntN(8) == 0 {
				out = append(out, Share{Unit: int64(u), Period: p, State: "draft"})
				continue
			}
			var teams [][]Cell
			for range 1 + rnd.IntN(4) {
				teams = append(teams, randomRow(r, rnd, false))
			}
			sum := r.SumCommune(teams, randomRow(r, rnd, true))
			out = append(out, Share{Unit: int64(u), Period: p, Sum: &sum, Counted: true, State: "accepted"})
		}
	}
	return out
}

func randomRow(r *Rules, rnd *rand.Rand, whole bool) []Cell {
	row := r.Row(nil)
	for slot := range row {
		if r.Expects(slot, whole) && rnd.IntN(30) > 0 {
			row[slot] = Cell(rnd.IntN(3))
		}
	}
	for _, b := range r.RowBreaches(row) {
		row[b.Rule.Part.Slot] = Cell(b.Whole)
	}
	return row
}

// The province is the sum of its parts, and the order of shares says nothing.
func TestRollUpAndPermutation(t *testing.T) {
	r := rules(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		shares := randomShares(r, rnd, 1+rnd.IntN(6), 1+rnd.IntN(3))
		for _, ind := range r.Indicators() {
			whole := r.Judge(ind.Ordinal, shares, after)
			var parts Result
			for _, u := range r.JudgeUnits(ind.Ordinal, shares, after) {
				parts.Num += u.Num
				parts.Den += u.Den
				parts.Counted += u.Counted
				parts.Expected += u.Expected
				parts.TeamsMeeting += u.TeamsMeeting
				parts.TeamsFailing += u.TeamsFailing
				parts.TeamsTotal += u.TeamsTotal
				parts.Provisional = parts.Provisional || u.Provisional
				switch u.Verdict {
				case Met:
					parts.UnitsMet++
				case NotMet:
					parts.UnitsNotMet++
				case NoneArose:
					parts.UnitsNone++
				case Unknown:
					parts.UnitsUnknown++
				}
			}
			got := whole
			got.Indicator, got.Target, got.Verdict, got.InProgress = nil, nil, 0, false
			if got != parts {
				t.Fatalf("%s: whole %+v, parts %+v", ind.Code, got, parts)
			}
			// = 0 and = 100 % hold for the whole exactly where no part fails.
			if c := ind.Target.Comparator; c == Equal && (whole.Verdict == NotMet) != (whole.UnitsNotMet > 0) {
				t.Fatalf("%s: %s with %d communes failing", ind.Code, whole.Verdict, whole.UnitsNotMet)
			}
			mixed := slices.Clone(shares)
			rnd.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
			if again := r.Judge(ind.Ordinal, mixed, after); again != whole {
				t.Fatalf("%s: %+v in another order %+v", ind.Code, whole, again)
			}
		}
		all := r.JudgeAll(nil, shares, after)
		for i, ind := range r.Indicators() {
			if all[i] != r.Judge(ind.Ordinal, shares, after) {
				t.Fatalf("%s judged with the others differs", ind.Code)
			}
		}
	}
}

// The scorecard says what Judge says of each group and of all, also where a
// group's communes ended before the others.
func TestScorecard(t *testing.T) {
	r := rules(t)
	rnd := rand.New(rand.NewPCG(11, 12))
	for round := range 100 {
		var groups [][]Share
		var all []Share
		for g := range 3 {
			periods := 1 + rnd.IntN(3)
			if round%2 == 0 {
				periods = 2
			}
			group := randomShares(r, rnd, 1+rnd.IntN(4), periods)
			for i := range group {
				group[i].Unit += int64(100 * (3 - g))
				group[i].Period += 7
			}
			rnd.Shuffle(len(group), func(i, j int) { group[i], group[j] = group[j], group[i] })
			groups = append(groups, group)
			all = append(all, group...)
		}
		groups = append(groups, nil)
		for _, today := range []clock.Day{after, day("2025-07-15")} {
			parts, whole := r.Scorecard(groups, today)
			for i, ind := range r.Indicators() {
				if want := r.Judge(ind.Ordinal, all, today); whole[i] != want {
					t.Fatalf("%s of all: %+v; want %+v", ind.Code, whole[i], want)
				}
				for g := range groups {
					if want := r.Judge(ind.Ordinal, groups[g], today); parts[g][i] != want {
						t.Fatalf("%s of group %d: %+v; want %+v", ind.Code, g, parts[g][i], want)
					}
				}
			}
		}
	}
}
