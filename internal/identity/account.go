package identity

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

// signedIn is asked of everything people do with their own account: it needs
// no role, so that one without an appointment can still sign out.
func signedIn(a access.Actor) error {
	if a.UserID == 0 {
		a = access.Actor{}
	}
	return access.CheckRole(a, access.Self)
}

// Logout ends the session.
func (s *Service) Logout(ctx context.Context, actor access.Actor, session SessionID) error {
	if actor.UserID == 0 {
		return nil
	}
	return pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
		if err := deleteSession(ctx, tx, session); err != nil {
			return err
		}
		return s.recordOwn(ctx, tx, actor, "logout", "Đăng xuất", nil)
	})
}

func (s *Service) recordOwn(ctx context.Context, tx pg.Tx, actor access.Actor, action, summary string, after any) error {
	return audit.Record(ctx, tx, actor, s.clocks.Moment(), audit.Entry{Action: action, ObjectKind: "user", ObjectID: actor.UserID,
		Path: actor.Path, Summary: summary, After: after})
}

const sqlEndSessions = `DELETE FROM session WHERE user_id = $1 AND id_hash <> $2`

// LogoutEverywhere ends every session of the actor, this one too.
func (s *Service) LogoutEverywhere(ctx context.Context, actor access.Actor) error {
	if err := signedIn(actor); err != nil {
		return err
	}
	return pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
		n, err := endSessions(ctx, tx, actor.UserID, SessionID{})
		if err != nil {
			return err
		}
		return s.recordOwn(ctx, tx, actor, "logout.everywhere", fmt.Sprintf("Đăng xuất khỏi mọi thiết bị (%d phiên)", n), nil)
	})
}

// endSessions ends a user's sessions but one (the zero id: none is kept).
func endSessions(ctx context.Context, tx pg.Tx, user int64, but SessionID) (int64, error) {
	tag, err := tx.Exec(ctx, sqlEndSessions, user, but[:])
	return tag.RowsAffected(), err
}

// Session is one device a person is signed in on.
type Session struct {
	ID      SessionID
	Since   time.Time
	SeenAt  time.Time // to the minute
	Until   time.Time // in any case
	Address string
	Agent   string
}

type sessionRow struct {
	IDHash    []byte    `db:"id_hash"`
	CreatedAt time.Time `db:"created_at"`
	SeenAt    time.Time `db:"seen_at"`
	ExpiresAt time.Time `db:"expires_at"`
	Address   string    `db:"address"`
	Agent     string    `db:"agent"`
}

const sqlSessions = `SELECT id_hash, created_at, seen_at, expires_at, address, agent FROM session
 WHERE user_id = $1 AND expires_at > $2 AND seen_at > $3 ORDER BY seen_at DESC, id_hash`

// Sessions are the actor's own live sessions, the last seen first.
func (s *Service) Sessions(ctx context.Context, actor access.Actor) ([]Session, error) {
	if err := signedIn(actor); err != nil {
		return nil, err
	}
	return s.sessionsOf(ctx, actor.UserID)
}

// Secure tells whether cookies are for https only.
func (s *Service) Secure() bool { return s.set.Secure }

func (s *Service) sessionsOf(ctx context.Context, user int64) ([]Session, error) {
	now := s.clocks.Wall.Now()
	rows, err := pg.List[sessionRow](ctx, s.pool, sqlSessions, user, now, now.Add(-s.set.Idle))
	if err != nil {
		return nil, err
	}
	list := make([]Session, len(rows))
	for i, r := range rows {
		list[i] = Session{SessionID(r.IDHash), r.CreatedAt, r.SeenAt, r.ExpiresAt, r.Address, r.Agent}
	}
	return list, nil
}

const sqlEndOne = `DELETE FROM session WHERE user_id = $1 AND id_hash = $2 RETURNING address`

// EndSession ends one of the actor's own sessions; another person's is
// Missing.
func (s *Service) EndSession(ctx context.Context, actor access.Actor, id SessionID) error {
	if err := signedIn(actor); err != nil {
		return err
	}
	return pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
		address, err := pg.Value[string](ctx, tx, sqlEndOne, actor.UserID, id[:])
		if err != nil {
			return err
		}
		return s.recordOwn(ctx, tx, actor, "session.end", "Kết thúc một phiên đăng nhập", map[string]any{"address": address})
	})
}

const sqlActAs = `UPDATE session SET data = $3 WHERE id_hash = $1 AND user_id = $2`

