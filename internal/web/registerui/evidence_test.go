package registerui

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/web/page"
)

func photo(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	with := append([]byte{}, plain[:2]...)
	with = append(with, 0xff, 0xfe, 0, 20)
	with = append(with, "GPS 11.5650 108.99"...)
	return append(with, plain[2:]...)
}

type sent struct {
	name string
	body []byte
}

// upload sends files as a browser does, the box before them.
func (s *site) upload(t *testing.T, target string, declared bool, files ...sent) answer {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	if declared {
		_ = m.WriteField("khong-mat", "1")
	}
	for _, f := range files {
		h := textproto.MIMEHeader{"Content-Type": {"image/png"}, "Content-Disposition": {`form-data; name="tep"; filename="` + f.name + `"`}}
		w, err := m.CreatePart(h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(f.body)
	}
	_ = m.Close()
	return s.multipart(t, target, &b, m.FormDataContentType())
}

func (s *site) multipart(t *testing.T, target string, body io.Reader, kind string) answer {
	req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, target, body)
	req.Header.Set("Content-Type", kind)
	return s.send(req)
}

func (s *site) file(t *testing.T, target string, header ...string) answer {
	req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return s.send(req)
}

func TestEvidencePages(t *testing.T) {
	s := build(t)
	s.addDeed(t)
	deed := strings.TrimSuffix(s.deedURL(t, "sua"), "/sua")
	s.page(t, deed, "Không ghi", "Trả lại ví nhặt được", "Chưa được cấp nào ghi nhận", "Chưa có tệp minh chứng", `enctype="multipart/form-data"`, "Tệp không chứa bí mật nhà nước")
	a := s.upload(t, deed+"/tai-lieu", true, sent{"Ảnh trao trả.png", photo(t)})
	if a.code != http.StatusSeeOther || a.location != deed+"#minh-chung" {
		t.Fatalf("%d to %q\n%s", a.code, a.location, a.body)
	}
	if again := s.upload(t, deed+"/tai-lieu", true, sent{"Ảnh trao trả.png", photo(t)}); again.code != http.StatusSeeOther {
		t.Errorf("the second click: %d", again.code)
	}
	if n := s.count(t, `SELECT count(*) FROM evidence_link`); n != 1 {
		t.Errorf("%d files", n)
	}
	if n := s.count(t, `SELECT count(*) FROM audit_entry WHERE action = 'deed.attach'`); n != 1 {
		t.Errorf("%d audit rows", n)
	}
	body := s.page(t, deed, "Ảnh trao trả.jpg", "Ảnh JPEG, 1 kB", "Nguyễn Văn Minh", "Gỡ", "Xem ảnh 1", `loading="lazy"`)
	s.page(t, "/guong", "1 tệp minh chứng")
	file := "/tai-lieu/" + hrefOf(t, body, "/tai-lieu/", "/rut")

	f := s.file(t, file)
	if f.code != http.StatusOK || strings.Contains(f.body, "GPS") || !strings.HasPrefix(f.body, "\xff\xd8\xff") {
		t.Fatalf("%d, %d bytes", f.code, len(f.body))
	}
	etag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(f.body)))
	for name, want := range map[string]string{
		"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "ETag": etag, "Content-Length": fmt.Sprint(len(f.body)), "Cache-Control": "private, no-cache",
		"Content-Security-Policy": page.ServedPolicy, "Cross-Origin-Resource-Policy": "same-origin", "Accept-Ranges": "bytes",
		"Content-Disposition": `inline; filename="_nh trao tr_.jpg"; filename*=UTF-8''%E1%BA%A2nh%20trao%20tr%E1%BA%A3.jpg`,
	} {
		if got := f.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if how, p, err := mime.ParseMediaType(f.header.Get("Content-Disposition")); err != nil || how != "inline" || p["filename"] != "Ảnh trao trả.jpg" {
		t.Errorf("%s %v %v", how, p, err)
	}
	if a := s.file(t, file, "If-None-Match", etag); a.code != http.StatusNotModified || a.body != "" {
		t.Errorf("unchanged: %d", a.code)
	}
	if a := s.file(t, file, "Range", "bytes=2-5"); a.code != http.StatusPartialContent || a.body != f.body[2:6] || a.header.Get("Content-Range") != fmt.Sprintf("bytes 2-5/%d", len(f.body)) {
		t.Errorf("a range: %d %q", a.code, a.header.Get("Content-Range"))
	}
	if a := s.file(t, file, "Range", "bytes=999999-"); a.code != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("a range past the end: %d", a.code)
	}
	if a := s.file(t, file, "Range", "bytes=2-5", "If-Range", `"other"`); a.code != http.StatusOK || len(a.body) != len(f.body) {
		t.Errorf("a range of another file: %d", a.code)
	}
	if a := s.as(access.PX03, "Ninh Thuận").file(t, file); a.code != http.StatusOK {
		t.Errorf("px03: %d", a.code)
	}
	if body := s.page(t, deed, "Ảnh trao trả.jpg"); strings.Contains(body, "Gỡ") || strings.Contains(body, `type="file"`) {
		t.Error("a reader is offered to write")
	}
	if a := s.as(access.CommunePolice, "Đô Vinh").file(t, file); a.code != http.StatusNotFound || strings.Contains(a.body, "\xff\xd8") {
		t.Errorf("another commune: %d", a.code)
	}
	s.as(access.CommunePolice, "Kinh Dinh")
	s.page(t, file+"/rut", "Gỡ tệp minh chứng", "Ảnh trao trả.jpg", "Lý do rút")
	if a := s.do(t, "POST", file+"/rut", url.Values{"ly-do": {"Gọi 0912 345 678"}}); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Gọi 0912 345 678") {
		t.Errorf("a phone in the reason: %d", a.code)
	}
	if a := s.do(t, "POST", file+"/rut", url.Values{"ly-do": {"Gửi nhầm tệp"}}); a.code != http.StatusSeeOther || a.location != deed+"#minh-chung" {
		t.Fatalf("%d", a.code)
	}
	if n := s.count(t, `SELECT count(*) FROM audit_entry WHERE action = 'deed.detach'`); n != 1 {
		t.Errorf("%d audit rows", n)
	}
	s.page(t, deed, "Ảnh trao trả.jpg", "Đã rút", "Gửi nhầm tệp")
	if a := s.file(t, file); a.code != http.StatusOK {
		t.Errorf("its commune still sees what it took off: %d", a.code)
	}
	if a := s.file(t, file+"/rut"); a.code != http.StatusSeeOther {
		t.Errorf("taking it off again: %d", a.code)
	}
	if a := s.as(access.PX03, "Ninh Thuận").file(t, file); a.code != http.StatusNotFound {
		t.Errorf("withdrawn, px03: %d", a.code)
	}
	if body := s.page(t, deed); strings.Contains(body, "trao trả") {
		t.Error("others see a withdrawn file in the list")
	}
}

