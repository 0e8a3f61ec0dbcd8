package pglocal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// create makes the cluster's data folder where there is none yet. It works
// beside the final name and renames, so an interruption leaves nothing half
// made. Trust is safe here: the socket's folder is closed to other users.
func create(b binary, a account, data string, throwaway bool) error {
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err == nil {
		return nil
	}
	draft := data + ".new"
	if err := os.RemoveAll(draft); err != nil {
		return err
	}
	var out []byte
	for _, locale := range []string{"C.UTF-8", "C"} { // some systems have no C.UTF-8
		if err := a.mkdir(draft); err != nil {
			return err
		}
		args := []string{"-D", draft, "-U", superuser, "-A", "trust", "-E", "UTF8", "--locale=" + locale}
		if throwaway {
			args = append(args, "--no-sync")
		}
		var err error
		out, err = a.command(b.path("initdb"), args...).CombinedOutput()
		if err == nil {
			return os.Rename(draft, data)
		}
		if rm := os.RemoveAll(draft); rm != nil {
			return rm
		}
		if !strings.Contains(string(out), "locale") {
			break
		}
	}
	return fmt.Errorf("không tạo được cụm PostgreSQL trong %s (initdb failed):\n%s", data, strings.TrimSpace(string(out)))
}
