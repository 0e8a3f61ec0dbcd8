package award

import (
	"testing"

	"thidua/internal/org"
	"thidua/internal/roster"
)

// A whole province's members: what the simulator judges for each change of a
// threshold.
func BenchmarkSimulate(b *testing.B) {
	l := live(b)
	book := Book{1: year(l, 1)}
	var list []Candidate
	for i := range 1475 {
		f := member(l, book, spell(1, "2024-07-01", ""))
		f.Person = roster.PersonID(i + 1)
		list = append(list, Candidate{Facts: f, Unit: org.UnitID(i % 7), Size: 4, Gender: roster.Male, Position: roster.Plain})
	}
	c := full(l)
	for b.Loop() {
		Simulate(Basis{Live: l, Phase: "dot-2", Today: after}, c, list)
	}
}
