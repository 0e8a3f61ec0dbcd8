package targetui_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/web/webtest"
)

var keyField = regexp.MustCompile(`name="khoa" value="([^"]+)"`)

func unit(t *testing.T, s *webtest.Site, code string) string {
	t.Helper()
	id, err := pg.Value[int64](context.Background(), s.Pool, `SELECT unit_id FROM unit_name WHERE code = $1`, code)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(id)
}

func count(t *testing.T, s *webtest.Site, sql string) int {
	t.Helper()
	n, err := pg.Value[int](context.Background(), s.Pool, sql)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// form is a target of phase 2 for one commune, by a document of the day.
func form(t *testing.T, s *webtest.Site, c *webtest.Client, edit ...string) url.Values {
	t.Helper()
	m := keyField.FindStringSubmatch(c.Get("/giao-chi-tieu/moi").Want(t, http.StatusOK, "Giao cho ai").Body)
	if m == nil {
		t.Fatal("the form has no key")
	}
	f := url.Values{"khoa": {m[1]}, "dot": {"dot-2"}, "loai": {"indicator"}, "chi-tieu": {"1.1"}, "muc": {"85"}, "so": {"61/KH-UBND"}, "ngay": {"05/02/2025"}, "ghi-chu": {"Đợt cao điểm"},
		"don-vi": {unit(t, s, "22759")}}
	for i := 0; i+1 < len(edit); i += 2 {
		f.Set(edit[i], edit[i+1])
	}
	return f
}

// A district assigns; the commune sees it, the province too; another district
// does not.
func TestAssign(t *testing.T) {
	s := webtest.Start(t)
	c := s.As(t, "huyen")
	bad := form(t, s, c, "muc", "75", "so", "", "ngay", "31/02/2025", "don-vi", "")
	bad.Del("don-vi")
	bad.Set("tat-ca", "xa")
	a := c.Post("/giao-chi-tieu/moi", bad).Want(t, http.StatusUnprocessableEntity, "Chỉ tiêu 1.1 của kế hoạch là ≥ 80 %; mức giao ≥ 75 % lỏng hơn nên không được", "Nhập số văn bản.",
		"Ngày văn bản: ", `value="31/02/2025"`, `value="75"`, "Đợt cao điểm", `value="xa" checked`, "nội dung cần sửa")
	if n := strings.Count(a.Body, "f-ngay"); n < 3 {
		t.Errorf("the day's message is not tied to its field (%d)", n)
	}
	good := form(t, s, c)
	before := count(t, s, `SELECT count(*)::int FROM audit_entry WHERE action = 'target.assign'`)
	made := c.Post("/giao-chi-tieu/moi", good).Want(t, http.StatusSeeOther)
	if again := c.Post("/giao-chi-tieu/moi", good).Want(t, http.StatusSeeOther); again.Location != made.Location {
		t.Errorf("the second click leads to %q, the first to %q", again.Location, made.Location)
	}
	if n := count(t, s, `SELECT count(*)::int FROM audit_entry WHERE action = 'target.assign'`); n != before+1 {
		t.Errorf("%d audit rows, before %d", n, before)
	}
	// Assigned twice: the form says by which document, and offers to replace it.
	c.Post("/giao-chi-tieu/moi", form(t, s, c, "muc", "90", "so", "62/KH-UBND")).Want(t, http.StatusUnprocessableEntity,
		"Đã giao chỉ tiêu này (≥ 85 %, số 61/KH-UBND ngày 05/02/2025) cho phường Kinh Dinh", "để thay từ ngày 01/03/2025")
	c.Get(made.Location).Want(t, http.StatusOK, "1.1 Tin qua lực lượng ≥ 85 %", "Sắp áp dụng", "≥ 80 %", "UBND thành phố Phan Rang – Tháp Chàm", "Số 61/KH-UBND ngày 05/02/2025", "Phường Kinh Dinh",
		"01/03–19/08/2025", "chưa có kỳ nào kết thúc", "/sua", "/ket-thuc")
	s.As(t, "xa").Get(made.Location).Want(t, http.StatusOK, "Phường Kinh Dinh").Lacks(t, "/sua", "/ket-thuc")
	s.As(t, "px03").Get("/giao-chi-tieu?dot=dot-2&q=61/kh").Want(t, http.StatusOK, "61/KH-UBND", "1 chỉ tiêu giao", "UBND thành phố Phan Rang – Tháp Chàm").Lacks(t, "9/KH-UBND, 03")
	s.As(t, "huyen-584").Get(made.Location).Want(t, http.StatusNotFound)
	s.As(t, "xa-22738").Get(made.Location).Want(t, http.StatusNotFound)
	s.As(t, "xa-22738").Get("/giao-chi-tieu?dot=dot-2").Want(t, http.StatusOK).Lacks(t, "61/KH-UBND")

	// Another district's commune is not there.
	c.Post("/giao-chi-tieu/moi", form(t, s, c, "don-vi", unit(t, s, "22840"))).Want(t, http.StatusNotFound)

	// Edited while nothing counts yet; an old version keeps what was typed.
	edit := form(t, s, c, "muc", "88", "phien-ban", "1")
	c.Post(made.Location+"/sua", edit).Want(t, http.StatusSeeOther)
	edit.Set("muc", "89")
	c.Post(made.Location+"/sua", edit).Want(t, http.StatusConflict, "vừa được người khác sửa", `value="89"`, `name="phien-ban" value="2"`)
	edit.Set("phien-ban", "2")
	edit.Set("muc", "79")
	c.Post(made.Location+"/sua", edit).Want(t, http.StatusUnprocessableEntity, "lỏng hơn", `value="79"`)
	c.Get(made.Location).Want(t, http.StatusOK, "≥ 88 %")
	// Ended by a later document.
	end := url.Values{"so": {"70/QĐ-UBND"}, "ngay": {"04/02/2025"}, "ghi-chu": {"Bãi bỏ"}, "phien-ban": {"2"}}
	c.Post(made.Location+"/ket-thuc", end).Want(t, http.StatusUnprocessableEntity, "không được ký trước văn bản giao", `value="70/QĐ-UBND"`, "Bãi bỏ")
	end.Set("ngay", "5/2/2025")
	end.Set("phien-ban", "1")
	c.Post(made.Location+"/ket-thuc", end).Want(t, http.StatusConflict, "vừa được người khác sửa", "Bãi bỏ")
	end.Set("phien-ban", "2")
	c.Post(made.Location+"/ket-thuc", end).Want(t, http.StatusSeeOther)
	c.Get(made.Location).Want(t, http.StatusOK, "Đã kết thúc", "chưa áp dụng", "số 70/QĐ-UBND, 05/02/2025: Bãi bỏ").Lacks(t, "/sua", made.Location+"/ket-thuc")
	c.Get("/giao-chi-tieu?dot=dot-2&trang-thai=da-ket-thuc").Want(t, http.StatusOK, "61/KH-UBND", "1 chỉ tiêu giao")
	for _, action := range []string{"target.edit", "target.end"} {
		if n := count(t, s, `SELECT count(*)::int FROM audit_entry WHERE action = '`+action+`'`); n != 1 {
			t.Errorf("%s: %d audit rows", action, n)
		}
	}
}

// Every route: nobody, the wrong role, another place.
func TestRights(t *testing.T) {
	s := webtest.Start(t)
	people := map[string]*webtest.Client{"": s.Nobody(t)}
	for _, login := range []string{"xa", "huyen-584", "px03", "noivu", "lanhdao", "quantri"} {
		people[login] = s.As(t, login)
	}
	for _, r := range []struct {
		method, path string
		want         map[string]int
	}{
		{"GET", "/giao-chi-tieu", map[string]int{"": 303, "quantri": 403, "xa": 200, "px03": 200, "noivu": 200, "lanhdao": 200, "huyen-584": 200}},
		{"GET", "/giao-chi-tieu?dot=dot-9", map[string]int{"px03": 404}},
		{"GET", "/giao-chi-tieu?don-vi=" + unit(t, s, "582"), map[string]int{"huyen-584": 404, "px03": 200}},
		{"GET", "/giao-chi-tieu/in?van-ban=1", map[string]int{"": 303, "quantri": 403, "huyen-584": 404, "xa": 200, "px03": 200}},
		{"GET", "/giao-chi-tieu/moi", map[string]int{"": 303, "quantri": 403, "xa": 403, "px03": 403, "noivu": 403, "lanhdao": 403, "huyen-584": 200}},
		{"POST", "/giao-chi-tieu/moi", map[string]int{"": 401, "quantri": 403, "xa": 403, "px03": 403, "noivu": 403, "lanhdao": 403, "huyen-584": 422}},
		{"GET", "/giao-chi-tieu/1", map[string]int{"": 303, "quantri": 403, "huyen-584": 404, "xa": 200, "px03": 200, "noivu": 200, "lanhdao": 200}},
		{"GET", "/giao-chi-tieu/999", map[string]int{"px03": 404}},
		{"GET", "/giao-chi-tieu/5/sua", map[string]int{"": 303, "quantri": 403, "xa": 403, "px03": 403, "huyen-584": 404}},
		{"POST", "/giao-chi-tieu/5/sua", map[string]int{"": 401, "quantri": 403, "xa": 403, "px03": 403, "huyen-584": 404}},
		{"GET", "/giao-chi-tieu/5/ket-thuc", map[string]int{"": 303, "quantri": 403, "xa": 403, "px03": 403, "huyen-584": 404}},
		{"POST", "/giao-chi-tieu/5/ket-thuc", map[string]int{"": 401, "quantri": 403, "xa": 403, "px03": 403, "huyen-584": 404}},
	} {
		for login, want := range r.want {
			var a webtest.Answer
			if r.method == "GET" {
				a = people[login].Get(r.path)
			} else {
				a = people[login].Post(r.path, url.Values{"khoa": {"k"}, "phien-ban": {"1"}})
			}
			if a.Status != want {
				t.Errorf("%s, %q: %d, want %d", r.path, login, a.Status, want)
			}
		}
	}
	if n := count(t, s, `SELECT count(*)::int FROM assigned_target WHERE version > 1 AND id <> 2`); n != 0 {
		t.Errorf("%d targets were changed", n)
	}
}

// Beside the plan's verdict stands the district's, named; the explanation says
// who set it; the grid says what it lacks.
func TestBeside(t *testing.T) {
	s := webtest.Start(t)
	c := s.As(t, "huyen")
	board := c.Get("/bang-ket-qua?khoang=dot-1").Want(t, http.StatusOK, "giao ≥ 85 %", "Chỉ tiêu huyện giao ≥ 85 %, số 41/KH-UBND: Đạt", "Chỉ tiêu huyện giao, xét riêng với chỉ tiêu của kế hoạch", "Ca tuần tra",
		"≥ 10 (mỗi Tổ, mỗi kỳ), số 41/KH-UBND", "≥ 12 (mỗi Tổ, mỗi kỳ), số 57/KH-UBND")
	if n := strings.Count(board.Body, "giao ≥ 85 %"); n < 13 {
		t.Errorf("1.1 is assigned to 13 communes, %d stand on the board", n)
	}
	c.Get("/bang-ket-qua?khoang=dot-1&doc=hien-nay&tam-tinh=1").Want(t, http.StatusOK, "giao ≥ 85 %", "≥ 12 (mỗi Tổ, mỗi kỳ), số 57/KH-UBND")
	c.Get("/bang-ket-qua?khoang=toan").Want(t, http.StatusOK, "giao ≥ 85 %", "số 57/KH-UBND")
	c.Get("/bang-ket-qua?khoang=ky-1").Want(t, http.StatusOK).Lacks(t, "huyện giao")
	s.As(t, "huyen-584").Get("/bang-ket-qua?khoang=dot-1").Want(t, http.StatusOK).Lacks(t, "huyện giao")
	at := "&khoang=dot-1&don-vi=" + unit(t, s, "22759")
	c.Get("/giai-thich?chi-tieu=1.1"+at).Want(t, http.StatusOK, "≥ 80 % (Kế hoạch tỉnh)", "Chỉ tiêu huyện giao ≥ 85 %", "UBND thành phố Phan Rang – Tháp Chàm, số 41/KH-UBND ngày 18/11/2024. Áp dụng 01/12/2024–03/02/2025.")
	c.Get("/giai-thich?chi-tieu=1.2"+at).Want(t, http.StatusOK).Lacks(t, "huyện giao")
	team := s.TeamOf(t, "22759", 1)
	c.Get(fmt.Sprintf("/bang-ket-qua?khoang=dot-1&don-vi=%d", team)).Want(t, http.StatusOK, "Ca tuần tra", "0/1 kỳ", "≥ 12 (mỗi Tổ, mỗi kỳ), số 57/KH-UBND")
	s.As(t, "xa").Get(fmt.Sprintf("/bao-cao/%d", s.ReportOf(t, "22759", 3))).Want(t, http.StatusOK, "Chỉ tiêu huyện giao", "Ca tuần tra ≥ 12 (mỗi Tổ, mỗi kỳ), số 57/KH-UBND: 01 Tổ không đủ 12 ca (Tổ khu phố 10)", "1.1 Tin qua lực lượng ≥ 85 %, số 41/KH-UBND")
}

// The board of a district that assigned targets team by team takes one
// statement more, the others none.
func TestStatements(t *testing.T) {
	s := webtest.Start(t)
	w, err := world(s)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string]int64{"582": 2, "588": 1, "584": 1, "58": 1, "22759": 1} {
		var n atomic.Int64
		ctx := pg.Counted(t.Context(), &n)
		id := orgID(t, s, code)
		stretch, _ := w.Plan.Stretch("dot-1", w.Day)
		a := actor(w, id)
		if _, err := s.Server.Reports.Board(ctx, s.Pool, a, w, id, report.Want{Periods: stretch.Judged, Reading: report.AtTheTime}); err != nil {
			t.Fatal(err)
		}
		if n.Load() != want {
			t.Errorf("%s: %d statements, want %d", code, n.Load(), want)
		}
	}
	var n atomic.Int64
	id := orgID(t, s, "22759")
	if _, err := s.Server.Reports.Grid(pg.Counted(t.Context(), &n), s.Pool, actor(w, id), w, report.ID(s.ReportOf(t, "22759", 3)), w.Day); err != nil || n.Load() != 3 {
		t.Errorf("the grid: %d statements, %v", n.Load(), err)
	}
}
