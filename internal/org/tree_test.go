package org

import (
	"slices"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

func TestTree(t *testing.T) {
	tx := pg.WrapTx(pgtest.Tx(t))
	code := province(t, tx)
	kinhDinh := code["22759"]
	teams := openTeams(t, tx, kinhDinh, "khu phố 10", "khu phố 2", "khu phố 1")
	tree := load(t, tx)

	if got := tree.Root(today); got != code["58"] {
		t.Errorf("Root = %d, want the province %d", got, code["58"])
	}
	for id, want := range map[UnitID][2]string{
		code["58"]:  {"tỉnh Ninh Thuận", "tỉnh Ninh Thuận"},
		code["582"]: {"thành phố Phan Rang – Tháp Chàm", "thành phố Phan Rang – Tháp Chàm"},
		kinhDinh:    {"phường Kinh Dinh", "phường Kinh Dinh"},
		teams[1]:    {"Tổ bảo vệ ANTT khu phố 2", "Tổ khu phố 2"},
	} {
		if n := tree.Name(id, today); n.Full() != want[0] || n.Short() != want[1] {
			t.Errorf("Name(%d) = %q, %q; want %q", id, n.Full(), n.Short(), want)
		}
	}
	if got := tree.Name(kinhDinh, today).Code; got != "22759" {
		t.Errorf("code %q", got)
	}
	path := access.Place{UnitID: int64(kinhDinh), Path: itoa(code["58"]) + "." + itoa(code["582"]) + "." + itoa(kinhDinh) + "."}
	if got := tree.Place(kinhDinh, today); got != path {
		t.Errorf("Place = %+v, want %+v", got, path)
	}
	if got, want := tree.Children(kinhDinh, today), []UnitID{teams[2], teams[1], teams[0]}; !slices.Equal(got, want) {
		t.Errorf("Children = %v, want khu phố 1, 2, 10: %v", got, want)
	}
	if got := tree.Teams(code["582"], today); !slices.Equal(got, tree.Children(kinhDinh, today)) {
		t.Errorf("Teams under the city = %v", got)
	}
	if d := tree.Children(code["58"], today); len(d) != 7 || d[0] != code["582"] || d[6] != code["589"] {
		t.Errorf("districts = %v", d)
	}
	counts := map[string]int{"582": 13, "584": 9, "585": 8, "586": 9, "587": 9, "588": 6, "589": 8}
	sum := 0
	for c, want := range counts {
		if got := len(tree.Communes(code[c], today)); got != want {
			t.Errorf("communes of %s = %d, want %d", c, got, want)
		}
		sum += counts[c]
	}
	if all := tree.Communes(code["58"], today); len(all) != 62 || sum != 62 || all[0] != code["22738"] {
		t.Errorf("%d communes, sum %d", len(all), sum)
	}
	if got := tree.Ancestor(teams[0], District, today); got != code["582"] {
		t.Errorf("district of a team = %d", got)
	}
	if got := tree.Ancestor(kinhDinh, Team, today); got != 0 {
		t.Errorf("a commune has no team above it, got %d", got)
	}

	before := clock.NewDay(2024, 10, 31)
	if tree.InForce(kinhDinh, before) || tree.Path(kinhDinh, before) != "" || tree.Root(before) != 0 ||
		tree.Place(kinhDinh, before) != (access.Place{}) || tree.Communes(code["58"], before) != nil {
		t.Error("nothing is in force before 01/11/2024")
	}
	if !tree.InForce(kinhDinh, before+1) {
		t.Error("in force on its first day")
	}
	if _, ok := tree.Unit(999_999_999); ok || tree.InForce(0, today) || tree.Name(0, today).Full() != "" {
		t.Error("an unknown unit is nothing")
	}

	within := tree.TeamsWithin(access.Under(path.Path), today)
	slices.Sort(within)
	if !slices.Equal(within, slices.Sorted(slices.Values(teams))) {
		t.Errorf("TeamsWithin = %v", within)
	}
	if got := tree.CommunesWithin(access.Under(path.Path), today); !slices.Equal(got, []UnitID{kinhDinh}) {
		t.Errorf("CommunesWithin = %v", got)
	}
}

func TestLookupsDoNotAllocate(t *testing.T) {
	tx := pg.WrapTx(pgtest.Tx(t))
	code := province(t, tx)
	teams := openTeams(t, tx, code["22759"], "khu phố 1", "khu phố 2")
	tree := load(t, tx)
	sink := 0
	if n := testing.AllocsPerRun(100, func() {
		sink += len(tree.Name(teams[0], today).Full()) + len(tree.Place(teams[1], today).Path)
		sink += len(tree.Communes(code["58"], today)) + len(tree.Teams(code["582"], today))
		sink += int(tree.Ancestor(teams[0], Province, today)) + int(tree.Root(today))
	}); n != 0 {
		t.Errorf("%v allocations a run (%d)", n, sink)
	}
}

func TestDirectory(t *testing.T) {
	pgtx := pgtest.Tx(t)
	tx := pg.WrapTx(pgtx)
	code := province(t, tx)
	dir := NewDirectory(pgtx)
	first, err := dir.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if same, err := dir.At(t.Context(), first.Revision()); err != nil || same != first {
		t.Errorf("an unchanged revision must give the cached tree (%v)", err)
	}
	on := clock.NewDay(2025, 1, 1)
	if err := Rename(t.Context(), tx, loader, moment, code["22741"], on, "22741", "Bảo An", "phường"); err != nil {
		t.Fatal(err)
	}
	second, err := dir.Now(t.Context())
	if err != nil || second.Revision() != first.Revision()+1 {
		t.Fatalf("revision %d after %d: %v", second.Revision(), first.Revision(), err)
	}
	if got := second.Name(code["22741"], on-1).Full(); got != "phường Phước Mỹ" {
		t.Errorf("the day before: %q", got)
	}
	if got := second.Name(code["22741"], on).Full(); got != "phường Bảo An" {
		t.Errorf("that day: %q", got)
	}
	if got := first.Name(code["22741"], on).Full(); got != "phường Phước Mỹ" {
		t.Errorf("a tree never changes: %q", got)
	}
}
