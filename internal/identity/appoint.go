package identity

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Names of the appointment form's fields.
const (
	FieldRole  = "vai-tro"
	FieldUnit  = "don-vi"
	FieldKind  = "hinh-thuc"
	FieldFrom  = "tu-ngay"
	FieldTo    = "den-ngay"
	FieldBasis = "can-cu"
	FieldEnd   = "ngay-thoi"
)

// NewAppointment gives a user a role at a unit from a day, to the end of
// another or open.
type NewAppointment struct {
	Role   access.Role
	UnitID int64
	Acting bool
	From   clock.Day
	To     *clock.Day // inclusive
	Basis  string
}

func (n NewAppointment) kind() string {
	if n.Acting {
		return "acting"
	}
	return "own"
}

func (n NewAppointment) until() *clock.Day {
	if n.To == nil {
		return nil
	}
	d := *n.To + 1
	return &d
}

// appointmentRecord is an appointment as the audit keeps it: in words, so that
// it stays readable whatever units are called later.
type appointmentRecord struct {
	Role   string     `json:"role"`
	Unit   string     `json:"unit"`
	Acting bool       `json:"acting"`
	From   clock.Day  `json:"from"`
	To     *clock.Day `json:"to"`
	Basis  string     `json:"basis"`
}

func (n NewAppointment) record(units *org.Tree) *appointmentRecord {
	return &appointmentRecord{RoleName(n.Role), units.Name(org.UnitID(n.UnitID), n.From).Full(), n.Acting, n.From, n.To, n.Basis}
}

func (a Appointment) record() appointmentRecord {
	r := appointmentRecord{Role: RoleName(a.Role), Unit: a.UnitName, Acting: a.Acting, From: a.From, Basis: a.Basis}
	if a.Until != nil {
		last := *a.Until - 1
		r.To = &last
	}
	return r
}

