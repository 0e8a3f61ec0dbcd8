package certificate_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/plan"
)

// world is a province T with two districts A and B, each with a commune and a
// team of two, and applied decisions written by hand.
type world struct {
	t     *testing.T
	dsn   string
	pool  *pg.Pool
	s     *certificate.Service
	tree  *org.Tree
	live  *plan.Live
	unit  map[string]org.UnitID
	users map[string]int64
	who   map[string]int64 // persons
	now   clock.Moment
}

func build(t *testing.T) *world {
	t.Helper()
	dsn := pgtest.DSN(t)
	pool, err := pg.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	x := &world{t: t, dsn: dsn, pool: pool, unit: map[string]org.UnitID{}, users: map[string]int64{}, who: map[string]int64{}}
	day := clock.NewDay(2025, 2, 12)
	at := day.Start().Add(9 * time.Hour)
	x.now = clock.Moment{Wall: at, Business: at, Today: day}
	x.s = service(pool)
	clerk := access.System("nạp dữ liệu", access.UnitWrite)
	d, err := plan.NinhThuan()
	x.ok(err)
	x.ok(pg.InTx(t.Context(), pool, func(tx pg.Tx) error {
		open := func(key, name, parent string, level org.Level, kind string) {
			id, err := org.OpenUnit(t.Context(), tx, clerk, x.now, org.NewUnit{Level: level, Parent: x.unit[parent], Ordinal: len(x.unit), Code: fmt.Sprint(58 + len(x.unit)), Name: name, Kind: kind, From: clock.NewDay(2024, 7, 1)})
			x.ok(err)
			x.unit[key] = id
		}
		open("T", "Ninh Thuận", "", org.Province, "tỉnh")
		open("A", "Phan Rang - Tháp Chàm", "T", org.District, "thành phố")
		open("B", "Ninh Phước", "T", org.District, "huyện")
		open("A1", "Phước Mỹ", "A", org.Commune, "phường")
		open("B1", "Phước Hữu", "B", org.Commune, "xã")
		for _, n := range [][3]string{{"AX", "A1", "khu phố 5"}, {"BX", "B1", "thôn Hữu Đức"}} {
			id, err := org.OpenTeam(t.Context(), tx, access.System("nạp dữ liệu", access.UnitWrite, access.TeamWrite), x.now, x.unit[n[1]], org.TeamInput{Name: n[2], From: clock.NewDay(2024, 7, 1), Basis: "Quyết định số 01/QĐ-UBND ngày 01/07/2024"})
			x.ok(err)
			x.unit[n[0]] = id
		}
		for _, login := range []string{"t", "a", "b", "a1", "b1"} {
			id, err := pg.Value[int64](t.Context(), tx, `INSERT INTO app_user (login, full_name, password_hash, must_change, password_at, created_at)
			  VALUES ('u-' || $1, 'Cán bộ ' || $1, '', false, $2, $2) RETURNING id`, login, x.now.Wall)
			x.ok(err)
			x.users[login] = id
		}
		for _, p := range []struct{ name, gender, team, position string }{{"Nguyễn Hữu Phước", "male", "AX", "head"}, {"Trần Thị Hoa", "female", "AX", "member"},
			{"Lê Thị Bích", "female", "BX", "head"}, {"Đặng Thị Sen", "female", "BX", "member"}} {
			id, err := pg.Value[int64](t.Context(), tx, `INSERT INTO person (full_name, birth_date, gender) VALUES ($1, '1980-01-02', $2) RETURNING id`, p.name, p.gender)
			x.ok(err)
			x.who[p.name] = id
			_, err = tx.Exec(t.Context(), `INSERT INTO service (person_id, team_id, position, during) VALUES ($1, $2, $3, '[2024-07-01,)')`, id, x.unit[p.team], p.position)
			x.ok(err)
		}
		_, err := plan.Load(t.Context(), tx, clerk, x.now, d, []int64{int64(x.unit["T"])}, "")
		return err
	}))
	x.tree, err = org.Load(t.Context(), pool)
	x.ok(err)
	x.live, err = plan.ReadLive(t.Context(), pool, map[int64]*plan.Rules{})
	x.ok(err)
	return x
}

func service(pool *pg.Pool) *certificate.Service {
	return &certificate.Service{Pool: pool, Clocks: clock.Clocks{Wall: clock.Wall{}, Business: clock.Wall{}}, Lookup: "https://thidua.example.vn"}
}

func (x *world) ok(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(words(err), err)
	}
}

func (x *world) as(role access.Role, unit string) access.Actor {
	p := x.tree.Place(x.unit[unit], x.now.Today)
	return access.Actor{UserID: x.users[strings.ToLower(unit)], Name: "Cán bộ " + unit, Appointment: access.Appointment{Role: role, UnitID: p.UnitID, Path: p.Path}}
}

