package roster

import (
	"context"
	"errors"
	"fmt"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Spell is one service of a person, withdrawn ones too.
type Spell struct {
	ID            ServiceID   `db:"id"`
	Person        PersonID    `db:"person_id"`
	FullName      string      `db:"full_name"`
	Team          org.UnitID  `db:"team_id"`
	Position      Position    `db:"position"`
	From          clock.Day   `db:"since"`
	Left          *clock.Day  `db:"left_on"` // first day no longer there; nil still serving
	JoinDecision  string      `db:"join_decision"`
	Reason        LeaveReason `db:"leave_reason"`
	LeaveDecision string      `db:"leave_decision"`
	Version       int         `db:"version"`
	WithdrawnAt   *time.Time  `db:"withdrawn_at"`
	WithdrawnWhy  string      `db:"withdrawn_why"`
	WithdrawnBy   string      `db:"withdrawn_by"`
	Writable      bool        `db:"-"` // the actor keeps this team's roster
}

// Serves tells whether the day lies in the service and it counts.
func (s Spell) Serves(day clock.Day) bool {
	return s.WithdrawnAt == nil && day >= s.From && day < until(s.Left)
}

// Words is "Tổ viên Tổ bảo vệ ANTT khu phố 1, từ 01/07/2024".
func (s Spell) Words(tree *org.Tree) string {
	text := fmt.Sprintf("%s %s, từ %s", s.Position.Label(), tree.Name(s.Team, s.From).Full(), s.From)
	if s.Left != nil {
		text += " đến hết " + (*s.Left - 1).String()
	}
	return text
}

const (
	spellColumns = `s.id, s.person_id, p.full_name, s.team_id, s.position, lower(s.during) AS since, upper(s.during) AS left_on, s.join_decision,
  s.leave_reason, s.leave_decision, s.version, s.withdrawn_at, s.withdrawn_why, coalesce((SELECT u.full_name FROM app_user u WHERE u.id = s.withdrawn_by), '') AS withdrawn_by`
	sqlSpell     = `SELECT ` + spellColumns + ` FROM service s JOIN person p ON p.id = s.person_id WHERE s.id = $1`
	sqlLockSpell = sqlSpell + ` FOR UPDATE OF s`
	sqlSpells    = `SELECT ` + spellColumns + ` FROM service s JOIN person p ON p.id = s.person_id WHERE s.person_id = $1
  ORDER BY (s.withdrawn_at IS NULL) DESC, lower(s.during) DESC, s.id DESC`
)

// Spell is one service for its forms: of a team whose roster the actor keeps.
func (s *Service) Spell(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, id ServiceID) (Spell, error) {
	if err := access.CheckRole(a, access.RosterWrite); err != nil {
		return Spell{}, err
	}
	x, err := pg.One[Spell](ctx, s.DB, sqlSpell, id)
	if err != nil {
		return x, err
	}
	_, err = mayWrite(a, now, tree, x.Team)
	x.Writable = err == nil
	return x, err
}

// lockSpell takes a service of the version seen that still counts.
func lockSpell(ctx context.Context, tx pg.Tx, a access.Actor, now clock.Moment, tree *org.Tree, id ServiceID, version int) (Spell, access.Place, error) {
	if err := access.CheckRole(a, access.RosterWrite); err != nil {
		return Spell{}, access.Place{}, err
	}
	x, err := pg.One[Spell](ctx, tx, sqlLockSpell, id)
	if err != nil {
		return x, access.Place{}, err
	}
	place, err := mayWrite(a, now, tree, x.Team)
	if err != nil {
		return x, place, err
	}
	if x.Version != version {
		return x, place, stale()
	}
	if x.WithdrawnAt != nil {
		return x, place, fault.New(fault.Stale, "Thời gian tham gia này đã được rút nên không sửa được nữa.")
	}
	return x, place, nil
}

// add stores a service; head and overlap are looked for first, so that the
// answer can name who is in the way. The constraints hold whatever happens
// meanwhile.
func (x Spell) add(ctx context.Context, tx pg.Tx, tree *org.Tree, a access.Actor, now clock.Moment) (ServiceID, error) {
	if err := x.free(ctx, tx, tree, a, now); err != nil {
		return 0, err
	}
	id, err := pg.Value[ServiceID](ctx, tx, sqlAddService, x.Person, x.Team, x.Position, x.From, x.Left, x.JoinDecision, x.Reason, x.LeaveDecision)
	if err != nil {
		return 0, &clash{x, explain(err)}
	}
	return id, nil
}

// clash is a service that came too late: somebody stored another meanwhile.
type clash struct {
	x   Spell
	err error
}

func (c *clash) Error() string { return c.err.Error() }
func (c *clash) Unwrap() error { return c.err }

// inTx runs fn in a transaction. A second head that the constraint refused is
// said once more by name: who came first can be read now.
func (s *Service) inTx(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, fn func(tx pg.Tx) error) error {
	err := pg.InTx(ctx, s.DB, fn)
	var c *clash
	if errors.As(err, &c) && pg.Violates(err, "service_one_head") {
		c.x.Person, c.x.ID = 0, 0 // the head only
		if named := c.x.free(ctx, s.DB, tree, a, now); named != nil {
			return named
		}
	}
	return err
}

const sqlInTheWay = `SELECT ` + spellColumns + ` FROM service s JOIN person p ON p.id = s.person_id
WHERE s.withdrawn_at IS NULL AND s.id <> $6 AND s.during && daterange($3, $4) AND (s.person_id = $1 OR s.team_id = $2 AND s.position = 'head' AND $5)
ORDER BY s.person_id = $1 DESC, lower(s.during) LIMIT 1`

func (x Spell) free(ctx context.Context, q pg.Querier, tree *org.Tree, a access.Actor, now clock.Moment) error {
	list, err := pg.List[Spell](ctx, q, sqlInTheWay, x.Person, x.Team, x.From, x.Left, x.Position == Head, x.ID)
	if err != nil || len(list) == 0 {
		return err
	}
	f := inTheWay(x, list[0], tree, a, now)
	return &fault.Error{Kind: fault.Invalid, Message: f.Message, Fields: []fault.Field{f}}
}

// inTheWay says in words which service y keeps x from being stored. Teams the
// actor may not read are called by their commune.
func inTheWay(x, y Spell, tree *org.Tree, a access.Actor, now clock.Moment) fault.Field {
	since := "từ ngày " + y.From.String()
	if y.Left != nil {
		since += " đến hết ngày " + (*y.Left - 1).String()
	}
	if y.Person != x.Person {
		return fault.Field{Name: "chuc-danh", Message: fmt.Sprintf("%s đã có Tổ trưởng là %s (%s). Đổi chức danh hoặc cho thôi người đó trước.",
			vi.UpperFirst(tree.Name(y.Team, y.From).Full()), y.FullName, since)}
	}
	where := tree.Name(y.Team, y.From).Full()
	if !a.Can(access.RosterRead, tree.PlaceNow(y.Team, now.Today)) {
		commune, _ := tree.CommuneNow(y.Team, now.Today)
		where = "một Tổ của " + tree.Name(commune, now.Today).Full()
	}
	return fault.Field{Name: "ngay-tham-gia", Message: fmt.Sprintf("Người này tham gia %s %s. Mỗi người chỉ tham gia một Tổ trong một thời gian: cho thôi hoặc chuyển Tổ trước.", where, since)}
}