// checkAppointment collects what is wrong with an appointment an
// administrator wants to give; a unit out of reach is as good as none.
func checkAppointment(units *org.Tree, actor access.Actor, n *NewAppointment, f *fault.Fields) access.Place {
	n.Basis = vi.CleanLine(n.Basis)
	if vi.Length(n.Basis) > 200 {
		f.Add(FieldBasis, "Căn cứ dài nhất 200 ký tự.")
	}
	want := LevelOf(n.Role)
	if want == "" && !f.Has(FieldRole) {
		f.Add(FieldRole, "Chọn vai trò.")
	}
	if n.To != nil && !f.Has(FieldFrom) && *n.To < n.From {
		f.Add(FieldTo, "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
	}
	if n.UnitID == 0 {
		if !f.Has(FieldUnit) {
			f.Add(FieldUnit, "Chọn đơn vị.")
		}
		return access.Place{}
	}
	id := org.UnitID(n.UnitID)
	place := units.Place(id, n.From)
	unit, _ := units.Unit(id)
	switch {
	case f.Has(FieldFrom): // without a first day nothing more can be said
	case !units.InForce(id, n.From):
		f.Add(FieldUnit, "Đơn vị này chưa có hoặc không còn vào ngày bắt đầu.")
	case !actor.Can(access.UserManage, place):
		f.Add(FieldUnit, "Chọn đơn vị thuộc phạm vi bạn quản trị.")
	case want != "" && unit.Level != want:
		f.Add(FieldUnit, fmt.Sprintf("Vai trò %s phải gắn với một đơn vị %s.", RoleName(n.Role), want.Label()))
	}
	return place
}

const sqlInsertAppointment = `INSERT INTO appointment (user_id, role, unit_id, kind, during, basis)
 VALUES ($1, $2, $3, $4, daterange($5::date, $6::date), $7) RETURNING id`

func insertAppointment(ctx context.Context, tx pg.Tx, user int64, n NewAppointment) (int64, error) {
	return pg.Value[int64](ctx, tx, sqlInsertAppointment, user, string(n.Role), n.UnitID, n.kind(), n.From, n.until(), n.Basis)
}

const sqlBump = `UPDATE app_user SET version = version + 1 WHERE id = $1`

// Appoint gives a user a further role. An administrator never gives themself
// one that enters or reviews figures.
func (s *Service) Appoint(ctx context.Context, actor access.Actor, id int64, version int, in NewAppointment, sofar fault.Fields) error {
	if id == actor.UserID && in.Role != access.Admin {
		sofar.Add(FieldRole, "Quản trị hệ thống không tự giao cho mình vai trò nghiệp vụ. Nhờ một quản trị hệ thống khác.")
	}
	err := s.change(ctx, actor, id, version, func(tx pg.Tx, units *org.Tree, u locked) (audit.Entry, error) {
		checkAppointment(units, actor, &in, &sofar)
		if err := sofar.Err(); err != nil {
			return audit.Entry{}, err
		}
		if clash := overlapping(u.list, in); clash != nil {
			sofar.Add(FieldFrom, "Người này đã có vai trò này tại đơn vị này "+spanOf(*clash)+".")
			return audit.Entry{}, sofar.Err()
		}
		if _, err := insertAppointment(ctx, tx, id, in); err != nil {
			return audit.Entry{}, err
		}
		_, err := tx.Exec(ctx, sqlBump, id)
		return audit.Entry{Action: "user.appoint", Summary: fmt.Sprintf("Giao vai trò %s, %s cho %s", RoleName(in.Role), units.Name(org.UnitID(in.UnitID), in.From).Full(), u.display()),
			After: in.record(units)}, err
	})
	if pg.Violates(err, "appointment_once") {
		sofar.Add(FieldFrom, "Người này đã có vai trò này tại đơn vị này trong khoảng thời gian trùng.")
		return sofar.Err()
	}
	return err
}

func overlapping(list []Appointment, n NewAppointment) *Appointment {
	until := n.until()
	for i, a := range list {
		if a.Role == n.Role && a.UnitID == n.UnitID && (until == nil || a.From < *until) && (a.Until == nil || n.From < *a.Until) {
			return &list[i]
		}
	}
	return nil
}

func spanOf(a Appointment) string {
	if a.Until == nil {
		return "từ ngày " + a.From.String()
	}
	return fmt.Sprintf("từ ngày %s đến hết ngày %s", a.From, *a.Until-1)
}

const (
	sqlEndAppointment    = `UPDATE appointment SET during = daterange(lower(during), $2::date) WHERE id = $1`
	sqlCancelAppointment = `DELETE FROM appointment WHERE id = $1`
)

// EndAppointment makes last the last day of an appointment; one that has not
// begun by then is taken back. Nobody ends their own last administration.
func (s *Service) EndAppointment(ctx context.Context, actor access.Actor, id int64, version int, appointment int64, last clock.Day) error {
	return s.change(ctx, actor, id, version, func(tx pg.Tx, units *org.Tree, u locked) (audit.Entry, error) {
		a, others := pick(u.list, appointment, u.now.Today)
		if a == nil {
			return audit.Entry{}, fault.Missing()
		}
		if err := endable(*a, last, u.now.Today); err != nil {
			return audit.Entry{}, err
		}
		if id == actor.UserID && a.Role == access.Admin && !others {
			return audit.Entry{}, fault.New(fault.Invalid, "Đây là vai trò quản trị cuối cùng của chính bạn. Nhờ một quản trị hệ thống khác kết thúc.")
		}
		after := a.record()
		after.To = &last
		e := audit.Entry{Action: "user.end_appointment", Summary: fmt.Sprintf("Kết thúc vai trò %s, %s của %s hết ngày %s", RoleName(a.Role), a.UnitName, u.display(), last),
			Before: a.record(), After: after}
		sql, args := sqlEndAppointment, []any{a.ID, last + 1}
		if last < a.From {
			sql, args = sqlCancelAppointment, []any{a.ID}
			e.After, e.Summary = nil, fmt.Sprintf("Hủy việc giao vai trò %s, %s cho %s (chưa bắt đầu)", RoleName(a.Role), a.UnitName, u.display())
		}
		if _, err := tx.Exec(ctx, sql, args...); err != nil {
			return audit.Entry{}, err
		}
		_, err := tx.Exec(ctx, sqlBump, id)
		return e, err
	})
}

// pick finds an appointment; others tells whether another administration is
// in force and open at least as long.
func pick(list []Appointment, id int64, today clock.Day) (found *Appointment, others bool) {
	for i, a := range list {
		if a.ID == id {
			found = &list[i]
		} else if a.Role == access.Admin && a.InForce(today) && a.Until == nil {
			others = true
		}
	}
	return found, others
}

func endable(a Appointment, last, today clock.Day) error {
	var f fault.Fields
	switch {
	case a.Over(today):
		return fault.New(fault.Stale, "Vai trò này đã kết thúc từ trước.")
	case last < today-1:
		f.Add(FieldEnd, fmt.Sprintf("Ngày cuối cùng sớm nhất là hôm qua, %s (vai trò hết hiệu lực ngay hôm nay).", today-1))
	case a.Until != nil && last >= *a.Until:
		f.Add(FieldEnd, fmt.Sprintf("Vai trò này vốn chỉ đến hết ngày %s.", *a.Until-1))
	}
	return f.Err()
}
