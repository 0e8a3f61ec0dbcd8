package plan

import (
	"fmt"
	"regexp"
	"strings"

	"thidua/internal/vi"
)

// Strictness is how a target stands to another over the same figure.
type Strictness uint8

// Stricter: whatever meets it meets the other too, and not the reverse. Same:
// the same figures meet both. Weaker: the reverse of Stricter. Apart: neither
// (≥ against ≤, a rate against a count).
const (
	Apart Strictness = iota
	Stricter
	Same
	Weaker
)

// edge is a target brought to one form: figures from P/Q on (up) or up to it
// (down), the edge itself left out where strict. A point has both.
type edge struct {
	up, down bool
	strict   bool
	p, q     int64
}

// edge: counts are integers, so > 3 is ≥ 4; no rate is above 100 %, so = 100 %
// is ≥ 100 %, and no count is below 0, so = 0 is ≤ 0.
func (t Target) edge() edge {
	e := edge{p: t.P, q: t.Q}
	switch t.Comparator {
	case AtLeast, Greater:
		e.up, e.strict = true, t.Comparator == Greater
	case AtMost, Less:
		e.down, e.strict = true, t.Comparator == Less
	case Equal:
		e.up = !t.Rate && t.P > 0 || t.P == t.Q && t.Rate
		e.down = !t.Rate
	}
	if !t.Rate && e.strict {
		e.strict = false
		if e.up {
			e.p++
		} else {
			e.p--
		}
	}
	return e
}

// Against compares a target with another of the same figure, in exact integer
// arithmetic.
func (t Target) Against(other Target) Strictness {
	a, b := t.edge(), other.edge()
	if t.Rate != other.Rate {
		return Apart
	}
	d := sign(a.p*b.q - b.p*a.q)
	switch {
	case d == 0 && a == (edge{b.up, b.down, b.strict, a.p, a.q}):
		return Same
	case a.up && a.down && b.admits(d):
		return Stricter
	case b.up && b.down && a.admits(-d):
		return Weaker
	case a.up != b.up || a.down != b.down || a.up && a.down:
		return Apart
	case d == 0 && a.strict:
		return Stricter
	case d == 0:
		return Weaker
	case (d > 0) == a.up:
		return Stricter
	}
	return Weaker
}

// admits tells whether a figure on this side of the edge's own meets it.
func (e edge) admits(d int) bool {
	return d > 0 && e.up && !e.down || d < 0 && e.down && !e.up || d == 0 && !e.strict
}

// Strictest tells whether nothing stricter than the target exists: = 100 %,
// = 0, = 5.
func (t Target) Strictest() bool {
	e := t.edge()
	switch {
	case e.up && e.down:
		return true
	case t.Rate && e.up:
		return e.p == e.q
	case e.down:
		return e.p == 0
	}
	return false
}

var bareNumber = regexp.MustCompile(`^[0-9]+(?:[,.][0-9])? ?%?$`)

// ParseBeside reads a target typed for a figure that has one already: "85",
// "85 %" and "≥ 85 %" are the same beside ≥ 80 %.
func ParseBeside(other Target, s string) (Target, error) {
	s = vi.CleanLine(s)
	if bareNumber.MatchString(s) {
		c := other.Comparator
		if c == Equal {
			c = AtLeast
		}
		s = c.String() + " " + s
	}
	if other.Rate && !strings.HasSuffix(s, "%") {
		s += " %"
	}
	var t Target
	if err := t.UnmarshalText([]byte(s)); err != nil {
		return t, err
	}
	return t, nil
}

// refuseNotStricter says why a target may not stand beside the plan's, "" where
// it may.
func refuseNotStricter(ind *Indicator, t Target) string {
	own := ind.Target
	said := fmt.Sprintf("Chỉ tiêu %s của kế hoạch là %s", ind.Code, own)
	if own.Strictest() {
		return said + ", đã là mức chặt nhất nên không giao mức chặt hơn được."
	}
	switch t.Against(own) {
	case Stricter:
		return ""
	case Same:
		return fmt.Sprintf("%s; mức giao %s bằng mức của kế hoạch. Nhập mức chặt hơn.", said, t)
	case Weaker:
		return fmt.Sprintf("%s; mức giao %s lỏng hơn nên không được. Nhập mức chặt hơn.", said, t)
	}
	return fmt.Sprintf("%s; mức giao %s không so được với mức đó. Nhập cùng dấu so sánh.", said, t)
}
