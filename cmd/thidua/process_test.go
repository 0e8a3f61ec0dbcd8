package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	osexec "os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"thidua/internal/config"
	"thidua/internal/demo"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

const asMain = "THIDUA_TEST_AS_MAIN"

// TestMain lets this binary be thidua itself, for tests of signals.
func TestMain(m *testing.M) {
	if os.Getenv(asMain) != "" {
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// process is a running thidua.
type process struct {
	cmd   *osexec.Cmd
	lines chan string
	url   string
}

// launch starts it with settings on top of a bare environment; every line it
// prints arrives in lines.
func launch(t *testing.T, settings []string, args ...string) *process {
	t.Helper()
	p := &process{cmd: osexec.Command(os.Args[0], args...), lines: make(chan string, 1000)}
	p.cmd.Env = append([]string{asMain + "=1", "ADDR=127.0.0.1:0", "PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}, settings...)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stderr = p.cmd.Stdout
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); _ = p.cmd.Wait() })
	return p
}

// until reads lines up to one that holds a text, and gives it.
func (p *process) until(t *testing.T, text string) string {
	t.Helper()
	var said []string
	late := time.After(90 * time.Second)
	for {
		select {
		case line, ok := <-p.lines:
			said = append(said, line)
			if !ok || strings.Contains(line, text) {
				if !ok {
					t.Fatalf("it ended without saying %q:\n%s", text, strings.Join(said, "\n"))
				}
				return line
			}
		case <-late:
			t.Fatalf("it did not say %q:\n%s", text, strings.Join(said, "\n"))
		}
	}
}

func (p *process) end(t *testing.T, s os.Signal, want int) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		for range p.lines {
		}
		_ = p.cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
		if got := p.cmd.ProcessState.ExitCode(); got != want {
			t.Fatalf("exit status %d, want %d", got, want)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it does not end")
	}
}

func (p *process) get(path string) (status int) {
	client := http.Client{Timeout: 5 * time.Second}
	res, err := client.Get(p.url + path)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}

func startDemo(t *testing.T, dir string) *process {
	t.Helper()
	p := launch(t, nil, "demo", "--dir", dir)
	_, p.url, _ = strings.Cut(p.until(t, "thidua đang chạy tại "), " tại ")
	return p
}

func demoDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "thidua-demo-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func value(t *testing.T, dir, sql string) (v string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), "host="+filepath.Join(dir, "run")+" user=thidua dbname="+database)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	if err := c.QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func postmaster(t *testing.T, dir string) int {
	t.Helper()
	found, _ := filepath.Glob(filepath.Join(dir, "pg*", "postmaster.pid"))
	if len(found) != 1 {
		t.Fatalf("postmaster.pid: %v", found)
	}
	b, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(line)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

func stopped(t *testing.T, dir string) {
	t.Helper()
	if found, _ := filepath.Glob(filepath.Join(dir, "pg*", "postmaster.pid")); len(found) != 0 {
		t.Fatalf("PostgreSQL was not stopped: %v", found)
	}
}

// The life of `make run`: start, stop by each signal, kill -9, the database
// killed underneath; the data stays throughout.
func TestDemoLife(t *testing.T) {
	dir := demoDir(t)
	p := launch(t, nil, "demo", "--dir", dir)
	_, p.url, _ = strings.Cut(p.until(t, "thidua đang chạy tại "), " tại ")
	for _, l := range demo.Logins {
		p.until(t, "  "+l.Login+" ")
	}
	p.until(t, "mật khẩu chung: "+demo.Password)
	for _, path := range []string{"/healthz", "/readyz"} {
		if got := p.get(path); got != http.StatusOK {
			t.Fatalf("%s answers %d", path, got)
		}
	}
	if got := value(t, dir, `SELECT string_agg(DISTINCT usename, ',') FROM pg_stat_activity WHERE application_name = 'thidua'`); got != pg.AppRole {
		t.Errorf("the server runs as %q", got)
	}
	reports := value(t, dir, `SELECT count(*)::text FROM report WHERE state <> 'draft'`)
	value(t, dir, `INSERT INTO once VALUES (1, 'marker', '/', now()) RETURNING key`)
	p.end(t, syscall.SIGTERM, 0)
	stopped(t, dir)

	same := func() {
		t.Helper()
		if got := value(t, dir, `SELECT count(*)::text FROM report WHERE state <> 'draft'`); got != reports {
			t.Errorf("%s reports, before %s", got, reports)
		}
		if got := value(t, dir, `SELECT key FROM once`); got != "marker" {
			t.Errorf("marker %q", got)
		}
	}
	began := time.Now()
	p = startDemo(t, dir)
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("the second start took %v", took)
	}
	same()
	p.end(t, syscall.SIGINT, 0)
	stopped(t, dir)

	p = startDemo(t, dir)
	p.end(t, syscall.SIGKILL, -1)
	p = startDemo(t, dir)
	same()

	if err := syscall.Kill(postmaster(t, dir), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	p.until(t, "PostgreSQL ended and was started again")
	for end := time.Now().Add(20 * time.Second); p.get("/readyz") != http.StatusOK; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not ready again")
		}
	}
	same()
	p.end(t, syscall.SIGTERM, 0)
	stopped(t, dir)
}

