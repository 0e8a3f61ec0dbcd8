package plan

import "testing"

func target(t *testing.T, s string) Target {
	t.Helper()
	var out Target
	if err := out.UnmarshalText([]byte(s)); err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return out
}

// Below, at and above the other's value, for every comparator.
func TestAgainst(t *testing.T) {
	for _, c := range []struct {
		own  string
		than string
		want Strictness
	}{
		{"≥ 79,9 %", "≥ 80 %", Weaker}, {"≥ 80 %", "≥ 80 %", Same}, {"≥ 80,1 %", "≥ 80 %", Stricter},
		{"> 79,9 %", "≥ 80 %", Weaker}, {"> 80 %", "≥ 80 %", Stricter}, {"≥ 80 %", "> 80 %", Weaker}, {"≥ 80,1 %", "> 80 %", Stricter},
		{"> 89,9 %", "> 90 %", Weaker}, {"> 90 %", "> 90 %", Same}, {"> 90,1 %", "> 90 %", Stricter},
		{"= 100 %", "≥ 80 %", Stricter}, {"= 100 %", "> 90 %", Stricter}, {"≥ 100 %", "= 100 %", Same}, {"≥ 99,9 %", "= 100 %", Weaker},
		{"≤ 10 %", "≤ 9,9 %", Weaker}, {"≤ 10 %", "≤ 10 %", Same}, {"≤ 9,9 %", "≤ 10 %", Stricter}, {"< 10 %", "≤ 10 %", Stricter}, {"≤ 10 %", "< 10 %", Weaker},
		{"≥ 1", "≥ 2", Weaker}, {"≥ 2", "≥ 2", Same}, {"≥ 3", "≥ 2", Stricter},
		{"> 1", "≥ 2", Same}, {"> 0", "≥ 1", Same}, {"> 1", "≥ 1", Stricter}, {"≥ 1", "> 1", Weaker},
		{"≤ 3", "≤ 2", Weaker}, {"≤ 2", "≤ 2", Same}, {"≤ 1", "≤ 2", Stricter}, {"< 3", "≤ 2", Same},
		{"= 0", "≤ 2", Stricter}, {"≤ 1", "= 0", Weaker}, {"< 1", "= 0", Same}, {"= 0", "= 0", Same},
		{"= 3", "≥ 2", Stricter}, {"≥ 2", "= 3", Weaker}, {"= 2", "≥ 2", Stricter}, {"= 1", "≥ 2", Apart}, {"= 2", "= 3", Apart}, {"= 3", "= 3", Same},
		{"≤ 2", "≥ 2", Apart}, {"≥ 2", "≤ 2", Apart}, {"≥ 85 %", "≥ 1", Apart}, {"= 0", "≥ 1", Apart},
	} {
		if got := target(t, c.own).Against(target(t, c.than)); got != c.want {
			t.Errorf("%s beside %s: %d, want %d", c.own, c.than, got, c.want)
		}
	}
}

