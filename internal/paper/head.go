package paper

import (
	"fmt"
	"strings"

	"thidua/internal/vi"
)

// head is the two-columned block: whose paper it is, number and day.
func (c *composer) head() {
	h := c.doc.Head
	var names, numbers []Line
	if p := trimmed(h.Parent); p != "" {
		names = append(names, Line{Role: Parent, Runs: Text(strings.ToUpper(p))})
	}
	names = append(names, Line{Role: Agency, Runs: Text(strings.ToUpper(trimmed(h.Agency))), Rule: PartRule})
	fit(names, headLeft-columnGap)
	if n := h.number(); n != "" {
		numbers = append(numbers, Line{Role: NumberLine, Runs: Text("Số: " + n)})
	}
	if c.doc.Draft {
		numbers = append(numbers, Line{Role: Brief, Runs: []Run{{Text: "DỰ THẢO", Bold: true}}})
	}
	if c.doc.Kind == Letter {
		numbers = append(numbers, Line{Role: Brief, Runs: Text("V/v " + strings.TrimPrefix(trimmed(c.doc.Subject), "V/v "))})
	}
	rows := []Beside{{names, []Line{
		{Role: Nation, Runs: Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")},
		{Role: Motto, Runs: Text("Độc lập - Tự do - Hạnh phúc"), Rule: FullRule},
	}}}
	second := Beside{Left: numbers}
	if place := CleanLine(h.Place); place != "" {
		second.Right = []Line{tight(Line{Role: PlaceDate, Runs: Text(place + ", " + h.day())}, headRight)}
	}
	if second.Left != nil || second.Right != nil {
		rows = append(rows, second)
	}
	if f := CleanLine(c.doc.Form); f != "" {
		c.add(FormLine, f)
	}
	c.parts = append(c.parts, Part{Columns: &Columns{Left: headLeft, Right: headRight, Rows: rows}})
}

// number is "05/BC-CAT"; the number's place stays blank while there is none.
func (h Head) number() string {
	n, symbol := CleanLine(h.Number), CleanLine(h.Symbol)
	switch {
	case n == "" && symbol == "":
		return ""
	case n == "":
		n = "      "
	case len(n) == 1 && n[0] >= '1' && n[0] <= '9':
		n = "0" + n
	}
	if symbol == "" {
		return n
	}
	return n + "/" + symbol
}

// day is the day as documents write it, with blanks while it is not signed.
func (h Head) day() string {
	switch {
	case h.Day != nil:
		return vi.DocumentDay(*h.Day)
	case h.Year > 0:
		return fmt.Sprintf("ngày      tháng      năm %d", h.Year)
	}
	return "ngày      tháng      năm         "
}
