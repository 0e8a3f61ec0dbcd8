package workbook

import (
	"bufio"
	"io"
	"strings"
)

// CSV writes headings and rows as Excel in Vietnam opens them: UTF-8 with a
// byte order mark, every value quoted, lines ended by CR LF. It answers how
// many rows it wrote.
func (t Table) CSV(w io.Writer) (int, error) {
	b := bufio.NewWriter(w)
	_, _ = b.WriteString("\uFEFF")
	for i, c := range t.Columns {
		quoted(b, i, defused(c.Header))
	}
	_, _ = b.WriteString("\r\n")
	n := 0
	for row, err := range t.Rows {
		if err != nil {
			return n, err
		}
		for i := range t.Columns {
			s := ""
			if i < len(row) {
				if s = row[i].plain(); row[i].form == text {
					s = defused(s)
				}
			}
			quoted(b, i, s)
		}
		if _, err := b.WriteString("\r\n"); err != nil {
			return n, err
		}
		n++
	}
	return n, b.Flush()
}

func quoted(b *bufio.Writer, i int, s string) {
	if i > 0 {
		_ = b.WriteByte(',')
	}
	_ = b.WriteByte('"')
	_, _ = b.WriteString(strings.ReplaceAll(s, `"`, `""`))
	_ = b.WriteByte('"')
}

// defused keeps a text from being read as a formula: spreadsheets calculate
// what begins with one of these, also after white space or in full width.
func defused(s string) string {
	if s == "" {
		return s
	}
	bare := strings.TrimLeft(s, " \u00A0\n\v\f")
	if strings.ContainsAny(s[:1], "\t\r\n") || bare != "" && strings.ContainsRune("=+-@＝＋－＠\t\r", []rune(bare)[0]) {
		return "'" + s
	}
	return s
}
