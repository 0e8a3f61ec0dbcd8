package paper

import (
	"strings"
	"unicode/utf8"
)

// set is a text as it fits into its field.
type set struct {
	lines   []string
	size    float64 // points
	leading float64 // millimetres
}

// longest is more letters than any certificate holds; nobody need try them.
const longest = 2000

// step is how much smaller a text is tried, in points.
const step = 0.5

// fit sets a text: a short one keeps its size. A name that is too long shrinks
// before it wraps; a sentence wraps before it shrinks. first is where the first
// baseline comes to stand; ok is false where not even the smallest size fits.
func (f Field) fit(text string, first float64) (_ set, ok bool) {
	forced := strings.Split(text, "\n")
	most := max(f.Lines, len(forced), 1)
	if most > max(f.Lines, 1) || utf8.RuneCountInString(text) > longest {
		return set{}, false
	}
	limits := []int{most}
	if f.Key != KeyPlace && f.Key != KeyAchievement {
		limits = []int{len(forced), most}
	}
	for _, limit := range limits {
		for size := f.Size; ; size -= step {
			if s, fits := f.at(forced, max(size, f.least()), limit, first); fits {
				return s, true
			}
			if size <= f.least() {
				break
			}
		}
	}
	return set{}, false
}

func (f Field) least() float64 {
	if f.Least == 0 {
		return f.Size
	}
	return f.Least
}

// tightened begins with a smaller size, leading in proportion.
func (f Field) tightened(tight float64) Field {
	size := f.Size - (f.Size-f.least())*tight
	f.Least = f.least()
	f.Leading = f.leading() * size / f.Size
	f.Size = size
	return f
}

// at sets the text in one size.
func (f Field) at(forced []string, size float64, limit int, first float64) (set, bool) {
	face := faceOf(f.Bold, f.Italic)
	s := set{size: size, leading: f.leading() * size / f.Size}
	for _, l := range forced {
		parts := tokens(l)
		lines, fits := wrap(face, parts, size, f.Width)
		if !fits { // words kept together are longer than a line
			parts = words(l)
			lines, fits = wrap(face, parts, size, f.Width)
		}
		if !fits || len(s.lines)+len(lines) > limit {
			return s, false
		}
		if f.Align != Left {
			lines = balanced(face, parts, size, f.Width, lines)
		}
		s.lines = append(s.lines, lines...)
	}
	last := first + float64(len(s.lines)-1)*s.leading
	return s, f.Bottom == 0 || last <= f.Bottom
}

func (f Field) leading() float64 {
	if f.Leading == 0 {
		return f.Size * point * 1.25
	}
	return f.Leading
}

// wrap breaks tokens into lines of a width; fits is false where one token
// alone is longer.
func wrap(f *face, tokens []string, size, width float64) (lines []string, fits bool) {
	for _, t := range tokens {
		if f.width(t, size) > width {
			return nil, false
		}
		if n := len(lines); n > 0 && f.width(lines[n-1]+" "+t, size) <= width {
			lines[n-1] += " " + t
			continue
		}
		lines = append(lines, t)
	}
	return lines, true
}

// balanced breaks the same tokens into as many lines of about one length.
func balanced(f *face, tokens []string, size, width float64, greedy []string) []string {
	low, high, best := 0.0, width, greedy
	for range 24 {
		middle := (low + high) / 2
		if lines, fits := wrap(f, tokens, size, middle); fits && len(lines) <= len(greedy) {
			high, best = middle, lines
		} else {
			low = middle
		}
	}
	return best
}
