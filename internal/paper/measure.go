package paper

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// bold are the advances of Times New Roman Bold, in thousandths of the size;
// Liberation Serif has the same. Rules under headings take their length from
// the words above them. Letters with marks are as wide as without.
var bold = map[rune]int{
	' ': 250, '!': 333, '"': 555, '%': 1000, '&': 833, '\'': 278, '(': 333, ')': 333, '+': 570, ',': 250, '-': 333, '–': 500, '.': 250, '/': 278, ':': 333, ';': 333,
	'A': 722, 'B': 667, 'C': 722, 'D': 722, 'Đ': 722, 'E': 667, 'F': 611, 'G': 778, 'H': 778, 'I': 389, 'J': 500, 'K': 778, 'L': 667, 'M': 944, 'N': 722, 'O': 778, 'P': 611, 'Q': 778, 'R': 722, 'S': 556, 'T': 667, 'U': 722, 'V': 722, 'W': 1000, 'X': 722, 'Y': 722, 'Z': 667,
	'a': 500, 'b': 556, 'c': 444, 'd': 556, 'đ': 556, 'e': 444, 'f': 333, 'g': 500, 'h': 556, 'i': 278, 'j': 333, 'k': 556, 'l': 278, 'm': 833, 'n': 556, 'o': 500, 'p': 556, 'q': 556, 'r': 444, 's': 389, 't': 333, 'u': 556, 'v': 500, 'w': 722, 'x': 500, 'y': 500, 'z': 444,
}

// boldWidth is the length of s in millimetres, set bold in a size of points.
func boldWidth(s string, points float64) float64 {
	sum := 0
	for _, r := range norm.NFD.String(s) {
		switch w, known := bold[r]; {
		case known:
			sum += w
		case r < 0x300 || r > 0x36f: // not a mark above or below
			sum += 500
		}
	}
	return float64(sum) / 1000 * points * 25.4 / 72
}

// longest is the length of a bold line's longest stretch between breaks, in
// millimetres.
func (l Line) longest(points float64) float64 {
	words := 0.0
	for _, r := range l.Runs {
		for _, s := range strings.Split(r.Text, "\n") {
			words = max(words, boldWidth(s, points))
		}
	}
	return words
}

// fit sets the names of a column smaller where one of them fits it only so.
func fit(lines []Line, width float64) {
	for _, l := range lines {
		if size := styleOf[l.Role].size; l.longest(size) > width && l.longest(smallSize) <= width {
			for i := range lines {
				lines[i].Fit = Small
			}
			return
		}
	}
}

// tight closes up an italic line that would just not fit; italics are about
// 0.95 of bold.
func tight(l Line, width float64) Line {
	if l.longest(styleOf[l.Role].size)*0.95 > width {
		l.Fit = Tight
	}
	return l
}
