package plan

import (
	"thidua/internal/clock"
	"thidua/internal/org"
)

// LivePhase is a phase as stored.
type LivePhase struct {
	ID      int64
	Ordinal int // from 0
	Code    string
	Name    string
	Slogan  string
	Start   clock.Day
	End     clock.Day
	// ReportBefore is exclusive: "trước ngày".
	ReportBefore clock.Day
}

// LivePeriod is a period as stored, with the version it is judged by.
type LivePeriod struct {
	Period
	ID        int64
	PhaseID   int64
	VersionID int64
}

// Live is the campaign as it stands in the database: an immutable snapshot of
// one revision, kept in the process.
type Live struct {
	Revision     int64
	CampaignID   int64
	Rules        *Rules // the newest version's
	VersionID    int64
	Phases       []LivePhase
	Periods      []LivePeriod // by ordinal
	Participants []int64      // unit ids, each with its subtree
	Assigned     []Assigned   // targets set beside the plan's, oldest first

	given    map[org.UnitID][]Given
	versions map[int64]*Rules
	byID     map[int64]int
}

// NewLive ties the parts together; versions are by plan_version id.
func NewLive(l Live, versions map[int64]*Rules) *Live {
	l.versions, l.byID = versions, map[int64]int{}
	l.Rules = versions[l.VersionID]
	for i, p := range l.Periods {
		l.byID[p.ID] = i
	}
	l.indexGiven()
	return &l
}

// RulesOf is a version's rules, nil for an unknown one.
func (l *Live) RulesOf(version int64) *Rules { return l.versions[version] }

// RulesAt is the rules a period (by ordinal) is judged by.
func (l *Live) RulesAt(ordinal int) *Rules { return l.versions[l.Periods[ordinal].VersionID] }

// PeriodIDs are the campaign's periods, in order.
func (l *Live) PeriodIDs() []int64 {
	ids := make([]int64, len(l.Periods))
	for i := range l.Periods {
		ids[i] = l.Periods[i].ID
	}
	return ids
}

// Period finds a period by id.
func (l *Live) Period(id int64) (LivePeriod, bool) {
	i, ok := l.byID[id]
	if !ok {
		return LivePeriod{}, false
	}
	return l.Periods[i], true
}

// Phase finds a phase by id.
func (l *Live) Phase(id int64) (LivePhase, bool) {
	for _, p := range l.Phases {
		if p.ID == id {
			return p, true
		}
	}
	return LivePhase{}, false
}

// InPhase are a phase's periods, in order.
func (l *Live) InPhase(id int64) []LivePeriod {
	var out []LivePeriod
	for _, p := range l.Periods {
		if p.PhaseID == id {
			out = append(out, p)
		}
	}
	return out
}

// Ended are the periods over on a day: what "to date" means.
func Ended(list []LivePeriod, today clock.Day) []LivePeriod {
	var out []LivePeriod
	for _, p := range list {
		if p.Ended(today) {
			out = append(out, p)
		}
	}
	return out
}

// Current is the period to work on: the latest that has ended while still
// open for entry, otherwise the one running, otherwise the last.
func (l *Live) Current(today clock.Day) LivePeriod {
	cur := l.Periods[0]
	for _, p := range l.Periods {
		if p.Opens <= today {
			cur = p
		}
	}
	for _, p := range l.Periods {
		if p.Ended(today) && p.Open(today) {
			return p
		}
	}
	return cur
}

// CurrentPhase is the phase whose report is being made or whose days run.
func (l *Live) CurrentPhase(today clock.Day) LivePhase {
	for _, p := range l.Phases {
		if today < p.ReportBefore {
			return p
		}
	}
	return l.Phases[len(l.Phases)-1]
}

// PhaseByCode finds a phase by its code.
func (l *Live) PhaseByCode(code string) (LivePhase, bool) {
	for _, p := range l.Phases {
		if p.Code == code {
			return p, true
		}
	}
	return LivePhase{}, false
}
