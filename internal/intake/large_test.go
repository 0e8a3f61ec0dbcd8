package intake_test

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/demo"
	"thidua/internal/intake"
	"thidua/internal/org"
	"thidua/internal/paper/workbook"
)

// many is a workbook of n members of all teams, numbered from first.
func many(t testing.TB, d *desk, first, n int) []byte {
	t.Helper()
	teams := d.w.Tree.Teams(org.UnitID(d.a.UnitID), demo.Today)
	rows := make([][]workbook.Cell, n)
	for i := range rows {
		rows[i] = row(fmt.Sprintf("Nguyễn Văn Số %d", first+i), "Nam", "Tổ viên", fmt.Sprintf("0581%08d", first+i), "01/12/2024", "", "", d.w.Tree.Name(teams[i%len(teams)], demo.Today).Short())
	}
	return sheet(t, sister, rows...)
}

// peak is the most the heap grows by while do runs.
func peak(do func()) uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	base, stop := m.HeapAlloc, make(chan struct{})
	var most atomic.Uint64
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most.Store(max(most.Load(), m.HeapAlloc))
			}
		}
	}()
	do()
	close(stop)
	<-ended
	if most.Load() < base {
		return 0
	}
	return most.Load() - base
}

// Ten thousand members: all of them, with the heap no larger than a few times
// the file's text.
func TestTenThousand(t *testing.T) {
	d := start(t)
	file := many(t, d, 0, 10_000)
	before := d.value(`SELECT count(*) FROM service`)
	var b intake.Batch
	var err error
	began := time.Now()
	grew := peak(func() {
		if b, err = d.check(intake.Members, file); err == nil {
			b = d.confirm(b)
		}
	})
	took := time.Since(began)
	t.Logf("%v, heap grew by %d MB, file %d KB", took, grew>>20, len(file)>>10)
	if err != nil || b.State != intake.Done || b.Added != 10_000 || b.Written != 10_000 {
		t.Fatalf("%+v %v", b, err)
	}
	if n := d.value(`SELECT count(*) FROM service`) - before; n != 10_000 {
		t.Errorf("%d rows were written", n)
	}
	// Alone it takes some two seconds (make bench); here all packages run at once.
	if grew > 64<<20 || took > 30*time.Second {
		t.Errorf("it took %v, the heap grew by %d MB", took, grew>>20)
	}
}

// BenchmarkMembers is part of `make bench`: a workbook checked and written,
// with the most the heap grew by meanwhile.
func BenchmarkMembers(b *testing.B) {
	d := start(b)
	first := 0
	for _, n := range []int{1000, 10_000, 19_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d.t = b
			most := uint64(0)
			for range b.N {
				b.StopTimer()
				file := many(b, d, first, n)
				first += n
				b.StartTimer()
				most = max(most, peak(func() {
					in, err := d.check(intake.Members, file)
					if err != nil {
						b.Fatal(err)
					}
					if in = d.confirm(in); in.State != intake.Done || in.Written != n {
						b.Fatalf("%+v", in)
					}
				}))
			}
			b.ReportMetric(float64(most)/(1<<20), "peak-MB")
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/1000, "s/file")
		})
	}
}
