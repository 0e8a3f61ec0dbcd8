package bench

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// Goal is the least ratio a goal page must reach, and the most statements a
// page may take beside its session's.
const (
	Goal          = 0.5
	MaxStatements = 3
)

// Line is what is reported about a page.
type Line struct {
	Page       string `json:"page"`
	Goal       bool   `json:"goal"` // held to Goal; others are for information
	Bytes      int    `json:"bytes"`
	Gzipped    int    `json:"bytes_gzipped"`
	Statements int64  `json:"statements"` // beside the session's
	Floor      Side   `json:"floor"`
	Side       Side   `json:"answers"`
	Ratio      float64
}

// Table writes the lines for people.
func Table(w io.Writer, p Plan, lines []Line) error {
	fmt.Fprintf(w, "%d connections on loopback, %d rounds of %v a side, floor and page in turn; uncompressed\n", p.Clients, p.Rounds, p.Window)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "page\tfloor/s\tpage/s\tratio\tgoal\tfloor p50/p99 ms\tpage p50/p99 ms\tstatements\tbytes\tgzipped\t")
	for _, l := range lines {
		goal := "–"
		switch {
		case l.Goal && l.Ratio >= Goal:
			goal = fmt.Sprintf("≥ %.0f %% met", Goal*100)
		case l.Goal:
			goal = fmt.Sprintf("≥ %.0f %% MISSED", Goal*100)
		}
		fmt.Fprintf(t, "%s\t%.0f\t%.0f\t%s\t%s\t%s\t%s\t%d + session\t%d\t%d\t\n", l.Page, l.Floor.PerSecond, l.Side.PerSecond, percent(l.Ratio), goal,
			latency(l.Floor), latency(l.Side), l.Statements, l.Bytes, l.Gzipped)
	}
	return t.Flush()
}

// percent keeps a digit after the point where there is but one before it.
func percent(ratio float64) string {
	if ratio < 0.1 {
		return fmt.Sprintf("%.1f %%", ratio*100)
	}
	return fmt.Sprintf("%.0f %%", ratio*100)
}

func latency(s Side) string { return ms(s.P50) + "/" + ms(s.P99) }

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
