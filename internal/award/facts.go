package award

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/report"
	"thidua/internal/roster"
)

// Basis is what judging rests on. ToDate judges over the periods that have
// ended, for simulations; otherwise what has not ended yet is missing.
type Basis struct {
	Live   *plan.Live
	Phase  string // the occasion: the phase reviewed
	Today  clock.Day
	ToDate bool
}

// Month is what one team gave in one period in which it was in force on the
// last day, and the commune-period it belonged to then. Periods to come are
// months too, without a row.
type Month struct {
	Team        org.UnitID
	TeamName    string // "Tổ bảo vệ ANTT khu phố 5"
	Commune     org.UnitID
	CommuneName string
	Own         plan.TeamShare
	Whole       plan.Share // of the commune; its unit is the commune
	Report      report.ID
	SubmittedOn *clock.Day // first submission of the commune's report
}

// Book is every team's months of the campaign, each list by period.
type Book map[org.UnitID][]Month

// Served are the months of a member: of each period that of the team served in
// on its last day. A period at whose end the member served nowhere is nobody's.
func (b Book) Served(spells []roster.Spell, live *plan.Live) []Month {
	var out []Month
	for _, p := range live.Periods {
		i := slices.IndexFunc(spells, func(s roster.Spell) bool { return s.Serves(p.End) })
		if i < 0 {
			continue
		}
		for _, m := range b[spells[i].Team] {
			if m.Own.Period == p.Ordinal {
				out = append(out, m)
			}
		}
	}
	return out
}

// Facts are what is known of one team or member.
type Facts struct {
	Subject Subject
	Team    org.UnitID // the team, or the one the member serves (served last) in
	Person  roster.PersonID
	Name    string
	Months  []Month        // by period
	Spells  []roster.Spell // the member's; of a team all its members'
	Formed  org.Span       // of a team: the days it is in force
	Deeds   []register.Deed
	Cases   []Case
	Held    []Held // awards of this campaign
	Score   *Score // nil: not scored
}

// services are the days served, of a member; of a team those it is in force.
func (f *Facts) services() []org.Span {
	if f.Subject == Team {
		return []org.Span{f.Formed}
	}
	var out []org.Span
	for _, s := range f.Spells {
		if s.WithdrawnAt == nil {
			out = append(out, spanOfSpell(s))
		}
	}
	return out
}

func spanOfSpell(s roster.Spell) org.Span {
	x := org.Span{From: s.From, Until: org.Forever}
	if s.Left != nil {
		x.Until = *s.Left
	}
	return x
}

// last is the member's last service that counts; ok is false where there is
// none.
func (f *Facts) last() (s roster.Spell, ok bool) {
	for _, x := range f.Spells {
		if x.WithdrawnAt == nil && (!ok || x.From > s.From) {
			s, ok = x, true
		}
	}
	return s, ok
}

// Held is an award of this campaign that was given.
type Held struct {
	ID          int64
	Form        Form
	Phase       string // the occasion
	Achievement Achievement
	Number      string // of the decision
	On          clock.Day
	Revoked     bool
}

// Words is "Giấy khen (Quyết định số 12/QĐ-UBND ngày 07/02/2025)".
func (h Held) Words() string {
	return fmt.Sprintf("%s (Quyết định số %s ngày %s)", h.Form.Label(), h.Number, h.On)
}

// Score is a filled point sheet.
type Score struct {
	Points     map[string]Points // by item
	Deductions map[string]int    // by deduction: how many times
}

// Points are what the subject gave itself and what was verified; nil: not yet.
type Points struct{ Self, Verified *int }

// Off are the points a deduction takes.
func (s *Score) Off(d Deduction) int {
	if s == nil {
		return 0
	}
	n := d.Points * max(0, s.Deductions[d.Code])
	if d.Most > 0 {
		n = min(n, d.Most)
	}
	return n
}

// Bounds are the least and the most the verified total can still come to;
// open are the codes of items not verified yet.
func (s *Score) Bounds(sheet *Sheet) (least, most int, open []string) {
	off := 0
	for _, d := range sheet.Deductions {
		off += s.Off(d)
	}
	for _, i := range sheet.Items {
		var p Points
		if s != nil {
			p = s.Points[i.Code]
		}
		if p.Verified == nil {
			open = append(open, i.Code)
			most += i.Max
			continue
		}
		n := min(max(0, *p.Verified), i.Max)
		least, most = least+n, most+n
	}
	return max(0, least-off), max(0, most-off), open
}

// byPeriod sorts months as Judge reads them.
func byPeriod(a, b Month) int { return cmp.Compare(a.Own.Period, b.Own.Period) }
