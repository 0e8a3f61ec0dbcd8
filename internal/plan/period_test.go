package plan

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/clock"
)

func ninhThuan(t testing.TB) *Definition {
	t.Helper()
	d, err := NinhThuan()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rules(t testing.TB) *Rules {
	t.Helper()
	return NewRules(ninhThuan(t))
}

func day(s string) clock.Day {
	d, err := clock.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestPeriodsOfNinhThuan(t *testing.T) {
	want := `
0 đợt 1 Kỳ 06 – 30/11/2024 [06–30/11] mở 06/11/2024 nộp từ 30/11/2024 hạn 05/12/2024 đóng trước 11/12/2024
1 đợt 1 Tháng 12/2024 [12/2024] mở 01/12/2024 nộp từ 31/12/2024 hạn 05/01/2025 đóng trước 11/01/2025
2 đợt 1 Kỳ 01/01 – 03/02/2025 [01/01–03/02] mở 01/01/2025 nộp từ 03/02/2025 hạn 05/02/2025 đóng trước 07/02/2025 cuối đợt
3 đợt 2 Kỳ 04 – 28/02/2025 [04–28/02] mở 04/02/2025 nộp từ 28/02/2025 hạn 05/03/2025 đóng trước 11/03/2025
4 đợt 2 Tháng 3/2025 [3/2025] mở 01/03/2025 nộp từ 31/03/2025 hạn 05/04/2025 đóng trước 11/04/2025
5 đợt 2 Tháng 4/2025 [4/2025] mở 01/04/2025 nộp từ 30/04/2025 hạn 05/05/2025 đóng trước 11/05/2025
6 đợt 2 Tháng 5/2025 [5/2025] mở 01/05/2025 nộp từ 31/05/2025 hạn 05/06/2025 đóng trước 11/06/2025
7 đợt 2 Tháng 6/2025 [6/2025] mở 01/06/2025 nộp từ 30/06/2025 hạn 05/07/2025 đóng trước 11/07/2025
8 đợt 2 Tháng 7/2025 [7/2025] mở 01/07/2025 nộp từ 31/07/2025 hạn 05/08/2025 đóng trước 11/08/2025
9 đợt 2 Kỳ 01 – 19/08/2025 [01–19/08] mở 01/08/2025 nộp từ 19/08/2025 hạn 20/08/2025 đóng trước 22/08/2025 cuối đợt
`
	var b strings.Builder
	for _, p := range CutPeriods(ninhThuan(t)) {
		fmt.Fprintf(&b, "%d đợt %d %s [%s] mở %s nộp từ %s hạn %s đóng trước %s", p.Ordinal, p.Phase+1, p.Label, p.Short, p.Opens, p.SubmitFrom, p.Due, p.ClosesBefore)
		if p.Closing {
			b.WriteString(" cuối đợt")
		}
		b.WriteString("\n")
	}
	if got := b.String(); got != strings.TrimPrefix(want, "\n") {
		t.Errorf("periods:\n%s\nwant:%s", got, want)
	}
}

func TestPeriodDays(t *testing.T) {
	p := CutPeriods(ninhThuan(t))[2]
	for _, c := range []struct {
		day         string
		open, ended bool
	}{{"2024-12-31", false, false}, {"2025-01-01", true, false}, {"2025-02-03", true, false}, {"2025-02-04", true, true}, {"2025-02-06", true, true}, {"2025-02-07", false, true}} {
		if d := day(c.day); p.Open(d) != c.open || p.Ended(d) != c.ended {
			t.Errorf("%s: open %v, ended %v; want %v, %v", d, p.Open(d), p.Ended(d), c.open, c.ended)
		}
	}
	if got := p.LastOpen(); got != day("2025-02-06") {
		t.Errorf("last open day = %s", got)
	}
}

// Cutting at other dates: what joins, and to which side.
func TestCutShortClips(t *testing.T) {
	for _, c := range []struct {
		start, end string
		min        int
		want       string
	}{
		{"2024-11-06", "2025-02-03", 10, "06–30/11/2024 01–31/12/2024 01/01–03/02/2025"},
		{"2024-11-06", "2025-02-03", 3, "06–30/11/2024 01–31/12/2024 01–31/01/2025 01–03/02/2025"}, // 3 days are not under 3
		{"2024-11-06", "2025-02-03", 4, "06–30/11/2024 01–31/12/2024 01/01–03/02/2025"},
		{"2024-11-22", "2024-12-31", 10, "22/11–31/12/2024"},            // 9 days join the next
		{"2024-11-21", "2024-12-31", 10, "21–30/11/2024 01–31/12/2024"}, // 10 days stand
		{"2024-11-25", "2024-12-05", 10, "25/11–05/12/2024"},            // both short
		{"2024-11-25", "2024-11-28", 10, "25–28/11/2024"},               // alone in its phase
		{"2024-12-28", "2025-01-04", 10, "28/12/2024–04/01/2025"},
		{"2025-02-04", "2025-02-28", 10, "04–28/02/2025"},
		{"2025-06-30", "2025-06-30", 10, "30/06/2025"},
	} {
		var got []string
		for _, cl := range joinShort(cutMonths(day(c.start), day(c.end)), c.min) {
			got = append(got, clipText(cl))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s – %s under %d days: %v; want %s", c.start, c.end, c.min, got, c.want)
		}
	}
}

func clipText(c clip) string {
	label, _ := periodNames(c)
	if rest, ok := strings.CutPrefix(label, "Kỳ "); ok {
		return strings.Replace(rest, " – ", "–", 1)
	}
	y, m, _ := c.start.Date()
	_, _, last := c.end.Date()
	return fmt.Sprintf("01–%02d/%02d/%d", last, m, y)
}

// Every day of the campaign lies in exactly one period, of its own phase.
func TestPeriodsCoverTheCampaign(t *testing.T) {
	d := ninhThuan(t)
	r := NewRules(d)
	for today := d.Start(); today <= d.End(); today++ {
		n := 0
		for _, p := range r.Periods {
			if p.Start <= today && today <= p.End {
				n++
				if today < d.PhaseStart(p.Phase) || today > d.Phases[p.Phase].End {
					t.Errorf("%s lies in %s of another phase", today, p.Label)
				}
			}
		}
		if n != 1 {
			t.Errorf("%s lies in %d periods", today, n)
		}
	}
	if got := len(r.PhasePeriods(0)); got != 3 {
		t.Errorf("phase 1 has %d periods", got)
	}
	if got := len(r.PhasePeriods(1)); got != 7 {
		t.Errorf("phase 2 has %d periods", got)
	}
	for today, want := range map[string]int{"2024-11-30": 0, "2024-12-01": 1, "2025-02-03": 2, "2025-02-04": 3, "2025-08-19": 9, "2025-08-20": 10} {
		if got := len(r.ToDate(day(today))); got != want {
			t.Errorf("to date on %s: %d periods; want %d", today, got, want)
		}
	}
}
