package roster

import (
	"strings"
	"sync"
	"testing"

	"thidua/internal/clock"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

// Two people make two members head of one team at the same moment: one of
// them is told who came first.
func TestTwoHeadsAtOnce(t *testing.T) {
	pool := pgtest.DB(t)
	var h house
	var services []ServiceID
	err := pg.InTx(t.Context(), pool, func(tx pg.Tx) error {
		h = house{tx: tx}.fill(t)
		for _, name := range []string{"Lê Văn A", "Lê Văn B"} {
			services = append(services, h.enrol(t, member(h, name, 0, Plain)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s := &Service{DB: pool}
	on := clock.NewDay(2025, 1, 10)
	for round := range 8 {
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, id := range services {
			both.Go(func() {
				errs[i] = s.Reposition(t.Context(), h.police(0), moment, h.tree, Reposition{Service: id, Version: 1, On: on, Position: Head})
			})
		}
		both.Wait()
		lost := errs[0]
		if lost == nil {
			lost = errs[1]
		}
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("round %d: %v and %v", round, errs[0], errs[1])
		}
		if got := fields(t, lost); len(got) != 1 || !strings.HasPrefix(got[0], "chuc-danh: Tổ bảo vệ ANTT khu phố 1 đã có Tổ trưởng là Lê Văn ") {
			t.Fatalf("round %d: %q", round, got)
		}
		heads, err := pg.Value[int](t.Context(), pool, `SELECT count(*) FROM service WHERE position = 'head'`)
		if err != nil || heads != 1 {
			t.Fatalf("%d heads, %v", heads, err)
		}
		for _, sql := range []string{`DELETE FROM service WHERE position = 'head'`, `UPDATE service SET during = daterange(lower(during), NULL), leave_reason = '', version = 1`} {
			if _, err := pool.Exec(t.Context(), sql); err != nil {
				t.Fatal(err)
			}
		}
	}
}