func TestPapersAreDownloads(t *testing.T) {
	s := build(t)
	s.addDeed(t)
	deed := strings.TrimSuffix(s.deedURL(t, "sua"), "/sua")
	s.upload(t, deed+"/tai-lieu", true, sent{"QĐ \\\"12\\\".pdf", []byte("%PDF-1.4\nstartxref\n9\n%%EOF")})
	f := s.file(t, "/tai-lieu/"+hrefOf(t, s.page(t, deed), "/tai-lieu/", "/rut"))
	if f.header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(f.header.Get("Content-Disposition"), `attachment; filename="`) {
		t.Errorf("%v", f.header)
	}
}

func TestRefusedUploads(t *testing.T) {
	s := build(t)
	s.addDeed(t)
	deed := strings.TrimSuffix(s.deedURL(t, "sua"), "/sua")
	target := deed + "/tai-lieu"
	exe := sent{"bao cao.pdf", []byte("MZ\x90")}
	for _, c := range []struct {
		name     string
		declared bool
		files    []sent
		code     int
		want     []string
	}{
		{"nothing declared", false, []sent{{"a.jpg", photo(t)}}, 422, []string{"Có 2 nội dung cần sửa", "Đánh dấu xác nhận", "Chọn lại tệp"}},
		{"no file", true, nil, 422, []string{"Chọn ít nhất một tệp", " checked"}},
		{"an empty field", true, []sent{{"", nil}}, 422, []string{"Chọn ít nhất một tệp"}},
		{"a program", true, []sent{exe}, 422, []string{"“bao cao.pdf”: Đây là chương trình chạy được", " checked"}},
		{"one of two", true, []sent{{"a.jpg", photo(t)}, exe}, 422, []string{"“bao cao.pdf”: Đây là chương trình chạy được"}},
		{"six", true, []sent{exe, exe, exe, exe, exe, exe}, 422, []string{"tối đa 5 tệp"}},
		{"over 10 MB", true, []sent{{"a.pdf", make([]byte, 10<<20+1)}}, 413, []string{"Tệp lớn hơn 10 MB", " checked", "Trả lại ví nhặt được"}},
		{"11 MB together", true, []sent{{"a.pdf", make([]byte, 6<<20)}, {"b.pdf", make([]byte, 6<<20)}}, 413, []string{"quá 11 MB"}},
	} {
		a := s.upload(t, target, c.declared, c.files...)
		if a.code != c.code {
			t.Errorf("%s: %d", c.name, a.code)
		}
		for _, w := range c.want {
			if !strings.Contains(a.body, w) {
				t.Errorf("%s: no %q", c.name, w)
			}
		}
	}
	if n := s.count(t, `SELECT count(*) FROM evidence_file`); n != 0 {
		t.Errorf("%d files are stored: an upload is taken whole or not", n)
	}
	if a := s.do(t, "POST", target, url.Values{"khong-mat": {"1"}}); a.code != http.StatusUnprocessableEntity {
		t.Errorf("not a form with files: %d", a.code)
	}
	if a := s.multipart(t, target, strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"a.jpg\"\r\n\r\nabc"), "multipart/form-data; boundary=x"); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "đứt giữa chừng") {
		t.Errorf("a torn line: %d", a.code)
	}
	if a := s.multipart(t, target, endless(), "multipart/form-data; boundary=x"); a.code != http.StatusRequestEntityTooLarge {
		t.Errorf("an upload without end: %d", a.code)
	}
	text := "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + strings.Repeat("a", 300<<10) + "\r\n--x--\r\n"
	if a := s.multipart(t, target, strings.NewReader(text), "multipart/form-data; boundary=x"); a.code != http.StatusRequestEntityTooLarge {
		t.Errorf("300 kB of text: %d", a.code)
	}
}

