package launchui_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

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

// The home district launches phase 2, its commune acknowledges, both homes
// and the province's list follow.
func TestDown(t *testing.T) {
	s := webtest.Start(t)
	huyen, xa, px03 := s.As(t, "huyen"), s.As(t, "xa"), s.As(t, "px03")
	px03.Get("/phat-dong").Want(t, http.StatusOK, "Phát động toàn tỉnh ngày 03/02/2025.", "18/62 xã, phường, thị trấn đã nhận")
	px03.Get("/").Want(t, http.StatusOK).Lacks(t, "Phát động Đợt")
	px03.Get("/phat-dong/dot-2?don-vi="+unit(t, s, "582")).Want(t, http.StatusOK, "Tất cả <b>13</b>", "Chưa được phát động <b>13</b>", "0900 000 171")
	xa.Get("/phat-dong/dot-2").Want(t, http.StatusOK, "UBND thành phố Phan Rang – Tháp Chàm chưa phát động đợt này đến đơn vị.").Lacks(t, "<textarea")
	xa.Get("/").Want(t, http.StatusOK).Lacks(t, "Xác nhận đã nhận phát động")
	answer := url.Values{"ngay-nhan": {"05/02/2025"}, "so-to": {"13"}, "ghi-chu": {"Họp Tổ tối 05/02"}}
	xa.Post("/phat-dong/dot-2/xac-nhan", answer).Want(t, http.StatusUnprocessableEntity, "chưa phát động Đợt 2 nên chưa xác nhận được")

	huyen.Get("/").Want(t, http.StatusOK, "Phát động Đợt 2 đến các xã", "/phat-dong/dot-2")
	form := url.Values{"so": {""}, "ngay": {"mai"}, "nguoi-ky": {""}, "loi": {"Ra quân đồng loạt"}}
	huyen.Post("/phat-dong/dot-2/phat-dong", form).Want(t, http.StatusUnprocessableEntity, "Nhập số văn bản phát động.", "Ngày văn bản: ", "Nhập họ tên, chức vụ người ký.", `value="mai"`, "Ra quân đồng loạt")
	form = url.Values{"so": {"70/KH-UBND"}, "ngay": {"05/02/2025"}, "nguoi-ky": {"Chủ tịch Trần Văn B"}, "loi": {"Ra quân đồng loạt"}, "khau-hieu": {"Khẩu hiệu khác"}}
	huyen.Post("/phat-dong/dot-2/phat-dong", form).Want(t, http.StatusSeeOther)
	huyen.Post("/phat-dong/dot-2/phat-dong", form).Want(t, http.StatusSeeOther)
	huyen.Get("/").Want(t, http.StatusOK).Lacks(t, "Phát động Đợt 2 đến các xã")
	huyen.Get("/phat-dong/dot-2").Want(t, http.StatusOK, "Số 70/KH-UBND ngày 05/02/2025", "Chủ tịch Trần Văn B", "Chưa xác nhận <b>13</b>").Lacks(t, "Khẩu hiệu khác", "<textarea")

	xa.Get("/").Want(t, http.StatusOK, "Xác nhận đã nhận phát động Đợt 2", "UBND thành phố Phan Rang – Tháp Chàm phát động ngày 05/02/2025.")
	xa.Get("/phat-dong/dot-2").Want(t, http.StatusOK, "Ra quân đồng loạt", `value="13"`, `value="05/02/2025"`)
	xa.Post("/phat-dong/dot-2/xac-nhan", url.Values{"ngay-nhan": {"hôm nay"}, "so-to": {"14"}, "ghi-chu": {"Ghi chú giữ lại"}}).Want(t, http.StatusUnprocessableEntity,
		"Ngày nhận: ", "Đơn vị có 13 Tổ", `value="hôm nay"`, "Ghi chú giữ lại")
	xa.Post("/phat-dong/dot-2/xac-nhan", answer).Want(t, http.StatusSeeOther)
	xa.Post("/phat-dong/dot-2/xac-nhan", answer).Want(t, http.StatusSeeOther)
	xa.Get("/phat-dong/dot-2").Want(t, http.StatusOK, "Đơn vị đã nhận và triển khai đến các Tổ", "Họp Tổ tối 05/02").Lacks(t, "<textarea")
	huyen.Get("/phat-dong/dot-2?trang-thai=da-nhan").Want(t, http.StatusOK, "Phường Kinh Dinh", "13/13 Tổ", "Đã nhận và triển khai <b>1</b>").Lacks(t, "Phường Đô Vinh")
	if n := count(t, s, `SELECT count(*)::int FROM audit_entry WHERE action IN ('launch.pass', 'launch.receive') AND summary LIKE '%Đợt 2%' AND actor_id IN (SELECT id FROM app_user WHERE login IN ('xa', 'huyen'))`); n != 2 {
		t.Errorf("%d audit rows", n)
	}
}

