package question_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/plan"
	"thidua/internal/question"
)

type house struct {
	t     *testing.T
	pool  *pg.Pool
	s     *question.Service
	tree  *org.Tree
	live  *plan.Live
	unit  map[string]org.UnitID
	users map[string]int64
	now   clock.Moment
}

func build(t *testing.T) *house {
	t.Helper()
	pool := pgtest.DB(t)
	x := &house{t: t, pool: pool, s: &question.Service{DB: pool}, unit: map[string]org.UnitID{}, users: map[string]int64{}}
	x.on(clock.NewDay(2025, 2, 5))
	clerk := access.System("nạp dữ liệu", access.UnitWrite)
	d, err := plan.NinhThuan()
	x.ok(err)
	x.ok(pg.InTx(t.Context(), pool, func(tx pg.Tx) error {
		open := func(name, parent string, level org.Level, kind string) {
			id, err := org.OpenUnit(t.Context(), tx, clerk, x.now, org.NewUnit{Level: level, Parent: x.unit[parent], Ordinal: len(x.unit), Code: fmt.Sprint(58 + len(x.unit)), Name: name, Kind: kind, From: clock.NewDay(2024, 11, 1)})
			x.ok(err)
			x.unit[name] = id
		}
		open("T", "", org.Province, "tỉnh")
		open("A", "T", org.District, "huyện")
		open("A1", "A", org.Commune, "xã")
		open("A2", "A", org.Commune, "xã")
		for _, login := range []string{"t", "a", "a1", "a2"} {
			id, err := pg.Value[int64](t.Context(), tx, `INSERT INTO app_user (login, full_name, password_hash, must_change, password_at, created_at)
			  VALUES ('u-' || $1, 'Cán bộ ' || $1, '', false, $2, $2) RETURNING id`, login, x.now.Wall)
			x.ok(err)
			x.users[login] = id
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

func (x *house) on(day clock.Day) {
	at := day.Start().Add(9 * time.Hour)
	x.now = clock.Moment{Wall: at, Business: at, Today: day}
}

func (x *house) ok(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *house) as(role access.Role, unit string) access.Actor {
	p := x.tree.Place(x.unit[unit], x.now.Today)
	return access.Actor{UserID: x.users[strings.ToLower(unit)], Name: unit, Appointment: access.Appointment{Role: role, UnitID: p.UnitID, Path: p.Path}}
}

func (x *house) ask(unit, key string, in question.Input) (string, error) {
	role := access.CommunePolice
	if unit == "A" {
		role = access.District
	}
	if in.Phase == 0 {
		in.Phase = x.live.Phases[0].ID
	}
	return x.s.Ask(context.Background(), x.as(role, unit), x.now, x.tree, x.live, key, in, func(id question.ID) string { return fmt.Sprint("/", id) })
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

func TestLife(t *testing.T) {
	x := build(t)
	_, err := x.ask("A1", "k0", question.Input{Body: "Gọi 0912345678", Proposal: strings.Repeat("a", 2001)})
	if got := words(err); got != "tieu-de: Nhập vấn đề cần hỏi.|noi-dung: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi gửi lại.|kien-nghi: Rút gọn kiến nghị còn tối đa 2.000 ký tự." {
		t.Error(got)
	}
	if _, err := x.ask("A1", "k0", question.Input{Phase: 99, Subject: "a", Body: "b"}); words(err) != "dot: Chọn đợt thi đua." {
		t.Error(words(err))
	}
	in := question.Input{Subject: "Kinh phí  đèn pin", Body: "Các Tổ thiếu đèn pin", Proposal: "Đề nghị cấp đèn pin"}
	first, err := x.ask("A1", "k1", in)
	x.ok(err)
	if again, err := x.ask("A1", "k1", in); err != nil || again != first {
		t.Errorf("sent twice: %s, %s %v", first, again, err)
	}
	_, err = x.ask("A2", "k2", question.Input{Subject: "Trang phục", Body: "Chưa có trang phục"})
	x.ok(err)
	px := x.as(access.PX03, "T")
	page, err := x.s.List(t.Context(), px, x.tree, x.now.Today, question.Filter{})
	x.ok(err)
	if page.Total != 2 || len(page.Rows) != 2 || page.Rows[0].Subject != "Trang phục" || page.Rows[1].Subject != "Kinh phí đèn pin" || page.Rows[1].AskedBy != "Cán bộ a1" || page.Counts[question.Open] != 2 {
		t.Errorf("%+v", page)
	}
	q := page.Rows[1]
	if err := x.s.Answer(t.Context(), px, x.now, q.ID, 9, "Đã bố trí"); fault.KindOf(err) != fault.Stale {
		t.Error(err)
	}
	if err := x.s.Answer(t.Context(), px, x.now, q.ID, 1, " "); words(err) != "tra-loi: Nhập nội dung trả lời." {
		t.Error(words(err))
	}
	x.ok(x.s.Answer(t.Context(), px, x.now, q.ID, 1, "Sở Tài chính bố trí trong quý I"))
	got, err := x.s.One(t.Context(), x.as(access.CommunePolice, "A1"), q.ID)
	if err != nil || got.State != question.Answered || got.AnsweredBy != "Cán bộ t" || got.AnsweredRole != access.PX03 || got.Version != 2 {
		t.Errorf("%+v %v", got, err)
	}
	if err := x.s.Withdraw(t.Context(), x.as(access.CommunePolice, "A1"), x.now, q.ID, 2); words(err) != "Vướng mắc này đã trả lời nên không rút được." {
		t.Error(words(err))
	}
	x.ok(x.s.Withdraw(t.Context(), x.as(access.CommunePolice, "A2"), x.now, page.Rows[0].ID, 1))
	if err := x.s.Answer(t.Context(), px, x.now, page.Rows[0].ID, 2, "x"); fault.KindOf(err) != fault.Stale {
		t.Error(err)
	}
	for f, want := range map[question.Filter]int{{State: question.Open}: 0, {State: question.Answered}: 1, {Text: "den pin"}: 1, {Text: "%"}: 0, {Phase: x.live.Phases[1].ID}: 0, {Under: x.unit["A2"]}: 1} {
		p, err := x.s.List(t.Context(), px, x.tree, x.now.Today, f)
		if err != nil || p.Total != want || len(p.Rows) != want {
			t.Errorf("%+v: %d of %d, %v", f, len(p.Rows), p.Total, err)
		}
	}
	waiting, err := question.Waiting(t.Context(), x.pool, x.live.Phases[0].ID, access.Under(px.Path))
	if err != nil || len(waiting) != 0 {
		t.Errorf("still open: %v %v", waiting, err)
	}
}

func TestRights(t *testing.T) {
	x := build(t)
	_, err := x.ask("A1", "k", question.Input{Subject: "s", Body: "b"})
	x.ok(err)
	id := question.ID(1)
	for _, c := range []struct {
		err  error
		want fault.Kind
	}{
		{x.s.Withdraw(t.Context(), x.as(access.CommunePolice, "A2"), x.now, id, 1), fault.NotFound},
		{x.s.Withdraw(t.Context(), x.as(access.PX03, "T"), x.now, id, 1), fault.Forbidden},
		{x.s.Answer(t.Context(), x.as(access.District, "A"), x.now, id, 1, "x"), fault.Forbidden},
		{x.s.Answer(t.Context(), x.as(access.CommunePolice, "A1"), x.now, id, 1, "x"), fault.Forbidden},
	} {
		if fault.KindOf(c.err) != c.want {
			t.Errorf("%v, want kind %d", c.err, c.want)
		}
	}
	if _, err := x.s.One(t.Context(), x.as(access.CommunePolice, "A2"), id); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	if q, err := x.s.One(t.Context(), x.as(access.District, "A"), id); err != nil || q.Subject != "s" {
		t.Error(q, err)
	}
	if _, err := x.s.List(t.Context(), x.as(access.Leader, "T"), x.tree, x.now.Today, question.Filter{}); fault.KindOf(err) != fault.Forbidden {
		t.Error(err)
	}
}

// A question is asked in a phase that runs or whose report is being made.
func TestPhases(t *testing.T) {
	x := build(t)
	for day, want := range map[clock.Day]string{clock.NewDay(2025, 2, 3): "dot-1", clock.NewDay(2025, 2, 4): "dot-1 dot-2", clock.NewDay(2025, 2, 6): "dot-1 dot-2", clock.NewDay(2025, 2, 7): "dot-2", clock.NewDay(2026, 1, 1): "dot-2"} {
		var list []string
		for _, p := range question.Phases(x.live, day) {
			list = append(list, p.Code)
		}
		if got := strings.Join(list, " "); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}
