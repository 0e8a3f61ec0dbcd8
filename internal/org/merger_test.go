package org

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"thidua/internal/clock"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

// The real restructuring of 01/07/2025: districts and Ninh Thuận end, 62
// communes become 24 of Khánh Hòa, phường Đông Hải is split by khu phố.
var merged = clock.NewDay(2025, 7, 1)

type newCommune struct {
	id    UnitID
	name  string
	takes []string
}

func restructure(t *testing.T, tx pg.Tx, code map[string]UnitID, phuTho UnitID) []newCommune {
	t.Helper()
	ctx, basis := t.Context(), "1667/NQ-UBTVQH15"
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open("testdata/sap-nhap-2025.csv")
	do(err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	do(err)
	khanhHoa, err := OpenUnit(ctx, tx, loader, moment, NewUnit{Level: Province, Code: "56", Name: "Khánh Hòa", Kind: "tỉnh", From: merged, Basis: basis})
	do(err)
	before := load(t, tx)
	var list []newCommune
	successor := map[string]UnitID{}
	for i, row := range rows[1:] {
		id, err := OpenUnit(ctx, tx, loader, moment, NewUnit{Level: Commune, Parent: khanhHoa, Ordinal: i, Code: row[0], Name: row[1], Kind: row[2], From: merged, Basis: basis})
		do(err)
		n := newCommune{id: id, name: row[1], takes: strings.Fields(row[3])}
		list = append(list, n)
		for _, old := range n.takes {
			if strings.Contains(old, "/") {
				do(Move(ctx, tx, loader, moment, merged, id, phuTho))
				continue
			}
			var rest []UnitID
			for _, team := range before.Teams(code[old], merged) {
				if team != phuTho {
					rest = append(rest, team)
				}
			}
			do(Move(ctx, tx, loader, moment, merged, id, rest...))
			successor[old] = id
		}
	}
	for _, old := range before.Communes(code["58"], merged-1) {
		c := before.Name(old, merged-1).Code
		do(CloseUnit(ctx, tx, loader, moment, Closing{ID: old, On: merged, Successor: successor[c], Basis: basis}))
	}
	for _, d := range before.Children(code["58"], merged-1) {
		do(CloseUnit(ctx, tx, loader, moment, Closing{ID: d, On: merged, Basis: basis}))
	}
	do(CloseUnit(ctx, tx, loader, moment, Closing{ID: code["58"], On: merged, Successor: khanhHoa, Basis: basis}))
	return list
}

func TestRestructuringOf2025(t *testing.T) {
	tx := pg.WrapTx(pgtest.Tx(t))
	code := province(t, tx)
	first := load(t, tx)
	var phuTho UnitID
	var teams []UnitID
	for i, c := range first.Communes(code["58"], today) {
		names := []string{}
		for k := range 3 + i%5 {
			names = append(names, fmt.Sprintf("thôn %d", k+1))
		}
		if c == code["22768"] {
			names = append(names, "khu phố Phú Thọ")
		}
		ids := openTeams(t, tx, c, names...)
		if c == code["22768"] {
			phuTho = ids[len(ids)-1]
		}
		teams = append(teams, ids...)
	}
	list := restructure(t, tx, code, phuTho)
	tree := load(t, tx)
	now := clock.NewDay(2025, 8, 19)

	// A figure per team and one per whole commune, of June and of July; July's
	// whole-commune figures are the new communes'.
	june, july := clock.NewDay(2025, 6, 30), clock.NewDay(2025, 7, 31)
	type figures map[UnitID]int64
	teamFigure, juneRow, julyRow := figures{}, figures{}, figures{}
	total := int64(0)
	for i, id := range teams {
		teamFigure[id] = int64(i + 1)
		total += int64(i + 1)
	}
	rows := int64(0)
	for i, c := range tree.Communes(tree.Root(june), june) {
		juneRow[c] = int64(1000 + i)
		rows += juneRow[c]
	}
	for i, c := range tree.Communes(tree.Root(july), july) {
		julyRow[c] = int64(5000 + i)
	}

	// Every team has exactly one parent on every day, and the rungs are sound.
	for day := clock.NewDay(2024, 11, 1); day <= now; day++ {
		if day > clock.NewDay(2024, 11, 3) && day < merged-2 {
			continue // nothing changes between
		}
		level := District
		if day >= merged {
			level = ""
		}
		for _, id := range teams {
			parents := 0
			for _, l := range tree.Links(id) {
				if l.During.Holds(day) && tree.InForce(l.Parent, day) {
					parents++
				}
			}
			if parents != 1 || tree.Ancestor(id, Commune, day) != tree.Parent(id, day) || tree.Ancestor(id, Province, day) != tree.Root(day) ||
				(tree.Ancestor(id, District, day) != 0) != (level == District) {
				t.Fatalf("team %d on %s: %d parents, path %q", id, day, parents, tree.Path(id, day))
			}
		}
		want := 62
		if day >= merged {
			want = 24
		}
		if got := len(tree.Communes(tree.Root(day), day)); got != want {
			t.Fatalf("%d communes on %s, want %d", got, day, want)
		}
		if got := len(tree.Teams(tree.Root(day), day)); got != len(teams) {
			t.Fatalf("%d teams on %s, want %d", got, day, len(teams))
		}
	}

	// "Tại thời điểm": June by June's communes and districts.
	then, thenDistrict := figures{}, figures{}
	for _, c := range tree.Communes(tree.Root(june), june) {
		sum := juneRow[c]
		for _, id := range tree.Teams(c, june) {
			sum += teamFigure[id]
		}
		then[c] = sum
		thenDistrict[tree.Ancestor(c, District, june)] += sum
	}
	// "Hiện nay": June by today's.
	nowSum := figures{}
	for _, id := range teams {
		c, ok := tree.CommuneNow(id, now)
		if !ok {
			t.Fatalf("team %d has no commune now", id)
		}
		nowSum[c] += teamFigure[id]
	}
	for c, v := range juneRow {
		s, ok := tree.LeadSuccessor(c, now)
		if !ok {
			t.Fatalf("commune %d has no successor", c)
		}
		nowSum[s] += v
	}
	if a, b, d := add(then), add(nowSum), add(thenDistrict); a != total+rows || b != total+rows || d != total+rows {
		t.Errorf("totals differ: at the time %d, by district %d, now %d, want %d", a, d, b, total+rows)
	}
	if len(then) != 62 || len(nowSum) != 24 || len(thenDistrict) != 7 {
		t.Errorf("%d communes then, %d districts then, %d communes now", len(then), len(thenDistrict), len(nowSum))
	}
	for c := range then {
		if _, same := nowSum[c]; same {
			t.Errorf("%d is in both readings: every old commune closed", c)
		}
	}
	// July reads the same either way: its communes are today's.
	for c, v := range julyRow {
		if s, ok := tree.LeadSuccessor(c, now); !ok || s != c || v == 0 {
			t.Errorf("%d is in force today", c)
		}
	}
	// Each new commune holds what it took, whole-commune rows with the lead
	// successor: phường Đông Hải keeps its row, Phú Thọ's team goes.
	for _, n := range list {
		want := int64(0)
		for _, old := range n.takes {
			if strings.Contains(old, "/") {
				want += teamFigure[phuTho]
				continue
			}
			want += then[code[old]]
			if old == "22768" {
				want -= teamFigure[phuTho]
			}
		}
		if nowSum[n.id] != want {
			t.Errorf("%s: %d now, want %d", n.name, nowSum[n.id], want)
		}
	}

	checkNames(t, tree, code, list, phuTho)
}

// checkNames holds what a look-up by code or name would get wrong.
func checkNames(t *testing.T, tree *Tree, code map[string]UnitID, list []newCommune, phuTho UnitID) {
	t.Helper()
	now := clock.NewDay(2025, 8, 19)
	byName := map[string]UnitID{}
	for _, n := range list {
		byName[n.name] = n.id
	}
	parent := func(id UnitID, day clock.Day) string { return tree.Name(tree.Parent(id, day), day).Full() }
	if a, b := parent(phuTho, merged-1), parent(phuTho, merged); a != "phường Đông Hải" || b != "xã Phước Dinh" {
		t.Errorf("Phú Thọ: %q then %q", a, b)
	}
	if s, ok := tree.LeadSuccessor(code["22768"], now); !ok || s != byName["Đông Hải"] || s == code["22768"] {
		t.Errorf("old Đông Hải is followed by %d", s)
	}
	// Huyện Ninh Sơn ended, xã Ninh Sơn is another unit.
	if tree.InForce(code["585"], now) || byName["Ninh Sơn"] == code["585"] ||
		tree.Name(code["585"], merged-1).Full() != "huyện Ninh Sơn" || tree.Name(byName["Ninh Sơn"], now).Full() != "xã Ninh Sơn" {
		t.Error("huyện and xã Ninh Sơn are not told apart")
	}
	if _, ok := tree.LeadSuccessor(code["585"], now); ok {
		t.Error("a district has no successor")
	}
	if got := tree.PlaceNow(code["585"], now); UnitID(got.UnitID) != tree.Root(now) {
		t.Errorf("an old district is read from the province, got %+v", got)
	}
	// 22741 was Phước Mỹ, then is the new Bảo An, which takes the old Bảo An 22744.
	if old, is := tree.Name(code["22741"], merged-1), tree.Name(byName["Bảo An"], now); old.Code != is.Code || old.Full() != "phường Phước Mỹ" || is.Full() != "phường Bảo An" {
		t.Errorf("22741: %+v, %+v", old, is)
	}
	for _, c := range []string{"22741", "22744", "22774"} {
		if s, _ := tree.LeadSuccessor(code[c], now); s != byName["Bảo An"] {
			t.Errorf("%s is followed by %d", c, s)
		}
	}
	if got := tree.Name(tree.Root(now), now).Full(); got != "tỉnh Khánh Hòa" {
		t.Errorf("root now %q", got)
	}
	// Two new communes that cross old district borders.
	for _, n := range []string{"Phước Dinh", "Đô Vinh"} {
		seen := map[UnitID]bool{}
		for _, id := range tree.Teams(byName[n], now) {
			seen[tree.Ancestor(id, District, merged-1)] = true
		}
		if len(seen) < 2 {
			t.Errorf("%s takes teams of %d old districts", n, len(seen))
		}
	}
	if got := tree.Teams(byName["Phước Dinh"], now); !slices.Contains(got, phuTho) {
		t.Error("Phú Thọ is not among the teams of Phước Dinh")
	}
}

func add(m map[UnitID]int64) int64 {
	sum := int64(0)
	for _, v := range m {
		sum += v
	}
	return sum
}

func TestSuccession(t *testing.T) {
	day := clock.NewDay(2025, 1, 1)
	span := func(from, until clock.Day) Span { return Span{From: from, Until: until} }
	units := []Unit{
		{ID: 1, Level: Province, During: span(0, Forever)},
		{ID: 2, Level: Commune, During: span(0, day), Successor: 3},
		{ID: 3, Level: Commune, During: span(0, day+10), Successor: 4},
		{ID: 4, Level: Commune, During: span(day, Forever)},
		{ID: 5, Level: Team, During: span(0, day)},                  // dissolved, no successor
		{ID: 6, Level: Team, During: span(0, day+10), Successor: 7}, // into another team
		{ID: 7, Level: Team, During: span(0, Forever)},
		{ID: 8, Level: Commune, During: span(0, day), Successor: 9}, // a ring
		{ID: 9, Level: Commune, During: span(0, day), Successor: 8},
	}
	links := map[UnitID][]LinkSpan{
		2: {{1, span(0, day)}}, 3: {{1, span(0, day+10)}}, 4: {{1, span(day, Forever)}},
		5: {{2, span(0, day)}}, 6: {{3, span(0, day+10)}}, 7: {{2, span(0, day)}, {4, span(day, Forever)}},
	}
	tree := newTree(1, units, map[UnitID][]NameSpan{}, links, nil)
	for _, c := range []struct {
		id   UnitID
		day  clock.Day
		want UnitID
	}{{2, day - 1, 2}, {2, day, 3}, {2, day + 10, 4}, {4, day - 1, 0}, {8, day, 0}, {77, day, 0}} {
		if got, ok := tree.LeadSuccessor(c.id, c.day); got != c.want || ok != (c.want != 0) {
			t.Errorf("LeadSuccessor(%d, %s) = %d, want %d", c.id, c.day, got, c.want)
		}
	}
	for _, c := range []struct {
		id   UnitID
		day  clock.Day
		want []UnitID
	}{{4, day + 10, []UnitID{2, 3}}, {4, day + 9, nil}, {3, day, []UnitID{2}}, {7, day + 10, []UnitID{6}}, {7, day + 9, nil}, {5, day + 10, nil}, {9, day, []UnitID{8}}, {77, day, nil}} {
		if got := tree.Absorbed(c.id, c.day); !slices.Equal(got, c.want) {
			t.Errorf("Absorbed(%d, %s) = %v, want %v", c.id, c.day, got, c.want)
		}
	}
	for id, want := range map[UnitID]UnitID{1: 1, 2: 4, 5: 4, 6: 7, 8: 0, 77: 0} {
		if got := tree.PlaceNow(id, day+10); UnitID(got.UnitID) != want || (want != 0) != (got.Path != "") {
			t.Errorf("PlaceNow(%d) = %+v, want unit %d", id, got, want)
		}
	}
	for _, c := range []struct {
		id   UnitID
		day  clock.Day
		want UnitID
	}{{5, day - 1, 2}, {5, day, 3}, {5, day + 10, 4}, {6, day, 3}, {6, day + 10, 4}, {7, day - 1, 2}, {7, day, 4}} {
		if got, ok := tree.CommuneNow(c.id, c.day); got != c.want || !ok {
			t.Errorf("CommuneNow(%d, %s) = %d, want %d", c.id, c.day, got, c.want)
		}
	}
}

func BenchmarkTree(b *testing.B) {
	tx := pg.WrapTx(pgtest.Tx(b))
	code := province(b, tx)
	teams := openTeams(b, tx, code["22759"], "khu phố 1")
	tree := load(b, tx)
	b.ReportAllocs()
	for b.Loop() {
		_ = tree.Place(teams[0], today)
		_ = tree.Name(teams[0], today).Full()
	}
}
