package paper

import (
	"fmt"
	"io"
	"strings"
)

// crossing is how far the crosses of a test sheet stand from the paper's
// edges, in millimetres.
const crossing = 20

// TestSheet writes one page of the template's size, with the nudge in force:
// crosses that must stand 20 mm from the edges, rulers in millimetres, and
// every field's box with its name. Held with a blank against the light it
// shows by how much this printer is off.
func (p Print) TestSheet(w io.Writer) error {
	if err := p.validate(); err != nil {
		return err
	}
	d := newPDF(p)
	d.f.AddPage()
	for _, f := range p.Template.Fields {
		if !f.Hidden {
			d.box(f)
		}
	}
	d.rulers()
	d.crosses()
	d.says()
	return d.close(w)
}

// stroke draws a line that the nudge moves.
func (d *pdf) stroke(x1, y1, x2, y2 float64) {
	n := d.print.Nudge
	d.f.Line(x1+n.Right, y1+n.Down, x2+n.Right, y2+n.Down)
}

// note writes small print that the nudge moves.
func (d *pdf) note(x, y, size float64, text string) {
	f := faceOf(false, false)
	d.face(f)
	d.f.SetFont(family, f.style, size)
	d.f.SetTextColor(0, 0, 0)
	d.f.Text(x+d.print.Nudge.Right, y+d.print.Nudge.Down, text)
}

// rulers count the millimetres from the left and upper edge along all four;
// the outermost 4 mm, which few printers reach, stay free.
func (d *pdf) rulers() {
	const off = 4
	width, height := d.print.Template.Width, d.print.Template.Height
	d.f.SetDrawColor(0, 0, 0)
	d.f.SetLineWidth(0.1)
	tick := func(mm int) float64 {
		switch {
		case mm%10 == 0:
			return 4
		case mm%5 == 0:
			return 3
		}
		return 1.8
	}
	face := faceOf(false, false)
	for mm := off + 1; float64(mm) < width-off; mm++ {
		at, long := float64(mm), tick(mm)
		d.stroke(at, off, at, off+long)
		d.stroke(at, height-off, at, height-off-long)
		if s := fmt.Sprint(mm); mm%10 == 0 && mm >= crossing && at <= width-15 {
			half := face.width(s, 6) / 2
			d.note(at-half, off+6, 6, s)
			d.note(at-half, height-off-4.6, 6, s)
		}
	}
	for mm := off + 1; float64(mm) < height-off; mm++ {
		at, long := float64(mm), tick(mm)
		d.stroke(off, at, off+long, at)
		d.stroke(width-off, at, width-off-long, at)
		if s := fmt.Sprint(mm); mm%10 == 0 && mm >= crossing && at <= height-15 {
			d.note(off+4.5, at+0.7, 6, s)
			d.note(width-off-4.5-face.width(s, 6), at+0.7, 6, s)
		}
	}
}

func (d *pdf) crosses() {
	width, height := d.print.Template.Width, d.print.Template.Height
	d.f.SetDrawColor(red[0], red[1], red[2])
	d.f.SetLineWidth(0.2)
	for _, at := range [][2]float64{{crossing, crossing}, {width - crossing, crossing}, {crossing, height - crossing}, {width - crossing, height - crossing}, {width / 2, height / 2}} {
		d.stroke(at[0]-5, at[1], at[0]+5, at[1])
		d.stroke(at[0], at[1]-5, at[0], at[1]+5)
	}
}

// box draws the room of a field, its first baseline and its name; what a blank
// has already is dashed.
func (d *pdf) box(f Field) {
	d.f.SetDrawColor(110, 110, 110)
	d.f.SetLineWidth(0.15)
	top, high := f.Y, f.Width
	if !f.Key.drawn() {
		up := f.Size * point * 0.75
		top, high = f.Y-up, up+f.Size*point*0.25+float64(max(f.Lines, 1)-1)*f.leading()
		if f.Bottom > 0 {
			high = f.Bottom - top
		}
	}
	if f.Preprinted {
		d.f.SetDashPattern([]float64{1, 1}, 0)
	}
	n := d.print.Nudge
	d.f.Rect(f.X+n.Right, top+n.Down, f.Width, high, "D")
	d.f.SetDashPattern(nil, 0)
	if !f.Key.drawn() {
		d.f.SetDrawColor(0, 90, 200)
		d.stroke(f.X, f.Y, f.X+f.Width, f.Y)
	}
	name := f.Key.Name()
	if f.Preprinted {
		name += " (in sẵn)"
	}
	size := 7.0
	for size > 4 && faceOf(false, false).width(name, size) > f.Width-1 {
		size -= step
	}
	d.note(f.X+0.7, f.Y-0.6+map[bool]float64{true: 4}[f.Key.drawn()], size, name)
}

// says explains the sheet, above the fields.
func (d *pdf) says() {
	p := d.print
	for i, s := range []string{
		"TỜ THỬ IN: " + CleanLine(p.Template.Name) + ", đang dịch ngang " + signed(p.Nudge.Right) + " mm (dương là sang phải), dịch dọc " + signed(p.Nudge.Down) + " mm (dương là xuống dưới).",
		"In đúng cỡ 100 %, không co giãn. Mỗi dấu thập ở góc phải cách hai mép giấy gần nhất 20 mm; lệch bao nhiêu thì sửa độ dịch bấy nhiêu.",
	} {
		size := 8.0
		room := p.Template.Width - 2*crossing - 14
		for size > 5 && faceOf(false, false).width(s, size) > room {
			size -= step
		}
		d.note(crossing+7, 13.2+float64(i)*3.4, size, s)
	}
}

// signed writes a nudge: "+1,5", "-0,5", "0".
func signed(v float64) string {
	s := decimal(v)
	if v > 0 && !strings.HasPrefix(s, "+") {
		s = "+" + s
	}
	return s
}
