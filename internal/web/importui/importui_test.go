package importui_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

// send hands a file in as the form does.
func send(t *testing.T, c *webtest.Client, s *webtest.Site, path, key, name string, file []byte) webtest.Answer {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	_ = m.WriteField("khoa", key)
	if name != "" {
		p, err := m.CreateFormFile("tep", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = p.Write(file)
	}
	_ = m.Close()
	r, err := http.NewRequest(http.MethodPost, s.URL+path, &b)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", m.FormDataContentType())
	return c.Do(r)
}

// fill opens a form, writes rows below its heading and gives it back.
func fill(t *testing.T, form string, rows ...[]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	sheet := f.GetSheetName(0)
	for i, row := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", 6+i), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var digest = regexp.MustCompile(`name="ma-bam" value="([0-9a-f]{64})"`)

func confirm(t *testing.T, c *webtest.Client, at string) webtest.Answer {
	t.Helper()
	a := c.Get(at).Want(t, http.StatusOK)
	m := digest.FindStringSubmatch(a.Body)
	if m == nil {
		t.Fatalf("no way to confirm: %s", a.Body)
	}
	return c.Post(at+"/nhap", url.Values{"ma-bam": {m[1]}})
}

func count(t *testing.T, s *webtest.Site, sql string, args ...any) int {
	t.Helper()
	n, err := pg.Value[int](t.Context(), s.Pool, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const kept = `SELECT count(*) FROM import_batch WHERE lines <> '[]' OR issues <> '[]'`

func TestMembers(t *testing.T) {
	s := webtest.Start(t)
	xa := s.As(t, "xa")
	const form = "/nhap-excel/thanh-vien"
	xa.Get(form).Want(t, http.StatusOK, "Tải tệp mẫu", "Nhập thành viên từ Excel")
	tpl := xa.Get(form+"/mau.xlsx").Want(t, http.StatusOK)
	before := count(t, s, `SELECT count(*) FROM service`)

	bad := fill(t, tpl.Body,
		[]any{"Tổ khu phố 55", "Nguyễn Văn Một", "31/02/1990", "nam", "123", "09", "Trưởng phòng", "05/02/2026", ""},
		[]any{"Tổ khu phố 5", "", "", "", "", "", "", "", ""})
	a := send(t, xa, s, form, "k1", "danh sách.xlsx", bad)
	a.Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "Còn lỗi", "Đơn vị không có Tổ tên này", "C6", "Nhập ngày theo dạng", "Số định danh gồm 12 chữ số", "Số điện thoại gồm", "Tổ trưởng”, “Tổ phó”",
		"không được sau hôm nay", "Nhập họ và tên", "Nam” hoặc “Nữ”", "Tải tệp đã sửa").Lacks(t, "ma-bam", "Nguyễn Văn Một</td><td>Thêm")
	xa.Post(a.Location+"/nhap", url.Values{"ma-bam": {strings.Repeat("0", 64)}}).Want(t, http.StatusUnprocessableEntity)

	good := fill(t, tpl.Body,
		[]any{"khu phố 5", "Nguyễn Thi\u0323 Mô\u0323t", 32143, "Nữ", "058188000123", "0912345678", "Tổ viên", 45500, "12/QĐ-UBND"},
		[]any{"TỔ KHU PHỐ 6", "Trần Văn Hai", "", "nam", 58090000456.0, 912345679.0, "to vien", "01/08/2024", ""})
	a = send(t, xa, s, form, "k2", "danh sách.xlsx", good).Want(t, http.StatusSeeOther)
	if again := send(t, xa, s, form, "k2", "danh sách.xlsx", good); again.Location != a.Location {
		t.Errorf("sent twice: %s and %s", a.Location, again.Location)
	}
	xa.Get(a.Location).Want(t, http.StatusOK, "Nhập 2 thành viên", "Nguyễn Thị Một", "bỏ số 0 ở đầu", "Chưa có ngày sinh", "Tổ khu phố 6, Tổ viên, từ 01/08/2024").Lacks(t, "058188000123", "058090000456")
	confirm(t, xa, a.Location).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "Đã nhập xong: 2 thêm mới", "Xem các Tổ của đơn vị")
	if n := count(t, s, `SELECT count(*) FROM service`) - before; n != 2 {
		t.Errorf("%d services were added", n)
	}
	if n := count(t, s, `SELECT count(*) FROM person p JOIN service s ON s.person_id = p.id WHERE p.full_name = 'Nguyễn Thị Một' AND p.citizen_id = '058188000123' AND p.birth_date = '1988-01-01' AND lower(s.during) = '2024-07-27'`); n != 1 {
		t.Errorf("the first row came out as another person")
	}
	if n := count(t, s, `SELECT count(*) FROM person WHERE citizen_id = '058090000456' AND phone = '0912345679'`); n != 1 {
		t.Error("lost zeros were not given back")
	}
	if n := count(t, s, kept+` AND state = 'done'`); n != 0 {
		t.Error("an imported workbook's rows are still kept")
	}
	if n := count(t, s, `SELECT count(*) FROM audit_entry WHERE action IN ('import.members', 'import.upload')`); n != 3 {
		t.Errorf("%d rows on record", n)
	}
	// Twice is once: everybody is left as he is.
	a = send(t, xa, s, form, "k3", "danh sách.xlsx", good).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "không có gì để nhập").Lacks(t, "ma-bam")
}

func TestTeams(t *testing.T) {
	s := webtest.Start(t)
	xa := s.As(t, "xa")
	const form = "/nhap-excel/to"
	xa.Get(form).Want(t, http.StatusOK, "Nhập Tổ từ Excel")
	tpl := xa.Get(form+"/mau.xlsx").Want(t, http.StatusOK)
	a := send(t, xa, s, form, "k1", "to.xlsx", fill(t, tpl.Body, []any{"khu phố 98", "02/01/2025", "9/QĐ-UBND"}, []any{"Khu Phố 98", "01/12/2030", ""}, []any{"khu pho 5", "", ""})).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "trùng với dòng 6", "không được sau hôm nay", "Nhập số, ngày quyết định", "3 lỗi").Lacks(t, "ma-bam")
	a = send(t, xa, s, form, "k2", "to.xlsx", fill(t, tpl.Body, []any{"Tổ bảo vệ ANTT khu phố 98", "02/01/2025", "9/QĐ-UBND", "khu phố 98; thôn Ma Hoa"}, []any{"khu phố 99", "02/01/2025", "9/QĐ-UBND"}, []any{"khu pho 5", "", ""})).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "Nhập 2 Tổ", "Tổ khu phố 98", "từ 02/01/2025, 9/QĐ-UBND; địa bàn: khu phố 98, thôn Ma Hoa")
	confirm(t, xa, a.Location).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "Đã nhập xong: 2 thêm mới, 0 thay đổi, 1 giữ nguyên")
	xa.Get("/don-vi").Want(t, http.StatusOK, "Tổ bảo vệ ANTT khu phố 98", "Tổ bảo vệ ANTT khu phố 99")
}

