package plan

import (
	"thidua/internal/vi"
)

// Verdict is what the plan's target says of a figure.
type Verdict uint8

// The verdicts. Unknown: what is missing could still change the outcome, or
// the time for it is not over. NoneArose: the denominator is 0.
const (
	Unknown Verdict = iota
	Met
	NotMet
	NoneArose
)

var (
	verdictCodes = [...]string{"unknown", "met", "not_met", "none_arose"}
	verdictWords = [...]string{"Chưa đủ số liệu", "Đạt", "Chưa đạt", "Không phát sinh"}
)

// Code is the verdict in code and addresses: met, not_met, none_arose, unknown.
func (v Verdict) Code() string { return verdictCodes[v] }

// String is the verdict in words for people.
func (v Verdict) String() string { return verdictWords[v] }

// Result is an indicator judged for one unit over one span.
type Result struct {
	Indicator *Indicator
	Target    *Target
	Verdict   Verdict
	// InProgress: the verdict is Unknown and the time to meet the target is
	// still running ("đang thực hiện"); never failed before its end.
	InProgress bool
	// Provisional: something the figure needs is missing; Num and Den are
	// over what is known.
	Provisional bool
	Num, Den    int64 // Den is 0 for a count
	// Commune-periods (for a team: periods) that count, of those expected.
	Counted, Expected int32
	// The communes below by their own verdicts over the same span.
	UnitsMet, UnitsNotMet, UnitsNone, UnitsUnknown int32
	// Teams, where the inputs are one period or the target is each period's
	// (then team-periods, of the counted reports). TeamsTotal 0: says nothing.
	TeamsMeeting, TeamsFailing, TeamsTotal int32
}

// Words is the verdict as shown.
func (r Result) Words() string {
	if r.InProgress {
		return "Đang thực hiện"
	}
	return r.Verdict.String()
}

// Code is the verdict's code; in_progress where the time still runs.
func (r Result) Code() string {
	if r.InProgress {
		return "in_progress"
	}
	return r.Verdict.Code()
}

// Units is the number of communes judged below.
func (r Result) Units() int32 { return r.UnitsMet + r.UnitsNotMet + r.UnitsNone + r.UnitsUnknown }

// HasShare tells whether Num of Den is a share worth showing. Where a
// denominator is missing that its numerators are not, it is none: 66/52.
func (r Result) HasShare() bool { return r.Indicator.IsRate() && r.Den > 0 && r.Num <= r.Den }

// Value is the figure as shown: "18/25 (72 %)", "0/0", "3".
func (r Result) Value() string {
	if !r.Indicator.IsRate() {
		return vi.Int(r.Num)
	}
	pair := vi.Int(r.Num) + "/" + vi.Int(r.Den)
	if !r.HasShare() {
		return pair
	}
	return pair + " (" + vi.Rate(r.Num, r.Den, r.Target.Percent()) + ")"
}