// Killed in the middle of the first load, the next start has the whole demo.
func TestDemoKilledWhileLoading(t *testing.T) {
	dir := demoDir(t)
	p := launch(t, nil, "demo", "--dir", dir)
	p.until(t, "Đang nạp dữ liệu minh họa")
	time.Sleep(300 * time.Millisecond)
	p.end(t, syscall.SIGKILL, -1)
	p = startDemo(t, dir)
	half := value(t, dir, `SELECT count(*)::text FROM report WHERE state = 'draft' AND period_id IN (SELECT id FROM period WHERE ends_on < '2025-01-01')`)
	accepted := value(t, dir, `SELECT (count(*) > 60)::text FROM report WHERE state = 'accepted'`)
	if accepted != "true" {
		t.Errorf("a half-filled demo: %s drafts of ended months", half)
	}
	p.end(t, syscall.SIGTERM, 0)
}

// A signal during the first load ends it cleanly.
func TestDemoStoppedWhileLoading(t *testing.T) {
	dir := demoDir(t)
	p := launch(t, nil, "demo", "--dir", dir)
	p.until(t, "Đang nạp dữ liệu minh họa")
	p.end(t, syscall.SIGTERM, 0)
	stopped(t, dir)
}

func TestDemoRefusals(t *testing.T) {
	dir := demoDir(t)
	t.Setenv(config.DatabaseURL, pgtest.DSN(t, pg.Production))
	t.Setenv(config.Addr, "127.0.0.1:0")
	command(t, "", "demo", "--dir", dir).fails(t, "đây là cơ sở dữ liệu chính thức")
	t.Setenv(config.Addr, "0.0.0.0:0")
	command(t, "", "demo", "--dir", dir).fails(t, "thêm --allow-remote")
	t.Setenv(config.DemoDate, "2025-08-20")
	command(t, "", "demo", "--dir", dir).fails(t, "DEMO_DATE: “2025-08-20” chưa có")
	t.Setenv(config.DemoDate, "")
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	t.Setenv(config.Addr, l.Addr().String())
	command(t, "", "demo", "--dir", dir).fails(t, "đang có chương trình khác dùng")
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("something was started: %v %v", left, err)
	}
}

// With DATABASE_URL nothing is embedded, and the demo comes up on it twice.
func TestDemoOnAGivenDatabase(t *testing.T) {
	dir, dsn := demoDir(t), pgtest.Empty(t)
	for range 2 {
		p := launch(t, []string{config.DatabaseURL + "=" + dsn}, "demo", "--dir", dir)
		_, p.url, _ = strings.Cut(p.until(t, "thidua đang chạy tại "), " tại ")
		if got := p.get("/readyz"); got != http.StatusOK {
			t.Fatalf("/readyz answers %d", got)
		}
		p.end(t, syscall.SIGTERM, 0)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("something was embedded: %v %v", left, err)
	}
}