// The province's own form, before a phase is launched.
func TestProvince(t *testing.T) {
	s := webtest.Start(t)
	if _, err := s.Pool.Exec(t.Context(), `DELETE FROM launch_receipt WHERE phase_id = (SELECT id FROM phase WHERE code = 'dot-2')`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Pool.Exec(t.Context(), `WITH below AS (DELETE FROM launch WHERE level = 'district' AND phase_id = (SELECT id FROM phase WHERE code = 'dot-2') RETURNING id)
		DELETE FROM launch WHERE level = 'province' AND phase_id = (SELECT id FROM phase WHERE code = 'dot-2') AND (SELECT count(*) FROM below) > 0`); err != nil {
		t.Fatal(err)
	}
	px03 := s.As(t, "px03")
	px03.Get("/").Want(t, http.StatusOK, "Phát động Đợt 2", "Đợt đã bắt đầu 04/02/2025")
	s.As(t, "huyen").Get("/phat-dong/dot-2").Want(t, http.StatusOK, "Tỉnh chưa phát động Đợt 2 nên đơn vị chưa phát động được.").Lacks(t, "<textarea")
	px03.Get("/phat-dong/dot-2").Want(t, http.StatusOK, "Khẩu hiệu của đợt", ">Thi đua lập thành tích chào mừng kỷ niệm 80 năm", "Nguyên văn trong kế hoạch", "đến 62 xã, phường, thị trấn", "/ke-hoach/toan-van")
	px03.Post("/phat-dong/dot-2/phat-dong", url.Values{"khau-hieu": {" "}, "loi": {"Lời phát động giữ lại"}}).Want(t, http.StatusUnprocessableEntity, "Nhập khẩu hiệu của đợt.", "Lời phát động giữ lại")
	px03.Post("/phat-dong/dot-2/phat-dong", url.Values{"khau-hieu": {"Khẩu hiệu của tỉnh"}}).Want(t, http.StatusSeeOther)
	px03.Get("/phat-dong/dot-2").Want(t, http.StatusOK, "“Khẩu hiệu của tỉnh”", "Nguyên văn trong kế hoạch: “Thi đua lập thành tích")
}

// Every route: nobody, the wrong role, another place.
func TestRights(t *testing.T) {
	s := webtest.Start(t)
	people := map[string]*webtest.Client{"": s.Nobody(t)}
	for _, login := range []string{"xa", "huyen", "px03", "noivu", "lanhdao", "quantri"} {
		people[login] = s.As(t, login)
	}
	before := count(t, s, `SELECT (SELECT count(*) FROM launch)::int * 1000 + (SELECT count(*) FROM launch_receipt)::int`)
	for _, r := range []struct {
		method, path string
		want         map[string]int
	}{
		{"GET", "/phat-dong", map[string]int{"": 303, "quantri": 403, "xa": 200, "huyen": 200, "px03": 200, "noivu": 200, "lanhdao": 200}},
		{"GET", "/phat-dong/dot-1", map[string]int{"": 303, "quantri": 403, "xa": 200, "huyen": 200, "px03": 200, "noivu": 200, "lanhdao": 200}},
		{"GET", "/phat-dong/dot-9", map[string]int{"px03": 404}},
		{"GET", "/phat-dong/dot-2?don-vi=" + unit(t, s, "584"), map[string]int{"huyen": 404, "px03": 200}},
		{"POST", "/phat-dong/dot-2/phat-dong", map[string]int{"": 401, "quantri": 403, "xa": 403, "noivu": 403, "lanhdao": 403, "huyen": 422, "px03": 303}},
		{"POST", "/phat-dong/dot-9/phat-dong", map[string]int{"px03": 404}},
		{"POST", "/phat-dong/dot-2/xac-nhan", map[string]int{"": 401, "quantri": 403, "huyen": 403, "px03": 403, "noivu": 403, "lanhdao": 403, "xa": 422}},
		{"POST", "/phat-dong/dot-9/xac-nhan", map[string]int{"xa": 404}},
	} {
		for login, want := range r.want {
			var a webtest.Answer
			if r.method == "GET" {
				a = people[login].Get(r.path)
			} else {
				a = people[login].Post(r.path, url.Values{"so-to": {"1"}})
			}
			if a.Status != want {
				t.Errorf("%s, %q: %d, want %d", r.path, login, a.Status, want)
			}
		}
	}
	if n := count(t, s, `SELECT (SELECT count(*) FROM launch)::int * 1000 + (SELECT count(*) FROM launch_receipt)::int`); n != before {
		t.Errorf("%d launches and receipts, before %d", n, before)
	}
	// Leaders and Home Affairs read everybody; a district its own.
	people["noivu"].Get("/phat-dong/dot-1").Want(t, http.StatusOK, "Huyện Bác Ái", "Tất cả <b>62</b>")
	people["huyen"].Get("/phat-dong/dot-1").Want(t, http.StatusOK, "Tất cả <b>13</b>").Lacks(t, "Bác Ái")
}
