package identity

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

const sqlAdministrators = `SELECT u.login FROM app_user u JOIN appointment a ON a.user_id = u.id
 WHERE a.role = 'admin' AND u.disabled_at IS NULL AND a.during @> $1::date ORDER BY u.id`

// CreateFirstAdmin makes the first administrator from the command line and
// gives the initial password, to be changed at the first login. province is
// the unit's id, 0 where there is only one. Where an administrator is at work
// already it refuses: further ones are made on screen.
func (s *Service) CreateFirstAdmin(ctx context.Context, login string, p Profile, province int64) (Made, error) {
	actor := access.System("thidua user create", access.UserManage)
	now := s.clocks.Moment()
	units, err := s.org.At(ctx, 0)
	if err != nil {
		return Made{}, err
	}
	if province == 0 {
		province = int64(units.Root(now.Today))
	}
	if province == 0 {
		return Made{}, fault.New(fault.Invalid, "Chưa có đơn vị cấp tỉnh. Nạp danh mục đơn vị trước.")
	}
	first := NewAppointment{Role: access.Admin, UnitID: province, From: now.Today, Basis: "Quản trị đầu tiên, tạo bằng dòng lệnh"}
	var f fault.Fields
	if login = typed(login); !loginForm.MatchString(login) {
		f.Add(FieldLogin, "Tên đăng nhập gồm 2 đến 40 ký tự: chữ cái không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới.")
	}
	p.check(&f)
	place := checkAppointment(units, actor, &first, &f)
	if err := f.Err(); err != nil {
		return Made{}, err
	}
	made := Made{Password: initialPassword(login, p.Name)}
	hash, err := s.hasher.hash(ctx, made.Password)
	if err != nil {
		return Made{}, err
	}
	err = pg.InTx(ctx, s.pool, func(tx pg.Tx) error {
		if err := noAdministrator(ctx, tx, now.Today); err != nil {
			return err
		}
		made.UserID, err = Insert(ctx, tx, now, Account{Login: login, Profile: p, Hash: hash, MustChange: true, Appointments: []NewAppointment{first}})
		if err != nil {
			return err
		}
		made.URL = UserURL(made.UserID)
		return audit.Record(ctx, tx, actor, now, audit.Entry{Action: "user.create", ObjectKind: "user", ObjectID: made.UserID, Path: place.Path,
			Summary: "Tạo tài khoản quản trị đầu tiên " + User{Login: login, FullName: p.Name, Title: p.Title}.display(),
			After:   profileRecord(login, p, first.record(units))})
	})
	if pg.Violates(err, "app_user_login") {
		f.Add(FieldLogin, "Tên đăng nhập này đã có người dùng.")
		err = f.Err()
	}
	if err != nil {
		return Made{}, err
	}
	return made, nil
}

const sqlLockAppointments = `LOCK TABLE appointment IN SHARE ROW EXCLUSIVE MODE`

// noAdministrator waits for another command doing the same.
func noAdministrator(ctx context.Context, tx pg.Tx, today clock.Day) error {
	if _, err := tx.Exec(ctx, sqlLockAppointments); err != nil {
		return err
	}
	list, err := pg.Column[string](ctx, tx, sqlAdministrators, today)
	if err != nil || len(list) == 0 {
		return err
	}
	return fault.New(fault.Invalid, fmt.Sprintf("Đã có quản trị hệ thống (%s). Tạo thêm tài khoản trong mục Quản trị → Người dùng.", list[0]))
}

const sqlIDOf = `SELECT id FROM app_user WHERE login = $1`

// RescuePassword resets a password from the command line: for the
// administrator nobody else can help.
func (s *Service) RescuePassword(ctx context.Context, login string) (Made, error) {
	login = typed(login)
	id, err := pg.Value[int64](ctx, s.pool, sqlIDOf, login)
	if err != nil {
		return Made{}, err
	}
	return s.ResetPassword(ctx, access.System("thidua user reset", access.UserManage), id, anyVersion)
}
