package plan

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"thidua/internal/access"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

// assigning is a province of two districts: A with xã A1 (two teams) and A2
// (one), B with xã B1 (one), the plan loaded.
type assigning struct {
	t    *testing.T
	pool *pg.Pool
	s    *Targets
	book *Book
	tree *org.Tree
	unit map[string]org.UnitID
	user int64
}

func newAssigning(t *testing.T) *assigning {
	t.Helper()
	x := &assigning{t: t, pool: pgtest.DB(t), unit: map[string]org.UnitID{}}
	x.s, x.book = &Targets{DB: x.pool}, NewBook(x.pool)
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
		  VALUES ('huyen', 'Cán bộ huyện', '', false, $1, $1) RETURNING id`, now.Wall)
		x.ok(err)
		_, err = Load(t.Context(), tx, loader, now, ninhThuan(t), []int64{int64(x.unit["T"])}, "")
		return err
	}))
	return x
}

func (x *assigning) ok(err error) {
	x.t.Helper()
	if err != nil {
		x.t.Fatal(err)
	}
}

func (x *assigning) as(role access.Role, unit string) access.Actor {
	p := x.tree.Place(x.unit[unit], day("2025-02-05"))
	return access.Actor{UserID: x.user, Name: "Cán bộ huyện", Appointment: access.Appointment{Role: role, UnitID: p.UnitID, Path: p.Path}}
}

func (x *assigning) live() *Live {
	x.t.Helper()
	l, err := x.book.Now(x.t.Context())
	x.ok(err)
	return l
}

func (x *assigning) units(names ...string) (out []org.UnitID) {
	for _, n := range names {
		out = append(out, x.unit[n])
	}
	return out
}

// tips asks 1.1 of units by a document of a day.
func (x *assigning) tips(value, doc, number string, units ...string) AssignInput {
	d := day(doc)
	return AssignInput{Phase: "dot-1", Basis: OfIndicator, Indicator: "1.1", Target: value, Units: x.units(units...), DocNumber: number, DocDay: &d}
}

var keys int

func (x *assigning) assign(today string, in AssignInput) (*Assigned, error) {
	x.t.Helper()
	keys++
	url, err := x.s.Assign(x.t.Context(), x.as(access.District, "A"), on(today), x.tree, x.live(), fmt.Sprint("k", keys), in)
	if err != nil {
		return nil, err
	}
	var id int64
	if _, err := fmt.Sscanf(url, "/giao-chi-tieu/%d", &id); err != nil {
		x.t.Fatal(url)
	}
	return x.live().AssignedByID(AssignedID(id)), nil
}

func (x *assigning) must(today string, in AssignInput) *Assigned {
	x.t.Helper()
	a, err := x.assign(today, in)
	x.ok(err)
	return a
}

func faults(t *testing.T, err error) string {
	t.Helper()
	e, ok := fault.Of(err)
	if !ok {
		t.Fatalf("%v", err)
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

func (x *assigning) refused(err error, want string) {
	x.t.Helper()
	if got := faults(x.t, err); got != want {
		x.t.Errorf("refused with\n%s\nwant\n%s", got, want)
	}
}

func (x *assigning) count(sql string) (n int) {
	x.t.Helper()
	n, err := pg.Value[int](x.t.Context(), x.pool, sql)
	x.ok(err)
	return n
}

// A document of the day before a period opens binds in it; one of the opening
// day binds from the next.
func TestAssignedBegins(t *testing.T) {
	x := newAssigning(t)
	for _, c := range []struct{ doc, want string }{{"2024-11-30", "01/12/2024–03/02/2025"}, {"2024-12-01", "01/01–03/02/2025"}, {"2024-12-02", "01/01–03/02/2025"}} {
		a := x.must("2024-12-10", x.tips("85", c.doc, "12/KH-UBND", "A1"))
		g := x.live().GivenTo(x.unit["A1"])
		if len(g) != 1 || g[0].Days() != c.want || a.Target.SetBy != "UBND huyện A, số 12/KH-UBND ngày "+day(c.doc).String() || a.Label() != "Chỉ tiêu huyện giao" {
			t.Errorf("document of %s: %+v, %s", c.doc, g, a.Target.SetBy)
		}
		_, err := x.pool.Exec(t.Context(), `WITH u AS (DELETE FROM assigned_unit) UPDATE revision SET n = n + 1 WHERE scope = 'plan'`)
		x.ok(err)
	}
	_, err := x.assign("2025-02-05", x.tips("85", "2025-01-01", "13/KH-UBND", "A1"))
	x.refused(err, "ngay: Đợt 1 không còn kỳ nào mở sau ngày 01/01/2025, nên chỉ tiêu giao bằng văn bản này không áp dụng được cho kỳ nào.")
	_, err = x.assign("2025-02-05", x.tips("85", "2024-12-10", "13/KH-UBND", "A1"))
	x.refused(err, "xac-nhan: Theo ngày văn bản, chỉ tiêu áp dụng từ kỳ 01/01 – 03/02/2025, là kỳ đã kết thúc. Kiểm tra lại số, ngày văn bản rồi đánh dấu xác nhận; sau khi lưu không sửa được nữa.")
	in := x.tips("85", "2024-12-10", "13/KH-UBND", "A1")
	in.Past = true
	x.must("2025-02-05", in)
}

func TestAssignRefuses(t *testing.T) {
	x := newAssigning(t)
	_, err := x.assign("2024-11-20", AssignInput{Units: x.units("A1")})
	x.refused(err, "dot: Chọn đợt thi đua. | so: Nhập số văn bản. | ngay: Nhập ngày văn bản. | loai: Chọn loại chỉ tiêu giao.")
	_, err = x.assign("2024-11-20", x.tips("80", "2024-11-21", "", "A1"))
	x.refused(err, "so: Nhập số văn bản. | ngay: Ngày văn bản không được sau hôm nay (20/11/2024). | muc: Chỉ tiêu 1.1 của kế hoạch là ≥ 80 %; mức giao ≥ 80 % bằng mức của kế hoạch. Nhập mức chặt hơn.")
	_, err = x.assign("2024-11-20", x.tips("85", "2024-11-05", "1", "A1-1"))
	x.refused(err, "ngay: Ngày văn bản không được trước ngày ban hành kế hoạch (06/11/2024). | don-vi: Chỉ tiêu 1.1 xét từ cấp xã, không giao cho từng Tổ. Bỏ chọn Tổ A1-1, chọn xã.")
	in := x.tips("", "2024-11-19", "1", "A1")
	in.Indicator, in.Note = "4.1", "Liên hệ 0912345678"
	_, err = x.assign("2024-11-20", in)
	x.refused(err, "chi-tieu: Chỉ tiêu 4.1 của kế hoạch là = 0, đã là mức chặt nhất nên không giao mức chặt hơn được. | ghi-chu: Không ghi số định danh, số điện thoại vào đây. Bỏ số điện thoại rồi lưu lại.")
	in = x.tips("0", "2024-11-19", "1")
	in.Basis, in.Measure = TeamPeriod, "patrol_shifts"
	_, err = x.assign("2024-11-20", in)
	x.refused(err, "muc: Nhập số lượng ít nhất phải đạt, là số nguyên từ 1, ví dụ 8. | don-vi: Chọn ít nhất một đơn vị được giao.")
	// Another district's commune is not there; the own district and the
	// province are no targets' holders; others may not at all.
	for _, unit := range []string{"B1", "B1-1", "A", "T"} {
		if _, err := x.assign("2024-11-20", x.tips("85", "2024-11-19", "1", "A1", unit)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", unit, err)
		}
	}
	for _, c := range []struct {
		role access.Role
		unit string
		want fault.Kind
	}{{access.CommunePolice, "A1", fault.Forbidden}, {access.PX03, "T", fault.Forbidden}, {access.HomeAffairs, "T", fault.Forbidden}, {access.Leader, "T", fault.Forbidden}, {access.Admin, "T", fault.Forbidden}} {
		if _, err := x.s.Assign(t.Context(), x.as(c.role, c.unit), on("2024-11-20"), x.tree, x.live(), "k", x.tips("85", "2024-11-19", "1", "A1")); fault.KindOf(err) != c.want {
			t.Errorf("%s: %v", c.role, err)
		}
	}
	// The commune's office holds the duty from 01/7/2025, the district until then.
	office := x.as(access.CommuneOffice, "A1")
	in = x.tips("2", "2025-06-30", "5/KH-UBND", "A1-1")
	in.Phase, in.Indicator = "dot-2", "7.1"
	if _, err := x.s.Assign(t.Context(), office, on("2025-07-02"), x.tree, x.live(), "o1", in); faults(t, err) != "ngay: Ngày 30/06/2025, việc giao chỉ tiêu không thuộc cấp của đơn vị bạn." {
		t.Error(err)
	}
	first := day("2025-07-01")
	in.DocDay = &first
	if _, err := x.s.Assign(t.Context(), office, on("2025-07-02"), x.tree, x.live(), "o2", in); err != nil {
		t.Error(err)
	}
	in.Units, in.DocNumber = x.units("A1"), "6"
	if _, err := x.assign("2025-07-02", in); faults(t, err) != "ngay: Ngày 01/07/2025, việc giao chỉ tiêu không thuộc cấp của đơn vị bạn." {
		t.Error(err)
	}
	if n := x.count(`SELECT count(*)::int FROM assigned_target`); n != 1 {
		t.Errorf("%d rows stored", n)
	}
}

func (x *assigning) spans(unit string) string {
	var out []string
	for _, g := range x.live().GivenTo(x.unit[unit]) {
		out = append(out, g.Target.String()+" "+g.Days())
	}
	return strings.Join(out, "; ")
}

// A later document takes the place of an earlier one for the units it names;
// what was judged stays.
func TestAssignReplaces(t *testing.T) {
	x := newAssigning(t)
	old := x.must("2024-11-20", x.tips("85", "2024-11-15", "12/KH-UBND", "A1", "A2"))
	in := x.tips("90", "2024-12-05", "15/KH-UBND", "A1")
	_, err := x.assign("2024-12-10", in)
	x.refused(err, "thay: Đã giao chỉ tiêu này (≥ 85 %, số 12/KH-UBND ngày 15/11/2024) cho xã A1. Đánh dấu “Thay mức đã giao” để thay từ ngày 01/01/2025, hoặc bỏ chọn các đơn vị đó.")
	in.Replace = true
	fresh := x.must("2024-12-10", in)
	if a, b := x.spans("A1"), x.spans("A2"); a != "≥ 85 % 01–31/12/2024; ≥ 90 % 01/01–03/02/2025" || b != "≥ 85 % 01/12/2024–03/02/2025" {
		t.Errorf("A1 %s; A2 %s", a, b)
	}
	l := x.live()
	if u := l.AssignedByID(old.ID).Units[0]; u.ReplacedBy != fresh.ID || u.EndedNumber != "15/KH-UBND" || l.AssignedByID(old.ID).Version != 2 || l.AssignedByID(old.ID).State(day("2025-01-05")) != AssignedOn {
		t.Errorf("the old one: %+v", u)
	}
	// An earlier document does not replace a later one.
	in = x.tips("95", "2024-12-04", "14/KH-UBND", "A1")
	in.Replace = true
	_, err = x.assign("2024-12-11", in)
	x.refused(err, "ngay: Đơn vị đã được giao chỉ tiêu này bằng văn bản sau: số 15/KH-UBND ngày 05/12/2024.")
	// Nor does one written down after the periods it would change are over.
	in = x.tips("95", "2024-12-20", "16/KH-UBND", "A2")
	in.Replace, in.Past = true, true
	_, err = x.assign("2025-02-05", in)
	x.refused(err, "ngay: Văn bản này áp dụng từ trước khi kỳ 01/01 – 03/02/2025 kết thúc, nhưng kỳ đó đã xét theo chỉ tiêu giao số 12/KH-UBND ngày 15/11/2024.")
	// Before it began, the old one is set aside whole.
	in = x.tips("95", "2024-12-12", "17/KH-UBND", "A1")
	in.Replace = true
	x.must("2024-12-13", in)
	if a := x.spans("A1"); a != "≥ 85 % 01–31/12/2024; ≥ 95 % 01/01–03/02/2025" || x.live().AssignedByID(fresh.ID).State(day("2024-12-13")) != AssignedEnded {
		t.Errorf("A1 %s", a)
	}
	// Another subject binds beside it; another phase too.
	in = x.tips("2", "2024-12-12", "18/KH-UBND", "A1")
	in.Indicator = "7.1"
	x.must("2024-12-13", in)
	if n := x.count(`SELECT count(*)::int FROM audit_entry WHERE action = 'target.assign'`); n != 4 {
		t.Errorf("%d audit rows", n)
	}
}

func TestEndAssigned(t *testing.T) {
	x := newAssigning(t)
	a := x.must("2024-11-20", x.tips("85", "2024-11-15", "12/KH-UBND", "A1", "A2"))
	end := func(today, doc string, version int, role access.Role, unit string) error {
		d := day(doc)
		return x.s.EndAssigned(t.Context(), x.as(role, unit), on(today), x.tree, x.live(), a.ID, version, EndInput{DocNumber: "20/QĐ-UBND", DocDay: &d, Note: "Điều chỉnh"})
	}
	x.refused(end("2024-12-05", "2024-11-14", 1, access.District, "A"), "ngay: Văn bản kết thúc không được ký trước văn bản giao (15/11/2024).")
	x.refused(end("2025-01-05", "2025-01-02", 1, access.District, "A"), "ngay: Đợt 1 không còn kỳ nào mở sau ngày 02/01/2025; chỉ tiêu tự hết hiệu lực khi hết đợt.")
	x.refused(end("2025-01-05", "2024-11-20", 1, access.District, "A"), "ngay: Theo ngày văn bản, chỉ tiêu kết thúc từ tháng 12/2024, nhưng kỳ này đã kết thúc và đã xét theo chỉ tiêu đã giao.")
	x.refused(end("2025-02-05", "2024-12-20", 1, access.District, "A"), ": Chỉ tiêu giao này đã hết hiệu lực.")
	if err := end("2024-12-20", "2024-12-20", 1, access.District, "B"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another district: %v", err)
	}
	if err := end("2024-12-20", "2024-12-20", 2, access.District, "A"); fault.KindOf(err) != fault.Stale {
		t.Errorf("another version: %v", err)
	}
	x.ok(end("2024-12-20", "2024-12-20", 1, access.District, "A"))
	if a, b := x.spans("A1"), x.spans("A2"); a != "≥ 85 % 01–31/12/2024" || b != a {
		t.Errorf("A1 %s; A2 %s", a, b)
	}
	now := x.live().AssignedByID(a.ID)
	if now.State(day("2024-12-31")) != AssignedOn || now.State(day("2025-01-01")) != AssignedEnded || now.State(day("2024-11-30")) != AssignedAhead || now.Units[0].EndedBy != "Cán bộ huyện" {
		t.Errorf("%+v", now.Units[0])
	}
	x.refused(end("2025-01-05", "2025-01-05", 2, access.District, "A"), ": Chỉ tiêu giao này đã hết hiệu lực.")
	if n := x.count(`SELECT count(*)::int FROM audit_entry WHERE action = 'target.end'`); n != 1 {
		t.Errorf("%d audit rows", n)
	}
}

func TestEditAssigned(t *testing.T) {
	x := newAssigning(t)
	a := x.must("2024-11-20", x.tips("85", "2024-11-15", "12/KH-UBND", "A1", "A2"))
	edit := func(today string, version int, in AssignInput) error {
		return x.s.EditAssigned(t.Context(), x.as(access.District, "A"), on(today), x.tree, x.live(), a.ID, version, in)
	}
	in := a.Input(x.live())
	in.Target, in.Units = "88", x.units("A2")
	x.ok(edit("2024-12-31", 1, in))
	if a, b := x.spans("A1"), x.spans("A2"); a != "" || b != "≥ 88 % 01/12/2024–03/02/2025" {
		t.Errorf("A1 %s; A2 %s", a, b)
	}
	if err := edit("2024-12-31", 1, in); fault.KindOf(err) != fault.Stale {
		t.Errorf("an old version: %v", err)
	}
	in.Target = "78"
	x.refused(edit("2024-12-31", 2, in), "muc: Chỉ tiêu 1.1 của kế hoạch là ≥ 80 %; mức giao ≥ 78 % lỏng hơn nên không được. Nhập mức chặt hơn.")
	in.Target = "88"
	x.refused(edit("2025-01-01", 2, in), "Tháng 12/2024 đã kết thúc theo chỉ tiêu này nên không sửa được nữa; chỉ có thể kết thúc hoặc thay bằng văn bản sau.")
	in.Units = x.units("B1")
	if err := edit("2024-12-31", 2, in); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another district's commune: %v", err)
	}
	if n := x.count(`SELECT count(*)::int FROM audit_entry WHERE action = 'target.edit'`); n != 1 {
		t.Errorf("%d audit rows", n)
	}
}

// The same form twice sets one target; two forms at the same moment for the
// same unit never bind it twice.
func TestAssignRaces(t *testing.T) {
	x := newAssigning(t)
	in := x.tips("85", "2024-11-15", "12/KH-UBND", "A1")
	urls := make([]string, 6)
	errs := make([]error, 6)
	l := x.live()
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			one := in
			one.Units = slices.Clone(in.Units)
			key := "same"
			if i >= 3 {
				key = fmt.Sprint("other", i)
			}
			urls[i], errs[i] = x.s.Assign(t.Context(), x.as(access.District, "A"), on("2024-11-20"), x.tree, l, key, one)
		})
	}
	wg.Wait()
	set := map[string]bool{}
	for i := range 6 {
		if errs[i] == nil {
			set[urls[i]] = true
		} else if !strings.HasPrefix(faults(t, errs[i]), "thay: Đã giao chỉ tiêu này") {
			t.Errorf("%d: %v", i, errs[i])
		}
	}
	if len(set) != 1 || x.count(`SELECT count(*)::int FROM assigned_target`) != 1 {
		t.Errorf("set %v", set)
	}
	// Whatever the code does, the database holds it.
	_, err := x.pool.Exec(t.Context(), `INSERT INTO assigned_target (campaign_id, phase_id, setter_id, level, issuer, basis, ordinal, subject, target, doc_number, doc_date, set_by_name, set_at)
	  SELECT campaign_id, phase_id, setter_id, level, issuer, basis, ordinal, subject, '≥ 90 %', '99', doc_date, set_by_name, set_at FROM assigned_target`)
	x.ok(err)
	_, err = x.pool.Exec(t.Context(), `INSERT INTO assigned_unit (target_id, unit_id, subject, starts_on, ends_before)
	  SELECT (SELECT max(id) FROM assigned_target), unit_id, subject, ends_before - 1, ends_before + 9 FROM assigned_unit`)
	if !pg.Violates(err, "assigned_unit_once") {
		t.Errorf("overlapping by one day: %v", err)
	}
	_, err = x.pool.Exec(t.Context(), `INSERT INTO assigned_unit (target_id, unit_id, subject, starts_on, ends_before)
	  SELECT (SELECT max(id) FROM assigned_target), unit_id, subject, ends_before, ends_before + 9 FROM assigned_unit`)
	x.ok(err)
	_, err = x.pool.Exec(t.Context(), `INSERT INTO assigned_unit (target_id, unit_id, subject, starts_on, ends_before) SELECT max(id), $1, 'indicator:9', '2025-01-01', '2025-02-01' FROM assigned_target`, x.unit["A2"])
	if !pg.Violates(err, "assigned_unit_target") {
		t.Errorf("another subject than the target's: %v", err)
	}
}

// A team is judged by its own target where it has one, else by its commune's
// where that is judged team by team.
func TestGivenToTeam(t *testing.T) {
	x := newAssigning(t)
	count := func(value, number string, units ...string) AssignInput {
		in := x.tips(value, "2024-11-15", number, units...)
		in.Basis, in.Measure = TeamPeriod, "patrol_shifts"
		return in
	}
	x.must("2024-11-20", count("8", "12/KH-UBND", "A1"))
	x.must("2024-11-20", count("10", "13/KH-UBND", "A1-2"))
	x.must("2024-11-20", x.tips("85", "2024-11-15", "14/KH-UBND", "A1"))
	l := x.live()
	words := func(team string) string {
		var out []string
		for _, g := range l.GivenToTeam(x.unit[team], x.unit["A1"]) {
			out = append(out, g.Name(l.Rules)+" "+g.Short())
		}
		return strings.Join(out, "; ")
	}
	if a, b := words("A1-1"), words("A1-2"); a != "Ca tuần tra ≥ 8 (mỗi Tổ, mỗi kỳ)" || b != "Ca tuần tra ≥ 10 (mỗi Tổ, mỗi kỳ)" {
		t.Errorf("%s; %s", a, b)
	}
	today := day("2025-02-05")
	seen := func(role access.Role, unit string) (n int) {
		p := x.as(role, unit)
		for i := range l.Assigned {
			n += len(l.Assigned[i].Seen(access.Under(p.Path), x.tree, today))
		}
		return n
	}
	if a, b, c := seen(access.CommunePolice, "A1"), seen(access.CommunePolice, "A2"), seen(access.PX03, "T"); a != 3 || b != 0 || c != 3 {
		t.Errorf("seen by A1 %d, A2 %d, the province %d", a, b, c)
	}
}
