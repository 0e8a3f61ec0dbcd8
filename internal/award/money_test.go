package award

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/plan"
)

// The table of bonuses by decision date: exact, rounded up, to the nearest.
func TestBonuses(t *testing.T) {
	law := Statute()
	for _, c := range []struct {
		on      string
		form    Form
		level   plan.Level
		subject Subject
		exact   int64
		up      int64
		nearest int64
	}{
		// Decree 98, base 2.340.000
		{"2025-02-10", GiayKhen, plan.LevelDistrict, Member, 702_000, 710_000, 700_000},
		{"2025-02-10", GiayKhen, plan.LevelDistrict, Team, 1_404_000, 1_410_000, 1_400_000},
		{"2025-06-30", GiayKhen, plan.LevelCommune, Member, 351_000, 360_000, 350_000},
		{"2025-06-30", GiayKhen, plan.LevelCommune, Team, 702_000, 710_000, 700_000},
		{"2025-06-30", BangKhen, plan.LevelProvince, Member, 3_510_000, 3_510_000, 3_510_000},
		{"2025-06-30", BangKhen, plan.LevelProvince, Team, 7_020_000, 7_020_000, 7_020_000},
		// Decree 152: every level's Giấy khen alike
		{"2025-07-01", GiayKhen, plan.LevelCommune, Member, 702_000, 710_000, 700_000},
		{"2025-07-01", GiayKhen, plan.LevelCommune, Team, 1_404_000, 1_410_000, 1_400_000},
		{"2025-08-30", BangKhen, plan.LevelProvince, Member, 3_510_000, 3_510_000, 3_510_000},
		{"2025-08-30", BangKhen, plan.LevelProvince, Team, 7_020_000, 7_020_000, 7_020_000},
		// base 1.800.000 until 30/06/2024
		{"2024-06-30", GiayKhen, plan.LevelDistrict, Member, 540_000, 540_000, 540_000},
		{"2024-06-30", GiayKhen, plan.LevelCommune, Member, 270_000, 270_000, 270_000},
		{"2024-07-01", GiayKhen, plan.LevelDistrict, Member, 702_000, 710_000, 700_000},
		// base 2.530.000 from 01/07/2026
		{"2026-06-30", GiayKhen, plan.LevelCommune, Member, 702_000, 710_000, 700_000},
		{"2026-07-01", GiayKhen, plan.LevelCommune, Member, 759_000, 760_000, 760_000},
		{"2026-07-01", GiayKhen, plan.LevelCommune, Team, 1_518_000, 1_520_000, 1_520_000},
		{"2026-07-01", BangKhen, plan.LevelProvince, Member, 3_795_000, 3_800_000, 3_800_000},
		{"2026-07-01", BangKhen, plan.LevelProvince, Team, 7_590_000, 7_590_000, 7_590_000},
	} {
		for r, want := range map[Rounding]int64{RoundUp: c.up, RoundNearest: c.nearest, RoundNone: c.exact} {
			b, err := law.Bonus(day(c.on), c.form, c.level, c.subject, r)
			if err != nil || b.Exact != c.exact || b.Rounded != want {
				t.Errorf("%s %s %s %s %s: %d, %d, %v; want %d, %d", c.on, c.form, c.level, c.subject, r, b.Exact, b.Rounded, err, c.exact, want)
			}
		}
	}
	b, _ := law.Bonus(day("2025-08-30"), GiayKhen, plan.LevelCommune, Member, RoundUp)
	same(t, "in words", b.Words(), "0,3 × 2.340.000 = 702.000 đồng, làm tròn 710.000 đồng")
	b, _ = law.Bonus(day("2025-08-30"), BangKhen, plan.LevelProvince, Team, RoundUp)
	same(t, "without rounding", b.Words(), "3 × 2.340.000 = 7.020.000 đồng")
	same(t, "coefficients", Rate{Hundredths: 15}.Coefficient()+" "+Rate{Hundredths: 150}.Coefficient()+" "+Rate{Hundredths: 105}.Coefficient(), "0,15 1,5 1,05")
}

