package criteria

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/vi"
)

// PaperRule are the papers a dossier of a form must have: under one decree, or
// under every one that has no rule of its own (Decree is ""). A decree is known
// by its number and year ("98/2023/NĐ-CP"), however its title is written.
type PaperRule struct {
	Form   award.Form
	Decree string
	Kinds  []string // of a dossier's checklist
}

var decreeNumber = regexp.MustCompile(`[0-9]+/[0-9]{4}/[\p{L}-]+`)

// sameDecree tells whether two titles are of one decree.
func sameDecree(a, b string) bool {
	x, y := decreeNumber.FindString(a), decreeNumber.FindString(b)
	if x == "" || y == "" {
		return vi.CleanLine(a) == vi.CleanLine(b)
	}
	return vi.Fold(x) == vi.Fold(y)
}

// DefaultPapers: the decree of 2025 and the one before ask for the same; a
// province's Bằng khen also for the minutes of who proposes it.
func DefaultPapers() []PaperRule {
	return []PaperRule{
		{Form: award.GiayKhen, Kinds: []string{"to-trinh", "danh-sach", "bao-cao-thanh-tich"}},
		{Form: award.BangKhen, Kinds: []string{"to-trinh", "danh-sach", "bao-cao-thanh-tich", "bien-ban"}},
	}
}

// PapersOn are the kinds a form needs under the law of a day.
func (s *Settings) PapersOn(f award.Form, day clock.Day) []string {
	decree := ""
	if r, err := s.Law.Regime(day); err == nil {
		decree = r.Decree
	}
	for _, d := range []string{decree, ""} {
		i := slices.IndexFunc(s.Papers, func(p PaperRule) bool { return p.Form == f && sameDecree(p.Decree, d) })
		if i >= 0 {
			return s.Papers[i].Kinds
		}
	}
	return nil
}

// PaperRuleOf is the rule of a form under a decree, "" for every one without
// its own.
func (s *Settings) PaperRuleOf(f award.Form, decree string) (PaperRule, bool) {
	i := slices.IndexFunc(s.Papers, func(p PaperRule) bool { return p.Form == f && sameDecree(p.Decree, decree) })
	if i < 0 {
		return PaperRule{}, false
	}
	return s.Papers[i], true
}

// SavePapers replaces the papers dossiers need. Fields, F the form's place in
// award.Forms from 1 and D the decree's in the law from 1, 0 for every decree:
// giay-to.F.D.
func (s *Service) SavePapers(ctx context.Context, a access.Actor, now clock.Moment, version int, list []PaperRule) error {
	return s.setting(ctx, a, now, "papers", version, "giấy tờ của hồ sơ", func(x *Settings) (before, after any, err error) {
		before = x.Papers
		x.Papers = list
		return before, list, checkPapers(x.Law, list)
	})
}

// checkPapers wants a rule for every form, papers in each, and decrees that
// are known.
func checkPapers(law award.Law, list []PaperRule) error {
	var f fault.Fields
	for i, form := range award.Forms {
		if !slices.ContainsFunc(list, func(p PaperRule) bool { return p.Form == form && p.Decree == "" }) {
			f.Add(fmt.Sprintf("giay-to.%d.0", i+1), "Chọn giấy tờ hồ sơ "+form.Label()+" cần có.")
		}
	}
	seen := map[[2]string]bool{}
	for _, p := range list {
		n := slices.IndexFunc(law.Regimes, func(r award.Regime) bool { return sameDecree(r.Decree, p.Decree) }) + 1
		name := fmt.Sprintf("giay-to.%d.%d", slices.Index(award.Forms, p.Form)+1, n)
		k := [2]string{string(p.Form), p.Decree}
		switch {
		case n == 0 && p.Decree != "":
			f.Add(name, "Nghị định này không còn trong cài đặt. Tải lại trang để xem danh sách mới.")
		case seen[k]:
			f.Add(name, "Có hai quy định về giấy tờ cho cùng hình thức, cùng nghị định.")
		case len(p.Kinds) == 0:
			f.Add(name, "Chọn ít nhất một loại giấy tờ hồ sơ "+p.Form.Label()+" cần có.")
		}
		seen[k] = true
	}
	return f.Err()
}
