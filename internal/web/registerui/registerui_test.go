package registerui

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"thidua/internal/access"
)

func (s *site) deedForm(t *testing.T, edit ...string) url.Values {
	t.Helper()
	f := url.Values{"khoa": {s.key(t, "/guong/moi")}, "to": {s.id("khu phố 1")}, "ngay": {"10/12/2024"}, "nguoi": {"Anh Lê Văn An, Tổ viên"}, "viec": {"Trả lại ví nhặt được"}, "van-them": {"1"}}
	for i := 0; i+1 < len(edit); i += 2 {
		f.Set(edit[i], edit[i+1])
	}
	return f
}

func (s *site) addDeed(t *testing.T, edit ...string) {
	t.Helper()
	if a := s.do(t, "POST", "/guong/moi", s.deedForm(t, edit...)); a.code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", a.code, a.body)
	}
}

func (s *site) deedURL(t *testing.T, what string) string {
	t.Helper()
	a := s.page(t, "/guong")
	i := strings.Index(a, `href="/guong/`)
	for i >= 0 {
		rest := a[i+len(`href="`):]
		if u := rest[:strings.IndexByte(rest, '"')]; strings.HasSuffix(u, "/"+what) {
			return u
		}
		j := strings.Index(rest, `href="/guong/`)
		if j < 0 {
			break
		}
		i += len(`href="`) + j
	}
	t.Fatalf("no /guong/…/%s on the list", what)
	return ""
}

func TestDeedPages(t *testing.T) {
	s := build(t)
	s.page(t, "/guong", "Không ghi", "danh tính người cung cấp nguồn tin", "Chưa có việc tốt nào", "Mỗi tháng mỗi Tổ", "Thêm việc tốt")
	form := s.deedForm(t)
	first := s.do(t, "POST", "/guong/moi", form)
	if first.code != http.StatusSeeOther || !strings.HasPrefix(first.location, "/guong/") {
		t.Fatalf("%d to %q", first.code, first.location)
	}
	if again := s.do(t, "POST", "/guong/moi", form); again.code != http.StatusSeeOther || again.location != first.location {
		t.Errorf("the second click: %d to %q, want %q", again.code, again.location, first.location)
	}
	if n := s.count(t, `SELECT count(*) FROM good_deed`); n != 1 {
		t.Errorf("%d deeds", n)
	}
	if n := s.count(t, `SELECT count(*) FROM audit_entry WHERE action = 'deed.add' AND actor_id = $1`, s.user); n != 1 {
		t.Errorf("%d audit rows", n)
	}
	s.page(t, "/guong", "10/12/2024", "Tổ khu phố 1", "Anh Lê Văn An", "Trả lại ví", "Nguyễn Văn Minh", "Sửa", "Rút", "1 dòng")
	if a := s.do(t, "POST", "/guong/moi", s.deedForm(t, "tiep", "1")); a.location != "/guong/moi" {
		t.Errorf("on to the next: %q", a.location)
	}
	body := s.as(access.PX03, "Ninh Thuận").page(t, "/guong", "phường Kinh Dinh", "2 dòng")
	if strings.Contains(body, "/sua") || strings.Contains(body, "/guong/moi") {
		t.Error("a reader is offered to write")
	}
}

func TestRefusedDeedKeepsWhatWasTyped(t *testing.T) {
	s := build(t)
	form := s.deedForm(t, "to", s.id("khu phố 2"), "ngay", "31/02/2025", "viec", "Gọi số 0912 345 678 <b>", "cap", "commune", "noi-ghi-nhan", "UBND phường", "nguoi", "")
	a := s.do(t, "POST", "/guong/moi", form)
	if a.code != http.StatusUnprocessableEntity {
		t.Fatalf("%d\n%s", a.code, a.body)
	}
	holds(t, "the refused form", a.body, "Có 4 nội dung cần sửa", `href="#f-ngay"`, `href="#f-nguoi"`, "Nhập người", `href="#f-viec"`, "Bỏ số điện thoại", `href="#f-ngay-ghi-nhan"`,
		`value="`+form.Get("khoa")+`"`, `value="`+s.id("khu phố 2")+`" selected`, `value="31/02/2025"`, `aria-invalid="true"`, "Gọi số 0912 345 678 &lt;b&gt;", `value="UBND phường"`)
	if n := s.count(t, `SELECT count(*) FROM good_deed`); n != 0 {
		t.Errorf("%d deeds stored", n)
	}
	form = s.deedForm(t, "ngay", "06/02/2025")
	if a := s.do(t, "POST", "/guong/moi", form); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Ngày không được sau hôm nay") {
		t.Errorf("tomorrow: %d", a.code)
	}
	form.Set("ngay", "05/02/2025")
	if a := s.do(t, "POST", "/guong/moi", form); a.code != http.StatusSeeOther {
		t.Errorf("the mended form: %d", a.code)
	}
}

