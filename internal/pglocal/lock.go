package pglocal

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// patience is how long another holder of a folder is waited for.
const patience = 10 * time.Second

// hold takes the folder's lock, which the system frees when this process ends
// in whatever way; another living process that has it is waited for briefly
// (it may be stopping).
func hold(base string, wait time.Duration) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(base, "lock"), os.O_RDONLY|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	for end := time.Now().Add(wait); ; time.Sleep(50 * time.Millisecond) {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return f, nil
		}
		if time.Now().After(end) {
			f.Close()
			return nil, fmt.Errorf("thư mục %s đang được một tiến trình thidua khác dùng; dừng tiến trình đó rồi chạy lại (another thidua is using this folder)", base)
		}
	}
}
