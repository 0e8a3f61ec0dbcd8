package pglocal

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
)

// MinMajor is the oldest PostgreSQL the SQL of this house is written for.
const MinMajor = 15

// binary is one installed server: its folder and major version.
type binary struct {
	dir   string
	major int
}

func (b binary) path(name string) string { return filepath.Join(b.dir, name) }

// homes are the folders distributions and installers put server binaries in.
var homes = []string{
	"/usr/lib/postgresql/*/bin",                               // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                        // PGDG on RHEL
	"/usr/libexec/postgresql*",                                // Alpine
	"/usr/lib/postgresql*/bin",                                // openSUSE
	"/opt/homebrew/opt/postgresql@*/bin",                      // Homebrew, Apple silicon
	"/usr/local/opt/postgresql@*/bin",                         // Homebrew, Intel
	"/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",         // Homebrew, Linux
	"/Applications/Postgres.app/Contents/Versions/*/bin",      // Postgres.app
	"/usr/local/pgsql/bin",                                    // built from source
	"/opt/homebrew/bin", "/usr/local/bin", "/usr/bin", "/bin", // where PATH may not look
}

// find lists the usable servers, newest first.
func find(ctx context.Context) []binary {
	var dirs []string
	if p, err := exec.LookPath("initdb"); err == nil {
		dirs = append(dirs, filepath.Dir(p))
	}
	for _, pattern := range homes {
		found, _ := filepath.Glob(pattern)
		dirs = append(dirs, found...)
	}
	var all []binary
	seen := map[string]bool{}
	for _, dir := range dirs {
		b, ok := inspect(ctx, dir)
		if ok && b.major >= MinMajor && !seen[b.dir] {
			seen[b.dir] = true
			all = append(all, b)
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].major > all[j].major })
	return all
}

var version = regexp.MustCompile(`\(PostgreSQL\) ([0-9]+)`)

// inspect tells whether a folder holds both programs of a server and which
// major version they are. Symlinks are followed: a server finds its own share
// folder beside its real place.
func inspect(ctx context.Context, dir string) (binary, bool) {
	if real, err := filepath.EvalSymlinks(filepath.Join(dir, "postgres")); err == nil {
		dir = filepath.Dir(real)
	}
	for _, name := range []string{"postgres", "initdb"} {
		if st, err := os.Stat(filepath.Join(dir, name)); err != nil || st.IsDir() || st.Mode()&0o111 == 0 {
			return binary{}, false
		}
	}
	out, err := exec.CommandContext(ctx, filepath.Join(dir, "postgres"), "--version").Output()
	m := version.FindSubmatch(out)
	if err != nil || m == nil {
		return binary{}, false
	}
	major, err := strconv.Atoi(string(m[1]))
	return binary{dir: dir, major: major}, err == nil
}

// pick takes the newest server that already has a cluster under base, so that
// an upgrade of the machine does not hide the data; otherwise the newest.
func pick(all []binary, base string) binary {
	for _, b := range all {
		if _, err := os.Stat(filepath.Join(base, dataName(b.major), "PG_VERSION")); err == nil {
			return b
		}
	}
	return all[0]
}

func dataName(major int) string { return "pg" + strconv.Itoa(major) }
