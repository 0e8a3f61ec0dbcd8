package paper

import "strings"

// closing is the signature with the copies.
func (c *composer) closing() {
	d := c.doc
	var copies []Line
	list := listed(d.Copies)
	if keep := bare(d.Keep); keep != "" {
		list = append(list, "Lưu: "+keep)
	}
	for i, s := range list {
		if i == 0 {
			copies = append(copies, Line{Role: CopyHead, Runs: Text("Nơi nhận:")})
		}
		copies = append(copies, Line{Role: CopyItem, Runs: Text("- " + s + end(i, len(list)))})
	}
	c.keepLast()
	if len(d.Sign) == 1 {
		c.beside(Beside{copies, d.Sign[0].lines()})
		return
	}
	for i := 0; i < len(d.Sign); i += 2 {
		if i+1 == len(d.Sign) {
			c.beside(Beside{nil, d.Sign[i].lines()})
		} else {
			c.beside(Beside{d.Sign[i].lines(), d.Sign[i+1].lines()})
		}
	}
	if copies != nil {
		c.beside(Beside{copies, nil})
	}
}

func (c *composer) beside(row Beside) {
	c.parts = append(c.parts, Part{Columns: &Columns{Left: signLeft, Right: signRight, Rows: []Beside{row}}})
}

// keepLast ties the last paragraph to the signature: nobody signs an empty
// page.
func (c *composer) keepLast() {
	if last := len(c.parts) - 1; last >= 0 && c.parts[last].Line != nil && len(c.doc.Sign) > 0 {
		c.parts[last].Line.Keep = true
	}
}

func (s Signature) lines() []Line {
	var all []Line
	for _, l := range s.Lines {
		if l = trimmed(l); l != "" {
			all = append(all, Line{Role: SignLine, Runs: Text(strings.ToUpper(l)), Keep: true})
		}
	}
	if n := CleanLine(s.Note); n != "" {
		all = append(all, Line{Role: SignNote, Runs: Text(n), Keep: true})
	}
	return append(all, Line{Role: SignName, Runs: Text(CleanLine(s.Name))})
}

func (k Check) lines() []Line {
	var parts []string
	if code := CleanLine(k.Code); code != "" {
		parts = append(parts, "Mã xác minh: "+code)
	}
	if digest := CleanLine(k.Digest); digest != "" {
		parts = append(parts, "Mã băm SHA-256: "+digest)
	}
	var all []Line
	for _, s := range []string{strings.Join(parts, " · "), CleanLine(k.Text)} {
		if s != "" {
			all = append(all, Line{Role: FootLine, Runs: Text(s)})
		}
	}
	return all
}
