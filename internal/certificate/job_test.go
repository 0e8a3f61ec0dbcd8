package certificate_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/certificate"
	"thidua/internal/decision"
	"thidua/internal/fault"
	"thidua/internal/paper/papertest"
	"thidua/internal/pg"
)

const serverDSN = "CERTIFICATE_TEST_DSN"

// TestServer is the server that TestKilledServer kills: the same binary.
func TestServer(t *testing.T) {
	dsn := os.Getenv(serverDSN)
	if dsn == "" {
		t.Skip("is run by TestKilledServer")
	}
	pool, err := pg.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	service(pool).Run(context.Background())
}

// many is an applied decision with n members awarded and issued.
func (x *world) many(n int) decision.ID {
	x.t.Helper()
	list := make([]given, n)
	for i := range list {
		list[i] = given{"Nguyễn Hữu Phước", fmt.Sprintf("Ông Nguyễn Hữu Phước %d", i+1), usual[1].detail, false}
	}
	d := x.decide("A", "AX", award.GiayKhen, "345/QĐ-UBND", list...)
	if made, err := x.s.IssueAll(x.t.Context(), x.as(access.District, "A"), x.now, x.tree, d); err != nil || made != n {
		x.t.Fatal(made, err)
	}
	return d
}

func (x *world) start(d decision.ID, key, numbers string) certificate.JobID {
	x.t.Helper()
	a := x.as(access.District, "A")
	p, err := x.s.Print(x.t.Context(), a, x.now, award.GiayKhen, certificate.Chosen{Template: "giay-khen-a4"})
	x.ok(err)
	var id certificate.JobID
	_, err = x.s.Start(x.t.Context(), a, x.now, x.tree, key, certificate.Batch{Decision: d, Numbers: numbers, Print: p}, func(j certificate.JobID) string { id = j; return fmt.Sprint("/", j) })
	x.ok(err)
	return id
}

func (x *world) job(id certificate.JobID) certificate.Job {
	x.t.Helper()
	j, err := x.s.Job(x.t.Context(), x.as(access.District, "A"), x.now, x.tree, id)
	x.ok(err)
	return j
}

// until waits for a batch to come to where is says.
func (x *world) until(id certificate.JobID, is func(j certificate.Job) bool) certificate.Job {
	x.t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		if j := x.job(id); is(j) {
			return j
		} else if time.Now().After(end) {
			x.t.Fatalf("the batch stays at %d, %s: %s", j.Next, j.State, j.Trouble)
		}
	}
}

// run lets a service work until the test ends or stop is called.
func (x *world) run(s *certificate.Service) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { s.Run(ctx); close(done) }()
	stop = func() { cancel(); <-done }
	x.t.Cleanup(stop)
	return stop
}

// whole holds a finished batch to one page for each certificate, in order.
func (x *world) whole(j certificate.Job, n int) {
	x.t.Helper()
	parts, err := x.s.Parts(x.t.Context(), j)
	x.ok(err)
	want := 1
	for _, p := range parts {
		if p.First != want || p.Last < p.First {
			x.t.Fatalf("part %d–%d after %d", p.First, p.Last, want-1)
		}
		b, err := x.s.File(x.t.Context(), j, p.First)
		x.ok(err)
		pdf := papertest.Open(x.t, b)
		if got := pdf.Pages(x.t); got != p.Last-p.First+1 {
			x.t.Errorf("part %d–%d has %d pages", p.First, p.Last, got)
		}
		for page, number := range map[int]int{1: p.First, p.Last - p.First + 1: p.Last} {
			if text := pdf.Text(x.t, page); !strings.Contains(text, fmt.Sprintf("Số sổ vàng: %d\n", number)) {
				x.t.Errorf("part %d–%d: page %d is not number %d", p.First, p.Last, page, number)
			}
		}
		want = p.Last + 1
	}
	if want != n+1 || j.Next != n || j.State != certificate.Done {
		x.t.Errorf("%d certificates in parts, %d counted, %s", want-1, j.Next, j.State)
	}
}

