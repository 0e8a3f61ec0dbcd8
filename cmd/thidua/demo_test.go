package main

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"slices"
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
	"thidua/internal/web/webtest"
)

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
	// The owner, who migrated and filled it, leaves; the server stays.
	roles := func() string {
		return value(t, dir, `SELECT string_agg(DISTINCT usename, ',') FROM pg_stat_activity WHERE application_name = 'thidua'`)
	}
	for end := time.Now().Add(5 * time.Second); roles() != pg.AppRole; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the server runs as %q", roles())
		}
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
		if got := value(t, dir, `SELECT key FROM once WHERE key = 'marker'`); got != "marker" {
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
	// The load's last step fills the last ended period.
	last := value(t, dir, `SELECT (count(*) > 40)::text FROM report r JOIN period p ON p.id = r.period_id
 WHERE p.ends_on = '2025-02-03' AND r.submission_no > 0`)
	if last != "true" {
		t.Error("the demo is half filled")
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
	t.Setenv(config.DemoDate, "2025-08-21")
	command(t, "", "demo", "--dir", dir).fails(t, "DEMO_DATE: “2025-08-21” không có; bản trình diễn có các ngày 2025-02-05, 2025-08-20")
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

// A filled database stands on its day; asked for another it says what to do.
func TestDemoOnItsDay(t *testing.T) {
	if !slices.Equal(config.DemoDays, demo.Days) {
		t.Fatalf("%v may be asked for, the demo has %v", config.DemoDays, demo.Days)
	}
	dir, dsn := demoDir(t), pgtest.Filled(t, pg.Demo, "demo", webtest.Fill)
	t.Setenv(config.DatabaseURL, dsn)
	t.Setenv(config.Addr, "127.0.0.1:0")
	t.Setenv(config.DemoDate, "2025-08-20")
	command(t, "", "demo", "--dir", dir).fails(t, "Cơ sở dữ liệu này giữ bản trình diễn ngày 05/02/2025, không đổi sang ngày 20/08/2025 được. Chạy với DEMO_DATE=2025-02-05")
}

// Each day has a folder of its own.
func TestDemoFolders(t *testing.T) {
	if a, b := dirOf(demo.Today), dirOf(demo.Second); a != ".thidua" || b != ".thidua/2025-08-20" {
		t.Errorf("%s, %s", a, b)
	}
	if got := banner(demo.Today); got != "Bản trình diễn, dữ liệu minh họa · ngày nghiệp vụ 05/02/2025" {
		t.Error(got)
	}
	if got := banner(demo.Second); !strings.Contains(got, "20/08/2025 · giả định chưa sắp xếp đơn vị, còn cấp huyện") {
		t.Error(got)
	}
}
