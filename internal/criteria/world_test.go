package criteria_test

import (
	"fmt"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/criteria"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/plan"
	"thidua/internal/report"
	"thidua/internal/web/webtest"
)

// house is the demo province with the services as they run.
type house struct {
	*webtest.Site
	t   *testing.T
	s   *criteria.Service
	now clock.Moment
}

const kinhDinh = "22759" // a ward of thirteen teams, its third month not sent

func start(t *testing.T) *house {
	t.Helper()
	site := webtest.StartBare(t)
	return &house{Site: site, t: t, s: site.Server.Criteria, now: webtest.Clocks().Moment()}
}

func (h *house) ok(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// world is the organisation and the plan as they stand now.
func (h *house) world() report.World {
	h.t.Helper()
	tree, err := h.Server.Org.Now(h.t.Context())
	h.ok(err)
	live, err := plan.ReadLive(h.t.Context(), h.Pool, map[int64]*plan.Rules{})
	h.ok(err)
	return report.World{Tree: tree, Day: h.now.Today, Plan: live}
}

// as is a person of the demo by login.
func (h *house) as(login string) access.Actor {
	h.t.Helper()
	type row struct {
		User int64       `db:"user_id"`
		Name string      `db:"full_name"`
		Role access.Role `db:"role"`
		Unit int64       `db:"unit_id"`
	}
	r, err := pg.One[row](h.t.Context(), h.Pool, `SELECT u.id AS user_id, u.full_name, a.role, a.unit_id FROM app_user u JOIN appointment a ON a.user_id = u.id WHERE u.login = $1 LIMIT 1`, login)
	h.ok(err)
	w := h.world()
	return access.Actor{UserID: r.User, Name: r.Name, Appointment: access.Appointment{Role: r.Role, UnitID: r.Unit, Path: w.Tree.Path(org.UnitID(r.Unit), w.Day)}}
}

func (h *house) unit(code string) org.UnitID {
	h.t.Helper()
	return org.UnitID(value[int64](h, `SELECT unit_id FROM unit_name WHERE code = $1`, code))
}

func (h *house) team(code string, nth int) org.UnitID {
	h.t.Helper()
	return org.UnitID(h.TeamOf(h.t, code, nth))
}

func value[T any](h *house, sql string, args ...any) T {
	h.t.Helper()
	v, err := pg.Value[T](h.t.Context(), h.Pool, sql, args...)
	if err != nil {
		h.t.Fatalf("%s %v: %v", sql, args, err)
	}
	return v
}

// audits are the summaries of an action, oldest first.
func (h *house) audits(action string) []string {
	h.t.Helper()
	list, err := pg.List[struct {
		S string `db:"summary"`
	}](h.t.Context(), h.Pool, `SELECT summary FROM audit_entry WHERE action = $1 ORDER BY id`, action)
	h.ok(err)
	var out []string
	for _, x := range list {
		out = append(out, x.S)
	}
	return out
}

// said is an error as people read it: its message, or its refused fields.
func said(err error) string {
	e, ok := fault.Of(err)
	if !ok {
		return fmt.Sprint(err)
	}
	var list []string
	for _, f := range e.Fields {
		list = append(list, f.Name+": "+f.Message)
	}
	if len(list) == 0 {
		return e.Message
	}
	return strings.Join(list, " | ")
}

func (h *house) want(what string, err error, kind fault.Kind, words string) {
	h.t.Helper()
	if fault.KindOf(err) != kind || words != "" && said(err) != words {
		h.t.Errorf("%s: %v %q, want kind %v %q", what, fault.KindOf(err), said(err), kind, words)
	}
}

func url(id criteria.GuideID) string { return fmt.Sprint(int64(id)) }
