package plan

import (
	"testing"

	"thidua/internal/clock"
)

// aLive is the plan that ships as it would stand in the database.
func aLive(t testing.TB) *Live {
	t.Helper()
	r := rules(t)
	l := Live{CampaignID: 1, VersionID: 1}
	for i, p := range r.Def.Phases {
		l.Phases = append(l.Phases, LivePhase{ID: int64(10 + i), Ordinal: i, Code: p.Code, Name: p.Name, Slogan: p.Slogan, Start: r.Def.PhaseStart(i), End: p.End, ReportBefore: p.ReportBefore})
	}
	for _, p := range r.Periods {
		l.Periods = append(l.Periods, LivePeriod{ID: int64(100 + p.Ordinal), PhaseID: int64(10 + p.Phase), VersionID: 1, Period: p})
	}
	return NewLive(l, map[int64]*Rules{1: r})
}

func TestStretch(t *testing.T) {
	l := aLive(t)
	for _, c := range []struct {
		code, today string
		name        string
		all, judged int
		within      Within
	}{
		{"dot-1", "2025-02-05", "Đợt 1", 3, 3, InPhase},
		{"dot-1", "2025-02-03", "Đợt 1", 3, 2, InPhase}, // the last day is not over
		{"dot-2", "2025-02-05", "Đợt 2", 7, 0, InPhase},
		{"toan", "2025-03-01", "Toàn phong trào", 10, 4, InCampaign},
		{"ky-3", "2025-02-05", "Kỳ 01/01 – 03/02/2025", 1, 1, InPeriod},
		{"ky-4", "2025-02-05", "Kỳ 04 – 28/02/2025", 1, 1, InPeriod}, // running
		{"ky-4", "2025-02-03", "Kỳ 04 – 28/02/2025", 1, 0, InPeriod}, // not open yet
		{"ky-10", "2025-02-05", "Kỳ 01 – 19/08/2025", 1, 0, InPeriod},
	} {
		s, ok := l.Stretch(c.code, day(c.today))
		if !ok || s.Code != c.code || s.Name != c.name || len(s.Periods) != c.all || len(s.Judged) != c.judged || s.Within != c.within {
			t.Errorf("%s on %s: %+v, %v", c.code, c.today, s, ok)
		}
	}
	for _, code := range []string{"", "ky-0", "ky-11", "ky-03", "ky-x", "ky--1", "dot-3"} {
		if s, ok := l.Stretch(code, after); ok {
			t.Errorf("%q is %+v", code, s)
		}
	}
	// The phase whose report is being made stays the current one until its date.
	for today, want := range map[clock.Day]string{day("2025-02-06"): "dot-1", day("2025-02-07"): "dot-2", day("2025-09-01"): "dot-2"} {
		if got := l.NowStretch(today); got.Code != want {
			t.Errorf("on %s: %s", today, got.Code)
		}
	}
	if PeriodCode(2) != "ky-3" {
		t.Error(PeriodCode(2))
	}
}
