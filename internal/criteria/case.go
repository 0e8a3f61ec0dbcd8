package criteria

import (
	"context"

	"thidua/internal/award"
	"thidua/internal/clock"
	"thidua/internal/org"
	"thidua/internal/pg"
	"thidua/internal/roster"
)

const caseColumns = `c.id, c.subject, c.team_id, c.person_id, c.kind, c.since, c.reason, c.concluded, c.conclusion, c.disciplined_to, c.version, c.scope_path`

const sqlCasesOf = `SELECT ` + caseColumns + ` FROM award_case c WHERE c.team_id = ANY ($1::bigint[]) OR c.person_id = ANY ($2::bigint[]) ORDER BY c.since, c.id`

type caseRow struct {
	ID            int64          `db:"id"`
	Subject       award.Subject  `db:"subject"`
	TeamID        *int64         `db:"team_id"`
	PersonID      *int64         `db:"person_id"`
	Kind          award.CaseKind `db:"kind"`
	Since         clock.Day      `db:"since"`
	Reason        string         `db:"reason"`
	Concluded     *clock.Day     `db:"concluded"`
	Conclusion    string         `db:"conclusion"`
	DisciplinedTo *clock.Day     `db:"disciplined_to"`
	Version       int            `db:"version"`
	ScopePath     string         `db:"scope_path"`
}

// Case is the row as award judges it.
func (c caseRow) Case() award.Case {
	return award.Case{ID: c.ID, Kind: c.Kind, Since: c.Since, Reason: c.Reason, Concluded: c.Concluded, Conclusion: c.Conclusion, DisciplinedTo: c.DisciplinedTo}
}

// subject is the team's or person's id.
func (c caseRow) subject() int64 {
	if c.TeamID != nil {
		return *c.TeamID
	}
	return *c.PersonID
}

func casesOf(ctx context.Context, q pg.Querier, teams []org.UnitID, persons []roster.PersonID) ([]caseRow, error) {
	return pg.List[caseRow](ctx, q, sqlCasesOf, some(teams), some(persons))
}
