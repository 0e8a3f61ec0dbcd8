package identity

import (
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

func (h *house) newUser(login, key string) NewUser {
	return NewUser{Login: login, Profile: Profile{Name: "Đỗ Thị Hồng", Title: "Thượng úy", Phone: "0912.345.678"}, Key: key,
		First: NewAppointment{Role: access.CommunePolice, UnitID: h.unit["xã 2"], From: h.day, Basis: "Quyết định số 12/QĐ"}}
}

func (h *house) version(id int64) int {
	return h.count(`SELECT version FROM app_user WHERE id = $1`, id)
}

func TestCreateUser(t *testing.T) {
	h := newHouse(t)
	admin := h.actor("quantri")
	made, err := h.s.CreateUser(t.Context(), admin, h.newUser("Do.Hong", "khóa 1"))
	if err != nil || made.Password == "" || made.URL != UserURL(made.UserID) {
		t.Fatalf("%+v, %v", made, err)
	}
	d, err := h.s.User(t.Context(), admin, made.UserID)
	if err != nil || d.Login != "do.hong" || d.FullName != "Đỗ Thị Hồng" || d.Phone != "0912345678" || !d.MustChange || d.DisabledAt != nil ||
		d.LastLogin != nil || len(d.Appointments) != 1 || d.Appointments[0].UnitID != h.unit["xã 2"] || d.Appointments[0].Until != nil || d.Appointments[0].Basis != "Quyết định số 12/QĐ" {
		t.Fatalf("%+v, %v", d, err)
	}
	b, err := h.s.Login(t.Context(), "do.hong", made.Password, from("10.0.0.1"))
	if err != nil || !b.MustChange || !h.load(h.cookie(b)).MustChange {
		t.Errorf("the initial password gets in to be changed: %+v, %v", b, err)
	}
	if n := h.count(`SELECT count(*) FROM audit_entry WHERE action = 'user.create' AND object_id = $1 AND actor_id = $2 AND after->>'login' = 'do.hong'`, made.UserID, admin.UserID); n != 1 {
		t.Errorf("%d rows in the record", n)
	}
	if n := h.count(`SELECT count(*) FROM audit_entry WHERE position($1 in concat(summary, after)) > 0`, made.Password); n != 0 {
		t.Error("the password is in the record")
	}
	// A double click finds the first result; it shows no password.
	again, err := h.s.CreateUser(t.Context(), admin, h.newUser("do.hong", "khóa 1"))
	if err != nil || again.URL != made.URL || again.Password != "" {
		t.Errorf("sent twice: %+v, %v", again, err)
	}
	if _, err := h.s.CreateUser(t.Context(), admin, h.newUser("do.hong", "khóa 2")); fieldsOf(err) != FieldLogin {
		t.Errorf("a login taken: %v", err)
	}
}

func TestCreateUserTwiceAtOnce(t *testing.T) {
	h := newHouse(t)
	admin := h.actor("quantri")
	var wg sync.WaitGroup
	urls := make([]string, 4)
	for i := range urls {
		wg.Go(func() {
			made, err := h.s.CreateUser(t.Context(), admin, h.newUser("do.hong", "khóa"))
			if err != nil {
				t.Error(err)
			}
			urls[i] = made.URL
		})
	}
	wg.Wait()
	if h.audited("user.create") != 1 || urls[0] == "" || urls[0] != urls[1] || urls[1] != urls[2] || urls[2] != urls[3] {
		t.Errorf("%q, %d accounts", urls, h.audited("user.create"))
	}
}

func TestCreateUserRefusesAllAtOnce(t *testing.T) {
	h := newHouse(t)
	admin := h.actor("quantri")
	before := h.day - 1
	in := NewUser{Login: "Đỗ Hồng", Profile: Profile{Phone: "12"}, Key: "k", First: NewAppointment{From: h.day, To: &before}}
	_, err := h.s.CreateUser(t.Context(), admin, in)
	if want := strings.Join([]string{FieldLogin, FieldName, FieldPhone, FieldRole, FieldTo, FieldUnit}, " "); fieldsOf(err) != want {
		t.Errorf("refused %q; want %q", fieldsOf(err), want)
	}
	for _, login := range []string{"a", "-ab", "a b", "a@b", strings.Repeat("a", 41), "đỗ"} {
		u := h.newUser(login, "k")
		if _, err := h.s.CreateUser(t.Context(), admin, u); fieldsOf(err) != FieldLogin {
			t.Errorf("login %q: %v", login, err)
		}
	}
	if _, err := h.s.CreateUser(t.Context(), admin, h.newUser("dohong", "")); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a form without its key: %v", err)
	}
}

