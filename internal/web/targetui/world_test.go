package targetui_test

import (
	"context"
	"strconv"
	"testing"

	"thidua/internal/access"
	"thidua/internal/demo"
	"thidua/internal/org"
	"thidua/internal/report"
	"thidua/internal/web/webtest"
)

func world(s *webtest.Site) (report.World, error) {
	ctx := context.Background()
	tree, err := s.Server.Org.Now(ctx)
	if err != nil {
		return report.World{}, err
	}
	live, err := s.Server.Book.Now(ctx)
	return report.World{Tree: tree, Day: demo.Today, Plan: live}, err
}

func orgID(t *testing.T, s *webtest.Site, code string) org.UnitID {
	t.Helper()
	n, err := strconv.ParseInt(unit(t, s, code), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return org.UnitID(n)
}

// actor reads at a unit of any level.
func actor(w report.World, id org.UnitID) access.Actor {
	p := w.Tree.Place(id, w.Day)
	role := map[org.Level]access.Role{org.Province: access.PX03, org.District: access.District, org.Commune: access.CommunePolice}
	u, _ := w.Tree.Unit(id)
	return access.Actor{UserID: 1, Appointment: access.Appointment{Role: role[u.Level], UnitID: p.UnitID, Path: p.Path}}
}
