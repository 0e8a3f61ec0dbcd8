package pglocal

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// far is where root keeps the clusters of folders the server's account cannot
// enter (/root, a 0700 temp folder).
const far = "/var/lib/thidua"

// maxSocket is what fits sockaddr_un on Linux and macOS, less the NUL.
const maxSocket = 103

// socketFile is the socket's name inside its folder.
const socketFile = ".s.PGSQL.5432"

// resolve gives the folder the cluster really lives in: dir itself, or for a
// root whose account cannot enter it, a folder under /var/lib/thidua.
func resolve(dir string, a account) (string, error) {
	dir, err := abs(dir)
	if err != nil {
		return "", err
	}
	if a.reaches(dir) {
		return dir, nil
	}
	base, err := abs(filepath.Join(far, short(dir)))
	if err != nil {
		return "", err
	}
	return base, adopt(dir, base)
}

// adopt ties a far folder to the folder it stands for by one random word kept
// in both: where the near folder was deleted and made anew, the old cluster
// went with it and is not found again.
func adopt(dir, base string) error {
	near, there := filepath.Join(dir, "elsewhere"), filepath.Join(base, "origin")
	word, _ := os.ReadFile(near)
	if origin, err := os.ReadFile(there); err == nil && len(word) > 0 && string(origin) == string(word) {
		return nil
	}
	lock, err := hold(base, patience)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := remove(base); err != nil {
		return err
	}
	if _, err := abs(base); err != nil {
		return err
	}
	word = []byte(dir + "\n" + base + "\n" + rand.Text() + "\n")
	if err := os.WriteFile(there, word, 0o644); err != nil {
		return err
	}
	return os.WriteFile(near, word, 0o644)
}

// remove deletes a folder of ours with the clusters in it, stopping what still
// runs there.
func remove(base string) error {
	found, _ := filepath.Glob(filepath.Join(base, "pg*", "postmaster.pid"))
	for _, pid := range found {
		if err := evict(filepath.Dir(pid)); err != nil {
			return err
		}
	}
	return os.RemoveAll(base)
}

// socketDir gives the socket's folder: beside the data where the path is short
// enough, otherwise a folder of a fixed name under /tmp.
func socketDir(base string, a account) (string, error) {
	dir := filepath.Join(base, "run")
	if len(dir)+1+len(socketFile) <= maxSocket && !strings.ContainsAny(dir, `,"\`) {
		return dir, a.mkdir(dir)
	}
	dir = fmt.Sprintf("/tmp/thidua-%d-%s", a.uid, short(base))
	if err := a.mkdir(dir); err == nil && a.reaches(dir) {
		return dir, nil
	}
	dir, err := os.MkdirTemp("/tmp", "thidua-")
	if err != nil {
		return "", err
	}
	return dir, a.mkdir(dir)
}

func short(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:6])
}
