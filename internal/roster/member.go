package roster

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Member is a person's service in a team on a day. The full citizen id is not
// in it: see Service.CitizenID.
type Member struct {
	Person   PersonID
	Service  ServiceID
	FullName string
	Birth    *clock.Day
	Gender   Gender
	MaskedID string // "••••••••1234", "" unknown
	Phone    string
	Position Position
	Joined   clock.Day  // the team, in whatever position
	Since    clock.Day  // this position
	Left     *clock.Day // first day no longer there; nil still serving
	Decision string
	Reason   LeaveReason // of Left
	Warnings []Warning
}

// Joined looks back over position changes inside the same team.
const sqlMembers = `
SELECT s.id, s.person_id, p.full_name, p.birth_date, p.gender, p.citizen_id, p.phone, s.position, s.join_decision, s.leave_reason,
  lower(s.during) AS since, upper(s.during) AS left_on,
  coalesce((SELECT min(lower(o.during)) FROM service o
     WHERE o.person_id = s.person_id AND o.team_id = s.team_id AND o.during << s.during AND o.leave_reason = 'position_changed' AND o.withdrawn_at IS NULL), lower(s.during)) AS joined
FROM service s JOIN person p ON p.id = s.person_id
WHERE s.team_id = $1 AND lower(s.during) <= $2::date AND s.withdrawn_at IS NULL`

type memberRow struct {
	ID           ServiceID   `db:"id"`
	PersonID     PersonID    `db:"person_id"`
	FullName     string      `db:"full_name"`
	BirthDate    *clock.Day  `db:"birth_date"`
	Gender       Gender      `db:"gender"`
	CitizenID    string      `db:"citizen_id"`
	Phone        string      `db:"phone"`
	Position     Position    `db:"position"`
	JoinDecision string      `db:"join_decision"`
	LeaveReason  LeaveReason `db:"leave_reason"`
	Since        clock.Day   `db:"since"`
	LeftOn       *clock.Day  `db:"left_on"`
	Joined       clock.Day   `db:"joined"`
}

// Members are those serving in the team on the day: head, deputies, members,
// each by given name. The right is asked for where the team, or what followed
// it, is today.
func (s *Service) Members(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, team org.UnitID, day clock.Day) ([]Member, error) {
	list, _, err := s.Everyone(ctx, a, now, tree, team, day)
	return list, err
}

// Everyone is Members and those who left by the day and are not back, each by
// the last service there, the latest to leave first: one statement.
func (s *Service) Everyone(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, team org.UnitID, day clock.Day) (serving, former []Member, err error) {
	if err := access.Check(a, access.RosterRead, tree.PlaceNow(team, now.Today)); err != nil {
		return nil, nil, err
	}
	rows, err := pg.List[memberRow](ctx, s.DB, sqlMembers, team, day)
	if err != nil {
		return nil, nil, err
	}
	last := map[PersonID]Member{}
	for _, r := range rows {
		m := r.member(day)
		if m.Left == nil || *m.Left > day {
			serving = append(serving, m)
		}
		if old, seen := last[m.Person]; !seen || m.Since > old.Since {
			last[m.Person] = m
		}
	}
	for _, m := range last {
		if m.Left != nil && *m.Left <= day {
			former = append(former, m)
		}
	}
	order := vi.NewSorter()
	byName := func(x, y Member) int {
		if d := order.CompareNames(x.FullName, y.FullName); d != 0 {
			return d
		}
		return int(x.Person - y.Person)
	}
	slices.SortStableFunc(serving, func(x, y Member) int {
		if d := x.Position.rank() - y.Position.rank(); d != 0 {
			return d
		}
		return byName(x, y)
	})
	slices.SortStableFunc(former, func(x, y Member) int {
		if d := int(*y.Left - *x.Left); d != 0 {
			return d
		}
		return byName(x, y)
	})
	return serving, former, nil
}

func (r memberRow) member(day clock.Day) Member {
	return Member{Person: r.PersonID, Service: r.ID, FullName: r.FullName, Birth: r.BirthDate, Gender: r.Gender, MaskedID: MaskID(r.CitizenID),
		Phone: r.Phone, Position: r.Position, Joined: r.Joined, Since: r.Since, Left: r.LeftOn, Decision: r.JoinDecision, Reason: r.LeaveReason,
		Warnings: Warnings(r.BirthDate, r.Gender, r.CitizenID, day)}
}

// A team nobody serves in on the day has no row.
const sqlHeadcounts = `SELECT team_id, count(*)::int AS n FROM service WHERE team_id = ANY ($1::bigint[]) AND during @> $2::date AND withdrawn_at IS NULL GROUP BY team_id`

// Headcounts are the members of each team on the day, in one statement: what
// the monthly report derives. A team without members is not in the map.
func Headcounts(ctx context.Context, q pg.Querier, teams []org.UnitID, day clock.Day) (map[org.UnitID]int, error) {
	rows, err := q.Query(ctx, sqlHeadcounts, teams, day)
	if err != nil {
		return nil, pg.Map(err)
	}
	defer rows.Close()
	m := make(map[org.UnitID]int, len(teams))
	for rows.Next() {
		var team org.UnitID
		var n int
		if err := rows.Scan(&team, &n); err != nil {
			return nil, err
		}
		m[team] = n
	}
	return m, pg.Map(rows.Err())
}

const sqlCitizenID = `
SELECT p.citizen_id, p.full_name FROM person p
WHERE p.id = $1 AND EXISTS (SELECT FROM service s WHERE s.person_id = p.id AND s.team_id = $2)`

type citizenRow struct {
	CitizenID string `db:"citizen_id"`
	FullName  string `db:"full_name"`
}

// CitizenID is the full number of someone who serves or served in the team;
// each call is written to the audit, without the number.
func (s *Service) CitizenID(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, team org.UnitID, person PersonID) (string, error) {
	place := tree.PlaceNow(team, now.Today)
	if err := access.Check(a, access.RosterRead, place); err != nil {
		return "", err
	}
	var id string
	err := pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		row, err := pg.One[citizenRow](ctx, tx, sqlCitizenID, person, team)
		if err != nil {
			return err
		}
		if row.CitizenID == "" {
			return fault.New(fault.Invalid, "Chưa có số định danh của người này.")
		}
		id = row.CitizenID
		return audit.Record(ctx, tx, a, now, audit.Entry{Action: "roster.unmask", ObjectKind: "person", ObjectID: int64(person), Path: place.Path,
			Summary: "Xem đầy đủ số định danh của " + row.FullName + ", " + tree.Name(team, now.Today).Full()})
	})
	return id, err
}
