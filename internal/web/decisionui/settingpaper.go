package decisionui

import (
	"fmt"
	"slices"
	"strings"

	"thidua/internal/award"
	"thidua/internal/criteria"
	"thidua/internal/dossier"
	"thidua/internal/vi"
	"thidua/internal/web/page"
	"thidua/templates/decisionview"
	"thidua/templates/ui"
)

// requirable are the papers a dossier can be held back for.
var requirable = slices.DeleteFunc(slices.Clone(dossier.PaperKinds), func(k string) bool { return k == dossier.PaperOther })

func paperWords(kinds []string) string {
	var out []string
	for _, k := range requirable {
		if slices.Contains(kinds, k) {
			out = append(out, vi.LowerFirst(dossier.PaperName(k)))
		}
	}
	return vi.UpperFirst(strings.Join(out, ", "))
}

func showPapers(s *criteria.Settings) decisionview.Part {
	t := &decisionview.Table{Label: "Giấy tờ của hồ sơ", Head: []string{"Hình thức", "Tờ trình ký theo", "Giấy tờ bắt buộc"}}
	for _, f := range award.Forms {
		for _, r := range s.Law.Regimes {
			words := r.Decree
			if r.From != nil {
				words += " (" + vi.LowerFirst(span(r.From, r.Before)) + ")"
			}
			rule, own := s.PaperRuleOf(f, r.Decree)
			if !own {
				rule, _ = s.PaperRuleOf(f, "")
			}
			t.Rows = append(t.Rows, []string{f.Label(), words, paperWords(rule.Kinds)})
		}
	}
	return decisionview.Part{Table: t}
}

// paperKey names a form's rule: n is the decree's place from 1, 0 of every one.
func paperKey(f, n int) string { return fmt.Sprintf("giay-to.%d.%d", f+1, n) }

func havePapers(s *criteria.Settings) values {
	m := map[string]string{}
	for i, f := range award.Forms {
		for n := range len(s.Law.Regimes) + 1 {
			decree := ""
			if n > 0 {
				decree = s.Law.Regimes[n-1].Decree
			}
			rule, ok := s.PaperRuleOf(f, decree)
			if ok && n > 0 {
				m[paperKey(i, n)] = "rieng"
			}
			for _, k := range rule.Kinds {
				m[paperKey(i, n)+"."+k] = "1"
			}
		}
	}
	return fixed(m)
}

func askPapers(v values, _ func(string, int) int, s *criteria.Settings) []decisionview.Group {
	var out []decisionview.Group
	for i, f := range award.Forms {
		for n := range len(s.Law.Regimes) + 1 {
			name := paperKey(i, n)
			g := decisionview.Group{Title: f.Label() + ", chung cho mọi nghị định"}
			x := &ui.Choice{Name: name, Label: "Quy định", Options: []ui.Option{{Value: "rieng", Label: "Bắt buộc các giấy tờ chọn dưới đây", Selected: true}}}
			if n > 0 {
				r := s.Law.Regimes[n-1]
				g.Title = f.Label() + ", " + r.Decree + ", tờ trình ký " + vi.LowerFirst(span(r.From, r.Before))
				x.Options = []ui.Option{{Label: "Theo quy định chung của " + f.Label(), Selected: v(name) == ""}, {Value: "rieng", Label: "Riêng, gồm các giấy tờ chọn dưới đây", Selected: v(name) != ""}}
			}
			g.Items = append(g.Items, decisionview.Item{Choice: x})
			for _, k := range requirable {
				g.Items = append(g.Items, decisionview.Item{Check: &decisionview.Check{ID: "f-" + name + "." + k, Name: name + "." + k, Value: "1", Label: dossier.PaperName(k), Checked: v(name+"."+k) != ""}})
			}
			out = append(out, g)
		}
	}
	return out
}

func savePapers(u *UI, c *page.Context, f *page.Form, version int) error {
	s, err := criteria.LoadSettings(c.Ctx(), u.Pool)
	if err != nil {
		return err
	}
	var list []criteria.PaperRule
	for i, form := range award.Forms {
		for n := range len(s.Law.Regimes) + 1 {
			name := paperKey(i, n)
			if n > 0 && f.Line(name) != "rieng" {
				if slices.ContainsFunc(requirable, func(k string) bool { return f.Line(name+"."+k) != "" }) {
					f.Fields.Add(name, "Đã đánh dấu giấy tờ: chọn “Riêng”, hoặc bỏ dấu để theo quy định chung.")
				}
				continue
			}
			rule := criteria.PaperRule{Form: form}
			if n > 0 {
				rule.Decree = s.Law.Regimes[n-1].Decree
			}
			for _, k := range requirable {
				if f.Line(name+"."+k) != "" {
					rule.Kinds = append(rule.Kinds, k)
				}
			}
			list = append(list, rule)
		}
	}
	if err := f.Fields.Err(); err != nil {
		return err
	}
	return u.Criteria.SavePapers(c.Ctx(), c.Actor, c.Now, version, list)
}
