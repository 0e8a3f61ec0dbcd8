package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"thidua/internal/config"
	"thidua/internal/pg"
	"thidua/internal/pg/pgtest"
)

// ran is what a command said and its exit status.
type ran struct {
	out, errs string
	status    int
}

func command(t *testing.T, in string, args ...string) ran {
	t.Helper()
	var out, errs bytes.Buffer
	status := run(args, strings.NewReader(in), &out, &errs)
	return ran{out.String(), errs.String(), status}
}

func (r ran) fails(t *testing.T, with string) {
	t.Helper()
	if r.status != 1 || !strings.Contains(r.errs, with) {
		t.Fatalf("status %d, said %q %q; want status 1 and %q", r.status, r.out, r.errs, with)
	}
}

func (r ran) works(t *testing.T, with string) {
	t.Helper()
	if r.status != 0 || !strings.Contains(r.out, with) || r.errs != "" {
		t.Fatalf("status %d, said %q %q; want status 0 and %q", r.status, r.out, r.errs, with)
	}
}

func TestMigrate(t *testing.T) {
	t.Setenv(config.DatabaseURL, "")
	command(t, "", "migrate").fails(t, "DATABASE_URL: chưa đặt")
	t.Setenv(config.DatabaseURL, "postgres://nobody@127.0.0.1:1/none")
	command(t, "", "migrate").fails(t, "không kết nối được cơ sở dữ liệu")

	dsn, newest := pgtest.Empty(t), pg.Newest()
	t.Setenv(config.DatabaseURL, dsn)
	command(t, "", "migrate").works(t, fmt.Sprintf("bản 0 → %d.", newest))
	command(t, "", "migrate").works(t, fmt.Sprintf("bản %d → %d.", newest, newest))
	pool := open(t, dsn)
	if kind, err := pg.Kind(t.Context(), pool); err != nil || kind != pg.Production {
		t.Fatalf("kind %q, %v", kind, err)
	}

	command(t, "", "migrate", "down").fails(t, "cần số bản phải lùi")
	command(t, "", "migrate", "down", "-x").fails(t, "tùy chọn không hợp lệ")
	command(t, "", "migrate", "down", "0").fails(t, "“0” không phải số bản phải lùi")
	command(t, "", "migrate", "down", "999").fails(t, "không lùi được 999 bản")
	command(t, "", "migrate", "down", "1").fails(t, fmt.Sprintf("lùi từ bản %d về bản %d sẽ xóa dữ liệu", newest, newest-1))
	command(t, "", "migrate", "down", "1", "--yes-lose-data").works(t, fmt.Sprintf("bản %d → %d.", newest, newest-1))
	command(t, "", "migrate").works(t, fmt.Sprintf("bản %d → %d.", newest-1, newest))

	// A migration that failed is explained, and the explanation works.
	exec(t, pool, `UPDATE schema_migrations SET dirty = true`)
	r := command(t, "", "migrate")
	r.fails(t, fmt.Sprintf("lần chuyển lược đồ số %d đã thất bại", newest))
	_, sql, _ := strings.Cut(r.errs, "-c '")
	sql, _, _ = strings.Cut(sql, "'")
	exec(t, pool, sql)
	var version int
	if err := pool.QueryRow(t.Context(), `SELECT version FROM schema_migrations WHERE NOT dirty`).Scan(&version); err != nil || version != int(newest)-1 {
		t.Fatalf("mended to %d, %v", version, err)
	}
	exec(t, pool, `UPDATE schema_migrations SET version = $1`, newest+1)
	command(t, "", "migrate").fails(t, "mới hơn chương trình này")
}

func TestGuards(t *testing.T) {
	newest := pg.Newest()
	for _, c := range []struct {
		state       state
		serve, demo string
	}{
		{state{newest, false, pg.Production}, "", "đây là cơ sở dữ liệu chính thức"},
		{state{newest, false, pg.Demo}, "đây là cơ sở dữ liệu trình diễn", ""},
		{state{}, "chạy: thidua migrate", ""},
		{state{newest - 1, false, pg.Production}, "chạy: thidua migrate", "đây là cơ sở dữ liệu chính thức"},
		{state{newest - 1, false, pg.Demo}, "đây là cơ sở dữ liệu trình diễn", ""},
		{state{newest + 1, false, pg.Production}, "mới hơn chương trình này", "đây là cơ sở dữ liệu chính thức"},
		{state{newest + 1, false, pg.Demo}, "đây là cơ sở dữ liệu trình diễn", "mới hơn chương trình này"},
		{state{3, true, pg.Production}, "UPDATE schema_migrations SET version = 2, dirty = false;", "đây là cơ sở dữ liệu chính thức"},
		{state{3, true, pg.Demo}, "đây là cơ sở dữ liệu trình diễn", "UPDATE schema_migrations SET version = 2, dirty = false;"},
		{state{1, true, ""}, "DELETE FROM schema_migrations;", "DELETE FROM schema_migrations;"},
	} {
		for what, pair := range map[string][2]any{"serve": {c.state.forServe(), c.serve}, "demo": {c.state.forDemo(), c.demo}} {
			err, want := pair[0], pair[1].(string)
			if (err == nil) != (want == "") || err != nil && !strings.Contains(fmt.Sprint(err), want) {
				t.Errorf("%+v %s: %v, want %q", c.state, what, err, want)
			}
		}
	}
}

func TestAuditVerify(t *testing.T) {
	dsn := pgtest.DSN(t)
	t.Setenv(config.DatabaseURL, dsn)
	command(t, "", "audit", "verify").works(t, "Nhật ký còn nguyên vẹn.")
	command(t, "", "audit", "verify", "nonsense").fails(t, "Mốc đối chiếu phải có dạng")
	command(t, "", "audit", "verify", "7:"+strings.Repeat("ab", 32)).fails(t, "nhật ký KHÔNG còn nguyên vẹn")
}

func TestWords(t *testing.T) {
	command(t, "", "nope").fails(t, "không có lệnh “thidua nope”")
	command(t, "").fails(t, "hãy chọn một lệnh")
	command(t, "", "version", "x").fails(t, "không nhận “x”")
	command(t, "", "version", "--x").fails(t, "tùy chọn không hợp lệ")
	command(t, "", "version").works(t, fmt.Sprintf("lược đồ dữ liệu (schema): %d\n", pg.Newest()))
	help := command(t, "", "--help")
	help.works(t, "Các lệnh:")
	for _, english := range []string{"Usage", "Available Commands", "Flags:", "help for"} {
		if strings.Contains(help.out, english) {
			t.Errorf("%q is left on the help screen", english)
		}
	}
}

func open(t *testing.T, dsn string) *pg.Pool {
	t.Helper()
	pool, err := pg.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

func exec(t *testing.T, pool *pg.Pool, sql string, args ...any) {
	t.Helper()
	if _, err := pool.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}
