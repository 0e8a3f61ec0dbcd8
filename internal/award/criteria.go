package award

import (
	"thidua/internal/register"
)

// Criteria are what one form asks of one subject at a phase's review. The
// statute's own conditions (no pending case, Nghị định 152/2025 Điều 4) hold
// whatever they say.
type Criteria struct {
	Form    Form
	Subject Subject
	// Span is the stretch whose achievement is rewarded: a phase's code or
	// plan.WholeCampaign. Standings are read over it.
	Span       string
	Verdicts   []Required
	Discipline *Discipline // nil: not asked; likewise below
	Service    *Tenure
	Deeds      *Deeds
	Exclusions []Exclusion
	Sheet      *Sheet
	Cap        *Cap
}

// Required is a verdict that must be met, or have had nothing to be judged by,
// over a span. Ordinals of indicators are permanent across versions.
type Required struct {
	Ordinal int
	Span    string
}

// Discipline bounds how many monthly reports of the commune may have come late
// or not at all, of the months in which the team was in force (the member
// served).
type Discipline struct {
	Span          string
	Late, Missing int
}

// Tenure asks for whole months in the force (of a team: of work). With a Span
// only days in it count, otherwise all up to the occasion's last day.
type Tenure struct {
	Months int
	Span   string
}

// Deeds asks for good deeds of the team, or credited to the member.
type Deeds struct {
	Count int
	Span  string
	Rank  register.Rank // at least this recognition; Unranked: any
}

// Exclusion is who is not considered.
type Exclusion string

// The exclusions. Left: no longer serving at the span's end, but for those who
// died. Dismissed: released under Luật LLTGBVANTT Điều 17 khoản 3 điểm c, d; a
// team is excluded by a member so released inside the span. Rewarded: holds
// the same form in this campaign already.
const (
	Left      Exclusion = "left"
	Dismissed Exclusion = "dismissed"
	Rewarded  Exclusion = "rewarded"
)

// Exclusions in the order forms offer them.
var Exclusions = []Exclusion{Left, Dismissed, Rewarded}

// Sheet is a point sheet (bảng chấm điểm). A total is the verified points less
// the deductions, never below 0.
type Sheet struct {
	Items      []Item
	Deductions []Deduction
	Least      int // the total to reach
}

// Item is scored from 0 to Max.
type Item struct {
	Code, Text string
	Max        int
}

// Deduction takes Points off each time, Most in all (0: without bound).
type Deduction struct {
	Code, Text   string
	Points, Most int
}

// Max is the sum of the items' points.
func (s *Sheet) Max() int {
	n := 0
	for _, i := range s.Items {
		n += i.Max
	}
	return n
}

// Cap bounds how many a proposing unit may nominate: a count, a share of its
// subjects in percent, or both; 0 is no bound.
type Cap struct {
	Count      int
	Percent    int
	AtLeastOne bool // a share of a small unit is not less than one
}

// Of is the most a unit with so many subjects may nominate; bound is false
// where the cap says nothing. A share is never rounded up: 20 % of 14 are 2.
func (c *Cap) Of(subjects int) (most int, bound bool) {
	if c == nil || (c.Count == 0 && c.Percent == 0) {
		return 0, false
	}
	most = c.Count
	if c.Percent > 0 {
		share := subjects * c.Percent / 100
		if c.AtLeastOne && subjects > 0 {
			share = max(share, 1)
		}
		if c.Count == 0 || share < most {
			most = share
		}
	}
	return most, true
}
