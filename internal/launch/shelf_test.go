package launch

import (
	"sync/atomic"
	"testing"

	"thidua/internal/access"
	"thidua/internal/pg"
	"thidua/internal/plan"
)

// A kept book is read once, until a launch or an acknowledgement renews the
// plan; every process sees that.
func TestShelf(t *testing.T) {
	x := build(t)
	plans := plan.NewBook(x.pool)
	shelves := []*Shelf{NewShelf(x.pool), NewShelf(x.pool)}
	look := func(what string, launched, received bool, statements int64) {
		t.Helper()
		live, err := plans.Now(t.Context())
		x.ok(err)
		ph, _ := live.PhaseByCode("dot-2")
		for i, s := range shelves {
			var n atomic.Int64
			book, err := s.At(pg.Counted(t.Context(), &n), live)
			x.ok(err)
			if got := book.Of(ph.ID, x.unit["A"]) != nil; got != launched {
				t.Errorf("%s, process %d: launched %v", what, i, got)
			}
			if got := book.Receipt(ph.ID, x.unit["A1"]) != nil; got != received {
				t.Errorf("%s, process %d: received %v", what, i, got)
			}
			if n.Load() != statements {
				t.Errorf("%s, process %d: %d statements", what, i, n.Load())
			}
		}
	}
	look("empty", false, false, 1)
	look("empty, kept", false, false, 0)
	_, err := x.launch(access.PX03, "T", "dot-2", "2025-02-03", Input{Slogan: "Quyết tâm"})
	x.ok(err)
	_, err = x.launch(access.District, "A", "dot-2", "2025-02-04", paper("12/KH-UBND", "2025-02-04"))
	x.ok(err)
	look("launched", true, false, 1)
	_, err = x.receive("A1", "dot-2", "2025-02-05", "2025-02-05", 2)
	x.ok(err)
	look("acknowledged", true, true, 1)
	_, err = x.receive("A1", "dot-2", "2025-02-05", "2025-02-05", 2) // a second time changes nothing
	x.ok(err)
	look("again", true, true, 0)
}
