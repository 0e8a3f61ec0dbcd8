package report_test

import (
	"reflect"
	"sync/atomic"
	"testing"

	"thidua/internal/access"
	"thidua/internal/pg"
)

// The sheet is the lines and the shares, read at once.
func TestSheet(t *testing.T) {
	x := newScored(t)
	x.phase1()
	want := x.want("dot-1", false)
	for _, unit := range []string{"tỉnh", "A", "B1"} {
		scope := access.Under(x.w.Tree.Path(x.unit[unit], x.w.Day))
		var n atomic.Int64
		lines, expected, err := x.s.Sheet(pg.Counted(t.Context(), &n), x.s.Pool, x.w, scope, x.w.Plan.Periods[:4], want)
		x.ok(err)
		if n.Load() != 1 {
			t.Errorf("%d statements", n.Load())
		}
		wantLines, err := x.s.Lines(t.Context(), x.s.Pool, scope, x.w.Plan.PeriodIDs()[:4])
		x.ok(err)
		wantShares, err := x.s.Shares(t.Context(), x.s.Pool, x.w, scope, want)
		x.ok(err)
		if len(lines) == 0 || !reflect.DeepEqual(lines, wantLines) {
			t.Errorf("%s: lines\n%+v\nwant\n%+v", unit, lines, wantLines)
		}
		if len(expected) == 0 || !reflect.DeepEqual(expected, wantShares) {
			t.Errorf("%s: shares\n%+v\nwant\n%+v", unit, expected, wantShares)
		}
	}
}
