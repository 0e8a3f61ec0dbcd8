package summary

import (
	"sync"
)

// mostKept is how many snapshots are kept read; a province sums a few dozen.
const mostKept = 96

// kept holds snapshots read before: a snapshot never changes, and reading one
// costs more than all that is done with it. What it gives must not be changed.
type kept struct {
	mu sync.Mutex
	by map[int64]*Sealed
}

// ids are the snapshots kept, for a query that need not read them again.
func (k *kept) ids() []int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	out := make([]int64, 0, len(k.by))
	for id := range k.by {
		out = append(out, id)
	}
	return out
}

// of is the snapshot: from its bytes where they were read, else as kept. nil
// where it was dropped between the two.
func (k *kept) of(id int64, canonical []byte) (*Sealed, error) {
	if canonical == nil {
		k.mu.Lock()
		defer k.mu.Unlock()
		return k.by[id], nil
	}
	s, err := Unseal(canonical)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.by == nil {
		k.by = map[int64]*Sealed{}
	}
	for old := range k.by {
		if len(k.by) < mostKept {
			break
		}
		delete(k.by, old)
	}
	k.by[id] = s
	return s, nil
}
