package roster

import (
	"context"
	"strings"

	"thidua/internal/access"
	"thidua/internal/audit"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/vi"
)

// Found is a member the search box found.
type Found struct {
	Person   PersonID   `db:"person_id"`
	FullName string     `db:"full_name"`
	Birth    *clock.Day `db:"birth_date"`
	Team     org.UnitID `db:"team_id"` // of the latest service in reach
	Position Position   `db:"position"`
	Left     *clock.Day `db:"left_on"` // first day no longer there
	Total    int        `db:"total"`   // of all found
}

const (
	sqlFound = `
SELECT p.id AS person_id, p.full_name, p.birth_date, s.team_id, s.position, s.left_on, (count(*) OVER ())::int AS total
FROM person p CROSS JOIN LATERAL (SELECT o.team_id, o.position, upper(o.during) AS left_on FROM service o
  WHERE o.person_id = p.id AND o.withdrawn_at IS NULL AND o.team_id = ANY ($1::bigint[]) ORDER BY lower(o.during) DESC LIMIT 1) s
WHERE `
	sqlFoundOrder = `
ORDER BY s.left_on IS NOT NULL, regexp_replace(p.full_name, '^.* ', '') COLLATE "vi-x-icu", p.full_name COLLATE "vi-x-icu", p.id LIMIT $6`
	sqlFoundByName   = sqlFound + `folded(p.full_name) LIKE $2 AND folded(p.full_name) LIKE $3 AND folded(p.full_name) LIKE $4 AND folded(p.full_name) LIKE $5` + sqlFoundOrder
	sqlFoundByNumber = sqlFound + `($2 <> '' AND p.citizen_id = $2 OR $2 <> '' AND p.phone = $2) AND $3 = $4 AND $4 = $5` + sqlFoundOrder
)

// Number is a citizen id or telephone number a search may be for, "" where the
// text is neither.
func Number(text string) string {
	s := strings.NewReplacer(" ", "", ".", "", "-", "").Replace(vi.CleanLine(text))
	if s != "" && (citizenForm.MatchString(s) || phoneForm.MatchString(s)) {
		return s
	}
	return ""
}

// Search finds members, former ones too, of the teams in the actor's reach: by
// the words of their name without marks, or exactly by citizen id or telephone
// number, which is put on record.
func (s *Service) Search(ctx context.Context, a access.Actor, now clock.Moment, tree *org.Tree, text string, most int) ([]Found, error) {
	scope, err := access.ScopeOf(a, access.RosterRead)
	if err != nil {
		return nil, err
	}
	teams := tree.TeamsWithin(scope, now.Today)
	number := Number(text)
	if number == "" {
		w := pg.Words(vi.Fold(text))
		return pg.List[Found](ctx, s.DB, sqlFoundByName, teams, w[0], w[1], w[2], w[3], most)
	}
	var list []Found
	err = pg.InTx(ctx, s.DB, func(tx pg.Tx) error {
		if list, err = pg.List[Found](ctx, tx, sqlFoundByNumber, teams, number, "", "", "", most); err != nil {
			return err
		}
		e := audit.Entry{Action: "lookup.person", ObjectKind: "person", Path: a.Path, Summary: "Tra cứu thành viên theo số " + MaskID(number) + ": không có"}
		if len(list) > 0 {
			e.ObjectID = int64(list[0].Person)
			e.Summary = "Tra cứu thành viên theo số " + MaskID(number) + ": " + list[0].FullName
		}
		return audit.Record(ctx, tx, a, now, e)
	})
	return list, err
}
