package pglocal

import "syscall"

// memoryDir is the folder for clusters that need not survive: /dev/shm where
// at least 2 GB are free there, otherwise "".
func memoryDir() string {
	var st syscall.Statfs_t
	const tmpfs = 0x01021994
	if syscall.Statfs("/dev/shm", &st) != nil || int64(st.Type) != tmpfs {
		return ""
	}
	if int64(st.Bavail)*int64(st.Bsize) < 2<<30 {
		return ""
	}
	return "/dev/shm"
}
