package paper_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"thidua/internal/paper"
	"thidua/internal/paper/papertest"
)

// A phone reads from the printed page what the caller gave.
func TestQRDecodes(t *testing.T) {
	for name, x := range map[string]struct {
		t paper.Template
		c paper.Certificate
	}{"giấy khen": {paper.GiayKhenA4(), papertest.Commendation()}, "bằng khen 420": {paper.BangKhen420(), papertest.Merit()}, "bằng khen 360": {paper.BangKhen360(), papertest.Merit()}} {
		for _, blank := range []bool{false, true} {
			page := printed(t, paper.Print{Template: x.t, Blank: blank}, x.c).Image(t, 1, 150)
			bitmap, err := gozxing.NewBinaryBitmapFromImage(page)
			if err != nil {
				t.Fatal(err)
			}
			got, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if got.GetText() != x.c.URL {
				t.Errorf("%s reads %q, want %q", name, got.GetText(), x.c.URL)
			}
		}
	}
	c := papertest.Commendation()
	c.URL = strings.Repeat("x", 3000)
	if err := (paper.Print{Template: paper.GiayKhenA4()}).PDF(io.Discard, c); len(refusedBy(t, err)) != 0 {
		t.Errorf("a long address: %v", err)
	}
}

// inked is the least rectangle around all that is not white, in millimetres.
func inked(page image.Image, dpi float64) (left, top, right, bottom float64) {
	var r image.Rectangle
	for y := page.Bounds().Min.Y; y < page.Bounds().Max.Y; y++ {
		for x := page.Bounds().Min.X; x < page.Bounds().Max.X; x++ {
			if white(page.At(x, y)) {
				continue
			}
			r = r.Union(image.Rect(x, y, x+1, y+1))
		}
	}
	mm := func(dots int) float64 { return float64(dots) * 25.4 / dpi }
	return mm(r.Min.X), mm(r.Min.Y), mm(r.Max.X), mm(r.Max.Y)
}

func white(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return r > 0xf800 && g > 0xf800 && b > 0xf800
}

func near(a, b float64) bool { return a-b < 0.4 && b-a < 0.4 }

// Nothing stands outside the border, and a blank gets no border.
func TestBorder(t *testing.T) {
	c := papertest.Commendation()
	if l, top, r, b := inked(printed(t, paper.Print{Template: paper.GiayKhenA4()}, c).Image(t, 1, 72), 72); !near(l, 7) || !near(top, 7) || !near(r, 290) || !near(b, 203) {
		t.Errorf("ink from %.1f, %.1f to %.1f, %.1f", l, top, r, b)
	}
	if l, top, r, b := inked(printed(t, paper.Print{Template: paper.GiayKhenA4(), Nudge: paper.Nudge{Right: 2, Down: 3}}, c).Image(t, 1, 72), 72); !near(l, 9) || !near(top, 10) || !near(r, 292) || !near(b, 206) {
		t.Errorf("nudged, ink from %.1f, %.1f to %.1f, %.1f", l, top, r, b)
	}
	if l, top, _, _ := inked(printed(t, paper.Print{Template: paper.GiayKhenA4(), Blank: true}, c).Image(t, 1, 72), 72); l < 20 || top < 95 {
		t.Errorf("on a blank, ink from %.1f, %.1f", l, top)
	}
}

// The authority's emblem stands in its place; without one the place is white,
// and a blank has its own.
func TestEmblem(t *testing.T) {
	picture := image.NewNRGBA(image.Rect(0, 0, 300, 300))
	for i := range 300 * 300 {
		picture.SetNRGBA(i%300, i/300, color.NRGBA{R: 200, G: 30, B: 30, A: 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		emblem []byte
		blank  bool
		want   color.RGBA
	}{{b.Bytes(), false, color.RGBA{200, 30, 30, 255}}, {nil, false, color.RGBA{255, 255, 255, 255}}, {b.Bytes(), true, color.RGBA{255, 255, 255, 255}}} {
		page := printed(t, paper.Print{Template: paper.GiayKhenA4(), Emblem: x.emblem, Blank: x.blank}, papertest.Commendation()).Image(t, 1, 72)
		mm := func(v float64) int { return int(v * 72 / 25.4) }
		for _, at := range [][2]float64{{139.5, 18}, {157.5, 36}, {148.5, 27}} {
			r, g, bl, _ := page.At(mm(at[0]), mm(at[1])).RGBA()
			got := color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(bl >> 8), 255}
			if max(got.R, x.want.R)-min(got.R, x.want.R) > 2 || max(got.G, x.want.G)-min(got.G, x.want.G) > 2 || max(got.B, x.want.B)-min(got.B, x.want.B) > 2 {
				t.Errorf("blank %v, at %v: %v, want %v", x.blank, at, got, x.want)
			}
		}
	}
	for _, wrong := range [][]byte{[]byte("GIF89a"), b.Bytes()[:60]} {
		err := (paper.Print{Template: paper.GiayKhenA4(), Emblem: wrong}).PDF(io.Discard, papertest.Commendation())
		if f := refusedBy(t, err); len(f) != 1 || f[0].Name != "emblem" {
			t.Errorf("refused %v", f)
		}
	}
}

// The test sheet: its rulers count from the paper's corner, moved by the nudge,
// its crosses stand 20 mm from the edges, and every field has its name.
func TestTestSheet(t *testing.T) {
	for _, nudge := range []paper.Nudge{{}, {Right: 1.5, Down: -0.5}} {
		var b bytes.Buffer
		if err := (paper.Print{Template: paper.GiayKhenA4(), Made: signed, Nudge: nudge}).TestSheet(&b); err != nil {
			t.Fatal(err)
		}
		pdf := papertest.Open(t, b.Bytes())
		words := pdf.Words(t, 1)
		hundred := find(t, words, "100") // the first is above, the ruler across
		if x := (hundred.Left + hundred.Right) / 2; x < 99.7+nudge.Right || x > 100.3+nudge.Right {
			t.Errorf("the ruler's 100 stands at %.2f mm", x)
		}
		page := pdf.Image(t, 1, 254) // ten dots a millimetre
		for _, at := range [][2]float64{{20, 20}, {277, 20}, {20, 190}, {277, 190}, {148.5, 105}} {
			reds := 0
			for x := -4.0; x <= 4; x++ {
				r, g, _, _ := page.At(int((at[0]+nudge.Right+x)*10), int((at[1]+nudge.Down)*10)).RGBA()
				if r>>8 > 150 && g>>8 < 160 {
					reds++
				}
			}
			if reds < 7 {
				t.Errorf("nudged by %v, no cross at %v", nudge, at)
			}
		}
		text := strings.Join(strings.Fields(pdf.Text(t, 1)), " ")
		for _, f := range paper.GiayKhenA4().Fields {
			if !strings.Contains(text, f.Key.Name()) {
				t.Errorf("no box for %s", f.Key.Name())
			}
		}
		if want := map[float64]string{0: "đang dịch ngang 0 mm", 1.5: "đang dịch ngang +1,5 mm (dương là sang phải), dịch dọc -0,5 mm"}[nudge.Right]; !strings.Contains(text, want) {
			t.Errorf("the sheet lacks %q", want)
		}
	}
}
