package pglocal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// TestMain lets this binary be the app that gets killed: with a folder in the
// environment it starts a cluster there, says so, and waits.
func TestMain(m *testing.M) {
	dir, throwaway := os.Getenv("PGLOCAL_TEST_DIR"), os.Getenv("PGLOCAL_TEST_THROWAWAY") != ""
	if dir == "" && !throwaway {
		os.Exit(m.Run())
	}
	c, err := Start(context.Background(), Options{Dir: dir, Tests: throwaway})
	if err != nil {
		fmt.Println("ERR", err)
		os.Exit(1)
	}
	fmt.Println(c.server.pid, c.DSN("postgres"), c.Dir())
	select {}
}

// app is a process that owns a cluster.
type app struct {
	cmd      *exec.Cmd
	server   int
	dsn, dir string
}

func startApp(t *testing.T, env string) app {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), env)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	word := strings.Fields(line)
	if err != nil || len(word) != 3 {
		t.Fatalf("app said %q: %v", line, err)
	}
	pid, err := strconv.Atoi(word[0])
	if err != nil {
		t.Fatalf("app said %q", line)
	}
	return app{cmd: cmd, server: pid, dsn: word[1], dir: word[2]}
}

// folder is a new folder under /tmp that every user may enter.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "pglocal-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func start(t *testing.T, dir string) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Destroy(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func exec1(t *testing.T, dsn, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func query1(t *testing.T, dsn, sql string) (got string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), sql).Scan(&got); err != nil {
		t.Fatal(err)
	}
	return got
}

func want(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func TestStartStopStartKeepsData(t *testing.T) {
	dir := filepath.Join(folder(t), "deep", "er")
	c := start(t, dir)
	want(t, query1(t, c.DSN("postgres"), `SHOW listen_addresses`), "")
	want(t, query1(t, c.DSN("postgres"), `SHOW fsync`), "on")
	want(t, query1(t, c.DSN("postgres"), `SHOW server_encoding`), "UTF8")
	if st, err := os.Stat(c.socket); err != nil || st.Mode().Perm() != 0o700 {
		t.Fatalf("socket folder: %v %v", st.Mode(), err)
	}
	fill := func(sql string, fails error) func(string) error {
		return func(dsn string) error {
			exec1(t, dsn, sql)
			return fails
		}
	}
	broken := errors.New("broken off")
	if err := c.CreateDatabase(t.Context(), "thi đua", fill(`CREATE TABLE t AS SELECT 'half' AS name`, broken)); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	for _, sql := range []string{`CREATE TABLE t AS SELECT 'Phường Kinh Dinh' AS name`, `fails, were it ever run`} {
		if err := c.CreateDatabase(t.Context(), "thi đua", fill(sql, nil)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(c.data, "postmaster.pid")); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("not stopped cleanly: %v", err)
	}
	if err := c.Stop(); err != nil {
		t.Fatalf("second stop: %v", err)
	}
	began := time.Now()
	again := start(t, dir)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("second start took %v", took)
	}
	want(t, again.DSN("x"), c.DSN("x"))
	want(t, query1(t, again.DSN("thi đua"), `SELECT name FROM t`), "Phường Kinh Dinh")
}

func TestSecondOwnerIsRefused(t *testing.T) {
	c := start(t, folder(t))
	_, err := hold(c.base, 50*time.Millisecond)
	if err == nil || !strings.Contains(err.Error(), "đang được một tiến trình thidua khác dùng") {
		t.Fatalf("got %v", err)
	}
}

// The app and its server killed in every combination: the next start works
// without a hand and finds what was committed.
func TestKill(t *testing.T) {
	for name, kill := range map[string]func(a app){
		"app": func(a app) { _ = a.cmd.Process.Kill() },
		"server": func(a app) {
			_ = syscall.Kill(a.server, syscall.SIGKILL)
			time.Sleep(50 * time.Millisecond)
			_ = a.cmd.Process.Kill()
		},
		"both at once": func(a app) { _ = syscall.Kill(a.server, syscall.SIGKILL); _ = a.cmd.Process.Kill() },
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			a := startApp(t, "PGLOCAL_TEST_DIR="+dir)
			exec1(t, a.dsn, `CREATE TABLE t AS SELECT 'kept' AS v`)
			conn, err := pgx.Connect(t.Context(), a.dsn) // a session that hangs on
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close(context.Background())
			kill(a)
			_ = a.cmd.Wait()
			c := start(t, dir)
			want(t, query1(t, c.DSN("postgres"), `SELECT v FROM t`), "kept")
			if c.server.pid == a.server {
				t.Fatal("the old server was kept")
			}
		})
	}
}

