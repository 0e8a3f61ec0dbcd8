package award

import (
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/plan"
	"thidua/internal/register"
	"thidua/internal/roster"
)

func day(s string) clock.Day {
	d, err := clock.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

func dayp(s string) *clock.Day { d := day(s); return &d }

// after is the demo's day at tổng kết: all periods are over.
var after = day("2025-08-20")

func moment(s string) clock.Moment {
	at := day(s).Start().Add(9 * time.Hour)
	return clock.Moment{Wall: at, Business: at, Today: day(s)}
}

func actor(role access.Role) access.Actor {
	return access.Actor{UserID: 7, Name: "Nguyễn Thị Hà", Title: "Chuyên viên", Appointment: access.Appointment{Role: role}}
}

// live is the Ninh Thuận campaign as it would be stored; read-only.
func live(t testing.TB) *plan.Live {
	t.Helper()
	return stored()
}

var stored = sync.OnceValue(func() *plan.Live {
	d, err := plan.NinhThuan()
	if err != nil {
		panic(err)
	}
	r := plan.NewRules(d)
	l := plan.Live{CampaignID: 1, VersionID: 1}
	for i, p := range d.Phases {
		l.Phases = append(l.Phases, plan.LivePhase{ID: int64(i + 1), Ordinal: i, Code: p.Code, Name: p.Name, Start: d.PhaseStart(i), End: p.End, ReportBefore: p.ReportBefore})
	}
	for _, p := range r.Periods {
		l.Periods = append(l.Periods, plan.LivePeriod{Period: p, ID: int64(p.Ordinal + 1), PhaseID: int64(p.Phase + 1), VersionID: 1})
	}
	return plan.NewLive(l, map[int64]*plan.Rules{1: r})
})

func ordinal(l *plan.Live, code string) int { return l.Rules.IndicatorByCode(code).Ordinal }

// figures are cells of a row by measure code; the other cells a team enters
// are such that every indicator is met, -1 is an empty cell.
type figures map[string]plan.Cell

var good = figures{"incidents_total": 2, "incidents_attended": 2, "models_working": 1, "members": 4, "patrolled": 4, "good_deeds": 1}

// row is a team's row.
func row(l *plan.Live, f figures) []plan.Cell {
	r := l.Rules
	out := r.Row(nil)
	for _, m := range r.Measures {
		if r.Expects(m.Slot, false) {
			out[m.Slot] = good[m.Code]
		}
		if v, ok := f[m.Code]; ok {
			out[m.Slot] = v
			if v < 0 {
				out[m.Slot] = plan.Empty
			}
		}
	}
	return out
}

// month is an accepted month of a team, sent on its due day, in commune 10.
func month(l *plan.Live, team org.UnitID, period int, f figures) Month {
	cells := row(l, f)
	whole := l.Rules.Row(nil)
	for slot := range whole {
		if l.Rules.Expects(slot, true) {
			whole[slot] = 0
		}
	}
	// The commune's own indicators, 1.1 and 4.2: met unless said otherwise.
	for code, v := range map[string]plan.Cell{"tips_total": 10, "tips_via_force": 8, "people_info_required": 20, "people_info_given": 19} {
		if x, ok := f["xã:"+code]; ok {
			v = x
		}
		m := l.Rules.MeasureByCode(code)
		if l.Rules.Expects(m.Slot, true) {
			whole[m.Slot] = v
			cells[m.Slot] = min(cells[m.Slot], 0)
		} else {
			cells[m.Slot] = v
		}
	}
	sum := l.Rules.SumCommune([][]plan.Cell{cells}, whole)
	due := l.Periods[period].Due
	return Month{Team: team, TeamName: "Tổ bảo vệ ANTT khu phố " + string(rune('0'+team)), Commune: 10, CommuneName: "phường Kinh Dinh",
		Own:   plan.TeamShare{Period: period, Row: cells, Counted: true, State: "accepted"},
		Whole: plan.Share{Unit: 10, Period: period, Sum: &sum, Counted: true, State: "accepted"}, Report: 100, SubmittedOn: &due}
}

// absent is a month whose report stands in a state that does not count.
func absent(l *plan.Live, team org.UnitID, period int, state string) Month {
	m := month(l, team, period, nil)
	m.Own.Row, m.Own.Counted, m.Own.State = nil, false, state
	m.Whole.Sum, m.Whole.Counted, m.Whole.State = nil, false, state
	m.SubmittedOn = nil
	return m
}

// year is all ten months of a team, good ones unless given.
func year(l *plan.Live, team org.UnitID, given ...Month) []Month {
	var out []Month
	for p := range l.Periods {
		m := month(l, team, p, nil)
		for _, g := range given {
			if g.Own.Period == p {
				m = g
			}
		}
		out = append(out, m)
	}
	return out
}

func theTeam(months []Month) Facts {
	return Facts{Subject: Team, Team: 1, Name: "Tổ bảo vệ ANTT khu phố 1", Months: months, Formed: org.Span{From: day("2024-07-01"), Until: org.Forever}}
}

func spell(team org.UnitID, from, left string) roster.Spell {
	s := roster.Spell{ID: roster.ServiceID(team), Person: 5, FullName: "Lê Văn An", Team: team, Position: roster.Plain, From: day(from)}
	if left != "" {
		s.Left, s.Reason = dayp(left), roster.Transferred
	}
	return s
}

func member(l *plan.Live, book Book, spells ...roster.Spell) Facts {
	f := Facts{Subject: Member, Team: spells[len(spells)-1].Team, Person: 5, Name: "Lê Văn An", Spells: spells}
	f.Months = book.Served(spells, l)
	return f
}

func deed(id int64, on string, rank register.Rank) register.Deed {
	return register.Deed{ID: register.DeedID(id), Team: 1, DoneOn: day(on), What: "Bắt trộm", Members: []roster.PersonID{5}, RecognisedRank: rank}
}

// said joins what a fault refuses: "name: message" by lines.
func said(t testing.TB, err error) string {
	t.Helper()
	e, ok := fault.Of(err)
	if !ok {
		t.Fatalf("no fault: %v", err)
	}
	if len(e.Fields) == 0 {
		return e.Message
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Name+": "+f.Message)
	}
	return strings.Join(out, "\n")
}

func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}