// endless is a file that never ends.
func endless() io.Reader {
	return io.MultiReader(strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"a.jpg\"\r\n\r\n"), zeros{})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// Receiving and refusing 60 MB takes little memory.
func TestUploadMemory(t *testing.T) {
	s := build(t)
	s.addDeed(t)
	target := strings.TrimSuffix(s.deedURL(t, "sua"), "/sua") + "/tai-lieu"
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s.multipart(t, target, endless(), "multipart/form-data; boundary=x")
	runtime.ReadMemStats(&after)
	if grown := int64(after.TotalAlloc-before.TotalAlloc) >> 10; grown > 4096 {
		t.Errorf("%d kB allocated for an upload of 64 MB", grown)
	}
}

func TestRecognitionPages(t *testing.T) {
	s := build(t)
	made := s.rows(t)
	ask := made.model + "/ghi-nhan"
	s.page(t, ask, "Thêm ghi nhận, biểu dương", "Không ghi", `name="khoa"`, "Cấp ghi nhận")
	form := url.Values{"khoa": {s.key(t, ask)}, "cap": {"district"}, "noi-ghi-nhan": {"Công an thành phố"}, "ngay-ghi-nhan": {"mai"}}
	a := s.do(t, "POST", ask, form)
	if a.code != http.StatusUnprocessableEntity {
		t.Fatalf("%d", a.code)
	}
	holds(t, "the refused recognition", a.body, "Có 2 nội dung cần sửa", `value="district" selected`, `value="Công an thành phố"`, "Nhập số quyết định", `value="mai"`)
	form.Set("ngay-ghi-nhan", "10/01/2025")
	form.Set("van-ban", "12/CV-CATP")
	first := s.do(t, "POST", ask, form)
	if again := s.do(t, "POST", ask, form); first.code != http.StatusSeeOther || again.location != first.location || first.location != made.model+"#ghi-nhan" {
		t.Fatalf("%d to %q, then %q\n%s", first.code, first.location, again.location, first.body)
	}
	if n := s.count(t, `SELECT count(*) FROM audit_entry WHERE action = 'model.recognise'`); n != 1 {
		t.Errorf("%d audit rows", n)
	}
	body := s.page(t, made.model, "Công an thành phố", "10/01/2025", "Cấp huyện", "12/CV-CATP", "Nguyễn Văn Minh", "Rút")
	s.page(t, "/mo-hinh", "Công an thành phố, 10/01/2025")
	undo := "/ghi-nhan/" + hrefOf(t, body, "/ghi-nhan/", "/rut") + "/rut"
	s.page(t, undo, "Rút ghi nhận", "Công an thành phố", "10/01/2025")
	if a := s.do(t, "POST", undo, url.Values{"ly-do": {""}}); a.code != http.StatusUnprocessableEntity {
		t.Errorf("no reason: %d", a.code)
	}
	if a := s.do(t, "POST", undo, url.Values{"ly-do": {"Nhập nhầm"}}); a.code != http.StatusSeeOther {
		t.Errorf("%d", a.code)
	}
	if n := s.count(t, `SELECT count(*) FROM audit_entry WHERE action = 'model.unrecognise'`); n != 1 {
		t.Errorf("%d audit rows", n)
	}
	s.page(t, made.model, "Đã rút", "Nhập nhầm")
	if a := s.do(t, "GET", undo, nil); a.code != http.StatusSeeOther || a.location != made.model {
		t.Errorf("withdrawing it again: %d to %q", a.code, a.location)
	}
}

