package pglocal

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// dieWithParent makes the kernel stop the server (fast) when the thread that
// started it ends, which run keeps locked for the server's life: a kill -9 of
// the app leaves no orphan.
func dieWithParent(attr *syscall.SysProcAttr, s syscall.Signal) { attr.Pdeathsig = s }

// occupants lists the living processes whose working folder is the data
// folder, as the postmaster's and each of its children's is. Processes we may
// not look into belong to other users, and so to other clusters. Always
// certain: zombies have no working folder.
func occupants(data string, _ int) (pids []int, certain bool) {
	links, _ := filepath.Glob("/proc/[0-9]*/cwd")
	for _, link := range links {
		if to, err := os.Readlink(link); err != nil || to != data {
			continue
		}
		pid, err := strconv.Atoi(strings.Split(link, "/")[2])
		if err == nil && isServer(pid) {
			pids = append(pids, pid)
		}
	}
	return pids, true
}

// isServer keeps a shell or an editor opened in the data folder out of it.
func isServer(pid int) bool {
	exe, err := os.Readlink("/proc/" + strconv.Itoa(pid) + "/exe")
	return err == nil && strings.HasPrefix(filepath.Base(exe), "postgres")
}
