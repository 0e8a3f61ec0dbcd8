package demo

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"time"

	"thidua/internal/clock"
	"thidua/internal/pg"
	"thidua/internal/register"
)

// What the demo's files stand for: a photo taken on a phone, a paper scanned
// as a picture, a paper scanned into a PDF.
const (
	photo = iota
	scan
	paper
)

const (
	sqlDeedsOf = `SELECT d.id, d.done_on AS day, d.created_by AS author FROM good_deed d WHERE d.team_id = ANY ($1::bigint[]) AND d.withdrawn_at IS NULL
  AND ($2::boolean = EXISTS (SELECT FROM recognition r WHERE r.deed_id = d.id)) ORDER BY d.done_on DESC, d.id LIMIT $3`
	sqlModelsOf = `SELECT m.id, m.started_on AS day, m.created_by AS author FROM community_model m JOIN recognition r ON r.model_id = m.id
WHERE m.commune_id = $1 AND m.withdrawn_at IS NULL ORDER BY m.id LIMIT 1`
)

type evidenced struct {
	ID     int64     `db:"id"`
	Day    clock.Day `db:"day"`
	Author int64     `db:"author"`
}

// storeEvidence draws a few files and hangs them on deeds and a model of the
// demo's commune, and on a deed of its neighbour.
func storeEvidence(ctx context.Context, tx pg.Tx, w *World) error {
	n := 0
	attach := func(kind register.Kind, to evidenced, what int, name string) error {
		body, err := drawn(what, n)
		if err != nil {
			return err
		}
		n++
		f, err := register.Prepare(name, bytes.NewReader(body), int64(len(body)))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		defer f.Close()
		at := max(to.Day, clock.NewDay(2024, 11, 6)).Start().Add(17*time.Hour + time.Duration(n)*time.Minute)
		_, err = register.Store(ctx, tx, register.Row{Kind: kind, ID: to.ID}, f, to.Author, at)
		return err
	}
	own := w.Tree.Teams(w.Unit(kinhDinh), Today)
	plain, err := pg.List[evidenced](ctx, tx, sqlDeedsOf, own, false, 2)
	if err != nil {
		return err
	}
	recognised, err := pg.List[evidenced](ctx, tx, sqlDeedsOf, own, true, 1)
	if err != nil {
		return err
	}
	neighbour, err := pg.List[evidenced](ctx, tx, sqlDeedsOf, w.Tree.Teams(w.Unit(doVinh), Today), false, 1)
	if err != nil {
		return err
	}
	models, err := pg.List[evidenced](ctx, tx, sqlModelsOf, w.Unit(kinhDinh))
	if err != nil {
		return err
	}
	for _, d := range plain {
		if err := attach(register.Deeds, d, photo, "Ảnh chụp tại chỗ.jpg"); err != nil {
			return err
		}
	}
	for _, d := range recognised {
		if err := attach(register.Deeds, d, paper, "Văn bản biểu dương.pdf"); err != nil {
			return err
		}
		if err := attach(register.Deeds, d, photo, "Ảnh biểu dương tại giao ban.jpg"); err != nil {
			return err
		}
	}
	for _, d := range neighbour {
		if err := attach(register.Deeds, d, scan, "Biên bản bàn giao.png"); err != nil {
			return err
		}
	}
	for _, m := range models {
		if err := attach(register.Models, m, photo, "Ảnh ra mắt mô hình.jpg"); err != nil {
			return err
		}
		if err := attach(register.Models, m, paper, "Văn bản ghi nhận mô hình.pdf"); err != nil {
			return err
		}
	}
	return nil
}

// drawn is the nth file.
func drawn(what, n int) ([]byte, error) {
	var b bytes.Buffer
	switch what {
	case photo:
		err := jpeg.Encode(&b, scene(n), &jpeg.Options{Quality: 82})
		return b.Bytes(), err
	case scan:
		err := png.Encode(&b, sheet(n))
		return b.Bytes(), err
	}
	return scannedPDF(sheet(n))
}

func fill(m draw.Image, r image.Rectangle, c color.Color) {
	draw.Draw(m, r, image.NewUniform(c), image.Point{}, draw.Src)
}