// A deed that may be in the register already is shown, and added all the same
// where the person says so.
func TestLikelyDuplicate(t *testing.T) {
	s := build(t)
	s.addDeed(t)
	form := s.deedForm(t, "ngay", "11/12/2024", "nguoi", "Anh khác", "tiep", "1")
	form.Del("van-them")
	a := s.do(t, "POST", "/guong/moi", form)
	if a.code != http.StatusUnprocessableEntity {
		t.Fatalf("%d", a.code)
	}
	holds(t, "the hint", a.body, "Có thể đã có trong sổ: chưa lưu", "10/12/2024, Tổ khu phố 1, Anh Lê Văn An, Tổ viên", "cùng Tổ, cách nhau không quá 3 ngày",
		`value="11/12/2024"`, `value="Anh khác"`, `name="tiep" value="1"`, "Vẫn thêm")
	if n := s.count(t, `SELECT count(*) FROM good_deed`); n != 1 {
		t.Errorf("%d deeds", n)
	}
	form.Set("van-them", "1")
	if a := s.do(t, "POST", "/guong/moi", form); a.code != http.StatusSeeOther {
		t.Errorf("confirmed: %d", a.code)
	}
	form.Del("van-them") // the page sent a second time, after it was saved
	form.Del("tiep")
	if a := s.do(t, "POST", "/guong/moi", form); a.code != http.StatusSeeOther || !strings.HasPrefix(a.location, "/guong/") {
		t.Errorf("the form sent again: %d to %q", a.code, a.location)
	}
	if n := s.count(t, `SELECT count(*) FROM good_deed`); n != 2 {
		t.Errorf("%d deeds", n)
	}
	model := url.Values{"khoa": {"m1"}, "ten": {"Camera an ninh"}, "linh-vuc": {"B"}, "bat-dau": {"01/08/2024"}}
	if a := s.do(t, "POST", "/mo-hinh/moi", model); a.code != http.StatusSeeOther {
		t.Fatalf("%d", a.code)
	}
	model.Set("khoa", "m2")
	if a := s.do(t, "POST", "/mo-hinh/moi", model); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "tên gần giống") {
		t.Errorf("the same model: %d", a.code)
	}
	model.Set("van-them", "1")
	if a := s.do(t, "POST", "/mo-hinh/moi", model); a.code != http.StatusSeeOther {
		t.Errorf("confirmed: %d", a.code)
	}
}

