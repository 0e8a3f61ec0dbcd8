package plan

import (
	"fmt"
	"time"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/vi"
)

// Basis says what an assigned target is judged on.
type Basis uint8

// OfIndicator: one of the plan's indicators, stricter. The others are new
// counts over a measure: each team in each period, each team over the phase,
// each commune over the phase.
const (
	OfIndicator Basis = iota + 1
	TeamPeriod
	TeamPhase
	CommunePhase
)

// Bases in the order forms offer them.
var Bases = []Basis{OfIndicator, TeamPeriod, TeamPhase, CommunePhase}

var basisWords = []string{"indicator", "team_period", "team_phase", "commune_phase"}

// Code is the basis as stored.
func (b Basis) Code() string { return word(b, basisWords) }

// MarshalText writes the code (audit).
func (b Basis) MarshalText() ([]byte, error) { return []byte(b.Code()), nil }

// ParseBasis reads a stored basis; 0 where it is none.
func ParseBasis(s string) Basis {
	var b Basis
	_ = pick(&b, []byte(s), basisWords)
	return b
}

// String is the basis for people.
func (b Basis) String() string {
	return [...]string{"", "Chỉ tiêu của kế hoạch, mức chặt hơn", "Số lượng mới, mỗi Tổ mỗi kỳ", "Số lượng mới, mỗi Tổ cả đợt", "Số lượng mới, mỗi xã cả đợt"}[b]
}

// Each is who has to reach it and when: "mỗi Tổ, mỗi kỳ".
func (b Basis) Each() string {
	return [...]string{"", "", "mỗi Tổ, mỗi kỳ", "mỗi Tổ, cả đợt", "mỗi xã, cả đợt"}[b]
}

// AssignedID identifies an assigned target.
type AssignedID int64

// Assigned is a target set beside the plan's by a document of one phase.
type Assigned struct {
	ID        AssignedID
	PhaseID   int64
	Setter    org.UnitID
	Level     Level  // the setter's, on that day
	Issuer    string // "UBND thành phố Phan Rang – Tháp Chàm"
	Basis     Basis
	Ordinal   int // of the indicator; -1 for a new count
	Slot      int // of the measure; -1 for an indicator
	Target    Target
	DocNumber string // "12/KH-UBND"
	DocDay    clock.Day
	Note      string
	SetBy     string // who wrote it down
	SetAt     time.Time
	Version   int
	Units     []AssignedUnit
}

// AssignedUnit is a unit bound by an assigned target for the days [Start,
// Before); an empty span was ended before it began.
type AssignedUnit struct {
	Unit          org.UnitID
	Start, Before clock.Day
	EndedNumber   string // the later document that ended it, "" for none
	EndedOn       *clock.Day
	EndedNote     string
	EndedBy       string
	ReplacedBy    AssignedID
}

// Subject is what a unit may have only one target of at a time.
func (a *Assigned) Subject() string {
	if a.Basis == OfIndicator {
		return fmt.Sprintf("%s:%d", a.Basis.Code(), a.Ordinal)
	}
	return fmt.Sprintf("%s:%d", a.Basis.Code(), a.Slot)
}

// Label names it as verdicts do: "Chỉ tiêu huyện giao".
func (a *Assigned) Label() string {
	if a.Level == LevelCommune {
		return "Chỉ tiêu xã giao"
	}
	return "Chỉ tiêu huyện giao"
}

// Document is "số 12/KH-UBND ngày 20/11/2024".
func (a *Assigned) Document() string { return "số " + a.DocNumber + " ngày " + a.DocDay.String() }

// Source is who set it by which document.
func (a *Assigned) Source() string { return a.Issuer + ", " + a.Document() }

// Short is the target with who has to reach it: "≥ 8 (mỗi Tổ, mỗi kỳ)".
func (a *Assigned) Short() string {
	if e := a.Basis.Each(); e != "" {
		return a.Target.String() + " (" + e + ")"
	}
	return a.Target.String()
}

// Name is what is counted: "1.1 Tin qua lực lượng", "Ca tuần tra".
func (a *Assigned) Name(r *Rules) string {
	if ind := r.Indicator(a.Ordinal); ind != nil {
		return ind.Code + " " + ind.Short
	}
	if m := r.Measure(a.Slot); m != nil {
		return m.Short
	}
	return ""
}

