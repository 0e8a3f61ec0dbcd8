package demo_test

import (
	"context"
	"slices"
	"testing"

	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/report"
)

func TestLoad(t *testing.T) {
	pool := pgtest.DB(t, pg.Demo)
	ctx := context.Background()
	s := &report.Service{Pool: pool, Clocks: clock.Real(), Sources: app.Sources()}
	hash := func(context.Context, string) (string, error) { return "x", nil }
	if err := demo.Load(ctx, s, hash); err != nil {
		t.Fatal(err)
	}
	if err := demo.Load(ctx, s, hash); err != nil {
		t.Fatal("a second load must leave the data as it is: ", err)
	}
	type row struct {
		Ordinal int    `db:"ordinal"`
		State   string `db:"state"`
		N       int    `db:"n"`
	}
	rows, err := pg.List[row](ctx, pool, `SELECT p.ordinal, r.state, count(*)::int AS n FROM report r JOIN period p ON p.id = r.period_id WHERE p.ordinal < 3 GROUP BY 1, 2 ORDER BY 1, 2`)
	if err != nil {
		t.Fatal(err)
	}
	want := []row{{0, "accepted", 59}, {0, "draft", 1}, {0, "returned", 2}, {1, "accepted", 55}, {1, "draft", 3}, {1, "returned", 1},
		{1, "submitted", 3}, {2, "accepted", 22}, {2, "draft", 12}, {2, "in_review", 7}, {2, "returned", 1}, {2, "submitted", 20}}
	if !slices.Equal(rows, want) {
		t.Errorf("states of the demo: %v, want %v", rows, want)
	}
	firstAwards(t, pool)
	full, err := pg.Value[int](ctx, pool, `SELECT count(*)::int FROM report r JOIN period p ON p.id = r.period_id JOIN unit_link l ON l.child_id = r.commune_id
		JOIN unit_name n ON n.unit_id = l.parent_id WHERE n.code = '588' AND p.ordinal < 3 AND r.state <> 'accepted'`)
	if err != nil || full != 0 {
		t.Errorf("one district must be fully accepted: %d are not, %v", full, err)
	}
}