// 379.500 is the one sum of the table that is no whole thousand.
func TestRounding(t *testing.T) {
	for _, c := range []struct{ dong, up, nearest int64 }{
		{0, 0, 0}, {1, 10_000, 0}, {4_999, 10_000, 0}, {5_000, 10_000, 10_000}, {9_999, 10_000, 10_000}, {10_000, 10_000, 10_000}, {10_001, 20_000, 10_000},
		{379_500, 380_000, 380_000}, {223_500, 230_000, 220_000}, {447_000, 450_000, 450_000},
	} {
		if up, near, none := RoundUp.Apply(c.dong), RoundNearest.Apply(c.dong), RoundNone.Apply(c.dong); up != c.up || near != c.nearest || none != c.dong {
			t.Errorf("%d: %d, %d, %d", c.dong, up, near, none)
		}
	}
}

func TestMoneyRefused(t *testing.T) {
	law := Statute()
	_, err := law.Bonus(day("2023-12-31"), GiayKhen, plan.LevelDistrict, Team, RoundUp)
	same(t, "before every decree", said(t, err), "ngay: Ngày 31/12/2023 không thuộc thời gian áp dụng của nghị định nào về thi đua, khen thưởng đã khai báo.")
	_, err = law.Bonus(after, BangKhen, plan.LevelCommune, Team, RoundUp)
	same(t, "no rate", said(t, err), "Chưa khai báo hệ số tiền thưởng Bằng khen cho tập thể theo Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ.")
	law.Salaries = law.Salaries[2:]
	_, err = law.Bonus(after, BangKhen, plan.LevelProvince, Team, RoundUp)
	same(t, "no salary", said(t, err), "ngay: Chưa khai báo mức lương cơ sở áp dụng ngày 20/08/2025.")
	law.Salaries = []Salary{{From: day("2024-01-01"), Amount: 1_000_001}}
	_, err = law.Bonus(after, BangKhen, plan.LevelProvince, Member, RoundUp)
	same(t, "half a đồng", said(t, err), "ngay: Mức 1,5 × 1.000.001 không ra số đồng nguyên; kiểm tra hệ số và lương cơ sở đã khai báo.")
}

func TestTotal(t *testing.T) {
	law := Statute()
	s, err := law.Total(day("2025-02-10"), GiayKhen, plan.LevelDistrict, RoundUp, 2, 40)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "two teams, forty members", fmt.Sprint(s.TeamExact, s.TeamRounded, s.MemberExact, s.MemberRounded, s.Exact, s.Rounded, s.HasUnchecked),
		"2808000 2820000 28080000 28400000 30888000 31220000 true")
	s, err = law.Total(day("2025-08-30"), BangKhen, plan.LevelProvince, RoundUp, 1, 0)
	same(t, "one team", fmt.Sprint(s.Exact, s.Rounded, s.Members, s.HasUnchecked, err), "7020000 7020000 0 false <nil>")
	if _, err = law.Total(day("2025-08-30"), BangKhen, plan.LevelDistrict, RoundUp, 0, 1); err == nil {
		t.Error("a level without a rate")
	}
}

func TestLegalBases(t *testing.T) {
	law := Statute()
	for on, want := range map[string]string{
		"2025-06-30": "06/2022 98/2023 01/2024", "2025-07-01": "06/2022 152/2025 01/2024", "2025-08-05": "06/2022 152/2025 15/2025", "2026-10-01": "06/2022 06/2026 152/2025 15/2025",
	} {
		list, err := law.LegalBases(day(on))
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, w := range strings.Fields(want) {
			if at >= len(list) || !strings.Contains(list[at], w+"/") {
				t.Errorf("%s: %q, want %s", on, list, want)
				break
			}
			at++
		}
		if at != len(list) {
			t.Errorf("%s: %q, want %s", on, list, want)
		}
	}
	r, _ := law.Regime(day("2025-07-01"))
	same(t, "form of the tờ trình", r.SubmissionForm, "Mẫu số 01")
}
