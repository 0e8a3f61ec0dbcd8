package pglocal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// evict makes a data folder free to start on: a server that still runs there
// without an owner is stopped, and a postmaster.pid that provably belongs to
// nothing of ours is removed. The caller holds the folder's lock.
func evict(data string) error {
	pid, ok := recordedPID(data)
	if !ok {
		return nil
	}
	for _, step := range []struct {
		signal syscall.Signal
		wait   time.Duration
	}{{0, 0}, {syscall.SIGINT, 20 * time.Second}, {syscall.SIGQUIT, 10 * time.Second}, {syscall.SIGKILL, 5 * time.Second}} {
		var here []int
		var certain bool
		for end := time.Now().Add(step.wait); ; time.Sleep(20 * time.Millisecond) {
			here, certain = occupants(data, pid)
			if len(here) == 0 || time.Now().After(end) {
				break
			}
			if step.signal != 0 {
				for _, p := range targets(here, pid, step.signal) {
					_ = syscall.Kill(p, step.signal)
				}
				step.signal = 0 // once
			}
		}
		if len(here) > 0 {
			continue
		}
		if !certain {
			return nil // the server judges its own pid file
		}
		err := os.Remove(filepath.Join(data, "postmaster.pid"))
		if errors.Is(err, os.ErrNotExist) {
			err = nil
		}
		return err
	}
	return fmt.Errorf("PostgreSQL cũ (tiến trình %d) trong %s không chịu dừng (the old server does not stop)", pid, data)
}

// targets are whom to signal: the postmaster passes a stop on to its children;
// children it left behind get it themselves.
func targets(here []int, postmaster int, s syscall.Signal) []int {
	for _, p := range here {
		if p == postmaster && s != syscall.SIGKILL {
			return []int{p}
		}
	}
	return here
}

// recordedPID reads the first line of postmaster.pid.
func recordedPID(data string) (int, bool) {
	b, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return 0, false
	}
	line, _, _ := strings.Cut(string(b), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || pid <= 0 {
		// A torn file names no process: any pid that cannot exist will do.
		return 1 << 30, true
	}
	return pid, true
}
