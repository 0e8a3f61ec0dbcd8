package pglocal

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// dropIn keeps Debian from creating and starting a cluster nobody asked for.
const dropIn = "/etc/postgresql-common/createcluster.d/thidua.conf"

// ensure gives the installed servers; as root on a machine with apt it
// installs Debian's package where there is none. Otherwise the error names the
// one command that mends it.
func ensure(ctx context.Context, say io.Writer) ([]binary, error) {
	if all := find(ctx); len(all) > 0 {
		return all, nil
	}
	if err := Install(ctx, say, Server); err != nil {
		return nil, err
	}
	if all := find(ctx); len(all) > 0 {
		return all, nil
	}
	return nil, fmt.Errorf("đã cài gói postgresql nhưng không thấy PostgreSQL từ phiên bản %d trở lên; cài phiên bản mới hơn hoặc đặt DATABASE_URL (installed, but no PostgreSQL %d or newer found)", MinMajor, MinMajor)
}

// Need is a Debian package (Else where a release has no such package) and what
// it is, in words for the person.
type Need struct{ Package, Else, What string }

// Server is the need every cluster has.
var Server = Need{Package: "postgresql", What: "máy chủ PostgreSQL"}

// Installed tells whether the machine has a usable PostgreSQL server.
func Installed(ctx context.Context) bool { return len(find(ctx)) > 0 }

// Install installs Debian packages when this process is root and apt is here;
// otherwise its error says the one command to run.
func Install(ctx context.Context, say io.Writer, needs ...Need) error {
	var names, what []string
	for _, n := range needs {
		names = append(names, n.Package)
		what = append(what, n.What)
	}
	_, err := exec.LookPath("apt-get")
	if err != nil || os.Geteuid() != 0 {
		return fmt.Errorf("máy này còn thiếu %s. Chạy một lệnh rồi thử lại (missing; run this once, then try again):\n\n    %s\n",
			strings.Join(what, ", "), command(names))
	}
	fmt.Fprintf(say, "Đang cài %s bằng apt-get, chờ một lát…\n", strings.Join(what, ", "))
	if slices.Contains(names, Server.Package) {
		if err := os.MkdirAll(filepath.Dir(dropIn), 0o755); err == nil {
			_ = os.WriteFile(dropIn, []byte("create_main_cluster = false\n"), 0o644)
		}
	}
	if lists, _ := filepath.Glob("/var/lib/apt/lists/*_Packages*"); len(lists) > 0 && install(ctx, say, needs) == nil {
		return nil
	}
	if err := apt(ctx, say, "update"); err != nil {
		return fmt.Errorf("apt-get update không chạy được, kiểm tra mạng của máy (apt-get update failed): %w", err)
	}
	if err := install(ctx, say, needs); err != nil {
		return fmt.Errorf("không cài được %s; chạy thử lệnh: %s (installation failed): %w", strings.Join(what, ", "), command(names), err)
	}
	return nil
}

func install(ctx context.Context, say io.Writer, needs []Need) error {
	args := []string{"install", "-y", "--no-install-recommends"}
	for _, n := range needs {
		if n.Else != "" && exec.CommandContext(ctx, "apt-cache", "show", n.Package).Run() != nil {
			n.Package = n.Else
		}
		args = append(args, n.Package)
	}
	return apt(ctx, say, args...)
}

func apt(ctx context.Context, say io.Writer, args ...string) error {
	cmd := exec.CommandContext(ctx, "apt-get", append([]string{"-o", "DPkg::Lock::Timeout=300", "-q"}, args...)...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8")
	cmd.Stdout, cmd.Stderr = say, say
	return cmd.Run()
}

// command is the one line that installs the packages on this machine.
func command(names []string) string {
	for _, m := range []struct{ tool, line, server string }{
		{"apt-get", "apt-get install -y --no-install-recommends", "postgresql"},
		{"dnf", "dnf install -y", "postgresql-server"},
		{"zypper", "zypper install -y", "postgresql-server"},
		{"apk", "apk add", "postgresql"},
		{"pacman", "pacman -S --noconfirm", "postgresql"},
		{"brew", "brew install", "postgresql@17"},
	} {
		if _, err := exec.LookPath(m.tool); err != nil {
			continue
		}
		line := m.line
		if m.tool != "brew" && os.Geteuid() != 0 {
			line = "sudo " + line
		}
		for _, n := range names {
			if n == "postgresql" {
				n = m.server
			} else if own := elsewhere[n][m.tool]; own != "" {
				n = own
			}
			line += " " + n
		}
		return line
	}
	return "apt-get install -y " + strings.Join(names, " ")
}

// elsewhere is how other systems call Debian's packages.
var elsewhere = map[string]map[string]string{
	"libreoffice-writer-nogui": {"dnf": "libreoffice-writer", "zypper": "libreoffice-writer", "apk": "libreoffice-writer", "pacman": "libreoffice-fresh", "brew": "libreoffice"},
	"poppler-utils":            {"zypper": "poppler-tools", "pacman": "poppler", "brew": "poppler"},
	"fonts-liberation2":        {"dnf": "liberation-fonts", "zypper": "liberation-fonts", "apk": "ttf-liberation", "pacman": "ttf-liberation"},
}
