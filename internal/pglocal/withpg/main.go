// Command withpg runs a command (go test) with one throwaway PostgreSQL that
// all its processes share by THIDUA_TEST_PG, and ends with its exit status.
//
// Before that it sees to what tests need on the machine: a PostgreSQL server,
// with -browser Chromium and its fonts, with -office LibreOffice Writer and
// poppler's tools. As root with apt it installs them, otherwise it fails with
// the one command that does. It prints nothing after the command's own last
// line.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"

	"thidua/internal/pglocal"
)

const env = "THIDUA_TEST_PG"

func main() {
	browser := flag.Bool("browser", false, "also see to Chromium and its fonts")
	office := flag.Bool("office", false, "also see to LibreOffice, poppler and their fonts")
	flag.Parse()
	status, err := withServer(context.Background(), *browser, *office, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	os.Exit(status)
}

func withServer(ctx context.Context, browser, office bool, args []string) (status int, err error) {
	if len(args) == 0 {
		return 0, errors.New("withpg [-browser] [-office] command arguments…")
	}
	if err := prepare(ctx, browser, office); err != nil {
		return 0, err
	}
	// The terminal's Ctrl-C reaches the command as well; it is waited for so
	// that the server outlives it. A SIGTERM is passed on.
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)

	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = os.Environ()
	if os.Getenv(env) == "" {
		c, err := pglocal.Start(ctx, pglocal.Options{Tests: true, Say: os.Stderr})
		if err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, c.Stop()) }()
		cmd.Env = append(cmd.Env, env+"="+c.DSN("postgres"))
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	go func() {
		for s := range signals {
			if s == syscall.SIGTERM {
				_ = cmd.Process.Signal(s)
			}
		}
	}()
	err = cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	return 0, err
}

// prepare installs what is missing, all in one go.
func prepare(ctx context.Context, browser, office bool) error {
	var needs []pglocal.Need
	if os.Getenv(env) == "" && !pglocal.Installed(ctx) {
		needs = append(needs, pglocal.Server)
	}
	if browser && !chromium() {
		needs = append(needs, pglocal.Need{Package: "chromium", What: "trình duyệt Chromium"})
	}
	if office && !found("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice") {
		needs = append(needs, pglocal.Need{Package: "libreoffice-writer-nogui", Else: "libreoffice-writer", What: "LibreOffice Writer"})
	}
	if office && !(found("pdftotext") && found("pdfinfo")) {
		needs = append(needs, pglocal.Need{Package: "poppler-utils", What: "công cụ đọc PDF (poppler)"})
	}
	if (browser || office) && !fonts() {
		needs = append(needs, pglocal.Need{Package: "fonts-liberation2", Else: "fonts-liberation", What: "phông chữ Liberation"})
	}
	if len(needs) == 0 {
		return nil
	}
	return pglocal.Install(ctx, os.Stderr, needs...)
}

func chromium() bool {
	return found("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
		"/Applications/Chromium.app/Contents/MacOS/Chromium")
}

// found tells whether one of the programs is here.
func found(names ...string) bool {
	for _, name := range names {
		if _, err := exec.LookPath(name); err == nil {
			return true
		}
	}
	return false
}

// fonts tells whether screenshots will look like the demo's: Linux only,
// elsewhere the system's own fonts serve.
func fonts() bool {
	if _, err := os.Stat("/usr/share/fonts"); err != nil {
		return true
	}
	for _, pattern := range []string{"/usr/share/fonts/*/liberation*/LiberationS*-Regular.ttf", "/usr/share/fonts/liberation*/LiberationS*-Regular.ttf"} {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			return true
		}
	}
	return false
}
