package paper

import (
	"embed"
	"fmt"
	"math"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed font/*.ttf
var fontFiles embed.FS

// point is a point in millimetres.
const point = 25.4 / 72

// face is one face of Liberation Serif: its file and the advance of every
// letter that it has, in thousandths of the size, as the PDF writes them.
type face struct {
	style   string // as the PDF writer calls it: "", "B", "I", "BI"
	file    []byte
	advance map[rune]int
}

var faces = map[string]func() *face{
	"":   loaded("", "Regular"),
	"B":  loaded("B", "Bold"),
	"I":  loaded("I", "Italic"),
	"BI": loaded("BI", "BoldItalic"),
}

func faceOf(bold, italic bool) *face {
	style := ""
	if bold {
		style = "B"
	}
	if italic {
		style += "I"
	}
	return faces[style]()
}

// loaded reads an embedded face once, when it is first needed.
func loaded(style, name string) func() *face {
	return sync.OnceValue(func() *face {
		b, err := fontFiles.ReadFile("font/LiberationSerif-" + name + ".ttf")
		if err != nil {
			panic(err)
		}
		f, err := readFace(style, b)
		if err != nil {
			panic(fmt.Errorf("paper: font %s: %w", name, err))
		}
		return f
	})
}

func readFace(style string, b []byte) (*face, error) {
	parsed, err := sfnt.Parse(b)
	if err != nil {
		return nil, err
	}
	var buf sfnt.Buffer
	em := parsed.UnitsPerEm()
	f := &face{style: style, file: b, advance: map[rune]int{}}
	for r := ' '; r <= 0xfffd; r++ {
		if unicode.Is(unicode.M, r) || unicode.Is(unicode.C, r) {
			continue // marks that stand alone would fall on the wrong letter
		}
		glyph, err := parsed.GlyphIndex(&buf, r)
		if err != nil || glyph == 0 {
			continue
		}
		units, err := parsed.GlyphAdvance(&buf, glyph, fixed.I(int(em)), font.HintingNone)
		if err != nil {
			return nil, err
		}
		f.advance[r] = int(math.Round(float64(units) / 64 * 1000 / float64(em)))
	}
	return f, nil
}

// width is the length of s in millimetres, set in a size of points.
func (f *face) width(s string, size float64) float64 {
	sum := 0
	for _, r := range s {
		sum += f.advance[r]
	}
	return float64(sum) / 1000 * size * point
}

// missing is the first letter of s that the face lacks, with the marks that
// belong to it; "" where it has them all.
func (f *face) missing(s string) string {
	for i, r := range s {
		if _, has := f.advance[r]; has || r == '\n' {
			continue
		}
		from := i
		if unicode.Is(unicode.M, r) && i > 0 {
			_, n := utf8.DecodeLastRuneInString(s[:i])
			from -= n
		}
		return s[from : i+utf8.RuneLen(r)]
	}
	return ""
}
