package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
)

// Client is where a request comes from.
type Client struct {
	Address   string
	Agent     string
	RequestID string
	Session   SessionID // the session it holds now, zero for none
}

// known is what a login needs to know of an account.
type known struct {
	ID           int64      `db:"id"`
	FullName     string     `db:"full_name"`
	Title        string     `db:"title"`
	PasswordHash string     `db:"password_hash"`
	MustChange   bool       `db:"must_change"`
	DisabledAt   *time.Time `db:"disabled_at"`
}

const sqlKnown = `SELECT id, full_name, title, password_hash, must_change, disabled_at FROM app_user WHERE login = $1`

const wrongLogin = "Tên đăng nhập hoặc mật khẩu không đúng."

// Login begins a session with a new id. A wrong login or password is Invalid
// and says no more than that; too many failures are TooMany.
func (s *Service) Login(ctx context.Context, login, password string, from Client) (Begun, error) {
	login = typed(login)
	units, err := s.org.At(ctx, 0)
	if err != nil {
		return Begun{}, err
	}
	var begun Begun
	err = s.checked(ctx, login, password, from.Address, func(tx pg.Tx, now clock.Moment, u known, ok bool) error {
		actor, err := actorOf(ctx, tx, units, u, now, from)
		if err != nil {
			return err
		}
		switch {
		case !ok || u.ID == 0:
			reason := "sai mật khẩu"
			if u.ID == 0 {
				reason = "không có tài khoản này"
			}
			return noteFailure(ctx, tx, actor, now, u, login, reason)
		case u.DisabledAt != nil:
			return noteFailure(ctx, tx, actor, now, u, login, "tài khoản đã ngừng sử dụng")
		}
		if err := forgive(ctx, tx, login, throttled(from.Address)); err != nil {
			return err
		}
		begun = Begun{UserID: u.ID, MustChange: u.MustChange}
		if begun.token, err = s.begin(ctx, tx, u.ID, []byte{}, now.Wall, from); err != nil {
			return err
		}
		return audit.Record(ctx, tx, actor, now, audit.Entry{Action: "login.success", ObjectKind: "user", ObjectID: u.ID,
			Path: actor.Path, Summary: "Đăng nhập", After: map[string]any{"agent": clip(from.Agent, 200)}})
	})
	return begun, err
}

// checked runs the throttle and compares a password, then settle in one
// transaction with the outcome; what it leaves unforgiven counts as a failure.
func (s *Service) checked(ctx context.Context, login, password, address string,
	settle func(tx pg.Tx, now clock.Moment, u known, ok bool) error) error {
	address = throttled(address)
	now := s.clocks.Wall.Now()
	f, err := s.failures(ctx, s.pool, login, address, now)
	if err != nil {
		return err
	}
	if err := s.refused(f, now); err != nil {
		return err
	}
	if err := s.sleep(ctx, s.delay(f)); err != nil {
		return err
	}
	give, err := s.hasher.take(ctx)
	if err != nil {
		return err
	}
	defer give()
	before, err := s.attempt(ctx, login, address)
	if err != nil {
		return err
	}
	u, err := pg.One[known](ctx, s.pool, sqlKnown, login)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	ok, err := s.hasher.matches(password, u.PasswordHash)
	if err != nil {
		return fmt.Errorf("password of %s: %w", login, err)
	}
	err = pg.InTx(ctx, s.pool, func(tx pg.Tx) error { return settle(tx, s.clocks.Moment(), u, ok) })
	if err != nil || (ok && u.ID != 0 && u.DisabledAt == nil) {
		return err
	}
	if ok && u.DisabledAt != nil {
		return fault.New(fault.Invalid, "Tài khoản này đã ngừng sử dụng. Liên hệ quản trị hệ thống của Công an tỉnh nếu cần dùng lại.")
	}
	return fault.New(fault.Invalid, wrongLogin+s.left(before))
}

// left warns when few tries remain.
func (s *Service) left(before failures) string {
	switch n := s.set.PairLimit - before.pair - 1; {
	case n <= 0:
		return fmt.Sprintf(" Đã sai %d lần: từ máy này, tài khoản phải chờ %d phút mới đăng nhập lại được.", s.set.PairLimit, int(s.set.Window/time.Minute))
	case n <= 2:
		return fmt.Sprintf(" Còn %d lần thử trước khi phải chờ %d phút.", n, int(s.set.Window/time.Minute))
	}
	return ""
}

func noteFailure(ctx context.Context, tx pg.Tx, actor access.Actor, now clock.Moment, u known, login, reason string) error {
	path := actor.Path
	nobody := access.Actor{RequestID: actor.RequestID, Address: actor.Address}
	return audit.Record(ctx, tx, nobody, now, audit.Entry{Action: "login.failure", ObjectKind: "user", ObjectID: u.ID, Path: path,
		Summary: fmt.Sprintf("Đăng nhập không thành công với tên “%s”: %s", login, reason)})
}

const sqlAppointedOn = `SELECT id, unit_id, role, kind = 'acting' FROM appointment WHERE user_id = $1 AND during @> $2::date ORDER BY id`

// actorOf is a user as an actor outside a request: for the record of a login.
func actorOf(ctx context.Context, q pg.Querier, units *org.Tree, u known, now clock.Moment, from Client) (access.Actor, error) {
	a := access.Actor{}
	if u.ID != 0 {
		l := live{userID: u.ID, name: u.FullName, title: u.Title}
		rows, err := q.Query(ctx, sqlAppointedOn, u.ID, now.Today)
		if err != nil {
			return a, err
		}
		var p appointed
		if _, err := pgx.ForEachRow(rows, []any{&p.id, &p.unitID, &p.role, &p.acting}, func() error {
			l.appointed = append(l.appointed, p)
			return nil
		}); err != nil {
			return a, err
		}
		a = l.actor(units, now.Today, 0)
	}
	a.RequestID, a.Address = from.RequestID, from.Address
	return a, nil
}
