package launch

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
	"thidua/internal/plan"
)

var loader = access.System("nạp dữ liệu", access.UnitWrite)

func day(s string) clock.Day {
	d, err := clock.ParseISO(s)
	if err != nil {
		panic(err)
	}
	return d
}

func on(s string) clock.Moment {
	at := day(s).Start().Add(9 * time.Hour)
	return clock.Moment{Wall: at.UTC(), Business: at, Today: day(s)}
}

// house is a province of two districts: A with xã A1 (two teams) and A2 (one),
// B with xã B1 (one).
type house struct {
	t    *testing.T
	pool *pg.Pool
	s    *Service
	tree *org.Tree
	live *plan.Live
	unit map[string]org.UnitID
	user int64
}

func build(t *testing.T) *house {
	t.Helper()
	x := &house{t: t, pool: pgtest.DB(t), unit: map[string]org.UnitID{}}
	x.s = &Service{DB: x.pool}
	now := on("2024-11-06")
	x.ok(pg.InTx(t.Context(), x.pool, func(tx pg.Tx) error {
		for _, u := range []struct {
			name, parent, kind string
			level              org.Level
		}{{"T", "", "tỉnh", org.Province}, {"A", "T", "huyện", org.District}, {"B", "T", "huyện", org.District}, {"A1", "A", "xã", org.Commune}, {"A2", "A", "xã", org.Commune},
			{"B1", "B", "xã", org.Commune}, {"A1-1", "A1", "", org.Team}, {"A1-2", "A1", "", org.Team}, {"A2-1", "A2", "", org.Team}, {"B1-1", "B1", "", org.Team}} {
			code := ""
			if u.level != org.Team {
				code = fmt.Sprint("5", len(x.unit))
			}
			id, err := org.OpenUnit(t.Context(), tx, loader, now, org.NewUnit{Level: u.level, Parent: x.unit[u.parent], Ordinal: len(x.unit), Code: code, Name: u.name, Kind: u.kind, From: day("2024-11-01")})
			x.ok(err)
			x.unit[u.name] = id
		}
		var err error
		x.tree, err = org.Load(t.Context(), tx)
		x.ok(err)
		x.user, err = pg.Value[int64](t.Context(), tx, `INSERT INTO app_user (login, full_name, password_hash, must_change, password_at, created_at)
		  VALUES ('canbo', 'Cán bộ', '', false, $1, $1) RETURNING id`, now.Wall)
		x.ok(err)
		d, err := plan.NinhThuan()
		x.ok(err)
		_, err = plan.Load(t.Context(), tx, loader, now, d, []int64{int64(x.unit["T"])}, "")
		x.ok(err)
		x.live, err = plan.ReadLive(t.Context(), tx, map[int64]*plan.Rules{})
		return err
	}))
	return x
}

func (x *house) ok(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *house) as(role access.Role, unit string) access.Actor {
	p := x.tree.Place(x.unit[unit], day("2025-02-05"))
	return access.Actor{UserID: x.user, Name: "Cán bộ " + unit, Appointment: access.Appointment{Role: role, UnitID: p.UnitID, Path: p.Path}}
}

func (x *house) launch(role access.Role, unit, phase, today string, in Input) (bool, error) {
	return x.s.Launch(x.t.Context(), x.as(role, unit), on(today), x.tree, x.live, phase, in)
}

func (x *house) receive(unit, phase, today, received string, teams int) (bool, error) {
	d := day(received)
	return x.s.Receive(x.t.Context(), x.as(access.CommunePolice, unit), on(today), x.tree, x.live, phase, Answer{On: &d, TeamCount: teams})
}

func (x *house) book() *Book {
	x.t.Helper()
	b, err := Read(x.t.Context(), x.pool, x.live.CampaignID)
	x.ok(err)
	return b
}

func words(err error) string {
	e, ok := fault.Of(err)
	if !ok {
		return fmt.Sprint(err)
	}
	if len(e.Fields) == 0 {
		return e.Message
	}
	var out []string
	for _, f := range e.Fields {
		out = append(out, f.Name+": "+f.Message)
	}
	return strings.Join(out, " | ")
}

func (x *house) refused(err error, want string) {
	x.t.Helper()
	if got := words(err); got != want {
		x.t.Errorf("refused with\n%s\nwant\n%s", got, want)
	}
}