func TestServe(t *testing.T) {
	settings := func(dsn string) []string {
		return []string{config.DatabaseURL + "=" + dsn, config.Secret + "=5f1c9be0a7d34286b1e0c57f98ad2463", config.BaseURL + "=http://localhost:8080"}
	}
	for _, s := range settings(pgtest.DSN(t, pg.Demo)) {
		name, v, _ := strings.Cut(s, "=")
		t.Setenv(name, v)
	}
	command(t, "", "serve").fails(t, "đây là cơ sở dữ liệu trình diễn")
	t.Setenv(config.DatabaseURL, pgtest.Empty(t))
	command(t, "", "serve").fails(t, "chạy: thidua migrate")
	t.Setenv(config.Secret, strings.Repeat("thidua", 6))
	command(t, "", "serve").fails(t, "THIDUA_SECRET: dễ đoán")

	p := launch(t, settings(pgtest.DSN(t)), "serve")
	line := p.until(t, "thidua is serving")
	_, at, _ := strings.Cut(line, "address=")
	at, _, _ = strings.Cut(at, " ")
	p.url = "http://" + at
	for _, path := range []string{"/healthz", "/readyz"} {
		if got := p.get(path); got != http.StatusOK {
			t.Fatalf("%s answers %d", path, got)
		}
	}
	t.Setenv(config.Addr, at)
	command(t, "", "healthcheck").works(t, "")
	p.end(t, syscall.SIGTERM, 0)
	command(t, "", "healthcheck").fails(t, "connection refused")
}

func TestProductionFromNothing(t *testing.T) {
	dsn := pgtest.DSN(t)
	t.Setenv(config.DatabaseURL, dsn)
	command(t, "", "user", "create", "--login", "quantri", "--name", "Nguyễn Văn An").fails(t, "Chưa có đơn vị cấp tỉnh")
	command(t, "", "user", "reset").fails(t, "cần đúng một tên đăng nhập")
	command(t, "", "user", "reset", "ai").fails(t, "Không tìm thấy")

	// Production from nothing: units, plan, the first administrator; a second
	// one and a second list are refused, the same plan changes nothing.
	command(t, "", "import", "plan").fails(t, "58: không có đơn vị mang mã này")
	command(t, "", "import", "units").works(t, "Đã nạp 70 đơn vị.")
	command(t, "", "import", "units").fails(t, "không nạp lần thứ hai")
	command(t, "", "import", "plan").works(t, "phiên bản 1; mở 0 báo cáo tháng.") // no teams yet
	command(t, "", "import", "plan").works(t, "không đổi so với phiên bản 1")
	command(t, "", "user", "create", "--login", "Quản trị").fails(t, "Nhập họ và tên.")
	command(t, "", "user", "create", "--login", "quantri", "--name", "Nguyễn Văn An").works(t, "Mật khẩu ban đầu")
	command(t, "", "user", "create", "--login", "khac", "--name", "Trần Thị Bình").fails(t, "Đã có quản trị hệ thống (quantri)")
	command(t, "", "user", "reset", "quantri").works(t, "Đã đặt lại mật khẩu của quantri.")
	command(t, "", "audit", "verify").works(t, "Nhật ký còn nguyên vẹn.")

	t.Setenv(config.DatabaseURL, pgtest.DSN(t, pg.Demo))
	command(t, "", "user", "create", "--login", "x", "--name", "y").fails(t, "đây là cơ sở dữ liệu trình diễn")
}

func TestRoutes(t *testing.T) {
	r := command(t, "", "routes")
	r.works(t, "/bao-cao/{id}/gui")
	if !strings.Contains(strings.Join(strings.Fields(r.out), " "), "user.manage – – – – – – cây") {
		t.Error(r.out)
	}
}

// A request under way when the signal comes is finished; a new one finds the
// door closed.
func TestDrain(t *testing.T) {
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(t.Context())
	entered := make(chan struct{})
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		time.Sleep(400 * time.Millisecond)
		fmt.Fprint(w, "done")
	})
	ended := make(chan error, 1)
	go func() { ended <- answer(ctx, l, h, logger(os.Stderr, false)) }()
	status := make(chan int, 1)
	go func() { status <- (&process{url: url}).get("/") }()
	<-entered
	stop()
	if got := <-status; got != http.StatusOK {
		t.Errorf("the request under way got %d", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if got := (&process{url: url}).get("/"); got != 0 {
		t.Errorf("a late request got %d", got)
	}
}
