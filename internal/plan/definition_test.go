package plan

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/fault"
)

// The eleven indicators of the plan: what is judged, against what, from which
// level, over what. Ordinals and slots are permanent; a change here breaks
// stored figures.
const wantIndicators = `
0 1.1 (2.1) tips_via_force/tips_total ≥ 80 % from commune span any above sum catch-up new_cases
1 1.2 (2.1) incidents_attended/incidents_total = 100 % from team span any above sum catch-up none
2 2.1 (2.2) models_working ≥ 1 from team span campaign above every_commune catch-up new_cases
3 3.1 (2.3) fire_attended/fire_mobilised = 100 % from team span any above sum catch-up none
4 4.1 (2.4) business_violations = 0 from team span any above sum catch-up none
5 4.2 (2.4) people_info_given/people_info_required > 90 % from commune span any above sum catch-up numerator
6 4.3 (2.4) weapons_cases = 0 from team span any above sum catch-up none
7 5.1 (2.5) reoffences = 0 from team span any above sum catch-up none
8 6.1 (2.6) patrolled/members = 100 % from team span any above sum catch-up numerator
9 6.2 (2.6) serious_accidents = 0 from team span any above sum catch-up none
10 7.1 (2.7) good_deeds ≥ 1 from team span each_period above sum catch-up new_cases
`

const wantMeasures = `
0 tips_via_force teams sum
1 tips_total commune sum
2 incidents_attended teams sum
3 incidents_total teams sum
4 fire_attended teams sum
5 fire_mobilised teams sum
6 business_violations both sum
7 people_info_given teams sum
8 people_info_required commune sum
9 weapons_cases both sum
10 reoffences both sum
11 patrolled teams last
12 members teams last roster
13 serious_accidents both sum
14 good_deeds teams sum deeds
15 models_working both last models own_row
16 patrol_shifts teams sum
17 propaganda_sessions both sum
18 propaganda_attendances both sum
19 cases_supported teams sum
20 people_reformed teams sum
21 weapons_handed_in both sum
22 news_items both sum
`

func TestNinhThuanIndicators(t *testing.T) {
	var b strings.Builder
	for _, i := range rules(t).Indicators() {
		formula := i.Numerator
		if i.IsRate() {
			formula += "/" + i.Denominator
		}
		fmt.Fprintf(&b, "%d %s (%s) %s %s from %s span %s above %s catch-up %s\n", i.Ordinal, i.Code, i.PlanRef, formula, i.Target, i.JudgedFrom, i.Span, i.Above, i.CatchUp)
		if i.Target.SetBy != "Kế hoạch tỉnh" {
			t.Errorf("%s: target set by %q", i.Code, i.Target.SetBy)
		}
	}
	if got := b.String(); got != strings.TrimPrefix(wantIndicators, "\n") {
		t.Errorf("indicators:\n%s", got)
	}
}

func TestNinhThuanMeasures(t *testing.T) {
	r := rules(t)
	if r.Slots() != 23 || len(r.Measures) != 23 {
		t.Fatalf("%d slots, %d measures; want 23", r.Slots(), len(r.Measures))
	}
	var b strings.Builder
	for slot := range r.Slots() {
		m := r.Measure(slot)
		words := []string{fmt.Sprint(m.Slot), m.Code, m.Entry.String(), m.Over.String(), m.Derived.String(), m.CommuneTotal.String()}
		b.WriteString(strings.Join(strings.Fields(strings.Join(words, " ")), " ") + "\n")
		if r.MeasureByCode(m.Code) != m || !strings.HasSuffix(m.Definition, ".") {
			t.Errorf("%s: lookup or definition wrong", m.Code)
		}
	}
	if got := b.String(); got != strings.TrimPrefix(wantMeasures, "\n") {
		t.Errorf("measures:\n%s", got)
	}
}

func TestNinhThuanParts(t *testing.T) {
	var got []string
	for _, p := range rules(t).Parts() {
		got = append(got, p.Part.Code+" ≤ "+p.Whole.Code+" per "+p.Per.String())
	}
	want := "tips_via_force ≤ tips_total per commune; incidents_attended ≤ incidents_total per row; fire_attended ≤ fire_mobilised per row; people_info_given ≤ people_info_required per commune; patrolled ≤ members per row"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("parts: %s", s)
	}
}

