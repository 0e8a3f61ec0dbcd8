package papertest

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// install is the command that mends a machine without the office programs.
const install = "apt-get install -y --no-install-recommends libreoffice-writer-nogui poppler-utils fonts-liberation2"

// PDF is a file that poppler reads.
type PDF struct{ path string }

// Convert turns DOCX files into PDF in one run of LibreOffice. A file that it
// cannot open fails the test.
func Convert(t testing.TB, files map[string][]byte) map[string]PDF {
	t.Helper()
	office := program(t, "soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
	dir := t.TempDir()
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--convert-to", "pdf", "--outdir", dir}
	for name, b := range files {
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, office, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	made := map[string]PDF{}
	for name := range files {
		path := filepath.Join(dir, name+".pdf")
		if _, err := os.Stat(path); err != nil {
			t.Fatalf("LibreOffice made no PDF of %s:\n%s", name, out)
		}
		made[name] = PDF{path}
	}
	return made
}

var (
	pageCount = regexp.MustCompile(`(?m)^Pages:\s+([0-9]+)`)
	pageSize  = regexp.MustCompile(`(?m)^Page size:\s+([0-9.]+) x ([0-9.]+) pts`)
)

// Pages is the number of pages.
func (p PDF) Pages(t testing.TB) int {
	t.Helper()
	m := pageCount.FindSubmatch(run(t, "pdfinfo", p.path))
	if m == nil {
		t.Fatalf("%s: no page count", p.path)
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// Lines are the lines of a page (from 1) that hold anything, as they stand on
// it, outer spaces trimmed.
func (p PDF) Lines(t testing.TB, page int) []string {
	t.Helper()
	n := strconv.Itoa(page)
	var all []string
	for l := range strings.Lines(string(run(t, "pdftotext", "-layout", "-f", n, "-l", n, p.path, "-"))) {
		if l = strings.Trim(l, " \r\n\f"); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// Word is a word on a page: its left, top, right and bottom edge in
// millimetres.
type Word struct {
	Text                     string
	Left, Top, Right, Bottom float64
}

var wordBox = regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([^<]*)</word>`)

// Words are the words of a page with their places.
func (p PDF) Words(t testing.TB, page int) []Word {
	t.Helper()
	n := strconv.Itoa(page)
	var all []Word
	for _, m := range wordBox.FindAllSubmatch(run(t, "pdftotext", "-bbox", "-f", n, "-l", n, p.path, "-"), -1) {
		mm := func(i int) float64 {
			v, _ := strconv.ParseFloat(string(m[i]), 64)
			return v * 25.4 / 72
		}
		all = append(all, Word{string(m[5]), mm(1), mm(2), mm(3), mm(4)})
	}
	return all
}

func run(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(program(t, name), args...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, errs.Bytes())
	}
	return out
}

func program(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatalf("%s is missing; this installs it:\n\n    %s\n", names[0], install)
	return ""
}
