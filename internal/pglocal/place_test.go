package pglocal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Below a folder only its owner may enter, root's cluster moves to
// /var/lib/thidua; everybody else's stays. No mode is changed, a second start
// finds the data, and a folder deleted and made anew starts empty.
func TestClosedParent(t *testing.T) {
	closed := folder(t)
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(closed, "clone", ".thidua")
	c := start(t, dir)
	t.Cleanup(func() {
		if strings.HasPrefix(c.Dir(), far) {
			os.RemoveAll(c.Dir())
		}
	})
	exec1(t, c.DSN("postgres"), `CREATE TABLE t AS SELECT 'kept' AS v`)
	if root := os.Geteuid() == 0; strings.HasPrefix(c.Dir(), far+"/") != root {
		t.Fatalf("root %v: cluster in %s", root, c.Dir())
	}
	if st, err := os.Stat(closed); err != nil || st.Mode().Perm() != 0o700 {
		t.Fatalf("parent's mode is %v (%v)", st.Mode(), err)
	}
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	again := start(t, dir)
	want(t, query1(t, again.DSN("postgres"), `SELECT v FROM t`), "kept")
	if err := again.Stop(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	anew := start(t, dir)
	want(t, query1(t, anew.DSN("postgres"), `SELECT count(*)::text FROM pg_tables WHERE tablename = 't'`), "0")
}

// A path too long, or with letters a socket list cannot carry, moves the
// socket alone.
func TestSocketPath(t *testing.T) {
	for _, name := range []string{strings.Repeat("x", 120), `a,b"c`, "thư mục có dấu"} {
		dir := filepath.Join(folder(t), name)
		c := start(t, dir)
		if got := len(c.socket) + 1 + len(socketFile); got > maxSocket {
			t.Errorf("%s: socket path of %d bytes", name, got)
		}
		want(t, query1(t, c.DSN("postgres"), `SELECT 'up'`), "up")
		want(t, c.Dir(), dir)
	}
}

// Somebody else's folder under a name of ours is never used.
func TestForeignFolderIsRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("only root can give a folder away; the check itself is the same")
		return
	}
	dir := filepath.Join(folder(t), "run")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(dir, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	acct, err := chooseAccount()
	if err != nil {
		t.Fatal(err)
	}
	if err := acct.mkdir(dir); err == nil || !strings.Contains(err.Error(), "thuộc người dùng khác") {
		t.Fatalf("got %v", err)
	}
}