func TestNinhThuanCampaign(t *testing.T) {
	d := ninhThuan(t)
	if d.Start() != day("2024-11-06") || d.End() != day("2025-08-19") {
		t.Errorf("campaign %s – %s", d.Start(), d.End())
	}
	if d.Phases[0].LastOnTime() != day("2025-02-06") || d.Phases[1].LastOnTime() != day("2025-08-21") {
		t.Error("“trước ngày” must be exclusive")
	}
	if got := d.Campaign.Plan.Reference(); got != "Số ……/KH-UBND" {
		t.Errorf("reference %q", got)
	}
	if got := (Document{Number: "5012", Symbol: "KH-UBND"}).Reference(); got != "Số 5012/KH-UBND" {
		t.Errorf("reference %q", got)
	}
	if len(d.Groups) != 7 || len(d.Texts) != 2 || strings.Join(d.Campaign.Participants, ",") != "58" {
		t.Error("seven groups, two texts and province 58 are expected")
	}
	if got := fmt.Sprint(d.Awards[0].Phases, d.Awards[1].Phases); got != "[dot-1 dot-2] [dot-2]" {
		t.Errorf("awards by phase %s", got)
	}
}

func TestDutiesAndRecognitionByDate(t *testing.T) {
	d := ninhThuan(t)
	for _, c := range []struct {
		duty, on string
		want     Level
	}{
		{"review", "2024-11-06", LevelDistrict}, {"review", "2025-06-30", LevelDistrict}, {"review", "2025-07-01", LevelProvince},
		{"phase_report", "2025-06-30", LevelDistrict}, {"phase_report", "2025-07-01", LevelCommune}, {"giay_khen", "2025-08-19", LevelCommune},
	} {
		if got, ok := d.DutyLevel(c.duty, day(c.on)); !ok || got != c.want {
			t.Errorf("%s on %s: %s", c.duty, c.on, got)
		}
	}
	if _, ok := d.DutyLevel("nobody", day("2025-01-01")); ok {
		t.Error("an unknown duty has no level")
	}
	names := func(on string) string {
		var out []string
		for _, l := range d.Recognising(day(on)) {
			out = append(out, l.Name)
		}
		return strings.Join(out, ", ")
	}
	if got := names("2025-02-28"); got != "Công an cấp huyện, Công an tỉnh, Bộ Công an" {
		t.Error(got)
	}
	if got := names("2025-03-01"); got != "Công an tỉnh, Bộ Công an" {
		t.Error(got)
	}
}

// Everything said in the plan's words is in the plan, word for word.
func TestQuotationsAreInThePlan(t *testing.T) {
	d := ninhThuan(t)
	text := strings.Join(strings.Fields(ninhThuanText), " ")
	quotes := d.quotations()
	if len(quotes) != 3+7+4+14+11+2 {
		t.Fatalf("%d quotations", len(quotes))
	}
	for _, q := range quotes {
		if !strings.Contains(text, strings.Join(strings.Fields(q.text), " ")) {
			t.Errorf("%s is not in the plan: %s", q.path, q.text)
		}
	}
	// Each indicator's sentence stands in its own criteria group.
	r := NewRules(d)
	for _, i := range r.Indicators() {
		if !strings.Contains(r.Group(i.PlanRef).Paragraph, i.Quote) {
			t.Errorf("%s is not quoted from group %s", i.Code, i.PlanRef)
		}
	}
	for _, typo := range []string{"khắc nhiệt", "Chủ tich", "lực lượng tham gia bảo đảm ANTT ở cơ sở được phổ biến"} {
		if !strings.Contains(text, typo) {
			t.Errorf("the plan's own words %q must stand", typo)
		}
	}
}

func TestAttachRefusesMisquotations(t *testing.T) {
	d, err := Parse(ninhThuanSource)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(ninhThuanText, "trên 90%", "trên 95%")
	text = strings.ReplaceAll(text, "khí thế mới", "khí thế")
	err = d.Attach(text)
	f, ok := fault.Of(err)
	if !ok || f.Kind != fault.Invalid {
		t.Fatalf("err = %v", err)
	}
	var paths []string
	for _, x := range f.Fields {
		paths = append(paths, x.Name)
	}
	if got := strings.Join(paths, " "); got != "campaign.theme groups[3].paragraph indicators[5].quote" {
		t.Errorf("refused: %s", got)
	}
	if d.Text != "" {
		t.Error("a misquoted text must not be attached")
	}
}
