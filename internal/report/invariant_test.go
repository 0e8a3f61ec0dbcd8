package report_test

import (
	"testing"

	"thidua/internal/pg"
)

// What boards read on the report is what commune_sum holds, after all that
// happens to a month.
func TestSummedIsTheSum(t *testing.T) {
	x := newScored(t)
	x.phase1()
	bad, err := pg.Column[string](t.Context(), x.s.Pool, `SELECT r.id::text || ': ' || coalesce(r.summed, 'NULL') FROM report r LEFT JOIN commune_sum s ON s.report_id = r.id
		WHERE r.summed IS DISTINCT FROM s.teams::text || ';' || array_to_string(s.sums, ',', '')
		|| ';' || CASE WHEN 0 = ALL (s.missing) THEN '' ELSE array_to_string(s.missing, ',', '') END
		|| ';' || array_to_string(s.meeting, ',', '')
		|| ';' || CASE WHEN 0 = ALL (s.failing) THEN '' ELSE array_to_string(s.failing, ',', '') END`)
	x.ok(err)
	for _, line := range bad {
		t.Errorf("report %s", line)
	}
	n, err := pg.Value[int](t.Context(), x.s.Pool, `SELECT count(*)::int FROM report WHERE summed IS NOT NULL`)
	x.ok(err)
	if n < 9 {
		t.Errorf("%d reports with sums", n)
	}
}