func TestEditDeedPage(t *testing.T) {
	s := build(t)
	s.addDeed(t, "cap", "commune", "noi-ghi-nhan", "UBND phường Kinh Dinh", "ngay-ghi-nhan", "20/12/2024", "van-ban", "15/QĐ-UBND")
	edit := s.deedURL(t, "sua")
	s.page(t, edit, "Sửa việc tốt", `name="phien-ban" value="1"`, `selected>Tổ khu phố 1`, `value="10/12/2024"`, "Trả lại ví nhặt được")
	form := url.Values{"phien-ban": {"1"}, "to": {s.id("khu phố 2")}, "ngay": {"11/12/2024"}, "nguoi": {"Chị B"}, "viec": {"Bản của tôi"}}
	if a := s.do(t, "POST", edit, form); a.code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", a.code, a.body)
	}
	s.page(t, "/guong", "11/12/2024", "Tổ khu phố 2", "Bản của tôi")
	form.Set("viec", "Bản đến sau")
	a := s.do(t, "POST", edit, form)
	if a.code != http.StatusConflict {
		t.Fatalf("an old version: %d", a.code)
	}
	holds(t, "the clash", a.body, "vừa được người khác sửa", "Xem bản mới", `name="phien-ban" value="2"`, "Bản đến sau")
	form.Set("phien-ban", "2")
	form.Set("nguoi", "")
	if a := s.do(t, "POST", edit, form); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Bản đến sau") {
		t.Errorf("invalid: %d", a.code)
	}
}

func TestWithdrawDeedPage(t *testing.T) {
	s := build(t)
	s.addDeed(t)
	ask := s.deedURL(t, "rut")
	s.page(t, ask, "Rút việc tốt", "Trả lại ví nhặt được", "Lý do rút")
	if a := s.do(t, "POST", ask, url.Values{"phien-ban": {"1"}, "ly-do": {"  "}}); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Nhập lý do rút") {
		t.Errorf("no reason: %d", a.code)
	}
	if a := s.do(t, "POST", ask, url.Values{"phien-ban": {"7"}, "ly-do": {"Ghi trùng"}}); a.code != http.StatusConflict || !strings.Contains(a.body, "Ghi trùng") {
		t.Errorf("another version: %d", a.code)
	}
	if a := s.do(t, "POST", ask, url.Values{"phien-ban": {"1"}, "ly-do": {"Ghi trùng"}}); a.code != http.StatusSeeOther || a.location != "/guong" {
		t.Fatalf("%d to %q", a.code, a.location)
	}
	s.page(t, "/guong", "Chưa có việc tốt nào")
	s.page(t, "/guong?trang-thai=withdrawn", "Đã rút", "Ghi trùng")
	edit := strings.Replace(ask, "/rut", "/sua", 1)
	if a := s.do(t, "GET", edit, nil); a.code != http.StatusSeeOther || a.location != "/guong?trang-thai=withdrawn" {
		t.Errorf("the form of a withdrawn deed: %d to %q", a.code, a.location)
	}
	if a := s.do(t, "POST", edit, url.Values{"phien-ban": {"2"}, "to": {s.id("khu phố 1")}, "ngay": {"10/12/2024"}, "nguoi": {"A"}, "viec": {"B"}}); a.code != http.StatusUnprocessableEntity {
		t.Errorf("editing a withdrawn deed: %d", a.code)
	}
}

func TestDeedFilters(t *testing.T) {
	s := build(t)
	s.addDeed(t, "ngay", "10/11/2024", "viec", "Dập tắt đám cháy")
	s.addDeed(t, "ngay", "10/12/2024", "to", s.id("khu phố 2"))
	for target, want := range map[string][]string{
		"/guong?ky=1":                            {"Tháng 11/2024", "10/11/2024", "1 dòng"},
		"/guong?ky=2":                            {"10/12/2024", "1 dòng"},
		"/guong?tu=10/12/2024&den=2024-12-10":    {`value="10/12/2024"`, "1 dòng"},
		"/guong?tu=11/12/2024":                   {"Chưa có việc tốt nào", "Không có dòng nào khớp"},
		"/guong?tu=99/12/2024":                   {"Nhập ngày theo dạng", "2 dòng"},
		"/guong?q=dap+tat+DAM":                   {"Dập tắt đám cháy", "1 dòng"},
		"/guong?don-vi=" + s.id("khu phố 2"):     {"Tổ khu phố 2", "1 dòng"},
		"/guong?trang=99999999999999":            {"2 dòng"},
		"/guong?q=%00%27%3B--&trang-thai=xx&ky=": {"Không có dòng nào khớp"},
	} {
		s.page(t, target, want...)
	}
	if body := s.page(t, "/guong"); strings.Contains(body, "Tháng 3/2025") {
		t.Error("a future period is offered")
	}
	if a := s.do(t, "GET", "/guong?don-vi="+s.id("Đô Vinh"), nil); a.code != http.StatusNotFound {
		t.Errorf("another commune's list: %d", a.code)
	}
	for i := range 52 {
		s.addDeed(t, "ngay", "15/12/2024", "viec", strings.Repeat("a", i+1))
	}
	s.page(t, "/guong?ky=2&q=", "1–50 trong 53", "/guong?ky=2&amp;trang=2")
	s.page(t, "/guong?ky=2&trang=2", "51–53 trong 53", `rel="prev" href="/guong?ky=2"`)
}

