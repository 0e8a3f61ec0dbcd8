package intake_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/demo"
	"thidua/internal/fault"
	"thidua/internal/intake"
	"thidua/internal/paper/workbook"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/web/webtest"
)

// desk is the demo province with the police of phường Kinh Dinh at work.
type desk struct {
	*webtest.Site
	t   testing.TB
	a   access.Actor
	now clock.Moment
	w   report.World
	n   int
}

func start(t testing.TB) *desk {
	t.Helper()
	d := &desk{Site: webtest.Start(t), t: t, now: webtest.Clocks().Moment()}
	tree, err := d.Server.Org.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	live, err := d.Server.Book.At(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	d.w = report.World{Tree: tree, Day: demo.Today, Plan: live}
	user := d.value(`SELECT id FROM app_user WHERE login = 'xa'`)
	for _, c := range tree.Communes(tree.Root(demo.Today), demo.Today) {
		if tree.Name(c, demo.Today).Code == "22759" {
			p := tree.Place(c, demo.Today)
			d.a = access.Actor{UserID: user, Name: "Công an", Appointment: access.Appointment{Role: access.CommunePolice, UnitID: p.UnitID, Path: p.Path}}
		}
	}
	return d
}

func (d *desk) value(sql string, args ...any) int64 {
	d.t.Helper()
	n, err := pg.Value[int64](d.t.Context(), d.Pool, sql, args...)
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

func (d *desk) text(sql string, args ...any) string {
	d.t.Helper()
	s, err := pg.Value[string](d.t.Context(), d.Pool, sql, args...)
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

func (d *desk) check(kind intake.Kind, file []byte) (intake.Batch, error) {
	d.t.Helper()
	d.n++
	var id intake.BatchID
	_, err := d.Server.Intake.Check(d.t.Context(), d.a, d.now, d.w, intake.Upload{Kind: kind, Name: "thử.xlsx", Key: fmt.Sprint("khóa ", d.n), File: bytes.NewReader(file), Size: int64(len(file))},
		func(b intake.BatchID) string { id = b; return "/x" })
	if err != nil {
		return intake.Batch{}, err
	}
	b, err := d.Server.Intake.Get(d.t.Context(), d.a, id)
	if err != nil {
		d.t.Fatal(err)
	}
	return b, nil
}

func (d *desk) confirm(b intake.Batch) intake.Batch {
	d.t.Helper()
	done, err := d.Server.Intake.Confirm(d.t.Context(), d.a, d.now, d.w, b.ID, b.Digest)
	if err != nil {
		d.t.Fatal(err)
	}
	<-done
	if b, err = d.Server.Intake.Get(d.t.Context(), d.a, b.ID); err != nil {
		d.t.Fatal(err)
	}
	return b
}

// issues are all problems and warnings of a batch, one a line.
func (d *desk) issues(b intake.Batch) string {
	d.t.Helper()
	var s strings.Builder
	for n := 1; ; n++ {
		list, total, err := d.Server.Intake.Issues(d.t.Context(), b, n)
		if err != nil {
			d.t.Fatal(err)
		}
		for _, i := range list {
			fmt.Fprintf(&s, "%s %v %s: %s\n", i.Where(), i.Warning, i.Column, i.Message)
		}
		if n*intake.IssuePage >= total {
			return s.String()
		}
	}
}

// sheet is a workbook with a heading and rows.
func sheet(t testing.TB, heads []string, rows ...[]workbook.Cell) []byte {
	t.Helper()
	tab := workbook.Table{Title: "Danh sách", Rows: workbook.Lines(rows)}
	for _, h := range heads {
		tab.Columns = append(tab.Columns, workbook.Column{Header: h})
	}
	var b bytes.Buffer
	if _, err := tab.XLSX(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sister is how another province's system names its columns.
var sister = []string{"STT", "HoTen", "NgaySinh", "GioiTinh", "TrinhDo", "DanToc", "ChucVu", "CCCD", "NgayThamGiaCAXBCT,BVDP", "NgayThamGiaLLTGBVANTT", "NgayThoiThamGiaLLTGBVANTT", "Sodienthoai", "TenTo"}

func row(name, gender, rank, id, joined, left, phone, team string) []workbook.Cell {
	c := []workbook.Cell{workbook.N(1), workbook.T(name), {}, workbook.T(gender), workbook.T("12/12"), workbook.T("Kinh"), workbook.T(rank), workbook.T(id), {}, workbook.T(joined), workbook.T(left), workbook.T(phone), workbook.T(team)}
	return c
}

func TestSisterSystem(t *testing.T) {
	d := start(t)
	b, err := d.check(intake.Members, sheet(t, sister,
		row("Lê Thị Tư", "Nữ", "Tổ viên", "058190009991", "01/12/2024", "", "+84 912 345 678", "khu pho 5"),
		row("Lê Văn Năm", "Nam", "Tổ phó", "", "01/12/2024", "01/01/2025", "", "Tổ khu phố 6")))
	if err != nil {
		t.Fatal(err)
	}
	said := d.issues(b)
	if b.Errors != 0 || b.Added != 1 || b.Same != 1 {
		t.Fatalf("%+v\n%s", b, said)
	}
	for _, want := range []string{"không thu thập", "“DanToc”", "Bỏ qua cột", "“TrinhDo”", "“NgayThamGiaCAXBCT,BVDP”", "đã thôi tham gia"} {
		if !strings.Contains(said, want) {
			t.Errorf("lacks %q: %s", want, said)
		}
	}
	if b = d.confirm(b); b.State != intake.Done {
		t.Fatalf("%+v", b)
	}
	if d.value(`SELECT count(*) FROM person WHERE citizen_id = '058190009991' AND phone = '0912345678'`) != 1 {
		t.Error("not written as it stands in the file")
	}
}

// Everything wrong is told at once, by row and column.
func TestEveryProblem(t *testing.T) {
	d := start(t)
	known, err := pg.One[struct {
		Name string `db:"full_name"`
		ID   string `db:"citizen_id"`
	}](t.Context(), d.Pool, `SELECT p.full_name, p.citizen_id FROM person p JOIN service s ON s.person_id = p.id JOIN unit_link l ON l.child_id = s.team_id
		JOIN unit_name n ON n.unit_id = l.parent_id WHERE n.code = '22738' AND length(p.citizen_id) = 12 AND upper_inf(s.during) LIMIT 1`)
	if err != nil {
		t.Fatal(err)
	}
	good := "01/12/2024"
	b, err := d.check(intake.Members, sheet(t, sister,
		row("Một", "x", "y", "12345", "31/02/2025", "", "1", "Tổ khu phố 500"),
		row("Hai Hai", "Nam", "Tổ viên", "058190009992", good, "", "", "Tổ khu phố 5"),
		row("Ba Ba", "Nam", "Tổ viên", "058190009992", good, "", "", "Tổ khu phố 5"),
		row("Bốn Bốn", "Nam", "Tổ trưởng", "", good, "", "", "Tổ khu phố 5"),
		row(known.Name, "Nam", "Tổ viên", known.ID, good, "", "", "Tổ khu phố 5"),
		row("Sáu Sáu", "Nam", "Tổ viên", "", "01/01/2020", "", "", "Tổ khu phố 5")))
	if err != nil {
		t.Fatal(err)
	}
	said := d.issues(b)
	for _, want := range []string{"D4 false GioiTinh", "G4 false ChucVu", "H4 false CCCD: Số định danh gồm 12", "J4 false NgayThamGiaLLTGBVANTT: Nhập ngày theo dạng", "L4 false Sodienthoai", "M4 false TenTo",
		"H6 false CCCD: Số định danh trùng với dòng 5", "G7 false ChucVu: Tổ khu phố 5 đã có Tổ trưởng", "H8 false CCCD: Số định danh này đang được ghi ở một đơn vị khác", "J9 false NgayThamGiaLLTGBVANTT: Ngày tham gia không trước 01/07/2024"} {
		if !strings.Contains(said, want) {
			t.Errorf("lacks %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, known.ID) {
		t.Error("a full citizen id is shown")
	}
	if _, err := d.Server.Intake.Confirm(t.Context(), d.a, d.now, d.w, b.ID, b.Digest); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a workbook with problems is taken: %v", err)
	}
}

// Files that cannot be read as asked are refused whole.
func TestRefusedFiles(t *testing.T) {
	d := start(t)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"csv named xlsx":  {[]byte("HoTen,CCCD\n"), "tệp CSV"},
		"no heading":      {sheet(t, []string{"A", "B"}, []workbook.Cell{workbook.T("x"), workbook.T("y")}), "Không tìm thấy dòng tiêu đề"},
		"column missing":  {sheet(t, []string{"TenTo", "HoTen", "GioiTinh"}, []workbook.Cell{workbook.T("x")}), "thiếu cột “Chức danh”, “Ngày tham gia”"},
		"nothing in it":   {sheet(t, sister), "không có dòng nào"},
		"larger than fit": {make([]byte, intake.MaxFile+1), "10 MB"},
	} {
		_, err := d.check(intake.Members, c.file)
		if e, ok := fault.Of(err); !ok || !strings.Contains(e.Message, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := d.value(`SELECT count(*) FROM import_batch`); n != 0 {
		t.Errorf("%d batches are kept", n)
	}
	for _, role := range []access.Role{access.District, access.PX03, access.Admin} {
		a := d.a
		a.Role = role
		_, err := d.Server.Intake.Check(t.Context(), a, d.now, d.w, intake.Upload{Kind: intake.Members, Key: "k", File: bytes.NewReader(nil)}, func(intake.BatchID) string { return "" })
		if fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%s: %v", role, err)
		}
	}
}

// One row that fails at the very end leaves nothing behind.
func TestAllOrNothing(t *testing.T) {
	d := start(t)
	b, err := d.check(intake.Members, many(t, d, 0, 1000))
	if err != nil || b.Errors != 0 {
		t.Fatalf("%+v %v", b, err)
	}
	// Meanwhile somebody else writes the last row's person down.
	if _, err := d.Pool.Exec(t.Context(), `INSERT INTO person (full_name, gender, citizen_id) VALUES ('Người khác', 'male', '058100000999')`); err != nil {
		t.Fatal(err)
	}
	before, seals := d.value(`SELECT count(*) FROM service`), d.value(`SELECT count(*) FROM audit_entry WHERE action = 'roster.enrol'`)
	b = d.confirm(b)
	if b.State != intake.Failed || !strings.Contains(b.Message, "Dòng 1003") || !strings.Contains(b.Message, "đã có trong danh sách") {
		t.Errorf("%+v", b)
	}
	if d.value(`SELECT count(*) FROM service`) != before || d.value(`SELECT count(*) FROM audit_entry WHERE action = 'roster.enrol'`) != seals || d.value(`SELECT count(*) FROM person WHERE full_name LIKE 'Nguyễn Văn Số %'`) != 0 {
		t.Error("a part of it was written")
	}
	if d.value(`SELECT count(*) FROM import_batch WHERE lines <> '[]'`) != 0 {
		t.Error("the failed workbook's rows are kept")
	}
	if _, err := d.Server.Intake.Confirm(t.Context(), d.a, d.now, d.w, b.ID, b.Digest); fault.KindOf(err) != fault.Stale {
		t.Errorf("confirmed again: %v", err)
	}
}

// A run cut off by the end of the process is offered again; a workbook not
// confirmed in time is forgotten.
func TestBrokenAndExpired(t *testing.T) {
	d := start(t)
	b, err := d.check(intake.Members, many(t, d, 0, 3))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Pool.Exec(t.Context(), `UPDATE import_batch SET state = 'running', run_no = 1, beat_at = now()`); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Server.Intake.Confirm(t.Context(), d.a, d.now, d.w, b.ID, b.Digest); fault.KindOf(err) != fault.Stale {
		t.Errorf("a run under way was begun again: %v", err)
	}
	if _, err := d.Pool.Exec(t.Context(), `UPDATE import_batch SET beat_at = now() - interval '2 minutes'`); err != nil {
		t.Fatal(err)
	}
	if b, _ = d.Server.Intake.Get(t.Context(), d.a, b.ID); !b.Broken(time.Now()) {
		t.Error("a silent run must count as broken off")
	}
	if b = d.confirm(b); b.State != intake.Done {
		t.Errorf("%+v", b)
	}
	late, err := d.check(intake.Teams, sheet(t, []string{"TenTo", "Ngày thành lập", "Quyết định"}, []workbook.Cell{workbook.T("khu phố 98"), workbook.T("02/01/2025"), workbook.T("9/QĐ")}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Pool.Exec(t.Context(), `UPDATE import_batch SET expires_at = now() - interval '1 minute' WHERE id = $1`, late.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Server.Intake.Confirm(context.Background(), d.a, d.now, d.w, late.ID, late.Digest); fault.KindOf(err) != fault.Stale {
		t.Errorf("expired: %v", err)
	}
	if _, err := d.check(intake.Members, many(t, d, 0, 3)); err != nil {
		t.Fatal(err)
	}
	if d.value(`SELECT count(*) FROM import_batch WHERE id = $1 AND state = 'dropped' AND lines = '[]'`, late.ID) != 1 {
		t.Error("an expired workbook is still kept")
	}
}