func (x *house) stages(phase string) string {
	ph, _ := x.live.PhaseByCode(phase)
	b := x.book()
	var out []string
	for _, c := range Communes(x.tree, x.live, ph, day("2025-02-05"), access.Under(x.tree.Path(x.unit["T"], day("2025-02-05")))) {
		out = append(out, x.tree.Name(c, day("2025-02-05")).Name+" "+string(b.StageOf(x.tree, ph.ID, c, day("2025-02-05"))))
	}
	return strings.Join(out, ", ")
}

func paper(number, date string) Input {
	d := day(date)
	return Input{DocNumber: number, DocDay: &d, Signer: "Phó Chủ tịch Nguyễn Văn A", Message: "Các xã triển khai ngay."}
}

// From the province down: nobody before the one above.
func TestDown(t *testing.T) {
	x := build(t)
	slogan := x.live.Phases[1].Slogan
	_, err := x.launch(access.District, "A", "dot-2", "2025-02-03", paper("12/KH-UBND", "2025-02-03"))
	x.refused(err, "Tỉnh chưa phát động Đợt 2 nên đơn vị chưa phát động được.")
	_, err = x.receive("A1", "dot-2", "2025-02-03", "2025-02-03", 2)
	x.refused(err, "UBND huyện A chưa phát động Đợt 2 nên chưa xác nhận được.")
	_, err = x.launch(access.PX03, "T", "dot-2", "2025-02-03", Input{DocNumber: "1/KH"})
	x.refused(err, "khau-hieu: Nhập khẩu hiệu của đợt. | ngay: Nhập ngày văn bản.")
	done, err := x.launch(access.PX03, "T", "dot-2", "2025-02-03", Input{Slogan: slogan + " – quyết tâm", Message: "Toàn lực lượng"})
	x.ok(err)
	root := x.book().Root(x.live.Phases[1].ID)
	if !done || root.Slogan != slogan+" – quyết tâm" || root.PlanSlogan != slogan || root.On != day("2025-02-03") || root.PlanVersion != x.live.VersionID || root.Document() != "" {
		t.Errorf("the province's: %+v", root)
	}
	// A second launch changes nothing, whatever it says.
	done, err = x.launch(access.PX03, "T", "dot-2", "2025-02-04", Input{Slogan: "Khác"})
	if err != nil || done || x.book().Root(x.live.Phases[1].ID).Slogan != root.Slogan {
		t.Errorf("launched twice: %v %v", done, err)
	}
	if got := x.stages("dot-2"); got != "A1 chua-phat-dong, A2 chua-phat-dong, B1 chua-phat-dong" {
		t.Error(got)
	}
	_, err = x.receive("A1", "dot-2", "2025-02-04", "2025-02-04", 2)
	x.refused(err, "UBND huyện A chưa phát động Đợt 2 nên chưa xác nhận được.")
	_, err = x.launch(access.District, "A", "dot-2", "2025-02-04", Input{Slogan: "Khẩu hiệu riêng", Message: "Gọi 0912345678"})
	x.refused(err, "so: Nhập số văn bản phát động. | ngay: Nhập ngày văn bản. | nguoi-ky: Nhập họ tên, chức vụ người ký. | loi: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi gửi lại.")
	_, err = x.launch(access.District, "A", "dot-2", "2025-02-04", paper("12/KH-UBND", "2025-02-05"))
	x.refused(err, "ngay: Ngày văn bản không được sau hôm nay (04/02/2025).")
	in := paper("12/KH-UBND", "2025-02-04")
	in.Slogan = "Khẩu hiệu riêng"
	done, err = x.launch(access.District, "A", "dot-2", "2025-02-04", in)
	if l := x.book().Of(x.live.Phases[1].ID, x.unit["A"]); err != nil || !done || l.Slogan != root.Slogan || l.Document() != "số 12/KH-UBND ngày 04/02/2025" || l.Signer != "Phó Chủ tịch Nguyễn Văn A" {
		t.Errorf("the district's: %+v %v", l, err)
	}
	if got := x.stages("dot-2"); got != "A1 chua-nhan, A2 chua-nhan, B1 chua-phat-dong" {
		t.Error(got)
	}
	_, err = x.receive("A1", "dot-2", "2025-02-05", "2025-02-03", 3)
	x.refused(err, "ngay-nhan: Ngày nhận không được trước ngày phát động (04/02/2025). | so-to: Đơn vị có 2 Tổ; số Tổ đã triển khai không lớn hơn số đó.")
	_, err = x.receive("A1", "dot-2", "2025-02-05", "2025-02-06", -1)
	x.refused(err, "ngay-nhan: Ngày nhận không được sau hôm nay (05/02/2025). | so-to: Nhập số Tổ đã triển khai, là số nguyên từ 0.")
	done, err = x.receive("A1", "dot-2", "2025-02-05", "2025-02-04", 2)
	if err != nil || !done {
		t.Fatal(done, err)
	}
	if done, err = x.receive("A1", "dot-2", "2025-02-05", "2025-02-05", 1); err != nil || done || x.book().Receipt(x.live.Phases[1].ID, x.unit["A1"]).Teams != 2 {
		t.Errorf("received twice: %v %v", done, err)
	}
	_, err = x.receive("B1", "dot-2", "2025-02-05", "2025-02-05", 1)
	x.refused(err, "UBND huyện B chưa phát động Đợt 2 nên chưa xác nhận được.")
	if got := x.stages("dot-2"); got != "A1 da-nhan, A2 chua-nhan, B1 chua-phat-dong" {
		t.Error(got)
	}
	for action, want := range map[string]int{"launch.open": 1, "launch.pass": 1, "launch.receive": 1} {
		n, err := pg.Value[int](t.Context(), x.pool, `SELECT count(*)::int FROM audit_entry WHERE action = $1`, action)
		if err != nil || n != want {
			t.Errorf("%s: %d audit rows, %v", action, n, err)
		}
	}
}

