package report

import (
	"maps"
	"sync/atomic"

	"thidua/internal/plan"
)

// known remembers what packed sums read as. The same bytes always read the
// same, so nothing in it can be stale; it only spares boards the reading of
// what they read a moment ago.
type known struct {
	now atomic.Pointer[map[string]*plan.CommuneSum]
}

// knownLimit is how many sums are kept: some periods of a large province.
const knownLimit = 8192

// sums reads the packed sums of one board.
type sums struct {
	known *known
	have  map[string]*plan.CommuneSum
	fresh map[string]*plan.CommuneSum
	read  unpacker
}

func (k *known) sums() sums {
	s := sums{known: k}
	if m := k.now.Load(); m != nil {
		s.have = *m
	}
	return s
}

// sum is what b reads as; it must not be changed.
func (s *sums) sum(b []byte) (*plan.CommuneSum, error) {
	if x := s.have[string(b)]; x != nil {
		return x, nil
	}
	x, err := s.read.sum(b)
	if err != nil {
		return nil, err
	}
	if s.fresh == nil {
		s.fresh = map[string]*plan.CommuneSum{}
	}
	s.fresh[string(b)] = x
	return x, nil
}

// keep shares what was read for the first time; of two boards that end at
// once one may be lost, and is read again.
func (s *sums) keep() {
	if len(s.fresh) == 0 || len(s.fresh) > knownLimit {
		return
	}
	if len(s.have)+len(s.fresh) <= knownLimit {
		maps.Copy(s.fresh, s.have)
	}
	s.known.now.Store(&s.fresh)
}
