package plan

import (
	_ "embed"
	"strings"

	"thidua/internal/vi"
)

//go:embed ninh-thuan-2024.yaml
var ninhThuanSource []byte

//go:embed ninh-thuan-2024.txt
var ninhThuanText string

// NinhThuan is the plan that ships with the house: the definition and the
// full text of the province's plan of 2024.
func NinhThuan() (*Definition, error) {
	d, err := Parse(ninhThuanSource)
	if err != nil {
		return nil, err
	}
	return d, d.Attach(ninhThuanText)
}

// Attach joins the plan's full text to the definition. It refuses, all at
// once, every quotation that is not in the text word for word (white space
// aside): a verdict must never cite what the plan does not say.
func (d *Definition) Attach(text string) error {
	var p problems
	text = vi.Clean(text)
	words := strings.Join(strings.Fields(text), " ")
	for _, q := range d.quotations() {
		if !strings.Contains(words, strings.Join(strings.Fields(q.text), " ")) {
			p.add(q.path, "không tìm thấy nguyên văn trong văn bản kế hoạch: “%s”", q.text)
		}
	}
	if err := p.err(); err != nil {
		return err
	}
	d.Text = text
	return nil
}
