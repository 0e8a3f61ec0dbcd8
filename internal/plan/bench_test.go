package plan

import (
	"math/rand/v2"
	"testing"
)

// The province's scorecard: 62 communes × 10 periods × 11 indicators, for seven districts and for the province.
func BenchmarkScorecard(b *testing.B) {
	r := rules(b)
	shares := randomShares(r, rand.New(rand.NewPCG(7, 8)), 62, 10)
	groups := make([][]Share, 7)
	for d := range groups {
		groups[d] = shares[d*62/7*10 : (d+1)*62/7*10]
	}
	b.ReportAllocs()
	for b.Loop() {
		if parts, whole := r.Scorecard(groups, after); len(parts) != 7 || whole[0].Expected != 620 {
			b.Fatal(len(parts), whole[0].Expected)
		}
	}
}

// The grid's live verdicts: one commune of 13 teams, summed and judged.
func BenchmarkCommune(b *testing.B) {
	r := rules(b)
	rnd := rand.New(rand.NewPCG(9, 10))
	var teams [][]Cell
	for range 13 {
		teams = append(teams, randomRow(r, rnd, false))
	}
	whole := randomRow(r, rnd, true)
	out := make([]Result, 0, 11)
	b.ReportAllocs()
	for b.Loop() {
		sum := r.SumCommune(teams, whole)
		out = r.JudgeAll(out[:0], []Share{{Unit: 1, Period: 9, Sum: &sum, Counted: true}}, after)
	}
}
