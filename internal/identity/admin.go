package identity

import (
	"context"
	"fmt"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Names of the account form's fields.
const (
	FieldLogin = "ten-dang-nhap"
	FieldName  = "ho-ten"
	FieldTitle = "chuc-danh"
	FieldPhone = "dien-thoai"
)

// Profile is what an administrator writes about a person.
type Profile struct{ Name, Title, Phone string }

func (p *Profile) check(f *fault.Fields) {
	p.Name, p.Title, p.Phone = vi.CleanLine(p.Name), vi.CleanLine(p.Title), vi.CleanLine(p.Phone)
	switch n := vi.Length(p.Name); {
	case n == 0:
		f.Add(FieldName, "Nhập họ và tên.")
	case n > 100:
		f.Add(FieldName, "Họ và tên dài nhất 100 ký tự.")
	}
	if vi.Length(p.Title) > 60 {
		f.Add(FieldTitle, "Cấp bậc, chức danh dài nhất 60 ký tự.")
	}
	if p.Phone != "" {
		digits := strings.NewReplacer(" ", "", ".", "", "-", "").Replace(p.Phone)
		if !phoneForm(digits) {
			f.Add(FieldPhone, "Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84.")
		} else {
			p.Phone = digits
		}
	}
}

func phoneForm(s string) bool {
	if rest, ok := strings.CutPrefix(s, "+84"); ok {
		s = "0" + rest
	}
	if len(s) < 10 || len(s) > 11 || s[0] != '0' {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// NewUser is the form of a new account with its first appointment.
type NewUser struct {
	Login string
	Profile
	First NewAppointment
	Key   string       // the form's random key
	Sofar fault.Fields // what reading the form refused already
}

// Made is an account made or reset: the password is shown once and only its
// hash is kept.
type Made struct {
	UserID   int64
	Password string // "" where the form had been sent before
	URL      string
}

// UserURL is the address of a user's screen.
func UserURL(id int64) string { return fmt.Sprintf("/quan-tri/nguoi-dung/%d", id) }

// CreateUser makes an account with a random initial password, to be changed
// at the first login, and its first appointment.
func (s *Service) CreateUser(ctx context.Context, actor access.Actor, in NewUser) (Made, error) {
	if err := access.CheckRole(actor, access.UserManage); err != nil {
		return Made{}, err
	}
	units, err := s.org.At(ctx, 0)
	if err != nil {
		return Made{}, err
	}
	f := in.Sofar
	in.Login = strings.ToLower(vi.CleanLine(in.Login))
	if !loginForm.MatchString(in.Login) {
		f.Add(FieldLogin, "Tên đăng nhập gồm 2 đến 40 ký tự: chữ cái không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới; bắt đầu bằng chữ hoặc số.")
	}
	in.Profile.check(&f)
	place := checkAppointment(units, actor, &in.First, &f)
	if err := f.Err(); err != nil {
		return Made{}, err
	}
	made := Made{Password: initialPassword(in.Login, in.Name)}
	hash, err := s.hasher.hash(ctx, made.Password)
	if err != nil {
		return Made{}, err
	}
	again := true
	err = pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
		now := s.clocks.Moment()
		made.URL, err = pg.Once(ctx, tx, actor.UserID, in.Key, now.Wall, func() (string, error) {
			again = false
			made.UserID, err = Insert(ctx, tx, now, Account{Login: in.Login, Profile: in.Profile, Hash: hash, MustChange: true, Appointments: []NewAppointment{in.First}})
			if err != nil {
				return "", err
			}
			return UserURL(made.UserID), audit.Record(ctx, tx, actor, now, audit.Entry{Action: "user.create", ObjectKind: "user", ObjectID: made.UserID,
				Path: place.Path, Summary: "Tạo tài khoản " + User{Login: in.Login, FullName: in.Name, Title: in.Title}.display(),
				After: profileRecord(in.Login, in.Profile, in.First.record(units))})
		})
		return err
	})
	if again {
		made.Password = ""
	}
	if pg.Violates(err, "app_user_login") {
		f.Add(FieldLogin, "Tên đăng nhập này đã có người dùng. Chọn tên khác.")
		err = f.Err()
	}
	return made, err
}

// accountRecord is an account as the audit keeps it.
type accountRecord struct {
	Login       string             `json:"login"`
	Name        string             `json:"full_name"`
	Title       string             `json:"title"`
	Phone       string             `json:"phone"`
	Appointment *appointmentRecord `json:"appointment,omitempty"`
}

func profileRecord(login string, p Profile, first *appointmentRecord) accountRecord {
	return accountRecord{login, p.Name, p.Title, p.Phone, first}
}

// change locks a user, applies fn and records what it did.
func (s *Service) change(ctx context.Context, actor access.Actor, id int64, version int,
	fn func(tx pg.Tx, units *org.Tree, u locked) (audit.Entry, error)) error {
	if err := access.CheckRole(actor, access.UserManage); err != nil {
		return err
	}
	units, err := s.org.At(ctx, 0)
	if err != nil {
		return err
	}
	return pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
		u, err := s.lock(ctx, tx, units, actor, id, version)
		if err != nil {
			return err
		}
		e, err := fn(tx, units, u)
		if err != nil {
			return err
		}
		e.ObjectKind, e.ObjectID, e.Path = "user", id, u.path()
		return audit.Record(ctx, tx, actor, u.now, e)
	})
}

const sqlEditUser = `UPDATE app_user SET full_name = $2, title = $3, phone = $4, version = version + 1 WHERE id = $1`