// A server is killed amid a batch: another goes on after the last part that is
// whole; nothing is printed twice, nothing is left out.
func TestKilledServer(t *testing.T) {
	x := build(t)
	const n = 1000
	id := x.start(x.many(n), "k", "")
	server := exec.Command(os.Args[0], "-test.run=^TestServer$")
	server.Env = append(os.Environ(), serverDSN+"="+x.dsn)
	x.ok(server.Start())
	x.until(id, func(j certificate.Job) bool { return j.Next > 0 })
	x.ok(server.Process.Kill())
	_ = server.Wait()
	j := x.job(id)
	if j.State != certificate.Running || j.Next == 0 || j.Next >= n || j.Next%certificate.Per != 0 {
		t.Fatalf("killed too late to tell: %s at %d", j.State, j.Next)
	}
	at := j.Next

	// While the batch may still be the other's, it is let alone.
	second := service(x.pool)
	stop := x.run(second)
	time.Sleep(300 * time.Millisecond)
	if j := x.job(id); j.Next != at {
		t.Errorf("taken over at once, at %d", j.Next)
	}
	stop()
	x.exec(`UPDATE print_job SET touched_at = touched_at - interval '1 minute'`)
	x.run(service(x.pool))
	x.whole(x.until(id, func(j certificate.Job) bool { return !j.State.Open() }), n)

	// All of it as one file.
	var b bytes.Buffer
	x.ok(x.s.WriteAll(t.Context(), x.tree, x.job(id), &b))
	if pages := papertest.Open(t, b.Bytes()).Pages(t); pages != n {
		t.Errorf("one file of %d pages", pages)
	}
}

// A server that is shut down hands its batch back; two at work make every part
// once.
func TestTwoServers(t *testing.T) {
	x := build(t)
	d := x.many(450)
	first := x.run(service(x.pool))
	id := x.start(d, "k", "")
	x.until(id, func(j certificate.Job) bool { return j.Next > 0 })
	first()
	if j := x.job(id); j.State != certificate.Waiting && j.State != certificate.Done {
		t.Errorf("left behind %s at %d", j.State, j.Next)
	}
	x.run(service(x.pool))
	x.run(service(x.pool))
	other := x.start(d, "k2", "")
	x.whole(x.until(id, func(j certificate.Job) bool { return !j.State.Open() }), 450)
	x.whole(x.until(other, func(j certificate.Job) bool { return !j.State.Open() }), 450)
}

