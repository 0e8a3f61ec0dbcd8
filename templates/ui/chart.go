package ui

import "strconv"

// Bar is a share of a whole and its target mark. Num and Den are the share,
// At and Of the target's place; Den and Of must be positive.
type Bar struct {
	Kind     string // the verdict's class
	Title    string // "72 % (18/25), mức phải đạt ≥ 80 %"
	Num, Den int64
	At, Of   int64
	Target   string // "≥ 80 %"; "" for no mark
}

// barWidth is the drawing's width in its own units.
const barWidth = 400

func place(n, d int64) int64 {
	if d <= 0 {
		return 0
	}
	return min(barWidth, max(0, n*barWidth/d))
}

func (b Bar) width() string { return strconv.FormatInt(place(b.Num, b.Den), 10) }

// mark keeps the line inside the drawing.
func (b Bar) mark() string { return strconv.FormatInt(min(place(b.At, b.Of), barWidth-2), 10) }

func (b Bar) anchor() string {
	switch at := place(b.At, b.Of); {
	case at > barWidth-60:
		return "end"
	case at < 60:
		return "start"
	}
	return "middle"
}
