package report

import (
	"context"
	"errors"
	"strconv"

	"thidua/internal/clock"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// Present is where a month stands and what its rows come to now.
type Present struct {
	ID    ID
	State State
	Sum   *plan.CommuneSum // nil where nothing was summed yet
}

const sqlPresent = `SELECT id, state, summed FROM report WHERE id = ANY($1)`

// Present reads months by id, whoever may see them: for checking what was
// printed against what is stored.
func (s *Service) Present(ctx context.Context, q pg.Querier, ids []ID) (map[ID]Present, error) {
	rows, err := q.Query(ctx, sqlPresent, ids)
	if err != nil {
		return nil, pg.Map(err)
	}
	defer rows.Close()
	out := make(map[ID]Present, len(ids))
	var sums unpacker
	for rows.Next() {
		raw := rows.RawValues()
		p := Present{ID: ID(int8Of(raw[0])), State: stateOf(raw[1])}
		if raw[2] != nil {
			if p.Sum, err = sums.sum(raw[2]); err != nil {
				return nil, err
			}
		}
		out[p.ID] = p
	}
	return out, pg.Map(rows.Err())
}

// pack writes a commune's sums as report.summed: teams;sums;missing;meeting;
// failing, numbers separated by commas, missing and failing empty if all zeros.
// PostgreSQL calls an output function for every element of an array, and a
// province's scorecard reads thousands: one value costs it next to nothing.
func pack(s *plan.CommuneSum) string {
	b := strconv.AppendInt(make([]byte, 0, 160), int64(s.Teams), 10)
	b = packed(append(b, ';'), s.Sums)
	b = packed(append(b, ';'), unlessZero(s.Missing))
	b = packed(append(b, ';'), s.Meeting)
	b = packed(append(b, ';'), unlessZero(s.Failing))
	return string(b)
}

func unlessZero(list []int32) []int32 {
	for _, n := range list {
		if n != 0 {
			return list
		}
	}
	return nil
}

func packed[T int32 | int64](b []byte, list []T) []byte {
	for i, n := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(n), 10)
	}
	return b
}

// unpacker reads what pack wrote. It cuts many sums out of a few blocks of
// memory; they must not be changed.
type unpacker struct {
	sums  []plan.CommuneSum
	wide  []int64
	ints  []int32
	zeros []int32
}

var errPacked = errors.New("figures: a report's sums do not parse")

func (u *unpacker) sum(b []byte) (*plan.CommuneSum, error) {
	if len(u.sums) == cap(u.sums) {
		u.sums = make([]plan.CommuneSum, 0, 64)
	}
	u.sums = append(u.sums, plan.CommuneSum{})
	s := &u.sums[len(u.sums)-1]
	teams, b, ok := numbers(&u.ints, b)
	if !ok || len(teams) != 1 || b == nil {
		return nil, errPacked
	}
	s.Teams = teams[0]
	if s.Sums, b, ok = numbers(&u.wide, b); !ok {
		return nil, errPacked
	}
	for _, into := range [...]*[]int32{&s.Missing, &s.Meeting, &s.Failing} {
		if b == nil {
			return nil, errPacked
		}
		if *into, b, ok = numbers(&u.ints, b); !ok {
			return nil, errPacked
		}
	}
	s.Missing, s.Failing = u.like(s.Missing, len(s.Sums)), u.like(s.Failing, len(s.Meeting))
	if b != nil || len(s.Missing) != len(s.Sums) || len(s.Failing) != len(s.Meeting) {
		return nil, errPacked
	}
	return s, nil
}

// like is the list, or as many zeros where it is empty.
func (u *unpacker) like(list []int32, n int) []int32 {
	if len(list) > 0 {
		return list
	}
	if len(u.zeros) < n {
		u.zeros = make([]int32, n)
	}
	return u.zeros[:n:n]
}

// numbers reads "1,2,3" up to a semicolon or the end; rest is nil at the end.
func numbers[T int32 | int64](block *[]T, b []byte) (list []T, rest []byte, ok bool) {
	if cap(*block)-len(*block) < 64 {
		*block = make([]T, 0, 2048)
	}
	out, i := *block, 0
	for i < len(b) && b[i] != ';' {
		n, from := T(0), i
		for i < len(b) && b[i]-'0' <= 9 {
			n = n*10 + T(b[i]-'0')
			i++
		}
		if i == from || i-from > 18 {
			return nil, nil, false
		}
		out = append(out, n)
		switch {
		case i == len(b) || b[i] == ';':
		case b[i] == ',' && i+1 < len(b) && b[i+1] != ';':
			i++
		default:
			return nil, nil, false
		}
	}
	list, *block = out[len(*block):len(out):len(out)], out
	if i < len(b) {
		rest = b[i+1:]
	}
	return list, rest, true
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