// An orphan that outlived its owner is stopped, and its data found.
func TestOrphanIsStopped(t *testing.T) {
	dir := folder(t)
	old := start(t, dir)
	exec1(t, old.DSN("postgres"), `CREATE TABLE t AS SELECT 'kept' AS v`)
	old.lock.Close() // as when its owner died
	c := start(t, dir)
	select {
	case <-old.server.done:
	default:
		t.Fatal("the orphan still runs")
	}
	want(t, query1(t, c.DSN("postgres"), `SELECT v FROM t`), "kept")
}

// A postmaster.pid left behind names a process that by now is somebody else's,
// or is torn: PostgreSQL alone would refuse to start.
func TestStalePID(t *testing.T) {
	acct, err := chooseAccount()
	if err != nil {
		t.Fatal(err)
	}
	stranger := acct.command("/bin/sleep", "60") // same user as the server
	if err := stranger.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stranger.Process.Kill(); _ = stranger.Wait() })
	for name, text := range map[string]string{
		"stranger": fmt.Sprintf("%d\n/nowhere\n0\n5432\n", stranger.Process.Pid),
		"gone":     "4194304\n/nowhere\n0\n5432\n",
		"torn":     "",
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			c := start(t, dir)
			exec1(t, c.DSN("postgres"), `CREATE TABLE t AS SELECT 'kept' AS v`)
			if err := c.Stop(); err != nil {
				t.Fatal(err)
			}
			for _, p := range []string{filepath.Join(c.data, "postmaster.pid"), filepath.Join(c.socket, socketFile+".lock")} {
				if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Chown(p, acct.uid, acct.gid); err != nil {
					t.Fatal(err)
				}
			}
			again := start(t, dir)
			want(t, query1(t, again.DSN("postgres"), `SELECT v FROM t`), "kept")
			if err := syscall.Kill(stranger.Process.Pid, 0); err != nil {
				t.Fatalf("the stranger was harmed: %v", err)
			}
		})
	}
}

// A server that is killed under a running app comes back on the same address;
// one that is stopped does not.
func TestKeep(t *testing.T) {
	c := start(t, folder(t))
	exec1(t, c.DSN("postgres"), `CREATE TABLE t AS SELECT 'kept' AS v`)
	back, over, pid := make(chan error), make(chan bool), c.server.pid
	go func() {
		c.Keep(t.Context(), func(err error) { back <- err })
		close(over)
	}()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := <-back; err != nil {
		t.Fatal(err)
	}
	want(t, query1(t, c.DSN("postgres"), `SELECT v FROM t`), "kept")
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	<-over
}

// The server's role exists once and may log in.
func TestCreateRole(t *testing.T) {
	c := start(t, folder(t))
	for range 2 {
		if err := c.CreateRole(t.Context(), "thidua_app"); err != nil {
			t.Fatal(err)
		}
	}
	want(t, query1(t, c.DSNAs("thidua_app", "postgres"), `SELECT current_user::text`), "thidua_app")
	want(t, query1(t, c.DSNAs("thidua_app", "postgres"), `SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user`), "false")
}

// An initdb that was interrupted leaves nothing the next start trips over.
func TestInterruptedCreate(t *testing.T) {
	dir := folder(t)
	c := start(t, dir)
	draft := c.data + ".new"
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(c.data, draft); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(draft, "PG_VERSION")); err != nil {
		t.Fatal(err)
	}
	again := start(t, dir)
	want(t, query1(t, again.DSN("postgres"), `SELECT 'up'`), "up")
}
