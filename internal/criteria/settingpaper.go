package criteria

import (
	"slices"

	"thidua/internal/award"
	"thidua/internal/clock"
)

// PaperRule are the papers a dossier of a form must have: under one decree, by
// its title, or under every one that has no rule of its own (Decree is "").
type PaperRule struct {
	Form   award.Form
	Decree string
	Kinds  []string // of a dossier's checklist
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
		i := slices.IndexFunc(s.Papers, func(p PaperRule) bool { return p.Form == f && p.Decree == d })
		if i >= 0 {
			return s.Papers[i].Kinds
		}
	}
	return nil
}