// EditUser changes name, title and telephone.
func (s *Service) EditUser(ctx context.Context, actor access.Actor, id int64, version int, in Profile) error {
	var f fault.Fields
	in.check(&f)
	if err := f.Err(); err != nil {
		return err
	}
	return s.change(ctx, actor, id, version, func(tx pg.Tx, _ *org.Tree, u locked) (audit.Entry, error) {
		_, err := tx.Exec(ctx, sqlEditUser, id, in.Name, in.Title, in.Phone)
		return audit.Entry{Action: "user.edit", Summary: "Sửa thông tin tài khoản " + u.display(),
			Before: profileRecord(u.Login, Profile{u.FullName, u.Title, u.Phone}, nil), After: profileRecord(u.Login, in, nil)}, err
	})
}

// ResetPassword gives a random initial password and ends the user's sessions.
func (s *Service) ResetPassword(ctx context.Context, actor access.Actor, id int64, version int) (Made, error) {
	if id == actor.UserID {
		return Made{}, fault.New(fault.Invalid, "Để đổi mật khẩu của chính bạn, vào Tài khoản → Đổi mật khẩu.")
	}
	made := Made{UserID: id, URL: UserURL(id)}
	if err := access.CheckRole(actor, access.UserManage); err != nil {
		return Made{}, err
	}
	u, err := s.User(ctx, actor, id)
	if err != nil {
		return Made{}, err
	}
	made.Password = initialPassword(u.Login, u.FullName)
	hash, err := s.hasher.hash(ctx, made.Password)
	if err != nil {
		return Made{}, err
	}
	err = s.change(ctx, actor, id, version, func(tx pg.Tx, _ *org.Tree, u locked) (audit.Entry, error) {
		if _, err := tx.Exec(ctx, sqlSetPassword, id, hash, true, u.now.Wall); err != nil {
			return audit.Entry{}, err
		}
		ended, err := endSessions(ctx, tx, id, SessionID{})
		return audit.Entry{Action: "user.reset_password", Summary: fmt.Sprintf("Cấp lại mật khẩu cho %s; kết thúc %d phiên", u.display(), ended)}, err
	})
	if err != nil {
		return Made{}, err
	}
	return made, nil
}

const (
	sqlDisable = `UPDATE app_user SET disabled_at = $2, version = version + 1 WHERE id = $1`
	sqlEnable  = `UPDATE app_user SET disabled_at = NULL, version = version + 1 WHERE id = $1`
)

// DisableUser stops an account at once, its sessions too. Accounts are never
// deleted: the record keeps their names.
func (s *Service) DisableUser(ctx context.Context, actor access.Actor, id int64, version int, reason string) error {
	if id == actor.UserID {
		return fault.New(fault.Invalid, "Bạn không thể tự ngừng tài khoản của chính mình. Nhờ một quản trị hệ thống khác.")
	}
	reason = vi.CleanLine(reason)
	if reason == "" {
		var f fault.Fields
		f.Add(FieldReason, "Nhập lý do ngừng tài khoản.")
		return f.Err()
	}
	return s.change(ctx, actor, id, version, func(tx pg.Tx, _ *org.Tree, u locked) (audit.Entry, error) {
		if u.DisabledAt != nil {
			return audit.Entry{}, fault.New(fault.Stale, "Tài khoản này đã ngừng sử dụng từ trước.")
		}
		if _, err := tx.Exec(ctx, sqlDisable, id, u.now.Wall); err != nil {
			return audit.Entry{}, err
		}
		ended, err := endSessions(ctx, tx, id, SessionID{})
		return audit.Entry{Action: "user.disable", Summary: fmt.Sprintf("Ngừng tài khoản %s; kết thúc %d phiên", u.display(), ended),
			After: map[string]any{"reason": clip(reason, 300)}}, err
	})
}

// FieldReason is why an account is stopped.
const FieldReason = "ly-do"

// EnableUser opens a stopped account again.
func (s *Service) EnableUser(ctx context.Context, actor access.Actor, id int64, version int) error {
	return s.change(ctx, actor, id, version, func(tx pg.Tx, _ *org.Tree, u locked) (audit.Entry, error) {
		if u.DisabledAt == nil {
			return audit.Entry{}, fault.New(fault.Stale, "Tài khoản này đang hoạt động.")
		}
		_, err := tx.Exec(ctx, sqlEnable, id)
		return audit.Entry{Action: "user.enable", Summary: "Mở lại tài khoản " + u.display()}, err
	})
}

// EndSessionsOf signs a user out everywhere.
func (s *Service) EndSessionsOf(ctx context.Context, actor access.Actor, id int64) error {
	return s.change(ctx, actor, id, anyVersion, func(tx pg.Tx, _ *org.Tree, u locked) (audit.Entry, error) {
		ended, err := endSessions(ctx, tx, id, SessionID{})
		return audit.Entry{Action: "user.end_sessions", Summary: fmt.Sprintf("Kết thúc %d phiên đăng nhập của %s", ended, u.display())}, err
	})
}

// Account is an account as Insert takes it.
type Account struct {
	Login string
	Profile
	Hash         string // of Service.Hash
	MustChange   bool
	Appointments []NewAppointment
}

const sqlInsertUser = `INSERT INTO app_user (login, full_name, title, phone, password_hash, must_change, password_at, created_at)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING id`

// Insert writes an account and its appointments as they are, unchecked and
// unrecorded: for CreateUser and the demo.
func Insert(ctx context.Context, tx pg.Tx, now clock.Moment, a Account) (int64, error) {
	id, err := pg.Value[int64](ctx, tx, sqlInsertUser, a.Login, a.Name, a.Title, a.Phone, a.Hash, a.MustChange, now.Wall)
	if err != nil {
		return 0, err
	}
	for _, p := range a.Appointments {
		if _, err := insertAppointment(ctx, tx, id, p); err != nil {
			return 0, err
		}
	}
	return id, nil
}
