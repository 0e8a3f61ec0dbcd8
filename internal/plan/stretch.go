package plan

import (
	"strconv"
	"strings"

	"thidua/internal/clock"
)

// Stretch is what a verdict is read over: a phase, one period, or the whole
// campaign to date.
type Stretch struct {
	Code       string // in addresses: a phase's code, "toan", "ky-3"
	Name       string // "Đợt 1", "Toàn phong trào", "Tháng 12/2024"
	Within     Within
	Start, End clock.Day
	Periods    []LivePeriod // all of it
	// Judged are the periods that count on the day asked: those over ("to
	// date"); a single period counts from the day it opens.
	Judged []LivePeriod
}

// WholeCampaign is the code of the stretch over everything.
const WholeCampaign = "toan"

const periodCode = "ky-"

// PeriodCode is the code of the stretch over one period.
func PeriodCode(ordinal int) string { return periodCode + strconv.Itoa(ordinal+1) }

// Stretch finds a stretch by its code, as it stands on a day.
func (l *Live) Stretch(code string, today clock.Day) (Stretch, bool) {
	if code == WholeCampaign {
		return l.Whole(today), true
	}
	if s, ok := strings.CutPrefix(code, periodCode); ok {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > len(l.Periods) || s != strconv.Itoa(n) {
			return Stretch{}, false
		}
		p := l.Periods[n-1]
		out := Stretch{Code: code, Name: p.Label, Within: InPeriod, Start: p.Start, End: p.End, Periods: l.Periods[n-1 : n : n]}
		if p.Opens <= today {
			out.Judged = out.Periods
		}
		return out, true
	}
	for _, ph := range l.Phases {
		if ph.Code == code {
			return l.phaseStretch(ph, today), true
		}
	}
	return Stretch{}, false
}

// Whole is the stretch over the campaign to date.
func (l *Live) Whole(today clock.Day) Stretch {
	return Stretch{Code: WholeCampaign, Name: "Toàn phong trào", Within: InCampaign, Start: l.Phases[0].Start, End: l.Phases[len(l.Phases)-1].End,
		Periods: l.Periods, Judged: Ended(l.Periods, today)}
}

// NowStretch is the current phase: what a board shows unless asked.
func (l *Live) NowStretch(today clock.Day) Stretch {
	return l.phaseStretch(l.CurrentPhase(today), today)
}

func (l *Live) phaseStretch(ph LivePhase, today clock.Day) Stretch {
	list := l.InPhase(ph.ID)
	return Stretch{Code: ph.Code, Name: ph.Name, Within: InPhase, Start: ph.Start, End: ph.End, Periods: list, Judged: Ended(list, today)}
}

// Rules are those a stretch is judged by: of its last judged period.
func (s Stretch) Rules(l *Live) *Rules {
	if n := len(s.Judged); n > 0 {
		return l.RulesAt(s.Judged[n-1].Ordinal)
	}
	return l.Rules
}
