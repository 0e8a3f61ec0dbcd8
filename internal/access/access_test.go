package access

import (
	"testing"

	"thidua/internal/fault"
)

func at(role Role, unit int64, path string) Actor {
	return Actor{UserID: 7, Appointment: Appointment{Role: role, UnitID: unit, Path: path}}
}

func TestCheck(t *testing.T) {
	own, sister, district := Place{3, "1.2.3."}, Place{4, "1.2.4."}, Place{2, "1.2."}
	for _, c := range []struct {
		name   string
		actor  Actor
		action Action
		place  Place
		want   fault.Kind
		ok     bool
	}{
		{"own unit", at(CommunePolice, 3, "1.2.3."), ReportEnter, own, 0, true},
		{"sister unit is not there", at(CommunePolice, 3, "1.2.3."), ReportEnter, sister, fault.NotFound, false},
		{"district reads below", at(District, 2, "1.2."), ReportRead, own, 0, true},
		{"district never enters", at(District, 2, "1.2."), ReportEnter, own, fault.Forbidden, false},
		{"reviewer is the district", at(District, 2, "1.2."), ReportReview, district, 0, true},
		{"px03 does not review what a district reviews", at(PX03, 1, "1."), ReportReview, district, fault.NotFound, false},
		{"admin sees no figures", at(Admin, 1, "1."), ReportRead, own, fault.Forbidden, false},
		{"nobody", Actor{}, PlanRead, own, fault.Unauthenticated, false},
		{"a path is not a prefix of digits", at(District, 2, "1.2."), ReportRead, Place{20, "1.20.5."}, fault.NotFound, false},
		{"a job does what it is given", System("niêm phong", AuditRead), AuditRead, own, 0, true},
		{"and nothing else", System("niêm phong", AuditRead), ReportRead, own, fault.Forbidden, false},
	} {
		err := Check(c.actor, c.action, c.place)
		if (err == nil) != c.ok || (err != nil && fault.KindOf(err) != c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestScope(t *testing.T) {
	s, err := ScopeOf(at(District, 2, "1.2."), ReportRead)
	if err != nil || !s.Holds("1.2.") || !s.Holds("1.2.3.") || s.Holds("1.20.") || s.Holds("1.") || s.Holds("1.3.") {
		t.Fatalf("scope %+v, %v", s, err)
	}
	if _, err := s.Narrow(Place{9, "1.3.9."}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("narrowing outside: %v", err)
	}
	if Under("").Holds("1.") {
		t.Error("an empty path must hold nothing")
	}
}
