package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io"

	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"

	"thidua/internal/clock"
	"thidua/internal/fault"
)

// pdf draws certificates into one file.
type pdf struct {
	print  Print
	f      *fpdf.Fpdf
	border fpdf.Template // nil for none
	emblem bool
	faces  map[string]bool // those in the file, by style
}

const family = "LiberationSerif"

// red is the red of the national flag.
var red = [3]int{218, 37, 29}

func (p Print) open() (*pdf, error) {
	if err := p.validate(); err != nil {
		return nil, err
	}
	d := newPDF(p)
	if p.Template.Border != nil && !p.Blank {
		d.border = d.f.CreateTemplateCustom(fpdf.PointType{}, d.size(), func(t *fpdf.Tpl) {
			t.RawWriteStr(p.Template.Border.draw(p.Template.Width, p.Template.Height))
		})
	}
	if len(p.Emblem) > 0 && !p.Blank {
		plain, err := plainPNG(p.Emblem)
		if err != nil {
			return nil, err
		}
		d.f.RegisterImageOptionsReader(string(KeyEmblem), fpdf.ImageOptions{ImageType: "PNG"}, bytes.NewReader(plain))
		d.emblem = true
	}
	return d, d.f.Error()
}

func newPDF(p Print) *pdf {
	d := &pdf{print: p, faces: map[string]bool{}}
	d.f = fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: d.size()})
	d.f.SetCatalogSort(true)
	d.f.SetMargins(0, 0, 0)
	d.f.SetAutoPageBreak(false, 0)
	made := p.Made.In(clock.Location)
	d.f.SetCreationDate(made)
	d.f.SetModificationDate(made)
	d.f.SetProducer("thidua", false)
	d.f.SetLang("vi-VN")
	d.f.SetTitle(p.Template.Form.Name(), true)
	d.f.SetDisplayMode("fullpage", "single")
	return d
}

func (d *pdf) size() fpdf.SizeType {
	return fpdf.SizeType{Wd: d.print.Template.Width, Ht: d.print.Template.Height}
}

// add draws one certificate on a page of its own; nothing where it is refused.
func (d *pdf) add(c Certificate) error {
	page, err := d.print.compose(c)
	if err != nil {
		return err
	}
	var code *qr.Code
	if page.qr != nil {
		if code, err = qr.Encode(c.URL, qr.M); err != nil {
			return fault.Wrap(fault.Invalid, "Địa chỉ xác minh quá dài, không tạo được mã QR.", err)
		}
	}
	d.f.AddPage()
	if d.border != nil {
		d.f.UseTemplateScaled(d.border, fpdf.PointType{X: d.print.Nudge.Right, Y: d.print.Nudge.Down}, d.size())
	}
	if e := page.emblem; e != nil && d.emblem {
		d.f.ImageOptions(string(KeyEmblem), e.X+d.print.Nudge.Right, e.Y+d.print.Nudge.Down, e.Width, e.Width, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	}
	if q := page.qr; q != nil {
		d.code(code, q.X+d.print.Nudge.Right, q.Y+d.print.Nudge.Down, q.Width)
	}
	for _, m := range page.marks {
		d.line(m)
	}
	return d.f.Error()
}

// line writes one line of text and the rule under it.
func (d *pdf) line(m mark) {
	d.face(m.face)
	d.f.SetFont(family, m.face.style, m.size)
	if m.red {
		d.f.SetTextColor(red[0], red[1], red[2])
	} else {
		d.f.SetTextColor(0, 0, 0)
	}
	d.f.Text(m.x, m.y, m.text)
	if m.rule {
		d.f.SetDrawColor(0, 0, 0)
		d.f.SetLineWidth(m.size * point / 18)
		below := m.y + m.size*point*0.34
		d.f.Line(m.x, below, m.x+m.length, below)
	}
}

// face makes a face known to the file when it is first used. The writer may
// pad tables where they lie, so each file has bytes of its own.
func (d *pdf) face(f *face) {
	if d.faces[f.style] {
		return
	}
	d.faces[f.style] = true
	d.f.AddUTF8FontFromBytes(family, f.style, bytes.Clone(f.file))
}

// code draws a QR code as one path, with its quiet zone of four modules inside
// the square.
func (d *pdf) code(c *qr.Code, x, y, side float64) {
	const quiet = 4
	module := side / float64(c.Size+2*quiet) / point
	var b bytes.Buffer
	fmt.Fprintf(&b, "q 0 g %.5f 0 0 %.5f %.5f %.5f cm\n", module, -module, x/point, (d.print.Template.Height-y)/point)
	for row := range c.Size {
		for column := 0; column < c.Size; {
			run := 0
			for c.Black(column+run, row) {
				run++
			}
			if run > 0 {
				fmt.Fprintf(&b, "%d %d %d 1 re\n", column+quiet, row+quiet, run)
			}
			column += run + 1
		}
	}
	b.WriteString("f Q")
	d.f.RawWriteStr(b.String())
}

// close writes the file.
func (d *pdf) close(w io.Writer) error {
	if d.f.PageNo() == 0 {
		return fault.New(fault.Invalid, "Không có bản nào để in.")
	}
	var file bytes.Buffer
	if err := d.f.Output(&file); err != nil {
		return err
	}
	b := file.Bytes()
	if at := bytes.LastIndex(b, noFiles); at >= 0 {
		copy(b[at:], bytes.Repeat([]byte(" "), len(noFiles)-1))
	}
	_, err := w.Write(b)
	return err
}

// noFiles is the list of attached files the writer always adds, empty as ours
// is: it is blanked out, for readers that take its name for an attachment.
var noFiles = []byte("/Names <<\n/EmbeddedFiles << /Names [\n  \n] >>\n>>\n")

// plainPNG is a picture as every PDF reader takes it, or a fault.
func plainPNG(b []byte) ([]byte, error) {
	wrong := func(err error) error {
		return &fault.Error{Kind: fault.Invalid, Message: "Ảnh Quốc huy phải là tệp PNG vuông, mỗi cạnh từ 200 đến 3000 điểm ảnh.",
			Fields: []fault.Field{{Name: string(KeyEmblem), Message: "Hãy chọn ảnh PNG khác."}}, Err: err}
	}
	config, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, wrong(err)
	}
	long, short := max(config.Width, config.Height), min(config.Width, config.Height)
	if short < 200 || long > 3000 || float64(long) > 1.15*float64(short) {
		return nil, wrong(fmt.Errorf("%d × %d", config.Width, config.Height))
	}
	decoded, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, wrong(err)
	}
	// On a white square: the emblem keeps its proportions, printers need no
	// transparency.
	square := image.NewRGBA(image.Rect(0, 0, long, long))
	draw.Draw(square, square.Bounds(), image.White, image.Point{}, draw.Src)
	place := decoded.Bounds().Sub(decoded.Bounds().Min).Add(image.Pt((long-config.Width)/2, (long-config.Height)/2))
	draw.Draw(square, place, decoded, decoded.Bounds().Min, draw.Over)
	var out bytes.Buffer
	if err := png.Encode(&out, square); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
