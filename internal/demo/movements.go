package demo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

// fellAt is where a member fell on duty in phase 2, and when.
const fellAt = "22846"

var fellOn = clock.NewDay(2025, 5, 17)

const sqlServing = `SELECT s.id, s.version FROM service s WHERE s.person_id = $1 AND s.team_id = $2 AND upper_inf(s.during) AND s.withdrawn_at IS NULL`

type serving struct {
	ID      int64 `db:"id"`
	Version int   `db:"version"`
}

// mover moves people through the roster, and in the world's own lists, which
// the figures are made from.
type mover struct {
	s       *scribe
	rosters *roster.Service
	n       int
}

// movements are those of phase 2: about one member in forty leaves and is
// followed by another, some go to a neighbouring team, one falls on duty.
// Nothing has been written in the months yet.
func (s *scribe) movements(ctx context.Context) error {
	m := &mover{s: s, rosters: &roster.Service{DB: s.reports.Pool}}
	for _, c := range s.w.communes() {
		r := seeded("movements", s.w.key(c))
		teams := s.w.Tree.Teams(c, Today)
		if s.w.key(c) == fellAt {
			if err := m.follow(ctx, r, teams[0], fellOn, roster.FellOnDuty); err != nil {
				return err
			}
		}
		for _, t := range teams {
			if !chance(r, 8) || s.w.key(c) == fellAt && t == teams[0] {
				continue
			}
			left := dayIn(r, clock.NewDay(2025, 2, 20), clock.NewDay(2025, 7, 20))
			why := pick(r, []roster.LeaveReason{roster.OwnRequest, roster.OwnRequest, roster.OwnRequest, roster.Health, roster.Health, roster.RefusedTasks, roster.Died})
			if err := m.follow(ctx, r, t, left, why); err != nil {
				return err
			}
		}
		if len(teams) > 2 && chance(r, 22) {
			if err := m.transfer(ctx, teams, dayIn(r, clock.NewDay(2025, 3, 10), clock.NewDay(2025, 6, 30))); err != nil {
				return err
			}
		}
	}
	return nil
}

// last is a plain member of the team who serves on.
func (m *mover) last(team org.UnitID) *member {
	list := m.s.w.members[team]
	for i := len(list) - 1; i > 0; i-- {
		if list[i].until == org.Forever && list[i].position == roster.Plain {
			return &list[i]
		}
	}
	return nil
}

func (m *mover) service(ctx context.Context, x *member, team org.UnitID) (serving, error) {
	return pg.One[serving](ctx, m.s.reports.Pool, sqlServing, m.s.w.people[x.person], int64(team))
}

// follow lets a member of the team go; somebody new comes soon after.
func (m *mover) follow(ctx context.Context, r *rand.Rand, team org.UnitID, left clock.Day, why roster.LeaveReason) error {
	x := m.last(team)
	if x == nil || x.from >= left {
		return nil
	}
	w, commune := m.s.w, m.s.w.Tree.Parent(team, Today)
	at, err := m.service(ctx, x, team)
	if err != nil {
		return err
	}
	officer := m.s.officer(commune)
	x.until, x.reason, x.leaveDoc = left, why, fmt.Sprintf("%d/QĐ-UBND ngày %s", 20+r.IntN(90), left-1)
	if _, err := m.rosters.Leave(ctx, officer, momentAt(left, 9, 30), w.Tree, roster.Leaving{Service: roster.ServiceID(at.ID), Version: at.Version, Left: left, Reason: why, Decision: x.leaveDoc}); err != nil {
		return err
	}
	joined := left + clock.Day(2+r.IntN(12))
	y := w.known.invent(r, w, team, roster.Plain, joined, fmt.Sprintf("%d/QĐ-UBND ngày %s", 110+r.IntN(60), joined-1), w.members[team])
	p := w.known.list[y.person]
	m.n++
	var id roster.PersonID
	_, err = m.rosters.Add(ctx, officer, momentAt(joined, 9, 30), w.Tree, fmt.Sprintf("demo-tv-%d", m.n), func(made roster.PersonID) string {
		id = made
		return fmt.Sprintf("/thanh-vien/%d", made)
	}, roster.Enrolment{FullName: p.name, Birth: &p.birth, Gender: p.gender, CitizenID: p.citizenID, Team: team, Position: roster.Plain, Joined: joined, Decision: y.joinDoc}, true)
	if err != nil {
		return fmt.Errorf("demo: %s: %w", p.name, err)
	}
	w.people = append(w.people, int64(id))
	if len(w.people) != len(w.known.list) {
		return errors.New("demo: people out of step")
	}
	w.members[team] = append(w.members[team], y)
	return nil
}

// transfer moves a member from the commune's largest team to its smallest.
func (m *mover) transfer(ctx context.Context, teams []org.UnitID, on clock.Day) error {
	size := func(a, b org.UnitID) int { return m.s.w.serving(a, Second) - m.s.w.serving(b, Second) }
	from, to := slices.MaxFunc(teams, size), slices.MinFunc(teams, size)
	x := m.last(from)
	if x == nil || size(from, to) < 1 || m.s.w.serving(to, Second) > 4 || x.from >= on {
		return nil
	}
	at, err := m.service(ctx, x, from)
	if err != nil {
		return err
	}
	commune := m.s.w.Tree.Parent(from, Today)
	doc := fmt.Sprintf("%d/QĐ-UBND ngày %s", 40+int(on)%50, on-1)
	if _, err := m.rosters.Transfer(ctx, m.s.officer(commune), momentAt(on, 10, 0), m.s.w.Tree, roster.Transfer{Service: roster.ServiceID(at.ID), Version: at.Version, To: to, On: on,
		Position: roster.Plain, Decision: doc}); err != nil {
		return err
	}
	y := *x
	x.until, x.reason, x.leaveDoc = on, roster.Transferred, doc
	y.from, y.joinDoc = on, doc
	m.s.w.members[to] = append(m.s.w.members[to], y)
	return nil
}
