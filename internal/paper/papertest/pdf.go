package papertest

import (
	"bytes"
	"image"
	_ "image/png" // pdftoppm's pages
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Open makes a PDF of its bytes.
func Open(t testing.TB, b []byte) PDF {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.pdf")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return PDF{path}
}

// Text is what a reader copies from a page.
func (p PDF) Text(t testing.TB, page int) string {
	t.Helper()
	n := strconv.Itoa(page)
	return strings.TrimRight(string(run(t, "pdftotext", "-f", n, "-l", n, p.path, "-")), "\f\n")
}

// Font is a font of a PDF.
type Font struct {
	Name              string
	Embedded, Unicode bool // in the file; its letters can be copied
}

// Fonts are the fonts that the file names.
func (p PDF) Fonts(t testing.TB) []Font {
	t.Helper()
	var all []Font
	lines := strings.Split(strings.TrimSpace(string(run(t, "pdffonts", p.path))), "\n")
	for _, l := range lines[2:] {
		w := strings.Fields(l) // name, type (two words), encoding, emb, sub, uni, object
		n := len(w)
		all = append(all, Font{Name: w[0], Embedded: w[n-5] == "yes", Unicode: w[n-3] == "yes"})
	}
	return all
}

// Size is the page's width and height in millimetres.
func (p PDF) Size(t testing.TB) (width, height float64) {
	t.Helper()
	m := pageSize.FindSubmatch(run(t, "pdfinfo", p.path))
	if m == nil {
		t.Fatalf("%s: no page size", p.path)
	}
	mm := func(b []byte) float64 { v, _ := strconv.ParseFloat(string(b), 64); return v * 25.4 / 72 }
	return mm(m[1]), mm(m[2])
}

// Image is a page as it looks, in dots per inch.
func (p PDF) Image(t testing.TB, page, dpi int) image.Image {
	t.Helper()
	n := strconv.Itoa(page)
	picture, _, err := image.Decode(bytes.NewReader(run(t, "pdftoppm", "-png", "-r", strconv.Itoa(dpi), "-f", n, "-l", n, p.path)))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}