// Members are chosen without script: a button brings those of the team that day.
func TestChoosingMembers(t *testing.T) {
	s := build(t)
	s.enrol(t, "Lê Văn An", "khu phố 1", "2024-11-06")
	s.enrol(t, "Trần Văn Bình", "khu phố 1", "2025-01-01")
	s.page(t, "/guong/moi", "Chọn Tổ và nhập ngày", "Hiện thành viên của Tổ")
	form := s.deedForm(t, "nguoi", "", "viec", "", "hien", "1")
	a := s.do(t, "POST", "/guong/moi", form)
	if a.code != http.StatusOK || strings.Contains(a.body, "Bình") || strings.Contains(a.body, "Nhập việc làm") {
		t.Fatalf("%d\n%s", a.code, a.body)
	}
	holds(t, "the members", a.body, "Thành viên của Tổ vào ngày 10/12/2024", `name="thanh-vien" value="`, "Lê Văn An, Tổ viên")
	if n := s.count(t, `SELECT count(*) FROM good_deed`); n != 0 {
		t.Error("showing the members saved a deed")
	}
	form.Set("to", "")
	if a := s.do(t, "POST", "/guong/moi", form); a.code != http.StatusOK || !strings.Contains(a.body, "Chọn Tổ bảo vệ ANTT.") {
		t.Errorf("without a team: %d", a.code)
	}
	form.Set("to", s.id("khu phố 1"))
	form.Del("hien")
	form.Set("viec", "Cứu người đuối nước")
	_, rest, _ := strings.Cut(a.body, `name="thanh-vien" value="`)
	an, _, _ := strings.Cut(rest, `"`)
	form.Set("thanh-vien", an)
	form.Set("ngay", "mai")
	if a := s.do(t, "POST", "/guong/moi", form); a.code != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: %d", a.code)
	}
	form.Set("ngay", "10/12/2024")
	made := s.do(t, "POST", "/guong/moi", form)
	if made.code != http.StatusSeeOther {
		t.Fatalf("%d\n%s", made.code, made.body)
	}
	s.page(t, made.location, "Người được nêu gương", "Lê Văn An, Tổ viên", "Cứu người đuối nước", "Thành viên được ghi công", "<li>Lê Văn An</li>")
	s.page(t, made.location+"/sua", `value="`+an+`" checked`)
	form.Set("phien-ban", "1")
	form.Set("ngay", "05/11/2024")
	if a := s.do(t, "POST", made.location+"/sua", form); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, "không phải thành viên của Tổ này vào ngày 05/11/2024") {
		t.Errorf("before he joined: %d", a.code)
	}
	model := url.Values{"khoa": {"m"}, "ten": {"Camera"}, "linh-vuc": {"B"}, "bat-dau": {"01/08/2024"}, "to": {s.id("khu phố 1")}, "hien": {"1"}}
	if a := s.do(t, "POST", "/mo-hinh/moi", model); a.code != http.StatusOK || !strings.Contains(a.body, "Trần Văn Bình, Tổ viên – Tổ khu phố 1") {
		t.Errorf("members of a model: %d", a.code)
	}
	model.Del("hien")
	model.Set("thanh-vien", an)
	m := s.do(t, "POST", "/mo-hinh/moi", model)
	s.page(t, m.location, "<li>Lê Văn An</li>")
}
