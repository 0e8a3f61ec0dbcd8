package award

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"thidua/internal/vi"
)

// CopyRule says when one achievement text counts as copied from another.
type CopyRule struct {
	Syllables int // of a shingle
	Percent   int // of the shorter text's shingles found in the other
	Least     int // shingles a text must have to be compared at all
}

// DefaultCopyRule: runs of five syllables, seven of ten shared, at least
// twenty to compare.
func DefaultCopyRule() CopyRule { return CopyRule{Syllables: 5, Percent: 70, Least: 20} }

// Text is an achievement text of a nominee.
type Text struct {
	Ref   Ref
	Whose string
	Text  string
}

// Shingles are the different runs of n syllables of a text in search form, so
// that marks, capitals and punctuation make no difference.
func Shingles(text string, n int) map[string]bool {
	words := strings.FieldsFunc(vi.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	m := make(map[string]bool, len(words))
	for i := 0; n > 0 && i+n <= len(words); i++ {
		m[strings.Join(words[i:i+n], " ")] = true
	}
	return m
}

// Shared is how many of the smaller set's members the larger one has, of how
// many: 0 of 0 where one is empty.
func Shared(a, b map[string]bool) (common, of int) {
	if len(a) > len(b) {
		a, b = b, a
	}
	for s := range a {
		if b[s] {
			common++
		}
	}
	return common, len(a)
}

// Copied guards a text against others. template is what the house writes into
// every report; its runs of syllables are left out on both sides.
func Copied(rule CopyRule, x Text, others []Text, template string) []Finding {
	return NewCopies(rule, append([]Text{x}, others...), template).Of(x)
}

// Copies are texts ready to be compared, each cut up once: a province's
// hundreds of reports are looked at on one page.
type Copies struct {
	rule   CopyRule
	boiler map[string]bool
	texts  []Text
	sizes  []int
	where  map[string][]int // which texts have a run
}

// NewCopies cuts up texts.
func NewCopies(rule CopyRule, texts []Text, template string) *Copies {
	c := &Copies{rule: rule, boiler: Shingles(template, rule.Syllables), where: map[string][]int{}}
	for _, t := range texts {
		own := c.own(t.Text)
		if len(own) < rule.Least {
			continue
		}
		for s := range own {
			c.where[s] = append(c.where[s], len(c.texts))
		}
		c.texts, c.sizes = append(c.texts, t), append(c.sizes, len(own))
	}
	return c
}

func (c *Copies) own(text string) map[string]bool {
	m := Shingles(text, c.rule.Syllables)
	for s := range c.boiler {
		delete(m, s)
	}
	return m
}

// Of are the findings on one text, the likest first.
func (c *Copies) Of(x Text) []Finding {
	a := c.own(x.Text)
	if len(a) < c.rule.Least {
		return nil
	}
	common := map[int]int{}
	for s := range a {
		for _, i := range c.where[s] {
			common[i]++
		}
	}
	type hit struct {
		Finding
		percent int
	}
	var hits []hit
	for i, o := range c.texts {
		of := min(len(a), c.sizes[i])
		if o.Ref == x.Ref || common[i] == 0 || 100*common[i] < c.rule.Percent*of {
			continue
		}
		percent := 100 * common[i] / of
		hits = append(hits, hit{Finding{GuardCopied, Asks, fmt.Sprintf("Nội dung thành tích giống %d %% với %s", percent, o.Whose),
			"Viết lại theo thành tích riêng, hoặc xác nhận là cùng một việc.", []Ref{o.Ref}}, percent})
	}
	slices.SortStableFunc(hits, func(p, q hit) int { return q.percent - p.percent })
	var out []Finding
	for _, h := range hits {
		out = append(out, h.Finding)
	}
	return out
}
