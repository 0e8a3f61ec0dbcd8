package report

import (
	"encoding/binary"
	"errors"

	"thidua/internal/clock"
	"thidua/internal/plan"
)

// unpacker reads commune_sum.packed: sums, missing, meeting and failing as
// PostgreSQL's binary arrays one after the other. It gives many sums out of a
// few blocks of memory; they must not be changed.
type unpacker struct {
	sums  []plan.CommuneSum
	wide  []int64
	ints  []int32
	zeros []int32
}

var errPacked = errors.New("figures: packed sums do not parse")

func (u *unpacker) sum(b []byte) (*plan.CommuneSum, error) {
	s := &take(&u.sums, 1)[0]
	n, b, ok := dimension(b)
	if !ok || len(b) < 12*n {
		return nil, errPacked
	}
	s.Sums = take(&u.wide, n)
	for i := range s.Sums {
		s.Sums[i] = int8Of(b[12*i+4:])
	}
	b = b[12*n:]
	for _, x := range [...]struct {
		into *[]int32
		like int // how many zeros an empty array stands for
	}{{&s.Missing, n}, {&s.Meeting, 0}, {&s.Failing, -1}} {
		m, rest, ok := dimension(b)
		if !ok || len(rest) < 8*m {
			return nil, errPacked
		}
		if x.like < 0 {
			x.like = len(s.Meeting)
		}
		if m == 0 {
			*x.into, b = u.zero(x.like), rest
			continue
		}
		list := take(&u.ints, m)
		for i := range list {
			list[i] = int4Of(rest[8*i+4:])
		}
		*x.into, b = list, rest[8*m:]
	}
	if len(b) != 0 {
		return nil, errPacked
	}
	return s, nil
}

func (u *unpacker) zero(n int) []int32 {
	if len(u.zeros) < n {
		u.zeros = make([]int32, n)
	}
	return u.zeros[:n:n]
}

// take cuts n elements off a block, a new one where it is used up.
func take[T any](block *[]T, n int) []T {
	if len(*block) < n {
		*block = make([]T, max(n, 64*n))
	}
	out := (*block)[:n:n]
	*block = (*block)[n:]
	return out
}

// dimension reads the head of a binary array: dimensions, flags, element type,
// then, unless it is empty, length and lower bound.
func dimension(b []byte) (n int, body []byte, ok bool) {
	switch {
	case len(b) < 12:
		return 0, nil, false
	case binary.BigEndian.Uint32(b) == 0:
		return 0, b[12:], true
	case binary.BigEndian.Uint32(b) != 1 || len(b) < 20:
		return 0, nil, false
	}
	return int(binary.BigEndian.Uint32(b[12:])), b[20:], true
}

// dayOf reads a date's binary form: PostgreSQL counts days from 2000-01-01.
func dayOf(raw []byte) *clock.Day {
	if raw == nil {
		return nil
	}
	d := dayZero + clock.Day(int4Of(raw))
	return &d
}

var dayZero = clock.NewDay(2000, 1, 1)

func stateOf(raw []byte) State {
	for _, s := range States {
		if string(s) == string(raw) {
			return s
		}
	}
	return State(raw)
}