// ActAs chooses which of the actor's appointments in force the session acts
// in.
func (s *Service) ActAs(ctx context.Context, actor access.Actor, session SessionID, appointment int64) error {
	if err := signedIn(actor); err != nil {
		return err
	}
	if appointment == actor.Appointment.ID {
		return nil
	}
	for _, o := range actor.Others {
		if o.ID != appointment {
			continue
		}
		return pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
			data, err := pg.Value[[]byte](ctx, tx, sqlSessionData, session[:], actor.UserID)
			if err != nil {
				return err
			}
			values := map[any]any{}
			if err := decodeValues(data, values); err != nil {
				return err
			}
			values[chosenKey] = strconv.FormatInt(appointment, 10)
			if data, err = encodeValues(values); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, sqlActAs, session[:], actor.UserID, data); err != nil {
				return err
			}
			return s.recordOwn(ctx, tx, actor, "session.act_as", fmt.Sprintf("Chuyển sang làm việc với vai trò %s, %s", RoleName(o.Role), o.UnitName), nil)
		})
	}
	return fault.Missing()
}

// PasswordChange is the form of a person's own new password.
type PasswordChange struct{ Current, New, Again string }

const (
	sqlLoginOf     = `SELECT login FROM app_user WHERE id = $1`
	sqlSetPassword = `UPDATE app_user SET password_hash = $2, must_change = $3, password_at = $4, version = version + 1 WHERE id = $1`
	sqlSessionData = `SELECT data FROM session WHERE id_hash = $1 AND user_id = $2 FOR UPDATE`
)

// ChangePassword sets the actor's own password after checking the current
// one: the session gets a new id and every other session ends. Wrong current
// passwords count as failed logins.
func (s *Service) ChangePassword(ctx context.Context, actor access.Actor, in PasswordChange, from Client) (Begun, error) {
	if err := signedIn(actor); err != nil {
		return Begun{}, err
	}
	login, err := pg.Value[string](ctx, s.pool, sqlLoginOf, actor.UserID)
	if err != nil {
		return Begun{}, err
	}
	if err := checkNew(in, login, actor.Name); err != nil {
		return Begun{}, err
	}
	hash, err := s.hasher.hash(ctx, in.New)
	if err != nil {
		return Begun{}, err
	}
	var begun Begun
	err = s.checked(ctx, login, in.Current, from.Address, func(tx pg.Tx, now clock.Moment, u known, ok bool) error {
		if !ok || u.DisabledAt != nil {
			return s.recordOwn(ctx, tx, actor, "password.failure", "Đổi mật khẩu không thành công: sai mật khẩu hiện tại", nil)
		}
		if err := forgive(ctx, tx, login, throttled(from.Address)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlSetPassword, actor.UserID, hash, false, now.Wall); err != nil {
			return err
		}
		data, err := pg.Value[[]byte](ctx, tx, sqlSessionData, from.Session[:], actor.UserID)
		if err != nil {
			return err
		}
		ended, err := endSessions(ctx, tx, actor.UserID, SessionID{})
		if err != nil {
			return err
		}
		begun = Begun{UserID: actor.UserID}
		if begun.token, err = s.begin(ctx, tx, actor.UserID, data, now.Wall, from); err != nil {
			return err
		}
		return s.recordOwn(ctx, tx, actor, "password.change", fmt.Sprintf("Đổi mật khẩu; kết thúc %d phiên khác", max(ended-1, 0)), nil)
	})
	if e, ok := fault.Of(err); ok && e.Kind == fault.Invalid && len(e.Fields) == 0 {
		var f fault.Fields
		f.Add(FieldCurrent, "Mật khẩu hiện tại không đúng."+s.leftAfter(e))
		err = f.Err()
	}
	return begun, err
}

// leftAfter keeps what a refused comparison says about the tries left.
func (s *Service) leftAfter(e *fault.Error) string {
	if len(e.Message) > len(wrongLogin) && e.Message[:len(wrongLogin)] == wrongLogin {
		return e.Message[len(wrongLogin):]
	}
	return ""
}

// Names of the password form's fields.
const (
	FieldCurrent = "mat-khau-hien-tai"
	FieldNew     = "mat-khau-moi"
	FieldAgain   = "mat-khau-lap-lai"
)

func checkNew(in PasswordChange, login, name string) error {
	var f fault.Fields
	if in.Current == "" {
		f.Add(FieldCurrent, "Nhập mật khẩu hiện tại.")
	}
	if in.New == "" {
		f.Add(FieldNew, "Nhập mật khẩu mới.")
	} else {
		for _, m := range Weak(in.New, login, name) {
			f.Add(FieldNew, m)
		}
		if in.New == in.Current {
			f.Add(FieldNew, "Mật khẩu mới phải khác mật khẩu hiện tại.")
		}
	}
	if in.Again != in.New {
		f.Add(FieldAgain, "Hai lần nhập mật khẩu mới chưa giống nhau.")
	}
	return f.Err()
}
