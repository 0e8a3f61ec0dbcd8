package vi

import "testing"

// Parts of a whole add up as people read them.
func TestShare(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{{16, 45, "35,6 %"}, {29, 45, "64,4 %"}, {1, 3, "33,3 %"}, {2, 3, "66,7 %"}, {0, 7, "0 %"}, {7, 7, "100 %"}, {1, 8, "12,5 %"}, {1, 2000, "0,1 %"}, {1, 2001, "0 %"}} {
		if got := Share(c.num, c.den); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.num, c.den, got, c.want)
		}
	}
}
