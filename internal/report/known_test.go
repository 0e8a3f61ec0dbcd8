package report

import (
	"reflect"
	"strconv"
	"sync"
	"testing"

	"thidua/internal/plan"
)

// What is remembered is what is read: boards that run side by side, more sums
// than are kept, and bytes that do not parse.
func TestKnownSums(t *testing.T) {
	var k known
	read := func(text string) *plan.CommuneSum {
		s := k.sums()
		defer s.keep()
		x, err := s.sum([]byte(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		return x
	}
	first := read("2;1,2;;2;")
	if again := read("2;1,2;;2;"); again != first || !reflect.DeepEqual(*first, plan.CommuneSum{Teams: 2, Sums: []int64{1, 2}, Missing: []int32{0, 0}, Meeting: []int32{2}, Failing: []int32{0}}) {
		t.Errorf("read %+v, then %+v", first, again)
	}
	s := k.sums()
	if _, err := s.sum([]byte("2;x")); err == nil {
		t.Error("nonsense was read")
	}
	s.keep()
	var all sync.WaitGroup
	for w := range 8 {
		all.Go(func() {
			for i := range 3000 {
				n := i + 3000*(w%4) // twice each
				if x := read("1;" + strconv.Itoa(n) + ";;1;"); x.Sums[0] != int64(n) {
					t.Errorf("%d read as %d", n, x.Sums[0])
				}
			}
		})
	}
	all.Wait()
	if n := len(*k.now.Load()); n > knownLimit {
		t.Errorf("%d sums are kept, at most %d", n, knownLimit)
	}
}
