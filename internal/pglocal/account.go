package pglocal

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// account is the user of the operating system the server runs as. PostgreSQL
// refuses to run as root, so root drops to `postgres`, else `nobody`.
type account struct {
	uid, gid int
	drop     bool
}

func chooseAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.Atoi(u.Uid)
		gid, err2 := strconv.Atoi(u.Gid)
		if err1 == nil && err2 == nil && uid != 0 {
			return account{uid: uid, gid: gid, drop: true}, nil
		}
	}
	return account{}, errors.New("PostgreSQL không chạy bằng root, mà máy không có người dùng postgres hoặc nobody; chạy bằng một người dùng thường (no unprivileged user to run the server as)")
}

// ownerOf runs the server as the owner of a cluster that already exists: a
// cluster made without root stays usable when root starts it once.
func (a account) ownerOf(data string) account {
	st, err := os.Stat(data)
	if err != nil || !a.drop {
		return a
	}
	if sys, ok := st.Sys().(*syscall.Stat_t); ok && sys.Uid != 0 {
		return account{uid: int(sys.Uid), gid: int(sys.Gid), drop: true}
	}
	return a
}

// command prepares a program of the server: as the account, in its own
// process group so that Ctrl-C reaches the app first, and with none of the
// caller's PG* settings.
func (a account) command(path string, args ...string) *exec.Cmd {
	cmd := exec.Command(path, args...)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if a.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "PG") && !strings.HasPrefix(kv, "LC_") && !strings.HasPrefix(kv, "LANG") {
			cmd.Env = append(cmd.Env, kv)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	return cmd
}

// reaches tells whether the account can enter a folder, by entering it: mode
// bits alone miss access lists and root squashing.
func (a account) reaches(dir string) bool {
	if !a.drop {
		return true
	}
	cmd := a.command("/bin/sh", "-c", "cd . && exit 0")
	cmd.Dir = dir
	return cmd.Run() == nil
}

// mkdir makes (or takes over) a folder only the account may enter; an existing
// folder that belongs to somebody else is refused.
func (a account) mkdir(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	st, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	sys, ok := st.Sys().(*syscall.Stat_t)
	if !st.IsDir() || !ok || (int(sys.Uid) != a.uid && int(sys.Uid) != os.Geteuid()) {
		return fmt.Errorf("%s thuộc người dùng khác (belongs to another user)", dir)
	}
	if a.drop {
		if err := os.Lchown(dir, a.uid, a.gid); err != nil {
			return err
		}
	}
	return os.Chmod(dir, 0o700)
}

// abs is the real absolute path of a folder, made when missing.
func abs(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if err := make755(dir); err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(dir)
}

// make755 makes a folder and its missing parents enterable by everybody. Only
// what it made itself is chmodded (a strict umask is undone), never a folder
// that was there.
func make755(dir string) error {
	if st, err := os.Stat(dir); err == nil {
		if !st.IsDir() {
			return fmt.Errorf("%s không phải là thư mục (not a folder)", dir)
		}
		return nil
	}
	if err := make755(filepath.Dir(dir)); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		if errors.Is(err, os.ErrExist) {
			return nil
		}
		return err
	}
	return os.Chmod(dir, 0o755)
}
