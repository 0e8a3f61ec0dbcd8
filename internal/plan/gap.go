package plan

import (
	"fmt"
	"strings"

	"thidua/internal/clock"
	"thidua/internal/vi"
)

// GapKind says what stands between a figure and its target.
type GapKind uint8

// GapNone: nothing to say. GapNeed: so much more meets the target. GapShort:
// the span is over and so much was lacking. GapLost: it cannot be met any more.
const (
	GapNone GapKind = iota
	GapNeed
	GapShort
	GapLost
)

// Within names the span a gap is told for.
type Within uint8

// The spans.
const (
	InPeriod Within = iota
	InPhase
	InCampaign
)

var withinWords = [...]string{"trong kỳ này", "trong đợt này", "trong phong trào này"}

// GapInput says for when and whom a gap is told.
type GapInput struct {
	Within Within
	End    clock.Day // the span's last day
	Today  clock.Day
	Teams  []string // each_period: names of the teams without one, if known
}

// Gap is what is lacking, as values and as a Vietnamese sentence without its
// full stop. Need counts cases, people, teams or communes.
type Gap struct {
	Kind     GapKind
	Need     int64
	DaysLeft int // negative: the span is over
	// Provisional: something is missing, so the gap may change with it.
	Provisional bool
	Text        string
}

// GapOf tells the gap of a result; GapNone where the target is met, nothing
// arose, or too little is known to say.
func GapOf(res Result, in GapInput) Gap {
	g := Gap{DaysLeft: int(in.End - in.Today), Provisional: res.Provisional}
	if res.Verdict == Met || res.Verdict == NoneArose || res.Counted == 0 {
		return g
	}
	switch ind := res.Indicator; {
	case ind.IsRate():
		g.rate(res, in)
	case ind.Span == SpanEachPeriod:
		g.eachPeriod(res, in)
	case res.Target.Comparator == AtLeast || res.Target.Comparator == Greater:
		g.count(res, in)
	case res.Verdict == NotMet:
		g.lose(res.Num, "đã có %s %s, không thể đạt %s", official(res.Num), ind.GapNoun, withinWords[in.Within])
	}
	if g.Provisional && (g.Kind == GapNeed || g.Kind == GapShort) {
		g.Text = "Tạm tính " + g.Text
	}
	return g
}

func (g *Gap) lose(n int64, format string, args ...any) {
	g.Kind, g.Need, g.Text = GapLost, n, fmt.Sprintf(format, args...)
}

func (g *Gap) need(n int64, text string) {
	g.Kind, g.Need, g.Text = GapNeed, n, text
	switch {
	case g.DaysLeft == 0:
		g.Text += "; hôm nay là ngày cuối"
	case g.DaysLeft > 0:
		g.Text += fmt.Sprintf("; còn %d ngày", g.DaysLeft)
	}
}

func (g *Gap) rate(res Result, in GapInput) {
	ind, t := res.Indicator, res.Target
	if res.Den == 0 || t.Comparator == AtMost || t.Comparator == Less {
		return
	}
	// What q·num lacks to p·den, in the target's own units.
	deficit := t.P*res.Den - t.Q*res.Num
	lacking := reach(deficit, t.Q, t.Comparator)
	if lacking <= 0 {
		return
	}
	pair := vi.Int(res.Num) + "/" + vi.Int(res.Den)
	switch {
	case ind.CatchUp == CatchUpNone:
		if res.Verdict == NotMet {
			g.lose(lacking, "%s: %s %s, không thể đạt %s", pair, official(lacking), ind.GapNoun, withinWords[in.Within])
		}
	case t.P == t.Q && in.Within != InPeriod:
		// A period that is over keeps its shortfall, and no later one can give
		// more than its own denominator.
		if res.Verdict == NotMet {
			g.lose(lacking, "%s: thiếu %s %s, không thể đạt %s", pair, official(lacking), ind.GapNoun, withinWords[in.Within])
		}
	case g.DaysLeft < 0:
		g.Kind, g.Need = GapShort, lacking
		g.Text = fmt.Sprintf("%s: còn thiếu %s để đạt %s", pair, official(lacking), t)
	case ind.CatchUp == CatchUpNewCases:
		x := reach(deficit, t.Q-t.P, t.Comparator)
		g.need(x, fmt.Sprintf("%s: cần thêm %s %s", pair, official(x), ind.GapNoun))
	default:
		g.need(lacking, fmt.Sprintf("%s: cần thêm %s %s", pair, official(lacking), ind.GapNoun))
	}
}

// reach is the smallest x with x·step ≥ deficit (> for a strict target).
func reach(deficit, step int64, c Comparator) int64 {
	if c == Greater {
		deficit++
	}
	if deficit <= 0 {
		return 0
	}
	return (deficit + step - 1) / step
}

func (g *Gap) count(res Result, in GapInput) {
	ind, t := res.Indicator, res.Target
	units := res.Units()
	if ind.Above == AboveEveryCommune && units > 1 {
		n := int64(units - res.UnitsMet)
		if res.Verdict == NotMet {
			g.lose(n, "%s/%s xã không có %s, không thể đạt %s", official(n), official(int64(units)), ind.GapNoun, withinWords[in.Within])
		} else {
			g.need(n, fmt.Sprintf("%s/%s xã chưa có %s", official(n), official(int64(units)), ind.GapNoun))
		}
		return
	}
	n := reach(t.P-res.Num, 1, t.Comparator)
	switch {
	case n <= 0:
	case res.Verdict == NotMet:
		g.lose(n, "thiếu %s %s, không thể đạt %s", official(n), ind.GapNoun, withinWords[in.Within])
	case res.Num == 0:
		g.need(n, fmt.Sprintf("cần ít nhất %s %s", official(n), ind.GapNoun))
	default:
		g.need(n, fmt.Sprintf("cần thêm %s %s", official(n), ind.GapNoun))
	}
}

func (g *Gap) eachPeriod(res Result, in GapInput) {
	enough := "có "
	if res.Target.P > 1 {
		enough = "đủ " + official(res.Target.P) + " "
	}
	lack := enough + res.Indicator.GapNoun + named(in.Teams)
	if res.Verdict == NotMet {
		g.lose(int64(res.TeamsFailing), "%s không %s", teamCount(res.TeamsFailing, in.Within), lack)
		if in.Within != InPeriod {
			g.Text += ", không thể đạt " + withinWords[in.Within]
		}
		return
	}
	if n := res.TeamsTotal - res.TeamsMeeting; n > 0 && g.DaysLeft >= 0 {
		g.need(int64(n), teamCount(n, in.Within)+" chưa "+lack)
	}
}

// teamCount counts teams in one period, or team-periods in a longer span.
func teamCount(n int32, within Within) string {
	if within == InPeriod {
		return official(int64(n)) + " Tổ"
	}
	return official(int64(n)) + " lượt Tổ – kỳ"
}

func named(teams []string) string {
	if len(teams) == 0 {
		return ""
	}
	return " (" + strings.Join(teams, ", ") + ")"
}

// official writes a count in a sentence as papers do: 01, 02 … 10.
func official(n int64) string {
	if n >= 0 && n < 10 {
		return fmt.Sprintf("%02d", n)
	}
	return vi.Int(n)
}
