package decision_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/app"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/decision"
	"thidua/internal/demo"
	"thidua/internal/dossier"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/plan"
	"thidua/internal/report"
)

// province is the demo's province on a day, with dossiers made by hand.
type province struct {
	t    testing.TB
	pool *pg.Pool
	s    *decision.Service
	w    report.World
	now  clock.Moment
	no   int // of the dossiers made
}

func moment(day clock.Day) clock.Moment {
	at := day.Start().Add(9 * time.Hour)
	return clock.Moment{Wall: at, Business: at, Today: day}
}

func build(t testing.TB, day clock.Day) *province {
	t.Helper()
	dsn := pgtest.Filled(t, pg.Demo, "decision", func(ctx context.Context, dsn string) error {
		a, err := app.New(ctx, app.Config{DSN: dsn, Clocks: clock.Clocks{Wall: clock.Wall{}, Business: clock.FixedDay{Day: demo.Today, Wall: clock.Wall{}}}, Demo: "minh họa",
			Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
		if err != nil {
			return err
		}
		defer a.Close()
		return demo.LoadBare(ctx, a.Server.Reports, func(context.Context, string) (string, error) { return "", nil })
	})
	pool, err := pg.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	x := &province{t: t, pool: pool, now: moment(day)}
	x.s = &decision.Service{Pool: pool, Clocks: clock.Real()}
	tree, err := org.Load(t.Context(), pool)
	x.ok(err)
	live, err := plan.ReadLive(t.Context(), pool, map[int64]*plan.Rules{})
	x.ok(err)
	x.w = report.World{Tree: tree, Day: day, Plan: live}
	return x
}

func (x *province) ok(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

// on moves the world to a day.
func (x *province) on(day clock.Day) { x.now, x.w.Day = moment(day), day }

func (x *province) exec(sql string, args ...any) {
	x.t.Helper()
	_, err := x.pool.Exec(x.t.Context(), sql, args...)
	x.ok(err)
}

func value[T any](x *province, sql string, args ...any) T {
	x.t.Helper()
	v, err := pg.Value[T](x.t.Context(), x.pool, sql, args...)
	x.ok(err)
	return v
}

func (x *province) unit(code string) org.UnitID {
	x.t.Helper()
	return value[org.UnitID](x, `SELECT unit_id FROM unit_name WHERE code = $1`, code)
}

// actor is somebody in a role at a unit.
func (x *province) actor(role access.Role, code string) access.Actor {
	x.t.Helper()
	u := x.unit(code)
	id := value[int64](x, `SELECT id FROM app_user WHERE login = 'noivu'`)
	return access.Actor{UserID: id, Name: "Lê Thị Hoa", Title: "Chuyên viên", Appointment: access.Appointment{Role: role, UnitID: int64(u), UnitName: x.w.Tree.Name(u, x.w.Day).Full(), Path: x.w.Tree.Path(u, x.w.Day)}}
}

func (x *province) huyen() access.Actor { return x.actor(access.District, "582") }
func (x *province) noivu() access.Actor { return x.actor(access.HomeAffairs, "58") }

const by = `'{"UserID":1,"Name":"Nguyễn Văn Minh","Title":"Đại úy","At":"2025-02-05T01:00:00Z"}'::jsonb`

// nominee is one to put into a dossier: "team", "member", and its state.
type nominee struct {
	subject award.Subject
	state   award.NomineeState
}

var (
	goodTeam   = nominee{award.Team, award.Recommended}
	goodMember = nominee{award.Member, award.Recommended}
	badMember  = nominee{award.Member, award.Declined}
)

const (
	kinhDinh = "22759"
	doVinh   = "22738"
)

// dossier is one concluded on a day, of the commune (Giấy khen, the district
// 582 decides) or of the district 582 (Bằng khen, presented, the province
// decides), with nominees of the commune's teams who have none yet.
func (x *province) dossier(form award.Form, commune string, concluded clock.Day, list ...nominee) (dossier.ID, []dossier.NomineeID) {
	x.t.Helper()
	x.no++
	unit, awarding, phase, state := x.unit(commune), x.unit("582"), 0, award.Concluded
	roles := `{"proposer":"commune_police","appraiser":"district"}`
	if form == award.BangKhen {
		unit, awarding, phase, state = x.unit("582"), x.unit("58"), 1, award.Presented
		roles = `{"proposer":"district","opinion":"px03","appraiser":"home_affairs"}`
	}
	id := value[dossier.ID](x, `INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, submission_no, doc_number, doc_date, scope_path, created)
	  VALUES ($1, (SELECT id FROM phase WHERE ordinal = $2), $3, $4, $5, $6::jsonb, $7, 1, $8, $9, $10, `+by+`) RETURNING id`,
		form, phase, unit, awarding, x.no, roles, state, fmt.Sprintf("%02d/TTr", x.no), concluded, x.w.Tree.Path(unit, x.w.Day))
	x.exec(`INSERT INTO dossier_step (dossier_id, act, from_state, state, holder, by, on_day) VALUES ($1, 'conclude', 'council', 'concluded', 'appraiser', `+by+`, $2)`, id, concluded)
	var ids []dossier.NomineeID
	for i, n := range list {
		ground, why := "", ""
		if n.state == award.Declined {
			ground, why = "standard", "Tổ chưa đạt chỉ tiêu 1.1 đợt 1"
		}
		sql := `INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, person_id, name, detail, span, merit, state, ground, why, changed)
		  SELECT d.id, d.phase_id, d.form, $2::int, 'team', t.child_id, NULL::bigint, 'Tổ bảo vệ ANTT ' || m.name, 'phường Kinh Dinh', 'dot-1', 'Đã có thành tích xuất sắc', $3::text, $4::text, $5::text, ` + by + `
		  FROM dossier d, unit_link t JOIN unit_name m ON m.unit_id = t.child_id WHERE d.id = $1 AND t.parent_id = $6 AND NOT EXISTS (SELECT FROM nominee x WHERE x.subject = 'team' AND x.team_id = t.child_id) ORDER BY t.child_id LIMIT 1 RETURNING id`
		if n.subject == award.Member {
			sql = `INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, person_id, name, detail, span, merit, state, ground, why, changed)
		  SELECT d.id, d.phase_id, d.form, $2::int, 'member', s.team_id, s.person_id, p.full_name, 'Tổ viên, phường Kinh Dinh', 'dot-1', '', $3::text, $4::text, $5::text, ` + by + `
		  FROM dossier d, service s JOIN person p ON p.id = s.person_id JOIN unit_link t ON t.child_id = s.team_id
		  WHERE d.id = $1 AND t.parent_id = $6 AND upper_inf(s.during) AND NOT EXISTS (SELECT FROM nominee x WHERE x.person_id = s.person_id) ORDER BY s.person_id LIMIT 1 RETURNING id`
		}
		ids = append(ids, value[dossier.NomineeID](x, sql, id, i+1, n.state, ground, why, x.unit(commune)))
	}
	return id, ids
}

func (x *province) term(a access.Actor, name, title, from, until string) int64 {
	x.t.Helper()
	in := decision.TermForm{Name: name, Title: title, From: x.day(from)}
	if until != "" {
		in.Until = x.day(until)
	}
	_, err := x.s.AddTerm(x.t.Context(), a, x.now, "k"+name+from, in, "/")
	x.ok(err)
	return value[int64](x, `SELECT max(id) FROM award_term`)
}

func (x *province) day(iso string) *clock.Day {
	x.t.Helper()
	d, err := clock.ParseISO(iso)
	x.ok(err)
	return &d
}

// draft lists nominees in a new draft.
func (x *province) draft(a access.Actor, ids ...dossier.NomineeID) decision.ID {
	x.t.Helper()
	x.no++
	_, err := x.s.Create(x.t.Context(), a, x.now, x.w, fmt.Sprintf("d%d", x.no), ids, func(decision.ID) string { return "/" })
	x.ok(err)
	return value[decision.ID](x, `SELECT max(id) FROM award_decision`)
}

func (x *province) version(id decision.ID) int {
	x.t.Helper()
	return value[int](x, `SELECT version FROM award_decision WHERE id = $1`, id)
}

func (x *province) record(a access.Actor, id decision.ID, number, day string, term int64) error {
	x.t.Helper()
	in := decision.Signing{Number: number, Term: term}
	if day != "" {
		in.Day = x.day(day)
	}
	return x.s.Record(x.t.Context(), a, x.now, x.w, id, x.version(id), in)
}

func (x *province) apply(a access.Actor, ids ...decision.ID) error {
	x.t.Helper()
	seen := map[decision.ID]int{}
	for _, id := range ids {
		seen[id] = x.version(id)
	}
	_, err := x.s.Apply(x.t.Context(), a, x.now, x.w, seen, nil)
	return err
}

// states are nominees' states, joined.
func (x *province) states(ids ...dossier.NomineeID) string {
	x.t.Helper()
	var out []string
	for _, id := range ids {
		out = append(out, value[string](x, `SELECT state FROM nominee WHERE id = $1`, id))
	}
	return strings.Join(out, " ")
}

func (x *province) dossierState(id dossier.ID) string {
	x.t.Helper()
	return value[string](x, `SELECT state FROM dossier WHERE id = $1`, id)
}

func (x *province) name(id dossier.NomineeID) string {
	x.t.Helper()
	return value[string](x, `SELECT name FROM nominee WHERE id = $1`, id)
}

func (x *province) audited(action string) int {
	x.t.Helper()
	return value[int](x, `SELECT count(*)::int FROM audit_entry WHERE action = $1`, action)
}

// said is an error in one line: its fields, else its message.
func said(err error) string {
	if err == nil {
		return ""
	}
	e, ok := fault.Of(err)
	if !ok {
		return err.Error()
	}
	if len(e.Fields) == 0 {
		return e.Message
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Name+": "+f.Message)
	}
	return strings.Join(out, "\n")
}

func same[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %v\nwant %v", what, got, want)
	}
}

func kind(t testing.TB, what string, err error, want fault.Kind) {
	t.Helper()
	if got := fault.KindOf(err); err == nil || got != want {
		t.Errorf("%s: %v, kind %d, want %d", what, err, got, want)
	}
}