func TestMonth(t *testing.T) {
	s := webtest.Start(t)
	xa := s.As(t, "xa")
	id := s.ReportOf(t, "22759", 3)
	base := fmt.Sprintf("/bao-cao/%d", id)
	xa.Get(base).Want(t, http.StatusOK, base+"/nhap-excel")
	tpl := xa.Get(base+"/mau.xlsx").Want(t, http.StatusOK)
	f, err := excelize.OpenReader(strings.NewReader(tpl.Body))
	if err != nil {
		t.Fatal(err)
	}
	if head, err := f.GetCellValue("Số liệu", "A10"); err != nil || head != "Tổ khu phố 5" {
		t.Fatal(head, err)
	}
	if v, _ := f.GetSheetVisible("_thidua"); v {
		t.Error("the form's own sheet shows")
	}
	team := s.TeamOf(t, "22759", 5)
	stored := func() string {
		t.Helper()
		v, err := pg.Value[string](t.Context(), s.Pool, `SELECT coalesce(array_to_string(values[1:4], ',', '_'), '') FROM team_figure WHERE report_id = $1 AND team_id = $2`, id, team)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	edit := func(set map[string]any) []byte {
		f, err := excelize.OpenReader(strings.NewReader(tpl.Body))
		if err != nil {
			t.Fatal(err)
		}
		for at, v := range set {
			if err := f.SetCellValue("Số liệu", at, v); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	a := send(t, xa, s, base+"/nhap-excel", "k1", "thang.xlsx", edit(map[string]any{"B6": -1, "C7": "x", "D8": 1.5, "A9": "Tổ lạ"})).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "Số không được âm", "Chỉ nhập số nguyên", "không có dòng tên như vậy").Lacks(t, "ma-bam")
	other := fmt.Sprintf("/bao-cao/%d", s.ReportOf(t, "22759", 2))
	send(t, xa, s, other+"/nhap-excel", "k2", "thang.xlsx", edit(nil)).Want(t, http.StatusConflict)
	send(t, xa, s, "/nhap-excel/thanh-vien", "k2", "thang.xlsx", edit(nil)).Want(t, http.StatusUnprocessableEntity, "tệp mẫu của nội dung khác")
	a = send(t, xa, s, base+"/nhap-excel", "k3", "thang.xlsx", edit(nil)).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "không có gì để nhập")

	// A part larger than its whole is a problem of the cells that make it.
	a = send(t, xa, s, base+"/nhap-excel", "k4", "thang.xlsx", edit(map[string]any{"D10": 5, "E10": 1})).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "D10", "E10", "2 lỗi").Lacks(t, "ma-bam")

	before := stored()
	a = send(t, xa, s, base+"/nhap-excel", "k5", "thang.xlsx", edit(map[string]any{"B10": 3, "D10": "–", "E10": "2"})).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "Nhập 3 ô số liệu", "Tin qua Tổ: trống → 3", "Vụ có mặt: trống → –")
	if now := stored(); now != before {
		t.Errorf("the dry run wrote %s over %s", now, before)
	}
	confirm(t, xa, a.Location).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "Đã nhập xong: 3 thêm mới, 0 thay đổi", base)
	if now := stored(); now != "3,_,0,2" {
		t.Errorf("stored is %s, was %s", now, before)
	}
	// What somebody else typed since the check stays, and so does all else.
	a = send(t, xa, s, base+"/nhap-excel", "k6", "thang.xlsx", edit(map[string]any{"B10": 9, "D10": 0, "E10": 2, "F10": 4})).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "Tin qua Tổ: 3 → 9")
	xa.JSON(base+"/o", fmt.Sprintf(`{"actor":%d,"cells":[{"row":%d,"slot":0,"base":"3","value":"5"}]}`, count(t, s, `SELECT id FROM app_user WHERE login = 'xa'`), team)).Want(t, http.StatusOK)
	confirm(t, xa, a.Location).Want(t, http.StatusSeeOther)
	xa.Get(a.Location).Want(t, http.StatusOK, "Không nhập được", "Tổ khu phố 5", "vừa được sửa ở nơi khác")
	if now := stored(); now != "5,_,0,2" {
		t.Errorf("stored is %s", now)
	}
	s.As(t, "huyen").Get(base+"/mau.xlsx").Want(t, http.StatusForbidden)
	xa.Get(fmt.Sprintf("/bao-cao/%d/mau.xlsx", s.ReportOf(t, "22738", 3))).Want(t, http.StatusNotFound)
}

// A file of 11 MB is refused whole, on the form, with words that help; the
// browser gets the answer, and nothing is kept.
func TestTooLarge(t *testing.T) {
	s := webtest.Start(t)
	xa := s.As(t, "xa")
	a := send(t, xa, s, "/nhap-excel/thanh-vien", "k1", "lớn.xlsx", append([]byte("PK\x03\x04"), make([]byte, 11<<20)...))
	a.Want(t, http.StatusRequestEntityTooLarge, "“lớn.xlsx”: Tệp lớn hơn 10 MB", "Tải tệp mẫu")
	if n := count(t, s, `SELECT count(*) FROM import_batch`); n != 0 {
		t.Errorf("%d workbooks are kept", n)
	}
}
