package plan

import (
	"fmt"
	"strings"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// Period is one kỳ báo cáo. It opens for entry on its first day and may be
// submitted from its last; Due is the last day on time (to 24:00);
// ClosesBefore is exclusive: the first day on which it is closed.
type Period struct {
	Ordinal      int // in the campaign, from 0
	Phase        int // index of the phase
	Start, End   clock.Day
	Opens        clock.Day
	SubmitFrom   clock.Day
	Due          clock.Day
	ClosesBefore clock.Day
	Closing      bool   // the period that closes its phase
	Label        string // "Tháng 12/2024", "Kỳ 01/01 – 03/02/2025"
	Short        string // "12/2024", "01/01–03/02"
}

// LastOpen is the last day on which the report may still be changed.
func (p Period) LastOpen() clock.Day { return p.ClosesBefore - 1 }

// Ended tells whether the period is over: its figures count "to date".
func (p Period) Ended(today clock.Day) bool { return p.End < today }

// Open tells whether the report may be entered on a day.
func (p Period) Open(today clock.Day) bool { return p.Opens <= today && today < p.ClosesBefore }

// CutPeriods cuts a definition's phases by calendar month, clipped at phase
// boundaries; a clip shorter than the setting joins its neighbour inside the
// phase (plan, section II.3).
func CutPeriods(d *Definition) []Period {
	var out []Period
	for i := range d.Phases {
		clips := cutMonths(d.PhaseStart(i), d.Phases[i].End)
		clips = joinShort(clips, d.Settings.MinClipDays)
		for j, c := range clips {
			out = append(out, newPeriod(d, i, len(out), c, j == len(clips)-1))
		}
	}
	return out
}

type clip struct{ start, end clock.Day }

func (c clip) days() int { return int(c.end-c.start) + 1 }

// monthEnd is the last day of the month a day lies in.
func monthEnd(d clock.Day) clock.Day {
	y, m, _ := d.Date()
	return clock.NewDay(y, m+1, 1) - 1
}

func cutMonths(start, end clock.Day) []clip {
	var out []clip
	for s := start; s <= end; s = monthEnd(s) + 1 {
		out = append(out, clip{s, min(monthEnd(s), end)})
	}
	return out
}

// joinShort: only a phase's first and last clip can be short; the first joins
// the next, the last the one before.
func joinShort(clips []clip, minDays int) []clip {
	if len(clips) > 1 && clips[0].days() < minDays {
		clips[1].start = clips[0].start
		clips = clips[1:]
	}
	if n := len(clips); n > 1 && clips[n-1].days() < minDays {
		clips[n-2].end = clips[n-1].end
		clips = clips[:n-1]
	}
	return clips
}

func newPeriod(d *Definition, phase, ordinal int, c clip, closing bool) Period {
	p := Period{
		Ordinal: ordinal, Phase: phase, Start: c.start, End: c.end, Opens: c.start, SubmitFrom: c.end,
		Due:          c.end + clock.Day(d.Settings.DueDays),
		ClosesBefore: c.end + clock.Day(d.Settings.HardCloseDays) + 1,
		Closing:      closing,
	}
	if closing {
		ph := d.Phases[phase]
		p.Due = ph.LastOnTime() - clock.Day(d.Settings.ClosingDueDaysBefore)
		p.ClosesBefore = ph.ReportBefore
	}
	p.Label, p.Short = periodNames(c)
	return p
}

func periodNames(c clip) (label, short string) {
	y, m, day := c.start.Date()
	if day == 1 && c.end == monthEnd(c.start) {
		short = fmt.Sprintf("%d/%d", m, y)
		return "Tháng " + short, short
	}
	span := vi.Span(c.start, c.end)
	short, _ = strings.CutSuffix(span, fmt.Sprintf("/%d", yearOf(c.end)))
	return "Kỳ " + strings.Replace(span, "–", " – ", 1), short
}

func yearOf(d clock.Day) int { y, _, _ := d.Date(); return y }
