package pglocal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is one running postmaster.
type server struct {
	pid  int
	log  string
	done chan struct{} // closed when it ended
	mark int64         // where this life's lines begin in the log
}

// settings of every private cluster; the network is never listened on.
var settings = []string{
	"listen_addresses=", "unix_socket_permissions=0700", "max_connections=100",
	"logging_collector=off", "log_destination=stderr", "jit=off", "timezone=UTC",
}

// throwawaySettings trade every promise of durability for speed.
var throwawaySettings = []string{
	"fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
	"wal_level=minimal", "max_wal_senders=0", "max_wal_size=512MB", "min_wal_size=32MB",
	"checkpoint_timeout=1h", "max_connections=300",
}

// run starts the postmaster. It is started and awaited on one locked thread,
// because the kernel ties dieWithParent to the thread, not the process.
func run(b binary, a account, data, socket, log string, tests bool) (*server, error) {
	args := []string{"-D", data, "-c", "unix_socket_directories=" + socket}
	use, farewell := settings, syscall.SIGINT
	if tests {
		use, farewell = append(append([]string{}, settings...), throwawaySettings...), syscall.SIGQUIT
	}
	for _, s := range use {
		args = append(args, "-c", s)
	}
	cmd := a.command(b.path("postgres"), args...)
	dieWithParent(cmd.SysProcAttr, farewell)
	out, mark, err := openLog(log)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	cmd.Stdout, cmd.Stderr = out, out

	s := &server{log: log, mark: mark, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		if err == nil {
			s.pid = cmd.Process.Pid
		}
		started <- err
		if err == nil {
			_ = cmd.Wait()
			close(s.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("không chạy được %s (cannot start the server): %w", cmd.Path, err)
	}
	return s, nil
}

// openLog opens the server's log for appending; one over 5 MB starts anew, and
// one left by another user is replaced.
func openLog(path string) (*os.File, int64, error) {
	if st, err := os.Stat(path); err == nil && st.Size() > 5<<20 {
		_ = os.Rename(path, path+".old")
	}
	const flags = os.O_APPEND | os.O_CREATE | os.O_WRONLY
	f, err := os.OpenFile(path, flags, 0o600)
	if errors.Is(err, os.ErrPermission) {
		_ = os.Remove(path)
		f, err = os.OpenFile(path, flags, 0o600)
	}
	if err != nil {
		return nil, 0, err
	}
	st, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, st.Size(), nil
}

// ready waits until the server answers; recovery after a crash may take long,
// an ended server fails at once with the last lines of its log.
func (s *server) ready(ctx context.Context, dsn string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	var last error
	for {
		conn, err := pgx.Connect(ctx, dsn)
		if err == nil {
			return conn.Close(ctx)
		}
		last = err
		select {
		case <-s.done:
			return fmt.Errorf("PostgreSQL không khởi động được; nhật ký trong %s (the server did not start):\n%s", s.log, s.tail())
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL chưa trả lời; nhật ký trong %s (no answer): %w", s.log, last)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// tail is what this life of the server logged last.
func (s *server) tail() string {
	b, err := os.ReadFile(s.log)
	if err != nil || int64(len(b)) < s.mark {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(b[s.mark:])), "\n")
	if len(lines) > 15 {
		lines = lines[len(lines)-15:]
	}
	return strings.Join(lines, "\n")
}

// stop ends the server: fast, then at once, then by force.
func (s *server) stop() error {
	for _, step := range []struct {
		signal syscall.Signal
		wait   time.Duration
	}{{syscall.SIGINT, 20 * time.Second}, {syscall.SIGQUIT, 10 * time.Second}, {syscall.SIGKILL, 5 * time.Second}} {
		select {
		case <-s.done:
			return nil
		default:
		}
		if err := syscall.Kill(s.pid, step.signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("dừng PostgreSQL (stop): %w", err)
		}
		select {
		case <-s.done:
			return nil
		case <-time.After(step.wait):
		}
	}
	return errors.New("PostgreSQL không chịu dừng (the server does not stop)")
}
