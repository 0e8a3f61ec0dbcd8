package dossier

import (
	"context"
	"strconv"

	"thidua/internal/award"
	"thidua/internal/pg"
)

// Section is a part of an achievement report; papers keep the two apart.
type Section string

// The sections: of the team, and of the member.
const (
	OfTeam Section = "team"
	Own    Section = "own"
)

// Label is "Thành tích của Tổ", "Thành tích cá nhân".
func (s Section) Label() string {
	return map[Section]string{OfTeam: "Thành tích của Tổ", Own: "Thành tích cá nhân"}[s]
}

// TextFigure is a figure a sentence of an achievement report was drafted with:
// where it comes from, its value then, and the sentence the program wrote.
type TextFigure struct {
	Ref   award.Ref
	Label string
	Value string
	Said  string
}

// Text is a version of a section.
type Text struct {
	Nominee NomineeID       `db:"nominee_id"`
	Section Section         `db:"section"`
	Version int             `db:"version"`
	Body    string          `db:"body"`
	Figures []TextFigure    `db:"figures"`
	By      award.Signature `db:"by"`
}

const (
	textColumns = `t.nominee_id, t.section, t.version, t.body, t.figures, t.by`
	sqlNewest   = `SELECT DISTINCT ON (t.nominee_id, t.section) ` + textColumns + ` FROM nominee_text t JOIN nominee n ON n.id = t.nominee_id WHERE n.dossier_id = $1
 ORDER BY t.nominee_id, t.section DESC, t.version DESC`
)

// texts are the newest of each section by nominee, the team's first.
func texts(ctx context.Context, q pg.Querier, id ID) (map[NomineeID][]Text, error) {
	list, err := pg.List[Text](ctx, q, sqlNewest, id)
	out := map[NomineeID][]Text{}
	for _, t := range list {
		out[t.Nominee] = append(out[t.Nominee], t)
	}
	return out, err
}

// Sections are those of the nominee's report: a team's has its own alone.
func (n *Nominee) Sections() []Section {
	if n.Subject == award.Member {
		return []Section{OfTeam, Own}
	}
	return []Section{OfTeam}
}

func more(n int) string {
	if n <= 0 {
		return ""
	}
	return " và " + strconv.Itoa(n) + " trường hợp khác"
}
