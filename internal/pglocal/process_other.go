//go:build unix && !linux

package pglocal

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// dieWithParent has no counterpart here: an orphan is stopped at next start.
func dieWithParent(*syscall.SysProcAttr, syscall.Signal) {}

// occupants tells whether the recorded process is a server on the data folder,
// by its command line. A process that is gone leaves the judgement (children
// may still hold shared memory) to the server itself.
func occupants(data string, pid int) (pids []int, certain bool) {
	out, err := exec.Command("ps", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
	line := strings.TrimSpace(string(out))
	if err != nil || line == "" {
		return nil, false
	}
	if strings.Contains(line, "postgres") && strings.Contains(line, data) {
		return []int{pid}, true
	}
	return nil, true
}
