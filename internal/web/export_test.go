package web_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/pg"
	"thidua/internal/web/page"
	"thidua/internal/web/webtest"
)

// sheetOf opens an answer as a workbook and gives its only sheet's rows.
func sheetOf(t *testing.T, a webtest.Answer) [][]string {
	t.Helper()
	if a.Status != http.StatusOK || a.Header.Get("Content-Type") != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
		t.Fatalf("%d %s", a.Status, a.Header.Get("Content-Type"))
	}
	f, err := excelize.OpenReader(strings.NewReader(a.Body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if p, err := f.GetPanes(f.GetSheetName(0)); err != nil || !p.Freeze || p.YSplit < 1 {
		t.Errorf("the header does not stay: %+v %v", p, err)
	}
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func csvOf(t *testing.T, a webtest.Answer) [][]string {
	t.Helper()
	if a.Status != http.StatusOK || !strings.HasPrefix(a.Body, "\uFEFF") {
		t.Fatalf("%d %.300s", a.Status, a.Body)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.Body, "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// lastAudit is the newest row of an action.
func lastAudit(t *testing.T, s *webtest.Site, action string) string {
	t.Helper()
	text, err := pg.Value[string](t.Context(), s.Pool, `SELECT summary FROM audit_entry WHERE action = $1 ORDER BY id DESC LIMIT 1`, action)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// notFiles are the lists that leave no file, with the reason.
var notFiles = map[string]string{
	"GET /tim":              "finds; what it found stands in its own list",
	"GET /giao-chi-tieu/in": "is a document on paper already",
}

// Every list leaves with its filters, in its reader's scope, and on record.
func TestExports(t *testing.T) {
	s := webtest.StartBare(t)
	given := &house{Site: s, t: t}
	awarded("582", kinhDinh, true)(given)
	awarded(otherDistrict, sd, true)(given)
	left := map[string]bool{}
	for _, r := range routes() {
		if r.Class == page.List && notFiles[key(r)] == "" {
			left[r.Pattern] = true
		}
	}
	counted := func(sql string) int {
		t.Helper()
		n, err := pg.Value[int](t.Context(), s.Pool, sql)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	report := s.ReportOf(t, "22759", 1)
	newProposal(kinhDinh)(&house{Site: s, t: t})
	team := s.TeamOf(t, "22759", 5)
	h := &house{Site: s, t: t}
	guideOf(0, "issued")(h)
	pendingCase(kinhDinh)(h)
	for _, x := range []struct {
		login, path string
		rows        int // without the heading; -1: at least one
		head        string
		audit       string
	}{
		{"px03", "/bao-cao?ky=1", 62, "Trạng thái", "Xuất CSV “Báo cáo tháng”, 62 dòng (Kỳ "},
		{"huyen", "/bao-cao?ky=1", 13, "Trạng thái", "Xuất CSV “Báo cáo tháng”, 13 dòng"},
		{"xa", "/bao-cao", 4, "Trạng thái", "Xuất CSV “Báo cáo tháng”, 4 dòng"},
		{"px03", "/bao-cao?ky=1&q=KINH+dinh", 1, "Trạng thái", "tên có “KINH dinh”"},
		{"xa", fmt.Sprintf("/bao-cao/%d", report), 14, "Trạng thái", "Phường Kinh Dinh"},
		{"huyen", fmt.Sprintf("/bao-cao/%d/lich-su", report), -1, "Người ghi", "Lịch sử báo cáo"},
		{"px03", "/don-vi", 69, "Trực thuộc", "69 dòng"},
		{"xa", "/don-vi?q=khu+pho+1", 5, "Trực thuộc", "5 dòng"},
		{"huyen", fmt.Sprintf("/to/%d", team), -1, "Số định danh (che bớt)", "Thành viên Tổ bảo vệ ANTT khu phố 5"},
		{"px03", "/bang-ket-qua?khoang=dot-1", 8, "1.1 Tổng số (mẫu số)", "Bảng kết quả Đợt 1"},
		{"xa", "/bang-ket-qua?khoang=dot-1", -1, "1.1 Tổng số (mẫu số)", "Phường Kinh Dinh"},
		{"huyen", "/tien-do?khoang=dot-1", 14, "Quá hạn chưa gửi", "Tiến độ báo cáo"},
		{"px03", "/guong", -1, "Việc làm", "Gương người tốt, việc tốt"},
		{"px03", "/mo-hinh", -1, "Tên mô hình", "Mô hình"},
		{"px03", "/mo-hinh?trang-thai=working", counted(`SELECT count(*)::int FROM community_model WHERE withdrawn_at IS NULL AND (ended_on IS NULL OR ended_on >= '2025-02-05')`), "Tên mô hình", "trạng thái: đang hoạt động"},
		{"px03", "/guong?trang-thai=all", counted(`SELECT count(*)::int FROM good_deed`), "Cấp ghi nhận", "trạng thái: tất cả"},
		{"px03", "/dinh-chinh", counted(`SELECT count(*)::int FROM correction`), "Số cũ", "Xuất CSV “Đính chính”"},
		{"huyen", "/dinh-chinh?trang-thai=proposed", counted(`SELECT count(*)::int FROM correction c JOIN report r ON r.id = c.report_id JOIN unit_name n ON n.unit_id = r.reviewer_id WHERE n.code = '582' AND c.state = 'proposed'`), "Số mới", "trạng thái: "},
		{"px03", "/so-phat-sinh", counted(`SELECT count(*)::int FROM diary_entry WHERE withdrawn_at IS NULL`), "Số lượng", "Xuất CSV “Sổ phát sinh”"},
		{"xa", "/so-phat-sinh?trang-thai=all&ky=3", counted(`SELECT count(*)::int FROM diary_entry e JOIN unit_name n ON n.unit_id = e.commune_id JOIN period p ON p.ordinal = 2 WHERE n.code = '22759' AND e.day BETWEEN p.starts_on AND p.ends_on`), "Người ghi", "cả mục đã rút"},
		{"px03", "/giao-chi-tieu?dot=tat-ca", counted(`SELECT count(*)::int FROM assigned_target`), "Mức của kế hoạch", "Xuất CSV “Chỉ tiêu giao”"},
		{"huyen", "/giao-chi-tieu?dot=dot-1", counted(`SELECT count(*)::int FROM assigned_target t JOIN phase p ON p.id = t.phase_id JOIN unit_name n ON n.unit_id = t.setter_id WHERE p.ordinal = 0 AND n.code = '582'`), "Các đơn vị", "(Đợt 1)"},
		{"huyen", "/giao-chi-tieu/1", 13, "Kết quả", "Chỉ tiêu giao "},
		{"px03", "/phat-dong", counted(`SELECT count(*)::int FROM phase`), "Khẩu hiệu", "Phát động"},
		{"px03", "/phat-dong/dot-1", 62, "Số Tổ đã triển khai", "Phát động Đợt 1"},
		{"huyen", "/phat-dong/dot-1", 13, "Người phụ trách", "Phát động Đợt 1"},
		{"px03", "/giai-thich?chi-tieu=1.1&khoang=dot-1", 7, "Kết quả", "Giải thích chỉ tiêu 1.1"},
		{"xa", "/giai-thich?chi-tieu=7.1&khoang=dot-1", -1, "Trạng thái", "Phường Kinh Dinh"},
		{"px03", "/vuong-mac", 4, "Khó khăn, vướng mắc", "Khó khăn, vướng mắc"},
		{"huyen", "/vuong-mac?trang-thai=cho-tra-loi", 2, "Khó khăn, vướng mắc", "chờ trả lời"},
		{"xa", "/khen-thuong/ho-so", 1, "Quá hạn", "Xuất CSV “Hồ sơ đề nghị khen thưởng”, 1 dòng"},
		{"huyen", "/khen-thuong/ho-so?hinh-thuc=giay_khen&trang-thai=draft&dot=dot-1", 1, "Đơn vị đề nghị", "Đợt 1; Giấy khen; đang soạn"},
		{"huyen", "/bao-cao-dot/dot-1", 14, "Đôn đốc gần nhất", "Tiến độ báo cáo đợt 1"},
		{"px03", "/bao-cao-dot/dot-1?trang-thai=tra-lai&xa=du", -1, "Đôn đốc gần nhất", "bị trả lại"},
		{"px03", "/khen-thuong/xet", 397, "Đơn vị đề nghị", "Xuất CSV “Xét khen thưởng Giấy khen, tập thể”, 397 dòng (Sơ kết đợt 1)"},
		{"xa", "/khen-thuong/xet?doi-tuong=member", counted(`SELECT count(DISTINCT x.person_id)::int FROM service x JOIN unit_link l ON l.child_id = x.team_id JOIN unit_name n ON n.unit_id = l.parent_id WHERE n.code = '22759' AND x.withdrawn_at IS NULL
		  AND NOT EXISTS (SELECT 1 FROM service y WHERE y.person_id = x.person_id AND y.withdrawn_at IS NULL AND lower(y.during) > lower(x.during) AND y.team_id <> x.team_id)`), "7.1", "Giấy khen, cá nhân”"},
		{"huyen", "/khen-thuong/vu-viec", 1, "Kỷ luật đến hết ngày", "Vụ việc chưa xét khen thưởng”, 1 dòng"},
		{"huyen", "/khen-thuong/nguoi-ky", 0, "Quyền hạn, chức vụ", "Người ký quyết định"},
		{"huyen", "/khen-thuong/quyet-dinh", counted(`SELECT count(*)::int FROM award_decision d JOIN unit_name n ON n.unit_id = d.unit_id WHERE n.code = '582'`), "Người ký", "Quyết định khen thưởng"},
		{"xa", "/khen-thuong/ket-qua", 0, "Lý do", "Kết quả khen thưởng"},
		{"px03", "/khen-thuong/chung-nhan", counted(`SELECT count(*)::int FROM award_grant`), "Tiền thưởng (đồng)", "Xuất CSV “Khen thưởng đã tặng”"},
		{"px03", "/khen-thuong/chung-nhan?doi-tuong=ca-nhan&gioi=nu&noi-tang=" + unit("582")(given)["id"], counted(`SELECT count(*)::int FROM award_grant g JOIN unit_name n ON n.unit_id = g.unit_id WHERE n.code = '582' AND g.gender = 'female'`), "Số sổ vàng", "giới tính nữ"},
		{"huyen", "/khen-thuong/lich-su?q=khu+pho", -1, "Đã thu hồi", "có “khu pho”"},
		{"lanhdao", "/khen-thuong/thong-ke?dot=dot-1", -1, "Bằng khen cá nhân", "Thống kê khen thưởng"},
		{"huyen", "/khen-thuong/hop?hinh-thuc=giay_khen", 0, "Dự họp", "Xuất CSV “Họp Hội đồng”, 0 dòng (giấy khen)"},
		{"quantri", "/quan-tri/nguoi-dung", -1, "Tên đăng nhập", "Người dùng"},
		{"quantri", "/quan-tri/nhat-ky", -1, "Số niêm phong", "Nhật ký"},
	} {
		c := s.As(t, x.login)
		at, _, _ := strings.Cut(x.path, "?")
		delete(left, at)
		join := "?"
		if strings.Contains(x.path, "?") {
			join = "&"
		}
		c.Get(x.path).Want(t, http.StatusOK, "Xuất Excel", "xuat=csv")
		rows := csvOf(t, c.Get(x.path+join+"xuat=csv"))
		if n := len(rows) - 1; n != x.rows && (x.rows >= 0 || n < 1) {
			t.Errorf("%s %s: %d rows, want %d", x.login, x.path, n, x.rows)
		}
		if !strings.Contains(strings.Join(rows[0], "|"), x.head) {
			t.Errorf("%s: columns %v", x.path, rows[0])
		}
		if said := lastAudit(t, s, "export"); !strings.Contains(said, x.audit) {
			t.Errorf("%s: on record is %q, want %q", x.path, said, x.audit)
		}
		a := c.Get(x.path + join + "xuat=xlsx")
		sheet := sheetOf(t, a)
		heads := 0
		for i, r := range sheet {
			if len(r) == len(rows[0]) && r[len(r)-1] == rows[0][len(r)-1] {
				heads = i
			}
		}
		foot := 0
		if strings.HasPrefix(x.path, "/bao-cao/") && !strings.HasSuffix(x.path, "lich-su") {
			foot = 1
		}
		if got := len(sheet) - 1 - heads - foot; heads == 0 || got < len(rows)-1 {
			t.Errorf("%s: the workbook has %d rows below line %d, CSV %d", x.path, got, heads+1, len(rows)-1)
		}
		if d := a.Header.Get("Content-Disposition"); !strings.Contains(d, "filename*=UTF-8''") || !strings.HasPrefix(d, `attachment; filename="`) {
			t.Errorf("%s: %s", x.path, d)
		}
	}
	for pattern := range left {
		t.Errorf("%s is a list; which file does it leave as?", pattern)
	}
	if a := s.As(t, "px03").Get("/bao-cao?ky=1&xuat=xlsx"); !strings.Contains(a.Header.Get("Content-Disposition"), url.PathEscape("Báo cáo tháng 2025-02-05.xlsx")) {
		t.Error(a.Header.Get("Content-Disposition"))
	}
}

// A file asks for the same rights as its page.
func TestExportRights(t *testing.T) {
	s := webtest.Start(t)
	report := fmt.Sprintf("/bao-cao/%d?xuat=xlsx", s.ReportOf(t, "22738", 1))
	team := fmt.Sprintf("/to/%d?xuat=csv", s.TeamOf(t, "22738", 1))
	xa := s.As(t, "xa")
	xa.Get(report).Want(t, http.StatusNotFound)
	xa.Get(team).Want(t, http.StatusNotFound)
	xa.Get("/quan-tri/nhat-ky?xuat=csv").Want(t, http.StatusForbidden)
	s.As(t, "lanhdao").Get(team).Want(t, http.StatusOK, "không xem danh sách thành viên").Lacks(t, "••••")
	s.Nobody(t).Get(report).Want(t, http.StatusSeeOther)
	s.As(t, "px03").Get("/bao-cao?xuat=docx").Want(t, http.StatusOK, "<main")
	if n, err := pg.Value[int](t.Context(), s.Pool, `SELECT count(*) FROM audit_entry WHERE action = 'export'`); err != nil || n != 0 {
		t.Errorf("%d exports on record, %v", n, err)
	}
	px03 := s.As(t, "px03")
	for _, row := range csvOf(t, px03.Get(team)) {
		for _, cell := range row {
			if len(cell) == 12 && strings.Trim(cell, "0123456789") == "" {
				t.Errorf("a full citizen id left: %q", row)
			}
		}
	}
}

// What people typed cannot leave as a formula.
func TestNoFormulaLeaves(t *testing.T) {
	s := webtest.Start(t)
	for _, x := range []string{`=HYPERLINK("http://x","bấm")`, "+84 912", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1"} {
		if _, err := s.Pool.Exec(t.Context(), `UPDATE good_deed SET what = $1, who = $1 WHERE id = (SELECT max(id) FROM good_deed WHERE withdrawn_at IS NULL)`, x); err != nil {
			t.Fatal(err)
		}
		c := s.As(t, "px03")
		found := false
		for _, row := range csvOf(t, c.Get("/guong?xuat=csv")) {
			for _, cell := range row {
				found = found || cell == "'"+x
				if cell == x || cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%q leaves as %q", x, cell)
				}
			}
		}
		if !found {
			t.Errorf("%q is not in the list", x)
		}
		f, err := excelize.OpenReader(strings.NewReader(c.Get("/guong?xuat=xlsx").Body))
		if err != nil {
			t.Fatal(err)
		}
		sheet := f.GetSheetName(0)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for col := range row {
				at, _ := excelize.CoordinatesToCellName(col+1, r+1)
				if formula, err := f.GetCellFormula(sheet, at); err != nil || formula != "" {
					t.Errorf("%q: %s holds the formula %q, %v", x, at, formula, err)
				}
			}
		}
		_ = f.Close()
	}
}