func TestModelPages(t *testing.T) {
	s := build(t)
	s.page(t, "/mo-hinh", "Không ghi", "Chưa có mô hình nào", "Thêm mô hình")
	form := url.Values{"khoa": {s.key(t, "/mo-hinh/moi")}, "ten": {"Camera an ninh"}, "linh-vuc": {"Phòng, chống tội phạm"}, "bat-dau": {"01/08/2024"},
		"to": {s.id("khu phố 2")}, "cap": {"district"}, "noi-ghi-nhan": {"Công an thành phố"}, "van-ban": {"12/CV"}, "ngay-ghi-nhan": {"mai"}}
	a := s.do(t, "POST", "/mo-hinh/moi", form)
	if a.code != http.StatusUnprocessableEntity {
		t.Fatalf("%d", a.code)
	}
	holds(t, "the refused model", a.body, "Có 1 nội dung cần sửa", "Ngày ghi nhận: nhập ngày theo dạng", `value="Camera an ninh"`, `selected>Phòng, chống tội phạm`, `value="01/08/2024"`,
		`value="`+s.id("khu phố 2")+`" checked`, `value="district" selected`, `value="Công an thành phố"`, `value="12/CV"`, `value="mai"`)
	form.Set("ngay-ghi-nhan", "01/12/2024")
	first := s.do(t, "POST", "/mo-hinh/moi", form)
	if again := s.do(t, "POST", "/mo-hinh/moi", form); first.code != http.StatusSeeOther || again.location != first.location {
		t.Fatalf("%d, %q and %q", first.code, first.location, again.location)
	}
	s.page(t, "/mo-hinh", "Camera an ninh", "1/2 Tổ", "khu phố 2", "Đang hoạt động", "từ 01/08/2024", "Công an thành phố, 01/12/2024", "12/CV")
	s.page(t, "/mo-hinh?trang-thai=recognised&ky=2", "Camera an ninh")
	s.page(t, "/mo-hinh?trang-thai=unrecognised", "Không có dòng nào khớp")
	edit := first.location + "/sua"
	s.page(t, edit, `name="phien-ban" value="1"`, `selected>Phòng, chống tội phạm`, `value="`+s.id("khu phố 2")+`" checked`)
	form.Set("phien-ban", "1")
	form["to"] = []string{s.id("khu phố 1"), s.id("khu phố 2")}
	form.Set("ket-thuc", "31/01/2025")
	form.Set("vi-sao", "Hết kinh phí")
	if a := s.do(t, "POST", edit, form); a.code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", a.code, a.body)
	}
	s.page(t, "/mo-hinh?trang-thai=ended", "2/2 Tổ", "Đã kết thúc", "01/08/2024–31/01/2025")
	if a := s.do(t, "POST", edit, form); a.code != http.StatusConflict || !strings.Contains(a.body, `name="phien-ban" value="2"`) {
		t.Errorf("an old version: %d", a.code)
	}
	form.Add("to", s.id("khu phố 9"))
	form.Set("phien-ban", "2")
	if a := s.do(t, "POST", edit, form); a.code != http.StatusNotFound {
		t.Errorf("crediting another commune's team: %d", a.code)
	}
	ask := strings.Replace(edit, "/sua", "/rut", 1)
	s.page(t, ask, "Rút mô hình", "Camera an ninh")
	if a := s.do(t, "POST", ask, url.Values{"phien-ban": {"2"}, "ly-do": {"CCCD 058190001234"}}); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Không ghi số định danh") {
		t.Errorf("an id number in the reason: %d", a.code)
	}
	if a := s.do(t, "POST", ask, url.Values{"phien-ban": {"2"}, "ly-do": {"Không còn thực hiện"}}); a.code != http.StatusSeeOther {
		t.Errorf("%d", a.code)
	}
	s.page(t, "/mo-hinh?trang-thai=withdrawn", "Đã rút", "Không còn thực hiện")
}