func TestRoleFitsUnit(t *testing.T) {
	h := newHouse(t)
	admin := h.actor("quantri")
	fits := map[access.Role]string{access.CommunePolice: "xã", access.CommuneOffice: "xã", access.District: "huyện", access.PX03: "tỉnh",
		access.HomeAffairs: "tỉnh", access.Leader: "tỉnh", access.Admin: "tỉnh"}
	for i, role := range access.Roles {
		for _, unit := range []string{"xã", "huyện", "tỉnh"} {
			u := h.newUser("nguoi"+string(rune('a'+i))+map[string]string{"xã": "1", "huyện": "2", "tỉnh": "3"}[unit], string(role)+unit)
			u.First.Role, u.First.UnitID = role, h.unit[unit]
			_, err := h.s.CreateUser(t.Context(), admin, u)
			if fits[role] == unit && err != nil || fits[role] != unit && fieldsOf(err) != FieldUnit {
				t.Errorf("%s at %s: %v", role, unit, err)
			}
		}
	}
	u := h.newUser("somqua", "sớm")
	u.First.From = clock.NewDay(1990, 1, 1)
	if _, err := h.s.CreateUser(t.Context(), admin, u); fieldsOf(err) != FieldUnit {
		t.Errorf("before the unit was there: %v", err)
	}
}

// Only an administrator does any of it.
func TestPolicy(t *testing.T) {
	h := newHouse(t)
	id := h.user["xa"]
	for _, login := range []string{"xa", "huyen", "px03", ""} {
		a := access.Actor{}
		want := fault.Unauthenticated
		if login != "" {
			a, want = h.actor(login), fault.Forbidden
		}
		calls := map[string]func() error{
			"list":     func() error { _, err := h.s.Users(t.Context(), a, UserFilter{}); return err },
			"show":     func() error { _, err := h.s.User(t.Context(), a, id); return err },
			"create":   func() error { _, err := h.s.CreateUser(t.Context(), a, h.newUser("moi", "k")); return err },
			"edit":     func() error { return h.s.EditUser(t.Context(), a, id, anyVersion, Profile{Name: "X"}) },
			"reset":    func() error { _, err := h.s.ResetPassword(t.Context(), a, h.user["quantri"], anyVersion); return err },
			"disable":  func() error { return h.s.DisableUser(t.Context(), a, h.user["quantri"], anyVersion, "x") },
			"enable":   func() error { return h.s.EnableUser(t.Context(), a, id, anyVersion) },
			"sessions": func() error { return h.s.EndSessionsOf(t.Context(), a, id) },
			"appoint": func() error {
				return h.s.Appoint(t.Context(), a, id, anyVersion, h.newUser("", "").First, fault.Fields{})
			},
			"end": func() error { return h.s.EndAppointment(t.Context(), a, id, anyVersion, 1, h.day) },
		}
		for name, call := range calls {
			if err := call(); fault.KindOf(err) != want {
				t.Errorf("%q %s: %v", login, name, err)
			}
		}
	}
	if h.count(`SELECT count(*) FROM app_user WHERE disabled_at IS NOT NULL OR must_change`) != 0 || h.count(`SELECT count(*) FROM app_user`) != 4 {
		t.Error("nothing changed")
	}
}

