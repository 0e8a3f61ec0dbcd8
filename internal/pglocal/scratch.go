package pglocal

import (
	"io"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// scratch makes a new folder for a throwaway cluster: in memory where there is
// room, else in the temp folder, else where the account can get.
func scratch(a account) (string, error) {
	for _, parent := range []string{memoryDir(), os.TempDir(), "/tmp", far} {
		if parent == "" {
			continue
		}
		if parent == far {
			if err := make755(far); err != nil {
				return "", err
			}
		}
		dir, err := os.MkdirTemp(parent, "thidua-test-")
		if err != nil {
			continue
		}
		if err := os.Chmod(dir, 0o755); err == nil && a.reaches(dir) {
			return dir, nil
		}
		_ = os.Remove(dir)
	}
	return "", os.ErrPermission
}

// leash removes a throwaway cluster when this process dies without stopping
// it (a panic, a timeout, kill -9): a shell waits for its input to end, which
// the death of this process does, stops the server and deletes the folders.
type leash struct {
	cmd *exec.Cmd
	end io.WriteCloser
}

const leashScript = `read _
kill -QUIT "$1" 2>/dev/null
n=0
while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done
rm -rf "$2" "$3"`

func newLeash(pid int, dirs ...string) (*leash, error) {
	cmd := exec.Command("/bin/sh", append([]string{"-c", leashScript, "leash", strconv.Itoa(pid)}, dirs...)...)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	end, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	return &leash{cmd: cmd, end: end}, cmd.Start()
}

// release lets go without the shell doing anything.
func (l *leash) release() {
	if l == nil || l.cmd.Process == nil {
		return
	}
	_ = l.cmd.Process.Kill()
	_ = l.cmd.Wait()
	l.end.Close()
}