// Starts is the first day of the first period it may bind, Before the first
// day after the last over all its units.
func (a *Assigned) Starts() clock.Day { return a.Units[0].Start }

// Before is the first day on which it binds nobody any more.
func (a *Assigned) Before() clock.Day {
	b := a.Units[0].Before
	for _, u := range a.Units {
		b = max(b, u.Before)
	}
	return b
}

// AssignedState is where an assigned target stands on a day.
type AssignedState string

// The states: it will begin, binds, ran to its phase's end, or was ended by a
// later document.
const (
	AssignedAhead AssignedState = "sap-ap-dung"
	AssignedOn    AssignedState = "dang-ap-dung"
	AssignedOver  AssignedState = "het-dot"
	AssignedEnded AssignedState = "da-ket-thuc"
)

// AssignedStates in the order of filters.
var AssignedStates = []AssignedState{AssignedOn, AssignedAhead, AssignedOver, AssignedEnded}

// String is the state for people.
func (s AssignedState) String() string {
	return map[AssignedState]string{AssignedAhead: "Sắp áp dụng", AssignedOn: "Đang áp dụng", AssignedOver: "Đã hết đợt", AssignedEnded: "Đã kết thúc"}[s]
}

// State is where it stands on a day; ended only where no unit is bound beyond.
func (a *Assigned) State(today clock.Day) AssignedState {
	ended := true
	for _, u := range a.Units {
		ended = ended && u.EndedOn != nil
	}
	switch {
	case ended && a.Before() <= max(today, a.Starts()):
		return AssignedEnded
	case today < a.Starts():
		return AssignedAhead
	case today < a.Before():
		return AssignedOn
	}
	return AssignedOver
}

// Given is an assigned target as one unit has it.
type Given struct {
	*Assigned
	Unit          org.UnitID
	Start, Before clock.Day
}

// Covers tells whether the unit is bound in a period.
func (g *Given) Covers(p *LivePeriod) bool {
	return p.PhaseID == g.PhaseID && p.Start >= g.Start && p.Start < g.Before
}

// Days is the span it binds: "01/12/2024–03/02/2025".
func (g *Given) Days() string { return vi.Span(g.Start, g.Before-1) }

// GivenTo are the targets assigned to a unit itself, by phase and start.
func (l *Live) GivenTo(unit org.UnitID) []Given { return l.given[unit] }

// GivenToTeam are those a team is judged by: its own and, for what is judged
// team by team, its commune's where the team has none of its own then.
func (l *Live) GivenToTeam(team, commune org.UnitID) []Given {
	own := l.given[team]
	above := l.given[commune]
	if len(above) == 0 {
		return own
	}
	out := append([]Given(nil), own...)
	for _, g := range above {
		if !l.Rules.ByTeams(g.Assigned) {
			continue
		}
		over := false
		for i := range own {
			over = over || own[i].Subject() == g.Subject() && own[i].Start < g.Before && g.Start < own[i].Before
		}
		if !over {
			out = append(out, g)
		}
	}
	return out
}

// AssignedByID finds an assigned target, nil where there is none.
func (l *Live) AssignedByID(id AssignedID) *Assigned {
	for i := range l.Assigned {
		if l.Assigned[i].ID == id {
			return &l.Assigned[i]
		}
	}
	return nil
}

// indexGiven sorts the assigned targets by unit.
func (l *Live) indexGiven() {
	l.given = map[org.UnitID][]Given{}
	for i := range l.Assigned {
		a := &l.Assigned[i]
		for _, u := range a.Units {
			if u.Start < u.Before {
				l.given[u.Unit] = append(l.given[u.Unit], Given{a, u.Unit, u.Start, u.Before})
			}
		}
	}
}

// FirstAfter is the first period of a phase that opens after a document's day:
// where what it says begins (product §3).
func (l *Live) FirstAfter(phase int64, doc clock.Day) (LivePeriod, bool) {
	for _, p := range l.Periods {
		if p.PhaseID == phase && p.Opens > doc {
			return p, true
		}
	}
	return LivePeriod{}, false
}
