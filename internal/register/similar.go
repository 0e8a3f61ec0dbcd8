package register

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"thidua/internal/access"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// Likeness says why a row may be the one being added.
type Likeness string

// The reasons, in words after "Giống vì".
const (
	SameWords  Likeness = "nội dung gần giống, cùng Tổ, cách nhau không quá 3 ngày"
	SamePerson Likeness = "cùng người, cùng ngày"
	SameName   Likeness = "tên gần giống, cùng đơn vị"
)

// LikeDeed is a deed that may be the one being added.
type LikeDeed struct {
	Deed
	Why Likeness
}

// LikeModel is a model that may be the one being added.
type LikeModel struct {
	Model
	Why Likeness
}

// nearDays is how far apart the days of one deed written down twice may be.
const nearDays = 3

const (
	sqlDeedsAround = `SELECT ` + sqlDeedColumns + ` WHERE d.team_id = ANY ($1::bigint[]) AND d.done_on BETWEEN $2 AND $3 AND d.withdrawn_at IS NULL
ORDER BY d.done_on, d.id LIMIT 2000`
	sqlModelsOf = `SELECT ` + sqlModelColumns + sqlModelTables + ` WHERE m.commune_id = $1 AND m.withdrawn_at IS NULL ORDER BY m.id LIMIT 500`
)

// SimilarDeeds are deeds the one being added may be already: a hint, never a
// refusal. In team and day must be there; at most five.
func (s *Service) SimilarDeeds(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, in DeedInput) ([]LikeDeed, error) {
	in.Clean()
	commune, _, err := communeOf(a, access.DeedWrite, now, tree, in.Team)
	if err != nil {
		return nil, err
	}
	list, err := pg.List[Deed](ctx, s.DB, sqlDeedsAround, tree.Teams(commune, now.Today), *in.DoneOn-nearDays, *in.DoneOn+nearDays)
	if err != nil {
		return nil, err
	}
	what, who := wordsOf(in.What), personOf(in.Who)
	var out []LikeDeed
	for _, d := range list {
		switch {
		case d.DoneOn == *in.DoneOn && (sharesOne(d.Members, in.Members) || who != "" && who == personOf(d.Who)):
			out = append(out, LikeDeed{d, SamePerson})
		case d.Team == in.Team && alike(what, wordsOf(d.What)):
			out = append(out, LikeDeed{d, SameWords})
		}
	}
	return out[:min(5, len(out))], nil
}

// SimilarModels are models of the actor's commune the one being added may be
// already; at most five.
func (s *Service) SimilarModels(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, in ModelInput) ([]LikeModel, error) {
	in.Clean()
	commune := org.UnitID(a.UnitID)
	if err := access.Check(a, access.DeedWrite, tree.Place(commune, now.Today)); err != nil {
		return nil, err
	}
	list, err := pg.List[Model](ctx, s.DB, sqlModelsOf, commune)
	if err != nil {
		return nil, err
	}
	name := wordsOf(in.Name)
	var out []LikeModel
	for _, m := range list {
		if alike(name, wordsOf(m.Name)) {
			out = append(out, LikeModel{m, SameName})
		}
	}
	return out[:min(5, len(out))], nil
}

func sharesOne(a, b []roster.PersonID) bool {
	return slices.ContainsFunc(a, func(p roster.PersonID) bool { return slices.Contains(b, p) })
}

// wordsOf are the different words of a text in search form, with pairs of
// neighbours: Vietnamese words are mostly of two syllables.
func wordsOf(text string) map[string]bool {
	list := strings.FieldsFunc(vi.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	m := make(map[string]bool, 2*len(list))
	for i, w := range list {
		m[w] = true
		if i > 0 {
			m[list[i-1]+" "+w] = true
		}
	}
	return m
}

// alike tells whether two texts may say the same: they share more than half of all
// words and pairs, or the shorter lies nearly whole in the longer.
func alike(a, b map[string]bool) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	common := 0
	for w := range a {
		if b[w] {
			common++
		}
	}
	return 4*common > len(a)+len(b) || min(len(a), len(b)) >= 7 && 10*common >= 7*min(len(a), len(b))
}

var titles = map[string]bool{"anh": true, "chi": true, "ong": true, "ba": true, "co": true, "chu": true, "bac": true, "dong": true, "d": true, "c": true, "dc": true}

// personOf is the name in words for who did a deed, "" where it is none: "Anh
// Lê Văn An, Tổ viên" is "le van an".
func personOf(who string) string {
	name, _, _ := strings.Cut(vi.Fold(who), ",")
	list := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	for len(list) > 0 && titles[list[0]] {
		list = list[1:]
		if len(list) > 0 && list[0] == "chi" { // đồng chí
			list = list[1:]
		}
	}
	if len(list) < 2 || slices.Contains(list, "to") { // "Cả Tổ" is nobody's name
		return ""
	}
	return strings.Join(list, " ")
}
