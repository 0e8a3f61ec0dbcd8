package bench

import (
	"fmt"
	"io"
	"runtime"
	"text/tabwriter"
	"time"
)

// The most a province's report may take of its floor, and inside the
// country's data of what it takes alone.
const (
	MostFloor   = 3.0
	MostCountry = 1.25
)

// PapersPlan bounds the measurement: rounds, and reports of a side in each.
type PapersPlan struct{ Rounds, Each int }

// PaperPlan takes some ten seconds.
var PaperPlan = PapersPlan{Rounds: 21, Each: 4}

// PaperLine is a comparison: what was measured and what it is held against.
type PaperLine struct {
	What  string
	Base  time.Duration // median of one
	Took  time.Duration
	Ratio float64 // median of the rounds' ratios
	Most  float64
}

// MeasurePapers compares the report with its floor, and the report inside the
// country with the report alone. Each round does all three, in turning order,
// so that noise on the machine hits them alike.
func MeasurePapers(p PapersPlan, floor, alone, inside func() error) ([]PaperLine, error) {
	sides := [3]func() error{floor, alone, inside}
	for _, do := range sides { // caches and plans warm
		for range 2 {
			if err := do(); err != nil {
				return nil, err
			}
		}
	}
	var times [3][]float64
	var ofFloor, ofAlone []float64
	for round := range p.Rounds {
		var now [3]float64
		for k := range sides {
			i := (k + round) % len(sides)
			runtime.GC() // one side's garbage is not another's
			began := time.Now()
			for range p.Each {
				if err := sides[i](); err != nil {
					return nil, err
				}
			}
			now[i] = float64(time.Since(began)) / float64(p.Each)
			times[i] = append(times[i], now[i])
		}
		ofFloor, ofAlone = append(ofFloor, now[1]/now[0]), append(ofAlone, now[2]/now[1])
	}
	mid := func(i int) time.Duration { return time.Duration(middle(times[i])) }
	return []PaperLine{
		{"province's report: compiled, DOCX written", mid(0), mid(1), middle(ofFloor), MostFloor},
		{"the same inside the country's data", mid(1), mid(2), middle(ofAlone), MostCountry},
	}, nil
}

// PaperTable writes the lines for people.
func PaperTable(w io.Writer, p PapersPlan, lines []PaperLine) error {
	fmt.Fprintf(w, "%d rounds of %d reports a side, in turn; the first against bare sums and an equal DOCX from memory, the second against alone\n", p.Rounds, p.Each)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "report\tbase ms\ttook ms\tratio\tgoal\t")
	for _, l := range lines {
		goal := fmt.Sprintf("≤ %.2f × met", l.Most)
		if l.Ratio > l.Most {
			goal = fmt.Sprintf("≤ %.2f × MISSED", l.Most)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%.2f ×\t%s\t\n", l.What, ms(l.Base), ms(l.Took), l.Ratio, goal)
	}
	return t.Flush()
}
