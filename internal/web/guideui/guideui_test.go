package guideui_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"thidua/internal/pg"
	"thidua/internal/web/webtest"
)

var keyField = regexp.MustCompile(`name="khoa" value="([^"]+)"`)

func value[T any](t *testing.T, s *webtest.Site, sql string, args ...any) T {
	t.Helper()
	v, err := pg.Value[T](context.Background(), s.Pool, sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// draft is begun by PX03 for a phase; its address.
func draft(t *testing.T, s *webtest.Site, phase string) string {
	t.Helper()
	c := s.As(t, "px03")
	m := keyField.FindStringSubmatch(c.Get("/khen-thuong/tieu-chi").Want(t, http.StatusOK, "Lập dự thảo").Body)
	return c.Post("/khen-thuong/tieu-chi/moi", url.Values{"khoa": {m[1]}, "dot": {phase}}).Want(t, http.StatusSeeOther).Location
}

// issued is a draft agreed to and issued as it stands.
func issued(t *testing.T, s *webtest.Site, at string) {
	t.Helper()
	c := s.As(t, "noivu")
	m := regexp.MustCompile(`name="lan-sua" value="(\d+)"`).FindStringSubmatch(c.Get(at).Want(t, http.StatusOK, "Thống nhất bản này").Body)
	c.Post(at+"/thong-nhat", url.Values{"lan-sua": {m[1]}}).Want(t, http.StatusSeeOther)
	c.Post(at+"/ban-hanh", url.Values{"so": {""}, "ngay": {"31/02/2025"}}).Want(t, http.StatusUnprocessableEntity, "Nhập số, ký hiệu của Hướng dẫn", `value="31/02/2025"`, `aria-invalid="true"`)
	c.Post(at+"/ban-hanh", url.Values{"so": {"12/HD-SNV"}, "ngay": {"5/2/2025"}}).Want(t, http.StatusSeeOther)
}

// pair is the edit form of Giấy khen for teams at sơ kết.
func pair(edit ...string) url.Values {
	f := url.Values{"lan-sua": {"1"}}
	for name, v := range map[string]string{"co": "1", "thanh-tich": "dot-1", "chi-tieu": "8:dot-1", "bao-cao": "dot-1", "bao-cao-tre": "1", "bao-cao-thieu": "0", "gioi-han-ty-le": "20"} {
		f.Set("giay_khen-team-"+name, v)
	}
	for i := 0; i+1 < len(edit); i += 2 {
		f.Set(edit[i], edit[i+1])
	}
	return f
}

// A draft is written, tried, agreed to and issued over the screens; who may
// not see it does not.
func TestGuideOnScreen(t *testing.T) {
	s := webtest.StartBare(t)
	at := draft(t, s, "dot-1")
	px := s.As(t, "px03")
	px.Get(at).Want(t, http.StatusOK, "Dự thảo: chỉ Phòng PX03 và Sở Nội vụ xem được.", "Giấy khen, tập thể", "Sửa dự thảo").Lacks(t, "Thống nhất bản này", "Bằng khen, tập thể")
	for _, login := range []string{"xa", "huyen", "lanhdao"} {
		for _, sub := range []string{"", "/in", "/huong-dan.docx"} {
			s.As(t, login).Get(at+sub).Want(t, http.StatusNotFound)
		}
		s.As(t, login).Get("/khen-thuong/tieu-chi").Want(t, http.StatusOK, "Chưa có hướng dẫn nào").Lacks(t, at)
	}
	s.As(t, "noivu").Get(at+"/sua").Want(t, http.StatusForbidden)

	// Refused: beside its field, with what was typed.
	bad := pair("giay_khen-team-gioi-han-ty-le", "abc", "giay_khen-team-bd-ma", "A", "giay_khen-team-bd-noi-dung", "Tuần tra đều")
	bad.Del("giay_khen-team-chi-tieu")
	px.Post(at+"/sua", bad).Want(t, http.StatusUnprocessableEntity, "Tỷ lệ tối đa (%) phải là số nguyên", `value="abc"`, "Tuần tra đều", "Điểm tối đa của nội dung “A” phải từ 1 đến 1.000").Look(t, "refused")
	px.Post(at+"/sua", url.Values{"lan-sua": {"1"}}).Want(t, http.StatusUnprocessableEntity, "Nhập tiêu chí cho ít nhất một hình thức").Look(t, "nothing")
	none := pair()
	none.Del("giay_khen-team-chi-tieu")
	px.Post(at+"/sua", none).Want(t, http.StatusUnprocessableEntity, "khen thưởng phải dựa trên thành tích")
	// More rows, nothing written.
	more := pair("giay_khen-team-bd-ma", "A", "giay_khen-team-bd-noi-dung", "Tuần tra đều", "them", "giay_khen-team")
	a := px.Post(at+"/sua", more).Want(t, http.StatusOK, "Tuần tra đều").Look(t, "more rows")
	if n := strings.Count(a.Body, `name="giay_khen-team-bd-ma"`); n != 9 {
		t.Errorf("%d rows, want the one typed and eight spare", n)
	}
	if n := value[int](t, s, `SELECT edits FROM award_guide`); n != 1 {
		t.Errorf("edits %d: something was written", n)
	}
	good := pair("giay_khen-team-bd-ma", "A", "giay_khen-team-bd-noi-dung", "Tuần tra đều", "giay_khen-team-bd-diem", "60", "giay_khen-team-bang-diem", "40")
	px.Post(at+"/sua", good).Want(t, http.StatusSeeOther)
	px.Post(at+"/sua", good).Want(t, http.StatusConflict, "Dự thảo vừa được người khác sửa", "Tuần tra đều").Look(t, "clash")
	px.Get(at).Want(t, http.StatusOK, "Tuần tra đều", "Tối đa 60 điểm, cần đạt từ 40 điểm.").Lacks(t, "Giấy khen, cá nhân")

	issued(t, s, at)
	s.As(t, "xa").Get(at).Want(t, http.StatusOK, "Đã ban hành", "12/HD-SNV, 05/02/2025").Lacks(t, "Thử tiêu chí", "Sửa dự thảo", "Trả lại")
	s.As(t, "xa").Get(at+"/thu").Want(t, http.StatusForbidden)
	px.Get(at+"/sua").Want(t, http.StatusConflict)
	if d := s.As(t, "xa").Get(at + "/huong-dan.docx"); d.Status != http.StatusOK || !strings.HasPrefix(d.Body, "PK") {
		t.Errorf("%d %.20q", d.Status, d.Body)
	}
	s.As(t, "xa").Get(at+"/in").Want(t, http.StatusOK, "Bảng chấm điểm (Giấy khen, tập thể)", "Số: 12/HD-SNV").Lacks(t, "DỰ THẢO")
}

// The simulator writes nothing until its thresholds are brought into the draft.
func TestSimulator(t *testing.T) {
	s := webtest.StartBare(t)
	at := draft(t, s, "dot-1")
	px := s.As(t, "px03")
	px.Get(at+"/thu").Want(t, http.StatusOK, "Thay đổi ngưỡng thử", "Theo huyện, thành phố", "Theo số thành viên của Tổ", "Theo giới", "Đã được khen trong phong trào", "1–50 trong 397", "Giới hạn theo từng đơn vị đề nghị", "Phường Kinh Dinh").Lacks(t, "Đưa ngưỡng này vào dự thảo", "Theo chức danh")
	q := url.Values{"doi-tuong": {"giay_khen-member"}, "thu": {"1"}, "thanh-tich": {"dot-1"}, "chi-tieu": {"8:dot-1"}, "thang": {"1"}}
	a := px.Get(at+"/thu?"+q.Encode()).Want(t, http.StatusOK, "Theo chức danh", "Đưa ngưỡng này vào dự thảo", "Thêm được xét so với dự thảo", "ít nhất", `value="8:dot-1" checked`).Look(t, "tried")
	gained := regexp.MustCompile(`Dự thảo: (\d+); thêm (\d+), bớt 0`).FindStringSubmatch(a.Body)
	if gained == nil || gained[2] == "0" {
		t.Fatalf("a looser draft gains nobody: %v", gained)
	}
	if n := value[int](t, s, `SELECT edits FROM award_guide`); n != 1 {
		t.Errorf("trying wrote: edits %d", n)
	}
	if x := px.Get(at + "/thu?" + q.Encode() + "&xuat=csv"); x.Status != http.StatusOK || !strings.Contains(x.Body, "Không đủ điều kiện") || !strings.Contains(x.Body, "Tổ trưởng") {
		t.Errorf("%d %.200s", x.Status, x.Body)
	}
	q.Set("thang", "99")
	px.Get(at+"/thu?"+q.Encode()).Want(t, http.StatusOK, "Số tháng tham gia phải từ 1 đến 60.", `value="99"`).Lacks(t, "Đưa ngưỡng này vào dự thảo").Look(t, "refused")
	q.Set("thang", "1")
	q.Set("lan-sua", "1")
	s.As(t, "noivu").Post(at+"/thu", q).Want(t, http.StatusForbidden)
	to := px.Post(at+"/thu", q).Want(t, http.StatusSeeOther)
	if to.Location != at+"#giay_khen-member" {
		t.Error(to.Location)
	}
	px.Get(at).Want(t, http.StatusOK, "đủ 01 tháng trở lên")
	px.Post(at+"/thu", q).Want(t, http.StatusConflict)
}

// The ranked list, picking nominees, one subject's page with its point sheet,
// and a case that stands in the way.
func TestEligibilityOnScreen(t *testing.T) {
	s := webtest.StartBare(t)
	xa, huyen := s.As(t, "xa"), s.As(t, "huyen")
	xa.Get("/khen-thuong/xet").Want(t, http.StatusOK, "Chưa xét được", "Phòng PX03 dự thảo, Sở Nội vụ thống nhất và ban hành")
	at := draft(t, s, "dot-1")
	s.As(t, "px03").Post(at+"/sua", pair("giay_khen-team-bd-ma", "A", "giay_khen-team-bd-noi-dung", "Tuần tra đều", "giay_khen-team-bd-diem", "60", "giay_khen-team-bang-diem", "40")).Want(t, http.StatusSeeOther)
	issued(t, s, at)
	team := s.TeamOf(t, "22759", 1)
	one := fmt.Sprintf("/khen-thuong/xet/to/%d", team)
	xa.Get("/khen-thuong/xet").Want(t, http.StatusOK, "Theo Hướng dẫn số 12/HD-SNV", `action="/khen-thuong/ho-so/moi"`, `name="hinh-thuc" value="giay_khen"`, fmt.Sprintf(`name="to" value="%d"`, team), "Lập hồ sơ đề nghị", "1–13 trong 13",
		"Phường Kinh Dinh được đề nghị không quá 2/13").Look(t, "list")
	xa.Get("/khen-thuong/xet?q=khu+pho+12").Want(t, http.StatusOK, "1–1 trong 1", "khu phố 12")
	xa.Get("/khen-thuong/xet?ket-luan=du&q=khong+co").Want(t, http.StatusOK, "Không có ai trong danh sách")
	xa.Get("/khen-thuong/xet?doi-tuong=member").Want(t, http.StatusOK, "không có tiêu chí Giấy khen, cá nhân")
	huyen.Get("/khen-thuong/xet").Want(t, http.StatusOK).Lacks(t, "Lập hồ sơ đề nghị") // communes propose Giấy khen
	huyen.Get(fmt.Sprintf("/khen-thuong/xet?don-vi=%d", value[int64](t, s, `SELECT unit_id FROM unit_name WHERE code = '584'`))).Want(t, http.StatusNotFound)
	s.As(t, "quantri").Get("/khen-thuong/xet").Want(t, http.StatusForbidden)

	xa.Get(one).Want(t, http.StatusOK, "Chưa đủ số liệu", "báo cáo chưa gửi", "/giai-thich?chi-tieu=6.1", "Bảng chấm điểm", "Lưu điểm tự chấm", "Đơn vị đề nghị").Look(t, "one")
	huyen.Get(one).Want(t, http.StatusOK, "Bảng chấm điểm").Lacks(t, "Lưu điểm tự chấm", "Xác nhận điểm")
	for _, login := range []string{"xa-22738", "huyen-584"} {
		s.As(t, login).Get(one).Want(t, http.StatusNotFound)
		s.As(t, login).Post(one+"/tu-cham", url.Values{"phien-ban": {"0"}}).Want(t, map[string]int{"xa-22738": http.StatusNotFound, "huyen-584": http.StatusNotFound}[login])
	}
	score := url.Values{"phien-ban": {"0"}, "hinh-thuc": {"giay_khen"}, "dot": {"dot-1"}, "diem-1": {"61"}, "chung-cu-1": {"Sổ tuần tra"}}
	xa.Post(one+"/tu-cham", score).Want(t, http.StatusUnprocessableEntity, "Điểm tự chấm phải là số nguyên từ 0 đến 60.", `value="61"`, "Sổ tuần tra", `aria-invalid="true"`).Look(t, "refused score")
	score.Set("diem-1", "58")
	xa.Post(one+"/tu-cham", score).Want(t, http.StatusSeeOther)
	stale := url.Values{"phien-ban": {"0"}, "hinh-thuc": {"giay_khen"}, "dot": {"dot-1"}, "diem-1": {"37"}, "chung-cu-1": {"Sổ khác"}}
	xa.Post(one+"/tu-cham", stale).Want(t, http.StatusConflict, "Bảng chấm điểm vừa được người khác sửa.", `value="37"`, `value="Sổ khác"`, `name="phien-ban" value="1"`).Look(t, "somebody else's score")
	verified := url.Values{"phien-ban": {"1"}, "hinh-thuc": {"giay_khen"}, "dot": {"dot-1"}, "diem-1": {"45"}}
	huyen.Post(one+"/xac-nhan", verified).Want(t, http.StatusConflict, "Chưa có hồ sơ đề nghị đang thẩm định")
	if value[int64](t, s, `WITH d AS (INSERT INTO dossier (form, phase_id, unit_id, awarding_id, no, roles, state, scope_path, created)
	  SELECT 'giay_khen', p.id, l.parent_id, l.parent_id, 1, '{"proposer": "commune_police", "appraiser": "district"}', 'appraising', '1.', '{"UserID": 1, "Name": "An", "Title": "", "At": "2025-02-05T08:00:00+07:00"}'
	   FROM phase p, unit_link l WHERE p.ordinal = 0 AND l.child_id = `+fmt.Sprint(team)+` LIMIT 1 RETURNING id, phase_id, created)
	  INSERT INTO nominee (dossier_id, phase_id, form, place, subject, team_id, name, span, merit, state, changed)
	  SELECT id, phase_id, 'giay_khen', 1, 'team', `+fmt.Sprint(team)+`, 'Tổ', 'dot-1', 'Đã có thành tích', 'nominated', created FROM d RETURNING id`) == 0 {
		t.Fatal("no nominee")
	}
	huyen.Get(one).Want(t, http.StatusOK, "Xác nhận điểm")
	huyen.Post(one+"/xac-nhan", verified).Want(t, http.StatusSeeOther)
	xa.Get(one).Want(t, http.StatusOK, "45/60 điểm, yêu cầu từ 40", "Xác nhận: ", "Sổ tuần tra").Lacks(t, "Lưu điểm tự chấm")

	// A case: searched for, recorded, seen, concluded.
	xa.Get("/khen-thuong/vu-viec").Want(t, http.StatusOK, "Chưa có vụ việc nào được ghi")
	find := xa.Get("/khen-thuong/vu-viec/moi?cua=khu+pho+1").Want(t, http.StatusOK, fmt.Sprintf("/khen-thuong/vu-viec/moi?to=%d", team))
	m := keyField.FindStringSubmatch(find.Body)
	form := url.Values{"khoa": {m[1]}, "to": {fmt.Sprint(team)}, "loai": {"inspection"}, "ngay": {"32/01/2025"}, "ly-do": {"Thanh tra kinh phí"}}
	xa.Post("/khen-thuong/vu-viec/moi", form).Want(t, http.StatusUnprocessableEntity, `value="32/01/2025"`, "Thanh tra kinh phí", "Ngày bắt đầu xem xét: ", "Tổ bảo vệ ANTT khu phố 1").Look(t, "refused case")
	form.Set("ngay", "20/1/2025")
	made := xa.Post("/khen-thuong/vu-viec/moi", form).Want(t, http.StatusSeeOther).Location
	xa.Get(one).Want(t, http.StatusOK, "Đang được thanh tra, kiểm tra từ ngày 20/01/2025: Thanh tra kinh phí", made)
	s.As(t, "lanhdao").Get(one).Want(t, http.StatusOK, "Có vụ việc chưa cho phép xét khen thưởng").Lacks(t, "Thanh tra kinh phí", made)
	s.As(t, "lanhdao").Get(made).Want(t, http.StatusForbidden)
	s.As(t, "xa-22738").Get(made).Want(t, http.StatusNotFound)
	end := url.Values{"phien-ban": {"1"}, "ngay": {"04/02/2025"}, "ket-luan": {"Không có vi phạm"}, "ky-luat-den": {"x"}}
	xa.Post(made+"/ket-luan", end).Want(t, http.StatusUnprocessableEntity, `value="x"`, "Không có vi phạm").Look(t, "refused end")
	end.Set("ky-luat-den", "")
	xa.Post(made+"/ket-luan", end).Want(t, http.StatusSeeOther)
	xa.Get(made).Want(t, http.StatusOK, "Đã kết luận", "04/02/2025: Không có vi phạm").Lacks(t, "Ghi kết luận")
	xa.Get(one).Want(t, http.StatusOK, "Không có vụ việc đang xem xét")
}
