package identity

import (
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/pg"
)

const newPassword = "Phong@TràoMới7"

func fieldsOf(err error) string {
	e, ok := fault.Of(err)
	if !ok {
		return ""
	}
	var names []string
	for _, f := range e.Fields {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

func TestChangePassword(t *testing.T) {
	h := newHouse(t)
	if _, err := h.pool.Exec(t.Context(), `UPDATE app_user SET must_change = true WHERE login = 'xa'`); err != nil {
		t.Fatal(err)
	}
	c, other := h.login("xa", "10.0.0.1"), h.login("xa", "10.0.0.2")
	l := h.load(c)
	if !l.MustChange {
		t.Fatal("an initial password must be changed")
	}
	client := from("10.0.0.1")
	client.Session = l.Session
	for _, v := range []struct {
		in   PasswordChange
		want string
	}{
		{PasswordChange{}, FieldCurrent + " " + FieldNew},
		{PasswordChange{demoPassword, demoPassword, demoPassword}, FieldNew},
		{PasswordChange{demoPassword, newPassword, newPassword + "x"}, FieldAgain},
		{PasswordChange{demoPassword, "minh", "minh"}, strings.Join([]string{FieldNew, FieldNew, FieldNew, FieldNew, FieldNew}, " ")},
		{PasswordChange{"Sai@12345", newPassword, newPassword}, FieldCurrent},
	} {
		if _, err := h.s.ChangePassword(t.Context(), l.Actor, v.in, client); fault.KindOf(err) != fault.Invalid || fieldsOf(err) != v.want {
			t.Errorf("%+v: refused fields %q; want %q (%v)", v.in, fieldsOf(err), v.want, err)
		}
	}
	if h.audited("password.failure") != 1 || h.audited("password.change") != 0 {
		t.Error("a wrong current password is recorded")
	}
	b, err := h.s.ChangePassword(t.Context(), l.Actor, PasswordChange{demoPassword, newPassword, newPassword}, client)
	if err != nil {
		t.Fatal(err)
	}
	fresh := h.cookie(b)
	if got := h.load(fresh); got.Actor.UserID != h.user["xa"] || got.MustChange || fresh.Value == c.Value {
		t.Errorf("the session goes on under a new id: %+v", got)
	}
	if !h.load(c).Actor.Zero() || !h.load(other).Actor.Zero() || h.audited("password.change") != 1 {
		t.Error("the old id and every other session are over")
	}
	if err := h.try("xa", demoPassword, "10.0.0.3"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("the old password: %v", err)
	}
	if err := h.try("xa", newPassword, "10.0.0.3"); err != nil {
		t.Errorf("the new password: %v", err)
	}
	if n := h.count(`SELECT count(*) FROM audit_entry WHERE concat(summary, before, after) LIKE '%Phong@%'`); n != 0 {
		t.Error("a password in the record")
	}
}

// Whoever holds a stolen session cannot try passwords without end.
func TestChangePasswordIsThrottled(t *testing.T) {
	h := newHouse(t)
	l := h.load(h.login("xa", "10.0.0.1"))
	client := from("10.0.0.1")
	client.Session = l.Session
	for range 5 {
		_, err := h.s.ChangePassword(t.Context(), l.Actor, PasswordChange{"Sai@12345", newPassword, newPassword}, client)
		if fieldsOf(err) != FieldCurrent {
			t.Fatal(err)
		}
	}
	if _, err := h.s.ChangePassword(t.Context(), l.Actor, PasswordChange{demoPassword, newPassword, newPassword}, client); fault.KindOf(err) != fault.TooMany {
		t.Errorf("the 6th try: %v", err)
	}
}

// give appoints in the table, as a past administrator did.
func (h *house) give(login string, n NewAppointment) int64 {
	h.t.Helper()
	var id int64
	err := pg.InTx(h.t.Context(), h.pool, func(tx pg.Tx) (err error) {
		id, err = insertAppointment(h.t.Context(), tx, h.user[login], n)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

func TestSeveralAppointments(t *testing.T) {
	h := newHouse(t)
	acting := h.give("xa", NewAppointment{Role: access.CommunePolice, UnitID: h.unit["xã 2"], Acting: true, From: h.day})
	tomorrow := h.give("xa", NewAppointment{Role: access.PX03, UnitID: h.unit["tỉnh"], From: h.day + 1})
	yesterday := h.day - 1
	h.give("xa", NewAppointment{Role: access.District, UnitID: h.unit["huyện"], From: h.day - 9, To: &yesterday})
	c := h.login("xa", "10.0.0.1")
	l := h.load(c)
	if l.Actor.UnitID != h.unit["xã"] || l.Actor.Acting || len(l.Actor.Others) != 1 || l.Actor.Others[0].ID != acting || !l.Actor.Others[0].Acting {
		t.Fatalf("the own appointment first, only those in force: %+v", l.Actor)
	}
	first := l.Actor.Appointment.ID
	for _, id := range []int64{tomorrow, 999} {
		if err := h.s.ActAs(t.Context(), l.Actor, l.Session, id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an appointment not in force: %v", err)
		}
	}
	if err := h.s.ActAs(t.Context(), l.Actor, l.Session, acting); err != nil {
		t.Fatal(err)
	}
	l = h.load(c)
	if l.Actor.UnitID != h.unit["xã 2"] || !l.Actor.Acting || len(l.Actor.Others) != 1 || l.Actor.Others[0].ID != first || h.audited("session.act_as") != 1 {
		t.Errorf("acting in the chosen one: %+v", l.Actor)
	}
	if l := h.load(h.login("xa", "10.0.0.2")); l.Actor.UnitID != h.unit["xã"] {
		t.Error("the choice belongs to the session")
	}
	if _, err := h.pool.Exec(t.Context(), `UPDATE appointment SET during = daterange(lower(during), $2::date) WHERE id = $1`, acting, h.day+1); err != nil {
		t.Fatal(err)
	}
	if l := h.load(c); l.Actor.UnitID != h.unit["xã 2"] {
		t.Error("its last day still counts")
	}
	h.s.clocks.Business = clock.FixedDay{Day: h.day + 1, Wall: h.wall}
	l = h.load(c)
	if l.Actor.Appointment.ID != first || len(l.Actor.Others) != 1 || l.Actor.Others[0].ID != tomorrow {
		t.Errorf("the day after, back in the own one: %+v", l.Actor)
	}
}

func TestNoAppointmentInForce(t *testing.T) {
	h := newHouse(t)
	c := h.login("xa", "10.0.0.1")
	h.s.clocks.Business = clock.FixedDay{Day: clock.NewDay(2024, 10, 31), Wall: h.wall}
	a := h.load(c).Actor
	if a.UserID == 0 || a.Role != "" || len(a.Others) != 0 {
		t.Fatalf("%+v", a)
	}
	for _, action := range access.Actions {
		if a.May(action) != (action == access.Self) {
			t.Errorf("without an appointment %s: %v", action, a.May(action))
		}
	}
	if _, err := h.s.Sessions(t.Context(), a); err != nil {
		t.Errorf("but may see the own sessions: %v", err)
	}
}
