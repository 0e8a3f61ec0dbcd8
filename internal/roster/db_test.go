package roster

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

var (
	clerk  = access.System("nạp dữ liệu", access.UnitWrite, access.RosterWrite, access.RosterRead)
	today  = clock.NewDay(2025, 2, 5)
	moment = clock.Moment{Wall: time.Date(2025, 2, 5, 2, 0, 0, 0, time.UTC), Business: time.Date(2025, 2, 5, 9, 0, 0, 0, clock.Location), Today: today}
)

// house is a province with two communes, each with teams.
type house struct {
	outer    pgx.Tx
	tx       pg.Tx
	tree     *org.Tree
	communes []org.UnitID
	teams    []org.UnitID // 1 and 2 of the first commune, 3 of the second
	user     int64
}

func build(t testing.TB) house {
	t.Helper()
	tx := pgtest.Tx(t)
	return house{outer: tx, tx: pg.WrapTx(tx)}.fill(t)
}

func (h house) fill(t testing.TB) house {
	t.Helper()
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
	if h.user, err = pg.Value[int64](t.Context(), h.tx, `INSERT INTO app_user (login, full_name, password_hash, must_change, password_at, created_at)
	  VALUES ('xa', 'Công an', '', false, $1, $1) RETURNING id`, moment.Wall); err != nil {
		t.Fatal(err)
	}
	if h.tree, err = org.Load(t.Context(), h.tx); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h house) police(commune int) access.Actor {
	p := h.tree.Place(h.communes[commune], today)
	return access.Actor{UserID: h.user, Name: "Công an", Appointment: access.Appointment{Role: access.CommunePolice, UnitID: p.UnitID, Path: p.Path}}
}

func day(y, m, d int) *clock.Day {
	x := clock.NewDay(y, m, d)
	return &x
}
