package register

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

var (
	clerk  = access.System("nạp dữ liệu", access.UnitWrite)
	today  = clock.NewDay(2025, 2, 5)
	moment = clock.Moment{Wall: time.Date(2025, 2, 5, 2, 0, 0, 0, time.UTC), Business: time.Date(2025, 2, 5, 9, 0, 0, 0, clock.Location), Today: today}
)

// house is a province with two communes, each with teams.
type house struct {
	outer    pgx.Tx
	tx       pg.Tx
	tree     *org.Tree
	communes []org.UnitID
	teams    []org.UnitID // 0 and 1 of the first commune, 2 of the second
	users    []int64      // the communes' police
	changes  *[]Change
	service  *Service
}

func build(t testing.TB) house {
	t.Helper()
	outer := pgtest.Tx(t)
	h := fill(t, pg.WrapTx(outer))
	h.outer, h.service.DB = outer, outer
	return h
}

func fill(t testing.TB, tx pg.Tx) house {
	t.Helper()
	h := house{tx: tx}
	from := clock.NewDay(2024, 11, 1)
	open := func(u org.NewUnit) org.UnitID {
		u.From = from
		id, err := org.OpenUnit(t.Context(), h.tx, clerk, moment, u)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	province := open(org.NewUnit{Level: org.Province, Code: "58", Name: "Ninh Thuận", Kind: "tỉnh"})
	for i, name := range []string{"Kinh Dinh", "Đô Vinh"} {
		c := open(org.NewUnit{Level: org.Commune, Parent: province, Ordinal: i, Code: "1", Name: name, Kind: "phường"})
		h.communes = append(h.communes, c)
		for k := range 2 - i {
			h.teams = append(h.teams, open(org.NewUnit{Level: org.Team, Parent: c, Name: "khu phố " + string(rune('1'+k))}))
		}
	}
	var err error
	if h.tree, err = org.Load(t.Context(), h.tx); err != nil {
		t.Fatal(err)
	}
	for _, login := range []string{"xa1", "xa2"} {
		id, err := pg.Value[int64](t.Context(), h.tx, `INSERT INTO app_user (login, full_name, password_hash, must_change, password_at, created_at)
		  VALUES ($1, 'Công an ' || $1, '', false, $2, $2) RETURNING id`, login, moment.Wall)
		if err != nil {
			t.Fatal(err)
		}
		h.users = append(h.users, id)
	}
	h.changes = &[]Change{}
	h.service = &Service{Changed: func(_ context.Context, _ pg.Tx, c Change) error {
		*h.changes = append(*h.changes, c)
		return nil
	}}
	return h
}

func (h house) police(commune int) access.Actor {
	p := h.tree.Place(h.communes[commune], today)
	return access.Actor{UserID: h.users[commune], Name: "Công an", Appointment: access.Appointment{Role: access.CommunePolice, UnitID: p.UnitID, Path: p.Path}}
}

func (h house) px03() access.Actor {
	p := h.tree.Place(h.tree.Root(today), today)
	return access.Actor{UserID: h.users[0], Name: "PX03", Appointment: access.Appointment{Role: access.PX03, UnitID: p.UnitID, Path: p.Path}}
}

// refused are the fields of an Invalid error, "name: message".
func refused(t *testing.T, err error) []string {
	t.Helper()
	e, ok := fault.Of(err)
	if !ok || e.Kind != fault.Invalid {
		t.Fatalf("want Invalid, got %v", err)
	}
	if len(e.Fields) == 0 {
		return []string{e.Message}
	}
	var list []string
	for _, f := range e.Fields {
		list = append(list, f.Name+": "+f.Message)
	}
	return list
}

func key(k string, list string) Once {
	return Once{Key: k, URL: func(id int64) string { return list + "?moi=" + strconv.FormatInt(id, 10) }}
}

func day(y, m, d int) *clock.Day {
	x := clock.NewDay(y, m, d)
	return &x
}