func TestEditUser(t *testing.T) {
	h := newHouse(t)
	admin, id := h.actor("quantri"), h.user["xa"]
	if err := h.s.EditUser(t.Context(), admin, id, 1, Profile{Name: "Nguyễn Văn  Minh Họa", Title: "Thiếu tá", Phone: "+84 912 345 678"}); err != nil {
		t.Fatal(err)
	}
	d, _ := h.s.User(t.Context(), admin, id)
	if d.FullName != "Nguyễn Văn Minh Họa" || d.Title != "Thiếu tá" || d.Phone != "+84912345678" || d.Version != 2 || d.Login != "xa" {
		t.Errorf("%+v", d.User)
	}
	if err := h.s.EditUser(t.Context(), admin, id, 1, Profile{Name: "Khác"}); fault.KindOf(err) != fault.Stale {
		t.Errorf("an outdated form: %v", err)
	}
	if err := h.s.EditUser(t.Context(), admin, 9999, 1, Profile{Name: "Khác"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("nobody: %v", err)
	}
	if err := h.s.EditUser(t.Context(), admin, id, 2, Profile{Name: strings.Repeat("â", 101), Title: strings.Repeat("x", 61), Phone: "09"}); fieldsOf(err) != "ho-ten chuc-danh dien-thoai" {
		t.Errorf("refused %q", fieldsOf(err))
	}
	if n := h.count(`SELECT count(*) FROM audit_entry WHERE action = 'user.edit' AND before->>'full_name' = 'Nguyễn Văn Minh' AND after->>'title' = 'Thiếu tá'`); n != 1 {
		t.Errorf("%d rows in the record", n)
	}
}

func TestResetPassword(t *testing.T) {
	h := newHouse(t)
	admin, id := h.actor("quantri"), h.user["xa"]
	c := h.login("xa", "10.0.0.1")
	made, err := h.s.ResetPassword(t.Context(), admin, id, 1)
	if err != nil || made.Password == "" {
		t.Fatal(err)
	}
	if !h.load(c).Actor.Zero() {
		t.Error("the user's sessions end")
	}
	if err := h.try("xa", demoPassword, "10.0.0.1"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("the old password: %v", err)
	}
	b, err := h.s.Login(t.Context(), "xa", made.Password, from("10.0.0.1"))
	if err != nil || !b.MustChange {
		t.Errorf("the new one: %+v, %v", b, err)
	}
	if _, err := h.s.ResetPassword(t.Context(), admin, id, 1); fault.KindOf(err) != fault.Stale {
		t.Errorf("an outdated form: %v", err)
	}
	if _, err := h.s.ResetPassword(t.Context(), admin, admin.UserID, anyVersion); fault.KindOf(err) != fault.Invalid {
		t.Errorf("one's own: %v", err)
	}
	if h.audited("user.reset_password") != 1 || h.count(`SELECT count(*) FROM audit_entry WHERE position($1 in concat(summary, after)) > 0`, made.Password) != 0 {
		t.Error("recorded once, without the password")
	}
}

func TestDisableAndEnable(t *testing.T) {
	h := newHouse(t)
	admin, id := h.actor("quantri"), h.user["xa"]
	c := h.login("xa", "10.0.0.1")
	if err := h.s.DisableUser(t.Context(), admin, id, 1, " "); fieldsOf(err) != FieldReason {
		t.Errorf("without a reason: %v", err)
	}
	if err := h.s.DisableUser(t.Context(), admin, id, 1, "Nghỉ hưu"); err != nil {
		t.Fatal(err)
	}
	if !h.load(c).Actor.Zero() || h.count(`SELECT count(*) FROM session WHERE user_id = $1`, id) != 0 {
		t.Error("a live session dies at once")
	}
	if err := h.s.DisableUser(t.Context(), admin, id, anyVersion, "lần hai"); fault.KindOf(err) != fault.Stale {
		t.Errorf("twice: %v", err)
	}
	if err := h.s.EnableUser(t.Context(), admin, id, h.version(id)); err != nil {
		t.Fatal(err)
	}
	if err := h.try("xa", demoPassword, "10.0.0.1"); err != nil {
		t.Errorf("opened again: %v", err)
	}
	if err := h.s.DisableUser(t.Context(), admin, admin.UserID, anyVersion, "x"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("oneself: %v", err)
	}
	if h.audited("user.disable") != 1 || h.audited("user.enable") != 1 {
		t.Error("both are recorded")
	}
}

// Two administrators who stop each other at one moment: one of them is left.
func TestAdministratorsCannotBothGo(t *testing.T) {
	h := newHouse(t)
	first := h.actor("quantri")
	made, err := h.s.CreateUser(t.Context(), first, NewUser{Login: "quantri2", Profile: Profile{Name: "Võ Văn Tám"}, Key: "k",
		First: NewAppointment{Role: access.Admin, UnitID: h.unit["tỉnh"], From: h.day}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := h.s.Login(t.Context(), "quantri2", made.Password, from("10.0.0.2"))
	if err != nil {
		t.Fatal(err)
	}
	second := h.load(h.cookie(b)).Actor
	var wg sync.WaitGroup
	wg.Go(func() { _ = h.s.DisableUser(t.Context(), first, second.UserID, anyVersion, "x") })
	wg.Go(func() {
		_ = h.s.EndAppointment(t.Context(), second, first.UserID, anyVersion, first.Appointment.ID, h.day-1)
	})
	wg.Wait()
	if n := len(mustColumn(t, h, sqlAdministrators, h.day)); n != 1 {
		t.Errorf("%d administrators left", n)
	}
}

func mustColumn(t *testing.T, h *house, sql string, args ...any) []string {
	t.Helper()
	list, err := pg.Column[string](t.Context(), h.pool, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAppoint(t *testing.T) {
	h := newHouse(t)
	admin, id := h.actor("quantri"), h.user["xa"]
	in := NewAppointment{Role: access.CommunePolice, UnitID: h.unit["xã 2"], Acting: true, From: h.day, To: new(h.day + 30), Basis: "QĐ 7"}
	if err := h.s.Appoint(t.Context(), admin, id, 1, in, fault.Fields{}); err != nil {
		t.Fatal(err)
	}
	d, _ := h.s.User(t.Context(), admin, id)
	if len(d.Appointments) != 2 || d.Version != 2 {
		t.Fatalf("%+v", d)
	}
	a := d.Appointments[1]
	if !a.Acting || a.From != h.day || a.Until == nil || *a.Until != h.day+31 || !a.InForce(h.day+30) || a.InForce(h.day+31) {
		t.Errorf("%+v", a)
	}
	for name, c := range map[string]struct {
		from clock.Day
		to   *clock.Day
		ok   bool
	}{
		"inside":                {h.day + 5, new(h.day + 6), false},
		"over its end":          {h.day + 30, nil, false},
		"the day after its end": {h.day + 31, nil, true},
		"to the day before":     {h.day - 5, new(h.day - 1), true},
	} {
		next := in
		next.From, next.To = c.from, c.to
		err := h.s.Appoint(t.Context(), admin, id, anyVersion, next, fault.Fields{})
		if c.ok && err != nil || !c.ok && (fieldsOf(err) != FieldFrom || !strings.Contains(err.(*fault.Error).Fields[0].Message, "đến hết ngày 07/03/2025")) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := h.s.Appoint(t.Context(), admin, admin.UserID, anyVersion, NewAppointment{Role: access.PX03, UnitID: h.unit["tỉnh"], From: h.day}, fault.Fields{}); fieldsOf(err) != FieldRole {
		t.Errorf("a role over figures for oneself: %v", err)
	}
	if err := h.s.Appoint(t.Context(), admin, id, 1, in, fault.Fields{}); fault.KindOf(err) != fault.Stale {
		t.Errorf("an outdated form: %v", err)
	}
	if h.audited("user.appoint") != 3 {
		t.Errorf("%d in the record", h.audited("user.appoint"))
	}
}

func TestEndAppointment(t *testing.T) {
	h := newHouse(t)
	admin, id := h.actor("quantri"), h.user["xa"]
	d, _ := h.s.User(t.Context(), admin, id)
	own := d.Appointments[0].ID
	if err := h.s.EndAppointment(t.Context(), admin, id, anyVersion, own, h.day-2); fieldsOf(err) != FieldEnd {
		t.Errorf("further back than yesterday: %v", err)
	}
	if err := h.s.EndAppointment(t.Context(), admin, h.user["huyen"], anyVersion, own, h.day); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another person's appointment: %v", err)
	}
	c := h.login("xa", "10.0.0.1")
	if err := h.s.EndAppointment(t.Context(), admin, id, 1, own, h.day); err != nil {
		t.Fatal(err)
	}
	if h.load(c).Actor.Role != access.CommunePolice {
		t.Error("the last day still counts")
	}
	if err := h.s.EndAppointment(t.Context(), admin, id, 2, own, h.day+9); fieldsOf(err) != FieldEnd {
		t.Errorf("longer than it runs: %v", err)
	}
	if err := h.s.EndAppointment(t.Context(), admin, id, 2, own, h.day-1); err != nil {
		t.Fatal(err)
	}
	if a := h.load(c).Actor; a.Role != "" || a.UserID != id {
		t.Errorf("over at once: %+v", a)
	}
	if err := h.s.EndAppointment(t.Context(), admin, id, anyVersion, own, h.day); fault.KindOf(err) != fault.Stale {
		t.Errorf("over already: %v", err)
	}
	// One that has not begun is taken back; the account stays reachable.
	made, err := h.s.CreateUser(t.Context(), admin, h.newUser("dohong", "k"))
	if err != nil {
		t.Fatal(err)
	}
	d, _ = h.s.User(t.Context(), admin, made.UserID)
	if err := h.s.EndAppointment(t.Context(), admin, made.UserID, anyVersion, d.Appointments[0].ID, h.day-1); err != nil {
		t.Fatal(err)
	}
	if d, err := h.s.User(t.Context(), admin, made.UserID); err != nil || len(d.Appointments) != 0 {
		t.Errorf("%+v, %v", d, err)
	}
	if err := h.s.EndAppointment(t.Context(), admin, admin.UserID, anyVersion, admin.Appointment.ID, h.day); fault.KindOf(err) != fault.Invalid {
		t.Errorf("one's own last administration: %v", err)
	}
}

// In a database of two provinces an administrator reaches only their own.
func TestReach(t *testing.T) {
	h := newHouse(t)
	admin := h.actor("quantri")
	narrow := admin // an administrator of one district's subtree, as a second province would be
	narrow.UnitID, narrow.Path = h.unit["huyện"], h.load(h.login("huyen", "10.0.0.1")).Actor.Path
	if _, err := h.s.User(t.Context(), narrow, h.user["huyen"]); err != nil {
		t.Errorf("inside: %v", err)
	}
	if _, err := h.s.User(t.Context(), narrow, h.user["px03"]); fault.KindOf(err) != fault.NotFound {
		t.Errorf("outside: %v", err)
	}
	h.give("huyen", NewAppointment{Role: access.PX03, UnitID: h.unit["tỉnh"], From: h.day + 10})
	if _, err := h.s.User(t.Context(), narrow, h.user["huyen"]); fault.KindOf(err) != fault.NotFound {
		t.Errorf("partly outside: %v", err)
	}
	u := h.newUser("moi", "k")
	u.First.Role, u.First.UnitID = access.PX03, h.unit["tỉnh"]
	if _, err := h.s.CreateUser(t.Context(), narrow, u); fieldsOf(err) != FieldUnit {
		t.Errorf("a unit out of reach: %v", err)
	}
}

func TestUsers(t *testing.T) {
	h := newHouse(t)
	admin := h.actor("quantri")
	list := func(f UserFilter) string {
		t.Helper()
		l, err := h.s.Users(t.Context(), admin, f)
		if err != nil {
			t.Fatal(err)
		}
		var logins []string
		for _, u := range l.Users {
			logins = append(logins, u.Login)
		}
		return strings.Join(logins, " ")
	}
	if _, err := h.pool.Exec(t.Context(), `UPDATE app_user SET disabled_at = now() WHERE login = 'px03'; UPDATE app_user SET must_change = true WHERE login = 'huyen'`); err != nil {
		t.Fatal(err)
	}
	h.give("huyen", NewAppointment{Role: access.CommunePolice, UnitID: h.unit["xã 2"], Acting: true, From: h.day - 20, To: new(h.day - 10)})
	for _, c := range []struct {
		f    UserFilter
		want string
	}{
		{UserFilter{}, "quantri px03 huyen xa"}, // An, Ân, Đào, Minh
		{UserFilter{Text: "thi dao"}, "huyen"},
		{UserFilter{Text: "VĂN"}, "px03 xa"},
		{UserFilter{Text: "Vân"}, "px03 xa"},
		{UserFilter{Text: "xa"}, "xa"},
		{UserFilter{Text: "%"}, ""},
		{UserFilter{Role: access.District}, "huyen"},
		{UserFilter{Role: access.CommunePolice}, "xa"}, // not the one whose days are over
		{UserFilter{Unit: h.unit["huyện"]}, "huyen xa"},
		{UserFilter{Unit: h.unit["xã 2"]}, "huyen"},
		{UserFilter{State: Disabled}, "px03"},
		{UserFilter{State: Initial}, "huyen"},
		{UserFilter{State: Active}, "quantri huyen xa"},
		{UserFilter{State: Unplaced}, ""},
	} {
		if got := list(c.f); got != c.want {
			t.Errorf("%+v: %q; want %q", c.f, got, c.want)
		}
	}
	if _, err := h.s.Users(t.Context(), admin, UserFilter{Unit: 99999}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such unit: %v", err)
	}
}

func TestUsersByPages(t *testing.T) {
	h := newHouse(t)
	admin := h.actor("quantri")
	err := pg.InTx(t.Context(), h.pool, func(tx pg.Tx) error {
		for i := range 50 {
			if _, err := Insert(t.Context(), tx, h.s.clocks.Moment(), Account{Login: "n" + string(rune('a'+i/10)) + string(rune('0'+i%10)), Profile: Profile{Name: "Người Dùng"}, Hash: "x",
				Appointments: []NewAppointment{{Role: access.CommunePolice, UnitID: h.unit["xã"], From: h.day}}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	one, err := h.s.Users(t.Context(), admin, UserFilter{})
	if err != nil || one.Total != 54 || one.From != 1 || one.To != 50 || !one.HasNext || one.HasPrev || len(one.Users[0].Appointments) != 1 {
		t.Errorf("%+v, %v", one, err)
	}
	two, err := h.s.Users(t.Context(), admin, UserFilter{Page: 2})
	if err != nil || two.From != 51 || two.To != 54 || two.HasNext || !two.HasPrev {
		t.Errorf("%d–%d, %v", two.From, two.To, err)
	}
}

func TestFirstAdmin(t *testing.T) {
	h := newHouse(t)
	if _, err := h.s.CreateFirstAdmin(t.Context(), "goc", Profile{Name: "Quản Trị"}, 0); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "quantri") {
		t.Fatalf("there is one already: %v", err)
	}
	if _, err := h.pool.Exec(t.Context(), `UPDATE app_user SET disabled_at = now() WHERE login = 'quantri'`); err != nil {
		t.Fatal(err)
	}
	if _, err := h.s.CreateFirstAdmin(t.Context(), "x", Profile{}, 0); fieldsOf(err) != FieldLogin+" "+FieldName {
		t.Errorf("refused %q", fieldsOf(err))
	}
	made, err := h.s.CreateFirstAdmin(t.Context(), "goc", Profile{Name: "Quản Trị"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	b, err := h.s.Login(t.Context(), "goc", made.Password, from("127.0.0.1"))
	if err != nil || !b.MustChange {
		t.Fatalf("%+v, %v", b, err)
	}
	if a := h.load(h.cookie(b)).Actor; a.Role != access.Admin || a.UnitID != h.unit["tỉnh"] {
		t.Errorf("%+v", a)
	}
	rescued, err := h.s.RescuePassword(t.Context(), "goc")
	if err != nil || rescued.Password == "" || rescued.Password == made.Password {
		t.Errorf("rescue: %v", err)
	}
	if n := h.count(`SELECT count(*) FROM audit_entry WHERE actor_id IS NULL AND actor_name LIKE 'thidua user %' AND object_id = $1`, made.UserID); n != 2 {
		t.Errorf("%d rows in the record", n)
	}
	if _, err := h.s.RescuePassword(t.Context(), "khongco"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("nobody: %v", err)
	}
}
