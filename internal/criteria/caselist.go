package criteria

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/fault"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/report"
	"thidua/internal/roster"
	"thidua/internal/vi"
)

// CasePageSize is the rows of the case list's page.
const CasePageSize = 50

// CaseState narrows a list: "" is all of them.
type CaseState string

// The states of cases on a day.
const (
	CasePending     CaseState = "pending"
	CaseDisciplined CaseState = "disciplined"
	CaseReleased    CaseState = "released"
)

// CaseStates in the order of filters.
var CaseStates = []CaseState{CasePending, CaseDisciplined, CaseReleased}

// Words is the state as people read it.
func (s CaseState) Words() string {
	return map[CaseState]string{CasePending: "Đang xem xét", CaseDisciplined: "Đang trong thời hạn kỷ luật", CaseReleased: "Đã kết luận"}[s]
}

// CaseStateOn is where a case stands on a day.
func CaseStateOn(c award.Case, day clock.Day) CaseState {
	switch {
	case c.Concluded == nil || *c.Concluded > day:
		return CasePending
	case c.DisciplinedTo != nil && *c.DisciplinedTo >= day:
		return CaseDisciplined
	}
	return CaseReleased
}

// CaseLine is a case with whose it is.
type CaseLine struct {
	award.Case
	Version  int
	Whom     Whom
	Team     org.UnitID // the team, or the member's when it was recorded
	Name     string     // the member's; "" of a team
	Recorded award.Signature
	Settled  *award.Signature
	place    access.Place
}

// Writable tells whether the actor may conclude it.
func (l *CaseLine) Writable(a access.Actor) bool {
	return l.Concluded == nil && a.Can(access.CaseWrite, l.place)
}

const caseLineColumns = caseColumns + `, coalesce(p.full_name, '') AS name, c.recorded, c.settled`

const (
	sqlCase  = `SELECT ` + caseLineColumns + ` FROM award_case c LEFT JOIN person p ON p.id = c.person_id WHERE c.id = $1`
	caseOpen = `(c.concluded IS NULL OR c.concluded > $5)`
)

var sqlCases = `SELECT ` + caseLineColumns + `, count(*) OVER ()::int AS total FROM award_case c LEFT JOIN person p ON p.id = c.person_id
 LEFT JOIN LATERAL (SELECT n.name FROM unit_name n WHERE n.unit_id = c.team_id ORDER BY n.during DESC LIMIT 1) u ON true
 WHERE c.scope_path >= $1 AND c.scope_path < $2 AND ($3::text = '' OR c.kind = $3)
  AND ($4::text = '' OR CASE WHEN ` + caseOpen + ` THEN 'pending' WHEN c.disciplined_to >= $5 THEN 'disciplined' ELSE 'released' END = $4)
  AND ($6::text = '' OR ` + pg.Fold(`concat_ws(' ', p.full_name, u.name, c.reason, c.conclusion)`) + ` LIKE $6)
 ORDER BY c.concluded IS NOT NULL, c.since DESC, c.id DESC LIMIT $7 OFFSET $8`

type caseLineRow struct {
	caseRow
	Name     string           `db:"name"`
	Recorded award.Signature  `db:"recorded"`
	Settled  *award.Signature `db:"settled"`
}

func (r caseLineRow) line(w report.World) CaseLine {
	l := CaseLine{Case: r.Case(), Version: r.Version, Team: teamOf(r.ScopePath), Name: r.Name, Recorded: r.Recorded, Settled: r.Settled, place: casePlace(w, r.ScopePath)}
	if r.PersonID != nil {
		l.Whom.Person = roster.PersonID(*r.PersonID)
	} else {
		l.Whom.Team = l.Team
	}
	return l
}

// CaseFilter narrows the list; zero values do not.
type CaseFilter struct {
	Under org.UnitID
	Kind  award.CaseKind
	State CaseState
	Text  string
	Page  int // from 1
}

// CasePage is a part of the list.
type CasePage struct {
	Rows  []CaseLine
	Total int
	Page  int
}

// Pages is how many pages there are.
func (p CasePage) Pages() int { return max(1, (p.Total+CasePageSize-1)/CasePageSize) }

// Cases of the actor's scope, pending ones first: one statement. A page past
// the end is the first.
func (s *Service) Cases(ctx context.Context, q pg.Querier, a access.Actor, w report.World, f CaseFilter) (CasePage, error) {
	scope, err := access.ScopeOf(a, access.CaseRead)
	if err == nil && f.Under != 0 {
		scope, err = scope.Narrow(w.Tree.PlaceNow(f.Under, w.Day))
	}
	if err != nil {
		return CasePage{}, err
	}
	text := ""
	if typed := vi.Fold(vi.CleanLine(f.Text)); typed != "" {
		text = pg.Contains(typed)
	}
	for page := min(max(1, f.Page), 100_000); ; page = 1 {
		rows, err := pg.List[struct {
			caseLineRow
			Total int `db:"total"`
		}](ctx, q, sqlCases, scope.From(), scope.To(), f.Kind, f.State, w.Day, text, CasePageSize, (page-1)*CasePageSize)
		if err != nil {
			return CasePage{}, err
		}
		p := CasePage{Page: page}
		for _, r := range rows {
			p.Total, p.Rows = r.Total, append(p.Rows, r.line(w))
		}
		if len(p.Rows) > 0 || page == 1 {
			return p, nil
		}
	}
}

// OneCase is a case the actor may read: where it was recorded, or where the
// member serves now.
func (s *Service) OneCase(ctx context.Context, q pg.Querier, a access.Actor, w report.World, id CaseID) (CaseLine, error) {
	if err := access.CheckRole(a, access.CaseRead); err != nil {
		return CaseLine{}, err
	}
	r, err := pg.One[caseLineRow](ctx, q, sqlCase, id)
	if err != nil {
		return CaseLine{}, err
	}
	l := r.line(w)
	if a.Can(access.CaseRead, l.place) {
		return l, nil
	}
	if l.Whom.Person != 0 {
		p, err := whereIs(ctx, q, w, l.Whom)
		if err != nil {
			return CaseLine{}, err
		}
		if a.Can(access.CaseRead, p.Place) {
			return l, nil
		}
	}
	return CaseLine{}, fault.Missing()
}
