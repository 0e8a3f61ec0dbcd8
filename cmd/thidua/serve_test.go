package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"thidua/internal/config"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

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