// given is an award for decide: person "" is the team.
type given struct {
	person, name, detail string
	posthumous           bool
}

func (x *world) exec(sql string, args ...any) {
	x.t.Helper()
	if _, err := x.pool.Exec(x.t.Context(), sql, args...); err != nil {
		x.t.Fatalf("%s: %v", sql, err)
	}
}

func one[T any](x *world, sql string, args ...any) T {
	x.t.Helper()
	v, err := pg.Value[T](x.t.Context(), x.pool, sql, args...)
	if err != nil {
		x.t.Fatalf("%s: %v", sql, err)
	}
	return v
}

const merit = "Đã có thành tích xuất sắc trong thực hiện đợt 1 phong trào thi đua đặc biệt trong lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"

// decide writes an applied decision of a unit for members of a team.
func (x *world) decide(unit, team string, form award.Form, number string, list ...given) decision.ID {
	x.t.Helper()
	by, _ := json.Marshal(award.Signature{UserID: x.users["t"], Name: "Cán bộ t", At: x.now.Wall})
	phase := x.live.Phases[0].ID
	path := x.tree.Path(x.unit[team], x.now.Today)
	dossier := one[int64](x, `INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, scope_path, created)
	  VALUES ($1, $2, $3, $4, (SELECT count(*) + 1 FROM dossier), '{}', 'closed', $5, $6) RETURNING id`, form, phase, x.unit[unit], x.unit[unit], x.tree.Path(x.unit[unit], x.now.Today), by)
	id := one[int64](x, `INSERT INTO award_decision (form, phase_id, unit_id, state, number, plain, signed_on, signer_name, signer_title, changed, applied, scope_path)
	  VALUES ($1, $2, $3, 'applied', $4, lower($4), '2025-02-10', 'Lê Văn Thành', 'CHỦ TỊCH', $5, $5, $6) RETURNING id`, form, phase, x.unit[unit], number, by, x.tree.Path(x.unit[unit], x.now.Today))
	for i, g := range list {
		name := strings.TrimPrefix(strings.TrimPrefix(g.name, "Ông "), "Bà ") // papers add it
		subject, person, gender, position := "team", (*int64)(nil), "", ""
		if g.person != "" {
			p := x.who[g.person]
			subject, person = "member", &p
			gender = one[string](x, `SELECT gender FROM person WHERE id = $1`, p)
			position = one[string](x, `SELECT position FROM service WHERE person_id = $1`, p)
		}
		nominee := one[int64](x, `INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, person_id, name, detail, span, state, changed, decision_id, decision_place)
		  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'dot-1', 'withdrawn', $10, $11, $4) RETURNING id`, dossier, phase, form, i+1, subject, x.unit[team], person, name, g.detail, by, id)
		x.exec(`INSERT INTO award_grant (nominee_id, decision_id, golden, form, phase_id, unit_id, subject, team_id, person_id, span, name, detail, merit, posthumous, gender, position, exact, rounded, granted_on, scope_path)
		  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'dot-1', $10, $11, $12, $13, $14, $15, 702000, 710000, '2025-02-10', $16)`, nominee, id, i+1, form, phase, x.unit[unit], subject, x.unit[team], person, name, g.detail, merit, g.posthumous, gender, position, path)
	}
	return decision.ID(id)
}

var usual = []given{
	{"", "Tổ bảo vệ an ninh, trật tự khu phố 5", "Phường Phước Mỹ, thành phố Phan Rang - Tháp Chàm", false},
	{"Nguyễn Hữu Phước", "Ông Nguyễn Hữu Phước", "Tổ trưởng Tổ bảo vệ an ninh, trật tự khu phố 5, phường Phước Mỹ", false},
	{"Trần Thị Hoa", "Bà Trần Thị Hoa", "Tổ viên Tổ bảo vệ an ninh, trật tự khu phố 5, phường Phước Mỹ", true},
}

func words(err error) string {
	e, _ := fault.Of(err)
	if e == nil {
		return fmt.Sprint(err)
	}
	var list []string
	for _, f := range e.Fields {
		list = append(list, f.Name+": "+f.Message)
	}
	if len(list) == 0 {
		return e.Message
	}
	return strings.Join(list, "|")
}

func (x *world) audits(action string) []string {
	x.t.Helper()
	list, err := pg.Column[string](x.t.Context(), x.pool, `SELECT summary FROM audit_entry WHERE action = $1 ORDER BY id`, action)
	x.ok(err)
	return list
}

// emblem is a small PNG.
func emblem(t *testing.T, side int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, side, side))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
