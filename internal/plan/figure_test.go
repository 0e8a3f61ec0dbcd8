package plan

import "testing"

// Sums stored before a measure existed are not missing it.
func TestOlderVersions(t *testing.T) {
	r := rules(t)
	old := r.testShare(1, 0, figures{"good_deeds": 3})
	old.Sum.Sums, old.Sum.Missing = old.Sum.Sums[:14], old.Sum.Missing[:14] // before slot 14
	now := r.testShare(1, 1, figures{"good_deeds": 1})
	res := r.Judge(r.ordinal("7.1"), []Share{old, now}, after)
	if res.Verdict != Met || res.Expected != 1 || res.Provisional {
		t.Errorf("%s over %d of an older version", res.Verdict, res.Expected)
	}
	if got := r.Row([]Cell{4, 5}); len(got) != 23 || got[1] != 5 || got[2] != Empty {
		t.Errorf("row %v", got)
	}
}

func TestSumCommune(t *testing.T) {
	r := rules(t)
	s := r.SumCommune([][]Cell{
		r.testRow(false, figures{"tips_via_force": 3, "models_working": 1, "business_violations": 1}),
		r.testRow(false, figures{"tips_via_force": Empty, "models_working": 1, "business_violations": Empty}),
	}, r.testRow(true, figures{"tips_total": 9, "models_working": 1, "business_violations": 2}))
	for slot, want := range map[int][2]int64{0: {3, 1}, 1: {9, 0}, 6: {3, 1}, 15: {1, 0}, 12: {0, 0}} {
		if s.Sums[slot] != want[0] || int64(s.Missing[slot]) != want[1] {
			t.Errorf("slot %d: %d, missing %d", slot, s.Sums[slot], s.Missing[slot])
		}
	}
	if s.Teams != 2 || s.Meeting[2] != 2 || s.Failing[4] != 1 || s.Meeting[4] != 0 {
		t.Errorf("teams %d, meeting %v, failing %v", s.Teams, s.Meeting, s.Failing)
	}
	// Without rows: the whole-commune cells are missing, no team is.
	s = r.SumCommune(nil, nil)
	if s.Missing[0] != 0 || s.Missing[1] != 1 || s.Missing[15] != 1 || s.Teams != 0 {
		t.Errorf("missing %v", s.Missing)
	}
}

func TestBreaches(t *testing.T) {
	r := rules(t)
	row := r.testRow(false, figures{"incidents_attended": 5, "incidents_total": 3, "patrolled": 4, "members": 4, "fire_attended": 1, "fire_mobilised": Empty})
	got := r.RowBreaches(row)
	if len(got) != 1 || got[0].Message() != "“Vụ có mặt” (5) không được lớn hơn “Tổng vụ, việc” (3)." {
		t.Errorf("row breaches %+v", got)
	}
	s := r.SumCommune([][]Cell{r.testRow(false, figures{"tips_via_force": 6, "people_info_given": 9})}, r.testRow(true, figures{"tips_total": 5, "people_info_required": Empty}))
	got = r.SumBreaches(&s)
	if len(got) != 1 || got[0].Message() != "“Tin qua Tổ” (6) không được lớn hơn “Tổng tin” (5) của toàn xã." {
		t.Errorf("sum breaches %+v", got)
	}
}
