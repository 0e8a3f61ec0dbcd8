package main

import (
	"bufio"
	"net/http"
	"os"
	osexec "os/exec"
	"strings"
	"testing"
	"time"
)

const asMain = "THIDUA_TEST_AS_MAIN"

// TestMain lets this binary be thidua itself, for tests of signals.
func TestMain(m *testing.M) {
	if os.Getenv(asMain) != "" {
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// process is a running thidua.
type process struct {
	cmd   *osexec.Cmd
	lines chan string
	url   string
}

// launch starts it with settings on top of a bare environment; every line it
// prints arrives in lines.
func launch(t *testing.T, settings []string, args ...string) *process {
	t.Helper()
	p := &process{cmd: osexec.Command(os.Args[0], args...), lines: make(chan string, 1000)}
	p.cmd.Env = append([]string{asMain + "=1", "ADDR=127.0.0.1:0", "PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}, settings...)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stderr = p.cmd.Stdout
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); _ = p.cmd.Wait() })
	return p
}

// until reads lines up to one that holds a text, and gives it.
func (p *process) until(t *testing.T, text string) string {
	t.Helper()
	var said []string
	late := time.After(90 * time.Second)
	for {
		select {
		case line, ok := <-p.lines:
			said = append(said, line)
			if !ok || strings.Contains(line, text) {
				if !ok {
					t.Fatalf("it ended without saying %q:\n%s", text, strings.Join(said, "\n"))
				}
				return line
			}
		case <-late:
			t.Fatalf("it did not say %q:\n%s", text, strings.Join(said, "\n"))
		}
	}
}

func (p *process) end(t *testing.T, s os.Signal, want int) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		for range p.lines {
		}
		_ = p.cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
		if got := p.cmd.ProcessState.ExitCode(); got != want {
			t.Fatalf("exit status %d, want %d", got, want)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it does not end")
	}
}

func (p *process) get(path string) (status int) {
	client := http.Client{Timeout: 5 * time.Second}
	res, err := client.Get(p.url + path)
	if err != nil {
		return 0
	}
	defer res.Body.Close()
	return res.StatusCode
}