// Stricter is what the verdicts say: it never admits what the other refuses,
// and refuses something the other admits.
func TestAgainstTheFigures(t *testing.T) {
	var all []Target
	for _, s := range []string{"= 0", "= 1", "= 3", "≥ 1", "≥ 2", "≥ 3", "> 1", "> 2", "≤ 0", "≤ 2", "≤ 3", "< 2", "< 3"} {
		all = append(all, target(t, s))
	}
	for _, a := range all {
		for _, b := range all {
			only, both, other := 0, 0, 0
			for n := int64(0); n < 12; n++ {
				switch x, y := a.Comparator.holds(sign(n-a.P)), b.Comparator.holds(sign(n-b.P)); {
				case x && y:
					both++
				case x:
					only++
				case y:
					other++
				}
			}
			want := Apart
			switch {
			case only == 0 && other == 0:
				want = Same
			case only == 0 && both > 0:
				want = Stricter
			case other == 0 && both > 0:
				want = Weaker
			}
			if got := a.Against(b); got != want {
				t.Errorf("%s beside %s: %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestStrictest(t *testing.T) {
	for s, want := range map[string]bool{"= 100 %": true, "≥ 100 %": true, "≥ 99,9 %": false, "> 99,9 %": false, "= 0": true, "≤ 0": true, "< 1": true, "≤ 1": false, "= 4": true, "≥ 9": false} {
		if got := target(t, s).Strictest(); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}

func TestParseBeside(t *testing.T) {
	for _, c := range []struct{ beside, typed, want string }{
		{"≥ 80 %", "85", "≥ 85 %"}, {"≥ 80 %", " 85 % ", "≥ 85 %"}, {"≥ 80 %", "≥85%", "≥ 85 %"}, {"≥ 80 %", ">= 85", "≥ 85 %"}, {"≥ 80 %", "> 85", "> 85 %"},
		{"> 90 %", "95", "> 95 %"}, {"> 90 %", "92,5", "> 92,5 %"}, {"≥ 1", "2", "≥ 2"}, {"≥ 1", "> 1", "> 1"},
		{"≥ 80 %", "tám mươi", ""}, {"≥ 80 %", "120", ""}, {"≥ 80 %", "", ""}, {"≥ 1", "2,5", ""}, {"≥ 80 %", "> 100", ""}, {"≥ 1", "-2", ""},
	} {
		got := ""
		if x, err := ParseBeside(target(t, c.beside), c.typed); err == nil {
			got = x.String()
		}
		if got != c.want {
			t.Errorf("%q beside %s: %q, want %q", c.typed, c.beside, got, c.want)
		}
	}
}

// What the plan that ships lets a district set, with the words of a refusal.
func TestRefusals(t *testing.T) {
	r := rules(t)
	for _, c := range []struct{ code, value, want string }{
		{"1.1", "85", ""}, {"1.1", "= 100 %", ""}, {"4.2", "≥ 95 %", ""}, {"4.2", "> 95", ""}, {"7.1", "2", ""}, {"2.1", "≥ 2", ""},
		{"1.1", "80", "Chỉ tiêu 1.1 của kế hoạch là ≥ 80 %; mức giao ≥ 80 % bằng mức của kế hoạch. Nhập mức chặt hơn."},
		{"1.1", "75", "Chỉ tiêu 1.1 của kế hoạch là ≥ 80 %; mức giao ≥ 75 % lỏng hơn nên không được. Nhập mức chặt hơn."},
		{"4.2", "≥ 90", "Chỉ tiêu 4.2 của kế hoạch là > 90 %; mức giao ≥ 90 % lỏng hơn nên không được. Nhập mức chặt hơn."},
		{"4.2", "90", "Chỉ tiêu 4.2 của kế hoạch là > 90 %; mức giao > 90 % bằng mức của kế hoạch. Nhập mức chặt hơn."},
		{"7.1", "1", "Chỉ tiêu 7.1 của kế hoạch là ≥ 1; mức giao ≥ 1 bằng mức của kế hoạch. Nhập mức chặt hơn."},
		{"7.1", "> 0", "Chỉ tiêu 7.1 của kế hoạch là ≥ 1; mức giao > 0 bằng mức của kế hoạch. Nhập mức chặt hơn."},
		{"7.1", "≤ 5", "Chỉ tiêu 7.1 của kế hoạch là ≥ 1; mức giao ≤ 5 không so được với mức đó. Nhập cùng dấu so sánh."},
		{"1.2", "100", "Chỉ tiêu 1.2 của kế hoạch là = 100 %, đã là mức chặt nhất nên không giao mức chặt hơn được."},
		{"5.1", "= 0", "Chỉ tiêu 5.1 của kế hoạch là = 0, đã là mức chặt nhất nên không giao mức chặt hơn được."},
	} {
		ind := r.IndicatorByCode(c.code)
		x, err := ParseBeside(ind.Target, c.value)
		if err != nil {
			t.Fatalf("%s %s: %v", c.code, c.value, err)
		}
		if got := refuseNotStricter(ind, x); got != c.want {
			t.Errorf("%s %s: %q\nwant %q", c.code, c.value, got, c.want)
		}
	}
	for code, want := range map[string]string{
		"patrol_shifts/team_period":     "",
		"news_items/team_phase":         "",
		"tips_total/commune_phase":      "",
		"tips_total/team_period":        "“Tổng tin” nhập chung cho toàn xã, không có số của từng Tổ. Chọn mức theo xã.",
		"reoffences/commune_phase":      "Kế hoạch phấn đấu “Người tái phạm” = 0 (chỉ tiêu 5.1), không giao số lượng ít nhất được.",
		"good_deeds/team_period":        "“Việc tốt” đã là chỉ tiêu 7.1 của kế hoạch (≥ 1). Hãy giao mức chặt hơn cho chỉ tiêu đó.",
		"incidents_attended/team_phase": "",
	} {
		var measure, basis string
		for i := range code {
			if code[i] == '/' {
				measure, basis = code[:i], code[i+1:]
			}
		}
		if got := r.RefuseCount(r.MeasureByCode(measure), ParseBasis(basis)); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}
