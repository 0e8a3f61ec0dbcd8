package report_test

import (
	"context"
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/app"
	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// merged is the first day of the 24 communes of Khánh Hòa.
var merged = clock.NewDay(2025, 7, 1)

// restructure carries out the real mapping of 2025 on the units of the demo:
// 62 communes become 24, phường Đông Hải loses khu phố Phú Thọ to Phước Dinh.
func restructure(t *testing.T, pool *pg.Pool) (tree *org.Tree, phuTho org.UnitID) {
	t.Helper()
	f, err := os.Open("../org/testdata/sap-nhap-2025.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	now, ctx := at(merged-1, 9), t.Context()
	err = pg.InTx(ctx, pool, func(tx pg.Tx) error {
		before, err := org.Load(ctx, tx)
		if err != nil {
			return err
		}
		code := map[string]org.UnitID{}
		root := before.Root(merged - 1)
		for _, c := range before.Communes(root, merged-1) {
			code[before.Name(c, merged-1).Code] = c
		}
		for _, team := range before.Teams(code["22768"], merged-1) {
			if strings.HasSuffix(before.Name(team, merged-1).Name, "Phú Thọ") {
				phuTho = team
			}
		}
		if phuTho == 0 {
			t.Fatal("the demo has no Tổ Phú Thọ in phường Đông Hải")
		}
		khanhHoa, err := org.OpenUnit(ctx, tx, scoreClerk, now, org.NewUnit{Level: org.Province, Code: "56", Name: "Khánh Hòa", Kind: "tỉnh", From: merged})
		if err != nil {
			return err
		}
		successor := map[string]org.UnitID{}
		for i, row := range rows[1:] {
			id, err := org.OpenUnit(ctx, tx, scoreClerk, now, org.NewUnit{Level: org.Commune, Parent: khanhHoa, Ordinal: i, Code: row[0], Name: row[1], Kind: row[2], From: merged})
			if err != nil {
				return err
			}
			for old := range strings.FieldsSeq(row[3]) {
				teams := []org.UnitID{phuTho}
				if !strings.Contains(old, "/") {
					teams, successor[old] = nil, id
					for _, team := range before.Teams(code[old], merged-1) {
						if team != phuTho {
							teams = append(teams, team)
						}
					}
				}
				if err := org.Move(ctx, tx, scoreClerk, now, merged, id, teams...); err != nil {
					return err
				}
			}
		}
		for c, id := range code {
			if err := org.CloseUnit(ctx, tx, scoreClerk, now, org.Closing{ID: id, On: merged, Successor: successor[c]}); err != nil {
				return err
			}
		}
		for _, d := range before.Children(root, merged-1) {
			if err := org.CloseUnit(ctx, tx, scoreClerk, now, org.Closing{ID: d, On: merged}); err != nil {
				return err
			}
		}
		return org.CloseUnit(ctx, tx, scoreClerk, now, org.Closing{ID: root, On: merged, Successor: khanhHoa})
	})
	if err != nil {
		t.Fatal(err)
	}
	if tree, err = org.Load(ctx, pool); err != nil {
		t.Fatal(err)
	}
	return tree, phuTho
}

// Phase 1 read after the restructuring, both ways: the province's totals are
// equal, the communes are not the same ones.
func TestBothReadingsAfterTheMerger(t *testing.T) {
	ctx := t.Context()
	s := &report.Service{Pool: pgtest.DB(t, pg.Demo), Clocks: clock.Real(), Sources: app.Sources()}
	if err := demo.Load(ctx, s, func(context.Context, string) (string, error) { return "x", nil }); err != nil {
		t.Fatal(err)
	}
	live, err := plan.NewBook(s.Pool).Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	old, err := org.Load(ctx, s.Pool)
	if err != nil {
		t.Fatal(err)
	}
	dongHai, donVi := org.UnitID(0), map[string]org.UnitID{}
	for _, c := range old.Communes(old.Root(merged-1), merged-1) {
		donVi[old.Name(c, merged-1).Code] = c
	}
	dongHai = donVi["22768"]
	before := report.World{Tree: old, Day: clock.NewDay(2025, 2, 5), Plan: live}
	actor := func(w report.World, role access.Role, unit org.UnitID) access.Actor {
		p := w.Tree.Place(unit, w.Day)
		return access.Actor{UserID: 1, Appointment: access.Appointment{Role: role, UnitID: p.UnitID, Path: p.Path}}
	}
	board := func(w report.World, a access.Actor, unit org.UnitID, reading report.Reading, provisional bool) *report.Board {
		t.Helper()
		span, _ := live.Stretch("dot-1", w.Day)
		b, err := s.Board(ctx, s.Pool, a, w, unit, report.Want{Periods: span.Judged, Reading: reading, Provisional: provisional})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	root := old.Root(before.Day)
	was := board(before, actor(before, access.PX03, root), root, report.AtTheTime, true)

	tree, phuTho := restructure(t, s.Pool)
	after := report.World{Tree: tree, Day: clock.NewDay(2025, 7, 10), Plan: live}
	khanhHoa := tree.Root(after.Day)
	px03 := actor(after, access.PX03, khanhHoa)
	for _, provisional := range []bool{true, false} {
		then, now := board(after, px03, khanhHoa, report.AtTheTime, provisional), board(after, px03, khanhHoa, report.Today, provisional)
		if len(then.Groups) != 7 || len(now.Groups) != 24 {
			t.Fatalf("%d districts then, %d communes now", len(then.Groups), len(now.Groups))
		}
		if then.Progress != now.Progress || then.Expected != 186 {
			t.Errorf("reports: then %+v, now %+v", then.Progress, now.Progress)
		}
		for i := range then.Whole {
			a, b := then.Whole[i], now.Whole[i]
			if provisional && (a.Num != b.Num || a.Den != b.Den || a.TeamsMeeting != b.TeamsMeeting || a.TeamsTotal != b.TeamsTotal) {
				t.Errorf("%s: then %s (%d/%d teams), now %s (%d/%d teams)", a.Indicator.Code, brief(&a), a.TeamsMeeting, a.TeamsTotal, brief(&b), b.TeamsMeeting, b.TeamsTotal)
			}
			if provisional && (a.Num != was.Whole[i].Num || a.Den != was.Whole[i].Den || a.Verdict != was.Whole[i].Verdict) {
				t.Errorf("%s read in July %s, in February %s", a.Indicator.Code, brief(&a), brief(&was.Whole[i]))
			}
			if a.Indicator.Code != "2.1" && (a.Expected != 186 || b.Expected != 72) {
				t.Errorf("%s: %d then, %d now", a.Indicator.Code, a.Expected, b.Expected)
			}
		}
	}

	// Phú Thọ's team is read with Phước Dinh today and with Đông Hải then.
	now, _ := tree.CommuneNow(phuTho, after.Day)
	if got := tree.Name(now, after.Day).Full(); got != "xã Phước Dinh" {
		t.Fatalf("Phú Thọ is now in %s", got)
	}
	has := func(b *report.Board) bool {
		for _, g := range b.Groups {
			if g.Unit == phuTho {
				return true
			}
		}
		return false
	}
	newDongHai, _ := tree.LeadSuccessor(dongHai, after.Day)
	for _, c := range []struct {
		name    string
		unit    org.UnitID
		reading report.Reading
		want    bool
	}{
		{"Phước Dinh today", now, report.Today, true}, {"Phước Dinh at the time", now, report.AtTheTime, false},
		{"Đông Hải today", newDongHai, report.Today, false}, {"Đông Hải at the time", newDongHai, report.AtTheTime, true},
		{"the old Đông Hải", dongHai, report.AtTheTime, true}, {"the old Đông Hải, asked for today", dongHai, report.Today, true},
	} {
		b := board(after, px03, c.unit, c.reading, true)
		if has(b) != c.want || len(b.Groups) == 0 || b.Whole == nil {
			t.Errorf("%s: Phú Thọ there %v, %d teams", c.name, has(b), len(b.Groups))
		}
	}
	// A new commune's police read what it took over, and no more.
	police := actor(after, access.CommunePolice, newDongHai)
	for unit, want := range map[org.UnitID]bool{newDongHai: true, dongHai: true, donVi["22771"]: true, now: false, donVi["22738"]: false, old.Parent(dongHai, merged-1): false, root: false} {
		_, err := after.See(police, unit)
		if (err == nil) != want || (err != nil && fault.KindOf(err) != fault.NotFound) {
			t.Errorf("%s: %v", tree.Name(unit, after.Day).Full(), err)
		}
	}
	// An old district keeps its own board.
	district := old.Parent(dongHai, merged-1)
	b := board(after, px03, district, report.Today, true)
	if b.Want.Reading != report.AtTheTime || !b.Closed || len(b.Groups) != len(old.Children(district, merged-1)) {
		t.Errorf("the old district: %s, %d communes", b.Want.Reading, len(b.Groups))
	}
	y, err := s.Why(ctx, s.Pool, px03, after, now, report.Want{Periods: b.Want.Periods, Reading: report.Today, Provisional: true}, "1.1")
	if err != nil || y.Result.Expected != 3 {
		t.Fatalf("%+v, %v", y, err)
	}
	wholes := 0
	for _, r := range y.Rows {
		if r.Row == report.Whole {
			wholes++
		}
	}
	// Phước Dinh took xã Phước Dinh and xã An Hải whole, and Phú Thọ's team.
	if wholes != 2 || len(y.Periods[0].Months) != 3 {
		t.Errorf("%d whole-commune rows of %d reports", wholes, len(y.Periods[0].Months))
	}
}
