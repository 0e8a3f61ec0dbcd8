package paper

import (
	"fmt"
	"math"
	"strings"
)

// The border is drawn from lines alone: a key pattern between two rules, red
// outside and gold inside. It is ours, like none of the State's certificates;
// nothing stands outside it, as article 104 of Decree 98/2023/NĐ-CP wants.

// hook is one unit of the key pattern, four wide and three high, from the
// inner edge of the band and back to it without crossing itself.
var hook = [][2]float64{{0, 3}, {0, 0}, {3, 0}, {3, 2}, {2, 2}, {2, 1}, {1, 1}, {1, 3}}

const hookWidth = 4

// draw is the border as PDF operators, on a page of millimetres.
func (b Border) draw(width, height float64) string {
	var s strings.Builder
	// Millimetres from the upper left corner from here on.
	fmt.Fprintf(&s, "q %.5f 0 0 %.5f 0 %.5f cm 0 J 0 j\n", 1/point, -1/point, height/point)
	frame := func(inset, line float64) {
		fmt.Fprintf(&s, "%.3f w %.3f %.3f %.3f %.3f re S\n", line, inset, inset, width-2*inset, height-2*inset)
	}
	s.WriteString("0.855 0.145 0.114 RG\n")
	frame(b.Inset+0.5, 1)
	frame(b.Inset+b.Band-0.15, 0.3)
	s.WriteString("0.702 0.525 0.149 RG\n")
	// The pattern keeps a margin to both rules; corners are squares of it.
	outer, inner := b.Inset+1+b.Band*0.13, b.Inset+b.Band-0.3-b.Band*0.13
	unit := (inner - outer) / 3
	line := unit * 0.34
	fmt.Fprintf(&s, "%.3f w\n", line)
	corner := inner - outer
	for _, side := range sides(width, height, outer, corner) {
		side.keys(&s, unit)
		side.lozenge(&s, unit)
	}
	for _, c := range corners(width, height, outer, corner) {
		for ring := 0.0; ring < 3; ring += 2 {
			in := ring * unit * 0.5
			fmt.Fprintf(&s, "%.3f %.3f %.3f %.3f re S\n", c[0]+in, c[1]+in, corner-2*in, corner-2*in)
		}
		d := unit * 0.5
		fmt.Fprintf(&s, "0.855 0.145 0.114 rg %.3f %.3f %.3f %.3f re f\n", c[0]+corner/2-d/2, c[1]+corner/2-d/2, d, d)
	}
	s.WriteString("Q")
	return s.String()
}

// side is one edge of the border: where its pattern begins, the way along it
// and the way into the page.
type side struct {
	x, y, alongX, alongY, inX, inY float64
	length                         float64
}

func sides(width, height, outer, corner float64) []side {
	across, down := width-2*outer-2*corner, height-2*outer-2*corner
	return []side{
		{outer + corner, outer, 1, 0, 0, 1, across},
		{outer + corner, height - outer, 1, 0, 0, -1, across},
		{outer, outer + corner, 0, 1, 1, 0, down},
		{width - outer, outer + corner, 0, 1, -1, 0, down},
	}
}

func corners(width, height, outer, corner float64) [][2]float64 {
	right, bottom := width-outer-corner, height-outer-corner
	return [][2]float64{{outer, outer}, {right, outer}, {outer, bottom}, {right, bottom}}
}

// keys draws hooks from both ends of a side to its middle, so that left and
// right are mirrored.
func (e side) keys(s *strings.Builder, unit float64) {
	const room = 3 // units that the lozenge takes
	gap := unit * 0.8
	half := e.length/2 - gap - room*unit/2
	n := max(1, math.Round(half/(hookWidth*unit)))
	wide := half / n / hookWidth
	for _, mirrored := range []bool{false, true} {
		op := "m"
		put := func(along, in float64) {
			at := gap + along*wide
			if mirrored {
				at = e.length - at
			}
			fmt.Fprintf(s, "%.3f %.3f %s\n", e.x+e.alongX*at+e.inX*in*unit, e.y+e.alongY*at+e.inY*in*unit, op)
			op = "l"
		}
		for i := 0.0; i < n; i++ {
			for _, p := range hook {
				put(i*hookWidth+p[0], p[1])
			}
		}
		put(n*hookWidth, 3)
		s.WriteString("S\n")
	}
}

// lozenge marks the middle of a side.
func (e side) lozenge(s *strings.Builder, unit float64) {
	s.WriteString("0.855 0.145 0.114 rg\n")
	for i, p := range [][2]float64{{-1, 1.5}, {0, 0.5}, {1, 1.5}, {0, 2.5}} {
		along, in := e.length/2+p[0]*unit, p[1]*unit
		fmt.Fprintf(s, "%.3f %.3f %s\n", e.x+e.alongX*along+e.inX*in, e.y+e.alongY*along+e.inY*in, [...]string{"m", "l", "l", "l"}[i])
	}
	s.WriteString("f\n")
}