func disc(m *image.RGBA, x, y, radius int, c color.Color) {
	for dy := -radius; dy <= radius; dy++ {
		for dx := -radius; dx <= radius; dx++ {
			if dx*dx+dy*dy <= radius*radius {
				m.Set(x+dx, y+dy, c)
			}
		}
	}
}

// scene is a street by day: sky, houses, a road, people.
func scene(n int) image.Image {
	r := seeded("photo", fmt.Sprint(n))
	m := image.NewRGBA(image.Rect(0, 0, 960, 720))
	for y := range 430 { // sky
		fill(m, image.Rect(0, y, 960, y+1), color.RGBA{uint8(120 + y/4), uint8(170 + y/6), 235, 255})
	}
	disc(m, 120+r.IntN(700), 90, 46, color.RGBA{255, 236, 150, 255})
	fill(m, image.Rect(0, 430, 960, 720), color.RGBA{120, 120, 118, 255})
	for x := 0; x < 960; {
		w, h := 110+r.IntN(120), 140+r.IntN(160)
		wall := color.RGBA{uint8(170 + r.IntN(70)), uint8(150 + r.IntN(70)), uint8(120 + r.IntN(70)), 255}
		fill(m, image.Rect(x, 430-h, x+w, 430), wall)
		fill(m, image.Rect(x, 430-h-16, x+w, 430-h), color.RGBA{150, 60, 45, 255})
		for wy := 430 - h + 24; wy < 380; wy += 60 {
			for wx := x + 18; wx+30 < x+w; wx += 52 {
				fill(m, image.Rect(wx, wy, wx+30, wy+36), color.RGBA{70, 90, 110, 255})
			}
		}
		x += w + 6
	}
	for x := 20; x < 960; x += 130 { // lane marks
		fill(m, image.Rect(x, 590, x+70, 600), color.RGBA{235, 235, 230, 255})
	}
	for i := range 3 + r.IntN(3) {
		x, y := 180+i*140+r.IntN(50), 500+r.IntN(40)
		shirt := color.RGBA{40, 90, 60, 255}
		if i%2 == 1 {
			shirt = color.RGBA{35, 70, 120, 255}
		}
		disc(m, x, y-74, 20, color.RGBA{225, 180, 150, 255})
		fill(m, image.Rect(x-24, y-54, x+24, y+20), shirt)
		fill(m, image.Rect(x-20, y+20, x-3, y+96), color.RGBA{50, 55, 70, 255})
		fill(m, image.Rect(x+3, y+20, x+20, y+96), color.RGBA{50, 55, 70, 255})
	}
	return m
}

// sheet is a scanned paper: a heading, lines of writing, a seal.
func sheet(n int) *image.RGBA {
	r := seeded("sheet", fmt.Sprint(n))
	m := image.NewRGBA(image.Rect(0, 0, 620, 877))
	fill(m, m.Bounds(), color.RGBA{252, 251, 246, 255})
	ink := color.RGBA{60, 60, 66, 255}
	fill(m, image.Rect(70, 70, 250, 78), ink)
	fill(m, image.Rect(330, 70, 560, 78), ink)
	fill(m, image.Rect(200, 150, 430, 162), ink)
	for y := 210; y < 620; y += 26 {
		for x := 80; x < 520+r.IntN(50); {
			w := 18 + r.IntN(46)
			fill(m, image.Rect(x, y, min(x+w, 560), y+7), color.RGBA{110, 110, 116, 255})
			x += w + 8
		}
	}
	seal := color.RGBA{200, 40, 40, 255}
	disc(m, 430, 720, 62, seal)
	disc(m, 430, 720, 55, color.RGBA{252, 251, 246, 255})
	disc(m, 430, 720, 24, seal)
	fill(m, image.Rect(360, 800, 500, 807), ink)
	return m
}

// scannedPDF is a PDF of one page that holds a picture.
func scannedPDF(m *image.RGBA) ([]byte, error) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	size := m.Bounds().Size()
	for i := 0; i < len(m.Pix); i += 4 {
		if _, err := z.Write(m.Pix[i : i+3]); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	draws := "595 0 0 842 0 0 cm /P Do"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /P 5 0 R >> >> /Contents 4 0 R >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(draws), draws),
		fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream",
			size.X, size.Y, packed.Len(), packed.String()),
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, x := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", x)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes(), nil
}