// Who holds the duty on the day launches: the district before 01/7/2025, the
// commune's office from then.
func TestDutyByDate(t *testing.T) {
	x := build(t)
	_, err := x.launch(access.PX03, "T", "dot-2", "2025-06-30", Input{Slogan: "S"})
	x.ok(err)
	_, err = x.launch(access.CommuneOffice, "A1", "dot-2", "2025-06-30", paper("1", "2025-06-30"))
	x.refused(err, "Ngày 30/06/2025, việc phát động không thuộc cấp của đơn vị bạn.")
	_, err = x.launch(access.District, "A", "dot-2", "2025-07-01", paper("1", "2025-06-30"))
	x.refused(err, "Ngày 01/07/2025, việc phát động không thuộc cấp của đơn vị bạn.")
	_, err = x.receive("A1", "dot-2", "2025-07-01", "2025-07-01", 1)
	x.refused(err, "UBND xã A1 chưa phát động Đợt 2 nên chưa xác nhận được.")
	_, err = x.launch(access.CommuneOffice, "A1", "dot-2", "2025-07-01", paper("1", "2025-06-30"))
	x.ok(err)
	_, err = x.receive("A1", "dot-2", "2025-07-01", "2025-07-01", 1)
	x.ok(err)
	_, err = x.launch(access.PX03, "T", "dot-1", "2025-02-04", Input{Slogan: "S"})
	x.refused(err, "Đợt 1 đã kết thúc ngày 03/02/2025, không phát động được nữa.")
	if _, err = x.launch(access.PX03, "T", "dot-9", "2025-02-04", Input{Slogan: "S"}); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	for _, role := range []access.Role{access.CommunePolice, access.HomeAffairs, access.Leader, access.Admin} {
		if _, err := x.launch(role, "T", "dot-1", "2025-01-01", Input{Slogan: "S"}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s launches: %v", role, err)
		}
	}
	for _, role := range []access.Role{access.District, access.PX03, access.CommuneOffice, access.Leader} {
		d := day("2025-02-05")
		if _, err := x.s.Receive(t.Context(), x.as(role, "A1"), on("2025-02-05"), x.tree, x.live, "dot-2", Answer{On: &d}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s acknowledges: %v", role, err)
		}
	}
}

func TestLaunchRaces(t *testing.T) {
	x := build(t)
	done := make([]bool, 6)
	var wg sync.WaitGroup
	for i := range done {
		wg.Go(func() {
			var err error
			if done[i], err = x.launch(access.PX03, "T", "dot-1", "2024-11-06", Input{Slogan: fmt.Sprint("S", i)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	n := 0
	for _, d := range done {
		if d {
			n++
		}
	}
	rows, err := pg.Value[int](t.Context(), x.pool, `SELECT (SELECT count(*) FROM launch)::int * 10 + (SELECT count(*) FROM audit_entry WHERE action = 'launch.open')::int`)
	if n != 1 || err != nil || rows != 11 {
		t.Errorf("%d launched, rows %d, %v", n, rows, err)
	}
}
