package org

import (
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
)

var (
	loader = access.System("nạp danh mục", access.UnitWrite)
	today  = clock.NewDay(2025, 2, 5)
	moment = clock.Moment{Wall: time.Date(2025, 2, 5, 2, 0, 0, 0, time.UTC), Business: time.Date(2025, 2, 5, 9, 0, 0, 0, clock.Location), Today: today}
)

// province loads the official list and gives ids by code, which identify
// units within that one list only.
func province(t testing.TB, tx pg.Tx) map[string]UnitID {
	t.Helper()
	list, err := NinhThuan2024()
	if err != nil {
		t.Fatal(err)
	}
	ids, err := LoadUnits(t.Context(), tx, loader, moment, list, "1198/NQ-UBTVQH15")
	if err != nil {
		t.Fatal(err)
	}
	byCode := map[string]UnitID{}
	for i, l := range list {
		byCode[l.Code] = ids[i]
	}
	return byCode
}

func load(t testing.TB, tx pg.Querier) *Tree {
	t.Helper()
	tree, err := Load(t.Context(), tx)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// openTeams opens teams of a commune in force from the list's first day.
func openTeams(t testing.TB, tx pg.Tx, commune UnitID, names ...string) []UnitID {
	t.Helper()
	var units []NewUnit
	for _, n := range names {
		units = append(units, NewUnit{Level: Team, Parent: commune, Name: n, From: clock.NewDay(2024, 11, 1)})
	}
	ids, err := OpenUnits(t.Context(), tx, loader, moment, units)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}