func TestBatchRights(t *testing.T) {
	x := build(t)
	rows := x.issued("AX", "A", award.GiayKhen, "345/QĐ-UBND", usual...)
	d, a := rows[0].Decision, x.as(access.District, "A")
	id := x.start(d, "k", "3, 1-1")
	if again := x.start(d, "k", "1"); again != 0 {
		t.Errorf("the same form began %d again", again)
	}
	if j := x.job(id); len(j.Certificates) != 2 || j.Certificates[0] != int64(rows[0].Certificate) || j.State != certificate.Waiting {
		t.Errorf("%+v", j)
	}
	if _, err := x.s.Job(t.Context(), x.as(access.District, "B"), x.now, x.tree, id); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	if err := x.s.Stop(t.Context(), x.as(access.Leader, "T"), x.now, x.tree, id); fault.KindOf(err) != fault.Forbidden {
		t.Error(err)
	}
	x.ok(x.s.Stop(t.Context(), a, x.now, x.tree, id))
	if err := x.s.Stop(t.Context(), a, x.now, x.tree, id); words(err) != "Lượt in này “đã hủy” nên không hủy được. Tải lại trang để xem." {
		t.Error(words(err))
	}
	stop := x.run(service(x.pool))
	next := x.start(d, "k2", "")
	x.whole(x.until(next, func(j certificate.Job) bool { return !j.State.Open() }), 3)
	if j := x.job(id); j.State != certificate.Cancelled || j.Next != 0 {
		t.Errorf("the cancelled one: %+v", j)
	}
	stop()

	// One that is replaced before its turn is not printed.
	last := x.start(d, "k3", "")
	_, err := x.s.Reissue(t.Context(), a, x.now, x.tree, rows[1].Certificate, "In nhòe")
	x.ok(err)
	x.run(service(x.pool))
	if j := x.until(last, func(j certificate.Job) bool { return !j.State.Open() }); j.State != certificate.Failed ||
		j.Trouble != "Bản số 2 của Nguyễn Hữu Phước đã được cấp lại hoặc thu hồi sau khi bắt đầu in. Lập lượt in mới." {
		t.Errorf("%+v", j)
	}
	if err := x.s.WriteAll(t.Context(), x.tree, x.job(last), &bytes.Buffer{}); fault.KindOf(err) != fault.Stale {
		t.Error(err)
	}

	// A name that no size lets fit is refused by name before anything is printed.
	long := strings.TrimSpace(strings.Repeat("Nguyễn Hoàng ", 16))
	bad := x.issued("AX", "A", award.GiayKhen, "346/QĐ-UBND", given{"Trần Thị Hoa", long, usual[1].detail, false}, usual[1])
	p, err := x.s.Print(t.Context(), a, x.now, award.GiayKhen, certificate.Chosen{Template: "giay-khen-a4"})
	x.ok(err)
	_, err = x.s.Start(t.Context(), a, x.now, x.tree, "k4", certificate.Batch{Decision: bad[0].Decision, Print: p}, nil)
	if !strings.HasPrefix(words(err), "in: Chưa in bản nào. Số 1, "+long+": “Tên người hoặc tập thể được khen” quá dài") {
		t.Error(words(err))
	}
	for numbers, want := range map[string]string{"1-x": "so: Ghi các số sổ vàng cần in, ví dụ 1-50, 73; để trống nếu in tất cả.", "5-2": "so: Ghi các số sổ vàng cần in, ví dụ 1-50, 73; để trống nếu in tất cả.",
		"1, 9": "so: Số 9 không có bản nào còn hiệu lực trong quyết định này.", "7-12": "so: Các số này không có bản nào còn hiệu lực trong quyết định này."} {
		if _, err := x.s.Start(t.Context(), a, x.now, x.tree, "k5", certificate.Batch{Decision: d, Numbers: numbers, Print: p}, nil); words(err) != want {
			t.Errorf("%q: %s", numbers, words(err))
		}
	}
	if got := x.audits("certificate.print"); len(got) != 3 || got[0] != "In 2 Giấy khen theo Quyết định số 345/QĐ-UBND, mẫu “Giấy khen khổ A4 ngang”" {
		t.Error(got)
	}
}

func TestTemplates(t *testing.T) {
	x := build(t)
	a, b := x.as(access.District, "A"), x.as(access.District, "B")
	var id certificate.TemplateID
	url := func(n certificate.TemplateID) string { id = n; return "/" }
	if _, err := x.s.Copy(t.Context(), a, x.now, "k", "", "", url); words(err) != "mau: Chọn mẫu để chép.|ten: Cần đặt tên cho mẫu in." {
		t.Error(words(err))
	}
	_, err := x.s.Copy(t.Context(), a, x.now, "k", "giay-khen-a4", "Phôi  2025", url)
	x.ok(err)
	if _, err := x.s.Copy(t.Context(), a, x.now, "k2", "giay-khen-a4", "Phôi 2025", url); words(err) != "ten: Đơn vị đã có mẫu in mang tên này. Đặt tên khác." {
		t.Error(words(err))
	}
	tpl, err := x.s.Template(t.Context(), a, id)
	x.ok(err)
	if _, err := x.s.Template(t.Context(), b, id); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	in := certificate.TemplateEdit{Version: tpl.Version, Body: tpl.Body}
	in.Body.Fields[6].Width, in.Nudge.Down = 0, 30
	if err := x.s.Save(t.Context(), a, x.now, id, in); words(err) != "form.width: Ô “Hình thức khen thưởng”: chiều rộng phải từ 2 mm trở lên.|nudge.down: Dịch dọc phải từ -20 đến 20 mm." {
		t.Error(words(err))
	}
	in.Body.Fields[6].Width, in.Nudge.Down = 200, 1.5
	x.ok(x.s.Save(t.Context(), a, x.now, id, in))
	if err := x.s.Save(t.Context(), a, x.now, id, in); fault.KindOf(err) != fault.Stale {
		t.Error(err)
	}
	if err := x.s.DrawEmblem(t.Context(), a, x.now, id, tpl.Version+1, []byte("GIF89a")); words(err) != "tep: Tệp không phải hình PNG đọc được. Chọn tệp PNG." {
		t.Error(words(err))
	}
	if err := x.s.DrawEmblem(t.Context(), a, x.now, id, tpl.Version+1, emblem(t, 8)); words(err) != "tep: Hình Quốc huy phải vuông, mỗi cạnh từ 200 đến 3.000 điểm ảnh." {
		t.Error(words(err))
	}
	x.ok(x.s.DrawEmblem(t.Context(), a, x.now, id, tpl.Version+1, emblem(t, 200)))
	p, err := x.s.Print(t.Context(), a, x.now, award.GiayKhen, certificate.Chosen{Template: fmt.Sprint(id)})
	x.ok(err)
	if p.Nudge.Down != 1.5 || len(p.Emblem) == 0 || p.Template.Name != "Phôi 2025" {
		t.Errorf("%+v", p.Nudge)
	}
	if _, err := x.s.Print(t.Context(), b, x.now, award.GiayKhen, certificate.Chosen{Template: fmt.Sprint(id)}); words(err) != "mau: Chọn mẫu in." {
		t.Error(words(err))
	}
	pdf, err := x.s.PDF(x.tree, p, x.s.Sample(x.tree, x.unit["A"], award.GiayKhen, x.now))
	x.ok(err)
	if text := papertest.Open(t, pdf).Text(t, 1); !strings.Contains(text, "Ông Trần Hữu Thiện") {
		t.Error(text)
	}
	x.ok(x.s.Retire(t.Context(), a, x.now, id, tpl.Version+2))
	if list, err := x.s.Templates(t.Context(), a, award.GiayKhen); err != nil || len(list) != 0 {
		t.Errorf("%v %v", list, err)
	}
	_, err = x.s.Copy(t.Context(), a, x.now, "k3", "giay-khen-a4", "Phôi 2025", url)
	x.ok(err)
}

// The measure of the largest batch: CERTIFICATES=2000 go test -run TestLargeBatch -v.
func TestLargeBatch(t *testing.T) {
	n := 300
	if s := os.Getenv("CERTIFICATES"); s != "" {
		_, err := fmt.Sscan(s, &n)
		if err != nil {
			t.Fatal(err)
		}
	}
	x := build(t)
	d := x.many(n)
	began := time.Now()
	id := x.start(d, "k", "")
	checked := time.Since(began)
	x.run(service(x.pool))
	j := x.until(id, func(j certificate.Job) bool { return !j.State.Open() })
	made := time.Since(began)
	parts, err := x.s.Parts(t.Context(), x.job(id))
	x.ok(err)
	size := 0
	for _, p := range parts {
		size += p.Size
	}
	var b bytes.Buffer
	began = time.Now()
	x.ok(x.s.WriteAll(t.Context(), x.tree, j, &b))
	t.Logf("%d certificates: checked in %v, made in %v, %d parts of %d kB together; one file of %d kB in %v", n, checked, made, len(parts), size>>10, b.Len()>>10, time.Since(began))
	if each := made / time.Duration(n); each > 30*time.Millisecond {
		t.Errorf("%v a certificate", each)
	}
	if perPage := size / n; perPage > 20<<10 {
		t.Errorf("%d bytes a certificate", perPage)
	}
}
